/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * criticality.h - the EU criticality method of 2017: pure arithmetic.
 *
 * (European Commission 2017, Methodology for establishing the EU list of
 * critical raw materials, JRC106997; used in the studies of 2017, 2020, 2023.)
 *
 *   SR = [ HHI_WGI,t(world) IR/2 + HHI_WGI,t(EU) (1 - IR/2) ]
 *        (1 - EoL_RIR) SI_SR
 *   HHI_WGI,t = sum S^2 WGI t
 *   EI = 10 / Q_max * sum A Q  * SI_EI
 *
 * S share of a country (0..1), WGI its governance (0 best .. 10 worst), t its
 * trade factor, IR net import reliance, EoL_RIR share of recycled input, SI
 * substitution (1 = none), A share of an end use, Q value added of the sector
 * that makes it. When only one side of supply is known it takes the place of
 * the bracket.
 *
 * Everything is published rounded. SR is linear in each input apart, so its
 * smallest and largest value over the box of all inputs are at corners, and
 * because nothing is negative it is known at which: the ends are exact, not
 * an estimate.
 */
#ifndef BW_CRITICALITY_H
#define BW_CRITICALITY_H
#include "supply/interval.h"

enum bw_supply_sides {
	BW_SIDES_BOTH,
	BW_SIDES_WORLD, /* "GS only" */
	BW_SIDES_EU     /* "EUS only" */
};
enum bw_risk_input_name { /* bits of `missing` */
	BW_RISK_WORLD = 1,
	BW_RISK_EU = 2,
	BW_RISK_RELIANCE = 4,
	BW_RISK_RECYCLING = 8,
	BW_RISK_SUBSTITUTION = 16
};
struct bw_risk_input {
	enum bw_supply_sides sides;
	struct bw_interval world, eu;    /* HHI_WGI,t */
	struct bw_interval reliance;     /* IR, 0..1 */
	struct bw_interval recycling;    /* EoL_RIR, 0..1 */
	struct bw_interval substitution; /* SI_SR, 0..1 */
};
/* With an input missing there is no figure (at is NAN): then lo and hi hold
 * whatever that input is (IR, EoL_RIR and SI are between 0 and 1), and with
 * a missing HHI that is needed they are not known either. *missing (may be
 * NULL) names what is missing. */
struct bw_interval bw_supply_risk(
    const struct bw_risk_input *in, unsigned *missing);

struct bw_risk_share {            /* one country at one stage */
	struct bw_interval share; /* 0..1 */
	double weight;            /* governance 0..10, NAN = not known */
	double factor;            /* t; NAN = 1, counted in no_factor */
};
struct bw_risk_hhi {
	struct bw_interval hhi;      /* 0..1 */
	struct bw_interval weighted; /* HHI_WGI,t; a country without governance
				weighs 0 to 10, and at is NAN */
	struct bw_interval sum;      /* of the shares, as printed */
	double largest;              /* share as printed; NAN = none */
	size_t at;                   /* which; the first of equals */
	size_t n, no_weight, no_factor;
};
/* Sums in the order of the rows; shares are used as printed. */
void bw_risk_concentration(
    const struct bw_risk_share *s, size_t n, struct bw_risk_hhi *out);

struct bw_end_use {
	struct bw_interval share; /* A, 0..1 */
	double value_added;       /* Q */
};
struct bw_importance {
	struct bw_interval sum; /* of the shares */
	double placed;          /* of the shares with a sector, as printed */
	struct bw_interval without;    /* EI before substitution */
	struct bw_interval importance; /* EI, when SI_EI is known */
	struct bw_interval implied;    /* SI_EI that the published EI needs */
};
/* largest: value added of the largest sector. substitution and published may
 * be BW_INTERVAL_NONE. A use that the study gives no sector ("other") counts as
 * nothing in `at` and lo, as there, and as the largest sector in hi. */
void bw_economic_importance(const struct bw_end_use *u, size_t n,
    double largest, struct bw_interval substitution,
    struct bw_interval published, struct bw_importance *out);

/* Of the limits: critical when both are reached. */
struct bw_critical_limits {
	double risk, importance; /* SR >= and EI >= */
};
enum bw_reach bw_critical(struct bw_interval risk,
    struct bw_interval importance, const struct bw_critical_limits *limits);

struct bw_rank {
	size_t best, worst; /* 1 = highest; 0 = not known */
};
/* The ranks that each can have when every figure may be anywhere in its
 * interval: best = 1 + those that are surely higher, worst = 1 + the others
 * that may be higher. Intervals that only touch do not overlap (what is rounded
 * to 2.8 is at least 2.75, what is rounded to 2.7 is less). Those without
 * bounds get no rank and take no place. Memory for 2 n numbers; O(n log n).
 * False: no memory. */
bool bw_rank_ranges(
    const struct bw_interval *v, size_t n, struct bw_rank *out) BW_MUST_USE;

#endif
