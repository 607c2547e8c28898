/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_control.c - control against a slow, obvious engine, on random nets.
 *
 * Every net is printed with its seed when it disagrees; run one again with
 * BOLWERK_SEED=n.
 */
#include <math.h>
#include "support/support.h"
#include "nets.h"

/* Exact shares: certain and possible are the same, and the oracle's. */
static void
test_exact_nets(void **state)
{
	uint64_t seed = first_seed();

	(void)state;
	for (unsigned r = rounds(20000); r > 0; r--, seed++) {
		struct oracle_net a_net, *net = &a_net;
		struct oracle_world w = { { 0 }, { false } };
		uint64_t random = start(seed);
		struct bw_control *c;
		struct bw_graph g;
		unsigned set;

		oracle_net(net, &random, 0, ORACLE_NODES);
		for (size_t i = 0; i < net->m; i++)
			w.v[i] = net->edge[i].votes.lo;
		engine_new(&g, &c, net);
		for (unsigned seeds = 0; seeds < 1u << net->n; seeds += 1) {
			if (seeds > 8 && oracle_below(&random, 8))
				continue;
			set = oracle_set(net, &w, seeds);
			CHECK(
			    "certain", engine_set(c, seeds, BW_CERTAIN) == set);
			CHECK("possible",
			    engine_set(c, seeds, BW_POSSIBLE) == set);
		}
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

static struct oracle_worlds all;

/* What the set holds in y in a world, of the votes that can be cast. */
static double
votes_in(const struct oracle_net *net, const struct oracle_world *w,
    unsigned set, uint32_t y)
{
	uint64_t v = 0, own = 0;

	for (size_t i = 0; i < net->m; i++)
		if (net->edge[i].company != y)
			continue;
		else if (net->edge[i].holder == y)
			own += w->v[i];
		else if (set >> net->edge[i].holder & 1)
			v += w->v[i];
	return own < BW_ONE ? (double)v / (double)(BW_ONE - own) * BW_ONE
			    : (double)v;
}

/* Open ends lie up to 16 trifles further in. Of own shares as well, at most
 * 95 % here, and contradictory shares come to 300 %: that times 20 * 20. */
#define MOVED (16.0 * 20 * (1 + 20 * 3))

static void
check_votes(const struct oracle_net *net, const struct bw_control *c,
    const struct bw_graph *g, unsigned set)
{
	const double tiny = 1e-3; /* of doubles, in parts per billion */

	for (uint32_t y = 0; y < net->n; y++) {
		struct bw_sum s = bw_control_votes(c, y);
		double lo = INFINITY, hi = 0, v;

		if (g->own_hi[y] > 95 * BW_PERCENT)
			continue; /* hardly any votes are left */
		for (size_t i = 0; i < all.n; i++) {
			v = votes_in(net, &all.w[i], set, y);
			lo = v < lo ? v : lo;
			hi = v > hi ? v : hi;
		}
		CHECK("votes, lower end",
		    lo >= (double)s.lo - tiny && lo <= (double)s.lo + MOVED);
		CHECK("votes, open below",
		    (lo > (double)s.lo + tiny) == ((s.open & BW_LO_OPEN) != 0));
		CHECK("votes, upper end",
		    hi <= (double)s.hi + tiny && hi + MOVED >= (double)s.hi);
		if (g->sum_lo[y] < BW_ONE && s.lo < s.hi)
			CHECK("votes, open above",
			    (hi < (double)s.hi - tiny) ==
				((s.open & BW_HI_OPEN) != 0));
	}
}

/* Ranges: certain is what holds in every world, possible in some. */
static void
test_range_nets(void **state)
{
	uint64_t seed = first_seed();
	unsigned done = 0;

	(void)state;
	for (unsigned r = rounds(12000); r > 0; r--, seed++) {
		struct oracle_net a_net, *net = &a_net;
		uint64_t random = start(seed);
		unsigned seeds, set, every, some;
		struct bw_control *c;
		struct bw_graph g;

		oracle_net(net, &random, 1, 5);
		if (!oracle_worlds(net, NULL, NULL, 1, &all))
			continue;
		done++;
		engine_new(&g, &c, net);
		for (unsigned k = 0; k < 4; k++) {
			seeds = oracle_below(&random, 1u << net->n);
			every = UINT32_MAX;
			some = 0;
			for (size_t i = 0; i < all.n; i++) {
				set = oracle_set(net, &all.w[i], seeds);
				every &= set;
				some |= set;
			}
			CHECK("certain",
			    engine_set(c, seeds, BW_CERTAIN) == every);
			check_votes(net, c, &g, every);
			CHECK("possible",
			    engine_set(c, seeds, BW_POSSIBLE) == some);
			check_votes(net, c, &g, some);
		}
		bw_control_free(c);
		bw_graph_release(&g);
	}
	if (getenv("BOLWERK_SEED") == NULL)
		assert_true(done > 8000);
}

static void
check_controllers(const struct oracle_net *net, struct bw_control *c,
    struct bw_arena *a, const unsigned *certain, const unsigned *possible)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_controller *list;
	unsigned dominated = 0, was_certain = 0, was_possible = 0;
	size_t n;

	for (uint32_t z = 0; z < net->n; z++)
		dominated |= certain[z] & ~(1u << z);
	for (uint32_t y = 0; y < net->n; y++) {
		was_certain = was_possible = 0;
		assert_ok(bw_controllers(c, y, a, &list, &n, &err), &err);
		for (size_t i = 0; i < n; i++) {
			uint32_t z = list[i].party;

			CHECK("each once",
			    !((was_certain | was_possible) >> z & 1));
			if (list[i].certainty == BW_CERTAIN) {
				CHECK("certain first", was_possible == 0);
				was_certain |= 1u << z;
			} else {
				was_possible |= 1u << z;
			}
			CHECK("ultimate",
			    list[i].ultimate == !(dominated >> z & 1));
		}
		for (uint32_t z = 0; z < net->n; z++) {
			bool sure = z != y && certain[z] >> y & 1;
			bool may = z != y && possible[z] >> y & 1;

			CHECK("certain controller",
			    (was_certain >> z & 1) == sure);
			CHECK("possible controller",
			    (was_possible >> z & 1) == (may && !sure));
		}
	}
}

static void
check_closed(const struct oracle_net *net, struct bw_control *c,
    struct bw_arena *a, const unsigned *certain)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t *group;
	size_t n;

	for (uint32_t y = 0; y < net->n; y++) {
		unsigned mutual = 1u << y, told = 0;
		bool outside = false;

		for (uint32_t z = 0; z < net->n; z++)
			if (certain[z] >> y & certain[y] >> z & 1)
				mutual |= 1u << z;
		for (uint32_t z = 0; z < net->n; z++)
			if (!(mutual >> z & 1) && certain[z] >> y & 1)
				outside = true;
		if (outside || mutual == 1u << y)
			mutual = 0;
		assert_ok(bw_control_closed(c, y, a, &group, &n, &err), &err);
		for (size_t i = 0; i < n; i++)
			told |= 1u << group[i];
		CHECK("closed group", told == mutual);
	}
}

