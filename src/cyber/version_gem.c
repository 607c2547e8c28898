/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_gem.c - RubyGems (Gem::Version): rows of digits and of letters.
 *
 * A letter row makes a pre-release: it comes before a number, and before
 * nothing at all, because what is not there is 0. Zeros at the end of the
 * numbers and at the end of the whole say nothing. A "-" is ".pre.".
 *
 * A 0 that is followed by letters is lower than the end, and one followed by
 * a number higher, since the end is a row of zeros. So the tag of a zero looks
 * ahead to the first row behind it that is no zero.
 */
#include "cyber/version_key.h"

enum {
	LETTERS = 1,
	ZERO_BEFORE_LETTERS,
	END,
	ZERO_BEFORE_NUMBER,
	NUMBER
};

struct row {
	struct bw_str text;
	bool pre; /* the "pre" of a "-" */
};

/* The next row; false at the end. */
static bool
next(struct bw_version_scan *s, struct row *r)
{
	r->pre = false;
	while (s->p < s->end && !is_digit(peek(s)) && !is_alpha(peek(s))) {
		r->pre = *s->p == '-';
		s->p++;
		if (r->pre) {
			r->text = BW_STR("pre");
			return true;
		}
	}
	r->text = is_digit(peek(s)) ? scan_digits(s) : scan_letters(s);
	return r->text.n > 0;
}

/* What follows the zeros from here on. */
static unsigned
beyond(struct bw_version_scan s)
{
	struct row r;

	while (next(&s, &r)) {
		if (!all_digits(r.text))
			return LETTERS;
		if (!is_zero(r.text))
			return NUMBER;
	}
	return END;
}

/* Digits, letters, and single dots and dashes between them. */
static bool
correct(struct bw_str v)
{
	if (v.n == 0 || !is_digit((unsigned char)v.p[0]))
		return false;
	for (size_t i = 0; i < v.n; i++) {
		int c = (unsigned char)v.p[i];

		if (!is_digit(c) && !is_alpha(c) && c != '.' && c != '-')
			return false;
	}
	return true;
}

bool
bw_key_gem(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	bool letters = false;
	struct row r;

	if (!correct(left_of(&s)))
		return false;
	while (next(&s, &r)) {
		unsigned then = beyond(s);

		if (!all_digits(r.text)) {
			put_tag(key, LETTERS);
			put_text(key, r.text);
			letters = true;
		} else if (!is_zero(r.text)) {
			put_tag(key, NUMBER);
			put_number(key, r.text);
		} else if (then == NUMBER || (then == LETTERS && letters)) {
			put_tag(key,
			    then == NUMBER ? ZERO_BEFORE_NUMBER
					   : ZERO_BEFORE_LETTERS);
		}
	}
	put_tag(key, END);
	return true;
}
