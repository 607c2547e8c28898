/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * board_tables.c - drawings with the table that says the same, sources and
 * method, in the report for the board.
 */
#include "report/board.h"

static struct bw_str
name_of(struct board *b, uint32_t party)
{
	return clipped(b->r, party_name(b->r, party), BOARD_NAME);
}

/* Headers of columns from the words report.col.KEY. */
static struct bw_doc_table *
table(struct board *b, const char *caption, const char *const *key, size_t n,
    size_t header)
{
	struct bw_str column[8];

	BW_ASSERT(n <= BW_LEN(column));
	for (size_t i = 0; i < n; i++)
		column[i] = wordf(b->r, "report.col", key[i]);
	return bw_doc_table(&b->d, word(b->r, caption), column, n, header);
}

/* ---- owners -------------------------------------------------------------- */
static int
draw_owners_of(void *ctx, size_t which, struct bw_html *h, struct bw_err *err)
{
	struct report *r = ctx;
	struct drawing d = { .h = h, .id = "owners" };
	struct bw_owners_drawing in = check_owners(r);

	(void)which;
	return draw_owners(r, &d, &in, err);
}

static struct bw_str
with_remarks(struct report *r, const struct bw_link *k)
{
	struct bw_str votes = link_votes(r, k), remarks = link_remarks(r, k);
	struct bw_buf b = { 0 };

	bw_buf_str(&b, votes);
	if (votes.n > 0 && remarks.n > 0)
		bw_buf_z(&b, "; ");
	bw_buf_str(&b, remarks);
	return kept(r, &b);
}

/* The sign and its word on one line. */
static struct bw_str
control_of(struct report *r, const struct bw_owner_row *row)
{
	struct bw_str s = owner_control(r, row), sign;

	return bw_str_cut(&s, ' ', &sign)
	    ? fmt(r, "%.*s\xc2\xa0%.*s", BW_ARG(sign), BW_ARG(s))
	    : s;
}

static struct bw_str
holder(struct board *b, uint32_t party)
{
	struct bw_str name = name_of(b, party);
	struct bw_str kind = kind_and_country(b->r, party);
	struct bw_buf t = { 0 };

	bw_buf_fmt(&t, "%.*s (%.*s)", BW_ARG(name), BW_ARG(kind));
	return kept(b->r, &t);
}

void
board_owners(struct board *b)
{
	static const char *const key[] = { "holder", "layer", "company",
		"capital", "votes", "control", "source" };
	struct report *r = b->r;
	const uint32_t *party = r->c->cone.party;
	struct bw_doc_table *t;
	size_t n, all;
	const struct owner_line *line = owner_lines(r, BOARD_OWNERS, &n, &all);

	if (n == 0)
		return;
	bw_doc_head(&b->d, 3, BW_STR(""), word(r, "report.owners.head"));
	bw_doc_figures(
	    &b->d, word(r, "report.owners.head"), draw_owners_of, r, 1);
	t = table(b, "report.owners.caption", key, BW_LEN(key), 0);
	for (size_t i = 0; i < n; i++) {
		const struct bw_link *k = line[i].link;
		const struct bw_str cell[] = { holder(b, party[k->holder]),
			fmt(r, "%u", line[i].row->layer),
			name_of(b, party[k->company]), link_capital(r, k),
			with_remarks(r, k), control_of(r, line[i].row),
			clipped(r, link_sources(r, k), BOARD_NAME) };

		bw_doc_row(&b->d, t, BW_STR(""), cell);
	}
	if (all > n)
		bw_doc_para(&b->d, BW_DOC_NOTE,
		    FILLED(
			r, "report.owners.more", { "n", count(r, all - n) }));
}

/* ---- supply -------------------------------------------------------------- */
static int
draw_production(void *ctx, size_t which, struct bw_html *h, struct bw_err *err)
{
	struct report *r = ctx;
	char id[32];
	struct drawing d = { .h = h, .id = id };

	(void)err;
	snprintf(id, sizeof(id), "supply-%zu", which + 1);
	draw_supply(r, &d, &r->c->production[which]);
	return 0;
}

static void
productions(struct board *b)
{
	static const char *const key[] = { "material", "stage", "year", "hhi",
		"wgi", "producers" };
	struct report *r = b->r;
	size_t n = r->c->n_production;
	struct bw_doc_table *t;

	bw_doc_head(&b->d, 3, BW_STR(""), word(r, "report.supply.head"));
	bw_doc_para(&b->d, BW_DOC_BODY, word(r, "report.supply.explain"));
	bw_doc_figures(&b->d, word(r, "report.supply.head"), draw_production, r,
	    n < BOARD_PICTURES ? n : BOARD_PICTURES);
	t = table(b, "report.supply.caption", key, BW_LEN(key), 0);
	for (size_t i = 0; i < n && i < BOARD_ROWS; i++) {
		const struct bw_production *p = &r->c->production[i];
		const struct bw_str cell[] = { material_name(r, p->material),
			wordf(r, "stage", bw_stage_name(p->stage)),
			fmt(r, "%d", p->year),
			span(r, p->c.hhi_lo, p->c.hhi_hi, 2),
			span(r, p->c.wgi_lo, p->c.wgi_hi, 1),
			clipped(r, producers_text(r, p), BOARD_TEXT) };

		bw_doc_row(&b->d, t, BW_STR(""), cell);
	}
	board_more(b, n > BOARD_ROWS ? n - BOARD_ROWS : 0);
}

