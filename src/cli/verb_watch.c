/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_watch.c - load a new delivery, and get only what it changed.
 *
 * With files: what was known before the first of them against what is known
 * after the last. With --since: what was known then against now, without
 * loading; both may be told. Both states are asked about the same day, so
 * that only what was learnt counts, not that a day has passed (history.c tells
 * that). The columns of the earlier state are taken from the snapshot before
 * it is replaced, which saves building them.
 */
#include "cli/watch_out.h"
#include "base/input.h"
#include "base/map.h"
#include "base/progress.h"
#include "ownership/register.h"
#include <unistd.h>

#define LIST_MAX ((size_t)64 << 20)

struct job {
	struct watching t;
	struct bw_world *world[BW_SIDES];
	struct bw_register reg[BW_SIDES];
	struct bw_pool *pool;
	BW_VEC(int64_t) row; /* of parties of interest */
	bool loaded;         /* something was */
};

/* ---- loading ---- */
static int
load(struct job *j, struct bw_world *w, struct bw_jw *json, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	struct bw_err kept;
	uint32_t first = 0;
	int failed;

	if (json != NULL)
		bw_jw_open(json, "loads", '[');
	failed = bw_cli_load_files(cli, w,
	    json == NULL && !bw_cli_has(cli, BW_OPT_QUIET), json, &first,
	    &kept);
	if (json != NULL)
		bw_jw_close(json);
	j->loaded = first != 0;
	if (failed != 0 && err != NULL)
		*err = kept;
	return failed;
}

static int
last_load(struct bw_cli *cli, struct bw_world *w, struct bw_source *out,
    struct bw_err *err)
{
	struct bw_source_row *row;
	size_t n;
	int rc = bw_world_sources(w, &cli->arena, &row, &n, err);

	if (rc == 0 && n == 0)
		return bw_fail(err, BW_ENOTFOUND, "nothing was loaded yet");
	if (rc == 0)
		*out = row[n - 1].source;
	return rc;
}

/* ---- the two states ---- */
static int
open_view(struct job *j, int side, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	struct bw_view_opt opt = { .known_load = j->t.load[side].id,
		.progress =
		    isatty(STDERR_FILENO) && !bw_cli_has(cli, BW_OPT_QUIET) };

	return bw_view_open(&j->t.v[side], j->world[side], &opt, err);
}

/* What is known before the files: opened before they are loaded. */
static int
before_files(struct job *j, struct bw_world *w, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	int rc;

	rc = bw_cli_has(cli, BW_OPT_SINCE)
	    ? bw_cli_load_of(cli, w, "since", cli->value[BW_OPT_SINCE],
		  &j->t.load[BW_BEFORE], err)
	    : last_load(cli, w, &j->t.load[BW_BEFORE], err);
	if (rc == 0)
		rc =
		    bw_cli_world(cli, BW_WORLD_READ, &j->world[BW_BEFORE], err);
	return rc != 0 ? rc : open_view(j, BW_BEFORE, err);
}

static int
with_files(struct job *j, struct bw_jw *json, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	struct bw_world *w = NULL;
	int rc, failed = 0;

	bw_interrupt_on_signal();
	rc = bw_world_open(&w, cli->value[BW_OPT_WORLD], BW_WORLD_WRITE, err);
	if (rc == 0)
		rc = bw_cli_load_own(cli, w, err);
	if (rc == 0)
		rc = before_files(j, w, err);
	/* Of several files some may fail: what the others changed is told. */
	if (rc == 0)
		failed = load(j, w, json, err);
	if (rc == 0 && (failed == 0 || j->loaded))
		rc = last_load(cli, w, &j->t.load[BW_AFTER], err);
	bw_world_close(w);
	/* What follows has nothing to put back. */
	bw_interrupt_end();
	if (rc == 0 && failed == 0 && bw_interrupted())
		rc = bw_fail(err, BW_ECANCELLED,
		    "stopped; the files are in the world, not compared");
	return rc != 0 ? rc : failed;
}

