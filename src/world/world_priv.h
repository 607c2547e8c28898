/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world_priv.h - what the files of this room share: the handle, SQL, audit.
 */
#ifndef BW_WORLD_PRIV_H
#define BW_WORLD_PRIV_H
#include "world/world.h"
#include <sqlite3.h>

#define BW_WORLD_APP_ID 0x42776c6b /* "Bwlk" */
#define BW_WORLD_SCHEMA 5          /* PRAGMA user_version */

struct bw_world {
	sqlite3 *db;
	char *path;
	enum bw_world_mode mode;
	uint64_t version;
	int64_t schema; /* of the file: a reader takes older ones as they are */
	bool loading;   /* one load at a time per handle */
};

/* sql.c: SQLite's codes in plain words. `doing` says what failed: "load",
 * "read". The result is a code of err.h, never 0. */
int bw_sql_fail(sqlite3 *db, struct bw_err *err, const char *doing);
int bw_sql_fail_rc(sqlite3 *db, int rc, struct bw_err *err, const char *doing);
int bw_sql_exec(sqlite3 *db, const char *sql, struct bw_err *err) BW_MUST_USE;
int bw_sql_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out,
    struct bw_err *err) BW_MUST_USE;
/* Next row: *row tells whether there is one. */
int bw_sql_step(sqlite3_stmt *st, bool *row, struct bw_err *err) BW_MUST_USE;
/* Run to the end and reset, for statements without rows. */
int bw_sql_run(sqlite3_stmt *st, struct bw_err *err) BW_MUST_USE;
void bw_sql_bind(sqlite3_stmt *st, int at, struct bw_str text);
void bw_sql_bind_or_null(sqlite3_stmt *st, int at, struct bw_str text);
/* Borrowed until the next step. */
struct bw_str bw_sql_text(sqlite3_stmt *st, int column);
/* Copies; false when there is no memory. */
bool bw_sql_dup(
    sqlite3_stmt *st, int column, struct bw_arena *a, struct bw_str *out);
/* A single number, `none` when there is no row or it is NULL. */
int bw_sql_number(sqlite3 *db, const char *sql, int64_t none, int64_t *out,
    struct bw_err *err) BW_MUST_USE;

/* world.c: open w->path with the settings that distrust it; flags of
 * sqlite3_open_v2. */
int bw_world_connect(
    struct bw_world *w, int flags, struct bw_err *err) BW_MUST_USE;

/* migrate.c: brings the schema to this program's version, or refuses. */
int bw_world_migrate(struct bw_world *w, struct bw_err *err) BW_MUST_USE;
int bw_world_recognise(struct bw_world *w, struct bw_err *err) BW_MUST_USE;

/* audit.c */
struct bw_audit_head {
	uint64_t seq;
	char hash[65]; /* of the last link; zeros when there is none */
};
int bw_audit_head(
    sqlite3 *db, struct bw_audit_head *out, struct bw_err *err) BW_MUST_USE;
/* Add the link of a load that is already a row. */
int bw_audit_add(sqlite3 *db, uint32_t load, struct bw_err *err) BW_MUST_USE;

#endif
