/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * program.h - rules as flat steps.
 *
 * Rule files (rules.h) become one list of steps. Every step makes one value
 * from those of earlier steps, so running them is one loop from the first to
 * the last: no recursion, no jumps, a cost known beforehand (the number of
 * steps, at most BW_LAW_STEPS). Undecided conditions need no second run either,
 * because a value holds all that is possible (value.h). The values of all
 * steps stay, and are the reasons.
 */
#ifndef BW_LAW_PROGRAM_H
#define BW_LAW_PROGRAM_H
#include "law/codes.h"

#define BW_LAW_STEPS 20000

enum bw_step_op {
	BW_STEP_CONST,   /* value[k] */
	BW_STEP_FACT,    /* fact k */
	BW_STEP_GIVEN,   /* was fact k told? */
	BW_STEP_CODES,   /* fact k: one of its codes is in list a, not in b; c
			    has all that exist; mask: none told is no "no" */
	BW_STEP_AND,     /* a, b */
	BW_STEP_OR,      /* a, b */
	BW_STEP_NOT,     /* a */
	BW_STEP_SAME,    /* a, b */
	BW_STEP_IN,      /* a; mask */
	BW_STEP_LESS,    /* a < b */
	BW_STEP_LESS_EQ, /* a <= b */
	BW_STEP_ADD,     /* a + b */
	BW_STEP_TIMES,   /* a k */
	BW_STEP_IF       /* a ? b : c */
};
struct bw_step {
	uint8_t op;
	uint32_t a, b, c; /* earlier steps; lists for BW_STEP_CODES */
	int64_t k;
	uint64_t mask;
	uint32_t rule; /* the rule it belongs to: for reasons */
};

struct bw_program {
	const struct bw_step *step;
	size_t n_step;
	const struct bw_value *constant;
	const struct bw_code_list *list;
	size_t n_list;
};
struct bw_fact_values {               /* what a question brings */
	const struct bw_value *fact;  /* per fact of the vocabulary */
	const struct bw_codes *codes; /* the same, for facts that are codes */
	size_t n;
};
/* value: room for n_step. O(steps + codes log list). */
void bw_program_run(const struct bw_program *p,
    const struct bw_fact_values *facts, struct bw_value *value);
/* What keeps a told code of this fact from a plain yes or no: it is coarser
 * than an entry (the first, in *below), or in no list of what exists. */
enum bw_code_doubt {
	BW_CODE_SURE,
	BW_CODE_COARSE,
	BW_CODE_NOWHERE
};
enum bw_code_doubt bw_program_doubt(const struct bw_program *p, uint32_t fact,
    struct bw_str code, struct bw_str *below);
/* Every operand is an earlier step, every list and constant exists. */
bool bw_program_sound(const struct bw_program *p, size_t n_fact);

#endif
