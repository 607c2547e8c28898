/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sources.c - which files the world knows, and what was wrong in them.
 */
#include "world/world_priv.h"

#define COLUMNS                                                           \
	"SELECT id, name, format, sha256, licence, publisher, published," \
	" loaded_at, dataset, bytes, parties, stakes, uses, figures,"     \
	" refused, notes, skipped, superseded_by"
/* A world of before schema 5 counts none of these. */
#define NEWER COLUMNS ", advisories, signals, inventories FROM load"
#define OLDER COLUMNS ", 0, 0, 0 FROM load"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the list of sources");
}

static int
read_source(sqlite3_stmt *st, struct bw_arena *a, struct bw_source *out,
    struct bw_err *err)
{
	*out = (struct bw_source){
		.id = (uint32_t)sqlite3_column_int64(st, 0),
		.published = sqlite3_column_type(st, 6) == SQLITE_NULL
		    ? BW_DATE_MIN
		    : sqlite3_column_int(st, 6),
	};
	if (!bw_sql_dup(st, 1, a, &out->name) ||
	    !bw_sql_dup(st, 2, a, &out->format) ||
	    !bw_sql_dup(st, 3, a, &out->sha256) ||
	    !bw_sql_dup(st, 4, a, &out->licence) ||
	    !bw_sql_dup(st, 5, a, &out->publisher) ||
	    !bw_sql_dup(st, 7, a, &out->loaded_at))
		return no_memory(err);
	return 0;
}

static int
read_row(sqlite3_stmt *st, struct bw_arena *a, struct bw_source_row *out,
    struct bw_err *err)
{
	uint64_t *const number[] = { &out->bytes, &out->parties, &out->stakes,
		&out->uses, &out->figures, &out->refused, &out->notes,
		&out->skipped };

	*out = (struct bw_source_row){ 0 };
	for (int i = 0; i < (int)BW_LEN(number); i++)
		*number[i] = (uint64_t)sqlite3_column_int64(st, 9 + i);
	out->advisories = (uint64_t)sqlite3_column_int64(st, 18);
	out->signals = (uint64_t)sqlite3_column_int64(st, 19);
	out->inventories = (uint64_t)sqlite3_column_int64(st, 20);
	out->superseded_by = (uint32_t)sqlite3_column_int64(st, 17);
	if (!bw_sql_dup(st, 8, a, &out->dataset))
		return no_memory(err);
	return read_source(st, a, &out->source, err);
}

int
bw_world_sources(struct bw_world *w, struct bw_arena *a,
    struct bw_source_row **rows, size_t *n, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count = 0;
	bool row;
	int rc;

	*rows = NULL;
	*n = 0;
	rc = bw_sql_number(w->db, "SELECT count(*) FROM load", 0, &count, err);
	if (rc == 0)
		rc = bw_sql_prepare(w->db,
		    w->schema < 5 ? OLDER " ORDER BY id" : NEWER " ORDER BY id",
		    &st, err);
	if (rc == 0 && count > 0) {
		*rows = BW_ARENA_ARRAY(a, struct bw_source_row, (size_t)count);
		if (*rows == NULL)
			rc = no_memory(err);
	}
	while (rc == 0 && *n < (size_t)count) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = read_row(st, a, &(*rows)[*n], err);
		*n += rc == 0;
	}
	sqlite3_finalize(st);
	return rc;
}

int
bw_world_source(struct bw_world *w, uint32_t id, struct bw_arena *a,
    struct bw_source *out, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool row = false;
	int rc = bw_sql_prepare(w->db,
	    w->schema < 5 ? OLDER " WHERE id = ?" : NEWER " WHERE id = ?", &st,
	    err);

	if (rc == 0) {
		sqlite3_bind_int64(st, 1, id);
		rc = bw_sql_step(st, &row, err);
	}
	if (rc == 0 && !row)
		rc = bw_fail(
		    err, BW_ENOTFOUND, "there is no source %u", (unsigned)id);
	if (rc == 0)
		rc = read_source(st, a, out, err);
	sqlite3_finalize(st);
	return rc;
}

/* Stamps rise with the numbers unless somebody set the clock back; then what
 * is stamped later counts as known later, and all that follows it. */
int
bw_world_known_on(
    struct bw_world *w, bw_date day, uint32_t *load, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	struct bw_buf text = { 0 };
	bool row = false;
	int rc = bw_sql_prepare(w->db,
	    "SELECT coalesce((SELECT min(id) - 1 FROM load"
	    " WHERE substr(loaded_at, 1, 10) > ?1),"
	    " (SELECT max(id) FROM load), 0)",
	    &st, err);

	*load = 0;
	bw_date_print(&text, day);
	if (rc == 0)
		rc = bw_buf_check(&text, err);
	if (rc == 0) {
		bw_sql_bind(st, 1, bw_buf_get(&text));
		rc = bw_sql_step(st, &row, err);
	}
	if (rc == 0 && row)
		*load = (uint32_t)sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	bw_buf_release(&text);
	return rc;
}

static int
read_report(sqlite3_stmt *st, struct bw_arena *a, struct bw_report_row *out,
    struct bw_err *err)
{
	*out = (struct bw_report_row){
		.kind = (enum bw_report_kind)sqlite3_column_int(st, 0),
		.line = (uint64_t)sqlite3_column_int64(st, 2),
		.number = (uint64_t)sqlite3_column_int64(st, 3),
	};
	if (!bw_sql_dup(st, 1, a, &out->rule) ||
	    !bw_sql_dup(st, 4, a, &out->ref) ||
	    !bw_sql_dup(st, 5, a, &out->what))
		return bw_fail(err, BW_ENOMEM, "no memory for the report");
	return 0;
}

int
bw_world_reports(struct bw_world *w, uint32_t load, struct bw_arena *a,
    struct bw_report_row **rows, size_t *n, struct bw_err *err)
{
	BW_VEC(struct bw_report_row) list = { 0 };
	struct bw_report_row one;
	sqlite3_stmt *st = NULL;
	bool row;
	int rc;

	*rows = NULL;
	*n = 0;
	rc = bw_sql_prepare(w->db,
	    "SELECT kind, rule, line, number, ref, what FROM report"
	    " WHERE load = ? ORDER BY id",
	    &st, err);
	if (rc == 0)
		sqlite3_bind_int64(st, 1, load);
	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = read_report(st, a, &one, err);
		if (rc == 0 && !bw_vec_push(&list, one))
			rc =
			    bw_fail(err, BW_ENOMEM, "no memory for the report");
	}
	if (rc == 0 && list.n > 0) {
		*rows = BW_ARENA_ARRAY(a, struct bw_report_row, list.n);
		if (*rows == NULL) {
			rc =
			    bw_fail(err, BW_ENOMEM, "no memory for the report");
		} else {
			memcpy(*rows, list.v, list.n * sizeof(*list.v));
			*n = list.n;
		}
	}
	bw_vec_release(&list);
	sqlite3_finalize(st);
	return rc;
}
