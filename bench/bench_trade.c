/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_trade.c - rows of the shape of BACI, and all dependencies from them.
 *
 *	bench_trade make FILE ROWS FIRST-YEAR YEARS   writes a CSV
 *	bench_trade ask WORLD CSV [THREADS]   every importer, every product,
 *		every year: HHI of its origins; and for the Union CDI1-3
 *
 * Products, exporters and importers are drawn by power laws, values over six
 * orders of magnitude, in order of exporter, importer and product as in BACI;
 * each flow once. Real BACI has 11 million rows a year, 5,000 products and 230
 * countries. Fixed seed; `ask` prints one JSON line.
 */
#include "base/mem.h"
#include "base/out.h"
#include "base/progress.h"
#include "supply/trade_load.h"
#include <math.h>

#define PRODUCTS 5000u
#define MAKERS 226u

static uint64_t seed = 88172645463325252u;

static double
draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (double)(seed >> 11) / 9007199254740992.0;
}

/* ---- making --------------------------------------------------------------
 */
struct place {
	unsigned m49;
	double weight;
};

static size_t
countries(struct place *to)
{
	bool seen[BW_AREA_MAX] = { false };
	size_t n = 0;

	for (unsigned m49 = 1; m49 < 1000 && n < MAKERS; m49++) {
		uint16_t a = bw_area_number(m49, 2020);

		/* Some countries have two numbers. */
		if (a != BW_AREA_NONE && !seen[a] &&
		    bw_area_get(a)->kind == BW_AREA_COUNTRY)
			to[n++] = (struct place){ m49, 0 };
		if (a != BW_AREA_NONE)
			seen[a] = true;
	}
	for (size_t i = 0; i < n; i++)
		to[i].weight = 1 / pow(1 + (double)(i * 97 % n), 0.8);
	return n;
}

