/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * decide.h - one case under the rules of a day: the outcome, the way to it, and
 * what is still open.
 *
 * The outcome is the output "outcome": a choice with all that is still
 * possible. It is decided when one choice is left. Otherwise the decision
 * names the facts that are missing and the norms that need judgement; and when
 * judgement is among the causes, the word is OPEN, never "no".
 *
 * Assumed are the facts that an assumption told, and those that nobody told
 * where silence counts as no and something else would have been possible.
 */
#ifndef BW_LAW_DECIDE_H
#define BW_LAW_DECIDE_H
#include "law/rules.h"

struct bw_reason { /* one output on the way, from the outcome down */
	uint32_t output;
	unsigned depth;
	enum bw_truth truth; /* of a yes-no; else BW_IS_TRUE when single */
};
struct bw_decision {
	const struct bw_rules *rules;
	const struct bw_facts *facts;
	const struct bw_value *value; /* by step */
	struct bw_str outcome; /* "NOTIFIABLE", or "OPEN", or "UNKNOWN" */
	uint64_t possible;     /* choices of the output "outcome" */
	uint32_t *via;         /* outputs that are grounds for it */
	size_t n_via;
	uint32_t *unknown, *open, *assumed; /* facts, in their order */
	size_t n_unknown, n_open, n_assumed;
	struct bw_reason *reason;
	size_t n_reason;
};
/* Everything in the arena. O(steps). BW_EFORMAT when the rules make no output
 * "outcome". */
int bw_law_decide(struct bw_decision *out, const struct bw_rules *rules,
    const struct bw_facts *facts, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The value of an output by name; NULL when there is none. */
const struct bw_value *bw_decision_value(
    const struct bw_decision *d, const char *output);

/* The choice that is left; or OPEN when judgement keeps it from being one, or
 * UNKNOWN. */
struct bw_str bw_outcome_word(
    const struct bw_output *o, const struct bw_value *v);

/* The fact to ask next: the one that leaves fewest questions on average over
 * its answers (each is tried), then in the worst; BW_NONE when decided. Open
 * norms come last: a person can answer a fact, and often needs no judge. What
 * the user said not to know (bw_facts.unasked) is left out. */
int bw_law_next(uint32_t *fact, const struct bw_decision *d, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
