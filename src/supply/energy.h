/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * energy.h - is there gas enough when the largest supply falls out: pure.
 *
 * Regulation (EU) 2017/1938, annex II: with the capacities of all entry
 * points (EPm), production (Pm), storage (Sm) and LNG terminals (LNGm), less
 * that of the single largest infrastructure (Im), against the demand of the
 * coldest day in twenty years (Dmax), less what measures on the demand side
 * can take off it (Deff):
 *
 *   N-1 = (EPm + Pm + Sm + LNGm - Im) / (Dmax - Deff)   >= 100 %
 *
 * N-k leaves out the k largest instead. That is the worst loss of any k, so
 * the smallest k that fails tells how many losses a country can stand.
 * Capacities may be intervals. The sum of the k largest grows with each of
 * them, but so does the whole: the supply that is left is the sum of all but
 * the k largest, which grows with every capacity, so its ends are those of
 * all lower and of all upper ends.
 */
#ifndef BW_ENERGY_H
#define BW_ENERGY_H
#include "supply/interval.h"

struct bw_gas_day { /* totals of annex II, in one unit a day */
	struct bw_interval entry, production, storage, lng, largest;
	struct bw_interval peak;     /* Dmax */
	struct bw_interval measures; /* Deff; 0 when there are none */
};
/* Per cent. Not known when one is missing or there is no demand left. */
struct bw_interval bw_gas_n_minus_1(const struct bw_gas_day *day);

/* Per cent of the demand that is left when the k largest of the n fall out,
 * for k = 0 .. most (at most n), in out[0 .. most]. Sorts a copy. False: no
 * memory. */
bool bw_gas_n_minus_k(const struct bw_interval *capacity, size_t n,
    struct bw_interval demand, struct bw_interval *out,
    size_t most) BW_MUST_USE;

/* Net imports as a share of what is available, in per cent; below 0 for a
 * net exporter (Eurostat: energy imports dependency). Gross available energy
 * must be above 0. */
double bw_import_dependency(double imports, double exports, double available);

#endif
