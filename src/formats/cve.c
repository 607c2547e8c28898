/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cve.c - CVE records, JSON 5.0 to 5.2 (cveproject.github.io/cve-schema).
 *
 * A record holds containers: of the CNA that gave the number, and of others
 * that add to it (ADP). Each says of products which versions are affected, and
 * each is a speaker of its own, so each becomes an advisory of its own; a
 * matcher can then weigh the maker's word against the addition of another. A
 * container that says nothing of products or scores is passed over: most ADP
 * containers of the CVE program only repeat references. Enrichments as
 * published by others (one `adp` beside `additionalMetadata`) are read too.
 * Rules: doc/formats/cve.md.
 */
#include "formats/cve.h"
#include "formats/formats_priv.h"

static void
title(struct bw_cve *c, struct bw_json box)
{
	struct bw_json_each it;
	struct bw_str s = bw_advice_text(&c->a, box, "title");

	it = bw_json_each(bw_json_get(box, "descriptions"));
	while (s.n == 0 && bw_json_step(&it))
		s = bw_text_cut(bw_advice_text(&c->a, it.value, "value"), 160);
	c->a.rec.title = s;
}

static void
remedy(struct bw_cve *c, struct bw_json box)
{
	static const char *const where[] = { "solutions", "workarounds" };

	c->remedy = (struct bw_str){ 0 };
	for (size_t i = 0; i < BW_LEN(where); i++) {
		struct bw_json_each it =
		    bw_json_each(bw_json_get(box, where[i]));

		while (c->remedy.n == 0 && bw_json_step(&it))
			c->remedy = bw_text_cut(
			    bw_advice_text(&c->a, it.value, "value"), 400);
	}
}

/* A CNA that is named as the vendor of what it speaks of is its maker. */
static uint8_t
speaker(struct bw_cve *c, struct bw_json box, struct bw_str org)
{
	struct bw_json_each it = bw_json_each(bw_json_get(box, "affected"));

	while (org.n > 0 && bw_json_step(&it)) {
		struct bw_str v = bw_advice_text(&c->a, it.value, "vendor");

		if (bw_str_eq_nocase(v, org) ||
		    bw_str_eq_nocase(bw_str_sub(v, 0, org.n), org))
			return BW_SPEAKER_VENDOR;
	}
	return BW_SPEAKER_UPSTREAM;
}

/* Two containers of one organisation in a record are two advisories: the
 * second is "CVE-2024-1/ORG#2". */
static struct bw_str
key_of(struct bw_cve *c, struct bw_str org)
{
	uint32_t id = 0;
	bool added = false;

	if (bw_intern_add(&c->orgs, org, &id, &added, c->a.rd.err) != 0 ||
	    (added && !bw_vec_push(&c->added, 0))) {
		c->a.rd.oom = true;
		return c->id;
	}
	return ++c->added.v[id] == 1
	    ? bw_rd_fmt(&c->a.rd, "%.*s/%.*s", BW_ARG(c->id), BW_ARG(org))
	    : bw_rd_fmt(&c->a.rd, "%.*s/%.*s#%u", BW_ARG(c->id), BW_ARG(org),
		  c->added.v[id]);
}

static void
head(struct bw_cve *c, struct bw_json box, bool cna)
{
	struct bw_advisory_rec *r = &c->a.rec;
	struct bw_json who = bw_json_get(box, "providerMetadata");
	struct bw_str org = bw_advice_text(&c->a, who, "shortName");

	if (org.n == 0)
		org = bw_advice_text(&c->a, who, "orgId");
	r->publisher = org;
	r->key.scheme = BW_STR("cve");
	r->key.value = cna ? c->id : key_of(c, org);
	r->speaker = cna ? speaker(c, box, org) : BW_SPEAKER_ENRICHER;
	r->published = c->published;
	r->modified = bw_moment(bw_advice_text(&c->a, who, "dateUpdated"));
	if (r->modified == BW_NO_TIME)
		r->modified = c->updated;
	r->lang = BW_STR("en");
	title(c, box);
}

