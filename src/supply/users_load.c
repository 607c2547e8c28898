/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * users_load.c - companies by what they use: the table use_item, from the other
 * side. One company may stand in it under several rows of `party`; they are
 * one here as everywhere.
 */
#include "supply/users_load.h"
#include "base/map.h"
#include "base/vec.h"
#include "supply/supply_load_sql.h"

typedef BW_VEC(struct bw_user) users_vec;

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
	bool more;
	int rc;

	while ((rc = supply_step(st, &more, err)) == 0 && more) {
		struct bw_user u = { .party = bw_view_of_row(
					 v, sqlite3_column_int64(st, 0)),
			.lines = 1,
			.critical = sqlite3_column_type(st, 1) == SQLITE_NULL
			    ? -1
			    : sqlite3_column_int(st, 1) != 0,
			.load = (uint32_t)sqlite3_column_int64(st, 2),
			.line = (uint64_t)sqlite3_column_int64(st, 3) };

		if (u.party != BW_NONE && !add(to, &u))
			return supply_no_memory(err);
	}
	return rc;
}

int
bw_material_users(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_user **list, size_t *n, struct bw_err *err)
{
	users_vec u = { 0 };
	sqlite3_stmt *st = NULL;
	int rc = supply_prepare(v,
	    "SELECT u.company, u.critical, u.load, u.line FROM use_item u"
	    " JOIN load l ON l.id = u.load WHERE u.item = ?1"
	    " AND" SUPPLY_LIVE " ORDER BY u.id",
	    material, &st, err);

	if (rc == 0)
		rc = read_all(v, st, &u, err);
	sqlite3_finalize(st);
	if (u.n > 0)
		qsort(u.v, u.n, sizeof(*u.v), by_party);
	*list = supply_keep(a, u.v, u.n, sizeof(*u.v), n, &rc, err);
	bw_vec_release(&u);
	return rc;
}
