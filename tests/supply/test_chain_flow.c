/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_chain_flow.c - how much is left, and until when.
 *
 * The oracles: for amounts every corner of the shares that are possible (not
 * a sort) in floating point; for days the equations themselves, taken from
 * "never" downwards until they stand still (not a heap).
 */
#include <math.h>
#include "support/support.h"
#include "base/mem.h"
#include "supply/chain_flow.h"
#include "supply/chains.h"

#define SUPS 8u

static struct bw_chain
init(const struct chain_case *k)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain c;

	assert_ok(bw_chain_init(&c, k->n, k->stock, k->need, k->n_need, k->sup,
		      k->n_sup, &err),
	    &err);
	return c;
}

/* ---- amounts ------------------------------------------------------------- */
static size_t
suppliers(
    const struct chain_case *k, size_t g, const struct bw_chain_supplier **sup)
{
	size_t n = 0;

	for (size_t s = 0; s < k->n_sup; s++)
		if (k->sup[s].need == g)
			sup[n++] = &k->sup[s];
	assert_true(n <= SUPS);
	return n;
}

static double
corner(const struct bw_chain_supplier **sup, size_t n, const double *left,
    unsigned high, size_t free_one)
{
	double rest = 1, sum = 0;

	for (size_t i = 0; i < n; i++) {
		double s = (high >> i & 1 ? sup[i]->hi : sup[i]->lo) / 1e9;

		if (i == free_one)
			continue;
		rest -= s;
		sum += s * left[sup[i]->thing];
	}
	if (rest < sup[free_one]->lo / 1e9 - 1e-12 ||
	    rest > sup[free_one]->hi / 1e9 + 1e-12)
		return NAN;
	return sum + rest * left[sup[free_one]->thing];
}

static double
slow_need(const struct chain_case *k, size_t g, const double *left, bool upper)
{
	const struct bw_chain_supplier *sup[SUPS];
	size_t n = suppliers(k, g, sup);
	double best = NAN, sum = 0;

	if (k->need[g].kind == BW_NEED_CAPACITY) {
		for (size_t i = 0; i < n; i++)
			sum += (upper ? sup[i]->hi : sup[i]->lo) / 1e9 *
			    left[sup[i]->thing];
		return fmin(1, sum);
	}
	for (unsigned high = 0; high < 1u << n; high++)
		for (size_t i = 0; i < n; i++) {
			double at = corner(sup, n, left, high, i);

			if (isnan(at))
				continue;
			best = isnan(best) ? at
			    : upper        ? fmax(best, at)
					   : fmin(best, at);
		}
	assert_true(best >= 0);
	return best;
}

static void
slow_left(
    const struct chain_case *k, const uint8_t *down, double *left, bool upper)
{
	for (uint32_t x = 0; x < k->n; x++)
		left[x] = upper && !down[x];
	for (unsigned round = 0; round < 300; round++)
		for (uint32_t x = k->n; x-- > 0;) {
			double least = 1;

			for (size_t g = 0; g < k->n_need; g++)
				if (k->need[g].thing == x)
					least = fmin(least,
					    slow_need(k, g, left, upper));
			left[x] = down[x] ? 0 : least;
		}
}

static void
compare_left(uint64_t seed, unsigned rounds, bool circles, double tolerance)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t lo[CHAIN_THINGS], hi[CHAIN_THINGS];
	double slow[CHAIN_THINGS];
	uint8_t down[CHAIN_THINGS];
	struct chain_case k;
	unsigned between = 0;

	for (unsigned i = 0; i < rounds; i++) {
		uint32_t failed[2];
		struct bw_chain c;

		chain_make(&k, &seed, 4 + chain_random(&seed, 16), circles);
		c = init(&k);
		failed[0] = chain_random(&seed, k.n);
		failed[1] = chain_random(&seed, k.n);
		slow_down(&k, failed, 2, down);
		assert_ok(bw_chain_left(&c, failed, 2, lo, hi, &err), &err);
		slow_left(&k, down, slow, false);
		for (uint32_t x = 0; x < k.n; x++) {
			assert_true(lo[x] / 1e9 < slow[x] + 1e-11);
			assert_true(lo[x] / 1e9 > slow[x] - tolerance);
		}
		slow_left(&k, down, slow, true);
		for (uint32_t x = 0; x < k.n; x++) {
			assert_true(hi[x] / 1e9 > slow[x] - 1e-11);
			assert_true(hi[x] / 1e9 < slow[x] + tolerance);
			between += lo[x] > 0 && hi[x] < BW_ONE;
		}
		bw_chain_release(&c);
	}
	assert_true(between > rounds / 2);
}

