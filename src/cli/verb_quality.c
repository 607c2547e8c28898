/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_quality.c - what is wrong or missing in the data about owners, of all
 * companies at once.
 *
 * For whoever keeps the data: first how often each thing occurs, then where.
 */
#include "base/map.h"
#include "base/mem.h"
#include "base/pool.h"
#include "cli/cli.h"
#include "ownership/quality.h"

struct quality {
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_flaws flaws;
	size_t count[BW_FLAW_KINDS], companies[BW_FLAW_KINDS];
};

/* By company, so a company is counted once a kind. */
static void
count(struct quality *q)
{
	uint32_t last[BW_FLAW_KINDS];

	memset(last, 0xff, sizeof(last));
	for (size_t i = 0; i < q->flaws.list.n; i++) {
		const struct bw_flaw *f = &q->flaws.list.v[i];

		q->count[f->kind]++;
		q->companies[f->kind] += last[f->kind] != f->company;
		last[f->kind] = f->company;
	}
}

static struct bw_str
per_cent(struct quality *q, uint64_t ppb, char decimal, const char *unit)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	bw_ppb_print(&b, ppb, decimal);
	bw_buf_z(&b, unit);
	out = bw_arena_dup(&q->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static struct bw_str
figure(struct quality *q, const struct bw_flaw *f)
{
	if (f->figure == 0) /* nobody tells how much */
		return (struct bw_str){ 0 };
	if (f->kind == BW_FLAW_LOOP)
		return bw_arena_fmt(
		    &q->cli->arena, "%llu", (unsigned long long)f->figure);
	return per_cent(q, f->figure, q->cli->lang == BW_NL ? ',' : '.', " %");
}

static struct bw_str
party_id(struct quality *q, uint32_t party)
{
	if (party == BW_NONE)
		return (struct bw_str){ 0 };
	return bw_arena_fmt(
	    &q->cli->arena, "%lld", (long long)q->v->party_row[party]);
}

static struct bw_str
name(struct quality *q, const struct bw_listing *l, uint32_t party)
{
	if (party == BW_NONE)
		return (struct bw_str){ 0 };
	return l->to_csv ? bw_view_name(q->v, party)
			 : bw_cli_name(q->cli, q->v, party);
}

static int
row(struct quality *q, struct bw_listing *l, const struct bw_flaw *f,
    struct bw_err *err)
{
	bool loop = f->kind == BW_FLAW_LOOP;
	struct bw_evidence at = { 0 };
	int rc =
	    bw_view_stake_place(q->v, f->stake, &q->cli->arena, &at, NULL, err);

	if (rc != 0)
		return rc;
	bw_list_code(l, "quality", bw_flaw_name(f->kind));
	bw_list_cell(l, name(q, l, f->company));
	bw_list_cell(l, name(q, l, f->holder));
	bw_list_cell(l, figure(q, f));
	bw_list_cell(l,
	    at.line > 0 ? bw_arena_fmt(&q->cli->arena, "[%u] %llu", at.source,
			      (unsigned long long)at.line)
			: bw_arena_fmt(&q->cli->arena, "[%u]", at.source));
	bw_list_cell(l, party_id(q, f->company));
	bw_list_cell(l, party_id(q, f->holder));
	bw_list_cell(l,
	    loop || f->figure == 0 ? (struct bw_str){ 0 }
				   : per_cent(q, f->figure, '.', ""));
	bw_list_cell(l, loop ? figure(q, f) : (struct bw_str){ 0 });
	bw_list_count(l, f->n_stake);
	bw_list_count(l, at.source);
	bw_list_count(l, at.line);
	return 0;
}

static int
open_rows(struct quality *q, struct bw_listing *l, struct bw_err *err)
{
	static const char *const col[] = { "flaw", "company", "holder",
		"figure", "place", "company_id", "holder_id", "percent",
		"companies", "stakes", "source", "line" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_PEOPLE, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };

	return bw_list_open(l, q->cli, col, flags, BW_LEN(col), err);
}

/* All of it, by company; memory of each row is given back. */
static int
print_csv(struct quality *q, struct bw_err *err)
{
	struct bw_listing l;
	int rc = open_rows(q, &l, err);

	for (size_t i = 0; rc == 0 && i < q->flaws.list.n; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&q->cli->arena);

		rc = row(q, &l, &q->flaws.list.v[i], err);
		bw_arena_reset(&q->cli->arena, mark);
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

static int
print_counts(struct quality *q, struct bw_err *err)
{
	struct bw_cli *cli = q->cli;
	struct bw_table *t = bw_table_new(&cli->arena);

	bw_table_col(t, bw_cli_word(cli, "cli.col.flaw"), 0);
	bw_table_col(t, bw_cli_word(cli, "cli.col.companies"), BW_COL_RIGHT);
	bw_table_col(t, bw_cli_word(cli, "cli.col.todo"), BW_COL_WRAP);
	for (unsigned k = 0; k < BW_FLAW_KINDS; k++) {
		if (q->count[k] == 0)
			continue;
		bw_table_cell(t, bw_cli_wordf(cli, "quality", bw_flaw_name(k)));
		bw_table_cell(
		    t, bw_arena_fmt(&cli->arena, "%zu", q->companies[k]));
		bw_table_cell(
		    t, bw_cli_wordf(cli, "quality.todo", bw_flaw_name(k)));
	}
	return bw_table_print(t, &cli->out, cli->width, err);
}

/* The first of each kind, in order of weight, together `limit`. */
static int
print_people(struct quality *q, struct bw_err *err)
{
	struct bw_cli *cli = q->cli;
	size_t shown = 0;
	struct bw_listing l;
	int rc;

	if (q->flaws.list.n == 0) {
		bw_wrap(
		    &cli->out, bw_cli_word(cli, "quality.none"), 0, cli->width);
		return 0;
	}
	rc = print_counts(q, err);
	if (rc != 0)
		return rc;
	bw_out_z(&cli->out, "\n");
	rc = open_rows(q, &l, err);
	for (unsigned k = 0; rc == 0 && k < BW_FLAW_KINDS; k++)
		for (size_t i = 0;
		     rc == 0 && i < q->flaws.list.n && shown < cli->limit; i++)
			if (q->flaws.list.v[i].kind == k) {
				rc = row(q, &l, &q->flaws.list.v[i], err);
				shown++;
			}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && shown < q->flaws.list.n)
		bw_wrap(
		    &cli->out, bw_cli_word(cli, "quality.more"), 0, cli->width);
	return rc;
}

static void
party_json(struct quality *q, struct bw_jw *j, const char *key, uint32_t party)
{
	if (party == BW_NONE) {
		bw_jw_null(j, key);
		return;
	}
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "id", q->v->party_row[party]);
	bw_jw_str(j, "name", bw_view_name(q->v, party));
	bw_jw_close(j);
}

