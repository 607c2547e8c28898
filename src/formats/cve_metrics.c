/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cve_metrics.c - the `metrics` of a CVE container: scores and decisions.
 *
 * CVSS of any version by its vector, from which the score follows. What CISA
 * adds stands under "other": an SSVC decision as a list of one-member objects,
 * and whether the vulnerability is in the catalogue of those exploited (KEV).
 */
#include "formats/advice.h"

static struct bw_rating
ssvc(struct bw_advice *a, struct bw_json content)
{
	struct bw_json_each it = bw_json_each(bw_json_get(content, "options"));
	struct bw_rating r = { .kind = BW_RATING_SSVC, .at = BW_DATE_MIN };
	struct bw_str day = bw_advice_text(a, content, "timestamp");

	while (bw_json_step(&it)) {
		struct bw_json_each one = bw_json_each(it.value);

		while (bw_json_step(&one) && one.object)
			r.value = bw_rd_fmt(&a->rd, "%.*s%s%.*s=%.*s",
			    BW_ARG(r.value), r.value.n > 0 ? ";" : "",
			    BW_ARG(bw_rd_text(&a->rd, one.key)),
			    BW_ARG(bw_rd_text(&a->rd, bw_json_str(one.value))));
		if (r.value.n > 2000)
			break; /* a decision has a dozen points at most */
	}
	(void)bw_date_parse(bw_str_sub(day, 0, 10), &r.at);
	return r;
}

static int
other(struct bw_advice *a, struct bw_json o)
{
	struct bw_str type = bw_advice_text(a, o, "type"), day;
	struct bw_json content = bw_json_get(o, "content");
	struct bw_rating r = { .kind = BW_RATING_EXPLOITED, .at = BW_DATE_MIN };

	if (bw_str_eq_nocase(type, BW_STR("ssvc"))) {
		bw_advice_rating(a, ssvc(a, content));
		return 0;
	}
	if (bw_str_eq_nocase(type, BW_STR("kev"))) {
		day = bw_advice_text(a, content, "dateAdded");
		r.value = BW_STR("kev");
		(void)bw_date_parse(bw_str_sub(day, 0, 10), &r.at);
		bw_advice_rating(a, r);
		return 0;
	}
	r.kind = BW_RATING_SEVERITY;
	r.value = bw_advice_text(a, content, "text");
	if (r.value.n == 0)
		r.value = bw_advice_text(a, content, "value");
	if (r.value.n > 0 && r.value.n <= 32) {
		bw_advice_rating(a, r);
		return 0;
	}
	return bw_rd_note(&a->rd, "cve-metric",
	    "a rating of type \"%.*s\" is left out", BW_SHOW(type));
}

int
bw_cve_metrics(struct bw_advice *a, struct bw_json metrics)
{
	static const char *const cvss[] = { "cvssV4_0", "cvssV3_1", "cvssV3_0",
		"cvssV2_0" };
	struct bw_json_each it = bw_json_each(metrics);
	struct bw_json o;
	int rc = 0;

	while (rc == 0 && bw_json_step(&it)) {
		for (size_t i = 0; i < BW_LEN(cvss); i++)
			bw_advice_rating(a,
			    (struct bw_rating){ .kind = BW_RATING_CVSS,
				.value = bw_advice_text(a,
				    bw_json_get(it.value, cvss[i]),
				    "vectorString"),
				.at = BW_DATE_MIN });
		o = bw_json_get(it.value, "other");
		if (bw_json_type(o) == BW_JSON_OBJECT)
			rc = other(a, o);
	}
	return rc;
}
