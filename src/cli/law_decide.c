/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_decide.c - `law decide` and `law ask`: the outcome with its reasons, what
 * is missing and open, and the next question.
 */
#include "base/map.h"
#include "cli/law.h"

void
bw_law_say(struct bw_law_case *c, unsigned indent, const char *key,
    struct bw_str value)
{
	const struct bw_fill fill = { "value", bw_text_same(value) };
	struct bw_text t = bw_text_fill(&c->cli->arena, key, &fill, 1);

	bw_wrap(&c->cli->out, t.in[c->cli->lang], indent, c->cli->width);
}

static const struct bw_fact_kind *
kind(const struct bw_law_case *c, uint32_t fact)
{
	return &c->vocabulary.fact[fact];
}

/* "a;b": entries of a list, or the values that a set surely has. */
static struct bw_str
list_value(struct bw_law_case *c, uint32_t fact)
{
	const struct bw_fact_kind *k = kind(c, fact);
	const struct bw_codes *codes = &c->facts.codes[fact];
	struct bw_arena *a = &c->cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; k->type == BW_FACT_CODES && i < codes->n; i++)
		all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? ";" : "", BW_ARG(codes->code[i]));
	for (size_t i = 0; k->type == BW_FACT_SET && i < k->n_values; i++)
		if (c->facts.value[fact].must >> i & 1)
			all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
			    all.n > 0 ? ";" : "", BW_ARG(k->values[i]));
	return all.n > 0 || bw_cli_has(c->cli, BW_OPT_JSON) ? all : BW_STR("-");
}

struct bw_str
bw_law_fact(struct bw_law_case *c, uint32_t fact)
{
	const struct bw_fact_kind *k = kind(c, fact);
	const struct bw_value *v = &c->facts.value[fact];

	if (c->facts.text[fact].n > 0)
		return bw_cli_plain(c->cli, c->facts.text[fact]);
	if (k->type == BW_FACT_CODES || k->type == BW_FACT_SET ||
	    k->type == BW_FACT_CONCERT)
		return list_value(c, fact);
	if (k->type == BW_FACT_PERCENT)
		return bw_cli_share(c->cli,
		    (struct bw_share){
			(uint32_t)v->lo, (uint32_t)v->hi, v->open });
	return bw_law_value(c, v, k->type, k->values, k->n_values);
}

/* The sentence of an output for its value; "" when it has none. */
struct bw_str
bw_law_sentence(struct bw_law_case *c, uint32_t o, enum bw_truth t)
{
	const struct bw_output *out = &c->rules.output[o];

	if (t == BW_IS_FALSE)
		return bw_law_text(c, out->no);
	return bw_law_text(c, out->yes);
}

static void
print_reasons(struct bw_law_case *c)
{
	static const char *const mark[] = { "law.no", "law.yes", "law.unknown",
		"law.open" };
	const struct bw_decision *d = &c->decision;
	struct bw_arena *a = &c->cli->arena;

	for (size_t i = 0; i < d->n_reason; i++) {
		const struct bw_reason *r = &d->reason[i];
		struct bw_str s = bw_law_sentence(c, r->output, r->truth);

		if (s.n == 0)
			continue;
		s = bw_arena_fmt(a, "%.*s  %.*s [%.*s]",
		    BW_ARG(bw_cli_word(c->cli, mark[r->truth])), BW_ARG(s),
		    BW_ARG(bw_law_cite(c, r->output)));
		bw_wrap(&c->cli->out, s, 2, c->cli->width);
	}
}

/* Outputs that are true and join the list "findings": facts that do not go
 * together. They change no outcome. */
bool
bw_law_is_finding(const struct bw_law_case *c, size_t i)
{
	const struct bw_output *o = &c->rules.output[i];

	return bw_str_eq(o->adds, BW_STR("findings")) &&
	    c->decision.value[o->step].may == BW_YES;
}

static void
print_findings(struct bw_law_case *c)
{
	bool any = false;

	for (uint32_t i = 0; i < c->rules.n_output; i++) {
		if (!bw_law_is_finding(c, i))
			continue;
		if (!any)
			bw_out_z(&c->cli->out, "\n");
		if (!any)
			bw_law_say(c, 0, "law.findings", BW_STR(""));
		any = true;
		bw_wrap(&c->cli->out, bw_law_sentence(c, i, BW_IS_TRUE), 2,
		    c->cli->width);
	}
}

