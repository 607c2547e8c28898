/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_class.c - the parties of a sector.
 *
 * Codes of activities (NACE) are said of some parties by some files, and
 * asked for once in a question about a sector: they stay in SQLite, with an
 * index, and are no columns. A classification is a tree whose codes grow to
 * the right, so "26" means all that begins with it. What two files say of a
 * party holds both: a company may do several things.
 */
#include "base/vec.h"
#include "world/view_priv.h"
#include "base/map.h"

static int
prepare(const struct bw_view *v, struct bw_str scheme, struct bw_str code,
    struct bw_str beyond, sqlite3_stmt **st, struct bw_err *err)
{
	int rc = bw_sql_prepare(v->priv->world->db,
	    "SELECT c.party FROM party_class c JOIN load l ON l.id = c.load"
	    " WHERE c.scheme = ?1 AND c.code >= ?2 AND c.code < ?3"
	    " AND l.id <= ?4 AND (l.superseded_by IS NULL"
	    " OR l.superseded_by > ?4)",
	    st, err);

	if (rc != 0)
		return rc;
	bw_sql_bind(*st, 1, scheme);
	bw_sql_bind(*st, 2, code);
	bw_sql_bind(*st, 3, beyond);
	sqlite3_bind_int64(*st, 4, v->priv->known);
	return 0;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

int
bw_view_class(const struct bw_view *v, struct bw_str scheme, struct bw_str code,
    struct bw_arena *a, uint32_t **party, size_t *n, struct bw_err *err)
{
	/* Codes are digits and points; a colon comes behind all of them. */
	struct bw_str beyond = bw_arena_fmt(a, "%.*s:", BW_ARG(code));
	BW_VEC(uint32_t) list = { 0 };
	sqlite3_stmt *st = NULL;
	bool row;
	int rc = 0;

	*n = 0;
	*party = BW_ARENA_ARRAY(a, uint32_t, 1);
	if (beyond.p == NULL || *party == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a sector");
	if (v->priv->world->schema < 2) /* nobody has said anything */
		return 0;
	rc = prepare(v, scheme, code, beyond, &st, err);
	while (rc == 0) {
		uint32_t p;

		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		p = bw_view_of_row(v, sqlite3_column_int64(st, 0));
		if (p != BW_NONE && !bw_vec_push(&list, p))
			rc = bw_fail(err, BW_ENOMEM, "no memory for a sector");
	}
	sqlite3_finalize(st);
	if (rc == 0 && list.n > 0)
		*party = BW_ARENA_ARRAY(a, uint32_t, list.n);
	if (rc == 0 && *party == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a sector");
	if (rc == 0 && list.n > 0) {
		qsort(list.v, list.n, sizeof(*list.v), by_number);
		for (size_t i = 0; i < list.n; i++)
			if (*n == 0 || (*party)[*n - 1] != list.v[i])
				(*party)[(*n)++] = list.v[i];
	}
	bw_vec_release(&list);
	return rc;
}
