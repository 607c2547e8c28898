/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_priv.h - between reading rule files and making steps of them.
 */
#ifndef BW_LAW_RULES_PRIV_H
#define BW_LAW_RULES_PRIV_H
#include "base/map.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "law/rules.h"

enum making { /* an output on its way into the program */
	NOT_YET,
	AT_IT, /* meeting it again is a circle */
	DONE
};
struct name_row { /* a definition or list of an instrument */
	uint32_t instrument;
	struct bw_str name;
	const struct bw_yaml *node;
	uint32_t list; /* number in the program, BW_NONE: not made yet */
};
struct step_type {    /* what a step gives: to read the literal beside it */
	uint8_t kind; /* enum bw_value_kind */
	uint8_t unit; /* of a number: BW_FACT_PERCENT, _INTEGER, _DATE */
	const struct bw_str *choice; /* NULL: yes-no */
	size_t n_choice;
};
struct making_rules {
	struct bw_rules *out;
	struct bw_arena *a;
	struct bw_err *err;
	const struct bw_yaml **node; /* by output */
	uint8_t *state;
	uint32_t *base; /* by output: the one it replaces, BW_NONE */
	BW_VEC(struct bw_instrument) instrument;
	BW_VEC(const struct bw_yaml *) top; /* by instrument */
	BW_VEC(struct bw_article) article;
	BW_VEC(struct bw_output) output;
	BW_VEC(struct name_row) name;
	BW_VEC(struct bw_named_list) named;
	BW_VEC(struct bw_step) step;
	BW_VEC(struct step_type) type; /* by step */
	BW_VEC(struct bw_value) constant;
	BW_VEC(struct bw_code_list) list;
	unsigned depth;
	uint32_t making; /* output at hand + 1: named in errors; 0: none */
};

struct place { /* where a mistake would be */
	uint32_t instrument;
	const struct bw_yaml *at;
};
#define TRUTH ((struct step_type){ .kind = BW_VALUE_CHOICE })
#define DEEPEST 256 /* operations within operations, and outputs on the way */

/* rules_head.c: instruments that hold on the day. */
int rules_heads(struct making_rules *m, const struct bw_rule_file *file,
    size_t n_file, bool shadow, struct bw_str only);
/* rules_read.c: articles, outputs, definitions, lists. */
int rules_articles(struct making_rules *m);
/* rules_step.c: the steps of an output and those it needs; of any expression,
 * whose literals are read like the type beside them (or NULL). */
int rules_output(struct making_rules *m, uint32_t output);
int rules_expression(struct making_rules *m, struct place in,
    const struct bw_yaml *n, const struct step_type *like, uint32_t *out);
int rules_push(struct making_rules *m, struct bw_step s, struct step_type t,
    uint32_t *out);
int rules_push_truth(struct making_rules *m, enum bw_step_op op, uint32_t a,
    uint32_t b, uint32_t *out);
int rules_choice(struct making_rules *m, struct place in,
    const struct step_type *t, struct bw_str text, unsigned *choice);
struct name_row *rules_name(
    struct making_rules *m, uint32_t instrument, struct bw_str name);
/* rules_ops.c: of one operation. */
int rules_operation(struct making_rules *m, struct place in,
    const struct bw_yaml *n, const struct step_type *like, uint32_t *out);

/* rules_codes.c: control lists; the operation CODES. */
int rules_lists(struct making_rules *m);
int rules_codes(struct making_rules *m, struct place in,
    const struct bw_yaml *n, uint32_t *out);

/* "FILE, line N: rule NAME: WHAT" */
int rules_wrong(struct making_rules *m, uint32_t instrument,
    const struct bw_yaml *at, const char *fmt, ...) BW_PRINTF(4, 5);
struct bw_text rules_text(const struct bw_yaml *n, const char *key);

#endif
