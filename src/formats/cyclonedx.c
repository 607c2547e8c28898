/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx.c - CycloneDX 1.0 to 1.7 (ECMA-424), JSON and XML: who has what.
 *
 * A bill of materials describes one thing (metadata.component) and lists what
 * is in it, perhaps nested. The thing is the host here, and a component as
 * well: an advisory can be about the product itself. What the bill says of
 * vulnerabilities is told apart (cyclonedx_vex.c). This is a reader and no
 * validator: a component that names itself in no way is refused, other
 * breaches are noted. Rules: doc/formats/cyclonedx.md.
 */
#include "formats/cyclonedx.h"
#include "formats/formats_priv.h"
#include "formats/said.h"

/* A document of 150 MiB is legal for advisories (CSAF 2.1, section C.1) and
 * bills of materials come with them. As a tree XML takes some four times. */
#define MAX_JSON ((size_t)192 << 20)
#define MAX_XML ((size_t)1 << 30)
#define MAX_DEPTH 256u

static int
scope(struct bw_cdx *c, struct bw_str s, uint8_t *flags)
{
	if (s.n == 0 || bw_str_is(s, "required"))
		return 0;
	if (bw_str_is(s, "optional"))
		*flags |= BW_COMPONENT_OPTIONAL;
	else if (bw_str_is(s, "excluded"))
		*flags |= BW_COMPONENT_EXCLUDED;
	else
		return bw_rd_note(&c->inv.rd, "cdx-scope",
		    "scope \"%.*s\" is not required, optional or excluded",
		    BW_SHOW(s));
	return 0;
}

static int
type(struct bw_cdx *c, struct bw_str s, uint8_t *flags)
{
	static const char *const types[] = { "application", "framework",
		"library", "container", "platform", "operating-system",
		"device", "device-driver", "firmware", "file",
		"machine-learning-model", "data", "cryptographic-asset" };

	if (bw_str_is(s, "operating-system"))
		*flags |= BW_COMPONENT_SYSTEM;
	for (size_t i = 0; i < BW_LEN(types); i++)
		if (bw_str_is(s, types[i]))
			return 0;
	return bw_rd_note(&c->inv.rd, "cdx-type",
	    "\"%.*s\" is no type of component", BW_SHOW(s));
}

/* Who makes it: the first that is told. Version 1.6 parted the manufacturer
 * from the supplier; `group` is a name space, often of the maker. */
static struct bw_str
vendor(struct bw_cdx *c, struct bw_cdx_node n)
{
	static const char *const who[] = { "supplier", "manufacturer" };
	struct bw_str s = { 0 };

	for (size_t i = 0; i < BW_LEN(who) && s.n == 0; i++)
		s = bw_cdx_text(c, bw_cdx_get(n, who[i]), "name");
	if (s.n == 0)
		s = bw_cdx_text(c, n, "publisher");
	return s.n > 0 ? s : bw_cdx_text(c, n, "group");
}

/* What scanners know of a distribution's package (syft, trivy), and what
 * npm's own list says of one that is only needed to build. */
struct found {
	struct bw_str distro, distro_version;
	struct bw_str epoch, version, release;
};

static void
property(struct bw_cdx *c, struct bw_component_rec *r, struct found *f,
    struct bw_str name, struct bw_str value)
{
	if (bw_str_is(name, "syft:distro:id"))
		f->distro = value;
	else if (bw_str_is(name, "syft:distro:versionID"))
		f->distro_version = value;
	else if (bw_str_is(name, "syft:metadata:source") ||
	    bw_str_is(name, "syft:metadata:originPackage") ||
	    bw_str_is(name, "aquasecurity:trivy:SrcName"))
		r->source = value;
	else if (bw_str_is(name, "syft:metadata:sourceVersion"))
		r->source_version = value;
	else if (bw_str_is(name, "syft:metadata:sourceRpm"))
		(void)bw_inv_source_rpm(value, &r->source, &r->source_version);
	else if (bw_str_is(name, "aquasecurity:trivy:SrcEpoch"))
		f->epoch = value;
	else if (bw_str_is(name, "aquasecurity:trivy:SrcVersion"))
		f->version = value;
	else if (bw_str_is(name, "aquasecurity:trivy:SrcRelease"))
		f->release = value;
	else if (bw_str_is(name, "syft:cpe23"))
		bw_inv_key(&c->inv, "cpe", value);
	else if (bw_str_is(name, "cdx:npm:package:development") &&
	    bw_str_is(value, "true"))
		r->flags |= BW_COMPONENT_EXCLUDED;
}

