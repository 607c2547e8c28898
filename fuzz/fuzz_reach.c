/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_reach.c - a net from bytes: the quick engine against the proving one.
 *
 * Sets, votes and the number of stakes in a proof are those of control.h; all
 * pairs are all sets; a change seen through a patch is the net made anew, and
 * what bw_shift_run tells is the whole difference.
 */
#include "ownership/control.h"
#include "ownership/shift.h"

#define NODES 12u
#define TIES 64u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
	const uint8_t *p;
	size_t n;
};

static uint32_t
take(struct bytes *b, unsigned n)
{
	uint32_t v = 0;

	for (; n > 0 && b->n > 0; n--, b->n--)
		v = v << 8 | *b->p++;
	return v;
}

static uint32_t
ppb(uint32_t v)
{
	return v == 0xffff ? BW_ONE : v * 15259u; /* 65534 * 15259 < 10^9 */
}

static struct bw_tie
tie(struct bytes *b, uint32_t n)
{
	struct bw_tie t = { .holder = take(b, 1) % n,
		.company = take(b, 1) % n };
	uint32_t lo = ppb(take(b, 2)), hi = ppb(take(b, 2)), flags = take(b, 1);

	t.votes.lo = lo < hi ? lo : hi;
	t.votes.hi = flags & 4 ? t.votes.lo : lo < hi ? hi : lo;
	if (t.votes.lo < t.votes.hi)
		t.votes.open = flags & 3;
	t.capital = t.votes;
	if ((flags & 0xf0) == 0xf0)
		t.mark = BW_TIE_DIRECT;
	else if ((flags & 0xf8) == 0x78)
		t.mark = BW_TIE_MAYBE;
	return t;
}

struct given {
	uint32_t n;
	size_t m;
	struct bw_tie tie[TIES];
	struct bw_net net;
	struct bw_reach_rule rule;
};

static bool
same_sum(struct bw_sum a, struct bw_sum b)
{
	return a.lo == b.lo && a.hi == b.hi && a.open == b.open;
}

static uint32_t
bits(const uint32_t *list, size_t n)
{
	uint32_t set = 0;

	for (size_t i = 0; i < n; i++)
		set |= 1u << list[i];
	return set;
}

static void
same_proofs(struct bw_control *c, struct bw_reach *r, uint32_t n)
{
	uint32_t edge[TIES], ties[TIES];
	size_t a, b;

	for (uint32_t y = 0; y < n; y++) {
		BW_ASSERT(
		    same_sum(bw_control_votes(c, y), bw_reach_held(r, y)));
		BW_ASSERT(bw_control_proof(c, y, edge, TIES, &a, NULL) == 0);
		BW_ASSERT(bw_reach_proof(r, y, ties, TIES, &b, NULL) == 0);
		BW_ASSERT((a == 0) == (b == 0));
	}
}

static void
against_control(struct given *g, struct bw_reach *r)
{
	static struct bw_edge edge[TIES];
	struct bw_control *c = NULL;
	struct bw_graph graph;
	const uint32_t *a, *b;
	size_t n_a, n_b;

	for (size_t i = 0; i < g->m; i++)
		edge[i] = (struct bw_edge){ .holder = g->tie[i].holder,
			.company = g->tie[i].company,
			.votes = g->tie[i].votes,
			.direct = g->tie[i].mark == BW_TIE_DIRECT,
			.maybe = g->tie[i].mark == BW_TIE_MAYBE };
	BW_ASSERT(bw_graph_init(&graph, g->n, edge, g->m, NULL) == 0);
	BW_ASSERT(
	    bw_control_new(&c, &graph,
		(struct bw_control_rule){ g->rule.threshold, g->rule.at_least },
		NULL) == 0);
	for (uint32_t i = 0; i < 2 * g->n; i++) {
		uint32_t x = i / 2;
		enum bw_certainty how = i % 2 ? BW_POSSIBLE : BW_CERTAIN;

		BW_ASSERT(bw_control_set(c, &x, 1, how, &a, &n_a, NULL) == 0);
		BW_ASSERT(bw_reach_set(r, &x, 1, how, &b, &n_b, NULL) == 0);
		BW_ASSERT(n_a == n_b && bits(a, n_a) == bits(b, n_b));
		same_proofs(c, r, g->n);
	}
	bw_control_free(c);
	bw_graph_release(&graph);
}

static void
all_pairs(struct given *g, struct bw_reach *r, enum bw_certainty how)
{
	struct bw_pairs p;
	const uint32_t *set;
	size_t n;

	BW_ASSERT(bw_pairs_make(&p, &g->net, g->rule, how, NULL, NULL) == 0);
	for (uint32_t x = 0; x < g->n; x++) {
		BW_ASSERT(bw_reach_set(r, &x, 1, how, &set, &n, NULL) == 0);
		BW_ASSERT(bits(set, n) ==
		    bits(p.down + p.down_at[x],
			p.down_at[x + 1] - p.down_at[x]));
		for (uint64_t k = p.up_at[x]; k < p.up_at[x + 1]; k++)
			BW_ASSERT(
			    bits(p.down + p.down_at[p.up[k]],
				p.down_at[p.up[k] + 1] - p.down_at[p.up[k]]) >>
				x &
			    1);
	}
	bw_pairs_release(&p);
}

