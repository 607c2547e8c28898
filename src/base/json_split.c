/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json_split.c - where does one record end and the next begin?
 *
 * Only brackets, quotes and backslashes are looked at (json_scan.h): enough
 * to find the end of a value; every byte of it is checked by simdjson
 * afterwards. When the window ends before the value does, more is read and
 * the value is scanned again from its beginning.
 *
 * Line-delimited JSON is the common case of large files and gets two things
 * of its own. Fast: a line is taken for a record and scanned only when it is
 * no JSON. Robust: a broken line does not swallow those behind it. Who reads
 * such a file may not know that it is one, so it is found out: the first
 * value stands on a line of its own, or it is broken and the second line is
 * an object by itself.
 */
#include "base/json_priv.h"
#include "base/json_scan.h"
#include "base/mem.h"

enum cut {
	CUT_WHOLE,  /* the value ends at *end */
	CUT_SHORT,  /* the window ends before it does */
	CUT_BROKEN, /* it cannot be JSON; see *why */
	CUT_DEEP
};

static int
failed(struct bw_json_split *s, struct bw_err *err, const char *what)
{
	bw_fail(err, BW_EFORMAT, "%s: %s", bw_input_name(s->in), what);
	(void)bw_fail_at(err, s->line, s->base + s->at);
	return BW_EFORMAT;
}

static int
grow(struct bw_json_split *s, struct bw_err *err)
{
	size_t cap = s->cap ? s->cap * 2 : s->block;
	char *p;

	if (s->cap > s->max_record) {
		bw_fail(err, BW_ELIMIT, "%s: a record is larger than %zu bytes",
		    bw_input_name(s->in), s->max_record);
		(void)bw_fail_at(err, s->line, s->base + s->at);
		return BW_ELIMIT;
	}
	p = bw_realloc(s->text, cap + s->pad, 1);
	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to read JSON");
	s->text = p;
	s->cap = cap;
	return 0;
}

/* Move what is unread to the front and fill the window behind it. */
static int
refill(struct bw_json_split *s, struct bw_err *err)
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

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Skip blanks, counting lines; at the end of the input at == n. */
static int
skip_blanks(struct bw_json_split *s, struct bw_err *err)
{
	int rc;

	for (;;) {
		for (; s->at < s->n; s->at++) {
			if (!is_blank(s->text[s->at]))
				return 0;
			s->line += s->text[s->at] == '\n';
		}
		if (s->end)
			return 0;
		if ((rc = refill(s, err)) != 0)
			return rc;
	}
}

static void
seek(struct bw_json_split *s, size_t from)
{
	s->mask_at = from;
	s->mask = 0;
	if (from >= s->n)
		return;
	s->mask = json_structural(s->text + from);
	if (s->n - from < 64)
		s->mask &= ((uint64_t)1 << (s->n - from)) - 1;
}

/* The next structural byte; false when the window has no more. */
static inline bool
hop(struct bw_json_split *s, size_t *at)
{
	while (s->mask == 0) {
		if (s->mask_at >= s->n || s->n - s->mask_at <= 64)
			return false;
		seek(s, s->mask_at + 64);
	}
	*at = s->mask_at + (size_t)__builtin_ctzll(s->mask);
	s->mask &= s->mask - 1;
	return true;
}

/* Behind the text whose opening quote was passed. */
static enum cut
text_end(struct bw_json_split *s, size_t *end, const char **why)
{
	size_t at, skip = SIZE_MAX;

	while (hop(s, &at)) {
		if (at == skip)
			continue;
		if (s->text[at] == '"') {
			*end = at + 1;
			return CUT_WHOLE;
		}
		if (s->text[at] == '\\')
			skip = at + 1;
		if (s->text[at] == '\n') {
			*why = "a line ends within a text";
			return CUT_BROKEN;
		}
	}
	*why = "a text is not closed";
	return s->end ? CUT_BROKEN : CUT_SHORT;
}

/* Does the line behind this line end begin a record of its own? (Where
 * records have stood one to a line, one that begins with '{' does.) */
static bool
next_begins(const struct bw_json_split *s, size_t newline)
{
	return s->shape == BW_JSON_LINES && newline + 1 < s->n &&
	    s->text[newline + 1] == '{';
}

/* Behind the bracket that closes the one at s->at. */
static enum cut
bracket_end(struct bw_json_split *s, size_t *end, const char **why)
{
	bool object[BW_JSON_DEPTH];
	unsigned depth = 0;
	enum cut cut;
	size_t at;
	char c;

	while (hop(s, &at)) {
		c = s->text[at];
		if (c == '"') {
			if ((cut = text_end(s, end, why)) != CUT_WHOLE)
				return cut;
		} else if (c == '{' || c == '[') {
			if (depth == BW_JSON_DEPTH)
				return CUT_DEEP;
			object[depth++] = c == '{';
		} else if (c == '}' || c == ']') {
			*why = "a bracket is closed by one of another kind";
			if (object[--depth] != (c == '}'))
				return CUT_BROKEN;
			*end = at + 1;
			if (depth == 0)
				return CUT_WHOLE;
		} else if (c == '\\' || next_begins(s, at)) {
			*why = c == '\\' ? "a backslash outside a text"
					 : "a record is cut off";
			return CUT_BROKEN;
		}
	}
	*why = "it is cut off: a bracket is not closed";
	return s->end ? CUT_BROKEN : CUT_SHORT;
}

