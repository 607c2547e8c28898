/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss4.c - the score of CVSS 4.0 (section 8): macro vectors, and what lies
 * between them.
 *
 * A vector falls in one of 270 sets (six classes, "EQ", each of two or three
 * levels), each with a score of its own. Within its set a vector lies so many
 * steps below the gravest one; that part of the way to the next lower set is
 * taken off, class by class, and averaged. All of this is fractions of small
 * numbers: they are kept over STEPS, and the one rounding is half up.
 */
#include "cyber/cvss_priv.h"

/* What the depth of every class, and a mean of up to five, divide. */
#define STEPS (840 * 60)

/* What stands for each metric in the formula. */
enum cvss4_part {
	P_AV,
	P_PR,
	P_UI,
	P_AC,
	P_AT,
	P_VC,
	P_VI,
	P_VA,
	P_SC,
	P_SI,
	P_SA,
	P_CR,
	P_IR,
	P_AR,
	P_E,
	P_ALL
};
/* Values, gravest first: the place of one is its distance. Left out counts as
 * the gravest for E and the requirements (section 8.2). */
static const struct {
	uint8_t metric;
	bool modified;
	const char *values;
} part[P_ALL] = { { V4_AV, true, "NALP" }, { V4_PR, true, "NLH" },
	{ V4_UI, true, "NPA" }, { V4_AC, true, "LH" }, { V4_AT, true, "NP" },
	{ V4_VC, true, "HLN" }, { V4_VI, true, "HLN" }, { V4_VA, true, "HLN" },
	{ V4_SC, true, "SHLN" }, { V4_SI, true, "SHLN" },
	{ V4_SA, true, "SHLN" }, { V4_CR, false, "HML" },
	{ V4_IR, false, "HML" }, { V4_AR, false, "HML" },
	{ V4_E, false, "APU" } };

static int
place(int p, char letter)
{
	const char *at = strchr(part[p].values, letter);

	return at == NULL ? 0 : (int)(at - part[p].values);
}

static void
read(const uint8_t *v, int at[P_ALL])
{
	size_t n;
	const struct bw_cvss_metric *m = bw_cvss_metrics(BW_CVSS_40, &n);

	for (int i = 0; i < P_ALL; i++) {
		unsigned of = part[i].metric, changed = V4_MODIFIED + of;

		if (part[i].modified && v[changed] != 0 &&
		    m[changed].value[v[changed]] != NULL)
			of = changed;
		at[i] = v[of] == 0 ? 0 : place(i, m[of].value[v[of] - 1][0]);
	}
}

static void
classes(const int at[P_ALL], int eq[6])
{
	bool av = at[P_AV] == 0, pr = at[P_PR] == 0, ui = at[P_UI] == 0;
	bool c = at[P_VC] == 0, i = at[P_VI] == 0, a = at[P_VA] == 0;

	eq[0] = av && pr && ui ? 0 : (av || pr || ui) && at[P_AV] != 3 ? 1 : 2;
	eq[1] = at[P_AC] == 0 && at[P_AT] == 0 ? 0 : 1;
	eq[2] = c && i ? 0 : c || i || a ? 1 : 2;
	eq[3] = at[P_SI] == 0 || at[P_SA] == 0                ? 0
	    : at[P_SC] == 1 || at[P_SI] == 1 || at[P_SA] == 1 ? 1
							      : 2;
	eq[4] = at[P_E];
	eq[5] =
	    (at[P_CR] == 0 && c) || (at[P_IR] == 0 && i) || (at[P_AR] == 0 && a)
	    ? 0
	    : 1;
}

/* The score of the set, one level lower in a class; -1: no such set. */
static int
macro(const int eq[6], int lower)
{
	static const int most[6] = { 2, 1, 2, 2, 2, 1 };
	int e[6], score;

	for (int i = 0; i < 6; i++)
		if ((e[i] = eq[i] + (i == lower)) > most[i])
			return -1;
	score = cvss4_macro[e[0]][e[1]][e[2]][e[3]][e[4]][e[5]];
	return score == 255 ? -1 : score;
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

/* Steps below the first gravest vector that is nowhere less grave; 0: none. */
static int
distance(
    const int at[P_ALL], const enum cvss4_part *of, size_t n, const char *list)
{
	struct bw_str rest = bw_str_of(list), one;

	while (bw_str_cut(&rest, ' ', &one)) {
		int sum = 0;
		size_t i;

		for (i = 0; i < n; i++) {
			int d = at[of[i]] - place((int)of[i], one.p[i]);

			if (d < 0)
				break;
			sum += d;
		}
		if (i == n)
			return sum;
	}
	return 0;
}

struct way { /* what is taken off, over STEPS, and by how many classes */
	int value, off, n;
};

static void
go(struct way *w, int lower, int steps, int deep)
{
	if (lower < 0)
		return;
	w->n++;
	if (deep > 0)
		w->off += (w->value - lower) * steps * (STEPS / deep);
}

/* Classes 3 and 6 hang together: the next lower set is that of the one that
 * can go down, or of both when both can the graver. */
static int
lower36(const int eq[6])
{
	int three = macro(eq, 2), six = macro(eq, 5);

	if (eq[5] == 0 && eq[2] == 1)
		return six;
	return eq[2] == 0 && eq[5] == 0 && six > three ? six : three;
}

int
cvss4_score(const uint8_t *v)
{
	static const enum cvss4_part one[] = { P_AV, P_PR, P_UI };
	static const enum cvss4_part two[] = { P_AC, P_AT };
	static const enum cvss4_part three[] = { P_VC, P_VI, P_VA, P_CR, P_IR,
		P_AR };
	static const enum cvss4_part four[] = { P_SC, P_SI, P_SA };
	int at[P_ALL], eq[6], rest;
	struct way w = { 0 };

	read(v, at);
	if (at[P_VC] == 2 && at[P_VI] == 2 && at[P_VA] == 2 && at[P_SC] == 3 &&
	    at[P_SI] == 3 && at[P_SA] == 3)
		return 0; /* harms nothing */
	classes(at, eq);
	w.value = macro(eq, -1);
	go(&w, macro(eq, 0), distance(at, one, 3, gravest[0][eq[0]]),
	    depth[0][eq[0]]);
	go(&w, macro(eq, 1), distance(at, two, 2, gravest[1][eq[1]]),
	    depth[1][eq[1]]);
	go(&w, lower36(eq), distance(at, three, 6, gravest36[eq[2]][eq[5]]),
	    depth36[eq[2]][eq[5]]);
	go(&w, macro(eq, 3), distance(at, four, 3, gravest[3][eq[3]]),
	    depth[3][eq[3]]);
	go(&w, macro(eq, 4), 0, 1); /* the sets of class 5 have one vector */
	if (w.n > 0)
		w.off /= w.n;
	rest = w.value * STEPS - w.off;
	return rest < 0 ? 0 : (2 * rest + STEPS) / (2 * STEPS);
}
