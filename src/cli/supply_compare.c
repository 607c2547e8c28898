/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_compare.c - materials side by side: the newest figure of each kind.
 *
 * The rows are those of `supply material --csv`, so what can be read there
 * can be compared here. A cell without a figure is a hole in the sources.
 * Different materials may have figures of different years: the year stands
 * with each.
 */
#include "cli/supply_facts.h"

#define MOST 5 /* columns that a page holds */

struct side {
	struct bw_profile p;
	struct bw_fact_lines f;
};
struct compare {
	struct bw_cli *cli;
	struct side side[MOST];
	size_t n;
	struct bw_fact_line *key; /* rows: each kind of figure once */
	size_t n_key;
};

/* Which parts a comparison shows, and in what order. */
static const struct {
	const char *part, *what;
} shown[] = {
	{ "production", "largest" },
	{ "production", "hhi" },
	{ "production", "hhi-governance" },
	{ "production", "effective-suppliers" },
	{ "eu-sourcing", "largest" },
	{ "eu-sourcing", "hhi-wgi-t" },
	{ "score", "supply-risk" },
	{ "score", "economic-importance" },
	{ "score", "critical" },
	{ "score", "rank" },
	{ "act", "extraction" },
	{ "act", "processing" },
	{ "act", "recycling" },
	{ "act", "single-country" },
};

static bool
same(const struct bw_fact_line *a, const struct bw_fact_line *b)
{
	return strcmp(a->part, b->part) == 0 && strcmp(a->what, b->what) == 0 &&
	    (strcmp(a->part, "score") == 0 || strcmp(a->stage, b->stage) == 0);
}

static const struct bw_fact_line *
find(const struct side *s, const struct bw_fact_line *key)
{
	for (size_t i = 0; i < s->f.list.n; i++)
		if (s->f.list.v[i].newest && same(&s->f.list.v[i], key))
			return &s->f.list.v[i];
	return NULL;
}