/* Number, true, false, null - or what somebody took for one. */
static enum cut
word_end(const struct bw_json_split *s, size_t *end, const char **why)
{
	size_t at = s->at;

	while (at < s->n && !is_blank(s->text[at]) &&
	    memchr(",:{}[]\"", s->text[at], 7) == NULL)
		at++;
	*end = at;
	if (at == s->n && !s->end)
		return CUT_SHORT;
	*why = "a value is missing";
	return at == s->at ? CUT_BROKEN : CUT_WHOLE;
}

static enum cut
value_end(struct bw_json_split *s, size_t *end, const char **why)
{
	char c = s->text[s->at];
	size_t at;

	*end = s->at;
	if (c != '"' && c != '{' && c != '[')
		return word_end(s, end, why);
	seek(s, s->at);
	if (c != '"')
		return bracket_end(s, end, why);
	(void)hop(s, &at);
	return text_end(s, end, why);
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

/* The record is text[at .. end-1]; step over it. */
static int
take(struct bw_json_split *s, size_t end, struct bw_err *err)
{
	s->from = s->at;
	s->size = end - s->at;
	if (s->size > s->max_record) {
		bw_fail(err, BW_ELIMIT, "%s: a record is larger than %zu bytes",
		    bw_input_name(s->in), s->max_record);
		(void)bw_fail_at(err, s->line, s->base + s->at);
		return BW_ELIMIT;
	}
	s->line += lines_in(s->text + s->at, s->size);
	s->at = end;
	return 0;
}

static int
take_value(struct bw_json_split *s, struct bw_err *err)
{
	const char *why = "";
	enum cut cut;
	size_t end;
	int rc;

	s->guess = s->balanced = false;
	s->from = s->at;
	while ((cut = value_end(s, &end, &why)) == CUT_SHORT)
		if ((rc = refill(s, err)) != 0)
			return rc;
	s->from = s->at;
	if (cut == CUT_BROKEN)
		return failed(s, err, why);
	if (cut == CUT_DEEP) {
		bw_fail(err, BW_ELIMIT, "%s: nested deeper than %d",
		    bw_input_name(s->in), BW_JSON_DEPTH);
		(void)bw_fail_at(err, s->line, s->base + s->at);
		return BW_ELIMIT;
	}
	s->balanced = true;
	return take(s, end, err);
}

static int
take_line(struct bw_json_split *s, struct bw_err *err)
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
	s->guess = true;
	return take(s, p != NULL ? (size_t)(p - s->text) : s->n, err);
}

#define MAX_GUESS ((size_t)16 << 20)

/* Who asks for a document whole has one value in the file, most often: then
 * its end need not be searched for. A large file is not read to its end for a
 * guess. */
static int
take_document(struct bw_json_split *s, struct bw_err *err)
{
	int rc;

	while (!s->end && s->n < MAX_GUESS && s->cap <= s->max_record)
		if ((rc = refill(s, err)) != 0)
			return rc;
	if (!s->end || s->n - s->at > s->max_record)
		return take_value(s, err);
	s->guess = true;
	return take(s, s->n, err);
}

int
bw_json_split_exact(struct bw_json_split *s, bool *same, struct bw_err *err)
{
	size_t size = s->size;
	int rc;

	s->at = s->from;
	s->line = s->from_line;
	if ((rc = take_value(s, err)) != 0)
		return rc;
	*same = s->shape == BW_JSON_LINES && s->size <= size;
	for (size_t i = s->at; *same && i < s->from + size; i++) {
		/* Another record on the line, or rubbish behind this one? */
		if (s->text[i] == s->text[s->from])
			*same = false;
		else if (!is_blank(s->text[i]))
			break;
	}
	return 0;
}

/* Is text[at .. end-1] an object, by its ends? */
static bool
object_on_line(const struct bw_json_split *s, size_t at, size_t end)
{
	while (end > at && is_blank(s->text[end - 1]))
		end--;
	return end - at >= 2 && s->text[at] == '{' && s->text[end - 1] == '}';
}

/* Step to the next value. A line end behind the first, which had no other:
 * then this is a file of lines. */
static int
to_next_value(struct bw_json_split *s, bool *more, struct bw_err *err)
{
	uint64_t before = s->line;
	int rc = skip_blanks(s, err);

	*more = rc == 0 && s->at < s->n;
	if (s->shape == BW_JSON_VALUES && s->number == 1 &&
	    before == s->from_line && s->line > before)
		s->shape = BW_JSON_LINES;
	return rc;
}

/* The first value is broken. Is the line behind it an object by itself? Then
 * this is a file of lines all the same. Brings that line into the window. */
