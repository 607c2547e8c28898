/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * arena.h - memory by lifetime.
 *
 * An arena is named by how long its contents live: run, request, scratch.
 * A function takes the arena for its results as a parameter, scratch last.
 * Nothing in an arena is freed alone; mark/reset frees all since the mark,
 * release frees everything. Large columns do not belong here (mem.h does).
 */
#ifndef BW_ARENA_H
#define BW_ARENA_H
#include "base/str.h"

struct bw_arena_block;
struct bw_arena {
	struct bw_arena_block *top;
	size_t total; /* bytes asked from the heap */
	size_t limit; /* refuse above; 0 = none */
};
struct bw_arena_mark {
	struct bw_arena_block *block;
	size_t used;
};

void bw_arena_init(struct bw_arena *a, size_t limit);
void bw_arena_release(struct bw_arena *a);
/* Zeroed memory aligned for any type; NULL when out of memory or over the
 * limit. count x size is checked. */
void *bw_arena_alloc(struct bw_arena *a, size_t count, size_t size);
#define BW_ARENA_NEW(a, type) ((type *)bw_arena_alloc((a), 1, sizeof(type)))
#define BW_ARENA_ARRAY(a, type, n) \
	((type *)bw_arena_alloc((a), (n), sizeof(type)))
/* Copy with a NUL behind it (n does not count it); .p is NULL on failure. */
struct bw_str bw_arena_dup(struct bw_arena *a, struct bw_str s);
struct bw_str bw_arena_fmt(struct bw_arena *a, const char *fmt, ...)
    BW_PRINTF(2, 3);
struct bw_arena_mark bw_arena_mark(const struct bw_arena *a);
void bw_arena_reset(struct bw_arena *a, struct bw_arena_mark m);

#endif
