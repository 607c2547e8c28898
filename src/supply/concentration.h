/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * concentration.h - how concentrated a supply is: pure arithmetic.
 *
 * HHI = sum of squared shares, 0..1 (Herfindahl 1950, Hirschman 1945);
 * effective number of suppliers = 1/HHI. Weighted by governance:
 * HHI_WGI = sum s^2 * w with w = 2 (2.5 - mean of the six World Governance
 * Indicators), 0 best .. 10 worst (EU criticality method 2017).
 *
 * "Other countries" are part of the total but no supplier. How the rest is
 * spread is not told, so the HHI is a range with sharp ends. Lower end: spread
 * over so many countries that their squares vanish. Upper end: all of it one
 * country that is none of the named ones; any split into several has a
 * smaller sum of squares. Leaving the rest out of the total, as is often
 * done, can give more than the upper end: that is no bound but a mistake.
 * In the same way a supplier without known governance weighs 0 at the lower
 * end and 10 at the upper.
 */
#ifndef BW_CONCENTRATION_H
#define BW_CONCENTRATION_H
#include "base/err.h"

#define BW_GOVERNANCE_WORST 10.0
#define BW_GOVERNANCE_DIMENSIONS 6

struct bw_supplier {
	uint32_t country;  /* caller's number, each once */
	double amount;     /* > 0; others are passed over */
	double governance; /* 0..10, NAN = not known */
};
struct bw_concentration {
	size_t suppliers;
	double total;          /* with the rest */
	double hhi_lo, hhi_hi; /* 0..1 */
	double effective;      /* 1 / hhi_lo: at most so many */
	double wgi_lo, wgi_hi; /* 0..10; NAN when no governance is known */
	double wgi_covered;    /* share of the total with known governance */
	double top_share;      /* of the largest named one */
	double top3_share;     /* of the three largest named ones together */
	uint32_t top_country;
};
/* Puts s in descending order of amount (ties by country) and sums in that
 * order: same bits whatever the order before. rest = amount of unnamed
 * countries together; what is not above 0 counts as none. No supplier gives
 * suppliers = 0 and NANs. O(n log n), no memory of its own. */
void bw_concentrate(
    struct bw_supplier *s, size_t n, double rest, struct bw_concentration *out);
/* w = 2 (2.5 - mean); NAN when one of the six is. */
/* Place of a dimension by its short name ("va"), or BW_GOVERNANCE_DIMENSIONS.
 */
size_t bw_governance_dimension(const char *name);
double bw_governance_weight(const double estimate[BW_GOVERNANCE_DIMENSIONS]);

#endif
