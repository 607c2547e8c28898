/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_prover.c - a whole proof is enough to follow: from the seeds down,
 * nothing leans on what comes later, and nothing is told twice.
 */
#include "nets.h"
#include "base/map.h"
#include "ownership/prover.h"

/* Read the chain as a person does: whoever holds is a seed or was proved. */
static void
read_chain(const struct oracle_net *net, const uint32_t *chain, size_t n,
    unsigned seeds, uint32_t y)
{
	unsigned proved = seeds, companies = 0;
	uint32_t company = BW_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct bw_edge *e = &net->edge[chain[i]];

		if (e->company != company) {
			if (company != BW_NONE)
				proved |= 1u << company;
			company = e->company;
			CHECK("a company is told twice",
			    (companies >> company & 1) == 0);
			companies |= 1u << company;
		}
		CHECK("leans on what comes later",
		    e->holder == company || (proved >> e->holder & 1) != 0);
		for (size_t k = 0; k < i; k++)
			CHECK("an edge is told twice", chain[k] != chain[i]);
	}
	CHECK("does not end with the company", company == y);
}

static void
prove(const struct oracle_net *net, struct bw_prover *p, unsigned seeds,
    enum bw_certainty how)
{
	unsigned members = engine_set(p->c, seeds, how);
	uint32_t chain[ORACLE_EDGES], step[ORACLE_EDGES];
	struct bw_err err = BW_ERR_INIT;
	size_t n;

	for (uint32_t y = 0; y < net->n; y++) {
		if (seeds >> y & 1)
			continue;
		assert_ok(bw_prove(p, y, true, &err), &err);
		assert_ok(
		    bw_control_proof(p->c, y, step, ORACLE_EDGES, &n, &err),
		    &err);
		CHECK("the last step",
		    n == p->edge.n &&
			(n == 0 ||
			    memcmp(step, p->edge.v, n * sizeof(*step)) == 0));
		assert_ok(bw_prove(p, y, false, &err), &err);
		CHECK("proved though no member",
		    (p->edge.n > 0) == ((members >> y & 1) != 0));
		n = p->edge.n;
		if (n == 0)
			continue;
		CHECK("too many", n <= ORACLE_EDGES);
		assert_ok(bw_prove_chain(p, chain, &err), &err);
		read_chain(net, chain, n, seeds, y);
	}
}

static void
test_chains_of_nets(void **state)
{
	uint64_t seed = first_seed();

	(void)state;
	for (unsigned r = rounds(6000); r > 0; r--, seed++) {
		struct oracle_net a_net, *net = &a_net;
		uint64_t random = start(seed);
		struct bw_err err = BW_ERR_INIT;
		struct bw_prover p;
		struct bw_control *c;
		struct bw_graph g;

		oracle_net(net, &random, (int)(seed & 1), 7);
		engine_new(&g, &c, net);
		assert_ok(bw_prover_init(&p, c, &g, &err), &err);
		for (uint32_t z = 0; z < net->n; z++) {
			prove(net, &p, 1u << z, BW_CERTAIN);
			prove(net, &p, 1u << z, BW_POSSIBLE);
		}
		prove(net, &p, 3, BW_POSSIBLE);
		bw_prover_release(&p);
		bw_control_free(c);
		bw_graph_release(&g);
	}
}

/* A chain of a hundred thousand companies needs no deep C stack. */
static void
test_a_long_chain(void **state)
{
	enum {
		N = 100000
	};
	struct bw_edge *edge = test_malloc(N * sizeof(*edge));
	uint32_t *chain = test_malloc(N * sizeof(*chain)), zero = 0;
	struct bw_err err = BW_ERR_INIT;
	const uint32_t *set;
	struct bw_control *c;
	struct bw_prover p;
	struct bw_graph g;
	size_t n;

	(void)state;
	for (uint32_t i = 0; i < N; i++)
		edge[i] = (struct bw_edge){ .holder = i,
			.company = i + 1,
			.votes = bw_share_exact(60 * BW_PERCENT) };
	assert_ok(bw_graph_init(&g, N + 1, edge, N, &err), &err);
	assert_ok(
	    bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, &err), &err);
	assert_ok(bw_prover_init(&p, c, &g, &err), &err);
	assert_ok(
	    bw_control_set(c, &zero, 1, BW_CERTAIN, &set, &n, &err), &err);
	assert_ok(bw_prove(&p, N, false, &err), &err);
	assert_int_equal(p.edge.n, N);
	assert_ok(bw_prove_chain(&p, chain, &err), &err);
	for (uint32_t i = 0; i < N; i++)
		assert_int_equal(chain[i], i);
	bw_prover_release(&p);
	bw_control_free(c);
	bw_graph_release(&g);
	test_free(chain);
	test_free(edge);
}

static int
no_memory(void *ctx, struct bw_err *err)
{
	static const struct bw_edge edge[] = {
		{ .holder = 0, .company = 1, .votes = { BW_ONE, BW_ONE, 0 } },
		{ .holder = 1, .company = 2, .votes = { BW_ONE, BW_ONE, 0 } },
	};
	struct bw_graph g = { 0 };
	struct bw_control *c = NULL;
	struct bw_prover p = { 0 };
	const uint32_t *set;
	uint32_t zero = 0, chain[2];
	size_t n;
	int rc = bw_graph_init(&g, 3, edge, 2, err);

	(void)ctx;
	if (rc == 0)
		rc = bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, err);
	if (rc == 0)
		rc = bw_prover_init(&p, c, &g, err);
	if (rc == 0)
		rc = bw_control_set(c, &zero, 1, BW_CERTAIN, &set, &n, err);
	if (rc == 0)
		rc = bw_prove(&p, 2, false, err);
	if (rc == 0)
		rc = bw_prove_chain(&p, chain, err);
	bw_prover_release(&p);
	bw_control_free(c);
	bw_graph_release(&g);
	return rc;
}

static void
test_no_memory(void **state)
{
	(void)state;
	test_brutal(no_memory, NULL, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chains_of_nets),
		cmocka_unit_test(test_a_long_chain),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
