/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_concentrate.c - any amounts, flags and types: production figures are
 * grouped and concentrated, and the laws of the index hold.
 *
 * 12 bytes a row: a byte each for country, detail, unit, flags and year, three
 * for how the amount is made, four for the amount itself.
 */
#include "supply/supply_group.h"
#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ROW 12
#define MAX_ROWS 200

static struct bw_str
word(uint8_t b)
{
	static const char letters[] = "AABACADAEAFAGAHA";

	return (struct bw_str){ letters + 2 * (b % 8), 2 };
}

static double
amount(const uint8_t *p)
{
	uint32_t u = (uint32_t)p[3] | (uint32_t)p[4] << 8 |
	    (uint32_t)p[5] << 16 | (uint32_t)p[6] << 24;
	float f;

	if ((p[0] & 1) != 0)
		return p[1] % 100; /* ordinary figures */
	if ((p[0] & 2) != 0)
		return NAN;
	if ((p[0] & 4) != 0)
		return ldexp((double)u, p[1] * 8 - 1050); /* of any size */
	memcpy(&f, &u, sizeof(f));
	return (double)f;
}

static struct bw_figure
row_of(const uint8_t *p, size_t i)
{
	struct bw_figure f = { .stage = 0,
		.flags = p[3] & 31,
		.year = 2000 + p[4] % 2,
		.detail = word(p[1] % 3),
		.unit = p[2] % 4 == 0 ? BW_STR("% of all") : word(p[2] % 2),
		.amount = amount(p + 5),
		.load = 2 - p[4] / 128,
		.line = i,
		.number = i };

	if ((f.flags & (BW_FIGURE_REST | BW_FIGURE_WORLD)) == 0)
		f.country = word(p[0]);
	return f;
}

/* As the table is read. */
static int
in_order(const void *pa, const void *pb)
{
	const struct bw_figure *a = pa, *b = pb;
	int c;

	if (a->year != b->year)
		return a->year > b->year ? -1 : 1;
	if (a->load != b->load)
		return a->load > b->load ? -1 : 1;
	if ((c = bw_str_cmp(a->unit, b->unit)) != 0 ||
	    (c = bw_str_cmp(a->detail, b->detail)) != 0)
		return c;
	return (a->line > b->line) - (a->line < b->line);
}

static void
laws(const struct bw_production *p, size_t rows)
{
	const struct bw_concentration *c = &p->c;

	BW_ASSERT(p->n + p->withheld <= rows && p->n + p->withheld > 0);
	for (size_t i = 1; i < p->n; i++)
		BW_ASSERT((p->by[i].flags & BW_FIGURE_REST) != 0 ||
		    p->by[i].amount <= p->by[i - 1].amount);
	if (c->suppliers == 0) {
		BW_ASSERT(isnan(c->hhi_lo) && isnan(c->hhi_hi));
		return;
	}
	BW_ASSERT(c->suppliers <= p->n);
	BW_ASSERT(c->hhi_lo >= 0 && c->hhi_lo <= c->hhi_hi);
	BW_ASSERT(c->hhi_hi <= 1 + 1e-9);
	BW_ASSERT(c->top_share <= c->top3_share && c->top3_share <= 1 + 1e-9);
	BW_ASSERT(c->hhi_lo <= c->top_share + 1e-9);
}

/* The same suppliers the other way round give the same bits. */
static void
turned(const struct bw_production *p)
{
	struct bw_supplier a[MAX_ROWS], b[MAX_ROWS];
	struct bw_concentration x, y;

	for (size_t i = 0; i < p->n; i++) {
		a[i] = (struct bw_supplier){ (uint32_t)i, p->by[i].amount,
			i % 3 == 0 ? NAN : (double)i };
		b[p->n - 1 - i] = a[i];
	}
	bw_concentrate(a, p->n, p->unnamed, &x);
	bw_concentrate(b, p->n, p->unnamed, &y);
	BW_ASSERT(memcmp(&x.hhi_lo, &y.hhi_lo, sizeof(double)) == 0);
	BW_ASSERT(memcmp(&x.wgi_hi, &y.wgi_hi, sizeof(double)) == 0);
	BW_ASSERT(memcmp(&x.total, &y.total, sizeof(double)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_figure row[MAX_ROWS];
	struct bw_production *list = NULL;
	struct bw_arena a;
	size_t n = size / ROW, n_list = 0;
	int rc;

	if (n > MAX_ROWS)
		n = MAX_ROWS;
	for (size_t i = 0; i < n; i++)
		row[i] = row_of(data + i * ROW, i);
	if (n > 1)
		qsort(row, n, sizeof(*row), in_order);
	bw_arena_init(&a, 0);
	rc = bw_supply_group(row, n, &a, &list, &n_list, NULL);
	for (size_t i = 0; i < n_list && rc == 0; i++) {
		rc = bw_supply_compute(&list[i], &a, NULL);
		if (rc == 0) {
			laws(&list[i], n);
			turned(&list[i]);
		}
	}
	BW_ASSERT(rc == 0);
	bw_arena_release(&a);
	return 0;
}
