/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * board.h - what the files of the report for the board share: board.c is the
 * order of it, board_findings.c what was found and what to do, board_tables.c
 * drawings, tables, sources and method.
 */
#ifndef BW_BOARD_H
#define BW_BOARD_H
#include "report/doc.h"
#include "report/report_priv.h"

/* A board reads what matters; JSON has all. Names are files of others, and
 * may be a book. */
#define BOARD_FIRST 6u      /* steps on the first page */
#define BOARD_FINDINGS 150u /* per question */
#define BOARD_STEPS 150u    /* per degree of urgency */
#define BOARD_LINES 12u     /* evidence, reasons of one finding */
#define BOARD_OWNERS 150u
#define BOARD_PICTURES 12u
#define BOARD_ROWS 150u
#define BOARD_NAME 160u /* bytes */
#define BOARD_TEXT 2400u

struct board {
	struct report *r;
	struct bw_doc d;
	const struct bw_finding *
	    *rule_at; /* per rule: where it is written out */
};

/* At most so many bytes, cut between characters with an ellipsis. */
struct bw_str clipped(struct report *r, struct bw_str s, size_t most);
/* "and n more, all in the JSON" as a paragraph; nothing when n is 0. */
void board_more(struct board *b, size_t n);
/* board_findings.c */
void board_badges(struct board *b, const struct bw_finding *f);
void board_findings(struct board *b, enum question q);
void board_steps(struct board *b);
/* The first things to do, with who and when. */
void board_first(struct board *b);
/* board_tables.c */
void board_owners(struct board *b);
void board_supply(struct board *b);
void board_sources(struct board *b);
void board_method(struct board *b);

#endif
