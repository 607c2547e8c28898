/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * codes.h - entries of control lists, and where a code stands to a list.
 *
 * A code is told as a company knows it: a sub-item ("6A001.a.1"), an entry
 * ("6A001"), or something coarser ("ML19" where the law names "ML19.d"). A
 * sub-item counts with its entry. What is coarser may or may not hold the
 * entry, and what stands in no list at all may be a slip of the pen: of both
 * nobody can say yes or no, so the answer is "unknown", and somebody can be
 * asked.
 */
#ifndef BW_LAW_CODES_H
#define BW_LAW_CODES_H
#include "base/arena.h"
#include "base/str.h"
#include "law/value.h"

/* In the order of their bytes. */
struct bw_code_list {
	const struct bw_str *entry;
	size_t n;
};
/* The codes of one fact, brought to entry level. */
struct bw_codes {
	const struct bw_str *code;
	size_t n;
	bool told;           /* these, and no others */
	struct bw_value any; /* what a doubt is: nobody told which */
};
/* "6A001.a.1" -> "6A001", "ML19.d.2" -> "ML19.d", " ast3" -> "AST3": entry
 * level of the lists. False when it is no code. In the arena. */
bool bw_code_entry(struct bw_str text, struct bw_arena *a, struct bw_str *out);
/* Is it in that form already? */
bool bw_code_is_entry(struct bw_str code);
/* What was perhaps meant: "ML19d" -> "ML19.d", "6a 001" -> "6A001". */
bool bw_code_repair(struct bw_str text, struct bw_arena *a, struct bw_str *out);
/* One character too much, too few or otherwise? */
bool bw_code_near(struct bw_str a, struct bw_str b);
/* Is it an entry of the list, or a sub-item of one? */
bool bw_code_listed(const struct bw_code_list *list, struct bw_str code);
/* Is an entry of the list a sub-item of it? Returns the first; n == 0: none. */
struct bw_str bw_code_below(
    const struct bw_code_list *list, struct bw_str code);

#endif
