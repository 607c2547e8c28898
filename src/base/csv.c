/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv.c - delimited text, one window over the input, fields in place.
 *
 * The window holds at least one whole record. Records without a quote take
 * the fast way: find the line end with memchr, then the delimiters; fields
 * point into the window. A record with a quote at the start of a field is
 * parsed by a small state machine that unescapes in place. The dialect is
 * decided in csv_dialect.c from what can be seen ahead.
 */
#include "base/csv_priv.h"
#include "base/mem.h"

static int
nomem(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to read a table");
}

static int
failed(struct bw_csv *c, struct bw_err *err, const char *what)
{
	bw_fail(err, BW_EFORMAT, "%s: %s", bw_input_name(c->in), what);
	return bw_fail_at(err, c->line, c->base + c->at);
}

/* Move what is unread to the front and read more behind it. */
static int
refill(struct bw_csv *c, struct bw_err *err)
{
	size_t got, cap = c->cap;
	char *p;
	int rc;

	if (c->at > 0) {
		memmove(c->text, c->text + c->at, c->n - c->at);
		c->base += c->at;
		c->n -= c->at;
		c->at = 0;
	}
	if (c->cap - c->n < 16) {
		if (c->cap > c->max_record)
			return bw_fail(err, BW_ELIMIT,
			    "%s: line %llu is longer than %zu bytes; is this a "
			    "table?",
			    bw_input_name(c->in), (unsigned long long)c->line,
			    c->max_record);
		cap *= 2;
		p = bw_realloc(c->text, cap, 1);
		if (p == NULL)
			return nomem(err);
		c->text = p;
		c->cap = cap;
	}
	/* Full before anybody looks: an open quote is searched again only
	 * when the window has doubled. */
	while (!c->end && c->cap - c->n >= 16) {
		rc = csv_read(c, c->text + c->n, c->cap - c->n, &got, err);
		if (rc != 0)
			return rc;
		c->n += got;
		c->end = got == 0;
	}
	return 0;
}

static int
add_field(struct bw_csv *c, struct bw_csv_row *row, struct bw_str s,
    struct bw_err *err)
{
	if (row->n >= c->max_fields)
		return bw_fail(err, BW_ELIMIT,
		    "%s: line %llu has more than %zu fields",
		    bw_input_name(c->in), (unsigned long long)c->line,
		    c->max_fields);
	if (row->n >= c->field_cap) {
		size_t cap = c->field_cap ? c->field_cap * 2 : 32;
		struct bw_str *p = bw_realloc(c->field, cap, sizeof(*p));

		if (p == NULL)
			return nomem(err);
		c->field = p;
		c->field_cap = cap;
	}
	c->field[row->n++] = s;
	return 0;
}

/* Fields of a record without quotes, [p, p + n) without its line end. */
static int
split_plain(struct bw_csv *c, struct bw_csv_row *row, const char *p, size_t n,
    struct bw_err *err)
{
	const char *end = p + n, *at;
	int rc;

	for (;;) {
		at = memchr(p, c->delimiter, (size_t)(end - p));
		if (at == NULL)
			at = end;
		rc = add_field(
		    c, row, (struct bw_str){ p, (size_t)(at - p) }, err);
		if (rc != 0 || at == end)
			return rc;
		p = at + 1;
	}
}

/* One quoted field beginning at text[i] (behind the quote). Unescapes to *to
 * and moves *i behind the closing quote. */
static void
quoted(struct bw_csv *c, size_t *i, size_t *to)
{
	while (*i < c->n) {
		char ch = c->text[(*i)++];

		if (ch == '"') {
			if (*i < c->n && c->text[*i] == '"')
				(*i)++;
			else
				return;
		} else if (ch == '\n') {
			c->lines_in++;
		}
		c->text[(*to)++] = ch;
	}
}

/* A record with quotes, whole in the window, unescaped in place. */
static int
split_quoted(struct bw_csv *c, struct bw_csv_row *row, struct bw_err *err)
{
	size_t i = c->at, from, to;
	int rc;

	c->lines_in = 0;
	for (;;) {
		from = to = i;
		if (i < c->n && c->text[i] == '"') {
			i++;
			quoted(c, &i, &to);
		}
		/* The rest of an unquoted field, or stray text behind a
		 * closing quote, which is kept. */
		while (i < c->n && c->text[i] != c->delimiter &&
		    c->text[i] != '\n')
			c->text[to++] = c->text[i++];
		if ((i == c->n || c->text[i] == '\n') && to > from &&
		    c->text[to - 1] == '\r')
			to--;
		rc = add_field(
		    c, row, (struct bw_str){ c->text + from, to - from }, err);
		if (rc != 0)
			return rc;
		if (i == c->n || c->text[i] == '\n')
			break;
		i++;
	}
	c->at = i < c->n ? i + 1 : i;
	c->line += 1 + c->lines_in;
	return 0;
}

