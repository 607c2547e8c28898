/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_build.c - from rows to columns: the order of the work, and its blocks.
 *
 *	loads -> parties, facts, claims -> stakes, uses -> who is visible
 *	      -> numbers 0 .. n-1 -> stakes sorted -> names and identifiers
 *
 * Every table is read once, in order of its rows; stakes at the same time as
 * the rest, on a second connection. Memory is a few columns of what is read,
 * freed as soon as the sorted column is there.
 */
#include "world/snap_parts.h"
#include "base/pool.h"

#define TWO_READERS 100000 /* from so many stakes on a second one pays */

const struct bw_snap_shape bw_snap_shape[BW_SNAP_SECTIONS] = {
	[BW_S_KIND] = { 1, BW_N_PARTY, 0 },
	[BW_S_COUNTRY] = { 2, BW_N_PARTY, 0 },
	[BW_S_PARTY_ROW] = { 8, BW_N_PARTY, 0 },
	[BW_S_NAME_AT] = { 8, BW_N_PARTY, 1 },
	[BW_S_NAMES] = { 1, BW_N_BYTES, 0 },
	[BW_S_AT] = { 4, BW_N_PARTY, 1 },
	[BW_S_HOLDER] = { 4, BW_N_STAKE, 0 },
	[BW_S_COMPANY] = { 4, BW_N_STAKE, 0 },
	[BW_S_LO] = { 4, BW_N_STAKE, 0 },
	[BW_S_HI] = { 4, BW_N_STAKE, 0 },
	[BW_S_OPEN] = { 1, BW_N_STAKE, 0 },
	[BW_S_NATURE] = { 1, BW_N_STAKE, 0 },
	[BW_S_FLAGS] = { 1, BW_N_STAKE, 0 },
	[BW_S_FROM] = { 4, BW_N_STAKE, 0 },
	[BW_S_TO] = { 4, BW_N_STAKE, 0 },
	[BW_S_LOAD] = { 4, BW_N_STAKE, 0 },
	[BW_S_STAKE_ROW] = { 8, BW_N_STAKE, 0 },
	[BW_S_OUT_AT] = { 4, BW_N_PARTY, 1 },
	[BW_S_OUT] = { 4, BW_N_STAKE, 0 },
	[BW_S_DENSE] = { 4, BW_N_ROW, 1 },
	[BW_S_MORE_PARTY] = { 4, BW_N_MORE, 0 },
	[BW_S_MORE_ROW] = { 4, BW_N_MORE, 0 },
	[BW_S_FIND_AT] = { 8, BW_N_FIND, 1 },
	[BW_S_FIND_TEXT] = { 1, BW_N_BYTES, 0 },
	[BW_S_FIND_PARTY] = { 4, BW_N_FIND, 0 },
	[BW_S_FIND_HASH] = { 8, BW_N_FIND, 0 },
	[BW_S_FIND_ORDER] = { 4, BW_N_FIND, 0 },
	[BW_S_ID_AT] = { 8, BW_N_ID, 1 },
	[BW_S_ID_TEXT] = { 1, BW_N_BYTES, 0 },
	[BW_S_ID_PARTY] = { 4, BW_N_ID, 0 },
	[BW_S_ID_HASH] = { 8, BW_N_ID, 0 },
	[BW_S_ID_ORDER] = { 4, BW_N_ID, 0 },
};

int
bw_parts_new(void *to, size_t n, size_t size, struct bw_err *err)
{
	void *block = bw_calloc(n, size);

	if (block == NULL)
		return bw_fail(err, BW_ENOMEM,
		    "no memory for the columns of the world (%zu rows)", n);
	memcpy(to, &block, sizeof(block));
	return 0;
}

int
bw_parts_damaged(
    const struct bw_parts *p, const char *table, int64_t id, struct bw_err *err)
{
	(void)p;
	return bw_fail(err, BW_EFORMAT,
	    "row %lld of table %s makes no sense: the world file was changed "
	    "outside Bolwerk; load its sources again",
	    (long long)id, table);
}

void
bw_snap_give(
    struct bw_snap *s, enum bw_snap_section i, void *block, uint64_t bytes)
{
	BW_ASSERT(s->own[i] == NULL);
	s->own[i] = block;
	s->at[i] = block;
	s->bytes[i] = bytes;
}

