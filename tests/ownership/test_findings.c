/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_findings.c - what a person is told about the owners of a company.
 *
 * Small stories, each with one thing to be noticed; the words are those of
 * content/words, so the tests look at names and numbers in them, not at the
 * sentences.
 */
#include "town.h"
#include "model/ref.h"

static struct town town;

static void
ask(const char *story, const char *party)
{
	town_open(&town, story);
	town_ask(&town, party);
}

static bool
tells(struct bw_text t, const char *what)
{
	return bw_str_find(t.in[BW_NL], bw_str_of(what)) >= 0 ||
	    bw_str_find(t.in[BW_EN], bw_str_of(what)) >= 0;
}

/* Both languages are there, nothing unfilled, no missing key. */
static void
check_texts(void)
{
	for (size_t i = 0; i < town.f.list.n; i++) {
		const struct bw_finding *f = &town.f.list.v[i];
		struct bw_text all[] = { f->title, f->reason };

		for (size_t k = 0; k < BW_LEN(all); k++) {
			assert_true(all[k].in[BW_NL].n > 0);
			assert_true(all[k].in[BW_EN].n > 0);
			if (tells(all[k], "{") || tells(all[k], "[") ||
			    tells(all[k], "ownership."))
				fail_msg("%s: %.*s", f->id,
				    BW_ARG(all[k].in[BW_EN]));
		}
		for (size_t k = 0; k < f->evidence.n; k++) {
			assert_true(f->evidence.v[k].source > 0);
			assert_true(f->evidence.v[k].line > 0);
		}
		assert_true(f->basis.n > 0 || f->pillar == BW_DATA);
		assert_true(
		    (f->todo.in[BW_NL].n > 0) == (f->who.in[BW_NL].n > 0));
	}
}

static const struct bw_finding *
only(const char *id, enum bw_level level, enum bw_certainty certainty)
{
	const struct bw_finding *f = town_finding(&town, id);

	check_texts();
	if (f == NULL)
		fail_msg("no finding %s", id);
	assert_int_equal(f->level, level);
	assert_int_equal(f->certainty, certainty);
	return f;
}

static void
test_chain_of_majorities(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party Anna person NL\nparty Target company NL\n"
	    "Anna > Holding 51\nHolding > Target 60\nOther > Target 40\n",
	    "Target");
	f = only("ownership.controller", BW_KNOW, BW_CERTAIN);
	assert_true(tells(f->title, "Anna") && tells(f->title, "Target"));
	assert_true(tells(f->reason, "51 %") && tells(f->reason, "60 %"));
	assert_false(tells(f->reason, "40 %"));
	/* From the owner down, with the places in the source. */
	assert_int_equal(f->evidence.n, 2);
	assert_true(tells(f->evidence.v[0].says, "51 %"));
	assert_int_equal(f->evidence.v[0].line, 3);
	assert_true(tells(f->evidence.v[1].says, "60 %"));
	assert_int_equal(f->evidence.v[1].line, 4);
	assert_int_equal(f->subject, town_party(&town, "Target"));
	assert_int_equal(town_count(&town, "ownership.nobody"), 0);
	town_close(&town);
}

static void
test_joint_holdings(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("A > B1 100\nA > B2 80\nB1 > C 20\nB2 > C 40.5\nX > B2 20\n"
	    "X > C 39.5\nparty A person\nparty X person\n",
	    "C");
	f = only("ownership.controller", BW_KNOW, BW_CERTAIN);
	assert_true(tells(f->reason, "60,5 %")); /* Dutch */
	assert_true(tells(f->reason, "60.5 %")); /* English */
	assert_int_equal(f->evidence.n, 4);
	town_close(&town);
}

