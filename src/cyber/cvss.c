/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss.c - the metrics of each version of CVSS, and reading a vector.
 *
 * The tables are those of the standards: 2.0 section 2.4, 3.x section 6, 4.0
 * section 7. A hostile vector ends at its first mistake, so that reading takes
 * no longer than the longest right one.
 */
#include "cyber/cvss_priv.h"

#define B BW_CVSS_BASE
#define T BW_CVSS_THREAT
#define E BW_CVSS_ENVIRONMENT
#define S BW_CVSS_SUPPLEMENT
static const struct bw_cvss_metric metrics2[V2_METRICS] = {
	{ "AV", B, { "N", "A", "L" } },
	{ "AC", B, { "L", "M", "H" } },
	{ "Au", B, { "N", "S", "M" } },
	{ "C", B, { "C", "P", "N" } },
	{ "I", B, { "C", "P", "N" } },
	{ "A", B, { "C", "P", "N" } },
	{ "E", T, { "H", "F", "POC", "U", "ND" } },
	{ "RL", T, { "U", "W", "TF", "OF", "ND" } },
	{ "RC", T, { "C", "UR", "UC", "ND" } },
	{ "CDP", E, { "H", "MH", "LM", "L", "N", "ND" } },
	{ "TD", E, { "H", "M", "L", "N", "ND" } },
	{ "CR", E, { "H", "M", "L", "ND" } },
	{ "IR", E, { "H", "M", "L", "ND" } },
	{ "AR", E, { "H", "M", "L", "ND" } },
};
static const struct bw_cvss_metric metrics3[V3_METRICS] = {
	{ "AV", B, { "N", "A", "L", "P" } },
	{ "AC", B, { "L", "H" } },
	{ "PR", B, { "N", "L", "H" } },
	{ "UI", B, { "N", "R" } },
	{ "S", B, { "C", "U" } },
	{ "C", B, { "H", "L", "N" } },
	{ "I", B, { "H", "L", "N" } },
	{ "A", B, { "H", "L", "N" } },
	{ "E", T, { "H", "F", "P", "U", "X" } },
	{ "RL", T, { "U", "W", "T", "O", "X" } },
	{ "RC", T, { "C", "R", "U", "X" } },
	{ "CR", E, { "H", "M", "L", "X" } },
	{ "IR", E, { "H", "M", "L", "X" } },
	{ "AR", E, { "H", "M", "L", "X" } },
	{ "MAV", E, { "N", "A", "L", "P", "X" } },
	{ "MAC", E, { "L", "H", "X" } },
	{ "MPR", E, { "N", "L", "H", "X" } },
	{ "MUI", E, { "N", "R", "X" } },
	{ "MS", E, { "C", "U", "X" } },
	{ "MC", E, { "H", "L", "N", "X" } },
	{ "MI", E, { "H", "L", "N", "X" } },
	{ "MA", E, { "H", "L", "N", "X" } },
};
static const struct bw_cvss_metric metrics4[V4_METRICS] = {
	{ "AV", B, { "N", "A", "L", "P" } },
	{ "AC", B, { "L", "H" } },
	{ "AT", B, { "N", "P" } },
	{ "PR", B, { "N", "L", "H" } },
	{ "UI", B, { "N", "P", "A" } },
	{ "VC", B, { "H", "L", "N" } },
	{ "VI", B, { "H", "L", "N" } },
	{ "VA", B, { "H", "L", "N" } },
	{ "SC", B, { "H", "L", "N" } },
	{ "SI", B, { "H", "L", "N" } },
	{ "SA", B, { "H", "L", "N" } },
	{ "E", T, { "A", "P", "U", "X" } },
	{ "CR", E, { "H", "M", "L", "X" } },
	{ "IR", E, { "H", "M", "L", "X" } },
	{ "AR", E, { "H", "M", "L", "X" } },
	{ "MAV", E, { "N", "A", "L", "P", "X" } },
	{ "MAC", E, { "L", "H", "X" } },
	{ "MAT", E, { "N", "P", "X" } },
	{ "MPR", E, { "N", "L", "H", "X" } },
	{ "MUI", E, { "N", "P", "A", "X" } },
	{ "MVC", E, { "H", "L", "N", "X" } },
	{ "MVI", E, { "H", "L", "N", "X" } },
	{ "MVA", E, { "H", "L", "N", "X" } },
	{ "MSC", E, { "H", "L", "N", "X" } },
	{ "MSI", E, { "S", "H", "L", "N", "X" } },
	{ "MSA", E, { "S", "H", "L", "N", "X" } },
	{ "S", S, { "P", "N", "X" } },
	{ "AU", S, { "Y", "N", "X" } },
	{ "R", S, { "I", "U", "A", "X" } },
	{ "V", S, { "C", "D", "X" } },
	{ "RE", S, { "H", "M", "L", "X" } },
	{ "U", S, { "Red", "Amber", "Green", "Clear", "X" } },
};
#undef B
#undef T
#undef E
#undef S

