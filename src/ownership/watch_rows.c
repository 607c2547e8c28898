/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_rows.c - in which companies somebody's ties are not what they were.
 *
 * Companies are compared tie by tie, in order; most are the same at once. The
 * rest, and all with a party that was merged or split, are compared holder by
 * holder. Calling too many changed costs time only: what is told is what the
 * engine says before and after.
 */
#include "ownership/watch_priv.h"
#include "base/mem.h"

struct held { /* a tie, by unit of the holder */
	uint32_t holder, votes_lo, votes_hi, capital_lo, capital_hi;
	uint8_t mark;
};
struct rows {
	struct watch_changes *c;
	const struct watch_two *w;
	BW_VEC(struct held) held[BW_SIDES];
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to compare stakes");
}

static struct held
held_of(const struct watch_two *w, int s, uint32_t tie)
{
	const struct bw_net *n = w->net[s];

	return (struct held){ w->unit->of[s][n->holder[tie]], n->votes_lo[tie],
		n->votes_hi[tie], n->capital_lo[tie], n->capital_hi[tie],
		n->mark[tie] };
}

static int
order(const struct held *a, const struct held *b)
{
	const uint32_t x[] = { a->holder, a->votes_lo, a->votes_hi,
		a->capital_lo, a->capital_hi, a->mark };
	const uint32_t y[] = { b->holder, b->votes_lo, b->votes_hi,
		b->capital_lo, b->capital_hi, b->mark };

	for (size_t i = 0; i < BW_LEN(x); i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static int
by_holder(const void *a, const void *b)
{
	return order(a, b);
}

/* Of a company that is one party in both: the same ties, in order, of
 * holders that are one party in both? */
static bool
plainly_same(const struct watch_two *w, uint32_t unit)
{
	const struct bw_units *u = w->unit;
	const struct bw_net *b = w->net[BW_BEFORE], *a = w->net[BW_AFTER];
	uint32_t p, q, i, k;

	if (bw_unit_odd(u, unit))
		return false;
	p = u->member[BW_BEFORE][u->at[BW_BEFORE][unit]];
	q = u->member[BW_AFTER][u->at[BW_AFTER][unit]];
	i = b->in_at[p];
	k = a->in_at[q];
	if (b->in_at[p + 1] - i != a->in_at[q + 1] - k)
		return false;
	for (; i < b->in_at[p + 1]; i++, k++) {
		struct held x = held_of(w, BW_BEFORE, i);
		struct held y = held_of(w, BW_AFTER, k);

		if (order(&x, &y) != 0 || bw_unit_odd(u, x.holder))
			return false;
	}
	return true;
}

static int
collect(struct rows *r, int s, uint32_t unit, struct bw_err *err)
{
	const struct bw_units *u = r->w->unit;
	const struct bw_net *n = r->w->net[s];

	r->held[s].n = 0;
	for (uint32_t i = u->at[s][unit]; i < u->at[s][unit + 1]; i++) {
		uint32_t p = u->member[s][i];

		for (uint32_t k = n->in_at[p]; k < n->in_at[p + 1]; k++)
			if (!bw_vec_push(&r->held[s], held_of(r->w, s, k)))
				return no_memory(err);
	}
	if (r->held[s].n > 1)
		qsort(r->held[s].v, r->held[s].n, sizeof(*r->held[s].v),
		    by_holder);
	return 0;
}

/* Where the ties of the holder at *i end; *i moves there. */
static size_t
run(const struct rows *r, int s, size_t *i, uint32_t holder)
{
	size_t from = *i;

	while (*i < r->held[s].n && r->held[s].v[*i].holder == holder)
		(*i)++;
	return *i - from;
}

static bool
equal(const struct rows *r, size_t i, size_t k, size_t n)
{
	for (size_t j = 0; j < n; j++)
		if (order(&r->held[BW_BEFORE].v[i + j],
			&r->held[BW_AFTER].v[k + j]) != 0)
			return false;
	return true;
}

static uint32_t
next_holder(const struct rows *r, const size_t at[BW_SIDES])
{
	uint32_t next = BW_NONE;

	for (int s = 0; s < BW_SIDES; s++)
		if (at[s] < r->held[s].n && r->held[s].v[at[s]].holder < next)
			next = r->held[s].v[at[s]].holder;
	return next;
}

/* The pairs in a company that differ; it also differs when somebody in it was
 * merged or split. */
static int
compare(struct rows *r, uint32_t unit, bool *differs, struct bw_err *err)
{
	const struct bw_units *u = r->w->unit;
	size_t at[BW_SIDES] = { 0, 0 }, from[BW_SIDES], n[BW_SIDES];
	uint32_t holder;

	*differs = false;
	while ((holder = next_holder(r, at)) != BW_NONE) {
		for (int s = 0; s < BW_SIDES; s++) {
			from[s] = at[s];
			n[s] = run(r, s, &at[s], holder);
		}
		*differs |= bw_unit_odd(u, holder) || bw_unit_odd(u, unit);
		if (n[0] == n[1] && equal(r, from[0], from[1], n[0]))
			continue;
		*differs = true;
		if (!bw_vec_push(
			&r->c->pair, (struct bw_watch_cause){ holder, unit }))
			return no_memory(err);
	}
	return 0;
}

static void
mark_holders(struct rows *r)
{
	for (int s = 0; s < BW_SIDES; s++)
		for (size_t i = 0; i < r->held[s].n; i++)
			r->c->holder[r->held[s].v[i].holder] = 1;
}

static int
look(struct rows *r, uint32_t unit, struct bw_err *err)
{
	size_t pairs = r->c->pair.n;
	bool differs;
	int rc = collect(r, BW_BEFORE, unit, err);

	if (rc == 0)
		rc = collect(r, BW_AFTER, unit, err);
	if (rc == 0)
		rc = compare(r, unit, &differs, err);
	if (rc != 0 || !differs)
		return rc;
	mark_holders(r);
	r->c->place[unit] = (uint32_t)r->c->company.n;
	if (!bw_vec_push(&r->c->company, unit) ||
	    !bw_vec_push(&r->c->at, pairs))
		return no_memory(err);
	return 0;
}

int
watch_changes_find(
    struct watch_changes *c, const struct watch_two *w, struct bw_err *err)
{
	struct rows r = { .c = c, .w = w };
	uint32_t n = w->unit->n;
	int rc = 0;

	*c = (struct watch_changes){ 0 };
	c->holder = bw_calloc((size_t)n + 1, 1);
	c->place = bw_alloc((size_t)n + 1, sizeof(*c->place));
	if (c->holder == NULL || c->place == NULL)
		rc = no_memory(err);
	for (uint32_t y = 0; rc == 0 && y < n; y++) {
		c->place[y] = BW_NONE;
		if (!plainly_same(w, y))
			rc = look(&r, y, err);
	}
	if (rc == 0 && !bw_vec_push(&c->at, c->pair.n))
		rc = no_memory(err);
	bw_vec_release(&r.held[BW_BEFORE]);
	bw_vec_release(&r.held[BW_AFTER]);
	return rc;
}

void
watch_changes_release(struct watch_changes *c)
{
	bw_free(c->holder);
	bw_free(c->place);
	bw_vec_release(&c->company);
	bw_vec_release(&c->pair);
	bw_vec_release(&c->at);
}
