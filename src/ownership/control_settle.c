/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control_settle.c - which missing facts could decide.
 *
 * Control is possible, not certain: what should be asked? A set S of stakes
 * (of the owner's own side) is the answer when, once these are known exactly
 * and nothing else is, values as high as they may be make control certain
 * (confirm) and values as low as they may be rule it out (exclude). The
 * smallest S is wanted. A value in between may still leave the next
 * question; a set that decides whatever is answered is nearly always simply
 * everything uncertain, and no help to who has to ask.
 *
 * Both tests are one run of the fixpoint: control grows with every vote of
 * the own side, so "S confirms" is S at its upper ends and the rest at its
 * lower ends, "S excludes" the reverse.
 * Growing S never spoils either test. So: all small sets in order of size as
 * long as that costs at most MAX_RUNS tests (then the answer is a smallest
 * one), otherwise the largest uncertainties until it is enough, less those
 * that prove superfluous (then none can be missed).
 */
#include "ownership/control_priv.h"

#define MAX_RUNS 2000u

struct doubt {
	uint32_t edge, arc;
	uint64_t width;
	bool chosen;
};
struct settle {
	struct bw_control *c;
	const uint32_t *seed;
	size_t n_seed;
	uint32_t y;
	BW_VEC(struct doubt) doubt;
	unsigned runs;
};

static int
by_width(const void *pa, const void *pb)
{
	const struct doubt *a = pa, *b = pb;

	if (a->width != b->width)
		return a->width < b->width ? 1 : -1;
	return a->edge < b->edge ? -1 : a->edge > b->edge;
}

/* Place of an edge among the stakes of its holder (they ascend). */
static uint32_t
arc_at(const struct bw_graph *g, uint32_t edge)
{
	uint32_t z = g->edge[edge].holder;
	uint32_t lo = g->out_at[z], hi = g->out_at[z + 1];

	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (g->out[mid] <= edge)
			lo = mid;
		else
			hi = mid;
	}
	BW_ASSERT(g->out[lo] == edge);
	return lo;
}

/* What the question could hang on: inexact stakes of those who are possibly
 * in the set, in companies that are possibly but not certainly in it. */
static int
gather(
    struct settle *s, const uint32_t *above, size_t n_above, struct bw_err *err)
{
	const struct bw_graph *g = s->c->g;

	for (size_t k = 0; k < n_above; k++) {
		uint32_t y = above[k];

		if (!control_has(s->c, y) || s->c->mark[y] == s->c->scope)
			continue;
		for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
			const struct bw_edge *e = &g->edge[g->in[i]];
			struct doubt d = { .edge = g->in[i] };

			d.width = e->maybe ? 2 * (uint64_t)BW_ONE
					   : e->votes.hi - e->votes.lo;
			if (d.width == 0 || !control_has(s->c, e->holder) ||
			    (e->direct && e->holder != y))
				continue;
			d.arc = arc_at(g, d.edge);
			if (!bw_vec_push(&s->doubt, d))
				return bw_fail(err, BW_ENOMEM,
				    "no memory for open questions");
		}
	}
	if (s->doubt.n > 1)
		qsort(s->doubt.v, s->doubt.n, sizeof(*s->doubt.v), by_width);
	return 0;
}

/* Own stakes of a company anew, from the arcs as they are now. */
static void
sum_own(struct bw_control *c, uint32_t y)
{
	struct firm *f = &c->firm[y];
	uint64_t hi = 0;

	f->flags &= ~(uint32_t)(FIRM_OWN_HI_OPEN | FIRM_OWN_PLUS);
	for (uint32_t i = c->g->out_at[y]; i < c->g->out_at[y + 1]; i++) {
		if (c->arc[i].company != y)
			continue;
		hi += c->arc[i].hi;
		if (c->arc[i].open & BW_HI_OPEN)
			f->flags |= FIRM_OWN_HI_OPEN;
		if (c->arc[i].how & ARC_PLUS)
			f->flags |= FIRM_OWN_PLUS;
	}
	f->own_hi = hi < BW_ONE ? (uint32_t)hi : BW_ONE;
}

/* Take a stake at its lower end only, or give it its range back. */
static void
set_low(struct bw_control *c, const struct doubt *d, bool low)
{
	const struct bw_edge *e = &c->g->edge[d->edge];
	struct arc *a = &c->arc[d->arc];

	a->hi = low ? e->votes.lo : e->votes.hi;
	a->open = e->votes.open;
	a->how = e->direct ? ARC_DIRECT : 0;
	if (low) {
		a->open &= (uint8_t)~BW_HI_OPEN;
		if (e->votes.open & BW_LO_OPEN)
			a->how |= ARC_PLUS;
	} else if (e->maybe) {
		a->how |= ARC_MAYBE;
	}
	if (e->holder == e->company)
		sum_own(c, e->company);
}

