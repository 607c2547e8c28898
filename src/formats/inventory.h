/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inventory.h - what the readers of inventories share: building one.
 *
 * A bill of materials or a package list becomes one record: the host, and its
 * components in the order of the file. Text lies in the arena of the reading
 * or in the document; both stay until the record is told. Keys are kept in one
 * row for all components, each of which owns a run of it: a component gets
 * its keys before the next one is begun.
 */
#ifndef BW_FORMATS_INVENTORY_H
#define BW_FORMATS_INVENTORY_H
#include "formats/reading.h"
#include "model/advisory.h"
#include "model/inventory.h"

struct bw_inv {
	struct bw_reading rd;
	struct bw_inventory_rec rec;
	BW_VEC(struct bw_component_rec) component;
	BW_VEC(struct bw_key) key;
	/* The distribution that the packages themselves name (qualifier
	 * "distro" of their purl), and whether they agree. */
	struct bw_str seen_distro;
	bool mixed_distro;
};

int bw_inv_init(struct bw_inv *inv, const struct bw_sink *sink,
    struct bw_err *err) BW_MUST_USE;
void bw_inv_release(struct bw_inv *inv);
/* Forget the host and its components; keeps the memory. */
void bw_inv_begin(struct bw_inv *inv);
/* A new component to fill, valid until the next; NULL: no memory. */
struct bw_component_rec *bw_inv_add(struct bw_inv *inv);
/* An identity of the newest component, once. A purl also tells ecosystem,
 * source package and distribution, where nothing else did. */
void bw_inv_key(struct bw_inv *inv, const char *scheme, struct bw_str value);
/* Why bw_inv_add gave nothing. */
int bw_inv_full(struct bw_inv *inv) BW_MUST_USE;
/* All components are there: give each its keys. Telling does so too. */
void bw_inv_seal(struct bw_inv *inv);
int bw_inv_tell(struct bw_inv *inv) BW_MUST_USE;

/* "Debian", "12.5" -> "debian:12"; "" when there is no name. */
struct bw_str bw_inv_distro(
    struct bw_inv *inv, struct bw_str id, struct bw_str version);
/* "glibc-2.36-9.el9.src.rpm" -> "glibc", "2.36-9.el9". */
bool bw_inv_source_rpm(
    struct bw_str file, struct bw_str *name, struct bw_str *version);
/* "web-1" of "lists/web-1.csv.gz". */
struct bw_str bw_file_stem(const char *path);
/* SHA-256 of the input as a name for what has none: "sha256:0123...". */
int bw_inv_digest(
    struct bw_reading *rd, struct bw_input *in, struct bw_str *out) BW_MUST_USE;

/* Of a package URL, as far as a reader needs it: "deb" of "pkg:deb/...";
 * empty when it is none. A qualifier is decoded. */
struct bw_str bw_url_type(struct bw_str purl);
struct bw_str bw_url_qualifier(
    struct bw_reading *rd, struct bw_str purl, const char *name);
struct bw_str bw_percent_decode(struct bw_reading *rd, struct bw_str s);

#endif
