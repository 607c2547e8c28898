/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * criticality_rules.h - the numbers of rules/supply/criticality.yaml.
 *
 * Limits of the EU list, rounding of the studies, years of governance, the
 * benchmarks for 2030 and the least value of N-1: data, each with the text it
 * comes from.
 */
#ifndef BW_CRITICALITY_RULES_H
#define BW_CRITICALITY_RULES_H
#include "base/arena.h"
#include "supply/act.h"
#include "supply/criticality.h"

struct bw_governance_years {
	int study, from, to;
};
struct bw_score_group { /* materials that are scored together */
	struct bw_str code;
	struct bw_str *member;
	size_t n;
};
struct bw_criticality_rules {
	struct bw_critical_limits critical;
	struct { /* half a unit of the last digit */
		double risk, importance, hhi, substitution, reliance, recycling;
	} half; /* the last two in per cent */
	struct bw_governance_years *governance;
	size_t n_governance;
	struct bw_score_group *group;
	size_t n_group;
	struct bw_benchmark act[BW_BENCHMARKS];
	double gas_least; /* per cent */
	struct bw_str cite, cite_rounding, cite_governance, cite_act, cite_gas,
	    cite_groups;
};
/* Text lives in the arena. */
int bw_criticality_rules(struct bw_criticality_rules *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same from any bytes, for tests. */
int bw_criticality_rules_parse(struct bw_criticality_rules *out,
    struct bw_str yaml, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Years of governance of a study, or NULL. */
const struct bw_governance_years *bw_criticality_years(
    const struct bw_criticality_rules *r, int study);
const char *bw_benchmark_word(enum bw_benchmark_name name); /* "extraction" */

#endif
