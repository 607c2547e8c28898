/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_control.c - any bytes are a graph: all promises of the engine hold.
 *
 * Byte 0: number of parties; byte 1: at least; bytes 2, 3: threshold; then
 * seven bytes an edge: holder, company, lower and upper end (16 bits each),
 * flags. Checked: what is certain is possible; every member has a proof by
 * members that came before; from below the answer is the same as from
 * above; every open question has something to ask, and asking changes
 * nothing.
 */
#include "ownership/control.h"
#include "base/vec.h"

#define NODES 24u
#define EDGES 200u

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

static struct bw_edge
edge(struct bytes *b, uint32_t n, size_t i)
{
	struct bw_edge e = { .holder = take(b, 1) % n,
		.company = take(b, 1) % n,
		.stake = (uint32_t)i };
	uint32_t lo = ppb(take(b, 2)), hi = ppb(take(b, 2)), flags = take(b, 1);

	e.votes.lo = lo < hi ? lo : hi;
	e.votes.hi = flags & 4 ? e.votes.lo : lo < hi ? hi : lo;
	if (e.votes.lo < e.votes.hi)
		e.votes.open = flags & 3;
	e.direct = (flags & 0xf0) == 0xf0;
	e.maybe = (flags & 0xf8) == 0x78;
	return e;
}

struct answer {
	uint32_t member[NODES];
	size_t n;
	uint32_t set; /* with the seed */
};

static void
ask(struct bw_control *c, uint32_t x, enum bw_certainty how, struct answer *out)
{
	const uint32_t *company;

	BW_ASSERT(bw_control_set(c, &x, 1, how, &company, &out->n, NULL) == 0);
	out->set = 1u << x;
	for (size_t i = 0; i < out->n; i++) {
		BW_ASSERT(!(out->set >> company[i] & 1));
		out->set |= 1u << company[i];
		out->member[i] = company[i];
	}
}

static void
check_proofs(struct bw_control *c, const struct bw_graph *g, uint32_t x,
    const struct answer *a)
{
	uint32_t before = 1u << x, proof[EDGES];
	size_t n;

	for (size_t i = 0; i < a->n; i++) {
		BW_ASSERT(bw_control_proof(
			      c, a->member[i], proof, EDGES, &n, NULL) == 0);
		BW_ASSERT(n > 0 && n <= EDGES);
		for (size_t k = 0; k < n; k++) {
			const struct bw_edge *e = &g->edge[proof[k]];

			BW_ASSERT(e->company == a->member[i]);
			BW_ASSERT(e->holder == e->company ||
			    (before >> e->holder & 1));
		}
		before |= 1u << a->member[i];
	}
	for (uint32_t y = 0; y < g->n; y++) {
		struct bw_sum s = bw_control_votes(c, y);

		BW_ASSERT(s.lo <= s.hi);
	}
}

static void
check_settle(struct bw_control *c, struct bw_arena *a, uint32_t x,
    const struct answer *sure, const struct answer *may)
{
	struct answer again;
	uint32_t *list;
	bool unknown;
	size_t n;

	for (size_t i = 0; i < may->n; i++) {
		uint32_t y = may->member[i];

		BW_ASSERT(bw_control_settle(
			      c, &x, 1, y, a, &list, &n, &unknown, NULL) == 0);
		BW_ASSERT((n > 0) == !(sure->set >> y & 1));
		if (i >= 2)
			break;
	}
	ask(c, x, BW_CERTAIN, &again);
	BW_ASSERT(again.set == sure->set);
	ask(c, x, BW_POSSIBLE, &again);
	BW_ASSERT(again.set == may->set);
}

static void
check_below(struct bw_control *c, struct bw_arena *a, uint32_t y,
    const struct answer *sure, const struct answer *may, uint32_t n)
{
	struct bw_controller *who;
	uint32_t certain = 0, possible = 0, *group;
	size_t n_who;

	BW_ASSERT(bw_controllers(c, y, a, &who, &n_who, NULL) == 0);
	for (size_t i = 0; i < n_who; i++)
		if (who[i].certainty == BW_CERTAIN)
			certain |= 1u << who[i].party;
		else
			possible |= 1u << who[i].party;
	for (uint32_t x = 0; x < n; x++) {
		if (x == y)
			continue;
		BW_ASSERT((certain >> x & 1) == (sure[x].set >> y & 1));
		BW_ASSERT(
		    ((certain | possible) >> x & 1) == (may[x].set >> y & 1));
	}
	BW_ASSERT(bw_control_closed(c, y, a, &group, &n_who, NULL) == 0);
	BW_ASSERT(n_who != 1);
}

static void
check_all(struct bw_control *c, const struct bw_graph *g)
{
	static struct answer sure[NODES], may[NODES];
	struct bw_arena a;

	bw_arena_init(&a, 0);
	for (uint32_t x = 0; x < g->n; x++) {
		ask(c, x, BW_CERTAIN, &sure[x]);
		check_proofs(c, g, x, &sure[x]);
		ask(c, x, BW_POSSIBLE, &may[x]);
		check_proofs(c, g, x, &may[x]);
		BW_ASSERT((sure[x].set & ~may[x].set) == 0);
	}
	for (uint32_t x = 0; x < g->n && g->m <= 30; x++)
		check_settle(c, &a, x, &sure[x], &may[x]);
	for (uint32_t y = 0; y < g->n; y++)
		check_below(c, &a, y, sure, may, g->n);
	bw_arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = { data, size };
	struct bw_control_rule rule;
	struct bw_edge edges[EDGES];
	struct bw_control *c = NULL;
	struct bw_graph g;
	uint32_t n = 1 + take(&b, 1) % NODES;
	size_t m = 0;

	rule.at_least = take(&b, 1) & 1;
	rule.threshold = ppb(take(&b, 2));
	while (b.n > 0 && m < EDGES) {
		edges[m] = edge(&b, n, m);
		m++;
	}
	BW_ASSERT(bw_graph_init(&g, n, edges, m, NULL) == 0);
	BW_ASSERT(bw_control_new(&c, &g, rule, NULL) == 0);
	check_all(c, &g);
	bw_control_free(c);
	bw_graph_release(&g);
	return 0;
}
