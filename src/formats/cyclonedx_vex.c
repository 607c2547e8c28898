/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx_vex.c - what a CycloneDX document says of vulnerabilities.
 *
 * Three kinds of documents hold them: a disclosure report (VDR), an
 * exploitability exchange (VEX) and a bill with both. Each says: this
 * vulnerability, of these components (`affects`, by bom-ref or BOM-Link), is
 * so judged (`analysis`). What a bill says of a part holds within the thing
 * it describes and nowhere else: "not affected, the code is never reached" of
 * a library inside one product must not silence the others. So such a claim
 * is told "on" the product, or on the bill itself where it describes none.
 */
#include "formats/cyclonedx.h"

struct vex {
	struct bw_cdx *c;
	struct bw_reading *rd;
	struct bw_intern known; /* products, by what makes them one */
	BW_VEC(struct bw_adv_product) product;
	BW_VEC(struct bw_adv_vuln) vuln;
	BW_VEC(struct bw_claim) claim;
	BW_VEC(struct bw_rating) rating;
	BW_VEC(struct bw_str) alias;
	uint32_t host; /* the product that the bill describes */
	size_t rejected, unread_ratings, lost; /* counted */
	uint8_t status; /* of the current vulnerability */
	struct bw_str reason, remedy;
};

static uint32_t
add_product(struct vex *x, const struct bw_adv_product *p, struct bw_str same)
{
	uint32_t id = BW_ADV_NONE;
	bool added = true;

	if (bw_intern_add(&x->known, same, &id, &added, x->rd->err) != 0 ||
	    (added && !bw_vec_push(&x->product, *p)))
		x->rd->oom = true;
	return id;
}

/* A row of keys of one's own. */
static struct bw_key *
keys(struct vex *x, size_t n)
{
	struct bw_key *k = BW_ARENA_ARRAY(&x->rd->scratch, struct bw_key, n);

	x->rd->oom = x->rd->oom || k == NULL;
	return k;
}

static const struct bw_component_rec *
component(const struct vex *x, uint32_t i)
{
	return &x->c->inv.component.v[i];
}

static void
describe(struct bw_adv_product *p, const struct bw_component_rec *r)
{
	p->id = r->place.ref;
	p->vendor = r->vendor;
	p->name = r->name;
	p->ecosystem = r->ecosystem;
	p->key = r->key;
	p->n_key = r->n_key;
	p->versions.scheme = r->ecosystem;
	if (r->version.n > 0)
		p->versions = (struct bw_versions){ .form = BW_VERSIONS_ONE,
			.scheme = r->ecosystem,
			.text = r->version };
}

/* The bill as something that components are in: the key that its inventory
 * has, and what it describes. */
static uint32_t
host(struct vex *x)
{
	const struct bw_inventory_rec *rec = &x->c->inv.rec;
	struct bw_adv_product p = { .on = BW_ADV_NONE };
	struct bw_key *k;

	if (x->host != BW_ADV_NONE)
		return x->host;
	if (x->c->host)
		describe(&p, component(x, 0));
	if ((k = keys(x, p.n_key + 1)) == NULL)
		return BW_ADV_NONE;
	if (p.n_key > 0)
		memcpy(k, p.key, p.n_key * sizeof(*k));
	k[p.n_key++] = rec->key;
	p.key = k;
	x->host = add_product(x, &p, BW_STR("host"));
	return x->host;
}

/* "urn:cdx:UUID/VERSION#REF": a component of another bill, or without "#" the
 * bill itself (https://cyclonedx.org/capabilities/bomlink/). */
static bool
bom_link(
    struct vex *x, struct bw_str link, struct bw_key *bill, struct bw_str *ref)
{
	static const struct bw_str urn = BW_STR_INIT("urn:cdx:");
	struct bw_str rest = link, head, serial;

