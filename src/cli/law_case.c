/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_case.c - a case for the verb law: facts in, decision out.
 */
#include "base/embed.h"
#include "base/map.h"
#include "cli/law.h"

int
bw_law_open(struct bw_law_case *c, struct bw_cli *cli, struct bw_err *err)
{
	static const char ours[] = "rules/law/facts.yaml";
	struct bw_str words = bw_embed(ours);
	const char *dir = cli->value[BW_OPT_RULES_DIR];
	int rc;

	*c = (struct bw_law_case){ .cli = cli,
		.day = cli->as_of,
		.day_told = bw_cli_has(cli, BW_OPT_AS_OF) };
	if ((rc = bw_rule_files(&c->file, &c->n_file, &cli->arena, err)) == 0 &&
	    dir != NULL)
		rc = bw_law_rules_dir(c, dir, &words, err);
	if (rc != 0)
		return rc;
	rc = bw_vocabulary_read(&c->vocabulary, words, &cli->arena, err);
	if (rc != 0)
		return bw_fail_in(
		    err, words.p == bw_embed(ours).p ? ours : dir);
	return bw_facts_init(&c->facts, &c->vocabulary, &cli->arena, err);
}

struct reading { /* one JSON document */
	struct bw_input *in;
	struct bw_json_reader *r;
	struct bw_json top;
};

static int
open_json(struct reading *d, const char *path, struct bw_err *err)
{
	struct bw_json_opt opt = { .whole = true };
	bool more = false;
	int rc = bw_input_open(&d->in, path, NULL, err);

	if (rc == 0)
		rc = bw_json_open(&d->r, d->in, &opt, err);
	if (rc == 0)
		rc = bw_json_next(d->r, &d->top, &more, err);
	if (rc == 0 && !more)
		rc = bw_fail(err, BW_EFORMAT, "there is nothing in it");
	return rc;
}

static void
close_json(struct reading *d)
{
	bw_json_close(d->r);
	bw_input_free(d->in);
}

/* The facts themselves, or a case that has them under "facts". */
static int
read_facts(struct bw_law_case *c, const char *path, struct bw_err *err)
{
	struct reading d = { 0 };
	struct bw_json facts;
	int rc = open_json(&d, path, err);

	if (rc == 0) {
		facts = bw_json_get(d.top, "facts");
		if (bw_json_type(facts) != BW_JSON_OBJECT)
			facts = d.top;
		rc = bw_facts_read(
		    &c->facts, facts, BW_FROM_USER, &c->cli->arena, err);
	}
	close_json(&d);
	return rc != 0 ? bw_fail_in(err, path) : 0;
}

/* {"key": value} or a list of {"key": ..., "default": value}. */
static int
read_assumptions(struct bw_law_case *c, const char *path, struct bw_err *err)
{
	struct reading d = { 0 };
	struct bw_json_each it;
	int rc = open_json(&d, path, err);

	if (rc == 0 && bw_json_type(d.top) == BW_JSON_OBJECT) {
		rc = bw_facts_read(
		    &c->facts, d.top, BW_FROM_ASSUMPTION, &c->cli->arena, err);
	} else if (rc == 0) {
		it = bw_json_each(d.top);
		while (rc == 0 && bw_json_step(&it)) {
			struct bw_json value = bw_json_get(it.value, "default");
			uint32_t fact = bw_fact_find(&c->vocabulary,
			    bw_json_str(bw_json_get(it.value, "key")));

			if (fact == BW_NONE ||
			    bw_json_type(value) == BW_JSON_NULL ||
			    bw_json_type(value) == BW_JSON_NONE ||
			    c->facts.from[fact] != BW_FROM_NOBODY)
				continue;
			rc = bw_facts_take(&c->facts, fact, value,
			    BW_FROM_ASSUMPTION, &c->cli->arena, err);
		}
	}
	close_json(&d);
	return rc != 0 ? bw_fail_in(err, path) : 0;
}

/* Does the new value say what the old one leaves no room for? */
static bool
contradicts(const struct bw_value *was, const struct bw_value *is)
{
	if (was->kind != BW_VALUE_NUMBER)
		return (is->may & ~was->may) != 0 ||
		    (was->kind == BW_VALUE_SET && (was->must & ~is->may) != 0);
	return is->lo < was->lo || is->hi > was->hi ||
	    (is->lo == was->lo && (was->open & BW_LO_OUT) &&
		!(is->open & BW_LO_OUT)) ||
	    (is->hi == was->hi && (was->open & BW_HI_OUT) &&
		!(is->open & BW_HI_OUT));
}

struct world_fact { /* as it was, to see what a user changed */
	struct bw_value value;
	struct bw_str text, reason, said;
	bool world;
};

