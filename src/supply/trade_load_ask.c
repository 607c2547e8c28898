/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_ask.c - verdicts on one product and on all of them.
 */
#include "supply/trade_load_ask.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/share.h"

#define PRODUCTS 32u /* of one piece of work */

int
bw_trade_asker_init(
    struct bw_trade_asker *k, const struct bw_trade *t, struct bw_err *err)
{
	memset(k, 0, sizeof(*k));
	return bw_market_init(&k->market, t->areas.n, err);
}

void
bw_trade_asker_release(struct bw_trade_asker *k)
{
	bw_trade_reader_release(&k->reader);
	bw_market_release(&k->market);
}

static const struct bw_domestic *
domestic(const struct bw_trade_ask *q, uint32_t product)
{
	size_t lo = 0, hi = q->n_domestic;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (q->domestic[mid].product < product)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < q->n_domestic && q->domestic[lo].product == product
	    ? &q->domestic[lo]
	    : NULL;
}

static void
of_importer(const struct bw_trade_ask *q, const struct bw_market *m,
    struct bw_trade_answer *out)
{
	out->d = (struct bw_dependency){ .importer = q->who,
		.exports = m->exports[q->who] };
	for (size_t i = 0; i < m->n_importer; i++)
		if (m->importer[i].importer == q->who)
			out->d = m->importer[i];
}

int
bw_trade_ask(const struct bw_trade_ask *q, struct bw_trade_asker *k,
    uint32_t product, int year, struct bw_trade_answer *out, struct bw_err *err)
{
	const struct bw_domestic *home = domestic(q, product);
	struct bw_trade_year y;
	int rc = bw_trade_read(&k->reader, q->b, product, year, &y, err);

	*out = (struct bw_trade_answer){ .year = year,
		.months = y.months,
		.editions = y.editions,
		.replaced = y.replaced };
	if (rc != 0)
		return rc;
	bw_trade_market(q->t, &y, &k->market);
	if (q->b->world)
		out->world = k->market.exporters;
	if (q->who == BW_AREA_NONE)
		out->d = k->market.group;
	else
		of_importer(q, &k->market, out);
	if (home != NULL) {
		bw_domestic_use(&out->d, home->share);
		out->corrected = true;
	}
	if (q->who == BW_AREA_NONE) {
		bw_cdi(&out->d, &q->rules->cdi, &out->cdi);
		out->dependent = out->cdi.dependent;
	} else {
		out->dependent = q->b->world
		    ? bw_geodep_year(&out->d, &out->world, &q->rules->geodep)
		    : BW_OPEN;
	}
	if (out->d.from.total == 0)
		out->year = 0;
	return 0;
}

/* ---- all products --------------------------------------------------------
 */
struct all {
	const struct bw_trade_ask *q;
	struct bw_trade_whole *out;
	struct bw_trade_asker *asker; /* per thread */
	uint32_t *product;
	uint8_t *mark; /* dependent, per product and year */
	size_t years;
	struct bw_err *err; /* per piece of work */
};

static enum bw_certainty
over_years(
    const struct bw_trade_ask *q, const enum bw_certainty *year, size_t n)
{
	if (q->who == BW_AREA_NONE)
		return year[n - 1];
	if (!q->b->world)
		return BW_OPEN;
	return bw_geodep(year, n, &q->rules->geodep);
}

static int
one_product(
    struct all *a, size_t i, struct bw_trade_asker *k, struct bw_err *err)
{
	struct bw_trade_product *p = &a->out->product[i];
	enum bw_certainty year[256];
	struct bw_trade_answer one;
	int rc = 0;

	p->product = a->product[i];
	p->dependent = BW_EXCLUDED;
	for (size_t y = 0; y < a->years && rc == 0; y++) {
		rc = bw_trade_ask(a->q, k, p->product,
		    a->out->first_year + (int)y, &one, err);
		year[y] = one.dependent;
		a->mark[i * a->years + y] = one.dependent == BW_CERTAIN;
		if (one.year != 0)
			p->last = one;
	}
	if (rc != 0)
		return rc;
	p->years = (unsigned)(a->years < a->q->rules->geodep.of
		? a->years
		: a->q->rules->geodep.of);
	for (size_t y = a->years - p->years; y < a->years; y++)
		p->yes += year[y] == BW_CERTAIN;
	p->dependent = over_years(a->q, year, a->years);
	return 0;
}

