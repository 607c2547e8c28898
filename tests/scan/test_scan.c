/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_scan.c - the questions of the program, and what answers come to, by
 * sums made by hand from the formulas of doc/scan.md.
 */
#include "own.h"
#include "base/map.h"

static void
the_questions_are_whole(void **state)
{
	size_t quick = 0, measures = 0;
	struct own o;

	(void)state;
	own_open(&o);
	assert_int_equal(o.q.n_question, 61);
	assert_int_equal(o.q.n_theme, 11);
	assert_int_equal(o.q.n_authority, 23);
	for (size_t i = 0; i < o.q.n_question; i++) {
		quick += o.q.question[i].quick;
		measures += bw_scan_measures(&o.q, i);
		assert_true(o.q.question[i].themes_of.n > 0);
	}
	assert_int_equal(quick, 13);
	assert_int_equal(measures, 53);
	/* The four profiles of the quick scan need none of the rest. */
	o.s.full = false;
	assert_int_equal(bw_scan_progress(&o.q, &o.s).asked, 13);
	own_close(&o);
}

/* A telephone number may only stand there when somebody looked it up. */
static void
authorities_are_dated_or_marked(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	for (size_t i = 0; i < o.q.n_authority; i++) {
		const struct bw_authority *x = &o.q.authority[i];

		assert_true(x->name.in[BW_NL].n > 0 && x->what.in[BW_EN].n > 0);
		assert_true(!x->verified || x->checked_on.n > 0);
		for (size_t k = 0; k < x->address.n; k++)
			assert_true(
			    x->address.p[k] < '0' || x->address.p[k] > '9');
	}
	own_close(&o);
}

/* IN: weights 3 3 2 2 1. IN1=1 IN2=3 IN3=0 IN4=u IN5=2: 3+9+0+0+2 of 33, and
 * 6 more when IN4 turns out to be 3. */
static void
a_theme(void **state)
{
	const struct bw_scan_theme_score *t;
	struct own o;

	(void)state;
	own_open(&o);
	own_say(&o, "X4=2 IN1=1 IN2=3 IN3=0 IN4=u IN5=2");
	own_score(&o);
	t = own_theme(&o, "IN");
	assert_true(t->scored);
	assert_int_equal(t->score.lo, 42424242); /* 1400/33 */
	assert_int_equal(t->score.hi, 60606060); /* 2000/33 */
	assert_int_equal(t->unknown, 1);
	/* X4 (weight 2) answered 2, X1 not answered: all there is of it. */
	assert_int_equal(t->exposed, 4);
	assert_int_equal(t->of, 4);
	/* Not applicable leaves the sum: 14 of 27. */
	own_say(&o, "IN4=n:none");
	own_score(&o);
	assert_int_equal(own_theme(&o, "IN")->score.lo, 51851851);
	assert_int_equal(own_theme(&o, "IN")->score.hi, 51851851);
	assert_false(own_theme(&o, "MN")->scored);
	assert_int_equal(o.r.no_total, BW_TOTAL_COVERAGE);
	own_close(&o);
}

/* The quick scan: KJ1 MN3 PK1 IN2 LG1 EC1 DI1 IR1, each alone in its theme, so
 * that R is 100 a/3. Exposure: KJ X1+X2, MN X2+X8, PK X1+X3, IN X1, LG X5,
 * EC X1+X3, DI X2, FR X2+X3, IR X8, JU nothing asked. */
static void
a_quick_scan(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	o.s.full = false;
	own_say(&o,
	    "X1=2 X2=1 X3=0 X5=u X8=0 KJ1=3 MN3=0 PK1=3 IN2=0 LG1=0 "
	    "EC1=0 DI1=3 IR1=0");
	own_score(&o);
	assert_int_equal(o.r.no_total, BW_TOTAL_IS_THERE);
	/* 1+x: KJ 1+9/12, MN 1+3/12, PK 1+6/10, IN 2, LG 1+1/2, EC 1+6/10,
	 * DI 1+1/2, IR 1; sum 12.2; with 100: KJ PK DI 4.85. 100 x 4.85/12.2 */
	assert_int_equal(o.r.total.lo, 39754098);
	assert_int_equal(o.r.total.hi, 39754098);
	/* Mean of .75 .25 .6 1 .5 .6 .5 .3(FR) 0(IR): 4.5/9 */
	assert_true(o.r.has_exposure);
	assert_int_equal(o.r.exposure, 50 * BW_SCAN_POINT);
	assert_string_equal(bw_scan_field_name(&o.r), "high-low");
	assert_int_equal(bw_scan_band(o.r.total.lo), BW_BAND_VULNERABLE);
	own_close(&o);
}

