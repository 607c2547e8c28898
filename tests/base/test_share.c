/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_share.c - percentages keep every digit, intervals keep their ends.
 */
#include "support/support.h"
#include "base/share.h"

static void
parses(const char *text, uint32_t lo, uint32_t hi, uint8_t open)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_share s;

	assert_ok(bw_share_parse(bw_str_of(text), &s, &err), &err);
	assert_int_equal(s.lo, lo);
	assert_int_equal(s.hi, hi);
	assert_int_equal(s.open, open);
}

static void
percentages(void **state)
{
	const uint8_t between = BW_LO_OPEN | BW_HI_OPEN;

	(void)state;
	parses("0", 0, 0, 0);
	parses("12", 120000000, 120000000, 0);
	parses("12.5", 125000000, 125000000, 0);
	parses("12,5 %", 125000000, 125000000, 0);
	parses(" 100.0% ", BW_ONE, BW_ONE, 0);
	parses("9.99", 99900000, 99900000, 0);
	parses("0.0000001", 1, 1, 0);
	parses(".5", 5000000, 5000000, 0);
	/* Longer than a part per billion: between two of them, not rounded. */
	parses("33.33333333", 333333333, 333333334, between);
	parses("0.00000001", 0, 1, between);
	parses("99.99999999", BW_ONE - 1, BW_ONE, between);
	parses("50.00000000000000000000", 500000000, 500000000, 0);
	parses("0000000000000000000000000000001", 10000000, 10000000, 0);
}

static void
refused(void **state)
{
	static const char *const bad[] = { "", "%", ".", "-1", "+1", "1e2",
		"abc", "100.00000001", "101", "99999999999999999999999999",
		"18446744073709551616", "1 2", "0x10", "NaN", "12.5.5" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct bw_share s;

		if (bw_share_parse(bw_str_of(bad[i]), &s, &err) != BW_EFORMAT)
			fail_msg("\"%s\" was taken", bad[i]);
		assert_non_null(strstr(err.what, "no percentage"));
	}
}

static void
prints(struct bw_share s, const char *text)
{
	struct bw_buf b = { 0 };

	bw_share_print(&b, s, ',');
	assert_str(bw_buf_get(&b), text);
	bw_buf_release(&b);
}

static void
printed(void **state)
{
	(void)state;
	prints(bw_share_exact(0), "0 %");
	prints(bw_share_exact(BW_ONE), "100 %");
	prints(bw_share_exact(125000000), "12,5 %");
	prints(bw_share_exact(1), "0,0000001 %");
	prints(bw_share_unknown(), "0 % - 100 %");
	prints((struct bw_share){ 250000000, 500000000, BW_LO_OPEN },
	    "> 25 % - 50 %");
	prints(
	    (struct bw_share){ 500000000, 750000000, BW_LO_OPEN | BW_HI_OPEN },
	    "> 50 % - < 75 %");
	prints(
	    (struct bw_share){ 529411764, 529411765, BW_LO_OPEN | BW_HI_OPEN },
	    "≈ 52,9411765 %");
}

/* Does the interval hold x tenths? The slow, obvious reading of a range,
 * on points twice as fine as the ends. */
static bool
holds(struct bw_share s, uint32_t x)
{
	return (s.open & BW_LO_OPEN ? x > s.lo : x >= s.lo) &&
	    (s.open & BW_HI_OPEN ? x < s.hi : x <= s.hi);
}

/* All intervals with even ends in 0..8, seen at every point 0..8. */
static void
meet_and_hull_by_points(void **state)
{
	struct bw_share all[256], m, h;
	size_t n = 0;

	(void)state;
	for (uint32_t lo = 0; lo <= 8; lo += 2)
		for (uint32_t hi = lo; hi <= 8; hi += 2)
			for (uint8_t open = 0; open < 4; open++)
				if (bw_share_valid(
					(struct bw_share){ lo, hi, open }))
					all[n++] =
					    (struct bw_share){ lo, hi, open };
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			bool any = bw_share_meet(all[i], all[j], &m);

			h = bw_share_hull(all[i], all[j]);
			assert_true(bw_share_valid(h));
			for (uint32_t x = 0; x <= 8; x++) {
				bool a = holds(all[i], x), b = holds(all[j], x);

				assert_int_equal(any && holds(m, x), a && b);
				if (a || b)
					assert_true(holds(h, x));
			}
		}
}

/* Certain and possible against every pair of values two ranges can take. */
static void
sums_by_points(void **state)
{
	(void)state;
	for (uint8_t oa = 0; oa < 4; oa++)
		for (uint8_t ob = 0; ob < 4; ob++)
			for (uint32_t t = 0; t <= 40; t += 4) {
				struct bw_share a = { 4, 12, oa };
				struct bw_share b = { 8, 16, ob };
				struct bw_sum s = { 0 };
				bool all = true, some = false;
				bool all_gt = true, some_gt = false;

				bw_sum_add(&s, a);
				bw_sum_add(&s, b);
				for (uint32_t x = 0; x <= 20; x++)
					for (uint32_t y = 0; y <= 20; y++) {
						if (!holds(a, x) ||
						    !holds(b, y))
							continue;
						all = all && x + y >= t;
						some = some || x + y >= t;
						all_gt = all_gt && x + y > t;
						some_gt = some_gt || x + y > t;
					}
				assert_int_equal(
				    bw_sum_certain(s, t, false), all);
				assert_int_equal(
				    bw_sum_certain(s, t, true), all_gt);
				assert_int_equal(
				    bw_sum_possible(s, t, false), some);
				assert_int_equal(
				    bw_sum_possible(s, t, true), some_gt);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percentages),
		cmocka_unit_test(refused),
		cmocka_unit_test(printed),
		cmocka_unit_test(meet_and_hull_by_points),
		cmocka_unit_test(sums_by_points),
	};

	return cmocka_run_group_tests_name("share", tests, NULL, NULL);
}
