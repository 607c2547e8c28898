/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_integrated_all.c - larger nets: shares solve their own equations, from
 * above and from below they are the same, and "everybody" is everybody.
 */
#include "nets.h"
#include "base/vec.h"
#include "ownership/integrated.h"
#include <math.h>

#define BIG 1500u

struct town {
	BW_VEC(struct bw_tie) tie;
	struct bw_net net;
	struct bw_solver *s;
	uint32_t n;
};

static void
add(struct town *t, uint32_t x, uint32_t y, uint32_t lo, uint32_t hi)
{
	struct bw_tie tie = { .holder = x, .company = y };

	tie.capital.lo = lo;
	tie.capital.hi = hi;
	assert_true(bw_vec_push(&t->tie, tie));
}

/* Companies 0 .. n-1, the first `core` of them in circles; people behind. A
 * company has up to four holders who have up to `most` parts per billion. */
static void
town_open(struct town *t, uint64_t *s, uint32_t n, uint32_t core, bool ranges,
    uint32_t most)
{
	struct bw_err err = BW_ERR_INIT;

	memset(t, 0, sizeof(*t));
	t->n = n * 2;
	for (uint32_t y = 0; y < n; y++) {
		uint32_t left = most, k = 1 + oracle_below(s, 4);

		for (uint32_t i = 0; i < k; i++) {
			uint32_t w = i + 1 == k && oracle_below(s, 3)
			    ? left
			    : oracle_below(s, left + 1);
			uint32_t x = y < core && i < 2 ? oracle_below(s, core)
			    : oracle_below(s, 2) || y == 0
			    ? n + oracle_below(s, n)
			    : oracle_below(s, y);
			uint32_t hi = w;

			if (y < core && i < 2)
				w /= 2;
			hi = w;
			if (ranges && oracle_below(s, 4) == 0)
				hi += oracle_below(s, BW_ONE - w + 1);
			add(t, x, y, w, hi);
			left -= w;
		}
	}
	assert_ok(bw_net_init(&t->net, t->n, t->tie.v, t->tie.n, &err), &err);
	assert_ok(bw_solver_new(&t->s, &t->net, NULL, BW_CAPITAL, &err), &err);
}

static void
town_close(struct town *t)
{
	bw_solver_free(t->s);
	bw_net_release(&t->net);
	bw_vec_release(&t->tie);
}

/* v = w + v W, without what is held in x: to 1e-12. */
static void
check_equations(struct town *t, uint32_t x)
{
	double *lo = calloc(t->n, sizeof(*lo));
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	size_t n;

	assert_non_null(lo);
	assert_ok(
	    bw_part_down(t->s, &x, 1, BW_INTEGRATED, &list, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		assert_true(list[i].lo <= list[i].hi);
		lo[list[i].party] = list[i].lo;
	}
	for (uint32_t y = 0; y < t->n; y++) {
		double sum = 0;

		for (uint32_t i = t->net.in_at[y]; i < t->net.in_at[y + 1]; i++)
			sum += t->net.capital_lo[i] / 1e9 *
			    (t->net.holder[i] == x ? 1 : lo[t->net.holder[i]]);
		if (!(fabs(sum - lo[y]) <= 1e-12 * (lo[y] > 1 ? lo[y] : 1)))
			fail_msg(
			    "%u in %u: %.17g, not %.17g", x, y, lo[y], sum);
	}
	free(lo);
}

static void
equations(void **state)
{
	struct town t;

	(void)state;
	for (uint64_t seed = 1; seed <= 4; seed++) {
		uint64_t s = start(seed);

		town_open(&t, &s, BIG, 40u * (uint32_t)seed * (uint32_t)seed,
		    false, BW_ONE);
		for (uint32_t i = 0; i < 100; i++)
			check_equations(&t, oracle_below(&s, t.n));
		town_close(&t);
	}
}

static double
part_of(const struct bw_part *list, size_t n, uint32_t party, bool hi)
{
	size_t a = 0, b = n;

	while (a < b) {
		size_t mid = a + (b - a) / 2;

		if (list[mid].party < party)
			a = mid + 1;
		else
			b = mid;
	}
	if (a == n || list[a].party != party)
		return 0;
	return hi ? list[a].hi : list[a].lo;
}

/* Upward encloses downward, and is the same where shares are exact and the
 * owner is in no circle. */
static void
above_and_below(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	struct bw_part up[64];
	struct town t;
	size_t n;

	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		uint64_t s = start(seed);

		town_open(&t, &s, BIG, seed % 2 ? 30 : 400, seed > 3, BW_ONE);
		for (uint32_t i = 0; i < 20; i++) {
			uint32_t y = oracle_below(&s, BIG), m = 0;

			assert_ok(
			    bw_part_up(t.s, y, BW_INTEGRATED, &list, &n, &err),
			    &err);
			while (m < 64 && n > 0) {
				up[m++] = list[oracle_below(&s, (uint32_t)n)];
			}
			while (m-- > 0) {
				uint32_t x = up[m].party;
				double lo, hi;

				assert_ok(bw_part_down(t.s, &x, 1,
					      BW_INTEGRATED, &list, &n, &err),
				    &err);
				lo = part_of(list, n, y, false);
				hi = part_of(list, n, y, true);
				if (up[m].lo > lo + 1e-12 ||
				    up[m].hi < hi - 1e-12)
					fail_msg("seed %llu: %u in %u: [%.15g, "
						 "%.15g] from above, [%.15g, "
						 "%.15g] from below",
					    (unsigned long long)seed, x, y,
					    up[m].lo, up[m].hi, lo, hi);
				if (x >= BIG && seed <= 3)
					assert_true(fabs(up[m].lo - lo) +
						fabs(up[m].hi - hi) <
					    1e-12);
			}
		}
		town_close(&t);
	}
}