/* Text has no values to compare: it is another when it is spelt otherwise. */
static bool
changed(struct bw_law_case *c, uint32_t f, const struct world_fact *was)
{
	if (!was->world)
		return false;
	return c->vocabulary.fact[f].type == BW_FACT_TEXT
	    ? !bw_str_eq(was->text, c->facts.text[f])
	    : contradicts(&was->value, &c->facts.value[f]);
}

static int
look_at_world(
    struct bw_law_case *c, struct world_fact **out, struct bw_err *err)
{
	struct world_fact *w = BW_ARENA_ARRAY(
	    &c->cli->arena, struct world_fact, c->vocabulary.n + 1);

	if (w == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	for (uint32_t i = 0; i < c->vocabulary.n; i++)
		if (c->facts.from[i] == BW_FROM_WORLD)
			w[i] = (struct world_fact){ c->facts.value[i],
				c->facts.text[i], c->facts.reason[i],
				bw_law_fact(c, i), true };
	*out = w;
	return 0;
}

/* A fact of the world that the user tells otherwise: only with a reason, and
 * noted with both values. */
static int
note_changes(struct bw_law_case *c, const struct world_fact *was,
    struct bw_str told, struct bw_str reason, struct bw_err *err)
{
	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str key = c->vocabulary.fact[i].key;

		if (!changed(c, i, &was[i]))
			continue;
		if (reason.n == 0)
			return bw_fail(err, BW_EUSAGE,
			    "%.*s: the world says %.*s (%.*s); to overrule it "
			    "give a reason: --overrule '%.*s: REASON'",
			    BW_ARG(key), BW_ARG(was[i].said),
			    BW_ARG(was[i].reason), BW_ARG(told));
		c->facts.reason[i] = reason;
		c->overruled[c->n_overruled++] = (struct bw_law_overruled){ i,
			was[i].said, was[i].reason, reason };
	}
	return 0;
}

static int
tell_fact(struct bw_law_case *c, struct bw_str told, struct bw_str reason,
    struct bw_err *err)
{
	struct bw_str key, value = told;
	struct world_fact *was = NULL;
	uint32_t fact;
	int rc;

	if (memchr(told.p, '=', told.n) == NULL ||
	    !bw_str_cut(&value, '=', &key))
		return bw_fail(err, BW_EUSAGE,
		    "%.*s: write KEY=VALUE, such as deal.kind=shares",
		    BW_ARG(told));
	fact = bw_fact_find(&c->vocabulary, key);
	if (fact == BW_NONE)
		return bw_fail(err, BW_EUSAGE,
		    "no fact is called \"%.*s\"; see 'bolwerk law facts'",
		    BW_ARG(key));
	if ((rc = look_at_world(c, &was, err)) != 0 ||
	    (rc = bw_facts_set(&c->facts, fact, value, BW_FROM_USER,
		 &c->cli->arena, err)) != 0)
		return rc;
	return note_changes(c, was, told, reason, err);
}

/* --overrule 'deal.votes_after=12: options that are not in the register' */
static int
overrule(struct bw_law_case *c, const char *text, struct bw_err *err)
{
	const char *colon = strstr(text, ": ");
	struct bw_str reason = BW_STR("");
	size_t n = c->n_overruled;
	int rc;

	if (colon != NULL)
		reason = bw_str_trim(bw_str_of(colon + 2));
	if (reason.n == 0)
		return bw_fail(err, BW_EUSAGE,
		    "--overrule %s: write KEY=VALUE: REASON", text);
	rc = tell_fact(
	    c, (struct bw_str){ text, (size_t)(colon - text) }, reason, err);
	if (rc == 0 && c->n_overruled == n)
		return bw_fail(err, BW_EUSAGE,
		    "--overrule %s: the world says nothing else; tell it with "
		    "--fact",
		    text);
	return rc;
}

/* In the order of the command line. */
static int
told_facts(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	int rc = 0;

	c->overruled = BW_ARENA_ARRAY(&cli->arena, struct bw_law_overruled,
	    cli->n_each * c->vocabulary.n + 1);
	if (c->overruled == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		if (cli->each[i].option == BW_OPT_FACT)
			rc = tell_fact(
			    c, bw_str_of(cli->each[i].text), BW_STR(""), err);
		if (cli->each[i].option == BW_OPT_OVERRULE)
			rc = overrule(c, cli->each[i].text, err);
	}
	return rc;
}

int
bw_law_facts(struct bw_law_case *c, const char *path, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	uint32_t closing =
	    bw_fact_find(&c->vocabulary, BW_STR("dates.closing"));
	int rc = path != NULL ? read_facts(c, path, err) : 0;

	if (rc == 0)
		rc = told_facts(c, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_ASSUME))
		rc = read_assumptions(c, cli->value[BW_OPT_ASSUME], err);
	/* The law is that of the day of closing; an explicit --as-of wins. */
	if (rc == 0 && closing != BW_NONE && !c->day_told &&
	    bw_value_single(&c->facts.value[closing])) {
		c->day = (bw_date)c->facts.value[closing].lo;
		c->day_told = true;
	}
	return rc;
}

