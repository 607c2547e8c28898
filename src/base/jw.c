/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * jw.c - writing JSON (RFC 8259) and CSV (RFC 4180).
 *
 * The writer keeps one bit per depth for "something stands here already", so
 * commas cannot be forgotten or doubled, and escapes on the way, so that no
 * text of others can close a string. Numbers are written in the shortest
 * decimal form that reads back as the same double: equal results give equal
 * bytes.
 */
#include "base/out.h"
#include <math.h>

#define DEEPEST 63u

struct bw_jw
bw_jw(struct bw_out *o)
{
	return (struct bw_jw){ .out = o };
}

static void
line(struct bw_jw *j)
{
	if (j->compact)
		return;
	bw_out_z(j->out, "\n");
	for (unsigned i = 0; i < j->depth; i++)
		bw_out_z(j->out, "  ");
}

static void
escape(struct bw_out *o, unsigned char c)
{
	switch (c) {
	case '"':
		bw_out_z(o, "\\\"");
		break;
	case '\\':
		bw_out_z(o, "\\\\");
		break;
	case '\n':
		bw_out_z(o, "\\n");
		break;
	case '\r':
		bw_out_z(o, "\\r");
		break;
	case '\t':
		bw_out_z(o, "\\t");
		break;
	default:
		bw_out_fmt(o, "\\u%04x", c);
	}
}

/* Valid UTF-8 with what JSON does not allow bare escaped. */
static void
valid(struct bw_out *o, struct bw_str s)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		bw_out_str(o, bw_str_sub(s, from, i - from));
		escape(o, c);
		from = i + 1;
	}
	bw_out_str(o, bw_str_sub(s, from, s.n));
}

static void
quoted(struct bw_out *o, struct bw_str s)
{
	size_t bad;

	bw_out_z(o, "\"");
	while (!bw_utf8_valid(s, &bad)) {
		valid(o, bw_str_sub(s, 0, bad));
		bw_out_z(o, "\xef\xbf\xbd"); /* U+FFFD */
		s = bw_str_sub(s, bad + 1, s.n);
	}
	valid(o, s);
	bw_out_z(o, "\"");
}

/* Comma, line, indentation and key before a value. */
static void
before(struct bw_jw *j, const char *key)
{
	uint64_t bit = UINT64_C(1) << j->depth;

	if (j->depth == 0) {
		BW_ASSERT(key == NULL);
		return;
	}
	BW_ASSERT((key == NULL) == ((j->array & bit) != 0));
	if (j->filled & bit)
		bw_out_z(j->out, ",");
	j->filled |= bit;
	line(j);
	if (key == NULL)
		return;
	quoted(j->out, bw_str_of(key));
	bw_out_z(j->out, j->compact ? ":" : ": ");
}

void
bw_jw_open(struct bw_jw *j, const char *key, char bracket)
{
	uint64_t bit;

	BW_ASSERT(bracket == '{' || bracket == '[');
	BW_ASSERT(j->depth < DEEPEST);
	before(j, key);
	bw_out_z(j->out, bracket == '[' ? "[" : "{");
	j->depth++;
	bit = UINT64_C(1) << j->depth;
	j->filled &= ~bit;
	j->array &= ~bit;
	if (bracket == '[')
		j->array |= bit;
}

void
bw_jw_close(struct bw_jw *j)
{
	uint64_t bit = UINT64_C(1) << j->depth;

	BW_ASSERT(j->depth > 0);
	j->depth--;
	if (j->filled & bit)
		line(j);
	bw_out_z(j->out, j->array & bit ? "]" : "}");
	if (j->depth == 0)
		bw_out_z(j->out, "\n");
}

void
bw_jw_str(struct bw_jw *j, const char *key, struct bw_str s)
{
	before(j, key);
	quoted(j->out, s);
}

void
bw_jw_z(struct bw_jw *j, const char *key, const char *z)
{
	if (z == NULL)
		bw_jw_null(j, key);
	else
		bw_jw_str(j, key, bw_str_of(z));
}

