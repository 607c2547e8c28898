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

enum json_shape {
	JSON_ARRAY, /* [record, record, ...] */
	JSON_LINES, /* one record a line */
	JSON_VALUES /* values one after the other; most often just one */
};

struct json_split {
	struct bw_input *in;
	enum json_shape shape;
	size_t max_record, pad;
	char *text; /* window: text[at .. n-1] is unread, pad bytes behind */
	size_t at, n, cap;
	bool end;      /* nothing comes behind */
	bool begun;    /* behind the '[' */
	bool finished; /* behind the ']' */
	uint64_t base, line, number;
	/* the current record */
	size_t from, size;
	uint64_t from_line, from_byte;
};

int json_split_open(struct json_split *s, struct bw_input *in,
    size_t max_record, size_t pad, bool whole, struct bw_err *err) BW_MUST_USE;
void json_split_close(struct json_split *s);
/* The next record is text[from .. from+size-1]. */
int json_split_next(
    struct json_split *s, bool *more, struct bw_err *err) BW_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
