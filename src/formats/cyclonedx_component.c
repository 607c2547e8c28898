/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx_component.c - one component of a CycloneDX document.
 *
 * A bill has thousands of them, so all members are fetched in one pass.
 */
#include "formats/cyclonedx.h"

static const struct bw_str fields[BW_CDX_FIELDS] = {
	[BW_CDX_TYPE] = BW_STR_INIT("type"),
	[BW_CDX_BOM_REF] = BW_STR_INIT("bom-ref"),
	[BW_CDX_NAME] = BW_STR_INIT("name"),
	[BW_CDX_VERSION] = BW_STR_INIT("version"),
	[BW_CDX_GROUP] = BW_STR_INIT("group"),
	[BW_CDX_PUBLISHER] = BW_STR_INIT("publisher"),
	[BW_CDX_SUPPLIER] = BW_STR_INIT("supplier"),
	[BW_CDX_MANUFACTURER] = BW_STR_INIT("manufacturer"),
	[BW_CDX_SCOPE] = BW_STR_INIT("scope"),
	[BW_CDX_PURL] = BW_STR_INIT("purl"),
	[BW_CDX_CPE] = BW_STR_INIT("cpe"),
	[BW_CDX_PROPERTIES] = BW_STR_INIT("properties"),
	[BW_CDX_PEDIGREE] = BW_STR_INIT("pedigree"),
	[BW_CDX_COMPONENTS] = BW_STR_INIT("components"),
	[BW_CDX_HASHES] = BW_STR_INIT("hashes"),
	[BW_CDX_LICENSES] = BW_STR_INIT("licenses"),
	[BW_CDX_SWID] = BW_STR_INIT("swid"),
	[BW_CDX_RANGE] = BW_STR_INIT("versionRange"),
	[BW_CDX_EXTERNAL] = BW_STR_INIT("isExternal"),
	BW_STR_INIT("description"),
	BW_STR_INIT("externalReferences"),
	BW_STR_INIT("author"),
	BW_STR_INIT("authors"),
	BW_STR_INIT("copyright"),
	BW_STR_INIT("evidence"),
	BW_STR_INIT("modified"),
	BW_STR_INIT("mime-type"),
	BW_STR_INIT("releaseNotes"),
	BW_STR_INIT("signature"),
	BW_STR_INIT("modelCard"),
	BW_STR_INIT("data"),
	BW_STR_INIT("cryptoProperties"),
	BW_STR_INIT("omniborId"),
	BW_STR_INIT("swhid"),
	BW_STR_INIT("tags"),
	BW_STR_INIT("patentAssertions"),
};

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
	static const struct bw_cdx_word types[] = { BW_CDX_WORD("library", 0),
		BW_CDX_WORD("application", 0), BW_CDX_WORD("framework", 0),
		BW_CDX_WORD("operating-system", 0), BW_CDX_WORD("device", 0),
		BW_CDX_WORD("file", 1), BW_CDX_WORD("container", 2),
		BW_CDX_WORD("firmware", 2), BW_CDX_WORD("platform", 5),
		BW_CDX_WORD("device-driver", 5),
		BW_CDX_WORD("machine-learning-model", 5),
		BW_CDX_WORD("data", 5), BW_CDX_WORD("cryptographic-asset", 6) };

	if (bw_str_is(s, "operating-system"))
		*flags |= BW_COMPONENT_SYSTEM;
	if (bw_cdx_one_of(c, s, types, BW_LEN(types)))
		return 0;
	return bw_rd_note(&c->inv.rd, "cdx-type",
	    "\"%.*s\" is no type of component in version 1.%u", BW_SHOW(s),
	    c->minor);
}

static struct bw_str
text(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	return bw_rd_text(&c->inv.rd, f->text);
}

/* Who makes it: the first that is told. Version 1.6 parted the manufacturer
 * from the supplier; `group` is a name space, often of the maker. */
