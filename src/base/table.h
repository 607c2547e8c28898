/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * table.h - aligned columns for people, fitted to the width of the terminal.
 *
 * Rows are kept until printing. Columns that are too wide for the line are
 * wrapped at blanks (those marked BW_COL_WRAP, widest first), never cut; a
 * table that still does not fit is printed as blocks of "name: value" lines.
 */
#ifndef BW_TABLE_H
#define BW_TABLE_H
#include "base/arena.h"
#include "base/out.h"

enum bw_col_flag {
	BW_COL_RIGHT = 1, /* numbers */
	BW_COL_WRAP = 2   /* may be wrapped */
};
struct bw_table;

struct bw_table *bw_table_new(struct bw_arena *a);
/* Columns first, then rows cell by cell. NULL tables are ignored (no
 * memory): bw_table_print then fails. */
void bw_table_col(struct bw_table *t, struct bw_str title, unsigned flags);
void bw_table_cell(struct bw_table *t, struct bw_str text);
int bw_table_print(struct bw_table *t, struct bw_out *o, unsigned width,
    struct bw_err *err) BW_MUST_USE;
/* Width of the terminal on fd, $COLUMNS, or 100; at least 40. */
unsigned bw_term_width(int fd);
/* Text wrapped at blanks to `width`, each line after `indent` blanks. */
void bw_wrap(
    struct bw_out *o, struct bw_str text, unsigned indent, unsigned width);

#endif
