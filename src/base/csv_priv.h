/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_priv.h - the reader's state, shared by csv.c and csv_dialect.c.
 */
#ifndef BW_CSV_PRIV_H
#define BW_CSV_PRIV_H
#include "base/csv.h"

#define CSV_WINDOW ((size_t)256 * 1024)

struct bw_csv {
	struct bw_input *in;
	char delimiter;
	size_t max_record, max_fields;
	/* window of decoded text: text[at .. n-1] is unread */
	char *text;
	size_t at, n, cap;
	bool end;          /* nothing comes behind text[n-1] */
	uint64_t base;     /* offset of text[0] in the decoded input */
	uint64_t line;     /* 1-based, of text[at] */
	uint64_t lines_in; /* line ends inside the quotes of a record */
	struct bw_str *field;
	size_t field_cap;
	/* bytes as read, before decoding */
	unsigned char raw[16384];
	size_t raw_n;
	bool raw_end, started;
	bool recoded;  /* Windows-1252 from the first bad byte on */
	bool cr_lines; /* lines end in a lone CR */
};

/* Decide delimiter and line ends from the bytes ahead; refuse UTF-16. */
int csv_recognise(struct bw_csv *c, struct bw_err *err) BW_MUST_USE;
/* Decoded text, at least 4 bytes of room; *got = 0 at the end. */
int csv_read(struct bw_csv *c, char *to, size_t room, size_t *got,
    struct bw_err *err) BW_MUST_USE;

#endif
