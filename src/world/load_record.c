/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_record.c - records that are said anew under the same id.
 *
 * Publishers with record ids (BODS, the British PSC register) deliver
 * changes: what a record said before no longer holds. Its stakes stand in
 * consecutive rows, so table record keeps the first and last, and an index
 * on ten million stakes is not needed. Ends are marked at the commit, when
 * all rows are there, in order of row.
 */
#include "world/load_priv.h"

#define LOOKUPS 20000
/* `first` of a record without stakes (last is 0 then): it never had any, or
 * it had, and the world has to be told. */
#define NEVER 1u
#define CHANGED 2u

static int
grow(struct bw_records *r, uint32_t first, uint32_t last, struct bw_err *err)
{
	if (bw_vec_push(&r->first, first) && bw_vec_push(&r->last, last))
		return 0;
	return bw_fail(err, BW_ENOMEM, "no memory for %zu record ids", r->in.n);
}

/* All records of the scheme: more than a few are about to be replaced. */
static int
read_all(struct bw_load *l, int64_t scheme, struct bw_err *err)
{
	struct bw_records *r = &l->records;
	sqlite3 *db = bw_bulk_lock(l->bulk);
	sqlite3_stmt *st = NULL;
	uint32_t id;
	bool row, added;
	int rc = bw_sql_prepare(db,
	    "SELECT ref, first, last FROM record WHERE scheme = ?", &st, err);

	if (rc == 0)
		sqlite3_bind_int64(st, 1, scheme);
	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc =
		    bw_intern_add(&r->in, bw_sql_text(st, 0), &id, &added, err);
		if (rc == 0 && added)
			rc = grow(r, (uint32_t)sqlite3_column_int64(st, 1),
			    (uint32_t)sqlite3_column_int64(st, 2), err);
	}
	sqlite3_finalize(st);
	bw_bulk_unlock(l->bulk);
	r->complete = rc == 0;
	return rc;
}

static int
look_up(struct bw_load *l, int64_t scheme, struct bw_str ref, uint32_t *first,
    uint32_t *last, struct bw_err *err)
{
	sqlite3 *db = bw_bulk_lock(l->bulk);
	bool row = false;
	int rc = 0;

	if (l->find_record == NULL)
		rc = bw_sql_prepare(db,
		    "SELECT first, last FROM record"
		    " WHERE scheme = ? AND ref = ?",
		    &l->find_record, err);
	if (rc == 0) {
		sqlite3_bind_int64(l->find_record, 1, scheme);
		bw_sql_bind(l->find_record, 2, ref);
		rc = bw_sql_step(l->find_record, &row, err);
	}
	if (rc == 0 && row) {
		*first = (uint32_t)sqlite3_column_int64(l->find_record, 0);
		*last = (uint32_t)sqlite3_column_int64(l->find_record, 1);
	}
	if (l->find_record != NULL)
		sqlite3_reset(l->find_record);
	bw_bulk_unlock(l->bulk);
	return rc;
}

/* What the record said before, as *first .. *last (last < first: nothing). */
static int
before(struct bw_load *l, struct bw_str ref, uint32_t *id, uint32_t *first,
    uint32_t *last, struct bw_err *err)
{
	struct bw_records *r = &l->records;
	int64_t scheme;
	bool added = false;
	int rc = bw_load_record_scheme(l, &scheme, err);

	*first = NEVER;
	*last = 0;
	if (rc == 0 && !r->complete && bw_intern_find(&r->in, ref) == BW_NONE &&
	    ++r->lookups > LOOKUPS)
		rc = read_all(l, scheme, err);
	if (rc == 0)
		rc = bw_intern_add(&r->in, ref, id, &added, err);
	if (rc == 0 && added)
		rc = grow(r, NEVER, 0, err);
	else if (rc == 0) {
		*first = r->first.v[*id];
		*last = r->last.v[*id];
	}
	if (rc == 0 && added && !r->complete)
		rc = look_up(l, scheme, ref, first, last, err);
	return rc;
}

int
bw_load_replace(void *ctx, struct bw_str ref, struct bw_err *err)
{
	struct bw_load *l = ctx;
	struct bw_records *r = &l->records;
	uint32_t id, first, last;
	int rc;

	rc = bw_load_stakes_flush(l, err);
	if (rc != 0 || ref.n == 0)
		return rc;
	rc = before(l, ref, &id, &first, &last, err);
	if (rc != 0)
		return rc;
	r->now = id;
	if (last < first) /* it had no stakes */
		return 0;
	if (!bw_vec_push(&r->ended, (struct bw_ended){ first, last, id }))
		return bw_fail(err, BW_ENOMEM, "no memory for record ids");
	r->first.v[id] = CHANGED;
	r->last.v[id] = 0;
	return 0;
}

