/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json_priv.h - cutting an input into JSON records, for json.cpp.
 */
#ifndef BW_JSON_PRIV_H
#define BW_JSON_PRIV_H
#include "base/input.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BW_JSON_DEPTH 256

enum bw_json_shape {
	BW_JSON_IN_ARRAY, /* [record, record, ...] */
	BW_JSON_VALUES,   /* values one after the other; most often just one */
	BW_JSON_LINES     /* the same, and the first had a line of its own */
};

struct bw_json_split {
	struct bw_input *in;
	enum bw_json_shape shape;
	size_t max_record, block, pad;
	char *text; /* window: text[at .. n-1] is unread, pad bytes behind */
	size_t at, n, cap;
	bool whole;    /* an array is one record */
	bool end;      /* nothing comes behind */
	bool begun;    /* behind the '[', or the first value */
	bool finished; /* behind the ']' */
	int dead;      /* code of the failure that ended the input */
	uint64_t base, line, number;
	/* structural bytes of text[mask_at .. +63] still ahead */
	size_t mask_at;
	uint64_t mask;
	/* the current record */
	size_t from, size;
	uint64_t from_line, from_byte;
	bool guess;    /* a line or the rest: what it holds was not looked at */
	bool balanced; /* its brackets close: its end can be trusted */
	bool go_on;    /* it was broken, and the next line may be good */
};

int bw_json_split_open(struct bw_json_split *s, struct bw_input *in,
    size_t max_record, size_t block, size_t pad, bool whole,
    struct bw_err *err) BW_MUST_USE;
void bw_json_split_close(struct bw_json_split *s);
/* The next record is text[from .. from+size-1]. */
int bw_json_split_next(
    struct bw_json_split *s, bool *more, struct bw_err *err) BW_MUST_USE;
/* The record was a guess and is no JSON: find where it really ends. *same:
 * there. */
int bw_json_split_exact(
    struct bw_json_split *s, bool *same, struct bw_err *err) BW_MUST_USE;
/* Add to err where in the record, which simdjson refused, the mistake is. */
void bw_json_split_place(const struct bw_json_split *s, struct bw_err *err);
/* The record is refused with `code`: go to the next line, or end. */
void bw_json_split_refused(struct bw_json_split *s, int code);

#ifdef __cplusplus
}
#endif
#endif
