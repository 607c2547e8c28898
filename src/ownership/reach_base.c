/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_base.c - what a rule makes of a net: the column that counts, and per
 * company what does not depend on who asks (struct firm).
 */
#include "base/mem.h"
#include "ownership/reach_priv.h"

/* A tie of a patch, its votes or capital as the rule wants them. */
struct reach_tie
reach_patched(const struct reach_base *b, uint32_t i)
{
	const struct bw_tie *k = &b->patch->tie[i];
	struct bw_share s = b->rule.capital ? k->capital : k->votes;
	struct reach_tie t = { s.lo, s.hi, s.open, k->mark };

	if (k->mark & BW_TIE_INDIRECT) {
		t.lo = 0;
		t.open = t.hi > 0 ? t.open & BW_HI_OPEN : 0;
	}
	return t;
}

static uint32_t
add_capped(uint32_t a, uint32_t b)
{
	return a + b > BW_ONE ? BW_ONE : a + b; /* both <= BW_ONE: no wrap */
}

/* *held is everything that is surely held: own stakes are capped in the firm,
 * and above 100 % must be seen all the same. */
static void
firm_add(struct firm *f, bool own, struct reach_tie t, uint64_t *held)
{
	*held += t.lo;
	/* Of exact shares alone the largest sum is the smallest. */
	if (t.lo < t.hi || (t.mark & BW_TIE_MAYBE))
		f->flags |= FIRM_LOOSE;
	if (!own) {
		f->lo += t.lo;
		f->open_lo += (t.open & BW_LO_OPEN) != 0;
		return;
	}
	f->flags |= t.open;
	f->own_lo = add_capped(f->own_lo, t.lo);
	f->own_hi = add_capped(f->own_hi, t.hi);
}

struct firm
reach_firm_of(const struct reach_base *b, uint32_t y)
{
	const struct bw_net *net = b->net;
	struct firm f = { .flags = FIRM_MADE };
	const struct bw_tie *tie;
	uint32_t n, first;
	uint64_t sum = 0;

	if (b->patch != NULL && bw_patch_touches(b->patch, y)) {
		first = bw_patch_row(b->patch, y, &tie, &n) - net->m;
		for (uint32_t i = 0; i < n; i++)
			firm_add(&f, tie[i].holder == y,
			    reach_patched(b, first + i), &sum);
	} else {
		for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++)
			firm_add(
			    &f, net->holder[i] == y, reach_tie_of(b, i), &sum);
	}
	if (sum > BW_ONE ||
	    (sum == BW_ONE && (f.open_lo > 0 || (f.flags & FIRM_OWN_LO_OPEN))))
		f.flags |= FIRM_OVER;
	pass_need(&f, b->rule.threshold);
	return f;
}

void
reach_make_firm(struct reach_base *b, uint32_t y)
{
	b->firm[y] = reach_firm_of(b, y);
}

int
reach_base_fill(struct reach_base *b, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule, struct bw_err *err)
{
	if (rule.threshold > BW_ONE)
		return bw_fail(err, BW_EUSAGE,
		    "a threshold for control lies between 0 and 100 %%");
	if (rule.threshold == 0)
		rule.threshold = BW_ONE / 2;
	*b = (struct reach_base){ .net = net,
		.patch = patch,
		.rule = rule,
		.lo = rule.capital ? net->capital_lo : net->votes_lo,
		.hi = rule.capital ? net->capital_hi : net->votes_hi,
		.shift = rule.capital ? 2 : 0 };
	return 0;
}

int
reach_base_new(struct reach_base **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule, struct bw_err *err)
{
	struct reach_base base, *b;
	int rc = reach_base_fill(&base, net, patch, rule, err);

	*out = NULL;
	if (rc != 0)
		return rc;
	base.firm = bw_calloc((size_t)net->n + 1, sizeof(*base.firm));
	b = bw_alloc(1, sizeof(*b));
	if (base.firm == NULL || b == NULL) {
		bw_free(base.firm);
		bw_free(b);
		return bw_fail(err, BW_ENOMEM,
		    "no memory for control among %u parties", net->n);
	}
	*b = base;
	*out = b;
	return 0;
}

void
reach_base_free(struct reach_base *b)
{
	if (b != NULL)
		bw_free(b->firm);
	bw_free(b);
}
