/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_ask.c - `law ask`: the next question, for the law in force until that is
 * decided; then, and said so, for proposals.
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

static bool
looks_at(struct bw_law_case *c, uint32_t output, uint32_t fact, uint32_t *list)
{
	size_t n = bw_law_facts_of(c, output, list);

	for (size_t i = 0; i < n; i++)
		if (list[i] == fact)
			return true;
	return false;
}

/* What it is asked for: reasons that are not decided, and look at it. */
static void
because(struct bw_law_case *c, struct bw_jw *j, uint32_t fact)
{
	const struct bw_decision *d = &c->decision;
	uint32_t *list =
	    BW_ARENA_ARRAY(&c->cli->arena, uint32_t, c->vocabulary.n + 1);

	bw_jw_open(j, "because", '[');
	for (size_t i = 0; list != NULL && i < d->n_reason; i++) {
		const struct bw_reason *r = &d->reason[i];

		if ((r->truth != BW_IS_UNKNOWN && r->truth != BW_IS_OPEN) ||
		    !looks_at(c, r->output, fact, list))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "cite", bw_law_cite(c, r->output));
		bw_jw_str(j, "says", bw_law_sentence(c, r->output, r->truth));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

/* The members of a question into an object that is open. */
static void
question_members(struct bw_law_case *c, struct bw_jw *j, uint32_t fact)
{
	const struct bw_fact_kind *k = kind(c, fact);

	bw_jw_str(j, "fact", k->key);
	bw_jw_str(j, "question", bw_law_text(c, k->question));
	bw_jw_str(j, "help", bw_law_text(c, k->help));
	bw_jw_bool(j, "judgement", k->open);
	bw_jw_open(j, "values", '[');
	for (size_t i = 0; i < k->n_values; i++)
		bw_jw_str(j, NULL, k->values[i]);
	bw_jw_close(j);
	bw_jw_open(j, "findings", '[');
	bw_law_doubts_json(c, j, fact);
	bw_jw_close(j);
	because(c, j, fact);
}

struct proposed { /* a question that only a proposal asks */
	uint32_t fact;
	const struct bw_instrument *instrument;
};

/* What would decide the first proposal that is not decided. Its norms are left
 * to people. */
static int
ask_proposals(struct bw_law_case *c, struct proposed *out, struct bw_err *err)
{
	struct bw_arena *a = &c->cli->arena;
	struct bw_rules all, *one = BW_ARENA_NEW(a, struct bw_rules);
	struct bw_decision d;
	int rc = bw_rules_make(&all, c->file, c->n_file, &c->vocabulary, c->day,
	    true, BW_STR(""), a, err);

	*out = (struct proposed){ .fact = BW_NONE };
	if (rc == 0 && one == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for proposals");
	for (size_t i = 0; rc == 0 && i < all.n_instrument; i++) {
		const struct bw_instrument *in = &all.instrument[i];

		if (in->status != BW_LAW_PENDING)
			continue;
		rc = bw_rules_make(one, c->file, c->n_file, &c->vocabulary,
		    c->day, true, in->id, a, err);
		if (rc == 0)
			rc = bw_law_decide(&d, one, &c->facts, a, err);
		if (rc == 0)
			rc = bw_law_next(&out->fact, &d, a, err);
		if (rc == 0 && out->fact != BW_NONE &&
		    !kind(c, out->fact)->open) {
			out->instrument = in;
			break;
		}
		out->fact = BW_NONE;
	}
	return rc;
}

/* Once the law in force is decided, what a proposal would ask comes apart. */
static int
find_question(struct bw_law_case *c, uint32_t *fact, struct proposed *next,
    struct bw_err *err)
{
	int rc = bw_law_next(fact, &c->decision, &c->cli->arena, err);

	*next = (struct proposed){ .fact = BW_NONE };
	if (rc == 0 && *fact == BW_NONE)
		rc = ask_proposals(c, next, err);
	return rc;
}

int
bw_law_ask_json(struct bw_law_case *c, struct bw_jw *j, struct bw_err *err)
{
	struct proposed next;
	uint32_t fact;
	int rc = find_question(c, &fact, &next, err);

	if (rc != 0)
		return rc;
	if (fact == BW_NONE) {
		bw_jw_null(j, "ask");
	} else {
		bw_jw_open(j, "ask", '{');
		question_members(c, j, fact);
		bw_jw_close(j);
	}
	if (next.fact == BW_NONE) {
		bw_jw_null(j, "ask_pending");
	} else {
		bw_jw_open(j, "ask_pending", '{');
		bw_jw_bool(j, "pending", true);
		bw_jw_str(j, "proposal", next.instrument->id);
		question_members(c, j, next.fact);
		bw_jw_close(j);
	}
	return 0;
}

static int
ask_for_programs(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(c->cli);
	int rc;

	bw_jw_str(&j, "outcome", c->decision.outcome);
	rc = bw_law_ask_json(c, &j, err);
	bw_law_json_facts(
	    c, &j, "unknown", c->decision.unknown, c->decision.n_unknown);
	bw_law_json_facts(c, &j, "open", c->decision.open, c->decision.n_open);
	bw_jw_close(&j);
	return rc;
}

int
bw_law_ask(struct bw_law_case *c, struct bw_err *err)
{
	struct proposed next;
	uint32_t fact;
	int rc;

	if (bw_cli_has(c->cli, BW_OPT_JSON))
		return ask_for_programs(c, err);
	if ((rc = find_question(c, &fact, &next, err)) != 0)
		return rc;
	if (fact != BW_NONE) {
		print_question(c, fact);
		return 0;
	}
	if ((rc = bw_law_print(c, err)) != 0 || next.fact == BW_NONE)
		return rc;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(
	    c, 0, "law.ask-pending", bw_law_text(c, next.instrument->title));
	print_question(c, next.fact);
	return 0;
}