static int
after(struct job *j, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	int rc = 0;

	if (j->world[BW_AFTER] == NULL)
		rc = bw_cli_world(cli, BW_WORLD_READ, &j->world[BW_AFTER], err);
	if (rc == 0 && cli->known.id != 0)
		j->t.load[BW_AFTER] = cli->known;
	else if (rc == 0 && j->t.load[BW_AFTER].id == 0)
		rc = last_load(
		    cli, j->world[BW_AFTER], &j->t.load[BW_AFTER], err);
	return rc != 0 ? rc : open_view(j, BW_AFTER, err);
}

/* ---- parties of interest ---- */
static int
add_row(struct job *j, int side, uint32_t party, struct bw_err *err)
{
	return bw_vec_push(&j->row, j->t.v[side]->party_row[party])
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a list");
}

/* In what is known now, or else in what was known then. Of a list, all who
 * are called so. */
static int
find(struct job *j, struct bw_str text, bool list, struct bw_err *err)
{
	static const int order[] = { BW_AFTER, BW_BEFORE };
	uint32_t party, *many;
	size_t n;
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(order); i++) {
		rc = bw_view_party(j->t.v[order[i]], text, &j->t.cli->arena,
		    &party, &many, &n, err);
		if (rc == 0)
			return add_row(j, order[i], party, err);
		if (rc == BW_ECONFLICT && list) {
			rc = 0;
			for (size_t k = 0; rc == 0 && k < n; k++)
				rc = add_row(j, order[i], many[k], err);
			return rc;
		}
		if (rc == BW_ECONFLICT)
			return bw_cli_party(j->t.cli, j->t.v[order[i]],
			    bw_arena_dup(&j->t.cli->arena, text).p, &party,
			    err);
		if (rc != BW_ENOTFOUND)
			return rc;
	}
	if (!list)
		return rc;
	j->t.unknown++;
	return 0;
}

static int
read_list(struct job *j, const char *path, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_str rest, line;
	char *text = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, LIST_MAX, 0, &text, &n, err);
	bw_input_free(in);
	rest = (struct bw_str){ text, n };
	if (bw_str_starts(rest, BW_STR("\xef\xbb\xbf")))
		rest = bw_str_sub(rest, 3, rest.n);
	while (rc == 0 && rest.n > 0 && bw_str_cut(&rest, '\n', &line)) {
		line = bw_str_trim(line);
		if (line.n > 0)
			rc = find(j, line, true, err);
	}
	bw_free(text);
	return rc;
}

static int
of_interest(struct job *j, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < cli->n_each; i++) {
		const struct bw_cli_value *v = &cli->each[i];

		if (v->option == BW_OPT_PARTY)
			rc = find(j, bw_str_of(v->text), false, err);
		else if (v->option == BW_OPT_LIST)
			rc = read_list(j, v->text, err);
	}
	j->t.opt.row = j->row.v;
	j->t.opt.n_row = j->row.n;
	return rc;
}

/* ---- comparing and telling ---- */
/* Somebody was asked for, but nobody of them is known: nothing to tell. */
static bool
nobody(const struct job *j)
{
	return j->row.n == 0 &&
	    (bw_cli_has(j->t.cli, BW_OPT_PARTY) ||
		bw_cli_has(j->t.cli, BW_OPT_LIST));
}

static int
compare(struct job *j, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	const struct bw_net *net[BW_SIDES];
	int rc = of_interest(j, err);

	if (rc != 0 || nobody(j) ||
	    j->t.load[BW_BEFORE].id == j->t.load[BW_AFTER].id)
		return rc;
	if (bw_pool_new(&j->pool, 0, NULL) != 0)
		j->pool = NULL; /* one thread will do */
	for (int s = 0; rc == 0 && s < BW_SIDES; s++) {
		rc = bw_register_open(
		    &j->reg[s], j->t.v[s], cli->as_of, j->pool, err);
		net[s] = &j->reg[s].net;
	}
	j->t.opt.pool = j->pool;
	if (rc == 0)
		rc =
		    bw_watch_run(&j->t.w, (const struct bw_view *const *)j->t.v,
			net, &j->t.opt, &cli->arena, err);
	return rc;
}

