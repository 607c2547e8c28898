/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controls_all.c - controls --all: who controls whom in the whole world.
 *
 * With --csv every pair, as it is found; for people and as JSON what the pairs
 * say together: how many, closed groups, the longest chain, and who at the top
 * controls most.
 */
#include "base/csv.h"
#include "base/pool.h"
#include "base/progress.h"
#include "cli/controls.h"
#include "ownership/pairs_facts.h"
#include <unistd.h>

struct world_control {
	struct bw_cli *cli;
	const struct bw_view *v;
	const struct bw_asked *who;
	struct bw_pool *pool;
	struct bw_register reg;
	struct bw_out file, *out; /* of CSV */
	struct bw_progress progress;
	uint64_t written;
	struct bw_pairs sure, may;
	struct bw_pairs_facts facts;
};

static void
csv_number(struct bw_out *out, uint64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%llu", (unsigned long long)n);

	bw_csvw_field(out, (struct bw_str){ text, (size_t)len }, false);
}

static void
csv_share(struct bw_out *out, uint32_t ppb)
{
	struct bw_buf b = { 0 };

	bw_ppb_print(&b, ppb, '.');
	bw_csvw_field(out, bw_buf_get(&b), false);
	bw_buf_release(&b);
}

static int
write_rows(void *ctx, const struct bw_reach_row *row, size_t n)
{
	struct world_control *k = ctx;
	const struct bw_view *v = k->v;
	struct bw_out *out = k->out;

	for (size_t i = 0; i < n; i++) {
		const struct bw_reach_row *r = &row[i];
		struct bw_share s = bw_between(r->votes, r->votes);

		bw_csvw_field(out, bw_view_name(v, r->owner), true);
		bw_csvw_field(out, bw_view_name(v, r->company), false);
		bw_csvw_field(out,
		    bw_str_of(bw_certainty_name(
			r->certain ? BW_CERTAIN : BW_POSSIBLE)),
		    false);
		csv_share(out, s.lo);
		csv_share(out, s.hi);
		csv_number(out, (uint64_t)v->party_row[r->owner]);
		csv_number(out, (uint64_t)v->party_row[r->company]);
		bw_csvw_end(out);
	}
	k->written += n;
	if (n > 0)
		bw_progress(
		    &k->progress, row[n - 1].owner, v->n_party, k->written);
	return out->err.code;
}

static int
write_csv(struct world_control *k, struct bw_err *err)
{
	static const char *const name[] = { "controller", "company",
		"certainty", "votes_min_percent", "votes_max_percent",
		"controller_id", "company_id" };
	static const char *const capital[] = { "capital_min_percent",
		"capital_max_percent" };
	const char *path = k->cli->value[BW_OPT_CSV];
	bool to_file = strcmp(path, "-") != 0;
	int rc = to_file ? bw_out_file(&k->file, path, err) : 0;

	if (rc != 0)
		return rc;
	k->out = to_file ? &k->file : &k->cli->out;
	for (size_t i = 0; i < BW_LEN(name); i++)
		bw_csvw_field(k->out,
		    bw_str_of(k->who->rule.capital && (i == 3 || i == 4)
			    ? capital[i - 3]
			    : name[i]),
		    i == 0);
	bw_csvw_end(k->out);
	bw_progress_begin(&k->progress, "control",
	    isatty(STDERR_FILENO) && !bw_cli_has(k->cli, BW_OPT_QUIET));
	rc = bw_reach_each(
	    &k->reg.net, k->who->rule, k->pool, write_rows, k, err);
	bw_progress_end(&k->progress);
	if (rc != 0 && k->out->err.code != 0)
		*err = k->out->err;
	if (!to_file)
		return rc;
	if (rc == 0)
		return bw_out_finish(&k->file, err);
	bw_out_release(&k->file);
	return rc;
}

static int
tell(struct world_control *k, struct bw_err *err)
{
	const struct bw_net *net = &k->reg.net;
	int rc =
	    bw_pairs_both(&k->sure, &k->may, net, k->who->rule, k->pool, err);

	if (rc == 0)
		rc = bw_pairs_tell(
		    &k->facts, &k->sure, k->cli->limit, &k->cli->arena, err);
	return rc;
}

/* ---- as JSON --------------------------------------------------------------
 */
static void
party_json(struct world_control *k, struct bw_jw *j, uint32_t party)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "id", k->v->party_row[party]);
	bw_jw_str(j, "name", bw_view_name(k->v, party));
}

