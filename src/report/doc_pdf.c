/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_pdf.c - a document on paper, block by block.
 *
 * Headings stay with what follows them, a wide drawing gets a page on its
 * side, with its table behind it. What repeats on every page (name, number)
 * is an artifact. Same document, same bytes.
 */
#include "report/doc_flow.h"
#include "base/embed.h"

/* Points for a pixel of a drawing, in thousandths: 72/96, and the least at
 * which it can be read. */
#define PIXEL 750
#define READABLE 520
#define BETWEEN BW_PT(20) /* figures side by side */

static const struct style heads[] = {
	{ BW_PDF_BOLD, 22000, 27500, INK, 0, 8000 },
	{ BW_PDF_BOLD, 15500, 20000, MAIN, 20000, 5000 },
	{ BW_PDF_BOLD, 10500, 14500, INK, 9000, 2000 },
};
static const struct style paras[] = {
	[BW_DOC_BODY] = { BW_PDF_REGULAR, 9500, 14000, INK, 1000, 3000 },
	[BW_DOC_BRAND] = { BW_PDF_BOLD, 9000, 13000, MAIN, 0, 3000 },
	[BW_DOC_LEAD] = { BW_PDF_REGULAR, 10500, 15000, INK, 1000, 3000 },
	[BW_DOC_BADGES] = { BW_PDF_BOLD, 7800, 13500, SOFT, 1000, 4000 },
	[BW_DOC_LABEL] = { BW_PDF_BOLD, 8600, 12600, SOFT, 4000, 1000 },
	[BW_DOC_NOTE] = { BW_PDF_REGULAR, 8600, 12600, SOFT, 2000, 4000 },
};

static const struct style *
style_of(const struct bw_doc_block *b)
{
	return b->kind == BW_DOC_HEAD ? &heads[b->level - 1] : &paras[b->look];
}

/* ---- figures ------------------------------------------------------------- */
struct picture {
	struct bw_out svg;
	struct bw_pdf_svg_about about;
};

static int
picture_make(struct flow *f, const struct bw_doc_figures *all, size_t i,
    struct picture *p)
{
	struct bw_html h;
	int rc;

	bw_out_memory(&p->svg);
	bw_html_svg(&h, &p->svg);
	rc = all->draw(all->ctx, i, &h, f->err);
	if (rc == 0)
		bw_html_finish(&h);
	if (rc == 0 && (p->svg.err.code != 0 || p->svg.buf.failed))
		rc = bw_fail(f->err, BW_ENOMEM, "no memory for a drawing");
	if (rc == 0)
		rc = bw_pdf_svg_about(
		    bw_buf_get(&p->svg.buf), &f->a, &p->about, f->err);
	return rc;
}

/* Width on paper within a space. */
static bw_mp
fitted(const struct picture *p, bw_mp width, bw_mp height)
{
	int64_t w = (int64_t)p->about.width * PIXEL / 1000;

	w = w > width ? width : w;
	if (w * p->about.height / p->about.width > height)
		w = (int64_t)height * p->about.width / p->about.height;
	return (bw_mp)w;
}

static bw_mp
height_at(const struct picture *p, bw_mp width)
{
	return (bw_mp)((int64_t)p->about.height * width / p->about.width);
}

static void
picture_show(struct flow *f, const struct picture *p, bw_mp x, bw_mp width)
{
	uint32_t elem = bw_pdf_elem(f->p, f->within, "Figure");
	bw_mp height = height_at(p, width);
	int rc;

	bw_pdf_alt(f->p, elem, p->about.alt);
	bw_pdf_box(f->p, elem, x, f->y - height, width, height);
	flow_tag(f, elem);
	rc = bw_pdf_svg(f->p, bw_buf_get(&p->svg.buf),
	    bw_embed("content/drawing.css"), x, f->y, width, f->err);
	flow_untag(f);
	if (f->rc == 0)
		f->rc = rc;
}

