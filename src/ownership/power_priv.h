/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power_priv.h - how the files of the power engine share a game.
 *
 *	power.c         what losing means, the choice of method, the result
 *	power_count.c   coalitions counted by size and weight
 *	power_walk.c    all coalitions, one by one
 *
 * Everything is said with one function: how far a coalition of k members and
 * weight s loses. Without a float that is 0 or 1. With an ocean it is the
 * chance that the vote is still open when one more player comes in after k
 * others: the part of all moments at which s and what has come in of the
 * ocean are not above the quota. A player's power is the sum over coalitions
 * of how much less they lose with him.
 */
#ifndef BW_POWER_PRIV_H
#define BW_POWER_PRIV_H
#include "base/mem.h"
#include "base/share.h"
#include "ownership/power.h"
#include <math.h>

#define GAME_WALK 22u /* players whose 2^n coalitions are walked */

struct game {
	const uint64_t *weight;
	size_t n;
	uint64_t total; /* of the weights */
	uint64_t bar;   /* no ocean: the largest weight that loses */
	uint64_t quota, ocean;
	bool open;    /* the bar itself, 0, wins: nobody can lose */
	double *coef; /* of a coalition of k others: k! (n-1-k)! / n! */
};

/* row[k], k = 0 .. n-1: how far k others of weight s lose, by order. */
void game_row(const struct game *g, int64_t s, double *row);
/* And by halves of the ocean (Banzhaf): 0, 1/2 or 1. */
double game_lose(const struct game *g, int64_t s);
/* The largest weight at which a coalition can still lose. */
uint64_t game_top(const struct game *g);

/* Fill shapley, swings and error. False in *fits when the method would need
 * too much memory or time. */
int game_count(const struct game *g, bool rounded, bool *fits,
    struct bw_power *out, struct bw_err *err) BW_MUST_USE;
int game_walk(
    const struct game *g, struct bw_power *out, struct bw_err *err) BW_MUST_USE;

#endif