static void
test_possible_and_what_settles_it(void **state)
{
	const struct bw_finding *f;

	(void)state;
	/* At most 52 %, because the others have 48 %. */
	ask("party P person\nparty Q person\n"
	    "P > T >25-75\nQ > T 48\n",
	    "T");
	f = only("ownership.controller", BW_PLAN, BW_POSSIBLE);
	assert_true(tells(f->title, "P"));
	assert_true(tells(f->reason, "> 25 % - 52 %"));
	assert_int_equal(f->settle.n, 1);
	assert_true(tells(f->settle.v[0], "P") && tells(f->settle.v[0], "T"));
	assert_true(f->todo.in[BW_NL].n > 0);
	town_close(&town);
	/* Exactly half is not more than half. */
	ask("party P person\nparty Q person\nP > T >25-50\nQ > T 48\n", "T");
	assert_int_equal(town_count(&town, "ownership.controller"), 0);
	assert_int_equal(town_count(&town, "ownership.nobody"), 1);
	town_close(&town);
}

static void
test_influence_of_unknown_reach(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party P person\nparty Q person\nparty R person\n"
	    "P > T ? other\nQ > T 50\nR > T 50\n",
	    "T");
	f = only("ownership.controller", BW_PLAN, BW_POSSIBLE);
	assert_true(tells(f->title, "P"));
	assert_int_equal(f->settle.n, 1);
	town_close(&town);
}

/* A register without shares: one missing fact, not twelve findings. */
static void
test_many_possible(void **state)
{
	char story[1024] = "";
	bool told = false;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 12; i++)
		n += (size_t)snprintf(story + n, sizeof(story) - n,
		    "party P%d person\nP%d > T ?\n", i, i);
	ask(story, "T");
	check_texts();
	assert_int_equal(town_count(&town, "ownership.controller"), 6);
	for (size_t i = 0; i < town.f.list.n; i++)
		told = told ||
		    (tells(town.f.list.v[i].title, "7") &&
			tells(town.f.list.v[i].reason, "P11"));
	assert_true(told);
	town_close(&town);
}

static void
test_nobody(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party P person\nparty Q person\nparty R person\n"
	    "P > H 100\nP > T 30\nH > T 15\nQ > T 40\nR > T 15\n",
	    "T");
	f = only("ownership.nobody", BW_KNOW, BW_CERTAIN);
	/* The largest is who has 30 and, through H, 15. */
	assert_true(tells(f->reason, "P") && tells(f->reason, "45 %"));
	assert_int_equal(f->evidence.n, 3);
	assert_int_equal(town_count(&town, "ownership.controller"), 0);
	assert_int_equal(town_count(&town, "ownership.unknown"), 0);
	town_close(&town);
}

static void
test_closed_group(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party P person\nP > A 1\nB > A 99\nA > B 100\nB > T 80\n"
	    "P > T 20\n",
	    "A");
	f = only("ownership.closed", BW_PLAN, BW_CERTAIN);
	assert_true(tells(f->reason, "A") && tells(f->reason, "B"));
	assert_int_equal(f->evidence.n, 2);
	only("data.loop", BW_KNOW, BW_CERTAIN);
	town_ask(&town, "T"); /* and what lies under the group */
	f = only("ownership.closed", BW_PLAN, BW_CERTAIN);
	assert_int_equal(town_count(&town, "ownership.controller"), 0);
	assert_int_equal(town_count(&town, "ownership.nobody"), 0);
	town_close(&town);
}

static void
test_state_behind_a_fund(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party T company NL\nparty Ministry state-body SG\n"
	    "party Realm state SG\nparty P person NL\n"
	    "Realm > Ministry ? board\nMinistry > Fund >75-100\n"
	    "Fund > T 30\nRealm > T 25\nP > T 45\n",
	    "T");
	/* 30 and 25 are one state's. */
	f = only("ownership.state", BW_ACT, BW_CERTAIN);
	assert_true(tells(f->title, "Realm") && tells(f->title, "Ministry"));
	assert_true(tells(f->reason, "55 %"));
	assert_true(tells(f->reason, "Singapore"));
	assert_int_equal(town_count(&town, "ownership.abroad"), 0);
	town_close(&town);
	/* A domestic state is good to know. */
	ask("party T company NL\nparty Gemeente state-body NL\n"
	    "Gemeente > T 60\n",
	    "T");
	only("ownership.state", BW_KNOW, BW_CERTAIN);
	town_close(&town);
	/* Perhaps: plan. Not at all: nothing. */
	ask("party T company NL\nparty Realm state SG\nRealm > T 40-60\n", "T");
	only("ownership.state", BW_PLAN, BW_POSSIBLE);
	town_close(&town);
}

