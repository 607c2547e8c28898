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

/* A number, of a statement with these bindings. */
static int
ask(struct bw_world *w, const char *sql, const int64_t bind[3], int64_t *out,
    struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool more;
	int rc = bw_sql_prepare(w->db, sql, &st, err);

	for (int i = 0; i < sqlite3_bind_parameter_count(st) && rc == 0; i++)
		sqlite3_bind_int64(st, i + 1, bind[i]);
	if (rc == 0)
		rc = bw_sql_step(st, &more, err);
	*out = rc == 0 && more ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	return rc;
}

/* Rows come in the order of loads. */
#define LAST(table)                                             \
	"SELECT id FROM " table " WHERE load <= ?1 ORDER BY id" \
	" DESC LIMIT 1"

int
bw_told_mark(struct bw_world *w, uint32_t load, struct bw_told_mark *out,
    struct bw_err *err)
{
	const struct {
		const char *sql;
		int64_t *to;
	} number[] = { { "SELECT max(id) FROM load WHERE id <= ?1",
			   &out->load },
		{ LAST("advisory"), &out->advisory },
		{ LAST("signal"), &out->signal },
		{ LAST("package"), &out->package },
		{ LAST("inventory"), &out->inventory } };
	int64_t bind[3] = { load == 0 ? UINT32_MAX : load };
	int rc = 0;

	*out = (struct bw_told_mark){ 0 };
	for (size_t i = 0; i < BW_LEN(number) && rc == 0 && w->schema >= 5; i++)
		rc = ask(w, number[i].sql, bind, number[i].to, err);
	return rc;
}

/* ?1 the last row and ?2 the last load of the mark, ?3 the load at which it is
 * asked. CROSS JOIN: in this order. */
#define ENDED(table)                                                       \
	"SELECT DISTINCT o.id FROM " table " n CROSS JOIN " table " o"     \
	" ON o.ref = n.ref CROSS JOIN load l ON l.id = o.load WHERE"       \
	" n.id > ?1 AND n.load <= ?3 AND o.id <= ?1 AND o.until_load > ?2" \
	" AND o.until_load <= ?3 AND (l.superseded_by IS NULL"             \
	" OR l.superseded_by > ?2)"
#define REPLACED(table)                                        \
	"SELECT id FROM " table " WHERE id <= ?1 AND"          \
	" (until_load IS NULL OR until_load > ?2) AND load IN" \
	" (SELECT id FROM load WHERE superseded_by > ?2 AND"   \
	" superseded_by <= ?3)"
#define WAS_REPLACED(what, count)                                \
	"SELECT " what " FROM load WHERE superseded_by > ?2 AND" \
	" superseded_by <= ?3 AND id <= ?2 AND " count " > 0 AND ?1 = ?1"

static int
each(struct bw_world *w, const char *sql, const int64_t bind[3],
    enum bw_told_gone what, bw_told_gone_fn *fn, void *ctx, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	bool more = true;
	int rc = bw_sql_prepare(w->db, sql, &st, err);

	for (int i = 0; i < sqlite3_bind_parameter_count(st) && rc == 0; i++)
		sqlite3_bind_int64(st, i + 1, bind[i]);
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
    uint32_t known, bw_told_gone_fn *fn, void *ctx, struct bw_err *err)
{
	const struct {
		const char *whether, *sql; /* whether: NULL always */
		int64_t row;
		enum bw_told_gone what;
	} walk[] = {
		{ NULL, ENDED("advisory"), mark->advisory, BW_GONE_ADVISORY },
		{ WAS_REPLACED("count(*)", "advisories"), REPLACED("advisory"),
		    mark->advisory, BW_GONE_ADVISORY },
		{ NULL, WAS_REPLACED("id", "signals"), 0, BW_GONE_SIGNALS },
		{ NULL, ENDED("inventory"), mark->inventory,
		    BW_GONE_INVENTORY },
		{ WAS_REPLACED("count(*)", "inventories"),
		    REPLACED("inventory"), mark->inventory, BW_GONE_INVENTORY }
	};
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(walk) && rc == 0 && w->schema >= 5; i++) {
		int64_t bind[3] = { walk[i].row, mark->load,
			known == 0 ? UINT32_MAX : known };
		int64_t any = 1;

		if (walk[i].whether != NULL)
			rc = ask(w, walk[i].whether, bind, &any, err);
		if (rc == 0 && any > 0)
			rc = each(
			    w, walk[i].sql, bind, walk[i].what, fn, ctx, err);
	}
	return rc;
}

int
bw_told_lists_since(struct bw_world *w, const struct bw_told_mark *mark,
    bw_told_gone_fn *fn, void *ctx, struct bw_err *err)
{
	int64_t bind[3] = { mark->load };

	return w->schema < 5
	    ? 0
	    : each(w, "SELECT id FROM load WHERE id > ?1 AND signals > 0", bind,
		  BW_GONE_SIGNALS, fn, ctx, err);
}
