/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_apk.c - Alpine and Gentoo: 1.2.3b_rc1-r4.
 *
 * Both follow the Package Manager Specification of Gentoo (PMS, section 3.3):
 * numbers, one letter, suffixes, a revision. The first number goes by its
 * value; a later one that begins with 0 is a fraction and goes by its digits.
 * _alpha, _beta, _pre and _rc come before the version without, _p after it.
 * Alpine adds _cvs, _svn, _git and _hg after it, and a ~hash that has no order.
 *
 * Alpine has versions in its index that break the grammar, and apk-tools 2
 * orders them: what it cannot read comes before the end, and all of that is
 * one. That is followed. In Gentoo such a version has no order.
 */
#include "cyber/version_key.h"

enum {                  /* the kinds of token at one place, in their order */
	BEFORE_END = 1, /* and which of _alpha .. _rc */
	UNREAD = 8,
	END,
	REVISION,
	SUFFIX_NUMBER,
	AFTER_END, /* and which of _cvs .. _p */
	LETTER = 20,
	FRACTION, /* a later number that begins with 0 */
	NUMBER
};

static const struct {
	const char *name;
	unsigned tag;
	bool gentoo;
} suffix[] = {
	{ "alpha", BEFORE_END, true },
	{ "beta", BEFORE_END + 1, true },
	{ "pre", BEFORE_END + 2, true },
	{ "rc", BEFORE_END + 3, true },
	{ "cvs", AFTER_END, false },
	{ "svn", AFTER_END + 1, false },
	{ "git", AFTER_END + 2, false },
	{ "hg", AFTER_END + 3, false },
	{ "p", AFTER_END + 4, true },
};

/* A fraction: in Gentoo zeros at its end say nothing. */
static void
put_fraction(struct bw_buf *key, struct bw_str digits, bool gentoo)
{
	while (gentoo && digits.n > 0 && digits.p[digits.n - 1] == '0')
		digits.n--;
	put_tag(key, FRACTION);
	put_text(key, digits);
}

static bool
numbers(struct bw_version_scan *s, struct bw_buf *key, bool gentoo)
{
	struct bw_str n = scan_digits(s);

	if (n.n == 0)
		return false;
	put_tag(key, NUMBER);
	put_number(key, n);
	while (s->end - s->p > 1 && *s->p == '.' && is_digit(s->p[1])) {
		s->p++;
		n = scan_digits(s);
		if (n.p[0] == '0') {
			put_fraction(key, n, gentoo);
		} else {
			put_tag(key, NUMBER);
			put_number(key, n);
		}
	}
	return true;
}

static bool
suffixes(struct bw_version_scan *s, struct bw_buf *key, bool gentoo)
{
	while (peek(s) == '_') {
		struct bw_version_scan at = { s->p + 1, s->end };
		struct bw_str name = scan_letters(&at), n;
		size_t i = 0;

		while (i < BW_LEN(suffix) &&
		    !(bw_str_is(name, suffix[i].name) &&
			(suffix[i].gentoo || !gentoo)))
			i++;
		if (i == BW_LEN(suffix))
			return false;
		put_tag(key, suffix[i].tag);
		n = scan_digits(&at);
		if (n.n > 0 && !(gentoo && is_zero(n))) {
			put_tag(key, SUFFIX_NUMBER);
			put_number(key, n);
		}
		*s = at;
	}
	return true;
}

static bool
revision(struct bw_version_scan *s, struct bw_buf *key, bool gentoo)
{
	struct bw_str n;

	if (s->end - s->p < 2 || s->p[0] != '-' || s->p[1] != 'r' ||
	    (s->end - s->p > 2 && !is_digit(s->p[2])))
		return s->p == s->end;
	s->p += 2;
	n = scan_digits(s); /* none is 0 */
	if (gentoo && is_zero(n))
		return s->p == s->end;
	put_tag(key, REVISION);
	put_number(key, n);
	return s->p == s->end;
}

static bool
whole(struct bw_version_scan *s, struct bw_buf *key, bool gentoo)
{
	if (!numbers(s, key, gentoo))
		return false;
	/* apk-tools takes numbers behind the letter too: 6.6.2p1. */
	while (peek(s) >= 'a' && peek(s) <= 'z') {
		put_tag(key, LETTER);
		put_tag(key, (unsigned)*s->p++);
		if (gentoo || !numbers(s, key, false))
			break;
	}
	if (!suffixes(s, key, gentoo))
		return false;
	if (!gentoo && scan_char(s, '~'))
		while (is_digit(peek(s)) || is_alpha(peek(s)))
			s->p++;
	return revision(s, key, gentoo);
}

bool
bw_key_apk(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));

	if (!whole(&s, key, false)) {
		put_tag(key, UNREAD);
		/* A point without a number: those go by their text. */
		put_text(key, peek(&s) == '.' ? left_of(&s) : BW_STR(""));
	} else {
		put_tag(key, END);
	}
	return true;
}

bool
bw_key_gentoo(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));

	if (!whole(&s, key, true))
		return false;
	put_tag(key, END);
	return true;
}
