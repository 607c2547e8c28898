/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_draft.c - a draft notification in the order of the official form.
 *
 * The form is data (`form` in a rule file). Each item is filled with the facts
 * of the case and with what the world knows; what nobody told is marked, and
 * listed at the end. A draft helps a person to write; nothing is sent.
 */
#include "base/map.h"
#include "base/yaml.h"
#include "cli/law.h"

struct draft {
	struct bw_law_case *c;
	struct bw_out *out;
	const struct bw_law_known *known;
	size_t n_known, filled;
	struct bw_str missing; /* lines */
	struct bw_str section;
};

static struct bw_str
words(struct draft *d, const struct bw_yaml *n, const char *key)
{
	const struct bw_yaml *t = bw_yaml_get(n, key);

	return bw_yaml_text(t, d->c->cli->lang == BW_NL ? "nl" : "en");
}

static void
line(struct draft *d, const char *before, struct bw_str text,
    struct bw_str value)
{
	if (value.n > 0 && text.n > 0 && text.p[text.n - 1] == '?')
		text.n--; /* "Who sells: a receiver" */
	bw_out_fmt(d->out, "%s%.*s%s%.*s\n", before, BW_ARG(text),
	    value.n > 0 ? ": " : "", BW_ARG(value));
}

/* An item of which an output has to be true; unknown ones are asked. */
static bool
wanted(struct draft *d, const struct bw_yaml *item)
{
	struct bw_str only = bw_yaml_text(item, "only");
	struct bw_str name;
	const struct bw_value *v;

	if (only.n == 0)
		return true;
	name = bw_arena_dup(&d->c->cli->arena, only);
	v = name.p == NULL ? NULL : bw_decision_value(&d->c->decision, name.p);
	return v == NULL || v->may != BW_NO;
}

/* "ja", "aandelen of stemmen": in words where a fact has them. */
static struct bw_str
answer(struct draft *d, uint32_t f)
{
	const struct bw_fact_kind *k = &d->c->vocabulary.fact[f];
	const struct bw_value *v = &d->c->facts.value[f];

	if (k->type == BW_FACT_BOOL)
		return bw_cli_wordf(
		    d->c->cli, "law.truth", bw_truth_name(bw_truth_of(v)));
	if (k->type == BW_FACT_CHOICE && bw_value_single(v))
		for (size_t i = 0; i < k->n_values; i++)
			if (v->may >> i & 1)
				return bw_law_text(d->c, k->value_text[i]);
	return bw_law_fact(d->c, f);
}

/* "12 % (overruled: the world says 9 %; options)", "no (assumed: check)" */
static struct bw_str
marked(struct draft *d, uint32_t f)
{
	struct bw_law_case *c = d->c;
	struct bw_str value = answer(d, f), note = BW_STR("");

	if (c->facts.from[f] == BW_FROM_ASSUMPTION)
		note = bw_cli_word(c->cli, "law.draft.assumed");
	for (size_t i = 0; i < c->n_overruled; i++) {
		const struct bw_law_overruled *o = &c->overruled[i];
		const struct bw_fill fill[] = {
			{ "was", bw_text_same(o->was) },
			{ "reason",
			    bw_text_same(bw_cli_plain(c->cli, o->reason)) },
		};

		if (o->fact == f)
			note = bw_law_text(c,
			    bw_text_fill(&c->cli->arena, "law.draft.overruled",
				fill, BW_LEN(fill)));
	}
	return note.n == 0 ? value
			   : bw_arena_fmt(&c->cli->arena, "%.*s %.*s",
				 BW_ARG(value), BW_ARG(note));
}

static void
fill_facts(struct draft *d, const struct bw_yaml *list)
{
	for (list = list ? list->child : NULL; list; list = list->next) {
		uint32_t f = bw_fact_find(&d->c->vocabulary, list->text);

		if (f == BW_NONE || d->c->facts.from[f] == BW_FROM_NOBODY)
			continue;
		line(d, "    - ",
		    bw_law_text(d->c, d->c->vocabulary.fact[f].question),
		    marked(d, f));
		d->filled++;
	}
}

static void
fill_world(struct draft *d, const struct bw_yaml *list)
{
	for (list = list ? list->child : NULL; list; list = list->next)
		for (size_t i = 0; i < d->n_known; i++) {
			if (!bw_str_eq(
				list->text, bw_str_of(d->known[i].key)) ||
			    d->known[i].value.n == 0)
				continue;
			line(d, "    - ", d->known[i].value, BW_STR(""));
			d->filled++;
		}
}

