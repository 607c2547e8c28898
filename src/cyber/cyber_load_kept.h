/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyber_load_kept.h - claims and inventories in a file beside the world.
 *
 * world.bwk.cyber holds the columns of a state of the world as they lie in
 * memory, and how far the world had grown then. As long as that state is in
 * the chain of loads, what came since can be laid over them; otherwise the
 * file is made again. It is a cache: whatever is not right in it makes it be
 * built again, and no content of it, made by accident or on purpose, may lead
 * outside the columns: every sum and every number is checked once, when it is
 * mapped (250 MB: a tenth of a second).
 */
#ifndef BW_CYBER_LOAD_KEPT_H
#define BW_CYBER_LOAD_KEPT_H
#include "cyber/cyber_load.h"
#include "world/kept.h"

/* False when it cannot be written; what was there is there still. */
bool bw_cyber_keep(const struct bw_cyber *c, const char *path,
    const char *world_path, const struct bw_kept_state *state,
    const struct bw_told_mark *mark);
/* c has its rules already. The reason when it is not used, else NULL, and the
 * columns are those of the file until bw_cyber_close. */
const char *bw_cyber_map(struct bw_cyber *c, const char *path,
    struct bw_kept_state *state, struct bw_told_mark *mark);

#endif
