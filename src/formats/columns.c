/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * columns.c - binding the header of a table to the columns a format knows.
 *
 * The forms are filled in by people with a spreadsheet, so this is lenient in
 * what does not decide (order, case, unknown columns) and strict in what
 * does: two columns for the same thing, or a row with a cell too many (a
 * comma in an unquoted name shifts all that follows), are never guessed at.
 */
#include "formats/columns.h"

static char
plain(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c == '_' || c == '-' ? ' ' : c;
}

static bool
one_of(struct bw_str cell, const char *names)
{
	const char *p = names;

	while (*p != '\0') {
		size_t n = strcspn(p, "|"), i = 0;

		while (n == cell.n && i < n && plain(cell.p[i]) == plain(p[i]))
			i++;
		if (n == cell.n && i == n && n > 0)
			return true;
		p += n + (p[n] == '|');
	}
	return false;
}

/* Is the header cell one of "a|b|c"? A unit or remark in brackets behind the
 * name does not matter: "Belang (%)". */
static bool
named(struct bw_str cell, const char *names)
{
	const char *bracket;

	cell = bw_str_trim(cell);
	if (one_of(cell, names))
		return true;
	if (cell.n == 0 || cell.p[cell.n - 1] != ')' ||
	    (bracket = memchr(cell.p, '(', cell.n)) == NULL)
		return false;
	cell.n = (size_t)(bracket - cell.p);
	return one_of(bw_str_trim(cell), names);
}

uint32_t
bw_columns_find(const struct bw_str *header, size_t n_header,
    const struct bw_column *column, unsigned n, int *at)
{
	uint32_t found = 0;

	BW_ASSERT(n <= BW_COLUMNS_MAX);
	for (unsigned c = 0; c < n; c++) {
		at[c] = -1;
		for (size_t i = 0; i < n_header && at[c] < 0; i++)
			if (named(header[i], column[c].names))
				at[c] = (int)i;
		if (at[c] >= 0)
			found |= 1u << c;
	}
	return found;
}

/* ---- looking ahead ---- */

static char
likely_delimiter(struct bw_str line)
{
	static const char candidate[] = ",;\t|";
	size_t count[4] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		const char *p;

		if (line.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && line.p[i] != '\0' &&
		    (p = strchr(candidate, line.p[i])) != NULL)
			count[p - candidate]++;
	}
	for (size_t i = 1; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return candidate[best];
}

static struct bw_str
first_line(struct bw_str *rest)
{
	struct bw_str line = { rest->p, 0 };

	while (line.n < rest->n && line.p[line.n] != '\n' &&
	    line.p[line.n] != '\r')
		line.n++;
	*rest = bw_str_sub(*rest, line.n + 1, rest->n);
	return bw_str_trim(line);
}

size_t
bw_header_split(struct bw_str ahead, struct bw_str *field, size_t max)
{
	struct bw_str line = { 0 }, cell;
	char delimiter;
	size_t n = 0;

	while (ahead.n > 0 && line.n == 0) {
		line = first_line(&ahead);
		if (bw_str_starts(line, BW_STR("sep=")))
			line.n = 0;
	}
	delimiter = likely_delimiter(line);
	while (n < max && bw_str_cut(&line, delimiter, &cell)) {
		cell = bw_str_trim(cell);
		if (cell.n >= 2 && cell.p[0] == '"' &&
		    cell.p[cell.n - 1] == '"')
			cell = bw_str_sub(cell, 1, cell.n - 2);
		field[n++] = cell;
	}
	return n;
}

uint32_t
bw_table_peek(struct bw_str ahead, const struct bw_column *column, unsigned n)
{
	struct bw_str field[256], text = bw_str_trim(ahead);
	int at[BW_COLUMNS_MAX];
	size_t fields;

	/* JSON or XML, perhaps all on one line. */
	if (text.n == 0 || memchr("{[<", text.p[0], 3) != NULL)
		return 0;
	fields = bw_header_split(ahead, field, BW_LEN(field));
	return bw_columns_find(field, fields, column, n, at);
}

/* ---- reading ---- */

