/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_explain.c - `law explain`: all reasons as a tree, with the facts each
 * rule looks at and what is known of them.
 */
#include "base/map.h"
#include "cli/law.h"

#define DEEPEST_INDENT 24u /* or narrow terminals would have no room left */

static unsigned
indent(unsigned depth)
{
	return 2 * depth < DEEPEST_INDENT ? 2 * depth : DEEPEST_INDENT;
}

/* The rule in words, where "no" may stand before what it says when it holds;
 * its name where it has none. */
static struct bw_str
says(struct bw_law_case *c, const struct bw_reason *r)
{
	const struct bw_output *o = &c->rules.output[r->output];
	struct bw_str s =
	    bw_law_text(c, r->truth == BW_IS_FALSE ? o->no : o->yes);

	if (s.n == 0)
		s = bw_law_text(c, o->yes);
	return s.n > 0 ? s : o->name;
}

static bool
looks_at(const struct bw_step *s, uint32_t output)
{
	return s->rule == output + 1 &&
	    (s->op == BW_STEP_FACT || s->op == BW_STEP_GIVEN ||
		s->op == BW_STEP_CODES);
}

/* Facts of one rule, each once, in the order in which it looks at them. */
size_t
bw_law_facts_of(struct bw_law_case *c, uint32_t output, uint32_t *fact)
{
	const struct bw_program *p = &c->rules.program;
	size_t n = 0;

	for (size_t i = 0; i < p->n_step; i++) {
		uint32_t f = (uint32_t)p->step[i].k;
		bool there = false;

		if (!looks_at(&p->step[i], output))
			continue;
		for (size_t k = 0; k < n && !there; k++)
			there = fact[k] == f;
		if (!there)
			fact[n++] = f;
	}
	return n;
}

static bool
is_silent(const struct bw_law_case *c, uint32_t fact)
{
	const struct bw_decision *d = &c->decision;

	for (size_t i = 0; i < d->n_assumed; i++)
		if (d->assumed[i] == fact)
			return c->facts.from[fact] == BW_FROM_NOBODY;
	return false;
}

static struct bw_str
known(struct bw_law_case *c, uint32_t fact)
{
	if (is_silent(c, fact))
		return bw_cli_word(c->cli, "law.explain.silent");
	if (c->facts.from[fact] == BW_FROM_NOBODY)
		return bw_cli_word(c->cli,
		    c->vocabulary.fact[fact].open ? "law.truth.open"
						  : "law.truth.unknown");
	return bw_law_fact(c, fact);
}

static void
print_reason(struct bw_law_case *c, const struct bw_reason *r, uint32_t *fact)
{
	static const char *const mark[] = { "law.no", "law.yes", "law.unknown",
		"law.open" };
	struct bw_arena *a = &c->cli->arena;
	size_t n = bw_law_facts_of(c, r->output, fact);

	bw_wrap(&c->cli->out,
	    bw_arena_fmt(a, "%.*s  %.*s [%.*s]",
		BW_ARG(bw_str_trim(bw_cli_word(c->cli, mark[r->truth]))),
		BW_ARG(says(c, r)), BW_ARG(bw_law_cite(c, r->output))),
	    indent(r->depth), c->cli->width);
	for (size_t i = 0; i < n; i++)
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(a, "%.*s = %.*s%s",
			BW_ARG(c->vocabulary.fact[fact[i]].key),
			BW_ARG(known(c, fact[i])),
			c->facts.from[fact[i]] == BW_FROM_ASSUMPTION ? " *"
								     : ""),
		    indent(r->depth) + 6, c->cli->width);
}

static void
print_json(struct bw_law_case *c, uint32_t *fact)
{
	struct bw_cli *cli = c->cli;
	struct bw_jw j = bw_cli_json(cli);

	bw_jw_str(&j, "outcome", c->decision.outcome);
	bw_jw_str(&j, "law_of", bw_cli_day(cli, c->day));
	bw_jw_open(&j, "reasons", '[');
	for (size_t i = 0; i < c->decision.n_reason; i++) {
		const struct bw_reason *r = &c->decision.reason[i];
		size_t n = bw_law_facts_of(c, r->output, fact);

		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "rule", c->rules.output[r->output].name);
		bw_jw_i64(&j, "depth", r->depth);
		bw_jw_z(&j, "truth", bw_truth_name(r->truth));
		bw_jw_str(&j, "cite", bw_law_cite(c, r->output));
		bw_jw_str(&j, "says", says(c, r));
		bw_jw_open(&j, "facts", '{');
		for (size_t k = 0; k < n; k++) {
			struct bw_str key = bw_arena_dup(
			    &cli->arena, c->vocabulary.fact[fact[k]].key);

			if (c->facts.from[fact[k]] == BW_FROM_NOBODY)
				bw_jw_null(&j, key.p);
			else
				bw_jw_str(&j, key.p, bw_law_fact(c, fact[k]));
		}
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

int
bw_law_explain(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_law_case c;
	uint32_t *fact;
	int rc = bw_law_open(&c, cli, err);

	if (rc == 0)
		rc = bw_law_facts(&c, cli->n_arg > 0 ? cli->arg[0] : NULL, err);
	if (rc == 0)
		rc = bw_law_run(&c, err);
	if (rc != 0)
		return rc;
	fact = BW_ARENA_ARRAY(&cli->arena, uint32_t, c.vocabulary.n + 1);
	if (fact == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for reasons");
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		print_json(&c, fact);
		return 0;
	}
	bw_wrap(&cli->out,
	    bw_cli_wordf(cli, "law.outcome",
		bw_arena_dup(&cli->arena, c.decision.outcome).p),
	    0, cli->width);
	bw_out_z(&cli->out, "\n");
	for (size_t i = 0; i < c.decision.n_reason; i++)
		print_reason(&c, &c.decision.reason[i], fact);
	for (size_t i = 0; i < c.decision.n_assumed; i++) {
		if (c.facts.from[c.decision.assumed[i]] == BW_FROM_NOBODY)
			continue;
		bw_out_z(&cli->out, "\n");
		bw_wrap(&cli->out, bw_cli_word(cli, "law.explain.assumed"), 0,
		    cli->width);
		break;
	}
	return 0;
}
