/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.c - runs of text as lines: directions, fonts, shapes, breaks.
 *
 * A paragraph becomes letters; the Unicode Bidirectional Algorithm (UAX #9,
 * FriBidi) gives their levels; pieces of one run, level, script and font are
 * shaped by HarfBuzz. All in whole numbers, so that every machine breaks lines
 * at the same place.
 */
#include "pdf/text.h"
#include "base/fold.h"
#include <fribidi.h>

#define LACKING 0x25afu /* a white rectangle */

void *
lay_room(struct lay *l, size_t n, size_t size)
{
	void *m = bw_arena_alloc(l->a, n + 1, size);

	if (m == NULL)
		l->p->failed = true;
	return m;
}

/* ---- letters ------------------------------------------------------------- */
static bool
letters(struct lay *l)
{
	struct bw_buf b = { 0 };
	size_t most = 0, n = 0;

	for (size_t i = 0; i < l->n_run; i++)
		most += l->run[i].text.n * 3; /* a bad byte becomes U+FFFD */
	l->s->letter = lay_room(l, most, sizeof(uint32_t));
	l->of = lay_room(l, most, sizeof(uint32_t));
	for (size_t i = 0; i < l->n_run && !l->p->failed; i++) {
		struct bw_str rest;

		bw_buf_clear(&b);
		bw_plain(&b, l->run[i].text);
		rest = bw_buf_get(&b);
		while (rest.n > 0) {
			uint32_t c = utf8_next(&rest);

			/* A number and its % stay on one line. */
			if (c == ' ' && rest.n > 0 && rest.p[0] == '%')
				c = 0xa0;
			l->s->letter[n] = c;
			l->of[n++] = (uint32_t)i;
		}
	}
	l->p->failed |= b.failed;
	bw_buf_release(&b);
	l->s->n_letter = n;
	return !l->p->failed;
}

bool
lay_mixed(const struct lay *l)
{
	for (size_t i = 0; i < l->s->n_letter; i++)
		if (l->s->letter[i] >= 0x590)
			return true;
	return false;
}

static bool
levels(struct lay *l)
{
	FriBidiStrIndex n = (FriBidiStrIndex)l->s->n_letter;
	FriBidiParType base = FRIBIDI_PAR_LTR;
	FriBidiCharType *type;
	FriBidiBracketType *bracket;

	l->level = lay_room(l, l->s->n_letter, sizeof(int8_t));
	if (l->p->failed || !lay_mixed(l))
		return !l->p->failed;
	type = lay_room(l, l->s->n_letter, sizeof(*type));
	bracket = lay_room(l, l->s->n_letter, sizeof(*bracket));
	if (l->p->failed)
		return false;
	fribidi_get_bidi_types(l->s->letter, n, type);
	fribidi_get_bracket_types(l->s->letter, n, type, bracket);
	if (fribidi_get_par_embedding_levels_ex(
		type, bracket, n, &base, l->level) == 0)
		l->p->failed = true;
	return !l->p->failed;
}

/* ---- fonts --------------------------------------------------------------- */
static bool
sticks(hb_unicode_funcs_t *u, uint32_t c)
{
	hb_unicode_general_category_t k = hb_unicode_general_category(u, c);

	return k == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
	    k == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
	    k == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
	    k == HB_UNICODE_GENERAL_CATEGORY_FORMAT ||
	    (c >= 0xfe00 && c <= 0xfe0f);
}

static bool
choose_fonts(struct lay *l)
{
	hb_unicode_funcs_t *u = hb_unicode_funcs_get_default();
	size_t n = l->s->n_letter;
	uint32_t font;

	l->font = lay_room(l, n, sizeof(uint32_t));
	l->drawn = lay_room(l, n, sizeof(uint32_t));
	l->s->lacks = lay_room(l, n, sizeof(bool));
	if (l->p->failed)
		return false;
	for (size_t i = 0; i < n; i++) {
		uint32_t c = l->s->letter[i];
		bool first = i == 0 || l->of[i] != l->of[i - 1];

		l->drawn[i] = c;
		font = font_for(l->p, l->run[l->of[i]].face, c);
		if (!first && sticks(u, c)) {
			hb_codepoint_t g;

			/* With what it belongs to; without a shape it is
			 * left out there. */
			l->s->lacks[i] = l->s->lacks[i - 1];
			if (font == BW_NONE ||
			    hb_font_get_nominal_glyph(
				l->p->font[l->font[i - 1]].hb, c, &g))
				font = l->font[i - 1];
			if (l->s->lacks[i])
				l->drawn[i] = 0x200b;
		} else if (font == BW_NONE) {
			l->s->lacks[i] = true;
			l->p->lacking++;
			l->drawn[i] = LACKING;
			font = font_for(l->p, BW_PDF_REGULAR, LACKING);
		}
		l->font[i] = font;
	}
	return !l->p->failed;
}

