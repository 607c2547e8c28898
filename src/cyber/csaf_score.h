/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_score.h - scores of CVSS vectors, as tests of advisories need them.
 */
#ifndef BW_CSAF_SCORE_H
#define BW_CSAF_SCORE_H
#include "cyber/csaf_lists.h"

struct csaf_scores { /* in tenths; -1: cannot be computed */
	int base, temporal, environmental;
};
/* By the versions' own formulas: 2.0; 3.0 and 3.1 (the base score alone unless
 * `all`); 4.0 has one score, base. */
struct csaf_scores csaf_score2(struct bw_str vector);
struct csaf_scores csaf_score3(struct bw_str vector, bool v31, bool all);
struct csaf_scores csaf_score4(
    const struct csaf_lists *l, struct bw_str vector);
/* The value of a metric in a vector; empty when it is not there. */
struct bw_str csaf_metric(struct bw_str vector, const char *name);

#endif
