/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * nets.h - random nets through the engine, with their seed in every failure.
 *
 * Run one again with BOLWERK_SEED=n, or more of them with BOLWERK_ROUNDS=n.
 */
#ifndef BW_TEST_NETS_H
#define BW_TEST_NETS_H
#include "support/support.h"
#include "oracle.h"
#include "ownership/control.h"

/* Print the net and fail unless ok; needs `net` in scope. */
#define CHECK(what, ok) net_check(net, (what), (ok), __LINE__)
void net_check(
    const struct oracle_net *net, const char *what, bool ok, int line);
/* The state of the random numbers of net number `seed`. */
uint64_t start(uint64_t seed);
uint64_t first_seed(void);
unsigned rounds(unsigned n);

void engine_new(
    struct bw_graph *g, struct bw_control **c, const struct oracle_net *net);
/* Sets as bit masks; the answer includes the seeds. */
unsigned engine_set(
    struct bw_control *c, unsigned seeds, enum bw_certainty how);

#endif
