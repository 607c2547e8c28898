/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_dialect.c - what kind of table is this, and its bytes as UTF-8.
 */
#include "base/csv_priv.h"

#define LINES_LOOKED_AT 20

/* Delimiters outside quotes in the line at *p; moves *p to the next line.
 * False when the line is cut off by the end of what is seen. */
static bool
count_line(const char **p, const char *end, char delimiter, size_t *count)
{
	bool open = false;

	*count = 0;
	for (; *p < end; (*p)++) {
		if (**p == '"')
			open = !open;
		else if (!open && **p == delimiter)
			(*count)++;
		else if (!open && (**p == '\n' || **p == '\r')) {
			(*p)++;
			return true;
		}
	}
	return false;
}

/* The better, the more lines have as many of it as the first has. */
static size_t
score(struct bw_str ahead, char delimiter)
{
	const char *p = ahead.p, *end = ahead.p + ahead.n;
	size_t first = 0, n, same = 0;

	for (int line = 0; line < LINES_LOOKED_AT && p < end; line++) {
		const char *from = p;
		bool whole = count_line(&p, end, delimiter, &n);

		if (p - from <= 1) /* blank, or the LF of CRLF */
			continue;
		if (first == 0)
			first = n;
		if (n == 0 && first == 0)
			return 0;
		same += n == first && (whole || line == 0);
	}
	return same * 1000 + (first < 1000 ? first : 999);
}

static char
pick_delimiter(struct bw_str ahead)
{
	static const char candidate[] = { ',', ';', '\t', '|' };
	char best = ',';
	size_t most = 0, s;

	for (size_t i = 0; i < BW_LEN(candidate); i++) {
		s = score(ahead, candidate[i]);
		if (s % 1000 != 0 && s > most) {
			most = s;
			best = candidate[i];
		}
	}
	return best;
}

static bool
is_utf16(struct bw_str s)
{
	if (s.n < 4)
		return false;
	return memcmp(s.p, "\xff\xfe", 2) == 0 ||
	    memcmp(s.p, "\xfe\xff", 2) == 0 ||
	    (s.p[0] != 0 && s.p[1] == 0 && s.p[2] != 0 && s.p[3] == 0) ||
	    (s.p[0] == 0 && s.p[1] != 0 && s.p[2] == 0 && s.p[3] != 0);
}

int
csv_recognise(struct bw_csv *c, struct bw_err *err)
{
	struct bw_str ahead;
	int rc = bw_input_peek(c->in, &ahead, err);

	if (rc != 0)
		return rc;
	if (is_utf16(ahead))
		return bw_fail(err, BW_EFORMAT,
		    "%s: is UTF-16; save it as CSV UTF-8",
		    bw_input_name(c->in));
	c->cr_lines = ahead.n > 0 && memchr(ahead.p, '\n', ahead.n) == NULL &&
	    memchr(ahead.p, '\r', ahead.n) != NULL;
	if (c->delimiter == 0)
		c->delimiter = pick_delimiter(ahead);
	return 0;
}

/* Windows-1252 80..9F; 0 where it has no character. */
static const uint16_t high[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
	0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178 };

/* One byte of Windows-1252 as UTF-8, at most three bytes. */
static size_t
recode(unsigned char b, char *to)
{
	uint32_t r = b;

	if (b < 0x80) {
		to[0] = (char)b;
		return 1;
	}
	if (b < 0xa0)
		r = high[b - 0x80] != 0 ? high[b - 0x80] : 0xfffd;
	if (r < 0x800) {
		to[0] = (char)(0xc0 | r >> 6);
		to[1] = (char)(0x80 | (r & 0x3f));
		return 2;
	}
	to[0] = (char)(0xe0 | r >> 12);
	to[1] = (char)(0x80 | (r >> 6 & 0x3f));
	to[2] = (char)(0x80 | (r & 0x3f));
	return 3;
}

/* Drop the first k raw bytes. */
static void
used(struct bw_csv *c, size_t k)
{
	memmove(c->raw, c->raw + k, c->raw_n - k);
	c->raw_n -= k;
}

static int
more_raw(struct bw_csv *c, struct bw_err *err)
{
	size_t got;
	int rc = bw_input_read(
	    c->in, c->raw + c->raw_n, sizeof(c->raw) - c->raw_n, &got, err);

	if (rc != 0)
		return rc;
	c->raw_n += got;
	c->raw_end = got == 0;
	if (!c->started && c->raw_n >= 3) {
		c->started = true;
		if (memcmp(c->raw, "\xef\xbb\xbf", 3) == 0) {
			used(c, 3);
			c->base += 3;
		}
	}
	return 0;
}

/* UTF-8 is handed on as it is, up to a sequence that is cut or bad. */
static size_t
take_utf8(struct bw_csv *c, char *to, size_t room)
{
	size_t n = c->raw_n < room ? c->raw_n : room, bad;
	struct bw_str s = { (const char *)c->raw, n };

	if (!bw_utf8_valid(s, &bad))
		n = bad;
	memcpy(to, c->raw, n);
	used(c, n);
	return n;
}

static size_t
take_1252(struct bw_csv *c, char *to, size_t room)
{
	size_t n = 0, i = 0;

	while (i < c->raw_n && room - n >= 3)
		n += recode(c->raw[i++], to + n);
	used(c, i);
	return n;
}

static int
finish(struct bw_csv *c, char *to, size_t n, struct bw_err *err)
{
	if (memchr(to, '\0', n) != NULL) {
		bw_fail(err, BW_EFORMAT,
		    "%s: holds a NUL byte; this is no text",
		    bw_input_name(c->in));
		return bw_fail_at(err, c->line, UINT64_MAX);
	}
	for (size_t i = 0; c->cr_lines && i < n; i++)
		if (to[i] == '\r')
			to[i] = '\n';
	return 0;
}

int
csv_read(
    struct bw_csv *c, char *to, size_t room, size_t *got, struct bw_err *err)
{
	int rc;

	BW_ASSERT(room >= 4);
	*got = 0;
	while (*got == 0) {
		/* Four bytes hold any sequence: below that, it may be cut. */
		if (c->raw_n < 4 && !c->raw_end) {
			if ((rc = more_raw(c, err)) != 0)
				return rc;
			continue;
		}
		if (c->raw_n == 0)
			return 0;
		if (!c->recoded)
			*got = take_utf8(c, to, room);
		if (*got == 0) { /* a bad byte at the front */
			c->recoded = true;
			*got = take_1252(c, to, room);
		}
	}
	return finish(c, to, *got, err);
}
