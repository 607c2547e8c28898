/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * font_cff.c - may glyphs of a CFF font be named by their number?
 *
 * A PDF names the glyphs of such a font by CID. In a font that is keyed by
 * name, and in most that are keyed by CID (Noto CJK), the CID is the number
 * of the glyph; a font of which that is not so is not used. Adobe Technical
 * Note 5176, The Compact Font Format: header, INDEX, Top DICT (ROS, charset),
 * charset. The file is one of others: nothing is read beyond its end.
 */
#include "pdf/font_machine.h"

struct bytes {
	const unsigned char *p;
	size_t n;
};

static size_t
number_at(struct bytes b, size_t at, size_t size)
{
	size_t v = 0;

	for (size_t i = 0; i < size; i++)
		v = v << 8 | (at + i < b.n ? b.p[at + i] : 0);
	return v;
}

/* Skips the INDEX at *at; *first is its first object. */
static bool
index_skip(struct bytes b, size_t *at, struct bytes *first)
{
	size_t n = number_at(b, *at, 2), size = number_at(b, *at + 2, 1);
	size_t data = *at + 2 + (n + 1) * size, a, z, end;

	*first = (struct bytes){ NULL, 0 };
	if (n == 0) {
		*at += 2;
		return *at <= b.n;
	}
	a = number_at(b, *at + 3, size);
	z = number_at(b, *at + 3 + size, size);
	end = number_at(b, *at + 3 + n * size, size);
	if (size < 1 || size > 4 || a < 1 || z < a || end < z ||
	    data + end > b.n)
		return false;
	*first = (struct bytes){ b.p + data + a, z - a };
	*at = data + end;
	return true;
}

struct top {
	bool ros;
	size_t charset;
};

/* One number of a DICT; its last value is wanted only where it is whole. */
static bool
operand(struct bytes d, size_t *at, size_t *v)
{
	unsigned char c = d.p[*at];

	if (c == 28 || c == 29) {
		*v = number_at(d, *at + 1, c == 28 ? 2 : 4);
		*at += c == 28 ? 3 : 5;
	} else if (c == 30) { /* a real number, in half bytes up to an f */
		for (++*at; *at < d.n; ++*at)
			if ((d.p[*at] & 15) == 15 || d.p[*at] >> 4 == 15)
				break;
		++*at;
	} else if (c >= 32 && c <= 246) {
		*v = (size_t)c - 139;
		++*at;
	} else if (c >= 247 && c <= 250) {
		*v = (size_t)(c - 247) * 256 + number_at(d, *at + 1, 1) + 108;
		*at += 2;
	} else if (c >= 251 && c <= 254)
		*at += 2;
	else
		return false;
	return true;
}

static bool
top_read(struct bytes d, struct top *t)
{
	size_t v = 0;

	*t = (struct top){ 0 };
	for (size_t at = 0; at < d.n;) {
		unsigned char c = d.p[at];

		if (c > 21) {
			if (!operand(d, &at, &v))
				return false;
			continue;
		}
		if (c == 12 && number_at(d, at + 1, 1) == 30)
			t->ros = true;
		if (c == 15)
			t->charset = v;
		at += c == 12 ? 2 : 1;
	}
	return true;
}

bool
font_cids_are_glyphs(const char *cff, size_t n, unsigned glyphs)
{
	struct bytes b = { (const unsigned char *)cff, n }, first;
	size_t at = number_at(b, 2, 1), format, left;
	struct top t;

	if (n < 8 || !index_skip(b, &at, &first) || /* names */
	    !index_skip(b, &at, &first) || !top_read(first, &t))
		return false;
	if (!t.ros)
		return true;
	if (t.charset < 3) /* one of the named ones, not for CIDs */
		return false;
	format = number_at(b, t.charset, 1);
	left = number_at(b, t.charset + 3, format == 2 ? 2 : 1);
	/* One range that begins with 1 and has all glyphs. */
	return (format == 1 || format == 2) &&
	    number_at(b, t.charset + 1, 2) == 1 && left + 2 >= glyphs;
}