static void
test_from_abroad(void **state)
{
	const struct bw_finding *f;

	(void)state;
	/* 8 % and, through H, 9 %: 17 %, above 10. */
	ask("party T company NL\nparty I company US\nparty H company LU\n"
	    "party Q person NL\nI > H 60\nQ > H 40\nH > T 9\nI > T 8\n"
	    "Q > T 83\n",
	    "T");
	f = only("ownership.abroad", BW_KNOW, BW_CERTAIN);
	assert_true(tells(f->title, "I") && tells(f->title, "10 %"));
	assert_true(tells(f->reason, "17 %"));
	assert_true(f->basis.n == 1 && f->basis.v[0].cite.n > 0);
	town_close(&town);
	/* Exactly 10 % is at least 10 %; 9.99 % is not. */
	ask("party T company NL\nparty I company US\nparty Q person NL\n"
	    "I > T 10\nQ > T 90\n",
	    "T");
	only("ownership.abroad", BW_KNOW, BW_CERTAIN);
	town_close(&town);
	ask("party T company NL\nparty I company US\nparty Q person NL\n"
	    "I > T 9.99\nQ > T 90.01\n",
	    "T");
	assert_int_equal(town_count(&town, "ownership.abroad"), 0);
	town_close(&town);
	/* A band over 25 %: at least 10 for sure, so no "possibly 25". */
	ask("party T company NL\nparty I company US\nparty Q person NL\n"
	    "I > T 12-30\nQ > T 60\n",
	    "T");
	f = only("ownership.abroad", BW_KNOW, BW_CERTAIN);
	assert_true(tells(f->title, "10 %"));
	town_close(&town);
	/* Control from abroad, told of the top and not of those between. */
	ask("party T company NL\nparty I company US\nparty H company LU\n"
	    "I > H 60\nH > T 70\n",
	    "T");
	f = only("ownership.abroad", BW_PLAN, BW_CERTAIN);
	assert_true(tells(f->title, "I"));
	town_close(&town);
}

static void
test_nobody_knows(void **state)
{
	const struct bw_finding *f;

	(void)state;
	/* Nothing is recorded at all. */
	ask("party T company NL\nT > U 100\n", "T");
	f = only("ownership.unknown", BW_ACT, BW_POSSIBLE);
	assert_int_equal(f->settle.n, 1);
	town_close(&town);
	/* Who owns the owner is not known: the data end there. */
	ask("H > T 80\nparty P person\nP > T 20\n", "T");
	f = only("ownership.unknown", BW_PLAN, BW_POSSIBLE);
	assert_true(tells(f->title, "H"));
	assert_true(tells(f->settle.v[0], "H"));
	only("ownership.controller", BW_KNOW, BW_CERTAIN);
	town_close(&town);
	/* The same, but some owners of the owner are told and others not. */
	ask("H > T 80\nparty P person\nP > T 20\nP > H 10\n", "T");
	f = only("ownership.unknown", BW_ACT, BW_POSSIBLE);
	assert_true(tells(f->reason, "90 %"));
	town_close(&town);
	/* A holder without a name has the majority. */
	ask("party Bearer unknown\nparty P person\nBearer > T 60\nP > T 40\n",
	    "T");
	f = only("ownership.unknown", BW_ACT, BW_CERTAIN);
	assert_int_equal(town_count(&town, "ownership.controller"), 0);
	town_close(&town);
	/* 45 % is not accounted for: no control, but more than 10 %. */
	ask("party P person\nP > T 55\n", "T");
	f = only("ownership.unknown", BW_KNOW, BW_POSSIBLE);
	assert_true(tells(f->reason, "45 %"));
	town_close(&town);
	/* 5 % is: not worth a word. */
	ask("party P person\nP > T 95\n", "T");
	assert_int_equal(town_count(&town, "ownership.unknown"), 0);
	town_close(&town);
}