static void
stand(struct bw_stand at[NODES][NODES], struct bw_reach *r, uint32_t n)
{
	const uint32_t *set;
	size_t n_set;

	memset(at, 0, NODES * sizeof(*at));
	for (uint32_t x = 0; x < n; x++)
		for (int how = BW_CERTAIN; how <= BW_POSSIBLE; how++) {
			bool sure = how == BW_CERTAIN;

			BW_ASSERT(bw_reach_set(r, &x, 1, (enum bw_certainty)how,
				      &set, &n_set, NULL) == 0);
			for (size_t i = 0; i < n_set; i++)
				*(sure ? &at[x][set[i]].controls_certain
				       : &at[x][set[i]].controls_possible) =
				    true;
			for (uint32_t y = 0; y < n; y++) {
				struct bw_sum v = bw_reach_held(r, y);
				struct bw_sum *to = &at[x][y].votes;

				*(sure ? &to->lo : &to->hi) =
				    sure ? v.lo : v.hi;
				to->open |=
				    v.open & (sure ? BW_LO_OPEN : BW_HI_OPEN);
			}
		}
}

static bool
same_stand(const struct bw_stand *a, const struct bw_stand *b)
{
	return a->controls_certain == b->controls_certain &&
	    a->controls_possible == b->controls_possible &&
	    same_sum(a->votes, b->votes);
}

static void
the_whole_difference(const struct bw_shift *s, struct bw_reach *before,
    struct bw_reach *after, uint32_t n)
{
	static struct bw_stand was[NODES][NODES], is[NODES][NODES];
	size_t k = 0;

	stand(was, before, n);
	stand(is, after, n);
	for (uint32_t x = 0; x < n; x++)
		for (uint32_t y = 0; y < n; y++) {
			if (same_stand(&was[x][y], &is[x][y]))
				continue;
			BW_ASSERT(k < s->n && s->row[k].owner == x &&
			    s->row[k].company == y);
			BW_ASSERT(same_stand(&s->row[k].before, &was[x][y]) &&
			    same_stand(&s->row[k].after, &is[x][y]));
			k++;
		}
	BW_ASSERT(k == s->n);
}

/* The last ties are changes. */
static void
change(struct given *g, struct bw_reach *before, const struct bw_tie *last,
    size_t n)
{
	struct bw_change c[4];
	struct bw_reach *after = NULL;
	struct bw_patch patch;
	struct bw_shift shift;
	struct bw_arena a;

	for (size_t i = 0; i < n; i++)
		c[i] = (struct bw_change){ .holder = last[i].holder,
			.company = last[i].company,
			.gone = last[i].mark == BW_TIE_MAYBE,
			.votes = last[i].votes,
			.capital = last[i].capital,
			.mark = last[i].mark };
	bw_arena_init(&a, 0);
	BW_ASSERT(bw_patch_init(&patch, &g->net, c, n, NULL) == 0);
	BW_ASSERT(bw_reach_new(&after, &g->net, &patch, g->rule, NULL) == 0);
	BW_ASSERT(bw_shift_run(&shift, &g->net, &patch, g->rule, NULL, 0, &a,
		      NULL) == 0);
	the_whole_difference(&shift, before, after, g->n);
	bw_reach_free(after);
	bw_patch_release(&patch);
	bw_arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct given g;
	struct bytes b = { data, size };
	struct bw_tie last[4];
	struct bw_reach *r = NULL;
	size_t n_last = 1 + (take(&b, 1) & 3);

	g.n = 1 + take(&b, 1) % NODES;
	g.rule = (struct bw_reach_rule){ .at_least = take(&b, 1) & 1 };
	g.rule.threshold = ppb(take(&b, 2));
	for (size_t i = 0; i < n_last; i++)
		last[i] = tie(&b, g.n);
	for (g.m = 0; b.n > 0 && g.m < TIES; g.m++)
		g.tie[g.m] = tie(&b, g.n);
	BW_ASSERT(bw_net_init(&g.net, g.n, g.tie, g.m, NULL) == 0);
	BW_ASSERT(bw_reach_new(&r, &g.net, NULL, g.rule, NULL) == 0);
	against_control(&g, r);
	all_pairs(&g, r, BW_CERTAIN);
	all_pairs(&g, r, BW_POSSIBLE);
	change(&g, r, last, n_last);
	bw_reach_free(r);
	bw_net_release(&g.net);
	return 0;
}
