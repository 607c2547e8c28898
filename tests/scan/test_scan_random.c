/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_scan_random.c - thousands of scans: against a slow reckoning straight
 * from the formulas, for what must always hold, and how steady tiers are.
 */
#include "own.h"

#define SCANS 3000
#define DRAWS 2000

static void
answer_at_random(struct own *o)
{
	o->s.full = below(4) > 0;
	for (size_t i = 0; i < o->q.n_question; i++) {
		struct bw_scan_answer *x = &o->s.answer[i];
		unsigned of = bw_scan_measures(&o->q, i) ? 4 : 3;
		unsigned pick = below(20);

		*x = (struct bw_scan_answer){ .said = BW_SAID_VALUE,
			.value = (uint8_t)below(of) };
		if (pick < 2)
			x->said = BW_SAID_NOTHING;
		else if (pick < 5)
			x->said = BW_SAID_UNKNOWN;
		else if (pick == 5 && of == 4)
			x->said = BW_SAID_NA;
		if (x->said != BW_SAID_VALUE)
			x->value = 0;
	}
}

/* ---- the slow way: doubles, one theme at a time ---- */

static double
slow_x(const struct own *o, const bool *ask, size_t t, bool *any)
{
	double e = 0, of = 0;

	for (size_t i = 0; i < o->q.n_question; i++) {
		const struct bw_scan_answer *x = &o->s.answer[i];
		double w = o->q.question[i].weight;

		if (!(o->q.question[i].feeds >> t & 1) || !ask[i] ||
		    x->said == BW_SAID_NOTHING)
			continue;
		e += w * (x->said == BW_SAID_UNKNOWN ? 1 : x->value);
		of += 2 * w;
	}
	*any = of > 0;
	return of > 0 ? e / of : 0;
}

static bool
slow_r(
    const struct own *o, const bool *ask, size_t t, double unknown, double *out)
{
	double up = 0, w = 0;

	for (size_t i = 0; i < o->q.n_question; i++) {
		const struct bw_scan_answer *x = &o->s.answer[i];
		double one = o->q.question[i].weight;

		if (o->q.question[i].theme != t || !ask[i] ||
		    !bw_scan_measures(&o->q, i) ||
		    (x->said != BW_SAID_VALUE && x->said != BW_SAID_UNKNOWN))
			continue;
		w += one;
		up += one * (x->said == BW_SAID_UNKNOWN ? unknown : x->value);
	}
	*out = w > 0 ? 100 * up / (3 * w) : 0;
	return w > 0;
}

static void
near(uint32_t millionths, double points)
{
	double d = millionths - points * 1e6;

	if (d > 0.01 || d < -1.01) /* rounded down */
		fail_msg("%u, not %f", millionths, points);
}

static void
as_the_slow_way(void **state)
{
	struct own o;
	size_t totals = 0;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS; k++) {
		double up[2] = { 0, 0 }, down = 0, mean = 0, n = 0, r[2];
		bool ask[BW_SCAN_QUESTIONS], any;

		answer_at_random(&o);
		own_score(&o);
		bw_scan_asks(&o.q, &o.s, ask);
		for (size_t t = 0; t < o.q.n_theme; t++) {
			double x = slow_x(&o, ask, t, &any);

			mean += any ? x : 0;
			n += any;
			if (!slow_r(&o, ask, t, 0, &r[0])) {
				assert_false(o.r.theme[t].scored);
				continue;
			}
			slow_r(&o, ask, t, 3, &r[1]);
			near(o.r.theme[t].score.lo, r[0]);
			near(o.r.theme[t].score.hi, r[1]);
			up[0] += r[0] * (1 + x);
			up[1] += r[1] * (1 + x);
			down += 1 + x;
		}
		if (n > 0)
			near(o.r.exposure, 100 * mean / n);
		if (o.r.no_total == BW_TOTAL_IS_THERE) {
			near(o.r.total.lo, up[0] / down);
			near(o.r.total.hi, up[1] / down);
			totals++;
		}
	}
	assert_true(totals > SCANS / 2);
	own_close(&o);
}