static int
some_products(
    void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct all *a = ctx;
	int rc = 0;

	for (size_t i = begin; i < end && rc == 0; i++)
		rc = one_product(a, i, &a->asker[worker], &a->err[chunk]);
	return rc;
}

static unsigned
rank(enum bw_certainty c)
{
	return c == BW_CERTAIN ? 0 : c == BW_POSSIBLE ? 1 : 2;
}

static int
by_weight(const void *x, const void *y)
{
	const struct bw_trade_product *a = x, *b = y;

	if (rank(a->dependent) != rank(b->dependent))
		return rank(a->dependent) < rank(b->dependent) ? -1 : 1;
	if (a->last.d.used != b->last.d.used)
		return a->last.d.used > b->last.d.used ? -1 : 1;
	return a->product < b->product ? -1 : a->product > b->product;
}

/* Products it never imported go. */
static void
arrange(struct all *a, size_t n)
{
	struct bw_trade_whole *w = a->out;

	bw_persistence(a->mark, n, a->years, w->year);
	for (size_t i = 0; i < n; i++)
		if (w->product[i].last.year != 0)
			w->product[w->n++] = w->product[i];
	if (w->n > 1)
		qsort(w->product, w->n, sizeof(*w->product), by_weight);
}

static int
run(struct all *a, struct bw_pool *pool, size_t n, struct bw_err *err)
{
	const size_t works = (n + PRODUCTS - 1) / PRODUCTS;
	int rc;

	for (size_t i = 0; i < works; i++)
		a->err[i] = (struct bw_err)BW_ERR_INIT;
	rc = bw_pool_run(pool, n, PRODUCTS, some_products, a);
	for (size_t i = 0; i < works && rc != 0; i++)
		if (a->err[i].code != 0) {
			if (err != NULL)
				*err = a->err[i];
			return rc;
		}
	return rc;
}

int
bw_trade_ask_all(const struct bw_trade_ask *q, struct bw_pool *pool,
    struct bw_trade_whole *out, struct bw_err *err)
{
	const unsigned threads = pool == NULL ? 1 : bw_pool_threads(pool);
	struct all a = { .q = q, .out = out };
	size_t n = 0;
	int rc;

	*out = (struct bw_trade_whole){ .first_year = q->b->first_year,
		.last_year =
		    q->until < q->b->last_year ? q->until : q->b->last_year };
	if (out->last_year < out->first_year)
		return 0;
	a.years = (size_t)(out->last_year - out->first_year) + 1;
	rc = bw_trade_products(q->b, 6, &a.product, &n, err);
	a.mark = bw_calloc(n * a.years + 1, 1);
	a.asker = bw_calloc(threads, sizeof(*a.asker));
	a.err = bw_calloc(n / PRODUCTS + 1, sizeof(*a.err));
	out->product = bw_calloc(n + 1, sizeof(*out->product));
	out->year = bw_calloc(a.years, sizeof(*out->year));
	if (rc == 0 &&
	    (a.mark == NULL || a.asker == NULL || a.err == NULL ||
		out->product == NULL || out->year == NULL || a.years > 256))
		rc = bw_fail(err, BW_ENOMEM, "no memory for %zu products", n);
	for (unsigned i = 0; i < threads && rc == 0; i++)
		rc = bw_trade_asker_init(&a.asker[i], q->t, err);
	if (rc == 0)
		rc = run(&a, pool, n, err);
	if (rc == 0)
		arrange(&a, n);
	for (unsigned i = 0; i < threads && a.asker != NULL; i++)
		bw_trade_asker_release(&a.asker[i]);
	bw_free(a.asker);
	bw_free(a.err);
	bw_free(a.mark);
	bw_free(a.product);
	if (rc != 0)
		bw_trade_whole_release(out);
	return rc;
}

