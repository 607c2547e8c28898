/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * snap.h - the columns of a view, in memory or mapped from world.bwk.snap.
 *
 * One table of sections serves the builder, the file and the checks. The
 * layout of the file is described in doc/world.md.
 */
#ifndef BW_SNAP_H
#define BW_SNAP_H
#include "base/map.h"
#include "world/world_priv.h"

enum bw_snap_section {
	BW_S_KIND,
	BW_S_COUNTRY,
	BW_S_PARTY_ROW,
	BW_S_NAME_AT,
	BW_S_NAMES,
	BW_S_AT,
	BW_S_HOLDER,
	BW_S_COMPANY,
	BW_S_LO,
	BW_S_HI,
	BW_S_OPEN,
	BW_S_NATURE,
	BW_S_FLAGS,
	BW_S_FROM,
	BW_S_TO,
	BW_S_LOAD,
	BW_S_STAKE_ROW,
	BW_S_OUT_AT,
	BW_S_OUT,
	BW_S_DENSE,      /* row of party -> party, BW_NONE */
	BW_S_MORE_PARTY, /* parties of several rows, sorted ... */
	BW_S_MORE_ROW,   /* ... and their rows but the first */
	BW_S_FIND_AT,    /* folded names, each ended by a line feed */
	BW_S_FIND_TEXT,
	BW_S_FIND_PARTY,
	BW_S_FIND_HASH,  /* sorted hashes of them ... */
	BW_S_FIND_ORDER, /* ... and whose they are */
	BW_S_ID_AT,      /* "scheme:value" in lower case, the same way */
	BW_S_ID_TEXT,
	BW_S_ID_PARTY,
	BW_S_ID_HASH,
	BW_S_ID_ORDER,
	BW_SNAP_SECTIONS
};

enum bw_snap_count { /* of what a section has so many */
	BW_N_PARTY,
	BW_N_STAKE,
	BW_N_ROW, /* rows of party; row ids are 1 .. n */
	BW_N_MORE,
	BW_N_FIND,
	BW_N_ID,
	BW_SNAP_COUNTS,
	BW_N_BYTES = 255 /* free length */
};

struct bw_snap_shape {
	uint8_t size; /* of an element */
	uint8_t count;
	uint8_t more; /* one more than the count */
};
extern const struct bw_snap_shape bw_snap_shape[BW_SNAP_SECTIONS];

struct bw_snap {
	uint64_t n[BW_SNAP_COUNTS];
	const void *at[BW_SNAP_SECTIONS];
	uint64_t bytes[BW_SNAP_SECTIONS];
	void *own[BW_SNAP_SECTIONS]; /* heap */
	void *map;                   /* or a mapped file */
	size_t map_bytes;
};

static inline const uint32_t *
bw_snap_u32(const struct bw_snap *s, enum bw_snap_section i)
{
	return s->at[i];
}

static inline const uint64_t *
bw_snap_u64(const struct bw_snap *s, enum bw_snap_section i)
{
	return s->at[i];
}

/* Text i of a section of offsets and one of text. */
static inline struct bw_str
bw_snap_text(const struct bw_snap *s, enum bw_snap_section at, size_t i)
{
	const uint64_t *o = s->at[at];

	return (struct bw_str){ (const char *)s->at[at + 1] + o[i],
		(size_t)(o[i + 1] - o[i]) };
}

/* snap_build.c: from SQL, inside a read transaction on a world of this
 * version. What was known after load `known`. */
int bw_snap_build(struct bw_snap *s, sqlite3 *db, uint64_t version,
    uint32_t known, struct bw_err *err) BW_MUST_USE;
void bw_snap_release(struct bw_snap *s);
/* Move a block from the heap into a section of the right size. */
void bw_snap_give(
    struct bw_snap *s, enum bw_snap_section i, void *block, uint64_t bytes);

/* snap_file.c */
/* Bytes of a snapshot, 64-byte aligned, borrowed: everything is checked, so
 * that no content can lead outside the columns. world != NULL: it must be
 * that version. False, with the reason, when it is not to be used. */
bool bw_snap_read(struct bw_snap *s, const void *bytes, size_t n,
    const struct bw_audit_head *world, const char **why);
bool bw_snap_map(struct bw_snap *s, const char *path,
    const struct bw_audit_head *world, const char **why);
/* Beside the world and renamed; false when it cannot be written. */
bool bw_snap_write(const struct bw_snap *s, const char *path,
    const char *world_path, const struct bw_audit_head *world);

#endif
