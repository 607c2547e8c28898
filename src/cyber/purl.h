/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * purl.h - package URLs (ECMA-427): reading, checking, and writing them in
 * the one canonical way; and whether a statement about one package speaks of
 * another. Pure.
 *
 *	pkg:deb/debian/openssl@3.0.11-1?arch=amd64&distro=debian-12#doc
 *	    type ns     name    version qualifiers                  subpath
 *
 * The parts are decoded and normalised as their type wants (a name of pypi in
 * lower case with "-" for "_", a namespace for github, none for cargo): the
 * rules per type are data, reference/cyber/purl_types.csv. Two purls that name
 * the same package give the same parts, key and canonical text.
 *
 * Qualifiers stay one text, "arch=amd64&distro=debian-12": sorted by key, keys
 * in lower case, empty ones gone, values encoded as in the canonical purl.
 * So equal qualifiers are equal bytes, and the text can be written as it is.
 */
#ifndef BW_PURL_H
#define BW_PURL_H
#include "base/arena.h"

#define BW_PURL_MOST 4096 /* bytes; a longer purl is refused */

struct bw_purl { /* all in the arena, or constants; empty when not told */
	struct bw_str type, ns, name, version;
	struct bw_str qualifiers; /* canonical, values still encoded */
	struct bw_str subpath;
};

/* Tolerant where purls in the wild are sloppy and the meaning is plain: type
 * and keys in capitals, "pkg://", raw "@" or "+" in a part. What breaks a
 * rule is refused with the rule and the place (err->byte). */
int bw_purl_parse(struct bw_purl *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same, but a key that the type defines is written as the type does. */
int bw_purl_parse_strict(struct bw_purl *out, struct bw_str text,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* A purl that is told in parts, nothing encoded; checked and normalised. */
struct bw_purl_pair {
	struct bw_str key, value;
};
struct bw_purl_told {
	struct bw_str type, ns, name, version, subpath;
	const struct bw_purl_pair *qualifier;
	size_t n_qualifier;
};
int bw_purl_tell(struct bw_purl *out, const struct bw_purl_told *told,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Only the name of a package, normalised as its type wants; no qualifier is
 * asked for, and the other parts are empty and may be filled in. */
int bw_purl_make(struct bw_purl *out, struct bw_str type, struct bw_str ns,
    struct bw_str name, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* The canonical text, of parts as parse or make give them. */
int bw_purl_build(
    struct bw_buf *b, const struct bw_purl *p, struct bw_err *err) BW_MUST_USE;
/* "deb/debian/openssl": type, namespace and name as things are compared: where
 * a type sees more names as one than its canonical form shows (nuget in any
 * case, pypi by PEP 503), they give one key. */
void bw_purl_key(struct bw_buf *b, const struct bw_purl *p);

/* A qualifier as it stands in canonical qualifiers (encoded), or empty. */
struct bw_str bw_purl_qualifier(struct bw_str qualifiers, const char *key);
/* Decode %XX of a part or qualifier into b. */
void bw_purl_plain(struct bw_buf *b, struct bw_str encoded);
/* Does a statement about a package with these qualifiers (VEX, advisory)
 * speak of a component with those? See purl_covers.c for each rule. */
bool bw_purl_covers(
    struct bw_str statement_qualifiers, struct bw_str component_qualifiers);

#endif
