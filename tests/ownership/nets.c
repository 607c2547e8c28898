/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * nets.c - see nets.h.
 */
#include "nets.h"

static uint64_t seed_used;

void
net_check(const struct oracle_net *net, const char *what, bool ok, int line)
{
	if (ok)
		return;
	print_error("line %d: %s; seed %llu, threshold %llu%s\n", line, what,
	    (unsigned long long)seed_used, (unsigned long long)net->threshold,
	    net->at_least ? ", at least" : "");
	for (size_t i = 0; i < net->m; i++) {
		const struct bw_edge *e = &net->edge[i];

		print_error("  %zu: %u -> %u  %s%u, %u%s%s%s\n", i, e->holder,
		    e->company, e->votes.open & BW_LO_OPEN ? "(" : "[",
		    e->votes.lo / BW_PERCENT, e->votes.hi / BW_PERCENT,
		    e->votes.open & BW_HI_OPEN ? ")" : "]",
		    e->direct ? " direct" : "", e->maybe ? " maybe" : "");
	}
	fail();
}

void
engine_new(
    struct bw_graph *g, struct bw_control **c, const struct oracle_net *net)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_control_rule rule = { (uint32_t)net->threshold,
		net->at_least };

	assert_ok(bw_graph_init(g, net->n, net->edge, net->m, &err), &err);
	assert_ok(bw_control_new(c, g, rule, &err), &err);
}

unsigned
engine_set(struct bw_control *c, unsigned seeds, enum bw_certainty how)
{
	struct bw_err err = BW_ERR_INIT;
	const uint32_t *company;
	uint32_t seed[ORACLE_NODES];
	size_t n_seed = 0, n;
	unsigned set = seeds;

	for (uint32_t z = 0; z < ORACLE_NODES; z++)
		if (seeds >> z & 1)
			seed[n_seed++] = z;
	assert_ok(
	    bw_control_set(c, seed, n_seed, how, &company, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		assert_false(set >> company[i] & 1);
		set |= 1u << company[i];
	}
	return set;
}

uint64_t
first_seed(void)
{
	const char *z = getenv("BOLWERK_SEED");

	return z ? strtoull(z, NULL, 10) : 1;
}

unsigned
rounds(unsigned n)
{
	const char *z = getenv("BOLWERK_ROUNDS");

	if (getenv("BOLWERK_SEED"))
		return 1;
	return z ? (unsigned)strtoul(z, NULL, 10) : n;
}

uint64_t
start(uint64_t seed)
{
	seed_used = seed;
	return seed * 0x9E3779B97F4A7C15ull + 1;
}
