/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_revision.c - documents that come again: which one is the newest.
 *
 * Advisories and inventories have a key that every revision has. The newer
 * one is that with the later time of change, then with the higher version;
 * where neither tells, the one that is loaded later. It ends the one before
 * (until_load); an older one that comes late is kept as ended, so that the
 * order in which files are loaded does not decide what holds. A document that
 * is there already adds nothing.
 *
 * Rows of this load may still wait in a batch, so its keys are remembered
 * here; what was there before is looked up when a key is first met.
 */
#include "world/load_priv.h"

static const struct {
	const char *next, *find, *end;
} table[] = {
	[BW_REVISION_ADVISORY] = { "SELECT max(id) + 1 FROM advisory",
	    "SELECT a.id, a.modified, a.version, a.body, a.until_load"
	    " FROM advisory a JOIN load l ON l.id = a.load"
	    " WHERE a.ref = ?2 AND a.scheme = ?1 AND a.publisher = ?3"
	    " AND l.superseded_by IS NULL AND a.load <> ?4 ORDER BY a.id",
	    "UPDATE advisory SET until_load = ?1 WHERE id = ?2"
	    " AND until_load IS NULL" },
	[BW_REVISION_INVENTORY] = { "SELECT max(id) + 1 FROM inventory",
	    "SELECT a.id, a.made, a.version, a.digest, a.until_load"
	    " FROM inventory a JOIN load l ON l.id = a.load"
	    " WHERE a.ref = ?2 AND a.scheme = ?1"
	    " AND coalesce(a.owner, 0) = CAST(?3 AS INTEGER)"
	    " AND l.superseded_by IS NULL AND a.load <> ?4 ORDER BY a.id",
	    "UPDATE inventory SET until_load = ?1 WHERE id = ?2"
	    " AND until_load IS NULL" },
};

int64_t
bw_load_digest(uint64_t hash)
{
	return (int64_t)(hash == (uint64_t)INT64_MIN ? hash + 1 : hash);
}

static bool
digit(struct bw_str s)
{
	return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
}

/* A run of digits without leading zeros, cut off *s. */
static struct bw_str
number(struct bw_str *s)
{
	struct bw_str all = *s;

	while (digit(*s))
		*s = bw_str_sub(*s, 1, s->n);
	all.n -= s->n;
	while (all.n > 1 && all.p[0] == '0')
		all = bw_str_sub(all, 1, all.n);
	return all;
}

/* Revision numbers: "9" before "10", "1.2" before "1.10". */
static int
order_of_versions(struct bw_str a, struct bw_str b)
{
	while (a.n > 0 && b.n > 0) {
		if (digit(a) && digit(b)) {
			struct bw_str x = number(&a), y = number(&b);
			int order = x.n != y.n ? (x.n < y.n ? -1 : 1)
					       : bw_str_cmp(x, y);

			if (order != 0)
				return order;
			continue;
		}
		if (a.p[0] != b.p[0])
			return (unsigned char)a.p[0] < (unsigned char)b.p[0]
			    ? -1
			    : 1;
		a = bw_str_sub(a, 1, a.n);
		b = bw_str_sub(b, 1, b.n);
	}
	return (a.n > 0) - (b.n > 0);
}

static bool
equal(const struct bw_revision *a, const struct bw_revision *b)
{
	return a->hash == b->hash && a->when == b->when &&
	    bw_str_eq(a->version, b->version);
}

static struct bw_revisions *
of_table(struct bw_load *l, enum bw_revision_of of)
{
	return of == BW_REVISION_ADVISORY ? &l->advisories : &l->inventories;
}

static int
start(struct bw_load *l, enum bw_revision_of of, struct bw_err *err)
{
	struct bw_revisions *r = of_table(l, of);
	sqlite3 *db;
	int rc;

	if (r->started)
		return 0;
	bw_intern_init(&r->in);
	r->started = true;
	db = bw_bulk_lock(l->bulk);
	rc = bw_sql_number(db, table[of].next, 1, &r->first, err);
	bw_bulk_unlock(l->bulk);
	r->next = r->first;
	return rc;
}

/* One row of what was there before this load. */
static int
one_before(struct bw_load *l, sqlite3_stmt *st, const struct bw_revision *mine,
    struct bw_revision *newest, bool *known, struct bw_err *err)
{
	struct bw_revision was = { .row = sqlite3_column_int64(st, 0),
		.when = sqlite3_column_type(st, 1) == SQLITE_NULL
		    ? BW_NO_TIME
		    : sqlite3_column_int64(st, 1),
		.version = bw_sql_text(st, 2) };

	if (sqlite3_column_type(st, 3) == SQLITE_INTEGER)
		was.hash = (uint64_t)sqlite3_column_int64(st, 3);
	else
		was.hash = bw_hash(bw_sql_text(st, 3));
	*known = *known || equal(&was, mine);
	if (sqlite3_column_type(st, 4) != SQLITE_NULL)
		return 0;
	was.version = bw_arena_dup(&l->run, was.version);
	if (was.version.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a revision");
	*newest = was;
	return 0;
}

static int
look_up(struct bw_load *l, enum bw_revision_of of, const struct bw_str key[3],
    const struct bw_revision *mine, struct bw_revision *newest, bool *known,
    struct bw_err *err)
{
	struct bw_revisions *r = of_table(l, of);
	sqlite3 *db;
	bool row;
	int rc = 0;

