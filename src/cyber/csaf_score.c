/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_score.c - CVSS 2.0 (section 3.2), 3.0 and 3.1 (sections 7 and 8).
 *
 * Weights and formulas are those of the specifications of FIRST; 3.1 rounds up
 * by its own function (appendix A), so that a binary fraction a hair above a
 * tenth is that tenth.
 */
#include "cyber/csaf_score.h"
#include <math.h>

struct bw_str
csaf_metric(struct bw_str v, const char *name)
{
	size_t i = 0;

	while (i < v.n) {
		size_t n = 0, from;

		while (i + n < v.n && name[n] == v.p[i + n])
			n++;
		if (name[n] == '\0' && i + n < v.n && v.p[i + n] == ':') {
			for (from = i += n + 1; i < v.n && v.p[i] != '/';)
				i++;
			return bw_str_sub(v, from, i - from);
		}
		while (i < v.n && v.p[i] != '/')
			i++;
		i++;
	}
	return (struct bw_str){ 0 };
}

struct weight {
	const char *value;
	double w;
};
#define NO_WEIGHT -1.0

static double
weight(struct bw_str v, const char *name, const struct weight *w, double none)
{
	struct bw_str value = csaf_metric(v, name);

	if (value.n == 0)
		return none;
	for (; w->value != NULL; w++)
		if (w->value[0] == value.p[0] && bw_str_is(value, w->value))
			return w->w;
	return NO_WEIGHT;
}

#define END             \
	{               \
		NULL, 0 \
	}
static const struct weight cia2[] = { { "N", 0 }, { "P", 0.275 },
	{ "C", 0.660 }, END };
static const struct weight req2[] = { { "L", 0.5 }, { "M", 1 }, { "H", 1.51 },
	{ "ND", 1 }, END };

/* Rounded as the decimal fraction it stands for: 9.0 times 0.95 is 8.55. */
static int
tenths(double x)
{
	return (int)floor(x * 10 + 0.5 + 1e-9);
}

static double
base2(struct bw_str v, double impact)
{
	static const struct weight av[] = { { "L", 0.395 }, { "A", 0.646 },
		{ "N", 1 }, END };
	static const struct weight ac[] = { { "H", 0.35 }, { "M", 0.61 },
		{ "L", 0.71 }, END };
	static const struct weight au[] = { { "M", 0.45 }, { "S", 0.56 },
		{ "N", 0.704 }, END };
	double a = weight(v, "AV", av, NO_WEIGHT);
	double b = weight(v, "AC", ac, NO_WEIGHT);
	double c = weight(v, "Au", au, NO_WEIGHT);

	if (a < 0 || b < 0 || c < 0)
		return NO_WEIGHT;
	return (0.6 * impact + 0.4 * 20 * a * b * c - 1.5) *
	    (impact == 0 ? 0 : 1.176);
}

static double
time2(struct bw_str v)
{
	static const struct weight e[] = { { "U", 0.85 }, { "POC", 0.9 },
		{ "F", 0.95 }, { "H", 1 }, { "ND", 1 }, END };
	static const struct weight rl[] = { { "OF", 0.87 }, { "TF", 0.9 },
		{ "W", 0.95 }, { "U", 1 }, { "ND", 1 }, END };
	static const struct weight rc[] = { { "UC", 0.9 }, { "UR", 0.95 },
		{ "C", 1 }, { "ND", 1 }, END };

	return weight(v, "E", e, 1) * weight(v, "RL", rl, 1) *
	    weight(v, "RC", rc, 1);
}

struct csaf_scores
csaf_score2(struct bw_str v)
{
	static const struct weight cdp[] = { { "N", 0 }, { "L", 0.1 },
		{ "LM", 0.3 }, { "MH", 0.4 }, { "H", 0.5 }, { "ND", 0 }, END };
	static const struct weight td[] = { { "N", 0 }, { "L", 0.25 },
		{ "M", 0.75 }, { "H", 1 }, { "ND", 1 }, END };
	double c = weight(v, "C", cia2, NO_WEIGHT);
	double i = weight(v, "I", cia2, NO_WEIGHT);
	double a = weight(v, "A", cia2, NO_WEIGHT), impact, base, adjusted;
	struct csaf_scores s = { -1, -1, -1 };

	if (c < 0 || i < 0 || a < 0)
		return s;
	impact = 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
	if ((base = base2(v, impact)) < 0 && base == NO_WEIGHT)
		return s;
	s.base = tenths(base < 0 ? 0 : base);
	s.temporal = tenths(s.base / 10.0 * time2(v));
	impact = 10.41 *
	    (1 -
		(1 - c * weight(v, "CR", req2, 1)) *
		    (1 - i * weight(v, "IR", req2, 1)) *
		    (1 - a * weight(v, "AR", req2, 1)));
	base = base2(v, impact > 10 ? 10 : impact);
	adjusted = tenths(tenths(base < 0 ? 0 : base) / 10.0 * time2(v)) / 10.0;
	s.environmental =
	    tenths((adjusted + (10 - adjusted) * weight(v, "CDP", cdp, 0)) *
		weight(v, "TD", td, 1));
	return s;
}

