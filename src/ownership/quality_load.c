/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * quality_load.c - who is dissolved or dead, of all parties of a world.
 *
 * The columns do not hold it, as few parties have such a day: so those rows
 * are read that tell one, and each party is asked once more for what counts
 * in the end (a later statement may have taken it back).
 */
#include "ownership/quality.h"
#include "base/map.h"
#include <sqlite3.h>
#include <stdlib.h>

static int
candidates(const struct bw_view *v, struct bw_arena *a, uint32_t **party,
    size_t *n, struct bw_err *err)
{
	static const char sql[] =
	    "SELECT id FROM party WHERE ended IS NOT NULL"
	    " UNION SELECT party FROM party_fact WHERE ended IS NOT NULL"
	    " ORDER BY 1";
	struct sqlite3 *db = bw_world_db(bw_view_world(v));
	BW_VEC(uint32_t) list = { 0 };
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ROW, rc = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return bw_fail(err, BW_EFORMAT, "the world cannot be read: %s",
		    sqlite3_errmsg(db));
	while (rc == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		uint32_t x = bw_view_of_row(v, sqlite3_column_int64(st, 0));

		if (x != BW_NONE && !bw_vec_push(&list, x))
			rc = bw_fail(err, BW_ENOMEM, "no memory for parties");
	}
	if (rc == 0 && step != SQLITE_DONE)
		rc = bw_fail(err, BW_EFORMAT, "the world cannot be read: %s",
		    sqlite3_errmsg(db));
	sqlite3_finalize(st);
	*party = BW_ARENA_ARRAY(a, uint32_t, list.n + 1);
	if (rc == 0 && *party == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for parties");
	if (rc == 0 && list.n > 0)
		memcpy(*party, list.v, list.n * sizeof(**party));
	*n = list.n;
	bw_vec_release(&list);
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int
bw_quality_ended(const struct bw_view *v, bw_date day, struct bw_arena *a,
    uint32_t **party, size_t *n, struct bw_err *err)
{
	struct bw_party_facts f;
	struct bw_arena scratch;
	size_t all = 0, kept = 0;
	int rc;

	*n = 0;
	rc = candidates(v, a, party, &all, err);
	if (rc != 0)
		return rc;
	if (all > 1)
		qsort(*party, all, sizeof(**party), by_number);
	bw_arena_init(&scratch, 0);
	for (size_t i = 0; rc == 0 && i < all; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&scratch);
		uint32_t x = (*party)[i];

		if (kept > 0 && (*party)[kept - 1] == x)
			continue;
		rc = bw_view_party_facts(v, x, &scratch, &f, err);
		if (rc == 0 && f.ended <= day)
			(*party)[kept++] = x;
		bw_arena_reset(&scratch, mark);
	}
	bw_arena_release(&scratch);
	*n = kept;
	return rc;
}
