/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.c - runs of text as lines: directions, fonts, shapes, breaks.
 *
 * A paragraph becomes letters; the Unicode Bidirectional Algorithm (UAX #9,
 * FriBidi) gives their levels; pieces of one run, level, script and font are
 * shaped by HarfBuzz; lines break at blanks, behind hyphens and slashes and
 * between ideographs (the part of UAX #14 that names and sentences need), and
 * within a word that is longer than a line. All in whole numbers, so that
 * every machine breaks at the same place.
 */
#include "pdf/pdf_priv.h"
#include "base/fold.h"
#include <fribidi.h>

struct piece {           /* shaped in one go */
	size_t from, to; /* letters */
	uint32_t run, font;
	uint32_t first, n; /* glyphs */
	uint8_t level;
};
struct lay {
	struct bw_pdf *p;
	struct bw_arena *a;
	const struct bw_pdf_run *run;
	size_t n_run;
	struct bw_pdf_shaped *s;
	uint32_t *of;    /* run per letter */
	uint32_t *font;  /* per letter */
	uint32_t *drawn; /* per letter: what is shaped in its place */
	FriBidiLevel *level;
	bw_mp *wide; /* per letter */
	BW_VEC(struct piece) piece;
	BW_VEC(struct glyph) glyph;
};

#define LACKING 0x25afu /* a white rectangle */

static void *
room(struct lay *l, size_t n, size_t size)
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
	l->s->letter = room(l, most, sizeof(uint32_t));
	l->of = room(l, most, sizeof(uint32_t));
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

/* Does anything run from right to left? */
static bool
mixed(const struct lay *l)
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

	l->level = room(l, l->s->n_letter, sizeof(FriBidiLevel));
	if (l->p->failed || !mixed(l))
		return !l->p->failed;
	type = room(l, l->s->n_letter, sizeof(*type));
	bracket = room(l, l->s->n_letter, sizeof(*bracket));
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

	l->font = room(l, n, sizeof(uint32_t));
	l->drawn = room(l, n, sizeof(uint32_t));
	l->s->lacks = room(l, n, sizeof(bool));
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

/* ---- lines --------------------------------------------------------------- */
static bool
blank(uint32_t c)
{
	return c == ' ' || c == 0x3000 || (c >= 0x2000 && c <= 0x200a);
}

static bool
ideograph(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x9fff && !(c >= 0x3001 && c <= 0x3002)) ||
	    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0x20000 && c <= 0x3ffff);
}

/* May a line end behind letter i? */
static bool
may_break(const struct lay *l, size_t i)
{
	const uint32_t *c = l->s->letter;

	if (i + 1 >= l->s->n_letter)
		return true;
	if (blank(c[i])) /* "< 0.1" stays together */
		return !blank(c[i + 1]) &&
		    !(i > 0 && (c[i - 1] == '<' || c[i - 1] == '>'));
	if (c[i] == 0x200b)
		return true;
	if ((c[i] == '-' || c[i] == '/' || c[i] == '_') && i > 0)
		return !blank(c[i - 1]) && !blank(c[i + 1]) &&
		    !(c[i + 1] >= '0' && c[i + 1] <= '9');
	return ideograph(c[i]) || (ideograph(c[i + 1]) && c[i] >= 0x80);
}

static void
measure(struct lay *l)
{
	bw_mp word = 0, all = 0;

	for (size_t i = 0; i < l->s->n_letter; i++) {
		all += l->wide[i];
		if (blank(l->s->letter[i]))
			word = 0;
		else
			word += l->wide[i];
		if (word > l->s->word)
			l->s->word = word;
		if (may_break(l, i))
			word = 0;
	}
	l->s->all = all;
}

/* The end of the line that begins at `from`: *end without blanks, the result
 * with them. */
static size_t
line_end(const struct lay *l, size_t from, bw_mp width, size_t *end)
{
	size_t n = l->s->n_letter, good = 0, good_end = from, ink = from;
	bw_mp x = 0;

	for (size_t i = from; i < n; i++) {
		x += l->wide[i];
		if (x > width && !blank(l->s->letter[i])) {
			/* Only where a glyph begins. */
			while (good == 0 && i > from + 1 && l->wide[i] == 0)
				i--;
			if (good == 0)
				good = good_end = i > from ? i : from + 1;
			*end = good_end;
			return good;
		}
		if (!blank(l->s->letter[i]))
			ink = i + 1;
		if (may_break(l, i))
			good = i + 1, good_end = ink;
	}
	*end = ink;
	return n;
}

static bw_mp
seg_width(const struct lay *l, const struct piece *piece, struct bw_pdf_seg *s)
{
	bw_mp w = 0;

	for (uint32_t g = s->first; g < s->first + s->n; g++)
		w += font_scaled(&l->p->font[piece->font],
		    l->glyph.v[g].advance, l->run[piece->run].size);
	return w;
}

