/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law.h - what the parts of the verb law share: a case and its decision.
 */
#ifndef BW_CLI_LAW_H
#define BW_CLI_LAW_H
#include "cli/cli.h"
#include "law/decide.h"

struct bw_law_overruled { /* a fact of the world that a user told otherwise */
	uint32_t fact;
	struct bw_str was, place, reason;
};
struct bw_law_case {
	struct bw_cli *cli;
	struct bw_vocabulary vocabulary;
	struct bw_rule_file *file;
	size_t n_file;
	struct bw_facts facts;
	struct bw_law_overruled *overruled;
	size_t n_overruled;
	bw_date day;   /* that selects the versions */
	bool day_told; /* by dates.closing, or --as-of */
	struct bw_rules rules;
	struct bw_decision decision;
};
struct bw_law_shadow { /* what a pending instrument would make of it */
	struct bw_str id, outcome;
	const struct bw_instrument *instrument;
};

/* Vocabulary and rule files of the program. */
int bw_law_open(
    struct bw_law_case *c, struct bw_cli *cli, struct bw_err *err) BW_MUST_USE;
/* Adds or exchanges the rule files of a folder; *facts: its vocabulary, when
 * there is one. */
int bw_law_rules_dir(struct bw_law_case *c, const char *dir,
    struct bw_str *facts, struct bw_err *err) BW_MUST_USE;
/* The same, and the rules of the day; with proposals when shadow. */
int bw_law_today(struct bw_law_case *c, struct bw_cli *cli, bool shadow,
    struct bw_err *err) BW_MUST_USE;
/* Facts of the file (arg; NULL: none), of --fact and --overrule, and of
 * --assume. What contradicts the world needs a reason. */
int bw_law_facts(
    struct bw_law_case *c, const char *path, struct bw_err *err) BW_MUST_USE;
/* The rules of the day, and the decision. */
int bw_law_run(struct bw_law_case *c, struct bw_err *err) BW_MUST_USE;
/* Those pending instruments under which the outcome differs; arena. */
int bw_law_shadows(struct bw_law_case *c, struct bw_law_shadow **out, size_t *n,
    struct bw_err *err) BW_MUST_USE;

/* Is it decided that there is a duty to notify (the output "duty")? */
bool bw_law_must(const struct bw_law_case *c);
/* The decision for people; or as members of an open object. */
int bw_law_print(struct bw_law_case *c, struct bw_err *err) BW_MUST_USE;
int bw_law_json(
    struct bw_law_case *c, struct bw_jw *j, struct bw_err *err) BW_MUST_USE;

struct bw_str bw_law_text(struct bw_law_case *c, struct bw_text t);
/* Words of a key with {value}, wrapped. */
void bw_law_say(struct bw_law_case *c, unsigned indent, const char *key,
    struct bw_str value);
/* The sentence of an output for its value; "" when it has none. */
struct bw_str bw_law_sentence(
    struct bw_law_case *c, uint32_t output, enum bw_truth t);
bool bw_law_is_finding(const struct bw_law_case *c, size_t output);
/* Names of facts as a member that is a list. */
void bw_law_json_facts(struct bw_law_case *c, struct bw_jw *j, const char *key,
    const uint32_t *list, size_t n);
/* "Wet vifo art. 4(1)(a)" */
struct bw_str bw_law_cite(struct bw_law_case *c, uint32_t output);
void bw_law_json_overruled(struct bw_law_case *c, struct bw_jw *j);
/* "Wet vifo 20": an article as a whole. */
struct bw_str bw_law_article(
    struct bw_law_case *c, const struct bw_article *art);
/* What a duty to notify means (law_duty.c): nothing when there can be none. In
 * JSON the members who, when, standstill, factors and consequences. */
void bw_law_duty_print(struct bw_law_case *c);
void bw_law_duty_json(struct bw_law_case *c, struct bw_jw *j);
/* A choice in words, with what decides between those that are possible. */
void bw_law_choice_print(struct bw_law_case *c, const char *output);
bool bw_law_may_notify(const struct bw_law_case *c);
/* The answer to a question other than the duty (law_answer.c); and where an
 * uncertain number turns the outcome, as words and as the member turns. */
void bw_law_answer_print(struct bw_law_case *c);
bool bw_law_asks_terms(const struct bw_law_case *c);
int bw_law_turns_print(struct bw_law_case *c, struct bw_err *err) BW_MUST_USE;
int bw_law_turns_json(
    struct bw_law_case *c, struct bw_jw *j, struct bw_err *err) BW_MUST_USE;
/* The items of an article, each a line; and the members of one in JSON. */
void bw_law_items(struct bw_law_case *c, const struct bw_article *art);
void bw_law_json_article(
    struct bw_law_case *c, struct bw_jw *j, const struct bw_article *art);
/* Told codes of which nobody can say whether they count, and why (of one fact,
 * or BW_NONE: of all); and as items of an open list of findings. */
void bw_law_doubts_print(struct bw_law_case *c, uint32_t fact);
void bw_law_doubts_json(struct bw_law_case *c, struct bw_jw *j, uint32_t fact);
/* A value for people, and for JSON; of an output or a fact. */
struct bw_str bw_law_value(struct bw_law_case *c, const struct bw_value *v,
    uint8_t unit, const struct bw_str *choice, size_t n_choice);

/* A fact as it was told, or as the world has it. */
struct bw_str bw_law_fact(struct bw_law_case *c, uint32_t fact);

struct bw_law_known { /* what the world knows for a form: "target.name" */
	const char *key;
	struct bw_str value;
};
/* A draft notification in the order of the official form, as Markdown. */
int bw_law_draft(struct bw_law_case *c, struct bw_out *out,
    const struct bw_law_known *known, size_t n_known,
    struct bw_err *err) BW_MUST_USE;

int bw_law_draft_verb(struct bw_cli *cli, struct bw_err *err);
/* The next question, or the decision when there is none; in JSON as the members
 * ask and ask_pending of an open object. */
int bw_law_ask(struct bw_law_case *c, struct bw_err *err) BW_MUST_USE;
int bw_law_ask_json(
    struct bw_law_case *c, struct bw_jw *j, struct bw_err *err) BW_MUST_USE;
/* Facts that the rule of an output looks at, each once, in its order; fact has
 * room for the vocabulary. */
size_t bw_law_facts_of(struct bw_law_case *c, uint32_t output, uint32_t *fact);
int bw_law_decide_verb(struct bw_cli *cli, bool ask, struct bw_err *err);
int bw_law_clock(struct bw_cli *cli, struct bw_err *err);
int bw_law_list(struct bw_cli *cli, struct bw_err *err);
int bw_law_show(struct bw_cli *cli, struct bw_err *err);
int bw_law_diff(struct bw_cli *cli, struct bw_err *err);
/* What the decision rests on, as members of an open object, or a file. */
void bw_law_receipt(struct bw_law_case *c, struct bw_jw *j);
int bw_law_receipt_file(
    struct bw_law_case *c, const char *path, struct bw_err *err) BW_MUST_USE;
int bw_law_replay(struct bw_cli *cli, struct bw_err *err);
int bw_law_explain(struct bw_cli *cli, struct bw_err *err);
int bw_law_codes(struct bw_cli *cli, struct bw_err *err);
int bw_law_vocabulary(struct bw_cli *cli, struct bw_err *err);

#endif
