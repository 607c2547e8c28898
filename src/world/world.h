/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.h - the world file: everything known, every row with its source.
 *
 * world.bwk is a plain SQLite database (schema: world/schema.sql, explained
 * in doc/world.md). A writer holds it alone; readers open it read-only,
 * hardened (DEFENSIVE, no trusted schema, an authorizer that allows reading
 * only). Beside it lies world.bwk.snap, a cache of columns (view.h).
 */
#ifndef BW_WORLD_H
#define BW_WORLD_H
#include "base/arena.h"
#include "base/vec.h"
#include "model/finding.h"
#include "model/record.h"

struct sqlite3;
struct bw_world;
enum bw_world_mode {
	BW_WORLD_READ, /* must exist */
	BW_WORLD_WRITE /* made when missing; migrated when older */
};

int bw_world_open(struct bw_world **out, const char *path,
    enum bw_world_mode mode, struct bw_err *err) BW_MUST_USE;
void bw_world_close(struct bw_world *w);
const char *bw_world_path(const struct bw_world *w);
/* For the *_load.c of a pillar: prepared statements only. */
struct sqlite3 *bw_world_db(struct bw_world *w);
/* Grows with every committed load; equal numbers mean equal contents. */
uint64_t bw_world_version(const struct bw_world *w);

/* Between these two many small questions are one reading of the file, at a
 * quarter of the cost; a load waits meanwhile, so let go now and then. */
int bw_world_hold(struct bw_world *w, struct bw_err *err) BW_MUST_USE;
void bw_world_let_go(struct bw_world *w);

/* Sources in order of loading, and one of them; text in the arena. */
struct bw_source_row {
	struct bw_source source;
	uint64_t bytes, parties, stakes, uses, figures;
	uint64_t advisories, signals, inventories;
	uint64_t refused, notes, skipped;
	struct bw_str dataset;
	uint32_t superseded_by; /* load that replaced it, or 0 */
};
int bw_world_sources(struct bw_world *w, struct bw_arena *a,
    struct bw_source_row **rows, size_t *n, struct bw_err *err) BW_MUST_USE;
int bw_world_source(struct bw_world *w, uint32_t id, struct bw_arena *a,
    struct bw_source *out, struct bw_err *err) BW_MUST_USE;
/* The last of the loads that were known at the end of a day (UTC): all up to
 * the first that is stamped later; 0 when there are none. */
int bw_world_known_on(struct bw_world *w, bw_date day, uint32_t *load,
    struct bw_err *err) BW_MUST_USE;
/* Refused records, notes and skipped kinds of a load, as kept (the first
 * 1000 of each kind; the counts in bw_source_row are complete). */
struct bw_report_row {
	enum bw_report_kind kind;
	struct bw_str rule, what, ref;
	uint64_t line, number;
};
int bw_world_reports(struct bw_world *w, uint32_t load, struct bw_arena *a,
    struct bw_report_row **rows, size_t *n, struct bw_err *err) BW_MUST_USE;
/* Recompute the hash chain of the audit trail; BW_EFORMAT names the first
 * broken link. */
int bw_world_audit(
    struct bw_world *w, uint64_t *links, struct bw_err *err) BW_MUST_USE;

#endif