void
bw_trade_whole_release(struct bw_trade_whole *w)
{
	bw_free(w->product);
	bw_free(w->year);
	*w = (struct bw_trade_whole){ 0 };
}

/* ---- use at home ---------------------------------------------------------
 */
static int
by_product(const void *x, const void *y)
{
	const struct bw_domestic *a = x, *b = y;

	return a->product < b->product ? -1 : a->product > b->product;
}

static int
home_row(const struct bw_csv_row *row, const size_t at[3], struct bw_arena *a,
    struct bw_domestic *out, struct bw_err *err)
{
	struct bw_share s;
	int rc;

	for (int i = 0; i < 3; i++)
		if (at[i] >= row->n || bw_str_trim(row->field[at[i]]).n == 0)
			return bw_fail(err, BW_EFORMAT,
			    "a row needs product, percent and source");
	out->product = bw_product_parse(bw_str_trim(row->field[at[0]]));
	if (bw_product_digits(out->product) != 6)
		return bw_fail(err, BW_EFORMAT,
		    "%.*s is no product code of 6 digits",
		    BW_ARG(row->field[at[0]]));
	if ((rc = bw_share_parse(bw_str_trim(row->field[at[1]]), &s, err)) != 0)
		return rc;
	if (s.lo != s.hi)
		return bw_fail(err, BW_EFORMAT, "a range: name one percentage");
	out->share = s.lo;
	out->source = bw_arena_dup(a, bw_str_trim(row->field[at[2]]));
	return out->source.p != NULL
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for shares of use");
}

static int
home_rows(struct bw_csv *csv, struct bw_arena *a, struct bw_domestic **list,
    size_t *n, struct bw_err *err)
{
	static const char *const name[3] = { "product", "percent", "source" };
	size_t at[3] = { SIZE_MAX, SIZE_MAX, SIZE_MAX };
	BW_VEC(struct bw_domestic) all = { 0 };
	struct bw_domestic one = { 0 };
	struct bw_csv_row row = { 0 };
	bool more = false;
	int rc = bw_csv_next(csv, &row, &more, err);

	for (int c = 0; c < 3; c++)
		for (size_t i = 0; i < row.n; i++)
			if (bw_str_eq_nocase(
				bw_str_trim(row.field[i]), bw_str_of(name[c])))
				at[c] = i;
	while (
	    rc == 0 && (rc = bw_csv_next(csv, &row, &more, err)) == 0 && more) {
		if ((rc = home_row(&row, at, a, &one, err)) != 0)
			bw_fail_at(err, row.line, row.byte);
		else if (!bw_vec_push(&all, one))
			rc = bw_fail(err, BW_ENOMEM, "no memory");
	}
	if (all.n > 1)
		qsort(all.v, all.n, sizeof(*all.v), by_product);
	for (size_t i = 1; i < all.n && rc == 0; i++)
		if (all.v[i].product == all.v[i - 1].product)
			rc = bw_fail(
			    err, BW_EFORMAT, "a product stands there twice");
	*list =
	    rc == 0 ? BW_ARENA_ARRAY(a, struct bw_domestic, all.n + 1) : NULL;
	if (rc == 0 && *list == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory");
	if (rc == 0 && all.n > 0)
		memcpy(*list, all.v, all.n * sizeof(*all.v));
	*n = rc == 0 ? all.n : 0;
	bw_vec_release(&all);
	return rc;
}

int
bw_domestic_load(const char *path, struct bw_arena *a,
    struct bw_domestic **list, size_t *n, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	int rc;

	*list = NULL;
	*n = 0;
	if ((rc = bw_input_open(&in, path, NULL, err)) == 0 &&
	    (rc = bw_csv_open(&csv, in, NULL, err)) == 0)
		rc = home_rows(csv, a, list, n, err);
	if (rc != 0)
		bw_fail_in(err, path);
	bw_csv_close(csv);
	bw_input_free(in);
	return rc;
}