static bool
holds(const struct own *o, const char *signal)
{
	for (size_t i = 0; i < o->r.n_signal; i++)
		if (bw_str_is(o->q.signal[o->r.signal[i]].id, signal))
			return true;
	return false;
}

static void
duties_stand_apart(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	own_score(&o);
	assert_int_equal(o.r.n_signal, 0); /* nothing told, nothing warned */
	own_say(&o, "X1=1 X3=1 EC1=1 X8=u");
	own_score(&o);
	assert_true(holds(&o, "classify-before-export"));
	assert_true(holds(&o, "something-happened")); /* u counts as 1 */
	assert_false(holds(&o, "sensitive-technology"));
	/* What cannot wait comes first. */
	assert_int_equal(o.q.signal[o.r.signal[0]].kind, BW_SCAN_ALERT);
	own_say(&o, "EC1=2 X8=0 X1=2");
	own_score(&o);
	assert_false(holds(&o, "classify-before-export"));
	assert_false(holds(&o, "something-happened"));
	assert_true(holds(&o, "sensitive-technology"));
	own_say(&o, "X4=2 IN2=u");
	own_score(&o);
	assert_true(holds(&o, "notify-before-closing"));
	assert_true(holds(&o, "notification-unknown"));
	own_close(&o);
}

static void
conditions(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	assert_true(own_asks(&o, "FR3")); /* not known yet: asked */
	own_say(&o, "X7=0");
	assert_false(own_asks(&o, "FR3"));
	assert_true(own_asks(&o, "FR5")); /* X7 or X3 */
	own_say(&o, "X3=0");
	assert_false(own_asks(&o, "FR5"));
	own_say(&o, "X7=u"); /* may well travel */
	assert_true(own_asks(&o, "FR3"));
	/* An answer that is no longer asked for does not count, and comes
	 * back when it is. */
	own_say(&o, "FR3=0");
	own_score(&o);
	assert_true(own_theme(&o, "FR")->scored);
	own_say(&o, "X7=0");
	own_score(&o);
	assert_false(own_theme(&o, "FR")->scored);
	own_close(&o);
}

/* Where in the plan; n_action: not at all. */
static size_t
place(const struct own *o, const char *id)
{
	size_t i = 0;

	while (
	    i < o->r.n_action && o->r.action[i].question != own_question(o, id))
		i++;
	return i;
}

static struct bw_scan_action
action(const struct own *o, const char *id)
{
	size_t i = place(o, id);

	return i < o->r.n_action
	    ? o->r.action[i]
	    : (struct bw_scan_action){ .tier = BW_TIER_NONE };
}

static bool
quick_win(const struct own *o, const char *id)
{
	struct bw_scan_action x = action(o, id);

	return bw_scan_quick_win(&o->q, &x);
}

static void
a_plan(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	/* KJ: exposure of X1 (3) and X2 (3): 9/12. KJ1 weight 3, a 0: 3 x 1.75
	 * = 5.25, now. KJ3 weight 2, a 1: 2 x 2/3 x 1.75 = 2.33, next. KJ4
	 * weight 1, a 1: 1.17, later. KJ5 done. MN3 weight 3, X2 alone 1/2:
	 * u: 4.5. */
	own_say(&o, "X1=2 X2=1 KJ1=0 KJ3=1 KJ4=1 KJ5=3 MN3=u");
	own_score(&o);
	assert_int_equal(action(&o, "KJ1").tier, BW_TIER_NOW);
	assert_int_equal(action(&o, "KJ1").step, BW_STEP_FIRST);
	assert_int_equal(action(&o, "KJ3").tier, BW_TIER_NEXT);
	assert_int_equal(action(&o, "KJ3").step, BW_STEP_NEXT);
	assert_int_equal(action(&o, "KJ4").tier, BW_TIER_LATER);
	assert_int_equal(action(&o, "KJ5").tier, BW_TIER_NONE);
	assert_int_equal(action(&o, "MN3").tier, BW_TIER_NOW);
	assert_int_equal(action(&o, "MN3").step, BW_STEP_FIND_OUT);
	/* Smaller effort first: MN3 S before KJ1 M. */
	assert_true(place(&o, "MN3") < place(&o, "KJ1"));
	assert_int_equal(o.r.n_first_page, 3);
	assert_true(quick_win(&o, "MN3"));
	assert_false(quick_win(&o, "KJ1"));
	assert_false(quick_win(&o, "KJ4"));
	assert_int_equal(o.r.n_profile, 2);
	own_close(&o);
}

static void
all_measures(struct own *o, const char *answer)
{
	struct bw_err err = BW_ERR_INIT;

	for (size_t i = 0; i < o->q.n_question; i++)
		if (bw_scan_measures(&o->q, i))
			assert_ok(bw_scan_say(&o->s, &o->q, i,
				      bw_str_of(answer), &o->a, &err),
			    &err);
}

