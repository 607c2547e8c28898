/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_facts.c - what only the world knows of one party or stake.
 *
 * Few are asked for, so they are read from SQLite when needed. Which
 * statement goes before which is decided as in snap_party.c, and a test
 * holds the two against each other.
 */
#include "base/mem.h"
#include "world/view_priv.h"
#include "base/map.h"

#define LIVE                                       \
	" l.id <= ?2 AND (l.superseded_by IS NULL" \
	" OR l.superseded_by > ?2)"

struct said { /* of one row, or of all rows of a party */
	struct bw_str name, country, reason;
	bool named, known;
	bw_date ended;
	uint32_t load;
	uint64_t line, number;
};

struct asking {
	const struct bw_view *v;
	struct bw_arena *a;
	struct said all;
	BW_VEC(struct bw_name) other;
	struct bw_intern names; /* of other: a file may tell 100 000 */
	BW_VEC(struct bw_key) id;
	struct bw_err *err;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a party");
}

const uint32_t *
bw_view_more_rows(const struct bw_view *v, uint32_t party, size_t *n)
{
	const struct bw_snap *s = &v->priv->snap;
	const uint32_t *of = bw_snap_u32(s, BW_S_MORE_PARTY);
	size_t lo = 0, hi = (size_t)s->n[BW_N_MORE], mid, end;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (of[mid] < party)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo; end < s->n[BW_N_MORE] && of[end] == party; end++)
		;
	*n = end - lo;
	return bw_snap_u32(s, BW_S_MORE_ROW) + lo;
}

/* A statement of the view, made at its first use. */
static int
ready(struct asking *q, sqlite3_stmt **st, const char *sql, int64_t row)
{
	int rc = 0;

	if (*st == NULL)
		rc = bw_sql_prepare(q->v->priv->world->db, sql, st, q->err);
	if (rc != 0)
		return rc;
	sqlite3_reset(*st);
	sqlite3_bind_int64(*st, 1, row);
	sqlite3_bind_int64(*st, 2, q->v->priv->known);
	return 0;
}

static int
other_name(struct asking *q, struct bw_str text, struct bw_str kind,
    struct bw_str lang)
{
	uint32_t id;
	bool added;
	int rc;

	if (text.n == 0)
		return 0;
	rc = bw_intern_add(&q->names, text, &id, &added, q->err);
	if (rc != 0 || !added)
		return rc;
	if (bw_vec_push(&q->other, (struct bw_name){ text, kind, lang }))
		return 0;
	return no_memory(q->err);
}

/* Columns country, name, reason, ended, load, line, number. */
static int
take(struct asking *q, sqlite3_stmt *st, struct said *to)
{
	*to = (struct said){
		.ended = sqlite3_column_type(st, 3) == SQLITE_NULL
		    ? BW_DATE_MAX
		    : sqlite3_column_int(st, 3),
		.load = (uint32_t)sqlite3_column_int64(st, 4),
		.line = (uint64_t)sqlite3_column_int64(st, 5),
		.number = (uint64_t)sqlite3_column_int64(st, 6),
	};
	if (!bw_sql_dup(st, 0, q->a, &to->country) ||
	    !bw_sql_dup(st, 1, q->a, &to->name) ||
	    !bw_sql_dup(st, 2, q->a, &to->reason))
		return no_memory(q->err);
	return 0;
}

static int
read_party(struct asking *q, int64_t row, struct said *to)
{
	struct bw_view_priv *p = q->v->priv;
	bool found, live;
	int rc = ready(q, &p->party,
	    "SELECT p.country, p.name, p.reason, p.ended, p.load, p.line,"
	    " p.number, p.flags," LIVE
	    " FROM party p JOIN load l ON l.id = p.load WHERE p.id = ?1",
	    row);

	if (rc == 0)
		rc = bw_sql_step(p->party, &found, q->err);
	if (rc == 0 && !found)
		rc = bw_fail(q->err, BW_EFORMAT,
		    "party %lld is not in the world file", (long long)row);
	if (rc == 0)
		rc = take(q, p->party, to);
	if (rc == 0) {
		live = sqlite3_column_int(p->party, 8) != 0;
		to->named = to->name.n > 0 &&
		    (live || (sqlite3_column_int(p->party, 7) & 1) != 0);
		to->known = live;
	}
	if (p->party != NULL)
		sqlite3_reset(p->party);
	return rc;
}

