/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_flow.c - pages, the bars beside cards, and lines of text.
 */
#include "report/doc_flow.h"

#define SIDE BW_PT(62)

const struct style style_body = { BW_PDF_REGULAR, 9500, 14000, INK, 1000,
	4000 };
const struct style style_small = { BW_PDF_REGULAR, 8600, 12600, INK, 1000,
	3000 };
const struct style style_label = { BW_PDF_BOLD, 8600, 12600, SOFT, 4000, 1000 };

/* ---- pages --------------------------------------------------------------- */
static uint32_t
mark_colour(enum bw_level l)
{
	static const uint32_t rgb[] = {
		[BW_KNOW] = 0x24527a, [BW_PLAN] = 0xb77a12, [BW_ACT] = 0x9b1c1c
	};

	return rgb[l];
}

/* The bar of the card down to here. */
static void
bar(struct flow *f)
{
	if (f->card == 0 || f->bar - f->y < BW_PT(3))
		return;
	flow_untag(f);
	bw_pdf_artifact(f->p, "/Type /Layout");
	bw_pdf_rect(f->p, mark_colour(f->mark), f->left - BW_PT(12), f->y,
	    BW_PT(2.5), f->bar - f->y);
	bw_pdf_end(f->p);
}

void
flow_page(struct flow *f, bool wide)
{
	bw_mp width = wide ? A4_LONG : A4_SHORT;
	bw_mp height = wide ? A4_SHORT : A4_LONG;

	flow_untag(f);
	if (bw_pdf_pages(f->p) > 0)
		bar(f);
	bw_pdf_page(f->p, width, height);
	f->wide = wide;
	f->left = SIDE;
	f->width = width - 2 * SIDE;
	f->top = f->y = f->bar = height - BW_PT(56);
	f->foot = BW_PT(62);
	f->fresh = true;
}

void
flow_need(struct flow *f, bw_mp height)
{
	if (!f->fresh && f->y - height < f->foot)
		flow_page(f, f->wide);
}

void
flow_gap(struct flow *f, bw_mp height)
{
	if (!f->fresh)
		f->y -= height;
}

void
flow_card(struct flow *f, unsigned card, enum bw_level mark)
{
	if (card == f->card)
		return;
	bar(f);
	f->card = card;
	f->mark = mark;
	if (card != 0)
		flow_gap(f, CARD_GAP);
	f->bar = f->y;
}

void
flow_tag(struct flow *f, uint32_t elem)
{
	if (f->open == elem)
		return;
	flow_untag(f);
	bw_pdf_tag(f->p, elem);
	f->open = elem;
}

void
flow_untag(struct flow *f)
{
	if (f->open != BW_NONE)
		bw_pdf_end(f->p);
	f->open = BW_NONE;
}

/* ---- text ---------------------------------------------------------------- */
static bool
is_badge(const struct bw_doc_run *r)
{
	return r != NULL && r->face >= BW_DOC_ACT;
}

static struct bw_pdf_run
as_run(const struct bw_doc_run *r, const struct style *s)
{
	static const uint32_t rgb[] = { [BW_DOC_ACT] = 0x9b1c1c,
		[BW_DOC_PLAN] = 0x7a4b00,
		[BW_DOC_KNOW] = 0x24527a,
		[BW_DOC_SURE] = INK };
	struct bw_pdf_run run = { r->text, s->face, s->size, s->rgb };

	if (r->to.n > 0 && s->size <= style_body.size)
		run.rgb = MAIN;
	if (r->face == BW_DOC_STRONG)
		run.face = BW_PDF_BOLD;
	else if (r->face == BW_DOC_SOFT && r->to.n == 0)
		run.rgb = SOFT;
	else if (is_badge(r)) {
		run.face = BW_PDF_BOLD;
		run.rgb = rgb[r->face];
	}
	return run;
}