struct gathered {
	BW_VEC(struct bw_part) part;
	BW_VEC(uint32_t) owner;
};

static int
gather(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	struct gathered *g = ctx;

	(void)err;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(bw_vec_push(&g->part, list[i]));
		assert_true(bw_vec_push(&g->owner, owner));
	}
	return 0;
}

static int
want_next(void *ctx, unsigned worker, uint32_t owner, const uint32_t **company,
    size_t *n, struct bw_err *err)
{
	static const uint32_t some[2] = { 3, 9 };

	(void)ctx;
	(void)worker;
	(void)err;
	*company = some;
	*n = owner == 7 ? 2 : 0;
	return 0;
}

static void
check_all(struct town *t, double least, bool more)
{
	struct bw_err err = BW_ERR_INIT;
	struct gathered one = { 0 }, two = { 0 };
	const struct bw_part *list;
	struct bw_pool *pool;
	size_t n, at = 0;

	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	assert_ok(bw_part_all(&t->net, BW_CAPITAL, least, NULL,
		      more ? want_next : NULL, gather, &one, &err),
	    &err);
	assert_ok(bw_part_all(&t->net, BW_CAPITAL, least, pool,
		      more ? want_next : NULL, gather, &two, &err),
	    &err);
	bw_pool_free(pool);
	assert_int_equal(one.part.n, two.part.n);
	for (size_t i = 0; i < one.part.n; i++)
		assert_true(one.owner.v[i] == two.owner.v[i] &&
		    one.part.v[i].party == two.part.v[i].party &&
		    memcmp(&one.part.v[i].lo, &two.part.v[i].lo,
			2 * sizeof(double)) == 0);
	for (uint32_t x = 0; x < t->n; x++) {
		assert_ok(
		    bw_part_down(t->s, &x, 1, BW_INTEGRATED, &list, &n, &err),
		    &err);
		for (size_t i = 0; i < n; i++) {
			bool wanted = more && x == 7 &&
			    (list[i].party == 3 || list[i].party == 9);

			if (list[i].hi < least && !wanted &&
			    (at >= one.part.n || one.owner.v[at] != x ||
				one.part.v[at].party != list[i].party))
				continue;
			assert_true(at < one.part.n);
			if (one.owner.v[at] != x ||
			    one.part.v[at].party != list[i].party)
				fail_msg("%u in %u is missing: %.17g", x,
				    list[i].party, list[i].hi);
			if (!(one.part.v[at].lo <= list[i].lo + 1e-12) ||
			    !(one.part.v[at].hi >= list[i].hi - 1e-12) ||
			    !(list[i].lo - one.part.v[at].lo <= 1e-10) ||
			    !(one.part.v[at].hi - list[i].hi <= 1e-10))
				fail_msg("%u in %u: %.17g, not %.17g", x,
				    list[i].party, one.part.v[at].hi,
				    list[i].hi);
			at++;
		}
	}
	if (!more)
		assert_int_equal(at, one.part.n);
	bw_vec_release(&one.part);
	bw_vec_release(&one.owner);
	bw_vec_release(&two.part);
	bw_vec_release(&two.owner);
}

static void
everybody(void **state)
{
	struct town t;

	(void)state;
	for (uint64_t seed = 1; seed <= 8; seed++) {
		uint64_t s = start(seed);

		town_open(
		    &t, &s, BIG / 3, seed % 2 ? 20 : 150, seed > 4, BW_ONE);
		check_all(&t, 0.25, false);
		check_all(&t, 0.01, seed % 2 == 0);
		town_close(&t);
	}
}

