/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_62.c - optional (2.0) and recommended (2.1) tests of products, scores
 * and the document (6.2.1 to 6.2.20, 6.2.22, 6.2.31, 6.2.32, 6.2.47, 6.2.48).
 */
#include "cyber/csaf_priv.h"

static void
mark_one(struct bw_csaf_work *c, uint32_t at)
{
	csaf_mark(c, csaf_number(c, c->v[at].text), 1);
}

CSAF_TEST(csaf_6_2_1)
{
	if (c->profile == P_INFORMATIONAL)
		return;
	csaf_marks(c);
	csaf_each_reference(c, mark_one);
	for (size_t i = 0; i < c->products.n; i++) {
		const struct csaf_product *p = &c->products.v[i];

		if (p->id != 0 && csaf_mark_of(c, p->number) == 0)
			csaf_say1(c, p->id, "product-unused", c->v[p->id].text);
	}
}

/* Products of these status groups that are not marked. */
static void
unmarked(
    struct bw_csaf_work *c, uint32_t v, unsigned groups, const char *message)
{
	uint32_t status = csaf_get(c, v, K_product_status);

	for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++) {
		if ((csaf_status_lists[i].group & groups) == 0)
			continue;
		EACH(c, p, csaf_get(c, status, csaf_status_lists[i].key))
		if (csaf_mark_of(c, csaf_number(c, c->v[p].text)) == 0)
			csaf_say1(c, p, message, c->v[p].text);
	}
}

static void
mark_items(struct bw_csaf_work *c, uint32_t list)
{
	EACH(c, item, list)
	{
		struct csaf_refs r = csaf_refs(c, item);

		while (csaf_refs_step(c, &r))
			csaf_mark(c, r.number, 1);
	}
}

CSAF_TEST(csaf_6_2_2)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		mark_items(c, csaf_get(c, v, K_remediations));
		unmarked(c, v, S_AFFECTED | S_INVESTIGATED, "no-remediation");
	}
}

CSAF_TEST(csaf_6_2_3)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		mark_items(c, csaf_metrics(c, v));
		unmarked(c, v, S_AFFECTED, "no-score");
	}
}

static void
only(struct bw_csaf_work *c, uint32_t hash, const char *algorithm)
{
	uint32_t list = csaf_get(c, hash, K_file_hashes);

	if (csaf_first(c, list) == 0)
		return;
	EACH(c, h, list)
	if (!bw_str_is(csaf_text(c, h, K_algorithm), algorithm))
		return;
	csaf_say1(c, list, "weak-hash", bw_str_of(algorithm));
}

static void
only_md5(struct bw_csaf_work *c, uint32_t hash)
{
	only(c, hash, "md5");
}

static void
only_sha1(struct bw_csaf_work *c, uint32_t hash)
{
	only(c, hash, "sha1");
}

CSAF_TEST(csaf_6_2_8)
{
	csaf_helpers(c, K_hashes, only_md5);
}

CSAF_TEST(csaf_6_2_9)
{
	csaf_helpers(c, K_hashes, only_sha1);
}

CSAF_TEST(csaf_6_2_10)
{
	if (c->tlp.n == 0)
		csaf_say_absent(
		    c, c->document, "distribution/tlp/label", "no-tlp");
}

/* Section 5.1: the id in small letters, runs of what is not + - a-z 0-9 as
 * one underscore, ".json". */
static struct bw_str
file_name(struct bw_csaf_work *c)
{
	struct bw_str id = csaf_text(c, c->tracking, K_id);
	struct bw_buf *b = &c->scratch[0];
	bool low = false;

	bw_buf_clear(b);
	for (size_t i = 0; i < id.n; i++) {
		char x = id.p[i] >= 'A' && id.p[i] <= 'Z'
		    ? (char)(id.p[i] | 0x20)
		    : id.p[i];

		if ((x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') ||
		    x == '+' || x == '-') {
			bw_buf_char(b, x);
			low = false;
		} else if (!low) {
			bw_buf_char(b, '_');
			low = true;
		}
	}
	bw_buf_z(b, ".json");
	return csaf_keep(c, bw_buf_get(b));
}

static bool
canonical(struct bw_csaf_work *c, struct bw_str url)
{
	struct bw_str name = file_name(c), host;

	if (!bw_str_starts(url, BW_STR("https://")) ||
	    !bw_str_ends(url, name) || url.n <= name.n ||
	    url.p[url.n - name.n - 1] != '/')
		return false;
	url = bw_str_sub(url, 8, url.n);
	return bw_str_cut(&url, '/', &host) && host.n > 0 && url.p != NULL;
}

CSAF_TEST(csaf_6_2_11)
{
	uint32_t list = csaf_get(c, c->document, K_references);

	EACH(c, r, list)
	if (csaf_is_category(c, r, "self") &&
	    canonical(c, csaf_text(c, r, K_url)))
		return;
	if (list != 0)
		csaf_say1(c, list, "no-canonical", file_name(c));
	else
		csaf_say_absent(c, c->document, "references", "no-references");
}

CSAF_TEST(csaf_6_2_13)
{
	const struct bw_node *v = c->v;

	for (uint32_t at = 0; at < c->tree.n; at++) {
		if (v[at].type != BW_JSON_OBJECT)
			continue;
		for (uint32_t i = v[at].first; i != 0 && v[i].next != 0;
		     i = v[i].next)
			if (bw_str_cmp(v[i].name, v[v[i].next].name) > 0) {
				csaf_say2(c, v[i].next, "unsorted",
				    v[v[i].next].name, v[i].name);
				break;
			}
	}
}

CSAF_TEST(csaf_6_2_16)
{
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = c->products.v[i].at;

		if (csaf_get(c, at, K_product_identification_helper) == 0)
			csaf_say1(
			    c, at, "no-helper", csaf_text(c, at, K_product_id));
	}
}