	if (!bw_str_starts(link, urn))
		return false;
	(void)bw_str_cut(&rest, '#', &head);
	*ref = bw_percent_decode(x->rd, rest);
	head = bw_str_sub(head, urn.n, head.n);
	if (!bw_str_cut(&head, '/', &serial) || serial.n == 0)
		return false;
	*bill = (struct bw_key){ BW_STR("cyclonedx"),
		bw_rd_fmt(x->rd, "urn:uuid:%.*s", BW_ARG(serial)) };
	return true;
}

static uint32_t
other_bill(struct vex *x, struct bw_key bill)
{
	struct bw_adv_product p = { .id = bill.value, .on = BW_ADV_NONE };
	struct bw_key *k = keys(x, 1);

	if (k == NULL)
		return BW_ADV_NONE;
	k[0] = bill;
	p.key = k;
	p.n_key = 1;
	return add_product(
	    x, &p, bw_rd_fmt(x->rd, "bill %.*s", BW_ARG(bill.value)));
}

/* What is known of a component only by its reference: that may be a purl. */
static void
by_reference(
    struct vex *x, struct bw_adv_product *p, struct bw_str ref, bool elsewhere)
{
	struct bw_str purl = bw_url_type(ref);
	struct bw_key *k = keys(x, 2);

	if (k == NULL)
		return;
	p->key = k;
	if (purl.n > 0) {
		k[p->n_key++] = (struct bw_key){ BW_STR("purl"), ref };
		p->ecosystem = bw_rd_lower(x->rd, purl);
		p->versions.scheme = p->ecosystem;
	}
	if (elsewhere)
		k[p->n_key++] = (struct bw_key){ BW_STR("bom-ref"), ref };
}

/* The product of a reference, as yet without versions of its own. */
static void
find_product(struct vex *x, struct bw_str ref, struct bw_adv_product *p)
{
	uint32_t i = bw_cdx_find(x->c, ref);
	struct bw_key bill = { 0 };
	struct bw_str inner = { 0 };
	struct bw_key *k;
	bool link = i == BW_NONE && bom_link(x, ref, &bill, &inner);

	*p = (struct bw_adv_product){ .id = ref, .on = BW_ADV_NONE };
	if (link && bw_str_eq(bill.value, x->c->inv.rec.key.value)) {
		i = bw_cdx_find(x->c, inner);
		link = i == BW_NONE && inner.n > 0;
	}
	if (i != BW_NONE) {
		describe(p, component(x, i));
		if (i > 0 || !x->c->host)
			p->on = host(x);
	} else if (link && inner.n == 0) {
		if ((k = keys(x, 1)) != NULL) {
			*k = bill;
			p->key = k;
			p->n_key = 1;
		}
	} else if (link) {
		p->on = other_bill(x, bill);
		by_reference(x, p, inner, true);
	} else {
		x->lost += bw_url_type(ref).n == 0;
		by_reference(x, p, ref, false);
		if (x->c->inv.component.n > 0)
			p->on = host(x);
	}
}

static void
claim(struct vex *x, const struct bw_adv_product *p, struct bw_str ref,
    uint8_t status)
{
	struct bw_claim k = { .vuln = (uint32_t)x->vuln.n - 1,
		.status = status,
		.reason = x->reason,
		.remedy = x->remedy };

	k.product = add_product(x, p,
	    bw_rd_fmt(x->rd, "%u %.*s %.*s", p->versions.form, BW_ARG(ref),
		BW_ARG(p->versions.text)));
	if (!bw_vec_push(&x->claim, k))
		x->rd->oom = true;
}

/* The status of some versions: `analysis` judges the vulnerability in the
 * product, `versions` says which ones are meant. */
static int
version_status(struct vex *x, struct bw_str word, uint8_t *out)
{
	*out = x->status;
	if (word.n == 0)
		return 0;
	if (bw_str_is(word, "affected")) {
		if (x->status == BW_CLAIM_FIXED)
			*out = BW_CLAIM_AFFECTED;
	} else if (bw_str_is(word, "unaffected")) {
		if (x->status != BW_CLAIM_FIXED)
			*out = BW_CLAIM_NOT_AFFECTED;
	} else {
		*out = BW_CLAIM_UNKNOWN;
		if (!bw_str_is(word, "unknown"))
			return bw_rd_note(x->rd, "cdx-status",
			    "\"%.*s\" is no status of a version",
			    BW_SHOW(word));
	}
	return 0;
}