static void
properties(struct bw_cdx *c, struct bw_cdx_node n, struct bw_component_rec *r)
{
	struct bw_cdx_list it = bw_cdx_each(n, "properties", "property");
	struct found f = { 0 };
	struct bw_str name, value;
	struct bw_reading *rd = &c->inv.rd;

	while (bw_cdx_step(&it))
		if (bw_cdx_property(it.node, &name, &value))
			property(c, r, &f, name, bw_rd_text(rd, value));
	if (f.version.n > 0)
		r->source_version =
		    bw_rd_fmt(rd, "%.*s%s%.*s%s%.*s", BW_ARG(f.epoch),
			f.epoch.n > 0 ? ":" : "", BW_ARG(f.version),
			f.release.n > 0 ? "-" : "", BW_ARG(f.release));
	if ((r->flags & BW_COMPONENT_SYSTEM) == 0 || c->inv.rec.distro.n > 0)
		return;
	if (f.distro.n > 0)
		c->inv.rec.distro =
		    bw_inv_distro(&c->inv, f.distro, f.distro_version);
	else
		c->inv.rec.distro = bw_inv_distro(&c->inv, r->name, r->version);
}

/* The bom-ref, by which other parts of the bill speak of it. */
static int
refer(struct bw_cdx *c, struct bw_str ref)
{
	uint32_t id;
	bool added;
	int rc;

	if (ref.n == 0)
		return 0;
	rc = bw_intern_add(&c->refs, ref, &id, &added, c->inv.rd.err);
	if (rc != 0)
		return rc;
	if (!added)
		return bw_rd_note(&c->inv.rd, "cdx-ref-twice",
		    "bom-ref \"%.*s\" is of two components: the first keeps it",
		    BW_SHOW(ref));
	if (!bw_vec_push(&c->owner, (uint32_t)c->inv.component.n - 1))
		return bw_fail(c->inv.rd.err, BW_ENOMEM, "no memory for refs");
	return 0;
}

static int
identify(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_str purl = bw_cdx_text(c, n, "purl");

	bw_inv_key(&c->inv, "purl", purl);
	bw_inv_key(&c->inv, "cpe", bw_cdx_text(c, n, "cpe"));
	if (purl.n > 0 && bw_url_type(purl).n == 0)
		return bw_rd_note(&c->inv.rd, "cdx-purl",
		    "\"%.*s\" is no package URL: kept as it is", BW_SHOW(purl));
	return 0;
}

/* One component, not those inside it. */
static int
take(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_str name = bw_cdx_text(c, n, "name");
	struct bw_component_rec *r;
	int rc;

	if (name.n == 0 && bw_cdx_raw(n, "purl").n == 0 &&
	    bw_cdx_raw(n, "cpe").n == 0)
		return bw_rd_refuse(&c->inv.rd, "cdx-component",
		    "a component without name, purl and cpe");
	if ((r = bw_inv_add(&c->inv)) == NULL)
		return bw_inv_full(&c->inv);
	r->name = name;
	r->version = bw_cdx_text(c, n, "version");
	r->vendor = vendor(c, n);
	r->place.ref = bw_cdx_text(c, n, "bom-ref");
	rc = name.n == 0 ? bw_rd_note(&c->inv.rd, "cdx-name", "no name") : 0;
	if (rc == 0)
		rc = type(c, bw_cdx_raw(n, "type"), &r->flags);
	if (rc == 0)
		rc = scope(c, bw_cdx_raw(n, "scope"), &r->flags);
	properties(c, n, r);
	if (rc == 0)
		rc = identify(c, n);
	return rc != 0 ? rc : refer(c, r->place.ref);
}

/* A copy that was changed: what is said of the original may hold or not. */
static void
pedigree(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_cdx_node from = bw_cdx_get(n, "pedigree");
	struct bw_cdx_list it = bw_cdx_each(from, "ancestors", "component");

	if (bw_cdx_step(&it))
		c->changed++;
}

static int
component(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_cdx_list it;
	int rc;

	if (n.xml != NULL)
		c->inv.rd.place.line = n.xml->line;
	else if (bw_json_type(n.json) != BW_JSON_OBJECT)
		return bw_rd_refuse(
		    &c->inv.rd, "cdx-component", "a component is an object");
	rc = take(c, n);
	pedigree(c, n);
	/* Readers of both spellings stop at a depth of MAX_DEPTH. */
	it = bw_cdx_each(n, "components", "component");
	while (rc == 0 && bw_cdx_step(&it))
		rc = component(c, it.node);
	return rc;
}

