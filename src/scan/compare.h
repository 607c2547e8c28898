/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare.h - a scan beside those of others, when there are enough of them.
 *
 * Others are unnamed results that their owners gave for this. Fewer than ten
 * would say something about one of them, so then nothing is said: first those
 * of the same sector and size are looked at, then all. Pure; O(others).
 */
#ifndef BW_SCAN_COMPARE_H
#define BW_SCAN_COMPARE_H
#include "scan/result.h"

#define BW_SCAN_ENOUGH 10u

struct bw_scan_other {
	struct bw_str sector, size;
	unsigned points; /* resilience, 0 to 100 */
};
struct bw_scan_place {
	bool there;       /* there are enough to compare with */
	bool alike;       /* of the same sector and size; else all */
	size_t of;        /* so many others */
	size_t below;     /* certainly lower than one's own */
	size_t below_may; /* lower, if what is not known is done */
};
/* A result without a total compares with nobody. */
struct bw_scan_place bw_scan_compare(const struct bw_scan_other *other,
    size_t n, const struct bw_scan_state *s, const struct bw_scan_result *r);

#endif