static int
one_version(struct vex *x, struct bw_cdx_node v, struct bw_adv_product *p,
    struct bw_str ref)
{
	struct bw_str one = bw_cdx_text(x->c, v, "version");
	struct bw_str range = bw_cdx_text(x->c, v, "range");
	uint8_t status;
	int rc;

	rc = version_status(x, bw_cdx_text(x->c, v, "status"), &status);
	if (rc != 0)
		return rc;
	if (one.n == 0 && range.n == 0)
		return bw_rd_refuse(x->rd, "cdx-range",
		    "neither version nor range: of which version is this?");
	p->versions.form = one.n > 0                ? BW_VERSIONS_ONE
	    : bw_str_starts(range, BW_STR("vers:")) ? BW_VERSIONS_VERS
						    : BW_VERSIONS_WORDS;
	p->versions.text = one.n > 0 ? one : range;
	claim(x, p, ref, status);
	return 0;
}

static int
affects(struct vex *x, struct bw_cdx_node target)
{
	struct bw_cdx_list it = bw_cdx_each(target, "versions", "version");
	struct bw_str ref = bw_cdx_text(x->c, target, "ref");
	struct bw_adv_product p;
	bool some = false;
	int rc = 0;

	if (target.xml != NULL)
		x->rd->place.line = target.xml->line;
	if (ref.n == 0)
		return bw_rd_refuse(x->rd, "cdx-affects",
		    "affects without ref: what is affected?");
	find_product(x, ref, &p);
	while (rc == 0 && bw_cdx_step(&it)) {
		some = true;
		rc = one_version(x, it.node, &p, ref);
	}
	if (rc == 0 && !some)
		claim(x, &p, ref, x->status);
	return rc;
}

/* ---- of the vulnerability ---- */

static void
rate(struct vex *x, struct bw_cdx_node n)
{
	static const struct {
		const char *method, *prefix;
	} cvss[] = { { "CVSSv2", "" }, { "CVSSv3", "CVSS:3.0/" },
		{ "CVSSv31", "CVSS:3.1/" }, { "CVSSv4", "CVSS:4.0/" } };
	struct bw_str method = bw_cdx_text(x->c, n, "method");
	struct bw_str vector = bw_cdx_text(x->c, n, "vector");
	struct bw_str word = bw_cdx_text(x->c, n, "severity");
	struct bw_rating r = { .at = BW_DATE_MIN,
		.by = bw_cdx_text(x->c, bw_cdx_get(n, "source"), "name") };

	for (size_t i = 0; i < BW_LEN(cvss) && vector.n > 0; i++)
		if (bw_str_is(method, cvss[i].method))
			r.value = bw_str_starts(vector, BW_STR("CVSS:"))
			    ? vector
			    : bw_rd_fmt(x->rd, "%s%.*s", cvss[i].prefix,
				  BW_ARG(vector));
	if (r.value.n == 0 && bw_str_starts(vector, BW_STR("CVSS:")))
		r.value = vector;
	if (r.value.n == 0 && word.n > 0) {
		r.kind = BW_RATING_SEVERITY;
		r.value = word;
	}
	if (r.value.n == 0)
		x->unread_ratings++;
	else if (!bw_vec_push(&x->rating, r))
		x->rd->oom = true;
}

static void
ratings(struct vex *x, struct bw_cdx_node n, struct bw_adv_vuln *v)
{
	struct bw_cdx_list it = bw_cdx_each(n, "ratings", "rating");
	size_t before = x->rating.n;

	while (bw_cdx_step(&it))
		rate(x, it.node);
	v->n_rating = x->rating.n - before;
}

