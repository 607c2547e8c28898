/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input.h - bytes of one file, decompressed on the way (.gz .zst .zip).
 *
 * The kind of compression is recognised by content, not by name. A .zip
 * holds one data file (directories and files named LICENSE*, README* or
 * starting with "." do not count); more is refused with their names. The
 * SHA-256 is that of the file as it lies on disk. Expansion is bounded
 * (struct bw_input_opt): a bomb is BW_ELIMIT, not a full memory.
 *
 * Reading is forward only; bw_input_peek looks ahead without consuming, so
 * that formats can recognise a file.
 */
#ifndef BW_INPUT_H
#define BW_INPUT_H
#include "base/err.h"
#include "base/str.h"

#define BW_PEEK_MAX ((size_t)256 * 1024)

struct bw_input;

struct bw_input_opt {
	uint64_t max_bytes; /* decompressed; 0 = 1 TiB */
	uint32_t max_ratio; /* decompressed : compressed, looked at past 64
			       MiB; 0 = 1000 */
	const char *name;   /* shown in errors; default the path */
};

/* "-" is standard input. Directories, devices and unreadable files are
 * refused with what they are. */
int bw_input_open(struct bw_input **out, const char *path,
    const struct bw_input_opt *opt, struct bw_err *err) BW_MUST_USE;
/* A view on memory, for tests and fuzzing; same recognition. */
int bw_input_memory(struct bw_input **out, struct bw_str bytes,
    const struct bw_input_opt *opt, struct bw_err *err) BW_MUST_USE;
void bw_input_free(struct bw_input *in);

/* Up to n bytes; *got = 0 at the end. */
int bw_input_read(struct bw_input *in, void *to, size_t n, size_t *got,
    struct bw_err *err) BW_MUST_USE;
/* The next bytes (up to BW_PEEK_MAX, or all there are), still unread. */
int bw_input_peek(
    struct bw_input *in, struct bw_str *ahead, struct bw_err *err) BW_MUST_USE;
/* All that is left, in memory the caller frees with bw_free, followed by
 * `pad` zero bytes. More than `limit` bytes is BW_ELIMIT. */
int bw_input_all(struct bw_input *in, size_t limit, size_t pad, char **text,
    size_t *n, struct bw_err *err) BW_MUST_USE;

const char *bw_input_name(const struct bw_input *in);
uint64_t bw_input_size(const struct bw_input *in);   /* on disk; 0 = unknown */
uint64_t bw_input_raw_at(const struct bw_input *in); /* compressed bytes read */
uint64_t bw_input_at(const struct bw_input *in);     /* decompressed ones */
/* SHA-256 of the whole file on disk; reads what is left of it. */
int bw_input_digest(
    struct bw_input *in, uint8_t sha256[32], struct bw_err *err) BW_MUST_USE;

#endif
