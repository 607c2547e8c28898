/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * schema_forms_text.c - times, addresses, versions, language tags.
 */
#include "cyber/schema_forms.h"
#include "base/date.h"

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
alnum(char c)
{
	return letter(c) || digit(c);
}

static bool
all(struct bw_str s, bool (*of)(char), size_t least, size_t most)
{
	if (s.n < least || s.n > most)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!of(s.p[i]))
			return false;
	return true;
}

/* So many digits at *at as a number, or -1. */
static int
digits(struct bw_str s, size_t *at, size_t n)
{
	int v = 0;

	if (s.n - *at < n)
		return -1;
	for (size_t end = *at + n; *at < end; ++*at) {
		if (!digit(s.p[*at]))
			return -1;
		v = v * 10 + (s.p[*at] - '0');
	}
	return v;
}

static bool
sign(struct bw_str s, size_t *at, const char *set)
{
	if (*at >= s.n || strchr(set, s.p[*at]) == NULL || s.p[*at] == '\0')
		return false;
	++*at;
	return true;
}

static bool
zone(struct bw_str s, size_t *at, int *minutes)
{
	int h, m, way;

	*minutes = 0;
	if (sign(s, at, "Zz"))
		return *at == s.n;
	if (*at >= s.n || (s.p[*at] != '+' && s.p[*at] != '-'))
		return false;
	way = s.p[(*at)++] == '+' ? 1 : -1;
	h = digits(s, at, 2);
	if (!sign(s, at, ":"))
		return false;
	m = digits(s, at, 2);
	*minutes = way * (h * 60 + m);
	return h >= 0 && h <= 23 && m >= 0 && m <= 59 && *at == s.n;
}

static bool
fraction(struct bw_str s, size_t *at, int64_t *nanos)
{
	int64_t unit = 100000000;
	size_t from;

	*nanos = 0;
	if (!sign(s, at, "."))
		return true;
	for (from = *at; *at < s.n && digit(s.p[*at]); ++*at, unit /= 10)
		*nanos += unit * (s.p[*at] - '0');
	return *at > from;
}

bool
bw_form_time(struct bw_str s, int64_t *out)
{
	int part[6], away;
	const char *const between[] = { "-", "-", "Tt", ":", ":", "" };
	int64_t nanos, secs;
	size_t at = 0;
	bw_date day;

	for (size_t i = 0; i < 6; i++) {
		part[i] = digits(s, &at, i == 0 ? 4 : 2);
		if (part[i] < 0 || (i < 5 && !sign(s, &at, between[i])))
			return false;
	}
	if (!bw_date_of(part[0], part[1], part[2], &day) || part[3] > 23 ||
	    part[4] > 59 || part[5] > 60 || !fraction(s, &at, &nanos) ||
	    !zone(s, &at, &away))
		return false;
	secs = (int64_t)day * 86400 + part[3] * 3600 + part[4] * 60 - away * 60;
	/* A leap second comes at the end of a day of UTC only. */
	if (part[5] == 60 && ((secs + 60) % 86400 != 0))
		return false;
	secs += part[5];
	/* Years 1 to 9999 as nanoseconds do not fit: those before 1700 and
	 * after 2250 are held to the nearest that do. */
	if (secs > INT64_C(8900000000))
		secs = INT64_C(8900000000);
	if (secs < -INT64_C(8900000000))
		secs = -INT64_C(8900000000);
	*out = secs * 1000000000 + nanos;
	return true;
}

bool
bw_form_is_time(struct bw_str s)
{
	int64_t t;

	return bw_form_time(s, &t);
}

static bool
hex(char c)
{
	return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Characters of a URI: unreserved, sub-delims, more, and %XX. */
static bool
uri_part(struct bw_str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			if (s.n - i < 3 || !hex(s.p[i + 1]) || !hex(s.p[i + 2]))
				return false;
			i += 2;
		} else if (!alnum(c) &&
		    (c == '\0' ||
			(strchr("-._~!$&'()*+,;=", c) == NULL &&
			    strchr(more, c) == NULL)))
			return false;
	}
	return true;
}

static bool
authority(struct bw_str s)
{
	ptrdiff_t at = bw_str_find(s, BW_STR("@"));
	struct bw_str port = { 0 };

	if (at >= 0) {
		if (!uri_part(bw_str_sub(s, 0, (size_t)at), ":"))
			return false;
		s = bw_str_sub(s, (size_t)at + 1, s.n);
	}
	if (s.n > 0 && s.p[0] == '[') {
		at = bw_str_find(s, BW_STR("]"));
		if (at < 3)
			return false;
		if (!uri_part(bw_str_sub(s, 1, (size_t)at - 1), ":"))
			return false;
		port = bw_str_sub(s, (size_t)at + 1, s.n);
		if (port.n > 0 && port.p[0] != ':')
			return false;
	} else if ((at = bw_str_find(s, BW_STR(":"))) >= 0) {
		port = bw_str_sub(s, (size_t)at, s.n);
		s.n = (size_t)at;
		if (!uri_part(s, ""))
			return false;
	} else
		return uri_part(s, "");
	return port.n == 0 || all(bw_str_sub(port, 1, port.n), digit, 0, 99);
}

