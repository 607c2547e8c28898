/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv.c - delimited text, one window over the input, fields in place.
 *
 * The window always holds at least the row being read. A row is cut by
 * jumping from structural byte to structural byte (csv_scan.h) and nothing is
 * changed on the way; when the window ends before the row does, more is read
 * and the row is cut again from its beginning. Only a row that is whole has
 * its doubled quotes undone, in place. So where the window happens to end
 * cannot be seen in the result.
 *
 * The grammar is that of RFC 4180, with what Python's csv module and Excel
 * accept besides: any line end, quotes within unquoted text, text behind a
 * closing quote. The dialect and the encoding are the matter of
 * csv_dialect.c and csv_encoding.c.
 */
#include "base/csv_priv.h"
#include "base/csv_scan.h"
#include "base/mem.h"

#define WINDOW ((size_t)256 * 1024)

enum cut {
	CUT_ROW,    /* the row is whole */
	CUT_SHORT,  /* the window ends before it does */
	CUT_FAILED, /* see err */
};

static int
nomem(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to read a table");
}

static const char too_long[] = "a row is too long; is this a table?";

static enum cut
refuse(const struct bw_csv *c, int code, size_t at, const char *what,
    struct bw_err *err)
{
	/* However large the window is: too long is too long. */
	if (at - c->at > c->max_record) {
		code = BW_ELIMIT;
		what = too_long;
		at = c->at;
	}
	bw_fail(err, code, "%s: %s", bw_input_name(c->in), what);
	/* What is wrong with a row as such is told where it begins. */
	(void)bw_fail_at(
	    err, c->line + (at == c->at ? 0 : c->lines), c->base + at);
	return CUT_FAILED;
}

/* Start looking for structural bytes at `from`. */
static void
seek(struct bw_csv *c, size_t from)
{
	c->mask_at = from;
	c->mask = 0;
	if (from >= c->n)
		return;
	c->mask = csv_structural(c->text + from, c->delimiter);
	if (c->n - from < 64)
		c->mask &= ((uint64_t)1 << (c->n - from)) - 1;
}

/* The next structural byte; false when the window has no more. */
static inline bool
hop(struct bw_csv *c, size_t *at)
{
	while (c->mask == 0) {
		if (c->n - c->mask_at <= 64 || c->mask_at >= c->n)
			return false;
		seek(c, c->mask_at + 64);
	}
	*at = c->mask_at + (size_t)__builtin_ctzll(c->mask);
	c->mask &= c->mask - 1;
	return true;
}

/* Full before anybody looks again: a row is cut anew only when the window
 * has doubled, so a long one is not gone over more than twice. */
static int
refill(struct bw_csv *c, struct bw_err *err)
{
	size_t got;
	char *p;
	int rc;

	if (c->at > 0) {
		memmove(c->text, c->text + c->at, c->n - c->at);
		c->base += c->at;
		c->n -= c->at;
		c->valid -= c->at < c->valid ? c->at : c->valid;
		if (c->bad != SIZE_MAX)
			c->bad -= c->at < c->bad ? c->at : c->bad;
		c->at = 0;
	}
	if (c->n == c->cap) {
		if (c->cap > c->max_record) {
			(void)refuse(c, BW_ELIMIT, 0, too_long, err);
			return BW_ELIMIT;
		}
		p = bw_realloc(c->text, c->cap * 2 + CSV_PAD, 1);
		if (p == NULL)
			return nomem(err);
		c->text = p;
		c->cap *= 2;
	}
	while (!c->end && c->n < c->cap) {
		rc = bw_input_read(
		    c->in, c->text + c->n, c->cap - c->n, &got, err);
		if (rc != 0)
			return rc;
		c->n += got;
		c->end = got == 0;
	}
	memset(c->text + c->n, 0, CSV_PAD);
	bw_csv_check_encoding(c);
	return 0;
}

static bool
add_field(struct bw_csv *c, size_t from, size_t to, struct bw_err *err)
{
	if (c->fields == c->field_cap) {
		size_t cap = c->field_cap ? c->field_cap * 2 : 32;
		struct bw_str *p;

		if (c->fields >= c->max_fields) {
			(void)refuse(c, BW_ELIMIT, c->at,
			    "a row has too many fields; is this a table?", err);
			return false;
		}
		if (cap > c->max_fields)
			cap = c->max_fields;
		p = bw_realloc(c->field, cap, sizeof(*p));
		if (p == NULL)
			return (void)nomem(err), false;
		c->field = p;
		c->field_cap = cap;
	}
	c->field[c->fields++] = (struct bw_str){ c->text + from, to - from };
	return true;
}

