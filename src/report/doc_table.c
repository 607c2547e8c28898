/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_table.c - tables on paper.
 *
 * Columns get the width that their longest words need, and share the rest by
 * how much they have to say. A row goes to the next page as a whole where it
 * can; there the headers stand once more, as an artifact, for a screen reader
 * knows them already.
 */
#include "report/doc_flow.h"

#define COLUMNS 8u
#define PAD_X BW_PT(5)
#define PAD_Y BW_PT(3)
#define MEASURED 60u /* rows that the widths are taken from */

static const struct style style_cell = { BW_PDF_REGULAR, 8000, 11200, INK, 0,
	0 };
static const struct style style_head = { BW_PDF_BOLD, 8000, 11200, INK, 0, 0 };
static const struct style style_caption = { BW_PDF_REGULAR, 8600, 12600, SOFT,
	6000, 3000 };

struct table {
	struct flow *f;
	const struct bw_doc_table *t;
	bw_mp x[COLUMNS + 1]; /* edges of columns */
	uint32_t elem, body;
};
struct cells {
	struct laid text[COLUMNS];
	size_t lines; /* of the highest */
};

static void
lay_one(struct flow *f, struct bw_str text, const struct style *s, bw_mp width,
    struct laid *out)
{
	struct bw_doc_run *run = bw_arena_alloc(&f->a, 1, sizeof(*run));
	struct bw_doc_text t = { run, run };

	if (run == NULL)
		t.first = NULL; /* told by the next allocation */
	else
		run->text = text;
	flow_lay(f, &t, s, width, out);
}

/* ---- widths -------------------------------------------------------------- */
static void
measure(struct table *g, struct bw_str text, const struct style *s,
    bw_mp *least, bw_mp *want)
{
	struct bw_arena_mark m = bw_arena_mark(&g->f->a);
	struct laid t;
	bw_mp word, all;

	lay_one(g->f, text, s, INT32_MAX / 2, &t);
	bw_pdf_widths(&t.t, &word, &all);
	bw_arena_reset(&g->f->a, m);
	word = word > BW_PT(110) ? BW_PT(110) : word;
	all = all > BW_PT(400) ? BW_PT(400) : all;
	if (word + 2 * PAD_X > *least)
		*least = word + 2 * PAD_X;
	if (all + 2 * PAD_X > *want)
		*want = all + 2 * PAD_X;
}

static void
columns(struct table *g)
{
	const struct bw_doc_table *t = g->t;
	bw_mp least[COLUMNS] = { 0 }, want[COLUMNS] = { 0 };
	int64_t low = 0, high = 0, width = g->f->width, n = 0;

	for (size_t i = 0; i < t->columns; i++) {
		measure(g, t->column[i], &style_head, &least[i], &want[i]);
		n = 0;
		for (const struct bw_doc_row *r = t->first;
		     r != NULL && n < MEASURED; r = r->next, n++)
			measure(g, r->cell[i],
			    i == t->header ? &style_head : &style_cell,
			    &least[i], &want[i]);
		low += least[i];
		high += want[i];
	}
	g->x[0] = g->f->left;
	for (size_t i = 0; i < t->columns; i++) {
		int64_t w = low > width          ? least[i] * width / low
		    : high > width && high > low ? least[i] +
			(int64_t)(want[i] - least[i]) * (width - low) /
			    (high - low)
						 : want[i] * width / high;

		g->x[i + 1] = g->x[i] + (bw_mp)w;
	}
}

/* ---- rows ---------------------------------------------------------------- */
static void
lay_cells(
    struct table *g, const struct bw_str *text, bool head, struct cells *c)
{
	c->lines = 0;
	for (size_t i = 0; i < g->t->columns; i++) {
		lay_one(g->f, text[i],
		    head || i == g->t->header ? &style_head : &style_cell,
		    g->x[i + 1] - g->x[i] - 2 * PAD_X, &c->text[i]);
		if (c->text[i].t.n > c->lines)
			c->lines = c->text[i].t.n;
	}
}

static bw_mp
height_of(size_t lines)
{
	return (bw_mp)lines * style_cell.lead + 2 * PAD_Y;
}

static void
rule(struct flow *f, bw_mp y, bw_mp thick, uint32_t rgb)
{
	flow_untag(f);
	bw_pdf_artifact(f->p, "/Type /Layout");
	bw_pdf_rect(f->p, rgb, f->left, y, f->width, thick);
	bw_pdf_end(f->p);
}