struct reader {
	const struct bw_table_form *form;
	const struct bw_sink *sink;
	void *ctx;
	int at[BW_COLUMNS_MAX];
	size_t width; /* fields of the header */
	size_t reach; /* a row must have so many */
	bool semicolons;
};

static struct bw_str
first_name(const struct bw_column *c)
{
	return (struct bw_str){ c->names, strcspn(c->names, "|") };
}

static void
list_header(const struct bw_csv_row *header, struct bw_buf *b)
{
	for (size_t i = 0; i < header->n && b->n < 160; i++) {
		struct bw_str cell = bw_str_trim(header->field[i]);

		if (i > 0)
			bw_buf_z(b, ", ");
		bw_buf_str(b, bw_str_sub(cell, 0, 30));
	}
}

static int
missing(
    const struct reader *r, const struct bw_csv_row *header, struct bw_err *err)
{
	struct bw_buf want = { 0 }, have = { 0 };
	int rc;

	for (unsigned c = 0; c < r->form->n; c++) {
		if (r->at[c] >= 0 || r->form->column[c].need != BW_COL_REQUIRED)
			continue;
		if (want.n > 0)
			bw_buf_z(&want, ", ");
		bw_buf_str(&want, first_name(&r->form->column[c]));
	}
	list_header(header, &have);
	if ((rc = bw_buf_check(&want, err)) == 0 &&
	    (rc = bw_buf_check(&have, err)) == 0) {
		bw_fail(err, BW_EFORMAT,
		    "no column %.*s; found: %.*s. Name the columns in the "
		    "first line",
		    BW_ARG(bw_buf_get(&want)), BW_ARG(bw_buf_get(&have)));
		rc = bw_fail_at(err, header->line, header->byte);
	}
	bw_buf_release(&want);
	bw_buf_release(&have);
	return rc;
}

static int
twice(
    const struct reader *r, const struct bw_csv_row *header, struct bw_err *err)
{
	for (unsigned c = 0; c < r->form->n; c++) {
		struct bw_str name = first_name(&r->form->column[c]);

		for (size_t i = 0; i < header->n; i++) {
			if (r->at[c] < 0 || (int)i <= r->at[c] ||
			    !named(header->field[i], r->form->column[c].names))
				continue;
			bw_fail(err, BW_EFORMAT,
			    "columns %d and %zu are both \"%.*s\": remove or "
			    "rename one",
			    r->at[c] + 1, i + 1, BW_ARG(name));
			return bw_fail_at(err, header->line, header->byte);
		}
	}
	return 0;
}

static int
note_unknown(struct reader *r, const struct bw_csv_row *header,
    const bool *used, struct bw_err *err)
{
	struct bw_place place = { .line = header->line };
	int rc = 0;

	for (size_t i = 0; i < header->n && rc == 0; i++) {
		struct bw_str cell = bw_str_trim(header->field[i]);
		bool known = used[i] || cell.n == 0;

		for (unsigned c = 0; c < r->form->n; c++)
			known = known || r->at[c] == (int)i;
		if (!known)
			rc = bw_sink_report(r->sink, BW_REPORT_NOTE,
			    "column-unknown", &place, err,
			    "column %zu, \"%.*s\", is not read", i + 1,
			    BW_ARG(bw_str_sub(cell, 0, 60)));
	}
	return rc;
}

static int
bind_header(
    struct reader *r, const struct bw_csv_row *header, struct bw_err *err)
{
	const struct bw_table_form *f = r->form;
	bool used[4096] = { false };
	int rc;

	if (header->n > BW_LEN(used))
		return bw_fail(
		    err, BW_ELIMIT, "more than %zu columns", BW_LEN(used));
	bw_columns_find(header->field, header->n, f->column, f->n, r->at);
	r->width = header->n;
	for (unsigned c = 0; c < f->n; c++) {
		if (r->at[c] < 0 && f->column[c].need == BW_COL_REQUIRED)
			return missing(r, header, err);
		if (f->column[c].need != BW_COL_OPTIONAL &&
		    r->at[c] >= (int)r->reach)
			r->reach = (size_t)r->at[c] + 1;
	}
	if ((rc = twice(r, header, err)) < 0)
		return rc;
	if (f->header != NULL &&
	    (rc = f->header(r->ctx, header, used, err)) != 0)
		return rc;
	return note_unknown(r, header, used, err);
}

