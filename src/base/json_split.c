/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json_split.c - where does one record end and the next begin?
 *
 * Only brackets, quotes and backslashes are looked at: enough to find the end
 * of a value, and every byte of it is checked by simdjson afterwards. A file
 * is taken for line-delimited when its first line is an object by itself, or
 * the second line begins one; then a record is a line, so that a broken one
 * does not swallow those behind it.
 */
#include "base/json_priv.h"
#include "base/mem.h"

#define WINDOW ((size_t)256 * 1024)

static int
failed(const struct json_split *s, struct bw_err *err, const char *what)
{
	bw_fail(err, BW_EFORMAT, "%s: %s", bw_input_name(s->in), what);
	return bw_fail_at(err, s->line, s->base + s->at);
}

static int
grow(struct json_split *s, struct bw_err *err)
{
	size_t cap = s->cap ? s->cap * 2 : WINDOW;
	char *p;

	if (s->cap > s->max_record)
		return bw_fail(err, BW_ELIMIT,
		    "%s: the record at line %llu is larger than %zu bytes",
		    bw_input_name(s->in), (unsigned long long)s->line,
		    s->max_record);
	p = bw_realloc(s->text, cap + s->pad, 1);
	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	s->text = p;
	s->cap = cap;
	return 0;
}

/* Move what is unread to the front and fill the window behind it. */
static int
refill(struct json_split *s, struct bw_err *err)
{
	size_t got;
	int rc;

	if (s->at > 0) {
		memmove(s->text, s->text + s->at, s->n - s->at);
		s->base += s->at;
		s->n -= s->at;
		s->at = 0;
	}
	if (s->n == s->cap && (rc = grow(s, err)) != 0)
		return rc;
	while (s->n < s->cap && !s->end) {
		rc = bw_input_read(
		    s->in, s->text + s->n, s->cap - s->n, &got, err);
		if (rc != 0)
			return rc;
		s->n += got;
		s->end = got == 0;
	}
	memset(s->text + s->n, 0, s->pad);
	return 0;
}

/* Skip blanks, counting lines; at the end of the input at == n. */
static int
skip_blanks(struct json_split *s, struct bw_err *err)
{
	int rc;

	for (;;) {
		while (s->at < s->n) {
			char c = s->text[s->at];

			if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
				return 0;
			s->line += c == '\n';
			s->at++;
		}
		if (s->end)
			return 0;
		if ((rc = refill(s, err)) != 0)
			return rc;
	}
}

/* The end of a value, byte by byte. */
struct scan {
	size_t i;
	unsigned depth;
	bool string, escape, begun;
};

/* Go on from k->i; true when the value ends at k->i (exclusive). */
static bool
value_end(const char *p, size_t n, struct scan *k)
{
	for (; k->i < n; k->i++) {
		char c = p[k->i];

		if (k->string) {
			if (k->escape)
				k->escape = false;
			else if (c == '\\')
				k->escape = true;
			else if (c == '"') {
				k->string = false;
				if (k->depth == 0)
					return k->i++, true;
			}
		} else if (c == '"') {
			if (k->depth == 0 && k->begun)
				return true;
			k->string = k->begun = true;
		} else if (c == '{' || c == '[') {
			if (k->depth == 0 && k->begun)
				return true;
			k->depth++;
			k->begun = true;
		} else if (c == '}' || c == ']') {
			if (k->depth == 0)
				return true;
			if (--k->depth == 0)
				return k->i++, true;
		} else if (k->depth == 0) {
			if (c == ',' || c == ' ' || c == '\n' || c == '\r' ||
			    c == '\t')
				return true;
			k->begun = true;
		}
	}
	return false;
}

static uint64_t
lines_in(const char *p, size_t n)
{
	const char *end = p + n;
	uint64_t lines = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		lines++;
		p++;
	}
	return lines;
}

/* The record is text[at .. at+size-1]; step over it. */
static void
take(struct json_split *s, size_t size)
{
	s->from = s->at;
	s->size = size;
	s->from_line = s->line;
	s->from_byte = s->base + s->at;
	s->number++;
	s->line += lines_in(s->text + s->at, size);
	s->at += size;
}

