/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx_check.c - what in a CycloneDX document breaks its specification.
 *
 * The schemas of 1.0 to 1.7 (https://cyclonedx.org/schema) in as far as they
 * bear on what people get wrong: what must be there, words of a list, forms.
 * Nothing is lost by it: a breach is a note, and the component stays. What is
 * of a later version holds only there. Rules: doc/formats/cyclonedx.md.
 */
#include "base/embed.h"
#include "formats/cyclonedx.h"

#define breach(c, rule, ...)                                             \
	do {                                                             \
		if ((c)->failed == 0)                                    \
			(c)->failed =                                    \
			    bw_rd_note(&(c)->inv.rd, rule, __VA_ARGS__); \
	} while (0)

/* In XML a note stands at the line of the element. */
static void
at(struct bw_cdx *c, struct bw_cdx_node n)
{
	if (n.xml != NULL)
		c->inv.rd.place.line = n.xml->line;
}

bool
bw_cdx_one_of(const struct bw_cdx *c, struct bw_str s,
    const struct bw_cdx_word *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].word.n == s.n &&
		    memcmp(words[i].word.p, s.p, s.n) == 0)
			return words[i].since <= c->minor;
	return false;
}

/* ---- licences ---- */

/* Is it an identifier of the SPDX list? The table is sorted by identifier, a
 * line each: "MIT,spdx,licence,no". */
static bool
in_spdx_list(struct bw_str id)
{
	struct bw_str table = bw_embed("reference/cyber/licences.csv");
	struct bw_str rest = table, line, name;
	size_t low, high = table.n;

	(void)bw_str_cut(&rest, '\n', &line); /* the names of the columns */
	low = table.n - rest.n;
	while (low < high) {
		size_t from = low + (high - low) / 2;
		int order;

		while (from > low && table.p[from - 1] != '\n')
			from--;
		rest = bw_str_sub(table, from, table.n);
		(void)bw_str_cut(&rest, '\n', &line);
		(void)bw_str_cut(&line, ',', &name);
		order = bw_str_cmp(id, name);
		if (order == 0)
			return bw_str_starts(line, BW_STR("spdx,"));
		if (order < 0)
			high = from;
		else
			low = table.n - rest.n;
	}
	return false;
}

static void
spdx_id(struct bw_cdx *c, struct bw_str id)
{
	id = bw_rd_text(&c->inv.rd, id);
	if (id.n > 0 && bw_str_eq(id, c->licence))
		return;
	/* "LGPL-2.1+" is deprecated and still in the list of the schema. */
	if (in_spdx_list(id) ||
	    (id.n > 1 && id.p[id.n - 1] == '+' &&
		in_spdx_list(bw_str_sub(id, 0, id.n - 1))))
		c->licence = id;
	else
		breach(c, "cdx-licence",
		    "\"%.*s\" is no identifier of an SPDX licence: such a one "
		    "is a name",
		    BW_SHOW(id));
}

static void properties(struct bw_cdx *c, struct bw_cdx_node list);

static void
acknowledged(struct bw_cdx *c, struct bw_str word)
{
	static const struct bw_cdx_word words[] = { BW_CDX_WORD("declared", 6),
		BW_CDX_WORD("concluded", 6) };

	if (word.n > 0 && !bw_cdx_one_of(c, word, words, BW_LEN(words)))
		breach(c, "cdx-licence",
		    "\"%.*s\" is no acknowledgement of a licence",
		    BW_SHOW(word));
}

/* How many ids and names: a member of JSON is there at most once. */
static unsigned
called(struct bw_cdx_node n, const struct bw_cdx_value *v)
{
	unsigned count = 0;

	if (n.xml == NULL)
		return v[0].told + v[1].told;
	for (const struct bw_xml_node *k = n.xml->child; k != NULL; k = k->next)
		count += bw_str_is(k->name, "id") || bw_str_is(k->name, "name");
	return count;
}

