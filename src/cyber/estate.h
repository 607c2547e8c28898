/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * estate.h - what runs where, ready to be asked: pure.
 *
 *	bw_estate_package, bw_estate_host ... bw_estate_finish -> columns
 *
 * A package is a component as it is written, on a distribution; hosts share
 * packages (a thousand machines of one image hold one copy of each). Both ways
 * are kept: the packages of a host, the hosts of a package, and the packages
 * of a name. 100,000 hosts with 1,000 packages each take 800 MB.
 */
#ifndef BW_ESTATE_H
#define BW_ESTATE_H
#include "base/map.h"
#include "cyber/naming.h"

struct bw_package {
	uint32_t name, n_name; /* from estate.name on */
	uint32_t version;      /* in estate.texts */
	uint32_t upstream;   /* without epoch and revision of a distribution */
	uint32_t label;      /* how a person calls it: "openssl" */
	uint32_t qualifiers; /* of its purl, in estate.texts, or BW_NONE */
	uint64_t row;        /* of the world */
	uint8_t scheme;      /* enum bw_scheme */
	uint8_t flags;       /* enum bw_component_flag */
	bool distro;         /* versions hold backports */
};
struct bw_package_name {
	uint32_t name; /* in estate.names */
	uint8_t sure;
};

struct bw_estate {
	struct bw_intern names, texts;
	struct bw_package *package;
	struct bw_package_name *name;
	uint32_t n_package, n_host;
	size_t n_name;
	uint64_t *host_at;   /* n_host + 1 */
	uint32_t *on_host;   /* packages, rising */
	uint64_t *where_at;  /* n_package + 1 */
	uint32_t *where;     /* hosts, rising */
	uint64_t *called_at; /* names.n + 1 */
	uint32_t *called;    /* packages, rising */
	uint64_t *host_row;
	bool *host_system; /* its inventory tells the system it runs */
};

struct bw_estate_build;
int bw_estate_begin(struct bw_estate_build **out,
    const struct bw_naming_rules *r, struct bw_err *err) BW_MUST_USE;
/* A package on a distribution ("debian:12" or empty); *id for bw_estate_host.
 * Equal ones are to be added once: the caller knows them by their row. */
int bw_estate_package(struct bw_estate_build *b,
    const struct bw_component_rec *c, struct bw_str distro, uint64_t row,
    uint32_t *id, struct bw_err *err) BW_MUST_USE;
int bw_estate_host(struct bw_estate_build *b, uint64_t row,
    const uint32_t *package, size_t n, struct bw_err *err) BW_MUST_USE;
/* Frees b in any case. */
int bw_estate_finish(struct bw_estate_build *b, struct bw_estate *out,
    struct bw_err *err) BW_MUST_USE;
void bw_estate_abort(struct bw_estate_build *b);
void bw_estate_release(struct bw_estate *e);

#endif