static bool
reached(struct settle *s, bool low_chosen, enum run_mode mode)
{
	bool has;

	for (size_t i = 0; i < s->doubt.n; i++)
		set_low(
		    s->c, &s->doubt.v[i], s->doubt.v[i].chosen == low_chosen);
	s->c->goal = s->y;
	control_run(s->c, s->seed, s->n_seed, mode);
	has = control_has(s->c, s->y);
	s->c->goal = BW_NONE;
	for (size_t i = 0; i < s->doubt.n; i++)
		set_low(s->c, &s->doubt.v[i], false);
	s->runs++;
	return has;
}

static bool
enough(struct settle *s)
{
	return reached(s, false, RUN_CONFIRM) && !reached(s, true, RUN_EXCLUDE);
}

/* All sets of k doubts that begin with those chosen so far. */
static bool
some_of(struct settle *s, size_t from, size_t k)
{
	if (k == 0)
		return enough(s);
	for (size_t i = from; i + k <= s->doubt.n && s->runs < MAX_RUNS; i++) {
		s->doubt.v[i].chosen = true;
		if (some_of(s, i + 1, k - 1))
			return true;
		s->doubt.v[i].chosen = false;
	}
	return false;
}

static void
largest_first(struct settle *s)
{
	size_t lo = 0, hi = s->doubt.n; /* hi are enough, lo are not */

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		for (size_t i = 0; i < s->doubt.n; i++)
			s->doubt.v[i].chosen = i < mid;
		if (enough(s))
			hi = mid;
		else
			lo = mid;
	}
	for (size_t i = 0; i < s->doubt.n; i++)
		s->doubt.v[i].chosen = i < hi;
	while (hi-- > 0) {
		s->doubt.v[hi].chosen = false;
		if (!enough(s))
			s->doubt.v[hi].chosen = true;
	}
}

static void
choose(struct settle *s)
{
	for (size_t k = 1; k < s->doubt.n; k++) {
		if (some_of(s, 0, k))
			return;
		if (s->runs >= MAX_RUNS)
			break;
	}
	largest_first(s);
}

static int
answer(struct settle *s, struct bw_arena *a, uint32_t **edge, size_t *n_edge,
    bool *unknown, struct bw_err *err)
{
	*edge = BW_ARENA_ARRAY(a, uint32_t, s->doubt.n + 1);
	if (*edge == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for an answer");
	for (size_t i = 0; i < s->doubt.n; i++)
		if (s->doubt.v[i].chosen)
			(*edge)[(*n_edge)++] = s->doubt.v[i].edge;
	/* Even the answers that exclude leave a door open when the votes
	 * nobody accounts for could turn out to be the set's. */
	*unknown = reached(s, true, RUN_REST);
	return 0;
}

static int
settle(struct settle *s, struct bw_arena *a, uint32_t **edge, size_t *n_edge,
    bool *unknown, struct bw_err *err)
{
	uint32_t *above = NULL;
	bool open;
	size_t n_above;
	int rc;

	if ((rc = control_scope(s->c, s->y, &above, &n_above, err)) < 0)
		return rc;
	control_run(s->c, s->seed, s->n_seed, RUN_CERTAIN);
	for (size_t i = 0; i < s->c->n_list; i++)
		s->c->mark[s->c->list[i]] = s->c->scope;
	control_run(s->c, s->seed, s->n_seed, RUN_POSSIBLE);
	open = control_has(s->c, s->y) && s->c->mark[s->y] != s->c->scope;
	if (!open || (rc = gather(s, above, n_above, err)) < 0)
		goto out;
	choose(s);
	rc = answer(s, a, edge, n_edge, unknown, err);
out:
	control_unscope(s->c);
	bw_free(above);
	return rc;
}

int
bw_control_settle(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    uint32_t y, struct bw_arena *a, uint32_t **edge, size_t *n_edge,
    bool *unknown, struct bw_err *err)
{
	struct settle s = { .c = c, .seed = seed, .n_seed = n_seed, .y = y };
	int rc;

	*edge = NULL;
	*n_edge = 0;
	*unknown = false;
	if ((rc = control_check(c, seed, n_seed, y, err)) < 0)
		return rc;
	rc = settle(&s, a, edge, n_edge, unknown, err);
	bw_vec_release(&s.doubt);
	return rc;
}
