/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_decide.c - `law decide` and `law ask`: the outcome with its reasons, what
 * is missing and open, and the next question.
 */
#include "base/map.h"
#include "cli/law.h"

static void
say(struct bw_law_case *c, unsigned indent, const char *key,
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
static struct bw_str
sentence(struct bw_law_case *c, uint32_t o, enum bw_truth t)
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
		struct bw_str s = sentence(c, r->output, r->truth);

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
static bool
is_finding(const struct bw_law_case *c, size_t i)
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
		if (!is_finding(c, i))
			continue;
		if (!any)
			bw_out_z(&c->cli->out, "\n");
		if (!any)
			say(c, 0, "law.findings", BW_STR(""));
		any = true;
		bw_wrap(
		    &c->cli->out, sentence(c, i, BW_IS_TRUE), 2, c->cli->width);
	}
}

static void
json_findings(struct bw_law_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "findings", '[');
	for (uint32_t i = 0; i < c->rules.n_output; i++) {
		if (!is_finding(c, i))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", c->rules.output[i].item);
		bw_jw_str(j, "says", sentence(c, i, BW_IS_TRUE));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
print_facts(struct bw_law_case *c, const char *key, const uint32_t *list,
    size_t n, bool values)
{
	struct bw_arena *a = &c->cli->arena;

	if (n == 0)
		return;
	bw_out_z(&c->cli->out, "\n");
	say(c, 0, key, BW_STR(""));
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
			bw_out_z(&c->cli->out, "\n");
		if (!any)
			say(c, 0, "law.world", BW_STR(""));
		any = true;
		bw_wrap(&c->cli->out,
		    bw_arena_fmt(&c->cli->arena, "%.*s = %.*s (%.*s)",
			BW_ARG(k->key), BW_ARG(bw_law_fact(c, i)),
			BW_ARG(c->facts.reason[i])),
		    2, c->cli->width);
	}
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
	say(c, 0, "law.pending", BW_STR(""));
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
	say(c, 0, "law.rules", all);
	say(c, 0, "law.no-advice", BW_STR(""));
}

int
bw_law_print(struct bw_law_case *c, struct bw_err *err)
{
	const struct bw_decision *d = &c->decision;
	int rc;

	bw_wrap(&c->cli->out, outcome_text(c, d->outcome), 0, c->cli->width);
	bw_out_z(&c->cli->out, "\n");
	print_reasons(c);
	print_findings(c);
	print_world(c);
	print_facts(c, "law.missing", d->unknown, d->n_unknown, false);
	print_facts(c, "law.judgement", d->open, d->n_open, false);
	print_facts(c, "law.assumed", d->assumed, d->n_assumed, true);
	if ((rc = print_shadows(c, err)) == 0)
		print_instruments(c);
	return rc;
}

static void
json_facts(struct bw_law_case *c, struct bw_jw *j, const char *key,
    const uint32_t *list, size_t n)
{
	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		bw_jw_str(j, NULL, kind(c, list[i])->key);
	bw_jw_close(j);
}

static void
json_world(struct bw_law_case *c, struct bw_jw *j)
{
	bw_jw_open(j, "from_world", '{');
	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str key =
		    bw_arena_dup(&c->cli->arena, kind(c, i)->key);

		if (c->facts.from[i] == BW_FROM_WORLD)
			bw_jw_str(j, key.p, bw_law_fact(c, i));
	}
	bw_jw_close(j);
}

static void
json_assumed(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "assumed", '{');
	for (size_t i = 0; i < d->n_assumed; i++) {
		struct bw_str key =
		    bw_arena_dup(&c->cli->arena, kind(c, d->assumed[i])->key);

		bw_jw_str(j, key.p, bw_law_fact(c, d->assumed[i]));
	}
	bw_jw_close(j);
}

/* Articles of the reasons, each once, in their order. */
static void
json_cites(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "cite", '[');
	for (size_t i = 0; i < d->n_reason; i++) {
		struct bw_str s = bw_law_cite(c, d->reason[i].output);
		bool told = false;

		for (size_t k = 0; k < i && !told; k++)
			told =
			    bw_str_eq(s, bw_law_cite(c, d->reason[k].output));
		if (!told)
			bw_jw_str(j, NULL, s);
	}
	bw_jw_close(j);
}

