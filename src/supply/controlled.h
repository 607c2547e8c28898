/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controlled.h - how concentrated a supply is by who is behind it: pure
 * arithmetic.
 *
 * Unlike the rest of a production (concentration.h), what nobody is known to
 * control may also belong to those who are named: the mine whose owner is not
 * recorded may be the largest miner's. With known amounts a_1 >= a_2 .. of a
 * total T and u not known, the HHI lies between sum a_i^2 / T^2 (u spread over
 * many others) and ((a_1 + u)^2 + a_2^2 + ..) / T^2: squares are convex, so
 * all of u in the largest hand is the most there can be. Both ends can be
 * reached.
 */
#ifndef BW_CONTROLLED_H
#define BW_CONTROLLED_H
#include "supply/whatif.h"

struct bw_held {       /* an amount in somebody's hands */
	uint32_t who;  /* caller's number; the same may come again */
	double amount; /* > 0; others are passed over */
};
struct bw_hands {
	size_t n;     /* different ones that are known */
	double total; /* with what is not known */
	double known; /* share of it whose hands are known */
	struct bw_between hhi;
	struct bw_between top; /* of the largest known hand; 0 when none */
	uint32_t top_who;      /* meaningful when n > 0 */
};
/* Sorts h by who; same bits whatever the order. Nothing at all gives NANs. */
void bw_hands(
    struct bw_hands *out, struct bw_held *h, size_t n, double unknown);

#endif
