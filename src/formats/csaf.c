/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf.c - Common Security Advisory Framework 2.0 and 2.1 (OASIS; 2.0 is
 * ISO/IEC 20153).
 *
 * A document is one advisory: who speaks, in which revision, of which products
 * (csaf_products.c), and what is said of them (csaf_claims.c). Reading is not
 * validating: a document that breaks a rule of the standard but says something
 * is read, and what could not be followed is noted; `bolwerk csaf validate`
 * has all the rules. Rules of reading: doc/formats/csaf.md.
 */
#include "formats/csaf_reading.h"
#include "formats/formats_priv.h"

static void
begin(struct csaf_reading *c)
{
	bw_advice_begin(&c->a);
	bw_intern_release(&c->ids);
	bw_intern_release(&c->groups);
	bw_intern_init(&c->ids);
	bw_intern_init(&c->groups);
	c->id.n = c->group.n = c->first_key.n = c->seat.n = 0;
	c->mentions = c->strays = c->twice = c->lost = 0;
	c->nameless = c->silent = c->exploits = 0;
}

static void
release(struct csaf_reading *c)
{
	bw_intern_release(&c->ids);
	bw_intern_release(&c->groups);
	bw_vec_release(&c->id);
	bw_vec_release(&c->group);
	bw_vec_release(&c->first_key);
	bw_vec_release(&c->seat);
	bw_advice_release(&c->a);
}

/* ---- who speaks ---- */

static bool
is_package(struct bw_str purl)
{
	return bw_str_starts(purl, BW_STR("pkg:rpm/")) ||
	    bw_str_starts(purl, BW_STR("pkg:rpmmod/")) ||
	    bw_str_starts(purl, BW_STR("pkg:deb/")) ||
	    bw_str_starts(purl, BW_STR("pkg:apk/"));
}

/* A maker that speaks of the packages of a distribution is that distribution;
 * one package among its products is enough. */
static uint8_t
speaker(struct csaf_reading *c, struct bw_json publisher)
{
	struct bw_str s = bw_advice_text(&c->a, publisher, "category");

	if (s.n == 0)
		return BW_SPEAKER_UNKNOWN;
	if (!bw_str_is(s, "vendor"))
		return BW_SPEAKER_COORDINATOR;
	for (size_t i = 0; i < c->a.key.n; i++)
		if (is_package(c->a.key.v[i].value))
			return BW_SPEAKER_DISTRIBUTION;
	return BW_SPEAKER_VENDOR;
}

static uint8_t
state(struct csaf_reading *c, struct bw_json doc, struct bw_json tracking)
{
	struct bw_str category = bw_advice_text(&c->a, doc, "category");

	if (bw_str_is(category, "csaf_withdrawn") ||
	    bw_str_is(category, "csaf_superseded"))
		return BW_ADV_WITHDRAWN;
	return bw_str_is(bw_advice_text(&c->a, tracking, "status"), "draft")
	    ? BW_ADV_DRAFT
	    : BW_ADV_CURRENT;
}

static struct bw_str
own_url(struct csaf_reading *c, struct bw_json doc)
{
	struct bw_json_each it = bw_json_each(bw_json_get(doc, "references"));

	while (!it.object && bw_json_step(&it))
		if (bw_str_is(
			bw_advice_text(&c->a, it.value, "category"), "self"))
			return bw_advice_text(&c->a, it.value, "url");
	return (struct bw_str){ 0 };
}

static int
head(struct csaf_reading *c, struct bw_json doc)
{
	struct bw_advisory_rec *r = &c->a.rec;
	struct bw_json tracking = bw_json_get(doc, "tracking");
	struct bw_json publisher = bw_json_get(doc, "publisher");
	struct bw_str day =
	    bw_advice_text(&c->a, tracking, "current_release_date");

	r->key = (struct bw_key){ BW_STR("csaf"), c->key };
	r->publisher = bw_advice_text(&c->a, publisher, "name");
	r->speaker = speaker(c, publisher);
	r->state = state(c, doc, tracking);
	r->version = bw_advice_text(&c->a, tracking, "version");
	r->title = bw_advice_text(&c->a, doc, "title");
	r->url = own_url(c, doc);
	r->tlp = bw_advice_text(
	    &c->a, bw_json_path(doc, "distribution.tlp"), "label");
	r->lang = bw_advice_text(&c->a, doc, "lang");
	r->published =
	    bw_moment(bw_advice_text(&c->a, tracking, "initial_release_date"));
	r->modified = bw_moment(day);
	if (r->modified == BW_NO_TIME)
		return bw_rd_note(&c->a.rd, "csaf-date",
		    "\"%.*s\" is no moment of release", BW_SHOW(day));
	return bw_rd_published(&c->a.rd, day);
}

