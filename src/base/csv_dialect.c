/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_dialect.c - what kind of table is this?
 *
 * The delimiter is the candidate that gives the most of the first lines as
 * many fields as the first of them has: a comma in the amounts of a table
 * with semicolons does not stand equally often in every line, and hardly ever
 * in the heading.
 */
#include "base/csv_priv.h"

#define LINES_LOOKED_AT 20

struct look {
	const char *p, *end;
	char delimiter;
};

/* Delimiters outside quotes in the next line. False when the line is cut off
 * by the end of what is seen. */
static bool
count_line(struct look *l, size_t *count)
{
	bool open = false, start = true;

	*count = 0;
	for (; l->p < l->end; l->p++) {
		char ch = *l->p;

		if (ch == '"') {
			if (open || start)
				open = !open;
			start = false;
		} else if (!open && (ch == '\n' || ch == '\r')) {
			l->p++;
			return true;
		} else {
			start = !open && ch == l->delimiter;
			*count += start;
		}
	}
	return false;
}

static size_t
score(struct bw_str ahead, char delimiter)
{
	struct look l = { ahead.p, ahead.p + ahead.n, delimiter };
	size_t first = 0, n, same = 0;

	for (int line = 0; line < LINES_LOOKED_AT && l.p < l.end; line++) {
		const char *from = l.p;
		bool whole = count_line(&l, &n);

		if (l.p - from <= 1) /* blank, or the LF of CRLF */
			continue;
		if (first == 0)
			first = n;
		if (first == 0)
			return 0;
		same += n == first && (whole || same == 0);
	}
	return first == 0 ? 0 : same * 1000 + (first < 1000 ? first : 999);
}

static char
pick_delimiter(struct bw_str ahead)
{
	static const char candidate[] = { ',', ';', '\t', '|' };
	char best = ',';
	size_t most = 0, s;

	for (size_t i = 0; i < BW_LEN(candidate); i++) {
		s = score(ahead, candidate[i]);
		if (s > most) {
			most = s;
			best = candidate[i];
		}
	}
	return best;
}

/* By its mark, or by the zero in every other byte of Western text. */
static bool
is_utf16(struct bw_str s)
{
	if (s.n >= 2 &&
	    (memcmp(s.p, "\xff\xfe", 2) == 0 ||
		memcmp(s.p, "\xfe\xff", 2) == 0))
		return true;
	return s.n >= 4 && (s.p[0] != 0) != (s.p[1] != 0) &&
	    (s.p[0] != 0) == (s.p[2] != 0) && (s.p[1] != 0) == (s.p[3] != 0);
}

/* "sep=;" on a line of its own: Excel writes and reads it. */
static bool
says_separator(struct bw_str s, size_t *skip)
{
	*skip = 5;
	return s.n >= 6 && bw_str_starts(s, BW_STR("sep=")) &&
	    memchr(",;|\t", s.p[4], 4) != NULL &&
	    (s.p[5] == '\r' || s.p[5] == '\n');
}

int
bw_csv_recognise(
    struct bw_csv *c, size_t *skip, uint64_t *lines, struct bw_err *err)
{
	struct bw_str ahead;
	size_t sep = 0;
	int rc = bw_input_peek(c->in, &ahead, err);

	if (rc != 0)
		return rc;
	if (is_utf16(ahead))
		return bw_fail(err, BW_EFORMAT,
		    "%s is UTF-16: save it as \"CSV UTF-8\"",
		    bw_input_name(c->in));
	if (bw_str_starts(ahead, BW_STR("\xef\xbb\xbf")))
		*skip = 3;
	ahead = bw_str_sub(ahead, *skip, ahead.n);
	if (c->delimiter == 0 && says_separator(ahead, &sep)) {
		c->delimiter = ahead.p[4];
		sep += ahead.p[5] == '\r' && ahead.n > 6 && ahead.p[6] == '\n'
		    ? 2
		    : 1;
		*skip += sep;
		*lines = 1;
	}
	if (c->delimiter == 0)
		c->delimiter = pick_delimiter(ahead);
	return 0;
}