static void
licence(struct bw_cdx *c, struct bw_cdx_node n)
{
	static const struct bw_str name[] = { BW_STR_INIT("id"),
		BW_STR_INIT("name"), BW_STR_INIT("text"),
		BW_STR_INIT("acknowledgement"), BW_STR_INIT("properties") };
	static const struct bw_cdx_names names = { name, BW_LEN(name), NULL };
	struct bw_cdx_value v[BW_LEN(name)];
	struct bw_str encoding = { 0 }, other;
	unsigned count;

	(void)bw_cdx_members(n, &names, v, &other);
	count = called(n, v);
	at(c, n);
	if (count > 1 && c->minor > 0)
		breach(c, "cdx-licence",
		    "a licence has one id or one name, not both or several");
	if (count == 0 && (n.xml == NULL || c->minor >= 6))
		breach(c, "cdx-licence", "a licence without id and name");
	if (v[0].text.n > 0)
		spdx_id(c, v[0].text);
	if (v[2].told)
		encoding = bw_cdx_raw(v[2].node, "encoding");
	if (encoding.n > 0 && !bw_str_is(encoding, "base64"))
		breach(c, "cdx-licence", "\"%.*s\" is no encoding: base64 is",
		    BW_SHOW(encoding));
	acknowledged(c, v[3].text);
	if (v[4].told)
		properties(c, v[4].node);
}

/* Licences, or one expression; since 1.7 also both side by side. */
static void
licence_choice(struct bw_cdx *c, size_t licences, size_t expressions)
{
	if (expressions > 0 && licences + expressions > 1 && c->minor < 7)
		breach(c, "cdx-licence",
		    "an expression stands alone: one, and no licences beside "
		    "it");
}

static void
licences_json(struct bw_cdx *c, struct bw_cdx_node list)
{
	static const struct bw_str name[] = { BW_STR_INIT("license"),
		BW_STR_INIT("expression"), BW_STR_INIT("acknowledgement") };
	static const struct bw_cdx_names names = { name, BW_LEN(name), NULL };
	struct bw_cdx_list it = bw_cdx_items(list, "");
	size_t licences = 0, expressions = 0;
	struct bw_cdx_value v[BW_LEN(name)];
	struct bw_str other;

	while (bw_cdx_step(&it)) {
		(void)bw_cdx_members(it.node, &names, v, &other);
		licences += v[0].told;
		expressions += v[1].told;
		if (v[0].told == v[1].told)
			breach(c, "cdx-licence",
			    "%s a licence %s an expression",
			    v[0].told ? "both" : "neither",
			    v[0].told ? "and" : "nor");
		if (v[0].told)
			licence(c, v[0].node);
		acknowledged(c, v[2].text);
	}
	licence_choice(c, licences, expressions);
}

static void
licences(struct bw_cdx *c, struct bw_cdx_node list)
{
	size_t licences = 0, expressions = 0;
	const struct bw_xml_node *k;

	if (list.xml == NULL) {
		licences_json(c, list);
		return;
	}
	for (k = list.xml->child; k != NULL; k = k->next) {
		if (bw_str_is(k->name, "license")) {
			licences++;
			licence(c, (struct bw_cdx_node){ .xml = k });
		} else if (bw_str_is(k->name, "expression")) {
			expressions++;
			acknowledged(c, bw_xml_attr(k, "acknowledgement"));
		}
	}
	at(c, list);
	licence_choice(c, licences, expressions);
}

/* ---- of a component ---- */

/* 0x80 in each of eight ASCII bytes that is not below `low`. */
static uint64_t
at_least(uint64_t bytes, unsigned char low)
{
	return bytes + (uint64_t)(0x80 - low) * UINT64_C(0x0101010101010101);
}

/* Digests are most of a bill: eight digits at once. */
static bool
digest(struct bw_str s)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t v, low, ok = high;

	if (s.n != 32 && s.n != 40 && s.n != 64 && s.n != 96 && s.n != 128)
		return false;
	for (size_t i = 0; i < s.n; i += sizeof(v)) {
		memcpy(&v, s.p + i, sizeof(v));
		ok &= ~v;
		v &= ~high;
		low = v | UINT64_C(0x2020202020202020);
		ok &= (at_least(v, '0') & ~at_least(v, '9' + 1)) |
		    (at_least(low, 'a') & ~at_least(low, 'f' + 1));
	}
	return ok == high;
}

