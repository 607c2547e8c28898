/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * oracle.h - a slow, obvious control engine to test the fast one against.
 *
 * It knows no intervals: it puts exact numbers in their place, every number
 * that matters, and looks at each resulting world by going round all
 * companies until nothing changes. What holds in all worlds is certain, what
 * holds in one is possible. The worlds of a company are the corners of the
 * box of its stakes, cut off at 100 %; open ends are moved inward by a trifle
 * that is far smaller than any distance in the tests (their shares are
 * multiples of 5 %).
 */
#ifndef BW_TEST_ORACLE_H
#define BW_TEST_ORACLE_H
#include "ownership/graph.h"

#define ORACLE_NODES 8u
#define ORACLE_EDGES 16u

struct oracle_net {
	uint32_t n;
	size_t m;
	struct bw_edge edge[ORACLE_EDGES];
	uint64_t threshold;
	bool at_least;
};
struct oracle_world { /* one exact value per edge */
	uint64_t v[ORACLE_EDGES];
	bool on[ORACLE_EDGES]; /* a `maybe` that is so */
};

/* Sets of nodes are bit masks. Members include the seeds. */
unsigned oracle_set(
    const struct oracle_net *net, const struct oracle_world *w, unsigned seeds);

/* Worlds of the whole net, one after the other; false when done. */
#define ORACLE_WORLDS 4096u
struct oracle_worlds {
	size_t n;
	struct oracle_world w[ORACLE_WORLDS];
};
/* False when there are too many for a test. Edges with fixed[i] set keep
 * given->v[i], given->on[i]; trifle is how far open ends move. False in *any
 * when the fixed values leave no world. */
bool oracle_worlds(const struct oracle_net *net, const bool *fixed,
    const struct oracle_world *given, uint64_t trifle,
    struct oracle_worlds *out);

/* Random numbers for tests: xorshift, the seed is printed by the test. */
uint32_t oracle_random(uint64_t *state);
uint32_t oracle_below(uint64_t *state, uint32_t n);
/* A random net. kind 0: exact shares, any totals; 1: ranges, few edges. */
void oracle_net(
    struct oracle_net *net, uint64_t *state, int kind, uint32_t nodes);

#endif
