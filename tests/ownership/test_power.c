/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_power.c - power indices against counting everything by hand.
 *
 * Small games: all orders and all coalitions, straight from the definitions.
 * The ocean: the same game with tens of thousands of tiny voters, counted with
 * binomials. Published: the council of the EEC of 1958 (weights 4, 4, 4, 2, 2,
 * 1, quota 12), for instance in Felsenthal and Machover, The Measurement of
 * Voting Power, 1998, section 5.3: Luxembourg never decides.
 */
#include "base/json.h"
#include "oracle.h"
#include "ownership/power.h"
#include "support/support.h"
#include <math.h>

#define PLAYERS 9u
#define NEAR(a, b, by)                                        \
	do {                                                  \
		if (fabs((a) - (b)) > (by))                   \
			fail_msg("%.15g is not %.15g", a, b); \
	} while (0)

static struct bw_arena arena;

static int
close_arena(void **state)
{
	(void)state;
	bw_arena_release(&arena);
	bw_arena_init(&arena, 0);
	return 0;
}

static struct bw_power *
run(const uint64_t *weight, size_t n, uint64_t ocean, uint64_t quota,
    enum bw_float how, bool at_least)
{
	struct bw_power_in in = { .weight = weight,
		.n = n,
		.ocean = ocean,
		.quota = quota,
		.at_least = at_least,
		.how = how };
	struct bw_err err = BW_ERR_INIT;
	struct bw_power *out;

	assert_ok(bw_power_run(&in, &arena, &out, &err), &err);
	return out;
}

static bool
wins(uint64_t s, uint64_t quota, bool at_least)
{
	return at_least ? s >= quota : s > quota;
}

static uint64_t
weight_of(const uint64_t *weight, size_t n, uint64_t members)
{
	uint64_t s = 0;

	for (size_t i = 0; i < n; i++)
		if (members >> i & 1)
			s += weight[i];
	return s;
}

/* Swings of every player, and its part of all orders, from the definition. */
static void
swings(const uint64_t *weight, size_t n, uint64_t quota, bool at_least,
    double *out, double *orders)
{
	for (size_t i = 0; i < n; i++)
		out[i] = orders[i] = 0;
	for (uint64_t c = 0; c < (uint64_t)1 << n; c++) {
		uint64_t s = weight_of(weight, n, c);
		double k = (double)__builtin_popcountll(c);

		if (!wins(s, quota, at_least))
			continue;
		for (size_t i = 0; i < n; i++)
			if ((c >> i & 1) &&
			    !wins(s - weight[i], quota, at_least)) {
				out[i]++;
				orders[i] +=
				    exp(lgamma(k) + lgamma((double)n - k + 1) -
					lgamma((double)n + 1));
			}
	}
}

/* All orders, one by one: who turns the vote? */
struct orders {
	const uint64_t *weight;
	size_t n;
	uint64_t quota;
	bool at_least;
	double pivot[PLAYERS], all;
};

static void
go_on(struct orders *o, uint64_t in, uint64_t s, bool done)
{
	if (in == ((uint64_t)1 << o->n) - 1) {
		o->all++;
		return;
	}
	for (size_t i = 0; i < o->n; i++) {
		uint64_t t = s + o->weight[i];
		bool turn = !done && wins(t, o->quota, o->at_least);
		double before = o->all;

		if (in >> i & 1)
			continue;
		go_on(o, in | (uint64_t)1 << i, t, done || turn);
		if (turn)
			o->pivot[i] += o->all - before;
	}
}

static void
check_small(const uint64_t *weight, size_t n, uint64_t quota, bool at_least)
{
	struct orders o = { weight, n, quota, at_least, { 0 }, 0 };
	struct bw_power *p = run(weight, n, 0, quota, BW_FLOAT_NONE, at_least);
	double swing[PLAYERS], part[PLAYERS];

	go_on(&o, 0, 0, wins(0, quota, at_least));
	swings(weight, n, quota, at_least, swing, part);
	for (size_t i = 0; i < n; i++) {
		NEAR(p[i].shapley, o.pivot[i] / o.all, 1e-13);
		NEAR(p[i].shapley, part[i], 1e-12);
		assert_true(p[i].swings == swing[i]);
		NEAR(p[i].banzhaf, ldexp(swing[i], 1 - (int)n), 0);
		assert_true(p[i].error == 0);
	}
}