static double
up(double x, bool v31)
{
	int64_t n;

	if (!v31)
		return ceil(x * 10) / 10;
	n = (int64_t)floor(x * 100000 + 0.5);
	return n % 10000 == 0 ? (double)n / 100000
			      : (double)(n / 10000 + 1) / 10;
}

/* The modified metric where it is set, else the base one. */
static double
either(struct bw_str v, const char *name, bool modified, const struct weight *w)
{
	char long_name[8];
	struct bw_str value;

	if (!modified)
		return weight(v, name, w, NO_WEIGHT);
	snprintf(long_name, sizeof(long_name), "M%s", name);
	value = csaf_metric(v, long_name);
	if (value.n > 0 && !bw_str_is(value, "X"))
		return weight(v, long_name, w, NO_WEIGHT);
	return weight(v, name, w, NO_WEIGHT);
}

static double
raw3(struct bw_str v, bool m, bool v31)
{
	static const struct weight av[] = { { "N", 0.85 }, { "A", 0.62 },
		{ "L", 0.55 }, { "P", 0.2 }, END };
	static const struct weight ac[] = { { "L", 0.77 }, { "H", 0.44 }, END };
	static const struct weight pr[] = { { "N", 0.85 }, { "L", 0.62 },
		{ "H", 0.27 }, END };
	static const struct weight prc[] = { { "N", 0.85 }, { "L", 0.68 },
		{ "H", 0.5 }, END };
	static const struct weight ui[] = { { "N", 0.85 }, { "R", 0.62 }, END };
	static const struct weight cia[] = { { "H", 0.56 }, { "L", 0.22 },
		{ "N", 0 }, END };
	static const struct weight sc[] = { { "U", 0 }, { "C", 1 }, END };
	static const struct weight rq[] = { { "H", 1.5 }, { "M", 1 },
		{ "L", 0.5 }, { "X", 1 }, END };
	double scope = either(v, "S", m, sc), c = either(v, "C", m, cia);
	double i = either(v, "I", m, cia), a = either(v, "A", m, cia);
	double w[4] = { either(v, "AV", m, av), either(v, "AC", m, ac),
		either(v, "PR", m, scope > 0 ? prc : pr),
		either(v, "UI", m, ui) };
	double iss, impact, sum;

	if (scope < 0 || c < 0 || i < 0 || a < 0 || w[0] < 0 || w[1] < 0 ||
	    w[2] < 0 || w[3] < 0)
		return NO_WEIGHT;
	if (m) {
		c *= weight(v, "CR", rq, 1);
		i *= weight(v, "IR", rq, 1);
		a *= weight(v, "AR", rq, 1);
	}
	iss = 1 - (1 - c) * (1 - i) * (1 - a);
	if (m && iss > 0.915)
		iss = 0.915;
	if (scope == 0)
		impact = 6.42 * iss;
	else if (m && v31)
		impact =
		    7.52 * (iss - 0.029) - 3.25 * pow(iss * 0.9731 - 0.02, 13);
	else
		impact = 7.52 * (iss - 0.029) - 3.25 * pow(iss - 0.02, 15);
	if (impact <= 0)
		return 0;
	sum = (impact + 8.22 * w[0] * w[1] * w[2] * w[3]) *
	    (scope > 0 ? 1.08 : 1);
	return up(sum > 10 ? 10 : sum, v31);
}

struct csaf_scores
csaf_score3(struct bw_str v, bool v31, bool all)
{
	static const struct weight e[] = { { "X", 1 }, { "H", 1 },
		{ "F", 0.97 }, { "P", 0.94 }, { "U", 0.91 }, END };
	static const struct weight rl[] = { { "X", 1 }, { "U", 1 },
		{ "W", 0.97 }, { "T", 0.96 }, { "O", 0.95 }, END };
	static const struct weight rc[] = { { "X", 1 }, { "C", 1 },
		{ "R", 0.96 }, { "U", 0.92 }, END };
	double base = raw3(v, false, v31), changed, t;
	struct csaf_scores s = { -1, -1, -1 };

	if (base < 0)
		return s;
	s.base = tenths(base);
	if (!all || (changed = raw3(v, true, v31)) < 0)
		return s;
	t = weight(v, "E", e, 1) * weight(v, "RL", rl, 1) *
	    weight(v, "RC", rc, 1);
	s.temporal = tenths(up(base * t, v31));
	s.environmental = tenths(up(changed * t, v31));
	return s;
}
