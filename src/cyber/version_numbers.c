/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * version_numbers.c - schemes that are little more than numbers.
 *
 * CRAN (R, package_version): numbers between "." or "-"; more numbers come
 * after fewer. Hackage (Haskell, Data.Version): the same between "." alone.
 * Plain: the same, but a number that is not there is 0, as in "intdot" of
 * vers; it stands for versions of which the scheme is not known.
 *
 * OpenSSL before 3: 1.0.2zh, letters in the order of the alphabet with "z" in
 * front of the second row of them; since 3: Semantic Versioning.
 *
 * Date and time by RFC 3339: the moment counts, not how it is written.
 */
#include "base/date.h"
#include "cyber/version_key.h"

enum {
	END,
	NUMBER
};

static bool
numbers(struct bw_str v, const char *between, bool trim, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));
	size_t kept = key->n;

	for (;;) {
		struct bw_str n = scan_digits(&s);

		if (n.n == 0)
			return false;
		put_tag(key, NUMBER);
		put_number(key, n);
		if (!trim || !is_zero(n))
			kept = key->n;
		if (s.p == s.end)
			break;
		if (strchr(between, peek(&s)) == NULL)
			return false;
		s.p++;
	}
	key->n = key->failed ? key->n : kept;
	put_tag(key, END);
	return true;
}

bool
bw_key_cran(struct bw_str v, struct bw_buf *key)
{
	return numbers(v, ".-", false, key);
}

bool
bw_key_hackage(struct bw_str v, struct bw_buf *key)
{
	return numbers(v, ".", false, key);
}

bool
bw_key_plain(struct bw_str v, struct bw_buf *key)
{
	return numbers(v, ".", true, key);
}

bool
bw_key_text(struct bw_str v, struct bw_buf *key)
{
	put_text(key, v);
	return true;
}

bool
bw_key_openssl(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(bw_str_trim(v));

	for (unsigned i = 0; i < 3; i++) {
		struct bw_str n = scan_digits(&s);

		if (n.n == 0 || (i < 2 && !scan_char(&s, '.')))
			return false;
		put_number(key, n);
	}
	if (peek(&s) == '-') { /* -alpha1, -beta2, -pre3 */
		put_tag(key, 0);
		s.p++;
		put_text_lower(key, scan_letters(&s));
		put_number(key, scan_digits(&s));
	} else {
		put_tag(key, 1);
		put_text_lower(key, scan_letters(&s));
	}
	return s.p == s.end;
}

/* ---- date and time ---- */

static bool
two_digits(struct bw_version_scan *s, int *out, int most)
{
	if (s->end - s->p < 2 || !is_digit(s->p[0]) || !is_digit(s->p[1]))
		return false;
	*out = (s->p[0] - '0') * 10 + (s->p[1] - '0');
	s->p += 2;
	return *out <= most;
}

static bool
day(struct bw_version_scan *s, bw_date *out)
{
	int century, year, month, dom;

	return two_digits(s, &century, 99) && two_digits(s, &year, 99) &&
	    scan_char(s, '-') && two_digits(s, &month, 12) &&
	    scan_char(s, '-') && two_digits(s, &dom, 31) &&
	    bw_date_of(century * 100 + year, month, dom, out);
}

/* Minutes east of UTC. */
static bool
offset(struct bw_version_scan *s, int *minutes)
{
	bool west = peek(s) == '-';
	int h, m;

	*minutes = 0;
	if (scan_char(s, 'Z') || scan_char(s, 'z'))
		return true;
	if (!scan_char(s, '+') && !scan_char(s, '-'))
		return false;
	if (!two_digits(s, &h, 23) || !scan_char(s, ':') ||
	    !two_digits(s, &m, 59))
		return false;
	*minutes = (west ? -1 : 1) * (h * 60 + m);
	return true;
}

bool
bw_key_datetime(struct bw_str v, struct bw_buf *key)
{
	struct bw_version_scan s = scan_of(v);
	struct bw_str fraction = BW_STR("");
	int h, m, sec, east;
	uint64_t at;
	bw_date d;

	if (!day(&s, &d) || (!scan_char(&s, 'T') && !scan_char(&s, 't')) ||
	    !two_digits(&s, &h, 23) || !scan_char(&s, ':') ||
	    !two_digits(&s, &m, 59) || !scan_char(&s, ':') ||
	    !two_digits(&s, &sec, 60))
		return false;
	if (scan_char(&s, '.') && (fraction = scan_digits(&s)).n == 0)
		return false;
	if (!offset(&s, &east) || s.p != s.end)
		return false;
	/* The sign bit flipped: days before 1970 come first. */
	at = (uint64_t)((int64_t)d * 86400 + h * 3600 + m * 60 + sec -
		 (int64_t)east * 60) ^
	    (uint64_t)1 << 63;
	for (unsigned i = sizeof(at); i-- > 0;)
		put_tag(key, (unsigned)(at >> (8 * i) & 0xff));
	while (fraction.n > 0 && fraction.p[fraction.n - 1] == '0')
		fraction.n--;
	put_text(key, fraction);
	return true;
}
