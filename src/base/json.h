/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json.h - reading JSON: simdjson behind a small C interface.
 *
 * Three shapes come through one door: a whole document, an array too large
 * for memory, and line-delimited JSON. bw_json_open looks at the first byte:
 * '[' gives each element of that array as a record, anything else each
 * top-level value (one document is a sequence of one; line ends between
 * values are not needed). Only one record is in memory at a time. UTF-8 and
 * syntax are checked by simdjson; nesting is limited to 256, a record to
 * bw_json_opt.max_record bytes.
 *
 * A broken record ends the input in an array (nothing after it can be
 * trusted); in line-delimited input (the first value stands on a line of its
 * own, or is broken and an object on one line follows) bw_json_next returns
 * BW_EFORMAT and the next call goes on at the next line. The error tells the
 * line and byte of the mistake. An input without any value is BW_EFORMAT.
 *
 * Numbers: bw_json_decimal gives the shortest decimal text that reads back
 * to the same double ("%.17g" trimmed). A decimal of up to 15 digits comes
 * back as it was written, so shares never pass through binary rounding.
 */
#ifndef BW_JSON_H
#define BW_JSON_H
#include "base/arena.h"
#include "base/input.h"

#ifdef __cplusplus
extern "C" {
#endif

struct bw_json_reader;
/* A value inside the current record; valid until the next bw_json_next. */
struct bw_json {
	const void *doc;
	size_t at;
};
enum bw_json_type {
	BW_JSON_NONE, /* no such value */
	BW_JSON_NULL,
	BW_JSON_BOOL,
	BW_JSON_NUMBER,
	BW_JSON_STRING,
	BW_JSON_ARRAY,
	BW_JSON_OBJECT
};
struct bw_json_opt {
	size_t max_record; /* bytes; 0 = 64 MiB */
	bool whole;        /* an array is one record, not many */
	size_t block;      /* bytes read at once, at first; 0 = 256 KiB */
};

int bw_json_open(struct bw_json_reader **out, struct bw_input *in,
    const struct bw_json_opt *opt, struct bw_err *err) BW_MUST_USE;
void bw_json_close(struct bw_json_reader *r);
/* The next record. *more is false at the end. On BW_EFORMAT of a line-
 * delimited record the caller may report it and call again; check
 * bw_json_can_go_on. */
int bw_json_next(struct bw_json_reader *r, struct bw_json *record, bool *more,
    struct bw_err *err) BW_MUST_USE;
bool bw_json_can_go_on(const struct bw_json_reader *r);
/* Place of the current record: 1-based line, 0-based byte, 1-based number. */
uint64_t bw_json_line(const struct bw_json_reader *r);
uint64_t bw_json_byte(const struct bw_json_reader *r);
uint64_t bw_json_number(const struct bw_json_reader *r);

/* One value in memory, for those who read many small files: text has
 * BW_JSON_PAD readable bytes behind its n; it is not copied and must stay. The
 * value is valid until the next parse. BW_EFORMAT without a place: who wants
 * to know where reads it again with a bw_json_reader, or asks
 * bw_json_mistake. */
#define BW_JSON_PAD 64
struct bw_json_parser;
int bw_json_parser_new(
    struct bw_json_parser **out, struct bw_err *err) BW_MUST_USE;
void bw_json_parser_free(struct bw_json_parser *p);
int bw_json_parse(struct bw_json_parser *p, const char *text, size_t n,
    struct bw_json *out, struct bw_err *err) BW_MUST_USE;
/* The first byte (from 0) that cannot stand where it stands in a text that
 * was refused, and its line (from 1); the end, when more had to follow; the
 * beginning, when it is not the grammar that is wrong. */
void bw_json_mistake(struct bw_str text, uint64_t *line, uint64_t *byte);

enum bw_json_type bw_json_type(struct bw_json v);
/* Missing keys and wrong types give BW_JSON_NONE / {NULL,0} / false, so that
 * paths can be followed without a check per step. */
struct bw_json bw_json_get(struct bw_json object, const char *key);
struct bw_json bw_json_path(struct bw_json v, const char *dotted); /* "a.b.c" */
struct bw_str bw_json_str(struct bw_json v); /* borrowed; "" if not text */
bool bw_json_bool(struct bw_json v, bool otherwise);
bool bw_json_i64(struct bw_json v, int64_t *out);
bool bw_json_f64(struct bw_json v, double *out);
/* Number, or text that holds one, as exact decimal text in the arena. */
struct bw_str bw_json_decimal(struct bw_json v, struct bw_arena *a);

/* Walk the elements of an array or the members of an object (key filled):
 *	struct bw_json_each it = bw_json_each(v);
 *	while (bw_json_step(&it)) use(it.key, it.value);
 */
struct bw_json_each {
	struct bw_str key;
	struct bw_json value;
	size_t at, end;
	bool object;
};
struct bw_json_each bw_json_each(struct bw_json v);
bool bw_json_step(struct bw_json_each *it);
size_t bw_json_count(struct bw_json v); /* O(n) for very large ones */

#ifdef __cplusplus
}
#endif
#endif
