/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners.h - what a group of partner countries can add to the supply of a
 * material, step by step: pure arithmetic.
 *
 * A cost curve of diversification without invented costs: open figures hold
 * no price per added tonne, so the steps are put in the order of what has to
 * be built for them, and only what bounds them is computed.
 *
 *   spare     capacity - production: plants that stand there and are not
 *             full. Nothing has to be opened.
 *   pace      the partner goes through its reserves as fast as the world goes
 *             through the world's, so that its share of production becomes
 *             its share of reserves. Needs no assumption: production, reserves
 *             and their world totals are published.
 *   reserves  all that reserves can carry when they have to last `years`
 *             years at the new rate: reserves / years. Only when who asks
 *             names the years.
 *
 *   chosen    so much as who asks says, each partner once or more, in the
 *             order told; no bound but what the others leave.
 *
 * What a step adds to a partner comes on top of its steps before. Steps after
 * `spare` need mines to be opened; how long that takes is for who asks to
 * say (`opening` years), and steps carry it.
 *
 * World demand stays the same, so what partners add takes somebody's place.
 * Whose is not known; two readings bracket the usual answers:
 *   aimed  always the largest producer outside the partners, until it is no
 *          larger than the next (least concentration that can be had)
 *   even   everybody outside the partners loses the same share
 */
#ifndef BW_PARTNERS_H
#define BW_PARTNERS_H
#include "supply/whatif.h"

struct bw_maker {
	uint32_t country;          /* each once */
	double amount;             /* 0 = none told */
	double capacity, reserves; /* in the unit of amount; NAN = not told */
	double governance;
	bool eu, partner;
};
struct bw_partner_choice {
	uint32_t country; /* of a maker that is a partner; others count not */
	double amount;
};
struct bw_partners_ask {
	const struct bw_maker *maker;
	size_t n;
	double rest;           /* production of unnamed countries */
	double world_reserves; /* of all countries; NAN = not known */
	double years;          /* that reserves must last; NAN = not asked */
	double opening;        /* years to open a mine; NAN = not told */
	const struct bw_partner_choice *choice;
	size_t n_choice;
};
enum bw_step_kind {
	BW_STEP_SPARE,
	BW_STEP_PACE,
	BW_STEP_RESERVES,
	BW_STEP_CHOSEN
};
struct bw_partner_reading {
	struct bw_indicators is;
	double focus; /* share of the focus country */
};
struct bw_partner_step {
	enum bw_step_kind kind;
	uint32_t country;
	double amount; /* that this step adds */
	double all;    /* that all steps up to here add */
	double share;  /* of the partners together, after it */
	double cover;  /* `all` as a share of what the focus makes now */
	double after;  /* years before it can begin; NAN = not told */
	struct bw_partner_reading aimed, even;
};
struct bw_partner { /* what is known of one */
	uint32_t country;
	double amount, capacity, reserves;
	double life;  /* years its reserves last at its rate; NAN */
	double extra; /* that its steps add together */
	double most;  /* share of the supply it can have, when it alone grows */
	bool capacity_told, reserves_told;
	bool bounded; /* something told limits it: else extra is not known */
	bool short_reserves; /* do not last `years` even at today's rate */
};
struct bw_partners {
	struct bw_indicators now;
	double share_now;  /* of the partners together */
	uint32_t focus;    /* largest producer outside the partners, or 0 */
	double focus_now;  /* its share */
	double world_life; /* years of the world; NAN */
	double unplaced;   /* steps beyond what others make: not counted */
	struct bw_partner_step *step;
	size_t n_step;
	struct bw_partner_step *chosen; /* beside the steps, not on top */
	size_t n_chosen;
	double chosen_unplaced;
	struct bw_partner *partner; /* in the order of the makers */
	size_t n_partner;
};
/* Results lie in the arena; no partner among the makers gives no step. */
int bw_partners(struct bw_partners *out, const struct bw_partners_ask *ask,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
