/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * told.h - what is said about vulnerabilities and what runs where, out of
 * the world.
 *
 * Rows come in order of their number, as records, for those that hold: the
 * load is at most `known`, nothing up to `known` ended the row, and no
 * delivery up to `known` replaced its load. known = 0: now. A record is valid
 * during the call only; a non-zero return stops the walk and is its result.
 * A world of before schema 5 holds none.
 */
#ifndef BW_TOLD_H
#define BW_TOLD_H
#include "model/advisory.h"
#include "model/inventory.h"
#include "world/world.h"

struct bw_told_row {
	int64_t row;     /* id in its table */
	uint32_t load;   /* bw_world_source */
	uint64_t digest; /* of what can change an answer; 0 for signals */
};

typedef int bw_told_advisory_fn(void *ctx, const struct bw_told_row *row,
    const struct bw_advisory_rec *rec, struct bw_err *err);
typedef int bw_told_signal_fn(void *ctx, const struct bw_told_row *row,
    const struct bw_signal_rec *rec, struct bw_err *err);
typedef int bw_told_package_fn(void *ctx, const struct bw_told_row *row,
    const struct bw_component_rec *rec, struct bw_err *err);
/* The components are numbers of packages, rising; rec->component is NULL.
 * owner: a row of party, or 0; rec->owner is empty. */
typedef int bw_told_inventory_fn(void *ctx, const struct bw_told_row *row,
    const struct bw_inventory_rec *rec, int64_t owner, const int64_t *package,
    size_t n, struct bw_err *err);

int bw_told_advisories(struct bw_world *w, uint32_t known,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_signals(struct bw_world *w, uint32_t known, bw_told_signal_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
/* All that loads up to `known` brought, also what no host has any more. */
int bw_told_packages(struct bw_world *w, uint32_t known, bw_told_package_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_inventories(struct bw_world *w, uint32_t known,
    bw_told_inventory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;

/* A place in the growth of the world: its loads and rows up to there. */
struct bw_told_mark {
	int64_t load, advisory, signal, package, inventory;
};
/* At the end of a load; 0: now. Cost: O(rows that came after). */
int bw_told_mark(struct bw_world *w, uint32_t load, struct bw_told_mark *out,
    struct bw_err *err) BW_MUST_USE;
/* Those that came after the mark and hold at `known`. Cost: O(what came). */
int bw_told_advisories_since(struct bw_world *w,
    const struct bw_told_mark *mark, uint32_t known, bw_told_advisory_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_signals_since(struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, bw_told_signal_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;
int bw_told_inventories_since(struct bw_world *w,
    const struct bw_told_mark *mark, uint32_t known, bw_told_inventory_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
/* What held at the mark and holds no more at `known`: rows, but loads of
 * signals; some of them twice. Cost: O(what came), and a walk over the table of
 * a delivery that was replaced whole. */
enum bw_told_gone {
	BW_GONE_ADVISORY,
	BW_GONE_SIGNALS,
	BW_GONE_INVENTORY,
	BW_GONE_KINDS
};
typedef int bw_told_gone_fn(
    void *ctx, enum bw_told_gone what, int64_t number, struct bw_err *err);
int bw_told_gone(struct bw_world *w, const struct bw_told_mark *mark,
    uint32_t known, bw_told_gone_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;
/* The loads after the mark that brought signals, as BW_GONE_SIGNALS. */
int bw_told_lists_since(struct bw_world *w, const struct bw_told_mark *mark,
    bw_told_gone_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;

/* Rows by their numbers, whether they hold or not; one that is not there is
 * left out. */
int bw_told_advisories_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_inventories_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_inventory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
/* All signals of some loads. */
int bw_told_signals_of(struct bw_world *w, const int64_t *load, size_t n,
    bw_told_signal_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_packages_of(struct bw_world *w, const int64_t *row, size_t n,
    bw_told_package_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
/* One row, whether it holds or not; BW_ENOTFOUND. */
int bw_told_advisory(struct bw_world *w, int64_t row, bw_told_advisory_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
/* All revisions of the document of that row that came up to `known`. */
int bw_told_revisions(struct bw_world *w, uint32_t known, int64_t row,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
int bw_told_package(struct bw_world *w, int64_t row, bw_told_package_fn *fn,
    void *ctx, struct bw_err *err) BW_MUST_USE;
/* Those that hold and speak of this vulnerability (any of its names; case of
 * ASCII letters does not count), or have this id. None is no error. */
int bw_told_about(struct bw_world *w, uint32_t known, struct bw_str name,
    bw_told_advisory_fn *fn, void *ctx, struct bw_err *err) BW_MUST_USE;
/* Those that hold and have this id or name of a host, or (text empty) are of
 * this row of party. */
int bw_told_hosts(struct bw_world *w, uint32_t known, struct bw_str text,
    int64_t owner, bw_told_inventory_fn *fn, void *ctx,
    struct bw_err *err) BW_MUST_USE;

#endif
