/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_npi.c - the Network Power Index: the published toy network, small nets
 * by going through orders of votes, and what must hold of any net.
 */
#include "base/json.h"
#include "base/map.h"
#include "oracle.h"
#include "ownership/npi.h"
#include "support/support.h"
#include <math.h>

#define NEAR(a, b, by)                                        \
	do {                                                  \
		if (fabs((a) - (b)) > (by))                   \
			fail_msg("%.15g is not %.15g", a, b); \
	} while (0)

static struct bw_arena arena;

static struct bw_npi *
run(const struct bw_edge *edge, size_t m, uint32_t n, uint32_t centre,
    struct bw_npi_how *how)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_graph g;
	struct bw_npi *out;

	assert_ok(bw_graph_init(&g, n, edge, m, &err), &err);
	assert_ok(bw_npi_run(&g, centre, &arena, &out, how, &err), &err);
	bw_graph_release(&g);
	return out;
}

static struct bw_edge
holds(uint32_t holder, uint32_t company, uint32_t percent)
{
	return (struct bw_edge){ .holder = holder,
		.company = company,
		.votes = bw_share_exact(percent * BW_PERCENT) };
}

/* One vote: the float turns it, or one of two. By hand: with 30 % and 20 % in
 * an ocean of 50 % (Shapley): see test_power.c for the values themselves. */
static void
one_vote(void **state)
{
	struct bw_edge edge[] = { holds(0, 2, 30), holds(1, 2, 20) };
	struct bw_npi_how how;
	struct bw_npi *p = run(edge, 2, 3, 2, &how);

	(void)state;
	assert_true(how.exact);
	NEAR(p[0].index + p[1].index + p[2].index, 3.0, 1e-12);
	NEAR(p[0].chance + p[1].chance + p[2].chance, 1.0, 1e-12);
	assert_true(p[0].chance > p[1].chance && p[1].chance > 0);
	NEAR(p[0].index, 1 + p[0].chance, 1e-12);
}

/* A majority passes its owner on with certainty, along a chain and when two
 * hands of one owner vote together. */
static void
majorities(void **state)
{
	struct bw_edge edge[] = { holds(0, 1, 51), holds(0, 2, 100),
		holds(1, 3, 30), holds(2, 3, 30), holds(4, 3, 40) };
	struct bw_npi_how how;
	struct bw_npi *p = run(edge, 5, 5, 3, &how);

	(void)state;
	assert_true(how.exact);
	NEAR(p[0].index, 4.0, 0);
	NEAR(p[0].chance, 1.0, 0);
	NEAR(p[4].index, 1.0, 0);
	assert_true(p[1].index == 0 && p[3].index == 0);
}

/* A right to control outright goes before votes; a ring has no owner. */
static void
rights_and_rings(void **state)
{
	struct bw_edge edge[] = { holds(0, 1, 90), holds(2, 1, 0),
		holds(4, 3, 100), holds(3, 4, 100), holds(4, 5, 80) };
	struct bw_npi_how how;
	struct bw_npi *p;

	(void)state;
	edge[1].direct = true;
	p = run(edge, 5, 6, 1, &how);
	assert_true(how.exact);
	NEAR(p[2].chance, 1.0, 0);
	NEAR(p[0].index, 1.0, 0);
	NEAR(p[3].index + p[4].index, 3.0, 1e-12); /* themselves, and 5 */
	assert_true(p[3].index >= 1 && p[4].index >= 1);
}

/* Random nets: every party ends with somebody; drawing agrees with going
 * through all outcomes. */
static void
drawn(void **state)
{
	uint64_t random = 4711;

	(void)state;
	for (unsigned round = 0; round < 12; round++) {
		struct oracle_net net;
		struct bw_edge more[ORACLE_EDGES + 70];
		struct bw_npi_how how, draw;
		struct bw_npi *p, *q;
		double sum = 0;

		oracle_net(&net, &random, (int)(round % 2), 8);
		p = run(net.edge, net.m, net.n, 0, &how);
		for (uint32_t i = 0; i < net.n; i++)
			sum += p[i].index;
		NEAR(sum, (double)net.n, 1e-9);
		if (!how.exact)
			continue;
		/* many more parties beside it: too large for all outcomes */
		memcpy(more, net.edge, net.m * sizeof(*more));
		for (uint32_t i = 0; i < 70; i++)
			more[net.m + i] = holds(net.n + i, net.n + i + 1, 100);
		q = run(more, net.m + 70, net.n + 71, 0, &draw);
		assert_true(!draw.exact && draw.rounds == 20000);
		for (uint32_t i = 0; i < net.n; i++) {
			NEAR(p[i].index, q[i].index,
			    5 * q[i].index_error + 1e-9);
			NEAR(p[i].chance, q[i].chance,
			    5 * q[i].chance_error + 1e-9);
		}
	}
}

