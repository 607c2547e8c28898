/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input_priv.h - the two layers of input.h, shared by its files only.
 *
 * Raw bytes (input_raw.c) come from a descriptor or from memory and are
 * hashed on the way; what they unpack to (input_gzip.c, input_archive.c) goes
 * to the reader (input.c).
 */
#ifndef BW_INPUT_PRIV_H
#define BW_INPUT_PRIV_H
#include "base/input.h"
#include <nettle/sha2.h>
#include <zlib.h>

enum bw_packing {
	BW_PLAIN,
	BW_GZIP,
	BW_ZSTD,
	BW_ZIP
};

struct archive;

struct bw_input {
	char *name;
	int fd; /* -1: memory */
	bool own_fd, seekable;
	struct bw_str mem;
	uint64_t size; /* on disk; 0 = unknown */

	char *raw; /* block read ahead; memory needs none */
	struct bw_str ahead_raw;
	uint64_t raw_pos; /* offset in the file behind ahead_raw */
	uint64_t raw_at;  /* bytes taken out of ahead_raw, in all */
	struct sha256_ctx sha;

	enum bw_packing packing;
	struct archive *ar; /* .zst, .zip */
	z_stream *gz;
	struct bw_err *err; /* of the call under way, for callbacks */
	uint64_t max_bytes, at;
	uint32_t max_ratio;
	bool end;
	int dead; /* code of the failure that ended the input */

	char *ahead; /* unpacked, read ahead by peek */
	size_t ahead_from, ahead_to;
	uint64_t unpacked; /* at + what lies ahead */
};

/* The next raw bytes, at least one unless the file ends. The view is valid
 * until the next call. */
int bw_input_raw(
    struct bw_input *in, struct bw_str *bytes, struct bw_err *err) BW_MUST_USE;
/* Look at the first block without taking it. */
int bw_input_raw_look(
    struct bw_input *in, struct bw_str *bytes, struct bw_err *err) BW_MUST_USE;
/* At most n raw bytes, copied; plain files go past the block. */
int bw_input_raw_copy(struct bw_input *in, void *to, size_t n, size_t *got,
    struct bw_err *err) BW_MUST_USE;
int bw_input_raw_seek(
    struct bw_input *in, uint64_t to, struct bw_err *err) BW_MUST_USE;

/* By content. Fails on kinds of file that cannot be read, by their name. */
int bw_input_recognise(struct bw_str bytes, bool inside, const char *name,
    enum bw_packing *out, struct bw_err *err) BW_MUST_USE;
int bw_input_unpack_open(struct bw_input *in, struct bw_err *err) BW_MUST_USE;
int bw_input_unpack(struct bw_input *in, void *to, size_t n, size_t *got,
    struct bw_err *err) BW_MUST_USE;
void bw_input_unpack_close(struct bw_input *in);
int bw_input_gzip_open(struct bw_input *in, struct bw_err *err) BW_MUST_USE;
int bw_input_gzip(struct bw_input *in, void *to, size_t n, size_t *got,
    struct bw_err *err) BW_MUST_USE;
void bw_input_gzip_close(struct bw_input *in);

#endif