static void
small_games(void **state)
{
	uint64_t random = UINT64_C(88172645463325252), weight[PLAYERS];

	(void)state;
	for (unsigned round = 0; round < 400; round++) {
		size_t n = 1 + oracle_below(&random, 7);
		/* multiples of a per cent, or any part per billion */
		uint32_t grain = round % 2 ? BW_PERCENT : 1;

		for (size_t i = 0; i < n; i++)
			weight[i] = (uint64_t)grain *
			    oracle_below(&random, BW_ONE / grain / 3);
		check_small(weight, n,
		    (uint64_t)grain * oracle_below(&random, BW_ONE / grain),
		    round % 3 == 0);
	}
}

/* Those who abstain leave the total: the same as a game without them. */
static void
abstaining(void **state)
{
	static const uint64_t weight[] = { 300000000, 200000000, 100000000 };
	struct bw_power *p =
	    run(weight, 3, 400000000, 500000000, BW_FLOAT_ABSTAINS, false);
	struct bw_power *same =
	    run(weight, 3, 0, 300000000, BW_FLOAT_NONE, false);
	struct bw_power *none =
	    run(weight, 3, 0, 700000000, BW_FLOAT_NONE, false);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		NEAR(p[i].shapley, same[i].shapley, 0);
		NEAR(p[i].swings, same[i].swings, 0);
		/* with 60 % nobody reaches 70 % */
		assert_true(none[i].shapley == 0 && none[i].swings == 0);
	}
	NEAR(p[0].shapley, 2.0 / 3, 1e-15);
	assert_true(p[3].shapley == 0);
}

static void
published(void **state)
{
	static const uint64_t weight[] = { 4, 4, 4, 2, 2, 1 };
	static const double swing[] = { 10, 10, 10, 6, 6, 0 };
	static const double shapley[] = { 14, 14, 14, 9, 9, 0 };
	struct bw_power *p = run(weight, 6, 0, 12, BW_FLOAT_NONE, true);

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		assert_true(p[i].swings == swing[i]);
		NEAR(p[i].banzhaf_share, swing[i] / 42, 1e-15);
		NEAR(p[i].shapley, shapley[i] / 60, 1e-15);
	}
}

/* n players and `tiny` voters who share the ocean, from the definitions. */
static void
with_tiny(const uint64_t *weight, size_t n, uint64_t ocean, uint64_t quota,
    size_t tiny, double *shapley, double *banzhaf)
{
	double all = (double)(n + tiny);

	for (size_t i = 0; i < n; i++)
		shapley[i] = banzhaf[i] = 0;
	for (uint64_t c = 0; c < (uint64_t)1 << n; c++) {
		double s = (double)weight_of(weight, n, c);
		double k = (double)__builtin_popcountll(c);

		for (size_t j = 0; j <= tiny; j++) {
			double m = (double)j, v = (double)tiny;
			double at = s + m * (double)ocean / v, x = k + m;
			double ways =
			    lgamma(v + 1) - lgamma(m + 1) - lgamma(v - m + 1);

			if (at > (double)quota)
				break;
			for (size_t i = 0; i < n; i++) {
				if (c >> i & 1 ||
				    at + (double)weight[i] <= (double)quota)
					continue;
				shapley[i] += exp(ways + lgamma(x + 1) +
				    lgamma(all - x) - lgamma(all + 1));
				banzhaf[i] += exp(ways - v * log(2) -
				    (double)(n - 1) * log(2));
			}
		}
	}
}

static void
ocean(void **state)
{
	static const uint64_t games[][4] = {
		{ 200000000, 150000000, 0, 0 },
		{ 300000000, 120000000, 70000000, 50000000 },
		{ 100000000, 90000000, 60000000, 10000000 },
		{ 490000000, 0, 0, 0 },
		{ 250000000, 250000000, 0, 0 }, /* half hits the quota */
	};

	(void)state;
	for (size_t g = 0; g < BW_LEN(games); g++) {
		double shapley[4], banzhaf[4];
		uint64_t rest = BW_ONE - weight_of(games[g], 4, 15);
		struct bw_power *p =
		    run(games[g], 4, rest, BW_ONE / 2, BW_FLOAT_OCEAN, false);
		double sum = p[4].shapley;

		with_tiny(
		    games[g], 4, rest, BW_ONE / 2, 20001, shapley, banzhaf);
		for (size_t i = 0; i < 4; i++) {
			NEAR(p[i].shapley, shapley[i], 2e-4);
			NEAR(p[i].banzhaf, banzhaf[i], 6e-3);
			sum += p[i].shapley;
		}
		NEAR(sum, 1.0, 1e-12);
	}
}