/* How many side by side. */
static size_t
across(const struct bw_doc_figures *all)
{
	return all->n > 1 ? 2 : 1;
}

static void
figures_row(struct flow *f, const struct bw_doc_figures *all, size_t first)
{
	struct picture p[2] = { 0 };
	size_t n = across(all);
	bw_mp width, high = 0, room;

	width = (f->width - (bw_mp)(n - 1) * BETWEEN) / (bw_mp)n;
	room = f->top - f->foot - BW_PT(30);
	n = all->n - first < n ? all->n - first : n;
	for (size_t i = 0; i < n && f->rc == 0; i++) {
		f->rc = picture_make(f, all, first + i, &p[i]);
		if (f->rc == 0 &&
		    height_at(&p[i], fitted(&p[i], width, room)) > high)
			high = height_at(&p[i], fitted(&p[i], width, room));
	}
	if (f->rc == 0)
		flow_need(f, high);
	for (size_t i = 0; i < n; i++) {
		if (f->rc == 0)
			picture_show(f, &p[i],
			    f->left + (bw_mp)i * (width + BETWEEN),
			    fitted(&p[i], width, room));
		bw_out_release(&p[i].svg);
	}
	f->y -= high + BW_PT(12);
	f->fresh = false;
}

static void
figures(struct flow *f, const struct bw_doc_figures *all)
{
	flow_gap(f, BW_PT(6));
	for (size_t i = 0; i < all->n && f->rc == 0; i += across(all))
		figures_row(f, all, i);
}

/* Does the drawing need a page on its side? And how high is the first row? */
static bw_mp
figures_least(struct flow *f, const struct bw_doc_figures *all, bool *wide)
{
	struct picture p = { 0 };
	bw_mp w, h = 0;
	int rc = picture_make(f, all, 0, &p);

	*wide = false;
	if (rc == 0) {
		w = fitted(&p, f->width / (bw_mp)across(all),
		    f->top - f->foot - BW_PT(30));
		h = height_at(&p, w);
		*wide = across(all) == 1 && p.about.width > p.about.height &&
		    (int64_t)w * 1000 / p.about.width < READABLE;
	} else if (f->rc == 0)
		f->rc = rc;
	bw_out_release(&p.svg);
	return h;
}

/* ---- headings and paragraphs --------------------------------------------- */
static bw_mp least(struct flow *f, const struct bw_doc_block *b);
static bw_mp card_least(struct flow *f, const struct bw_doc_block *b);

static bool
stays(const struct bw_doc_block *b)
{
	return b->kind == BW_DOC_HEAD ||
	    (b->kind == BW_DOC_PARA &&
		(b->look == BW_DOC_BADGES || b->look == BW_DOC_LABEL));
}

/* What has to stand together, from this block on. */
static bw_mp
least(struct flow *f, const struct bw_doc_block *b)
{
	struct bw_arena_mark m = bw_arena_mark(&f->a);
	struct laid t;
	bw_mp h = 0;
	bool wide;

	if (b == NULL || f->rc != 0)
		return 0;
	switch (b->kind) {
	case BW_DOC_HEAD:
	case BW_DOC_PARA:
		flow_lay(f, &b->text, style_of(b), f->width, &t);
		h = stays(b) ? (bw_mp)t.t.n * style_of(b)->lead
			     : flow_least(&t);
		h += style_of(b)->before + style_of(b)->after;
		break;
	case BW_DOC_LIST:
		h = 3 * style_body.lead;
		break;
	case BW_DOC_TABLE:
		h = flow_table_least(f, b->table);
		break;
	case BW_DOC_FIGURES:
		h = figures_least(f, &b->figures, &wide);
		break;
	}
	bw_arena_reset(&f->a, m);
	if (!stays(b) || b->next == NULL || h > f->top - f->foot)
		return h;
	return h +
	    (b->next->card != b->card && b->next->card != 0
		    ? card_least(f, b->next)
		    : least(f, b->next));
}