static bool
add_fix(struct bw_csv *c, size_t close, struct bw_err *err)
{
	if (c->fixes == c->fix_cap) {
		size_t cap = c->fix_cap ? c->fix_cap * 2 : 16;
		struct csv_fix *p = bw_realloc(c->fix, cap, sizeof(*p));

		if (p == NULL)
			return (void)nomem(err), false;
		c->fix = p;
		c->fix_cap = cap;
	}
	c->fix[c->fixes++] = (struct csv_fix){ c->fields, close };
	return true;
}

/* From the opening quote on to the closing one. */
static enum cut
find_close(struct bw_csv *c, size_t *close, bool *doubled, struct bw_err *err)
{
	size_t at;

	while (hop(c, &at)) {
		bool last = at + 1 == c->n;

		if (c->text[at] == '"') {
			if (last && !c->end)
				return CUT_SHORT;
			if (last || c->text[at + 1] != '"') {
				*close = at;
				return CUT_ROW;
			}
			*doubled = true;
			(void)hop(c, &at);
		} else if (c->text[at] == '\0') {
			return refuse(c, BW_EFORMAT, at,
			    "holds a NUL byte: this is no text", err);
		} else if (c->text[at] == '\n' ||
		    (c->text[at] == '\r' && !last && c->text[at + 1] != '\n')) {
			c->lines++;
		}
	}
	if (!c->end)
		return CUT_SHORT;
	if (c->n - c->at > c->max_record)
		return refuse(c, BW_ELIMIT, c->at, too_long, err);
	return refuse(c, BW_EFORMAT, c->at,
	    "a quote that opens in this row is never closed", err);
}

/* The end of what is not in quotes: delimiter, line end or end of input. */
static enum cut
find_end(struct bw_csv *c, size_t *end, struct bw_err *err)
{
	do {
		if (!hop(c, end)) {
			*end = c->n;
			return c->end ? CUT_ROW : CUT_SHORT;
		}
		if (c->text[*end] == '\0')
			return refuse(c, BW_EFORMAT, *end,
			    "holds a NUL byte: this is no text", err);
	} while (c->text[*end] == '"' && c->delimiter != '"');
	return CUT_ROW;
}

static enum cut
quoted_field(struct bw_csv *c, size_t from, size_t *end, struct bw_err *err)
{
	size_t close = from;
	bool doubled = false;
	enum cut cut;

	(void)hop(c, end); /* the opening quote */
	if ((cut = find_close(c, &close, &doubled, err)) != CUT_ROW ||
	    (cut = find_end(c, end, err)) != CUT_ROW)
		return cut;
	if (doubled || *end != close + 1) {
		if (!add_fix(c, close, err) ||
		    !add_field(c, from + 1, *end, err))
			return CUT_FAILED;
		return CUT_ROW;
	}
	return add_field(c, from + 1, close, err) ? CUT_ROW : CUT_FAILED;
}

/* Behind the line end at `at`; \r\n is one. */
static enum cut
pass_line_end(struct bw_csv *c, size_t at)
{
	c->row_end = at < c->n ? at + 1 : at;
	if (at == c->n || c->text[at] != '\r')
		return CUT_ROW;
	if (at + 1 == c->n)
		return c->end ? CUT_ROW : CUT_SHORT;
	if (c->text[at + 1] == '\n') {
		(void)hop(c, &at);
		c->row_end++;
	}
	return CUT_ROW;
}

static enum cut
cut_row(struct bw_csv *c, struct bw_err *err)
{
	size_t from = c->at, end = from;
	enum cut cut;

	c->fields = c->fixes = 0;
	c->lines = 0;
	for (;;) {
		if (from < c->n && c->text[from] == '"') {
			cut = quoted_field(c, from, &end, err);
			if (cut != CUT_ROW)
				return cut;
		} else {
			cut = find_end(c, &end, err);
			if (cut != CUT_ROW)
				return cut;
			if (!add_field(c, from, end, err))
				return CUT_FAILED;
		}
		if (end == c->n || c->text[end] != c->delimiter)
			return pass_line_end(c, end);
		from = end + 1;
	}
}

