/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_criticality.c - SR, EI, ranks, benchmarks and N-1 against slow ways.
 *
 * The ends of an interval are held against all corners of the box and against
 * random points in it; ranks against counting; N-k against trying every set.
 */
#include "supply/act.h"
#include "supply/criticality.h"
#include "supply/energy.h"
#include "support/support.h"

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)

static uint64_t seed = 88172645463325252u;

static double
random_to(double most)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return most * (double)(seed >> 11) / 9007199254740992.0;
}

static double
risk_of(double world, double eu, double ir, double eol, double si)
{
	return (world * ir / 2 + eu * (1 - ir / 2)) * (1 - eol) * si;
}

/* The smallest and largest over the 32 corners. */
static void
corners(const struct bw_risk_input *in, double *lo, double *hi)
{
	const struct bw_interval *v[] = { &in->world, &in->eu, &in->reliance,
		&in->recycling, &in->substitution };

	*lo = INFINITY;
	*hi = -INFINITY;
	for (unsigned corner = 0; corner < 32; corner++) {
		double x[5], risk;

		for (unsigned i = 0; i < 5; i++)
			x[i] = corner >> i & 1 ? v[i]->hi : v[i]->lo;
		risk = risk_of(x[0], x[1], x[2], x[3], x[4]);
		*lo = risk < *lo ? risk : *lo;
		*hi = risk > *hi ? risk : *hi;
	}
}

static struct bw_interval
random_box(double most)
{
	double at = random_to(most);

	return bw_rounded(at, random_to(most / 4), 0, most);
}

static double
inside(struct bw_interval v)
{
	return v.lo + random_to(v.hi - v.lo);
}

static void
risk_box(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct bw_risk_input in = { BW_SIDES_BOTH, random_box(10),
			random_box(10), random_box(1), random_box(1),
			random_box(1) };
		struct bw_interval got = bw_supply_risk(&in, NULL);
		double lo, hi, one;

		corners(&in, &lo, &hi);
		NEAR(got.lo, lo);
		NEAR(got.hi, hi);
		NEAR(got.at,
		    risk_of(in.world.at, in.eu.at, in.reliance.at,
			in.recycling.at, in.substitution.at));
		one = risk_of(inside(in.world), inside(in.eu),
		    inside(in.reliance), inside(in.recycling),
		    inside(in.substitution));
		assert_true(one >= lo - 1e-9 && one <= hi + 1e-9);
	}
}

/* With recycling and substitution unknown, 3.6 is the most it can be. */
static void
risk_missing(void **state)
{
	struct bw_risk_input in = { BW_SIDES_WORLD, bw_exactly(3.6),
		BW_INTERVAL_NONE, BW_INTERVAL_NONE, BW_INTERVAL_NONE,
		BW_INTERVAL_NONE };
	unsigned missing = 0;
	struct bw_interval got = bw_supply_risk(&in, &missing);

	(void)state;
	assert_int_equal(missing, BW_RISK_RECYCLING | BW_RISK_SUBSTITUTION);
	assert_true(isnan(got.at));
	NEAR(got.lo, 0);
	NEAR(got.hi, 3.6);
	in.sides = BW_SIDES_BOTH;
	got = bw_supply_risk(&in, &missing);
	assert_int_equal(missing,
	    BW_RISK_RECYCLING | BW_RISK_SUBSTITUTION | BW_RISK_RELIANCE |
		BW_RISK_EU);
	assert_true(isnan(got.at) && isnan(got.lo) && isnan(got.hi));
	in.eu = bw_exactly(1);
	got = bw_supply_risk(&in, &missing);
	NEAR(got.hi, 2.3); /* IR 1: half of each */
	in.sides = BW_SIDES_EU;
	got = bw_supply_risk(&in, &missing);
	NEAR(got.hi, 1);
}

static void
concentration(void **state)
{
	/* 60 +- .5 and 40 +- .5 %; weights 5 and 2, factors 1.5 and .8 */
	struct bw_risk_share s[] = {
		{ bw_rounded(0.6, 0.005, 0, 1), 5, 1.5 },
		{ bw_rounded(0.4, 0.005, 0, 1), 2, 0.8 },
	};
	struct bw_risk_hhi c;

	(void)state;
	bw_risk_concentration(s, 2, &c);
	NEAR(c.hhi.at, 0.52);
	NEAR(c.weighted.at, 0.36 * 7.5 + 0.16 * 1.6);
	NEAR(c.weighted.hi, 0.605 * 0.605 * 7.5 + 0.405 * 0.405 * 1.6);
	NEAR(c.weighted.lo, 0.595 * 0.595 * 7.5 + 0.395 * 0.395 * 1.6);
	NEAR(c.largest, 0.6);
	assert_int_equal(c.at, 0);
	s[1].weight = s[1].factor = NAN;
	bw_risk_concentration(s, 2, &c);
	assert_true(isnan(c.weighted.at));
	NEAR(c.weighted.lo, 0.595 * 0.595 * 7.5);
	NEAR(c.weighted.hi, 0.605 * 0.605 * 7.5 + 0.405 * 0.405 * 10);
	assert_true(c.no_weight == 1 && c.no_factor == 1);
	bw_risk_concentration(s, 0, &c);
	assert_true(c.n == 0 && isnan(c.hhi.at) && isnan(c.largest));
}

