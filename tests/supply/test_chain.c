/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_chain.c - what can be made, single points, minimal cuts, and why.
 */
#include "support/support.h"
#include "base/mem.h"
#include "supply/chains.h"
#include "supply/chain_points.h"

#define WORK UINT64_C(100000000)
#define CUTS ((size_t)100000)

static struct bw_chain
init(const struct chain_case *k)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain c;

	assert_ok(bw_chain_init(&c, k->n, k->stock, k->need, k->n_need, k->sup,
		      k->n_sup, &err),
	    &err);
	return c;
}

static bool
stops(const struct chain_case *k, const uint32_t *failed, size_t n)
{
	uint8_t down[CHAIN_THINGS];

	slow_down(k, failed, n, down);
	return down[0] == 1;
}

/* ---- against the oracle -------------------------------------------------- */
static void
check_down(const struct chain_case *k, const struct bw_chain *c, uint64_t *seed)
{
	struct bw_err err = BW_ERR_INIT;
	uint8_t quick[CHAIN_THINGS], slow[CHAIN_THINGS];
	uint32_t failed[3] = { chain_random(seed, k->n),
		chain_random(seed, k->n), chain_random(seed, k->n) };
	size_t n = chain_random(seed, 4);

	assert_ok(bw_chain_down(c, failed, n, quick, &err), &err);
	slow_down(k, failed, n, slow);
	assert_memory_equal(quick, slow, k->n);
}

static void
check_points(const struct chain_case *k, const struct bw_chain *c)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t *point;
	size_t n, at = 0;
	bool never;

	assert_ok(bw_chain_points(c, 0, NULL, &point, &n, &never, &err), &err);
	assert_int_equal(never, stops(k, NULL, 0));
	for (uint32_t x = 1; !never && x < k->n; x++)
		if (stops(k, &x, 1)) {
			assert_true(at < n);
			assert_int_equal(point[at++], x);
		}
	assert_int_equal(at, n);
	bw_free(point);
}

static void
next_cut(const struct bw_cuts *cuts, size_t *at, uint32_t size,
    const uint32_t *thing)
{
	assert_true(*at < cuts->n);
	assert_int_equal(cuts->cut[*at].size, size);
	assert_memory_equal(cuts->cut[*at].thing, thing, size * sizeof(*thing));
	++*at;
}

static void
check_cuts(
    const struct chain_case *k, const struct bw_chain *c, const uint8_t *may)
{
	struct bw_err err = BW_ERR_INIT;
	static bool one[CHAIN_THINGS], two[CHAIN_THINGS][CHAIN_THINGS];
	struct bw_cuts cuts;
	size_t at = 0;
	uint32_t n = k->n;

	assert_ok(bw_chain_cuts(c, 0, 3, may, WORK, CUTS, &cuts, &err), &err);
	assert_true(cuts.complete);
	assert_int_equal(cuts.never, stops(k, NULL, 0));
	for (uint32_t a = 1; !cuts.never && a < n; a++) {
		one[a] = stops(k, &a, 1);
		if (one[a] && may[a])
			next_cut(&cuts, &at, 1, &a);
	}
	for (uint32_t a = 1; !cuts.never && a < n; a++)
		for (uint32_t b = a + 1; b < n; b++) {
			uint32_t ab[2] = { a, b };

			two[a][b] = one[a] || one[b] || stops(k, ab, 2);
			if (two[a][b] && !one[a] && !one[b] && may[a] && may[b])
				next_cut(&cuts, &at, 2, ab);
		}
	for (uint32_t a = 1; !cuts.never && a < n; a++)
		for (uint32_t b = a + 1; b < n; b++)
			for (uint32_t d = b + 1; d < n; d++) {
				uint32_t abd[3] = { a, b, d };

				if (two[a][b] || two[a][d] || two[b][d] ||
				    !may[a] || !may[b] || !may[d] ||
				    !stops(k, abd, 3))
					continue;
				next_cut(&cuts, &at, 3, abd);
			}
	assert_int_equal(at, cuts.n);
	bw_cuts_release(&cuts);
}

/* Every step of the reason holds, and it leads from the product to what
 * failed. */
