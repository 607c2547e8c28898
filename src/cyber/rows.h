/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rows.h - rows of the tables in reference/cyber/, which are part of the
 * program.
 *
 * Made by our own tools, so there is less to know than of CSV from outside
 * (base/csv.h): UTF-8, commas, quotes only where a field needs them, no line
 * ends inside. Fields are borrowed from the program, or unquoted in the arena.
 */
#ifndef BW_CYBER_ROWS_H
#define BW_CYBER_ROWS_H
#include "base/arena.h"

struct bw_table_rows {
	struct bw_str rest;
	struct bw_arena *arena;
	bool *failed; /* no memory: looked at once, at the end */
};
/* Behind the line of names. */
struct bw_table_rows bw_rows_of(
    const char *path, struct bw_arena *a, bool *failed);
/* The first n fields of the next row; those it does not have are empty. */
bool bw_rows_next(struct bw_table_rows *r, struct bw_str *field, size_t n);

#endif
