/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * interval.h - a published figure and what it may have been before rounding.
 *
 * Studies print "2.3" or "64 %". The true figure lies within half a unit of
 * the last digit, and whatever is computed from such figures lies in an
 * interval as well. `at` is the figure as printed (or computed from figures
 * as printed), lo and hi are the smallest and largest that it can be.
 * Not known is NAN in all three: it is never replaced by a guess, and a
 * result that needs it either says between which ends it must lie (lo, hi
 * known and at NAN) or is not known itself.
 */
#ifndef BW_INTERVAL_H
#define BW_INTERVAL_H
#include "base/base.h"
#include <math.h>

struct bw_interval {
	double lo, at, hi; /* lo <= at <= hi */
};
#define BW_INTERVAL_NONE ((struct bw_interval){ NAN, NAN, NAN })

static inline struct bw_interval
bw_exactly(double at)
{
	return (struct bw_interval){ at, at, at };
}
/* at +- half, kept within least .. most as far as `at` itself is. */
struct bw_interval bw_rounded(
    double at, double half, double least, double most);
/* There is a figure, not only bounds? */
static inline bool
bw_figure_known(struct bw_interval v)
{
	return !isnan(v.at);
}
static inline bool
bw_bounds_known(struct bw_interval v)
{
	return !isnan(v.lo) && !isnan(v.hi);
}
/* Both hold at once. False (and a left as it is) when they cannot both. */
bool bw_interval_meet(struct bw_interval *a, struct bw_interval b);
/* Quotient of what is not negative by what is above 0; else not known. */
struct bw_interval bw_interval_div(struct bw_interval a, struct bw_interval b);

/* Does a figure reach a limit? For every value in the interval, for some,
 * for none; or nobody knows. Decimal limits such as 2.8 have no exact form:
 * what differs by less than 1e-12 (relative) counts as equal. */
enum bw_reach {
	BW_REACHED,
	BW_PERHAPS,
	BW_MISSED,
	BW_UNKNOWN
};
enum bw_reach bw_at_least(struct bw_interval v, double limit);
enum bw_reach bw_at_most(struct bw_interval v, double limit);
/* Both are needed: the worse of the two; missed beats unknown. */
enum bw_reach bw_both(enum bw_reach a, enum bw_reach b);

#endif
