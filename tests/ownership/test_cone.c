/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_cone.c - from stakes in a world to the links around a party.
 */
#include "town.h"

static struct town town;

static void
expect_links(const char *story, const char *party, enum bw_cone_side side,
    const char *links)
{
	town_open(&town, story);
	town_cone(&town, party, side);
	assert_string_equal(town_links(&town), links);
	town_close(&town);
}

static void
test_up_and_down(void **state)
{
	const char *story = "Anna > Holding 100\n"
			    "Holding > Target 60\n"
			    "Other > Target 40\n"
			    "Target > Daughter 70\n"
			    "Bram > Daughter 30\n"
			    "Bram > Elsewhere 100\n";

	(void)state;
	expect_links(story, "Target", BW_CONE_UP,
	    "Holding>Target 60 %; Other>Target 40 %; Anna>Holding 100 %");
	expect_links(story, "Target", BW_CONE_DOWN,
	    "Target>Daughter 70 %; Bram>Daughter 30 %");
	/* Down from Anna: others in the same companies are there too. */
	expect_links(story, "Holding", BW_CONE_DOWN,
	    "Holding>Target 60 %; Other>Target 40 %; "
	    "Target>Daughter 70 %; Bram>Daughter 30 %");
	expect_links(story, "Target", BW_CONE_BOTH,
	    "Holding>Target 60 %; Other>Target 40 %; Anna>Holding 100 %; "
	    "Target>Daughter 70 %; Bram>Daughter 30 %");
	expect_links(story, "Elsewhere", BW_CONE_UP, "Bram>Elsewhere 100 %");
}

static void
test_loops_end(void **state)
{
	(void)state;
	expect_links("A > B 60\nB > C 60\nC > A 60\nC > C 5\n", "A",
	    BW_CONE_BOTH, "C>A 60 %; B>C 60 %; C>C 5 %; A>B 60 %");
}

static void
test_only_what_holds_that_day(void **state)
{
	(void)state;
	expect_links("A > T 30 from=2020-01-01 to=2026-01-01\n"
		     "B > T 31 from=2020-01-01 to=2026-01-02\n"
		     "C > T 32 from=2026-01-01\n"
		     "D > T 33 from=2026-01-02\n",
	    "T", BW_CONE_UP, "B>T 31 %; C>T 32 %");
}

static void
test_votes_before_capital(void **state)
{
	(void)state;
	expect_links(
	    "A > T 30 votes\nA > T 60 capital\n", "T", BW_CONE_UP, "A>T 30 %");
	expect_links(
	    "A > T 30 shares\nA > T 60 capital\n", "T", BW_CONE_UP, "A>T 30 %");
	expect_links("A > T 60 capital\n", "T", BW_CONE_UP, "A>T 60 % a");
	/* Another source that speaks of votes wins over capital. */
	expect_links("A > T 60 capital\nload other\nA > T 20 votes\n", "T",
	    BW_CONE_UP, "A>T 20 %");
	/* A stake without a share does not hide one that has it. */
	expect_links(
	    "A > T ? votes\nA > T 60 capital\n", "T", BW_CONE_UP, "A>T 60 % a");
	expect_links("A > T ? votes\n", "T", BW_CONE_UP, "A>T 0 % - 100 %");
}

static void
test_parallel_stakes(void **state)
{
	(void)state;
	expect_links("A > T 10\nA > T 20\n", "T", BW_CONE_UP, "A>T 30 %");
	/* Bands may tell of the same shares twice. */
	expect_links("A > T >25-50\nA > T >25-50\n", "T", BW_CONE_UP,
	    "A>T 25 % - 100 %");
	/* More than everything by one holder: something is wrong. */
	expect_links(
	    "A > T 60\nA > T 70\n", "T", BW_CONE_UP, "A>T 70 % - 100 % c");
}

static void
test_several_sources(void **state)
{
	(void)state;
	/* The same, overlapping, contradicting. */
	expect_links(
	    "A > T 30\nload other\nA > T 30\n", "T", BW_CONE_UP, "A>T 30 %");
	expect_links("A > T >25-50\nload other\nA > T 40-60\n", "T", BW_CONE_UP,
	    "A>T 40 % - 50 %");
	expect_links("A > T >25-50\nload other\nA > T 25-30\n", "T", BW_CONE_UP,
	    "A>T > 25 % - 30 %");
	expect_links("A > T 30\nload other\nA > T 40\n", "T", BW_CONE_UP,
	    "A>T 30 % - 40 % c");
}

static void
test_other_natures(void **state)
{
	(void)state;
	expect_links("A > T ? board\nB > T ? other\nC > T ? veto\n"
		     "D > T 50 economic\nE > T ? manages\n"
		     "F > T ? nominee\nG > T ? consolidation\n"
		     "H > T 40 board\nI > T 30\nI > T ? board\n",
	    "T", BW_CONE_UP,
	    "A>T d; B>T m; C>T m; D>T (50 %); F>T (0 % - 100 %) d; G>T d; H>T; "
	    "I>T 30 %; I>T d");
	/* Certificates in two parcels of one source add up. */
	expect_links("A > T 20 economic\nA > T 15.5 economic\n", "T",
	    BW_CONE_UP, "A>T (35.5 %)");
}

