/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * str.c - borrowed text. Owned text is in buf.c, Unicode in utf8.c.
 */
#include "base/str.h"

struct bw_str
bw_str_of(const char *z)
{
	return (struct bw_str){ z, z == NULL ? 0 : strlen(z) };
}

bool
bw_str_eq(struct bw_str a, struct bw_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
bw_str_is(struct bw_str a, const char *z)
{
	return bw_str_eq(a, bw_str_of(z));
}

static unsigned char
lower(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool
bw_str_eq_nocase(struct bw_str a, struct bw_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
bw_str_has_nocase(struct bw_str s, struct bw_str needle)
{
	for (size_t i = 0; i + needle.n <= s.n; i++)
		if (bw_str_eq_nocase(bw_str_sub(s, i, needle.n), needle))
			return true;
	return false;
}

int
bw_str_cmp(struct bw_str a, struct bw_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (c != 0)
		return c < 0 ? -1 : 1;
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

bool
bw_str_starts(struct bw_str s, struct bw_str prefix)
{
	return s.n >= prefix.n &&
	    bw_str_eq((struct bw_str){ s.p, prefix.n }, prefix);
}

bool
bw_str_ends(struct bw_str s, struct bw_str suffix)
{
	if (s.n < suffix.n)
		return false;
	return bw_str_eq(bw_str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

/* Bytes of blank at the start of s: ASCII, no-break space, byte-order mark. */
static size_t
blank_before(struct bw_str s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;

	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	if (s.n >= 2 && memcmp(s.p, "\xc2\xa0", 2) == 0)
		return 2;
	if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
		return 3;
	return 0;
}

static size_t
blank_behind(struct bw_str s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[s.n - 1] : 0;

	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	if (s.n >= 2 && memcmp(s.p + s.n - 2, "\xc2\xa0", 2) == 0)
		return 2;
	if (s.n >= 3 && memcmp(s.p + s.n - 3, "\xef\xbb\xbf", 3) == 0)
		return 3;
	return 0;
}

struct bw_str
bw_str_trim(struct bw_str s)
{
	size_t k;

	while ((k = blank_before(s)) > 0) {
		s.p += k;
		s.n -= k;
	}
	while ((k = blank_behind(s)) > 0)
		s.n -= k;
	return s;
}

struct bw_str
bw_str_sub(struct bw_str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct bw_str){ s.p == NULL ? NULL : s.p + from, n };
}

ptrdiff_t
bw_str_find(struct bw_str s, struct bw_str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return -1;
	at = memmem(s.p, s.n, needle.p, needle.n);
	return at == NULL ? -1 : at - s.p;
}

bool
bw_str_cut(struct bw_str *rest, char sep, struct bw_str *part)
{
	const char *at;

	if (rest->p == NULL) {
		*part = (struct bw_str){ NULL, 0 };
		return false;
	}
	at = memchr(rest->p, sep, rest->n);
	if (at == NULL) {
		*part = *rest;
		*rest = (struct bw_str){ NULL, 0 };
		return true;
	}
	*part = (struct bw_str){ rest->p, (size_t)(at - rest->p) };
	rest->n -= part->n + 1;
	rest->p = at + 1;
	return true;
}

bool
bw_str_i64(struct bw_str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	int64_t v = 0;
	size_t i = minus || (s.n > 0 && s.p[0] == '+');

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		int d = s.p[i] - '0';

		if (d < 0 || d > 9 || __builtin_mul_overflow(v, 10, &v) ||
		    __builtin_sub_overflow(v, d, &v))
			return false;
	}
	/* Summed up negatively, so that INT64_MIN fits. */
	if (!minus && __builtin_sub_overflow((int64_t)0, v, &v))
		return false;
	*out = v;
	return true;
}