static void
print_facts(struct bw_law_case *c, const char *key, const uint32_t *list,
    size_t n, bool values)
{
	struct bw_arena *a = &c->cli->arena;

	if (n == 0)
		return;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, key, BW_STR(""));
	for (size_t i = 0; i < n; i++) {
		const struct bw_fact_kind *k = kind(c, list[i]);
		struct bw_str s = values
		    ? bw_arena_fmt(a, "%.*s = %.*s", BW_ARG(k->key),
			  BW_ARG(bw_law_fact(c, list[i])))
		    : bw_arena_fmt(a, "%.*s (%.*s)",
			  BW_ARG(bw_law_text(c, k->question)), BW_ARG(k->key));

		bw_wrap(&c->cli->out, s, 2, c->cli->width);
	}
}

/* Of what is assumed: what an assumption told; or else what nobody told, where
 * silence counts as no. */
static void
print_assumed(struct bw_law_case *c, bool silent)
{
	const struct bw_decision *d = &c->decision;
	uint32_t *list =
	    BW_ARENA_ARRAY(&c->cli->arena, uint32_t, d->n_assumed + 1);
	size_t n = 0;

	for (size_t i = 0; list != NULL && i < d->n_assumed; i++)
		if ((c->facts.from[d->assumed[i]] == BW_FROM_NOBODY) == silent)
			list[n++] = d->assumed[i];
	print_facts(c, silent ? "law.silent" : "law.assumed", list, n, !silent);
}

/* Which law holds hangs on the day of closing. */
static void
print_day(struct bw_law_case *c)
{
	if (c->day_told)
		return;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.day-assumed", bw_cli_day(c->cli, c->day));
}

/* What the world says of the case: shown before it is believed. */
static void
print_world(struct bw_law_case *c)
{
	bool any = false;

	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		const struct bw_fact_kind *k = kind(c, i);

		if (c->facts.from[i] != BW_FROM_WORLD)
			continue;
		if (!any)
			bw_law_say(c, 0, "law.world", BW_STR(""));
		any = true;
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(&c->cli->arena, "%.*s = %.*s (%.*s)",
			BW_ARG(k->key), BW_ARG(bw_law_fact(c, i)),
			BW_ARG(c->facts.reason[i])),
		    2, c->cli->width);
	}
	if (any)
		bw_out_z(&c->cli->out, "\n");
}

/* What a user told otherwise, with both values and the reason. */
static void
print_overruled(struct bw_law_case *c)
{
	struct bw_arena *a = &c->cli->arena;

	if (c->n_overruled > 0)
		bw_law_say(c, 0, "law.overruled", BW_STR(""));
	for (size_t i = 0; i < c->n_overruled; i++) {
		const struct bw_law_overruled *o = &c->overruled[i];
		const struct bw_fill fill[] = {
			{ "is", bw_text_same(bw_law_fact(c, o->fact)) },
			{ "was", bw_text_same(o->was) },
			{ "reason",
			    bw_text_same(bw_cli_plain(c->cli, o->reason)) },
			{ "fact", bw_text_same(kind(c, o->fact)->key) },
		};

		bw_wrap(&c->cli->out,
		    bw_law_text(c,
			bw_text_fill(
			    a, "law.overruled-fact", fill, BW_LEN(fill))),
		    2, c->cli->width);
	}
	if (c->n_overruled > 0)
		bw_out_z(&c->cli->out, "\n");
}

static struct bw_str
outcome_text(struct bw_law_case *c, struct bw_str outcome)
{
	struct bw_str key =
	    bw_arena_fmt(&c->cli->arena, "law.outcome.%.*s", BW_ARG(outcome));

	return key.p == NULL ? outcome : bw_cli_word(c->cli, key.p);
}