static int
container(struct bw_cve *c, struct bw_json box, bool cna)
{
	struct bw_json_each it = bw_json_each(bw_json_get(box, "affected"));
	int rc;

	bw_advice_begin(&c->a);
	c->commits = c->nameless = 0;
	head(c, box, cna);
	(void)bw_advice_vuln(&c->a, c->id);
	if (c->a.rd.oom)
		return bw_advice_tell(&c->a);
	c->a.vuln.v[0].title = c->a.rec.title;
	rc = bw_cve_metrics(&c->a, bw_json_get(box, "metrics"));
	remedy(c, box);
	while (rc == 0 && bw_json_step(&it))
		rc = bw_cve_affected(c, it.value);
	if (rc == 0)
		rc = bw_cpe_configurations(
		    &c->a, bw_json_get(box, "cpeApplicability"));
	if (rc == 0 && c->commits > 0)
		rc = bw_rd_skip(&c->a.rd, "cve-git",
		    "%zu ranges of commits: no inventory knows those",
		    c->commits);
	if (rc == 0 && c->nameless > 0)
		rc = bw_rd_skip(&c->a.rd, "cve-no-product",
		    "%zu products without a name (n/a)", c->nameless);
	if (rc == 0 && !cna && c->a.claim.n == 0 &&
	    c->a.vuln.v[0].n_rating == 0 && c->a.vuln.v[0].n_node == 0)
		return 0;
	return rc != 0 ? rc : bw_advice_tell(&c->a);
}

static int
rejected(struct bw_cve *c, struct bw_json cna)
{
	bw_advice_begin(&c->a);
	head(c, cna, true);
	c->a.rec.state = BW_ADV_WITHDRAWN;
	(void)bw_advice_vuln(&c->a, c->id);
	return bw_advice_tell(&c->a);
}

static int
containers(struct bw_cve *c, struct bw_json record)
{
	struct bw_json all = bw_json_get(record, "containers");
	struct bw_json cna = bw_json_get(all, "cna");
	struct bw_json adp = bw_json_get(all, "adp"), one;
	struct bw_json_each it;
	int rc = 0;

	if (bw_json_type(all) == BW_JSON_NONE) {
		one = bw_json_get(record, "adp"); /* an enrichment */
		return bw_json_type(one) == BW_JSON_OBJECT
		    ? container(c, one, false)
		    : bw_rd_refuse(&c->a.rd, "cve-containers",
			  "a record without containers");
	}
	if (bw_json_type(cna) == BW_JSON_OBJECT)
		rc = container(c, cna, true);
	else
		rc = bw_rd_note(&c->a.rd, "cve-cna", "no container of the CNA");
	it = bw_json_each(
	    bw_json_type(adp) == BW_JSON_ARRAY ? adp : (struct bw_json){ 0 });
	while (rc == 0 && bw_json_step(&it))
		rc = container(c, it.value, false);
	return rc;
}

static int
record(struct bw_cve *c, struct bw_json record)
{
	struct bw_json meta = bw_json_get(record, "cveMetadata");
	struct bw_str state;

	bw_intern_release(&c->orgs);
	bw_intern_init(&c->orgs);
	c->added.n = 0;
	c->id = bw_advice_text(&c->a, meta, "cveId");
	if (c->id.n == 0)
		c->id = bw_advice_text(
		    &c->a, bw_json_get(record, "additionalMetadata"), "cveId");
	c->a.rd.place.ref = c->id;
	if (c->id.n == 0)
		return bw_rd_refuse(
		    &c->a.rd, "cve-id", "a record without cveId");
	c->published = bw_moment(bw_advice_text(&c->a, meta, "datePublished"));
	c->updated = bw_moment(bw_advice_text(&c->a, meta, "dateUpdated"));
	state = bw_advice_text(&c->a, meta, "state");
	return bw_str_is(state, "REJECTED")
	    ? rejected(c, bw_json_path(record, "containers.cna"))
	    : containers(c, record);
}

static int
one_record(void *ctx, struct bw_json one)
{
	struct bw_cve *c = ctx;

	return bw_json_type(one) == BW_JSON_OBJECT
	    ? record(c, one)
	    : bw_rd_refuse(&c->a.rd, "cve-record", "a record is an object");
}

static int
read_cve(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_json_opt opt = { .max_record =
						    BW_ADVICE_DOCUMENT };
	struct bw_cve c = { 0 };
	int rc = bw_advice_init(&c.a, sink, err);

	bw_intern_init(&c.orgs);
	if (rc == 0)
		rc = bw_rd_json_each(&c.a.rd, in, &opt, one_record, &c);
	bw_intern_release(&c.orgs);
	bw_vec_release(&c.added);
	bw_advice_release(&c.a);
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
	if (bw_has_key(s, "CVE_RECORD") ||
	    (bw_has_key(s, "cveMetadata") && bw_has_key(s, "containers")))
		return 95;
	return bw_has_key(s, "additionalMetadata") && bw_has_key(s, "cveId") &&
		bw_has_key(s, "adp")
	    ? 90
	    : 0;
}

const struct bw_format bw_format_cve = {
	.name = "cve",
	.version = 1,
	.recognise = recognise,
	.read = read_cve,
};