/* A later statement about the same row. */
static int
override(struct asking *q, struct said *to, struct said *by)
{
	int rc = 0;

	if (by->country.n > 0)
		to->country = by->country;
	if (by->reason.n > 0)
		to->reason = by->reason;
	to->ended = by->ended;
	to->load = by->load;
	to->line = by->line;
	to->number = by->number;
	to->known = true;
	if (by->name.n == 0)
		return 0;
	if (to->named && !bw_str_eq(to->name, by->name))
		rc = other_name(q, to->name, BW_STR(""), BW_STR(""));
	to->name = by->name;
	to->named = true;
	return rc;
}

static int
read_facts(struct asking *q, int64_t row, struct said *to)
{
	struct bw_view_priv *p = q->v->priv;
	struct said by;
	bool found;
	int rc = ready(q, &p->fact,
	    "SELECT f.country, f.name, f.reason, f.ended, f.load, f.line,"
	    " f.number FROM party_fact f JOIN load l ON l.id = f.load"
	    " WHERE f.party = ?1 AND" LIVE " ORDER BY f.id",
	    row);

	while (rc == 0) {
		rc = bw_sql_step(p->fact, &found, q->err);
		if (rc != 0 || !found)
			break;
		rc = take(q, p->fact, &by);
		if (rc == 0)
			rc = override(q, to, &by);
	}
	if (p->fact != NULL)
		sqlite3_reset(p->fact);
	return rc;
}

static int
read_names(struct asking *q, int64_t row)
{
	struct bw_view_priv *p = q->v->priv;
	struct bw_name name;
	bool found;
	int rc = ready(q, &p->name,
	    "SELECT n.text, n.kind, n.lang FROM party_name n"
	    " JOIN load l ON l.id = n.load WHERE n.party = ?1 AND" LIVE
	    " ORDER BY n.id",
	    row);

	while (rc == 0) {
		rc = bw_sql_step(p->name, &found, q->err);
		if (rc != 0 || !found)
			break;
		if (!bw_sql_dup(p->name, 0, q->a, &name.text) ||
		    !bw_sql_dup(p->name, 1, q->a, &name.kind) ||
		    !bw_sql_dup(p->name, 2, q->a, &name.lang))
			rc = no_memory(q->err);
		else
			rc = other_name(q, name.text, name.kind, name.lang);
	}
	if (p->name != NULL)
		sqlite3_reset(p->name);
	return rc;
}

static int
read_ids(struct asking *q, int64_t row)
{
	struct bw_view_priv *p = q->v->priv;
	struct bw_key key;
	bool found;
	int rc = ready(q, &p->id,
	    "SELECT s.name, i.value FROM party_id i"
	    " JOIN scheme s ON s.id = i.scheme"
	    " WHERE i.party = ?1 AND i.load <= ?2 ORDER BY i.scheme, i.value",
	    row);

	while (rc == 0) {
		rc = bw_sql_step(p->id, &found, q->err);
		if (rc != 0 || !found)
			break;
		if (!bw_sql_dup(p->id, 0, q->a, &key.scheme) ||
		    !bw_sql_dup(p->id, 1, q->a, &key.value) ||
		    !bw_vec_push(&q->id, key))
			rc = no_memory(q->err);
	}
	if (p->id != NULL)
		sqlite3_reset(p->id);
	return rc;
}

/* A further row fills what is missing. */
static int
merge(struct asking *q, struct said *to, const struct said *from)
{
	if (to->country.n == 0)
		to->country = from->country;
	if (to->reason.n == 0)
		to->reason = from->reason;
	if (to->ended == BW_DATE_MAX)
		to->ended = from->ended;
	if (!from->named)
		return 0;
	if (to->named)
		return other_name(q, from->name, BW_STR(""), BW_STR(""));
	to->name = from->name;
	to->named = true;
	to->load = from->load;
	to->line = from->line;
	to->number = from->number;
	return 0;
}

