/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_register.c - the register of a world has the ties of its cones.
 *
 * For every party: the cone above and below it, made a net (bw_cone_net), says
 * of each company in it what the register says. Worlds are told at random in
 * all the ways in which sources speak; see town.h.
 */
#include "town.h"
#include "ownership/register.h"
#include "oracle.h"

static struct town town;

static const char *
a_stake(uint64_t *s)
{
	static const char *const told[] = { "60", "30", "100", "0", "12.5",
		">25-50 votes", "51 capital", "40 votes", "? board", "? veto",
		"? consolidation", "25 economic", "? nominee",
		"80 shares indirect", "20 votes indirect", "5",
		"60 from=2027-01-01", "60 to=2020-01-01", "33.33333333",
		"? shares", "70 board", ">0-10" };

	return told[oracle_below(s, BW_LEN(told))];
}

static void
tell(char *story, size_t size, uint64_t *s)
{
	uint32_t n = 2 + oracle_below(s, 7), m = 1 + oracle_below(s, 18);
	size_t at = 0;

	for (uint32_t i = 0; i < m; i++) {
		if (oracle_below(s, 5) == 0)
			at += (size_t)snprintf(story + at, size - at,
			    "load source%u 2024-01-31\n", i);
		at += (size_t)snprintf(story + at, size - at, "P%u > P%u %s\n",
		    oracle_below(s, n), oracle_below(s, n), a_stake(s));
	}
}

static bool
same_tie(const struct bw_register *r, uint32_t i, const struct bw_net *net,
    uint32_t j, const struct bw_cone *c)
{
	return r->net.holder[i] == c->party[net->holder[j]] &&
	    r->net.mark[i] == net->mark[j] &&
	    bw_share_same(bw_net_votes(&r->net, i), bw_net_votes(net, j)) &&
	    bw_share_same(bw_net_capital(&r->net, i), bw_net_capital(net, j));
}

/* Each company whose row is in the cone at all has all of it there. */
static void
compare(const struct bw_register *r, const struct bw_cone *c,
    const struct bw_net *net, const uint32_t *link_of)
{
	for (uint32_t y = 0; y < c->n; y++) {
		uint32_t row = net->in_at[y + 1] - net->in_at[y];
		uint32_t p = c->party[y], at = r->net.in_at[p];

		for (uint32_t i = 0; i < row; i++)
			assert_int_equal(
			    c->link[link_of[net->in_at[y] + i]].company, y);
		if (row == 0)
			continue;
		assert_int_equal(row, r->net.in_at[p + 1] - at);
		for (uint32_t i = 0; i < row; i++)
			assert_true(
			    same_tie(r, at + i, net, net->in_at[y] + i, c));
	}
}

static void
cones_of(const struct bw_register *r, struct bw_arena *a)
{
	struct bw_err err = BW_ERR_INIT;
	size_t seen = 0;

	for (uint32_t p = 0; p < town.v->n_party; p++) {
		struct bw_cone c;
		struct bw_net net;
		uint32_t *link_of;

		assert_ok(
		    bw_cone_load(&c, town.v, p, BW_CONE_BOTH, r->day, a, &err),
		    &err);
		assert_ok(bw_cone_net(&net, &link_of, &c, a, &err), &err);
		compare(r, &c, &net, link_of);
		for (uint32_t y = 0; y < c.n; y++)
			if (c.party[y] == p) /* of the party itself all */
				assert_int_equal(
				    net.in_at[y + 1] - net.in_at[y],
				    r->net.in_at[p + 1] - r->net.in_at[p]);
		seen += net.m;
		bw_net_release(&net);
		bw_cone_release(&c);
	}
	if (r->net.m > 0)
		assert_true(seen > 0);
}

static void
check_stakes(const struct bw_register *r)
{
	for (uint32_t i = 0; i < r->net.m; i++) {
		uint32_t from, end;

		bw_register_stakes(r, i, &from, &end);
		assert_true(from < end);
		for (uint32_t s = from; s < end; s++) {
			assert_int_equal(town.v->holder[s], r->net.holder[i]);
			assert_int_equal(
			    town.v->company[s], bw_net_company(&r->net, i));
		}
	}
}

static void
test_random_worlds(void **state)
{
	static char story[8192];
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool = NULL;
	struct bw_register r;

	(void)state;
	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	for (uint64_t seed = 1; seed <= 120; seed++) {
		uint64_t s = seed * 0x9e3779b97f4a7c15u;

		tell(story, sizeof(story), &s);
		town_open(&town, story);
		assert_ok(bw_register_open(&r, town.v, town_day("2026-01-01"),
			      seed % 2 ? pool : NULL, &err),
		    &err);
		assert_int_equal(r.net.n, town.v->n_party);
		cones_of(&r, &town.a);
		check_stakes(&r);
		bw_register_close(&r);
		town_close(&town);
	}
	bw_pool_free(pool);
}

/* By hand: what each way of telling becomes. */
static void
test_votes_and_capital(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_register r;
	uint32_t t, i;

	(void)state;
	town_open(&town,
	    "Foundation > Target 100 votes\n"
	    "Anna > Target 70 economic\n"
	    "Bram > Target 30 economic\n"
	    "Foundation > Other 60 votes\n");
	assert_ok(
	    bw_register_open(&r, town.v, town_day("2026-01-01"), NULL, &err),
	    &err);
	t = town_party(&town, "Target");
	i = r.net.in_at[t];
	assert_int_equal(r.net.in_at[t + 1] - i, 3);
	/* somebody tells of proceeds: the votes say nothing about capital */
	assert_int_equal(r.net.votes_lo[i], BW_ONE);
	assert_int_equal(r.net.capital_lo[i], 0);
	assert_int_equal(r.net.capital_hi[i], BW_ONE);
	assert_int_equal(r.net.votes_hi[i + 1], 0);
	assert_int_equal(r.net.capital_lo[i + 1], 70 * BW_PERCENT);
	/* nobody does: capital follows the votes */
	i = r.net.in_at[town_party(&town, "Other")];
	assert_int_equal(r.net.capital_lo[i], 60 * BW_PERCENT);
	bw_register_close(&r);
	town_close(&town);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_worlds),
		cmocka_unit_test(test_votes_and_capital),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
