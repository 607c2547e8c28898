/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * columns.h - tables that people make: which column is what.
 *
 * Our own simple forms (stakes, parties, uses ...) and a few published tables
 * are CSV with a header in which the order of the columns is free and their
 * names are English or Dutch. A format lists the columns it knows; this binds
 * them to the header, reads the rows and calls back. Names are compared
 * without regard to case, and '_', '-' and blanks are the same.
 *
 * A column that is needed and not there is one error that names it and what
 * was found. A column nobody knows is told once, as a note. A line "sep=;"
 * before the header (as spreadsheets write it) is passed over.
 */
#ifndef BW_COLUMNS_H
#define BW_COLUMNS_H
#include "base/csv.h"
#include "model/record.h"

#define BW_COLUMNS_MAX 32

enum bw_column_need {
	BW_COL_OPTIONAL,
	BW_COL_WEIGHS,  /* may be missing; but a row that ends before it is
			   refused, for its silence would be read as "none" */
	BW_COL_REQUIRED /* must be in the header */
};
struct bw_column {
	const char *names; /* "holder|houder|eigenaar": first is the name */
	enum bw_column_need need;
};

struct bw_row {
	const struct bw_str *field;
	size_t n;
	const int *at;         /* position of column i, or -1 */
	struct bw_place place; /* ref is empty */
	bool semicolons;       /* divide the cells: perhaps a Dutch file */
};
/* The cell under column i, trimmed; empty when there is none. */
static inline struct bw_str
bw_cell(const struct bw_row *row, unsigned i)
{
	int at = row->at[i];

	if (at < 0 || (size_t)at >= row->n)
		return (struct bw_str){ 0 };
	return bw_str_trim(row->field[at]);
}

typedef int bw_row_fn(void *ctx, const struct bw_row *row, struct bw_err *err);

struct bw_table_form {
	const struct bw_column *column;
	unsigned n;
	/* Called with the header, for columns whose names hold a year; those
	 * it takes it marks in used[]. May be NULL. */
	int (*header)(void *ctx, const struct bw_csv_row *header, bool *used,
	    struct bw_err *err);
	bw_row_fn *row;
};

/* Read all rows. Refuses rows that are too short or too long (rule
 * "row-length"); passes over rows of empty cells. */
int bw_table_read(struct bw_input *in, const struct bw_table_form *form,
    void *ctx, const struct bw_sink *sink, struct bw_err *err) BW_MUST_USE;

/* Columns "publisher" and "licence" speak of the whole file: the first row
 * that fills them is passed on. *told remembers (a bit for each). */
int bw_row_about(const struct bw_row *row, unsigned publisher, unsigned licence,
    unsigned *told, const struct bw_sink *sink, struct bw_err *err) BW_MUST_USE;

/* For recognising: a bit for each column of `column` that the first line of
 * `ahead` holds. 0 when that is no header. */
uint32_t bw_table_peek(
    struct bw_str ahead, const struct bw_column *column, unsigned n);
/* The same for a header that is read already: bit set and at[] filled. */
uint32_t bw_columns_find(const struct bw_str *header, size_t n_header,
    const struct bw_column *column, unsigned n, int *at);
/* The first line of `ahead` in at most `max` fields, without quotes. */
size_t bw_header_split(struct bw_str ahead, struct bw_str *field, size_t max);

#endif