static void
aliases(struct vex *x, struct bw_cdx_node n, struct bw_adv_vuln *v)
{
	struct bw_cdx_list it = bw_cdx_each(n, "references", "reference");
	size_t before = x->alias.n;
	struct bw_str id;
	bool known;

	while (bw_cdx_step(&it)) {
		id = bw_cdx_text(x->c, it.node, "id");
		known = id.n == 0 || bw_str_eq(id, v->name);
		for (size_t i = before; i < x->alias.n && i < before + 8; i++)
			known = known || bw_str_eq(id, x->alias.v[i]);
		if (!known && !bw_vec_push(&x->alias, id))
			x->rd->oom = true;
	}
	v->n_alias = x->alias.n - before;
}

static int
judge(struct vex *x, struct bw_cdx_node n)
{
	static const struct {
		const char *state;
		uint8_t status;
	} states[] = { { "resolved", BW_CLAIM_FIXED },
		{ "resolved_with_pedigree", BW_CLAIM_FIXED },
		{ "exploitable", BW_CLAIM_AFFECTED },
		{ "in_triage", BW_CLAIM_INVESTIGATING },
		{ "false_positive", BW_CLAIM_NOT_AFFECTED },
		{ "not_affected", BW_CLAIM_NOT_AFFECTED } };
	struct bw_cdx_node a = bw_cdx_get(n, "analysis");
	struct bw_str state = bw_cdx_text(x->c, a, "state");

	x->status = BW_CLAIM_AFFECTED;
	x->reason = bw_cdx_text(x->c, a, "justification");
	if (state.n == 0)
		return 0;
	if (x->reason.n == 0 && bw_str_is(state, "false_positive"))
		x->reason = state;
	for (size_t i = 0; i < BW_LEN(states); i++) {
		if (bw_str_is(state, states[i].state)) {
			x->status = states[i].status;
			return 0;
		}
	}
	x->status = BW_CLAIM_UNKNOWN;
	return bw_rd_note(x->rd, "cdx-state",
	    "\"%.*s\" is no state of an analysis", BW_SHOW(state));
}

/* What to do: the recommendation, a workaround, or the maker's answer. */
static void
remedy(struct vex *x, struct bw_cdx_node n)
{
	struct bw_cdx_node a = bw_cdx_get(n, "analysis");
	struct bw_cdx_list it = bw_cdx_each(
	    a, a.xml != NULL ? "responses" : "response", "response");
	struct bw_str one, all = { 0 };

	x->remedy = bw_cdx_text(x->c, n, "recommendation");
	if (x->remedy.n == 0)
		x->remedy = bw_cdx_text(x->c, n, "workaround");
	for (int i = 0; i < 8 && x->remedy.n == 0 && bw_cdx_step(&it); i++) {
		one = bw_cdx_text(x->c, it.node, NULL);
		all = all.n > 0
		    ? bw_rd_fmt(x->rd, "%.*s, %.*s", BW_ARG(all), BW_ARG(one))
		    : one;
	}
	if (x->remedy.n == 0)
		x->remedy = all;
}

static int
vulnerability(struct vex *x, struct bw_cdx_node n)
{
	struct bw_cdx_list it = bw_cdx_each(n, "affects", "target");
	struct bw_adv_vuln v = { .name = bw_cdx_text(x->c, n, "id") };
	struct bw_str text = bw_cdx_text(x->c, n, "description");
	int rc;

	if (n.xml != NULL)
		x->rd->place.line = n.xml->line;
	x->rd->place.ref = bw_cdx_text(x->c, n, "bom-ref");
	if (v.name.n == 0)
		return bw_rd_refuse(
		    x->rd, "cdx-vulnerability", "a vulnerability without id");
	if (bw_cdx_raw(n, "rejected").n > 0) {
		x->rejected++;
		return 0;
	}
	(void)bw_str_cut(&text, '\n', &v.title);
	v.title = bw_str_trim(v.title);
	ratings(x, n, &v);
	aliases(x, n, &v);
	if (!bw_vec_push(&x->vuln, v))
		x->rd->oom = true;
	if (x->rd->oom)
		return bw_fail(x->rd->err, BW_ENOMEM, "no memory for claims");
	rc = judge(x, n);
	remedy(x, n);
	/* The extension of 1.2 and 1.3 named the component itself. */
	if (rc == 0 && bw_cdx_raw(n, "ref").n > 0 &&
	    !bw_cdx_is(bw_cdx_get(n, "affects")))
		return affects(x, n);
	while (rc == 0 && bw_cdx_step(&it))
		rc = affects(x, it.node);
	return rc;
}

