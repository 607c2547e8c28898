/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_exposure.c - states in companies, against the engine that answers for
 * one company at a time (control.h), and a worked case.
 */
#include "nets.h"
#include "model/kind.h"
#include "ownership/exposure.h"
#include <math.h>

static struct bw_arena arena;

static void
net_of(struct bw_net *net, const struct bw_edge *edge, size_t m, uint32_t n)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_tie tie[ORACLE_EDGES];

	for (size_t i = 0; i < m; i++)
		tie[i] = (struct bw_tie){ .holder = edge[i].holder,
			.company = edge[i].company,
			.votes = edge[i].votes,
			.capital = edge[i].votes,
			.mark = (uint8_t)((edge[i].direct ? BW_TIE_DIRECT : 0) |
			    (edge[i].maybe ? BW_TIE_MAYBE : 0)) };
	assert_ok(bw_net_init(net, n, tie, m, &err), &err);
}

/* kind and country by node: even nodes below 6 are states, of two countries
 * and one that nobody tells. */
static const uint8_t kind[ORACLE_NODES] = { BW_PARTY_STATE, BW_PARTY_COMPANY,
	BW_PARTY_STATE_BODY, BW_PARTY_COMPANY, BW_PARTY_STATE_BODY,
	BW_PARTY_COMPANY, BW_PARTY_COMPANY, BW_PARTY_PERSON };
static const uint16_t country[ORACLE_NODES] = { 7, 1, 7, 2, 0, 7, 1, 3 };

static void
states_of_a_world(void **state)
{
	static const uint8_t k[] = { BW_PARTY_STATE_BODY, BW_PARTY_STATE,
		BW_PARTY_COMPANY, BW_PARTY_STATE_BODY, BW_PARTY_STATE_BODY };
	static const uint16_t c[] = { 0, 9, 9, 5, 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_state *s;
	size_t n;

	(void)state;
	assert_ok(bw_states_make(&s, &n, 5, k, c, &arena, &err), &err);
	assert_int_equal(n, 4);
	assert_int_equal(s[0].country, 5);
	assert_int_equal(s[0].member[0], 3);
	assert_int_equal(s[1].country, 9);
	/* two bodies of unknown countries are not one state */
	assert_int_equal(s[2].n, 1);
	assert_int_equal(s[3].n, 1);
	assert_ok(bw_states_make(&s, &n, 0, k, c, &arena, &err), &err);
	assert_int_equal(n, 0);
}

static const struct bw_exposed *
row_in(const struct bw_exposed *row, size_t n, uint32_t s, uint32_t y)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].state == s && row[i].company == y)
			return &row[i];
	return NULL;
}

/* One state in one company, by the other engine. */
static void
check_row(const struct oracle_net *net, struct bw_control *c,
    const struct bw_state *s, const struct bw_exposed *e, uint32_t y)
{
	struct bw_err err = BW_ERR_INIT;
	enum bw_certainty how = BW_EXCLUDED;
	struct bw_sum votes[2];
	const uint32_t *set;
	size_t n;

	for (int sure = 0; sure < 2; sure++) {
		assert_ok(bw_control_set(c, s->member, s->n,
			      sure ? BW_CERTAIN : BW_POSSIBLE, &set, &n, &err),
		    &err);
		for (size_t i = 0; i < n; i++)
			if (set[i] == y)
				how = sure ? BW_CERTAIN : BW_POSSIBLE;
		votes[sure] = bw_control_votes(c, y);
	}
	if (e == NULL) {
		CHECK("no row, no control", how == BW_EXCLUDED);
		CHECK("no row, no votes", votes[0].hi == 0);
		return;
	}
	CHECK("control", e->control == how);
	CHECK("least votes", e->votes.lo == votes[1].lo);
	CHECK("most votes",
	    e->votes.hi == votes[0].hi || e->votes.hi == votes[1].lo);
}