const struct bw_cvss_metric *
bw_cvss_metrics(unsigned version, size_t *n)
{
	*n = version == BW_CVSS_2   ? V2_METRICS
	    : version == BW_CVSS_40 ? V4_METRICS
				    : V3_METRICS;
	return version == BW_CVSS_2 ? metrics2
	    : version == BW_CVSS_40 ? metrics4
				    : metrics3;
}

const char *
bw_cvss_version_name(unsigned version)
{
	static const char *const name[] = { "2.0", "3.0", "3.1", "4.0" };

	return version < BW_LEN(name) ? name[version] : "?";
}

static int
bad(struct bw_err *err, size_t at, const char *rule, struct bw_str what)
{
	bw_fail(err, BW_EFORMAT, "%s: \"%.*s\"", rule,
	    BW_ARG(bw_str_sub(what, 0, 40)));
	return bw_fail_at(err, 0, at);
}

/* The version by its prefix; only 2.0 has none. */
static int
version_of(struct bw_cvss *out, struct bw_str s, size_t *at, struct bw_err *err)
{
	static const struct bw_str prefix[] = { [BW_CVSS_30] =
						    BW_STR_INIT("CVSS:3.0/"),
		[BW_CVSS_31] = BW_STR_INIT("CVSS:3.1/"),
		[BW_CVSS_40] = BW_STR_INIT("CVSS:4.0/") };

	out->version = BW_CVSS_2;
	*at = 0;
	if (s.n == 0)
		return bad(err, 0, "the vector is empty", s);
	if (!bw_str_starts(s, BW_STR("CVSS:")))
		return 0;
	for (uint8_t i = BW_CVSS_30; i < BW_LEN(prefix); i++)
		if (bw_str_starts(s, prefix[i])) {
			out->version = i;
			*at = prefix[i].n;
			return 0;
		}
	return bad(err, 5,
	    "no version of CVSS begins so (3.0, 3.1 and 4.0 do; 2.0 has no "
	    "beginning)",
	    bw_str_sub(s, 0, 9));
}

static bool
same(struct bw_str s, const char *z)
{
	return s.p[0] == z[0] && bw_str_is(s, z);
}

/* The number of a metric, looked for from a guess on: most vectors are in
 * order. n: there is none. */
static size_t
metric_of(
    const struct bw_cvss_metric *m, size_t n, size_t guess, struct bw_str name)
{
	for (size_t i = 0; i < n && name.n > 0; i++) {
		size_t at = guess + i < n ? guess + i : guess + i - n;

		if (same(name, m[at].name))
			return at;
	}
	return n;
}

static uint8_t
value_of(const struct bw_cvss_metric *m, struct bw_str value)
{
	for (uint8_t i = 0; value.n > 0 && m->value[i] != NULL; i++)
		if (same(value, m->value[i]))
			return (uint8_t)(i + 1);
	return 0;
}

/* "AV:N" at a place; *next is the number a following one should have. */
static int
one_metric(struct bw_cvss *out, struct bw_str part, size_t at, size_t *next,
    struct bw_err *err)
{
	struct bw_str value = part, name = { 0 };
	const struct bw_cvss_metric *m;
	size_t n, i;

	m = bw_cvss_metrics(out->version, &n);
	bw_str_cut(&value, ':', &name);
	if (value.p == NULL || value.n == 0)
		return bad(err, at, "this is no metric with a value", part);
	i = metric_of(m, n, *next, name);
	if (i == n)
		return bad(err, at, "the version has no such metric", name);
	if (out->value[i] != 0)
		return bad(err, at, "the metric stands twice", name);
	if (out->version == BW_CVSS_40 && i < *next)
		return bad(err, at,
		    "the metric is out of order, which 4.0 forbids", name);
	out->value[i] = value_of(&m[i], value);
	if (out->value[i] == 0)
		return bad(
		    err, at + name.n + 1, "the metric has no such value", part);
	*next = i + 1;
	return 0;
}

