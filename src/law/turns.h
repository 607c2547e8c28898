/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * turns.h - at which value of an uncertain number the outcome turns.
 *
 * A share known as "25 % to 50 %" leaves a decision open, and the question that
 * follows is: from which share on? Each comparison of the rules is looked at
 * with the number at its lowest and at its highest; where the two differ, the
 * value at which it turns is found by halving, exactly. Between such values no
 * comparison changes, so one decision tells of all of them. Other facts stay
 * as they are told; of two uncertain numbers each is moved alone.
 */
#ifndef BW_LAW_TURNS_H
#define BW_LAW_TURNS_H
#include "law/decide.h"

struct bw_turn { /* from this value of the fact on, up to the next turn */
	uint32_t fact;
	int64_t from; /* of the first of a fact: the lowest it can be */
	struct bw_str outcome;
};
/* By fact, rising; facts that turn nothing are left out. Dates are not moved:
 * they select the law itself. Everything in the arena. */
int bw_law_turns(struct bw_turn **out, size_t *n, const struct bw_decision *d,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