/* Kinds of figures, in the order of `shown`, then of the stages. */
static int
keys(struct compare *c, struct bw_err *err)
{
	size_t most = 0;

	for (size_t i = 0; i < c->n; i++)
		most += c->side[i].f.list.n;
	c->key = BW_ARENA_ARRAY(&c->cli->arena, struct bw_fact_line, most + 1);
	if (c->key == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to compare");
	for (size_t k = 0; k < BW_LEN(shown); k++)
		for (unsigned stage = 0; stage <= BW_STAGES; stage++)
			for (size_t i = 0; i < c->n; i++)
				for (size_t x = 0; x < c->side[i].f.list.n;
				     x++) {
					const struct bw_fact_line *l =
					    &c->side[i].f.list.v[x];
					const char *word = stage == BW_STAGES
					    ? ""
					    : bw_stage_name(stage);
					bool there = false;

					if (!l->newest ||
					    strcmp(l->part, shown[k].part) !=
						0 ||
					    strcmp(l->what, shown[k].what) !=
						0 ||
					    strcmp(l->stage, word) != 0)
						continue;
					for (size_t q = 0; q < c->n_key; q++)
						there = there ||
						    same(&c->key[q], l);
					if (!there)
						c->key[c->n_key++] = *l;
				}
	return 0;
}

static struct bw_str
label(struct bw_cli *cli, const struct bw_fact_line *l)
{
	char key[96];
	struct bw_str s;

	snprintf(key, sizeof(key), "supply.crit.row.%s.%s", l->part, l->what);
	s = bw_word(cli->lang, key);
	if (l->stage[0] == '\0' || strcmp(l->part, "score") == 0)
		return s;
	return bw_arena_fmt(&cli->arena, "%.*s, %.*s", BW_ARG(s),
	    BW_ARG(bw_cli_wordf(cli, "stage", l->stage)));
}

static struct bw_str
cell(struct bw_cli *cli, const struct bw_fact_line *l)
{
	struct bw_arena *a = &cli->arena;
	struct bw_str s;

	if (l == NULL)
		return BW_STR("");
	if (l->code)
		s = bw_cli_wordf(
		    cli, "supply.crit.reach", bw_arena_dup(a, l->text).p);
	else
		/* as printed where that is known; the range is in the CSV */
		s = bw_figure_known(l->value) &&
			(strcmp(l->what, "largest") == 0 ||
			    strcmp(l->part, "score") == 0)
		    ? bw_supply_number(cli, l->value.at, l->decimals)
		    : bw_supply_interval(cli, l->value, l->decimals);
	if (s.n == 0)
		return s;
	if (l->unit[0] != '\0')
		s = bw_arena_fmt(a, "%.*s %s", BW_ARG(s), l->unit);
	if (!l->code && l->text.n == 2 && strcmp(l->what, "hhi") != 0)
		s = bw_arena_fmt(a, "%.*s %.*s", BW_ARG(l->text), BW_ARG(s));
	return l->year == 0 ? s
			    : bw_arena_fmt(a, "%.*s (%d)", BW_ARG(s), l->year);
}

static int
people(struct compare *c, struct bw_err *err)
{
	struct bw_table *t = bw_table_new(&c->cli->arena);
	int rc;

	bw_table_col(t, bw_cli_word(c->cli, "cli.col.crit-figure"), 0);
	for (size_t i = 0; i < c->n; i++)
		bw_table_col(t, c->side[i].p.item->name.in[c->cli->lang],
		    BW_COL_RIGHT | BW_COL_WRAP);
	bw_table_cell(t, bw_cli_word(c->cli, "cli.col.supply-eu"));
	for (size_t i = 0; i < c->n; i++)
		bw_table_cell(t,
		    bw_cli_wordf(c->cli, "cli.supply.eu",
			bw_eu_list_word(c->side[i].p.item)));
	for (size_t k = 0; k < c->n_key; k++) {
		bw_table_cell(t, label(c->cli, &c->key[k]));
		for (size_t i = 0; i < c->n; i++)
			bw_table_cell(
			    t, cell(c->cli, find(&c->side[i], &c->key[k])));
	}
	rc = bw_table_print(t, &c->cli->out, c->cli->width, err);
	bw_wrap(&c->cli->out, bw_cli_word(c->cli, "supply.crit.compare-about"),
	    0, c->cli->width);
	return rc;
}

/* A row for each figure and material. */
static int
csv(struct compare *c, struct bw_err *err)
{
	static const char *const name[] = { "part", "what", "stage", "material",
		"year", "value", "min", "max", "unit", "text", "source", "line",
		"ref" };
	static const unsigned flag[BW_LEN(name)] = { 0 };
	struct bw_arena *a = &c->cli->arena;
	struct bw_listing l;
	int rc = bw_list_open(&l, c->cli, name, flag, BW_LEN(name), err);

	for (size_t k = 0; rc == 0 && k < c->n_key; k++)
		for (size_t i = 0; i < c->n; i++) {
			const struct bw_fact_line *x =
			    find(&c->side[i], &c->key[k]);
			double v[3] = { NAN, NAN, NAN };

			bw_list_cell(&l, bw_str_of(c->key[k].part));
			bw_list_cell(&l, bw_str_of(c->key[k].what));
			bw_list_cell(&l, bw_str_of(c->key[k].stage));
			bw_list_cell(&l, c->side[i].p.code);
			bw_list_cell(&l,
			    x == NULL || x->year == 0
				? BW_STR("")
				: bw_arena_fmt(a, "%d", x->year));
			if (x != NULL) {
				v[0] = x->value.at;
				v[1] = x->value.lo;
				v[2] = x->value.hi;
			}
			for (size_t q = 0; q < 3; q++)
				bw_list_cell(&l,
				    isnan(v[q])
					? BW_STR("")
					: bw_arena_fmt(a, "%.9g", v[q]));
			bw_list_cell(&l, bw_str_of(x != NULL ? x->unit : ""));
			bw_list_cell(&l, x != NULL ? x->text : BW_STR(""));
			bw_list_cell(&l,
			    x == NULL || x->place.load == 0
				? BW_STR("")
				: bw_arena_fmt(a, "%u", x->place.load));
			bw_list_cell(&l,
			    x == NULL || x->place.line == 0
				? BW_STR("")
				: bw_arena_fmt(a, "%llu",
				      (unsigned long long)x->place.line));
			bw_list_cell(&l, x != NULL ? x->place.ref : BW_STR(""));
		}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

static void
json(struct compare *c)
{
	struct bw_jw j = bw_cli_json(c->cli);

	bw_jw_open(&j, "materials", '[');
	for (size_t i = 0; i < c->n; i++) {
		bw_jw_open(&j, NULL, '{');
		bw_supply_facts_json(&j, &c->side[i].p, &c->side[i].f);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

int
bw_supply_compare(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_criticality_rules rules;
	struct compare c = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = 0;

	if (cli->n_arg > MOST)
		return bw_fail(err, BW_EUSAGE,
		    "supply compare: at most %d materials at once", MOST);
	rc = bw_cli_view(cli, &w, &v, err);
	for (int i = 0; rc == 0 && i < cli->n_arg; i++) {
		struct side *s = &c.side[c.n++];

		rc = bw_supply_profile(cli, v, cli->arg[i], &rules, &s->p, err);
		if (rc == 0)
			rc = bw_supply_facts(cli, &s->p, &s->f, err);
	}
	if (rc == 0)
		rc = keys(&c, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON))
		json(&c);
	else if (rc == 0 && bw_cli_has(cli, BW_OPT_CSV))
		rc = csv(&c, err);
	else if (rc == 0)
		rc = people(&c, err);
	for (size_t i = 0; i < c.n; i++)
		bw_vec_release(&c.side[i].f.list);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
