/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal.h - what if: shares and rights change hands, and what follows.
 *
 * A deal is a list of steps, each about one target: a buyer gets votes and
 * capital (told apart where they differ) from a seller, from holders nobody
 * names, or as new shares; perhaps through vehicles, perhaps with the right to
 * appoint the board. Steps follow each other. They become changes of a net
 * (patch.h), and their effect is asked of everybody they can touch (shift.h):
 * who controls what, and whose votes pass which threshold, before and after.
 *
 * Shares stay exact. New shares of p dilute every holder to (1 - p) of what he
 * had; what is not a whole number of parts per billion becomes an interval
 * around it.
 */
#ifndef BW_DEAL_H
#define BW_DEAL_H
#include "base/arena.h"
#include "ownership/integrated.h"
#include "ownership/shift.h"

#define BW_DEAL_VIAS 8u

struct bw_deal_step {
	uint32_t buyer, target;
	uint32_t seller; /* BW_NONE: new shares, or from whom nobody names */
	bool new_shares;
	uint32_t votes, capital;    /* that change hands; of new shares: of the
				       total afterwards. Parts per billion */
	uint32_t via[BW_DEAL_VIAS]; /* buyer -> via[0] -> ... -> target */
	unsigned n_via;
	bool board;      /* the buyer gets the right to appoint the board */
	bool board_lost; /* the seller loses it */
};

/* The changes that the steps make, each pair once. Vehicles that nobody owns
 * yet become wholly the buyer's. BW_EFORMAT when a step cannot be: a seller who
 * has less, more than 100 %, a party that buys itself; `*step` says which. */
int bw_deal_changes(const struct bw_net *net, const struct bw_deal_step *list,
    size_t n, struct bw_change **change, size_t *n_change, size_t *step,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

enum bw_effect_kind {
	BW_EFFECT_CONTROL, /* control differs */
	BW_EFFECT_UP,      /* votes pass a threshold upward */
	BW_EFFECT_DOWN     /* and downward */
};
struct bw_effect {
	uint8_t kind;
	uint32_t owner; /* a party; from net->n on: group owner - net->n */
	uint32_t company;
	uint32_t threshold; /* parts per billion; 0 for control */
	enum bw_certainty certainty;
	struct bw_stand before, after;
};
struct bw_part_change { /* the part of an owner in the target */
	uint32_t owner;
	struct bw_part before, after;
};
struct bw_deal_effect {
	struct bw_effect
	    *effect; /* the target, then by company, owner, kind, threshold */
	size_t n;
	struct bw_part_change *part; /* in the target of the first step, largest
					after first; only what differs */
	size_t n_part;
	struct bw_shift_row *group; /* where groups stand otherwise */
	size_t n_group;
	size_t n_asked;   /* owners who could be touched */
	size_t n_company; /* companies in which anything differs */
};
/* threshold: parts per billion, rising, reached when at least so much. */
int bw_deal_effect(struct bw_deal_effect *out, const struct bw_net *net,
    const struct bw_patch *patch, uint32_t target, const struct bw_group *group,
    size_t n_group, const uint32_t *threshold, size_t n_threshold,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* Seeds that possibly control a company after the deal: the fewest stakes of
 * which the exact votes (or influence: maybe) would tell, largest uncertainty
 * first, as bw_control_settle. Nothing when it is settled, or more than 20,000
 * stakes lie above the company. */
struct bw_deal_doubt {
	uint32_t holder, company;
	struct bw_share votes;
	bool maybe;
};
int bw_deal_settle(const struct bw_net *net, const struct bw_patch *patch,
    const uint32_t *seed, size_t n_seed, uint32_t company, struct bw_arena *a,
    struct bw_deal_doubt **list, size_t *n, bool *unknown,
    struct bw_err *err) BW_MUST_USE;

#endif