static bool
all_empty(const struct bw_csv_row *row, size_t from)
{
	for (size_t i = from; i < row->n; i++)
		if (bw_str_trim(row->field[i]).n > 0)
			return false;
	return true;
}

static int
read_row(struct reader *r, const struct bw_csv_row *csv, uint64_t number,
    struct bw_err *err)
{
	struct bw_row row = { .field = csv->field,
		.n = csv->n,
		.at = r->at,
		.semicolons = r->semicolons,
		.place = { .line = csv->line, .number = number } };

	if (csv->n == r->width && (csv->n == 0 || csv->field[0].n > 0))
		return r->form->row(r->ctx, &row, err);
	if (all_empty(csv, 0))
		return 0;
	if (csv->n < r->reach)
		return bw_sink_report(r->sink, BW_REPORT_REFUSED, "row-length",
		    &row.place, err,
		    "the row has %zu cells, too few: the header has %zu",
		    csv->n, r->width);
	if (csv->n > r->width && !all_empty(csv, r->width))
		return bw_sink_report(r->sink, BW_REPORT_REFUSED, "row-length",
		    &row.place, err,
		    "the row has %zu cells, the header %zu: a name that holds "
		    "the separator needs quotes",
		    csv->n, r->width);
	return r->form->row(r->ctx, &row, err);
}

static int
first_row(
    struct bw_csv *csv, struct bw_csv_row *row, bool *more, struct bw_err *err)
{
	int rc;

	do {
		if ((rc = bw_csv_next(csv, row, more, err)) < 0)
			return rc;
		if (!*more)
			return bw_fail(err, BW_EFORMAT,
			    "the table is empty: it needs a line with the "
			    "names of the columns");
	} while (row->n > 0 && row->n <= 2 &&
	    bw_str_starts(row->field[0], BW_STR("sep=")));
	return 0;
}

static int
read_all(struct reader *r, struct bw_csv *csv, struct bw_err *err)
{
	struct bw_csv_row row = { 0 };
	struct bw_place whole = { 0 };
	uint64_t number = 0;
	bool more = false;
	int rc;

	if ((rc = first_row(csv, &row, &more, err)) < 0 ||
	    (rc = bind_header(r, &row, err)) != 0)
		return rc;
	r->semicolons = bw_csv_delimiter(csv) == ';';
	for (;;) {
		if ((rc = bw_csv_next(csv, &row, &more, err)) < 0)
			return rc;
		if (!more)
			break;
		if ((rc = read_row(r, &row, ++number, err)) != 0)
			return rc;
	}
	if (bw_csv_recoded(csv))
		rc = bw_sink_report(r->sink, BW_REPORT_NOTE, "encoding", &whole,
		    err, "the file is not UTF-8 and was read as Windows-1252");
	return rc;
}

int
bw_table_read(struct bw_input *in, const struct bw_table_form *form, void *ctx,
    const struct bw_sink *sink, struct bw_err *err)
{
	struct reader r = { .form = form, .sink = sink, .ctx = ctx };
	struct bw_csv *csv = NULL;
	int rc;

	if ((rc = bw_csv_open(&csv, in, NULL, err)) == 0)
		rc = read_all(&r, csv, err);
	bw_csv_close(csv);
	return rc;
}

int
bw_row_about(const struct bw_row *row, unsigned publisher, unsigned licence,
    unsigned *told, const struct bw_sink *sink, struct bw_err *err)
{
	const unsigned column[2] = { publisher, licence };
	static const char *const what[2] = { "publisher", "licence" };
	int rc = 0;

	for (unsigned i = 0; i < 2 && rc == 0; i++) {
		struct bw_str s = { 0 };

		if ((*told & 1u << i) == 0)
			s = bw_cell(row, column[i]);
		if (s.n == 0)
			continue;
		*told |= 1u << i;
		rc = bw_sink_about(sink, what[i], s, err);
	}
	return rc;
}
