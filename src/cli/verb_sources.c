/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_sources.c - which files the world was made of, and what was refused.
 */
#include "cli/cli.h"

static const char *const report_key[] = { [BW_REPORT_REFUSED] = "refused",
	[BW_REPORT_NOTE] = "note",
	[BW_REPORT_SKIPPED] = "skipped" };

/* "4 parties, 3 stakes, 1 refused": what a file brought, without zeros. */
static struct bw_str
contents(struct bw_cli *cli, const struct bw_source_row *r)
{
	const struct bw_cli_count part[] = { { "parties", r->parties },
		{ "stakes", r->stakes }, { "uses", r->uses },
		{ "figures", r->figures }, { "advisories", r->advisories },
		{ "signals", r->signals }, { "inventories", r->inventories },
		{ "refused", r->refused }, { "notes", r->notes },
		{ "skipped", r->skipped } };

	return bw_cli_counts(cli, part, BW_LEN(part));
}

static void
list_row(struct bw_listing *l, const struct bw_source_row *r)
{
	bw_list_count(l, r->source.id);
	bw_list_cell(l, r->source.name);
	bw_list_cell(l, r->source.format);
	bw_list_cell(l, contents(l->cli, r));
	bw_list_count(l, r->parties);
	bw_list_count(l, r->stakes);
	bw_list_count(l, r->uses);
	bw_list_count(l, r->figures);
	bw_list_count(l, r->advisories);
	bw_list_count(l, r->signals);
	bw_list_count(l, r->inventories);
	bw_list_count(l, r->refused);
	bw_list_count(l, r->notes);
	bw_list_count(l, r->skipped);
	bw_list_cell(l, r->source.licence);
	bw_list_cell(l, r->source.loaded_at);
	bw_list_cell(l, r->source.sha256);
	if (r->superseded_by != 0)
		bw_list_count(l, r->superseded_by);
	else
		bw_list_cell(l, BW_STR(""));
}

/* Whether a file was replaced is shown only where one was. */
static int
print_list(struct bw_cli *cli, const struct bw_source_row *row, size_t n,
    struct bw_err *err)
{
	static const char *const name[] = { "number", "file", "format",
		"contents", "parties", "stakes", "uses", "figures",
		"advisories", "signals", "inventories", "refused", "notes",
		"skipped", "licence", "loaded-at", "sha256", "replaced-by" };
	unsigned flags[] = { BW_COL_RIGHT, BW_COL_WRAP, 0,
		BW_COL_WRAP | BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_COL_WRAP, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV };
	struct bw_listing l;
	int rc;

	for (size_t i = 0; i < n; i++)
		if (row[i].superseded_by != 0)
			flags[BW_LEN(flags) - 1] = BW_COL_RIGHT;
	rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		list_row(&l, &row[i]);
	return bw_list_close(&l, err);
}

/*
 * A reader says in English what is wrong with a cell, and quotes the cell.
 * In Dutch the rule that it breaks has words of its own, for the forms
 * that people fill in themselves; those follow the same quotation.
 */
static struct bw_str
reason(struct bw_cli *cli, const struct bw_report_row *r)
{
	struct bw_str quoted = { 0 }, says;
	ptrdiff_t begin, end;
	char key[64];

	snprintf(key, sizeof(key), "rule.%.*s", BW_ARG(r->rule));
	if (cli->lang == BW_EN || bw_cli_has(cli, BW_OPT_CSV) ||
	    !bw_text_has(key))
		return r->what;
	says = bw_cli_word(cli, key);
	begin = bw_str_find(r->what, BW_STR("\""));
	if (begin >= 0) {
		quoted = bw_str_sub(r->what, (size_t)begin, r->what.n);
		end =
		    bw_str_find(bw_str_sub(quoted, 1, quoted.n), BW_STR("\""));
		quoted = bw_str_sub(quoted, 0, end < 0 ? 0 : (size_t)end + 2);
	}
	return bw_arena_fmt(&cli->arena, "%.*s%s%.*s", BW_ARG(quoted),
	    quoted.n > 0 ? ": " : "", BW_ARG(says));
}

static int
print_reports(
    struct bw_cli *cli, struct bw_world *w, uint32_t id, struct bw_err *err)
{
	static const char *const name[] = { "what", "rule", "line", "record",
		"reason" };
	static const unsigned flags[] = { 0, 0, BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_WRAP };
	struct bw_report_row *r;
	struct bw_listing l;
	size_t n;
	int rc = bw_world_reports(w, id, &cli->arena, &r, &n, err);

	if (rc != 0 || n == 0)
		return rc;
	bw_out_z(&cli->out, "\n");
	rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		bw_list_cell(
		    &l, bw_cli_wordf(cli, "cli.report", report_key[r[i].kind]));
		bw_list_cell(&l, r[i].rule);
		bw_list_count(&l, r[i].line);
		if (r[i].ref.n > 0)
			bw_list_cell(&l, r[i].ref);
		else
			bw_list_count(&l, r[i].number);
		bw_list_cell(&l, reason(cli, &r[i]));
	}
	return bw_list_close(&l, err);
}

