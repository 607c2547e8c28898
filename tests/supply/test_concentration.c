/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_concentration.c - the engine on numbers small enough to check by hand.
 */
#include "supply/concentration.h"
#include "support/support.h"
#include <math.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-12)

static void
three(void **state)
{
	/* 0.5, 0.3, 0.2: 0.25 + 0.09 + 0.04 = 0.38 */
	struct bw_supplier s[] = { { 2, 20, NAN }, { 0, 50, NAN },
		{ 1, 30, NAN } };
	struct bw_concentration c;

	(void)state;
	bw_concentrate(s, 3, 0, &c);
	assert_int_equal(c.suppliers, 3);
	NEAR(c.total, 100);
	NEAR(c.hhi_lo, 0.38);
	NEAR(c.hhi_hi, 0.38);
	NEAR(c.effective, 1 / 0.38);
	NEAR(c.top_share, 0.5);
	NEAR(c.top3_share, 1);
	assert_int_equal(c.top_country, 0);
	assert_true(isnan(c.wgi_lo) && isnan(c.wgi_hi));
	NEAR(c.wgi_covered, 0);
	assert_int_equal(s[0].country, 0); /* sorted in place */
	assert_int_equal(s[2].country, 2);
}

static void
one_supplier(void **state)
{
	struct bw_supplier s = { 7, 1e-300, 4 };
	struct bw_concentration c;

	(void)state;
	bw_concentrate(&s, 1, 0, &c);
	assert_true(c.hhi_lo == 1 && c.hhi_hi == 1 && c.effective == 1);
	assert_true(c.top_share == 1 && c.top_country == 7);
	NEAR(c.wgi_lo, 4);
	NEAR(c.wgi_hi, 4);
	NEAR(c.wgi_covered, 1);
}

/* 60 and 20 named, 20 of others. Total only: .36 + .04 = .40; as one
 * country: .44. Two others of 10 each lie between: .42. Left out: 75 and 25
 * of 80 give .625, above the true upper end. */
static void
rest(void **state)
{
	struct bw_supplier s[] = { { 0, 60, NAN }, { 1, 20, NAN } };
	struct bw_supplier split[] = { { 0, 60, NAN }, { 1, 20, NAN },
		{ 2, 10, NAN }, { 3, 10, NAN } };
	struct bw_concentration c, two, out;

	(void)state;
	bw_concentrate(s, 2, 20, &c);
	NEAR(c.total, 100);
	NEAR(c.hhi_lo, 0.40);
	NEAR(c.hhi_hi, 0.44);
	NEAR(c.top_share, 0.6);
	NEAR(c.top3_share, 0.8); /* of named ones */
	bw_concentrate(split, 4, 0, &two);
	assert_true(c.hhi_lo < two.hhi_lo && two.hhi_lo < c.hhi_hi);
	bw_concentrate(s, 2, 0, &out);
	assert_true(out.hhi_lo > c.hhi_hi);
	bw_concentrate(s, 2, -5, &out); /* no amount */
	NEAR(out.total, 80);
	bw_concentrate(s, 2, NAN, &out);
	NEAR(out.total, 80);
}

static void
governance(void **state)
{
	/* .25 * 8 + .09 * 2 = 2.18; the third, .2, may weigh 0 to 10: .4 */
	struct bw_supplier s[] = { { 0, 50, 8 }, { 1, 30, 2 }, { 2, 20, NAN } };
	struct bw_concentration c;
	const double chn[6] = { -1.5, -0.5, 0.5, -0.3, 0, 0.1 };
	double gap[6] = { 1, 1, 1, 1, 1, NAN };

	(void)state;
	bw_concentrate(s, 3, 0, &c);
	NEAR(c.wgi_lo, 2.18);
	NEAR(c.wgi_hi, 2.58);
	NEAR(c.wgi_covered, 0.8);
	bw_concentrate(s, 3, 100, &c); /* shares halve; rest .5: 2.5 */
	NEAR(c.wgi_lo, 2.18 / 4);
	NEAR(c.wgi_hi, 2.58 / 4 + 2.5);
	NEAR(bw_governance_weight(chn), 2 * (2.5 + 1.7 / 6));
	assert_true(isnan(bw_governance_weight(gap)));
}

