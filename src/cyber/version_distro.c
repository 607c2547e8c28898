/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_distro.c - Debian, RPM and Arch: [epoch:]version[-release].
 *
 * Debian (Debian Policy 5.6.12): a version is texts and numbers in turn.
 * Texts are compared by character, where ~ comes before the end, the end
 * before letters, and letters before the others; a missing revision is "0".
 *
 * RPM (rpm-version(7)): rows of letters or digits, whatever else there is
 * stands between them. ~ comes before the end, ^ after it, then letters, then
 * digits. A missing epoch is 0; no release comes before any.
 *
 * Arch (vercmp(8)): as RPM, but letters that follow a number directly come
 * before the end ("1.0rc" < "1.0" < "1.0.rc"), and the number of characters
 * between two rows counts. Without a release every release is meant.
 */
#include "cyber/version_key.h"

/* "12:" in front, else nothing. */
static struct bw_str
epoch(struct bw_version_scan *s)
{
	struct bw_version_scan from = *s;
	struct bw_str digits = scan_digits(s);

	if (digits.n > 0 && scan_char(s, ':'))
		return digits;
	*s = from;
	return BW_STR("");
}

/* What stands behind the last "-"; *s ends before it. */
static struct bw_str
release(struct bw_version_scan *s, bool *has)
{
	const char *at = memrchr(s->p, '-', (size_t)(s->end - s->p));
	struct bw_str r = { NULL, 0 };

	*has = at != NULL;
	if (at == NULL)
		return r;
	r = (struct bw_str){ at + 1, (size_t)(s->end - at - 1) };
	s->end = at;
	return r;
}

/* ---- Debian ---- */

#define DEB_TILDE 1u
#define DEB_END 2u
#define DEB_OTHER 0x80u /* added to what is no letter */

static bool
deb_part(struct bw_version_scan s, struct bw_buf *key)
{
	do {
		while (s.p < s.end && !is_digit(peek(&s))) {
			int c = peek(&s);

			if (c <= ' ' || c > '~')
				return false;
			put_tag(key,
			    c == '~'          ? DEB_TILDE
				: is_alpha(c) ? (unsigned)c
					      : DEB_OTHER | (unsigned)c);
			s.p++;
		}
		put_tag(key, DEB_END);
		put_number(key, scan_digits(&s));
	} while (s.p < s.end);
	put_tag(key, DEB_END);
	return true;
}

bool
bw_key_deb(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	struct bw_str revision;
	bool has;

	put_number(key, epoch(&s));
	revision = release(&s, &has);
	if (s.p == s.end)
		return false;
	return deb_part(s, key) &&
	    deb_part(has ? scan_of(revision) : scan_of(BW_STR("0")), key);
}

/* ---- RPM ---- */

enum {
	RPM_TILDE = 1,
	RPM_END,
	RPM_CARET,
	RPM_LETTERS,
	RPM_DIGITS
};

static bool
between(int c)
{
	return c >= 0 && !is_digit(c) && !is_alpha(c);
}

static void
rpm_part(struct bw_version_scan s, struct bw_buf *key)
{
	for (;;) {
		while (between(peek(&s)) && peek(&s) != '~' && peek(&s) != '^')
			s.p++;
		if (s.p == s.end)
			break;
		if (scan_char(&s, '~')) {
			put_tag(key, RPM_TILDE);
		} else if (scan_char(&s, '^')) {
			put_tag(key, RPM_CARET);
		} else if (is_digit(peek(&s))) {
			put_tag(key, RPM_DIGITS);
			put_number(key, scan_digits(&s));
		} else {
			put_tag(key, RPM_LETTERS);
			put_text(key, scan_letters(&s));
		}
	}
	put_tag(key, RPM_END);
}

bool
bw_key_rpm(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	struct bw_str r;
	bool has;

	put_number(key, epoch(&s));
	r = release(&s, &has);
	rpm_part(s, key);
	put_tag(key, has);
	if (has)
		rpm_part(scan_of(r), key);
	return true;
}

/* ---- Arch ---- */

enum {
	ALPM_LETTERS_AT_ONCE = 1,
	ALPM_END,
	ALPM_DIGITS_AT_ONCE,
	ALPM_APART
};
enum {
	APART_LETTERS = 1,
	APART_END,
	APART_DIGITS
};

/* How many characters stand between; 255 and more are the same. */
static unsigned
gap(struct bw_version_scan *s)
{
	const char *from = s->p;

	while (between(peek(s)))
		s->p++;
	return s->p - from > 255 ? 255 : (unsigned)(s->p - from);
}

static void
alpm_part(struct bw_version_scan s, struct bw_buf *key)
{
	while (s.p < s.end) {
		unsigned n = gap(&s);
		bool digit = is_digit(peek(&s)), letter = is_alpha(peek(&s));

		if (n > 0) {
			put_tag(key, ALPM_APART);
			put_tag(key, n);
			put_tag(key,
			    letter      ? APART_LETTERS
				: digit ? APART_DIGITS
					: APART_END);
		} else {
			put_tag(key,
			    letter ? ALPM_LETTERS_AT_ONCE
				   : ALPM_DIGITS_AT_ONCE);
		}
		if (digit)
			put_number(key, scan_digits(&s));
		else if (letter)
			put_text(key, scan_letters(&s));
	}
	put_tag(key, ALPM_END);
}

bool
bw_key_alpm(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	struct bw_str r;
	bool has;

	put_number(key, epoch(&s));
	r = release(&s, &has);
	alpm_part(s, key);
	if (has)
		alpm_part(scan_of(r), key);
	return true;
}
