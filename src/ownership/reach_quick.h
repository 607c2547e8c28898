/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_quick.h - certain control of one owner after the other (no patch).
 *
 * Where all shares are exact, possible control is certain control. An owner
 * whose walk comes to no company in which they are not all exact ("loose")
 * possibly controls what it certainly does, and needs no other engine.
 */
#ifndef BW_REACH_QUICK_H
#define BW_REACH_QUICK_H
#include "ownership/reach_priv.h"

struct reach_quick { /* made once, read by all threads */
	const struct reach_base *base;
	uint32_t *bar; /* by company */
	uint32_t *tie; /* by place in net->out */
};
struct reach_sum {
	uint32_t stamp, sum;
};
struct reach_sums { /* of one thread: 8 bytes a party */
	struct reach_sum *acc;
	uint32_t epoch;
	bool exact; /* stop at a loose company */
	bool loose; /* ... there was one: the list means nothing */
	BW_VEC(uint32_t) list;
};

int reach_quick_new(struct reach_quick *q, const struct reach_base *base,
    struct bw_pool *pool, struct bw_err *err);
void reach_quick_free(struct reach_quick *q);
int reach_sums_new(struct reach_sums *s, uint32_t n, struct bw_err *err);
void reach_sums_free(struct reach_sums *s);
bool reach_quick_set(
    const struct reach_quick *q, struct reach_sums *s, uint32_t x);

#endif