/* Undo doubled quotes, and join what stands behind a closing one. */
static void
fix_field(struct bw_csv *c, const struct csv_fix *fix)
{
	struct bw_str *f = &c->field[fix->field];
	size_t from = (size_t)(f->p - c->text), to = from;

	for (size_t i = from; i < from + f->n; i++) {
		char ch = c->text[i];

		if (i == fix->close)
			continue;
		c->text[to++] = ch;
		if (ch == '"' && i < fix->close)
			i++;
	}
	f->n = to - from;
}

/* A row in which nothing is written: no text, no quote. */
static bool
blank(const struct bw_csv *c)
{
	for (size_t i = c->at; i < c->row_end; i++) {
		char ch = c->text[i];

		if (ch != c->delimiter && ch != ' ' && ch != '\t' &&
		    ch != '\n' && ch != '\r')
			return false;
	}
	return true;
}

static int
next_row(struct bw_csv *c, bool *more, struct bw_err *err)
{
	struct bw_err mine = BW_ERR_INIT;
	enum cut cut;
	int rc;

	*more = false;
	while (c->at < c->n || !c->end) {
		cut = cut_row(c, err != NULL ? err : &mine);
		if (cut == CUT_ROW && c->row_end - c->at > c->max_record)
			cut = refuse(c, BW_ELIMIT, c->at, too_long,
			    err != NULL ? err : &mine);
		if (cut == CUT_FAILED)
			return err != NULL ? err->code : mine.code;
		if (cut == CUT_ROW) {
			*more = true;
			return 0;
		}
		if ((rc = refill(c, err)) != 0)
			return rc;
		seek(c, c->at);
	}
	return 0;
}

int
bw_csv_next(
    struct bw_csv *c, struct bw_csv_row *row, bool *more, struct bw_err *err)
{
	bool empty;
	int rc;

	*row = (struct bw_csv_row){ 0 };
	*more = false;
	if (c->dead != 0)
		return bw_fail(err, c->dead, "%s cannot be read further",
		    bw_input_name(c->in));
	do {
		if ((rc = next_row(c, more, err)) != 0 || !*more)
			break;
		row->line = c->line;
		row->byte = c->base + c->at;
		empty = blank(c);
		if (!empty) {
			for (size_t i = 0; i < c->fixes; i++)
				fix_field(c, &c->fix[i]);
			if (c->recoded || c->bad < c->row_end)
				rc = bw_csv_recode_row(c, err);
		}
		c->at = c->row_end;
		c->line += 1 + c->lines;
		c->lines = 0;
	} while (rc == 0 && empty);
	if (rc != 0) {
		c->dead = rc;
		*more = false;
	}
	row->field = c->field;
	row->n = *more ? c->fields : 0;
	return rc;
}

int
bw_csv_open(struct bw_csv **out, struct bw_input *in,
    const struct bw_csv_opt *opt, struct bw_err *err)
{
	struct bw_csv *c = bw_calloc(1, sizeof(*c));
	uint64_t lines = 0;
	size_t skip = 0;
	int rc;

	*out = NULL;
	if (c == NULL)
		return nomem(err);
	c->in = in;
	c->bad = SIZE_MAX;
	c->max_record =
	    opt != NULL && opt->max_record ? opt->max_record : (size_t)16 << 20;
	c->max_fields = opt != NULL && opt->max_fields ? opt->max_fields : 4096;
	c->delimiter = opt != NULL ? opt->delimiter : 0;
	c->cap = opt != NULL && opt->block ? opt->block : WINDOW;
	c->text = bw_alloc(c->cap + CSV_PAD, 1);
	rc = c->text == NULL ? nomem(err)
			     : bw_csv_recognise(c, &skip, &lines, err);
	/* The window is smaller than what is skipped only in tests. */
	while (rc == 0 && c->n < skip && !c->end)
		rc = refill(c, err);
	if (rc != 0) {
		bw_csv_close(c);
		return rc;
	}
	c->at = skip;
	c->line = 1 + lines;
	seek(c, c->at);
	*out = c;
	return 0;
}

void
bw_csv_close(struct bw_csv *c)
{
	if (c == NULL)
		return;
	bw_buf_release(&c->out);
	bw_free(c->text);
	bw_free(c->field);
	bw_free(c->fix);
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
