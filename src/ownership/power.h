/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power.h - power where nobody has a majority: how often a holder decides.
 *
 * Never a test of law: shown apart. Players vote with integer weights; a
 * coalition wins above the quota (or at it, when at_least). Shapley and
 * Shubik (1954): the part of all orders in which a player turns the vote.
 * Banzhaf (1965), Penrose (1946): the part of all coalitions of others that
 * the player turns.
 *
 * Votes nobody accounts for (the float) are an ocean of very small voters
 * (Dubey and Shapley 1979; Leech 1988) or abstain as one; both are shown. For
 * Shapley the ocean comes in evenly while the others come in one by one; for
 * Banzhaf half of it votes for, and a coalition that then hits the quota
 * exactly wins half of the time.
 *
 * Counted exactly, up to rounding of doubles: by weight (generating
 * functions), O(n^2 log n Q) for n players and Q steps of the greatest common
 * divisor of the weights up to the quota; or, for up to 22 players and when
 * that is quicker, all coalitions one by one. Only when neither fits, weights
 * are rounded to steps, and `error` bounds what that can do to any of the
 * figures.
 */
#ifndef BW_POWER_H
#define BW_POWER_H
#include "base/arena.h"

#define BW_POWER_PLAYERS 200u

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
	double error;  /* shapley and banzhaf are at most this far off because
			  weights were rounded; 0 when they were not */
};
/* n + 1 in the arena: the players, then the ocean (shapley alone). BW_ELIMIT
 * above BW_POWER_PLAYERS. */
int bw_power_run(const struct bw_power_in *in, struct bw_arena *a,
    struct bw_power **out, struct bw_err *err) BW_MUST_USE;

#endif
