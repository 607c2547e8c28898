/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * out.h - where output goes: a file descriptor or memory; JSON and CSV on it.
 *
 * Errors are sticky: nothing more is written after the first, and
 * bw_out_finish tells. A file is written beside its place and renamed when
 * complete, so a reader never sees half of one.
 */
#ifndef BW_OUT_H
#define BW_OUT_H
#include "base/err.h"
#include "base/share.h"

struct bw_out {
	struct bw_buf buf;
	int fd; /* -1: memory only */
	bool tty;
	struct bw_err err;
	char *path, *tmp; /* of a file to be renamed */
};

void bw_out_memory(struct bw_out *o);
void bw_out_fd(struct bw_out *o, int fd); /* does not own the descriptor */
int bw_out_file(
    struct bw_out *o, const char *path, struct bw_err *err) BW_MUST_USE;
/* Write what is left; for a file: fsync, close, rename. Releases all but,
 * for memory, the text in buf. */
int bw_out_finish(struct bw_out *o, struct bw_err *err) BW_MUST_USE;
void bw_out_release(struct bw_out *o); /* without finishing: drops the file */

void bw_out_str(struct bw_out *o, struct bw_str s);
void bw_out_flush(struct bw_out *o); /* now; nothing for memory */
void bw_out_z(struct bw_out *o, const char *z);
void bw_out_fmt(struct bw_out *o, const char *fmt, ...) BW_PRINTF(2, 3);

/* JSON: commas, quotes, escapes and indentation are its business.
 *	struct bw_jw j = bw_jw(&out);
 *	bw_jw_open(&j, NULL, '{'); bw_jw_str(&j, "name", s); bw_jw_close(&j);
 * key is NULL inside an array. Invalid UTF-8 becomes U+FFFD. A line end
 * follows the outermost bracket; compact leaves all other blanks out. */
struct bw_jw {
	struct bw_out *out;
	unsigned depth;
	uint64_t filled; /* a bit per depth: something was written */
	uint64_t array;  /* a bit per depth: is an array */
	bool compact;
};
struct bw_jw bw_jw(struct bw_out *o);
void bw_jw_open(struct bw_jw *j, const char *key, char bracket); /* { or [ */
void bw_jw_close(struct bw_jw *j);
void bw_jw_str(struct bw_jw *j, const char *key, struct bw_str s);
void bw_jw_z(struct bw_jw *j, const char *key, const char *z); /* NULL: null */
void bw_jw_i64(struct bw_jw *j, const char *key, int64_t v);
void bw_jw_f64(struct bw_jw *j, const char *key, double v); /* NaN: null */
void bw_jw_bool(struct bw_jw *j, const char *key, bool v);
void bw_jw_null(struct bw_jw *j, const char *key);
/* ppb as an exact decimal fraction of one, 0.125 */
void bw_jw_ppb(struct bw_jw *j, const char *key, uint64_t ppb);

/* A share as {min, max, min_excluded, max_excluded}; NULL is null. */
void bw_jw_share(struct bw_jw *j, const char *key, const struct bw_share *s);

/* CSV by RFC 4180. A field that begins with = + - @ tab or CR and is no
 * number gets a leading ' so that a spreadsheet does not run it. */
void bw_csvw_field(struct bw_out *o, struct bw_str s, bool first);
void bw_csvw_end(struct bw_out *o);

#endif
