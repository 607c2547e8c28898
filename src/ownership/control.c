/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control.c - the least fixpoint: everything a set of owners controls.
 *
 * A worklist: a company enters when what the members hold in it passes
 * (pass.c), and then its own stakes are added where they lead. Every
 * stake out of the set is touched once, so one owner costs as much as his
 * group is large, not as the country is (measured in bench/bench_control.c).
 * Growing from the seeds is what makes the fixpoint the least one: companies
 * that only support each other never enter (Ross and Sagiv, "Monotonic
 * aggregation in deductive databases", PODS 1992).
 *
 * Nothing is cleared between questions: values carry the epoch they belong
 * to, and an older stamp means zero.
 */
#include "ownership/control_priv.h"

static struct arc
arc_of(const struct bw_edge *e)
{
	struct arc a = { .company = e->company,
		.lo = e->votes.lo,
		.hi = e->votes.hi,
		.open = e->votes.open };

	if (e->direct)
		a.how |= ARC_DIRECT;
	if (e->maybe)
		a.how |= ARC_MAYBE;
	return a;
}

static void
fill_firms(struct bw_control *c)
{
	const struct bw_graph *g = c->g;
	const struct bw_edge *e;
	uint64_t sum;

	for (size_t i = 0; i < g->m; i++) {
		e = &g->edge[i];
		if (e->holder != e->company) {
			c->firm[e->company].lo += e->votes.lo;
			c->firm[e->company].open_lo +=
			    (e->votes.open & BW_LO_OPEN) != 0;
		} else {
			c->firm[e->company].flags |= e->votes.open;
		}
	}
	for (uint32_t y = 0; y < g->n; y++) {
		struct firm *f = &c->firm[y];

		f->own_lo = g->own_lo[y];
		f->own_hi = g->own_hi[y];
		sum = g->sum_lo[y];
		if (sum > BW_ONE ||
		    (sum == BW_ONE &&
			(f->open_lo > 0 || (f->flags & FIRM_OWN_LO_OPEN))))
			f->flags |= FIRM_OVER;
		control_firm_need(c, y);
	}
}

_Static_assert((int)FIRM_OWN_LO_OPEN == (int)BW_LO_OPEN &&
	(int)FIRM_OWN_HI_OPEN == (int)BW_HI_OPEN,
    "open ends of own stakes are taken over as they are");

int
bw_control_new(struct bw_control **out, const struct bw_graph *g,
    struct bw_control_rule rule, struct bw_err *err)
{
	struct bw_control *c;

	*out = NULL;
	if (rule.threshold > BW_ONE)
		return bw_fail(err, BW_EUSAGE,
		    "a threshold for control lies between 0 and 100 %%");
	c = bw_calloc(1, sizeof(*c));
	if (c == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for control");
	c->g = g;
	c->threshold = rule.threshold ? rule.threshold : BW_ONE / 2;
	c->at_least = rule.at_least;
	c->goal = BW_NONE;
	c->arc = bw_alloc(g->m + 1, sizeof(*c->arc));
	c->firm = bw_calloc((size_t)g->n + 1, sizeof(*c->firm));
	c->acc = bw_calloc((size_t)g->n + 1, sizeof(*c->acc));
	c->list = bw_alloc((size_t)g->n + 1, sizeof(*c->list));
	c->in_scope = bw_calloc((size_t)g->n + 1, sizeof(*c->in_scope));
	c->mark = bw_calloc((size_t)g->n + 1, sizeof(*c->mark));
	if (c->arc == NULL || c->mark == NULL || c->firm == NULL ||
	    c->acc == NULL || c->list == NULL || c->in_scope == NULL) {
		bw_control_free(c);
		return bw_fail(err, BW_ENOMEM,
		    "no memory for control among %u parties", g->n);
	}
	for (size_t i = 0; i < g->m; i++)
		c->arc[i] = arc_of(&g->edge[g->out[i]]);
	fill_firms(c);
	*out = c;
	return 0;
}

void
bw_control_free(struct bw_control *c)
{
	if (c == NULL)
		return;
	bw_free(c->arc);
	bw_free(c->firm);
	bw_free(c->acc);
	bw_free(c->list);
	bw_free(c->in_scope);
	bw_free(c->mark);
	bw_free(c);
}

static struct acc *
acc_of(struct bw_control *c, uint32_t y)
{
	struct acc *a = &c->acc[y];

	if (a->stamp != c->epoch) {
		memset(a, 0, sizeof(*a));
		a->stamp = c->epoch;
		a->pos = BW_NONE;
	}
	return a;
}

static void
enter(struct bw_control *c, struct acc *a, uint32_t y)
{
	a->pos = (uint32_t)c->n_list;
	c->list[c->n_list++] = y;
}

/* What one member adds to one company; true when the goal is reached. */
static bool
follow(struct bw_control *c, const struct arc *arc)
{
	struct acc *a = acc_of(c, arc->company);

	a->lo += arc->lo;
	a->hi += arc->hi;
	a->open_lo += (arc->open & BW_LO_OPEN) != 0;
	if (arc->open & BW_HI_OPEN)
		a->flags |= ACC_HI_OPEN;
	if (arc->how & ARC_PLUS)
		a->flags |= ACC_PLUS;
	if (a->pos != BW_NONE)
		return false;
	if (!(arc->how & ARC_DIRECT) &&
	    !((arc->how & ARC_MAYBE) && c->mode != RUN_CERTAIN) &&
	    !control_pass(c, arc->company, a))
		return false;
	enter(c, a, arc->company);
	return arc->company == c->goal;
}

static void
next_epoch(struct bw_control *c)
{
	if (++c->epoch != 0)
		return;
	/* After 2^32 questions the old stamps could be taken for new. */
	memset(c->acc, 0, c->g->n * sizeof(*c->acc));
	c->epoch = 1;
}

void
control_run(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    enum run_mode mode)
{
	const uint32_t *at = c->g->out_at;
	struct acc *a;
	uint32_t z;

	next_epoch(c);
	c->mode = mode;
	c->n_list = 0;
	for (size_t i = 0; i < n_seed; i++) {
		a = acc_of(c, seed[i]);
		if (a->pos == BW_NONE) /* a seed told twice counts once */
			enter(c, a, seed[i]);
	}
	c->n_seed = c->n_list;
	for (size_t head = 0; head < c->n_list; head++) {
		z = c->list[head];
		c->work += at[z + 1] - at[z] + 1;
		for (uint32_t i = at[z]; i < at[z + 1]; i++) {
			const struct arc *arc = &c->arc[i];

			if (arc->company == z) /* treasury: suspended */
				continue;
			if (c->scope && c->in_scope[arc->company] != c->scope)
				continue;
			if (follow(c, arc))
				return;
		}
	}
}

int
control_check(const struct bw_control *c, const uint32_t *seed, size_t n_seed,
    uint32_t y, struct bw_err *err)
{
	for (size_t i = 0; i < n_seed; i++)
		if (seed[i] >= c->g->n)
			return bw_fail(err, BW_EUSAGE,
			    "party %u is not among the %u of this graph",
			    seed[i], c->g->n);
	if (y >= c->g->n)
		return bw_fail(err, BW_EUSAGE,
		    "party %u is not among the %u of this graph", y, c->g->n);
	return 0;
}

int
bw_control_set(struct bw_control *c, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, const uint32_t **company, size_t *n,
    struct bw_err *err)
{
	int rc;

	*company = NULL;
	*n = 0;
	if (how != BW_CERTAIN && how != BW_POSSIBLE)
		return bw_fail(err, BW_EUSAGE,
		    "control is asked for as certain or as possible");
	rc = n_seed ? control_check(c, seed, n_seed, seed[0], err) : 0;
	if (rc < 0)
		return rc;
	control_run(
	    c, seed, n_seed, how == BW_CERTAIN ? RUN_CERTAIN : RUN_POSSIBLE);
	*company = c->list + c->n_seed;
	*n = c->n_list - c->n_seed;
	return 0;
}

struct bw_sum
bw_control_votes(const struct bw_control *c, uint32_t y)
{
	const struct acc *a;

	BW_ASSERT(y < c->g->n);
	a = &c->acc[y];
	return a->stamp == c->epoch ? pass_votes(&c->firm[y], a)
				    : (struct bw_sum){ 0 };
}