bool
bw_form_uri(struct bw_str s)
{
	ptrdiff_t end;
	size_t i = 0;

	if (s.n == 0 || !letter(s.p[0]))
		return false;
	while (i < s.n &&
	    (alnum(s.p[i]) || s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '.'))
		i++;
	if (i == s.n || s.p[i] != ':')
		return false;
	s = bw_str_sub(s, i + 1, s.n);
	if ((end = bw_str_find(s, BW_STR("#"))) >= 0) {
		if (!uri_part(bw_str_sub(s, (size_t)end + 1, s.n), ":@/?"))
			return false;
		s.n = (size_t)end;
	}
	if ((end = bw_str_find(s, BW_STR("?"))) >= 0) {
		if (!uri_part(bw_str_sub(s, (size_t)end + 1, s.n), ":@/?"))
			return false;
		s.n = (size_t)end;
	}
	if (!bw_str_starts(s, BW_STR("//")))
		return uri_part(s, ":@/");
	s = bw_str_sub(s, 2, s.n);
	end = bw_str_find(s, BW_STR("/"));
	if (end < 0)
		return authority(s);
	return authority(bw_str_sub(s, 0, (size_t)end)) &&
	    uri_part(bw_str_sub(s, (size_t)end, s.n), ":@/");
}

static bool
whole(struct bw_str s)
{
	return all(s, digit, 1, SIZE_MAX) && (s.n == 1 || s.p[0] != '0');
}

static bool
word_char(char c)
{
	return alnum(c) || c == '-';
}

/* Words between dots; numbers without a zero in front where `strict`. */
static bool
dotted(struct bw_str s, bool strict)
{
	struct bw_str part;

	while (bw_str_cut(&s, '.', &part))
		if (!all(part, word_char, 1, SIZE_MAX) ||
		    (strict && all(part, digit, 1, SIZE_MAX) && !whole(part)))
			return false;
	return true;
}

bool
bw_form_semver(struct bw_str s, struct bw_semver *out)
{
	ptrdiff_t at = bw_str_find(s, BW_STR("+"));

	*out = (struct bw_semver){ 0 };
	if (at >= 0) {
		out->build = bw_str_sub(s, (size_t)at + 1, s.n);
		s.n = (size_t)at;
		if (!dotted(out->build, false))
			return false;
	}
	if ((at = bw_str_find(s, BW_STR("-"))) >= 0) {
		out->before = bw_str_sub(s, (size_t)at + 1, s.n);
		s.n = (size_t)at;
		if (!dotted(out->before, true))
			return false;
	}
	return bw_str_cut(&s, '.', &out->major) && whole(out->major) &&
	    bw_str_cut(&s, '.', &out->minor) && whole(out->minor) &&
	    s.p != NULL && whole(out->patch = s);
}

/* The next part between dashes; false at the end. */
static bool
next(struct bw_str *rest, struct bw_str *part)
{
	if (bw_str_cut(rest, '-', part))
		return true;
	*part = (struct bw_str){ 0 };
	return false;
}

static bool
one_of(struct bw_str part, char c)
{
	return part.n == 1 && (part.p[0] | 0x20) == c;
}

/* Extensions: a letter or digit (no x) and one or more parts. */
static bool
extensions(struct bw_str *rest, struct bw_str *part)
{
	while (all(*part, alnum, 1, 1) && !one_of(*part, 'x')) {
		size_t n = 0;

		while (next(rest, part) && all(*part, alnum, 2, 8))
			n++;
		if (n == 0)
			return false;
	}
	return true;
}

bool
bw_form_lang(struct bw_str s, size_t least)
{
	struct bw_str part, rest = s;

	if (bw_str_eq_nocase(s, BW_STR("i-default")) ||
	    bw_str_eq_nocase(s, BW_STR("i-mingo")))
		return true;
	next(&rest, &part);
	if (!one_of(part, 'x')) {
		int more = part.n <= 3 ? 3 : 0;

		if (!all(part, letter, 2, 8))
			return false;
		for (next(&rest, &part); more > 0 && all(part, letter, 3, 3);
		     more--)
			next(&rest, &part);
		if (all(part, letter, 4, 4))
			next(&rest, &part);
		if (all(part, letter, 2, 2) || all(part, digit, 3, 3))
			next(&rest, &part);
		while (all(part, alnum, 5, 8) ||
		    (all(part, alnum, 4, 4) && digit(part.p[0])))
			next(&rest, &part);
		if (!extensions(&rest, &part))
			return false;
		if (part.p == NULL && rest.p == NULL)
			return true;
		if (!one_of(part, 'x'))
			return false;
	}
	if (!next(&rest, &part))
		return false;
	do
		if (!all(part, alnum, least, 8))
			return false;
	while (next(&rest, &part));
	return true;
}
