/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * load_keys.c - who is meant: from keys to rows of party.
 *
 * Every key (scheme and value) has a row of party of its own, once and for
 * all. That a file calls two keys one party is a claim of that file, kept as
 * a row of party_same: when the file is replaced the claim goes with it, and
 * a wrong identifier in one delivery never melts two companies together for
 * good. The view joins what current claims join.
 *
 * Keys of this load are in a table in memory. Those of earlier loads are
 * looked up one by one, until that has been done so often that reading all
 * of the scheme at once is cheaper. Names in own files have no index in the
 * world: they are read at the first such key, and only then.
 */
#include "world/load_priv.h"
#include "base/mem.h"

#define LOOKUPS 20000 /* at some 3 us each; then read the scheme whole */
#define PARTY_MAX (UINT32_MAX - 2)

static bool
grow(struct bw_scheme *s)
{
	size_t cap = s->cap ? s->cap + s->cap / 2 : 64;
	struct bw_keyed *keyed;

	if (s->in.n <= s->cap)
		return true;
	if (cap < s->in.n)
		cap = s->in.n;
	keyed = bw_realloc(s->keyed, cap, sizeof(*keyed));
	if (keyed == NULL)
		return false;
	s->keyed = keyed;
	memset(keyed + s->cap, 0, (cap - s->cap) * sizeof(*keyed));
	s->cap = cap;
	return true;
}

static int
add_key(struct bw_scheme *s, struct bw_str value, uint32_t *id, bool *added,
    struct bw_err *err)
{
	int rc = bw_intern_add(&s->in, value, id, added, err);

	if (rc == 0 && !grow(s))
		rc = bw_fail(err, BW_ENOMEM, "no memory for %zu keys", s->in.n);
	return rc;
}

/* Keys of earlier loads, from a statement that gives value and party. */
static int
read_keys(struct bw_scheme *s, sqlite3_stmt *st, struct bw_err *err)
{
	bool row;
	uint32_t id;
	int rc;

	for (;;) {
		rc = bw_sql_step(st, &row, err);
		if (rc != 0 || !row)
			break;
		rc = add_key(s, bw_sql_text(st, 0), &id, NULL, err);
		if (rc != 0)
			break;
		if (s->keyed[id].party == 0)
			s->keyed[id].party =
			    (uint32_t)sqlite3_column_int64(st, 1);
	}
	if (rc == 0)
		s->complete = true;
	return rc;
}

static int
read_all(struct bw_load *l, struct bw_scheme *s, struct bw_err *err)
{
	static const char names[] =
	    "SELECT name, id FROM party WHERE flags & 1";
	static const char keys[] =
	    "SELECT value, party FROM party_id WHERE scheme = ?";
	sqlite3 *db = bw_bulk_lock(l->bulk);
	sqlite3_stmt *st = NULL;
	int rc = bw_sql_prepare(db, s->own ? names : keys, &st, err);

	if (rc == 0 && !s->own)
		sqlite3_bind_int64(st, 1, s->row);
	if (rc == 0)
		rc = read_keys(s, st, err);
	sqlite3_finalize(st);
	bw_bulk_unlock(l->bulk);
	return rc;
}

static int
look_up(struct bw_load *l, struct bw_scheme *s, struct bw_str value,
    uint32_t *party, struct bw_err *err)
{
	sqlite3 *db = bw_bulk_lock(l->bulk);
	bool row = false;
	int rc = 0;

	if (l->find_key == NULL)
		rc = bw_sql_prepare(db,
		    "SELECT party FROM party_id WHERE scheme = ? AND value = ?",
		    &l->find_key, err);
	if (rc == 0) {
		sqlite3_bind_int64(l->find_key, 1, s->row);
		bw_sql_bind(l->find_key, 2, value);
		rc = bw_sql_step(l->find_key, &row, err);
	}
	if (rc == 0 && row)
		*party = (uint32_t)sqlite3_column_int64(l->find_key, 0);
	if (l->find_key != NULL)
		sqlite3_reset(l->find_key);
	bw_bulk_unlock(l->bulk);
	return rc;
}

/* Ids of "record" mean something with one publisher only. Who that is must
 * be known by the first of them; else the dataset stands for it. */
static struct bw_str
scope_of(const struct bw_load *l, struct bw_str scheme)
{
	if (!bw_str_is(scheme, "record"))
		return BW_STR("");
	return l->publisher.n > 0 ? l->publisher : bw_str_of(l->opt.dataset);
}

/* The row of a scheme, made when it is new; a new one is complete. */
static int
scheme_row(struct bw_load *l, struct bw_scheme *s, struct bw_err *err)
{
	static const char find[] =
	    "SELECT id FROM scheme WHERE name = ?1 AND scope = ?2";
	static const char make[] =
	    "INSERT INTO scheme(name, scope) VALUES (?1, ?2)";
	const char *const sql[] = { find, make, find };
	struct bw_str scope = scope_of(l, s->name);
	sqlite3 *db = bw_bulk_lock(l->bulk);
	sqlite3_stmt *st;
	bool row = false;
	int rc = 0;

	/* After some errors SQLite has ended the transaction by itself; what
	 * is written then would stay. */
	if (sqlite3_get_autocommit(db)) {
		rc = bw_bulk_trouble(l->bulk, err);
		if (rc == 0)
			rc = bw_fail(err, BW_EIO, "the load was undone");
	}
	for (size_t i = 0; i < BW_LEN(sql) && rc == 0 && !row; i++) {
		st = NULL;
		rc = bw_sql_prepare(db, sql[i], &st, err);
		if (rc == 0) {
			bw_sql_bind(st, 1, s->name);
			bw_sql_bind(st, 2, scope);
			rc = bw_sql_step(st, &row, err);
		}
		if (rc == 0 && row) {
			s->row = sqlite3_column_int64(st, 0);
			s->complete = i > 0;
		}
		sqlite3_finalize(st);
	}
	bw_bulk_unlock(l->bulk);
	return rc;
}

