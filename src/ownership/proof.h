/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * proof.h - which of the stakes in a company carry control of it.
 *
 * What both engines share: they gather the stakes of earlier members and of
 * the company itself, and this finds the fewest that pass.
 */
#ifndef BW_PROOF_H
#define BW_PROOF_H
#include "base/vec.h"
#include "ownership/pass.h"

struct proof_item {
	struct bw_share share;
	uint32_t id; /* the caller's number */
	bool own;    /* a stake of the company in itself: lowers the bar */
	bool open, taken;
	uint64_t weight;
};
struct proof {
	const struct pass *rule;
	const struct firm *firm;
	BW_VEC(struct proof_item) list;
};
bool proof_add(/* false: no memory */
    struct proof *p, uint32_t id, struct bw_share share, bool own);
/* Marks as taken the stakes that carry it; false when they do not. */
bool proof_select(struct proof *p);
size_t proof_taken(const struct proof *p, uint32_t *id, size_t cap);

#endif