/* Each flow is there with a chance that makes the wanted number of rows. */
static double
scale(const struct place *c, size_t n, double rows)
{
	double lo = 0, hi = 1e5;

	for (int round = 0; round < 30; round++) {
		double mid = (lo + hi) / 2, sum = 0;

		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				for (unsigned k = 0; k < PRODUCTS && i != j;
				     k += 100)
					sum += fmin(1,
					    mid * c[i].weight * c[j].weight /
						sqrt(1 + (double)(k + 50)));
		if (sum * 100 < rows)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

static unsigned
product_code(unsigned k)
{
	return 10000 + k * 197; /* 010000 ... 994803 */
}

static void
make_year(
    struct bw_out *o, unsigned year, const struct place *c, size_t n, double s)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			for (unsigned k = 0; k < PRODUCTS && i != j; k++) {
				double p = s * c[i].weight * c[j].weight /
				    sqrt(1 + (double)(k * 37 % PRODUCTS));
				double v;

				if (draw() >= p)
					continue;
				v = exp(-3 + 14 * draw() * draw());
				bw_out_fmt(o, "%u,%u,%u,%06u,%.3f,", year,
				    c[i].m49, c[j].m49, product_code(k), v);
				if (draw() < 0.03)
					bw_out_z(o, "NA\n");
				else
					bw_out_fmt(
					    o, "%.3f\n", v * (0.01 + draw()));
			}
}

static int
make(const char *path, double rows, unsigned year, unsigned years,
    struct bw_err *err)
{
	struct place c[MAKERS];
	struct bw_out o;
	size_t n = countries(c);
	double s = scale(c, n, rows / years);
	int rc = bw_out_file(&o, path, err);

	if (rc != 0)
		return rc;
	bw_out_z(&o, "t,i,j,k,v,q\n");
	for (unsigned y = 0; y < years; y++)
		make_year(&o, year + y, c, n, s);
	return bw_out_finish(&o, err);
}

/* ---- asking --------------------------------------------------------------
 */
struct all {
	const struct bw_trade *t;
	const struct bw_trade_body *b;
	const uint32_t *product;
	struct bw_trade_reader *reader; /* per thread */
	struct bw_market *market;
	struct answers {
		struct bw_buf text;
		uint64_t n;
		double sum;
	} * answer; /* per piece of work */
	bool write;
};

static void
note(struct all *a, struct answers *out, uint32_t product, int year,
    const struct bw_market *m)
{
	static const struct bw_cdi_rule rule = { 400000000, 500000000,
		1000000000 };
	struct bw_cdi cdi;
	char code[9];

	for (size_t i = 0; i < m->n_importer; i++) {
		const struct bw_dependency *d = &m->importer[i];
		double hhi = bw_origins_lo(&d->from);

		if (d->from.total == 0)
			continue;
		out->n++;
		out->sum += hhi;
		if (a->write) {
			bw_product_print(product, code);
			bw_buf_fmt(&out->text, "%d,%s,%.*s,%llu,%.12g,,\n",
			    year, code, BW_ARG(bw_area_get(d->importer)->code),
			    (unsigned long long)d->from.total, hhi);
		}
	}
	bw_cdi(&m->group, &rule, &cdi);
	if (m->group.from.total == 0)
		return;
	out->sum += cdi.cdi1 + cdi.cdi2;
	if (a->write) {
		bw_product_print(product, code);
		bw_buf_fmt(&out->text, "%d,%s,EU,%llu,%.12g,%.12g,%.12g\n",
		    year, code, (unsigned long long)m->group.from.total,
		    cdi.cdi1, cdi.cdi2, isnan(cdi.cdi3) ? -1 : cdi.cdi3);
	}
}

static int
some(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct all *a = ctx;
	struct bw_err err = BW_ERR_INIT;
	struct bw_trade_year y;
	int rc = 0;

	for (size_t i = begin; i < end && rc == 0; i++)
		for (int year = a->b->first_year;
		     year <= a->b->last_year && rc == 0; year++) {
			rc = bw_trade_read(&a->reader[worker], a->b,
			    a->product[i], year, &y, &err);
			if (rc != 0 || y.n == 0)
				continue;
			bw_trade_market(a->t, &y, &a->market[worker]);
			note(a, &a->answer[chunk], a->product[i], year,
			    &a->market[worker]);
		}
	if (rc != 0)
		fprintf(stderr, "%s\n", err.what);
	return rc;
}

#define PIECE 16u

static int
ask(const char *world, const char *csv, unsigned threads, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_trade *t = NULL;
	struct bw_pool *pool = NULL;
	struct all a = { .write = csv[0] != '\0' };
	struct bw_out o;
	uint32_t *product = NULL;
	uint64_t answers = 0, rows = 0;
	double sum = 0, begin = bw_clock(), opened;
	size_t n = 0;
	int rc;

	if ((rc = bw_pool_new(&pool, threads, err)) != 0 ||
	    (rc = bw_world_open(&w, world, BW_WORLD_READ, err)) != 0 ||
	    (rc = bw_trade_open(&t, w, 0, err)) != 0)
		return rc;
	if (t->n_body == 0)
		return bw_fail(err, BW_ENOTFOUND, "no trade in that world");
	opened = bw_clock();
	a.t = t;
	a.b = &t->body[0];
	threads = bw_pool_threads(pool);
	if ((rc = bw_trade_products(a.b, 6, &product, &n, err)) != 0)
		return rc;
	a.product = product;
	a.reader = bw_calloc(threads, sizeof(*a.reader));
	a.market = bw_calloc(threads, sizeof(*a.market));
	a.answer = bw_calloc(n / PIECE + 1, sizeof(*a.answer));
	BW_ASSERT(a.reader != NULL && a.market != NULL && a.answer != NULL);
	for (unsigned i = 0; i < threads && rc == 0; i++)
		rc = bw_market_init(&a.market[i], t->areas.n, err);
	if (rc == 0)
		rc = bw_pool_run(pool, n, PIECE, some, &a);
	if (rc == 0 && a.write && (rc = bw_out_file(&o, csv, err)) == 0) {
		bw_out_z(&o, "year,product,importer,imports,hhi,cdi2,cdi3\n");
		for (size_t i = 0; i <= n / PIECE; i++)
			bw_out_str(&o, bw_buf_get(&a.answer[i].text));
		rc = bw_out_finish(&o, err);
	}
	for (size_t i = 0; i <= n / PIECE; i++) {
		answers += a.answer[i].n;
		sum += a.answer[i].sum;
		bw_buf_release(&a.answer[i].text);
	}
	for (size_t i = 0; i < t->n_file; i++)
		rows += t->file[i].c.n;
	printf("{\"rows\": %llu, \"products\": %zu, \"answers\": %llu, "
	       "\"sum\": %.9f, \"threads\": %u, \"open_s\": %.3f, "
	       "\"ask_s\": %.3f}\n",
	    (unsigned long long)rows, n, (unsigned long long)answers, sum,
	    threads, opened - begin, bw_clock() - opened);
	for (unsigned i = 0; i < threads; i++) {
		bw_trade_reader_release(&a.reader[i]);
		bw_market_release(&a.market[i]);
	}
	bw_free(a.reader);
	bw_free(a.market);
	bw_free(a.answer);
	bw_free(product);
	bw_trade_close(t);
	bw_world_close(w);
	bw_pool_free(pool);
	return rc;
}

int
main(int argc, char **argv)
{
	struct bw_err err = BW_ERR_INIT;
	int rc = bw_area_load(&err);

	if (rc == 0 && argc == 6 && strcmp(argv[1], "make") == 0)
		rc = make(argv[2], strtod(argv[3], NULL),
		    (unsigned)strtoul(argv[4], NULL, 10),
		    (unsigned)strtoul(argv[5], NULL, 10), &err);
	else if (rc == 0 && argc >= 4 && strcmp(argv[1], "ask") == 0)
		rc = ask(argv[2], argv[3],
		    argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 0, &err);
	else if (rc == 0)
		rc = bw_fail(&err, BW_EUSAGE,
		    "bench_trade make FILE ROWS YEAR YEARS | ask WORLD CSV "
		    "[THREADS]");
	if (rc != 0)
		fprintf(stderr, "bench_trade: %s\n", err.what);
	return rc == 0 ? 0 : bw_err_exit(rc);
}
