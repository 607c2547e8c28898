/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * told_gone.c - what came after a place in the growth of the world, and what
 * holds no more since.
 *
 * A revision ends the one before it, which has the same ref: the index on ref
 * leads from the new rows to what they ended, without a walk over half a
 * million advisories. Only when a delivery was replaced whole are the rows of
 * its table read.
 */
#include "world/told.h"
#include "world/world_priv.h"

int
bw_told_mark(struct bw_world *w, struct bw_told_mark *out, struct bw_err *err)
{
	const struct {
		const char *sql;
		int64_t *to;
	} number[] = { { "SELECT max(id) FROM load", &out->load },
		{ "SELECT max(id) FROM advisory", &out->advisory },
		{ "SELECT max(id) FROM signal", &out->signal },
		{ "SELECT max(id) FROM package", &out->package },
		{ "SELECT max(id) FROM inventory", &out->inventory } };
	int rc = 0;

	*out = (struct bw_told_mark){ 0 };
	if (w->schema < 5)
		return 0;
	for (size_t i = 0; i < BW_LEN(number) && rc == 0; i++)
		rc = bw_sql_number(w->db, number[i].sql, 0, number[i].to, err);
	return rc;
}

/* ?1 the last row, ?2 the last load of the mark. CROSS JOIN: in this order. */
#define ENDED(table)                                                   \
	"SELECT DISTINCT o.id FROM " table " n CROSS JOIN " table " o" \
	" ON o.ref = n.ref WHERE n.id > ?1 AND o.id <= ?1 AND"         \
	" o.until_load > ?2"
#define REPLACED(table)                                       \
	"SELECT id FROM " table " WHERE id <= ?1 AND load IN" \
	" (SELECT id FROM load WHERE superseded_by > ?2)"
#define WAS_REPLACED(count)                                      \
	"SELECT count(*) FROM load WHERE superseded_by > ?2 AND" \
	" id <= ?2 AND " count " > 0 AND ?1 = ?1"

/* A number, of a statement with the same bindings. */
static int
ask(struct bw_world *w, const char *sql, int64_t row, int64_t load,
    int64_t *out, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool more;
	int rc = bw_sql_prepare(w->db, sql, &st, err);

	if (rc == 0) {
		sqlite3_bind_int64(st, 1, row);
		sqlite3_bind_int64(st, 2, load);
		rc = bw_sql_step(st, &more, err);
	}
	*out = rc == 0 ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	return rc;
}

static int
each(struct bw_world *w, const char *sql, int64_t row, int64_t load,
    enum bw_told_gone what, bw_told_gone_fn *fn, void *ctx, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool more = true;
	int rc = bw_sql_prepare(w->db, sql, &st, err);

	if (rc == 0)
		sqlite3_bind_int64(st, 1, row);
	if (rc == 0)
		sqlite3_bind_int64(st, 2, load);
	while (rc == 0) {
		rc = bw_sql_step(st, &more, err);
		if (rc != 0 || !more)
			break;
		rc = fn(ctx, what, sqlite3_column_int64(st, 0), err);
	}
	sqlite3_finalize(st);
	return rc;
}

int
bw_told_gone(struct bw_world *w, const struct bw_told_mark *mark,
    bw_told_gone_fn *fn, void *ctx, struct bw_err *err)
{
	const struct {
		const char *whether, *sql; /* whether: NULL always */
		int64_t row;
		enum bw_told_gone what;
	} walk[] = { { NULL, ENDED("advisory"), mark->advisory,
			 BW_GONE_ADVISORY },
		{ WAS_REPLACED("advisories"), REPLACED("advisory"),
		    mark->advisory, BW_GONE_ADVISORY },
		{ NULL,
		    "SELECT id FROM load WHERE superseded_by > ?2 AND id <= ?2"
		    " AND signals > 0 AND ?1 = ?1",
		    mark->load, BW_GONE_SIGNALS },
		{ NULL, ENDED("inventory"), mark->inventory,
		    BW_GONE_INVENTORY },
		{ WAS_REPLACED("inventories"), REPLACED("inventory"),
		    mark->inventory, BW_GONE_INVENTORY } };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(walk) && rc == 0 && w->schema >= 5; i++) {
		int64_t any = 1;

		if (walk[i].whether != NULL)
			rc = ask(w, walk[i].whether, walk[i].row, mark->load,
			    &any, err);
		if (rc == 0 && any > 0)
			rc = each(w, walk[i].sql, walk[i].row, mark->load,
			    walk[i].what, fn, ctx, err);
	}
	return rc;
}
