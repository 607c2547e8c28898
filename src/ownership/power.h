/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power.h - power where nobody has a majority: how often a holder decides.
 *
 * Never a test of law: shown apart. Players vote with integer weights; a
 * coalition wins above the quota (or at it, when at_least). Shapley and
 * Shubik (1954): the part of all orders in which a player turns the vote.
 * Banzhaf (1965), Penrose (1946): the part of all coalitions of others that
 * the player turns. Both exact, by counting coalitions per weight (generating
 * functions): O(k Q) for Banzhaf and O(k^2 Q) for Shapley, k players, Q the
 * quota in steps of the greatest common divisor of the weights.
 *
 * Votes nobody accounts for (the float) are an ocean of very small voters
 * (Dubey and Shapley 1979; Leech 1988) or abstain as one; both are shown.
 */
#ifndef BW_POWER_H
#define BW_POWER_H
#include "base/arena.h"

enum bw_float {
	BW_FLOAT_NONE,     /* only the players vote */
	BW_FLOAT_ABSTAINS, /* its votes leave the total: quota in parts of the
			      rest */
	BW_FLOAT_OCEAN
};
struct bw_power_in {
	const uint64_t *weight; /* parts per billion */
	size_t n;
	uint64_t ocean; /* parts per billion nobody accounts for */
	uint64_t quota; /* parts per billion of all votes */
	bool at_least;  /* >= */
	enum bw_float how;
};
struct bw_power {             /* one a player, in their order */
	double shapley;       /* adds up to 1 with that of the ocean */
	double banzhaf;       /* of all coalitions of others */
	double banzhaf_share; /* of all swings of players */
	double swings; /* number of coalitions turned; exact below 2^53 */
};
/* In the arena. BW_ELIMIT beyond what fits (players times steps). */
int bw_power_run(const struct bw_power_in *in, struct bw_arena *a,
    struct bw_power **out, struct bw_err *err) BW_MUST_USE;

#endif
