/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_deal.c - how long a whole deal takes on a made-up register: the changed
 * rows, who stands otherwise after it and past which thresholds, and the
 * integrated shares in the target before and after.
 *
 *	bench_deal [MILLION TIES [COMPANIES IN THE CORE [DEALS]]]
 *
 * Targets are drawn from all companies. In two deals of three the largest
 * holder sells all it surely has, in the third new shares are issued. Prints
 * one line of JSON; times in milliseconds.
 */
#include "base/map.h"
#include "base/mem.h"
#include "ownership/deal.h"
#include "town_net.h"
#include <time.h>

static const uint32_t threshold[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
	25 * BW_PERCENT };
static uint64_t state = 20261125;

static uint32_t
draw(uint32_t n) /* xorshift64 (Marsaglia 2003) */
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 32) * n >> 32);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
by_size(const void *va, const void *vb)
{
	double a = *(const double *)va, b = *(const double *)vb;

	return a < b ? -1 : a > b;
}

static struct bw_deal_step
a_deal(const struct bw_net *net, uint32_t number)
{
	struct bw_deal_step s = { .target = draw(net->n / 2),
		.seller = BW_NONE,
		.new_shares = number % 3 == 0,
		.votes = (1 + draw(60)) * BW_PERCENT };
	uint32_t best = BW_NONE;

	for (uint32_t i = net->in_at[s.target]; i < net->in_at[s.target + 1];
	     i++)
		if (net->holder[i] != s.target &&
		    (best == BW_NONE || net->votes_lo[i] > net->votes_lo[best]))
			best = i;
	if (best == BW_NONE)
		s.new_shares = true;
	if (!s.new_shares) {
		s.seller = net->holder[best];
		s.votes = net->votes_lo[best];
	}
	s.capital = s.votes;
	do
		s.buyer = draw(net->n);
	while (s.buyer == s.target || s.buyer == s.seller);
	return s;
}

struct totals {
	size_t effects, asked, refused, done;
};

static double
work_out(const struct bw_net *net, const struct bw_deal_step *s,
    struct bw_arena *a, struct totals *sum)
{
	struct bw_deal_effect effect;
	struct bw_change *change;
	struct bw_patch patch;
	size_t n, bad;
	double t = now();

	if (bw_deal_changes(net, s, 1, &change, &n, &bad, a, NULL) != 0) {
		sum->refused++;
		return -1;
	}
	BW_ASSERT(bw_patch_init(&patch, net, change, n, NULL) == 0);
	BW_ASSERT(bw_deal_effect(&effect, net, &patch, s->target, NULL, 0,
		      threshold, BW_LEN(threshold), a, NULL) == 0);
	t = now() - t;
	sum->effects += effect.n;
	sum->asked += effect.n_asked;
	sum->done++;
	bw_patch_release(&patch);
	return t;
}

int
main(int argc, char **argv)
{
	double millions = argc > 1 ? strtod(argv[1], NULL) : 1;
	uint32_t core = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20000;
	size_t deals = argc > 3 ? strtoul(argv[3], NULL, 10) : 200;
	double *took = bw_calloc(deals + 1, sizeof(*took));
	struct totals sum = { 0 };
	struct bw_arena a;
	struct bw_net net;

	BW_ASSERT(took != NULL && deals > 0);
	bw_arena_init(&a, 0);
	BW_ASSERT(town_net(&net, (uint64_t)(millions * 1e6), core, NULL) == 0);
	for (uint32_t i = 0; sum.done < deals && i < 10 * deals; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&a);
		struct bw_deal_step s = a_deal(&net, i);
		double t = work_out(&net, &s, &a, &sum);

		if (t >= 0)
			took[sum.done - 1] = t * 1e3;
		bw_arena_reset(&a, mark);
	}
	BW_ASSERT(sum.done > 0);
	qsort(took, sum.done, sizeof(*took), by_size);
	printf("{\"ties\": %u, \"parties\": %u, \"core\": %u, \"deals\": %zu, "
	       "\"refused\": %zu, \"deal_ms\": {\"p50\": %.3f, \"p99\": %.3f, "
	       "\"max\": %.3f}, \"asked\": %.1f, \"effects\": %.1f}\n",
	    net.m, net.n, core, sum.done, sum.refused, took[sum.done / 2],
	    took[sum.done * 99 / 100], took[sum.done - 1],
	    (double)sum.asked / (double)sum.done,
	    (double)sum.effects / (double)sum.done);
	bw_net_release(&net);
	bw_arena_release(&a);
	bw_free(took);
	return 0;
}