static void
free_scheme(struct bw_scheme *s)
{
	if (s == NULL)
		return;
	bw_intern_release(&s->in);
	bw_free(s->keyed);
	bw_free(s->said);
	bw_free(s);
}

static int
make_scheme(struct bw_load *l, struct bw_str name, struct bw_scheme **out,
    struct bw_err *err)
{
	struct bw_scheme *s = bw_calloc(1, sizeof(*s));
	int rc = 0;

	if (s == NULL)
		goto nomem;
	bw_intern_init(&s->in);
	s->name = bw_arena_dup(&l->run, name);
	if (s->name.p == NULL || !bw_vec_push(&l->schemes, s))
		goto nomem;
	*out = s; /* the list owns it */
	s->own = bw_str_is(name, "name");
	s->unknown = bw_str_is(name, "unknown");
	if (s->unknown)
		s->complete = true;
	else if (s->own)
		rc = read_all(l, s, err);
	else
		rc = scheme_row(l, s, err);
	return rc;
nomem:
	free_scheme(s);
	return bw_fail(err, BW_ENOMEM, "no memory for a kind of identifier");
}

static int
find_scheme(struct bw_load *l, struct bw_str name, struct bw_scheme **out,
    struct bw_err *err)
{
	uint32_t i;
	bool added;
	int rc;

	if (l->last_scheme != NULL && bw_str_eq(l->last_scheme->name, name)) {
		*out = l->last_scheme;
		return 0;
	}
	rc = bw_intern_add(&l->scheme_names, name, &i, &added, err);
	if (rc == 0 && added)
		rc = make_scheme(l, name, out, err);
	if (rc == 0 && i >= l->schemes.n) /* its making failed before */
		rc = bw_fail(err, BW_EIO, "the load has failed already");
	if (rc != 0)
		return rc;
	l->last_scheme = *out = l->schemes.v[i];
	return 0;
}

int
bw_load_record_scheme(struct bw_load *l, int64_t *row, struct bw_err *err)
{
	struct bw_scheme *s;
	int rc = find_scheme(l, BW_STR("record"), &s, err);

	if (rc == 0)
		*row = s->row;
	return rc;
}

/* Known from an earlier load? */
static int
known_before(struct bw_load *l, struct bw_scheme *s, struct bw_str value,
    uint32_t id, struct bw_err *err)
{
	if (s->complete)
		return 0;
	if (++s->lookups > LOOKUPS)
		return read_all(l, s, err);
	return look_up(l, s, value, &s->keyed[id].party, err);
}

static int
make_party(struct bw_load *l, struct bw_scheme *s, struct bw_str value,
    uint32_t id, uint8_t kind, const struct bw_party_rec *rec,
    const struct bw_place *place, struct bw_err *err)
{
	unsigned flags =
	    (s->own ? BW_PARTY_OWN : 0u) | (rec == NULL ? BW_PARTY_BARE : 0u);
	int64_t party = l->next_party;
	int rc;

	if (party > PARTY_MAX)
		return bw_fail(
		    err, BW_ELIMIT, "more than 4 billion parties in a world");
	if (s->unknown)
		kind = rec != NULL ? rec->kind : BW_PARTY_UNKNOWN;
	rc = bw_load_party_row(l, kind, flags,
	    s->own ? value : (struct bw_str){ 0 }, rec, place, err);
	if (rc == 0 && s->row != 0) {
		rc = bw_bulk_row(l->bulk, BW_BULK_ID, err);
		if (rc != 0)
			return rc;
		bw_bulk_int(l->bulk, s->row);
		bw_bulk_text(l->bulk, value);
		bw_bulk_int(l->bulk, party);
		bw_bulk_int(l->bulk, l->n.id);
		rc = bw_bulk_end(l->bulk, err);
	}
	if (rc != 0)
		return rc;
	s->keyed[id].party = (uint32_t)party;
	l->next_party++;
	return 0;
}

int
bw_load_find(struct bw_load *l, const struct bw_key *key, uint8_t kind,
    const struct bw_party_rec *rec, const struct bw_place *place,
    struct bw_found *out, struct bw_err *err)
{
	struct bw_scheme *s;
	uint32_t id;
	bool added;
	int rc;

	if (key->scheme.n == 0 || key->value.n == 0)
		return bw_fail(err, BW_EFORMAT,
		    "record %llu does not say who is meant",
		    (unsigned long long)place->number);
	rc = find_scheme(l, key->scheme, &s, err);
	if (rc == 0)
		rc = add_key(s, key->value, &id, &added, err);
	if (rc != 0)
		return rc;
	if (s->keyed[id].party == 0)
		rc = known_before(l, s, key->value, id, err);
	out->made = rc == 0 && s->keyed[id].party == 0;
	if (out->made)
		rc = make_party(l, s, key->value, id, kind, rec, place, err);
	out->scheme = s;
	out->key = id;
	out->party = s->keyed[id].party;
	return rc;
}

void
bw_load_keys_release(struct bw_load *l)
{
	for (size_t i = 0; i < l->schemes.n; i++)
		free_scheme(l->schemes.v[i]);
	bw_vec_release(&l->schemes);
	bw_intern_release(&l->scheme_names);
	sqlite3_finalize(l->find_key);
	sqlite3_finalize(l->find_record);
	l->find_key = l->find_record = NULL;
}
