/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_quick.h - control of one owner after the other, certain or possible
 * (no patch).
 */
#ifndef BW_REACH_QUICK_H
#define BW_REACH_QUICK_H
#include "ownership/reach_priv.h"

struct reach_quick {                   /* made once, read by all threads */
	const struct reach_base *base; /* with all its firms */
	enum run_mode mode;
	uint32_t *bar; /* by company */
	uint32_t *tie; /* by place in net->out */
};
struct reach_sum {
	uint32_t stamp, sum;
};
struct reach_sums { /* of one thread: 8 bytes a party */
	struct reach_sum *acc;
	uint32_t epoch;
	int64_t work; /* ties that may still be looked up for this owner */
	BW_VEC(uint32_t) list;
};

int reach_quick_new(struct reach_quick *q, const struct reach_base *base,
    enum bw_certainty how, struct bw_pool *pool, struct bw_err *err);
void reach_quick_free(struct reach_quick *q);
int reach_sums_new(struct reach_sums *s, uint32_t n, struct bw_err *err);
void reach_sums_free(struct reach_sums *s);
bool reach_quick_set(
    const struct reach_quick *q, struct reach_sums *s, uint32_t x);

/* Rows looked up again and again, for an owner with many ties in the same few
 * companies: the list means nothing, and the general engine is to be asked,
 * which reads each tie once. */
#define REACH_QUICK_WORK 4096
static inline bool
reach_quick_gave_up(const struct reach_sums *s)
{
	return s->work < 0;
}

#endif
