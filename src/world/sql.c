/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sql.c - the few things this room asks of SQLite, with errors in words.
 *
 * Statements are constants with parameters: nothing is ever put together
 * from text (SQL injection is impossible by construction). What SQLite says
 * ("database or disk is full") is kept, behind what it means here.
 */
#include "world/world_priv.h"
#include <errno.h>

static int
code_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return BW_ENOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return BW_ECONFLICT;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return BW_EDENIED;
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_ERROR:
	case SQLITE_SCHEMA:
	case SQLITE_MISMATCH:
	case SQLITE_CONSTRAINT:
		return BW_EFORMAT;
	case SQLITE_TOOBIG:
		return BW_ELIMIT;
	case SQLITE_INTERRUPT:
		return BW_ECANCELLED;
	default:
		return BW_EIO;
	}
}

static const char *
advice(int rc, int sys)
{
	/* A limit on the size of files is told as a failed write only. */
	if ((rc & 0xff) == SQLITE_FULL || rc == SQLITE_IOERR_WRITE ||
	    sys == ENOSPC || sys == EFBIG || sys == EDQUOT)
		return "the disk is full or the file may not grow: make room "
		       "and try again";
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "another process is loading into this world: wait until "
		       "it is ready";
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return "the world file or its folder cannot be written: look "
		       "at its permissions";
	case SQLITE_AUTH:
		return "this connection may only read";
	case SQLITE_CANTOPEN:
		return "cannot open or make the file: look at the folder and "
		       "its permissions";
	case SQLITE_NOTADB:
		return "this is no world file";
	case SQLITE_CORRUPT:
		return "the world file is damaged: restore a copy or load its "
		       "sources again";
	case SQLITE_CONSTRAINT:
		return "the row contradicts the schema";
	default:
		return "SQLite";
	}
}

int
bw_sql_fail_rc(sqlite3 *db, int rc, struct bw_err *err, const char *doing)
{
	int sys = db != NULL ? sqlite3_system_errno(db) : 0;
	int code = code_of(rc);

	if ((rc & 0xff) == SQLITE_NOMEM)
		return bw_fail(err, BW_ENOMEM, "no memory to %s", doing);
	if (sys == ENOSPC || sys == EFBIG || sys == EDQUOT)
		code = BW_EIO;
	code = bw_fail(err, code, "cannot %s: %s (%s)", doing, advice(rc, sys),
	    db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
	if (err != NULL && err->sys == 0)
		err->sys = sys;
	return code;
}

int
bw_sql_fail(sqlite3 *db, struct bw_err *err, const char *doing)
{
	int rc = db != NULL ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;

	return bw_sql_fail_rc(
	    db, rc == SQLITE_OK ? SQLITE_ERROR : rc, err, doing);
}

int
bw_sql_exec(sqlite3 *db, const char *sql, struct bw_err *err)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return bw_sql_fail(db, err, "use the world file");
	return 0;
}

int
bw_sql_prepare(
    sqlite3 *db, const char *sql, sqlite3_stmt **out, struct bw_err *err)
{
	if (sqlite3_prepare_v3(db, sql, -1, 0, out, NULL) != SQLITE_OK)
		return bw_sql_fail(db, err, "use the world file");
	return 0;
}

int
bw_sql_step(sqlite3_stmt *st, bool *row, struct bw_err *err)
{
	int rc = sqlite3_step(st);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return 0;
	return bw_sql_fail(sqlite3_db_handle(st), err, "use the world file");
}

int
bw_sql_run(sqlite3_stmt *st, struct bw_err *err)
{
	int rc = sqlite3_step(st);

	while (rc == SQLITE_ROW)
		rc = sqlite3_step(st);
	if (rc != SQLITE_DONE)
		bw_sql_fail(sqlite3_db_handle(st), err, "use the world file");
	(void)sqlite3_reset(st);
	return rc == SQLITE_DONE ? 0 : code_of(rc);
}

void
bw_sql_bind(sqlite3_stmt *st, int at, struct bw_str text)
{
	sqlite3_bind_text64(st, at, text.p != NULL ? text.p : "", text.n,
	    SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
bw_sql_bind_or_null(sqlite3_stmt *st, int at, struct bw_str text)
{
	if (text.n == 0)
		sqlite3_bind_null(st, at);
	else
		bw_sql_bind(st, at, text);
}

struct bw_str
bw_sql_text(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_text(st, column);
	int n = sqlite3_column_bytes(st, column);

	return (struct bw_str){ p, p == NULL ? 0 : (size_t)n };
}

bool
bw_sql_dup(sqlite3_stmt *st, int column, struct bw_arena *a, struct bw_str *out)
{
	*out = bw_arena_dup(a, bw_sql_text(st, column));
	return out->p != NULL;
}

int
bw_sql_number(sqlite3 *db, const char *sql, int64_t none, int64_t *out,
    struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool row;
	int rc = bw_sql_prepare(db, sql, &st, err);

	*out = none;
	if (rc == 0)
		rc = bw_sql_step(st, &row, err);
	if (rc == 0 && row && sqlite3_column_type(st, 0) != SQLITE_NULL)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc;
}
