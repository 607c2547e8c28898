/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * naming.h - under which names a product and a component can meet: pure.
 *
 * An advisory speaks of "Siemens SIMATIC WinCC", a CPE, a package of Debian;
 * an inventory holds a purl, or words that somebody typed. They meet when they
 * share a name. A name is a short text with its kind in front:
 *
 *	p:deb/debian/openssl     type, namespace, name of a purl
 *	c:a:openssl:openssl      part, vendor, product of a CPE
 *	n:siemens|simaticwincc   vendor and product in words, normalised
 *	n:|simaticwincc          the product alone; n:*|... of any vendor
 *	i:urn:uuid:...           an inventory (BOM-Link)
 *
 * With every name goes how sure it is that it means the thing: a meeting is as
 * sure as the weaker of the two. What is only similar never decides anything;
 * it is shown to who asks for it.
 */
#ifndef BW_NAMING_H
#define BW_NAMING_H
#include "cyber/version.h"
#include "model/advisory.h"
#include "model/inventory.h"

/* Of claims and of an estate: what was kept, and what is new. */
#define BW_LAYERS 2

enum bw_sure {
	BW_SURE_EXACT,   /* the same identifier on both sides */
	BW_SURE_CURATED, /* a table that people keep says so */
	BW_SURE_DERIVED, /* follows from a rule: equal vendor and product */
	BW_SURE_SIMILAR  /* equal product, vendor not told */
};

/* rules/cyber/names.yaml: ecosystems as purls, and words that vendors carry
 * and that tell nothing ("GmbH"). */
struct bw_naming_rules {
	const struct bw_ecosystem {
		struct bw_str name;     /* "Red Hat", as OSV has it */
		struct bw_str type, ns; /* rpm, redhat */
		char between;           /* splits namespace and name; 0 none */
	} * ecosystem;
	size_t n_ecosystem;
	const struct bw_str *legal; /* folded */
	size_t n_legal;
	/* reference/cyber/kin.csv: "npm/lodash" is "a:lodash:lodash". */
	const struct bw_kin {
		struct bw_str purl, cpe;
	} * of_purl, *of_cpe; /* the same, in either order */
	size_t n_kin;
};
int bw_naming_rules_read(struct bw_naming_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* The table of kinship, after the rules; text is borrowed. Without it nothing
 * is kin. */
int bw_naming_kin_read(struct bw_naming_rules *out, struct bw_str csv,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

struct bw_naming {
	struct bw_str text;       /* in the arena */
	struct bw_str qualifiers; /* of the purl, or empty */
	uint8_t sure;             /* enum bw_sure */
};
struct bw_namings {
	struct bw_naming *v;
	size_t n, cap;
	unsigned bad; /* purls and CPEs that are none */
};

/* Append to out. */
int bw_names_of_product(struct bw_namings *out, const struct bw_naming_rules *r,
    const struct bw_adv_product *p, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* What identifiers say of versions: "pkg:npm/a@1.0", "cpe:2.3:a:v:p:1.0...".
 * Type of the first purl or ecosystem, for the scheme. Empty when none. */
struct bw_within {
	struct bw_str type, version;
};
struct bw_within bw_versions_within(const struct bw_naming_rules *r,
    const struct bw_adv_product *p, struct bw_arena *a);

struct bw_component_id {
	enum bw_scheme scheme;
	struct bw_str version;
};
/* On a distribution ("debian:12" or empty). */
int bw_names_of_component(struct bw_namings *out,
    const struct bw_naming_rules *r, const struct bw_component_rec *c,
    struct bw_str distro, struct bw_component_id *who, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
