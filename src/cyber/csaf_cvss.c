/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_cvss.c - tests that a CVSS object says what its vector says (6.1.9 the
 * scores, 6.1.10 the metrics written out).
 *
 * The word of a value begins with its letter, or is one of few others; a
 * property is told by its name, version by version (FIRST, JSON of CVSS).
 */
#include "cyber/csaf_priv.h"
#include "cyber/cvss.h"

/* As the JSON of CVSS writes them. */
static const char *
severity(unsigned version, int tenths)
{
	static const char *const word[] = { "NONE", "LOW", "MEDIUM", "HIGH",
		"CRITICAL" };

	return word[bw_cvss_severity(version, tenths)];
}

static void
check_score(struct bw_csaf_work *c, uint32_t cvss, uint16_t score,
    uint16_t word, unsigned version, int is)
{
	uint32_t at = csaf_get(c, cvss, score);
	uint32_t said = csaf_get(c, cvss, word);
	double d;

	if (at != 0 && c->v[at].type == BW_JSON_NUMBER) {
		d = c->v[at].number * 10 - is;
		if (d > 1e-6 || d < -1e-6)
			csaf_say2(c, at, "score-value",
			    csaf_fmt(c, "%.1f", c->v[at].number),
			    csaf_fmt(c, "%.1f", is / 10.0));
	}
	if (said != 0 && c->v[said].type == BW_JSON_STRING &&
	    !bw_str_is(c->v[said].text, severity(version, is)))
		csaf_say2(c, said, "score-value", c->v[said].text,
		    bw_str_of(severity(version, is)));
}

typedef void cvss_fn(struct bw_csaf_work *c, uint32_t cvss, int version);

static void
each(struct bw_csaf_work *c, cvss_fn *fn)
{
	static const uint16_t key[] = { K_cvss_v2, K_cvss_v3, K_cvss_v4 };

	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	for (int i = 0; i < 3; i++) {
		uint32_t at = csaf_get(c, csaf_content(c, m), key[i]);

		if (at != 0)
			fn(c, at, i + 2);
	}
}

static void
scores(struct bw_csaf_work *c, uint32_t cvss, int version)
{
	struct bw_str text = csaf_text(c, cvss, K_vectorString);
	bool words = version != 2; /* 2.0 has no words for scores */
	struct bw_cvss_score s;
	struct bw_cvss v;

	if (text.n == 0)
		return; /* 6.1.8 says so */
	if (bw_cvss_parse(&v, text, NULL) != 0) {
		csaf_say(c, csaf_get(c, cvss, K_vectorString), "score-vector");
		return;
	}
	s = bw_cvss_scores(&v);
	check_score(c, cvss, K_baseScore, words ? K_baseSeverity : 0, v.version,
	    s.base);
	/* Left out of a vector of 2.0, such a score is that before it. */
	if (s.temporal < 0)
		s.temporal = s.base;
	if (s.environmental < 0)
		s.environmental = s.temporal;
	if (v.version == BW_CVSS_40)
		return; /* has one score */
	check_score(c, cvss, K_temporalScore, words ? K_temporalSeverity : 0,
	    v.version, s.temporal);
	check_score(c, cvss, K_environmentalScore,
	    words ? K_environmentalSeverity : 0, v.version, s.environmental);
}

CSAF_TEST(csaf_6_1_9)
{
	each(c, scores);
}

/* Metric, property, and values whose word does not begin with their letter:
 * "letter=WORD". */
struct metric_row {
	const char *metric, *property, *words;
};
static const struct metric_row rows2[] = { { "AV", "accessVector", "" },
	{ "AC", "accessComplexity", "" }, { "Au", "authentication", "" },
	{ "C", "confidentialityImpact", "" }, { "I", "integrityImpact", "" },
	{ "A", "availabilityImpact", "" },
	{ "E", "exploitability", "POC=PROOF_OF_CONCEPT ND=NOT_DEFINED" },
	{ "RL", "remediationLevel",
	    "OF=OFFICIAL_FIX TF=TEMPORARY_FIX ND=NOT_DEFINED" },
	{ "RC", "reportConfidence",
	    "UC=UNCONFIRMED UR=UNCORROBORATED ND=NOT_DEFINED" },
	{ "CDP", "collateralDamagePotential",
	    "LM=LOW_MEDIUM MH=MEDIUM_HIGH ND=NOT_DEFINED L=LOW H=HIGH" },
	{ "TD", "targetDistribution", "ND=NOT_DEFINED" },
	{ "CR", "confidentialityRequirement", "ND=NOT_DEFINED" },
	{ "IR", "integrityRequirement", "ND=NOT_DEFINED" },
	{ "AR", "availabilityRequirement", "ND=NOT_DEFINED" }, { 0 } };