static void
the_ends(void **state)
{
	struct own o;

	(void)state;
	own_open(&o);
	own_score(&o);
	assert_int_equal(o.r.no_total, BW_TOTAL_NO_ANSWERS);
	assert_int_equal(bw_scan_next(&o.q, &o.s), 0);
	all_measures(&o, "u");
	own_score(&o);
	assert_int_equal(o.r.no_total, BW_TOTAL_NOTHING_KNOWN);
	assert_int_equal(own_theme(&o, "DI")->score.lo, 0);
	assert_int_equal(own_theme(&o, "DI")->score.hi, 100 * BW_SCAN_POINT);
	assert_int_equal(o.r.n_first_page, BW_SCAN_FIRST_PAGE);
	all_measures(&o, "n:we are three people");
	own_score(&o);
	assert_int_equal(o.r.no_total, BW_TOTAL_NOT_APPLICABLE);
	assert_int_equal(o.r.n_action, 0);
	all_measures(&o, "3");
	own_score(&o); /* 100 can be reached, whatever the exposure */
	assert_int_equal(o.r.total.lo, 100 * BW_SCAN_POINT);
	assert_int_equal(bw_scan_band(o.r.total.lo), BW_BAND_EXEMPLARY);
	all_measures(&o, "0");
	own_score(&o);
	assert_int_equal(o.r.total.hi, 0);
	own_close(&o);
}

static void
bands_do_not_round_up(void **state)
{
	(void)state;
	assert_int_equal(bw_scan_band(39999999), BW_BAND_VULNERABLE);
	assert_int_equal(bw_scan_points(39999999), 39);
	assert_int_equal(bw_scan_band(40000000), BW_BAND_BUILDING);
	assert_int_equal(bw_scan_band(70000000), BW_BAND_RESILIENT);
	assert_int_equal(bw_scan_band(90000000), BW_BAND_EXEMPLARY);
}

/* Mistakes in a questionnaire are told with the line and the rule. */
static void
mistakes(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} m[] = {
		{ "weight: 3", "weight: 4", "X1: its weight is 1, 2 or 3" },
		{ "effort: S", "effort: T", "effort is S, M or L" },
		{ "theme: X", "theme: Q", "its theme is not in themes" },
		{ "feeds: [", "feeds: [QQ, ", "no such theme" },
		{ "ask: [", "ask: [QQ, ", "authorities.csv" },
		{ "[\"X4 >= 1\"]", "[\"X4 => 1\"]", "write a condition as" },
		{ "[\"X4 >= 1\"]", "[\"JU1 >= 1\"]", "further up" },
		{ "  - id: X2", "  - id: X1", "it stands here twice" },
		{ "    why:", "    wy:", "wy: no such key" },
		{ "kind: duty", "kind: law", "kind duty or alert" },
		{ "    verified: \"no\"", "    verified: \"so\"", "verified" },
		{ "version: \"1.0\"", "version: \"\"", "a name and a version" },
	};
	struct bw_str yaml = test_read(test_source("questions/scan.yaml"));
	struct own o;

	(void)state;
	own_open(&o);
	for (size_t i = 0; i < BW_LEN(m); i++) {
		ptrdiff_t at = bw_str_find(yaml, bw_str_of(m[i].from));
		struct bw_err err = BW_ERR_INIT;
		struct bw_buf b = { 0 };
		struct bw_scan q;

		assert_true(at >= 0);
		bw_buf_str(&b, bw_str_sub(yaml, 0, (size_t)at));
		bw_buf_z(&b, m[i].to);
		bw_buf_str(&b,
		    bw_str_sub(yaml, (size_t)at + strlen(m[i].from), yaml.n));
		if (bw_scan_read(&q, bw_buf_get(&b), o.q.authority,
			o.q.n_authority, &o.a, &err) != BW_EFORMAT)
			fail_msg("%s is let through", m[i].to);
		if (strstr(err.what, m[i].says) == NULL)
			fail_msg("%s: %s", m[i].to, err.what);
		assert_true(err.line > 0);
		bw_buf_release(&b);
	}
	free((void *)(uintptr_t)yaml.p);
	own_close(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_questions_are_whole),
		cmocka_unit_test(authorities_are_dated_or_marked),
		cmocka_unit_test(a_theme),
		cmocka_unit_test(a_quick_scan),
		cmocka_unit_test(duties_stand_apart),
		cmocka_unit_test(conditions),
		cmocka_unit_test(a_plan),
		cmocka_unit_test(the_ends),
		cmocka_unit_test(bands_do_not_round_up),
		cmocka_unit_test(mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
