/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_vulnerabilities.c - mandatory tests of status, scores, weaknesses,
 * flags and remediations (6.1.6 to 6.1.8, 6.1.11, 6.1.29, 6.1.32, 6.1.33,
 * 6.1.35, 6.1.36, 6.1.56), with those of 6.2 that ask the same.
 */
#include "cyber/csaf_priv.h"

CSAF_TEST(csaf_6_1_6)
{
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t status = csaf_get(c, v, K_product_status);

		csaf_mark_status(c, v);
		for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
			EACH(
			    c, p, csaf_get(c, status, csaf_status_lists[i].key))
			{
				unsigned mine = csaf_status_lists[i].group;
				unsigned bits =
				    csaf_mark_of(
					c, csaf_number(c, c->v[p].text)) &
				    S_CONTRADICT & ~mine;

				if ((mine & S_CONTRADICT) != 0 && bits != 0)
					csaf_say3(c, p, "status", c->v[p].text,
					    bw_str_of(csaf_group_name(mine)),
					    bw_str_of(csaf_group_name(
						bits & (0u - bits))));
			}
	}
}

static const uint16_t cvss_keys[] = { K_cvss_v2, K_cvss_v3, K_cvss_v4 };

/* One score of each version, and of each source, for a product. */
CSAF_TEST(csaf_6_1_7)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_pairs(c);
		EACH(c, m, csaf_metrics(c, v))
		{
			uint32_t content = csaf_content(c, m);
			uint64_t source = bw_hash(csaf_text(c, m, K_source));

			for (size_t i = 0; i < BW_LEN(cvss_keys); i++) {
				uint32_t cvss =
				    csaf_get(c, content, cvss_keys[i]);
				struct csaf_refs r = csaf_refs(c, m);
				uint64_t key = csaf_mix(source,
				    bw_hash(csaf_text(c, cvss, K_version)));

				if (cvss == 0)
					continue;
				while (csaf_refs_step(c, &r))
					csaf_pair(
					    c, csaf_mix(key, r.number), r.at);
			}
		}
		csaf_say_twice(c, "score-twice");
	}
}

CSAF_TEST(csaf_6_1_8)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	{
		uint32_t content = csaf_content(c, m);
		uint32_t v2 = csaf_get(c, content, K_cvss_v2);
		uint32_t v3 = csaf_get(c, content, K_cvss_v3);
		uint32_t v4 = csaf_get(c, content, K_cvss_v4);

		if (v2 != 0)
			csaf_shape(c, v2, "cvss2.0");
		if (v3 != 0)
			csaf_shape(c, v3,
			    bw_str_is(csaf_text(c, v3, K_version), "3.0")
				? "cvss3.0"
				: "cvss3.1");
		if (v4 != 0)
			csaf_shape(c, v4, "cvss4.0");
	}
}

static uint32_t
cwe_number(struct bw_str id)
{
	int64_t n;

	return bw_str_starts(id, BW_STR("CWE-")) &&
		bw_str_i64(bw_str_sub(id, 4, id.n), &n) && n > 0 && n < 1000000
	    ? (uint32_t)n
	    : 0;
}

/* 2.0 gives no release: a name of any release will do. */
static void
cwe_of_any(struct bw_csaf_work *c, uint32_t cwe)
{
	const struct csaf_lists *l = &c->csaf->lists;
	uint32_t id = csaf_get(c, cwe, K_id), name = csaf_get(c, cwe, K_name);
	uint32_t n = cwe_number(csaf_text(c, cwe, K_id));
	const struct csaf_cwe *w = csaf_cwe_find(l, n, 0);
	bool found = false;

	if (id == 0)
		return;
	for (uint16_t i = 0; w == NULL && i < l->releases.n; i++)
		w = csaf_cwe_find(l, n, i);
	if (w == NULL) {
		csaf_say1(c, id, "cwe-unknown", c->v[id].text);
		return;
	}
	for (; w < l->cwe.v + l->cwe.n && w->id == n; w++)
		found |= name != 0 && bw_str_eq(w->name, c->v[name].text);
	if (!found && name != 0)
		csaf_say2(c, name, "cwe-name", c->v[id].text,
		    l->cwe.v[w - l->cwe.v - 1].name);
}

/* The entry of a weakness in its release; NULL when there is none. */
static const struct csaf_cwe *
cwe_entry(const struct bw_csaf_work *c, uint32_t cwe, uint16_t *release)
{
	const struct csaf_lists *l = &c->csaf->lists;

	*release = csaf_release_find(l, csaf_text(c, cwe, K_version));
	return *release == CSAF_NO_RELEASE
	    ? NULL
	    : csaf_cwe_find(l, cwe_number(csaf_text(c, cwe, K_id)), *release);
}

