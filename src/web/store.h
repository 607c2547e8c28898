/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store.h - private worlds: what visitors upload, each apart.
 *
 *	WORLD.private/            0700
 *	    HASH/                 one private world
 *	        world.bwk         and what is kept beside a world
 *	        next.bwk          an upload that is going on
 *	        used              its time is when the world was last asked
 *	    gone-HASH/            deleted, on its way out
 *
 * Who may ask a private world is who has its receipt: a random number of 256
 * bits. The server keeps only a hash of it, so that who reads the disk has no
 * receipt, and no two numbers are ever compared. There are no accounts, and a
 * lost receipt cannot be replaced.
 *
 * A change is made in a copy, in the box (intake.h), and becomes the world by
 * fsync, rename, fsync of the folder. Only then the caller hears of it: kill -9
 * or a power cut at any moment loses nothing that was acknowledged, and leaves
 * no half of anything.
 *
 * Any number of threads and processes; one change of a world at a time (flock).
 */
#ifndef BW_STORE_H
#define BW_STORE_H
#include "base/arena.h"
#include "web/intake.h"

struct bw_store;
struct bw_store_opt {
	const char *folder;
	const char *world; /* of the server, to be copied; NULL: none */
	struct bw_nursery *nursery;
	unsigned job;         /* number of intake_job there */
	unsigned days;        /* unused worlds are deleted; 0: 30 */
	unsigned worlds_most; /* 0: 1000 */
	uint64_t bytes_most;  /* of all; 0: 20 GiB */
	uint64_t world_most;  /* of one; 0: 1 GiB */
	uint64_t copy_most;   /* of the server's that is copied; 0: 256 MiB */
};
/* Makes the folder. BW_EDENIED when others can look into it. */
int bw_store_new(struct bw_store **out, const struct bw_store_opt *opt,
    struct bw_err *err) BW_MUST_USE;
void bw_store_free(struct bw_store *s);
/* Delete what was not used for too long, and what is left of deleted ones.
 * Call it about once an hour. */
void bw_store_sweep(struct bw_store *s);

/* 52 letters and digits (Crockford's base 32: no I L O U), as text for a
 * cookie; for people with dashes: groups of four. */
#define BW_RECEIPT 53u
#define BW_RECEIPT_SHOWN 65u
struct bw_receipt {
	char text[BW_RECEIPT];
};
void bw_receipt_show(const struct bw_receipt *r, char to[BW_RECEIPT_SHOWN]);
/* As somebody typed it: small letters, blanks, dashes, O for 0, I or L for 1.
 * False when it cannot be one. */
bool bw_receipt_parse(struct bw_str s, struct bw_receipt *out);

/* A new world, with the tables of the program, or with what the server's
 * holds. BW_ELIMIT: there are too many, or the server's is too large. */
int bw_store_make(struct bw_store *s, bool with_servers, struct bw_receipt *out,
    struct bw_err *err) BW_MUST_USE;
/* Can the server's world be copied into a new one? */
bool bw_store_copies(const struct bw_store *s);
/* The path of its world file, in the arena; BW_ENOTFOUND. It counts as used. */
int bw_store_find(struct bw_store *s, const struct bw_receipt *r,
    struct bw_arena *a, const char **path, struct bw_err *err) BW_MUST_USE;

struct bw_added {
	enum bw_box_end end;
	struct intake_result file; /* when end is BW_BOX_DONE */
};
/* Load bytes under a name. 0 also when the file was refused: see out. Errors:
 * BW_ENOTFOUND, BW_ECONFLICT (another change goes on), BW_ELIMIT (no room),
 * and those of the machine. format: "" recognises it. */
int bw_store_add(struct bw_store *s, const struct bw_receipt *r,
    struct bw_str name, struct bw_str format, struct bw_str bytes,
    struct bw_added *out, struct bw_err *err) BW_MUST_USE;
int bw_store_drop(struct bw_store *s, const struct bw_receipt *r,
    struct bw_err *err) BW_MUST_USE;

/* For the counts. */
struct bw_store_count {
	unsigned worlds;
	uint64_t bytes;
};
struct bw_store_count bw_store_count(struct bw_store *s);
unsigned bw_store_days(const struct bw_store *s);

#endif