CSAF_TEST(csaf_6_2_17)
{
	bw_form_fn *cve = bw_form(BW_STR("cve"));

	EACH(c, v, c->vulnerabilities)
	EACH(c, id, csaf_get(c, v, K_ids))
	if (cve(csaf_text(c, id, K_text)))
		csaf_say1(c, csaf_get(c, id, K_text), "cve-in-ids",
		    csaf_text(c, id, K_text));
}

static void
without_vers(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = csaf_get(c, branch, K_name);
	struct bw_str s = csaf_text(c, branch, K_name), scheme, rest;
	bool ok;

	if (!csaf_is_category(c, branch, "product_version_range") || at == 0)
		return;
	rest = bw_str_sub(s, 5, s.n);
	ok = bw_str_starts(s, BW_STR("vers:")) &&
	    bw_str_cut(&rest, '/', &scheme) && scheme.n > 0 && rest.n > 0;
	for (size_t i = 0; ok && i < scheme.n; i++)
		ok = (scheme.p[i] >= 'a' && scheme.p[i] <= 'z') ||
		    strchr(".-+", scheme.p[i]) != NULL ||
		    (i > 0 && scheme.p[i] >= '0' && scheme.p[i] <= '9');
	if (!ok)
		csaf_say1(c, at, "no-vers", s);
}

CSAF_TEST(csaf_6_2_18)
{
	csaf_branches(c, without_vers);
}

static bool
is_none(const struct bw_csaf_work *c, uint32_t cvss, uint16_t key,
    const char *word, const char *in_vector)
{
	struct bw_str vector = csaf_text(c, cvss, K_vectorString), part;

	if (bw_str_is(csaf_text(c, cvss, key), word))
		return true;
	while (bw_str_cut(&vector, '/', &part))
		if (bw_str_is(part, in_vector))
			return true;
	return false;
}

static bool
zero(const struct bw_csaf_work *c, uint32_t cvss, uint16_t key)
{
	uint32_t at = csaf_get(c, cvss, key);

	return at != 0 && c->v[at].type == BW_JSON_NUMBER &&
	    c->v[at].number == 0;
}

/* Does the environment bring the score to nothing? */
static bool
harmless(const struct bw_csaf_work *c, uint32_t content)
{
	uint32_t v2 = csaf_get(c, content, K_cvss_v2);
	uint32_t v3 = csaf_get(c, content, K_cvss_v3);
	uint32_t v4 = csaf_get(c, content, K_cvss_v4);

	if (v2 != 0 && !zero(c, v2, K_environmentalScore) &&
	    !zero(c, v2, K_baseScore) &&
	    !is_none(c, v2, K_targetDistribution, "NONE", "TD:N"))
		return false;
	if (v3 != 0 && !zero(c, v3, K_environmentalScore) &&
	    !zero(c, v3, K_baseScore) &&
	    !(is_none(c, v3, K_modifiedAvailabilityImpact, "NONE", "MA:N") &&
		is_none(
		    c, v3, K_modifiedConfidentialityImpact, "NONE", "MC:N") &&
		is_none(c, v3, K_modifiedIntegrityImpact, "NONE", "MI:N")))
		return false;
	return v4 == 0 || zero(c, v4, K_environmentalScore) ||
	    zero(c, v4, K_baseScore) ||
	    (is_none(
		 c, v4, K_modifiedVulnAvailabilityImpact, "NONE", "MVA:N") &&
		is_none(c, v4, K_modifiedVulnConfidentialityImpact, "NONE",
		    "MVC:N") &&
		is_none(
		    c, v4, K_modifiedVulnIntegrityImpact, "NONE", "MVI:N") &&
		is_none(c, v4, K_modifiedSubAvailabilityImpact, "NEGLIGIBLE",
		    "MSA:N") &&
		is_none(c, v4, K_modifiedSubConfidentialityImpact, "NEGLIGIBLE",
		    "MSC:N") &&
		is_none(c, v4, K_modifiedSubIntegrityImpact, "NEGLIGIBLE",
		    "MSI:N"));
}