static const struct metric_row rows3[] = { { "AV", "attackVector", "" },
	{ "AC", "attackComplexity", "" }, { "PR", "privilegesRequired", "" },
	{ "UI", "userInteraction", "" }, { "S", "scope", "" },
	{ "C", "confidentialityImpact", "" }, { "I", "integrityImpact", "" },
	{ "A", "availabilityImpact", "" }, { "E", "exploitCodeMaturity", "" },
	{ "RL", "remediationLevel", "U=UNAVAILABLE" },
	{ "RC", "reportConfidence", "U=UNKNOWN" },
	{ "CR", "confidentialityRequirement", "" },
	{ "IR", "integrityRequirement", "" },
	{ "AR", "availabilityRequirement", "" },
	{ "MAV", "modifiedAttackVector", "" },
	{ "MAC", "modifiedAttackComplexity", "" },
	{ "MPR", "modifiedPrivilegesRequired", "" },
	{ "MUI", "modifiedUserInteraction", "" }, { "MS", "modifiedScope", "" },
	{ "MC", "modifiedConfidentialityImpact", "" },
	{ "MI", "modifiedIntegrityImpact", "" },
	{ "MA", "modifiedAvailabilityImpact", "" }, { 0 } };
static const struct metric_row rows4[] = { { "AV", "attackVector", "" },
	{ "AC", "attackComplexity", "" }, { "AT", "attackRequirements", "" },
	{ "PR", "privilegesRequired", "" }, { "UI", "userInteraction", "" },
	{ "VC", "vulnConfidentialityImpact", "" },
	{ "VI", "vulnIntegrityImpact", "" },
	{ "VA", "vulnAvailabilityImpact", "" },
	{ "SC", "subConfidentialityImpact", "" },
	{ "SI", "subIntegrityImpact", "" },
	{ "SA", "subAvailabilityImpact", "" }, { "E", "exploitMaturity", "" },
	{ "CR", "confidentialityRequirement", "" },
	{ "IR", "integrityRequirement", "" },
	{ "AR", "availabilityRequirement", "" },
	{ "MAV", "modifiedAttackVector", "" },
	{ "MAC", "modifiedAttackComplexity", "" },
	{ "MAT", "modifiedAttackRequirements", "" },
	{ "MPR", "modifiedPrivilegesRequired", "" },
	{ "MUI", "modifiedUserInteraction", "" },
	{ "MVC", "modifiedVulnConfidentialityImpact", "" },
	{ "MVI", "modifiedVulnIntegrityImpact", "" },
	{ "MVA", "modifiedVulnAvailabilityImpact", "" },
	{ "MSC", "modifiedSubConfidentialityImpact", "" },
	{ "MSI", "modifiedSubIntegrityImpact", "" },
	{ "MSA", "modifiedSubAvailabilityImpact", "" },
	{ "S", "Safety", "N=NEGLIGIBLE" }, { "AU", "Automatable", "" },
	{ "R", "Recovery", "" }, { "V", "valueDensity", "" },
	{ "RE", "vulnerabilityResponseEffort", "" },
	{ "U", "providerUrgency", "" }, { 0 } };

/* The value of a metric, whatever else is wrong with the vector; empty when it
 * is not there. */
static struct bw_str
value_of(struct bw_str vector, const char *name)
{
	struct bw_str part, metric = { 0 };

	while (bw_str_cut(&vector, '/', &part))
		if (bw_str_cut(&part, ':', &metric) && part.p != NULL &&
		    bw_str_is(metric, name))
			return part;
	return (struct bw_str){ 0 };
}

/* Is the word that of a value? What a vector does not name contradicts
 * nothing: the suite has valid documents so. */
static bool
word_of(struct bw_str value, struct bw_str word, const char *words)
{
	struct bw_str rest = bw_str_of(words), one, letter;

	if (bw_str_is(value, "X"))
		return bw_str_is(word, "NOT_DEFINED");
	while (bw_str_cut(&rest, ' ', &one)) {
		bw_str_cut(&one, '=', &letter);
		if (one.p != NULL && bw_str_eq(letter, value))
			return bw_str_eq(one, word);
	}
	if (value.n > 1)
		return bw_str_eq_nocase(value, word);
	return word.n > 0 && word.p[0] == value.p[0] &&
	    !bw_str_is(word, "NOT_DEFINED");
}

static void
properties(struct bw_csaf_work *c, uint32_t cvss, int version)
{
	const struct metric_row *row = version == 2 ? rows2
	    : version == 3                          ? rows3
						    : rows4;
	struct bw_str v = csaf_text(c, cvss, K_vectorString);

	if (v.n == 0)
		return;
	for (; row->metric != NULL; row++) {
		uint16_t key =
		    bw_keys_find(&c->csaf->keys, bw_str_of(row->property));
		uint32_t at = csaf_get(c, cvss, key);
		struct bw_str value = value_of(v, row->metric);

		if (key != 0 && at != 0 && value.n > 0 &&
		    c->v[at].type == BW_JSON_STRING &&
		    !word_of(value, c->v[at].text, row->words))
			csaf_say2(
			    c, at, "score-property", c->v[at].text, value);
	}
}

CSAF_TEST(csaf_6_1_10)
{
	each(c, properties);
}
