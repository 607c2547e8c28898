/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_priv.h - between the parts of the store.
 *
 *	store.c          make, find, drop, sweep
 *	store_add.c      a file into a world
 *	store_copy.c     the server's world into a new one
 *	store_receipt.c  receipts
 *	store_folder.c   folders and files, made to last
 */
#ifndef BW_STORE_PRIV_H
#define BW_STORE_PRIV_H
#include "web/store.h"

#define STORE_WORLD "world.bwk"
#define STORE_NEXT "next.bwk"
#define STORE_USED "used"
#define STORE_NAME 65u /* hash in hex, and NUL */

struct bw_store {
	struct bw_store_opt opt;
	char *folder;
	int fd; /* of the folder */
};

/* Name of the folder of a receipt. */
void receipt_name(const struct bw_receipt *r, char name[STORE_NAME]);
/* A new one; false: this machine has no chance to give. */
bool receipt_new(struct bw_receipt *out);
bool store_is_name(const char *name);

/* The folder of a world: -1 when there is none. */
int folder_open(const struct bw_store *s, const char *name);
/* Alone in it, for a change; false: somebody else is. Until fd is closed. */
bool folder_lock(int fd);
/* An empty next.bwk in it. */
int folder_next(int fd, struct bw_err *err);
/* Make what is in next.bwk (open as next) the world, and last. */
int folder_commit(int fd, int next, struct bw_err *err) BW_MUST_USE;
/* Bytes of all files in it. */
uint64_t folder_bytes(int fd);
/* Every file in it, and the folder `name` of the store itself. */
void folder_remove(const struct bw_store *s, const char *name);
/* All of one file to the end of another. */
int file_copy(int from, int to, struct bw_err *err) BW_MUST_USE;
int file_write(int to, struct bw_str bytes, struct bw_err *err) BW_MUST_USE;

/* What the server's world holds into next.bwk of the folder fd, `name`. */
int store_copy(struct bw_store *s, int fd, const char *name,
    struct bw_err *err) BW_MUST_USE;
/* Room for one world more, or for so many bytes more? */
int store_room(struct bw_store *s, unsigned worlds, uint64_t bytes,
    struct bw_err *err) BW_MUST_USE;
/* Do the job on a next.bwk. bytes: of the file, may be empty. */
int store_intake(struct bw_store *s, const struct intake_order *o,
    struct bw_str bytes, int next, struct bw_added *out,
    struct bw_err *err) BW_MUST_USE;
void store_stamp(char out[32]); /* now, as loads have it */

#endif