/* The same from below: controllers, ultimate ones, closed groups. */
static void
test_controllers_of_nets(void **state)
{
	uint64_t seed = first_seed();

	(void)state;
	for (unsigned r = rounds(4000); r > 0; r--, seed++) {
		struct oracle_net a_net, *net = &a_net;
		unsigned certain[ORACLE_NODES], possible[ORACLE_NODES];
		uint64_t random = start(seed);
		struct bw_control *c;
		struct bw_arena a;
		struct bw_graph g;

		oracle_net(net, &random, (int)(seed & 1), ORACLE_NODES);
		engine_new(&g, &c, net);
		bw_arena_init(&a, 0);
		for (uint32_t z = 0; z < net->n; z++) {
			certain[z] = engine_set(c, 1u << z, BW_CERTAIN);
			possible[z] = engine_set(c, 1u << z, BW_POSSIBLE);
		}
		check_controllers(net, c, &a, certain, possible);
		check_closed(net, c, &a, certain);
		bw_arena_release(&a);
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

static struct bw_share
share(unsigned lo, unsigned hi, unsigned open)
{
	return (
	    struct bw_share){ lo * BW_PERCENT, hi * BW_PERCENT, (uint8_t)open };
}

static void
expect_one(struct bw_share s, bool at_least, bool certain, bool possible)
{
	struct bw_edge e = { .holder = 0, .company = 1, .votes = s };
	struct oracle_net net = { .n = 2,
		.m = 1,
		.edge = { e },
		.threshold = BW_ONE / 2,
		.at_least = at_least };
	struct bw_control *c;
	struct bw_graph g;

	engine_new(&g, &c, &net);
	assert_int_equal(engine_set(c, 1, BW_CERTAIN) >> 1, certain);
	assert_int_equal(engine_set(c, 1, BW_POSSIBLE) >> 1, possible);
	bw_control_free(c);
	bw_graph_release(&g);
}

/* One stake at the boundary: what an open end changes. */
static void
test_open_ends(void **state)
{
	(void)state;
	expect_one(share(50, 50, 0), false, false, false);
	expect_one(share(50, 50, 0), true, true, true);
	expect_one(share(50, 75, 0), false, false, true);
	expect_one(share(50, 75, BW_LO_OPEN), false, true, true);
	expect_one(share(25, 50, 0), false, false, false);
	expect_one(share(25, 50, 0), true, false, true);
	expect_one(share(25, 50, BW_HI_OPEN), true, false, false);
	expect_one(share(0, 100, 0), false, false, true);
}

/* At least half of nothing is nothing: a company that holds all of itself is
 * controlled by nobody, whatever a band would allow. */
static void
test_all_treasury(void **state)
{
	struct oracle_net net = { .n = 2,
		.m = 2,
		.edge = { { .holder = 1,
			      .company = 1,
			      .votes = share(100, 100, 0) },
		    { .holder = 0, .company = 1, .votes = share(0, 20, 0) } },
		.threshold = BW_ONE / 2,
		.at_least = true };
	struct bw_control *c;
	struct bw_graph g;

	(void)state;
	engine_new(&g, &c, &net);
	assert_int_equal(engine_set(c, 1, BW_CERTAIN), 1);
	assert_int_equal(engine_set(c, 1, BW_POSSIBLE), 1);
	bw_control_free(c);
	bw_graph_release(&g);
}

/* A person's answer is right again after 2^32 questions as well; here only
 * that sets do not mix between questions. */
static void
test_questions_do_not_mix(void **state)
{
	struct oracle_net net = { .n = 3,
		.m = 2,
		.edge = { { .holder = 0,
			      .company = 2,
			      .votes = share(30, 30, 0) },
		    { .holder = 1, .company = 2, .votes = share(30, 30, 0) } },
		.threshold = BW_ONE / 2 };
	struct bw_control *c;
	struct bw_graph g;

	(void)state;
	engine_new(&g, &c, &net);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(engine_set(c, 1, BW_CERTAIN), 1);
		assert_int_equal(engine_set(c, 2, BW_CERTAIN), 2);
		assert_int_equal(engine_set(c, 3, BW_CERTAIN), 7);
	}
	bw_control_free(c);
	bw_graph_release(&g);
}

static void
test_wrong_use_is_told(void **state)
{
	struct bw_edge bad[] = { { .holder = 0, .company = 9 },
		{ .holder = 0, .company = 1, .votes = { 5, 4, 0 } },
		{ .holder = 0, .company = 1, .votes = { 5, 5, BW_LO_OPEN } } };
	struct bw_edge good = { .holder = 0, .company = 1 };
	struct bw_err err;
	struct bw_control *c;
	struct bw_graph g;
	const uint32_t *company;
	uint32_t seed = 7;
	size_t n;

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		err = (struct bw_err)BW_ERR_INIT;
		assert_int_equal(
		    bw_graph_init(&g, 2, &bad[i], 1, &err), BW_EFORMAT);
		assert_true(err.what[0] != '\0');
	}
	err = (struct bw_err)BW_ERR_INIT;
	assert_ok(bw_graph_init(&g, 2, &good, 1, &err), &err);
	assert_int_equal(
	    bw_control_new(
		&c, &g, (struct bw_control_rule){ BW_ONE + 1, false }, &err),
	    BW_EUSAGE);
	err = (struct bw_err)BW_ERR_INIT;
	assert_ok(
	    bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, &err), &err);
	assert_int_equal(
	    bw_control_set(c, &seed, 1, BW_CERTAIN, &company, &n, &err),
	    BW_EUSAGE);
	bw_control_free(c);
	bw_graph_release(&g);
}

