/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_rows.h - a batch of rows, and how SQLite is shown one.
 */
#ifndef BW_LOAD_ROWS_H
#define BW_LOAD_ROWS_H
#include "world/load_bulk.h"

#define BW_ROWS_COLUMNS 16
#define BW_ROWS_NULL INT64_MIN /* a cell that is NULL */

enum bw_rows_cell {
	BW_ROWS_END,
	BW_ROWS_INT,
	BW_ROWS_REAL,
	BW_ROWS_TEXT
};

struct bw_rows_table {
	const char *module, *declare, *insert;
	unsigned rows; /* in a batch */
	uint8_t column[BW_ROWS_COLUMNS + 1];
};
extern const struct bw_rows_table bw_rows_table[BW_BULK_TABLES];

struct bw_batch {
	struct bw_batch *next;
	enum bw_bulk_table table;
	uint32_t n;
	int64_t *cell; /* of text: where it begins << 32 | its length */
	struct bw_buf text;
};

/* What one virtual table shows. */
struct bw_rows {
	const struct bw_rows_table *table;
	unsigned columns;
	const struct bw_batch *now;
};

/* Make the virtual table of t on this connection; r must outlive it. */
int bw_rows_make(sqlite3 *db, struct bw_rows *r, enum bw_bulk_table t);
void bw_rows_drop(sqlite3 *db, enum bw_bulk_table t);

#endif