static void
left_is_every_corner(void **state)
{
	(void)state;
	compare_left(88172645463325252u, 150, false, 4e-8);
}

static void
left_in_circles(void **state)
{
	(void)state;
	compare_left(2685821657736338717u, 60, true, 1e-4);
}

/* Three suppliers with 60, 30 and 10 %, each part of two of them; steel with
 * 30 % scrap of itself. */
static void
left_by_hand(void **state)
{
	const uint32_t pct = BW_PERCENT;
	struct chain_case k = { .n = 4,
		.need = { { 0, BW_NEED_SHARES, { 0 } } },
		.n_need = 1,
		.sup = { { 0, 1, 60 * pct, 60 * pct },
		    { 0, 2, 30 * pct, 30 * pct },
		    { 0, 3, 10 * pct, 10 * pct } },
		.n_sup = 3 };
	struct bw_err err = BW_ERR_INIT;
	uint32_t lo[5], hi[5], one = 1;
	struct bw_chain c = init(&k);

	(void)state;
	assert_ok(bw_chain_left(&c, &one, 1, lo, hi, &err), &err);
	assert_int_equal(lo[0], 40 * pct);
	assert_int_equal(hi[0], 40 * pct);
	bw_chain_release(&c);
	/* Capacities that leave room: 60 + 50 + 20. */
	k.need[0].kind = BW_NEED_CAPACITY;
	k.sup[1].lo = k.sup[1].hi = 50 * pct;
	k.sup[2].lo = k.sup[2].hi = 20 * pct;
	c = init(&k);
	assert_ok(bw_chain_left(&c, &one, 1, lo, hi, &err), &err);
	assert_int_equal(lo[0], 70 * pct);
	one = 3;
	assert_ok(bw_chain_left(&c, &one, 1, lo, hi, &err), &err);
	assert_int_equal(lo[0], BW_ONE);
	bw_chain_release(&c);
	/* Steel (0) from ore 1 (35 %), ore 2 (35 %) and scrap 3, which needs
	 * steel: with one ore gone x = 35 % + 30 % x, so x = 50 %. */
	k = (struct chain_case){ .n = 4,
		.need = { { 0, BW_NEED_SHARES, { 0 } },
		    { 3, BW_NEED_SHARES, { 0 } } },
		.n_need = 2,
		.sup = { { 0, 1, 35 * pct, 35 * pct },
		    { 0, 2, 35 * pct, 35 * pct }, { 0, 3, 30 * pct, 30 * pct },
		    { 1, 0, 0, BW_ONE } },
		.n_sup = 4 };
	one = 1;
	c = init(&k);
	assert_ok(bw_chain_left(&c, &one, 1, lo, hi, &err), &err);
	assert_in_range(lo[0], 50 * pct - 4, 50 * pct);
	assert_in_range(hi[0], 50 * pct, 50 * pct + 4);
	bw_chain_release(&c);
}

/* ---- days ---------------------------------------------------------------- */
static uint64_t
add(uint64_t a, uint32_t b)
{
	return a == BW_DAYS_EVER ? a : a + b;
}

