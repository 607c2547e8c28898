/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * spdx.c - SPDX 2.2 and 2.3 as JSON: packages, and what they are.
 *
 * SPDX (ISO/IEC 5962) lists packages with references to identities outside
 * (purl, CPE). Which package is the thing described is told by a relationship
 * or by documentDescribes; which are only for building or testing, by
 * relationships too. A document is known by its name space, whose recommended
 * form ends in a random number per delivery: that is cut off, so that a newer
 * delivery is known again. Rules: doc/formats/spdx.md.
 */
#include "formats/spdx.h"
#include "formats/formats_priv.h"

#define MAX_DOCUMENT ((size_t)192 << 20)

static struct bw_str
text(struct bw_spdx *s, struct bw_json n, const char *key)
{
	struct bw_str t =
	    bw_rd_text(&s->inv.rd, bw_json_str(bw_json_get(n, key)));

	/* The standard's words for "nobody says". */
	if (bw_str_is(t, "NOASSERTION") || bw_str_is(t, "NONE"))
		return (struct bw_str){ 0 };
	return t;
}

/* "Organization: Acme Inc. (mail)" */
static struct bw_str
agent(struct bw_str s)
{
	static const char *const heads[] = {
		"Organization:", "Person:", "Tool:"
	};

	for (size_t i = 0; i < BW_LEN(heads); i++)
		if (bw_str_starts(s, bw_str_of(heads[i])))
			return bw_str_trim(
			    bw_str_sub(s, strlen(heads[i]), s.n));
	return s;
}

static void
references(struct bw_spdx *s, struct bw_json package)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(package, "externalRefs"));
	struct bw_str type, value;

	while (!it.object && bw_json_step(&it)) {
		type = text(s, it.value, "referenceType");
		value = text(s, it.value, "referenceLocator");
		if (bw_str_is(type, "purl"))
			bw_inv_key(&s->inv, "purl", value);
		else if (bw_str_is(type, "cpe23Type") ||
		    bw_str_is(type, "cpe22Type"))
			bw_inv_key(&s->inv, "cpe", value);
	}
}

int
bw_spdx_refer(struct bw_spdx *s, struct bw_str id)
{
	uint32_t ref;
	bool added;
	int rc;

	if (id.n == 0)
		return bw_rd_note(&s->inv.rd, "spdx-id",
		    "a package without an id: nothing can refer to it");
	rc = bw_intern_add(&s->refs, id, &ref, &added, s->inv.rd.err);
	if (rc != 0)
		return rc;
	if (!added)
		return bw_rd_note(&s->inv.rd, "spdx-id-twice",
		    "\"%.*s\" is of two packages: the first keeps it",
		    BW_SHOW(id));
	return bw_vec_push(&s->owner, (uint32_t)s->inv.component.n - 1)
	    ? 0
	    : bw_inv_full(&s->inv);
}

static int
package(struct bw_spdx *s, struct bw_json n)
{
	struct bw_str name = text(s, n, "name"), who;
	struct bw_str use = text(s, n, "primaryPackagePurpose");
	struct bw_component_rec *c;

	if (name.n == 0)
		return bw_rd_refuse(
		    &s->inv.rd, "spdx-package", "a package without a name");
	if ((c = bw_inv_add(&s->inv)) == NULL)
		return bw_inv_full(&s->inv);
	c->name = name;
	c->version = text(s, n, "versionInfo");
	who = text(s, n, "supplier");
	if (who.n == 0)
		who = text(s, n, "originator");
	c->vendor = agent(who);
	c->place.ref = text(s, n, "SPDXID");
	if (bw_str_is(use, "OPERATING-SYSTEM") ||
	    bw_str_is(use, "OPERATING_SYSTEM")) {
		c->flags |= BW_COMPONENT_SYSTEM;
		s->inv.rec.distro = bw_inv_distro(&s->inv, name, c->version);
	}
	references(s, n);
	return bw_spdx_refer(s, c->place.ref);
}

void
bw_spdx_relate(
    struct bw_spdx *s, struct bw_str type, struct bw_str from, struct bw_str to)
{
	static const struct {
		const char *type;
		uint8_t flag;
		bool first; /* speaks of its first element */
	} kinds[] = {
		{ "BUILD_DEPENDENCY_OF", BW_COMPONENT_EXCLUDED, true },
		{ "BUILD_TOOL_OF", BW_COMPONENT_EXCLUDED, true },
		{ "DEV_DEPENDENCY_OF", BW_COMPONENT_EXCLUDED, true },
		{ "DEV_TOOL_OF", BW_COMPONENT_EXCLUDED, true },
		{ "TEST_DEPENDENCY_OF", BW_COMPONENT_EXCLUDED, true },
		{ "TEST_TOOL_OF", BW_COMPONENT_EXCLUDED, true },
		{ "OPTIONAL_DEPENDENCY_OF", BW_COMPONENT_OPTIONAL, true },
		{ "OPTIONAL_COMPONENT_OF", BW_COMPONENT_OPTIONAL, true },
		{ "hasOptionalDependency", BW_COMPONENT_OPTIONAL, false },
		{ "hasOptionalComponent", BW_COMPONENT_OPTIONAL, false },
		{ "usesTool", BW_COMPONENT_EXCLUDED, false },
	};
	uint32_t id;

	for (size_t i = 0; i < BW_LEN(kinds); i++) {
		if (!bw_str_is(type, kinds[i].type))
			continue;
		id = bw_intern_find(&s->refs, kinds[i].first ? from : to);
		if (id != BW_NONE)
			s->inv.component.v[s->owner.v[id]].flags |=
			    kinds[i].flag;
	}
}