static void
importance(void **state)
{
	struct bw_end_use u[] = { { bw_rounded(0.5, 0.005, 0, 1), 100 },
		{ bw_rounded(0.3, 0.005, 0, 1), 40 } };
	struct bw_importance e;

	(void)state;
	bw_economic_importance(u, 2, 200, bw_rounded(0.9, 0.05, 0, 1),
	    bw_rounded(2.8, 0.05, 0, 10), &e);
	NEAR(e.without.at, 2.5 + 0.6);
	NEAR(e.without.hi, 0.505 * 5 + 0.305 * 2);
	NEAR(e.importance.at, 3.1 * 0.9);
	NEAR(e.importance.lo, (0.495 * 5 + 0.295 * 2) * 0.85);
	NEAR(e.implied.at, 2.8 / 3.1);
	NEAR(e.implied.hi, 2.85 / (0.495 * 5 + 0.295 * 2));
	u[1].value_added = NAN;
	bw_economic_importance(
	    u, 2, 200, BW_INTERVAL_NONE, BW_INTERVAL_NONE, &e);
	NEAR(e.without.at, 2.5); /* no sector: from nothing to the largest */
	NEAR(e.without.hi, 0.505 * 5 + 0.305 * 10);
	assert_true(isnan(e.importance.at) && isnan(e.implied.at));
}

static void
critical(void **state)
{
	const struct bw_critical_limits at = { 1, 2.8 };

	(void)state;
	/* as printed, and with what rounding hides */
	assert_int_equal(
	    bw_critical(bw_exactly(1.0), bw_exactly(2.8), &at), BW_REACHED);
	assert_int_equal(bw_critical(bw_rounded(1.0, .05, 0, 10),
			     bw_rounded(5, .05, 0, 10), &at),
	    BW_PERHAPS);
	assert_int_equal(bw_critical(bw_rounded(1.1, .05, 0, 10),
			     bw_rounded(5, .05, 0, 10), &at),
	    BW_REACHED);
	assert_int_equal(bw_critical(bw_rounded(0.9, .05, 0, 10),
			     bw_rounded(5, .05, 0, 10), &at),
	    BW_MISSED);
	assert_int_equal(
	    bw_critical(BW_INTERVAL_NONE, bw_exactly(2.7), &at), BW_MISSED);
	assert_int_equal(
	    bw_critical(BW_INTERVAL_NONE, bw_exactly(2.9), &at), BW_UNKNOWN);
}

static void
ranks(void **state)
{
	struct bw_interval v[30];
	struct bw_rank r[30];

	(void)state;
	for (int round = 0; round < 300; round++) {
		size_t n = 1 + (size_t)random_to(29);

		for (size_t i = 0; i < n; i++) /* coarse: many ties */
			v[i] = random_to(1) < 0.1
			    ? BW_INTERVAL_NONE
			    : bw_rounded(floor(random_to(8)),
				  floor(random_to(3)), 0, 10);
		assert_true(bw_rank_ranges(v, n, r));
		for (size_t i = 0; i < n; i++) {
			size_t sure = 0, may = 0;

			for (size_t k = 0; k < n; k++) {
				sure += k != i &&
				    (v[k].lo > v[i].hi ||
					(v[k].lo == v[i].hi &&
					    v[i].lo < v[i].hi));
				may += k != i && v[k].hi > v[i].lo;
			}
			if (isnan(v[i].lo)) {
				assert_int_equal(r[i].best, 0);
				continue;
			}
			assert_int_equal(r[i].best, 1 + sure);
			assert_int_equal(r[i].worst, 1 + may);
		}
	}
}

