/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_proof.c - the stakes that are said to carry control really do.
 *
 * An independent check: every edge comes from a member that was there
 * before; in every (certain) or some (possible) world of the company these
 * edges alone pass the threshold; without any one of them they do not. For
 * certain control no smaller set of edges does it.
 */
#include "nets.h"

static struct oracle_worlds all; /* of the company looked at */
static struct oracle_net one;    /* the edges into it only */

/* Do the edges in `mask` (numbers of `one`) alone pass in world w? */
static bool
passes_in(const struct oracle_world *w, unsigned mask, uint32_t y)
{
	uint64_t votes = 0, own = 0, q = one.threshold;

	for (size_t i = 0; i < one.m; i++) {
		if (!(mask >> i & 1))
			continue;
		if (one.edge[i].holder == y)
			own += w->v[i];
		else
			votes += w->v[i];
	}
	if (own > BW_ONE)
		own = BW_ONE;
	if (votes == 0)
		return false;
	votes = votes * BW_ONE + q * own;
	return one.at_least ? votes >= q * BW_ONE : votes > q * BW_ONE;
}

static bool
carries(unsigned mask, uint32_t y, enum bw_certainty how)
{
	bool every = true, some = false;

	for (size_t i = 0; i < all.n; i++) {
		if (passes_in(&all.w[i], mask, y))
			some = true;
		else
			every = false;
	}
	return how == BW_CERTAIN ? every : some;
}

static bool
edges_into(const struct oracle_net *net, uint32_t y)
{
	one = *net;
	one.m = 0;
	for (size_t i = 0; i < net->m; i++) {
		if (net->edge[i].company != y)
			continue;
		one.edge[one.m] = net->edge[i];
		one.edge[one.m].stake = (uint32_t)i;
		one.edge[one.m++].maybe = false;
	}
	return oracle_worlds(&one, NULL, NULL, 1, &all);
}

static void
check_one(const struct oracle_net *net, struct bw_control *c, uint32_t y,
    unsigned before, enum bw_certainty how)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t edge[ORACLE_EDGES];
	unsigned mask = 0, may = 0, small;
	size_t n;

	assert_ok(bw_control_proof(c, y, edge, ORACLE_EDGES, &n, &err), &err);
	CHECK("there is a proof", n > 0);
	for (size_t i = 0; i < one.m; i++) {
		uint32_t holder = one.edge[i].holder;

		if (holder == y || before >> holder & 1)
			may |= 1u << i;
		for (size_t k = 0; k < n; k++)
			if (edge[k] == one.edge[i].stake)
				mask |= 1u << i;
	}
	CHECK("all edges lead to the company, from earlier members",
	    (size_t)__builtin_popcount(mask) == n && (mask & ~may) == 0);
	if (n == 1 && net->edge[edge[0]].holder != y &&
	    (net->edge[edge[0]].direct ||
		(how == BW_POSSIBLE && net->edge[edge[0]].maybe)))
		return;
	CHECK("they carry control", carries(mask, y, how));
	for (size_t i = 0; i < one.m; i++)
		if (mask >> i & 1)
			CHECK("none can be missed",
			    !carries(mask & ~(1u << i), y, how));
	if (how == BW_POSSIBLE)
		return;
	for (small = 0; small < 1u << one.m; small++)
		if ((size_t)__builtin_popcount(small) < n &&
		    (small & ~may) == 0)
			CHECK("no smaller set", !carries(small, y, how));
}

static void
check_all(const struct oracle_net *net, struct bw_control *c, unsigned seeds,
    enum bw_certainty how)
{
	struct bw_err err = BW_ERR_INIT;
	const uint32_t *company;
	uint32_t seed[ORACLE_NODES], order[ORACLE_NODES];
	size_t n_seed = 0, n;
	unsigned before = seeds;