/* The host is the package that the document describes. */
void
bw_spdx_describe(struct bw_spdx *s, struct bw_str ref)
{
	uint32_t id = bw_intern_find(&s->refs, ref);

	if (id != BW_NONE && s->inv.rec.name.n == 0)
		s->inv.rec.name = s->inv.component.v[s->owner.v[id]].name;
}

static void
relationships(struct bw_spdx *s)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(s->doc, "documentDescribes"));
	struct bw_str type, from, to;

	while (!it.object && bw_json_step(&it))
		bw_spdx_describe(
		    s, bw_rd_text(&s->inv.rd, bw_json_str(it.value)));
	it = bw_json_each(bw_json_get(s->doc, "relationships"));
	while (!it.object && bw_json_step(&it)) {
		type = text(s, it.value, "relationshipType");
		from = text(s, it.value, "spdxElementId");
		to = text(s, it.value, "relatedSpdxElement");
		if (bw_str_is(type, "DESCRIBES") &&
		    bw_str_is(from, "SPDXRef-DOCUMENT"))
			bw_spdx_describe(s, to);
		else if (bw_str_is(type, "DESCRIBED_BY") &&
		    bw_str_is(to, "SPDXRef-DOCUMENT"))
			bw_spdx_describe(s, from);
		else
			bw_spdx_relate(s, type, from, to);
	}
}

static bool
is_uuid(struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
		char c = s.p[i];

		if (hyphen
			? c != '-'
			: !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
			      (c >= 'A' && c <= 'F')))
			return false;
	}
	return s.n == 36;
}

/* ".../name-UUID", the form of clause 6.5, without the number. */
struct bw_str
bw_spdx_lasting(struct bw_str uri)
{
	if (uri.n > 37 && uri.p[uri.n - 37] == '-' &&
	    is_uuid(bw_str_sub(uri, uri.n - 36, 36)))
		return bw_str_sub(uri, 0, uri.n - 37);
	return uri;
}

int
bw_spdx_tell(struct bw_spdx *s, struct bw_str made)
{
	struct bw_inventory_rec *r = &s->inv.rec;
	int rc = 0;

	r->key.scheme = BW_STR("spdx");
	r->place = s->inv.rd.place;
	if (r->key.value.n == 0)
		rc = bw_inv_digest(&s->inv.rd, s->in, &r->key.value);
	if (rc == 0 && made.n > 0 && !bw_instant_parse(made, &r->made))
		rc = bw_rd_note(&s->inv.rd, "spdx-time",
		    "created \"%.*s\" is no time", BW_SHOW(made));
	if (rc == 0)
		rc = bw_rd_published(&s->inv.rd, made);
	return rc != 0 ? rc : bw_inv_tell(&s->inv);
}

static int
version_2(struct bw_spdx *s)
{
	struct bw_json_each it = bw_json_each(bw_json_get(s->doc, "packages"));
	struct bw_inventory_rec *r = &s->inv.rec;
	struct bw_str version = text(s, s->doc, "spdxVersion");
	int rc = bw_rd_about(&s->inv.rd, "version", version);

	if (rc == 0 && !bw_str_starts(version, BW_STR("SPDX-2.")))
		rc = bw_rd_note(&s->inv.rd, "spdx-version",
		    "spdxVersion \"%.*s\" is not SPDX-2: read by its shape",
		    BW_SHOW(version));
	while (rc == 0 && !it.object && bw_json_step(&it))
		rc = package(s, it.value);
	if (rc != 0)
		return rc;
	relationships(s);
	if (r->name.n == 0)
		r->name = text(s, s->doc, "name");
	r->key.value = bw_spdx_lasting(text(s, s->doc, "documentNamespace"));
	return bw_spdx_tell(
	    s, text(s, bw_json_get(s->doc, "creationInfo"), "created"));
}

static int
document(struct bw_spdx *s)
{
	if (bw_json_type(s->doc) != BW_JSON_OBJECT)
		return bw_rd_refuse(
		    &s->inv.rd, "spdx-document", "a document is an object");
	if (bw_json_type(bw_json_get(s->doc, "@graph")) == BW_JSON_ARRAY)
		return bw_spdx_3(s);
	return version_2(s);
}

static int
read_spdx(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_json_opt opt = { .max_record = MAX_DOCUMENT, .whole = true };
	struct bw_spdx s = { .in = in };
	struct bw_json_reader *r = NULL;
	bool more = true;
	int rc = bw_inv_init(&s.inv, sink, err);

	bw_intern_init(&s.refs);
	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	if (rc == 0)
		rc = bw_rd_json_next(&s.inv.rd, r, &s.doc, &more);
	if (rc == 0 && more)
		rc = document(&s);
	bw_json_close(r);
	bw_intern_release(&s.refs);
	bw_vec_release(&s.owner);
	bw_inv_release(&s.inv);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str t = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (t.n == 0 || t.p[0] != '{')
		return 0;
	if (bw_has_key(t, "spdxVersion") || bw_has_key(t, "SPDXID"))
		return 96;
	return bw_has_key(t, "@graph") &&
		bw_str_find(t, BW_STR("spdx.org/rdf/3")) >= 0
	    ? 97
	    : 0;
}

const struct bw_format bw_format_spdx = { .name = "spdx",
	.version = 1,
	.host = true,
	.recognise = recognise,
	.read = read_spdx };
