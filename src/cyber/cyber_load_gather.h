/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_gather.h - rows of the world become claims and inventories.
 *
 * Either all that holds at a load, or, over columns that stand
 * (cyber_load_kept.h), what came since. Memory while gathering: 4 bytes for
 * each component on each host, and 4 bytes a package for each distribution.
 */
#ifndef BW_CYBER_LOAD_GATHER_H
#define BW_CYBER_LOAD_GATHER_H
#include "cyber/cyber_load.h"

/* c has its rules already; its claims, estate and hosts are made. known = 0:
 * now. */
int bw_cyber_gather(struct bw_cyber *c, struct bw_world *w, uint32_t known,
    struct bw_err *err) BW_MUST_USE;
/* Over `under`, which stays and is of `mark`: what came since and what is gone
 * at `known`, or, when that was before, what had not come yet and what was
 * there still. c->claims.stale tells when all is to be gathered anew. */
int bw_cyber_gather_over(struct bw_cyber *c, struct bw_world *w,
    const struct bw_cyber *under, const struct bw_told_mark *mark,
    uint32_t known, struct bw_err *err) BW_MUST_USE;

#endif