static void
benchmarks(void **state)
{
	const struct bw_benchmark floor40 = { 40, false },
				  ceiling65 = { 65, true };
	struct bw_sourcing s[] = { { bw_rounded(.97, .005, 0, 1), false },
		{ bw_rounded(.02, .005, 0, 1), true } };
	struct bw_act_shares a;
	struct bw_standing w;

	(void)state;
	bw_act_sourcing(s, 2, &a);
	NEAR(a.third.at, 97);
	NEAR(a.third.hi, 97.5);
	NEAR(a.own.at, 2);
	NEAR(a.own.hi, 3.5); /* 1 % is not named */
	assert_int_equal(a.at, 0);
	bw_act_stand(&ceiling65, a.third, &w);
	assert_int_equal(w.met, BW_MISSED);
	NEAR(w.distance.at, 32);
	bw_act_stand(&floor40, a.own, &w);
	assert_int_equal(w.met, BW_MISSED);
	NEAR(w.distance.at, 38);
	NEAR(w.distance.lo, 36.5);
	bw_act_stand(&floor40, bw_rounded(40, .5, 0, 100), &w);
	assert_int_equal(w.met, BW_PERHAPS);
	NEAR(w.distance.lo, 0);
	bw_act_stand(&floor40, BW_INTERVAL_NONE, &w);
	assert_int_equal(w.met, BW_UNKNOWN);
	assert_true(isnan(w.distance.at));
	bw_act_sourcing(s, 0, &a);
	assert_true(isnan(a.own.at) && isnan(a.third.at) && a.at == SIZE_MAX);
}

/* Every set of k of the n falls out: the worst one. */
static double
worst_loss(const double *c, size_t n, size_t k, double demand)
{
	double worst = INFINITY;

	for (unsigned set = 0; set < 1u << n; set++) {
		double left = 0;
		size_t out = 0;

		for (size_t i = 0; i < n; i++) {
			out += set >> i & 1;
			left += set >> i & 1 ? 0 : c[i];
		}
		if (out == k && left < worst)
			worst = left;
	}
	return 100 * worst / demand;
}

static void
n_minus_k(void **state)
{
	struct bw_interval c[8], out[9];
	double at[8], lo[8];

	(void)state;
	for (int round = 0; round < 50; round++) {
		size_t n = 1 + (size_t)random_to(7);

		for (size_t i = 0; i < n; i++) {
			c[i] = random_box(100);
			at[i] = c[i].at;
			lo[i] = c[i].lo;
		}
		assert_true(bw_gas_n_minus_k(
		    c, n, (struct bw_interval){ 80, 90, 100 }, out, n));
		for (size_t k = 0; k <= n; k++) {
			NEAR(out[k].at, worst_loss(at, n, k, 90));
			NEAR(out[k].lo, worst_loss(lo, n, k, 100));
		}
	}
}

static void
n_minus_1(void **state)
{
	struct bw_gas_day d = { bw_exactly(300), bw_exactly(50),
		bw_exactly(120), bw_exactly(30), bw_exactly(150),
		bw_exactly(360), bw_exactly(0) };

	(void)state;
	NEAR(bw_gas_n_minus_1(&d).at, 100.0 * 350 / 360);
	d.measures = bw_exactly(10); /* the demand side makes it */
	NEAR(bw_gas_n_minus_1(&d).at, 100);
	d.largest = bw_rounded(150, 5, 0, INFINITY);
	NEAR(bw_gas_n_minus_1(&d).lo, 100.0 * 345 / 350);
	d.measures = bw_exactly(360);
	assert_true(isnan(bw_gas_n_minus_1(&d).at));
	d.measures = bw_exactly(0);
	d.lng = BW_INTERVAL_NONE;
	assert_true(isnan(bw_gas_n_minus_1(&d).at));
	NEAR(bw_import_dependency(80, 20, 100), 60);
	NEAR(bw_import_dependency(20, 80, 100), -60);
	assert_true(isnan(bw_import_dependency(1, 0, 0)));
}

static void
meeting(void **state)
{
	struct bw_interval a = { 1, 1.5, 2 }, b = { 1.6, 1.65, 1.7 };

	(void)state;
	assert_true(bw_interval_meet(&a, b));
	assert_true(a.lo == 1.6 && a.at == 1.6 && a.hi == 1.7);
	assert_true(bw_interval_meet(&a, BW_INTERVAL_NONE));
	assert_true(a.hi == 1.7);
	assert_false(bw_interval_meet(&a, bw_exactly(3)));
	assert_true(a.hi == 1.7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(risk_box),
		cmocka_unit_test(risk_missing),
		cmocka_unit_test(concentration),
		cmocka_unit_test(importance),
		cmocka_unit_test(critical),
		cmocka_unit_test(ranks),
		cmocka_unit_test(benchmarks),
		cmocka_unit_test(n_minus_k),
		cmocka_unit_test(n_minus_1),
		cmocka_unit_test(meeting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
