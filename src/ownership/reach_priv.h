/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_priv.h - what the files of the register's control engine share.
 *
 * What a rule makes of the net (struct reach_base) is made once and read by
 * all threads; each has its own sums (struct acc) for the question at hand.
 */
#ifndef BW_REACH_PRIV_H
#define BW_REACH_PRIV_H
#include "base/map.h"
#include "base/vec.h"
#include "ownership/pass.h"
#include "ownership/reach.h"

struct reach_base {
	const struct bw_net *net;
	const struct bw_patch *patch;
	struct bw_reach_rule rule; /* threshold filled in */
	const uint32_t *lo, *hi;   /* the column that counts */
	unsigned shift;            /* of its open ends in the marks */
	struct firm *firm;
};

struct bw_reach {
	struct reach_base *base;
	bool own_base;
	struct acc *acc;
	uint32_t *list; /* seeds, then companies in order of being reached */
	size_t n_list, n_seed;
	BW_VEC(uint32_t) touched; /* whose acc has the stamp of the epoch */
	uint32_t epoch;
	enum run_mode mode;
	bool as_sure; /* every step to the possible set was a certain one: the
			 two sets, and what they have, are the same */
	const uint64_t *stop;  /* bit per party: the walk ends there, or NULL */
	bool stopped;          /* at one of them */
	const uint64_t *scope; /* bit per party: only these, or NULL = all */
	uint64_t *stop_bits, *scope_bits; /* of reach_until.c, when needed */
	BW_VEC(uint32_t) above;           /* in scope_bits */
	int rc;                           /* no memory for `touched` */
};

struct reach_tie { /* one tie as the rule sees it */
	uint32_t lo, hi;
	uint8_t open, mark;
};

static inline struct reach_tie
reach_tie_of(const struct reach_base *b, uint32_t tie)
{
	uint8_t mark = b->net->mark[tie];
	struct reach_tie t = { b->lo[tie], b->hi[tie],
		(uint8_t)(mark >> b->shift & 3), mark };

	if (mark & BW_TIE_INDIRECT) { /* never against others */
		t.lo = 0;
		t.open = t.hi > 0 ? t.open & BW_HI_OPEN : 0;
	}
	return t;
}

/* All but the firms: those of single companies come from reach_firm_of. */
int reach_base_fill(struct reach_base *b, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    struct bw_err *err);
int reach_base_new(struct reach_base **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    struct bw_err *err);
void reach_base_free(struct reach_base *b);
/* A worker on a base that outlives it. */
int reach_worker(
    struct bw_reach **out, struct reach_base *base, struct bw_err *err);
/* What does not depend on who asks is made when first needed: a question about
 * one owner touches few companies. Threads that share a base make all of it
 * before (reach_all.c). */
struct firm reach_firm_of(const struct reach_base *b, uint32_t y);
void reach_make_firm(struct reach_base *b, uint32_t y);
static inline const struct firm *
reach_firm(struct reach_base *b, uint32_t y)
{
	if (!(b->firm[y].flags & FIRM_MADE))
		reach_make_firm(b, y);
	return &b->firm[y];
}
void reach_acc_add(struct acc *a, struct reach_tie t); /* reach.c */
/* What the set of an acc has in a company: pass_votes. */
static inline struct bw_sum
reach_sum_of(const struct acc *a, const struct firm *f)
{
	return pass_votes(f, a);
}
struct reach_tie reach_patched(const struct reach_base *b, uint32_t i);

static inline bool
reach_has(const struct bw_reach *r, uint32_t y)
{
	return r->acc[y].stamp == r->epoch && r->acc[y].pos != BW_NONE;
}

#endif
