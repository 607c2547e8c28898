/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare.h - the same case under the law of two days.
 *
 * What a change of law does is seen best in the decisions it turns. The rules
 * of both days are compiled once; a case is then two runs over flat steps, so
 * that a hundred thousand cases take seconds. Cases can be made up: number n
 * always gives the same facts, drawn from the vocabulary and from the numbers
 * and codes that the rules hold things against, where decisions turn.
 */
#ifndef BW_LAW_COMPARE_H
#define BW_LAW_COMPARE_H
#include "law/decide.h"

#define BW_CODE_TEXT 16

struct bw_compare {
	const struct bw_rules *rules[2]; /* of the old and of the new day */
	struct bw_value *value[2];
	uint32_t outcome[2];
	uint32_t closing; /* fact: on the day itself; BW_NONE */
	char (*code)[BW_CODE_TEXT];
	struct bw_str *code_str;
	int64_t *number; /* that rules compare with */
	size_t n_number;
};
/* closing: the fact that is the day itself under each of both, or BW_NONE. */
int bw_compare_init(struct bw_compare *c, const struct bw_rules *old_rules,
    const struct bw_rules *new_rules, uint32_t closing, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The words of both decisions. No allocation. */
void bw_compare_run(
    struct bw_compare *c, struct bw_facts *f, struct bw_str word[2]);
/* Case number n: every fact that nobody told is made up (not a user's). */
void bw_compare_vary(struct bw_compare *c, struct bw_facts *f, uint64_t n);
/* Forget each fact without which both decisions stay what they are. */
void bw_compare_shrink(struct bw_compare *c, struct bw_facts *f);

#endif