static int
json_reports(struct bw_cli *cli, struct bw_jw *j, struct bw_world *w,
    uint32_t id, struct bw_err *err)
{
	struct bw_report_row *r;
	size_t n;
	int rc = bw_world_reports(w, id, &cli->arena, &r, &n, err);

	if (rc != 0)
		return rc;
	bw_jw_open(j, "reports", '[');
	for (size_t i = 0; i < n; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_z(j, "kind", report_key[r[i].kind]);
		bw_jw_str(j, "rule", r[i].rule);
		bw_jw_i64(j, "line", (int64_t)r[i].line);
		bw_jw_i64(j, "number", (int64_t)r[i].number);
		bw_jw_str(j, "ref", r[i].ref);
		bw_jw_str(j, "what", r[i].what);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return 0;
}

/* What is not known is null. */
static void
known(struct bw_jw *j, const char *key, struct bw_str s)
{
	if (s.n > 0)
		bw_jw_str(j, key, s);
	else
		bw_jw_null(j, key);
}

static int
json_one(struct bw_cli *cli, struct bw_jw *j, struct bw_world *w,
    const struct bw_source_row *row, bool reports, struct bw_err *err)
{
	const struct bw_source *s = &row->source;
	struct bw_buf day = { 0 };
	int rc = 0;

	bw_date_print(&day, s->published);
	bw_jw_open(j, NULL, '{');
	bw_jw_i64(j, "id", s->id);
	bw_jw_str(j, "file", s->name);
	bw_jw_str(j, "dataset", row->dataset);
	bw_jw_str(j, "format", s->format);
	bw_jw_str(j, "sha256", s->sha256);
	bw_jw_i64(j, "bytes", (int64_t)row->bytes);
	bw_jw_str(j, "loaded_at", s->loaded_at);
	known(j, "licence", s->licence);
	known(j, "publisher", s->publisher);
	known(j, "published", bw_buf_get(&day));
	bw_jw_i64(j, "parties", (int64_t)row->parties);
	bw_jw_i64(j, "stakes", (int64_t)row->stakes);
	bw_jw_i64(j, "uses", (int64_t)row->uses);
	bw_jw_i64(j, "figures", (int64_t)row->figures);
	bw_jw_i64(j, "advisories", (int64_t)row->advisories);
	bw_jw_i64(j, "signals", (int64_t)row->signals);
	bw_jw_i64(j, "inventories", (int64_t)row->inventories);
	bw_jw_i64(j, "refused", (int64_t)row->refused);
	bw_jw_i64(j, "notes", (int64_t)row->notes);
	bw_jw_i64(j, "skipped", (int64_t)row->skipped);
	if (row->superseded_by != 0)
		bw_jw_i64(j, "superseded_by", row->superseded_by);
	else
		bw_jw_null(j, "superseded_by");
	if (reports)
		rc = json_reports(cli, j, w, s->id, err);
	bw_jw_close(j);
	bw_buf_release(&day);
	return rc;
}

static int
json_list(struct bw_cli *cli, struct bw_world *w,
    const struct bw_source_row *row, size_t n, bool reports, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(cli);
	int rc = 0;

	bw_jw_open(&j, "sources", '[');
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = json_one(cli, &j, w, &row[i], reports, err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

/* Narrow the list to one number. */
static int
pick(struct bw_cli *cli, struct bw_source_row **row, size_t *n,
    struct bw_err *err)
{
	int64_t id;

	if (cli->n_arg == 0)
		return 0;
	if (!bw_str_i64(bw_str_of(cli->arg[0]), &id))
		return bw_fail(err, BW_EUSAGE,
		    "\"%s\" is no number of a source; see 'bolwerk sources'",
		    cli->arg[0]);
	for (size_t i = 0; i < *n; i++)
		if ((*row)[i].source.id == id) {
			*row += i;
			*n = 1;
			return 0;
		}
	return bw_fail(err, BW_ENOTFOUND,
	    "there is no source %lld; see 'bolwerk sources'", (long long)id);
}

/* The list as it was after the load of --known. */
static void
forget_later(const struct bw_cli *cli, struct bw_source_row *row, size_t *n)
{
	size_t kept = 0;

	if (cli->known.id == 0)
		return;
	while (kept < *n && row[kept].source.id <= cli->known.id) {
		if (row[kept].superseded_by > cli->known.id)
			row[kept].superseded_by = 0;
		kept++;
	}
	*n = kept;
}

int
bw_verb_sources(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_source_row *row = NULL;
	size_t n = 0;
	int rc;

	rc = bw_cli_world(cli, BW_WORLD_READ, &w, err);
	if (rc == 0)
		rc = bw_cli_known(cli, w, err);
	if (rc == 0)
		rc = bw_world_sources(w, &cli->arena, &row, &n, err);
	if (rc == 0)
		forget_later(cli, row, &n);
	if (rc == 0)
		rc = pick(cli, &row, &n, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		rc = json_list(cli, w, row, n, cli->n_arg > 0, err);
	} else if (rc == 0) {
		bw_cli_say_known(cli);
		rc = print_list(cli, row, n, err);
		if (rc == 0 && cli->n_arg > 0 && !bw_cli_has(cli, BW_OPT_CSV))
			rc = print_reports(cli, w, row->source.id, err);
	}
	bw_world_close(w);
	return rc;
}
