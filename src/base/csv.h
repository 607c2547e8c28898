/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv.h - reading delimited text by RFC 4180, and what is found in the wild.
 *
 * The dialect is recognised from the first lines: comma, semicolon, tab or
 * bar; "" inside quotes; line breaks inside quotes; LF, CRLF or CR; a byte-
 * order mark; UTF-8, or Windows-1252 where bytes are no UTF-8 (whole file,
 * decided at the first bad byte; byte by byte where good UTF-8 came before;
 * told by bw_csv_recoded). Excel's "sep=;" line is obeyed. A quote inside an
 * unquoted field is text. UTF-16 and NUL bytes are refused by name.
 * Speed: about a gigabyte a second where nothing is quoted.
 */
#ifndef BW_CSV_H
#define BW_CSV_H
#include "base/input.h"

struct bw_csv;
struct bw_csv_opt {
	char delimiter;    /* 0 = recognise */
	size_t max_record; /* bytes; 0 = 16 MiB */
	size_t max_fields; /* 0 = 4096 */
	size_t block;      /* bytes read at once, at first; 0 = 256 KiB */
};
struct bw_csv_row {
	struct bw_str *field; /* unquoted, unescaped; valid until next row */
	size_t n;
	uint64_t line; /* 1-based line on which the row begins */
	uint64_t byte; /* 0-based offset of the row */
};

int bw_csv_open(struct bw_csv **out, struct bw_input *in,
    const struct bw_csv_opt *opt, struct bw_err *err) BW_MUST_USE;
void bw_csv_close(struct bw_csv *c);
/* The next row in which something is written (a row of nothing but
 * delimiters and blanks is passed over); *more is false at the end. An open
 * quote at the end, a NUL, a too long record or too many fields end the input.
 */
int bw_csv_next(struct bw_csv *c, struct bw_csv_row *row, bool *more,
    struct bw_err *err) BW_MUST_USE;
bool bw_csv_recoded(const struct bw_csv *c); /* was Windows-1252 */
char bw_csv_delimiter(const struct bw_csv *c);

#endif
