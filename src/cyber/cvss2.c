/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss2.c - scores of CVSS 2.0 (section 3.2), exactly.
 *
 * All weights are decimal fractions, so sums and products are whole numbers
 * over one denominator: an impact is over 20000^3 (weights of 275, 660 and
 * their products with 0.5 and 1.51 are fractions over 20000), and the score
 * over DENOMINATOR, which also holds 10.41, 0.6, 1.176 and the product of
 * three weights of exploitability. The largest, 10 times that, is below 2^63.
 * "Round to one decimal" is half up.
 */
#include "cyber/cvss_priv.h"

#define OVER INT64_C(4000000000000000) /* 20000^3 x 100 x 5 */
#define DENOMINATOR (OVER * 125)       /* 1.176 = 147 / 125 */

/* Round a fraction to tenths. */
static int
tenths(int64_t x, int64_t denominator)
{
	return (int)((x + denominator / 20) / (denominator / 10));
}

/* Weights are by value: 0 when left out, then gravest first. */
static int64_t
weight(const uint8_t *v, enum cvss2_metric m, const int16_t *table)
{
	return table[v[m]];
}

/* 1 - (1-C)(1-I)(1-A), over 20000^3; times 10.41, not above 10. */
static int64_t
impact(const uint8_t *v, bool adjusted)
{
	static const int16_t cia[] = { 0, 132, 55, 0 };          /* 1/200 */
	static const int16_t req[] = { 100, 151, 100, 50, 100 }; /* 1/100 */
	int64_t left = 1, whole = INT64_C(8000000000000), sum;

	for (int i = 0; i < 3; i++)
		left *= 20000 -
		    weight(v, (enum cvss2_metric)(V2_C + i), cia) *
			(adjusted
				? weight(v, (enum cvss2_metric)(V2_CR + i), req)
				: 100);
	sum = (whole - left) * 1041; /* over 20000^3 x 100 */
	return adjusted && sum > whole * 1000 ? whole * 1000 : sum;
}

/* (0.6 impact + 0.4 exploitability - 1.5) f(impact) */
static int
base(const uint8_t *v, int64_t of_impact)
{
	static const int16_t av[] = { 0, 1000, 646, 395 };
	static const int16_t ac[] = { 0, 71, 61, 35 };
	static const int16_t au[] = { 0, 704, 560, 450 };
	/* 0.4 x 20 over 1000 x 100 x 1000 */
	int64_t ease = 8 * weight(v, V2_AV, av) * weight(v, V2_AC, ac) *
	    weight(v, V2_AU, au) * (OVER / 100000000);
	int64_t sum = of_impact * 3 + ease - OVER / 10 * 15;

	return of_impact == 0 || sum < 0 ? 0 : tenths(sum * 147, DENOMINATOR);
}

static int
temporal(const uint8_t *v, int score)
{
	static const int16_t e[] = { 100, 100, 95, 90, 85, 100 };
	static const int16_t rl[] = { 100, 100, 95, 90, 87, 100 };
	static const int16_t rc[] = { 100, 100, 95, 90, 100 };

	return tenths(score * weight(v, V2_E, e) * weight(v, V2_RL, rl) *
		weight(v, V2_RC, rc),
	    10000000);
}

/* (adjusted + (10 - adjusted) CDP) TD */
static int
environmental(const uint8_t *v)
{
	static const int16_t cdp[] = { 0, 5, 4, 3, 1, 0, 0 };     /* 1/10 */
	static const int16_t td[] = { 100, 100, 75, 25, 0, 100 }; /* 1/100 */
	int64_t adjusted = temporal(v, base(v, impact(v, true)));

	return tenths(
	    (adjusted * 10 + (100 - adjusted) * weight(v, V2_CDP, cdp)) *
		weight(v, V2_TD, td),
	    10000);
}

static bool
any(const uint8_t *v, int from, int to)
{
	for (; from < to; from++)
		if (v[from] != 0)
			return true;
	return false;
}

struct bw_cvss_score
cvss2_scores(const uint8_t *v)
{
	struct bw_cvss_score s = { -1, -1, -1, -1 };

	s.base = base(v, impact(v, false));
	if (any(v, V2_E, V2_CDP))
		s.temporal = temporal(v, s.base);
	if (any(v, V2_CDP, V2_METRICS))
		s.environmental = environmental(v);
	return s;
}