/* Which loads hold: not later than `known`, not replaced by then. */
static int
read_loads(struct bw_parts *p, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t top = 0, id, by;
	bool row;
	int rc = bw_sql_number(p->db, "SELECT max(id) FROM load", 0, &top, err);

	if (rc == 0 && (top < 0 || top >= UINT32_MAX))
		rc = bw_parts_damaged(p, "load", top, err);
	if (rc == 0)
		rc = bw_parts_new(&p->live, (size_t)top + 1, 1, err);
	if (rc == 0)
		rc = bw_sql_prepare(
		    p->db, "SELECT id, superseded_by FROM load", &st, err);
	p->n_load = (uint32_t)top;
	while (rc == 0) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		id = sqlite3_column_int64(st, 0);
		by = sqlite3_column_int64(st, 1);
		if (id > 0 && id <= top && id <= p->known)
			p->live[id] = by == 0 || by > p->known;
	}
	sqlite3_finalize(st);
	return rc;
}

static void
release(struct bw_parts *p)
{
	bw_free(p->live);
	bw_free(p->kind);
	bw_free(p->flags);
	bw_free(p->country);
	bw_free(p->name_at);
	bw_free(p->name_n);
	bw_free(p->parent);
	bw_free(p->dense);
	bw_free(p->leader);
	bw_buf_release(&p->text);
	bw_vec_release(&p->extra);
}

struct reading {
	struct bw_parts *p;
	struct bw_stake_parts *k;
	struct bw_err err[2];
};

static int
read_half(void *ctx, size_t half, size_t begin, size_t end, unsigned worker)
{
	struct reading *r = ctx;

	(void)begin;
	(void)end;
	(void)worker;
	if (half == 0)
		return bw_parts_read(r->p, &r->err[0]);
	return bw_stakes_read(r->k, r->p, &r->err[1]);
}

/* A second reader of the same content: while the transaction of the first
 * one is open nobody can commit. It opens its own at once, since a writer
 * that waits for the first to end lets no new reader in. */
static struct bw_world *
second_reader(sqlite3 *db, uint64_t version)
{
	int64_t stakes = 0;
	struct bw_world *w = NULL;

	if (bw_sql_number(db, "SELECT max(id) FROM stake", 0, &stakes, NULL) !=
		0 ||
	    stakes < TWO_READERS ||
	    bw_world_open(
		&w, sqlite3_db_filename(db, "main"), BW_WORLD_READ, NULL) != 0)
		return NULL;
	if (w->version == version && bw_sql_exec(w->db, "BEGIN", NULL) == 0 &&
	    bw_sql_number(
		w->db, "SELECT max(id) FROM stake", 0, &stakes, NULL) == 0)
		return w;
	bw_world_close(w);
	return NULL;
}

static int
read_tables(struct bw_parts *p, struct bw_stake_parts *k, uint64_t version,
    struct bw_err *err)
{
	struct reading r = { p, k, { BW_ERR_INIT, BW_ERR_INIT } };
	struct bw_world *second = second_reader(p->db, version);
	struct bw_pool *pool = NULL;
	int rc;

	k->db = second != NULL ? second->db : p->db;
	if (second != NULL && bw_pool_new(&pool, 2, NULL) != 0)
		pool = NULL;
	rc = bw_pool_run(pool, 2, 1, read_half, &r);
	bw_pool_free(pool);
	bw_world_close(second);
	if (rc != 0 && err != NULL)
		*err = r.err[r.err[0].code != 0 ? 0 : 1];
	return rc;
}

int
bw_snap_build(struct bw_snap *s, sqlite3 *db, uint64_t version, uint32_t known,
    struct bw_err *err)
{
	struct bw_parts p = { .db = db, .known = known };
	struct bw_stake_parts k = { 0 };
	int rc;

	*s = (struct bw_snap){ 0 };
	rc = read_loads(&p, err);
	if (rc == 0)
		rc = bw_parts_make(&p, err);
	if (rc == 0)
		rc = read_tables(&p, &k, version, err);
	if (rc == 0) {
		bw_stakes_mark(&k, &p);
		rc = bw_parts_number(&p, s, err);
	}
	if (rc == 0)
		rc = bw_stakes_sort(&k, &p, s, err);
	if (rc == 0)
		rc = bw_names_build(&p, s, err);
	bw_stakes_release(&k);
	release(&p);
	if (rc != 0)
		bw_snap_release(s);
	return rc;
}