	if (r->first == 1) /* the table was empty */
		return 0;
	db = bw_bulk_lock(l->bulk);
	if (r->find == NULL)
		rc = bw_sql_prepare(db, table[of].find, &r->find, err);
	for (int i = 0; rc == 0 && i < 3; i++)
		bw_sql_bind(r->find, i + 1, key[i]);
	if (rc == 0)
		sqlite3_bind_int64(r->find, 4, l->n.replaced);
	while (rc == 0) {
		rc = bw_sql_step(r->find, &row, err);
		if (rc != 0 || !row)
			break;
		rc = one_before(l, r->find, mine, newest, known, err);
	}
	if (r->find != NULL)
		sqlite3_reset(r->find);
	bw_bulk_unlock(l->bulk);
	return rc;
}

/* The number of the key; *newest is what holds under it. */
static int
meet(struct bw_load *l, enum bw_revision_of of, const struct bw_str key[3],
    const struct bw_revision *mine, uint32_t *id, bool *known,
    struct bw_err *err)
{
	struct bw_revisions *r = of_table(l, of);
	struct bw_revision none = { 0 };
	bool added = false;
	int rc;

	bw_buf_clear(&r->key);
	for (int i = 0; i < 3; i++) {
		bw_buf_add(&r->key, &key[i].n, sizeof(key[i].n));
		bw_buf_str(&r->key, key[i]);
	}
	rc = bw_buf_check(&r->key, err);
	if (rc == 0)
		rc =
		    bw_intern_add(&r->in, bw_buf_get(&r->key), id, &added, err);
	if (rc != 0 || !added)
		return rc;
	rc = look_up(l, of, key, mine, &none, known, err);
	if (rc == 0 && !bw_vec_push(&r->newest, none))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a revision");
	return rc;
}

static int
order_of(const struct bw_revision *a, const struct bw_revision *b)
{
	if (a->when != b->when)
		return a->when < b->when ? -1 : 1;
	return order_of_versions(a->version, b->version);
}

int
bw_revision_take(struct bw_load *l, enum bw_revision_of of,
    const struct bw_str key[3], const struct bw_revision *mine, bool *add,
    bool *newest, struct bw_err *err)
{
	struct bw_revisions *r = of_table(l, of);
	struct bw_revision *was, now = *mine;
	bool known = false;
	uint32_t id = 0;
	int rc = start(l, of, err);

	*add = false;
	*newest = false;
	if (rc == 0)
		rc = meet(l, of, key, mine, &id, &known, err);
	if (rc != 0)
		return rc;
	was = &r->newest.v[id];
	if (was->row != 0 && equal(was, mine))
		return 0;
	*newest = was->row == 0 || order_of(mine, was) >= 0;
	*add = *newest || !known;
	if (!*newest)
		return 0;
	now.row = r->next;
	now.version = bw_arena_dup(&l->run, mine->version);
	if (now.version.p == NULL ||
	    (was->row != 0 && !bw_vec_push(&r->ended, was->row)))
		return bw_fail(err, BW_ENOMEM, "no memory for a revision");
	*was = now;
	return 0;
}

/* Rows numbered themselves, as counted here? */
static int
check(struct bw_load *l, const char *next, int64_t expected, struct bw_err *err)
{
	int64_t id = 0;
	int rc = bw_sql_number(l->w->db, next, 1, &id, err);

	if (rc == 0 && id != expected)
		rc = bw_fail(err, BW_EFORMAT,
		    "the world file does not number its rows as Bolwerk does: "
		    "it was changed outside Bolwerk");
	return rc;
}

static int
end(struct bw_load *l, enum bw_revision_of of, struct bw_err *err)
{
	struct bw_revisions *r = of_table(l, of);
	sqlite3_stmt *st = NULL;
	int rc;

	if (!r->started)
		return 0;
	rc = check(l, table[of].next, r->next, err);
	if (rc == 0 && r->ended.n > 0)
		rc = bw_sql_prepare(l->w->db, table[of].end, &st, err);
	for (size_t i = 0; i < r->ended.n && rc == 0; i++) {
		sqlite3_bind_int64(st, 1, l->n.id);
		sqlite3_bind_int64(st, 2, r->ended.v[i]);
		rc = bw_sql_run(st, err);
	}
	sqlite3_finalize(st);
	return rc;
}

int
bw_revision_end(struct bw_load *l, struct bw_err *err)
{
	int rc = end(l, BW_REVISION_ADVISORY, err);

	if (rc == 0)
		rc = end(l, BW_REVISION_INVENTORY, err);
	if (rc == 0 && l->packages.started)
		rc = check(l, "SELECT max(id) + 1 FROM package",
		    l->packages.next, err);
	return rc;
}

static void
release(struct bw_revisions *r)
{
	sqlite3_finalize(r->find);
	r->find = NULL;
	if (r->started)
		bw_intern_release(&r->in);
	r->started = false;
	bw_vec_release(&r->newest);
	bw_vec_release(&r->ended);
	bw_buf_release(&r->key);
}

void
bw_revision_release(struct bw_load *l)
{
	release(&l->advisories);
	release(&l->inventories);
}