static double
slow_urgency(const struct own *o, size_t i)
{
	const struct bw_scan_answer *x = &o->s.answer[i];
	bool ask[BW_SCAN_QUESTIONS], any;
	double lacking = x->said == BW_SAID_UNKNOWN ? 3 : 3 - x->value;

	bw_scan_asks(&o->q, &o->s, ask);
	return o->q.question[i].weight * lacking / 3 *
	    (1 + slow_x(o, ask, o->q.question[i].theme, &any));
}

static void
tiers_as_the_slow_way(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS / 10; k++) {
		answer_at_random(&o);
		own_score(&o);
		for (size_t i = 0; i < o.r.n_action; i++) {
			const struct bw_scan_action *x = &o.r.action[i];
			double u = slow_urgency(&o, x->question);

			if (u > 4.000001)
				assert_int_equal(x->tier, BW_TIER_NOW);
			else if (u < 1.499999)
				assert_int_equal(x->tier, BW_TIER_LATER);
			else if (u > 1.500001 && u < 3.999999)
				assert_int_equal(x->tier, BW_TIER_NEXT);
			assert_true(i == 0 || x[-1].tier <= x->tier);
		}
	}
	own_close(&o);
}

/* ---- what must always hold ---- */

static void
better_is_never_worse(void **state)
{
	struct bw_scan_result before;
	struct own o;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS; k++) {
		size_t i = below((unsigned)o.q.n_question);
		struct bw_scan_answer *x = &o.s.answer[i];

		answer_at_random(&o);
		if (!bw_scan_measures(&o.q, i))
			continue;
		*x = (struct bw_scan_answer){ .said = BW_SAID_VALUE,
			.value = (uint8_t)below(3) };
		own_score(&o);
		before = o.r;
		x->value++;
		own_score(&o);
		for (size_t t = 0; t < o.q.n_theme; t++) {
			assert_true(
			    o.r.theme[t].score.lo >= before.theme[t].score.lo);
			assert_true(
			    o.r.theme[t].score.hi >= before.theme[t].score.hi);
		}
		assert_true(o.r.total.lo >= before.total.lo);
		assert_true(o.r.total.hi >= before.total.hi);
		assert_int_equal(o.r.exposure, before.exposure);
	}
	own_close(&o);
}

/* Taking back what one knows cannot make the answer surer. */
static void
not_knowing_only_widens(void **state)
{
	struct bw_scan_result before;
	struct own o;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS; k++) {
		size_t i = below((unsigned)o.q.n_question);
		struct bw_scan_answer *x = &o.s.answer[i];
		size_t t = o.q.question[i].theme;

		answer_at_random(&o);
		if (!bw_scan_measures(&o.q, i))
			continue;
		*x = (struct bw_scan_answer){ .said = BW_SAID_VALUE,
			.value = (uint8_t)below(4) };
		own_score(&o);
		before = o.r;
		x->said = BW_SAID_UNKNOWN;
		own_score(&o);
		assert_true(o.r.theme[t].score.lo <= before.theme[t].score.lo);
		assert_true(o.r.theme[t].score.hi >= before.theme[t].score.hi);
		if (o.r.no_total != BW_TOTAL_IS_THERE)
			continue;
		assert_true(o.r.total.lo <= before.total.lo);
		assert_true(o.r.total.hi >= before.total.hi);
	}
	own_close(&o);
}

/* Being interesting is not a fault: while the same is asked, exposure changes
 * no score of a theme. */
static void
exposure_is_no_fault(void **state)
{
	bool ask[2][BW_SCAN_QUESTIONS] = { { 0 } };
	struct bw_scan_result before;
	struct own o;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS; k++) {
		size_t i = below(8);

		answer_at_random(&o);
		own_score(&o);
		before = o.r;
		bw_scan_asks(&o.q, &o.s, ask[0]);
		o.s.answer[i] = (struct bw_scan_answer){ .said = BW_SAID_VALUE,
			.value = 2 };
		own_score(&o);
		bw_scan_asks(&o.q, &o.s, ask[1]);
		if (memcmp(ask[0], ask[1], sizeof(ask[0])) != 0)
			continue;
		for (size_t t = 0; t < o.q.n_theme; t++)
			assert_int_equal(
			    o.r.theme[t].score.lo, before.theme[t].score.lo);
	}
	own_close(&o);
}

