/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_stakes.c - of a cause: which stakes went, and which came.
 *
 * Stakes are compared by what they say, not by their row, so that one that
 * was delivered anew is neither gone nor new.
 */
#include "ownership/watch.h"
#include "base/arena.h"
#include "base/vec.h"

struct gather {
	const struct bw_view *v;
	const struct bw_units *u;
	int side;
	bw_date day;
	BW_VEC(uint32_t) stake;
};

static int
gather(struct gather *g, struct bw_watch_cause c, struct bw_err *err)
{
	const struct bw_view *v = g->v;
	const uint32_t *of = g->u->of[g->side], *at = g->u->at[g->side];

	for (uint32_t i = at[c.company]; i < at[c.company + 1]; i++) {
		uint32_t y = g->u->member[g->side][i];

		for (uint32_t s = v->at[y]; s < v->at[y + 1]; s++) {
			if (of[v->holder[s]] != c.holder ||
			    v->nature[s] == BW_NATURE_MANAGES ||
			    !bw_period_has(bw_view_valid(v, s), g->day))
				continue;
			if (!bw_vec_push(&g->stake, s))
				return bw_fail(
				    err, BW_ENOMEM, "no memory for stakes");
		}
	}
	return 0;
}

static bool
same(const struct gather *a, uint32_t x, const struct gather *b, uint32_t y)
{
	const struct bw_view *v = a->v, *w = b->v;

	return v->lo[x] == w->lo[y] && v->hi[x] == w->hi[y] &&
	    v->open[x] == w->open[y] && v->nature[x] == w->nature[y] &&
	    v->flags[x] == w->flags[y] && v->from[x] == w->from[y] &&
	    v->to[x] == w->to[y];
}

/* Take out of both what is in both. */
static void
strike(struct gather *a, struct gather *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->stake.n; i++) {
		size_t k = 0;

		while (
		    k < b->stake.n && !same(a, a->stake.v[i], b, b->stake.v[k]))
			k++;
		if (k == b->stake.n) {
			a->stake.v[n++] = a->stake.v[i];
			continue;
		}
		memmove(b->stake.v + k, b->stake.v + k + 1,
		    (b->stake.n - k - 1) * sizeof(*b->stake.v));
		b->stake.n--;
	}
	a->stake.n = n;
}

int
bw_watch_stakes(struct bw_watch_stakes *out, const struct bw_watch *w,
    const struct bw_view *const v[BW_SIDES], struct bw_watch_cause cause,
    bw_date day, struct bw_arena *a, struct bw_err *err)
{
	struct gather g[BW_SIDES] = { { v[0], &w->unit, 0, day, { 0 } },
		{ v[1], &w->unit, 1, day, { 0 } } };
	int rc = 0;

	*out = (struct bw_watch_stakes){ 0 };
	for (int s = 0; rc == 0 && s < BW_SIDES; s++)
		rc = gather(&g[s], cause, err);
	if (rc == 0)
		strike(&g[BW_BEFORE], &g[BW_AFTER]);
	for (int s = 0; rc == 0 && s < BW_SIDES; s++) {
		out->n[s] = g[s].stake.n;
		out->stake[s] = BW_ARENA_ARRAY(a, uint32_t, out->n[s] + 1);
		if (out->stake[s] == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for stakes");
		else if (out->n[s] > 0)
			memcpy(out->stake[s], g[s].stake.v,
			    out->n[s] * sizeof(uint32_t));
	}
	bw_vec_release(&g[BW_BEFORE].stake);
	bw_vec_release(&g[BW_AFTER].stake);
	return rc;
}