/* A record may replace several others, so the last one that was replaced is
 * not always the one that the stake belongs to. */
void
bw_load_record_stake(struct bw_load *l, struct bw_str ref, uint32_t id)
{
	struct bw_records *r = &l->records;

	if (r->now == BW_NONE || ref.n == 0)
		return;
	if (!bw_str_eq(bw_intern_get(&r->in, r->now), ref)) {
		uint32_t other = bw_intern_find(&r->in, ref);

		if (other == BW_NONE)
			return;
		r->now = other;
	}
	if (r->last.v[r->now] < r->first.v[r->now])
		r->first.v[r->now] = id;
	r->last.v[r->now] = id;
}

static int
by_row(const void *a, const void *b)
{
	const struct bw_ended *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

static int
end_stakes(struct bw_load *l, sqlite3 *db, struct bw_err *err)
{
	struct bw_records *r = &l->records;
	sqlite3_stmt *st = NULL;
	int rc = bw_sql_prepare(db,
	    "UPDATE stake SET until_load = ?1 WHERE id BETWEEN ?2 AND ?3"
	    " AND ref = ?4 AND until_load IS NULL",
	    &st, err);

	if (r->ended.n > 1)
		qsort(r->ended.v, r->ended.n, sizeof(*r->ended.v), by_row);
	for (size_t i = 0; i < r->ended.n && rc == 0; i++) {
		sqlite3_bind_int64(st, 1, l->n.id);
		sqlite3_bind_int64(st, 2, r->ended.v[i].first);
		sqlite3_bind_int64(st, 3, r->ended.v[i].last);
		bw_sql_bind(st, 4, bw_intern_get(&r->in, r->ended.v[i].record));
		rc = bw_sql_run(st, err);
	}
	sqlite3_finalize(st);
	return rc;
}

static int
by_text(const void *a, const void *b, void *ctx)
{
	const struct bw_intern *in = ctx;

	return bw_str_cmp(bw_intern_get(in, *(const uint32_t *)a),
	    bw_intern_get(in, *(const uint32_t *)b));
}

static int
write_record(struct bw_load *l, sqlite3_stmt *st, uint32_t id, int64_t scheme,
    struct bw_err *err)
{
	struct bw_records *r = &l->records;

	sqlite3_bind_int64(st, 1, scheme);
	bw_sql_bind(st, 2, bw_intern_get(&r->in, id));
	sqlite3_bind_int64(st, 3, r->first.v[id]);
	sqlite3_bind_int64(st, 4, r->last.v[id]);
	sqlite3_bind_int64(st, 5, l->n.id);
	return bw_sql_run(st, err);
}

/* In order of id: the tree grows at its end and pages are touched once. */
static int
write_records(struct bw_load *l, sqlite3 *db, struct bw_err *err)
{
	struct bw_records *r = &l->records;
	uint32_t *order = bw_alloc(r->in.n, sizeof(*order)), n = 0;
	sqlite3_stmt *st = NULL;
	int64_t scheme = 0;
	int rc;

	if (order == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for record ids");
	for (uint32_t i = 0; i < r->in.n; i++)
		if (r->first.v[i] != NEVER || r->last.v[i] != 0)
			order[n++] = i;
	qsort_r(order, n, sizeof(*order), by_text, &r->in);
	rc = bw_load_record_scheme(l, &scheme, err);
	if (rc == 0)
		rc = bw_sql_prepare(db,
		    "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5)"
		    " ON CONFLICT DO UPDATE SET first = excluded.first,"
		    " last = excluded.last, load = excluded.load"
		    " WHERE first <> excluded.first OR last <> excluded.last",
		    &st, err);
	for (uint32_t i = 0; i < n && rc == 0; i++)
		rc = write_record(l, st, order[i], scheme, err);
	sqlite3_finalize(st);
	bw_free(order);
	return rc;
}

int
bw_load_record_end(struct bw_load *l, struct bw_err *err)
{
	sqlite3 *db;
	int rc;

	if (l->records.in.n == 0)
		return 0;
	db = l->w->db;
	rc = end_stakes(l, db, err);
	if (rc == 0)
		rc = write_records(l, db, err);
	return rc;
}

void
bw_load_record_release(struct bw_load *l)
{
	struct bw_records *r = &l->records;

	bw_intern_release(&r->in);
	bw_vec_release(&r->first);
	bw_vec_release(&r->last);
	bw_vec_release(&r->ended);
}