static int
read_row(struct asking *q, int64_t row, bool first)
{
	struct said one;
	int rc = read_party(q, row, &one);

	if (rc == 0)
		rc = read_facts(q, row, &one);
	if (rc == 0)
		rc = read_names(q, row);
	if (rc == 0)
		rc = read_ids(q, row);
	if (rc == 0 && first)
		q->all = one;
	else if (rc == 0)
		rc = merge(q, &q->all, &one);
	return rc;
}

/* Identifiers that mean something outside their file come first. */
static void
give_ids(struct asking *q, struct bw_party_facts *out)
{
	for (int record = 0; record < 2; record++)
		for (size_t i = 0; i < q->id.n; i++)
			if (bw_str_is(q->id.v[i].scheme, "record") == record)
				out->id[out->n_id++] = q->id.v[i];
}

static int
give(struct asking *q, uint32_t party, struct bw_party_facts *out)
{
	size_t n = 0;

	*out = (struct bw_party_facts){
		.name = q->all.name,
		.country = q->all.country,
		.reason = q->all.reason,
		.kind = q->v->kind[party],
		.ended = q->all.ended,
		.load = q->all.load,
		.line = q->all.line,
		.number = q->all.number,
		.id = BW_ARENA_ARRAY(q->a, struct bw_key, q->id.n + 1),
		.other = BW_ARENA_ARRAY(q->a, struct bw_name, q->other.n + 1),
	};
	if (out->id == NULL || out->other == NULL)
		return no_memory(q->err);
	give_ids(q, out);
	for (size_t i = 0; i < q->other.n; i++)
		if (!bw_str_eq(q->other.v[i].text, out->name))
			out->other[n++] = q->other.v[i];
	out->n_other = n;
	return 0;
}

int
bw_view_party_facts(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    struct bw_party_facts *out, struct bw_err *err)
{
	struct asking q = { .v = v, .a = a, .err = err };
	const uint32_t *more;
	size_t n;
	int rc;

	BW_ASSERT(party < v->n_party);
	more = bw_view_more_rows(v, party, &n);
	rc = read_row(&q, v->party_row[party], true);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = read_row(&q, more[i], false);
	if (rc == 0)
		rc = give(&q, party, out);
	bw_vec_release(&q.other);
	bw_intern_release(&q.names);
	bw_vec_release(&q.id);
	return rc;
}

int
bw_view_stake_place(const struct bw_view *v, uint32_t stake, struct bw_arena *a,
    struct bw_evidence *out, struct bw_str *detail, struct bw_err *err)
{
	struct asking q = { .v = v, .a = a, .err = err };
	struct bw_view_priv *p = v->priv;
	struct bw_str word = { 0 };
	bool found = false;
	int rc;

	BW_ASSERT(stake < v->n_stake);
	rc = ready(&q, &p->place,
	    "SELECT load, line, number, ref, detail FROM stake WHERE id = ?1"
	    " AND load <= ?2",
	    v->stake_row[stake]);
	if (rc == 0)
		rc = bw_sql_step(p->place, &found, err);
	if (rc == 0 && !found)
		rc = bw_fail(err, BW_EFORMAT,
		    "stake %lld is not in the world file",
		    (long long)v->stake_row[stake]);
	if (rc == 0) {
		out->source = (uint32_t)sqlite3_column_int64(p->place, 0);
		out->line = (uint64_t)sqlite3_column_int64(p->place, 1);
		out->number = (uint64_t)sqlite3_column_int64(p->place, 2);
		if (!bw_sql_dup(p->place, 3, a, &out->ref) ||
		    !bw_sql_dup(p->place, 4, a, &word))
			rc = no_memory(err);
		if (detail != NULL)
			*detail = word;
	}
	if (p->place != NULL)
		sqlite3_reset(p->place);
	return rc;
}
