/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_load_sql.c - what reading the world comes down to, once for all
 * tables.
 */
#include "supply/supply_load_sql.h"
#include <math.h>

int
supply_no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for supplies");
}

int
supply_sql_fail(sqlite3 *db, struct bw_err *err)
{
	return bw_fail(err,
	    sqlite3_errcode(db) == SQLITE_NOMEM ? BW_ENOMEM : BW_EIO,
	    "cannot read supplies from the world: %s; make the world anew if "
	    "this goes on",
	    sqlite3_errmsg(db));
}

int
supply_has_table(
    const struct bw_view *v, const char *table, bool *yes, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc =
	    supply_prepare(v, "SELECT 1 FROM sqlite_schema WHERE name = ?1",
		bw_str_of(table), &st, err);

	*yes = false;
	if (rc == 0)
		rc = supply_step(st, yes, err);
	sqlite3_finalize(st);
	return rc;
}

int
supply_prepare(const struct bw_view *v, const char *sql, struct bw_str key,
    sqlite3_stmt **st, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));

	*st = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, st, NULL) != SQLITE_OK ||
	    (key.p != NULL &&
		sqlite3_bind_text64(*st, 1, key.p, key.n, SQLITE_STATIC,
		    SQLITE_UTF8) != SQLITE_OK))
		return supply_sql_fail(db, err);
	/* not every statement asks for it */
	(void)sqlite3_bind_int64(*st, 9, bw_view_known(v));
	return 0;
}

int
supply_step(sqlite3_stmt *st, bool *row, struct bw_err *err)
{
	int rc = sqlite3_step(st);

	*row = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE
	    ? 0
	    : supply_sql_fail(sqlite3_db_handle(st), err);
}

bool
supply_text(
    sqlite3_stmt *st, int column, struct bw_arena *a, struct bw_str *out)
{
	const char *p = (const char *)sqlite3_column_text(st, column);

	*out = BW_STR("");
	if (p == NULL) /* NULL, or no memory to convert it */
		return sqlite3_column_type(st, column) == SQLITE_NULL;
	*out = bw_arena_dup(
	    a, (struct bw_str){ p, (size_t)sqlite3_column_bytes(st, column) });
	return out->p != NULL;
}

double
supply_real(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
	    ? NAN
	    : sqlite3_column_double(st, column);
}

void *
supply_keep(struct bw_arena *a, const void *v, size_t n, size_t size,
    size_t *kept, int *rc, struct bw_err *err)
{
	void *to;

	*kept = 0;
	if (*rc != 0 || n == 0)
		return NULL;
	if ((to = bw_arena_alloc(a, n, size)) == NULL) {
		*rc = supply_no_memory(err);
		return NULL;
	}
	memcpy(to, v, n * size);
	*kept = n;
	return to;
}

bool
supply_nearer(int year, int best, int wanted)
{
	int gap = abs(year - wanted), least = abs(best - wanted);

	return gap < least || (gap == least && year > best);
}
