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
 *
 * As claims (claims.h) an estate may lie over an earlier one: it numbers on,
 * and says which hosts are there no more.
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
	uint32_t release;    /* "debian:12", in estate.texts, or BW_NONE */
	uint64_t row;        /* of the world */
	uint8_t scheme;      /* enum bw_scheme */
	uint8_t flags;       /* enum bw_component_flag */
	bool distro;         /* versions hold backports */
};
struct bw_package_name {
	uint32_t name; /* in estate.names */
	uint8_t sure;
};

/* Counts are of both layers, arrays hold what this one adds. An upper layer
 * keeps its lists as pairs, by the number they are asked for. */
struct bw_estate {
	const struct bw_estate *under; /* or NULL */
	struct bw_intern names, texts;
	struct bw_package *package;
	struct bw_package_name *name;
	uint32_t n_package, n_host, n_name;
	uint64_t *host_at;  /* of own hosts, and one more */
	uint32_t *on_host;  /* packages, rising */
	uint64_t *where_at; /* n_package + 1; NULL in an upper layer */
	uint32_t *where;    /* hosts, rising */
	uint32_t *where_of; /* packages of an upper layer's pairs, rising */
	uint64_t *called_at;
	uint32_t *called; /* packages, rising */
	uint32_t *called_by;
	uint64_t n_where, n_called;
	uint64_t *host_row;
	bool *host_system; /* its inventory tells the system it runs */
	uint64_t *gone;    /* a bit a host of `under`, or NULL */
	bool mapped;       /* the arrays are somebody else's */
};

struct bw_estate_build;
int bw_estate_begin(struct bw_estate_build **out,
    const struct bw_naming_rules *r, struct bw_err *err) BW_MUST_USE;
/* Over an estate that outlives this one. */
int bw_estate_begin_over(struct bw_estate_build **out,
    const struct bw_naming_rules *r, const struct bw_estate *under,
    struct bw_err *err) BW_MUST_USE;
/* Of `under`, by number. */
int bw_estate_gone(
    struct bw_estate_build *b, uint32_t host, struct bw_err *err) BW_MUST_USE;
/* A package on a distribution ("debian:12" or empty); *id for hosts. Equal
 * ones are to be added once: the caller knows them by their row. */
int bw_estate_package(struct bw_estate_build *b,
    const struct bw_component_rec *c, struct bw_str distro, uint64_t row,
    uint32_t *id, struct bw_err *err) BW_MUST_USE;
/* The packages of a host may come after it, but before the end. */
int bw_estate_host(struct bw_estate_build *b, uint64_t row,
    const uint32_t *package, size_t n, struct bw_err *err) BW_MUST_USE;
/* A text that others keep here, too; BW_NONE is the empty one. */
int bw_estate_text(struct bw_estate_build *b, struct bw_str text, uint32_t *id,
    struct bw_err *err) BW_MUST_USE;
/* to[p] takes the place of own package p (from 0) on all hosts so far. */
void bw_estate_renumber(struct bw_estate_build *b, const uint32_t *to);
/* Frees b in any case. BW_EFORMAT: a host has a package that never came. */
int bw_estate_finish(struct bw_estate_build *b, struct bw_estate *out,
    struct bw_err *err) BW_MUST_USE;
void bw_estate_abort(struct bw_estate_build *b);
void bw_estate_release(struct bw_estate *e);

struct bw_ids {
	const uint32_t *v;
	size_t n;
};
const struct bw_package *bw_estate_package_at(
    const struct bw_estate *e, uint32_t package);
const struct bw_package_name *bw_estate_name_at(
    const struct bw_estate *e, uint32_t name);
bool bw_estate_has_host(const struct bw_estate *e, uint32_t host);
uint64_t bw_estate_host_row(const struct bw_estate *e, uint32_t host);
bool bw_estate_tells_system(const struct bw_estate *e, uint32_t host);
/* Packages of a host, rising; none when it is gone. */
struct bw_ids bw_estate_on_host(const struct bw_estate *e, uint32_t host);
/* Packages of a name, hosts of a package, in each of BW_LAYERS layers; hosts
 * that are gone are among them. */
struct bw_ids bw_estate_called(
    const struct bw_estate *e, uint32_t name, unsigned layer);
struct bw_ids bw_estate_hosts_of(
    const struct bw_estate *e, uint32_t package, unsigned layer);
/* The package of that row and distribution in this layer's own, when they were
 * added in the order of rows; BW_NONE. */
uint32_t bw_estate_find(
    const struct bw_estate *e, uint64_t row, struct bw_str distro);

#endif