static struct bw_str
amount_of(struct report *r, const struct bw_use *u)
{
	struct bw_str n = amount(r, u->amount);
	struct bw_buf b = { 0 };

	bw_buf_str(&b, n);
	if (n.n > 0 && u->unit.n > 0)
		bw_buf_fmt(
		    &b, " %.*s", BW_ARG(clipped(r, u->unit, BOARD_NAME)));
	return kept(r, &b);
}

static void
uses(struct board *b)
{
	static const char *const key[] = { "item", "material", "supplier",
		"origin", "amount", "critical", "source" };
	struct report *r = b->r;
	struct bw_doc_table *t;

	bw_doc_head(&b->d, 3, BW_STR(""), word(r, "report.uses.head"));
	t = table(b, "report.uses.caption", key, BW_LEN(key), 0);
	for (size_t i = 0; i < r->c->n_use && i < BOARD_ROWS; i++) {
		const struct bw_use *u = &r->c->use[i];
		const struct bw_str cell[] = { clipped(r, u->item, BOARD_NAME),
			u->material.n > 0 ? material_name(r, u->material)
					  : BW_STR(""),
			clipped(r, u->supplier, BOARD_NAME),
			country_name(r, u->country), amount_of(r, u),
			u->critical < 0
			    ? BW_STR("")
			    : word(r, u->critical ? "report.yes" : "report.no"),
			u->load > 0 ? fmt(r, "[%u]", u->load) : BW_STR("") };

		bw_doc_row(&b->d, t, BW_STR(""), cell);
	}
	board_more(b, r->c->n_use > BOARD_ROWS ? r->c->n_use - BOARD_ROWS : 0);
}

void
board_supply(struct board *b)
{
	if (b->r->c->n_production > 0)
		productions(b);
	if (b->r->c->n_use > 0)
		uses(b);
}

/* ---- sources and method -------------------------------------------------- */
void
board_sources(struct board *b)
{
	static const char *const key[] = { "number", "file", "publisher",
		"published", "loaded", "sha256" };
	struct report *r = b->r;
	struct bw_doc_table *t;

	if (r->c->n_source == 0) {
		bw_doc_para(&b->d, BW_DOC_BODY, word(r, "report.none.sources"));
		return;
	}
	t = table(b, "report.sources.caption", key, BW_LEN(key), 1);
	for (size_t i = 0; i < r->c->n_source; i++) {
		const struct bw_source *s = &r->c->source[i];
		const struct bw_str cell[] = { fmt(r, "[%u]", s->id),
			clipped(r, s->name, BOARD_NAME),
			clipped(r, s->publisher, BOARD_NAME),
			day_text(r, s->published),
			bw_str_sub(s->loaded_at, 0, 10),
			sha_pieces(r, s->sha256) };

		bw_doc_row(&b->d, t, fmt(r, "s%u", s->id), cell);
	}
}

void
board_method(struct board *b)
{
	static const char *const method[] = { "control", "range", "supply",
		"scope", "replay" };
	static const enum bw_certainty sure[] = { BW_CERTAIN, BW_POSSIBLE,
		BW_EXCLUDED, BW_OPEN };
	struct report *r = b->r;
	struct bw_doc_list *l = bw_doc_list(&b->d, BW_DOC_BULLETS);
	char key[64];

	for (size_t i = 0; i < BW_LEN(method); i++)
		bw_doc_item(
		    &b->d, l, BW_STR(""), wordf(r, "report.method", method[i]));
	bw_doc_head(&b->d, 3, BW_STR(""), word(r, "report.how-sure"));
	l = bw_doc_list(&b->d, BW_DOC_TERMS);
	for (size_t i = 0; i < BW_LEN(sure); i++) {
		struct bw_str name =
		    wordf(r, "certainty", bw_certainty_name(sure[i]));

		snprintf(
		    key, sizeof(key), "%s.help", bw_certainty_name(sure[i]));
		bw_doc_item(&b->d, l,
		    fmt(r, "%s %.*s", certainty_mark(sure[i]), BW_ARG(name)),
		    wordf(r, "certainty", key));
	}
}
