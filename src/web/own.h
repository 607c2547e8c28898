/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.h - what the pages of ownership share: how the question is put (which
 * day, what was known, which reading), stakes as a table with where they are
 * from, and rows in pieces.
 */
#ifndef BW_OWN_H
#define BW_OWN_H
#include "web/pages.h"

/* ---- the question -------------------------------------------------------- */
/* What the form of the page holds, each empty or well-formed: what cannot be
 * read is told beside its field (page_wrong) and not asked. */
struct own_form {
	struct bw_str as_of, known; /* parameters "as-of", "known" */
	struct bw_str min, reading; /* of owners only */
	struct bw_str threshold;    /* of holdings only */
	bool told;                  /* something was filled in */
};
void own_form_read(struct page *p, struct own_form *f);
/* The options of the form go with the question. */
void own_form_ask(
    struct page *p, struct page_question *a, const struct own_form *f);
/* Asks `build`'s question; where the program cannot answer it so, reading and
 * knowledge are left out, and the form says so. False: the error page is
 * written. */
typedef void own_build_fn(
    struct page *p, struct page_question *a, const struct own_form *f);
bool own_answer(struct page *p, struct own_form *f, own_build_fn *build,
    struct bw_json *out);
/* The fields of day and knowledge, behind a fold; `more` writes others
 * before them (NULL: none). Open when something was filled in. */
void own_form_show(
    struct page *p, const struct own_form *f, void (*more)(struct page *p));
/* as-of and known of this page go along with an address. */
void own_when(struct page *p, struct bw_url *u);

/* ---- texts --------------------------------------------------------------- */
struct bw_str own_number(struct page *p, struct bw_json object,
    const char *key); /* "" when there is none */
/* {min, max} of fractions: "35.18-50.43 %", "not determined". */
struct bw_str own_part(struct page *p, struct bw_json part);
/* A link to the page of a party; `tail` NULL, or a page of it. */
void own_party(
    struct page *p, struct bw_str id, struct bw_str name, const char *tail);
/* Of a stake: its votes, or the right that it is. */
struct bw_str own_votes(struct page *p, struct bw_json stake);
/* A cell with a day, which is not broken. */
void own_day(
    struct page *p, const char *column, bool header, struct bw_str day);
/* "stakes.csv, line 3" for each place that tells of a stake. */
void own_evidence(struct page *p, struct bw_json stake);

/* The comfort of drawings: content/web/owners.js. */
void own_module(struct page *p);

/* ---- rows in pieces ------------------------------------------------------ */
struct own_piece {
	const char *name; /* of the parameter: "stakes" */
	size_t first, most, n;
};
/* Which piece of n rows the address asks for. */
struct own_piece own_piece_of(
    struct page *p, const char *name, size_t most, size_t n);
bool own_piece_has(const struct own_piece *k, size_t row);
/* "101-200 of 4,993", and links to those before and behind. */
void own_piece_show(struct page *p, const struct own_piece *k, const char *id);

/* Stakes as a table: layer (where they have one), holder, company, votes,
 * capital, nature, source. An empty array writes nothing. */
void own_stakes(struct page *p, const char *caption, struct bw_json stakes,
    const struct own_piece *k);

/* The same row by row, ended by page_table_end. */
void own_stakes_begin(struct page *p, const char *caption, bool layered);
void own_stakes_row(struct page *p, struct bw_json stake);

/* own_regimes.c: "vifo >= 25 %, OFAC" reached for certain, or possibly. */
struct bw_str own_reached(struct page *p, struct bw_json owner,
    struct bw_json regimes, const char *certainty);
struct bw_str own_threshold(struct page *p, struct bw_json answer);
/* What each rule of law says of one owner, and what would settle it. */
void own_regimes(struct page *p, struct bw_json owner, struct bw_json regimes);
void own_settle(struct page *p, struct bw_json owner, struct bw_json regimes);

#endif
