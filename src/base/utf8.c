/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * utf8.c - validity (RFC 3629) and the width of text on a terminal.
 */
#include "base/str.h"

/* Length of the valid sequence at s[i], or 0. */
static size_t
sequence(const unsigned char *s, size_t left, uint32_t *rune)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = s[0] < 0x80 ? 1
	    : s[0] < 0xc2      ? 0
	    : s[0] < 0xe0      ? 2
	    : s[0] < 0xf0      ? 3
	    : s[0] < 0xf5      ? 4
			       : 0;
	uint32_t r;

	if (n == 0 || n > left)
		return 0;
	r = n == 1 ? s[0] : s[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		r = r << 6 | (s[i] & 0x3f);
	}
	if (r < least[n] || r > 0x10ffff || (r >= 0xd800 && r <= 0xdfff))
		return 0;
	*rune = r;
	return n;
}

bool
bw_utf8_valid(struct bw_str s, size_t *bad)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t rune;
	uint64_t eight;
	size_t i = 0, n;

	while (i < s.n) {
		if (s.n - i >= 8) {
			memcpy(&eight, p + i, 8);
			if ((eight & 0x8080808080808080u) == 0) {
				i += 8;
				continue;
			}
		}
		n = sequence(p + i, s.n - i, &rune);
		if (n == 0) {
			if (bad != NULL)
				*bad = i;
			return false;
		}
		i += n;
	}
	return true;
}

struct range {
	uint32_t from, to;
};

/* Not a full UAX 11: the ranges that names of parties meet in practice. */
static const struct range no_width[] = { { 0x300, 0x36f }, { 0x483, 0x489 },
	{ 0x591, 0x5bd }, { 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x6d6, 0x6dc },
	{ 0x900, 0x902 }, { 0x93c, 0x93c }, { 0x941, 0x948 }, { 0xe31, 0xe31 },
	{ 0xe34, 0xe3a }, { 0xe47, 0xe4e }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x2069 }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff } };
static const struct range two_wide[] = { { 0x1100, 0x115f }, { 0x2e80, 0x303e },
	{ 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
	{ 0xa000, 0xa4cf }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff },
	{ 0x20000, 0x3fffd } };

static bool
within(uint32_t r, const struct range *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r >= list[i].from && r <= list[i].to)
			return true;
	return false;
}

size_t
bw_utf8_width(struct bw_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, n, width = 0;
	uint32_t rune;

	while (i < s.n) {
		n = sequence(p + i, s.n - i, &rune);
		if (n == 0) { /* shown as one replacement character */
			i++;
			width++;
			continue;
		}
		i += n;
		if (rune < 0x300)
			width++;
		else if (within(rune, two_wide, BW_LEN(two_wide)))
			width += 2;
		else if (!within(rune, no_width, BW_LEN(no_width)))
			width++;
	}
	return width;
}