/* ---- shapes -------------------------------------------------------------- */
static void
shape(struct lay *l, struct piece *piece, hb_script_t script)
{
	const struct font *f = &l->p->font[piece->font];
	hb_buffer_t *b = l->p->hb;
	hb_glyph_position_t *pos;
	hb_glyph_info_t *info;
	unsigned n = 0;

	hb_buffer_clear_contents(b);
	hb_buffer_set_cluster_level(
	    b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_add_utf32(b, l->drawn, (int)l->s->n_letter,
	    (unsigned)piece->from, (int)(piece->to - piece->from));
	hb_buffer_set_direction(
	    b, piece->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, script);
	hb_buffer_set_language(
	    b, hb_language_from_string(l->p->lang.p, (int)l->p->lang.n));
	hb_shape(f->hb, b, NULL, 0);
	info = hb_buffer_get_glyph_infos(b, &n);
	pos = hb_buffer_get_glyph_positions(b, &n);
	piece->first = (uint32_t)l->glyph.n;
	piece->n = n;
	if (!hb_buffer_allocation_successful(b) || !bw_vec_room(&l->glyph, n)) {
		l->p->failed = true;
		return;
	}
	for (unsigned i = 0; i < n; i++) {
		l->glyph.v[l->glyph.n++] = (struct glyph){
			.id = info[i].codepoint,
			.letter = info[i].cluster,
			.advance = pos[i].x_advance,
			.dx = pos[i].x_offset,
			.dy = pos[i].y_offset,
		};
		l->wide[info[i].cluster] +=
		    font_scaled(f, pos[i].x_advance, l->run[piece->run].size);
	}
}

static bool
neutral(hb_script_t s)
{
	return s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED ||
	    s == HB_SCRIPT_UNKNOWN;
}

static void
pieces(struct lay *l)
{
	hb_unicode_funcs_t *u = hb_unicode_funcs_get_default();
	size_t n = l->s->n_letter;

	for (size_t i = 0, k; i < n && !l->p->failed; i = k) {
		struct piece piece = { .from = i,
			.run = l->of[i],
			.font = l->font[i],
			.level = (uint8_t)l->level[i] };
		hb_script_t script = hb_unicode_script(u, l->drawn[i]);

		for (k = i + 1; k < n; k++) {
			hb_script_t s = hb_unicode_script(u, l->drawn[k]);

			if (l->of[k] != piece.run || l->font[k] != piece.font ||
			    l->level[k] != piece.level)
				break;
			if (neutral(s))
				continue;
			if (!neutral(script) && s != script)
				break;
			script = s;
		}
		piece.to = k;
		shape(l, &piece, script);
		if (!bw_vec_push(&l->piece, piece))
			l->p->failed = true;
	}
}

void
bw_pdf_lay(struct bw_pdf *p, struct bw_arena *a, const struct bw_pdf_run *run,
    size_t n, bw_mp width, struct bw_pdf_text *out)
{
	struct lay l = { .p = p, .a = a, .run = run, .n_run = n };

	*out = (struct bw_pdf_text){ .run = run };
	if (p->failed)
		return;
	out->shaped = l.s = lay_room(&l, 1, sizeof(*l.s));
	if (p->failed)
		return;
	if (letters(&l) && levels(&l) && choose_fonts(&l)) {
		l.wide = lay_room(&l, l.s->n_letter, sizeof(*l.wide));
		if (!p->failed)
			pieces(&l);
	}
	l.s->glyph = lay_room(&l, l.glyph.n, sizeof(struct glyph));
	if (!p->failed) {
		if (l.glyph.n > 0)
			memcpy(l.s->glyph, l.glyph.v,
			    l.glyph.n * sizeof(struct glyph));
		l.s->n_glyph = l.glyph.n;
		lay_measure(&l);
		lay_lines(&l, width, out);
	}
	bw_vec_release(&l.piece);
	bw_vec_release(&l.glyph);
}

void
bw_pdf_widths(const struct bw_pdf_text *t, bw_mp *word, bw_mp *all)
{
	*word = t->shaped != NULL ? t->shaped->word : 0;
	*all = t->shaped != NULL ? t->shaped->all : 0;
}

size_t
bw_pdf_lacking(const struct bw_pdf *p)
{
	return p->lacking;
}
