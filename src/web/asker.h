/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * asker.h - a page asks the program itself, in the words of the command line.
 *
 * What a page shows is what `bolwerk --json VERB ...` prints, so the two
 * faces cannot disagree, and web knows no verb's code: who starts the server
 * brings the asker. Texts of a visitor go only into option values
 * ("--buyer=TEXT", never two arguments) or behind "--": they can be no option
 * of their own. What would read or write a file is refused by the asker.
 */
#ifndef BW_ASKER_H
#define BW_ASKER_H
#include "base/out.h"
#include "model/text.h"

#define BW_QUESTION_ARGS 64u
struct bw_question {
	const char *world; /* path of the world file */
	enum bw_lang lang;
	const char *arg[BW_QUESTION_ARGS]; /* "--json", "check", "--", "#12" */
	size_t n;
};
struct bw_asker {
	void *ctx;
	/* Write the answer to text. Several threads at once. */
	int (*ask)(void *ctx, const struct bw_question *q, struct bw_buf *text,
	    struct bw_err *err);
	const char *world; /* the one of the server */
};
/* A number that changes when the world file does (a load is a transaction
 * that changes the file); 0 when there is none. */
uint64_t web_world_state(const char *world);

#endif
