/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_bulk.h - rows into SQLite by the batch, on a thread of their own.
 *
 * A row is appended cell by cell to the open batch of its table; a full
 * batch goes to the writer, which hands it to SQLite in one statement.
 */
#ifndef BW_LOAD_BULK_H
#define BW_LOAD_BULK_H
#include "world/world_priv.h"

enum bw_bulk_table {
	BW_BULK_PARTY,
	BW_BULK_FACT,
	BW_BULK_NAME,
	BW_BULK_ID,
	BW_BULK_SAME,
	BW_BULK_CLASS,
	BW_BULK_STAKE,
	BW_BULK_USE,
	BW_BULK_PRODUCTION,
	BW_BULK_MADE_BY,
	BW_BULK_GOVERNANCE,
	BW_BULK_STUDY,
	BW_BULK_ADVISORY,
	BW_BULK_VULN,
	BW_BULK_SIGNAL,
	BW_BULK_PACKAGE,
	BW_BULK_INVENTORY,
	BW_BULK_REPORT,
	BW_BULK_TABLES
};

struct bw_bulk;

/* Inserts go into the transaction that is open on db, which nobody else
 * uses until bw_bulk_free but between bw_bulk_lock and bw_bulk_unlock.
 * threaded = false: everything happens in the caller's thread. */
int bw_bulk_new(struct bw_bulk **out, sqlite3 *db, bool threaded,
    struct bw_err *err) BW_MUST_USE;
void bw_bulk_free(struct bw_bulk *b); /* drops what was not flushed */

/* Begin a row; then exactly the cells of the table, in order. */
int bw_bulk_row(
    struct bw_bulk *b, enum bw_bulk_table t, struct bw_err *err) BW_MUST_USE;
void bw_bulk_int(struct bw_bulk *b, int64_t v);
void bw_bulk_int_or_null(struct bw_bulk *b, int64_t v, int64_t null);
void bw_bulk_place(struct bw_bulk *b, uint64_t v); /* 0: NULL */
void bw_bulk_real(struct bw_bulk *b, double v);    /* NAN: NULL */
void bw_bulk_text(struct bw_bulk *b, struct bw_str s);
void bw_bulk_text_or_null(struct bw_bulk *b, struct bw_str s);
/* All cells there, and memory for them? */
int bw_bulk_end(struct bw_bulk *b, struct bw_err *err) BW_MUST_USE;

/* Take a row of the open batch in hand again: all its cells are given anew.
 * back = 0 is the last row; false when it has gone. */
bool bw_bulk_again(struct bw_bulk *b, enum bw_bulk_table t, uint64_t back);
/* A number in that row, which must still be there. */
int64_t bw_bulk_peek(const struct bw_bulk *b, enum bw_bulk_table t,
    uint64_t back, unsigned column);

/* Wait until all rows so far are in SQLite. */
int bw_bulk_flush(struct bw_bulk *b, struct bw_err *err) BW_MUST_USE;
/* The writer's first error, as the caller's; 0 when there is none. */
int bw_bulk_trouble(struct bw_bulk *b, struct bw_err *err) BW_MUST_USE;
/* The connection for the caller's thread, between batches. */
sqlite3 *bw_bulk_lock(struct bw_bulk *b);
void bw_bulk_unlock(struct bw_bulk *b);

#endif
