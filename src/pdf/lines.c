/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * lines.c - where lines end, and what stands where in them.
 *
 * Lines end at blanks, behind hyphens and slashes and between ideographs (the
 * part of UAX #14 that names and sentences need), and within a word that is
 * longer than a line.
 */
#include "pdf/text.h"

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

void
lay_measure(struct lay *l)
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
	seg = lay_room(l, most, sizeof(*seg));
	level = lay_room(l, most, sizeof(*level));
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

void
lay_lines(struct lay *l, bw_mp width, struct bw_pdf_text *out)
{
	BW_VEC(struct bw_pdf_line) line = { 0 };
	size_t at = 0, end, next;
	bool bidi = lay_mixed(l);

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
	out->line = lay_room(l, line.n, sizeof(*out->line));
	if (!l->p->failed && line.n > 0) {
		memcpy(out->line, line.v, line.n * sizeof(*line.v));
		out->n = line.n;
	}
	bw_vec_release(&line);
}
