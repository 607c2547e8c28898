/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_answer.c - what stands first: the answer to the question of the case,
 * and the values of uncertain numbers at which the outcome turns.
 *
 * The question is a fact (`question`). Most ask whether it has to be notified,
 * which the outcome answers. Others have outputs of their own: who notifies,
 * what kind of company it is, or which terms run.
 */
#include "base/map.h"
#include "cli/law.h"
#include "law/turns.h"

#define ANSWERS 4 /* outputs that answer one question, at most */

static const struct {
	const char *question, *output[ANSWERS];
} answer[] = {
	{ "who_notifies", { "who", "timing" } },
	{ "classify", { "vital", "campus", "sensitive", "very_sensitive" } },
	{ "sector_threshold",
	    { "telecom.counted_end_users", "telecom.over_threshold" } },
	{ "own_duty", { "own_duty" } },
};

static bool
asks(const struct bw_law_case *c, const char *question)
{
	uint32_t f = bw_fact_find(&c->vocabulary, BW_STR("question"));

	return f != BW_NONE && c->facts.from[f] != BW_FROM_NOBODY &&
	    bw_str_eq(c->facts.text[f], bw_str_of(question));
}

bool
bw_law_asks_terms(const struct bw_law_case *c)
{
	return asks(c, "timeline");
}

/* A sentence, a choice in words, or "name: value". */
static void
print_output(struct bw_law_case *c, const char *name)
{
	uint32_t i = bw_output_find(&c->rules, bw_str_of(name));
	const struct bw_output *o;
	const struct bw_value *v;
	enum bw_truth t;
	struct bw_str s;

	if (i == BW_NONE)
		return;
	o = &c->rules.output[i];
	v = &c->decision.value[o->step];
	if (o->choice != NULL) {
		bw_law_choice_print(c, name);
		return;
	}
	t = bw_truth_of(v);
	s = v->kind == BW_VALUE_CHOICE ? bw_law_sentence(c, i, t) : BW_STR("");
	if (s.n > 0 && (t == BW_IS_UNKNOWN || t == BW_IS_OPEN))
		s = bw_arena_fmt(&c->cli->arena, "%.*s: %.*s",
		    BW_ARG(bw_cli_wordf(c->cli, "law.truth", bw_truth_name(t))),
		    BW_ARG(s));
	if (s.n == 0)
		s = bw_arena_fmt(&c->cli->arena, "%s: %.*s", name,
		    BW_ARG(
			bw_law_value(c, v, o->unit, o->choice, o->n_choice)));
	bw_wrap(&c->cli->out,
	    bw_arena_fmt(&c->cli->arena, "%.*s [%.*s]", BW_ARG(s),
		BW_ARG(bw_law_cite(c, i))),
	    2, c->cli->width);
}

void
bw_law_answer_print(struct bw_law_case *c)
{
	for (size_t i = 0; i < BW_LEN(answer); i++) {
		if (!asks(c, answer[i].question))
			continue;
		bw_wrap(&c->cli->out,
		    bw_cli_wordf(c->cli, "law.answer", answer[i].question), 0,
		    c->cli->width);
		for (size_t k = 0; k < ANSWERS; k++)
			if (answer[i].output[k] != NULL)
				print_output(c, answer[i].output[k]);
		bw_out_z(&c->cli->out, "\n");
	}
}

/* A number for people. A share just above a round one is "more than" that. */
static struct bw_str
end_words(struct bw_law_case *c, const struct bw_turn *t, const char *at,
    const char *over)
{
	uint8_t type = c->vocabulary.fact[t->fact].type;
	bool strict =
	    type == BW_FACT_PERCENT && (t->from - 1) % (BW_PERCENT / 1000) == 0;
	struct bw_value v = bw_value_number(strict ? t->from - 1 : t->from);
	struct bw_str n = type == BW_FACT_PERCENT
	    ? bw_cli_share(c->cli, bw_share_exact((uint32_t)v.lo))
	    : bw_law_value(c, &v, type, NULL, 0);
	const struct bw_fill fill = { "value", bw_text_same(n) };

	return bw_law_text(
	    c, bw_text_fill(&c->cli->arena, strict ? over : at, &fill, 1));
}

/* "10 % or more, less than 20 %": from this turn to the next of the fact. */
static struct bw_str
part(struct bw_law_case *c, const struct bw_turn *t, bool first, bool last)
{
	struct bw_str from = first
	    ? BW_STR("")
	    : end_words(c, t, "law.turn.from", "law.turn.over");
	struct bw_str to = last
	    ? BW_STR("")
	    : end_words(c, t + 1, "law.turn.below", "law.turn.upto");

	return bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s", BW_ARG(from),
	    from.n > 0 && to.n > 0 ? ", " : "", BW_ARG(to));
}

static void
print_turn(
    struct bw_law_case *c, const struct bw_turn *t, bool first, bool last)
{
	const struct bw_fact_kind *k = &c->vocabulary.fact[t->fact];
	struct bw_arena *a = &c->cli->arena;
	struct bw_str key =
	    bw_arena_fmt(a, "law.outcome.%.*s", BW_ARG(t->outcome));

	if (first)
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(a, "%.*s (%.*s)",
			BW_ARG(bw_law_text(c, k->question)), BW_ARG(k->key)),
		    2, c->cli->width);
	bw_wrap(&c->cli->out,
	    bw_arena_fmt(a, "%.*s: %.*s", BW_ARG(part(c, t, first, last)),
		BW_ARG(
		    key.p == NULL ? t->outcome : bw_cli_word(c->cli, key.p))),
	    4, c->cli->width);
}

int
bw_law_turns_print(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_turn *t;
	size_t n;
	int rc = bw_law_turns(&t, &n, &c->decision, &c->cli->arena, err);

	if (rc != 0 || n == 0)
		return rc;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.turns", BW_STR(""));
	for (size_t i = 0; i < n; i++)
		print_turn(c, &t[i], i == 0 || t[i - 1].fact != t[i].fact,
		    i + 1 == n || t[i + 1].fact != t[i].fact);
	return 0;
}

int
bw_law_turns_json(struct bw_law_case *c, struct bw_jw *j, struct bw_err *err)
{
	struct bw_turn *t;
	size_t n;
	int rc = bw_law_turns(&t, &n, &c->decision, &c->cli->arena, err);

	bw_jw_open(j, "turns", '[');
	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_fact_kind *k = &c->vocabulary.fact[t[i].fact];
		struct bw_value v = bw_value_number(t[i].from);

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "fact", k->key);
		bw_jw_str(j, "from", bw_law_value(c, &v, k->type, NULL, 0));
		bw_jw_str(j, "outcome", t[i].outcome);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}