static size_t
count_services(struct bw_cdx_node n)
{
	struct bw_cdx_list it = bw_cdx_each(n, "services", "service");
	size_t count = 0;

	while (bw_cdx_step(&it))
		count += 1 + count_services(it.node);
	return count;
}

static bool
urn_uuid(struct bw_str s)
{
	static const struct bw_str urn = BW_STR_INIT("urn:uuid:");

	if (s.n != urn.n + 36 || !bw_str_starts(s, urn))
		return false;
	for (size_t i = 0; i < 36; i++) {
		char ch = s.p[urn.n + i];
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? ch != '-'
			   : !((ch >= '0' && ch <= '9') ||
				 (ch >= 'a' && ch <= 'f') ||
				 (ch >= 'A' && ch <= 'F')))
			return false;
	}
	return true;
}

/* By what a newer delivery is known: the serial number; without one the name
 * of what is described; without that this very file. */
static int
key(struct bw_cdx *c)
{
	struct bw_inventory_rec *r = &c->inv.rec;
	struct bw_cdx_node m = bw_cdx_get(c->bom, "metadata");
	struct bw_cdx_node host = bw_cdx_get(m, "component");
	struct bw_str serial = bw_cdx_text(c, c->bom, "serialNumber");
	struct bw_str group = bw_cdx_text(c, host, "group");

	r->key.scheme = BW_STR("cyclonedx");
	r->name = bw_cdx_text(c, host, "name");
	r->key.value = serial;
	if (serial.n > 0 && !urn_uuid(serial))
		return bw_rd_note(&c->inv.rd, "cdx-serial",
		    "serialNumber \"%.*s\" is no urn:uuid", BW_SHOW(serial));
	if (serial.n == 0 && r->name.n > 0)
		r->key.value = group.n > 0 ? bw_rd_fmt(&c->inv.rd, "%.*s/%.*s",
						 BW_ARG(group), BW_ARG(r->name))
					   : r->name;
	if (r->key.value.n == 0)
		return bw_inv_digest(&c->inv.rd, c->in, &r->key.value);
	return 0;
}

static int
about(struct bw_cdx *c)
{
	struct bw_inventory_rec *r = &c->inv.rec;
	struct bw_cdx_node m = bw_cdx_get(c->bom, "metadata");
	struct bw_cdx_list it = bw_cdx_each(m, "properties", "property");
	struct bw_str at = bw_cdx_text(c, m, "timestamp"), name, value;
	int rc = 0;

	r->version = bw_cdx_number(&c->inv.rd, c->bom, "version");
	if (at.n > 0 && !bw_instant_parse(at, &r->made))
		rc = bw_rd_note(&c->inv.rd, "cdx-time",
		    "timestamp \"%.*s\" is no time", BW_SHOW(at));
	if (rc == 0)
		rc = bw_rd_published(&c->inv.rd, at);
	while (rc == 0 && bw_cdx_step(&it))
		if (bw_cdx_property(it.node, &name, &value) &&
		    bw_str_starts(name, BW_STR("bolwerk:")))
			rc = bw_inv_said(&c->inv, bw_str_sub(name, 8, 99),
			    bw_rd_text(&c->inv.rd, value));
	return rc;
}

static int
spec_version(struct bw_cdx *c)
{
	static const char *const known[] = { "1.0", "1.1", "1.2", "1.3", "1.4",
		"1.5", "1.6", "1.7" };
	struct bw_str v = bw_cdx_text(c, c->bom, "specVersion");

	if (c->bom.xml != NULL)
		return 0; /* in the name space, which XML drops */
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(v, known[i]))
			return bw_rd_about(&c->inv.rd, "version", v);
	return bw_rd_note(&c->inv.rd, "cdx-version",
	    "specVersion \"%.*s\" is not 1.0 to 1.7: read by its shape",
	    BW_SHOW(v));
}

static int
counted(struct bw_cdx *c)
{
	int rc = 0;

	c->inv.rd.place.line = 0;
	c->services = count_services(c->bom);
	if (c->services > 0)
		rc = bw_rd_skip(&c->inv.rd, "cdx-services",
		    "%zu services: what runs elsewhere is no component",
		    c->services);
	if (rc == 0 && c->changed > 0)
		rc = bw_rd_note(&c->inv.rd, "cdx-pedigree",
		    "%zu components are changed copies: what holds for the "
		    "original may not hold for them",
		    c->changed);
	return rc;
}

