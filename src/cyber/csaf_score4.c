/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_score4.c - CVSS 4.0, section 8: macro vectors and what lies between.
 *
 * A vector falls in one of 270 sets (six classes, "EQ", each of two or three
 * levels), each with a score of its own (reference/cyber/cvss4.csv). Within
 * its set a vector lies so many steps below the gravest one; that part of the
 * way to the next lower set is taken off, class by class, and averaged.
 */
#include "cyber/csaf_score.h"
#include <math.h>

enum m4 {
	AV,
	PR,
	UI,
	AC,
	AT,
	VC,
	VI,
	VA,
	SC,
	SI,
	SA,
	CR,
	IR,
	AR,
	EX,
	M4
};
/* Values of each, gravest first: the place of one is its distance. */
static const struct {
	const char *name, *modified, *values, *unset;
} metric[M4] = { { "AV", "MAV", "NALP", NULL }, { "PR", "MPR", "NLH", NULL },
	{ "UI", "MUI", "NPA", NULL }, { "AC", "MAC", "LH", NULL },
	{ "AT", "MAT", "NP", NULL }, { "VC", "MVC", "HLN", NULL },
	{ "VI", "MVI", "HLN", NULL }, { "VA", "MVA", "HLN", NULL },
	{ "SC", "MSC", "SHLN", NULL }, { "SI", "MSI", "SHLN", NULL },
	{ "SA", "MSA", "SHLN", NULL }, { "CR", NULL, "HML", "H" },
	{ "IR", NULL, "HML", "H" }, { "AR", NULL, "HML", "H" },
	{ "E", NULL, "APU", "A" } };

static bool
read(struct bw_str vector, int at[M4])
{
	for (int i = 0; i < M4; i++) {
		struct bw_str v = csaf_metric(vector, metric[i].name), m;
		const char *place;

		if (metric[i].modified != NULL) {
			m = csaf_metric(vector, metric[i].modified);
			if (m.n > 0 && !bw_str_is(m, "X"))
				v = m;
		} else if (v.n == 0 || bw_str_is(v, "X"))
			v = bw_str_of(metric[i].unset);
		if (v.n != 1 ||
		    (place = strchr(metric[i].values, v.p[0])) == NULL)
			return false;
		at[i] = (int)(place - metric[i].values);
	}
	return true;
}

static void
classes(const int at[M4], int eq[6])
{
	bool av = at[AV] == 0, pr = at[PR] == 0, ui = at[UI] == 0;
	bool c = at[VC] == 0, i = at[VI] == 0, a = at[VA] == 0;

	eq[0] = av && pr && ui ? 0 : (av || pr || ui) && at[AV] != 3 ? 1 : 2;
	eq[1] = at[AC] == 0 && at[AT] == 0 ? 0 : 1;
	eq[2] = c && i ? 0 : c || i || a ? 1 : 2;
	eq[3] = at[SI] == 0 || at[SA] == 0              ? 0
	    : at[SC] == 1 || at[SI] == 1 || at[SA] == 1 ? 1
							: 2;
	eq[4] = at[EX];
	eq[5] = (at[CR] == 0 && c) || (at[IR] == 0 && i) || (at[AR] == 0 && a)
	    ? 0
	    : 1;
}

static int
macro(const struct csaf_lists *l, const int eq[6], int up, int up2)
{
	unsigned n = 0;

	for (int i = 0; i < 6; i++) {
		int level = eq[i] + (i == up || i == up2);

		if (level > 2)
			return -1;
		n = n * 3 + (unsigned)level;
	}
	return l->macro[n] == 255 ? -1 : l->macro[n];
}

/* The gravest vectors of a class at a level, by the letters of its metrics. */
static const char *const gravest[4][3] = {
	{ "NNN", "ANN NLN NNP", "PNN ALP" }, /* AV PR UI */
	{ "LN", "HN LP", NULL },             /* AC AT */
	{ NULL, NULL, NULL },                /* 3 and 6 together, below */
	{ "HSS", "HHH", "LLL" },             /* SC SI SA */
};
static const char *const gravest36[3][2] = { /* VC VI VA CR IR AR */
	{ "HHHHHH", "HHLMMH HHHMMM" },
	{ "LHHHHH HLHHHH", "LHLHMH LHHHMM HLHMHM HLLMHH LLHHHM" },
	{ NULL, "LLLHHH" }
};
static const int depth[4][3] = { { 1, 4, 5 }, { 1, 2, 0 }, { 0, 0, 0 },
	{ 6, 5, 4 } };
static const int depth36[3][2] = { { 7, 6 }, { 8, 8 }, { 0, 10 } };

/* Steps below the first gravest vector that is nowhere less grave; -1: none. */
static int
distance(const int at[M4], const enum m4 *of, size_t n, const char *list)
{
	struct bw_str rest = bw_str_of(list), one;

	while (bw_str_cut(&rest, ' ', &one)) {
		int sum = 0;
		size_t i;

		for (i = 0; i < n; i++) {
			const char *v = metric[of[i]].values;
			int d = at[of[i]] - (int)(strchr(v, one.p[i]) - v);

			if (d < 0)
				break;
			sum += d;
		}
		if (i == n)
			return sum;
	}
	return -1;
}

static double
part(int value, int lower, int steps, int deep, int *existing)
{
	if (lower < 0)
		return 0;
	++*existing;
	return steps < 0 || deep == 0 ? 0
				      : (value - lower) * (double)steps / deep;
}

struct csaf_scores
csaf_score4(const struct csaf_lists *l, struct bw_str vector)
{
	static const enum m4 one[] = { AV, PR, UI }, two[] = { AC, AT };
	static const enum m4 three[] = { VC, VI, VA, CR, IR, AR };
	static const enum m4 four[] = { SC, SI, SA };
	struct csaf_scores s = { -1, -1, -1 };
	int at[M4], eq[6], value, lower, existing = 0;
	double off = 0;

	if (!read(vector, at))
		return s;
	s.base = 0;
	if (at[VC] == 2 && at[VI] == 2 && at[VA] == 2 && at[SC] == 3 &&
	    at[SI] == 3 && at[SA] == 3)
		return s; /* harms nothing */
	classes(at, eq);
	if ((value = macro(l, eq, -1, -1)) < 0)
		return s;
	off += part(value, macro(l, eq, 0, -1),
	    distance(at, one, 3, gravest[0][eq[0]]), depth[0][eq[0]],
	    &existing);
	off += part(value, macro(l, eq, 1, -1),
	    distance(at, two, 2, gravest[1][eq[1]]), depth[1][eq[1]],
	    &existing);
	/* Classes 3 and 6 hang together: the next lower set is that of the one
	 * that can go down, of both when both can the graver. */
	lower = eq[5] == 0 && eq[2] == 1 ? macro(l, eq, 5, -1)
					 : macro(l, eq, 2, -1);
	if (eq[2] == 0 && eq[5] == 0 && macro(l, eq, 5, -1) > lower)
		lower = macro(l, eq, 5, -1);
	off +=
	    part(value, lower, distance(at, three, 6, gravest36[eq[2]][eq[5]]),
		depth36[eq[2]][eq[5]], &existing);
	off += part(value, macro(l, eq, 3, -1),
	    distance(at, four, 3, gravest[3][eq[3]]), depth[3][eq[3]],
	    &existing);
	off += part(value, macro(l, eq, 4, -1), 0, 1, &existing);
	if (existing > 0)
		off /= existing;
	s.base = (int)floor(value - off + 0.5 + 1e-9);
	s.base = s.base < 0 ? 0 : s.base > 100 ? 100 : s.base;
	return s;
}
