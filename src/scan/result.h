/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * result.h - what the answers of a scan come to: a plan, and honest scores.
 *
 * Exposure (how interesting one is) and resilience (what one did about it)
 * are apart, and exposure never lowers a score. "I do not know" counts as no,
 * and as fully done at the other end of the range. What was not answered
 * counts nowhere. Duties and alerts do not depend on any score.
 *
 * Everything is exact: a score is a fraction, kept as millionths of a point
 * rounded down, so that "at least 40" is decided without rounding; people see
 * whole points, rounded down too, so that number and band agree. The formulas
 * stand in doc/scan.md. Pure; O(questions x themes).
 *
 * Actions come in tiers, not in ranks: small differences in weights reorder
 * any list, but hardly move an action to another tier (tests/scan has the
 * simulation). The order inside a tier only puts the smaller effort first.
 */
#ifndef BW_SCAN_RESULT_H
#define BW_SCAN_RESULT_H
#include "scan/state.h"

#define BW_SCAN_POINT UINT32_C(1000000)
#define BW_SCAN_FIRST_PAGE 6u

enum bw_scan_band {         /* of resilience */
	BW_BAND_VULNERABLE, /* 0-39 */
	BW_BAND_BUILDING,   /* 40-69 */
	BW_BAND_RESILIENT,  /* 70-89 */
	BW_BAND_EXEMPLARY   /* 90-100 */
};
enum bw_scan_tier {
	BW_TIER_NOW,  /* urgency 4 or more */
	BW_TIER_NEXT, /* 1.5 or more */
	BW_TIER_LATER,
	BW_TIER_NONE /* done, not asked or not answered */
};
enum bw_scan_step {
	BW_STEP_FIRST,   /* nothing is there */
	BW_STEP_NEXT,    /* partly, or not tested */
	BW_STEP_FIND_OUT /* not known */
};
enum bw_scan_no_total {
	BW_TOTAL_IS_THERE,
	BW_TOTAL_NO_ANSWERS,     /* nothing was answered */
	BW_TOTAL_NOT_APPLICABLE, /* nothing applies: the scan does not fit */
	BW_TOTAL_NOTHING_KNOWN,  /* all "I do not know" */
	BW_TOTAL_COVERAGE        /* less than 60 % by weight answered */
};

struct bw_scan_range { /* millionths of a point, 0 to 100 points */
	uint32_t lo, hi;
};
struct bw_scan_theme_score {
	bool scored; /* something was answered that applies */
	struct bw_scan_range score;
	uint32_t asked, answered, unknown, not_applicable; /* questions */
	/* Exposure as a fraction; of is 0 when nothing that feeds it was
	 * answered. unknown_exposure: how many of those are "I do not know". */
	uint32_t exposed, of, unknown_exposure;
};
struct bw_scan_action {
	uint16_t question;
	enum bw_scan_tier tier;
	enum bw_scan_step step;
};
struct bw_scan_result {
	struct bw_scan_theme_score theme[BW_SCAN_THEMES];
	enum bw_scan_no_total no_total;
	struct bw_scan_range total;
	bool has_exposure;
	uint32_t exposure; /* millionths of a point */
	/* By weight, of questions that apply. */
	uint32_t answered_weight, applicable_weight;
	uint32_t asked, answered, unknown; /* all questions, also exposure */
	const uint16_t *signal;            /* that hold: alerts, then duties */
	size_t n_signal;
	const struct bw_scan_action *action; /* by tier */
	size_t n_action, n_first_page;
	const uint16_t *profile; /* exposure answered with more than no */
	size_t n_profile;
};

int bw_scan_score(struct bw_scan_result *out, const struct bw_scan *q,
    const struct bw_scan_state *s, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

/* Tiers for other weights, in thousandths, per question (tiers.c); that is
 * how a test shows that they are stable. tier: room per question. */
void bw_scan_tiers(const struct bw_scan *q, const struct bw_scan_state *s,
    const uint32_t *weight, enum bw_scan_tier *tier);
/* Small effort, and not for later. */
bool bw_scan_quick_win(
    const struct bw_scan *q, const struct bw_scan_action *action);

static inline unsigned
bw_scan_points(uint32_t millionths)
{
	return millionths / BW_SCAN_POINT;
}
enum bw_scan_band bw_scan_band(uint32_t millionths);
/* Machine names, and last parts of the words "scan.band.", "scan.tier.",
 * "scan.step.", "scan.no-total." */
const char *bw_scan_band_name(enum bw_scan_band b);
const char *bw_scan_tier_name(enum bw_scan_tier t);
const char *bw_scan_step_name(enum bw_scan_step s);
const char *bw_scan_no_total_name(enum bw_scan_no_total n);
/* "high" exposure from 50 points, "high" resilience from 70: the four fields
 * "scan.field.high-low" (exposure, then resilience). NULL: no total. */
const char *bw_scan_field_name(const struct bw_scan_result *r);

#endif
