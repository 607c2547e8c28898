/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_controlled.c - concentration by hands, by hand and against every way
 * of giving away what is not known.
 */
#include "supply/controlled.h"
#include "supply/same.h"
#include <math.h>
#include <string.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-12)

static void
by_hand(void **state)
{
	/* 40 and 25 in one hand, 15 in another, 20 nobody knows */
	struct bw_held h[] = { { 7, 40 }, { 3, 15 }, { 7, 25 } };
	struct bw_hands x;

	(void)state;
	bw_hands(&x, h, 3, 20);
	assert_int_equal(x.n, 2);
	NEAR(x.total, 100);
	NEAR(x.known, .8);
	NEAR(x.hhi.lo, .65 * .65 + .15 * .15);
	NEAR(x.hhi.hi, .85 * .85 + .15 * .15);
	NEAR(x.top.lo, .65);
	NEAR(x.top.hi, .85);
	assert_int_equal(x.top_who, 7);
}

static void
ends(void **state)
{
	struct bw_held h[] = { { 1, 5 }, { 2, NAN }, { 3, -1 }, { 4, 0 } };
	struct bw_hands x;

	(void)state;
	bw_hands(&x, h, 4, NAN);
	assert_true(x.n == 1 && x.hhi.lo == 1 && x.hhi.hi == 1);
	bw_hands(&x, NULL, 0, 12); /* nothing is known */
	assert_true(x.n == 0 && x.hhi.lo == 0 && x.hhi.hi == 1);
	NEAR(x.known, 0);
	bw_hands(&x, NULL, 0, 0);
	assert_true(isnan(x.hhi.lo) && isnan(x.known) && isnan(x.top.hi));
}

static unsigned seed = 5;

static unsigned
dice(unsigned sides)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % sides;
}

#define HANDS 4
#define OTHERS 3

/* Give the unknown away in whole pieces, to known hands and to others, at
 * random: never outside; all in the largest hand: the upper end. */
static void
any_way(void **state)
{
	(void)state;
	for (int round = 0; round < 500; round++) {
		double amount[HANDS + OTHERS] = { 0 };
		struct bw_held h[HANDS], back[HANDS];
		unsigned unknown = dice(20), biggest = 0;
		double total = unknown, sum = 0, largest = 0;
		struct bw_hands x, y;

		for (unsigned i = 0; i < HANDS; i++) {
			h[i] = (struct bw_held){ i, 1 + dice(30) };
			back[HANDS - 1 - i] = h[i];
			amount[i] = h[i].amount;
			total += amount[i];
			if (amount[i] > amount[biggest])
				biggest = i;
		}
		bw_hands(&x, h, HANDS, unknown);
		bw_hands(&y, back, HANDS, unknown);
		same_between(x.hhi, y.hhi);
		same_between(x.top, y.top);
		same_number(x.known, y.known);
		assert_int_equal(x.top_who, y.top_who);
		amount[biggest] += unknown;
		for (unsigned i = 0; i < HANDS; i++)
			largest += pow(amount[i] / total, 2);
		NEAR(x.hhi.hi, largest);
		amount[biggest] -= unknown;
		for (unsigned k = 0; k < unknown; k++)
			amount[dice(HANDS + OTHERS)]++;
		for (unsigned i = 0; i < HANDS + OTHERS; i++)
			sum += pow(amount[i] / total, 2);
		assert_true(sum >= x.hhi.lo - 1e-12);
		assert_true(sum <= x.hhi.hi + 1e-12);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(ends),
		cmocka_unit_test(any_way),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
