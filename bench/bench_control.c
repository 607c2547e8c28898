/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_control.c - all owners' control sets on a made-up country.
 *
 *	bench_control [stakes in millions, default 1]
 *
 * Half of the parties are persons. Four in five companies have one owner; the
 * others 2 to 60 holders. A holder is a person, or one time in three a
 * company; both are drawn by a power law (few hold much). One stake in fifty
 * is doubled, one of five shared ones is a band, one company in fifty holds a
 * part of its neighbour (and is held by it, as often: loops), and some hold
 * own shares. Fixed seed; one JSON line, seconds of processor time (one
 *thread).
 */
#include "ownership/control.h"
#include "base/mem.h"
#include "base/vec.h"

static uint64_t state = 88172645463325252u;

static uint32_t
draw(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 32) * n >> 32);
}

/* Cubed: the first thousandth of the parties gets a tenth of the draws. */
static uint32_t
powerful(uint32_t n)
{
	uint64_t u = draw(1u << 20);

	return (uint32_t)((u * u >> 20) * u * n >> 40);
}

/* Companies are the first half, persons the second. */
static uint32_t
owner(uint32_t n)
{
	uint32_t half = n / 2;

	return draw(3) ? half + powerful(half) : powerful(half);
}

struct country {
	BW_VEC(struct bw_edge) edge;
	uint32_t n;
};

static void
stake(struct country *c, uint32_t holder, uint32_t company, uint32_t lo,
    uint32_t hi)
{
	struct bw_edge e = { .holder = holder,
		.company = company,
		.votes = { lo, hi, lo < hi ? BW_LO_OPEN : 0 },
		.stake = (uint32_t)c->edge.n };

	BW_ASSERT(bw_vec_push(&c->edge, e));
}

static void
company(struct country *c, uint32_t y)
{
	uint32_t k = draw(5) ? 1 : 2 + draw(59), left = BW_ONE, share, x;

	if (draw(50) == 0 && (y ^ 1) < c->n / 2) {
		share = BW_ONE / 20 + draw(BW_ONE / 10);
		stake(c, y ^ 1, y, share, share);
		left -= share;
	}
	for (uint32_t i = 0; i < k; i++) {
		x = owner(c->n);
		share = i + 1 == k ? left : draw(left);
		left -= share;
		if (x == y && k == 1)
			continue;
		if (draw(50) == 0) {
			stake(c, x, y, share / 2, share / 2);
			share -= share / 2;
		}
		if (draw(5) == 0 && k > 1) /* told as a band */
			stake(c, x, y, share / 2,
			    share / 2 < BW_ONE / 2 ? share : BW_ONE);
		else
			stake(c, x, y, share, share);
	}
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t
all_sets(struct bw_control *c, uint32_t n, enum bw_certainty how)
{
	const uint32_t *set;
	uint64_t pairs = 0;
	size_t n_set;

	for (uint32_t x = 0; x < n; x++) {
		BW_ASSERT(
		    bw_control_set(c, &x, 1, how, &set, &n_set, NULL) == 0);
		pairs += n_set;
	}
	return pairs;
}

/* Who controls a company, asked a thousand times. */
static double
from_below(struct bw_control *c, uint32_t n)
{
	struct bw_controller *who;
	struct bw_arena a;
	size_t n_who;
	double start = now();

	for (int i = 0; i < 1000; i++) {
		bw_arena_init(&a, 0);
		BW_ASSERT(bw_controllers(
			      c, draw(n / 2), &a, &who, &n_who, NULL) == 0);
		bw_arena_release(&a);
	}
	return now() - start;
}

int
main(int argc, char **argv)
{
	unsigned long millions = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
	struct country all = { .n = (uint32_t)(millions * 282000u) };
	struct bw_control *c;
	struct bw_graph g;
	uint64_t certain, possible;
	double t[5], below;

	for (uint32_t y = 0; y < all.n / 2; y++)
		company(&all, y);
	t[0] = now();
	BW_ASSERT(bw_graph_init(&g, all.n, all.edge.v, all.edge.n, NULL) == 0);
	t[1] = now();
	BW_ASSERT(
	    bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, NULL) == 0);
	t[2] = now();
	certain = all_sets(c, g.n, BW_CERTAIN);
	t[3] = now();
	possible = all_sets(c, g.n, BW_POSSIBLE);
	t[4] = now();
	below = from_below(c, g.n);
	printf("{\"parties\": %u, \"stakes\": %zu, \"graph_s\": %.3f, "
	       "\"prepare_s\": %.3f, \"certain_s\": %.3f, "
	       "\"certain_pairs\": %llu, \"possible_s\": %.3f, "
	       "\"possible_pairs\": %llu, \"controllers_ms\": %.4f}\n",
	    g.n, g.m, t[1] - t[0], t[2] - t[1], t[3] - t[2],
	    (unsigned long long)certain, t[4] - t[3],
	    (unsigned long long)possible, below);
	bw_control_free(c);
	bw_graph_release(&g);
	bw_vec_release(&all.edge);
	return 0;
}
