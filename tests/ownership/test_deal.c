/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_deal.c - what if: deals worked out by hand (test_deal_random.c has
 * random ones).
 */
#include "nets.h"
#include "base/map.h"
#include <math.h>
#include "ownership/deal.h"

enum {
	BUYER,
	SELLER,
	TARGET,
	HOLDING,
	BELOW,
	FUND,
	FRIEND,
	CAR, /* a vehicle nobody owns */
	PARTIES
};

static struct bw_arena arena;
static const uint32_t vifo[] = { 100000000, 200000000, 250000000 };

struct story {
	struct bw_tie tie[16];
	size_t m;
	struct bw_net net;
	struct bw_patch patch;
	struct bw_change *change;
	size_t n_change, step;
	struct bw_deal_effect effect;
};

static void
holds(struct story *t, uint32_t holder, uint32_t company, double percent)
{
	uint32_t ppb = (uint32_t)(percent * BW_PERCENT + 0.5);

	t->tie[t->m++] = (struct bw_tie){ holder, company, bw_share_exact(ppb),
		bw_share_exact(ppb), 0 };
}

static void
tell(struct story *t, const struct bw_deal_step *step, size_t n,
    const struct bw_group *group, size_t n_group)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_net_init(&t->net, PARTIES, t->tie, t->m, &err), &err);
	assert_ok(bw_deal_changes(&t->net, step, n, &t->change, &t->n_change,
		      &t->step, &arena, &err),
	    &err);
	assert_ok(
	    bw_patch_init(&t->patch, &t->net, t->change, t->n_change, &err),
	    &err);
	assert_ok(bw_deal_effect(&t->effect, &t->net, &t->patch, step->target,
		      group, n_group, vifo, BW_LEN(vifo), &arena, &err),
	    &err);
}

static void
end(struct story *t)
{
	bw_patch_release(&t->patch);
	bw_net_release(&t->net);
}

static const struct bw_effect *
effect(const struct story *t, enum bw_effect_kind kind, uint32_t owner,
    uint32_t company, uint32_t threshold)
{
	for (size_t i = 0; i < t->effect.n; i++) {
		const struct bw_effect *e = &t->effect.effect[i];

		if (e->kind == kind && e->owner == owner &&
		    e->company == company && e->threshold == threshold)
			return e;
	}
	return NULL;
}

/* The same, which has to be there. */
static const struct bw_effect *
the(const struct story *t, enum bw_effect_kind kind, uint32_t owner,
    uint32_t company, uint32_t threshold)
{
	static const struct bw_effect none;
	const struct bw_effect *e = effect(t, kind, owner, company, threshold);

	assert_non_null(e);
	return e != NULL ? e : &none;
}

/* Case F1: 8 % direct and 9 % through a holding; 6 % more passes 20 %. */
static void
test_votes_pass_where_economics_do_not(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = SELLER,
		.target = TARGET,
		.votes = 60000000,
		.capital = 60000000 };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, BUYER, HOLDING, 60);
	holds(&t, HOLDING, TARGET, 9);
	holds(&t, BUYER, TARGET, 8);
	holds(&t, FUND, TARGET, 60);
	holds(&t, SELLER, TARGET, 23);
	tell(&t, &step, 1, NULL, 0);
	e = the(&t, BW_EFFECT_UP, BUYER, TARGET, 200000000);
	assert_int_equal(e->certainty, BW_CERTAIN);
	assert_int_equal(e->before.votes.lo, 170000000);
	assert_int_equal(e->after.votes.lo, 230000000);
	assert_null(effect(&t, BW_EFFECT_UP, BUYER, TARGET, 100000000));
	assert_null(effect(&t, BW_EFFECT_UP, BUYER, TARGET, 250000000));
	assert_non_null(effect(&t, BW_EFFECT_DOWN, SELLER, TARGET, 200000000));
	for (size_t i = 0; i < t.effect.n_part; i++)
		if (t.effect.part[i].owner == BUYER) {
			assert_true(
			    fabs(t.effect.part[i].before.lo - .134) < 1e-12);
			assert_true(
			    fabs(t.effect.part[i].after.lo - .194) < 1e-12);
		}
	end(&t);
}