static struct bw_str
vendor(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	static const uint8_t who[] = { BW_CDX_SUPPLIER, BW_CDX_MANUFACTURER };
	struct bw_str s = { 0 };

	for (size_t i = 0; i < BW_LEN(who) && s.n == 0; i++)
		if (f[who[i]].told)
			s = bw_cdx_text(c, f[who[i]].node, "name");
	if (s.n == 0)
		s = text(c, &f[BW_CDX_PUBLISHER]);
	return s.n > 0 ? s : text(c, &f[BW_CDX_GROUP]);
}

/* What scanners know of a distribution's package (syft, trivy), and what
 * npm's own list says of one that is only needed to build. */
struct found {
	struct bw_str distro, distro_version;
	struct bw_str epoch, version, release;
};

enum known {
	SYFT_DISTRO,
	SYFT_DISTRO_VERSION,
	SYFT_SOURCE,
	SYFT_ORIGIN,
	SYFT_SOURCE_VERSION,
	SYFT_SOURCE_RPM,
	SYFT_CPE,
	TRIVY_SOURCE,
	TRIVY_EPOCH,
	TRIVY_VERSION,
	TRIVY_RELEASE,
	NPM_DEVELOPMENT,
	UNKNOWN
};

/* Scanners write many properties; few are of use here. */
static enum known
known(struct bw_str name)
{
	static const struct bw_str names[UNKNOWN] = {
		[SYFT_DISTRO] = BW_STR_INIT("syft:distro:id"),
		[SYFT_DISTRO_VERSION] = BW_STR_INIT("syft:distro:versionID"),
		[SYFT_SOURCE] = BW_STR_INIT("syft:metadata:source"),
		[SYFT_ORIGIN] = BW_STR_INIT("syft:metadata:originPackage"),
		[SYFT_SOURCE_VERSION] =
		    BW_STR_INIT("syft:metadata:sourceVersion"),
		[SYFT_SOURCE_RPM] = BW_STR_INIT("syft:metadata:sourceRpm"),
		[SYFT_CPE] = BW_STR_INIT("syft:cpe23"),
		[TRIVY_SOURCE] = BW_STR_INIT("aquasecurity:trivy:SrcName"),
		[TRIVY_EPOCH] = BW_STR_INIT("aquasecurity:trivy:SrcEpoch"),
		[TRIVY_VERSION] = BW_STR_INIT("aquasecurity:trivy:SrcVersion"),
		[TRIVY_RELEASE] = BW_STR_INIT("aquasecurity:trivy:SrcRelease"),
		[NPM_DEVELOPMENT] =
		    BW_STR_INIT("cdx:npm:package:development")
	};

	for (size_t i = 0; i < UNKNOWN; i++)
		if (names[i].n == name.n &&
		    memcmp(names[i].p, name.p, name.n) == 0)
			return (enum known)i;
	return UNKNOWN;
}

static void
property(struct bw_cdx *c, struct bw_component_rec *r, struct found *f,
    enum known what, struct bw_str value)
{
	switch (what) {
	case SYFT_DISTRO:
		f->distro = value;
		break;
	case SYFT_DISTRO_VERSION:
		f->distro_version = value;
		break;
	case SYFT_SOURCE:
	case SYFT_ORIGIN:
	case TRIVY_SOURCE:
		r->source = value;
		break;
	case SYFT_SOURCE_VERSION:
		r->source_version = value;
		break;
	case SYFT_SOURCE_RPM:
		(void)bw_inv_source_rpm(value, &r->source, &r->source_version);
		break;
	case SYFT_CPE:
		bw_inv_key(&c->inv, "cpe", value);
		break;
	case TRIVY_EPOCH:
		f->epoch = value;
		break;
	case TRIVY_VERSION:
		f->version = value;
		break;
	case TRIVY_RELEASE:
		f->release = value;
		break;
	case NPM_DEVELOPMENT:
		if (bw_str_is(value, "true"))
			r->flags |= BW_COMPONENT_EXCLUDED;
		break;
	case UNKNOWN:
		break;
	}
}

static void
properties(
    struct bw_cdx *c, struct bw_cdx_node list, struct bw_component_rec *r)
{
	struct bw_cdx_list it = bw_cdx_items(list, "property");
	struct found f = { 0 };
	struct bw_str name, value;
	struct bw_reading *rd = &c->inv.rd;
	enum known what;