static void
check_why(const struct chain_case *k, const struct bw_chain *c, uint64_t *seed)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t failed[2] = { 1 + chain_random(seed, k->n - 1),
		1 + chain_random(seed, k->n - 1) };
	struct bw_chain_step *step;
	uint8_t down[CHAIN_THINGS];
	size_t n;

	slow_down(k, failed, 2, down);
	assert_ok(bw_chain_why(c, 0, failed, 2, &step, &n, &err), &err);
	if (!stops(k, failed, 2))
		assert_int_equal(n, 0);
	else if (!stops(k, NULL, 0))
		assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		bool there = false;

		assert_true(down[step[i].thing]);
		if (i == 0)
			assert_int_equal(step[i].thing, 0);
		if (i + 1 == n) {
			assert_true(step[i].thing == failed[0] ||
			    step[i].thing == failed[1]);
			assert_int_equal(step[i].need, UINT32_MAX);
			continue;
		}
		for (size_t s = 0; s < k->n_sup; s++) {
			if (k->sup[s].need != c->need[step[i].need])
				continue;
			assert_true(down[k->sup[s].thing]);
			there = there || k->sup[s].thing == step[i + 1].thing;
		}
		assert_true(there);
		assert_int_equal(
		    k->need[c->need[step[i].need]].thing, step[i].thing);
	}
	bw_free(step);
}

static void
random_chains(uint64_t seed, unsigned rounds, bool circles)
{
	uint8_t may[CHAIN_THINGS];
	struct chain_case k;

	for (unsigned i = 0; i < rounds; i++) {
		struct bw_chain c;

		chain_make(&k, &seed, 4 + chain_random(&seed, 14), circles);
		c = init(&k);
		for (uint32_t x = 0; x < k.n; x++)
			may[x] = i % 2 == 0 || chain_random(&seed, 2) == 1;
		check_down(&k, &c, &seed);
		check_points(&k, &c);
		check_cuts(&k, &c, may);
		check_why(&k, &c, &seed);
		bw_chain_release(&c);
	}
}

static void
agrees_without_circles(void **state)
{
	(void)state;
	random_chains(88172645463325252u, 600, false);
}

static void
agrees_with_circles(void **state)
{
	(void)state;
	random_chains(2685821657736338717u, 600, true);
}

/* ---- by hand ---------------------------------------------------------------
 * A lamp (0) needs a bulb (1) and a battery from makers 2 or 3. Both makers
 * need lithium (4); maker 2 is in country 5, maker 3 in 6, the bulb in 5. */
static struct chain_case
lamp(void)
{
	static const struct chain_case k = { .n = 7,
		.need = { { 0, 0, { 0 } }, { 0, 0, { 0 } }, { 2, 0, { 0 } },
		    { 3, 0, { 0 } }, { 2, 0, { 0 } }, { 3, 0, { 0 } },
		    { 1, 0, { 0 } } },
		.n_need = 7,
		.sup = { { 0, 1, 0, BW_ONE }, { 1, 2, 0, BW_ONE },
		    { 1, 3, 0, BW_ONE }, { 2, 4, 0, BW_ONE },
		    { 3, 4, 0, BW_ONE }, { 4, 5, 0, BW_ONE },
		    { 5, 6, 0, BW_ONE }, { 6, 5, 0, BW_ONE } },
		.n_sup = 8 };

	return k;
}

static void
by_hand(void **state)
{
	struct chain_case k = lamp();
	struct bw_chain c = init(&k);
	struct bw_err err = BW_ERR_INIT;
	const uint32_t lithium = 4;
	struct bw_chain_step *step;
	struct bw_cuts cuts;
	size_t n;

	(void)state;
	assert_ok(bw_chain_cuts(&c, 0, 2, NULL, WORK, CUTS, &cuts, &err), &err);
	/* Bulb, lithium, the country of the bulb; then maker and maker, or
	 * maker 2 and the country of the other. */
	assert_int_equal(cuts.n, 5);
	assert_int_equal(cuts.cut[0].thing[0], 1);
	assert_int_equal(cuts.cut[1].thing[0], 4);
	assert_int_equal(cuts.cut[2].thing[0], 5);
	assert_int_equal(cuts.cut[3].thing[0], 2);
	assert_int_equal(cuts.cut[3].thing[1], 3);
	assert_int_equal(cuts.cut[4].thing[0], 2);
	assert_int_equal(cuts.cut[4].thing[1], 6);
	bw_cuts_release(&cuts);
	assert_ok(bw_chain_why(&c, 0, &lithium, 1, &step, &n, &err), &err);
	assert_int_equal(n, 3);
	assert_int_equal(step[1].thing, 2);
	assert_int_equal(step[2].thing, 4);
	bw_free(step);
	bw_chain_release(&c);
}

