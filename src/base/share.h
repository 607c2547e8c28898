/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * share.h - shares that decide are exact: intervals in parts per billion.
 *
 * A share is an interval [lo, hi] inside 0 .. BW_ONE with open or closed
 * ends: "more than 25 % but not more than 50 %" is (25 %, 50 %]. A percentage
 * with up to seven decimals is a point; a longer one, say 33.33333333, lies
 * between two neighbouring points and becomes an open interval, so nothing
 * is rounded. Not known at all is [0, 100 %].
 *
 * A sum (struct bw_sum) adds intervals in 64 bits and may exceed BW_ONE:
 * totals above 100 % are reported by those who look, never clamped here.
 * An open end of any non-zero-width part makes that end of the sum open.
 */
#ifndef BW_SHARE_H
#define BW_SHARE_H
#include "base/str.h"

#define BW_ONE 1000000000u /* 100 % */
#define BW_PERCENT 10000000u
#define BW_LO_OPEN 1u /* lo itself is not included */
#define BW_HI_OPEN 2u /* hi itself is not included */

struct bw_share {
	uint32_t lo, hi; /* parts per billion, lo <= hi <= BW_ONE */
	uint8_t open;    /* BW_LO_OPEN | BW_HI_OPEN */
};

struct bw_sum {
	uint64_t lo, hi;
	uint8_t open;
};

struct bw_share bw_share_exact(uint32_t ppb);
struct bw_share bw_share_unknown(void);
/* lo <= hi <= BW_ONE, and not empty (equal ends are both closed)? */
bool bw_share_valid(struct bw_share s);
bool bw_share_is_exact(struct bw_share s);
bool bw_share_same(struct bw_share a, struct bw_share b);
/* Common part; false when there is none. */
bool bw_share_meet(struct bw_share a, struct bw_share b, struct bw_share *out);
/* Smallest interval around both. */
struct bw_share bw_share_hull(struct bw_share a, struct bw_share b);

/* One percentage: "12", "12.5", "12,5", "12.5 %", "33.333333333". Exponents,
 * signs, and anything below 0 or above 100 are refused with a reason. */
int bw_share_parse(struct bw_str percent, struct bw_share *out,
    struct bw_err *err) BW_MUST_USE;
/* As written in text for people: "25 %", "> 25 % - 50 %", "0 % - 100 %", and
 * "≈ 33.3333334 %" for what is no whole number of parts. decimal is '.' or
 * ','. */
void bw_share_print(struct bw_buf *b, struct bw_share s, char decimal);
void bw_sum_print(struct bw_buf *b, struct bw_sum s, char decimal);
void bw_ppb_print(struct bw_buf *b, uint64_t ppb, char decimal); /* "12.5" */

void bw_sum_add(struct bw_sum *sum, struct bw_share s);
/* Is the sum above (strict) or at least (not strict) t parts per billion?
 * certain: for every value in the interval; possible: for some. */
bool bw_sum_certain(struct bw_sum s, uint64_t t, bool strict);
bool bw_sum_possible(struct bw_sum s, uint64_t t, bool strict);

#endif
