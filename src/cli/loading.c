/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loading.c - files into the world, for the verbs `load` and `watch`.
 *
 * Each file is one transaction. One that cannot be loaded does not stop the
 * next; the exit status is that of the worst. The reference tables that are
 * part of the program are loaded the same way, before the first file, so
 * that their rows have a source like any other.
 */
#include "cli/cli.h"
#include "base/embed.h"
#include "base/input.h"
#include "base/progress.h"
#include "formats/formats.h"
#include "supply/trade_load.h"
#include "world/load.h"
#include <unistd.h>

struct job {
	struct bw_cli *cli;
	struct bw_world *w;
	bool own;         /* a table of the program, not a file of the user */
	const char *name; /* as shown and kept */
	struct bw_input *in;
	const struct bw_format *format;
	struct bw_progress progress;
	struct bw_sink to; /* of the world */
	struct bw_trade_build *trade;
	struct bw_trade_cols columns; /* of trade, kept beside the world */
	uint64_t records;
	char loaded_at[32];
	struct bw_load_result result;
};

static void
time_stamp(char out[32])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t t = (int64_t)time(NULL), s;
	int y, m, d;

	if (epoch != NULL)
		(void)bw_str_i64(bw_str_of(epoch), &t);
	bw_date_split((bw_date)(t / 86400), &y, &m, &d);
	s = t % 86400;
	snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d,
	    (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

/* Between format and world: progress, and the user's Ctrl-C. */
static int
tick(struct job *j, struct bw_err *err)
{
	j->records++;
	if ((j->records & 1023) != 0)
		return 0;
	if (bw_interrupted())
		return bw_fail(err, BW_ECANCELLED,
		    "stopped; nothing of this file was kept");
	bw_progress(&j->progress, bw_input_raw_at(j->in), bw_input_size(j->in),
	    j->records);
	return 0;
}

static int
on_party(void *ctx, const struct bw_party_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.party(j->to.ctx, r, err);
}

static int
on_stake(void *ctx, const struct bw_stake_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.stake(j->to.ctx, r, err);
}

static int
on_use(void *ctx, const struct bw_use_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.use(j->to.ctx, r, err);
}

static int
on_production(void *ctx, const struct bw_production_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.production(j->to.ctx, r, err);
}

static int
on_governance(void *ctx, const struct bw_governance_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.governance(j->to.ctx, r, err);
}

static int
on_study(void *ctx, const struct bw_study_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.study(j->to.ctx, r, err);
}

static int
on_trade(void *ctx, struct bw_trade_block *b, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = 0;

	j->records |= 1023;
	if ((rc = tick(j, err)) != 0)
		return rc;
	j->records += b->n;
	if (j->trade == NULL)
		rc = bw_trade_build_new(&j->trade, err);
	return rc != 0 ? rc : bw_trade_build_add(j->trade, b, err);
}

static int
on_advisory(void *ctx, const struct bw_advisory_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.advisory(j->to.ctx, r, err);
}

static int
on_signal(void *ctx, const struct bw_signal_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.signal(j->to.ctx, r, err);
}

static int
on_inventory(void *ctx, const struct bw_inventory_rec *r, struct bw_err *err)
{
	struct job *j = ctx;
	int rc = tick(j, err);

	return rc != 0 ? rc : j->to.inventory(j->to.ctx, r, err);
}

static int
on_replace(void *ctx, struct bw_str ref, struct bw_err *err)
{
	struct job *j = ctx;

	return j->to.replace(j->to.ctx, ref, err);
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct job *j = ctx;

	return j->to.report(j->to.ctx, kind, rule, place, what, err);
}

static int
on_about(void *ctx, const char *what, struct bw_str value, struct bw_err *err)
{
	struct job *j = ctx;

	return j->to.about(j->to.ctx, what, value, err);
}

static struct bw_sink
watching(struct job *j)
{
	return (struct bw_sink){ .ctx = j,
		.party = on_party,
		.stake = on_stake,
		.use = on_use,
		.production = on_production,
		.governance = on_governance,
		.study = on_study,
		.trade = on_trade,
		.advisory = on_advisory,
		.signal = on_signal,
		.inventory = on_inventory,
		.replace = on_replace,
		.report = on_report,
		.about = on_about };
}

static int
pick_format(struct job *j, struct bw_err *err)
{
	const char *name = j->cli->value[BW_OPT_FORMAT];

	if (name == NULL || j->own)
		return bw_format_recognise(j->in, &j->format, err);
	j->format = bw_format_named(name);
	if (j->format == NULL)
		return bw_fail(err, BW_EUSAGE,
		    "--format: \"%s\" is no format; see 'bolwerk help load'",
		    name);
	return 0;
}

/* Rows of trade become columns beside the world, written before the load is
 * committed: a load that is there has its rows. */
static int
keep_trade(struct job *j, struct bw_load *load, const uint8_t sha256[32],
    struct bw_err *err)
{
	struct bw_pool *pool = NULL;
	int rc;

	if (!bw_trade_format(bw_str_of(j->format->name)))
		return 0;
	rc = j->trade == NULL ? bw_trade_build_new(&j->trade, err) : 0;
	if (rc == 0)
		rc = bw_pool_new(&pool, 0, err);
	if (rc == 0)
		rc = bw_trade_build_end(
		    j->trade, pool, &j->to, &j->columns, err);
	bw_trade_build_free(j->trade);
	j->trade = NULL;
	if (rc == 0)
		rc = bw_trade_write(&j->columns, bw_world_path(j->w),
		    bw_load_number(load), sha256, pool, err);
	if (rc == 0)
		bw_load_figures(load, j->columns.n);
	bw_pool_free(pool);
	return rc;
}

/* These bytes were there already, or nothing was kept: so neither are rows. */
static int
settle_trade(struct job *j, uint32_t number, const uint8_t sha256[32], int rc,
    struct bw_err *err)
{
	const char *world = bw_world_path(j->w);

	if (!bw_trade_format(bw_str_of(j->format->name)) ||
	    (rc == 0 && !j->result.already))
		return rc;
	bw_trade_remove(world, number);
	if (rc == 0 && !bw_trade_whole(world, j->result.id))
		rc = bw_trade_write(
		    &j->columns, world, j->result.id, sha256, NULL, err);
	return rc;
}

/* Read everything into an open load, and commit. */
static int
transfer(struct job *j, struct bw_load *load, struct bw_err *err)
{
	struct bw_sink sink = watching(j);
	const uint32_t number = bw_load_number(load);
	uint8_t sha256[32];
	int rc;

	j->to = bw_load_sink(load);
	rc = j->format->read(j->in, &sink, err);
	if (rc == 0)
		rc = bw_input_digest(j->in, sha256, err);
	if (rc == 0)
		rc = keep_trade(j, load, sha256, err);
	if (rc != 0)
		bw_load_abort(load);
	else
		rc = bw_load_commit(load, sha256, &j->result, err);
	rc = settle_trade(j, number, sha256, rc, err);
	bw_trade_cols_release(&j->columns);
	bw_trade_build_free(j->trade);
	j->trade = NULL;
	return rc;
}

static int
load_input(struct job *j, struct bw_err *err)
{
	struct bw_load_opt opt = { .name = j->name,
		.bytes = bw_input_size(j->in),
		.loaded_at = j->loaded_at };
	struct bw_load *load = NULL;
	int rc = pick_format(j, err);

	if (rc != 0)
		return rc;
	if (!j->own) {
		opt.dataset = j->cli->value[BW_OPT_DATASET];
		opt.licence = j->cli->value[BW_OPT_LICENCE];
		opt.strict = bw_cli_has(j->cli, BW_OPT_STRICT);
	}
	opt.format = j->format->name;
	opt.reader = j->format->version;
	opt.whole =
	    j->format->whole || (j->format->host && opt.dataset != NULL);
	time_stamp(j->loaded_at);
	bw_progress_begin(
	    &j->progress, j->name, !bw_cli_has(j->cli, BW_OPT_QUIET));
	rc = bw_load_begin(&load, j->w, &opt, err);
	if (rc == 0)
		rc = transfer(j, load, err);
	bw_progress_end(&j->progress);
	return rc;
}

/* A load whose rows beside the world were lost is read once more. */
static int
rows_are_there(struct job *j, uint32_t id, struct bw_err *err)
{
	struct bw_arena a;
	struct bw_source source;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_world_source(j->w, id, &a, &source, err);
	if (rc == 0 && bw_trade_format(source.format) &&
	    !bw_trade_whole(bw_world_path(j->w), id))
		j->result.already = false;
	bw_arena_release(&a);
	return rc;
}

/* A file of a size seen before is hashed first: most often it is the same
 * file, and then there is nothing to do. What has no size is a pipe, by
 * whatever name: it can be read only once. */
static int
seen_before(struct job *j, const char *path, struct bw_err *err)
{
	const char *dataset = j->cli->value[BW_OPT_DATASET];
	uint64_t bytes = bw_input_size(j->in);
	struct bw_input *again = NULL;
	uint8_t sha256[32];
	uint32_t id = 0;
	int rc;

	if (dataset == NULL)
		dataset = j->name;
	if (bytes == 0)
		return 0;
	rc = bw_load_known(j->w, bytes, NULL, dataset, &id, err);
	if (rc != 0 || id == 0)
		return rc;
	rc = bw_input_open(&again, path, NULL, err);
	if (rc == 0)
		rc = bw_input_digest(again, sha256, err);
	if (rc == 0)
		rc = bw_load_known(j->w, bytes, sha256, dataset, &id, err);
	bw_input_free(again);
	if (rc == 0 && id != 0)
		j->result =
		    (struct bw_load_result){ .id = id, .already = true };
	if (rc == 0 && id != 0)
		rc = rows_are_there(j, id, err);
	return rc;
}

static int
load_file(struct job *j, const char *path, struct bw_err *err)
{
	int rc;

	/* "./a.csv" is the delivery "a.csv". */
	j->name = strcmp(path, "-") == 0 ? "stdin" : path;
	while (strncmp(j->name, "./", 2) == 0 && j->name[2] != '\0')
		j->name += 2;
	j->result = (struct bw_load_result){ 0 };
	j->records = 0;
	j->format = NULL;
	rc = bw_input_open(&j->in, path, NULL, err);
	if (rc == 0)
		rc = seen_before(j, path, err);
	if (rc == 0 && !j->result.already)
		rc = load_input(j, err);
	bw_input_free(j->in);
	j->in = NULL;
	return rc;
}

/* Is the table under reference/ data for the world? The others (names of
 * countries, scores of the EU, headings) are looked up in the program. */
static bool
for_the_world(struct bw_input *in)
{
	const struct bw_format *format = NULL;
	struct bw_err none = BW_ERR_INIT;

	return bw_format_recognise(in, &format, &none) == 0;
}

static int
load_reference(struct job *j, struct bw_err *err)
{
	const char *name;
	char shown[160];
	int rc = 0;

	j->own = true;
	for (size_t i = 0; rc == 0 && (name = bw_embed_name(i)) != NULL; i++) {
		/* Folders below it are lists of other rooms. */
		if (strncmp(name, "reference/", 10) != 0 ||
		    strchr(name + 10, '/') != NULL)
			continue;
		snprintf(shown, sizeof(shown), "bolwerk:%s", name);
		j->name = shown;
		j->records = 0;
		rc = bw_input_memory(&j->in, bw_embed(name),
		    &(struct bw_input_opt){ .name = shown }, err);
		if (rc == 0 && for_the_world(j->in))
			rc = load_input(j, err);
		bw_input_free(j->in);
		j->in = NULL;
	}
	j->own = false;
	return rc;
}

static void
say_result(struct job *j)
{
	const struct bw_load_result *r = &j->result;
	struct bw_cli *cli = j->cli;
	struct bw_out *o = &cli->out;
	const struct bw_cli_count part[] = { { "parties", r->parties },
		{ "stakes", r->stakes }, { "uses", r->uses },
		{ "figures", r->figures }, { "advisories", r->advisories },
		{ "signals", r->signals }, { "inventories", r->inventories },
		{ "refused", r->refused }, { "notes", r->notes },
		{ "skipped", r->skipped } };
	struct bw_str what;

	bw_out_fmt(o, "%.*s: ", BW_ARG(bw_cli_plain(cli, bw_str_of(j->name))));
	if (r->already) {
		bw_out_fmt(o, "%.*s %u\n",
		    BW_ARG(bw_cli_word(cli, "cli.load.already")), r->id);
		return;
	}
	what = bw_cli_counts(cli, part, BW_LEN(part));
	bw_out_fmt(o, "%s%s%.*s", j->format->name, what.n > 0 ? ", " : ": ",
	    BW_ARG(what.n > 0 ? what : bw_cli_word(cli, "cli.load.nothing")));
	if (r->replaced != 0)
		bw_out_fmt(o, "; %.*s %u",
		    BW_ARG(bw_cli_word(cli, "cli.load.replaces")), r->replaced);
	if (r->refused + r->notes > 0)
		bw_out_fmt(o, " (%.*s: bolwerk sources %u)",
		    BW_ARG(bw_cli_word(cli, "cli.load.why")), r->id);
	bw_out_z(o, "\n");
}

static void
json_result(struct job *j, struct bw_jw *w)
{
	const struct bw_load_result *r = &j->result;

	bw_jw_open(w, NULL, '{');
	bw_jw_z(w, "file", j->name);
	bw_jw_i64(w, "source", r->id);
	bw_jw_bool(w, "already", r->already);
	bw_jw_z(w, "format", j->format != NULL ? j->format->name : NULL);
	bw_jw_i64(w, "parties", (int64_t)r->parties);
	bw_jw_i64(w, "stakes", (int64_t)r->stakes);
	bw_jw_i64(w, "uses", (int64_t)r->uses);
	bw_jw_i64(w, "figures", (int64_t)r->figures);
	bw_jw_i64(w, "advisories", (int64_t)r->advisories);
	bw_jw_i64(w, "signals", (int64_t)r->signals);
	bw_jw_i64(w, "inventories", (int64_t)r->inventories);
	bw_jw_i64(w, "refused", (int64_t)r->refused);
	bw_jw_i64(w, "notes", (int64_t)r->notes);
	bw_jw_i64(w, "skipped", (int64_t)r->skipped);
	if (r->replaced != 0)
		bw_jw_i64(w, "replaces", r->replaced);
	else
		bw_jw_null(w, "replaces");
	bw_jw_close(w);
}

/* Say what went wrong with one file on stderr; the worst code is returned
 * at the end with a line that counts. */
static int
load_all(struct job *j, bool say, struct bw_jw *w, uint32_t *fresh,
    struct bw_err *err)
{
	struct bw_cli *cli = j->cli;
	uint32_t first = UINT32_MAX;
	unsigned failed = 0;
	int worst = 0, rc;

	for (int i = 0; i < cli->n_arg; i++) {
		struct bw_err one = BW_ERR_INIT;
		rc = load_file(j, cli->arg[i], &one);

		if (rc != 0 && strstr(one.what, j->name) == NULL)
			bw_fail_in(&one, j->name);
		if (rc == 0) {
			if (!j->result.already && j->result.id < first)
				first = j->result.id;
			if (w != NULL)
				json_result(j, w);
			else if (say)
				say_result(j);
			continue;
		}
		if (cli->n_arg == 1 || rc == BW_ECANCELLED) {
			*err = one;
			return rc;
		}
		bw_cli_say_error(&one);
		failed++;
		if (bw_err_exit(rc) > bw_err_exit(worst))
			worst = rc;
	}
	rc = 0;
	*fresh = first == UINT32_MAX ? 0 : first;
	if (first != UINT32_MAX && w == NULL && say)
		rc = bw_cli_load_hint(cli, j->w, first - 1, err);
	if (rc == 0 && failed > 0)
		return bw_fail(err, worst,
		    "%u of %d files were not loaded; the others were", failed,
		    cli->n_arg);
	return rc;
}

int
bw_cli_load_own(struct bw_cli *cli, struct bw_world *w, struct bw_err *err)
{
	struct job j = { .cli = cli, .w = w };

	return load_reference(&j, err);
}

int
bw_cli_load_files(struct bw_cli *cli, struct bw_world *w, bool say,
    struct bw_jw *json, uint32_t *first, struct bw_err *err)
{
	struct job j = { .cli = cli, .w = w };

	return load_all(&j, say, json, first, err);
}
