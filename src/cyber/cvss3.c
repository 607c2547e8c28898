/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss3.c - scores of CVSS 3.0 and 3.1 (sections 7 and 8).
 *
 * Weights are decimal fractions and the sums whole numbers over UNIT. One term
 * has no such form, the 15th (or 13th) power when the scope changes: it is
 * taken to 18 decimals. No vector comes nearer than four millionths to where
 * rounding turns (tests/cli/cvss.py looks at all), so that is enough. 3.0
 * rounds up to the next tenth; 3.1 does so after rounding to five decimals
 * (appendix A), and has a formula of its own for the modified impact.
 */
#include "cyber/cvss_priv.h"

__extension__ typedef __int128 wide;

#define UNIT INT64_C(100000000000000000) /* 10^17 */

static int64_t
power(int64_t x, int n)
{
	const int64_t one = INT64_C(1000000000000000000);
	wide p = x;

	while (--n > 0)
		p = p * x / one;
	return (int64_t)p;
}

/* Value of a base metric, 0 the gravest; or what it is modified to. */
static int
at(const uint8_t *v, enum cvss3_metric m, bool modified)
{
	static const uint8_t unset[8] = { 5, 3, 4, 3, 3, 4, 4, 4 }; /* X */
	uint8_t changed = v[V3_MODIFIED + (int)m];

	return (modified && changed != 0 && changed != unset[m] ? changed
								: v[m]) -
	    1;
}

/* The impact sub-score ISS, over 10^9. */
static int64_t
iss(const uint8_t *v, bool m)
{
	static const int16_t cia[] = { 56, 22, 0 };
	static const int16_t req[] = { 10, 15, 10, 5, 10 };
	int64_t left = 1, sum;

	for (int i = 0; i < 3; i++)
		left *= 1000 -
		    cia[at(v, (enum cvss3_metric)(V3_C + i), m)] *
			(m ? req[v[V3_CR + i]] : 10);
	sum = 1000000000 - left;
	return m && sum > 915000000 ? 915000000 : sum;
}

/* Over 10^15. */
static int64_t
impact(int64_t sub, bool changed, bool modified, bool v31)
{
	int64_t p;

	if (sub == 0)
		return 0;
	if (!changed)
		return 642 * sub * 10000;
	if (modified && v31) /* (ISS x 0.9731 - 0.02)^13 */
		p = power((sub * 9731 - INT64_C(200000000000)) * 100000, 13);
	else
		p = power((sub - 20000000) * 1000000000, 15);
	return 752 * (sub - 29000000) * 10000 - p / 1000 * 325 / 100;
}

/* 3.1, appendix A; 3.0: to the next tenth. */
static int
round_up(int64_t x, int64_t unit, bool v31)
{
	int64_t n;

	if (!v31)
		return (int)((x + unit / 10 - 1) / (unit / 10));
	n = (x + unit / 200000) / (unit / 100000);
	return (int)(n / 10000 + (n % 10000 != 0));
}

static int
whole_score(const uint8_t *v, bool m, bool v31)
{
	static const int16_t av[] = { 85, 62, 55, 20 }, ac[] = { 77, 44 };
	static const int16_t pr[2][3] = { { 85, 62, 27 }, { 85, 68, 50 } };
	static const int16_t ui[] = { 85, 62 };
	bool changed = at(v, V3_S, m) == 0;
	int64_t i = impact(iss(v, m), changed, m, v31), sum;

	if (i <= 0)
		return 0;
	/* 8.22 AV AC PR UI, over 10^10 */
	sum = i +
	    INT64_C(822) * av[at(v, V3_AV, m)] * ac[at(v, V3_AC, m)] *
		pr[changed][at(v, V3_PR, m)] * ui[at(v, V3_UI, m)] * 100000;
	sum *= changed ? 108 : 100;
	return round_up(sum > 10 * UNIT ? 10 * UNIT : sum, UNIT, v31);
}

static int
temporal(const uint8_t *v, int score, bool v31)
{
	static const int16_t e[] = { 100, 100, 97, 94, 91, 100 };
	static const int16_t rl[] = { 100, 100, 97, 96, 95, 100 };
	static const int16_t rc[] = { 100, 100, 96, 92, 100 };

	return round_up(
	    INT64_C(1) * score * e[v[V3_E]] * rl[v[V3_RL]] * rc[v[V3_RC]],
	    10000000, v31);
}

struct bw_cvss_score
cvss3_scores(const uint8_t *v, bool v31)
{
	struct bw_cvss_score s = { 0 };

	s.base = whole_score(v, false, v31);
	s.temporal = temporal(v, s.base, v31);
	s.environmental = temporal(v, whole_score(v, true, v31), v31);
	return s;
}
