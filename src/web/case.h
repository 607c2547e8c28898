/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * case.h - the case of law that belongs to a purchase, as a path of questions.
 *
 * The answers stand in the address (deal.h). The program says what to ask
 * next; page_case_ask.c puts it, and lists what was answered with a way to
 * change each. page_case_why.c tells how far the reasons are.
 */
#ifndef BW_WEB_CASE_H
#define BW_WEB_CASE_H
#include "web/deal.h"

struct law_case {
	struct bw_json deal;  /* the answer of deal --law, or no value */
	struct bw_json law;   /* its member */
	struct bw_json facts; /* of law facts: what there is to ask */
};

/* The question that `ask` in the address names, or else the next one; nothing
 * when there is none. */
void case_question(struct page *p, const struct law_case *c);
/* What the visitor answered, and what the world knew. */
void case_answers(struct page *p, const struct law_case *c);
/* How far it is: the outcome in each act, what is settled and what is not, who
 * notifies, what is weighed, what follows. */
void case_outcome(struct page *p, const struct law_case *c);
void case_regimes(struct page *p, const struct law_case *c);
void case_reasons(struct page *p, const struct law_case *c);
void case_duty(struct page *p, const struct law_case *c);

/* {"fact", "type", "question", ...} of a fact; no value: there is none. */
struct bw_json case_fact(struct bw_json facts, struct bw_str key);
/* An answer in words: "yes", the text of a choice, "I do not know". */
struct bw_str case_said(struct page *p, struct bw_json fact, struct bw_str v);
/* The articles of a text such as "Wet vifo 11(1), 11(5)", as links. */
void case_cite(struct page *p, struct bw_str cite);

#endif
