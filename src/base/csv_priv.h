/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_priv.h - the reader's state, shared by its files only.
 */
#ifndef BW_CSV_PRIV_H
#define BW_CSV_PRIV_H
#include "base/csv.h"

#define CSV_PAD 64 /* readable behind the window: the scan takes 64 at once */

/* A field that needs more than its outer quotes taken off. */
struct csv_fix {
	size_t field;
	size_t close; /* offset in the window of the closing quote */
};

struct bw_csv {
	struct bw_input *in;
	char delimiter;
	size_t max_record, max_fields;
	char *text; /* window: text[at .. n-1] is unread */
	size_t at, n, cap;
	bool end;      /* nothing comes behind text[n-1] */
	uint64_t base; /* offset of text[0] in the input */
	uint64_t line; /* 1-based, of text[at] */
	int dead;      /* code of the failure that ended the input */
	/* structural bytes of text[mask_at .. +63] that are still ahead */
	size_t mask_at;
	uint64_t mask;
	/* the row being cut */
	struct bw_str *field;
	size_t fields, field_cap;
	struct csv_fix *fix;
	size_t fixes, fix_cap;
	uint64_t lines; /* line ends within its quotes */
	size_t row_end;
	/* encoding */
	size_t valid;      /* text[0 .. valid-1] is UTF-8 */
	size_t bad;        /* first byte that is not; SIZE_MAX = none */
	bool multi;        /* non-ASCII UTF-8 came before it */
	bool recoded;      /* a row was not UTF-8 */
	bool whole_1252;   /* and so is all of the file */
	struct bw_buf out; /* fields recoded to UTF-8 */
};

/* What the first bytes tell: the delimiter, and how many bytes are no data
 * (a byte-order mark, the line "sep=;" that Excel writes). */
int bw_csv_recognise(struct bw_csv *c, size_t *skip, uint64_t *lines,
    struct bw_err *err) BW_MUST_USE;
/* Look at the bytes that came into the window. */
void bw_csv_check_encoding(struct bw_csv *c);
/* Make the fields of the row UTF-8, when they are not. */
int bw_csv_recode_row(struct bw_csv *c, struct bw_err *err) BW_MUST_USE;

#endif