static int
document(struct bw_cdx *c)
{
	struct bw_cdx_node m = bw_cdx_get(c->bom, "metadata");
	struct bw_cdx_node host = bw_cdx_get(m, "component");
	struct bw_cdx_list it = bw_cdx_each(c->bom, "components", "component");
	int rc;

	if ((rc = spec_version(c)) != 0 || (rc = key(c)) != 0 ||
	    (rc = about(c)) != 0)
		return rc;
	c->inv.rec.place = c->inv.rd.place;
	c->host = bw_cdx_is(host);
	if (c->host && (rc = component(c, host)) != 0)
		return rc;
	c->host = c->host && c->inv.component.n > 0;
	while (rc == 0 && bw_cdx_step(&it))
		rc = component(c, it.node);
	if (rc == 0)
		rc = counted(c);
	bw_inv_seal(&c->inv);
	/* A bill that only speaks of vulnerabilities is no inventory. */
	if (rc == 0 &&
	    (c->inv.component.n > (c->host ? 1 : 0) ||
		!bw_cdx_is(bw_cdx_get(c->bom, "vulnerabilities"))))
		rc = bw_inv_tell(&c->inv);
	return rc != 0 ? rc : bw_cdx_vulnerabilities(c);
}

uint32_t
bw_cdx_find(const struct bw_cdx *c, struct bw_str ref)
{
	uint32_t id = bw_intern_find(&c->refs, ref);

	return id == BW_NONE ? BW_NONE : c->owner.v[id];
}

static int
read_json(struct bw_cdx *c, struct bw_err *err)
{
	struct bw_json_opt opt = { .max_record = MAX_JSON, .whole = true };
	struct bw_json_reader *r = NULL;
	struct bw_str form;
	bool more = true;
	int rc = bw_json_open(&r, c->in, &opt, err);

	if (rc == 0)
		rc = bw_rd_json_next(&c->inv.rd, r, &c->bom.json, &more);
	if (rc == 0 && more) {
		form = bw_cdx_raw(c->bom, "bomFormat");
		rc = bw_str_is(form, "CycloneDX")
		    ? document(c)
		    : bw_rd_refuse(&c->inv.rd, "cdx-format",
			  "bomFormat is \"%.*s\", not CycloneDX",
			  BW_SHOW(form));
	}
	bw_json_close(r);
	return rc;
}

static int
xml_document(void *ctx, const struct bw_xml_node *bom, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	struct bw_cdx *c = ctx;

	(void)byte;
	(void)err;
	bw_rd_next(&c->inv.rd, bom->line, number);
	if (number > 1)
		return bw_rd_refuse(
		    &c->inv.rd, "cdx-format", "a second bom in one file");
	c->bom = (struct bw_cdx_node){ .xml = bom };
	return document(c);
}

static int
read_xml(struct bw_cdx *c, struct bw_err *err)
{
	static const char *const records[] = { "bom", NULL };
	struct bw_xml_opt opt = { .max_record = MAX_XML,
		.max_depth = MAX_DEPTH };

	return bw_xml_records(c->in, records, &opt, xml_document, c, err);
}

static int
read_cyclonedx(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_cdx c = { .in = in };
	struct bw_str ahead = { 0 };
	int rc;

	bw_intern_init(&c.refs);
	if ((rc = bw_inv_init(&c.inv, sink, err)) == 0)
		rc = bw_input_peek(in, &ahead, err);
	ahead = bw_str_trim(ahead);
	if (rc == 0)
		rc = ahead.n > 0 && ahead.p[0] == '<' ? read_xml(&c, err)
						      : read_json(&c, err);
	bw_intern_release(&c.refs);
	bw_vec_release(&c.owner);
	bw_inv_release(&c.inv);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0)
		return 0;
	if (s.p[0] == '<')
		return bw_str_find(
			   s, BW_STR("http://cyclonedx.org/schema/bom/")) >= 0
		    ? 97
		    : 0;
	if (s.p[0] != '{')
		return 0;
	if (bw_has_key(s, "bomFormat"))
		return 97;
	return bw_has_key(s, "specVersion") && bw_has_key(s, "components") ? 80
									   : 0;
}

const struct bw_format bw_format_cyclonedx = { .name = "cyclonedx",
	.version = 1,
	.recognise = recognise,
	.read = read_cyclonedx };
