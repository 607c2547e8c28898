/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * line.h - records as one line of JSON, for the *_line.c of this room.
 *
 * bw_jw writes for people and to a file; this is the small part of it that a
 * record needs, into memory. A comma is due unless the last byte opened
 * something: that byte is the only state. Bytes that are no UTF-8 become
 * U+FFFD, so that what is written can always be read.
 */
#ifndef BW_LINE_H
#define BW_LINE_H
#include "base/json.h"
#include "model/record.h"

void bw_line_next(struct bw_buf *b); /* a comma when one is due */
void bw_line_open(struct bw_buf *b, const char *key, char bracket);
void bw_line_close(struct bw_buf *b, char bracket);
void bw_line_text(struct bw_buf *b, struct bw_str s); /* in an array */
void bw_line_int(struct bw_buf *b, int64_t v);        /* in an array */
/* Members; left out when empty, or equal to `none`. */
void bw_line_str(struct bw_buf *b, const char *key, struct bw_str s);
void bw_line_num(struct bw_buf *b, const char *key, int64_t v, int64_t none);
void bw_line_keys(
    struct bw_buf *b, const char *key, const struct bw_key *k, size_t n);

/* Reading back. The first thing that is wrong stays in `bad`; what is asked
 * after it is empty. */
struct bw_line {
	struct bw_arena *a;
	const char *bad; /* what is no such record, or NULL */
	bool no_memory;
};
struct bw_str bw_line_get_text(struct bw_line *l, struct bw_json v);
struct bw_str bw_line_get_str(
    struct bw_line *l, struct bw_json object, const char *key);
/* A whole number from least to most; `none` when there is no such member. */
int64_t bw_line_get_value(
    struct bw_line *l, struct bw_json v, int64_t least, int64_t most);
int64_t bw_line_get_num(struct bw_line *l, struct bw_json object,
    const char *key, int64_t none, int64_t least, int64_t most);
/* Zeroed room for the elements of an array that may be missing. */
void *bw_line_get_room(struct bw_line *l, struct bw_json object,
    const char *key, size_t size, size_t *n, struct bw_json_each *each);
struct bw_key *bw_line_get_keys(
    struct bw_line *l, struct bw_json object, const char *key, size_t *n);
int bw_line_end(const struct bw_line *l, struct bw_err *err) BW_MUST_USE;
/* The value of one line, with room behind it in the arena. */
int bw_line_parse(struct bw_json_parser **p, struct bw_str json,
    struct bw_arena *a, struct bw_json *out, struct bw_err *err) BW_MUST_USE;

#endif
