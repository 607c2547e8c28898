/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_diff.c - `law diff OLD NEW`: which decisions a change of law turns.
 *
 * Cases are files, or made up by number (compare.h); what the user tells with
 * --fact or --assume holds in all of them. Each pair of outcomes is shown with
 * one example, cut down to the facts without which it would be another pair,
 * and with the rules that say something else in it.
 */
#include "base/map.h"
#include "cli/law.h"
#include "law/compare.h"

#define MOST_PAIRS 256
#define MADE_UP 1000

struct pair {
	struct bw_str word[2];
	uint64_t count, example; /* number of the first */
};
struct diff {
	struct bw_law_case c;
	struct bw_rules rules[2];
	struct bw_compare compare;
	struct bw_facts told; /* what the user holds in all cases */
	struct pair pair[MOST_PAIRS];
	size_t n_pair;
	uint64_t n_case;
	int n_file;
	char **file;
};

static void
count_pair(struct diff *d, const struct bw_str word[2], uint64_t number)
{
	struct pair *p;

	for (size_t i = 0; i < d->n_pair; i++) {
		p = &d->pair[i];
		if (bw_str_eq(p->word[0], word[0]) &&
		    bw_str_eq(p->word[1], word[1])) {
			p->count++;
			return;
		}
	}
	if (d->n_pair == MOST_PAIRS)
		return;
	d->pair[d->n_pair++] = (struct pair){ { word[0], word[1] }, 1, number };
}

/* Facts of case `number` into c.facts. */
static int
bring(struct diff *d, uint64_t number, struct bw_err *err)
{
	struct bw_law_case *c = &d->c;
	size_t n = c->vocabulary.n;

	if (d->n_file > 0) {
		int rc = bw_facts_init(
		    &c->facts, &c->vocabulary, &c->cli->arena, err);

		return rc != 0 ? rc : bw_law_facts(c, d->file[number], err);
	}
	memcpy(c->facts.value, d->told.value, n * sizeof(*d->told.value));
	memcpy(c->facts.codes, d->told.codes, n * sizeof(*d->told.codes));
	memcpy(c->facts.text, d->told.text, n * sizeof(*d->told.text));
	memcpy(c->facts.from, d->told.from, n);
	bw_compare_vary(&d->compare, &c->facts, number);
	return 0;
}

static int
run_all(struct diff *d, struct bw_err *err)
{
	struct bw_str word[2];
	int rc = 0;

	for (uint64_t i = 0; i < d->n_case && rc == 0; i++) {
		rc = bring(d, i, err);
		if (rc != 0)
			break;
		bw_compare_run(&d->compare, &d->c.facts, word);
		count_pair(d, word, i);
	}
	return rc;
}

static int
by_count(const void *a, const void *b)
{
	const struct pair *p = a, *q = b;
	bool turned_p = !bw_str_eq(p->word[0], p->word[1]);
	bool turned_q = !bw_str_eq(q->word[0], q->word[1]);

	if (turned_p != turned_q)
		return turned_p ? -1 : 1;
	if (p->count != q->count)
		return p->count > q->count ? -1 : 1;
	return (p->example > q->example) - (p->example < q->example);
}

static int
day_of(const char *text, bw_date *day, struct bw_err *err)
{
	return bw_date_parse(bw_str_of(text), day)
	    ? 0
	    : bw_fail(err, BW_EUSAGE,
		  "law diff OLD NEW: \"%s\" is no date such as 2025-09-01",
		  text);
}

static int
prepare(struct diff *d, struct bw_cli *cli, struct bw_err *err)
{
	struct bw_law_case *c = &d->c;
	bw_date day[2];
	int rc = bw_law_open(c, cli, err);

	d->n_file = cli->n_arg - 2;
	d->file = cli->arg + 2;
	d->n_case = d->n_file > 0           ? (uint64_t)d->n_file
	    : bw_cli_has(cli, BW_OPT_LIMIT) ? cli->limit
					    : MADE_UP;
	for (int i = 0; i < 2 && rc == 0; i++) {
		rc = day_of(cli->arg[i], &day[i], err);
		if (rc == 0)
			rc = bw_rules_make(&d->rules[i], c->file, c->n_file,
			    &c->vocabulary, day[i], false, BW_STR(""),
			    &cli->arena, err);
	}
	if (rc == 0)
		rc = bw_compare_init(&d->compare, &d->rules[0], &d->rules[1],
		    bw_fact_find(&c->vocabulary, BW_STR("dates.closing")),
		    &cli->arena, err);
	if (rc == 0 && d->n_file == 0)
		rc = bw_law_facts(c, NULL, err);
	for (size_t i = 0; i < c->vocabulary.n && rc == 0; i++)
		if (c->facts.from[i] != BW_FROM_NOBODY) /* fixed in all */
			c->facts.from[i] = BW_FROM_USER;
	d->told = c->facts;
	return rc != 0
	    ? rc
	    : bw_facts_init(&c->facts, &c->vocabulary, &cli->arena, err);
}