int
bw_cvss_parse(struct bw_cvss *out, struct bw_str vector, struct bw_err *err)
{
	const struct bw_cvss_metric *m;
	size_t at, n, next = 0;
	struct bw_str rest, part;
	int rc;

	*out = (struct bw_cvss){ 0 };
	if ((rc = version_of(out, vector, &at, err)) != 0)
		return rc;
	rest = bw_str_sub(vector, at, vector.n);
	if (rest.n == 0)
		return bad(err, at, "no metric follows", vector);
	while (bw_str_cut(&rest, '/', &part)) {
		if ((rc = one_metric(out, part, at, &next, err)) != 0)
			return rc;
		at += part.n + 1;
	}
	m = bw_cvss_metrics(out->version, &n);
	for (size_t i = 0; i < n && m[i].group == BW_CVSS_BASE; i++)
		if (out->value[i] == 0)
			return bad(err, vector.n, "a base metric is missing",
			    bw_str_of(m[i].name));
	return 0;
}

void
bw_cvss_print(struct bw_buf *b, const struct bw_cvss *v)
{
	size_t n;
	const struct bw_cvss_metric *m = bw_cvss_metrics(v->version, &n);
	bool first = v->version == BW_CVSS_2;

	if (!first)
		bw_buf_fmt(b, "CVSS:%s", bw_cvss_version_name(v->version));
	for (size_t i = 0; i < n; i++) {
		if (v->value[i] == 0)
			continue;
		bw_buf_fmt(b, "%s%s:%s", first ? "" : "/", m[i].name,
		    m[i].value[v->value[i] - 1]);
		first = false;
	}
}

bool
bw_cvss_has(const struct bw_cvss *v, enum bw_cvss_group group)
{
	size_t n;
	const struct bw_cvss_metric *m = bw_cvss_metrics(v->version, &n);

	for (size_t i = 0; i < n; i++)
		/* "Not defined" is the last of the values. */
		if (m[i].group == group && v->value[i] != 0 &&
		    (group == BW_CVSS_BASE || m[i].value[v->value[i]] != NULL))
			return true;
	return false;
}

struct bw_cvss_score
bw_cvss_scores(const struct bw_cvss *v)
{
	struct bw_cvss_score s = { -1, -1, -1, -1 };

	if (v->version == BW_CVSS_40)
		s.base = cvss4_score(v->value);
	else if (v->version == BW_CVSS_2)
		s = cvss2_scores(v->value);
	else
		s = cvss3_scores(v->value, v->version == BW_CVSS_31);
	/* In 3.1 the environmental formula gives another score than the base
	 * one even when nothing is modified: it counts when something is. */
	s.overall = s.environmental >= 0 && bw_cvss_has(v, BW_CVSS_ENVIRONMENT)
	    ? s.environmental
	    : s.temporal >= 0 ? s.temporal
			      : s.base;
	return s;
}

enum bw_cvss_severity
bw_cvss_severity(unsigned version, int tenths)
{
	if (version == BW_CVSS_2)
		return tenths < 40 ? BW_CVSS_LOW
		    : tenths < 70  ? BW_CVSS_MEDIUM
				   : BW_CVSS_HIGH;
	return tenths <= 0 ? BW_CVSS_NONE
	    : tenths < 40  ? BW_CVSS_LOW
	    : tenths < 70  ? BW_CVSS_MEDIUM
	    : tenths < 90  ? BW_CVSS_HIGH
			   : BW_CVSS_CRITICAL;
}

const char *
bw_cvss_severity_name(enum bw_cvss_severity s)
{
	static const char *const name[] = { "None", "Low", "Medium", "High",
		"Critical" };

	return name[s];
}

const char *
bw_cvss_nomenclature(const struct bw_cvss *v)
{
	static const char *const name[] = { "CVSS-B", "CVSS-BT", "CVSS-BE",
		"CVSS-BTE" };

	if (v->version != BW_CVSS_40)
		return "CVSS";
	return name[(bw_cvss_has(v, BW_CVSS_THREAT) ? 1 : 0) +
	    (bw_cvss_has(v, BW_CVSS_ENVIRONMENT) ? 2 : 0)];
}