static void
test_indirect(void **state)
{
	(void)state;
	/* The links are told: the summary is left out. */
	expect_links("State > Fund 80\nFund > T 8\nState > T 8 indirect\n", "T",
	    BW_CONE_UP, "Fund>T 8 %; State>Fund 80 %");
	/* They are not: it is kept. */
	expect_links("Fund > T 8\nState > T 8 indirect\n", "T", BW_CONE_UP,
	    "Fund>T 8 %; State>T 8 % i");
	/* A direct stake of the same holder is no link of it. */
	expect_links("State > T 5\nState > T 8 indirect\n", "T", BW_CONE_UP,
	    "State>T 5 %; State>T 8 % i");
	/* Nor is a loop through the company itself. */
	expect_links("State > T 5\nT > Y 60\nY > T 1\n"
		     "State > T 8 indirect\n",
	    "T", BW_CONE_UP, "State>T 5 %; State>T 8 % i; Y>T 1 %; T>Y 60 %");
	/* More than half without known links: control by itself. */
	expect_links("Fund > T 100\nState > T 90 indirect\n", "T", BW_CONE_UP,
	    "Fund>T 100 %; State>T 90 % id");
	/* A thin chain is not what a majority is the summary of: somebody
	 * else between them is not told. Saying no would be wrong. */
	expect_links("State > Fund 1\nFund > T 1\nState > T 60 indirect\n", "T",
	    BW_CONE_UP, "State>T 60 % id; Fund>T 1 %; State>Fund 1 %");
	/* Two chains and an own stake together can be; so can rounding. */
	expect_links("State > Fund 80\nFund > T 25\nState > Bank 60\n"
		     "Bank > T 25\nState > T 10\nState > T 60 indirect\n",
	    "T", BW_CONE_UP,
	    "State>T 10 %; Fund>T 25 %; Bank>T 25 %; State>Fund 80 %; "
	    "State>Bank 60 %");
	expect_links("State > Fund 80\nFund > T 7.6\nState > T 8 indirect\n",
	    "T", BW_CONE_UP, "Fund>T 7.6 %; State>Fund 80 %");
	/* Those beside the chain do not count. */
	expect_links("State > Fund 80\nFund > T 5\nOther > T 60\n"
		     "State > T 60 indirect\n",
	    "T", BW_CONE_UP,
	    "State>T 60 % id; Fund>T 5 %; Other>T 60 %; State>Fund 80 %");
}

/* An indirect stake never counts against others, nor makes 100 % overflow. */
static void
test_indirect_does_not_overflow(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_controller *who;
	struct bw_control *c;
	size_t n;

	(void)state;
	town_open(&town, "Fund > T 100\nState > T 90 indirect\n");
	town_cone(&town, "T", BW_CONE_UP);
	assert_int_equal(town.cone.graph.sum_lo[town.cone.centre], BW_ONE);
	assert_ok(bw_control_new(&c, &town.cone.graph,
		      (struct bw_control_rule){ 0 }, &err),
	    &err);
	assert_ok(
	    bw_controllers(c, town.cone.centre, &town.a, &who, &n, &err), &err);
	assert_int_equal(n, 2);
	assert_int_equal(who[0].certainty, BW_CERTAIN);
	assert_int_equal(who[1].certainty, BW_CERTAIN);
	bw_control_free(c);
	town_close(&town);
}

static void
test_rows_in_layers(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_owner_row *row;
	size_t n;

	(void)state;
	town_open(&town, "A > B 60\nB > C 60\nC > D 60\nX > D 40\nD > B 5\n");
	town_cone(&town, "D", BW_CONE_UP);
	assert_ok(bw_ownership_rows(&town.cone, &town.a, &row, &n, &err), &err);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		struct bw_str name =
		    bw_view_name(town.v, town.cone.party[row[i].node]);
		bool top = bw_str_is(name, "A");

		assert_int_equal(row[i].layer,
		    top                        ? 3
			: bw_str_is(name, "B") ? 2
			: bw_str_is(name, "D") ? 0
					       : 1);
		assert_int_equal(row[i].ultimate, top);
		assert_int_equal(row[i].controls_certain,
		    !bw_str_is(name, "D") && !bw_str_is(name, "X"));
	}
	town_close(&town);
}

struct question {
	struct town *t;
	uint32_t party;
};

static int
load_all(void *ctx, struct bw_err *err)
{
	struct question *q = ctx;
	struct bw_cone cone;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_cone_load(&cone, q->t->v, q->party, BW_CONE_BOTH,
	    town_day("2026-01-01"), &a, err);
	if (rc == 0)
		assert_int_equal(cone.n_link, 4);
	bw_cone_release(&cone);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **state)
{
	struct question q = { .t = &town };

	(void)state;
	town_open(&town,
	    "A > B 60\nB > T 60\nA > T 36 indirect\n"
	    "X > T 10 indirect\nT > U 90\n");
	q.party = town_party(&town, "T");
	test_brutal(load_all, &q, 200);
	town_close(&town);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_up_and_down),
		cmocka_unit_test(test_loops_end),
		cmocka_unit_test(test_only_what_holds_that_day),
		cmocka_unit_test(test_votes_before_capital),
		cmocka_unit_test(test_parallel_stakes),
		cmocka_unit_test(test_several_sources),
		cmocka_unit_test(test_other_natures),
		cmocka_unit_test(test_indirect),
		cmocka_unit_test(test_indirect_does_not_overflow),
		cmocka_unit_test(test_rows_in_layers),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