/* "deal.kind=shares; target.classes=campus": what the pair hangs on. */
static struct bw_str
example_facts(struct diff *d, struct bw_jw *j)
{
	struct bw_law_case *c = &d->c;
	struct bw_arena *a = &c->cli->arena;
	struct bw_str all = BW_STR("");

	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str key = bw_arena_dup(a, c->vocabulary.fact[i].key);
		struct bw_str value;

		if (c->facts.from[i] == BW_FROM_NOBODY)
			continue;
		value = bw_law_fact(c, i);
		if (j != NULL)
			bw_jw_str(j, key.p, value);
		all = bw_arena_fmt(a, "%.*s%s%.*s=%.*s", BW_ARG(all),
		    all.n > 0 ? "; " : "", BW_ARG(key), BW_ARG(value));
	}
	return all;
}

/* Rules of the new law that say something else than those of the old. */
static struct bw_str
other_rules(struct diff *d, struct bw_jw *j)
{
	struct bw_law_case *c = &d->c;
	struct bw_arena *a = &c->cli->arena;
	const struct bw_rules *r = &d->rules[1], *was = &d->rules[0];
	struct bw_str all = BW_STR(""), cite, last = BW_STR("");

	c->rules = *r; /* whose articles are cited */
	for (uint32_t i = 0; i < r->n_output; i++) {
		uint32_t o = bw_output_find(was, r->output[i].name);

		if (o == BW_NONE || r->output[i].choice != NULL ||
		    r->output[i].kind != BW_VALUE_CHOICE ||
		    d->compare.value[0][was->output[o].step].may ==
			d->compare.value[1][r->output[i].step].may)
			continue;
		cite = bw_law_cite(c, i);
		if (j != NULL)
			bw_jw_str(j, NULL, r->output[i].name);
		if (!bw_str_eq(cite, last))
			all = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(all),
			    all.n > 0 ? "; " : "", BW_ARG(cite));
		last = cite;
	}
	return all;
}

static int
example(struct diff *d, const struct pair *p, struct bw_err *err)
{
	struct bw_str word[2];
	int rc = bring(d, p->example, err);

	if (rc != 0)
		return rc;
	bw_compare_shrink(&d->compare, &d->c.facts);
	bw_compare_run(&d->compare, &d->c.facts, word);
	return 0;
}

static uint64_t
turned(const struct diff *d)
{
	uint64_t n = 0;

	for (size_t i = 0; i < d->n_pair; i++)
		if (!bw_str_eq(d->pair[i].word[0], d->pair[i].word[1]))
			n += d->pair[i].count;
	return n;
}

static int
print_json(struct diff *d, struct bw_err *err)
{
	struct bw_cli *cli = d->c.cli;
	struct bw_jw j = bw_cli_json(cli);
	int rc = 0;

	bw_jw_z(&j, "old", cli->arg[0]);
	bw_jw_z(&j, "new", cli->arg[1]);
	bw_jw_i64(&j, "cases", (int64_t)d->n_case);
	bw_jw_i64(&j, "turned", (int64_t)turned(d));
	bw_jw_open(&j, "pairs", '[');
	for (size_t i = 0; i < d->n_pair && rc == 0; i++) {
		rc = example(d, &d->pair[i], err);
		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "old", d->pair[i].word[0]);
		bw_jw_str(&j, "new", d->pair[i].word[1]);
		bw_jw_i64(&j, "cases", (int64_t)d->pair[i].count);
		bw_jw_open(&j, "example", '{');
		example_facts(d, &j);
		bw_jw_close(&j);
		bw_jw_open(&j, "rules", '[');
		other_rules(d, &j);
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

static int
print_table(struct diff *d, struct bw_err *err)
{
	static const char *const name[] = { "old", "new", "cases", "because",
		"example" };
	static const unsigned flags[] = { 0, 0, BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_WRAP };
	struct bw_cli *cli = d->c.cli;
	struct bw_arena *a = &cli->arena;
	struct bw_fill fill[2] = { { "n",
				       bw_text_same(bw_arena_fmt(a, "%llu",
					   (unsigned long long)d->n_case)) },
		{ "turned",
		    bw_text_same(bw_arena_fmt(
			a, "%llu", (unsigned long long)turned(d))) } };
	struct bw_text t = bw_text_fill(a, "law.diff", fill, 2);
	struct bw_listing l;
	int rc;

	if (!bw_cli_has(cli, BW_OPT_CSV)) {
		bw_wrap(&cli->out, t.in[cli->lang], 0, cli->width);
		bw_out_z(&cli->out, "\n");
	}
	rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	for (size_t i = 0; i < d->n_pair && rc == 0; i++) {
		const struct pair *p = &d->pair[i];

		if ((rc = example(d, p, err)) != 0)
			break;
		bw_list_cell(&l, p->word[0]);
		bw_list_cell(&l, p->word[1]);
		bw_list_cell(
		    &l, bw_arena_fmt(a, "%llu", (unsigned long long)p->count));
		bw_list_cell(&l, other_rules(d, NULL));
		bw_list_cell(&l, example_facts(d, NULL));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

int
bw_law_diff(struct bw_cli *cli, struct bw_err *err)
{
	struct diff *d = BW_ARENA_NEW(&cli->arena, struct diff);
	int rc;

	if (d == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to compare");
	if ((rc = prepare(d, cli, err)) != 0 || (rc = run_all(d, err)) != 0)
		return rc;
	qsort(d->pair, d->n_pair, sizeof(*d->pair), by_count);
	return bw_cli_has(cli, BW_OPT_JSON) ? print_json(d, err)
					    : print_table(d, err);
}
