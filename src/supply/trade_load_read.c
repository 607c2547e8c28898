/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_read.c - the flows of one product and year out of a body.
 *
 * Most often one group of one file holds them all, in order; then they are
 * only copied. Else rows of several files, months, editions and codes below
 * the one that was asked for are put in order: where the same flow (pair,
 * code, month) stands twice the later load holds, then the later edition; the
 * rest is added up. Rows for the year as a whole go before months.
 */
#include "base/mem.h"
#include "supply/trade_load.h"
#include "supply/trade_load_priv.h"

#define NEEDED (1u << TRADE_IMPORTER | 1u << TRADE_EXPORTER | 1u << TRADE_VALUE)
#define PLACES (1u << TRADE_KG | 1u << TRADE_LINE)

void
bw_trade_reader_release(struct bw_trade_reader *r)
{
	bw_vec_release(&r->flow);
	bw_vec_release(&r->export);
	bw_vec_release(&r->row);
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the rows of trade");
}

static int
damaged(const struct bw_trade_file *f, struct bw_err *err)
{
	return bw_fail(err, BW_EFORMAT,
	    "the trade rows of load %u are damaged: load %.*s again",
	    f->source.source.id, BW_ARG(f->source.source.name));
}

struct question {
	const struct bw_trade_body *b;
	uint32_t product;
	int year;
	bool exports; /* as reported by exporters */
	bool months;  /* no row of the year as a whole */
	uint32_t groups;
	const struct bw_trade_group *only; /* the last one met */
	struct bw_trade_file *file;
};

static bool
fits(const struct question *q, const struct bw_trade_group *g, unsigned level)
{
	return g->year == q->year && g[1].first > g->first &&
	    bw_product_digits(g->product) == level &&
	    (g->how % 4 == BW_TRADE_EXPORTER) == q->exports &&
	    (q->months || g->month == 0);
}

/* What there is: how many groups, months, editions. */
static void
survey(struct question *q, struct bw_trade_year *y)
{
	bool whole = false, any = false;

	for (int round = 0; round < 2; round++) {
		q->months = round == 0 || !whole;
		for (size_t i = 0; i < q->b->n; i++) {
			struct bw_trade_file *f = q->b->file[i];
			uint32_t g, end;
			unsigned level;

			bw_trade_find(&f->c, q->product, &g, &end);
			level = bw_trade_level(&f->c, g, end);
			for (; g < end; g++) {
				const struct bw_trade_group *at =
				    &f->c.group[g];

				if (!fits(q, at, level))
					continue;
				any = true;
				whole |= at->month == 0;
				if (round == 0)
					continue;
				q->groups++;
				q->only = at;
				q->file = f;
				if (at->month > 0)
					y->months |=
					    (uint16_t)(1u << at->month);
				y->editions |= (uint16_t)(1u << (at->how / 4));
			}
		}
		if (!any)
			return;
	}
}

/* One group has it all. */
static int
copy(const struct question *q, struct bw_flow *to, struct bw_err *err)
{
	struct bw_trade_file *f = q->file;
	const uint32_t from = q->only->first, end = q->only[1].first;
	const uint16_t *importer = f->c.importer + from;
	const uint16_t *exporter = f->c.exporter + from;
	const uint32_t *value = f->c.value + from;

	if (!trade_check(f, from, end, NEEDED))
		return damaged(f, err);
	for (uint32_t i = 0; i < end - from; i++)
		to[i] = (struct bw_flow){ f->area[importer[i]],
			f->area[exporter[i]],
			value[i] != BW_TRADE_LARGE
			    ? value[i]
			    : bw_trade_value(&f->c, from + i) };
	return 0;
}

/* Numbers of areas in a file rise as they do in the program that wrote it; a
 * later program may have others in between, not in another order, but do not
 * count on it. */
static bool
in_order(const struct bw_flow *flow, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (flow[i - 1].importer > flow[i].importer)
			return false;
	return true;
}