	for (uint32_t z = 0; z < net->n; z++)
		if (seeds >> z & 1)
			seed[n_seed++] = z;
	assert_ok(
	    bw_control_set(c, seed, n_seed, how, &company, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		order[i] = company[i];
	for (size_t i = 0; i < n; i++) {
		if (edges_into(net, order[i]))
			check_one(net, c, order[i], before, how);
		before |= 1u << order[i];
	}
	/* What is not in the set, and the seeds themselves, have none. */
	for (uint32_t y = 0; y < net->n; y++) {
		if (before >> y & 1 && !(seeds >> y & 1))
			continue;
		assert_ok(bw_control_proof(c, y, NULL, 0, &n, &err), &err);
		CHECK("no proof", n == 0);
	}
}

static void
test_proofs_of_nets(void **state)
{
	uint64_t seed = first_seed();

	(void)state;
	for (unsigned r = rounds(8000); r > 0; r--, seed++) {
		struct oracle_net a_net, *net = &a_net;
		uint64_t random = start(seed);
		struct bw_control *c;
		struct bw_graph g;

		oracle_net(net, &random, (int)(seed & 1), 6);
		engine_new(&g, &c, net);
		for (uint32_t z = 0; z < net->n; z++) {
			check_all(net, c, 1u << z, BW_CERTAIN);
			check_all(net, c, 1u << z, BW_POSSIBLE);
		}
		check_all(net, c, 3, BW_CERTAIN);
		check_all(net, c, 3, BW_POSSIBLE);
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

/* Largest first: 40 + 30 of 40, 30, 20, 10 is told, 20 and 10 are not. */
static void
test_the_fewest(void **state)
{
	struct oracle_net net = { .n = 6, .m = 8, .threshold = BW_ONE / 2 };
	unsigned pct[] = { 10, 20, 40, 30 };
	struct bw_err err = BW_ERR_INIT;
	uint32_t edge[4];
	struct bw_control *c;
	struct bw_graph g;
	size_t n;

	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		net.edge[i] = (struct bw_edge){ .holder = 0,
			.company = i + 1,
			.votes = bw_share_exact(BW_ONE) };
		net.edge[4 + i] = (struct bw_edge){ .holder = i + 1,
			.company = 5,
			.votes = bw_share_exact(pct[i] * BW_PERCENT) };
	}
	engine_new(&g, &c, &net);
	assert_int_equal(engine_set(c, 1, BW_CERTAIN), 63);
	assert_ok(bw_control_proof(c, 5, edge, 4, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_int_equal(edge[0], 6);
	assert_int_equal(edge[1], 7);
	/* Too little room: told how much is needed. */
	assert_ok(bw_control_proof(c, 5, edge, 1, &n, &err), &err);
	assert_int_equal(n, 2);
	bw_control_free(c);
	bw_graph_release(&g);
}

/* 45 % is control once 15 % is treasury; both stakes are the proof. */
static void
test_treasury_is_part_of_it(void **state)
{
	struct oracle_net net = { .n = 2,
		.m = 2,
		.edge = { { .holder = 0,
			      .company = 1,
			      .votes = { 45 * BW_PERCENT, 45 * BW_PERCENT,
				  0 } },
		    { .holder = 1,
			.company = 1,
			.votes = { 15 * BW_PERCENT, 15 * BW_PERCENT, 0 } } },
		.threshold = BW_ONE / 2 };
	struct bw_err err = BW_ERR_INIT;
	uint32_t edge[4];
	struct bw_control *c;
	struct bw_graph g;
	size_t n;

	(void)state;
	engine_new(&g, &c, &net);
	assert_int_equal(engine_set(c, 1, BW_CERTAIN), 3);
	assert_ok(bw_control_proof(c, 1, edge, 4, &n, &err), &err);
	assert_int_equal(n, 2);
	bw_control_free(c);
	bw_graph_release(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_fewest),
		cmocka_unit_test(test_treasury_is_part_of_it),
		cmocka_unit_test(test_proofs_of_nets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
