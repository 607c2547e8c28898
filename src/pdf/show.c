/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * show.c - glyphs onto a page, so that their text can be got back.
 *
 * A glyph that stands for the same text everywhere says so once, in its font.
 * Where it does not (a letter made of two glyphs, a sign in the place of a
 * letter that no font has) the text stands beside it (ActualText).
 */
#include "pdf/pdf_priv.h"

struct pen {
	struct bw_pdf *p;
	const struct bw_pdf_text *t;
	const struct bw_pdf_seg *seg;
	const struct font *font;
	struct bw_buf *b;
	bw_mp x, y;   /* where the text began */
	int64_t want; /* how far it should be, in units of the font */
	int64_t have; /* how far a viewer is, in thousandths of the size */
	bool in_array;
};

/* The letters that the glyphs from g on belong to; *n glyphs. */
static void
cluster(const struct pen *k, uint32_t g, uint32_t *n, size_t *from, size_t *to)
{
	const struct bw_pdf_shaped *s = k->t->shaped;
	uint32_t end = k->seg->first + k->seg->n, letter = s->glyph[g].letter;
	size_t next = k->seg->to;

	for (*n = 0; g + *n < end && s->glyph[g + *n].letter == letter;)
		++*n;
	/* The next cluster in the order of letters stands behind this one, or
	 * before it where the text runs from right to left. */
	if (g + *n < end && s->glyph[g + *n].letter > letter)
		next = s->glyph[g + *n].letter;
	else if (g > k->seg->first && s->glyph[g - 1].letter > letter)
		next = s->glyph[g - 1].letter;
	*from = letter;
	*to = next;
}

static void
close_array(struct pen *k)
{
	if (k->in_array)
		bw_buf_z(k->b, "] TJ\n");
	k->in_array = false;
}

static int64_t
width_of(const struct font *f, uint32_t glyph)
{
	return ((int64_t)hb_font_get_glyph_h_advance(f->hb, glyph) * 2000 /
		       f->upem +
		   1) /
	    2;
}

static void
glyph_ink(struct pen *k, const struct glyph *g)
{
	bw_mp size = k->t->run[k->seg->run].size;
	int64_t at = (k->want + g->dx) * 1000 / k->font->upem;

	if (g->dy != 0) {
		close_array(k);
		file_mp(k->b, font_scaled(k->font, g->dy, size));
		bw_buf_z(k->b, " Ts ");
	}
	if (!k->in_array)
		bw_buf_char(k->b, '[');
	k->in_array = true;
	if (at != k->have)
		bw_buf_fmt(k->b, "%lld ", (long long)(k->have - at));
	bw_buf_fmt(k->b, "<%04X>", g->id);
	k->have = at + width_of(k->font, g->id);
	k->want += g->advance;
	if (g->dy != 0) {
		close_array(k);
		bw_buf_z(k->b, "0 Ts ");
	}
}

static void
cluster_ink(struct pen *k, uint32_t g, uint32_t n, size_t from, size_t to)
{
	const struct bw_pdf_shaped *s = k->t->shaped;
	struct bw_buf text = { 0 };
	bool lacks = s->lacks[from], plain = n == 1 && !lacks;

	for (size_t i = from; i < to; i++)
		bw_buf_rune(&text, s->letter[i]);
	for (uint32_t i = g; i < g + n; i++) {
		struct bw_str says =
		    lacks ? BW_STR("\xe2\x96\xaf") : bw_buf_get(&text);

		if (!font_says(k->p, k->seg->font, s->glyph[i].id, says))
			plain = false;
	}
	if (!plain) {
		close_array(k);
		bw_buf_z(k->b, "/Span << /ActualText ");
		file_text(k->b, bw_buf_get(&text));
		bw_buf_z(k->b, " >> BDC ");
	}
	for (uint32_t i = g; i < g + n; i++)
		glyph_ink(k, &s->glyph[i]);
	if (!plain) {
		close_array(k);
		bw_buf_z(k->b, "EMC\n");
	}
	k->p->failed |= text.failed;
	bw_buf_release(&text);
}

static void
text_state(struct pen *k)
{
	const struct bw_pdf_run *run = &k->t->run[k->seg->run];

	bw_buf_fmt(k->b, "BT /F%u ", k->seg->font);
	file_mp(k->b, run->size);
	bw_buf_z(k->b, " Tf ");
	for (int shift = 16; shift >= 0; shift -= 8) {
		file_mp(k->b, (bw_mp)((run->rgb >> shift & 0xff) * 1000 / 255));
		bw_buf_char(k->b, ' ');
	}
	bw_buf_z(k->b, "rg 1 0 0 1 ");
	file_mp(k->b, k->x);
	bw_buf_char(k->b, ' ');
	file_mp(k->b, k->y);
	bw_buf_z(k->b, " Tm\n");
}

void
bw_pdf_show(struct bw_pdf *p, const struct bw_pdf_text *t,
    const struct bw_pdf_seg *seg, bw_mp x, bw_mp y)
{
	struct pen k = { .p = p, .t = t, .seg = seg, .x = x + seg->x, .y = y };
	size_t from, to;
	uint32_t n;

	BW_ASSERT(p->open);
	if (p->failed || seg->n == 0)
		return;
	k.font = &p->font[seg->font];
	k.b = &pdf_page(p)->ink;
	text_state(&k);
	for (uint32_t g = seg->first; g < seg->first + seg->n; g += n) {
		cluster(&k, g, &n, &from, &to);
		cluster_ink(&k, g, n, from, to);
	}
	close_array(&k);
	bw_buf_z(k.b, "ET\n");
}
