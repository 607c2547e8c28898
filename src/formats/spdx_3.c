/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * spdx_3.c - SPDX 3.0 as JSON-LD: a graph of elements.
 *
 * Everything is an element of one list
 * (https://spdx.github.io/spdx-spec/v3.0.1), known by its spdxId; packages are
 * software_Package, what they belong to and whether they are needed is said by
 * Relationship. Its security profile (VEX) is counted and not read.
 */
#include "formats/spdx.h"

static struct bw_str
text(struct bw_spdx *s, struct bw_json n, const char *key)
{
	return bw_rd_text(&s->inv.rd, bw_json_str(bw_json_get(n, key)));
}

static struct bw_str
type_of(struct bw_spdx *s, struct bw_json n)
{
	struct bw_str t = text(s, n, "type");

	return t.n > 0 ? t : text(s, n, "@type");
}

static void
identifiers(struct bw_spdx *s, struct bw_json n)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(n, "externalIdentifier"));
	struct bw_str kind, value;

	bw_inv_key(&s->inv, "purl", text(s, n, "software_packageUrl"));
	while (!it.object && bw_json_step(&it)) {
		kind = text(s, it.value, "externalIdentifierType");
		value = text(s, it.value, "identifier");
		if (bw_str_is(kind, "packageUrl"))
			bw_inv_key(&s->inv, "purl", value);
		else if (bw_str_is(kind, "cpe23") || bw_str_is(kind, "cpe22"))
			bw_inv_key(&s->inv, "cpe", value);
	}
}

static int
package(struct bw_spdx *s, struct bw_json n)
{
	struct bw_str name = text(s, n, "name");
	struct bw_component_rec *c;

	if (name.n == 0)
		return bw_rd_refuse(
		    &s->inv.rd, "spdx-package", "a package without a name");
	if ((c = bw_inv_add(&s->inv)) == NULL)
		return bw_inv_full(&s->inv);
	c->name = name;
	c->version = text(s, n, "software_packageVersion");
	c->place.ref = text(s, n, "spdxId");
	if (bw_str_is(
		text(s, n, "software_primaryPurpose"), "operatingSystem")) {
		c->flags |= BW_COMPONENT_SYSTEM;
		s->inv.rec.distro = bw_inv_distro(&s->inv, name, c->version);
	}
	identifiers(s, n);
	return bw_spdx_refer(s, c->place.ref);
}

/* To one id or to a list of them. */
static void
relate(struct bw_spdx *s, struct bw_json n)
{
	struct bw_str kind = text(s, n, "relationshipType"), to;
	struct bw_str scope = text(s, n, "scope"), from = text(s, n, "from");
	struct bw_json_each it = bw_json_each(bw_json_get(n, "to"));

	/* A life cycle scope: needed while building or testing only. */
	if (bw_str_is(scope, "build") || bw_str_is(scope, "development") ||
	    bw_str_is(scope, "test"))
		kind = BW_STR("usesTool");
	while (!it.object && bw_json_step(&it)) {
		to = bw_rd_text(&s->inv.rd, bw_json_str(it.value));
		bw_spdx_relate(s, kind, from, to);
	}
}

/* The bill, or else the document, names what it is about. */
static void
roots(struct bw_spdx *s, struct bw_json n)
{
	struct bw_json_each it = bw_json_each(bw_json_get(n, "rootElement"));

	while (!it.object && bw_json_step(&it))
		bw_spdx_describe(
		    s, bw_rd_text(&s->inv.rd, bw_json_str(it.value)));
}

static bool
is_bill(struct bw_str type)
{
	return bw_str_is(type, "SpdxDocument") || bw_str_is(type, "Bom") ||
	    bw_str_is(type, "software_Sbom");
}

int
bw_spdx_3(struct bw_spdx *s)
{
	struct bw_json graph = bw_json_get(s->doc, "@graph");
	struct bw_json_each it = bw_json_each(graph);
	struct bw_str made = { 0 }, type, doc_name = { 0 };
	size_t security = 0;
	int rc = bw_rd_about(&s->inv.rd, "version", BW_STR("SPDX-3.0"));

	while (rc == 0 && bw_json_step(&it))
		if (bw_str_is(type_of(s, it.value), "software_Package"))
			rc = package(s, it.value);
	it = bw_json_each(graph);
	while (rc == 0 && bw_json_step(&it)) {
		type = type_of(s, it.value);
		security += bw_str_starts(type, BW_STR("security_"));
		if (bw_str_is(type, "CreationInfo") && made.n == 0)
			made = text(s, it.value, "created");
		if (bw_str_ends(type, BW_STR("Relationship")))
			relate(s, it.value);
		if (is_bill(type))
			roots(s, it.value);
		if (bw_str_is(type, "SpdxDocument")) {
			doc_name = text(s, it.value, "name");
			s->inv.rec.key.value =
			    bw_spdx_lasting(text(s, it.value, "spdxId"));
		}
	}
	if (rc == 0 && security > 0)
		rc = bw_rd_skip(&s->inv.rd, "spdx-security",
		    "%zu elements of the security profile: not read", security);
	if (s->inv.rec.name.n == 0)
		s->inv.rec.name = doc_name;
	return rc != 0 ? rc : bw_spdx_tell(s, made);
}
