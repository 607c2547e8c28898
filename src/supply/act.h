/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * act.h - the 2030 benchmarks of the Critical Raw Materials Act: pure.
 *
 * Regulation (EU) 2024/1252 sets, for the strategic raw materials of annex I,
 * what the Union should be able to extract, process and recycle of its own
 * yearly consumption (at least so much) and how much may come from one third
 * country at any relevant stage of processing (at most so much). The numbers
 * are data (rules/supply/criticality.yaml); here is only how a share with an
 * interval stands to them.
 *
 * The distance is what is still to be covered: percentage points below a
 * floor or above a ceiling, 0 when the benchmark is met. A share that nobody
 * publishes stays unknown, and so does the benchmark.
 */
#ifndef BW_ACT_H
#define BW_ACT_H
#include "supply/interval.h"

enum bw_benchmark_name {
	BW_ACT_EXTRACTION,
	BW_ACT_PROCESSING,
	BW_ACT_RECYCLING,
	BW_ACT_SINGLE_COUNTRY,
	BW_BENCHMARKS
};
struct bw_benchmark {
	double limit; /* per cent */
	bool ceiling; /* at most, else at least */
};
struct bw_standing {
	enum bw_reach met;
	struct bw_interval share;    /* per cent */
	struct bw_interval distance; /* percentage points, not below 0 */
};
void bw_act_stand(const struct bw_benchmark *b, struct bw_interval percent,
    struct bw_standing *out);

struct bw_sourcing { /* what the Union gets from one country at one stage */
	struct bw_interval share; /* 0..1 */
	bool member;              /* of the EU: no third country */
};
struct bw_act_shares {
	struct bw_interval own;   /* per cent from members */
	struct bw_interval third; /* per cent from the largest third country */
	size_t at;                /* which row that is; SIZE_MAX = none */
};
/* What the shares of sourcing tell. Capacity is not published per material:
 * the members' share of what the Union gets stands for it, as an indication.
 * No rows: not known. */
void bw_act_sourcing(
    const struct bw_sourcing *s, size_t n, struct bw_act_shares *out);

#endif