static int
collect(struct bw_trade_reader *r, struct question *q, uint16_t importer,
    bool places, struct bw_err *err)
{
	r->row.n = 0;
	for (size_t i = 0; i < q->b->n; i++) {
		struct bw_trade_file *f = q->b->file[i];
		uint32_t g, end;
		unsigned level;

		bw_trade_find(&f->c, q->product, &g, &end);
		level = bw_trade_level(&f->c, g, end);
		for (; g < end; g++) {
			const struct bw_trade_group *at = &f->c.group[g];

			if (!fits(q, at, level))
				continue;
			if (!trade_check(f, at->first, at[1].first,
				NEEDED | (places ? PLACES : 0)))
				return damaged(f, err);
			if (!bw_vec_room(&r->row, at[1].first - at->first))
				return no_memory(err);
			for (uint32_t k = at->first; k < at[1].first; k++) {
				uint16_t who = f->area[f->c.importer[k]];

				if (importer != BW_AREA_NONE && who != importer)
					continue;
				r->row.v[r->row.n++] = (struct bw_trade_flow){
					.pair = { who,
					    f->area[f->c.exporter[k]],
					    bw_trade_value(&f->c, k) },
					.kg = places ? bw_trade_kg_of(&f->c, k)
						     : 0,
					.product = at->product,
					.line = places ? f->c.line[k] : 0,
					.file = (uint16_t)i,
					.month = at->month,
					.how = at->how
				};
			}
		}
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct bw_trade_flow *x = a, *y = b;

	if (x->pair.importer != y->pair.importer)
		return x->pair.importer < y->pair.importer ? -1 : 1;
	if (x->pair.exporter != y->pair.exporter)
		return x->pair.exporter < y->pair.exporter ? -1 : 1;
	if (x->product != y->product)
		return x->product < y->product ? -1 : 1;
	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->how > y->how ? -1 : x->how < y->how;
}

static bool
same_flow(const struct bw_trade_flow *x, const struct bw_trade_flow *y)
{
	return x->pair.importer == y->pair.importer &&
	    x->pair.exporter == y->pair.exporter && x->product == y->product &&
	    x->month == y->month;
}

/* Each flow once. Returns how many were dropped. */
static uint32_t
settle(struct bw_trade_reader *r)
{
	size_t n = 0;
	uint32_t dropped;

	if (r->row.n > 1)
		qsort(r->row.v, r->row.n, sizeof(*r->row.v), compare);
	for (size_t i = 0; i < r->row.n; i++)
		if (n == 0 || !same_flow(&r->row.v[n - 1], &r->row.v[i]))
			r->row.v[n++] = r->row.v[i];
	dropped = (uint32_t)(r->row.n - n);
	r->row.n = n;
	return dropped;
}

/* Months and codes of a pair added up. */
static size_t
add_up(const struct bw_trade_reader *r, struct bw_flow *to)
{
	size_t n = 0;

	for (size_t i = 0; i < r->row.n; i++) {
		const struct bw_flow *f = &r->row.v[i].pair;

		if (n > 0 && to[n - 1].importer == f->importer &&
		    to[n - 1].exporter == f->exporter)
			to[n - 1].value += f->value;
		else
			to[n++] = *f;
	}
	return n;
}

static int
read_side(struct bw_trade_reader *r, struct question *q,
    struct bw_trade_year *y, struct bw_err *err)
{
	size_t n = 0;
	int rc;

	survey(q, y);
	if (q->groups == 0)
		return 0;
	if (q->groups == 1)
		n = q->only[1].first - q->only->first;
	else if ((rc = collect(r, q, BW_AREA_NONE, false, err)) != 0)
		return rc;
	else {
		y->replaced += settle(r);
		n = r->row.n;
	}
	/* The flows of one side after another in one vector would move. */
	if (q->exports ? !bw_vec_room(&r->export, n)
		       : !bw_vec_room(&r->flow, n))
		return no_memory(err);
	if (q->groups == 1) {
		struct bw_flow *to = q->exports ? r->export.v : r->flow.v;

		if ((rc = copy(q, to, err)) != 0)
			return rc;
		if (!in_order(to, n) &&
		    (rc = collect(r, q, BW_AREA_NONE, false, err)) == 0) {
			(void)settle(r);
			n = add_up(r, to);
		}
	} else {
		rc = 0;
		n = add_up(r, q->exports ? r->export.v : r->flow.v);
	}
	if (q->exports) {
		y->export = r->export.v;
		y->n_export = n;
	} else {
		y->flow = r->flow.v;
		y->n = n;
	}
	return rc;
}

int
bw_trade_read(struct bw_trade_reader *r, const struct bw_trade_body *b,
    uint32_t product, int year, struct bw_trade_year *out, struct bw_err *err)
{
	struct question q = { .b = b, .product = product, .year = year };
	int rc;

	*out = (struct bw_trade_year){ .year = year };
	if ((rc = read_side(r, &q, out, err)) != 0)
		return rc;
	q = (struct question){
		.b = b, .product = product, .year = year, .exports = true
	};
	return read_side(r, &q, out, err);
}

int
bw_trade_rows(struct bw_trade_reader *r, const struct bw_trade_body *b,
    uint32_t product, int year, uint16_t importer, struct bw_err *err)
{
	struct question q = { .b = b, .product = product, .year = year };
	struct bw_trade_year y = { 0 };
	int rc;

	r->row.n = 0;
	survey(&q, &y);
	if ((rc = collect(r, &q, importer, true, err)) == 0)
		(void)settle(r);
	return rc;
}

void
bw_trade_market(const struct bw_trade *t, const struct bw_trade_year *y,
    struct bw_market *m)
{
	bw_market_read(m, &t->areas, y->flow, y->n);
	if (y->n_export > 0)
		bw_market_exports(m, &t->areas, y->export, y->n_export);
}

/* ---- products ------------------------------------------------------------
 */
static int
by_number(const void *a, const void *b)
{
	const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int
bw_trade_products(const struct bw_trade_body *b, unsigned digits,
    uint32_t **product, size_t *n, struct bw_err *err)
{
	BW_VEC(uint32_t) all = { 0 };
	size_t kept = 0;

	*product = NULL;
	*n = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct bw_trade_cols *c = &b->file[i]->c;
		uint32_t last = BW_PRODUCT_NONE;

		for (uint32_t g = 0; g < c->n_group; g++) {
			uint32_t p = c->group[g].product;

			if (bw_product_digits(p) != digits &&
			    bw_product_digits(p) != 8)
				continue;
			p = bw_product_head(p, digits);
			if (p != last && !bw_vec_push(&all, p)) {
				bw_vec_release(&all);
				return no_memory(err);
			}
			last = p;
		}
	}
	if (all.n > 1)
		qsort(all.v, all.n, sizeof(*all.v), by_number);
	for (size_t i = 0; i < all.n; i++)
		if (kept == 0 || all.v[kept - 1] != all.v[i])
			all.v[kept++] = all.v[i];
	*product = all.v;
	*n = kept;
	return 0;
}