/* All of a card, as long as it is worth to keep it together; else what has
 * to be at its begin. */
static bw_mp
card_least(struct flow *f, const struct bw_doc_block *b)
{
	const bw_mp most = (f->top - f->foot) * 2 / 5;
	bw_mp h = CARD_GAP, begin = CARD_GAP + least(f, b);

	for (const struct bw_doc_block *k = b;
	     k != NULL && k->card == b->card && h <= most; k = k->next) {
		struct bw_arena_mark m = bw_arena_mark(&f->a);
		struct laid t;

		if (k->kind == BW_DOC_LIST)
			h += flow_list_height(f, k->list, f->width, 0);
		else if (k->kind == BW_DOC_HEAD || k->kind == BW_DOC_PARA) {
			flow_lay(f, &k->text, style_of(k), f->width, &t);
			h += (bw_mp)t.t.n * style_of(k)->lead +
			    style_of(k)->before + style_of(k)->after;
		} else
			return begin;
		bw_arena_reset(&f->a, m);
	}
	return h <= most && h > begin ? h : begin;
}

static void
turn_page(struct flow *f, const struct bw_doc_block *b)
{
	struct bw_arena_mark m = bw_arena_mark(&f->a);
	bool wide = false;

	if (b->next != NULL && b->next->kind == BW_DOC_FIGURES)
		(void)figures_least(f, &b->next->figures, &wide);
	bw_arena_reset(&f->a, m);
	if (wide != f->wide && (wide || b->kind == BW_DOC_HEAD))
		flow_page(f, wide);
}

static void
heading(struct flow *f, const struct bw_doc_block *b)
{
	static const char *const role[] = { "H1", "H2", "H3" };
	const struct style *s = style_of(b);
	struct laid t;
	uint32_t elem;

	turn_page(f, b);
	flow_need(f, least(f, b));
	if (f->card == 0 || f->y != f->bar) /* not at the top of a card */
		flow_gap(f, s->before);
	if (b->level <= 2)
		f->within = bw_pdf_elem(f->p, BW_NONE, "Sect");
	elem = bw_pdf_elem(f->p, f->within, role[b->level - 1]);
	flow_lay(f, &b->text, s, f->width, &t);
	if (b->id.n > 0)
		bw_pdf_place(f->p, b->id, f->y + BW_PT(6));
	if (b->text.first != NULL)
		bw_pdf_bookmark(
		    f->p, b->level, b->text.first->text, f->y + BW_PT(6));
	flow_text(f, &t, elem, f->left);
	f->y -= s->after;
}

static void
paragraph(struct flow *f, const struct bw_doc_block *b)
{
	const struct style *s = style_of(b);
	struct laid t;

	if (b->text.first == NULL)
		return;
	flow_lay(f, &b->text, s, f->width, &t);
	flow_need(f, least(f, b));
	flow_gap(f, s->before);
	flow_text(f, &t, bw_pdf_elem(f->p, f->within, "P"),
	    b->look == BW_DOC_BADGES ? f->left + BW_PT(4) : f->left);
	f->y -= s->after;
}

static void
block(struct flow *f, const struct bw_doc_block *b)
{
	struct bw_arena_mark m = bw_arena_mark(&f->a);

	if (b->page && !f->fresh)
		flow_page(f, false);
	if (b->card != f->card && b->card != 0)
		flow_need(f, card_least(f, b));
	flow_card(f, b->card, b->mark);
	switch (b->kind) {
	case BW_DOC_HEAD:
		heading(f, b);
		break;
	case BW_DOC_PARA:
		paragraph(f, b);
		break;
	case BW_DOC_LIST:
		flow_list(f, f->within, b->list, f->left, f->width, 0);
		break;
	case BW_DOC_TABLE:
		flow_table(f, b->table);
		break;
	case BW_DOC_FIGURES:
		figures(f, &b->figures);
		break;
	}
	bw_arena_reset(&f->a, m);
}

