/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_blocks.c - who votes together in a company, and between which figures
 * their power lies.
 */
#include "ownership/blocks.h"
#include "town.h"
#include <math.h>

static struct town town;

static int
make(struct town *t, struct bw_control **c, struct bw_vote *v,
    struct bw_err *err)
{
	int rc = bw_control_new(
	    c, &t->cone.graph, (struct bw_control_rule){ 0 }, err);

	return rc != 0 ? rc : bw_vote_make(v, &t->cone, *c, &t->a, err);
}

/* "Anna 30 %: 2; ...": leader, votes, number of stakes. */
static const char *
blocks(const char *story, struct bw_vote *v)
{
	static char text[1024];
	struct bw_err err = BW_ERR_INIT;
	struct bw_control *c = NULL;
	struct bw_buf b = { 0 };

	town_open(&town, story);
	town_cone(&town, "T", BW_CONE_UP);
	assert_ok(make(&town, &c, v, &err), &err);
	for (size_t i = 0; i < v->n; i++) {
		const struct bw_block *x = &v->block[i];
		uint32_t party = town.cone.party[x->leader];

		bw_buf_fmt(&b, "%s%.*s ", i > 0 ? "; " : "",
		    BW_ARG(bw_view_name(town.v, party)));
		bw_share_print(&b, x->votes, '.');
		bw_buf_fmt(&b, ": %zu", x->n_link);
	}
	snprintf(text, sizeof(text), "%.*s", BW_ARG(bw_buf_get(&b)));
	bw_buf_release(&b);
	bw_control_free(c);
	return text;
}

static void
who_votes_together(void **state)
{
	struct bw_vote v;

	(void)state;
	/* by a majority, through a chain, and himself */
	assert_string_equal(blocks("Anna > A 60\nAnna > B 100\nB > C 51\n"
				   "A > T 10\nC > T 15\nAnna > T 5\n"
				   "Bert > T 20\n",
				&v),
	    "Anna 30 %: 3; Bert 20 %: 1");
	assert_int_equal(v.rest.lo, BW_ONE / 2);
	assert_int_equal(v.choices, 1);
	town_close(&town);
	/* exactly half controls nothing */
	assert_string_equal(blocks("Anna > A 50\nA > T 30\nAnna > T 20\n", &v),
	    "A 30 %: 1; Anna 20 %: 1");
	town_close(&town);
	/* two at the top: the board is Carla's, the shares are Anna's */
	assert_string_equal(blocks("Anna > A 60\nCarla > A ? board\n"
				   "A > T 30\nAnna > T 20\n",
				&v),
	    "A 30 %: 1; Anna 20 %: 1");
	town_close(&town);
}

static void
what_is_no_player(void **state)
{
	struct bw_vote v;

	(void)state;
	/* own shares have no votes: 30 of 80 is less than half, 41 more */
	assert_string_equal(blocks("T > T 20\nA > T 30\nB > T 41\n", &v),
	    "B 41 %: 1; A 30 %: 1");
	assert_int_equal(v.own.lo, 20 * BW_PERCENT);
	assert_int_equal(v.rest.hi, 9 * BW_PERCENT);
	town_close(&town);
	assert_string_equal(
	    blocks("A > T 30\nB > T 10 economic\n", &v), "A 30 %: 1");
	town_close(&town);
	assert_string_equal(blocks("T > X 30\n", &v), "");
	town_close(&town);
}

/* 45 % against 30 % to 40 %: whoever has the float decides with one of them,
 * unless the range leaves no float. At the corners: by hand as the games
 * (45, 30) and (45, 40) without the float: the first decides alone. */
static void
ranges(void **state)
{
	struct bw_vote v;

	(void)state;
	assert_string_equal(blocks("A > T 45\nB > T 30-40\n", &v),
	    "A 45 %: 1; B 30 % - 40 %: 1");
	assert_int_equal(v.choices, 3);
	assert_true(v.block[0].shapley[1].lo == 1);
	assert_true(v.block[0].shapley[1].hi == 1);
	assert_true(v.block[1].shapley[0].lo > 0);
	assert_true(v.block[0].shapley[0].lo < v.block[0].shapley[0].hi);
	town_close(&town);
	/* the rest leaves B at most 20 */
	assert_string_equal(blocks("A > T 49\nC > T 31\nB > T 10-50\n", &v),
	    "A 49 %: 1; C 31 %: 1; B 10 % - 20 %: 1");
	town_close(&town);
	/* more than there is: three that need each other in pairs */
	assert_string_equal(blocks("A > T 45\nB > T 44\nC > T 43\n", &v),
	    "A 45 %: 1; B 44 %: 1; C 43 %: 1");
	assert_true(v.over);
	for (size_t i = 0; i < 3; i++)
		assert_true(fabs(v.block[i].shapley[0].lo - 1.0 / 3) < 1e-12);
	town_close(&town);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct bw_control *c = NULL;
	struct bw_vote v;
	int rc;

	(void)ctx;
	rc = make(&town, &c, &v, err);
	bw_control_free(c);
	bw_arena_release(&town.a);
	bw_arena_init(&town.a, 0);
	return rc;
}

static void
no_memory(void **state)
{
	struct town copy;

	(void)state;
	town_open(&town, "Anna > A 60\nA > T 30\nB > T 10-20\nC > T 5\n");
	town_cone(&town, "T", BW_CONE_UP);
	/* the cone lives in an arena that outlasts the rounds */
	copy = town;
	bw_arena_init(&town.a, 0);
	test_brutal(body, NULL, 400);
	bw_arena_release(&town.a);
	town = copy;
	town_close(&town);
}

/* A listed company with thousands of holders in its register: the memory is
 * that of its stakes, not of every block with every stake. */
static void
many_holders(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_control *c = NULL;
	struct bw_buf story = { 0 };
	struct bw_vote v;
	struct town copy;

	(void)state;
	bw_buf_z(&story, "Anna > H7 60\nAnna > H9 60\n");
	for (int i = 0; i < 3000; i++)
		bw_buf_fmt(&story, "H%d > T 0.03\n", i);
	bw_buf_char(&story, '\0');
	town_open(&town, story.p);
	bw_buf_release(&story);
	town_cone(&town, "T", BW_CONE_UP);
	copy = town;
	bw_arena_init(&town.a, (size_t)4 << 20);
	assert_ok(make(&town, &c, &v, &err), &err);
	assert_int_equal(v.n, 2999);
	assert_int_equal(v.block[0].n_link, 2); /* of Anna */
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(
		    town.cone.link[v.block[0].link[i]].votes.lo, 300000);
	bw_control_free(c);
	bw_arena_release(&town.a);
	town = copy;
	town_close(&town);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_votes_together),
		cmocka_unit_test(what_is_no_player),
		cmocka_unit_test(ranges),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(many_holders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
