/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inventory.h - what runs somewhere, as formats give it.
 *
 * A bill of materials, the package list of a machine or a row of a plain
 * table: a host (machine, product, application) of somebody, and its
 * components. Identities stay as written; cyber/ makes sense of them. Text
 * and arrays are borrowed and valid during the call only.
 */
#ifndef BW_INVENTORY_H
#define BW_INVENTORY_H
#include "base/arena.h"
#include "model/record.h"

enum bw_component_flag {
	BW_COMPONENT_OPTIONAL = 1, /* may be absent when it runs */
	BW_COMPONENT_EXCLUDED = 2, /* built with, not shipped */
	BW_COMPONENT_SYSTEM = 4    /* the operating system itself */
};
struct bw_component_rec {
	struct bw_str vendor, name, version;
	/* purl type or distribution: "deb", "npm"; empty: not told. */
	struct bw_str ecosystem;
	/* Distributions speak of sources: openssl 3.0.11-1 for libssl3. */
	struct bw_str source, source_version;
	const struct bw_key *key; /* "purl", "cpe", as written */
	size_t n_key;
	uint8_t flags;
	struct bw_place place; /* ref: its id in the document */
};

struct bw_inventory_rec {
	/* scheme "cyclonedx" "spdx" "dpkg" "rpm" "apk" "inventory"; the value
	 * is the id that a newer delivery has too (serial number, name). */
	struct bw_key key;
	struct bw_str name;    /* of the host */
	struct bw_str version; /* of the delivery */
	struct bw_key owner;   /* the party; scheme empty: not told */
	struct bw_str distro;  /* "debian:12", "alpine:3.19"; empty */
	/* How it can be reached, and how much depends on it: "internet"
	 * "internal" "isolated"; "high" "normal" "low"; empty: not told. */
	struct bw_str exposure, importance;
	int64_t made; /* seconds since 1970 UTC, or BW_NO_TIME (advisory.h) */
	const struct bw_component_rec *component;
	size_t n_component;
	struct bw_place place;
};

/* What the world keeps of one component, as JSON: two that are written alike
 * are one package there, whatever host they are on. */
void bw_component_write(struct bw_buf *b, const struct bw_component_rec *r);
int bw_component_parse(struct bw_component_rec *out, struct bw_str json,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