static int
next_value(struct json_split *s, struct bw_err *err)
{
	struct scan k = { .i = s->at };
	size_t begin;
	int rc;

	while (!value_end(s->text, s->n, &k) && !s->end) {
		begin = s->at;
		if ((rc = refill(s, err)) != 0)
			return rc;
		k.i -= begin;
	}
	take(s, k.i - s->at);
	return 0;
}

static int
next_line(struct json_split *s, struct bw_err *err)
{
	const char *p;
	size_t seen = 0;
	int rc;

	for (;;) {
		p = memchr(s->text + s->at + seen, '\n', s->n - s->at - seen);
		if (p != NULL || s->end)
			break;
		seen = s->n - s->at;
		if ((rc = refill(s, err)) != 0)
			return rc;
	}
	take(s, p != NULL ? (size_t)(p - s->text) - s->at : s->n - s->at);
	return 0;
}

/* Step over what stands between the elements of an array. */
static int
between(struct json_split *s, bool *more, struct bw_err *err)
{
	int rc = skip_blanks(s, err);

	if (rc != 0)
		return rc;
	if (s->at == s->n)
		return failed(s, err, "ends inside the array: it is cut off");
	if (s->text[s->at] == ']') {
		s->at++;
		s->finished = true;
		if ((rc = skip_blanks(s, err)) != 0)
			return rc;
		return s->at < s->n
		    ? failed(s, err, "something stands behind the array")
		    : 0;
	}
	if (s->begun) {
		if (s->text[s->at] != ',')
			return failed(
			    s, err, "a comma is missing between records");
		s->at++;
		if ((rc = skip_blanks(s, err)) != 0)
			return rc;
	}
	if (s->at == s->n || s->text[s->at] == ',' || s->text[s->at] == ']')
		return failed(s, err, "a record is missing behind a comma");
	s->begun = true;
	*more = true;
	return 0;
}

int
json_split_next(struct json_split *s, bool *more, struct bw_err *err)
{
	int rc;

	*more = false;
	if (s->finished)
		return 0;
	if (s->shape == JSON_ARRAY)
		rc = between(s, more, err);
	else if ((rc = skip_blanks(s, err)) == 0)
		*more = s->at < s->n;
	if (rc != 0 || !*more)
		return rc;
	rc = s->shape == JSON_LINES ? next_line(s, err) : next_value(s, err);
	if (rc == 0 && s->size == 0)
		rc = failed(s, err, "a closing bracket without an opening one");
	return rc;
}

/* An object that is a line of its own, or followed by one that begins a
 * line. */
static bool
looks_like_lines(const char *p, size_t n)
{
	const char *end = memchr(p, '\n', n), *last;

	if (*p != '{' || end == NULL)
		return false;
	last = end;
	while (last > p && (last[-1] == ' ' || last[-1] == '\r'))
		last--;
	if (last - p > 1 && last[-1] == '}')
		return true;
	return last - p > 1 && (size_t)(end + 1 - p) < n && end[1] == '{';
}

int
json_split_open(struct json_split *s, struct bw_input *in, size_t max_record,
    size_t pad, bool whole, struct bw_err *err)
{
	int rc;

	*s = (struct json_split){ .in = in,
		.max_record = max_record,
		.pad = pad,
		.line = 1,
		.shape = JSON_VALUES };
	if ((rc = grow(s, err)) != 0 || (rc = refill(s, err)) != 0)
		return rc;
	if (s->n >= 3 && memcmp(s->text, "\xef\xbb\xbf", 3) == 0)
		s->at = 3;
	if ((rc = skip_blanks(s, err)) != 0)
		return rc;
	if (s->at == s->n)
		return bw_fail(
		    err, BW_EFORMAT, "%s: is empty", bw_input_name(in));
	if (s->text[s->at] == '[' && !whole) {
		s->shape = JSON_ARRAY;
		s->at++;
	} else if (looks_like_lines(s->text + s->at, s->n - s->at)) {
		s->shape = JSON_LINES;
	}
	return 0;
}

void
json_split_close(struct json_split *s)
{
	bw_free(s->text);
	*s = (struct json_split){ 0 };
}
