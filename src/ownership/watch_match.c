/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_match.c - which party of one state is which of the other.
 *
 * A party is where its leading row is; when that row is no longer spoken of,
 * where the first of its other rows is. Both ways, so that a merge and a split
 * are each seen from the side where they are two. Joined by union-find.
 *
 * Somebody nobody names has a new row in every delivery. When such a party is
 * gone and another of its kind holds exactly the same in the same company, they
 * are taken for the same: the delivery says what the earlier one said.
 */
#include "ownership/watch_priv.h"
#include "base/arena.h"
#include "base/mem.h"

struct match {
	struct watch_two *w;
	uint32_t n[BW_SIDES];
	uint32_t *parent; /* parties before, then parties after */
	struct bw_arena scratch;
};

static uint32_t
root(struct match *m, uint32_t x)
{
	while (m->parent[x] != x) {
		m->parent[x] = m->parent[m->parent[x]];
		x = m->parent[x];
	}
	return x;
}

static void
join(struct match *m, uint32_t before, uint32_t after)
{
	uint32_t a = root(m, before), b = root(m, m->n[BW_BEFORE] + after);

	if (a < b)
		m->parent[b] = a;
	else
		m->parent[a] = b;
}

/* The party of the other state that this one is, or BW_NONE. */
static int
other(struct match *m, int side, uint32_t party, uint32_t *out,
    struct bw_err *err)
{
	const struct bw_view *v = m->w->v[side], *o = m->w->v[1 - side];
	struct bw_arena_mark mark;
	int64_t *row;
	size_t n;
	int rc;

	*out = bw_view_of_row(o, v->party_row[party]);
	if (*out != BW_NONE)
		return 0;
	mark = bw_arena_mark(&m->scratch);
	rc = bw_view_rows(v, party, &m->scratch, &row, &n, err);
	for (size_t i = 0; rc == 0 && i < n && *out == BW_NONE; i++)
		*out = bw_view_of_row(o, row[i]);
	bw_arena_reset(&m->scratch, mark);
	return rc;
}

static int
match_rows(struct match *m, struct bw_err *err)
{
	uint32_t found;
	int rc = 0;

	for (uint32_t p = 0; rc == 0 && p < m->n[BW_BEFORE]; p++) {
		rc = other(m, BW_BEFORE, p, &found, err);
		if (rc == 0 && found != BW_NONE)
			join(m, p, found);
	}
	for (uint32_t q = 0; rc == 0 && q < m->n[BW_AFTER]; q++) {
		rc = other(m, BW_AFTER, q, &found, err);
		if (rc == 0 && found != BW_NONE)
			join(m, found, q);
	}
	return rc;
}

/* Without a name or any identifier, and alone so far. Joining makes the smaller
 * number lead, so a party after leads only while it is alone; one before may be
 * joined to by a later one, which then does not lead. */
static bool
nameless(struct match *m, int side, uint32_t party)
{
	uint32_t x = side == BW_BEFORE ? party : m->n[BW_BEFORE] + party;

	return bw_view_name(m->w->v[side], party).n == 0 && m->parent[x] == x;
}

static bool
same_tie(const struct bw_net *a, uint32_t i, const struct bw_net *b, uint32_t k)
{
	return a->votes_lo[i] == b->votes_lo[k] &&
	    a->votes_hi[i] == b->votes_hi[k] &&
	    a->capital_lo[i] == b->capital_lo[k] &&
	    a->capital_hi[i] == b->capital_hi[k] && a->mark[i] == b->mark[k];
}

/* Nothing speaks of it any more, or nothing but its own record. */
static bool
gone(const struct match *m, uint32_t before)
{
	const struct bw_net *a = m->w->net[BW_AFTER];
	uint32_t q = bw_view_of_row(
	    m->w->v[BW_AFTER], m->w->v[BW_BEFORE]->party_row[before]);

	return q == BW_NONE || a->out_at[q] == a->out_at[q + 1];
}

static void
match_nameless_in(
    struct match *m, uint32_t before, uint32_t after, uint8_t *taken)
{
	const struct bw_net *b = m->w->net[BW_BEFORE];
	const struct bw_net *a = m->w->net[BW_AFTER];
	const uint8_t *const kind[] = { m->w->v[BW_BEFORE]->kind,
		m->w->v[BW_AFTER]->kind };

