/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_quick.c - control of everybody, eight bytes a company.
 *
 * For certain control everything a company asks comes down to one number: the
 * least votes that pass (struct firm, need). A tie is then a number to add, and
 * a sum needs no more than 31 bits, since it may stop at the bar. With the ties
 * of a holder side by side the walk over all owners of ten million stakes is
 * bound by memory alone. reach.c says the same in general; tests compare both.
 *
 * Possible control adds up the most that a tie can be. Where all shares in a
 * company are exact that is the same test. In the others ("loose") below a bar
 * nobody can pass, as what others surely hold can only make it harder; from
 * that bar on the members' ties are looked up in the row of the company.
 */
#include "base/mem.h"
#include "ownership/reach_quick.h"

#define OPEN_SUM 0x80000000u        /* in acc.sum and tie: an open lower end */
#define OUTRIGHT 0x40000000u        /* in tie: control by other means */
#define FULL 0x3fffffffu            /* more than BW_ONE: a sum stops here */
#define MEMBER UINT32_MAX           /* in acc.sum: in the set */
#define EQUAL_WHEN_OPEN 0x80000000u /* in bar: one less will do when open */
#define LOOSE 0x40000000u           /* in bar: reach_quick.h */
#define BAR 0x3fffffffu
#define AHEAD 16u /* ties: read what they lead to before it is needed */

/* The bar of a company: the least closed sum that passes. */
static uint32_t
bar_of(const struct reach_base *b, const struct firm *f)
{
	bool whole = (f->flags & FIRM_WHOLE) != 0;
	bool at = b->rule.at_least || (f->flags & FIRM_OWN_LO_OPEN);

	if (!whole)
		return f->need + 1;
	if (at)
		return f->need > 0 ? f->need : 1 | EQUAL_WHEN_OPEN;
	return (f->need + 1) | EQUAL_WHEN_OPEN;
}

/* Votes plus threshold times own shares must come to the threshold, the latter
 * at the most they can be: less than this never passes. */
static uint32_t
least_possible(const struct reach_base *b, const struct firm *f)
{
	uint64_t bar =
	    (uint64_t)b->rule.threshold * (BW_ONE - f->own_hi) / BW_ONE;

	return bar > 0 ? (uint32_t)bar : 1;
}

/* For certain control the bar is all that is asked of a company. */
static int
fill_bars(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct reach_quick *q = ctx;

	(void)chunk;
	(void)worker;
	for (size_t y = begin; y < end; y++) {
		bool may = q->mode == RUN_POSSIBLE;
		struct firm f = may ? q->base->firm[y]
				    : reach_firm_of(q->base, (uint32_t)y);

		q->bar[y] = may && (f.flags & FIRM_LOOSE)
		    ? least_possible(q->base, &f) | LOOSE
		    : bar_of(q->base, &f);
	}
	return 0;
}

/* Ties as numbers, in order of holder. The tie numbers jump about; looking
 * ahead hides most of the wait. */
static int
fill_ties(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct reach_quick *q = ctx;
	const struct reach_base *b = q->base;
	const uint32_t *out = b->net->out;
	bool may = q->mode == RUN_POSSIBLE;
	const uint32_t *column = may ? b->hi : b->lo;
	uint8_t rights = may ? BW_TIE_DIRECT | BW_TIE_MAYBE : BW_TIE_DIRECT;
	uint8_t open = (uint8_t)(BW_LO_OPEN << b->shift);

	(void)chunk;
	(void)worker;
	if (b->rule.shares_only)
		rights = 0;
	for (size_t k = begin; k < end; k++) {
		uint8_t mark;

		if (k + 24 < end) {
			__builtin_prefetch(&column[out[k + 24]]);
			__builtin_prefetch(&b->net->mark[out[k + 24]]);
		}
		mark = b->net->mark[out[k]];
		q->tie[k] = column[out[k]];
		if (!may && (mark & BW_TIE_INDIRECT))
			q->tie[k] = 0;
		else if (!may && (mark & open))
			q->tie[k] |= OPEN_SUM;
		if (mark & rights)
			q->tie[k] |= OUTRIGHT;
	}
	return 0;
}

int
reach_quick_new(struct reach_quick *q, const struct reach_base *base,
    enum bw_certainty how, struct bw_pool *pool, struct bw_err *err)
{
	const struct bw_net *net = base->net;

	*q = (struct reach_quick){ .base = base,
		.mode = how == BW_CERTAIN ? RUN_CERTAIN : RUN_POSSIBLE,
		.bar = bw_alloc((size_t)net->n + 1, sizeof(uint32_t)),
		.tie = bw_alloc((size_t)net->m + 1, sizeof(uint32_t)) };
	if (q->bar == NULL || q->tie == NULL) {
		reach_quick_free(q);
		return bw_fail(err, BW_ENOMEM,
		    "no memory for control among %u parties", net->n);
	}
	bw_mem_huge(q->bar, net->n * sizeof(*q->bar));
	bw_mem_huge(q->tie, net->m * sizeof(*q->tie));
	(void)!bw_pool_run(pool, net->n, 1u << 16, fill_bars, q);
	(void)!bw_pool_run(pool, net->m, 1u << 18, fill_ties, q);
	return 0;
}

