/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cells.h - what people write in one cell: shares, keys, dates, yes and no.
 *
 * Principle of all our own forms: what decides (who, whom, how much, when) is
 * right or the row is refused; what only describes (country, kind, amount) is
 * left out with a note when it cannot be read.
 */
#ifndef BW_CELLS_H
#define BW_CELLS_H
#include "model/record.h"

/* "25", "12,5 %", ">25", ">=25", "<50", "<=50", "25-50", ">25-50", "25-<50",
 * "25 tot 50": an interval. Fails with what is wrong. */
int bw_cell_share(
    struct bw_str s, struct bw_share *out, struct bw_err *err) BW_MUST_USE;
/* Smallest and largest apart; either may be empty (0 and 100). */
int bw_cell_range(struct bw_str min, struct bw_str max, bool min_open,
    bool max_open, struct bw_share *out, struct bw_err *err) BW_MUST_USE;

/* ISO dates as bw_date_parse, 2024-1-31, and 31-12-2024. */
bool bw_cell_date(struct bw_str s, bw_date *out);
/* 1 yes, 0 no, -1 neither: yes ja y j true waar 1 x / no nee n ... 0. */
int8_t bw_cell_yes(struct bw_str s);
/* "1234.5", "1234,5", "1 234". "1,234" could be two numbers: false. */
bool bw_cell_number(struct bw_str s, double *out);
/* The same in a file that may be Dutch (cells divided by ';'): there "1.234"
 * could be two numbers as well. */
bool bw_cell_amount(struct bw_str s, bool semicolons, double *out);
/* A whole number of a year, 1000 .. 9999. */
bool bw_cell_year(struct bw_str s, int *out);
/* Alpha-2 (or ISO 3166-2 as it is) of a country in any spelling. */
bool bw_cell_country(struct bw_str s, struct bw_str *code);
/* English words of model/kind.h, and the Dutch ones. */
bool bw_cell_kind(struct bw_str s, uint8_t *kind);
bool bw_cell_nature(struct bw_str s, uint8_t *nature);
/* A NACE code or the beginning of one: two to four digits ("26", "26.1",
 * "26.11", "2611"), five in its Dutch form (SBI), perhaps with the letter of
 * its section before it. Written as "26.11". */
struct bw_nace {
	char code[8];
};
bool bw_cell_nace(struct bw_str s, struct bw_nace *out);
/* The words "unknown", "onbekend", "?" and the like, or nothing. */
bool bw_cell_nobody(struct bw_str s);

/* "scheme:value" where the scheme is known: lei, kvk, rsin, vat, an org-id
 * code (gb-coh), a GLEIF registration authority (ra000463) ... */
#define BW_ID_MAX 64
struct bw_id { /* a key in canonical writing; points into itself */
	char scheme[16], value[BW_ID_MAX];
	struct bw_key key;
};
enum bw_id_verdict {
	BW_ID_NONE, /* not written as an identifier: a name */
	BW_ID_GOOD,
	BW_ID_BAD /* is one, but breaks the rule of its scheme; see why */
};
enum bw_id_verdict bw_cell_id(
    struct bw_str s, struct bw_id *id, const char **why);
/* The same with the scheme told by the column. */
enum bw_id_verdict bw_cell_id_of(const char *scheme, struct bw_str value,
    struct bw_id *id, const char **why);

#endif