/* An assumption that does not go with what is told is none: 60 % of the votes
 * and control assumed away would give a "no" that nobody said. True when any
 * was dropped. */
static bool
drop_assumptions(struct bw_law_case *c, uint32_t *fact)
{
	bool any = false;

	for (uint32_t i = 0; i < c->rules.n_output; i++) {
		size_t n =
		    bw_law_is_finding(c, i) ? bw_law_facts_of(c, i, fact) : 0;

		for (size_t k = 0; k < n; k++)
			if (c->facts.from[fact[k]] == BW_FROM_ASSUMPTION) {
				bw_facts_forget(&c->facts, fact[k]);
				any = true;
			}
	}
	return any;
}

int
bw_law_run(struct bw_law_case *c, struct bw_err *err)
{
	struct bw_arena *a = &c->cli->arena;
	uint32_t *fact = BW_ARENA_ARRAY(a, uint32_t, c->vocabulary.n + 1);
	int rc = bw_rules_make(&c->rules, c->file, c->n_file, &c->vocabulary,
	    c->day, false, BW_STR(""), a, err);

	if (rc == 0 && fact == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a case");
	if (rc == 0)
		rc = bw_law_decide(&c->decision, &c->rules, &c->facts, a, err);
	while (rc == 0 && drop_assumptions(c, fact))
		rc = bw_law_decide(&c->decision, &c->rules, &c->facts, a, err);
	return rc;
}

/* Which pending instruments there are: the shadow rules of the day tell. */
int
bw_law_shadows(struct bw_law_case *c, struct bw_law_shadow **out, size_t *n,
    struct bw_err *err)
{
	struct bw_arena *a = &c->cli->arena;
	struct bw_rules all, one;
	struct bw_decision d;
	int rc = bw_rules_make(&all, c->file, c->n_file, &c->vocabulary, c->day,
	    true, BW_STR(""), a, err);

	*n = 0;
	if (rc != 0)
		return rc;
	*out = BW_ARENA_ARRAY(a, struct bw_law_shadow, all.n_instrument + 1);
	if (*out == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for proposals");
	for (size_t i = 0; i < all.n_instrument && rc == 0; i++) {
		const struct bw_instrument *in = &all.instrument[i];

		if (in->status != BW_LAW_PENDING)
			continue;
		rc = bw_rules_make(&one, c->file, c->n_file, &c->vocabulary,
		    c->day, true, in->id, a, err);
		if (rc == 0)
			rc = bw_law_decide(&d, &one, &c->facts, a, err);
		if (rc == 0 && !bw_str_eq(d.outcome, c->decision.outcome))
			(*out)[(*n)++] =
			    (struct bw_law_shadow){ in->id, d.outcome, in };
	}
	return rc;
}

struct bw_str
bw_law_text(struct bw_law_case *c, struct bw_text t)
{
	return t.in[c->cli->lang];
}

struct bw_str
bw_law_cite(struct bw_law_case *c, uint32_t output)
{
	const struct bw_output *o = &c->rules.output[output];
	const struct bw_article *art = &c->rules.article[o->article];
	const struct bw_instrument *in = &c->rules.instrument[art->instrument];

	return bw_arena_fmt(&c->cli->arena, "%.*s %.*s",
	    BW_ARG(bw_law_text(c, in->abbreviation)),
	    BW_ARG(o->cite.n > 0 ? o->cite : art->number));
}

static struct bw_str
number(struct bw_law_case *c, int64_t n, uint8_t unit)
{
	struct bw_arena *a = &c->cli->arena;
	struct bw_buf b = { 0 };
	struct bw_str s;

	if (unit == BW_FACT_DATE) {
		bw_date_print(&b, (bw_date)n);
	} else if (unit == BW_FACT_PERCENT && n >= 0) {
		bw_ppb_print(&b, (uint64_t)n, '.');
	} else {
		return bw_arena_fmt(a, "%lld", (long long)n);
	}
	s = bw_arena_dup(a, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

struct bw_str
bw_law_value(struct bw_law_case *c, const struct bw_value *v, uint8_t unit,
    const struct bw_str *choice, size_t n_choice)
{
	if (v->kind == BW_VALUE_NUMBER)
		return bw_value_single(v) ? number(c, v->lo, unit)
					  : BW_STR("unknown");
	if (choice == NULL || n_choice == 0)
		return bw_str_of(bw_truth_name(bw_truth_of(v)));
	if (bw_value_single(v))
		for (size_t i = 0; i < n_choice; i++)
			if (v->may >> i & 1)
				return choice[i];
	return BW_STR("unknown");
}

bool
bw_law_must(const struct bw_law_case *c)
{
	const struct bw_value *v = bw_decision_value(&c->decision, "duty");

	return v != NULL && bw_truth_of(v) == BW_IS_TRUE;
}
