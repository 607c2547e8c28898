/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * nvd.c - the National Vulnerability Database: answers of its CVE API 2.0
 * (nvd.nist.gov/developers/vulnerabilities), one record, or a feed of such.
 *
 * NVD adds to what the CVE program publishes: configurations of CPE names
 * (cpe_nodes.c) and scores. It is an enricher: what the maker, a distribution
 * or the CNA says weighs more. Its times bear no zone and are UTC. Rules:
 * doc/formats/nvd.md.
 */
#include "formats/advice.h"
#include "formats/formats_priv.h"

static struct bw_str
text(struct bw_advice *a, struct bw_json n, const char *key)
{
	return bw_advice_text(a, n, key);
}

static int64_t
moment(struct bw_advice *a, struct bw_json n, const char *key)
{
	struct bw_str s = text(a, n, key);
	int64_t t = bw_moment(s);

	return t != BW_NO_TIME || s.n == 0
	    ? t
	    : bw_moment(bw_rd_fmt(&a->rd, "%.*sZ", BW_ARG(s)));
}

static struct bw_str
title(struct bw_advice *a, struct bw_json n)
{
	struct bw_json_each it = bw_json_each(bw_json_get(n, "descriptions"));

	while (bw_json_step(&it))
		if (bw_str_is(text(a, it.value, "lang"), "en"))
			return bw_text_cut(text(a, it.value, "value"), 160);
	return (struct bw_str){ 0 };
}

static void
ratings(struct bw_advice *a, struct bw_json n)
{
	static const char *const lists[] = { "cvssMetricV40", "cvssMetricV31",
		"cvssMetricV30", "cvssMetricV2" };
	struct bw_json metrics = bw_json_get(n, "metrics");
	struct bw_rating kev = { .kind = BW_RATING_EXPLOITED,
		.value = BW_STR("kev"),
		.extra = text(a, n, "cisaActionDue"),
		.by = BW_STR("CISA"),
		.at = BW_DATE_MIN };

	for (size_t i = 0; i < BW_LEN(lists); i++) {
		struct bw_json_each it =
		    bw_json_each(bw_json_get(metrics, lists[i]));

		while (bw_json_step(&it)) {
			struct bw_rating r = { .kind = BW_RATING_CVSS,
				.value =
				    text(a, bw_json_get(it.value, "cvssData"),
					"vectorString"),
				.by = text(a, it.value, "source"),
				.at = BW_DATE_MIN };

			if (bw_str_is(r.by, "nvd@nist.gov"))
				r.by = (struct bw_str){ 0 };
			bw_advice_rating(a, r);
		}
	}
	if (bw_date_parse(text(a, n, "cisaExploitAdd"), &kev.at))
		bw_advice_rating(a, kev);
}

static int
record(struct bw_advice *a, struct bw_json n)
{
	struct bw_advisory_rec *r = &a->rec;
	struct bw_str id = text(a, n, "id");
	int rc;

	bw_advice_begin(a);
	a->rd.place.ref = (struct bw_str){ 0 };
	if (id.n == 0)
		return bw_rd_refuse(&a->rd, "nvd-id", "a record without id");
	a->rd.place.ref = id;
	r->key = (struct bw_key){ BW_STR("nvd"), id };
	r->publisher = BW_STR("NVD");
	r->speaker = BW_SPEAKER_ENRICHER;
	r->lang = BW_STR("en");
	r->published = moment(a, n, "published");
	r->modified = moment(a, n, "lastModified");
	r->title = title(a, n);
	(void)bw_advice_vuln(a, id);
	if (a->rd.oom)
		return bw_advice_tell(a);
	a->vuln.v[0].title = r->title;
	if (bw_str_eq_nocase(text(a, n, "vulnStatus"), BW_STR("Rejected"))) {
		r->state = BW_ADV_WITHDRAWN;
		return bw_advice_tell(a);
	}
	ratings(a, n);
	rc = bw_cpe_configurations(a, bw_json_get(n, "configurations"));
	return rc != 0 ? rc : bw_advice_tell(a);
}

/* {"vulnerabilities":[{"cve":RECORD}]}, {"cve_items":[RECORD]}, or RECORD. */
static int
answer(void *ctx, struct bw_json n)
{
	struct bw_advice *a = ctx;
	struct bw_json list = bw_json_get(n, "vulnerabilities"), one;
	struct bw_json_each it;
	uint64_t line = a->rd.place.line, number = 0;
	int rc = 0;

	if (bw_json_type(list) != BW_JSON_ARRAY)
		list = bw_json_get(n, "cve_items");
	if (bw_json_type(list) != BW_JSON_ARRAY) {
		one = bw_json_get(n, "cve");
		return record(a, bw_json_type(one) == BW_JSON_OBJECT ? one : n);
	}
	it = bw_json_each(list);
	while (rc == 0 && bw_json_step(&it)) {
		bw_rd_next(&a->rd, line, ++number);
		one = bw_json_get(it.value, "cve");
		rc = record(
		    a, bw_json_type(one) == BW_JSON_OBJECT ? one : it.value);
	}
	return rc;
}

static int
read_nvd(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_json_opt opt = { .max_record =
						    BW_ADVICE_DOCUMENT };
	struct bw_advice a;
	int rc = bw_advice_init(&a, sink, err);

	if (rc == 0)
		rc = bw_rd_json_each(&a.rd, in, &opt, answer, &a);
	bw_advice_release(&a);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || (s.p[0] != '[' && s.p[0] != '{'))
		return 0;
	return bw_has_key(s, "vulnStatus") && bw_has_key(s, "sourceIdentifier")
	    ? 93
	    : 0;
}

const struct bw_format bw_format_nvd = {
	.name = "nvd",
	.version = 1,
	.recognise = recognise,
	.read = read_nvd,
};