void
flow_lay(struct flow *f, const struct bw_doc_text *text, const struct style *s,
    bw_mp width, struct laid *out)
{
	size_t n = 0, k = 0;

	*out = (struct laid){ .style = s };
	for (const struct bw_doc_run *r = text->first; r != NULL; r = r->next)
		n += 2;
	out->run = BW_ARENA_ARRAY(&f->a, struct bw_pdf_run, n + 1);
	out->of = BW_ARENA_ARRAY(&f->a, const struct bw_doc_run *, n + 1);
	out->link = BW_ARENA_ARRAY(&f->a, uint32_t, n + 1);
	if (out->run == NULL || out->of == NULL || out->link == NULL) {
		if (f->rc == 0)
			f->rc =
			    bw_fail(f->err, BW_ENOMEM, "no memory for a PDF");
		return;
	}
	for (const struct bw_doc_run *r = text->first; r != NULL; r = r->next) {
		if (k > 0) { /* a large blank is room between two badges */
			out->run[k] =
			    (struct bw_pdf_run){ BW_STR(" "), BW_PDF_REGULAR,
				    is_badge(r) ? 6 * s->size : s->size, INK };
			k++;
		}
		out->of[k] = r;
		out->link[k] = BW_NONE;
		out->run[k++] = as_run(r, s);
	}
	bw_pdf_lay(f->p, &f->a, out->run, k, width, &out->t);
}

static void
badge_ground(struct flow *f, const struct laid *t,
    const struct bw_pdf_line *line, bw_mp x, bw_mp y)
{
	static const uint32_t rgb[] = { [BW_DOC_ACT] = 0xfbe9e7,
		[BW_DOC_PLAN] = 0xfbf0da,
		[BW_DOC_KNOW] = 0xe4eef7,
		[BW_DOC_SURE] = GROUND };

	for (size_t i = 0; i < line->n; i++) {
		const struct bw_pdf_seg *s = &line->seg[i];
		const struct bw_doc_run *r = t->of[s->run];

		if (!is_badge(r))
			continue;
		flow_untag(f);
		bw_pdf_artifact(f->p, "/Type /Layout");
		bw_pdf_rect(f->p, rgb[r->face],
		    x + s->x -
			(i == 0 || t->of[line->seg[i - 1].run] != r ? BW_PT(4)
								    : 0),
		    y - t->style->lead + BW_PT(1),
		    s->width + BW_PT(8) -
			(i == 0 || t->of[line->seg[i - 1].run] != r ? 0
								    : BW_PT(4)),
		    t->style->lead - BW_PT(2));
		bw_pdf_end(f->p);
	}
}

static uint32_t
link_elem(struct flow *f, struct laid *t, uint32_t run, uint32_t elem)
{
	if (t->of[run] == NULL || t->of[run]->to.n == 0)
		return elem;
	if (t->link[run] == BW_NONE)
		t->link[run] = bw_pdf_elem(f->p, elem, "Link");
	return t->link[run];
}

void
flow_line(
    struct flow *f, struct laid *t, size_t i, uint32_t elem, bw_mp x, bw_mp y)
{
	const struct bw_pdf_line *line = &t->t.line[i];
	bw_mp base = y - t->style->lead +
	    (t->style->lead - t->style->size) / 2 + t->style->size * 22 / 100;

	badge_ground(f, t, line, x, y);
	for (size_t k = 0; k < line->n; k++) {
		const struct bw_pdf_seg *s = &line->seg[k];
		uint32_t of = link_elem(f, t, s->run, elem);

		flow_tag(f, of);
		bw_pdf_show(f->p, &t->t, s, x, base);
		if (of != elem)
			bw_pdf_link(f->p, of, x + s->x, y - t->style->lead,
			    s->width, t->style->lead, t->of[s->run]->to,
			    t->of[s->run]->text);
	}
	f->fresh = false;
}

bw_mp
flow_least(const struct laid *t)
{
	size_t n = t->t.n <= 3 ? t->t.n : 2;

	return (bw_mp)n * t->style->lead;
}

void
flow_text(struct flow *f, struct laid *t, uint32_t elem, bw_mp x)
{
	size_t n = t->t.n;

	flow_need(f, flow_least(t));
	for (size_t i = 0; i < n; i++) {
		/* The last two go together. */
		flow_need(f, i + 2 == n ? 2 * t->style->lead : t->style->lead);
		flow_line(f, t, i, elem, x, f->y);
		f->y -= t->style->lead;
	}
	flow_untag(f);
}
