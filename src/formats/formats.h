/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats.h - the table of foreign formats: recognise, read.
 *
 * One row per format, one .c file each; a page in doc/formats/ says what is
 * read, what is left out, and the rules by which records are refused. A
 * format knows no pillar and no world: it reads an input and fills a sink.
 */
#ifndef BW_FORMATS_H
#define BW_FORMATS_H
#include "base/input.h"
#include "model/record.h"

struct bw_format {
	const char *name; /* "bods", for --format and the source table */
	unsigned version; /* of the reader: grows when its output changes */
	bool whole;       /* full list: a new delivery replaces the old */
	bool host;        /* what is on one host: the same, but only under a
			   * name that the user gives (--dataset) */
	/* 0..100: how sure that this is the format, from the first bytes
	 * (up to BW_PEEK_MAX; `cut` when the file goes on) and the name. */
	int (*recognise)(struct bw_str ahead, bool cut, const char *name);
	int (*read)(struct bw_input *in, const struct bw_sink *sink,
	    struct bw_err *err);
};

extern const struct bw_format *const bw_formats[];         /* NULL-terminated */
const struct bw_format *bw_format_named(const char *name); /* or NULL */
/* The surest one; BW_EFORMAT when none is above 50, saying what was seen. */
int bw_format_recognise(struct bw_input *in, const struct bw_format **out,
    struct bw_err *err) BW_MUST_USE;

#endif