/* Case F3: two that act together are one owner. */
static void
test_acting_in_concert(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = FUND,
		.target = TARGET,
		.votes = 110000000,
		.capital = 110000000 };
	uint32_t together[] = { BUYER, FRIEND };
	struct bw_group group = { together, 2 };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, BUYER, HOLDING, 60);
	holds(&t, HOLDING, TARGET, 9);
	holds(&t, BUYER, TARGET, 8);
	holds(&t, FUND, TARGET, 60);
	holds(&t, FRIEND, TARGET, 23);
	tell(&t, &step, 1, &group, 1);
	e = the(&t, BW_EFFECT_CONTROL, PARTIES, TARGET, 0);
	assert_true(e->after.controls_certain);
	assert_int_equal(e->before.votes.lo, 400000000);
	assert_int_equal(e->after.votes.lo, 510000000);
	assert_null(effect(&t, BW_EFFECT_CONTROL, BUYER, TARGET, 0));
	assert_false(the(&t, BW_EFFECT_CONTROL, FUND, TARGET, 0)
			 ->after.controls_possible);
	end(&t);
}

/* 60 % high up, through a new vehicle: three layers down changes hands. */
static void
test_through_a_vehicle_and_downstream(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = SELLER,
		.target = HOLDING,
		.votes = 600000000,
		.capital = 400000000,
		.via = { CAR },
		.n_via = 1 };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, SELLER, HOLDING, 100);
	holds(&t, HOLDING, TARGET, 55);
	holds(&t, FUND, TARGET, 45);
	holds(&t, TARGET, BELOW, 51);
	tell(&t, &step, 1, NULL, 0);
	e = the(&t, BW_EFFECT_CONTROL, BUYER, BELOW, 0);
	assert_int_equal(e->certainty, BW_CERTAIN);
	assert_true(e->after.controls_certain && !e->before.controls_possible);
	assert_non_null(effect(&t, BW_EFFECT_CONTROL, CAR, BELOW, 0));
	e = the(&t, BW_EFFECT_CONTROL, SELLER, BELOW, 0);
	assert_false(e->after.controls_possible);
	assert_int_equal(t.effect.part[0].owner, SELLER); /* 60 % capital */
	assert_true(fabs(t.effect.part[0].after.lo - .6) < 1e-12);
	assert_null(effect(&t, BW_EFFECT_CONTROL, FUND, TARGET, 0));
	end(&t);
}

/* 20 % new shares: 60 becomes 48, and the majority is gone. */
static void
test_new_shares_dilute(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = BW_NONE,
		.new_shares = true,
		.target = TARGET,
		.votes = 200000000,
		.capital = 200000000 };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, FUND, TARGET, 60);
	holds(&t, SELLER, TARGET, 40);
	tell(&t, &step, 1, NULL, 0);
	e = the(&t, BW_EFFECT_CONTROL, FUND, TARGET, 0);
	assert_int_equal(e->after.votes.lo, 480000000);
	assert_false(e->after.controls_possible);
	assert_non_null(effect(&t, BW_EFFECT_UP, BUYER, TARGET, 200000000));
	assert_null(effect(&t, BW_EFFECT_UP, BUYER, TARGET, 250000000));
	end(&t);
	/* a third of a part per billion is an interval, and stays around it */
	memset(&t, 0, sizeof(t));
	step.votes = step.capital = 333333333;
	holds(&t, FUND, TARGET, 0.0000001);
	tell(&t, &step, 1, NULL, 0);
	for (size_t i = 0; i < t.n_change; i++)
		if (t.change[i].holder == FUND) {
			assert_int_equal(t.change[i].votes.lo, 0);
			assert_int_equal(t.change[i].votes.hi, 1);
			assert_int_equal(
			    t.change[i].votes.open, BW_LO_OPEN | BW_HI_OPEN);
		}
	end(&t);
}