static bool
line_behind_is_good(struct bw_json_split *s)
{
	size_t behind = s->balanced ? s->at - s->from : 0, begin, end;
	struct bw_str text;
	const char *p;

	for (s->at = s->from;; s->from = s->at) {
		text =
		    bw_str_sub((struct bw_str){ s->text, s->n }, s->at, s->n);
		p = memchr(text.p + behind, '\n', text.n - behind);
		begin = p != NULL ? (size_t)(p - text.p) + 1 : text.n;
		p = memchr(text.p + begin, '\n', text.n - begin);
		end = p != NULL ? (size_t)(p - text.p) : text.n;
		if (p != NULL || s->end || refill(s, NULL) != 0)
			break;
	}
	s->at = s->from + behind;
	return text.n > 0 && text.p[0] == '{' &&
	    object_on_line(s, s->from + begin, s->from + end);
}

/* To the next line end, which is a blank before the next record. */
static int
skip_line(struct bw_json_split *s)
{
	const char *p;
	int rc = 0;

	while (rc == 0) {
		p = memchr(s->text + s->at, '\n', s->n - s->at);
		s->at = p != NULL ? (size_t)(p - s->text) : s->n;
		if (p != NULL || s->end)
			break;
		rc = refill(s, NULL);
	}
	return rc;
}

void
bw_json_split_refused(struct bw_json_split *s, int code)
{
	s->go_on = false;
	if (code == BW_EFORMAT && s->shape == BW_JSON_VALUES &&
	    s->number == 1 && line_behind_is_good(s))
		s->shape = BW_JSON_LINES;
	if (code != BW_EFORMAT || s->shape != BW_JSON_LINES) {
		s->dead = code;
		return;
	}
	if (!s->balanced) {
		s->at = s->from;
		s->line = s->from_line;
	}
	s->dead = skip_line(s);
	s->go_on = s->dead == 0;
}

/* Step over what stands between the elements of an array. */
static int
between(struct bw_json_split *s, bool *more, struct bw_err *err)
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
	if (s->at == s->n)
		return failed(s, err, "ends inside the array: it is cut off");
	s->begun = true;
	*more = true;
	return 0;
}

static int
next_record(struct bw_json_split *s, bool *more, struct bw_err *err)
{
	int rc;

	if (s->shape == BW_JSON_IN_ARRAY)
		rc = between(s, more, err);
	else
		rc = to_next_value(s, more, err);
	if (rc != 0 || !*more)
		return rc;
	s->number++;
	s->from_line = s->line;
	s->from_byte = s->base + s->at;
	if (s->shape == BW_JSON_LINES)
		return take_line(s, err);
	if (s->whole && s->number == 1)
		return take_document(s, err);
	return take_value(s, err);
}

int
bw_json_split_next(struct bw_json_split *s, bool *more, struct bw_err *err)
{
	uint64_t before = s->number;
	int rc;

	*more = false;
	s->go_on = false;
	if (s->dead != 0)
		return bw_fail(err, s->dead, "%s cannot be read further",
		    bw_input_name(s->in));
	if (s->finished)
		return 0;
	rc = next_record(s, more, err);
	if (rc != 0) {
		*more = false;
		if (s->number != before)
			bw_json_split_refused(s, rc);
		else
			s->dead = rc;
	}
	return rc;
}

int
bw_json_split_open(struct bw_json_split *s, struct bw_input *in,
    size_t max_record, size_t block, size_t pad, bool whole, struct bw_err *err)
{
	struct bw_str start;
	int rc;

	*s = (struct bw_json_split){ .in = in,
		.max_record = max_record,
		.block = block,
		.pad = pad,
		.whole = whole,
		.line = 1,
		.shape = BW_JSON_VALUES };
	/* A document that fits is read at once. */
	if (whole && bw_input_size(in) > block && bw_input_size(in) < MAX_GUESS)
		s->block = (size_t)bw_input_size(in) + 1;
	if ((rc = grow(s, err)) != 0)
		return rc;
	do /* a window of a byte or two is for tests */
		rc = refill(s, err);
	while (rc == 0 && s->n < 3 && !s->end);
	if (rc != 0)
		return rc;
	start = (struct bw_str){ s->text, s->n };
	if (bw_str_starts(start, BW_STR("\xef\xbb\xbf")))
		s->at = 3;
	if (bw_str_starts(start, BW_STR("\xff\xfe")) ||
	    bw_str_starts(start, BW_STR("\xfe\xff")))
		return failed(s, err, "is UTF-16: save it as UTF-8");
	if ((rc = skip_blanks(s, err)) != 0)
		return rc;
	if (s->at == s->n)
		return bw_fail(
		    err, BW_EFORMAT, "%s: is empty", bw_input_name(in));
	if (s->text[s->at] == '[' && !whole) {
		s->shape = BW_JSON_IN_ARRAY;
		s->at++;
	}
	return 0;
}

void
bw_json_split_close(struct bw_json_split *s)
{
	bw_free(s->text);
	*s = (struct bw_json_split){ 0 };
}
