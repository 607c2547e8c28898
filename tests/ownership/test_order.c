/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_order.c - holders before companies, and circles found.
 *
 * The second way of knowing is the definition itself: two parties are one
 * component when each reaches the other (Warshall's closure).
 */
#include "nets.h"
#include "base/mem.h"
#include "ownership/order.h"

#define SMALL 24u
#define DEEP 1000000u

static struct bw_tie
tie(uint32_t holder, uint32_t company)
{
	return (struct bw_tie){ .holder = holder,
		.company = company,
		.votes = bw_share_exact(BW_ONE / 10),
		.capital = bw_share_exact(BW_ONE / 10) };
}

static void
closure(bool reach[SMALL][SMALL], const struct bw_tie *t, size_t m, uint32_t n)
{
	memset(reach, 0, SMALL * sizeof(reach[0]));
	for (size_t i = 0; i < m; i++)
		reach[t[i].holder][t[i].company] = true;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t x = 0; x < n; x++)
			for (uint32_t y = 0; y < n && reach[x][k]; y++)
				reach[x][y] = reach[x][y] || reach[k][y];
}

static void
check_shape(const struct bw_order *o, uint32_t n)
{
	uint64_t seen = 0;

	assert_int_equal(o->n, n);
	assert_int_equal(o->comp_at[0], 0);
	assert_int_equal(o->comp_at[o->n_comp], n);
	for (uint32_t c = 0; c < o->n_comp; c++) {
		assert_true(o->comp_at[c] < o->comp_at[c + 1]);
		for (uint32_t i = o->comp_at[c]; i < o->comp_at[c + 1]; i++) {
			assert_int_equal(o->comp[o->node[i]], c);
			if (n <= 64)
				seen |= UINT64_C(1) << o->node[i];
		}
	}
	if (n < 64)
		assert_int_equal(seen, (UINT64_C(1) << n) - 1);
}

static void
random_nets(void **state)
{
	static bool reach[SMALL][SMALL];
	struct bw_err err = BW_ERR_INIT;
	struct bw_tie t[60];
	struct bw_order o;
	struct bw_net net;
	uint64_t s = start(first_seed());

	(void)state;
	for (unsigned round = 0; round < rounds(3000); round++) {
		uint32_t n = 1 + oracle_below(&s, SMALL);
		size_t m = oracle_below(&s, 60);

		for (size_t i = 0; i < m; i++)
			t[i] = tie(oracle_below(&s, n), oracle_below(&s, n));
		assert_ok(bw_net_init(&net, n, t, m, &err), &err);
		assert_ok(bw_order_init(&o, &net, &err), &err);
		check_shape(&o, n);
		closure(reach, t, m, n);
		for (uint32_t x = 0; x < n; x++)
			for (uint32_t y = 0; y < n; y++) {
				bool one =
				    x == y || (reach[x][y] && reach[y][x]);

				assert_true(one == (o.comp[x] == o.comp[y]));
				assert_true(
				    !reach[x][y] || o.comp[x] <= o.comp[y]);
			}
		bw_order_release(&o);
		bw_net_release(&net);
	}
}

/* A chain, or one circle, of a million: no call stack could walk it. */
static void
deep(bool circle, uint32_t n_comp)
{
	struct bw_tie *t = bw_alloc(DEEP, sizeof(*t));
	struct bw_err err = BW_ERR_INIT;
	struct bw_order o;
	struct bw_net net;
	size_t m = 0;

	assert_non_null(t);
	for (uint32_t i = DEEP - 1; i > 0; i--)
		t[m++] = tie(i, i - 1);
	if (circle)
		t[m++] = tie(0, DEEP - 1);
	assert_ok(bw_net_init(&net, DEEP, t, m, &err), &err);
	assert_ok(bw_order_init(&o, &net, &err), &err);
	check_shape(&o, DEEP);
	assert_int_equal(o.n_comp, n_comp);
	if (!circle)
		for (uint32_t i = 0; i < DEEP; i++)
			assert_int_equal(o.node[i], DEEP - 1 - i);
	bw_order_release(&o);
	bw_net_release(&net);
	bw_free(t);
}

static void
deep_chain(void **state)
{
	(void)state;
	deep(false, DEEP);
}

static void
long_circle(void **state)
{
	(void)state;
	deep(true, 1);
}

static void
nobody(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_order o;
	struct bw_net net;

	(void)state;
	assert_ok(bw_net_init(&net, 0, NULL, 0, &err), &err);
	assert_ok(bw_order_init(&o, &net, &err), &err);
	assert_int_equal(o.n_comp, 0);
	bw_order_release(&o);
	bw_net_release(&net);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct bw_order o;
	int rc = bw_order_init(&o, ctx, err);

	bw_order_release(&o);
	return rc;
}

static void
no_memory(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_tie t[] = { tie(0, 1), tie(1, 0), tie(1, 2) };
	struct bw_net net;

	(void)state;
	assert_ok(bw_net_init(&net, 3, t, 3, &err), &err);
	test_brutal(body, &net, 20);
	bw_net_release(&net);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_nets),
		cmocka_unit_test(deep_chain),
		cmocka_unit_test(long_circle),
		cmocka_unit_test(nobody),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
