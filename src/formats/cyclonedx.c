/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx.c - CycloneDX 1.0 to 1.7 (ECMA-424), JSON and XML: who has what.
 *
 * A bill of materials describes one thing (metadata.component) and lists what
 * is in it, perhaps nested. The thing is the host here, and a component as
 * well: an advisory can be about the product itself. What the bill says of
 * vulnerabilities is told apart (cyclonedx_vex.c), and of a component in
 * cyclonedx_component.c. This is a reader and no
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
#define LAST_MINOR 7

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

/* In XML the version is the end of the name space, which stands at the
 * beginning of the file. */
static struct bw_str
name_space(struct bw_str ahead)
{
	static const struct bw_str space =
	    BW_STR_INIT("http://cyclonedx.org/schema/bom/");
	ptrdiff_t found = bw_str_find(ahead, space);
	struct bw_str rest = { 0 }, version = { 0 };

	if (found < 0)
		return rest;
	rest = bw_str_sub(ahead, (size_t)found + space.n, 16);
	for (size_t i = 0; i < rest.n && version.n == 0; i++)
		if (rest.p[i] == '"' || rest.p[i] == '\'')
			version = bw_str_sub(rest, 0, i);
	return version;
}

static int
spec_version(struct bw_cdx *c)
{
	struct bw_str v = c->bom.xml != NULL
	    ? bw_rd_text(&c->inv.rd, c->space)
	    : bw_cdx_text(c, c->bom, "specVersion");

	c->minor = LAST_MINOR;
	if (v.n == 3 && v.p[0] == '1' && v.p[1] == '.' && v.p[2] >= '0' &&
	    v.p[2] <= '0' + LAST_MINOR) {
		c->minor = (unsigned)(v.p[2] - '0');
		return bw_rd_about(&c->inv.rd, "version", v);
	}
	return bw_rd_note(&c->inv.rd, "cdx-version",
	    "version \"%.*s\" of the form is not 1.0 to 1.%d: read by its "
	    "shape",
	    BW_SHOW(v), LAST_MINOR);
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
	if (c->host && (rc = bw_cdx_component(c, host)) != 0)
		return rc;
	c->host = c->host && c->inv.component.n > 0;
	while (rc == 0 && bw_cdx_step(&it))
		rc = bw_cdx_component(c, it.node);
	if (rc == 0) {
		bw_cdx_check_bom(c);
		rc = c->failed;
	}
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
	c.space = name_space(ahead);
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
	.host = true,
	.recognise = recognise,
	.read = read_cyclonedx };