static void
against_control(void **state)
{
	uint64_t wanted[1] = { UINT64_MAX };

	(void)state;
	for (unsigned round = 0; round < rounds(400); round++) {
		uint64_t random = start(first_seed() + round);
		struct oracle_net given, *net = &given;
		struct bw_err err = BW_ERR_INIT;
		struct bw_arena a;
		struct bw_exposed *row;
		struct bw_state *s;
		struct bw_control *c;
		struct bw_graph g;
		struct bw_net n;
		size_t n_row, n_state;

		oracle_net(net, &random, (int)(round % 2), ORACLE_NODES);
		net->threshold = BW_ONE / 2;
		net->at_least = false;
		engine_new(&g, &c, net);
		net_of(&n, net->edge, net->m, net->n);
		bw_arena_init(&a, 0);
		assert_ok(bw_states_make(
			      &s, &n_state, net->n, kind, country, &a, &err),
		    &err);
		assert_ok(bw_exposure_run(
			      &row, &n_row, &n, s, n_state, wanted, &a, &err),
		    &err);
		for (uint32_t k = 0; k < n_state; k++)
			for (uint32_t y = 0; y < net->n; y++) {
				const struct bw_exposed *e =
				    row_in(row, n_row, k, y);

				if (e != NULL && e->body)
					continue;
				check_row(net, c, &s[k], e, y);
			}
		bw_arena_release(&a);
		bw_net_release(&n);
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

/* Who rules, against asking for each company who is at its top. */
static void
rulers(void **state)
{
	uint64_t wanted[1] = { UINT64_MAX };

	(void)state;
	for (unsigned round = 0; round < rounds(300); round++) {
		uint64_t random = start(first_seed() + round);
		struct oracle_net given, *net = &given;
		struct bw_err err = BW_ERR_INIT;
		size_t want[16][2] = { { 0 } }, nobody = 0;
		struct bw_ruled ruled;
		struct bw_control *c;
		struct bw_graph g;
		struct bw_arena a;
		struct bw_net n;

		oracle_net(net, &random, (int)(round % 2), ORACLE_NODES);
		net->threshold = BW_ONE / 2;
		net->at_least = false;
		engine_new(&g, &c, net);
		net_of(&n, net->edge, net->m, net->n);
		bw_arena_init(&a, 0);
		assert_ok(
		    bw_rulers_run(&ruled, &n, country, wanted, NULL, &a, &err),
		    &err);
		for (uint32_t y = 0; y < net->n; y++) {
			bool in[16][2] = { { false } }, any = false;
			struct bw_controller *list;
			size_t k;

			assert_ok(
			    bw_controllers(c, y, &a, &list, &k, &err), &err);
			for (size_t i = 0; i < k; i++) {
				uint16_t of = country[list[i].party];
				bool sure = list[i].certainty == BW_CERTAIN;

				any = any || sure;
				if (!list[i].ultimate)
					continue;
				in[of][0] = in[of][0] || sure;
				in[of][1] = true;
			}
			nobody += !any;
			for (size_t i = 0; i < 16; i++)
				for (size_t h = 0; h < 2; h++)
					want[i][h] += in[i][h];
		}
		CHECK("nobody", ruled.nobody == nobody);
		for (size_t i = 0; i < ruled.n; i++) {
			const struct bw_ruler *x = &ruled.country[i];

			CHECK(
			    "certainly", x->controls[0] == want[x->country][0]);
			CHECK("at most", x->controls[1] == want[x->country][1]);
			want[x->country][0] = want[x->country][1] = 0;
		}
		for (size_t i = 0; i < 16; i++)
			CHECK("all countries", want[i][1] == 0);
		bw_arena_release(&a);
		bw_net_release(&n);
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

/* A ministry holds 23.5 % of a company and all of the holding that has the
 * other 76.5 %: everything is the state's, once (a Finnish example of the BODS
 * documentation). By hand: votes 100 %, share 0.235 + 0.765. */
static void
two_paths(void **state)
{
	static const uint8_t k[] = { BW_PARTY_STATE, BW_PARTY_STATE_BODY,
		BW_PARTY_COMPANY, BW_PARTY_COMPANY };
	static const uint16_t c[] = { 5, 5, 5, 5 };
	struct bw_edge edge[] = { { .holder = 0, .company = 1, .direct = true },
		{ .holder = 1, .company = 2 }, { .holder = 2, .company = 3 },
		{ .holder = 1, .company = 3 } };
	uint64_t wanted[1] = { 8 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_exposure_sum *sum;
	struct bw_exposed *row;
	struct bw_state *s;
	struct bw_net net;
	uint32_t *tie;
	size_t n, n_row;

	(void)state;
	edge[1].votes = bw_share_exact(BW_ONE);
	edge[2].votes = bw_share_exact(765000000);
	edge[3].votes = bw_share_exact(235000000);
	net_of(&net, edge, 4, 4);
	assert_ok(bw_states_make(&s, &n, 4, k, c, &arena, &err), &err);
	assert_int_equal(n, 1);
	assert_ok(
	    bw_exposure_run(&row, &n_row, &net, s, n, wanted, &arena, &err),
	    &err);
	assert_int_equal(n_row, 1);
	assert_int_equal(row->control, BW_CERTAIN);
	assert_int_equal(row->votes.lo, BW_ONE);
	assert_true(fabs(row->share_lo - 1) < 1e-12);
	assert_true(fabs(row->share_hi - 1) < 1e-12);
	assert_ok(
	    bw_exposure_sums(&sum, &n, s, row, n_row, &arena, &err), &err);
	assert_int_equal(n, 1);
	assert_int_equal(sum->controls[0], 1);
	assert_int_equal(sum->votes[2][0], 1);
	/* both stakes in it, and the one that gives the holding */
	assert_ok(bw_exposure_ties(&net, s, 3, &arena, &tie, &n, &err), &err);
	assert_int_equal(n, 3);
	bw_net_release(&net);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct bw_edge edge[] = { { .holder = 0, .company = 1 },
		{ .holder = 1, .company = 2 }, { .holder = 2, .company = 3 } };
	uint64_t wanted[1] = { UINT64_MAX };
	struct bw_exposure_sum *sum;
	struct bw_exposed *row;
	struct bw_ruled ruled;
	struct bw_state *s;
	struct bw_tie tie[3];
	struct bw_net net;
	struct bw_arena a;
	uint32_t *of;
	size_t n, n_row;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < 3; i++)
		tie[i] = (struct bw_tie){ edge[i].holder, edge[i].company,
			bw_share_exact(600000000), bw_share_exact(600000000),
			0 };
	rc = bw_net_init(&net, 4, tie, 3, err);
	if (rc == 0)
		rc = bw_states_make(&s, &n, 4, kind, country, &a, err);
	if (rc == 0)
		rc = bw_exposure_run(&row, &n_row, &net, s, n, wanted, &a, err);
	if (rc == 0)
		rc = bw_exposure_sums(&sum, &n, s, row, n_row, &a, err);
	if (rc == 0)
		rc = bw_exposure_ties(&net, s, 3, &a, &of, &n, err);
	if (rc == 0)
		rc =
		    bw_rulers_run(&ruled, &net, country, wanted, NULL, &a, err);
	bw_net_release(&net);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(body, NULL, 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states_of_a_world),
		cmocka_unit_test(against_control),
		cmocka_unit_test(rulers),
		cmocka_unit_test(two_paths),
		cmocka_unit_test(no_memory),
	};

	bw_arena_init(&arena, 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