/* Lines from..to of every cell. elem NULL: within an artifact that is open. */
static void
show_cells(struct table *g, struct cells *c, size_t from, size_t to,
    const uint32_t *elem)
{
	struct flow *f = g->f;

	for (size_t i = 0; i < g->t->columns; i++) {
		struct laid *t = &c->text[i];

		for (size_t k = from; k < to && k < t->t.n; k++) {
			bw_mp y =
			    f->y - PAD_Y - (bw_mp)(k - from) * style_cell.lead;

			if (elem != NULL)
				flow_line(f, t, k, elem[i], g->x[i] + PAD_X, y);
			else
				for (size_t s = 0; s < t->t.line[k].n; s++)
					bw_pdf_show(f->p, &t->t,
					    &t->t.line[k].seg[s],
					    g->x[i] + PAD_X,
					    y - style_cell.lead + 3400);
		}
		if (elem != NULL)
			flow_untag(f);
	}
	f->y -= height_of(to - from);
	f->fresh = false;
}

static void
head_ground(struct table *g, size_t lines)
{
	struct flow *f = g->f;

	flow_untag(f);
	bw_pdf_artifact(f->p, "/Type /Layout");
	bw_pdf_rect(f->p, GROUND, f->left, f->y - height_of(lines), f->width,
	    height_of(lines));
	bw_pdf_end(f->p);
}

/* Headers: as elements the first time, then as what repeats. */
static void
head_row(struct table *g, bool again)
{
	struct bw_arena_mark m = bw_arena_mark(&g->f->a);
	struct flow *f = g->f;
	uint32_t elem[COLUMNS], row;
	struct cells c;

	lay_cells(g, g->t->column, true, &c);
	head_ground(g, c.lines);
	if (again) {
		bw_pdf_artifact(f->p, "/Type /Pagination");
		show_cells(g, &c, 0, c.lines, NULL);
		bw_pdf_end(f->p);
	} else {
		row = bw_pdf_elem(
		    f->p, bw_pdf_elem(f->p, g->elem, "THead"), "TR");
		for (size_t i = 0; i < g->t->columns; i++) {
			elem[i] = bw_pdf_elem(f->p, row, "TH");
			bw_pdf_attr(f->p, elem[i], "/O /Table /Scope /Column");
		}
		show_cells(g, &c, 0, c.lines, elem);
	}
	rule(f, f->y, 700, SOFT);
	bw_arena_reset(&f->a, m);
}

static void
next_page(struct table *g)
{
	flow_page(g->f, g->f->wide);
	head_row(g, true);
}

static void
body_row(struct table *g, const struct bw_doc_row *r)
{
	struct bw_arena_mark m = bw_arena_mark(&g->f->a);
	struct flow *f = g->f;
	uint32_t elem[COLUMNS], row = bw_pdf_elem(f->p, g->body, "TR");
	struct cells c;
	size_t from = 0, fits;

	for (size_t i = 0; i < g->t->columns; i++) {
		bool header = i == g->t->header;

		elem[i] = bw_pdf_elem(f->p, row, header ? "TH" : "TD");
		if (header)
			bw_pdf_attr(f->p, elem[i], "/O /Table /Scope /Row");
	}
	lay_cells(g, r->cell, false, &c);
	if (f->y - height_of(c.lines) < f->foot)
		next_page(g);
	if (r->id.n > 0)
		bw_pdf_place(f->p, r->id, f->y);
	/* Higher than a page: by pieces. */
	while (from < c.lines && f->rc == 0) {
		fits = f->y - f->foot > height_of(1)
		    ? (size_t)((f->y - f->foot - 2 * PAD_Y) / style_cell.lead)
		    : 1;
		if (fits > c.lines - from)
			fits = c.lines - from;
		show_cells(g, &c, from, from + fits, elem);
		from += fits;
		if (from < c.lines)
			next_page(g);
	}
	rule(f, f->y, 400, RULE);
	bw_arena_reset(&f->a, m);
}

/* ---- the table ----------------------------------------------------------- */
bw_mp
flow_table_least(struct flow *f, const struct bw_doc_table *t)
{
	(void)f;
	/* Caption, headers and a row or two. */
	return t->first == NULL ? 0
				: 2 * style_caption.lead +
		style_caption.before + height_of(2) + height_of(4);
}

void
flow_table(struct flow *f, const struct bw_doc_table *t)
{
	struct table g = { .f = f, .t = t };
	struct laid caption;
	uint32_t elem;

	if (t->first == NULL)
		return;
	BW_ASSERT(t->columns <= COLUMNS);
	flow_need(f, flow_table_least(f, t));
	flow_gap(f, style_caption.before);
	g.elem = bw_pdf_elem(f->p, f->within, "Table");
	elem = bw_pdf_elem(f->p, g.elem, "Caption");
	lay_one(f, t->caption, &style_caption, f->width, &caption);
	flow_text(f, &caption, elem, f->left);
	f->y -= style_caption.after;
	columns(&g);
	if (f->rc == 0)
		head_row(&g, false);
	g.body = bw_pdf_elem(f->p, g.elem, "TBody");
	for (const struct bw_doc_row *r = t->first; r != NULL && f->rc == 0;
	     r = r->next)
		body_row(&g, r);
	f->y -= BW_PT(8);
}