/* ---- the document ---- */

static int
counted(struct csaf_reading *c)
{
	const struct {
		size_t n;
		const char *rule, *what;
	} told[] = { { c->nameless, "csaf-product",
			 "products without product_id" },
		{ c->twice, "csaf-product-twice",
		    "product ids that are defined already" },
		{ c->lost, "csaf-relation",
		    "relationships that lead to no product" },
		{ c->strays, "csaf-reference",
		    "mentions of a product or group that is not defined" },
		{ c->silent, "csaf-status",
		    "vulnerabilities without the status of any product" } };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(told) && rc == 0; i++)
		if (told[i].n > 0)
			rc = bw_rd_note(&c->a.rd, told[i].rule, "%zu %s",
			    told[i].n, told[i].what);
	if (rc == 0 && c->exploits > 0)
		rc = bw_rd_skip(&c->a.rd, "csaf-exploit-status",
		    "%zu sentences about exploits: of no fixed form",
		    c->exploits);
	return rc;
}

/* A seat for each product that the tree has. */
static void
make_seats(struct csaf_reading *c)
{
	size_t n = c->a.product.n;

	if (c->a.rd.oom || !bw_vec_room(&c->seat, n)) {
		c->a.rd.oom = true;
		return;
	}
	if (n > 0)
		memset(c->seat.v, 0, n * sizeof(*c->seat.v));
	c->seat.n = n;
}

static int
document(struct csaf_reading *c, struct bw_json whole)
{
	struct bw_json doc = bw_json_get(whole, "document");
	struct bw_json_each it =
	    bw_json_each(bw_json_get(whole, "vulnerabilities"));
	struct bw_str version = bw_advice_text(&c->a, doc, "csaf_version");
	int rc = 0;

	begin(c);
	c->key = bw_advice_text(&c->a, bw_json_get(doc, "tracking"), "id");
	c->a.rd.place.ref = c->key;
	if (bw_json_type(doc) != BW_JSON_OBJECT)
		return bw_rd_refuse(&c->a.rd, "csaf-document",
		    "no object \"document\": no CSAF");
	if (c->key.n == 0)
		return bw_rd_refuse(&c->a.rd, "csaf-id",
		    "the document has no tracking id: a newer one could not "
		    "replace it");
	if (!bw_str_is(version, "2.0") && !bw_str_is(version, "2.1"))
		rc = bw_rd_note(&c->a.rd, "csaf-version",
		    "\"%.*s\" is neither 2.0 nor 2.1; read as these",
		    BW_SHOW(version));
	csaf_products(c, bw_json_get(whole, "product_tree"));
	make_seats(c);
	while (rc == 0 && !it.object && !c->a.over && !c->a.rd.oom &&
	    bw_json_step(&it))
		csaf_vulnerability(c, doc, it.value);
	if (rc == 0 && !c->a.rd.oom)
		rc = head(c, doc);
	if (rc == 0 && !c->a.rd.oom && !c->a.over)
		rc = counted(c);
	return rc != 0 ? rc : bw_advice_tell(&c->a);
}

static int
one_document(void *ctx, struct bw_json one)
{
	struct csaf_reading *c = ctx;

	return bw_json_type(one) == BW_JSON_OBJECT
	    ? document(c, one)
	    : bw_rd_refuse(
		  &c->a.rd, "csaf-document", "a document is an object");
}

static int
read_csaf(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_json_opt opt = { .max_record =
						    BW_ADVICE_DOCUMENT };
	struct csaf_reading c = { 0 };
	int rc = bw_advice_init(&c.a, sink, err);

	bw_intern_init(&c.ids);
	bw_intern_init(&c.groups);
	if (rc == 0)
		rc = bw_rd_json_each(&c.a.rd, in, &opt, one_document, &c);
	release(&c);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || (s.p[0] != '{' && s.p[0] != '['))
		return 0;
	if (bw_has_key(s, "csaf_version") && bw_has_key(s, "document"))
		return 97;
	return bw_has_key(s, "product_tree") && bw_has_key(s, "branches") ? 80
									  : 0;
}

const struct bw_format bw_format_csaf = {
	.name = "csaf",
	.version = 1,
	.recognise = recognise,
	.read = read_csaf,
};
