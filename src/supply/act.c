/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * act.c - how far the Union is from the benchmarks for 2030.
 *
 * Shares are used as printed. They add up to 93 to 101 per cent; what is
 * missing to 100 may come from anybody, so it is added to the upper end of
 * the members' share and of no single country.
 */
#include "supply/act.h"

static double
positive(double x)
{
	return x > 0 ? x : 0;
}

void
bw_act_stand(const struct bw_benchmark *b, struct bw_interval percent,
    struct bw_standing *out)
{
	double l = b->limit;

	*out = (struct bw_standing){ BW_UNKNOWN, percent, BW_INTERVAL_NONE };
	if (!bw_bounds_known(percent))
		return;
	if (b->ceiling) {
		out->met = bw_at_most(percent, l);
		out->distance = (struct bw_interval){ positive(percent.lo - l),
			positive(percent.at - l), positive(percent.hi - l) };
		return;
	}
	out->met = bw_at_least(percent, l);
	out->distance = (struct bw_interval){ positive(l - percent.hi),
		positive(l - percent.at), positive(l - percent.lo) };
}

void
bw_act_sourcing(
    const struct bw_sourcing *s, size_t n, struct bw_act_shares *out)
{
	struct bw_interval own = { 0, 0, 0 }, third = { 0, 0, 0 };
	double sum = 0;

	*out = (struct bw_act_shares){ BW_INTERVAL_NONE, BW_INTERVAL_NONE,
		SIZE_MAX };
	for (size_t i = 0; i < n; i++) {
		struct bw_interval v = s[i].share;

		if (!bw_figure_known(v))
			continue;
		sum += v.at;
		if (s[i].member) {
			own.lo += v.lo;
			own.at += v.at;
			own.hi += v.hi;
			continue;
		}
		if (out->at == SIZE_MAX || v.at > third.at) {
			third.at = v.at;
			out->at = i;
		}
		third.lo = v.lo > third.lo ? v.lo : third.lo;
		third.hi = v.hi > third.hi ? v.hi : third.hi;
	}
	if (!(sum > 0))
		return;
	own.hi += positive(1 - sum);
	out->own = (struct bw_interval){ 100 * own.lo, 100 * own.at,
		100 *
		    (own.hi < 1          ? own.hi
			    : own.at > 1 ? own.at
					 : 1) };
	out->third = (struct bw_interval){ 100 * third.lo, 100 * third.at,
		100 * third.hi };
}