static int
everything(void *ctx, struct bw_err *err)
{
	const struct oracle_net *net = ctx;
	uint32_t seed = 0, edge[4], *list;
	const uint32_t *company;
	struct bw_control *c = NULL;
	struct bw_controller *who;
	struct bw_graph g;
	struct bw_arena a;
	bool unknown;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	if ((rc = bw_graph_init(&g, net->n, net->edge, net->m, err)) < 0)
		goto out;
	if ((rc = bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, err)) <
		0 ||
	    (rc = bw_control_set(c, &seed, 1, BW_POSSIBLE, &company, &n, err)) <
		0 ||
	    (rc = bw_control_proof(c, 2, edge, 4, &n, err)) < 0 ||
	    (rc = bw_controllers(c, 2, &a, &who, &n, err)) < 0 ||
	    (rc = bw_control_closed(c, 2, &a, &list, &n, err)) < 0 ||
	    (rc = bw_control_settle(
		 c, &seed, 1, 2, &a, &list, &n, &unknown, err)) < 0)
		goto out;
	assert_int_equal(n, 2);
out:
	bw_control_free(c);
	bw_graph_release(&g);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **state)
{
	struct oracle_net net = { .n = 3,
		.m = 2,
		.edge = { { .holder = 0,
			      .company = 1,
			      .votes = share(40, 60, 0) },
		    { .holder = 1, .company = 2, .votes = share(40, 60, 0) } },
		.threshold = BW_ONE / 2 };

	(void)state;
	test_brutal(everything, &net, 60);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open_ends),
		cmocka_unit_test(test_all_treasury),
		cmocka_unit_test(test_questions_do_not_mix),
		cmocka_unit_test(test_wrong_use_is_told),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_exact_nets),
		cmocka_unit_test(test_range_nets),
		cmocka_unit_test(test_controllers_of_nets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