/* One large holder in an ocean: he decides when he comes in between the
 * moments that (q - w) / a and q / a of it are there. */
static void
ocean_one(void **state)
{
	static const uint64_t weight[] = { 200000000 };
	struct bw_power *p =
	    run(weight, 1, 800000000, 500000000, BW_FLOAT_OCEAN, false);

	(void)state;
	NEAR(p[0].shapley, 0.25, 1e-15);
	NEAR(p[1].shapley, 0.75, 1e-15);
	assert_true(p[0].banzhaf == 1);
}

/* Weights without a common divisor: walked instead of counted by weight. In
 * millionths of that they are counted; the game is the same. */
static void
both_ways(void **state)
{
	uint64_t random = 42, coarse[20], fine[20];

	(void)state;
	for (unsigned round = 0; round < 4; round++) {
		enum bw_float how = round % 2 ? BW_FLOAT_OCEAN : BW_FLOAT_NONE;
		size_t n = 20;
		uint64_t sum = 0;
		struct bw_power *p, *q;

		for (size_t i = 0; i < n; i++) {
			coarse[i] = 1 + oracle_below(&random, 100);
			sum += coarse[i];
		}
		for (size_t i = 0; i < n; i++) {
			coarse[i] = coarse[i] * 600 / sum * 1000000;
			/* off by far less than a step in all */
			fine[i] = coarse[i] + i % 3;
		}
		p = run(coarse, n, 400000000, 310500001, how, false);
		q = run(fine, n, 400000000, 310500001, how, false);
		for (size_t i = 0; i <= n; i++) {
			NEAR(p[i].shapley, q[i].shapley,
			    how == BW_FLOAT_NONE ? 1e-13 : 3e-7);
			NEAR(p[i].banzhaf, q[i].banzhaf, 1e-14);
			assert_true(p[i].error == 0 && q[i].error == 0);
		}
	}
}

/* Too many for walking, too fine for counting: rounded, within the bound. */
static void
rounded(void **state)
{
	uint64_t random = 7, weight[23], quota = 300000000;
	double swing[23], part[23];
	struct bw_power *p;

	(void)state;
	for (size_t i = 0; i < 23; i++)
		weight[i] = 1 + oracle_below(&random, 60000000);
	p = run(weight, 23, 0, quota, BW_FLOAT_NONE, false);
	swings(weight, 23, quota, false, swing, part);
	for (size_t i = 0; i < 23; i++) {
		assert_true(p[i].error > 0 && p[i].error < 0.01);
		NEAR(p[i].banzhaf, ldexp(swing[i], -22), p[i].error);
		NEAR(p[i].shapley, part[i], p[i].error);
	}
}

static void
limits(void **state)
{
	static uint64_t weight[BW_POWER_PLAYERS + 1];
	struct bw_power_in in = {
		.weight = weight, .n = BW_POWER_PLAYERS + 1, .quota = BW_ONE / 2
	};
	struct bw_err err = BW_ERR_INIT;
	struct bw_power *p;
	double sum = 0;

	(void)state;
	assert_int_equal(bw_power_run(&in, &arena, &p, &err), BW_ELIMIT);
	/* equals have equal parts */
	for (size_t i = 0; i < BW_POWER_PLAYERS; i++)
		weight[i] = 5000000;
	p = run(weight, BW_POWER_PLAYERS, 0, BW_ONE / 2, BW_FLOAT_NONE, false);
	for (size_t i = 0; i < BW_POWER_PLAYERS; i++) {
		NEAR(p[i].shapley, 0.005, 1e-13);
		sum += p[i].shapley;
	}
	NEAR(sum, 1.0, 1e-12);
	/* as many, with shares in hundredths of a per cent: no rounding */
	for (size_t i = 0; i < BW_POWER_PLAYERS; i++)
		weight[i] = (1 + i * 37 % 90) * 100000;
	p = run(weight, BW_POWER_PLAYERS, 90000000, BW_ONE / 2, BW_FLOAT_OCEAN,
	    false);
	assert_true(p[BW_POWER_PLAYERS].error == 0);
	/* nobody, and nothing to decide */
	p = run(weight, 0, BW_ONE, BW_ONE / 2, BW_FLOAT_OCEAN, false);
	NEAR(p[0].shapley, 1.0, 0);
	p = run(weight, 2, 0, 0, BW_FLOAT_NONE, true);
	assert_true(p[0].shapley == 0 && p[1].swings == 0);
}

