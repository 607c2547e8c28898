/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * answers.h - answers that were given are kept, and given again.
 *
 * What the program answers is a function of the world and the question, so
 * the key (world, its state, question) tells whether an answer still holds.
 * Who asks what somebody else is asking at the moment waits for that answer.
 * Up to `most` bytes are kept, those used last. Errors are not kept.
 * Any number of threads. Cost of one that is there: a hash of the key.
 */
#ifndef BW_ANSWERS_H
#define BW_ANSWERS_H
#include "base/str.h"

struct bw_answer {
	struct bw_buf text; /* with BW_JSON_PAD readable bytes behind it */
	int code;           /* 0, or enum bw_code, and why: */
	struct bw_err err;
};
struct bw_answers;
/* Write the answer to text. */
typedef int bw_answer_fn(void *ctx, struct bw_buf *text, struct bw_err *err);

int bw_answers_new(
    struct bw_answers **out, size_t most, struct bw_err *err) BW_MUST_USE;
void bw_answers_free(struct bw_answers *all);
/* Give it back with bw_answers_drop. NULL: no memory. */
const struct bw_answer *bw_answers_get(
    struct bw_answers *all, struct bw_str key, bw_answer_fn *make, void *ctx);
void bw_answers_drop(struct bw_answers *all, const struct bw_answer *answer);
/* For the counts. */
struct bw_answers_count {
	uint64_t asked, made;
	size_t bytes, n;
};
struct bw_answers_count bw_answers_count(struct bw_answers *all);

#endif
