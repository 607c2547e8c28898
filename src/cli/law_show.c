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

/* "4(1)(a)", or the whole of "4". */
static bool
article_fits(const struct bw_article *art, struct bw_str asked)
{
	return bw_str_eq(art->number, asked) ||
	    (bw_str_starts(art->number, asked) &&
		(art->number.p[asked.n] == '(' ||
		    art->number.p[asked.n] == '-' ||
		    art->number.p[asked.n] == ','));
}

/* Factors, measures, amounts: a list to go through, of which nothing follows.
 */
static void
show_items(struct bw_law_case *c, const struct bw_article *art)
{
	for (size_t i = 0; i < art->n_item; i++) {
		const struct bw_article_item *item = &art->item[i];
		struct bw_str unsure = item->not_verified
		    ? bw_cli_word(c->cli, "law.item-not-verified")
		    : BW_STR("");
		const char *after = item->letter.n == 0 ? ""
		    : item->letter.n == 1               ? ". "
							: ": ";

		bw_wrap(&c->cli->out,
		    bw_arena_fmt(&c->cli->arena, "%.*s%s%.*s%s%.*s",
			BW_ARG(item->letter), after,
			BW_ARG(bw_law_text(c, item->words)),
			unsure.n > 0 ? " " : "", BW_ARG(unsure)),
		    4, c->cli->width);
	}
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
	show_items(c, art);
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

int
bw_law_show(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_str asked = bw_str_of(cli->arg[0]);
	struct bw_law_case c;
	size_t n = 0;
	int rc = bw_law_today(&c, cli, true, err);

	for (size_t i = 0; i < c.rules.n_article && rc == 0; i++)
		if (article_fits(&c.rules.article[i], asked)) {
			show_article(&c, &c.rules.article[i]);
			n++;
		}
	if (rc == 0 && n == 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "no article \"%s\" is known on this day; see 'bolwerk law "
		    "list'",
		    cli->arg[0]);
	return rc;
}

int
bw_law_vocabulary(struct bw_cli *cli, struct bw_err *err)
{
	static const char *const type[] = { "bool", "choice", "set", "percent",
		"integer", "date", "codes", "text", "concert" };
	static const char *const name[] = { "fact", "type", "question" };
	static const unsigned flags[] = { 0, 0, BW_COL_WRAP };
	struct bw_law_case c;
	struct bw_listing l;
	int rc = bw_law_open(&c, cli, err);

	if (rc == 0)
		rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	for (size_t i = 0; i < c.vocabulary.n && rc == 0; i++) {
		const struct bw_fact_kind *k = &c.vocabulary.fact[i];

		if (cli->n_arg > 0 &&
		    !bw_str_starts(k->key, bw_str_of(cli->arg[0])))
			continue;
		bw_list_cell(&l, k->key);
		bw_list_code(&l, "law.type", type[k->type]);
		bw_list_cell(&l, bw_law_text(&c, k->question));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}
