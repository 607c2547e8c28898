/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * concentration.h - how concentrated a supply is: pure arithmetic.
 *
 * HHI = sum of squared shares, 0..1 (Herfindahl 1950, Hirschman 1945);
 * effective number of suppliers = 1/HHI. Weighted by governance:
 * HHI_WGI = sum s^2 * w with w = 2 (2.5 - mean of the six World Governance
 * Indicators), 0 best .. 10 worst (EU criticality method 2017).
 * "Other countries" are in the total but no supplier: not squared, which is
 * the lower bound; the upper bound takes them as one country, no larger than
 * it is. Both ends are given.
 */
#ifndef BW_CONCENTRATION_H
#define BW_CONCENTRATION_H
#include "base/err.h"

struct bw_supplier {
	uint32_t country;  /* caller's number */
	double amount;     /* > 0 */
	double governance; /* 0..10, NAN = not known */
};
struct bw_concentration {
	size_t suppliers;
	double total;          /* with the rest */
	double hhi_lo, hhi_hi; /* 0..1 */
	double effective;      /* 1 / hhi_lo */
	double wgi_lo, wgi_hi; /* 0..10; NAN when no governance is known */
	double wgi_covered;    /* share of the total with known governance */
	double top_share;      /* of the largest named one */
	uint32_t top_country;
};
/* Sums in descending order of amount (ties by country): same bits always.
 * rest = amount of unnamed countries together. n = 0 or a total of 0 gives
 * suppliers = 0 and NANs. */
void bw_concentrate(const struct bw_supplier *s, size_t n, double rest,
    struct bw_concentration *out);

#endif