/* Is the record at c->at whole in the window? Looks at quotes without
 * changing anything; *end is behind it. */
static bool
whole_quoted(const struct bw_csv *c)
{
	bool open = false, start = true;

	for (size_t i = c->at; i < c->n; i++) {
		char ch = c->text[i];

		if (open) {
			if (ch != '"')
				continue;
			if (i + 1 < c->n && c->text[i + 1] == '"')
				i++;
			else if (i + 1 == c->n)
				return c->end;
			else
				open = false;
		} else if (ch == '"' && start) {
			open = true;
		} else if (ch == '\n') {
			return true;
		}
		start = !open && ch == c->delimiter;
	}
	return c->end && !open;
}

static int
next_quoted(struct bw_csv *c, struct bw_csv_row *row, struct bw_err *err)
{
	int rc;

	while (!whole_quoted(c)) {
		if (c->end)
			return failed(c, err, "a quote is never closed");
		if ((rc = refill(c, err)) != 0)
			return rc;
	}
	return split_quoted(c, row, err);
}

/* Position of the line end at or after `from`, or c->n. */
static size_t
line_end(const struct bw_csv *c, size_t from)
{
	const char *p = memchr(c->text + from, '\n', c->n - from);

	return p == NULL ? c->n : (size_t)(p - c->text);
}

/* Make the line at c->at whole in the window; *end is its line end. */
static int
find_line(struct bw_csv *c, size_t *end, struct bw_err *err)
{
	size_t seen;
	int rc;

	*end = line_end(c, c->at);
	while (*end == c->n && !c->end) {
		seen = c->n - c->at;
		if ((rc = refill(c, err)) != 0)
			return rc;
		*end = line_end(c, c->at + seen);
	}
	return 0;
}

static bool
blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != ' ' && p[i] != '\t' && p[i] != '\r')
			return false;
	return true;
}

/* Is there a quote where a field begins? */
static bool
has_quote(const struct bw_csv *c, size_t end)
{
	const char *p = c->text + c->at;
	size_t n = end - c->at;
	const char *q = memchr(p, '"', n);

	while (q != NULL) {
		if (q == p || q[-1] == c->delimiter)
			return true;
		q = memchr(q + 1, '"', (size_t)(p + n - q - 1));
	}
	return false;
}

int
bw_csv_next(
    struct bw_csv *c, struct bw_csv_row *row, bool *more, struct bw_err *err)
{
	size_t end, n;
	int rc;

	*row = (struct bw_csv_row){ 0 };
	*more = false;
	for (;;) {
		if ((rc = find_line(c, &end, err)) != 0)
			return rc;
		if (c->at == c->n && c->end)
			return 0;
		n = end - c->at;
		if (!blank(c->text + c->at, n))
			break;
		c->at = end < c->n ? end + 1 : end;
		c->line++;
	}
	row->line = c->line;
	row->byte = c->base + c->at;
	if (has_quote(c, end)) {
		rc = next_quoted(c, row, err);
	} else {
		if (n > 0 && c->text[end - 1] == '\r')
			n--;
		rc = split_plain(c, row, c->text + c->at, n, err);
		c->at = end < c->n ? end + 1 : end;
		c->line++;
	}
	row->field = c->field;
	*more = rc == 0;
	return rc;
}

int
bw_csv_open(struct bw_csv **out, struct bw_input *in,
    const struct bw_csv_opt *opt, struct bw_err *err)
{
	struct bw_csv *c = bw_calloc(1, sizeof(*c));
	int rc;

	*out = NULL;
	if (c == NULL)
		return nomem(err);
	c->in = in;
	c->line = 1;
	c->max_record =
	    opt != NULL && opt->max_record ? opt->max_record : (size_t)16 << 20;
	c->max_fields = opt != NULL && opt->max_fields ? opt->max_fields : 4096;
	c->delimiter = opt != NULL ? opt->delimiter : 0;
	c->cap = CSV_WINDOW;
	c->text = bw_alloc(c->cap, 1);
	rc = c->text == NULL ? nomem(err) : csv_recognise(c, err);
	if (rc != 0) {
		bw_csv_close(c);
		return rc;
	}
	*out = c;
	return 0;
}

void
bw_csv_close(struct bw_csv *c)
{
	if (c == NULL)
		return;
	bw_free(c->text);
	bw_free(c->field);
	bw_free(c);
}

bool
bw_csv_recoded(const struct bw_csv *c)
{
	return c->recoded;
}

char
bw_csv_delimiter(const struct bw_csv *c)
{
	return c->delimiter;
}