/* What is wrong with the data is told, and answers are still given. */
static void
test_wrong_data(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party P person\nparty Q person\nP > T 60\nQ > T 70\n", "T");
	f = only("data.above-100", BW_PLAN, BW_CERTAIN);
	assert_true(tells(f->reason, "130 %"));
	assert_int_equal(f->evidence.n, 2);
	assert_int_equal(town_count(&town, "ownership.controller"), 2);
	town_close(&town);
	ask("load c 2020-02-03\nQ > T 60\nload d 2020-02-04\nQ > T 60\n"
	    "load a 2025-12-01\nparty P person\nparty Q person\nP > T 30\n"
	    "Q > T 60\nload b 2023-05-06\nP > T 40\n",
	    "T");
	f = only("data.contradiction", BW_PLAN, BW_CERTAIN);
	assert_true(tells(f->title, "P"));
	assert_int_equal(f->evidence.n, 2);
	assert_int_not_equal(f->evidence.v[0].source, f->evidence.v[1].source);
	f = only("data.stale", BW_KNOW, BW_CERTAIN);
	assert_true(tells(
	    f->reason, "c (2020-02-03), d (2020-02-04) and b (2023-05-06)"));
	assert_false(tells(f->reason, "2025"));
	town_close(&town);
}

/* Votes a company gets back through its own subsidiary are not added to
 * those of its owner. */
static void
test_own_subsidiary(void **state)
{
	const struct bw_finding *f;

	(void)state;
	ask("party P person\nparty Q person\nP > T 46-60\nT > S 100\n"
	    "S > T 5\nQ > T 35\n",
	    "T");
	f = only("ownership.controller", BW_PLAN, BW_POSSIBLE);
	assert_true(tells(f->reason, "46 % - 60 %"));
	town_close(&town);
}

static void
test_person_has_no_owners(void **state)
{
	(void)state;
	ask("party Anna person NL\nAnna > T 100\n", "Anna");
	assert_int_equal(town.f.list.n, 0);
	town_close(&town);
}

struct question {
	struct town *t;
	uint32_t party;
};

static int
all_findings(void *ctx, struct bw_err *err)
{
	struct question *q = ctx;
	struct bw_findings f = { 0 };
	struct bw_owner_row *row;
	struct bw_cone cone;
	struct bw_arena a;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_cone_load(&cone, q->t->v, q->party, BW_CONE_UP,
	    town_day("2026-01-01"), &a, err);
	if (rc == 0)
		rc = bw_ownership_findings(
		    &f, q->t->v, &cone, town_day("2026-01-01"), &a, err);
	if (rc == 0)
		rc = bw_ownership_rows(&cone, &a, &row, &n, err);
	if (rc == 0)
		assert_int_equal(f.list.n, 8);
	bw_findings_release(&f);
	bw_cone_release(&cone);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **state)
{
	struct question q = { .t = &town };

	(void)state;
	/* Controller, state, abroad, unknown, contradiction, loop, stale. */
	town_open(&town,
	    "load old 2020-01-01\n"
	    "party T company NL\nparty I company US\nparty R state SG\n"
	    "I > T 40-60\nR > T 12\nS > T 1\nT > S 100\nT > V 1\n"
	    "load new 2025-12-12\nR > T 11\n");
	q.party = town_party(&town, "T");
	test_brutal(all_findings, &q, 6000);
	town_close(&town);
}

static int
load_words(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_text_load(&err), &err);
	assert_ok(bw_ref_load(&err), &err);
	return 0;
}

static int
unload_words(void **state)
{
	(void)state;
	bw_text_unload();
	bw_ref_unload();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chain_of_majorities),
		cmocka_unit_test(test_joint_holdings),
		cmocka_unit_test(test_possible_and_what_settles_it),
		cmocka_unit_test(test_influence_of_unknown_reach),
		cmocka_unit_test(test_many_possible),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_closed_group),
		cmocka_unit_test(test_state_behind_a_fund),
		cmocka_unit_test(test_from_abroad),
		cmocka_unit_test(test_nobody_knows),
		cmocka_unit_test(test_wrong_data),
		cmocka_unit_test(test_own_subsidiary),
		cmocka_unit_test(test_person_has_no_owners),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, load_words, unload_words);
}