static void
cwe_of_release(struct bw_csaf_work *c, uint32_t cwe)
{
	uint32_t id = csaf_get(c, cwe, K_id), name = csaf_get(c, cwe, K_name);
	uint32_t version = csaf_get(c, cwe, K_version);
	const struct csaf_cwe *w;
	uint16_t release;

	if (id == 0 || name == 0 || version == 0)
		return;
	w = cwe_entry(c, cwe, &release);
	if (release == CSAF_NO_RELEASE)
		csaf_say1(c, version, "cwe-release", c->v[version].text);
	else if (w == NULL)
		csaf_say2(
		    c, id, "cwe-not-in", c->v[id].text, c->v[version].text);
	else if (!bw_str_eq(w->name, c->v[name].text))
		csaf_say2(c, name, "cwe-name", c->v[id].text, w->name);
}

CSAF_TEST(csaf_6_1_11)
{
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t cwe = csaf_get(c, v, K_cwe);

		if (!c->v21 && cwe != 0)
			cwe_of_any(c, cwe);
		EACH(c, w, csaf_get(c, v, K_cwes))
		cwe_of_release(c, w);
	}
}

typedef void cwe_fn(struct bw_csaf_work *c, uint32_t at,
    const struct csaf_cwe *w, uint16_t release);

static void
each_cwe(struct bw_csaf_work *c, cwe_fn *fn)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, at, csaf_get(c, v, K_cwes))
	{
		uint16_t release;
		const struct csaf_cwe *w = cwe_entry(c, at, &release);

		fn(c, at, w, release);
	}
}

static void
deprecated(struct bw_csaf_work *c, uint32_t at, const struct csaf_cwe *w,
    uint16_t release)
{
	(void)release;
	if (w != NULL && w->deprecated)
		csaf_say1(c, csaf_get(c, at, K_id), "cwe-deprecated",
		    csaf_text(c, at, K_id));
}

CSAF_TEST(csaf_6_2_23)
{
	each_cwe(c, deprecated);
}

/* The newest release when the document was last changed. */
static void
latest(struct bw_csaf_work *c, uint32_t at, const struct csaf_cwe *w,
    uint16_t release)
{
	const struct csaf_lists *l = &c->csaf->lists;
	uint16_t newest = CSAF_NO_RELEASE;
	int64_t time;

	(void)w;
	if (!csaf_newest(c, &time) || release == CSAF_NO_RELEASE)
		return;
	for (uint16_t i = 0; i < l->releases.n; i++)
		if (l->releases.v[i].time <= time)
			newest = i;
	if (newest != release && newest != CSAF_NO_RELEASE)
		csaf_say2(c, csaf_get(c, at, K_version), "cwe-latest",
		    csaf_text(c, at, K_version), l->releases.v[newest].version);
}

CSAF_TEST(csaf_6_2_24)
{
	each_cwe(c, latest);
}

static void
not_allowed(struct bw_csaf_work *c, uint32_t at, const struct csaf_cwe *w,
    uint16_t release)
{
	(void)release;
	if (w != NULL && w->usage.n > 0 && !bw_str_is(w->usage, "Allowed") &&
	    !bw_str_is(w->usage, "Allowed-with-Review"))
		csaf_say2(c, csaf_get(c, at, K_id), "cwe-usage",
		    csaf_text(c, at, K_id), w->usage);
}

CSAF_TEST(csaf_6_2_25)
{
	each_cwe(c, not_allowed);
}

static void
reviewed(struct bw_csaf_work *c, uint32_t at, const struct csaf_cwe *w,
    uint16_t release)
{
	(void)release;
	if (w != NULL && bw_str_is(w->usage, "Allowed-with-Review"))
		csaf_say1(c, csaf_get(c, at, K_id), "cwe-review",
		    csaf_text(c, at, K_id));
}

CSAF_TEST(csaf_6_2_26)
{
	each_cwe(c, reviewed);
}

static void
needs_products(struct bw_csaf_work *c, uint16_t key, const char *message)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, i, csaf_get(c, v, key))
	if (csaf_get(c, i, K_product_ids) == 0 &&
	    csaf_get(c, i, K_group_ids) == 0)
		csaf_say(c, i, message);
}

CSAF_TEST(csaf_6_1_29)
{
	needs_products(c, K_remediations, "remediation-products");
}

CSAF_TEST(csaf_6_1_32)
{
	needs_products(c, K_flags, "flag-products");
}