/* ---- telling ---- */

static void
speaker(struct vex *x, struct bw_advisory_rec *r)
{
	static const char *const who[] = { "supplier", "manufacturer",
		"manufacture" };
	struct bw_cdx_node m = bw_cdx_get(x->c->bom, "metadata");

	for (size_t i = 0; i < BW_LEN(who) && r->publisher.n == 0; i++)
		r->publisher = bw_cdx_text(x->c, bw_cdx_get(m, who[i]), "name");
	if (r->publisher.n == 0 && x->c->host)
		r->publisher = component(x, 0)->vendor;
	r->speaker =
	    r->publisher.n > 0 ? BW_SPEAKER_VENDOR : BW_SPEAKER_UNKNOWN;
}

static int
counted(struct vex *x)
{
	int rc = 0;

	x->rd->place = (struct bw_place){ .number = 1 };
	if (x->rejected > 0)
		rc = bw_rd_skip(x->rd, "cdx-rejected",
		    "%zu vulnerabilities were rejected: they say nothing",
		    x->rejected);
	if (rc == 0 && x->unread_ratings > 0)
		rc = bw_rd_note(x->rd, "cdx-rating",
		    "%zu ratings with neither a CVSS vector nor a severity",
		    x->unread_ratings);
	if (rc == 0 && x->lost > 0)
		rc = bw_rd_note(x->rd, "cdx-ref",
		    "%zu references lead to no component of this document",
		    x->lost);
	return rc;
}

static int
tell(struct vex *x)
{
	const struct bw_inventory_rec *inv = &x->c->inv.rec;
	struct bw_advisory_rec r = { .key = inv->key,
		.version = inv->version,
		.published = BW_NO_TIME,
		.modified = inv->made,
		.vuln = x->vuln.v,
		.n_vuln = x->vuln.n,
		.product = x->product.v,
		.n_product = x->product.n,
		.claim = x->claim.v,
		.n_claim = x->claim.n,
		.place = inv->place };
	const struct bw_rating *rating = x->rating.v;
	const struct bw_str *alias = x->alias.v;

	for (size_t i = 0; i < x->vuln.n; i++) {
		x->vuln.v[i].rating = rating;
		x->vuln.v[i].alias = alias;
		if (rating != NULL)
			rating += x->vuln.v[i].n_rating;
		if (alias != NULL)
			alias += x->vuln.v[i].n_alias;
	}
	speaker(x, &r);
	if (x->rd->oom)
		return bw_fail(x->rd->err, BW_ENOMEM, "no memory for claims");
	return x->vuln.n > 0 ? bw_sink_advisory(x->rd->sink, &r, x->rd->err)
			     : 0;
}

int
bw_cdx_vulnerabilities(struct bw_cdx *c)
{
	struct bw_cdx_list it =
	    bw_cdx_each(c->bom, "vulnerabilities", "vulnerability");
	struct vex x = { .c = c, .rd = &c->inv.rd, .host = BW_ADV_NONE };
	int rc = 0;

	if (!bw_cdx_is(bw_cdx_get(c->bom, "vulnerabilities")))
		return 0;
	bw_intern_init(&x.known);
	while (rc == 0 && bw_cdx_step(&it))
		rc = vulnerability(&x, it.node);
	if (rc == 0)
		rc = counted(&x);
	if (rc == 0)
		rc = tell(&x);
	bw_intern_release(&x.known);
	bw_vec_release(&x.product);
	bw_vec_release(&x.vuln);
	bw_vec_release(&x.claim);
	bw_vec_release(&x.rating);
	bw_vec_release(&x.alias);
	return rc;
}