/* The first glyph of the piece that belongs to a letter at or behind `from`
 * (of one before `from`, where it runs from right to left). */
static uint32_t
glyph_at(const struct lay *l, const struct piece *piece, size_t from)
{
	uint32_t lo = piece->first, hi = piece->first + piece->n;
	bool back = piece->level & 1;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if ((l->glyph.v[mid].letter >= from) == back)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The part of the piece within [from, to). */
static struct bw_pdf_seg
part(const struct lay *l, const struct piece *piece, size_t from, size_t to)
{
	bool back = piece->level & 1;
	uint32_t a = glyph_at(l, piece, back ? to : from);
	uint32_t b = glyph_at(l, piece, back ? from : to);
	struct bw_pdf_seg s = {
		.run = piece->run, .font = piece->font, .first = a, .n = b - a
	};

	s.from = (uint32_t)(piece->from > from ? piece->from : from);
	s.to = (uint32_t)(piece->to < to ? piece->to : to);
	s.width = seg_width(l, piece, &s);
	return s;
}

/* UAX #9, L2: from the highest level down to the lowest odd one, turn round
 * what is at that level or higher. */
static void
reorder(struct bw_pdf_seg *seg, uint8_t *level, size_t n)
{
	uint8_t top = 0;

	for (size_t i = 0; i < n; i++)
		top = level[i] > top ? level[i] : top;
	for (; top > 0; top--)
		for (size_t i = 0, k; i < n; i = k + 1) {
			for (k = i; k < n && level[k] >= top;)
				k++;
			for (size_t a = i, b = k; a + 1 < b; a++) {
				struct bw_pdf_seg s = seg[a];
				uint8_t x = level[a];

				b--;
				seg[a] = seg[b], seg[b] = s;
				level[a] = level[b], level[b] = x;
			}
		}
}

/* *at is the piece the line begins in, and goes on. */
static void
line_make(
    struct lay *l, size_t from, size_t to, size_t *at, struct bw_pdf_line *line)
{
	size_t last = *at, most;
	struct bw_pdf_seg *seg;
	uint8_t *level;

	while (*at < l->piece.n && l->piece.v[*at].to <= from)
		++*at;
	for (last = *at; last < l->piece.n && l->piece.v[last].from < to;)
		last++;
	most = last - *at;
	seg = room(l, most, sizeof(*seg));
	level = room(l, most, sizeof(*level));
	*line = (struct bw_pdf_line){ .seg = seg };
	if (l->p->failed)
		return;
	for (size_t i = *at; i < last; i++) {
		struct bw_pdf_seg s = part(l, &l->piece.v[i], from, to);

		if (s.n == 0)
			continue;
		level[line->n] = l->piece.v[i].level;
		seg[line->n++] = s;
	}
	reorder(seg, level, line->n);
	for (size_t i = 0; i < line->n; i++) {
		seg[i].x = line->width;
		line->width += seg[i].width;
	}
}

static void
lines(struct lay *l, bw_mp width, struct bw_pdf_text *out)
{
	BW_VEC(struct bw_pdf_line) line = { 0 };
	size_t at = 0, end, next;
	bool bidi = mixed(l);

	for (size_t from = 0; from < l->s->n_letter && !l->p->failed;
	     from = next) {
		struct bw_pdf_line one;

		next = line_end(l, from, width, &end);
		/* The blank at the end stays in the text, for those who
		 * read it without seeing lines; but it has no place among
		 * mixed directions. */
		line_make(l, from, bidi ? end : next, &at, &one);
		if (!bw_vec_push(&line, one))
			l->p->failed = true;
	}
	out->line = room(l, line.n, sizeof(*out->line));
	if (!l->p->failed && line.n > 0) {
		memcpy(out->line, line.v, line.n * sizeof(*line.v));
		out->n = line.n;
	}
	bw_vec_release(&line);
}

void
bw_pdf_lay(struct bw_pdf *p, struct bw_arena *a, const struct bw_pdf_run *run,
    size_t n, bw_mp width, struct bw_pdf_text *out)
{
	struct lay l = { .p = p, .a = a, .run = run, .n_run = n };

	*out = (struct bw_pdf_text){ .run = run };
	if (p->failed)
		return;
	out->shaped = l.s = room(&l, 1, sizeof(*l.s));
	if (p->failed)
		return;
	if (letters(&l) && levels(&l) && choose_fonts(&l)) {
		l.wide = room(&l, l.s->n_letter, sizeof(*l.wide));
		if (!p->failed)
			pieces(&l);
	}
	l.s->glyph = room(&l, l.glyph.n, sizeof(struct glyph));
	if (!p->failed) {
		if (l.glyph.n > 0)
			memcpy(l.s->glyph, l.glyph.v,
			    l.glyph.n * sizeof(struct glyph));
		l.s->n_glyph = l.glyph.n;
		measure(&l);
		lines(&l, width, out);
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
