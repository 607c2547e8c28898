/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap_parts.h - a snapshot being built; shared by the snap_*.c files.
 */
#ifndef BW_SNAP_PARTS_H
#define BW_SNAP_PARTS_H
#include "base/mem.h"
#include "base/vec.h"
#include "world/snap.h"

enum bw_row_flag {
	BW_ROW_VISIBLE = 1, /* something that holds now speaks of it */
	BW_ROW_SAID = 2,    /* its kind was said, and that holds now */
	BW_ROW_NAMED = 4,   /* its name holds now */
	BW_ROW_BY_ID = 8,   /* has no name: shown by identifier */
	BW_ROW_BY_RECORD = 16
};

struct bw_part_name {
	uint32_t row;
	uint32_t n;
	uint64_t at; /* in text */
};

struct bw_parts {
	sqlite3 *db;
	uint32_t known;
	uint8_t *live; /* by load: holds now */
	uint32_t n_load;
	uint32_t n_row;
	/* by row of party, 1 .. n_row */
	uint8_t *kind, *flags;
	uint16_t *country;
	uint64_t *name_at;
	uint32_t *name_n;
	uint32_t *parent; /* union-find; the smallest row leads */
	uint32_t *dense;
	struct bw_buf text;                /* names as they came */
	BW_VEC(struct bw_part_name) extra; /* further names */
	uint32_t n_party;
	uint32_t *leader; /* by party */
};

static inline bool
bw_parts_live(const struct bw_parts *p, int64_t load)
{
	return load > 0 && load <= p->n_load && p->live[load];
}

uint32_t bw_parts_root(struct bw_parts *p, uint32_t row);
/* Row id of a statement's column, checked. 0: outside. */
uint32_t bw_parts_row(const struct bw_parts *p, sqlite3_stmt *st, int column);
int bw_parts_damaged(const struct bw_parts *p, const char *table, int64_t id,
    struct bw_err *err);
/* A heap block of at least one byte, or BW_ENOMEM. */
int bw_parts_new(
    void *to, size_t n, size_t size, struct bw_err *err) BW_MUST_USE;

/* snap_party.c: rows, claims that join them, what is visible. */
int bw_parts_make(struct bw_parts *p, struct bw_err *err) BW_MUST_USE;
int bw_parts_read(struct bw_parts *p, struct bw_err *err) BW_MUST_USE;
int bw_parts_number(
    struct bw_parts *p, struct bw_snap *s, struct bw_err *err) BW_MUST_USE;
/* snap_stake.c: the columns of stakes by row, then sorted. Reading uses a
 * connection of its own and only looks at p->live and the like. */
struct bw_stake_parts {
	sqlite3 *db;
	size_t n, cap;
	uint32_t *holder, *company, *lo, *hi, *load;
	uint8_t *open, *nature, *flags;
	int32_t *from, *to;
	int64_t *row;
};
int bw_stakes_read(struct bw_stake_parts *k, const struct bw_parts *p,
    struct bw_err *err) BW_MUST_USE;
void bw_stakes_mark(const struct bw_stake_parts *k, struct bw_parts *p);
int bw_stakes_sort(struct bw_stake_parts *k, const struct bw_parts *p,
    struct bw_snap *s, struct bw_err *err) BW_MUST_USE;
void bw_stakes_release(struct bw_stake_parts *k);
/* snap_names.c: names, what is searched, identifiers. */
int bw_names_build(
    struct bw_parts *p, struct bw_snap *s, struct bw_err *err) BW_MUST_USE;

#endif