static void
hashes(struct bw_cdx *c, struct bw_cdx_node list)
{
	static const struct bw_cdx_word algorithms[] = {
		BW_CDX_WORD("SHA-256", 0), BW_CDX_WORD("SHA-1", 0),
		BW_CDX_WORD("SHA-512", 0), BW_CDX_WORD("MD5", 0),
		BW_CDX_WORD("SHA-384", 0), BW_CDX_WORD("SHA3-256", 0),
		BW_CDX_WORD("SHA3-384", 0), BW_CDX_WORD("SHA3-512", 0),
		BW_CDX_WORD("BLAKE2b-256", 2), BW_CDX_WORD("BLAKE2b-384", 2),
		BW_CDX_WORD("BLAKE2b-512", 2), BW_CDX_WORD("BLAKE3", 2),
		BW_CDX_WORD("Streebog-256", 7), BW_CDX_WORD("Streebog-512", 7)
	};
	static const struct bw_str name[] = { BW_STR_INIT("alg"),
		BW_STR_INIT("content") };
	static const struct bw_cdx_names names = { name, BW_LEN(name), NULL };
	struct bw_cdx_list it = bw_cdx_items(list, "hash");
	struct bw_cdx_value v[BW_LEN(name)];
	struct bw_str other, content;

	while (bw_cdx_step(&it)) {
		(void)bw_cdx_members(it.node, &names, v, &other);
		at(c, it.node);
		content = it.node.xml != NULL ? it.node.xml->text : v[1].text;
		if (!bw_cdx_one_of(
			c, v[0].text, algorithms, BW_LEN(algorithms)))
			breach(c, "cdx-hash",
			    "\"%.*s\" is no algorithm of version 1.%u",
			    BW_SHOW(v[0].text), c->minor);
		if (!digest(content))
			breach(c, "cdx-hash",
			    "\"%.*s\" is no digest: 32, 40, 64, 96 or 128 "
			    "hexadecimal digits",
			    BW_SHOW(content));
	}
}

static void
swid(struct bw_cdx *c, struct bw_cdx_node n)
{
	at(c, n);
	if (bw_cdx_raw(n, "tagId").n == 0 || bw_cdx_raw(n, "name").n == 0)
		breach(c, "cdx-swid", "a SWID tag without tagId or name");
}

static void
issues(struct bw_cdx *c, struct bw_cdx_node patch)
{
	static const struct bw_cdx_word types[] = { BW_CDX_WORD("defect", 0),
		BW_CDX_WORD("enhancement", 0), BW_CDX_WORD("security", 0) };
	struct bw_cdx_list it = bw_cdx_each(patch, "resolves", "issue");
	struct bw_str type;

	while (bw_cdx_step(&it)) {
		type = bw_cdx_raw(it.node, "type");
		at(c, it.node);
		if (!bw_cdx_one_of(c, type, types, BW_LEN(types)))
			breach(c, "cdx-patch", "\"%.*s\" is no type of issue",
			    BW_SHOW(type));
	}
}

static void
patches(struct bw_cdx *c, struct bw_cdx_node pedigree)
{
	static const struct bw_cdx_word types[] = {
		BW_CDX_WORD("unofficial", 0), BW_CDX_WORD("monkey", 0),
		BW_CDX_WORD("backport", 0), BW_CDX_WORD("cherry-pick", 0)
	};
	struct bw_cdx_list it = bw_cdx_each(pedigree, "patches", "patch");
	struct bw_str type;

	while (bw_cdx_step(&it)) {
		type = bw_cdx_raw(it.node, "type");
		at(c, it.node);
		if (!bw_cdx_one_of(c, type, types, BW_LEN(types)))
			breach(c, "cdx-patch", "\"%.*s\" is no type of patch",
			    BW_SHOW(type));
		issues(c, it.node);
	}
}