static int
nothing(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	(void)ctx;
	(void)owner;
	(void)list;
	(void)n;
	(void)err;
	return 0;
}

static int
body(void *ctx, struct bw_err *err)
{
	struct town *t = ctx;
	const struct bw_part *list;
	struct bw_solver *s = NULL;
	struct bw_buf text = { 0 };
	uint32_t x = 70;
	int rc, compare;
	size_t n;

	rc = bw_solver_new(&s, &t->net, NULL, BW_CAPITAL, err);
	if (rc == 0)
		rc = bw_part_down(s, &x, 1, BW_INTEGRATED, &list, &n, err);
	if (rc == 0)
		rc = bw_part_up(s, 5, BW_INTEGRATED, &list, &n, err);
	if (rc == 0)
		rc = bw_part_all(
		    &t->net, BW_CAPITAL, 0.2, NULL, NULL, nothing, NULL, err);
	if (rc == 0)
		rc = bw_part_exact(&t->net, NULL, BW_CAPITAL, &x, 1, 1, true,
		    BW_ONE / 4, &compare, &text, err);
	bw_buf_release(&text);
	bw_solver_free(s);
	return rc;
}

static void
no_memory(void **state)
{
	uint64_t s = start(3);
	struct town t;

	(void)state;
	town_open(&t, &s, 40, 36, true, BW_ONE);
	test_brutal(body, &t, 2000);
	town_close(&t);
}

/* Long circles that hardly leak: what the one outside has is everything. */
static void
tight_circles(void **state)
{
	static const uint32_t size[] = { 2, 60, 70, 600 };
	static const uint32_t leak[] = { 1, 1000, 10000000 };
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	struct town t;
	size_t n;

	(void)state;
	for (size_t i = 0; i < BW_LEN(size) * BW_LEN(leak); i++) {
		uint32_t k = size[i / BW_LEN(leak)];
		uint32_t out = leak[i % BW_LEN(leak)], p = k;

		memset(&t, 0, sizeof(t));
		for (uint32_t y = 0; y < k; y++)
			add(&t, (y + k - 1) % k, y, y ? BW_ONE : BW_ONE - out,
			    y ? BW_ONE : BW_ONE - out);
		add(&t, p, 0, out, out);
		assert_ok(
		    bw_net_init(&t.net, k + 1, t.tie.v, t.tie.n, &err), &err);
		assert_ok(
		    bw_solver_new(&t.s, &t.net, NULL, BW_CAPITAL, &err), &err);
		assert_ok(
		    bw_part_down(t.s, &p, 1, BW_INTEGRATED, &list, &n, &err),
		    &err);
		assert_int_equal(n, k);
		for (size_t y = 0; y < n; y++)
			if (!(fabs(list[y].lo - 1) <= 1e-12) ||
			    !(fabs(list[y].hi - 1) <= 1e-12))
				fail_msg("circle of %u, leak %u: %.17g", k, out,
				    list[y].lo);
		town_close(&t);
	}
}

/* Companies that all hold w of each other, and keep next to
 * nothing for those outside. By symmetry an owner among them has v of every
 * other: v = w + (k - 2) w v. Pushing shares along such a circle takes
 * thousands of rounds for each owner; it must not take minutes. */
static void
a_knot(void **state)
{
	const uint32_t k = 258, w = BW_ONE / k;
	double part = (double)w / BW_ONE, v = part / (1 - (k - 2) * part);
	struct bw_err err = BW_ERR_INIT;
	struct gathered all = { 0 };
	struct town t = { 0 };

	(void)state;
	for (uint32_t x = 0; x < k; x++)
		for (uint32_t y = 0; y < k; y++)
			if (x != y)
				add(&t, x, y, w, w);
	assert_ok(bw_net_init(&t.net, k, t.tie.v, t.tie.n, &err), &err);
	assert_ok(bw_part_all(
		      &t.net, BW_CAPITAL, 0.25, NULL, NULL, gather, &all, &err),
	    &err);
	assert_int_equal(all.part.n, k * k);
	for (size_t i = 0; i < all.part.n; i++) {
		double is = all.owner.v[i] == all.part.v[i].party
		    ? (k - 1) * part * v
		    : v;

		assert_true(fabs(all.part.v[i].lo - is) <= 1e-10);
		assert_true(fabs(all.part.v[i].hi - is) <= 1e-10);
	}
	bw_vec_release(&all.part);
	bw_vec_release(&all.owner);
	town_close(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equations),
		cmocka_unit_test(above_and_below),
		cmocka_unit_test(everybody),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(tight_circles),
		cmocka_unit_test(a_knot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
