/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_show.c - looking things up: instruments, articles, facts.
 */
#include "base/map.h"
#include "cli/law.h"

int
bw_law_today(
    struct bw_law_case *c, struct bw_cli *cli, bool shadow, struct bw_err *err)
{
	int rc = bw_law_open(c, cli, err);

	return rc != 0
	    ? rc
	    : bw_rules_make(&c->rules, c->file, c->n_file, &c->vocabulary,
		  c->day, shadow, BW_STR(""), &cli->arena, err);
}

static const char *
status(const struct bw_instrument *in)
{
	static const char *const name[] = { "in_force", "guidance", "pending",
		"lapsed" };

	return name[in->status];
}

int
bw_law_list(struct bw_cli *cli, struct bw_err *err)
{
	static const char *const name[] = { "abbreviation", "version", "status",
		"title", "url", "sha256" };
	static const unsigned flags[] = { BW_COL_WRAP, 0, 0, BW_COL_WRAP,
		BW_LIST_CSV, BW_LIST_CSV };
	struct bw_law_case c;
	struct bw_listing l;
	struct bw_jw j;
	int rc = bw_law_today(&c, cli, true, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		j = bw_cli_json(cli);
		bw_jw_open(&j, "instruments", '[');
		for (size_t i = 0; i < c.rules.n_instrument; i++) {
			const struct bw_instrument *in = &c.rules.instrument[i];

			bw_jw_open(&j, NULL, '{');
			bw_jw_str(&j, "id", in->id);
			bw_jw_str(&j, "version", in->version);
			bw_jw_z(&j, "status", status(in));
			bw_jw_str(&j, "title", bw_law_text(&c, in->title));
			bw_jw_str(&j, "url", in->url);
			bw_jw_z(&j, "sha256", in->sha256);
			bw_jw_close(&j);
		}
		bw_jw_close(&j);
		bw_jw_close(&j);
		return 0;
	}
	rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	for (size_t i = 0; i < c.rules.n_instrument && rc == 0; i++) {
		const struct bw_instrument *in = &c.rules.instrument[i];

		bw_list_cell(&l, bw_law_text(&c, in->abbreviation));
		bw_list_cell(&l,
		    bw_str_eq(in->version, BW_STR("null")) ? BW_STR("-")
							   : in->version);
		bw_list_code(&l, "law.status", status(in));
		bw_list_cell(&l, bw_law_text(&c, in->title));
		bw_list_cell(&l, in->url);
		bw_list_cell(&l, bw_str_of(in->sha256));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

struct asked { /* "Wet vifo 4(1)", "wet_vifo 4", "4", "wet_vifo" */
	struct bw_str number; /* "" with an instrument: all its articles */
	uint32_t instrument;  /* BW_NONE: any */
};

/* "4(1)(a)", or the whole of "4". */
static bool
article_fits(const struct bw_article *art, const struct asked *q)
{
	struct bw_str n = q->number;

	if (q->instrument != BW_NONE && q->instrument != art->instrument)
		return false;
	if (n.n == 0)
		return q->instrument != BW_NONE;
	return bw_str_eq(art->number, n) ||
	    (bw_str_starts(art->number, n) &&
		(art->number.p[n.n] == '(' || art->number.p[n.n] == '-' ||
		    art->number.p[n.n] == ','));
}

/* Takes the name of an instrument from the front of what was asked. */
static bool
take_name(struct asked *q, struct bw_str name, uint32_t instrument)
{
	struct bw_str rest = q->number;

	if (name.n == 0 || rest.n < name.n ||
	    !bw_str_eq_nocase(bw_str_sub(rest, 0, name.n), name) ||
	    (rest.n > name.n && rest.p[name.n] != ' '))
		return false;
	q->number = bw_str_trim(bw_str_sub(rest, name.n, rest.n - name.n));
	q->instrument = instrument;
	return true;
}

static struct asked
what_is_asked(struct bw_law_case *c)
{
	struct bw_cli *cli = c->cli;
	struct asked q = { BW_STR(""), BW_NONE };
	bool named = false;

	for (int i = 0; i < cli->n_arg; i++)
		q.number = bw_arena_fmt(&cli->arena, "%.*s%s%s",
		    BW_ARG(q.number), i > 0 ? " " : "", cli->arg[i]);
	for (uint32_t i = 0; i < c->rules.n_instrument && !named; i++) {
		const struct bw_instrument *in = &c->rules.instrument[i];

		named = take_name(&q, in->id, i) ||
		    take_name(&q, in->abbreviation.in[BW_NL], i) ||
		    take_name(&q, in->abbreviation.in[BW_EN], i);
	}
	return q;
}

static void
show_article(struct bw_law_case *c, const struct bw_article *art)
{
	const struct bw_instrument *in = &c->rules.instrument[art->instrument];
	struct bw_arena *a = &c->cli->arena;
	struct bw_out *out = &c->cli->out;

	bw_wrap(out,
	    bw_arena_fmt(a, "%.*s, art. %.*s (%.*s)",
		BW_ARG(bw_law_text(c, in->abbreviation)), BW_ARG(art->number),
		BW_ARG(bw_cli_wordf(c->cli, "law.status", status(in)))),
	    0, c->cli->width);
	bw_wrap(out, bw_law_text(c, art->words), 2, c->cli->width);
	bw_law_items(c, art);
	if (bw_law_text(c, art->not_verified).n > 0)
		bw_wrap(out,
		    bw_arena_fmt(a, "%.*s %.*s",
			BW_ARG(bw_cli_word(c->cli, "law.not-verified")),
			BW_ARG(bw_law_text(c, art->not_verified))),
		    2, c->cli->width);
	for (size_t i = 0; i < c->rules.n_output; i++) {
		const struct bw_output *o = &c->rules.output[i];

		if (&c->rules.article[o->article] == art &&
		    bw_law_text(c, o->yes).n > 0)
			bw_wrap(out,
			    bw_arena_fmt(a, "%.*s: %.*s", BW_ARG(o->name),
				BW_ARG(bw_law_text(c, o->yes))),
			    4, c->cli->width);
	}
	bw_wrap(out, art->url.n > 0 ? art->url : in->url, 2, c->cli->width);
}

static void
json_outputs(
    struct bw_law_case *c, struct bw_jw *j, const struct bw_article *art)
{
	bw_jw_open(j, "outputs", '[');
	for (size_t i = 0; i < c->rules.n_output; i++) {
		const struct bw_output *o = &c->rules.output[i];

		if (&c->rules.article[o->article] != art)
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "name", o->name);
		bw_jw_str(j, "yes", bw_law_text(c, o->yes));
		bw_jw_str(j, "no", bw_law_text(c, o->no));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
json_article(
    struct bw_law_case *c, struct bw_jw *j, const struct bw_article *art)
{
	const struct bw_instrument *in = &c->rules.instrument[art->instrument];

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "instrument", in->id);
	bw_jw_str(j, "version", in->version);
	bw_jw_z(j, "status", status(in));
	bw_jw_str(j, "article", art->number);
	bw_jw_str(j, "role", art->role);
	bw_law_json_article(c, j, art);
	bw_jw_str(j, "not_verified", bw_law_text(c, art->not_verified));
	bw_jw_str(j, "url", art->url.n > 0 ? art->url : in->url);
	bw_jw_str(j, "sha256", art->sha256);
	json_outputs(c, j, art);
	bw_jw_close(j);
}

/* An article of this number in several acts: how to name one of them. */
static void
say_others(struct bw_law_case *c, const struct bw_article *last)
{
	struct bw_str one = bw_law_article(c, last);

	bw_out_z(&c->cli->out, "\n");
	bw_law_say(c, 0, "law.show-several", one);
}

/* A paragraph that has no rules of its own is shown as its article. */
static void
widen(const struct bw_law_case *c, struct asked *q)
{
	struct bw_str asked = q->number;

	for (;;) {
		size_t n = q->number.n;

		for (size_t i = 0; i < c->rules.n_article; i++)
			if (article_fits(&c->rules.article[i], q))
				return;
		if (n == 0 || q->number.p[n - 1] != ')')
			break;
		while (n > 0 && q->number.p[n - 1] != '(')
			n--;
		if (n <= 1)
			break;
		q->number.n = n - 1;
	}
	q->number = asked;
}

int
bw_law_show(struct bw_cli *cli, struct bw_err *err)
{
	bool json = bw_cli_has(cli, BW_OPT_JSON), several = false;
	const struct bw_article *last = NULL;
	struct asked q = { 0 };
	struct bw_law_case c;
	struct bw_jw j = { 0 };
	int rc = bw_law_today(&c, cli, true, err);

	if (rc != 0)
		return rc;
	q = what_is_asked(&c);
	widen(&c, &q);
	for (size_t i = 0; i < c.rules.n_article; i++) {
		const struct bw_article *art = &c.rules.article[i];

		if (!article_fits(art, &q))
			continue;
		if (json && last == NULL) {
			j = bw_cli_json(cli);
			bw_jw_open(&j, "articles", '[');
		}
		several = several ||
		    (last != NULL && last->instrument != art->instrument);
		last = art;
		if (json)
			json_article(&c, &j, art);
		else
			show_article(&c, art);
	}
	if (last == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "no article \"%.*s\" is known on this day; see 'bolwerk "
		    "law list'",
		    BW_ARG(q.number));
	if (json) {
		bw_jw_close(&j);
		bw_jw_close(&j);
	} else if (several)
		say_others(&c, last);
	return 0;
}

static const char *
type_of(const struct bw_fact_kind *k)
{
	static const char *const type[] = { "bool", "choice", "set", "percent",
		"integer", "date", "codes", "text", "concert" };

	return type[k->type];
}

static bool
wanted(const struct bw_cli *cli, const struct bw_fact_kind *k)
{
	return cli->n_arg == 0 || bw_str_starts(k->key, bw_str_of(cli->arg[0]));
}

static void
json_vocabulary(struct bw_law_case *c)
{
	struct bw_jw j = bw_cli_json(c->cli);

	bw_jw_open(&j, "facts", '[');
	for (size_t i = 0; i < c->vocabulary.n; i++) {
		const struct bw_fact_kind *k = &c->vocabulary.fact[i];

		if (!wanted(c->cli, k))
			continue;
		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "fact", k->key);
		bw_jw_z(&j, "type", type_of(k));
		bw_jw_bool(&j, "judgement", k->open);
		bw_jw_str(&j, "question", bw_law_text(c, k->question));
		bw_jw_str(&j, "help", bw_law_text(c, k->help));
		bw_jw_str(&j, "unit", k->unit);
		bw_jw_str(&j, "cite", k->cite);
		bw_jw_open(&j, "values", '[');
		for (size_t v = 0; v < k->n_values; v++) {
			bw_jw_open(&j, NULL, '{');
			bw_jw_str(&j, "value", k->values[v]);
			bw_jw_str(&j, "says", bw_law_text(c, k->value_text[v]));
			bw_jw_close(&j);
		}
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

int
bw_law_vocabulary(struct bw_cli *cli, struct bw_err *err)
{
	static const char *const name[] = { "fact", "type", "question" };
	static const unsigned flags[] = { 0, 0, BW_COL_WRAP };
	struct bw_law_case c;
	struct bw_listing l;
	int rc = bw_law_open(&c, cli, err);

	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		json_vocabulary(&c);
		return 0;
	}
	if (rc == 0)
		rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	for (size_t i = 0; i < c.vocabulary.n && rc == 0; i++) {
		const struct bw_fact_kind *k = &c.vocabulary.fact[i];

		if (!wanted(cli, k))
			continue;
		bw_list_cell(&l, k->key);
		bw_list_code(&l, "law.type", type_of(k));
		bw_list_cell(&l, bw_law_text(&c, k->question));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}
