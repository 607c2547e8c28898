/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * energy.c - the N-1 rule for gas, its generalisation, import dependency.
 */
#include "supply/energy.h"
#include "base/mem.h"
#include <stdlib.h>

/* supply / demand; what is above 0 only. */
static struct bw_interval
against(double lo, double at, double hi, struct bw_interval demand)
{
	if (!(demand.lo > 0) || isnan(lo) || isnan(hi))
		return BW_INTERVAL_NONE;
	lo = lo > 0 ? lo : 0;
	at = at > 0 ? at : 0;
	hi = hi > 0 ? hi : 0;
	return (struct bw_interval){ 100 * lo / demand.hi, 100 * at / demand.at,
		100 * hi / demand.lo };
}

struct bw_interval
bw_gas_n_minus_1(const struct bw_gas_day *d)
{
	struct bw_interval demand = { d->peak.lo - d->measures.hi,
		d->peak.at - d->measures.at, d->peak.hi - d->measures.lo };
	double lo = d->entry.lo + d->production.lo + d->storage.lo + d->lng.lo -
	    d->largest.hi;
	double at = d->entry.at + d->production.at + d->storage.at + d->lng.at -
	    d->largest.at;
	double hi = d->entry.hi + d->production.hi + d->storage.hi + d->lng.hi -
	    d->largest.lo;

	return against(lo, at, hi, demand);
}

static int
falling(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a < b) - (a > b);
}

/* left[k] = sum without the k largest, for every k: suffix sums. */
static void
leave_out(double *v, size_t n, double *left, size_t most)
{
	double sum = 0;

	qsort(v, n, sizeof(*v), falling);
	for (size_t k = n; k-- > 0;) {
		if (k + 1 <= most)
			left[k + 1] = sum;
		sum += v[k];
	}
	left[0] = sum;
}

bool
bw_gas_n_minus_k(const struct bw_interval *capacity, size_t n,
    struct bw_interval demand, struct bw_interval *out, size_t most)
{
	double *v = bw_alloc(n + 3 * (most + 1), sizeof(*v)), *left;

	if (v == NULL)
		return false;
	left = v + n;
	for (int end = 0; end < 3; end++) {
		for (size_t i = 0; i < n; i++)
			v[i] = end == 0 ? capacity[i].lo
			    : end == 1  ? capacity[i].at
					: capacity[i].hi;
		leave_out(v, n, left + (size_t)end * (most + 1), most);
	}
	for (size_t k = 0; k <= most; k++)
		out[k] = against(left[k], left[most + 1 + k],
		    left[2 * (most + 1) + k], demand);
	bw_free(v);
	return true;
}

double
bw_import_dependency(double imports, double exports, double available)
{
	return available > 0 ? 100 * (imports - exports) / available : NAN;
}