	while (bw_cdx_step(&it)) {
		if (bw_cdx_property(it.node, &name, &value) &&
		    (what = known(name)) != UNKNOWN)
			property(c, r, &f, what, bw_rd_text(rd, value));
		bw_cdx_check_property(c, it.node, name);
	}
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

int
bw_cdx_refer(struct bw_cdx *c, struct bw_str ref, uint32_t component)
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
		    "bom-ref \"%.*s\" is there twice: the first keeps it",
		    BW_SHOW(ref));
	if (!bw_vec_push(&c->owner, component))
		return bw_fail(c->inv.rd.err, BW_ENOMEM, "no memory for refs");
	return 0;
}

static int
identify(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	struct bw_str purl = text(c, &f[BW_CDX_PURL]);

	bw_inv_key(&c->inv, "purl", purl);
	bw_inv_key(&c->inv, "cpe", text(c, &f[BW_CDX_CPE]));
	if (purl.n > 0 && bw_url_type(purl).n == 0)
		return bw_rd_note(&c->inv.rd, "cdx-purl",
		    "\"%.*s\" is no package URL: kept as it is", BW_SHOW(purl));
	return 0;
}

/* One component, not those inside it. */
static int
take(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	struct bw_str name = text(c, &f[BW_CDX_NAME]);
	struct bw_component_rec *r;
	int rc;

	if (name.n == 0 && f[BW_CDX_PURL].text.n == 0 &&
	    f[BW_CDX_CPE].text.n == 0)
		return bw_rd_refuse(&c->inv.rd, "cdx-component",
		    "a component without name, purl and cpe");
	if ((r = bw_inv_add(&c->inv)) == NULL)
		return bw_inv_full(&c->inv);
	r->name = name;
	r->version = text(c, &f[BW_CDX_VERSION]);
	r->vendor = vendor(c, f);
	r->place.ref = text(c, &f[BW_CDX_BOM_REF]);
	rc = name.n == 0 ? bw_rd_note(&c->inv.rd, "cdx-name", "no name") : 0;
	if (rc == 0)
		rc = type(c, f[BW_CDX_TYPE].text, &r->flags);
	if (rc == 0)
		rc = scope(c, f[BW_CDX_SCOPE].text, &r->flags);
	properties(c, f[BW_CDX_PROPERTIES].node, r);
	if (rc == 0)
		rc = identify(c, f);
	if (rc == 0)
		rc = bw_cdx_refer(
		    c, r->place.ref, (uint32_t)c->inv.component.n - 1);
	return rc;
}

int
bw_cdx_component(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_cdx_names names = { fields, BW_CDX_FIELDS, c->hint };
	struct bw_cdx_value f[BW_CDX_FIELDS];
	struct bw_str other = { 0 };
	struct bw_cdx_list it;
	size_t others;
	int rc;

	if (n.xml != NULL)
		c->inv.rd.place.line = n.xml->line;
	else if (bw_json_type(n.json) != BW_JSON_OBJECT)
		return bw_rd_refuse(
		    &c->inv.rd, "cdx-component", "a component is an object");
	others = bw_cdx_members(n, &names, f, &other);
	rc = take(c, f);
	bw_cdx_check_component(c, f);
	/* Before, other members were not forbidden. */
	if (rc == 0 && others > 0 && c->minor >= 4)
		rc = bw_rd_note(&c->inv.rd, "cdx-member",
		    "a component has no member \"%.*s\"", BW_SHOW(other));
	if (rc == 0)
		rc = c->failed;
	/* A copy that was changed: what is said of the original may hold or
	 * not. */
	it = bw_cdx_each(f[BW_CDX_PEDIGREE].node, "ancestors", "component");
	if (bw_cdx_step(&it))
		c->changed++;
	/* Readers of both spellings stop at a depth of 256. */
	it = bw_cdx_items(f[BW_CDX_COMPONENTS].node, "component");
	while (rc == 0 && bw_cdx_step(&it))
		rc = bw_cdx_component(c, it.node);
	return rc;
}
