/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_ask.c - `law ask`: the next question.
 */
#include "base/map.h"
#include "cli/law.h"

static const struct bw_fact_kind *
kind(const struct bw_law_case *c, uint32_t fact)
{
	return &c->vocabulary.fact[fact];
}

/* The question, its answers, and why it is asked. */
static void
print_question(struct bw_law_case *c, uint32_t fact)
{
	const struct bw_fact_kind *k = kind(c, fact);

	bw_wrap(&c->cli->out, bw_law_text(c, k->question), 0, c->cli->width);
	if (bw_law_text(c, k->help).n > 0)
		bw_wrap(
		    &c->cli->out, bw_law_text(c, k->help), 2, c->cli->width);
	for (size_t i = 0; i < k->n_values; i++)
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(&c->cli->arena, "%.*s  %.*s",
			BW_ARG(k->values[i]),
			BW_ARG(bw_law_text(c, k->value_text[i]))),
		    4, c->cli->width);
	bw_law_doubts_print(c, fact);
	bw_law_say(c, 0, "law.answer-with", k->key);
}

static void
json_question(struct bw_law_case *c, uint32_t fact)
{
	struct bw_jw j = bw_cli_json(c->cli);

	bw_jw_str(&j, "outcome", c->decision.outcome);
	if (fact == BW_NONE) {
		bw_jw_null(&j, "ask");
	} else {
		const struct bw_fact_kind *k = kind(c, fact);

		bw_jw_open(&j, "ask", '{');
		bw_jw_str(&j, "fact", k->key);
		bw_jw_str(&j, "question", bw_law_text(c, k->question));
		bw_jw_str(&j, "help", bw_law_text(c, k->help));
		bw_jw_bool(&j, "judgement", k->open);
		bw_jw_open(&j, "values", '[');
		for (size_t i = 0; i < k->n_values; i++)
			bw_jw_str(&j, NULL, k->values[i]);
		bw_jw_close(&j);
		bw_jw_open(&j, "findings", '[');
		bw_law_doubts_json(c, &j, fact);
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_law_json_facts(
	    c, &j, "unknown", c->decision.unknown, c->decision.n_unknown);
	bw_law_json_facts(c, &j, "open", c->decision.open, c->decision.n_open);
	bw_jw_close(&j);
}

int
bw_law_ask(struct bw_law_case *c, struct bw_err *err)
{
	uint32_t fact;
	int rc = bw_law_next(&fact, &c->decision, &c->cli->arena, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(c->cli, BW_OPT_JSON)) {
		json_question(c, fact);
		return 0;
	}
	if (fact == BW_NONE)
		return bw_law_print(c, err);
	print_question(c, fact);
	return 0;
}
