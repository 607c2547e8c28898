/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load_read.c - the table study of the world, row by row.
 */
#include "supply/study_load_read.h"

int
bw_study_sql_fail(sqlite3 *db, struct bw_err *err)
{
	return bw_fail(err,
	    sqlite3_errcode(db) == SQLITE_NOMEM ? BW_ENOMEM : BW_EIO,
	    "cannot read studies from the world: %s; make the world anew if "
	    "this goes on",
	    sqlite3_errmsg(db));
}

int
bw_study_no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for studies");
}

static int
has_table(sqlite3 *db, bool *yes, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db,
	    "SELECT 1 FROM sqlite_schema WHERE name = 'study'", -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	*yes = rc == SQLITE_ROW;
	sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE
	    ? 0
	    : bw_study_sql_fail(db, err);
}

/* ?1 is `key`, ?9 the last load that counts. */
int
bw_study_open(struct bw_study_reader *r, const struct bw_view *v,
    const char *sql, struct bw_str key, struct bw_arena *a, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));
	bool yes = false;
	int rc = has_table(db, &yes, err);

	*r = (struct bw_study_reader){ .a = a, .err = err };
	if (rc != 0 || !yes)
		return rc;
	if (sqlite3_prepare_v2(db, sql, -1, &r->st, NULL) != SQLITE_OK)
		return bw_study_sql_fail(db, err);
	sqlite3_bind_int64(r->st, 9, bw_view_known(v));
	if (key.p != NULL &&
	    sqlite3_bind_text64(r->st, 1, key.p, key.n, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK)
		return bw_study_sql_fail(db, err);
	return 0;
}

static struct bw_str
text(struct bw_study_reader *r, int column)
{
	const char *p = (const char *)sqlite3_column_text(r->st, column);

	return p == NULL
	    ? BW_STR("")
	    : bw_arena_dup(r->a,
		  (struct bw_str){
		      p, (size_t)sqlite3_column_bytes(r->st, column) });
}

double
bw_study_real(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
	    ? NAN
	    : sqlite3_column_double(st, column);
}

int
bw_study_next(struct bw_study_reader *r, struct bw_study_row *row, bool *more)
{
	int rc = r->st == NULL ? SQLITE_DONE : sqlite3_step(r->st);

	*more = rc == SQLITE_ROW;
	if (rc == SQLITE_DONE)
		return 0;
	if (rc != SQLITE_ROW)
		return bw_study_sql_fail(sqlite3_db_handle(r->st), r->err);
	*row = (struct bw_study_row){ .name = text(r, 0),
		.subject = text(r, 1),
		.stage = (int8_t)sqlite3_column_int(r->st, 2),
		.country = text(r, 3),
		.counterpart = text(r, 4),
		.year = sqlite3_column_int(r->st, 5),
		.value = { bw_study_real(r->st, 7), bw_study_real(r->st, 6),
		    bw_study_real(r->st, 8) },
		.unit = text(r, 9),
		.detail = text(r, 10),
		.place = { (uint32_t)sqlite3_column_int64(r->st, 11),
		    (uint64_t)sqlite3_column_int64(r->st, 12),
		    (uint64_t)sqlite3_column_int64(r->st, 13), text(r, 14) } };
	return row->name.p == NULL || row->subject.p == NULL ||
		row->country.p == NULL || row->counterpart.p == NULL ||
		row->unit.p == NULL || row->detail.p == NULL ||
		row->place.ref.p == NULL
	    ? bw_study_no_memory(r->err)
	    : 0;
}
