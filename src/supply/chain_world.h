/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_world.h - who makes a material, put into a chain.
 *
 * A thing with `material: gallium, stage: refine` gets a need with a supplier
 * per country that refines it, each of which stands in its country; the other
 * countries together are one supplier nobody knows the place of. Shares come
 * from the amounts: an interval, because amounts are rounded, and because
 * amounts that are not published may be anything that the total leaves.
 */
#ifndef BW_CHAIN_WORLD_H
#define BW_CHAIN_WORLD_H
#include "supply/chain_file.h"
#include "supply/supply_load.h"

/* Answers all questions of the file. The year of figures: as the file says,
 * else the newest not after `year`. */
int bw_chain_expand(struct bw_chain_file *f, const struct bw_view *v, int year,
    struct bw_err *err) BW_MUST_USE;
/* One of them, from figures at hand. */
int bw_chain_expand_from(struct bw_chain_file *f,
    const struct bw_chain_ask *ask, const struct bw_production *p,
    struct bw_err *err) BW_MUST_USE;

#endif
