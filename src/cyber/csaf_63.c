/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_63.c - informative tests (6.3.1 to 6.3.5, 6.3.9 to 6.3.12, 6.3.22).
 */
#include "cyber/csaf_priv.h"

/* Products with a score of version 2, and none of a later version. */
CSAF_TEST(csaf_6_3_1)
{
	EACH(c, v, c->vulnerabilities)
	{
		csaf_marks(c);
		EACH(c, m, csaf_metrics(c, v))
		{
			uint32_t content = csaf_content(c, m);
			struct csaf_refs r = csaf_refs(c, m);

			if (csaf_get(c, content, K_cvss_v3) != 0 ||
			    csaf_get(c, content, K_cvss_v4) != 0)
				while (csaf_refs_step(c, &r))
					csaf_mark(c, r.number, 1);
		}
		EACH(c, m, csaf_metrics(c, v))
		{
			struct csaf_refs r = csaf_refs(c, m);
			uint32_t at =
			    csaf_get(c, csaf_content(c, m), K_cvss_v2);

			while (at != 0 && csaf_refs_step(c, &r))
				if (csaf_mark_of(c, r.number) == 0)
					csaf_say1(c, r.at, "only-cvss2",
					    c->v[r.at].text);
		}
	}
}

CSAF_TEST(csaf_6_3_2)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	{
		uint32_t at = csaf_get(c, csaf_content(c, m), K_cvss_v3);

		if (bw_str_is(csaf_text(c, at, K_version), "3.0") ||
		    bw_str_starts(
			csaf_text(c, at, K_vectorString), BW_STR("CVSS:3.0")))
			csaf_say(c, at, "cvss30");
	}
}

CSAF_TEST(csaf_6_3_3)
{
	EACH(c, v, c->vulnerabilities)
	if (csaf_get(c, v, K_cve) == 0)
		csaf_say_absent(c, v, "cve", "no-cve");
}

CSAF_TEST(csaf_6_3_4)
{
	EACH(c, v, c->vulnerabilities)
	if (csaf_get(c, v, c->v21 ? K_cwes : K_cwe) == 0)
		csaf_say_absent(c, v, c->v21 ? "cwes" : "cwe", "no-cwe");
}

static void
short_hash(struct bw_csaf_work *c, uint32_t hash)
{
	EACH(c, h, csaf_get(c, hash, K_file_hashes))
	{
		uint32_t at = csaf_get(c, h, K_value);

		if (at != 0 && c->v[at].text.n < 64)
			csaf_say1(
			    c, at, "short-hash", csaf_text(c, h, K_algorithm));
	}
}

CSAF_TEST(csaf_6_3_5)
{
	csaf_helpers(c, K_hashes, short_hash);
}

/* From the product up: version, then above it name, then above it vendor. */
CSAF_TEST(csaf_6_3_9)
{
	static const char *const want[] = { "product_version", "product_name",
		"vendor" };

	for (size_t i = 0; i < c->products.n; i++) {
		uint32_t at = c->products.v[i].at;
		size_t n = 0;

		if (c->products.v[i].where != IN_BRANCH)
			continue;
		while (n < 3 && (at = csaf_branch_up(c, at)) != 0)
			n += csaf_is_category(c, at, want[n]);
		if (n < 3)
			csaf_say2(c, c->products.v[i].at, "branch-order",
			    csaf_text(c, c->products.v[i].at, K_product_id),
			    bw_str_of(want[n]));
	}
}

static void
range_used(struct bw_csaf_work *c, uint32_t branch)
{
	if (csaf_is_category(c, branch, "product_version_range"))
		csaf_say1(c, csaf_get(c, branch, K_category), "range-used",
		    csaf_text(c, branch, K_name));
}

CSAF_TEST(csaf_6_3_10)
{
	csaf_branches(c, range_used);
}

static void
v_before(struct bw_csaf_work *c, uint32_t branch)
{
	struct bw_str s = csaf_text(c, branch, K_name);

	if (csaf_is_category(c, branch, "product_version") && s.n >= 2 &&
	    (s.p[0] | 0x20) == 'v' && s.p[1] >= '0' && s.p[1] <= '9')
		csaf_say1(c, csaf_get(c, branch, K_name), "v-before", s);
}

CSAF_TEST(csaf_6_3_11)
{
	csaf_branches(c, v_before);
}

/* CVSS without version 4, and affected products without any CVSS. */
CSAF_TEST(csaf_6_3_12)
{
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t status = csaf_get(c, v, K_product_status);

		csaf_marks(c);
		EACH(c, m, csaf_metrics(c, v))
		{
			uint32_t content = csaf_content(c, m);
			struct csaf_refs r = csaf_refs(c, m);
			bool v4 = csaf_get(c, content, K_cvss_v4) != 0;
			bool any = v4 || csaf_get(c, content, K_cvss_v2) != 0 ||
			    csaf_get(c, content, K_cvss_v3) != 0;

			if (any && !v4)
				csaf_say(c, content, "no-cvss4");
			while (any && csaf_refs_step(c, &r))
				csaf_mark(c, r.number, 1);
		}
		for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
			if (csaf_status_lists[i].group == S_AFFECTED)
				EACH(c, p,
				    csaf_get(
					c, status, csaf_status_lists[i].key))
		if (csaf_mark_of(c, csaf_number(c, c->v[p].text)) == 0)
			csaf_say1(c, p, "no-cvss", c->v[p].text);
	}
}

static void
nested(struct bw_csaf_work *c, uint32_t at)
{
	uint32_t n = csaf_name_find(&c->ids, c->v[at].text);

	if (n != NOT_NAMED && c->defined.v[n] != 0 &&
	    c->products.v[c->defined.v[n] - 1].where == IN_PATH)
		csaf_say1(c, at, "nested-path", c->v[at].text);
}

CSAF_TEST(csaf_6_3_22)
{
	EACH(c, path, csaf_paths(c))
	csaf_path_parts(c, path, nested);
}
