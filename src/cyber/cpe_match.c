/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe_match.c - how two CPE names relate (NISTIR 7696).
 */
#include "cyber/cpe.h"

enum kind {
	ANY,
	NA,
	VALUE,
	PATTERN /* with wildcards */
};

static enum kind
kind_of(struct bw_str v)
{
	bool first, last;

	if (bw_cpe_logical(v))
		return v.p[0] == '*' ? ANY : NA;
	if (v.n == 0)
		return ANY;
	first = v.p[0] == '*' || v.p[0] == '?';
	last = (v.p[v.n - 1] == '*' || v.p[v.n - 1] == '?') &&
	    (v.n < 2 || v.p[v.n - 2] != '\\');
	return first || last ? PATTERN : VALUE;
}

/* Characters at the ends that a pattern leaves open; SIZE_MAX: any number. A
 * "?" may also stand for none (7.3: compareStrings). */
static size_t
open_front(struct bw_str *core)
{
	size_t n = 0;

	if (core->n > 0 && core->p[0] == '*') {
		*core = bw_str_sub(*core, 1, core->n);
		return SIZE_MAX;
	}
	while (n < core->n && core->p[n] == '?')
		n++;
	*core = bw_str_sub(*core, n, core->n);
	return n;
}

static size_t
open_back(struct bw_str *core)
{
	size_t n = 0;

	if (core->n > 0 && core->p[core->n - 1] == '*' &&
	    (core->n < 2 || core->p[core->n - 2] != '\\')) {
		core->n--;
		return SIZE_MAX;
	}
	while (core->n > 0 && core->p[core->n - 1] == '?' &&
	    (core->n < 2 || core->p[core->n - 2] != '\\')) {
		core->n--;
		n++;
	}
	return n;
}

/* Characters of a value; a quoted one is one. */
static size_t
count(struct bw_str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++, n++)
		i += v.p[i] == '\\';
	return n;
}

static bool
fits(struct bw_str pattern, struct bw_str value)
{
	size_t front = open_front(&pattern), back = open_back(&pattern);

	for (size_t i = 0; i + pattern.n <= value.n; i++) {
		struct bw_str before = bw_str_sub(value, 0, i);
		struct bw_str after = bw_str_sub(value, i + pattern.n, value.n);

		if (bw_str_eq(bw_str_sub(value, i, pattern.n), pattern) &&
		    count(before) <= front && count(after) <= back)
			return true;
		if (value.p[i] == '\\')
			i++;
		if (count(before) > front)
			break;
	}
	return false;
}

enum bw_cpe_relation
bw_cpe_compare_attr(struct bw_str source, struct bw_str target)
{
	enum kind s = kind_of(source), t = kind_of(target);

	if (t == PATTERN) /* a target has no wildcards */
		return bw_str_eq(source, target) && s != PATTERN
		    ? BW_CPE_EQUAL
		    : BW_CPE_UNDEFINED;
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

	for (unsigned i = 0; i < BW_CPE_ATTRS; i++)
		n[bw_cpe_compare_attr(source->attr[i], target->attr[i])]++;
	if (n[BW_CPE_DISJOINT] > 0)
		return BW_CPE_DISJOINT;
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
