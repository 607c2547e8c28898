/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * blocks.h - the vote in one company as a game: who votes together, how often
 * each decides.
 *
 * Direct holders that one party certainly controls, or that it is itself,
 * vote as one block. Everybody who is in no such block votes alone. What
 * nobody accounts for is the float. Shares with a range make a family of
 * games: the indices are computed for several choices of values within the
 * ranges (midpoints; every block at either end when blocks with a range are
 * few), and the lowest and highest found are given. They are no bounds: a
 * choice in between can lie outside.
 *
 * Never a test of law. Where somebody has a majority of the votes, the answer
 * is that (control.h) and no index.
 */
#ifndef BW_BLOCKS_H
#define BW_BLOCKS_H
#include "ownership/control.h"
#include "ownership/ownership_load.h"

struct bw_spread { /* lowest and highest of the choices */
	double lo, hi;
};
struct bw_block {
	uint32_t leader; /* node: a holder, or who controls the holders */
	uint32_t *link;  /* of the members into the company */
	size_t n_link;
	struct bw_share votes; /* narrowed: all together at most 100 % */
	/* with the float as an ocean, and without it */
	struct bw_spread shapley[2], banzhaf[2];
};
struct bw_vote {
	struct bw_block *block; /* largest first */
	size_t n;
	size_t n_small; /* blocks beyond BW_POWER_PLAYERS: put to the float */
	struct bw_share rest;          /* that nobody accounts for */
	struct bw_share own;           /* the company's own votes: none */
	struct bw_spread rest_shapley; /* of the ocean as a whole */
	uint32_t choices; /* of values; 1 when everything is exact */
	double error;     /* of any index, because weights were rounded */
	bool over;        /* more than 100 % is surely held */
};
/* The cone has everybody above its centre; k is of its graph, by majority. */
int bw_vote_make(struct bw_vote *out, const struct bw_cone *c,
    struct bw_control *k, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
