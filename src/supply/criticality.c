/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * criticality.c - supply risk and economic importance over rounded inputs.
 *
 * The corners: SR grows with both HHIs and with SI and falls with EoL_RIR.
 * With IR it grows where the world is more concentrated than the EU's own
 * sourcing and falls where it is less, so both ends of IR are tried.
 */
#include "supply/criticality.h"
#include "base/mem.h"
#include <stdlib.h>

static double
bracket(double world, double eu, double reliance)
{
	return world * reliance / 2 + eu * (1 - reliance / 2);
}

/* Of what is missing only the range is known. */
static struct bw_interval
or_fraction(struct bw_interval v, unsigned bit, unsigned *missing)
{
	if (!bw_figure_known(v))
		*missing |= bit;
	return bw_bounds_known(v) ? v : (struct bw_interval){ 0, NAN, 1 };
}

static struct bw_interval
both_sides(const struct bw_risk_input *in, struct bw_interval reliance)
{
	double a = bracket(in->world.lo, in->eu.lo, reliance.lo);
	double b = bracket(in->world.lo, in->eu.lo, reliance.hi);
	double c = bracket(in->world.hi, in->eu.hi, reliance.lo);
	double d = bracket(in->world.hi, in->eu.hi, reliance.hi);

	return (struct bw_interval){ a < b ? a : b,
		bracket(in->world.at, in->eu.at, reliance.at), c > d ? c : d };
}

struct bw_interval
bw_supply_risk(const struct bw_risk_input *in, unsigned *missing)
{
	struct bw_interval supply, recycling, substitution, reliance;
	unsigned none = 0;

	recycling = or_fraction(in->recycling, BW_RISK_RECYCLING, &none);
	substitution =
	    or_fraction(in->substitution, BW_RISK_SUBSTITUTION, &none);
	if (in->sides != BW_SIDES_EU && !bw_figure_known(in->world))
		none |= BW_RISK_WORLD;
	if (in->sides != BW_SIDES_WORLD && !bw_figure_known(in->eu))
		none |= BW_RISK_EU;
	if (in->sides == BW_SIDES_BOTH) {
		reliance = or_fraction(in->reliance, BW_RISK_RELIANCE, &none);
		supply = both_sides(in, reliance);
	} else {
		supply = in->sides == BW_SIDES_EU ? in->eu : in->world;
	}
	if (missing != NULL)
		*missing = none;
	if (!bw_bounds_known(supply))
		return BW_INTERVAL_NONE;
	return (struct bw_interval){ supply.lo * (1 - recycling.hi) *
		    substitution.lo,
		supply.at * (1 - recycling.at) * substitution.at,
		supply.hi * (1 - recycling.lo) * substitution.hi };
}

#define WORST 10.0 /* of the governance scale */

void
bw_risk_concentration(
    const struct bw_risk_share *s, size_t n, struct bw_risk_hhi *out)
{
	*out = (struct bw_risk_hhi){ .largest = NAN };
	for (size_t i = 0; i < n; i++) {
		struct bw_interval v = s[i].share;
		bool governed = !isnan(s[i].weight);
		double t = isnan(s[i].factor) ? 1 : s[i].factor;
		double lo = governed ? s[i].weight * t : 0;
		double hi = governed ? s[i].weight * t : WORST * t;

		if (!bw_figure_known(v))
			continue;
		out->hhi.lo += v.lo * v.lo;
		out->hhi.at += v.at * v.at;
		out->hhi.hi += v.hi * v.hi;
		out->weighted.lo += v.lo * v.lo * lo;
		out->weighted.at += v.at * v.at * s[i].weight * t;
		out->weighted.hi += v.hi * v.hi * hi;
		out->sum.lo += v.lo;
		out->sum.at += v.at;
		out->sum.hi += v.hi;
		out->no_weight += !governed;
		out->no_factor += isnan(s[i].factor) ? 1 : 0;
		if (isnan(out->largest) || v.at > out->largest) {
			out->largest = v.at;
			out->at = i;
		}
		out->n++;
	}
	if (out->n == 0)
		out->hhi = out->weighted = out->sum = BW_INTERVAL_NONE;
}

void
bw_economic_importance(const struct bw_end_use *u, size_t n, double largest,
    struct bw_interval substitution, struct bw_interval published,
    struct bw_importance *out)
{
	struct bw_interval sum = { 0, 0, 0 }, value = { 0, 0, 0 };

	*out = (struct bw_importance){ BW_INTERVAL_NONE, 0, BW_INTERVAL_NONE,
		BW_INTERVAL_NONE, BW_INTERVAL_NONE };
	for (size_t i = 0; i < n; i++) {
		bool placed = !isnan(u[i].value_added);
		double q = placed ? 10 * u[i].value_added / largest : 0;

		sum.lo += u[i].share.lo;
		sum.at += u[i].share.at;
		sum.hi += u[i].share.hi;
		out->placed += placed ? u[i].share.at : 0;
		value.lo += u[i].share.lo * q;
		value.at += u[i].share.at * q;
		value.hi += u[i].share.hi * (placed ? q : 10);
	}
	if (n == 0 || !(largest > 0) || !bw_bounds_known(value))
		return;
	out->sum = sum;
	out->without = value;
	if (bw_bounds_known(substitution))
		out->importance =
		    (struct bw_interval){ value.lo * substitution.lo,
			    value.at * substitution.at,
			    value.hi * substitution.hi };
	out->implied = bw_interval_div(published, value);
}

enum bw_reach
bw_critical(struct bw_interval risk, struct bw_interval importance,
    const struct bw_critical_limits *limits)
{
	return bw_both(bw_at_least(risk, limits->risk),
	    bw_at_least(importance, limits->importance));
}

static int
rising(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

/* How many of the n rising numbers are above x. */
static size_t
above(const double *v, size_t n, double x)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (v[mid] > x)
			to = mid;
		else
			from = mid + 1;
	}
	return n - from;
}

#define TOUCH 1e-9 /* ends that differ by less are the same */

bool
bw_rank_ranges(const struct bw_interval *v, size_t n, struct bw_rank *out)
{
	double *lo = bw_alloc(n + 1, 2 * sizeof(*lo)), *hi;
	size_t k = 0;

	if (lo == NULL)
		return false;
	hi = lo + n + 1;
	for (size_t i = 0; i < n; i++) {
		if (!bw_bounds_known(v[i]))
			continue;
		lo[k] = v[i].lo;
		hi[k++] = v[i].hi;
	}
	qsort(lo, k, sizeof(*lo), rising);
	qsort(hi, k, sizeof(*hi), rising);
	for (size_t i = 0; i < n; i++) {
		size_t may;
		bool wide;

		out[i] = (struct bw_rank){ 0, 0 };
		if (!bw_bounds_known(v[i]))
			continue;
		wide = v[i].hi - v[i].lo > 2 * TOUCH;
		may = above(hi, k, v[i].lo + TOUCH); /* itself if wide */
		out[i].best =
		    1 + above(lo, k, v[i].hi + (wide ? -TOUCH : TOUCH));
		out[i].worst = 1 + may - wide;
	}
	bw_free(lo);
	return true;
}