static void
item(struct draft *d, const struct bw_yaml *n)
{
	struct bw_str text = words(d, n, "words");

	if (!wanted(d, n))
		return;
	d->filled = 0;
	line(d, "- ", text, BW_STR(""));
	fill_world(d, bw_yaml_get(n, "world"));
	fill_facts(d, bw_yaml_get(n, "facts"));
	if (d->filled > 0)
		return;
	line(
	    d, "    - ", bw_cli_word(d->c->cli, "law.draft.empty"), BW_STR(""));
	d->missing = bw_arena_fmt(&d->c->cli->arena, "%.*s- %.*s: %.*s\n",
	    BW_ARG(d->missing), BW_ARG(d->section), BW_ARG(text));
}

static void
form(struct draft *d, const struct bw_yaml *section)
{
	for (; section != NULL; section = section->next) {
		const struct bw_yaml *n = bw_yaml_get(section, "items");

		d->section = bw_yaml_text(section, "section");
		bw_out_fmt(d->out, "\n## %.*s. %.*s\n\n", BW_ARG(d->section),
		    BW_ARG(words(d, section, "title")));
		for (n = n ? n->child : NULL; n; n = n->next)
			item(d, n);
	}
}

/* The form of the instrument that holds on the day. */
static int
find_form(struct bw_law_case *c, const struct bw_yaml **out,
    const struct bw_instrument **whose, struct bw_err *err)
{
	const struct bw_yaml *top;
	int rc;

	for (size_t i = 0; i < c->rules.n_instrument; i++)
		for (size_t k = 0; k < c->n_file; k++) {
			if (!bw_str_eq(
				c->file[k].name, c->rules.instrument[i].file))
				continue;
			rc = bw_yaml_parse(
			    &top, c->file[k].text, &c->cli->arena, err);
			if (rc != 0)
				return rc;
			*out = bw_yaml_get(top, "form");
			*whose = &c->rules.instrument[i];
			if (*out != NULL)
				return 0;
		}
	return bw_fail(err, BW_ENOTFOUND,
	    "no form is known for a notification on this day");
}

/* A draft of what need not be notified, or perhaps not, says so first. */
static void
outcome_note(struct draft *d)
{
	struct bw_law_case *c = d->c;
	struct bw_str outcome = c->decision.outcome;
	struct bw_str key =
	    bw_arena_fmt(&c->cli->arena, "law.outcome.%.*s", BW_ARG(outcome));
	const struct bw_fill fill = { "value",
		bw_text_same(
		    key.p == NULL ? outcome : bw_cli_word(c->cli, key.p)) };
	struct bw_text t =
	    bw_text_fill(&c->cli->arena, "law.draft.outcome", &fill, 1);

	if (bw_law_must(c))
		return;
	bw_out_fmt(d->out, "\n**%.*s** %.*s\n",
	    BW_ARG(bw_cli_word(c->cli, "law.draft.not-needed")),
	    BW_ARG(bw_law_text(c, t)));
}

int
bw_law_draft(struct bw_law_case *c, struct bw_out *out,
    const struct bw_law_known *known, size_t n_known, struct bw_err *err)
{
	struct draft d = {
		.c = c, .out = out, .known = known, .n_known = n_known
	};
	const struct bw_instrument *whose = NULL;
	const struct bw_yaml *sections = NULL;
	int rc = find_form(c, &sections, &whose, err);

	if (rc != 0)
		return rc;
	bw_out_fmt(
	    out, "# %.*s\n\n", BW_ARG(bw_cli_word(c->cli, "law.draft.title")));
	bw_out_fmt(out, "%.*s (%.*s, %.*s)\n",
	    BW_ARG(bw_cli_word(c->cli, "law.draft.about")),
	    BW_ARG(bw_law_text(c, whose->title)), BW_ARG(whose->url));
	outcome_note(&d);
	form(&d, sections->child);
	if (d.missing.n > 0)
		bw_out_fmt(out, "\n## %.*s\n\n%.*s",
		    BW_ARG(bw_cli_word(c->cli, "law.draft.missing")),
		    BW_ARG(d.missing));
	return 0;
}

int
bw_law_draft_verb(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_law_case c;
	int rc = bw_law_open(&c, cli, err);

	if (rc == 0)
		rc = bw_law_facts(&c, cli->n_arg > 0 ? cli->arg[0] : NULL, err);
	if (rc == 0)
		rc = bw_law_run(&c, err);
	return rc != 0 ? rc : bw_law_draft(&c, &cli->out, NULL, 0, err);
}