CSAF_TEST(csaf_6_2_19)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_mark_status(c, v);
		EACH(c, m, csaf_metrics(c, v))
		{
			struct csaf_refs r = csaf_refs(c, m);

			if (harmless(c, csaf_content(c, m)))
				continue;
			while (csaf_refs_step(c, &r))
				if ((csaf_mark_of(c, r.number) & S_FIXED) != 0)
					csaf_say1(c, r.at, "fixed-score",
					    c->v[r.at].text);
		}
	}
}

/* Members nobody defined, at whatever depth. */
CSAF_TEST(csaf_6_2_20)
{
	size_t n = 0;

	c->errors.list.n = 0;
	c->errors.most = 0;
	c->errors.strict = true;
	bw_schema_check(c->csaf->schema[c->v21], &c->tree, 0,
	    c->csaf->root[c->v21], &c->errors);
	c->errors.strict = false;
	for (size_t i = 0; i < c->errors.list.n; i++)
		if (c->errors.list.v[i].fault == BW_FAULT_EXTRA)
			c->errors.list.v[n++] = c->errors.list.v[i];
	c->errors.list.n = n;
	csaf_say_faults(c);
}

CSAF_TEST(csaf_6_2_22)
{
	uint32_t at = csaf_get(c, c->document, K_title);
	struct bw_str id = csaf_text(c, c->tracking, K_id);

	if (at != 0 && id.n > 0 && bw_str_find(c->v[at].text, id) >= 0)
		csaf_say1(c, at, "id-in-title", id);
}

/* Hardware stands alone, as part of a product path with its software. */
CSAF_TEST(csaf_6_2_31)
{
	csaf_marks(c);
	EACH(c, path, csaf_paths(c))
	csaf_path_parts(c, path, mark_one);
	for (size_t i = 0; i < c->products.n; i++) {
		const struct csaf_product *p = &c->products.v[i];
		uint32_t h =
		    csaf_get(c, p->at, K_product_identification_helper);

		if ((csaf_get(c, h, K_serial_numbers) != 0 ||
			csaf_get(c, h, K_model_numbers) != 0) &&
		    csaf_mark_of(c, p->number) == 0)
			csaf_say1(c, p->at, "hardware",
			    csaf_text(c, p->at, K_product_id));
	}
}

/* Values of a helper, each by what it says and in which category. */
static void
helper_values(struct bw_csaf_work *c, uint32_t helper)
{
	const struct bw_node *v = c->v;

	for (uint32_t h = v[helper].first; h != 0; h = v[h].next) {
		uint64_t key = csaf_mix(v[h].key, 77);

		if (v[h].type == BW_JSON_STRING)
			csaf_pair(c, csaf_mix(key, bw_hash(v[h].text)), h);
		EACH(c, i, h)
		csaf_pair(c, csaf_mix(key, bw_tree_hash(&c->tree, i)), i);
	}
}

CSAF_TEST(csaf_6_2_32)
{
	csaf_pairs(c);
	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t h = csaf_get(
		    c, c->products.v[i].at, K_product_identification_helper);

		if (h != 0)
			helper_values(c, h);
	}
	csaf_say_twice(c, "helper-twice");
}

static void
rating(struct bw_csaf_work *c, bool own)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	{
		uint32_t at = csaf_get(
		    c, csaf_content(c, m), K_qualitative_severity_rating);
		struct bw_str source = csaf_text(c, m, K_source);
		bool mine = source.n == 0;

		EACH(c, r, csaf_get(c, c->document, K_references))
		mine |= csaf_is_category(c, r, "self") &&
		    canonical(c, source) &&
		    bw_str_eq(csaf_text(c, r, K_url), source);
		if (at != 0 && (mine || !own))
			csaf_say1(c, at, "rating", c->v[at].text);
	}
}

CSAF_TEST(csaf_6_2_47)
{
	rating(c, true);
}

CSAF_TEST(csaf_6_3_18)
{
	rating(c, false);
}

static void
open_source(struct bw_csaf_work *c, uint32_t branch)
{
	uint32_t at = csaf_get(c, branch, K_name);
	char text[16];
	size_t n = 0;

	if (at == 0 || !csaf_is_category(c, branch, "vendor"))
		return;
	for (size_t i = 0; i < c->v[at].text.n && n < sizeof(text); i++)
		if (c->v[at].text.p[i] > ' ')
			text[n++] = c->v[at].text.p[i];
	if (bw_str_eq_nocase((struct bw_str){ text, n }, BW_STR("opensource")))
		csaf_say1(c, at, "vendor-name", c->v[at].text);
}

CSAF_TEST(csaf_6_2_48)
{
	csaf_branches(c, open_source);
}
