/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * state.h - how far somebody is with a scan: a value, and a file of theirs.
 *
 * The state is all there is: no account, nothing kept on a server. It holds
 * what was answered, by whom, when, and for which version of the questions.
 * Everything else (what to ask next, scores, a plan) is a function of the
 * questionnaire and the state (result.h).
 *
 * The file is JSON (doc/json.md). Same state, same bytes. Answers to
 * questions that this version does not have are told, never silently dropped.
 */
#ifndef BW_SCAN_STATE_H
#define BW_SCAN_STATE_H
#include "base/date.h"
#include "scan/questionnaire.h"

#define BW_SCAN_NOTE 2000u             /* bytes of a note or a reason */
#define BW_SCAN_FILE ((size_t)1 << 20) /* bytes of a state file */

enum bw_scan_said {
	BW_SAID_NOTHING,
	BW_SAID_VALUE,
	BW_SAID_UNKNOWN, /* I do not know */
	BW_SAID_NA       /* not applicable, with a reason; measures only */
};
struct bw_scan_answer {
	uint8_t said, value;
	struct bw_str reason; /* why it is not applicable */
	struct bw_str note, owner;
	struct bw_str evidence; /* where a confirmed proposal came from */
};
struct bw_scan_told { /* a score of another day, as its file tells it */
	bool has;
	uint8_t lo, hi;
};
struct bw_scan_state {
	struct bw_str questionnaire, version;
	bool full;    /* all questions; else the quick scan */
	bw_date date; /* BW_DATE_MIN: not told */
	struct bw_str company, sector, size; /* only what they want to tell */
	struct bw_scan_answer *answer;       /* per question */
	size_t n;
	const struct bw_str *gone; /* answered, but no question is so called */
	size_t n_gone;
	struct bw_scan_told total, exposure, theme[BW_SCAN_THEMES];
};

/* Nothing answered, for this version of the questions. */
int bw_scan_state_init(struct bw_scan_state *s, const struct bw_scan *q,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* An answer as people write it: "2", "u" (or ?, unknown), "n: reason" (or
 * na), "" to take it back. BW_EFORMAT says which are possible. */
int bw_scan_say(struct bw_scan_state *s, const struct bw_scan *q,
    size_t question, struct bw_str text, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* Was the file made with these questions, in this version? */
bool bw_scan_same_version(
    const struct bw_scan_state *s, const struct bw_scan *q);

/* ---- what follows from it ---- */
/* Is the question part of this scan: in the quick or full set, and its
 * condition holds or may still hold? ask: room for n. O(questions). */
void bw_scan_asks(
    const struct bw_scan *q, const struct bw_scan_state *s, bool *ask);
/* The first question that is asked and not answered; BW_NONE: finished. */
uint32_t bw_scan_next(const struct bw_scan *q, const struct bw_scan_state *s);
struct bw_scan_progress {
	size_t asked, answered;
};
struct bw_scan_progress bw_scan_progress(
    const struct bw_scan *q, const struct bw_scan_state *s);
enum bw_scan_holds {
	BW_SCAN_FALSE,
	BW_SCAN_TRUE,
	BW_SCAN_OPEN /* not all is answered */
};
/* "I do not know" is 1 for exposure and 0 for a measure; what is not
 * applicable makes no comparison hold. ask as above. */
enum bw_scan_holds bw_scan_holds(const struct bw_scan_condition *c,
    const struct bw_scan *q, const struct bw_scan_state *s, const bool *ask);

/* ---- the file (state_load.c) ---- */
/* Strict: a key or an answer that is none is an error with its place. */
int bw_scan_state_read(struct bw_scan_state *s, const struct bw_scan *q,
    struct bw_str json, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
struct bw_scan_result;
/* With the scores of `r` as they are now; NULL: without. */
void bw_scan_state_write(struct bw_buf *b, const struct bw_scan *q,
    const struct bw_scan_state *s, const struct bw_scan_result *r);

#endif