static void
slow_days(const struct chain_case *k, const uint8_t *fails, const uint8_t *down,
    uint64_t *day, bool upper)
{
	bool more = true;

	for (uint32_t x = 0; x < k->n; x++)
		day[x] = BW_DAYS_EVER;
	while (more) {
		more = false;
		for (uint32_t x = 0; x < k->n; x++) {
			uint64_t first = fails[x] ? 0 : BW_DAYS_EVER;

			for (size_t g = 0; !fails[x] && g < k->n_need; g++) {
				uint64_t last = 0;

				if (k->need[g].thing != x)
					continue;
				for (size_t s = 0; s < k->n_sup; s++)
					if (k->sup[s].need == g &&
					    day[k->sup[s].thing] > last)
						last = day[k->sup[s].thing];
				last = add(last,
				    upper ? k->need[g].stock.hi
					  : k->need[g].stock.lo);
				first = last < first ? last : first;
			}
			first =
			    add(first, upper ? k->stock[x].hi : k->stock[x].lo);
			if (down[x] && first < day[x]) {
				day[x] = first;
				more = true;
			}
		}
	}
}

static void
days_are_the_equations(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	uint64_t seed = 4101842887655102017u;
	struct bw_days day[CHAIN_THINGS];
	uint64_t first[CHAIN_THINGS], last[CHAIN_THINGS];
	uint8_t down[CHAIN_THINGS], fails[CHAIN_THINGS];
	struct chain_case k;
	unsigned later = 0, unfed = 0;

	(void)state;
	for (unsigned i = 0; i < 600; i++) {
		uint32_t failed[2];
		bool feeds_itself = false;
		struct bw_chain c;

		chain_make(&k, &seed, 4 + chain_random(&seed, 26), i % 2 == 1);
		c = init(&k);
		failed[0] = chain_random(&seed, k.n);
		failed[1] = chain_random(&seed, k.n);
		memset(fails, 0, sizeof(fails));
		fails[failed[0]] = fails[failed[1]] = 1;
		slow_down(&k, failed, 2, down);
		slow_days(&k, fails, down, first, false);
		slow_days(&k, fails, down, last, true);
		assert_ok(bw_chain_stop(&c, failed, 2, day, &err), &err);
		for (uint32_t x = 0; x < k.n; x++)
			feeds_itself = feeds_itself ||
			    (down[x] && last[x] == BW_DAYS_EVER);
		for (uint32_t x = 0; x < k.n; x++) {
			assert_true(day[x].lo <= day[x].hi);
			assert_true(day[x].hi == last[x]);
			if (!feeds_itself)
				assert_true(day[x].lo == first[x]);
			assert_true(day[x].lo <= first[x]);
			assert_true((day[x].lo == BW_DAYS_EVER) == !down[x]);
			later += day[x].lo > 0 && day[x].lo < BW_DAYS_EVER;
		}
		unfed += feeds_itself;
		bw_chain_release(&c);
	}
	assert_true(later > 600 && unfed > 20);
}

/* A product (0) needs part 1 (own stock 10 - 20 days), made by 2 or 3; it
 * keeps 5 days of the part. Supplier 2 has 30 days, 3 has 7; both are in 4. */