static void
parties_json(struct world_control *k, struct bw_jw *j, const char *key,
    const uint32_t *party, size_t n)
{
	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		party_json(k, j, party[i]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
print_json(struct world_control *k)
{
	const struct bw_pairs_facts *f = &k->facts;
	struct bw_jw j = bw_cli_json(k->cli);

	bw_rule_json(&j, &k->who->rule);
	bw_jw_i64(&j, "controllers", f->n_controller);
	bw_jw_i64(&j, "companies", f->n_company);
	bw_jw_open(&j, "pairs", '{');
	bw_jw_i64(&j, "certain", (int64_t)k->sure.n_pair);
	bw_jw_i64(&j, "possible", (int64_t)(k->may.n_pair - k->sure.n_pair));
	bw_jw_close(&j);
	bw_jw_open(&j, "closed_groups", '[');
	for (size_t i = 0; i < f->n_group; i++)
		parties_json(k, &j, NULL, f->member + f->group_at[i],
		    f->group_at[i + 1] - f->group_at[i]);
	bw_jw_close(&j);
	parties_json(k, &j, "longest_chain", f->chain, f->n_chain);
	bw_jw_open(&j, "most", '[');
	for (size_t i = 0; i < f->n_top; i++) {
		uint64_t sure = bw_pairs_below(&k->sure, f->top[i]);

		party_json(k, &j, f->top[i]);
		bw_jw_i64(&j, "certain", (int64_t)sure);
		bw_jw_i64(&j, "possible",
		    (int64_t)(bw_pairs_below(&k->may, f->top[i]) - sure));
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

/* ---- for people -----------------------------------------------------------
 */
static struct bw_text
number(struct world_control *k, uint64_t n)
{
	return bw_text_same(
	    bw_arena_fmt(&k->cli->arena, "%llu", (unsigned long long)n));
}

static void
say(struct world_control *k, const char *key, const struct bw_fill *fill,
    size_t n)
{
	struct bw_text t = bw_text_fill(&k->cli->arena, key, fill, n);

	bw_wrap(&k->cli->out, t.in[k->cli->lang], 0, k->cli->width);
}

/* Names, each behind the one before: "A > B > C", the middle left out. */
static struct bw_text
names(struct world_control *k, const uint32_t *party, size_t n,
    const char *between)
{
	struct bw_buf b = { 0 };
	struct bw_str out;
	size_t shown = 6;

	for (size_t i = 0; i < n; i++) {
		if (n > shown + 1 && i == shown / 2) {
			bw_buf_fmt(&b, "%s...", between);
			i = n - shown / 2;
		}
		bw_buf_fmt(&b, "%s%.*s", i > 0 ? between : "",
		    BW_ARG(bw_cli_name(k->cli, k->v, party[i])));
	}
	out = bw_arena_dup(&k->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return bw_text_same(out);
}

static void
say_groups(struct world_control *k)
{
	const struct bw_pairs_facts *f = &k->facts;
	struct bw_cli *cli = k->cli;
	const struct bw_fill fill[] = { { "n", number(k, f->n_group) } };

	if (f->n_group == 0)
		return;
	bw_out_z(&cli->out, "\n");
	say(k, f->n_group == 1 ? "controls.all.group" : "controls.all.groups",
	    fill, 1);
	for (size_t i = 0; i < f->n_group && i < cli->limit; i++)
		bw_wrap(&cli->out,
		    names(k, f->member + f->group_at[i],
			f->group_at[i + 1] - f->group_at[i], ", ")
			.in[cli->lang],
		    2, cli->width);
	if (f->n_group > cli->limit)
		say(k, "controls.all.more", NULL, 0);
}

static int
say_top(struct world_control *k, struct bw_err *err)
{
	const struct bw_pairs_facts *f = &k->facts;
	struct bw_cli *cli = k->cli;
	struct bw_table *t = bw_table_new(&cli->arena);

	bw_out_z(&cli->out, "\n");
	say(k, "controls.all.top", NULL, 0);
	bw_table_col(t, bw_cli_word(cli, "cli.col.name"), BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "cli.col.country"), BW_COL_WRAP);
	bw_table_col(t, bw_cli_word(cli, "controls.col.certain"), BW_COL_RIGHT);
	bw_table_col(
	    t, bw_cli_word(cli, "controls.col.possible"), BW_COL_RIGHT);
	for (size_t i = 0; i < f->n_top; i++) {
		uint32_t x = f->top[i];
		uint64_t sure = bw_pairs_below(&k->sure, x);

		bw_table_cell(t, bw_cli_name(cli, k->v, x));
		bw_table_cell(t, bw_cli_country(cli, k->v->country[x]));
		bw_table_cell(t, number(k, sure).in[0]);
		bw_table_cell(
		    t, number(k, bw_pairs_below(&k->may, x) - sure).in[0]);
	}
	return bw_table_print(t, &cli->out, cli->width, err);
}

static int
print_text(struct world_control *k, struct bw_err *err)
{
	const struct bw_pairs_facts *f = &k->facts;
	const struct bw_fill fill[] = {
		{ "controllers", number(k, f->n_controller) },
		{ "companies", number(k, f->n_company) },
		{ "certain", number(k, k->sure.n_pair) },
		{ "possible", number(k, k->may.n_pair - k->sure.n_pair) },
		{ "n", number(k, f->n_chain) },
		{ "chain", names(k, f->chain, f->n_chain, " > ") },
	};
	int rc = 0;

	say(k, "controls.all.pairs", fill, BW_LEN(fill));
	if (f->n_chain > 0)
		say(k, "controls.all.chain", fill, BW_LEN(fill));
	say_groups(k);
	if (f->n_top > 0)
		rc = say_top(k, err);
	bw_out_z(&k->cli->out, "\n");
	bw_asked_say(k->cli, k->v, k->who);
	return rc;
}

int
bw_controls_all(struct bw_cli *cli, const struct bw_view *v,
    const struct bw_asked *who, struct bw_err *err)
{
	struct world_control k = { .cli = cli, .v = v, .who = who };
	int rc;

	if (bw_pool_new(&k.pool, 0, NULL) != 0)
		k.pool = NULL; /* one thread will do */
	rc = bw_register_open(&k.reg, v, cli->as_of, k.pool, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_CSV)) {
		rc = write_csv(&k, err);
	} else if (rc == 0 && (rc = tell(&k, err)) == 0) {
		if (bw_cli_has(cli, BW_OPT_JSON))
			print_json(&k);
		else
			rc = print_text(&k, err);
	}
	bw_pairs_release(&k.may);
	bw_pairs_release(&k.sure);
	bw_register_close(&k.reg);
	bw_pool_free(k.pool);
	return rc;
}