static int
flaw_json(struct quality *q, struct bw_jw *j, const struct bw_flaw *f,
    struct bw_err *err)
{
	struct bw_evidence at = { 0 };
	int rc =
	    bw_view_stake_place(q->v, f->stake, &q->cli->arena, &at, NULL, err);

	if (rc != 0)
		return rc;
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "flaw", bw_flaw_name(f->kind));
	party_json(q, j, "company", f->company);
	party_json(q, j, "holder", f->holder);
	if (f->kind == BW_FLAW_LOOP) {
		bw_jw_null(j, "share");
		bw_jw_i64(j, "companies", (int64_t)f->figure);
	} else {
		if (f->figure > 0)
			bw_jw_ppb(j, "share", f->figure);
		else
			bw_jw_null(j, "share");
		bw_jw_null(j, "companies");
	}
	bw_jw_i64(j, "stakes", f->n_stake);
	bw_jw_i64(j, "source", at.source);
	bw_jw_i64(j, "line", (int64_t)at.line);
	bw_jw_i64(j, "number", (int64_t)at.number);
	bw_jw_str(j, "ref", at.ref);
	bw_jw_close(j);
	return 0;
}

static int
print_json(struct quality *q, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(q->cli);
	int rc = 0;

	bw_jw_open(&j, "counts", '{');
	for (unsigned k = 0; k < BW_FLAW_KINDS; k++)
		bw_jw_i64(&j, bw_flaw_name(k), (int64_t)q->companies[k]);
	bw_jw_close(&j);
	bw_jw_open(&j, "flaws", '[');
	for (size_t i = 0; rc == 0 && i < q->flaws.list.n; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&q->cli->arena);

		rc = flaw_json(q, &j, &q->flaws.list.v[i], err);
		bw_arena_reset(&q->cli->arena, mark);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

int
bw_verb_quality(struct bw_cli *cli, struct bw_err *err)
{
	struct quality q = { .cli = cli };
	struct bw_pool *pool = NULL;
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = bw_cli_view(cli, &w, &v, err);

	q.v = v;
	if (rc == 0)
		rc = bw_pool_new(&pool, 0, err);
	if (rc == 0)
		rc = bw_quality_world(&q.flaws, v, cli->as_of, pool, err);
	if (rc == 0) {
		count(&q);
		rc = bw_cli_has(cli, BW_OPT_JSON) ? print_json(&q, err)
		    : bw_cli_has(cli, BW_OPT_CSV) ? print_csv(&q, err)
						  : print_people(&q, err);
	}
	bw_flaws_release(&q.flaws);
	bw_pool_free(pool);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