static void
json_values(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_rules *r = &c->rules;

	bw_jw_open(j, "values", '{');
	for (uint32_t i = 0; i < r->n_output; i++) {
		const struct bw_output *o = &r->output[i];
		struct bw_str name = bw_arena_dup(&c->cli->arena, o->name);

		if (bw_output_find(r, o->name) == i)
			bw_jw_str(j, name.p,
			    bw_law_value(c, &c->decision.value[o->step],
				o->unit, o->choice, o->n_choice));
	}
	bw_jw_close(j);
}

/* Lists that true outputs add to: "thresholds_crossed": ["10"]. */
static void
json_lists(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_rules *r = &c->rules;

	bw_jw_open(j, "lists", '{');
	for (uint32_t i = 0; i < r->n_output; i++) {
		struct bw_str name = r->output[i].adds;
		bool told = name.n == 0;

		for (uint32_t k = 0; k < i && !told; k++)
			told = bw_str_eq(name, r->output[k].adds);
		if (told)
			continue;
		name = bw_arena_dup(&c->cli->arena, name);
		bw_jw_open(j, name.p, '[');
		for (uint32_t k = i; k < r->n_output; k++)
			if (bw_str_eq(name, r->output[k].adds) &&
			    c->decision.value[r->output[k].step].may == BW_YES)
				bw_jw_str(j, NULL, r->output[k].item);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_reasons(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_decision *d = &c->decision;

	bw_jw_open(j, "reasons", '[');
	for (size_t i = 0; i < d->n_reason; i++) {
		const struct bw_reason *r = &d->reason[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "rule", c->rules.output[r->output].name);
		bw_jw_i64(j, "depth", r->depth);
		bw_jw_z(j, "truth", bw_truth_name(r->truth));
		bw_jw_str(j, "cite", bw_law_cite(c, r->output));
		bw_jw_str(j, "says", sentence(c, r->output, r->truth));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_instruments(struct bw_law_case *c, struct bw_jw *j)
{
	static const char *const status[] = { "in_force", "guidance", "pending",
		"lapsed" };

	bw_jw_open(j, "instruments", '[');
	for (size_t i = 0; i < c->rules.n_instrument; i++) {
		const struct bw_instrument *in = &c->rules.instrument[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", in->id);
		bw_jw_str(j, "version", in->version);
		bw_jw_z(j, "status", status[in->status]);
		bw_jw_bool(j, "not_verified", in->not_verified);
		bw_jw_str(j, "url", in->url);
		bw_jw_str(j, "file", in->file);
		bw_jw_z(j, "sha256", in->sha256);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

/* The members of a decision into an object that is open. */
int
bw_law_json(struct bw_law_case *c, struct bw_jw *j, struct bw_err *err)
{
	const struct bw_decision *d = &c->decision;
	struct bw_law_shadow *s;
	struct bw_buf day = { 0 };
	size_t n;
	int rc = bw_law_shadows(c, &s, &n, err);

	bw_jw_str(j, "outcome", d->outcome);
	bw_jw_open(j, "via", '[');
	for (size_t i = 0; i < d->n_via; i++)
		bw_jw_str(j, NULL, c->rules.output[d->via[i]].cite);
	bw_jw_close(j);
	json_cites(c, j);
	json_facts(c, j, "unknown", d->unknown, d->n_unknown);
	json_facts(c, j, "open", d->open, d->n_open);
	json_assumed(c, j);
	json_world(c, j);
	bw_jw_open(j, "pending", '{');
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_str id = bw_arena_dup(&c->cli->arena, s[i].id);

		bw_jw_str(j, id.p, s[i].outcome);
	}
	bw_jw_close(j);
	bw_date_print(&day, c->day);
	bw_jw_str(j, "law_of", bw_buf_get(&day));
	bw_buf_release(&day);
	json_values(c, j);
	json_lists(c, j);
	json_findings(c, j);
	json_reasons(c, j);
	json_instruments(c, j);
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
	say(c, 0, "law.answer-with", k->key);
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
		bw_jw_close(&j);
	}
	json_facts(
	    c, &j, "unknown", c->decision.unknown, c->decision.n_unknown);
	json_facts(c, &j, "open", c->decision.open, c->decision.n_open);
	bw_jw_close(&j);
}

static int
next_question(struct bw_law_case *c, struct bw_err *err)
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
		return next_question(&c, err);
	if (bw_cli_has(cli, BW_OPT_RECEIPT))
		rc = bw_law_receipt_file(&c, cli->value[BW_OPT_RECEIPT], err);
	if (rc != 0)
		return rc;
	return bw_cli_has(cli, BW_OPT_JSON) ? json_decision(&c, err)
					    : bw_law_print(&c, err);
}
