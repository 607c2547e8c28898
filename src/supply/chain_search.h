/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_search.h - what single points and cuts share: all things whose
 * failure stops the product, given what fails already.
 */
#ifndef BW_CHAIN_SEARCH_H
#define BW_CHAIN_SEARCH_H
#include "supply/chain_points.h"
#include "supply/chain_priv.h"

struct search {
	struct cone k;
	struct prover prover;
	struct batch batch;
	uint8_t *may;    /* in the cone: may fail, and is no use to skip */
	uint8_t *failed; /* fails already */
	uint8_t *weight; /* for the prover */
	uint8_t *mark;
	uint32_t *found; /* answer, in numbers of the cone */
	uint32_t n_found;
	uint32_t *left; /* candidates */
};

int search_init(struct search *s, const struct bw_chain *c, uint32_t product,
    const uint8_t *may_fail, struct bw_err *err) BW_MUST_USE;
void search_release(struct search *s);
/* Fills s->found (rising) with everything that may fail and, on top of what
 * failed already, stops the product. False when that stopped it already. */
bool search_points(struct search *s);
uint64_t search_work(const struct search *s);

#endif