static void
test_a_right_without_shares(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = BW_NONE,
		.target = TARGET,
		.board = true };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, FUND, TARGET, 100);
	tell(&t, &step, 1, NULL, 0);
	e = the(&t, BW_EFFECT_CONTROL, BUYER, TARGET, 0);
	assert_true(e->after.controls_certain);
	assert_null(effect(&t, BW_EFFECT_CONTROL, FUND, TARGET, 0));
	end(&t);
}

/* A holder with a band: perhaps he has enough, and then is below. */
static void
test_a_seller_with_a_band(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = SELLER,
		.target = TARGET,
		.votes = 300000000,
		.capital = 300000000 };
	struct bw_share band = { 250000000, 500000000, BW_LO_OPEN };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	t.tie[t.m++] = (struct bw_tie){ SELLER, TARGET, band, band, 0 };
	tell(&t, &step, 1, NULL, 0);
	e = the(&t, BW_EFFECT_DOWN, SELLER, TARGET, 250000000);
	assert_int_equal(e->certainty, BW_CERTAIN); /* at most 20 % is left */
	assert_int_equal(e->after.votes.hi, 200000000);
	assert_int_equal(e->after.votes.lo, 0);
	end(&t);
}

/* 45 to 55 % of a vehicle with 51 %: the figure of the vehicle would tell. */
static void
test_what_would_settle_it(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = SELLER,
		.target = HOLDING,
		.votes = 200000000,
		.capital = 200000000 };
	struct bw_share band = { 250000000, 350000000, BW_LO_OPEN };
	struct bw_err err = BW_ERR_INIT;
	struct bw_deal_doubt *doubt;
	struct story t = { 0 };
	uint32_t buyer = BUYER;
	bool unknown;
	size_t n;

	(void)state;
	t.tie[t.m++] = (struct bw_tie){ BUYER, HOLDING, band, band, 0 };
	holds(&t, SELLER, HOLDING, 65);
	holds(&t, HOLDING, TARGET, 51);
	tell(&t, &step, 1, NULL, 0);
	assert_ok(bw_deal_settle(&t.net, &t.patch, &buyer, 1, TARGET, &arena,
		      &doubt, &n, &unknown, &err),
	    &err);
	assert_int_equal(n, 1);
	assert_int_equal(doubt[0].holder, BUYER);
	assert_int_equal(doubt[0].company, HOLDING);
	assert_int_equal(doubt[0].votes.lo, 450000000);
	assert_int_equal(doubt[0].votes.hi, 550000000);
	/* before the deal it could not be */
	assert_ok(bw_deal_settle(&t.net, NULL, &buyer, 1, TARGET, &arena,
		      &doubt, &n, &unknown, &err),
	    &err);
	assert_int_equal(n, 0);
	end(&t);
}

static void
refused(struct story *t, struct bw_deal_step step, const char *word)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_net_init(&t->net, PARTIES, t->tie, t->m, &err), &err);
	assert_int_equal(bw_deal_changes(&t->net, &step, 1, &t->change,
			     &t->n_change, &t->step, &arena, &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, word));
	bw_net_release(&t->net);
}

