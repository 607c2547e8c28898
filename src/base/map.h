/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * map.h - interning: a byte string becomes a dense id 0, 1, 2 ...
 *
 * Open addressing over XXH3 hashes; texts lie in one growing block. Ids are
 * given in order of first appearance, so equal input gives equal ids. Used
 * as a hash map by keeping values in an array indexed by id.
 * Cost: add and find O(1) expected; 16 bytes a slot at most 3/4 full.
 *
 * A table may lie over another that changes no more: it finds what is there,
 * and gives what is not the next ids. So a large table can stay in a mapped
 * file while a few names are added to it.
 */
#ifndef BW_MAP_H
#define BW_MAP_H
#include "base/str.h"

#define BW_NONE UINT32_MAX

struct bw_intern_slot {
	uint64_t hash; /* 0 = free */
	uint32_t id;
};
struct bw_intern {
	struct bw_intern_slot *slot;
	size_t mask;     /* slots - 1; 0 = empty table */
	char *text;      /* all strings one after the other */
	uint64_t *start; /* n + 1 offsets into text */
	size_t n, text_n, text_cap, start_cap; /* n counts those below, too */
	uint64_t seed;                         /* of this table's hashes */
	const struct bw_intern *under;         /* or NULL */
	bool borrowed; /* slots and texts are somebody else's */
};

void bw_intern_init(struct bw_intern *t);
/* Over a table that stays where it is and as it is. */
void bw_intern_over(struct bw_intern *t, const struct bw_intern *under);
void bw_intern_release(struct bw_intern *t);
/* The id of s, new or old. *added (may be NULL) tells which. */
int bw_intern_add(struct bw_intern *t, struct bw_str s, uint32_t *id,
    bool *added, struct bw_err *err) BW_MUST_USE;
/* The id of s, or BW_NONE. */
uint32_t bw_intern_find(const struct bw_intern *t, struct bw_str s);
/* Borrowed until the next add. */
struct bw_str bw_intern_get(const struct bw_intern *t, uint32_t id);
/* For texts that may be missing: BW_NONE is the empty one, both ways. */
int bw_intern_text_add(struct bw_intern *t, struct bw_str s, uint32_t *id,
    struct bw_err *err) BW_MUST_USE;
struct bw_str bw_intern_text(const struct bw_intern *t, uint32_t id);
/* XXH3, never 0. The first is the same everywhere, fit to be stored; that of
 * a table has a seed of its own, so that nobody can make a file whose names
 * all fall into one slot. */
uint64_t bw_hash(struct bw_str s);
uint64_t bw_intern_hash(const struct bw_intern *t, struct bw_str s);

#endif
