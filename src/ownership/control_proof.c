/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control_proof.c - which stakes carry the control of a company.
 *
 * Only stakes of members that entered before the company count: so a proof
 * never leans on what it proves, and following the holders of its edges
 * leads back to the seeds.
 *
 * The largest first, until the threshold is passed; then whatever proves
 * superfluous is dropped again, smallest first: none can be missed. Treasury
 * votes lower the bar; an own stake then stands among the edges with the
 * weight it has there (threshold x stake).
 *
 * For certain control (lower ends) that is the fewest. Possible control has
 * two bars, what the stakes may amount to and what others leave room for,
 * and another set might have been smaller: finding the smallest for two bars
 * at once is knapsack.
 */
#include "ownership/control_priv.h"

#define TRIED 512 /* stakes of a proof that are each tried without */

struct item {
	uint64_t weight;
	uint32_t edge;
	bool own, open, taken;
};
struct items {
	BW_VEC(struct item) list;
	const struct bw_control *c;
	uint32_t y;
};

static int
by_weight(const void *pa, const void *pb)
{
	const struct item *a = pa, *b = pb;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	/* Of equal ones an open end is worth a trifle more for the certain,
	 * and own stakes come last. */
	if (a->open != b->open)
		return a->open ? -1 : 1;
	if (a->own != b->own)
		return a->own ? 1 : -1;
	return a->edge < b->edge ? -1 : a->edge > b->edge;
}

/* A member from before, so that the proof is founded? */
static bool
earlier(const struct bw_control *c, uint32_t z, uint32_t y)
{
	return control_has(c, z) && c->acc[z].pos < c->acc[y].pos;
}

static bool
gather(struct items *it)
{
	const struct bw_control *c = it->c;
	const struct bw_graph *g = c->g;
	bool certain = c->mode == RUN_CERTAIN;

	for (uint32_t i = g->in_at[it->y]; i < g->in_at[it->y + 1]; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];
		uint64_t share = certain ? e->votes.lo : e->votes.hi;
		uint8_t end = certain ? BW_LO_OPEN : BW_HI_OPEN;
		struct item x = { .edge = g->in[i],
			.own = e->holder == it->y,
			.open = (e->votes.open & end) != 0 };

		if (!x.own && !earlier(c, e->holder, it->y))
			continue;
		x.weight = x.own ? share * c->threshold : share * BW_ONE;
		if (!certain)
			x.open =
			    false; /* no bonus: an open end above is less */
		if ((x.weight > 0 || x.open) && !bw_vec_push(&it->list, x))
			return false;
	}
	if (it->list.n > 1)
		qsort(it->list.v, it->list.n, sizeof(*it->list.v), by_weight);
	return true;
}

/* Would the taken stakes alone pass? Those not taken stay at their lower
 * ends and belong to others. */
static bool
passes(const struct items *it)
{
	struct bw_control what = *it->c;
	struct firm firm = it->c->firm[it->y];
	struct acc acc = { .pos = BW_NONE };
	uint64_t own_lo = 0, own_hi = 0;

	firm.flags &= ~(uint32_t)(FIRM_OWN_LO_OPEN | FIRM_OWN_HI_OPEN);
	for (size_t i = 0; i < it->list.n; i++) {
		struct bw_share s = it->c->g->edge[it->list.v[i].edge].votes;

		if (!it->list.v[i].taken) {
			/* Others cannot end exactly at an open end. */
			firm.open_lo +=
			    it->list.v[i].own && (s.open & BW_LO_OPEN) != 0;
			continue;
		}
		if (it->list.v[i].own) {
			own_lo += s.lo;
			own_hi += s.hi;
			firm.flags |= s.open;
			continue;
		}
		acc.lo += s.lo;
		acc.hi += s.hi;
		acc.open_lo += (s.open & BW_LO_OPEN) != 0;
		if (s.open & BW_HI_OPEN)
			acc.flags |= ACC_HI_OPEN;
	}
	/* Own stakes not taken: still somebody else's share of the total. */
	firm.lo += firm.own_lo - (own_lo < firm.own_lo ? own_lo : firm.own_lo);
	firm.own_lo = (uint32_t)(own_lo < BW_ONE ? own_lo : BW_ONE);
	firm.own_hi = (uint32_t)(own_hi < BW_ONE ? own_hi : BW_ONE);
	what.firm = &firm;
	control_firm_need(&what, 0);
	return control_pass(&what, 0, &acc);
}

static void
take(struct items *it, size_t n)
{
	for (size_t i = 0; i < it->list.n; i++)
		it->list.v[i].taken = i < n;
}

/* The fewest of the largest that pass: more never fails, so halving finds
 * them, and one company of a million holders takes twenty looks. Then those
 * that are not needed go. Taking one of the larger leaves less than taking
 * the last, which is needed; but own stakes weigh otherwise and open ends
 * decide ties, so in a proof that a person can read each one is tried. */
static void
select_edges(struct items *it)
{
	size_t none = 0, all = it->list.n, mid;

	take(it, 0);
	if (passes(it))
		return;
	while (all - none > 1) {
		mid = none + (all - none) / 2;
		take(it, mid);
		if (passes(it))
			all = mid;
		else
			none = mid;
	}
	take(it, all);
	if (!passes(it))
		return;
	for (size_t i = all; i-- > 0;) {
		if (all > TRIED && !it->list.v[i].own && i + 1 < all)
			continue;
		it->list.v[i].taken = false;
		if (!passes(it))
			it->list.v[i].taken = true;
	}
}

/* A stake of an earlier member that controls by itself, if any. */
static bool
outright(const struct bw_control *c, uint32_t y, bool maybe, uint32_t *edge)
{
	const struct bw_graph *g = c->g;

	for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];

		if ((maybe ? e->maybe : e->direct) && e->holder != y &&
		    earlier(c, e->holder, y)) {
			*edge = g->in[i];
			return true;
		}
	}
	return false;
}

int
bw_control_proof(struct bw_control *c, uint32_t y, uint32_t *edge, size_t cap,
    size_t *n, struct bw_err *err)
{
	struct items it = { .c = c, .y = y };
	uint32_t one;
	int rc = 0;

	*n = 0;
	if ((rc = control_check(c, NULL, 0, y, err)) < 0)
		return rc;
	if (!control_has(c, y) || c->acc[y].pos < c->n_seed)
		return 0;
	if (outright(c, y, false, &one))
		goto single;
	if (!gather(&it)) {
		rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
		goto out;
	}
	select_edges(&it);
	if (!passes(&it)) {
		BW_ASSERT(outright(c, y, true, &one));
		goto single;
	}
	for (size_t i = 0; i < it.list.n; i++) {
		if (!it.list.v[i].taken)
			continue;
		if (*n < cap)
			edge[*n] = it.list.v[i].edge;
		++*n;
	}
	goto out;
single:
	if (cap > 0)
		edge[0] = one;
	*n = 1;
out:
	bw_vec_release(&it.list);
	return rc;
}
