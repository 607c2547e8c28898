/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kept.h - files beside the world that only keep what was worked out.
 *
 * world.bwk.snap, world.bwk.net and world.bwk.cyber are such files: columns as
 * they lie in memory, mapped when they are of this very world, else made again.
 * Here is what they share: which state of the world they are of, and how they
 * are written (beside, then renamed, so that nobody sees half of one) and
 * mapped. What is in them and how it is checked is their own affair.
 */
#ifndef BW_KEPT_H
#define BW_KEPT_H
#include "world/view.h"

#define BW_KEPT_ALIGN 64u /* every part begins at a multiple of it */

struct bw_kept_state {
	uint64_t world; /* last audit.seq */
	char hash[64];  /* last audit.hash */
};
/* Of what the view is; false when nothing is to be kept of it: an earlier
 * state, or a view that was to leave no files. */
bool bw_view_keeps(const struct bw_view *v, struct bw_kept_state *out);
/* Of what the world is now; and was it that once, whatever came since? */
int bw_world_state(struct bw_world *w, struct bw_kept_state *out,
    struct bw_err *err) BW_MUST_USE;
int bw_world_was(struct bw_world *w, const struct bw_kept_state *state,
    bool *yes, struct bw_err *err) BW_MUST_USE;

/* "world.bwk" and ".snap" -> "world.bwk.snap", to be freed; NULL: no memory. */
char *bw_kept_path(const char *world, const char *suffix);

struct bw_kept_part {
	const void *at;
	uint64_t bytes;
};
static inline uint64_t
bw_kept_aligned(uint64_t n)
{
	return (n + BW_KEPT_ALIGN - 1) / BW_KEPT_ALIGN * BW_KEPT_ALIGN;
}
/* Who may read the world may read the file, and nobody else. False when it
 * cannot be written; what was there is there still. */
bool bw_kept_write(const char *path, const char *world_path,
    const struct bw_kept_part *part, size_t n);

/* A file of at least so many bytes, to be unmapped with munmap; NULL with the
 * reason when there is none. */
void *bw_kept_map(
    const char *path, size_t least, size_t *bytes, const char **why);

/* Are numbers of a mapped file such as may be used as places? Offsets rise from
 * 0 to `end`; others are below `limit`. No early exit, so that the compiler
 * makes vectors of the loops. */
bool bw_kept_rises32(const uint32_t *at, uint64_t n, uint64_t end);
bool bw_kept_rises64(const uint64_t *at, uint64_t n, uint64_t end);
bool bw_kept_below(const uint32_t *v, uint64_t n, uint64_t limit);

#endif