/* Two that have only each other to feed on; and a need nobody meets. */
static void
circles_do_not_carry(void **state)
{
	struct chain_case k = { .n = 3,
		.need = { { 0, 0, { 0 } }, { 1, 0, { 0 } }, { 2, 0, { 0 } } },
		.n_need = 3,
		.sup = { { 0, 1, 0, BW_ONE }, { 1, 2, 0, BW_ONE },
		    { 2, 1, 0, BW_ONE } },
		.n_sup = 3 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain c = init(&k);
	struct bw_cuts cuts;
	uint8_t down[3];

	(void)state;
	assert_ok(bw_chain_down(&c, NULL, 0, down, &err), &err);
	assert_int_equal(down[0] + down[1] + down[2], 3);
	assert_ok(bw_chain_cuts(&c, 0, 3, NULL, WORK, CUTS, &cuts, &err), &err);
	assert_true(cuts.never);
	assert_int_equal(cuts.n, 0);
	bw_cuts_release(&cuts);
	bw_chain_release(&c);
	k.n_sup = 0;
	c = init(&k);
	assert_ok(bw_chain_down(&c, NULL, 0, down, &err), &err);
	assert_int_equal(down[0], 1);
	bw_chain_release(&c);
}

/* The limit is told, and what was found until then is true. */
static void
limit_is_told(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	uint64_t seed = 4101842887655102017u;
	struct bw_cuts some, all;
	struct chain_case k;
	unsigned cut_short = 0;

	(void)state;
	for (unsigned i = 0; i < 60; i++) {
		struct bw_chain c;
		size_t at = 0;

		chain_make(&k, &seed, 20, i % 2 == 1);
		c = init(&k);
		assert_ok(bw_chain_cuts(&c, 0, 3, NULL, WORK, CUTS, &all, &err),
		    &err);
		assert_ok(bw_chain_cuts(&c, 0, 3, NULL,
			      i % 3 == 0 ? WORK : all.work / 2,
			      i % 3 == 0 ? all.n / 2 : CUTS, &some, &err),
		    &err);
		cut_short += !some.complete;
		if (some.n < all.n)
			assert_false(some.complete);
		for (size_t j = 0; j < some.n; j++) {
			while (at < all.n &&
			    memcmp(&all.cut[at], &some.cut[j],
				sizeof(all.cut[at])) != 0)
				at++;
			assert_true(at < all.n);
		}
		bw_cuts_release(&some);
		bw_cuts_release(&all);
		bw_chain_release(&c);
	}
	assert_true(cut_short > 20);
}

static void
bad_input_is_refused(void **state)
{
	const struct bw_days turned = { 2, 1 };
	struct bw_err err = BW_ERR_INIT;
	struct chain_case k = lamp();
	struct bw_chain c;

	(void)state;
	k.sup[3].thing = 7;
	assert_int_equal(bw_chain_init(&c, k.n, NULL, k.need, k.n_need, k.sup,
			     k.n_sup, &err),
	    BW_EFORMAT);
	k.sup[3].thing = 4;
	k.sup[3].lo = BW_ONE;
	k.sup[3].hi = 1;
	assert_int_equal(bw_chain_init(&c, k.n, NULL, k.need, k.n_need, k.sup,
			     k.n_sup, NULL),
	    BW_EFORMAT);
	k.sup[3].lo = 0;
	k.sup[3].hi = BW_ONE - 1;
	assert_int_equal(bw_chain_init(&c, k.n, NULL, k.need, k.n_need, k.sup,
			     k.n_sup, NULL),
	    BW_EFORMAT);
	k.sup[3].hi = BW_ONE;
	k.need[0].stock = turned;
	assert_int_equal(bw_chain_init(&c, k.n, NULL, k.need, k.n_need, k.sup,
			     k.n_sup, NULL),
	    BW_EFORMAT);
}

static int
everything(void *ctx, struct bw_err *err)
{
	const struct chain_case *k = ctx;
	const uint32_t one = 4;
	struct bw_chain c;
	struct bw_cuts cuts = { 0 };
	struct bw_chain_step *step = NULL;
	uint32_t *point = NULL;
	size_t n;
	bool never;
	int rc = bw_chain_init(
	    &c, k->n, k->stock, k->need, k->n_need, k->sup, k->n_sup, err);

	if (rc == 0)
		rc = bw_chain_points(&c, 0, NULL, &point, &n, &never, err);
	if (rc == 0)
		rc = bw_chain_cuts(&c, 0, 3, NULL, WORK, CUTS, &cuts, err);
	if (rc == 0)
		rc = bw_chain_why(&c, 0, &one, 1, &step, &n, err);
	bw_free(step);
	bw_free(point);
	bw_cuts_release(&cuts);
	bw_chain_release(&c);
	return rc;
}

static void
survives_failing_memory(void **state)
{
	struct chain_case k = lamp();

	(void)state;
	test_brutal(everything, &k, 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(circles_do_not_carry),
		cmocka_unit_test(agrees_without_circles),
		cmocka_unit_test(agrees_with_circles),
		cmocka_unit_test(limit_is_told),
		cmocka_unit_test(bad_input_is_refused),
		cmocka_unit_test(survives_failing_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