static void
nothing(void **state)
{
	struct bw_supplier s[] = { { 0, 0, 1 }, { 1, NAN, 1 }, { 2, -3, 1 },
		{ 3, INFINITY, 1 } };
	struct bw_concentration c;

	(void)state;
	bw_concentrate(NULL, 0, 0, &c);
	assert_int_equal(c.suppliers, 0);
	assert_true(isnan(c.hhi_lo) && isnan(c.hhi_hi) && isnan(c.effective));
	assert_true(isnan(c.wgi_lo) && isnan(c.top_share) && c.total == 0);
	bw_concentrate(NULL, 0, 12, &c); /* only a rest */
	assert_int_equal(c.suppliers, 0);
	assert_true(isnan(c.hhi_hi) && c.total == 12);
	bw_concentrate(s, 4, 0, &c); /* none of them is an amount */
	assert_int_equal(c.suppliers, 0);
	s[1].amount = 5;
	bw_concentrate(s, 4, 0, &c);
	assert_int_equal(c.suppliers, 1);
	assert_true(c.hhi_lo == 1 && c.top_country == 1);
}

/* Amounts whose squares do not fit a double, or vanish in it. */
static void
extremes(void **state)
{
	struct bw_supplier big[] = { { 0, 1e307, 1 }, { 1, 1e307, 1 },
		{ 2, 1e307, 1 }, { 3, 1e307, 1 } };
	struct bw_supplier small[] = { { 0, 3e-320, 1 }, { 1, 1e-320, 1 } };
	struct bw_concentration c;

	(void)state;
	bw_concentrate(big, 4, 0, &c);
	NEAR(c.hhi_lo, 0.25);
	NEAR(c.effective, 4);
	bw_concentrate(small, 2, 0, &c);
	assert_true(fabs(c.hhi_lo - 0.625) < 1e-3); /* few bits are left */
}

static uint64_t
next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

/* Whatever the order: the same bits. And the laws of the index: between 1/n
 * and 1; a transfer to a larger one never lowers it. */
static void
permutations(void **state)
{
	struct bw_supplier s[40], t[40];
	struct bw_concentration first, c;
	uint64_t x = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t n = 1 + next(&x) % 40;
		double rest = (double)(next(&x) % 100);

		for (size_t i = 0; i < n; i++)
			s[i] = (struct bw_supplier){ (uint32_t)i,
				(double)(1 + next(&x) % 50) / 7,
				next(&x) % 4 == 0
				    ? NAN
				    : (double)(next(&x) % 1000) / 100 };
		memcpy(t, s, sizeof(s));
		bw_concentrate(t, n, rest, &first);
		for (size_t i = n; i-- > 1;) {
			size_t k = next(&x) % (i + 1);
			struct bw_supplier swap = s[i];

			s[i] = s[k];
			s[k] = swap;
		}
		bw_concentrate(s, n, rest, &c);
		assert_memory_equal(
		    &first, &c, offsetof(struct bw_concentration, top_country));
		assert_int_equal(first.top_country, c.top_country);
		assert_true(c.hhi_lo <= 1 + 1e-12 && c.hhi_lo <= c.hhi_hi);
		assert_true(rest > 0 || c.hhi_lo >= 1 / (double)n - 1e-12);
		if (n > 1) {
			s[0].amount += s[n - 1].amount / 2;
			s[n - 1].amount /= 2;
			bw_concentrate(s, n, rest, &c);
			assert_true(c.hhi_lo >= first.hhi_lo - 1e-12);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three),
		cmocka_unit_test(one_supplier),
		cmocka_unit_test(rest),
		cmocka_unit_test(governance),
		cmocka_unit_test(nothing),
		cmocka_unit_test(extremes),
		cmocka_unit_test(permutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