static int
print_shadows(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_law_shadow *s;
	size_t n;
	int rc = bw_law_shadows(c, &s, &n, err);

	if (rc != 0 || n == 0)
		return rc;
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.pending", BW_STR(""));
	for (size_t i = 0; i < n; i++) {
		struct bw_str line =
		    bw_arena_fmt(&c->cli->arena, "%.*s: %.*s %.*s",
			BW_ARG(bw_law_text(c, s[i].instrument->title)),
			BW_ARG(outcome_text(c, s[i].outcome)),
			BW_ARG(bw_law_text(c, s[i].instrument->note)));

		bw_wrap(&c->cli->out, line, 2, c->cli->width);
	}
	return 0;
}

static bool
has_articles(const struct bw_law_case *c, size_t instrument)
{
	for (size_t i = 0; i < c->rules.n_article; i++)
		if (c->rules.article[i].instrument == instrument)
			return true;
	return false;
}

static void
print_instruments(struct bw_law_case *c)
{
	struct bw_arena *a = &c->cli->arena;
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < c->rules.n_instrument; i++) {
		const struct bw_instrument *in = &c->rules.instrument[i];
		bool dated;

		if (!has_articles(c, i)) /* terms: they decide nothing here */
			continue;
		dated = !bw_str_eq(in->version, BW_STR("null"));
		all = bw_arena_fmt(a, "%.*s%s%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? "; " : "",
		    BW_ARG(bw_law_text(c, in->abbreviation)), dated ? " " : "",
		    BW_ARG(dated ? in->version : BW_STR("")));
	}
	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.rules", all);
	bw_law_say(c, 0, "law.no-advice", BW_STR(""));
}

/* How to go on: the questions one by one, the most telling first. */
static void
print_way(struct bw_law_case *c)
{
	bool file = c->cli->n_arg > 0 && c->cli->verb->run == bw_verb_law;

	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.ask-way",
	    file ? bw_cli_plain(c->cli, bw_str_of(c->cli->arg[0]))
		 : BW_STR("--fact ..."));
}

int
bw_law_print(struct bw_law_case *c, struct bw_err *err)
{
	const struct bw_decision *d = &c->decision;
	int rc;

	print_world(c);
	print_overruled(c);
	bw_law_answer_print(c);
	bw_wrap(&c->cli->out,
	    bw_str_eq(d->outcome, BW_STR("OPEN")) && d->n_unknown > 0
		? bw_cli_word(c->cli, "law.outcome-open-facts")
		: outcome_text(c, d->outcome),
	    0, c->cli->width);
	if ((rc = bw_law_turns_print(c, err)) != 0)
		return rc;
	bw_out_z(&c->cli->out, "\n");
	print_reasons(c);
	if (bw_law_must(c))
		bw_law_duty_print(c);
	print_findings(c);
	bw_law_doubts_print(c, BW_NONE);
	print_facts(c, "law.missing", d->unknown, d->n_unknown, false);
	print_facts(c, "law.judgement", d->open, d->n_open, false);
	if (d->n_unknown + d->n_open > 0)
		print_way(c);
	print_assumed(c, false);
	print_assumed(c, true);
	print_day(c);
	if (!bw_law_must(c))
		bw_law_duty_print(c);
	if ((rc = print_shadows(c, err)) == 0)
		print_instruments(c);
	return rc;
}

static int
json_decision(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(c->cli);
	int rc = bw_law_json(c, &j, err);

	bw_jw_open(&j, "receipt", '{');
	bw_law_receipt(c, &j);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

int
bw_law_decide_verb(struct bw_cli *cli, bool ask, struct bw_err *err)
{
	struct bw_law_case c;
	int rc = bw_law_open(&c, cli, err);

	if (rc == 0)
		rc = bw_law_facts(&c, cli->n_arg > 0 ? cli->arg[0] : NULL, err);
	if (rc == 0)
		rc = bw_law_run(&c, err);
	if (rc != 0)
		return rc;
	if (ask)
		return bw_law_ask(&c, err);
	if (bw_cli_has(cli, BW_OPT_RECEIPT))
		rc = bw_law_receipt_file(&c, cli->value[BW_OPT_RECEIPT], err);
	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON))
		return json_decision(&c, err);
	if (bw_law_asks_terms(&c)) {
		if ((rc = bw_law_clock(cli, err)) != 0)
			return rc;
		bw_out_z(&cli->out, "\n");
	}
	return bw_law_print(&c, err);
}