/* Until 1.6 a property without a name was not forbidden. */
void
bw_cdx_check_property(
    struct bw_cdx *c, struct bw_cdx_node n, struct bw_str name)
{
	if (name.p != NULL || c->minor < 6)
		return;
	at(c, n);
	breach(c, "cdx-property", "a property without a name");
}

static void
properties(struct bw_cdx *c, struct bw_cdx_node list)
{
	struct bw_cdx_list it = bw_cdx_items(list, "property");

	while (bw_cdx_step(&it))
		bw_cdx_check_property(c, it.node, bw_cdx_raw(it.node, "name"));
}

static void
versions(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	const struct bw_cdx_value *external = &f[BW_CDX_EXTERNAL];
	bool elsewhere = bw_json_bool(external->node.json, false) ||
	    bw_str_is(external->text, "true") || bw_str_is(external->text, "1");

	if (!f[BW_CDX_VERSION].told && c->minor < 4)
		breach(c, "cdx-component",
		    "a component without a version, which 1.%u asks", c->minor);
	if (!f[BW_CDX_RANGE].told)
		return;
	if (f[BW_CDX_VERSION].told)
		breach(c, "cdx-range",
		    "a component has a version or a versionRange, not both");
	else if (!elsewhere)
		breach(c, "cdx-range",
		    "a versionRange is for what isExternal, and this is not");
}

void
bw_cdx_check_component(struct bw_cdx *c, const struct bw_cdx_value *f)
{
	if (f[BW_CDX_BOM_REF].told && f[BW_CDX_BOM_REF].text.n == 0)
		breach(c, "cdx-ref-empty", "a bom-ref is empty");
	versions(c, f);
	if (f[BW_CDX_LICENSES].told)
		licences(c, f[BW_CDX_LICENSES].node);
	if (f[BW_CDX_HASHES].told)
		hashes(c, f[BW_CDX_HASHES].node);
	if (f[BW_CDX_SWID].told)
		swid(c, f[BW_CDX_SWID].node);
	if (f[BW_CDX_PEDIGREE].told)
		patches(c, f[BW_CDX_PEDIGREE].node);
}

/* ---- of the document ---- */

static void
flows(struct bw_cdx *c, struct bw_cdx_node service)
{
	static const struct bw_cdx_word words[] = { BW_CDX_WORD("inbound", 0),
		BW_CDX_WORD("outbound", 0), BW_CDX_WORD("bi-directional", 0),
		BW_CDX_WORD("unknown", 0) };
	struct bw_cdx_list it = bw_cdx_each(service, "data", "classification");
	struct bw_str flow;

	while (bw_cdx_step(&it)) {
		flow = bw_cdx_raw(it.node, "flow");
		at(c, it.node);
		if (!bw_cdx_one_of(c, flow, words, BW_LEN(words)))
			breach(c, "cdx-service", "\"%.*s\" is no flow of data",
			    BW_SHOW(flow));
	}
}

static void
services(struct bw_cdx *c, struct bw_cdx_node n)
{
	struct bw_cdx_list it = bw_cdx_each(n, "services", "service");
	struct bw_str ref;

	while (c->failed == 0 && bw_cdx_step(&it)) {
		at(c, it.node);
		ref = bw_rd_text(&c->inv.rd, bw_cdx_raw(it.node, "bom-ref"));
		c->failed = bw_cdx_refer(c, ref, BW_NONE);
		if (bw_cdx_raw(it.node, "name").n == 0)
			breach(c, "cdx-service", "a service without a name");
		flows(c, it.node);
		licences(c, bw_cdx_get(it.node, "licenses"));
		properties(c, bw_cdx_get(it.node, "properties"));
		services(c, it.node);
	}
}

/* Does the ref lead somewhere? A BOM-Link leads to another document. */
static bool
leads(struct bw_cdx *c, struct bw_str ref)
{
	return bw_intern_find(&c->refs, ref) != BW_NONE ||
	    bw_str_starts(ref, BW_STR("urn:cdx:")) ||
	    bw_intern_find(&c->refs, bw_rd_text(&c->inv.rd, ref)) != BW_NONE;
}

