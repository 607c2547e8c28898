/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_flow.h - how much is left, and from when on: amounts and days.
 *
 * Left: what can still be made of what is made normally, when every supplier
 * goes on delivering each of its customers in proportion to what it still
 * makes itself, and nobody is served first. A need is met by the sum of what
 * its suppliers still bring (at most in full), a thing is made as far as the
 * least met of its needs (Leontief). Of shares only an interval is known;
 * the true ones add up to 100 %. The ends are those of all such shares, in
 * whole parts per billion rounded outwards.
 *
 * Days: a thing stops when one of its needs stops, a need when the last of
 * its suppliers does; each stock on the way adds its days (its own, and what
 * is kept by who needs it). That is a shortest path where a need waits for its
 * last supplier (Knuth 1977). As long as one supplier is left the need counts
 * as met: how far, the other part says.
 */
#ifndef BW_CHAIN_FLOW_H
#define BW_CHAIN_FLOW_H
#include "supply/chain.h"

/* lo, hi (n each): parts per billion left of each thing. Exact but for the
 * rounding outwards where there is no circle; in a circle the ends close in
 * until they stand still, and are true whenever that is broken off. */
int bw_chain_left(const struct bw_chain *c, const uint32_t *failed,
    size_t n_failed, uint32_t *lo, uint32_t *hi,
    struct bw_err *err) BW_MUST_USE;
/* day (n): until when each thing can be had, counted from the failure;
 * BW_DAYS_EVER at both ends when it goes on. In a circle that nothing feeds
 * any more the upper end alone is BW_DAYS_EVER: how long it lives on what goes
 * round in it is not known. */
int bw_chain_stop(const struct bw_chain *c, const uint32_t *failed,
    size_t n_failed, struct bw_days *day, struct bw_err *err) BW_MUST_USE;
/* From which day there may be less of each thing, at the earliest: the nearest
 * failure, with the smallest stocks on the way, through things of which less
 * than all is left (lo of bw_chain_left). A stock that only has to fill a gap
 * lasts longer. BW_DAYS_EVER: never less. */
int bw_chain_less(const struct bw_chain *c, const uint32_t *failed,
    size_t n_failed, const uint32_t *lo, uint32_t *day,
    struct bw_err *err) BW_MUST_USE;

#endif
