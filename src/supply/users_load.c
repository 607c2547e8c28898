/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * users_load.c - companies by what they use: the table use_item, from the other
 * side. One company may stand in it under several rows of `party`; they are
 * one here as everywhere.
 */
#include "supply/users_load.h"
#include "base/map.h"
#include "base/vec.h"
#include <sqlite3.h>

typedef BW_VEC(struct bw_user) users_vec;

static int
fail(sqlite3 *db, struct bw_err *err)
{
	return bw_fail(err,
	    sqlite3_errcode(db) == SQLITE_NOMEM ? BW_ENOMEM : BW_EIO,
	    "cannot read users from the world: %s; make the world anew if "
	    "this goes on",
	    sqlite3_errmsg(db));
}

static bool
add(users_vec *to, const struct bw_user *u)
{
	for (size_t i = 0; i < to->n; i++) {
		if (to->v[i].party != u->party)
			continue;
		to->v[i].lines++;
		if (u->critical > to->v[i].critical)
			to->v[i].critical = u->critical;
		return true;
	}
	return bw_vec_push(to, *u);
}

static int
by_party(const void *pa, const void *pb)
{
	const struct bw_user *a = pa, *b = pb;

	return (a->party > b->party) - (a->party < b->party);
}

static int
read_all(const struct bw_view *v, sqlite3_stmt *st, users_vec *to,
    struct bw_err *err)
{
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct bw_user u = { .party = bw_view_of_row(
					 v, sqlite3_column_int64(st, 0)),
			.lines = 1,
			.critical = sqlite3_column_type(st, 1) == SQLITE_NULL
			    ? -1
			    : sqlite3_column_int(st, 1) != 0,
			.load = (uint32_t)sqlite3_column_int64(st, 2),
			.line = (uint64_t)sqlite3_column_int64(st, 3) };

		if (u.party != BW_NONE && !add(to, &u))
			return bw_fail(err, BW_ENOMEM, "no memory for users");
	}
	return rc == SQLITE_DONE ? 0 : fail(sqlite3_db_handle(st), err);
}

int
bw_material_users(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_user **list, size_t *n, struct bw_err *err)
{
	sqlite3 *db = bw_world_db(bw_view_world(v));
	users_vec u = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	*list = NULL;
	*n = 0;
	if (sqlite3_prepare_v2(db,
		"SELECT u.company, u.critical, u.load, u.line FROM use_item u"
		" JOIN load l ON l.id = u.load WHERE u.item = ?1"
		" AND l.id <= ?2 AND (l.superseded_by IS NULL"
		" OR l.superseded_by > ?2) ORDER BY u.id",
		-1, &st, NULL) != SQLITE_OK ||
	    sqlite3_bind_text64(st, 1, material.p, material.n, SQLITE_STATIC,
		SQLITE_UTF8) != SQLITE_OK) {
		sqlite3_finalize(st);
		return fail(db, err);
	}
	sqlite3_bind_int64(st, 2, bw_view_known(v));
	rc = read_all(v, st, &u, err);
	sqlite3_finalize(st);
	if (rc == 0 && u.n > 0) {
		qsort(u.v, u.n, sizeof(*u.v), by_party);
		*list = BW_ARENA_ARRAY(a, struct bw_user, u.n);
		if (*list == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for users");
		else
			memcpy(*list, u.v, u.n * sizeof(*u.v));
		*n = rc == 0 ? u.n : 0;
	}
	bw_vec_release(&u);
	return rc;
}