static void
test_deals_that_cannot_be(void **state)
{
	struct story t = { 0 };

	(void)state;
	holds(&t, SELLER, TARGET, 20);
	holds(&t, FUND, TARGET, 75);
	refused(&t,
	    (struct bw_deal_step){ .buyer = BUYER,
		.seller = SELLER,
		.target = TARGET,
		.votes = 200000001 },
	    "seller");
	refused(&t,
	    (struct bw_deal_step){ .buyer = BUYER,
		.seller = BW_NONE,
		.target = TARGET,
		.votes = 60000000 },
	    "at most 5 %");
	refused(&t,
	    (struct bw_deal_step){
		.buyer = TARGET, .seller = FUND, .target = TARGET, .votes = 1 },
	    "itself");
	refused(&t,
	    (struct bw_deal_step){
		.buyer = FUND, .seller = FUND, .target = TARGET, .votes = 1 },
	    "seller");
	refused(&t,
	    (struct bw_deal_step){ .buyer = FUND,
		.seller = SELLER,
		.new_shares = true,
		.target = TARGET,
		.votes = 1 },
	    "new shares");
	refused(&t,
	    (struct bw_deal_step){
		.buyer = 99, .seller = SELLER, .target = TARGET, .votes = 1 },
	    "not in the net");
	refused(&t,
	    (struct bw_deal_step){ .buyer = BUYER,
		.seller = SELLER,
		.target = TARGET,
		.votes = 1,
		.via = { CAR, BUYER },
		.n_via = 2 },
	    "vehicle 2");
	refused(&t,
	    (struct bw_deal_step){ .buyer = BUYER,
		.seller = BW_NONE,
		.target = TARGET,
		.new_shares = true,
		.votes = BW_ONE },
	    "100 %");
	refused(&t,
	    (struct bw_deal_step){ .buyer = BUYER,
		.seller = BW_NONE,
		.target = TARGET,
		.votes = 1,
		.board_lost = true },
	    "name the seller");
}

/* A stake and an interest declared as indirect, of one holder: diluted, the
 * stake is as sure as it was. */
static void
test_indirect_beside_direct(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = BW_NONE,
		.new_shares = true,
		.target = TARGET,
		.votes = 100000000,
		.capital = 100000000 };
	struct story t = { 0 };

	(void)state;
	for (int first = 0; first < 2; first++) {
		memset(&t, 0, sizeof(t));
		holds(&t, FUND, TARGET, 60);
		holds(&t, FUND, TARGET, 60);
		holds(&t, SELLER, TARGET, 15);
		t.tie[first].votes = t.tie[first].capital =
		    bw_share_exact(200000000);
		t.tie[first].mark = BW_TIE_INDIRECT;
		tell(&t, &step, 1, NULL, 0);
		assert_null(effect(&t, BW_EFFECT_CONTROL, FUND, TARGET, 0));
		for (size_t i = 0; i < t.n_change; i++)
			if (t.change[i].holder == FUND) {
				assert_int_equal(
				    t.change[i].votes.lo, 540000000);
				assert_int_equal(
				    t.change[i].votes.hi, 720000000);
				assert_int_equal(t.change[i].mark, 0);
			}
		end(&t);
	}
}

/* Two companies that only control each other, until somebody buys in. */
static void
test_a_closed_loop_is_broken(void **state)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = HOLDING,
		.target = TARGET,
		.votes = 600000000,
		.capital = 600000000 };
	struct story t = { 0 };
	const struct bw_effect *e;

	(void)state;
	holds(&t, HOLDING, TARGET, 60);
	holds(&t, TARGET, HOLDING, 60);
	holds(&t, TARGET, BELOW, 100);
	tell(&t, &step, 1, NULL, 0);
	for (uint32_t y = TARGET; y <= BELOW; y++) {
		e = the(&t, BW_EFFECT_CONTROL, BUYER, y, 0);
		assert_int_equal(e->certainty, BW_CERTAIN);
		assert_true(e->after.controls_certain);
	}
	e = the(&t, BW_EFFECT_CONTROL, HOLDING, TARGET, 0);
	assert_false(e->after.controls_possible);
	assert_non_null(effect(&t, BW_EFFECT_CONTROL, HOLDING, BELOW, 0));
	assert_null(effect(&t, BW_EFFECT_CONTROL, TARGET, HOLDING, 0));
	end(&t);
}