CSAF_TEST(csaf_6_1_33)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		EACH(c, f, csaf_get(c, v, K_flags))
		{
			struct csaf_refs r = csaf_refs(c, f);
			uint32_t mine = csaf_get(c, f, K_label);

			/* In one flag directly and by group is once. */
			while (mine != 0 && csaf_refs_step(c, &r)) {
				uint32_t old = csaf_mark_of(c, r.number);

				if (old != 0 && old != mine) {
					csaf_say1(c, r.at, "flag-twice",
					    c->v[r.at].text);
					continue;
				}
				csaf_mark(c, r.number, mine);
			}
		}
	}
}

/* Categories of remediations (3.2.4.14.1): with which others each may not be
 * for one product, with which status it may not be, and should not be. */
static const struct {
	const char *name;
	unsigned against, never, rather_not;
} remedy[] = {
	{ "workaround", 0x18, S_NOT_AFFECTED | S_FIXED,
	    S_INVESTIGATED | S_UNKNOWN },
	{ "mitigation", 0x18, S_NOT_AFFECTED | S_FIXED,
	    S_INVESTIGATED | S_UNKNOWN },
	{ "vendor_fix", 0x78, S_NOT_AFFECTED | S_FIXED,
	    S_INVESTIGATED | S_UNKNOWN },
	{ "optional_patch", 0x77, S_AFFECTED, S_FIXED },
	{ "none_available", 0x6f, S_NOT_AFFECTED | S_FIXED, 0 },
	{ "fix_planned", 0x5c, S_FIXED,
	    S_NOT_AFFECTED | S_INVESTIGATED | S_UNKNOWN },
	{ "no_fix_planned", 0x3c, S_FIXED, S_NOT_AFFECTED },
};

static size_t
remedy_of(const struct bw_csaf_work *c, uint32_t item)
{
	struct bw_str s = csaf_text(c, item, K_category);
	size_t i = 0;

	while (i < BW_LEN(remedy) && !bw_str_is(s, remedy[i].name))
		i++;
	return i;
}

CSAF_TEST(csaf_6_1_35)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		EACH(c, item, csaf_get(c, v, K_remediations))
		{
			struct csaf_refs r = csaf_refs(c, item);
			size_t k = remedy_of(c, item);

			while (k < BW_LEN(remedy) && csaf_refs_step(c, &r)) {
				unsigned bits = csaf_mark_of(c, r.number) &
				    remedy[k].against;

				if (bits != 0)
					csaf_say3(c, r.at, "remedies",
					    c->v[r.at].text,
					    bw_str_of(remedy[k].name),
					    bw_str_of(
						remedy[__builtin_ctz(bits)]
						    .name));
				csaf_mark(c, r.number, 1u << k);
			}
		}
	}
}

static void
remedy_and_status(struct bw_csaf_work *c, bool never, const char *message)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_mark_status(c, v);
		EACH(c, item, csaf_get(c, v, K_remediations))
		{
			struct csaf_refs r = csaf_refs(c, item);
			size_t k = remedy_of(c, item);
			unsigned bits;

			while (k < BW_LEN(remedy) && csaf_refs_step(c, &r)) {
				bits = csaf_mark_of(c, r.number) &
				    (never ? remedy[k].never
					   : remedy[k].rather_not);
				if (bits != 0)
					csaf_say3(c, r.at, message,
					    c->v[r.at].text,
					    bw_str_of(remedy[k].name),
					    bw_str_of(csaf_group_name(
						bits & (0u - bits))));
			}
		}
	}
}

CSAF_TEST(csaf_6_1_36)
{
	remedy_and_status(c, true, "remedy-status");
}

CSAF_TEST(csaf_6_2_27)
{
	remedy_and_status(c, false, "remedy-discouraged");
}

/* A rating in words and a CVSS score, for one product, of one source. */
CSAF_TEST(csaf_6_1_56)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_pairs(c);
		/* Scores of several versions are one, so that a pair is a
		 * score and a rating. */
		for (int words = 0; words < 2; words++)
			EACH(c, m, csaf_metrics(c, v))
			{
				uint32_t content = csaf_content(c, m);
				struct csaf_refs r = csaf_refs(c, m);
				uint64_t key =
				    bw_hash(csaf_text(c, m, K_source));
				bool has = words
				    ? csaf_get(c, content,
					  K_qualitative_severity_rating) != 0
				    : csaf_get(c, content, K_cvss_v2) != 0 ||
					csaf_get(c, content, K_cvss_v3) != 0 ||
					csaf_get(c, content, K_cvss_v4) != 0;

				while (has && csaf_refs_step(c, &r))
					csaf_pair(c,
					    csaf_mix(key, r.number) << 1 |
						(unsigned)words,
					    r.at);
			}
		csaf_say_both(c, "score-and-rating");
	}
}