static void
days_by_hand(void **state)
{
	const uint32_t land = 4, two = 2;
	struct chain_case k = { .n = 5,
		.stock = { { 0, 0 }, { 10, 20 }, { 30, 30 }, { 7, 7 } },
		.need = { { 0, 0, { 5, 5 } }, { 1, 0, { 0, 0 } },
		    { 2, 0, { 0, 0 } }, { 3, 0, { 0, 0 } } },
		.n_need = 4,
		.sup = { { 0, 1, 0, BW_ONE }, { 1, 2, 0, BW_ONE },
		    { 1, 3, 0, BW_ONE }, { 2, 4, 0, BW_ONE },
		    { 3, 4, 0, BW_ONE } },
		.n_sup = 5 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain c = init(&k);
	struct bw_days day[5];

	(void)state;
	assert_ok(bw_chain_stop(&c, &land, 1, day, &err), &err);
	assert_int_equal(day[4].lo, 0);
	assert_int_equal(day[3].lo, 7);
	assert_int_equal(day[1].lo, 40);
	assert_int_equal(day[0].lo, 45);
	assert_int_equal(day[0].hi, 55);
	assert_ok(bw_chain_stop(&c, &two, 1, day, &err), &err);
	assert_int_equal(day[0].lo, BW_DAYS_EVER);
	bw_chain_release(&c);
}

/* The nearest failure, by trying all ways again and again. */
static void
less_is_the_nearest(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	uint64_t seed = 777767777u;
	uint32_t lo[CHAIN_THINGS], hi[CHAIN_THINGS], less[CHAIN_THINGS];
	struct bw_days stop[CHAIN_THINGS];
	struct chain_case k;
	unsigned later = 0;

	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		uint32_t failed = 0;
		uint64_t slow[CHAIN_THINGS];
		struct bw_chain c;

		chain_make(&k, &seed, 4 + chain_random(&seed, 26), i % 2 == 1);
		c = init(&k);
		failed = chain_random(&seed, k.n);
		assert_ok(bw_chain_left(&c, &failed, 1, lo, hi, &err), &err);
		assert_ok(bw_chain_stop(&c, &failed, 1, stop, &err), &err);
		assert_ok(bw_chain_less(&c, &failed, 1, lo, less, &err), &err);
		for (uint32_t x = 0; x < k.n; x++)
			slow[x] = x == failed ? k.stock[x].lo : BW_DAYS_EVER;
		for (uint32_t round = 0; round < k.n; round++)
			for (size_t s = 0; s < k.n_sup; s++) {
				const struct bw_chain_need *g =
				    &k.need[k.sup[s].need];
				uint64_t d =
				    add(add(slow[k.sup[s].thing], g->stock.lo),
					k.stock[g->thing].lo);

				if (g->thing != failed &&
				    lo[g->thing] < BW_ONE && d < slow[g->thing])
					slow[g->thing] = d;
			}
		for (uint32_t x = 0; x < k.n; x++) {
			assert_true(less[x] == slow[x]);
			/* What stops was less before, or then. (In a circle
			 * without a way out stocks are not counted.) */
			if (i % 2 == 0 && stop[x].lo != BW_DAYS_EVER &&
			    less[x] != BW_DAYS_EVER)
				assert_true(less[x] <= stop[x].lo);
			later += less[x] > 0 && less[x] != BW_DAYS_EVER;
		}
		bw_chain_release(&c);
	}
	assert_true(later > 300);
}

static int
everything(void *ctx, struct bw_err *err)
{
	const struct chain_case *k = ctx;
	const uint32_t one = k->n - 1;
	uint32_t lo[CHAIN_THINGS], hi[CHAIN_THINGS];
	struct bw_days day[CHAIN_THINGS];
	struct bw_chain c;
	int rc = bw_chain_init(
	    &c, k->n, k->stock, k->need, k->n_need, k->sup, k->n_sup, err);

	if (rc == 0)
		rc = bw_chain_left(&c, &one, 1, lo, hi, err);
	if (rc == 0)
		rc = bw_chain_stop(&c, &one, 1, day, err);
	if (rc == 0)
		rc = bw_chain_less(&c, &one, 1, lo, hi, err);
	bw_chain_release(&c);
	return rc;
}

static void
survives_failing_memory(void **state)
{
	uint64_t seed = 1234567890123u;
	struct chain_case k;

	(void)state;
	chain_make(&k, &seed, 12, true);
	test_brutal(everything, &k, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(left_by_hand),
		cmocka_unit_test(left_is_every_corner),
		cmocka_unit_test(left_in_circles),
		cmocka_unit_test(days_by_hand),
		cmocka_unit_test(days_are_the_equations),
		cmocka_unit_test(less_is_the_nearest),
		cmocka_unit_test(survives_failing_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