/* Steps follow each other: bought and sold on is nothing at all. */
static void
test_there_and_back(void **state)
{
	struct bw_deal_step step[] = {
		{ .buyer = BUYER,
		    .seller = SELLER,
		    .target = TARGET,
		    .votes = 300000000,
		    .capital = 300000000 },
		{ .buyer = SELLER,
		    .seller = BUYER,
		    .target = TARGET,
		    .votes = 300000000,
		    .capital = 300000000 },
	};
	struct story t = { 0 };

	(void)state;
	holds(&t, SELLER, TARGET, 51);
	holds(&t, FUND, TARGET, 49);
	tell(&t, step, 2, NULL, 0);
	assert_int_equal(t.effect.n, 0);
	assert_int_equal(t.effect.n_part, 0);
	end(&t);
}

static void
test_a_wider_net(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_net wide;
	struct story t = { 0 };

	(void)state;
	holds(&t, SELLER, TARGET, 51);
	assert_ok(bw_net_init(&t.net, PARTIES, t.tie, t.m, &err), &err);
	assert_ok(bw_net_widen(&wide, &t.net, 3, &err), &err);
	assert_int_equal(wide.n, PARTIES + 3);
	for (uint32_t i = PARTIES; i < wide.n; i++) {
		assert_int_equal(wide.in_at[i], wide.in_at[i + 1]);
		assert_int_equal(wide.out_at[i], wide.out_at[i + 1]);
	}
	assert_int_equal(wide.in_at[wide.n], t.net.m);
	assert_int_equal(wide.out_at[wide.n], t.net.m);
	bw_net_release(&wide);
	bw_net_release(&t.net);
}

static int
a_deal(void *ctx, struct bw_err *err)
{
	struct bw_deal_step step = { .buyer = BUYER,
		.seller = SELLER,
		.target = TARGET,
		.votes = 60000000,
		.capital = 60000000,
		.via = { CAR },
		.n_via = 1 };
	struct story *t = ctx;
	struct bw_deal_effect effect;
	struct bw_patch patch = { 0 };
	struct bw_deal_doubt *doubt;
	uint32_t buyer = BUYER;
	struct bw_arena a;
	size_t n_doubt;
	bool unknown;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_deal_changes(
	    &t->net, &step, 1, &t->change, &t->n_change, &t->step, &a, err);
	if (rc == 0)
		rc =
		    bw_patch_init(&patch, &t->net, t->change, t->n_change, err);
	if (rc == 0)
		rc = bw_deal_effect(&effect, &t->net, &patch, TARGET, NULL, 0,
		    vifo, 3, &a, err);
	if (rc == 0)
		rc = bw_deal_settle(&t->net, &patch, &buyer, 1, TARGET, &a,
		    &doubt, &n_doubt, &unknown, err);
	bw_patch_release(&patch);
	bw_arena_release(&a);
	return rc;
}

static void
test_memory_that_fails(void **state)
{
	struct bw_share band = { 400000000, 490000000, 0 };
	struct bw_err err = BW_ERR_INIT;
	struct story t = { 0 };

	(void)state;
	holds(&t, SELLER, TARGET, 51);
	holds(&t, FUND, SELLER, 51);
	t.tie[t.m++] = (struct bw_tie){ BUYER, TARGET, band, band, 0 };
	assert_ok(bw_net_init(&t.net, PARTIES, t.tie, t.m, &err), &err);
	test_brutal(a_deal, &t, 400);
	bw_net_release(&t.net);
}

static int
open_arena(void **state)
{
	(void)state;
	bw_arena_init(&arena, 0);
	return 0;
}

static int
close_arena(void **state)
{
	(void)state;
	bw_arena_release(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_votes_pass_where_economics_do_not),
		cmocka_unit_test(test_acting_in_concert),
		cmocka_unit_test(test_through_a_vehicle_and_downstream),
		cmocka_unit_test(test_new_shares_dilute),
		cmocka_unit_test(test_a_right_without_shares),
		cmocka_unit_test(test_a_seller_with_a_band),
		cmocka_unit_test(test_what_would_settle_it),
		cmocka_unit_test(test_deals_that_cannot_be),
		cmocka_unit_test(test_indirect_beside_direct),
		cmocka_unit_test(test_a_closed_loop_is_broken),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_a_wider_net),
		cmocka_unit_test(test_memory_that_fails),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
