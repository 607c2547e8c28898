/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * interval.c - arithmetic of rounded figures.
 *
 * All figures here are shares, indices and amounts, so nothing is negative
 * and every operation takes its ends from the ends of what goes in.
 */
#include "supply/interval.h"

#define SLACK 1e-12

struct bw_interval
bw_rounded(double at, double half, double least, double most)
{
	struct bw_interval v = { at - half, at, at + half };

	if (isnan(at))
		return BW_INTERVAL_NONE;
	if (v.lo < least)
		v.lo = at < least ? at : least;
	if (v.hi > most)
		v.hi = at > most ? at : most;
	return v;
}

bool
bw_interval_meet(struct bw_interval *a, struct bw_interval b)
{
	struct bw_interval v = *a;

	if (!bw_bounds_known(b))
		return true;
	if (!bw_bounds_known(v)) {
		*a = b;
		return true;
	}
	if (b.lo > v.lo)
		v.lo = b.lo;
	if (b.hi < v.hi)
		v.hi = b.hi;
	if (v.lo > v.hi)
		return false;
	if (isnan(v.at))
		v.at = b.at;
	if (v.at < v.lo)
		v.at = v.lo;
	if (v.at > v.hi)
		v.at = v.hi;
	*a = v;
	return true;
}

struct bw_interval
bw_interval_div(struct bw_interval a, struct bw_interval b)
{
	if (!bw_bounds_known(a) || !bw_bounds_known(b) || !(b.lo > 0))
		return BW_INTERVAL_NONE;
	return (struct bw_interval){ a.lo / b.hi, a.at / b.at, a.hi / b.lo };
}

static double
slack(double limit)
{
	return SLACK * (limit > 1 ? limit : 1);
}

enum bw_reach
bw_at_least(struct bw_interval v, double limit)
{
	if (!bw_bounds_known(v) || isnan(limit))
		return BW_UNKNOWN;
	if (v.lo >= limit - slack(limit))
		return BW_REACHED;
	return v.hi >= limit - slack(limit) ? BW_PERHAPS : BW_MISSED;
}

enum bw_reach
bw_at_most(struct bw_interval v, double limit)
{
	if (!bw_bounds_known(v) || isnan(limit))
		return BW_UNKNOWN;
	if (v.hi <= limit + slack(limit))
		return BW_REACHED;
	return v.lo <= limit + slack(limit) ? BW_PERHAPS : BW_MISSED;
}

enum bw_reach
bw_both(enum bw_reach a, enum bw_reach b)
{
	if (a == BW_MISSED || b == BW_MISSED)
		return BW_MISSED;
	if (a == BW_UNKNOWN || b == BW_UNKNOWN)
		return BW_UNKNOWN;
	return a == BW_PERHAPS || b == BW_PERHAPS ? BW_PERHAPS : BW_REACHED;
}