void
bw_jw_i64(struct bw_jw *j, const char *key, int64_t v)
{
	before(j, key);
	bw_out_fmt(j->out, "%lld", (long long)v);
}

void
bw_jw_f64(struct bw_jw *j, const char *key, double v)
{
	char text[40], *comma;

	if (!isfinite(v)) {
		bw_jw_null(j, key);
		return;
	}
	if (v == 0)
		v = 0; /* no -0: it is the same result */
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, v);
		if (strtod(text, NULL) == v)
			break;
	}
	/* A library may have set a locale with a decimal comma. */
	if ((comma = strchr(text, ',')) != NULL)
		*comma = '.';
	before(j, key);
	bw_out_z(j->out, text);
}

void
bw_jw_bool(struct bw_jw *j, const char *key, bool v)
{
	before(j, key);
	bw_out_z(j->out, v ? "true" : "false");
}

void
bw_jw_null(struct bw_jw *j, const char *key)
{
	before(j, key);
	bw_out_z(j->out, "null");
}

void
bw_jw_ppb(struct bw_jw *j, const char *key, uint64_t ppb)
{
	char text[40];
	size_t n;

	snprintf(text, sizeof(text), "%llu.%09llu",
	    (unsigned long long)(ppb / BW_ONE),
	    (unsigned long long)(ppb % BW_ONE));
	n = strlen(text);
	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	before(j, key);
	bw_out_str(j->out, (struct bw_str){ text, n });
}

void
bw_jw_share(struct bw_jw *j, const char *key, const struct bw_share *s)
{
	if (s == NULL) {
		bw_jw_null(j, key);
		return;
	}
	bw_jw_open(j, key, '{');
	bw_jw_ppb(j, "min", s->lo);
	bw_jw_ppb(j, "max", s->hi);
	bw_jw_bool(j, "min_excluded", (s->open & BW_LO_OPEN) != 0);
	bw_jw_bool(j, "max_excluded", (s->open & BW_HI_OPEN) != 0);
	bw_jw_close(j);
}

static size_t
digits(struct bw_str s, size_t at)
{
	size_t from = at;

	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	return at - from;
}

/* -12, +1.5, -0,25, -3e-7, -4 %: nothing a spreadsheet would run. */
static bool
is_number(struct bw_str s)
{
	size_t i = 0, n;

	if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
		i++;
	if ((n = digits(s, i)) == 0)
		return false;
	i += n;
	if (i < s.n && (s.p[i] == '.' || s.p[i] == ',')) {
		if ((n = digits(s, i + 1)) == 0)
			return false;
		i += n + 1;
	}
	if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
		i++;
		if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
			i++;
		if ((n = digits(s, i)) == 0)
			return false;
		i += n;
	}
	return i == s.n;
}

/* A cell that begins so is a formula to a spreadsheet (OWASP, "CSV
 * injection"). */
static bool
would_run(struct bw_str s)
{
	return s.n > 0 && memchr("=+-@\t\r", s.p[0], 6) != NULL &&
	    !is_number(s);
}

void
bw_csvw_field(struct bw_out *o, struct bw_str s, bool first)
{
	struct bw_str rest = s, part;
	bool quote = false;

	for (size_t i = 0; i < s.n && !quote; i++)
		quote = memchr(",\"\r\n", s.p[i], 4) != NULL;
	if (!first)
		bw_out_z(o, ",");
	if (quote)
		bw_out_z(o, "\"");
	if (would_run(s))
		bw_out_z(o, "'");
	if (!quote) {
		bw_out_str(o, s);
		return;
	}
	while (bw_str_cut(&rest, '"', &part)) {
		bw_out_str(o, part);
		if (part.p + part.n < s.p + s.n)
			bw_out_z(o, "\"\"");
	}
	bw_out_z(o, "\"");
}

void
bw_csvw_end(struct bw_out *o)
{
	bw_out_z(o, "\r\n");
}