/* ---- what repeats -------------------------------------------------------- */
static void
foot_text(struct flow *f, struct bw_str text, bool right)
{
	struct bw_pdf_run run = { text, BW_PDF_REGULAR, 7800, SOFT };
	struct bw_arena_mark m = bw_arena_mark(&f->a);
	bw_mp width = bw_pdf_page_width(f->p) - 2 * f->left;
	struct bw_pdf_text t;
	bw_mp x = f->left;

	bw_pdf_lay(f->p, &f->a, &run, 1, right ? width : width - BW_PT(90), &t);
	for (size_t i = 0; i < t.n && i < 1; i++) {
		if (right)
			x += width - t.line[i].width;
		for (size_t k = 0; k < t.line[i].n; k++)
			bw_pdf_show(f->p, &t, &t.line[i].seg[k], x, BW_PT(36));
	}
	bw_arena_reset(&f->a, m);
}

static void
feet(struct flow *f)
{
	size_t n = bw_pdf_pages(f->p);
	struct bw_fill fill[2] = { { "n", { { { 0 } } } },
		{ "all", { { { 0 } } } } };
	struct bw_str text;

	for (size_t i = 0; i < n; i++) {
		bw_pdf_go(f->p, i);
		fill[0].value = bw_text_same(bw_arena_fmt(&f->a, "%zu", i + 1));
		fill[1].value = bw_text_same(bw_arena_fmt(&f->a, "%zu", n));
		text = bw_text_fill(&f->a, "report.board.page", fill, 2)
			   .in[f->d->lang];
		bw_pdf_artifact(f->p,
		    "/Type /Pagination /Subtype /Footer /Attached [/Bottom]");
		bw_pdf_rect(f->p, RULE, f->left, BW_PT(48),
		    bw_pdf_page_width(f->p) - 2 * f->left, 500);
		foot_text(f, f->d->title, false);
		foot_text(f, text, true);
		bw_pdf_end(f->p);
	}
}

static void
lacking(struct flow *f)
{
	struct bw_doc_run run = { .text = bw_word(
				      f->d->lang, "report.board.lacking") };
	struct bw_doc_text t = { &run, &run };
	struct bw_doc_block b = {
		.kind = BW_DOC_PARA, .look = BW_DOC_NOTE, .text = t
	};

	if (bw_pdf_lacking(f->p) > 0)
		block(f, &b);
}

static int
flow_all(struct flow *f)
{
	flow_page(f, false);
	bw_pdf_artifact(f->p, "/Type /Layout");
	bw_pdf_rect(f->p, MAIN, 0, A4_LONG - BW_PT(7), bw_pdf_page_width(f->p),
	    BW_PT(7));
	bw_pdf_end(f->p);
	for (const struct bw_doc_block *b = f->d->first;
	     b != NULL && f->rc == 0; b = b->next)
		block(f, b);
	flow_card(f, 0, BW_KNOW);
	if (f->rc == 0)
		lacking(f);
	if (f->rc == 0)
		feet(f);
	return f->rc;
}

int
bw_doc_pdf(const struct bw_doc *d, struct bw_out *o, struct bw_err *err)
{
	struct bw_pdf_about about = { .title = d->title,
		.subject = d->subject,
		.maker = d->maker,
		.lang = d->lang == BW_NL ? "nl" : "en" };
	struct flow f = {
		.d = d, .open = BW_NONE, .within = BW_NONE, .err = err
	};
	int rc;

	if (d->failed || (f.p = bw_pdf_new(&about)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	bw_arena_init(&f.a, 0);
	rc = flow_all(&f);
	if (rc == 0)
		rc = bw_pdf_write(f.p, o, err);
	bw_arena_release(&f.a);
	bw_pdf_free(f.p);
	return rc;
}