static void
say_between(struct job *j)
{
	struct bw_cli *cli = j->t.cli;
	const struct bw_source *l = j->t.load;
	const struct bw_fill fill[] = {
		{ "before",
		    bw_text_same(bw_arena_fmt(&cli->arena, "%u", l[0].id)) },
		{ "then", bw_text_same(bw_str_sub(l[0].loaded_at, 0, 10)) },
		{ "after",
		    bw_text_same(bw_arena_fmt(&cli->arena, "%u", l[1].id)) },
		{ "day", bw_text_same(bw_cli_day(cli, cli->as_of)) },
		{ "n",
		    bw_text_same(
			bw_arena_fmt(&cli->arena, "%zu", j->t.unknown)) },
	};
	const char *key =
	    j->t.w.n > 0 ? "time.watch.changed" : "time.watch.same";

	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, key, fill, BW_LEN(fill)).in[cli->lang], 0,
	    cli->width);
	if (j->t.unknown > 0)
		bw_wrap(&cli->out,
		    bw_text_fill(
			&cli->arena, "time.watch.unknown", fill, BW_LEN(fill))
			.in[cli->lang],
		    0, cli->width);
	if (j->t.w.n > 0)
		bw_out_z(&cli->out, "\n");
}

static int
show(struct job *j, struct bw_jw *json, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	bool csv = bw_cli_has(cli, BW_OPT_CSV);

	for (size_t i = 0; i < j->t.w.n; i++)
		cli->hit |= bw_watch_level(&j->t.w.row[i]) >= cli->fail_on;
	if (json != NULL)
		return bw_watch_json(&j->t, json, err);
	if (!csv && !bw_cli_has(cli, BW_OPT_QUIET))
		say_between(j);
	return csv || j->t.w.n > 0 ? bw_watch_table(&j->t, err) : 0;
}

static int
run(struct job *j, struct bw_jw *json, struct bw_err *err)
{
	struct bw_cli *cli = j->t.cli;
	struct bw_err later = BW_ERR_INIT;
	int rc = 0, failed = 0;

	if (cli->n_arg > 0)
		failed = with_files(j, json, err);
	if (failed == BW_ECANCELLED || (failed != 0 && !j->loaded))
		return failed;
	if (cli->n_arg == 0)
		rc = before_files(j, j->world[BW_AFTER], &later);
	if (rc == 0)
		rc = after(j, &later);
	if (rc == 0)
		rc = compare(j, &later);
	if (rc == 0)
		rc = show(j, json, &later);
	if (rc != 0)
		*err = later;
	return rc != 0 ? rc : failed;
}

static void
release(struct job *j)
{
	bw_watch_release(&j->t.w);
	for (int s = 0; s < BW_SIDES; s++) {
		bw_register_close(&j->reg[s]);
		bw_view_close(j->t.v[s]);
		bw_world_close(j->world[s]);
	}
	bw_pool_free(j->pool);
	bw_vec_release(&j->row);
	bw_vec_release(&j->t.cited);
}

int
bw_verb_watch(struct bw_cli *cli, struct bw_err *err)
{
	static const uint32_t usual[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
		25 * BW_PERCENT, 50 * BW_PERCENT };
	struct job j = { .t = { .cli = cli,
			     .opt = { .control = true, .most_causes = 20 } } };
	struct bw_jw json;
	int rc;

	if (cli->n_arg == 0 && !bw_cli_has(cli, BW_OPT_SINCE))
		return bw_fail(err, BW_EUSAGE,
		    "usage: bolwerk watch FILE..., or: bolwerk watch --since "
		    "DATE|NUMBER");
	if (cli->n_arg > 0 && bw_cli_has(cli, BW_OPT_KNOWN))
		return bw_fail(err, BW_EUSAGE,
		    "--known goes with --since, not with files");
	rc = bw_cli_thresholds(cli, usual, BW_LEN(usual), &j.t.opt.threshold,
	    &j.t.opt.n_threshold, err);
	/* --known decides what day it is about; JSON begins with that. */
	if (rc == 0 && cli->n_arg == 0)
		rc = bw_cli_world(cli, BW_WORLD_READ, &j.world[BW_AFTER], err);
	if (rc == 0 && cli->n_arg == 0)
		rc = bw_cli_known(cli, j.world[BW_AFTER], err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		json = bw_cli_json(cli);
		rc = run(&j, &json, err);
		bw_jw_close(&json);
	} else if (rc == 0) {
		rc = run(&j, NULL, err);
	}
	release(&j);
	return rc;
}