static double
fraction(struct bw_str rest)
{
	struct bw_str part;
	int64_t up, down = 1;

	assert_true(bw_str_cut(&rest, '/', &part));
	assert_true(bw_str_i64(part, &up));
	if (rest.n > 0)
		assert_true(bw_str_i64(rest, &down));
	return (double)up / (double)down;
}

static struct bw_str
cell(struct bw_json row, size_t k)
{
	struct bw_json_each it = bw_json_each(row);

	while (bw_json_step(&it))
		if (k-- == 0)
			return bw_json_str(it.value);
	return BW_STR("");
}

static void
check_case(struct bw_json c)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c, "edges"));
	struct bw_json expect = bw_json_get(bw_json_get(c, "expect"), "npi");
	struct bw_err err = BW_ERR_INIT;
	struct bw_intern name;
	struct bw_edge edge[32];
	struct bw_npi_how how;
	struct bw_npi *p;
	size_t m = 0;

	bw_intern_init(&name);
	for (; bw_json_step(&it); m++) {
		edge[m] = (struct bw_edge){ 0 };
		assert_ok(bw_intern_add(&name, cell(it.value, 0),
			      &edge[m].holder, NULL, &err),
		    &err);
		assert_ok(bw_intern_add(&name, cell(it.value, 1),
			      &edge[m].company, NULL, &err),
		    &err);
		assert_ok(
		    bw_share_parse(cell(it.value, 2), &edge[m].votes, &err),
		    &err);
	}
	p = run(edge, m, (uint32_t)name.n, 0, &how);
	assert_true(how.exact);
	for (uint32_t i = 0; i < name.n; i++) {
		char z[16];

		snprintf(z, sizeof(z), "%.*s", BW_ARG(bw_intern_get(&name, i)));
		NEAR(p[i].index, fraction(bw_json_str(bw_json_get(expect, z))),
		    1e-12);
	}
	bw_intern_release(&name);
}

static void
cases(void **state)
{
	const char *path = test_data("cases/ownership.json");
	struct bw_json_opt opt = { .whole = true };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *input;
	struct bw_json_reader *reader;
	struct bw_json_each it;
	struct bw_json all;
	size_t n = 0;
	bool more;

	(void)state;
	if (path == NULL)
		skip();
	assert_ok(bw_input_open(&input, path, NULL, &err), &err);
	assert_ok(bw_json_open(&reader, input, &opt, &err), &err);
	assert_ok(bw_json_next(reader, &all, &more, &err), &err);
	it = bw_json_each(all);
	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "rule")),
			BW_STR("power.npi"))) {
			check_case(it.value);
			n++;
		}
	assert_true(n > 0);
	bw_json_close(reader);
	bw_input_free(input);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct bw_edge edge[] = { holds(0, 2, 30), holds(1, 2, 20),
		holds(2, 3, 40), holds(3, 4, 60), holds(4, 3, 20) };
	struct bw_npi_how how;
	struct bw_graph g;
	struct bw_arena a;
	struct bw_npi *p;
	int rc = bw_graph_init(&g, 5, edge, 5, err);

	(void)ctx;
	bw_arena_init(&a, 0);
	if (rc == 0)
		rc = bw_npi_run(&g, 3, &a, &p, &how, err);
	bw_arena_release(&a);
	bw_graph_release(&g);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(body, NULL, 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_vote),
		cmocka_unit_test(majorities),
		cmocka_unit_test(rights_and_rings),
		cmocka_unit_test(drawn),
		cmocka_unit_test(cases),
		cmocka_unit_test(no_memory),
	};

	bw_arena_init(&arena, 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
