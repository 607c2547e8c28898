/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rank.h - which vulnerability on which machine comes first, and by which line
 * of the rule: pure.
 *
 * The rule is data (rules/cyber/rank.yaml): lines of conditions on facts, each
 * with a tier, a reason and a source. The first line that holds decides; no
 * weights, no sum, so that anybody can say why one stands above another. A
 * fact may be unknown: then the lines that hang on it are told, with the tier
 * they would give, and which facts would settle it. The labels of NCSC-NL
 * (Urgent and Normaal; kans and schade) are facts like others, as told, never
 * computed.
 */
#ifndef BW_RANK_H
#define BW_RANK_H
#include "model/advisory.h"
#include "model/text.h"

enum bw_rank_fact {
	BW_RANK_EXPLOITED,
	BW_RANK_EXPOSURE,
	BW_RANK_SSVC,
	BW_RANK_EPSS,
	BW_RANK_CVSS,
	BW_RANK_IMPORTANCE,
	BW_RANK_URGENCY,
	BW_RANK_CHANCE,
	BW_RANK_DAMAGE,
	BW_RANK_FACTS
};
const char *bw_rank_fact_name(enum bw_rank_fact f); /* "exposure" */
bool bw_rank_is_number(enum bw_rank_fact f);        /* EPSS and CVSS */

#define BW_RANK_WORDS 8 /* most values a fact may have */
struct bw_rank_told {
	/* The words that are possible: one is certain, none unknown. */
	struct bw_str word[BW_RANK_WORDS];
	size_t n;
	int64_t number; /* in millionths (9.8 is 9800000), when n is 1 */
};
struct bw_rank_case {
	struct bw_str name; /* of its own: the last word on the order */
	struct bw_rank_told fact[BW_RANK_FACTS];
};
/* Certain; for a number, decimal text (false: it is none). */
void bw_rank_tell(
    struct bw_rank_case *c, enum bw_rank_fact f, struct bw_str word);
bool bw_rank_tell_number(
    struct bw_rank_case *c, enum bw_rank_fact f, struct bw_str decimal);
/* What sources rate: exploited when one says so; EPSS as it was last; of CVSS
 * the newest version, and the highest score in it; labels as told last. Who
 * tells nothing leaves it unknown. */
void bw_rank_ratings(
    struct bw_rank_case *c, const struct bw_rating *r, size_t n);

#define BW_RANK_LINES 64
#define BW_RANK_TIERS 8
#define BW_RANK_IFS 4
struct bw_rank_if {
	uint8_t fact;
	const struct bw_str *word; /* one of them; or */
	size_t n;
	int64_t at_least; /* of a number, in millionths */
};
struct bw_rank_line {
	struct bw_str id, source;
	struct bw_text reason;
	uint8_t tier;
	struct bw_rank_if on[BW_RANK_IFS]; /* all of them */
	size_t n;
};
struct bw_rank_order {
	uint8_t fact;
	const struct bw_str *first; /* words */
	const int64_t *from;        /* numbers, largest first */
	size_t n;
};
struct bw_rank_rule {
	struct bw_str tier[BW_RANK_TIERS]; /* first things first */
	/* SSVC tables to decide by: on a machine, and of the vulnerability
	 * alone. Empty: none. */
	struct bw_str machine_table, alone_table;
	uint8_t act; /* the last tier that is more than planned work */
	struct bw_rank_line line[BW_RANK_LINES];
	struct bw_rank_order order[BW_RANK_FACTS];
	size_t n_tier, n_line, n_order;
};
/* The last line has no condition, so that one always holds. Text is borrowed
 * from the yaml; lists live in the arena. */
int bw_rank_rule_read(struct bw_rank_rule *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

struct bw_urgency {
	uint32_t line; /* the first that holds by what is known */
	uint8_t tier;
	bool certain;        /* nothing unknown can change the tier */
	uint8_t best, worst; /* tiers that are still possible */
	uint64_t maybe;      /* lines before it that may hold, a bit each */
	uint16_t settles;    /* facts those hang on, a bit each */
};
struct bw_urgency bw_rank_of(
    const struct bw_rank_rule *r, const struct bw_rank_case *c);
/* Where a case stands, to sort many: smaller comes first. */
struct bw_rank_key {
	struct bw_str name;
	int64_t level[BW_RANK_FACTS];
	uint8_t tier;
};
struct bw_rank_key bw_rank_key(
    const struct bw_rank_rule *r, const struct bw_rank_case *c);
/* < 0: a comes first. Total where names differ, so that the order does not
 * depend on that of the input. */
int bw_rank_key_compare(
    const struct bw_rank_key *a, const struct bw_rank_key *b);

#endif
