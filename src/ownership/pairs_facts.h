/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pairs_facts.h - what all pairs of control say about a country as a whole.
 *
 * Pure. Pairs are transitive: whoever controls a controller of y controls y.
 */
#ifndef BW_PAIRS_FACTS_H
#define BW_PAIRS_FACTS_H
#include "base/arena.h"
#include "ownership/reach.h"

struct bw_pairs_facts {
	uint32_t n_controller; /* who control something */
	uint32_t n_company;    /* that somebody controls */
	/* Companies that control each other while nobody else controls any of
	 * them: group i is member[group_at[i]] .. member[group_at[i+1]-1],
	 * rising; groups in order of their first member. */
	size_t n_group;
	uint32_t *group_at, *member;
	/* The longest chain, from the top down: each controls the next, and
	 * not the other way round (of a circle one is named). */
	uint32_t *chain;
	size_t n_chain;
	/* Who control most of those whom nobody controls; most first. */
	uint32_t *top;
	size_t n_top;
};
/* At most n_top of the last. Everything in the arena. O(pairs). */
int bw_pairs_tell(struct bw_pairs_facts *out, const struct bw_pairs *p,
    size_t n_top, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

static inline uint64_t
bw_pairs_below(const struct bw_pairs *p, uint32_t x)
{
	return p->down_at[x + 1] - p->down_at[x];
}

static inline uint64_t
bw_pairs_above(const struct bw_pairs *p, uint32_t y)
{
	return p->up_at[y + 1] - p->up_at[y];
}

#endif