static size_t
lost_parts(struct bw_cdx *c, struct bw_cdx_node n)
{
	static const char *const lists[] = { "dependsOn", "provides" };
	const struct bw_xml_node *k = n.xml != NULL ? n.xml->child : NULL;
	size_t lost = 0;

	for (; k != NULL; k = k->next)
		lost += !leads(c, bw_xml_attr(k, "ref"));
	for (size_t i = 0; n.xml == NULL && i < BW_LEN(lists); i++) {
		struct bw_cdx_list it = bw_cdx_each(n, lists[i], "");

		while (bw_cdx_step(&it))
			lost += !leads(c, bw_json_str(it.node.json));
	}
	return lost;
}

static void
dependencies(struct bw_cdx *c)
{
	struct bw_cdx_list it =
	    bw_cdx_each(c->bom, "dependencies", "dependency");
	size_t lost = 0;

	while (bw_cdx_step(&it)) {
		struct bw_str ref = bw_cdx_raw(it.node, "ref");

		if (ref.n == 0) {
			at(c, it.node);
			breach(c, "cdx-dependency",
			    "a dependency without a ref: of what?");
		} else {
			lost += !leads(c, ref);
		}
		lost += lost_parts(c, it.node);
	}
	c->inv.rd.place.line = 0;
	if (lost > 0)
		breach(c, "cdx-dependency",
		    "%zu references of dependencies lead to nothing in this "
		    "document",
		    lost);
}

static void
citations(struct bw_cdx *c)
{
	struct bw_cdx_list it = bw_cdx_each(c->bom, "citations", "citation");

	while (bw_cdx_step(&it)) {
		bool pointers = bw_cdx_is(bw_cdx_get(it.node, "pointers"));
		bool paths = bw_cdx_is(bw_cdx_get(it.node, "expressions"));

		at(c, it.node);
		if (pointers == paths)
			breach(c, "cdx-citation",
			    "a citation has pointers or expressions, one of "
			    "the two");
		if (bw_cdx_raw(it.node, "attributedTo").n == 0 &&
		    bw_cdx_raw(it.node, "process").n == 0)
			breach(c, "cdx-citation",
			    "a citation says by whom or by which process");
		if (bw_cdx_raw(it.node, "timestamp").n == 0)
			breach(c, "cdx-citation", "a citation has a timestamp");
	}
}

static void
metadata(struct bw_cdx *c)
{
	static const struct bw_str name[] = { BW_STR_INIT("timestamp"),
		BW_STR_INIT("licenses"), BW_STR_INIT("properties"),
		BW_STR_INIT("lifecycles"), BW_STR_INIT("tools"),
		BW_STR_INIT("authors"), BW_STR_INIT("component"),
		BW_STR_INIT("manufacture"), BW_STR_INIT("manufacturer"),
		BW_STR_INIT("supplier"), BW_STR_INIT("distributionConstraints"),
		BW_STR_INIT("$comment") };
	static const struct bw_cdx_names names = { name, BW_LEN(name), NULL };
	struct bw_cdx_value v[BW_LEN(name)];
	struct bw_str other = { 0 }, time;
	size_t others =
	    bw_cdx_members(bw_cdx_get(c->bom, "metadata"), &names, v, &other);

	time = bw_str_trim(v[0].text);
	if (time.n == 10)
		breach(c, "cdx-time",
		    "timestamp \"%.*s\" is a date without a time",
		    BW_SHOW(time));
	if (others > 0 && c->minor >= 4)
		breach(c, "cdx-member", "metadata has no member \"%.*s\"",
		    BW_SHOW(other));
	licences(c, v[1].node);
	properties(c, v[2].node);
}

void
bw_cdx_check_bom(struct bw_cdx *c)
{
	c->inv.rd.place.line = 0;
	c->inv.rd.place.ref = (struct bw_str){ 0 };
	metadata(c);
	services(c, c->bom);
	dependencies(c);
	citations(c);
	c->inv.rd.place.line = 0;
}
