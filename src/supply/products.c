/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * products.c - reads the tables of headings and sections.
 */
#include "supply/products.h"
#include "base/csv.h"
#include "base/embed.h"
#include "base/vec.h"
#include "model/trade.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for headings of products");
}

/* Rows of a table of the program, one after the other. */
struct table {
	const char *name;
	struct bw_input *in;
	struct bw_csv *csv;
	struct bw_csv_row row;
	struct bw_err *err;
};

static int
table_open(struct table *t, const char *name, struct bw_err *err)
{
	struct bw_str text = bw_embed(name);
	bool more;
	int rc;

	*t = (struct table){ .name = name, .err = err };
	if (text.p == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "%s is not part of this program: build it anew", name);
	rc = bw_input_memory(&t->in, text, NULL, err);
	if (rc == 0)
		rc = bw_csv_open(&t->csv, t->in, NULL, err);
	return rc == 0 ? bw_csv_next(t->csv, &t->row, &more, err) : rc;
}

/* False at the end and after an error. */
static bool
table_next(struct table *t, size_t columns, int *rc)
{
	bool more = false;

	if (*rc == 0)
		*rc = bw_csv_next(t->csv, &t->row, &more, t->err);
	if (*rc == 0 && more && t->row.n < columns)
		*rc = bw_fail(t->err, BW_EFORMAT, "%s: a row of %zu columns",
		    t->name, t->row.n);
	return *rc == 0 && more;
}

static void
table_close(struct table *t)
{
	bw_csv_close(t->csv);
	bw_input_free(t->in);
}

enum {
	MATERIAL,
	STAGE,
	HS6,
	ALONE,
	REVISIONS,
	TEXT,
	HEADING_COLUMNS
};

static int
heading(const struct table *t, struct bw_heading *h, struct bw_arena *a)
{
	const struct bw_str *field = t->row.field;

	*h = (struct bw_heading){ .material = bw_arena_dup(a, field[MATERIAL]),
		.stage = bw_arena_dup(a, field[STAGE]),
		.product = bw_product_parse(field[HS6]),
		.alone = bw_str_is(field[ALONE], "yes"),
		.revisions = bw_arena_dup(a, field[REVISIONS]),
		.text = bw_arena_dup(a, field[TEXT]) };
	if (h->product == BW_PRODUCT_NONE)
		return bw_fail(t->err, BW_EFORMAT,
		    "%s: '%.*s' is no product of six digits", t->name,
		    BW_ARG(field[HS6]));
	return h->material.p != NULL && h->stage.p != NULL &&
		h->revisions.p != NULL && h->text.p != NULL
	    ? 0
	    : no_memory(t->err);
}

static int
by_product(const void *pa, const void *pb)
{
	const struct bw_heading *a = pa, *b = pb;
	int c;

	if (a->product != b->product)
		return a->product < b->product ? -1 : 1;
	c = bw_str_cmp(a->material, b->material);
	return c != 0 ? c : bw_str_cmp(a->stage, b->stage);
}

int
bw_headings(
    struct bw_heading **list, size_t *n, struct bw_arena *a, struct bw_err *err)
{
	BW_VEC(struct bw_heading) all = { 0 };
	struct bw_heading h;
	struct table t;
	int rc = table_open(&t, "reference/hs.csv", err);

	*n = 0;
	while (table_next(&t, HEADING_COLUMNS, &rc)) {
		rc = heading(&t, &h, a);
		if (rc == 0 && !bw_vec_push(&all, h))
			rc = no_memory(err);
	}
	table_close(&t);
	*list = BW_ARENA_ARRAY(a, struct bw_heading, all.n + 1);
	if (rc == 0 && *list == NULL)
		rc = no_memory(err);
	if (rc == 0 && all.n > 0) {
		qsort(all.v, all.n, sizeof(*all.v), by_product);
		memcpy(*list, all.v, all.n * sizeof(*all.v));
		*n = all.n;
	}
	bw_vec_release(&all);
	return rc;
}

enum {
	NUMBER,
	FIRST,
	LAST,
	NAME_EN,
	NAME_NL,
	SECTION_COLUMNS
};

static unsigned
chapter(struct bw_str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.n && i < 2; i++)
		n = n * 10 + (unsigned)(s.p[i] - '0');
	return n;
}

int
bw_section_of(uint32_t product, struct bw_section *out, struct bw_arena *a,
    struct bw_err *err)
{
	char code[9];
	unsigned asked;
	struct table t;
	int rc = table_open(&t, "reference/hs_sections.csv", err);

	bw_product_print(product, code);
	asked = chapter(bw_str_of(code));
	*out = (struct bw_section){ 0 };
	while (out->number.n == 0 && table_next(&t, SECTION_COLUMNS, &rc)) {
		const struct bw_str *field = t.row.field;

		if (asked < chapter(field[FIRST]) ||
		    asked > chapter(field[LAST]))
			continue;
		out->number = bw_arena_dup(a, field[NUMBER]);
		out->first = chapter(field[FIRST]);
		out->last = chapter(field[LAST]);
		out->name.in[BW_EN] = bw_arena_dup(a, field[NAME_EN]);
		out->name.in[BW_NL] = bw_arena_dup(a, field[NAME_NL]);
		if (out->number.p == NULL || out->name.in[BW_EN].p == NULL ||
		    out->name.in[BW_NL].p == NULL)
			rc = no_memory(err);
	}
	table_close(&t);
	return rc;
}

bool
bw_product_within(uint32_t a, uint32_t b)
{
	unsigned n = bw_product_digits(a), m = bw_product_digits(b);

	return n <= m ? bw_product_head(b, n) == a : bw_product_head(a, m) == b;
}
