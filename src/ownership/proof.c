/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * proof.c - which of the stakes in a company carry control of it.
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
#include "ownership/proof.h"

#define TRIED 512 /* stakes of a proof that are each tried without */

static int
by_weight(const void *pa, const void *pb)
{
	const struct proof_item *a = pa, *b = pb;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	/* Of equal ones an open end is worth a trifle more for the certain,
	 * and own stakes come last. */
	if (a->open != b->open)
		return a->open ? -1 : 1;
	if (a->own != b->own)
		return a->own ? 1 : -1;
	return a->id < b->id ? -1 : a->id > b->id;
}

bool
proof_add(struct proof *p, uint32_t id, struct bw_share share, bool own)
{
	bool certain = p->rule->mode == RUN_CERTAIN;
	uint64_t end = certain ? share.lo : share.hi;
	struct proof_item x = { .share = share, .id = id, .own = own };

	/* no bonus for what is possible: an open end above is less */
	x.open = certain && (share.open & BW_LO_OPEN);
	x.weight = own ? end * p->rule->threshold : end * BW_ONE;
	return (x.weight == 0 && !x.open) || bw_vec_push(&p->list, x);
}

/* Would the taken stakes alone pass? Those not taken stay at their lower
 * ends and belong to others. */
static bool
passes(const struct proof *p)
{
	struct firm firm = *p->firm;
	struct acc acc = { 0 };
	uint64_t own_lo = 0, own_hi = 0;

	firm.flags &= ~(uint32_t)(FIRM_OWN_LO_OPEN | FIRM_OWN_HI_OPEN);
	for (size_t i = 0; i < p->list.n; i++) {
		const struct proof_item *x = &p->list.v[i];
		struct bw_share s = x->share;

		if (!x->taken) {
			/* Others cannot end exactly at an open end. */
			firm.open_lo += x->own && (s.open & BW_LO_OPEN) != 0;
			continue;
		}
		if (x->own) {
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
	pass_need(&firm, p->rule->threshold);
	return pass_test(p->rule, &firm, &acc);
}

static void
take(struct proof *p, size_t n)
{
	for (size_t i = 0; i < p->list.n; i++)
		p->list.v[i].taken = i < n;
}

/* The fewest of the largest that pass: more never fails, so halving finds
 * them, and one company of a million holders takes twenty looks. Then those
 * that are not needed go. Taking one of the larger leaves less than taking
 * the last, which is needed; but own stakes weigh otherwise and open ends
 * decide ties, so in a proof that a person can read each one is tried. */
bool
proof_select(struct proof *p)
{
	size_t none = 0, all = p->list.n, mid;

	if (p->list.n > 1)
		qsort(p->list.v, p->list.n, sizeof(*p->list.v), by_weight);
	take(p, 0);
	if (passes(p))
		return true;
	while (all - none > 1) {
		mid = none + (all - none) / 2;
		take(p, mid);
		if (passes(p))
			all = mid;
		else
			none = mid;
	}
	take(p, all);
	if (!passes(p))
		return false;
	for (size_t i = all; i-- > 0;) {
		if (all > TRIED && !p->list.v[i].own && i + 1 < all)
			continue;
		p->list.v[i].taken = false;
		if (!passes(p))
			p->list.v[i].taken = true;
	}
	return true;
}

size_t
proof_taken(const struct proof *p, uint32_t *id, size_t cap)
{
	size_t n = 0;

	for (size_t i = 0; i < p->list.n; i++) {
		if (!p->list.v[i].taken)
			continue;
		if (n < cap)
			id[n] = p->list.v[i].id;
		n++;
	}
	return n;
}