static void
the_file_holds_all(void **state)
{
	struct bw_buf one = { 0 }, two = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct own o;

	(void)state;
	own_open(&o);
	for (int k = 0; k < SCANS / 20; k++) {
		answer_at_random(&o);
		for (size_t i = 0; i < o.q.n_question; i++)
			if (o.s.answer[i].said == BW_SAID_NA)
				o.s.answer[i].reason = BW_STR("so it is");
		own_score(&o);
		bw_buf_clear(&one);
		bw_buf_clear(&two);
		bw_scan_state_write(&one, &o.q, &o.s, &o.r);
		assert_ok(bw_scan_state_read(
			      &o.s, &o.q, bw_buf_get(&one), &o.a, &err),
		    &err);
		own_score(&o);
		bw_scan_state_write(&two, &o.q, &o.s, &o.r);
		assert_true(bw_str_eq(bw_buf_get(&one), bw_buf_get(&two)));
	}
	bw_buf_release(&one);
	bw_buf_release(&two);
	own_close(&o);
}

/* ---- tiers under other weights ---- */

/* A company as its answers. "Wide open" is the worst there is: with an exposure
 * of 1 in every theme, whole rows of actions stand exactly on an edge (2 x 2 =
 * 4). So 85 % is asked of all together, and 75 % of each. */
static const struct {
	const char *name;
	uint8_t exposure[4], measure[8]; /* taken in turn; 9: do not know */
} company[] = {
	{ "starter", { 2, 1, 0, 0 }, { 0, 0, 1, 0, 9, 0, 1, 0 } },
	{ "grower", { 1, 2, 1, 2 }, { 1, 2, 0, 1, 2, 1, 0, 3 } },
	{ "exporter", { 2, 2, 2, 1 }, { 2, 1, 3, 0, 2, 2, 1, 1 } },
	{ "veteran", { 1, 0, 2, 0 }, { 3, 2, 3, 3, 2, 3, 1, 3 } },
	{ "wide open", { 2, 2, 2, 2 }, { 0, 1, 2, 3, 1, 0, 2, 0 } },
	{ "in the dark", { 9, 9, 1, 9 }, { 9, 9, 0, 9, 1, 9, 9, 9 } },
};

static void
steady_tiers(void **state)
{
	unsigned long kept_all = 0, all_all = 0;
	struct own o;

	(void)state;
	own_open(&o);
	for (size_t c = 0; c < BW_LEN(company); c++) {
		enum bw_scan_tier own[BW_SCAN_QUESTIONS];
		enum bw_scan_tier drawn[BW_SCAN_QUESTIONS];
		uint32_t weight[BW_SCAN_QUESTIONS];
		unsigned long kept = 0, all = 0;

		for (size_t i = 0; i < o.q.n_question; i++) {
			uint8_t v = bw_scan_measures(&o.q, i)
			    ? company[c].measure[i % 8]
			    : company[c].exposure[i % 4];

			o.s.answer[i] = (struct bw_scan_answer){ .said = v == 9
				    ? BW_SAID_UNKNOWN
				    : BW_SAID_VALUE,
				.value = v == 9 ? 0 : v };
			weight[i] = o.q.question[i].weight * 1000u;
		}
		bw_scan_tiers(&o.q, &o.s, weight, own);
		for (int d = 0; d < DRAWS; d++) {
			for (size_t i = 0; i < o.q.n_question; i++)
				weight[i] = o.q.question[i].weight *
				    (750u + below(501));
			bw_scan_tiers(&o.q, &o.s, weight, drawn);
			for (size_t i = 0; i < o.q.n_question; i++) {
				int jump = (int)own[i] - (int)drawn[i];

				if (own[i] == BW_TIER_NONE)
					continue;
				assert_true(jump >= -1 && jump <= 1);
				kept += jump == 0;
				all++;
			}
		}
		print_message("# %s: %lu.%lu %% keep their tier\n",
		    company[c].name, kept * 100 / all, kept * 1000 / all % 10);
		assert_true(kept * 100 >= all * 75);
		kept_all += kept;
		all_all += all;
	}
	assert_true(kept_all * 100 >= all_all * 85);
	own_close(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_slow_way),
		cmocka_unit_test(tiers_as_the_slow_way),
		cmocka_unit_test(better_is_never_worse),
		cmocka_unit_test(not_knowing_only_widens),
		cmocka_unit_test(exposure_is_no_fault),
		cmocka_unit_test(the_file_holds_all),
		cmocka_unit_test(steady_tiers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
