/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * questionnaire.h - the questions of a scan, as data.
 *
 * questions/scan.yaml holds themes, questions with their weights, why and
 * what to do, conditions under which a question is asked, and signals: duties
 * and alerts that come before any score. Nothing of the content is in the
 * code. What each key means is told in doc/scan.md.
 *
 * A condition is a list of clauses that must all hold; a clause is one or
 * more comparisons of which one must hold ("X7 >= 1 or X3 >= 1"). It speaks
 * of questions further up only, so that one pass in order settles it.
 */
#ifndef BW_SCAN_QUESTIONNAIRE_H
#define BW_SCAN_QUESTIONNAIRE_H
#include "base/arena.h"
#include "model/text.h"

#define BW_SCAN_QUESTIONS 256u
#define BW_SCAN_THEMES 24u
/* Of one theme together, so that exact sums over themes fit in 128 bits. */
#define BW_SCAN_WEIGHTS 40u

enum bw_scan_kind {
	BW_SCAN_MEASURE, /* 0..3, how well it is arranged */
	BW_SCAN_EXPOSURE /* 0..2, how interesting one is; never a fault */
};
struct bw_scan_scale {
	struct bw_str id;
	enum bw_scan_kind kind;
	const struct bw_text *answer; /* 4 or 3 of them, by value */
	size_t n;
};
struct bw_scan_theme {
	struct bw_str id;
	struct bw_text name;
	bool measured; /* it has a question that counts in a score */
};
enum bw_scan_op {
	BW_SCAN_LESS,
	BW_SCAN_AT_MOST,
	BW_SCAN_SAME,
	BW_SCAN_AT_LEAST,
	BW_SCAN_MORE
};
struct bw_scan_term {
	uint16_t question;
	uint8_t op, value;
	bool ends; /* the last of its clause */
};
struct bw_scan_condition {
	const struct bw_scan_term *term;
	size_t n; /* 0: always */
};
struct bw_scan_asked { /* whom to ask: places in bw_scan.authority */
	const uint16_t *at;
	size_t n;
};
struct bw_scan_question {
	struct bw_str id;
	uint16_t theme;
	uint8_t scale, weight; /* 1..3 */
	char effort;           /* S M L */
	bool quick;            /* of the quick scan */
	uint32_t feeds;        /* themes it exposes, a bit each */
	struct bw_scan_condition when;
	struct bw_text text, why, first, next; /* first and next step */
	struct bw_scan_asked ask;
	struct bw_str themes_of;
	uint64_t line;
};
enum bw_scan_signal_kind {
	BW_SCAN_DUTY, /* a law may ask it now */
	BW_SCAN_ALERT /* it cannot wait */
};
struct bw_scan_signal {
	struct bw_str id;
	enum bw_scan_signal_kind kind;
	struct bw_scan_condition when;
	struct bw_text text;
	struct bw_str basis; /* the law, or empty */
	bool verified;       /* by somebody who may judge it */
	struct bw_scan_asked ask;
};
/* What a finding of the check says about a question. It never counts before
 * somebody confirmed it. */
struct bw_scan_proposal {
	struct bw_str finding; /* bw_finding.id */
	uint16_t question;
	bool answers; /* with value; else it is only good to know */
	uint8_t value;
};
struct bw_authority {
	struct bw_str code;
	struct bw_text name, what;
	struct bw_str address, checked_on, source;
	bool verified;
};

struct bw_scan {
	struct bw_str id, version, date;
	struct bw_text title;
	const struct bw_scan_scale *scale;
	const struct bw_scan_theme *theme;
	const struct bw_scan_question *question;
	const struct bw_scan_signal *signal;
	const struct bw_scan_proposal *proposal;
	const struct bw_authority *authority;
	size_t n_scale, n_theme, n_question, n_signal, n_proposal, n_authority;
};

/* yaml and authority must live as long as the questionnaire. Errors name the
 * line and the rule that is broken. */
int bw_scan_read(struct bw_scan *out, struct bw_str yaml,
    const struct bw_authority *authority, size_t n_authority,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* BW_NONE when there is none so called. */
uint32_t bw_scan_find(const struct bw_scan *q, struct bw_str id);
uint32_t bw_scan_find_theme(const struct bw_scan *q, struct bw_str id);
static inline bool
bw_scan_measures(const struct bw_scan *q, size_t question)
{
	return q->scale[q->question[question].scale].kind == BW_SCAN_MEASURE;
}

/* questions/scan.yaml and reference/authorities.csv, which are part of the
 * program. Everything lives in the arena or in the program. (scan_load.c) */
int bw_scan_own(
    struct bw_scan *out, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
int bw_authorities_load(const struct bw_authority **out, size_t *n,
    struct bw_str csv, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