void
reach_quick_free(struct reach_quick *q)
{
	bw_free(q->bar);
	bw_free(q->tie);
	memset(q, 0, sizeof(*q));
}

int
reach_sums_new(struct reach_sums *s, uint32_t n, struct bw_err *err)
{
	s->epoch = 0;
	s->acc = bw_calloc((size_t)n + 1, sizeof(*s->acc));
	bw_mem_huge(s->acc, n * sizeof(*s->acc));
	return s->acc != NULL
	    ? 0
	    : bw_fail(
		  err, BW_ENOMEM, "no memory for control among %u parties", n);
}

void
reach_sums_free(struct reach_sums *s)
{
	bw_free(s->acc);
	bw_vec_release(&s->list);
	memset(s, 0, sizeof(*s));
}

static inline uint32_t
add_tie(uint32_t all, uint32_t tie)
{
	uint32_t sum = (all & FULL) + (tie & FULL);

	return (sum > FULL ? FULL : sum) | ((all | tie) & OPEN_SUM);
}

static inline bool
at_bar(uint32_t all, uint32_t bar)
{
	return (all & FULL) + ((all & bar & EQUAL_WHEN_OPEN) != 0) >=
	    (bar & BAR);
}

static bool
is_member(const struct reach_sums *s, uint32_t z)
{
	return s->acc[z].stamp == s->epoch && s->acc[z].sum == MEMBER;
}

/* A loose company, exactly: what members have in it now, from its row. Some of
 * them may be followed later only; that changes the order and not the set. */
static bool
passes_loose(const struct reach_quick *q, struct reach_sums *s, uint32_t y)
{
	const struct reach_base *b = q->base;
	const struct bw_net *net = b->net;
	const struct pass p = { b->rule.threshold, b->rule.at_least, q->mode };
	struct acc a = { 0 };

	s->work -= net->in_at[y + 1] - net->in_at[y];
	if (reach_quick_gave_up(s))
		return false;
	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++)
		if (net->holder[i] != y && is_member(s, net->holder[i]))
			reach_acc_add(&a, reach_tie_of(b, i));
	return pass_test(&p, &b->firm[y], &a);
}

/* The ties of z; companies that pass join the list. */
static bool
follow(const struct reach_quick *q, struct reach_sums *s, uint32_t z)
{
	const struct bw_net *net = q->base->net;
	uint32_t end = net->out_at[z + 1];

	s->work += 32 * (int64_t)(end - net->out_at[z]);
	for (uint32_t k = net->out_at[z]; k < end; k++) {
		uint32_t y = net->out_company[k], tie = q->tie[k], bar;
		struct reach_sum *a = &s->acc[y];

		if (k + AHEAD < end) {
			__builtin_prefetch(
			    &s->acc[net->out_company[k + AHEAD]], 1);
			__builtin_prefetch(
			    &q->bar[net->out_company[k + AHEAD]]);
		}

		if (a->stamp != s->epoch)
			*a = (struct reach_sum){ s->epoch, 0 };
		if (a->sum == MEMBER)
			continue;
		a->sum = add_tie(a->sum, tie);
		bar = q->bar[y];
		if (!(tie & OUTRIGHT) &&
		    (!at_bar(a->sum, bar) ||
			((bar & LOOSE) && !passes_loose(q, s, y))))
			continue;
		a->sum = MEMBER;
		if (!bw_vec_push(&s->list, y))
			return false;
	}
	return true;
}

/* What x has in a company by itself lies side by side. When that passes
 * nowhere, as for most small holders, the set is empty, and no sums are
 * touched. Owners are asked in order: the ties ahead are of those who follow.
 */
static bool
passes_alone(const struct reach_quick *q, uint32_t x)
{
	const struct bw_net *net = q->base->net;
	uint32_t end = net->out_at[x + 1], all = 0, last = BW_NONE;

	for (uint32_t k = net->out_at[x]; k < end; k++) {
		uint32_t y = net->out_company[k], tie = q->tie[k];

		if (k + AHEAD < net->m)
			__builtin_prefetch(
			    &q->bar[net->out_company[k + AHEAD]]);
		if (y == x)
			continue;
		all = add_tie(y == last ? all : 0, tie);
		last = y;
		if (at_bar(all, q->bar[y]) || (tie & OUTRIGHT))
			return true;
	}
	return false;
}

/* The set of x without x in s->list. False: no memory. */
bool
reach_quick_set(const struct reach_quick *q, struct reach_sums *s, uint32_t x)
{
	s->list.n = 0;
	s->work = REACH_QUICK_WORK;
	if (!passes_alone(q, x))
		return true;
	if (++s->epoch == 0) { /* after 2^32 questions */
		memset(s->acc, 0, q->base->net->n * sizeof(*s->acc));
		s->epoch = 1;
	}
	s->acc[x] = (struct reach_sum){ s->epoch, MEMBER };
	if (!follow(q, s, x))
		return false;
	for (size_t i = 0; i < s->list.n && !reach_quick_gave_up(s); i++)
		if (!follow(q, s, s->list.v[i]))
			return false;
	return true;
}
