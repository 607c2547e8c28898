/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_match.c - how two CPE names relate (NISTIR 7696).
 *
 * An advisory names what it is about (the source, which may have wildcards), an
 * inventory what it found (the target, which may not). Each pair of attributes
 * relates by table 6-2, the names by those eleven relations.
 */
#include "cyber/cpe.h"

enum kind {
	ANY,
	NA,
	VALUE,
	PATTERN /* with wildcards */
};

/* Unquoted wildcards at the end. A backslash before them quotes the first,
 * unless it is quoted itself. */
static size_t
wild_end(struct bw_str v)
{
	size_t n = 0, slashes = 0;

	while (n < v.n && (v.p[v.n - 1 - n] == '*' || v.p[v.n - 1 - n] == '?'))
		n++;
	while (n + slashes < v.n && v.p[v.n - 1 - n - slashes] == '\\')
		slashes++;
	return n > 0 ? n - slashes % 2 : 0;
}

static size_t
wild_begin(struct bw_str v)
{
	size_t n = 0;

	while (n < v.n && (v.p[n] == '*' || v.p[n] == '?'))
		n++;
	return n;
}

static enum kind
kind_of(struct bw_str v)
{
	if (v.n == 0)
		return ANY;
	if (bw_cpe_logical(v))
		return v.p[0] == '*' ? ANY : NA;
	return wild_begin(v) > 0 || wild_end(v) > 0 ? PATTERN : VALUE;
}

/* The characters themselves, a quoted one being one. */
static size_t
unquoted(char *out, struct bw_str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n && n < BW_CPE_MOST; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n)
			i++;
		out[n++] = v.p[i];
	}
	return n;
}

/* Characters that so many wildcards take at most: "?" one or none. */
static size_t
taken(struct bw_str wild)
{
	return wild.n > 0 && wild.p[0] == '*' ? BW_CPE_MOST : wild.n;
}

/* compareStrings of NISTIR 7696, 7.3. What is between the wildcards begins at
 * least `low` and at most `high` characters into the value: one search in that
 * window, whatever the wildcards are. */
static bool
fits(struct bw_str pattern, struct bw_str value)
{
	char core[BW_CPE_MOST], text[BW_CPE_MOST];
	size_t begin = wild_begin(pattern), end = wild_end(pattern);
	size_t front = taken(bw_str_sub(pattern, 0, begin));
	size_t back = 0, low, high, n, m;

	pattern = bw_str_sub(pattern, begin, pattern.n);
	if (end <= pattern.n) { /* else the value is wildcards only */
		back = taken(bw_str_sub(pattern, pattern.n - end, end));
		pattern.n -= end;
	}
	m = unquoted(core, pattern);
	n = unquoted(text, value);
	if (m > n)
		return false;
	low = n - m > back ? n - m - back : 0;
	high = n - m > front ? front : n - m;
	return low <= high &&
	    bw_str_find((struct bw_str){ text + low, high - low + m },
		(struct bw_str){ core, m }) >= 0;
}

enum bw_cpe_relation
bw_cpe_compare_attr(struct bw_str source, struct bw_str target)
{
	enum kind s = kind_of(source), t = kind_of(target);

	if (t == PATTERN) /* rows 4, 8, 11 and 17 */
		return BW_CPE_UNDEFINED;
	if (s == t && (s == ANY || s == NA))
		return BW_CPE_EQUAL;
	if (s == ANY)
		return BW_CPE_SUPERSET;
	if (t == ANY)
		return BW_CPE_SUBSET;
	if (s == NA || t == NA)
		return BW_CPE_DISJOINT;
	if (s == PATTERN)
		return fits(source, target) ? BW_CPE_SUPERSET : BW_CPE_DISJOINT;
	return bw_str_eq_nocase(source, target) ? BW_CPE_EQUAL
						: BW_CPE_DISJOINT;
}

enum bw_cpe_relation
bw_cpe_compare(const struct bw_cpe *source, const struct bw_cpe *target)
{
	unsigned n[BW_CPE_UNDEFINED + 1] = { 0 };

	for (unsigned i = 0; i < BW_CPE_ATTRS; i++) {
		enum bw_cpe_relation r =
		    bw_cpe_compare_attr(source->attr[i], target->attr[i]);

		if (r == BW_CPE_DISJOINT)
			return r;
		n[r]++;
	}
	if (n[BW_CPE_EQUAL] == BW_CPE_ATTRS)
		return BW_CPE_EQUAL;
	if (n[BW_CPE_EQUAL] + n[BW_CPE_SUBSET] == BW_CPE_ATTRS)
		return BW_CPE_SUBSET;
	if (n[BW_CPE_EQUAL] + n[BW_CPE_SUPERSET] == BW_CPE_ATTRS)
		return BW_CPE_SUPERSET;
	return BW_CPE_UNDEFINED;
}

const char *
bw_cpe_relation_name(enum bw_cpe_relation r)
{
	static const char *const name[] = { "disjoint", "equal", "subset",
		"superset", "undefined" };

	return name[r];
}
