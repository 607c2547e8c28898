/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_quick.c - certain control, eight bytes a company.
 *
 * For certain control everything a company asks comes down to one number: the
 * least votes that pass (struct firm, need). A tie is then a number to add, and
 * a sum needs no more than 31 bits, since it may stop at the bar. With the ties
 * of a holder side by side the walk over all owners of ten million stakes is
 * bound by memory alone. reach.c says the same in general; tests compare both.
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

static int
fill_bars(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct reach_quick *q = ctx;

	(void)chunk;
	(void)worker;
	for (size_t y = begin; y < end; y++)
		q->bar[y] = bar_of(q->base, &q->base->firm[y]) |
		    (q->base->firm[y].flags & FIRM_LOOSE ? LOOSE : 0);
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

	(void)chunk;
	(void)worker;
	for (size_t k = begin; k < end; k++) {
		struct reach_tie t;

		if (k + 24 < end) {
			__builtin_prefetch(&b->lo[out[k + 24]]);
			__builtin_prefetch(&b->net->mark[out[k + 24]]);
		}
		t = reach_tie_of(b, out[k]);
		q->tie[k] = t.lo;
		if (t.open & BW_LO_OPEN)
			q->tie[k] |= OPEN_SUM;
		if ((t.mark & BW_TIE_DIRECT) && !b->rule.shares_only)
			q->tie[k] |= OUTRIGHT;
	}
	return 0;
}

int
reach_quick_new(struct reach_quick *q, const struct reach_base *base,
    struct bw_pool *pool, struct bw_err *err)
{
	const struct bw_net *net = base->net;

	*q = (struct reach_quick){ .base = base,
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

/* The ties of z; companies that pass join the list. */
static bool
follow(const struct reach_quick *q, struct reach_sums *s, uint32_t z)
{
	const struct bw_net *net = q->base->net;

	for (uint32_t k = net->out_at[z]; k < net->out_at[z + 1]; k++) {
		uint32_t y = net->out_company[k], tie = q->tie[k], bar, sum;
		struct reach_sum *a = &s->acc[y];

		if (a->stamp != s->epoch)
			*a = (struct reach_sum){ s->epoch, 0 };
		if (a->sum == MEMBER)
			continue;
		sum = (a->sum & FULL) + (tie & FULL);
		if (sum > FULL)
			sum = FULL;
		a->sum = sum | ((a->sum | tie) & OPEN_SUM);
		bar = q->bar[y];
		if ((bar & LOOSE) && s->exact) {
			s->loose = true;
			return true;
		}
		if (a->sum & bar & EQUAL_WHEN_OPEN)
			sum++;
		if (sum < (bar & BAR) && !(tie & OUTRIGHT))
			continue;
		a->sum = MEMBER;
		if (!bw_vec_push(&s->list, y))
			return false;
	}
	return true;
}

/* The set of x without x in s->list. False: no memory. */
bool
reach_quick_set(const struct reach_quick *q, struct reach_sums *s, uint32_t x)
{
	s->list.n = 0;
	s->loose = false;
	if (++s->epoch == 0) { /* after 2^32 questions */
		memset(s->acc, 0, q->base->net->n * sizeof(*s->acc));
		s->epoch = 1;
	}
	s->acc[x] = (struct reach_sum){ s->epoch, MEMBER };
	if (!follow(q, s, x))
		return false;
	for (size_t i = 0; i < s->list.n && !s->loose; i++)
		if (!follow(q, s, s->list.v[i]))
			return false;
	return true;
}
