/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chains.h - random chains, and the slow way to know what stops them.
 *
 * The oracle shares nothing with the engine but the input: it sweeps over all
 * needs until nothing changes, and tries every set of things.
 */
#ifndef BW_TEST_CHAINS_H
#define BW_TEST_CHAINS_H
#include "supply/chain.h"

#define CHAIN_THINGS 40u
#define CHAIN_NEEDS 120u
#define CHAIN_SUPPLIERS 400u

struct chain_case {
	uint32_t n;
	struct bw_days stock[CHAIN_THINGS];
	struct bw_chain_need need[CHAIN_NEEDS];
	size_t n_need;
	struct bw_chain_supplier sup[CHAIN_SUPPLIERS];
	size_t n_sup;
};

uint32_t chain_random(uint64_t *seed, uint32_t below);
/* circles: suppliers may stand above whoever they supply. */
void chain_make(struct chain_case *c, uint64_t *seed, uint32_t n, bool circles);
void slow_down(const struct chain_case *c, const uint32_t *failed,
    size_t n_failed, uint8_t *down);

#endif
