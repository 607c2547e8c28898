/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx.h - the parts of the CycloneDX reader.
 *
 * CycloneDX (ECMA-424) has one model and two spellings. What is a member of
 * an object in JSON is a child element or an attribute in XML; what is an
 * array there is an element around the items here. A node stands for either,
 * so that the reader is written once.
 */
#ifndef BW_CYCLONEDX_H
#define BW_CYCLONEDX_H
#include "base/map.h"
#include "base/xml.h"
#include "formats/inventory.h"

struct bw_cdx_node {
	struct bw_json json;
	const struct bw_xml_node *xml; /* NULL: JSON */
};
struct bw_cdx_list {
	struct bw_json_each json;
	const struct bw_xml_node *xml; /* the next */
	const char *item;
	struct bw_cdx_node node; /* the current one */
};

bool bw_cdx_is(struct bw_cdx_node n); /* is there one? */
struct bw_cdx_node bw_cdx_get(struct bw_cdx_node n, const char *name);
/* The text of a member, child or attribute; of the node itself for NULL. */
struct bw_str bw_cdx_raw(struct bw_cdx_node n, const char *name);
/* Many members of one object in one pass: value[i] is that of name[i]. */
struct bw_cdx_value {
	struct bw_cdx_node node; /* an attribute of XML has only a text */
	struct bw_str text;      /* as written; empty when it is none */
	bool told;
};
struct bw_cdx_names {
	const struct bw_str *name;
	size_t n;
	/* Where the k-th member was found in the object before: many objects
	 * of a document have their members in one order. May be NULL. */
	uint8_t *hint;
};
#define BW_CDX_HINTS 32
/* Returns how many members have a name that is not in the list, and of those
 * the first in *other; name spaces of others make them in XML, where none is
 * counted. */
size_t bw_cdx_members(struct bw_cdx_node n, const struct bw_cdx_names *names,
    struct bw_cdx_value *value, struct bw_str *other);
/* Items of the list `name`, called `item` in XML. */
struct bw_cdx_list bw_cdx_each(
    struct bw_cdx_node n, const char *name, const char *item);
struct bw_cdx_list bw_cdx_items(struct bw_cdx_node list, const char *item);
bool bw_cdx_step(struct bw_cdx_list *it);
/* A number or text, as text. */
struct bw_str bw_cdx_number(
    struct bw_reading *rd, struct bw_cdx_node n, const char *name);
/* The value of a property by name, of {name, value} or <property name="">. */
bool bw_cdx_property(
    struct bw_cdx_node n, struct bw_str *name, struct bw_str *value);

enum bw_cdx_field { /* what is read of a component */
	BW_CDX_TYPE,
	BW_CDX_BOM_REF,
	BW_CDX_NAME,
	BW_CDX_VERSION,
	BW_CDX_GROUP,
	BW_CDX_PUBLISHER,
	BW_CDX_SUPPLIER,
	BW_CDX_MANUFACTURER,
	BW_CDX_SCOPE,
	BW_CDX_PURL,
	BW_CDX_CPE,
	BW_CDX_PROPERTIES,
	BW_CDX_PEDIGREE,
	BW_CDX_COMPONENTS,
	BW_CDX_HASHES,
	BW_CDX_LICENSES,
	BW_CDX_SWID,
	BW_CDX_RANGE,
	BW_CDX_EXTERNAL,
	BW_CDX_READ,
	/* the others that a component may have follow */
	BW_CDX_FIELDS = BW_CDX_READ + 17
};

struct bw_cdx {
	struct bw_inv inv;
	struct bw_input *in;
	struct bw_cdx_node bom;
	struct bw_str space;    /* XML: the version in the name space */
	unsigned minor;         /* of specVersion: 6 of "1.6" */
	struct bw_intern refs;  /* bom-refs of the components, in order */
	BW_VEC(uint32_t) owner; /* by ref: number of its component */
	bool host;              /* component 0 is metadata.component */
	struct bw_str host_ref;
	size_t services, changed;   /* counted, not taken */
	uint8_t hint[BW_CDX_HINTS]; /* of the members of a component */
	struct bw_str licence;      /* the last that was found in the list */
	int failed;                 /* of a note about a breach */
};

static inline struct bw_str
bw_cdx_text(struct bw_cdx *c, struct bw_cdx_node n, const char *name)
{
	return bw_rd_text(&c->inv.rd, bw_cdx_raw(n, name));
}
/* ---- what breaks the specification (cyclonedx_check.c) ----
 *
 * Each notes what it finds; a note that fails is kept in c->failed. */
void bw_cdx_check_component(struct bw_cdx *c, const struct bw_cdx_value *f);
void bw_cdx_check_property(
    struct bw_cdx *c, struct bw_cdx_node n, struct bw_str name);
void bw_cdx_check_bom(struct bw_cdx *c);
/* A word of a list that grew: `since` is the minor version. */
struct bw_cdx_word {
	struct bw_str word;
	unsigned since;
};
#define BW_CDX_WORD(word, since)         \
	{                                \
		BW_STR_INIT(word), since \
	}
bool bw_cdx_one_of(const struct bw_cdx *c, struct bw_str s,
    const struct bw_cdx_word *words, size_t n);
/* A bom-ref, of the newest component or of what is none (BW_NONE). */
int bw_cdx_refer(
    struct bw_cdx *c, struct bw_str ref, uint32_t component) BW_MUST_USE;

/* A component and those inside it. */
int bw_cdx_component(struct bw_cdx *c, struct bw_cdx_node n) BW_MUST_USE;
/* Component of a bom-ref of this document, or BW_NONE. */
uint32_t bw_cdx_find(const struct bw_cdx *c, struct bw_str ref);
/* Tell what `vulnerabilities` says, when there is something. */
int bw_cdx_vulnerabilities(struct bw_cdx *c) BW_MUST_USE;

#endif