static double
fraction(struct bw_json v)
{
	struct bw_str rest = bw_json_str(v), part;
	int64_t up, down = 1;

	assert_true(bw_str_cut(&rest, '/', &part));
	assert_true(bw_str_i64(part, &up));
	if (rest.n > 0)
		assert_true(bw_str_i64(rest, &down));
	return (double)up / (double)down;
}

static void
check_case(struct bw_json c)
{
	struct bw_json expect = bw_json_get(c, "expect");
	struct bw_json_each w = bw_json_each(bw_json_get(c, "weights"));
	struct bw_json_each s =
	    bw_json_each(bw_json_get(expect, "shapley_shubik"));
	struct bw_json_each b =
	    bw_json_each(bw_json_get(expect, "banzhaf_absolute"));
	struct bw_json_each n =
	    bw_json_each(bw_json_get(expect, "banzhaf_normalised"));
	struct bw_err err = BW_ERR_INIT;
	uint64_t weight[PLAYERS];
	struct bw_power *p;
	struct bw_share share;
	size_t k = 0;

	for (; bw_json_step(&w); k++) {
		assert_ok(
		    bw_share_parse(bw_json_str(w.value), &share, &err), &err);
		weight[k] = share.lo;
	}
	p = run(weight, k, 0, BW_ONE / 2, BW_FLOAT_NONE, false);
	for (size_t i = 0; i < k; i++) {
		assert_true(
		    bw_json_step(&s) && bw_json_step(&b) && bw_json_step(&n));
		NEAR(p[i].shapley, fraction(s.value), 1e-12);
		NEAR(p[i].banzhaf, fraction(b.value), 1e-12);
		NEAR(p[i].banzhaf_share, fraction(n.value), 1e-12);
	}
}

static void
cases(void **state)
{
	const char *path = test_data("cases/ownership.json");
	struct bw_json_opt opt = { .whole = true };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *input;
	struct bw_json_reader *reader;
	struct bw_json_each it;
	struct bw_json all;
	size_t n = 0;
	bool more;

	(void)state;
	if (path == NULL)
		skip();
	assert_ok(bw_input_open(&input, path, NULL, &err), &err);
	assert_ok(bw_json_open(&reader, input, &opt, &err), &err);
	assert_ok(bw_json_next(reader, &all, &more, &err), &err);
	it = bw_json_each(all);
	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "rule")),
			BW_STR("power.one_level"))) {
			check_case(it.value);
			n++;
		}
	assert_true(n > 0);
	bw_json_close(reader);
	bw_input_free(input);
}

static int
body(void *ctx, struct bw_err *err)
{
	static const uint64_t weight[] = { 300000000, 200000000, 100000000 };
	struct bw_power_in in = { weight, 3, 400000000, BW_ONE / 2, false,
		BW_FLOAT_OCEAN };
	struct bw_arena a;
	struct bw_power *p;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_power_run(&in, &a, &p, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(body, NULL, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(small_games, close_arena),
		cmocka_unit_test_teardown(abstaining, close_arena),
		cmocka_unit_test_teardown(published, close_arena),
		cmocka_unit_test_teardown(ocean, close_arena),
		cmocka_unit_test_teardown(ocean_one, close_arena),
		cmocka_unit_test_teardown(both_ways, close_arena),
		cmocka_unit_test_teardown(rounded, close_arena),
		cmocka_unit_test_teardown(limits, close_arena),
		cmocka_unit_test_teardown(cases, close_arena),
		cmocka_unit_test(no_memory),
	};

	bw_arena_init(&arena, 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
