/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * profile.h - all that the world knows of the dependence on one material.
 *
 * Who makes it, what the EU studies say and what follows from their inputs,
 * how the Union stands to the benchmarks of 2030, what it is used for. Three
 * kinds of numbers that are never mixed: production (USGS and others, by
 * year), the EU study (means over years, with trade factors), and its scores.
 */
#ifndef BW_PROFILE_H
#define BW_PROFILE_H
#include "model/ref.h"
#include "supply/study_load.h"
#include "supply/supply_load.h"

struct bw_judged { /* one score and what follows from its inputs */
	struct bw_score s;
	bool inputs;                 /* some input is known */
	struct bw_interval computed; /* SR over the box of the inputs */
	unsigned missing;            /* bw_risk_input_name */
	bool agrees;                 /* printed and computed can both hold */
	struct bw_interval risk;     /* where both hold */
	enum bw_reach critical;      /* over the intervals */
	bool listed;                 /* as printed, both limits are reached */
	bool scored;                 /* SR and EI are there */
	struct bw_rank rank; /* by SR, among the materials of that study */
	size_t ranked;       /* how many there are */
};
struct bw_side { /* the world or the Union, at one stage */
	bool eu;
	uint8_t stage;
	int year; /* of the study */
	const struct bw_study_share *share;
	size_t n;
	struct bw_risk_hhi hhi;
	struct bw_act_shares act; /* of the Union's */
};
struct bw_act_line {
	enum bw_benchmark_name name;
	uint8_t stage; /* of single-country */
	int year;      /* of the study; 0 = no figure */
	struct bw_benchmark limit;
	struct bw_standing standing;
	struct bw_str country; /* of single-country: the largest */
	struct bw_study_place place;
};
#define BW_SIDES (2 * BW_STAGES)
#define BW_ACT_LINES (BW_BENCHMARKS + 1) /* single-country: two stages */

struct bw_profile {
	struct bw_str code;
	const struct bw_ref_item *item;
	struct bw_production *made; /* by stage, newest first */
	size_t n_made;
	struct bw_judged *score; /* newest study first */
	size_t n_score;
	/* Newest scores of the group it is scored in, or of its parts. */
	struct bw_judged *related;
	size_t n_related;
	struct bw_side side[BW_SIDES]; /* world first, by stage */
	size_t n_side;
	int governed_from, governed_to; /* years of the weights; 0 = none */
	/* SR is at most this by the shares alone, when IR, EoL_RIR and SI are
	 * anything they can be; by stage, where both sides are known. */
	struct bw_interval ceiling[BW_STAGES];
	struct bw_act_line act[BW_ACT_LINES];
	struct bw_study_use *use;
	size_t n_use;
	struct bw_importance importance; /* of the newest study with uses */
};
/* Studies after the year `until` do not count. */
int bw_profile(const struct bw_view *v, struct bw_str material, int until,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_profile *out, struct bw_err *err) BW_MUST_USE;

/* The scores of all materials judged, by material, newest study first, with
 * ranks within each study. */
int bw_judge_all(const struct bw_view *v,
    const struct bw_criticality_rules *rules, struct bw_arena *a,
    struct bw_judged **out, size_t *n, struct bw_err *err) BW_MUST_USE;

#endif