	for (uint32_t k = a->in_at[after]; k < a->in_at[after + 1]; k++) {
		if (!nameless(m, BW_AFTER, a->holder[k]))
			continue;
		for (uint32_t i = b->in_at[before]; i < b->in_at[before + 1];
		     i++) {
			uint32_t p = b->holder[i];

			if (!taken[p] && nameless(m, BW_BEFORE, p) &&
			    kind[BW_BEFORE][p] ==
				kind[BW_AFTER][a->holder[k]] &&
			    gone(m, p) && same_tie(b, i, a, k)) {
				taken[p] = 1;
				join(m, p, a->holder[k]);
				break;
			}
		}
	}
}

static int
match_nameless(struct match *m, struct bw_err *err)
{
	const struct bw_view *v = m->w->v[BW_BEFORE];
	uint8_t *taken = bw_calloc((size_t)m->n[BW_BEFORE] + 1, 1);
	uint32_t found;
	int rc = 0;

	if (taken == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to match parties");
	for (uint32_t y = 0; rc == 0 && y < m->n[BW_BEFORE]; y++) {
		const struct bw_net *b = m->w->net[BW_BEFORE];
		bool any = false;

		for (uint32_t i = b->in_at[y]; i < b->in_at[y + 1]; i++)
			any |= bw_view_name(v, b->holder[i]).n == 0;
		if (!any)
			continue;
		rc = other(m, BW_BEFORE, y, &found, err);
		if (rc == 0 && found != BW_NONE)
			match_nameless_in(m, y, found, taken);
	}
	bw_free(taken);
	return rc;
}

static void *
block(struct bw_units *u, size_t i, size_t n)
{
	u->own[i] = bw_calloc(n + 1, sizeof(uint32_t));
	return u->own[i];
}

static int
room(struct match *m, struct bw_err *err)
{
	struct bw_units *u = m->w->unit;

	for (int s = 0; s < BW_SIDES; s++) {
		u->of[s] = block(u, (size_t)s * 3, m->n[s]);
		u->at[s] = block(u, (size_t)s * 3 + 1, (size_t)u->n + 1);
		u->member[s] = block(u, (size_t)s * 3 + 2, m->n[s]);
		if (u->of[s] == NULL || u->at[s] == NULL ||
		    u->member[s] == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory to match parties");
	}
	return 0;
}

/* Members of each unit, by counting. */
static void
list_members(struct bw_units *u, int s, uint32_t n)
{
	uint32_t *at = u->at[s];

	for (uint32_t p = 0; p < n; p++)
		at[u->of[s][p] + 1]++;
	for (uint32_t i = 0; i < u->n; i++)
		at[i + 1] += at[i];
	for (uint32_t p = n; p-- > 0;)
		u->member[s][--at[u->of[s][p] + 1]] = p;
	memmove(at, at + 1, u->n * sizeof(*at));
	at[u->n] = n;
}

static int
number(struct match *m, struct bw_err *err)
{
	struct bw_units *u = m->w->unit;
	uint32_t all = m->n[BW_BEFORE] + m->n[BW_AFTER], n = 0;
	uint32_t *unit;
	int rc;

	for (uint32_t x = 0; x < all; x++)
		u->n += root(m, x) == x;
	rc = room(m, err);
	unit = bw_calloc((size_t)all + 1, sizeof(*unit));
	if (rc == 0 && unit == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to match parties");
	for (uint32_t x = 0; rc == 0 && x < all; x++) {
		uint32_t r = root(m, x); /* not above x: it has its number */

		if (r == x)
			unit[x] = n++;
		if (x < m->n[BW_BEFORE])
			u->of[BW_BEFORE][x] = unit[r];
		else
			u->of[BW_AFTER][x - m->n[BW_BEFORE]] = unit[r];
	}
	bw_free(unit);
	for (int s = 0; rc == 0 && s < BW_SIDES; s++)
		list_members(u, s, m->n[s]);
	return rc;
}

int
watch_match(struct watch_two *w, struct bw_err *err)
{
	struct match m = { .w = w,
		.n = { w->v[BW_BEFORE]->n_party, w->v[BW_AFTER]->n_party } };
	uint64_t all = (uint64_t)m.n[0] + m.n[1];
	int rc = 0;

	if (all >= UINT32_MAX)
		return bw_fail(err, BW_ELIMIT, "too many parties to compare");
	bw_arena_init(&m.scratch, 0);
	m.parent = bw_alloc((size_t)all + 1, sizeof(*m.parent));
	if (m.parent == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to match parties");
	for (uint32_t i = 0; rc == 0 && i < all; i++)
		m.parent[i] = i;
	if (rc == 0)
		rc = match_rows(&m, err);
	if (rc == 0)
		rc = match_nameless(&m, err);
	if (rc == 0)
		rc = number(&m, err);
	bw_free(m.parent);
	bw_arena_release(&m.scratch);
	return rc;
}
