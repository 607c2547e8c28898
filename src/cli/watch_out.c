/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_out.c - changed answers as a table and as CSV.
 *
 * For people, thresholds that changed alike stand in one row: who now holds
 * 60 % crossed four of them at once.
 */
#include "cli/watch_out.h"
#include "base/map.h"

enum bw_level
bw_watch_level(const struct bw_watch_row *row)
{
	bool sure =
	    row->is[BW_BEFORE] == BW_CERTAIN || row->is[BW_AFTER] == BW_CERTAIN;

	if (row->threshold == 0)
		return sure ? BW_ACT : BW_PLAN;
	return sure ? BW_PLAN : BW_KNOW;
}

/* Rows from `i` on that are the same but for their thresholds. */
static size_t
alike(const struct watching *t, size_t i)
{
	const struct bw_watch_row *row = t->w.row;
	size_t n = 1;

	while (row[i].threshold != 0 && i + n < t->w.n &&
	    row[i + n].owner == row[i].owner &&
	    row[i + n].company == row[i].company &&
	    row[i + n].is[BW_BEFORE] == row[i].is[BW_BEFORE] &&
	    row[i + n].is[BW_AFTER] == row[i].is[BW_AFTER])
		n++;
	return n;
}

static struct bw_str
what(struct watching *t, size_t i, size_t n)
{
	const struct bw_watch_row *row = &t->w.row[i];
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (row->threshold == 0)
		return bw_cli_word(t->cli, "time.control");
	for (size_t k = 0; k < n; k++) {
		bw_buf_z(&b, k > 0 ? ", " : "\xe2\x89\xa5 ");
		bw_ppb_print(
		    &b, row[k].threshold, t->cli->lang == BW_NL ? ',' : '.');
	}
	bw_buf_fmt(
	    &b, " %% %.*s", BW_ARG(bw_cli_word(t->cli, "time.of-votes")));
	out = bw_arena_dup(&t->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

/* "possible (30 % - 60 %)" */
static struct bw_str
state(struct watching *t, const struct bw_watch_row *row, int side)
{
	struct bw_str how = row->is[side] == BW_EXCLUDED
	    ? bw_cli_word(t->cli, "time.no")
	    : bw_cli_wordf(
		  t->cli, "certainty", bw_certainty_name(row->is[side]));

	if (row->threshold == 0)
		return how;
	return bw_arena_fmt(&t->cli->arena, "%.*s (%.*s)", BW_ARG(how),
	    BW_ARG(bw_cli_share(t->cli, bw_watch_votes(row, side))));
}

/* Where the rows of one owner and company have the same cause, it is told
 * once. */
struct told {
	uint32_t owner, company;
	struct bw_str cause;
};

static int
people_row(struct watching *t, struct bw_listing *l, size_t i, size_t n,
    struct told *told, struct bw_err *err)
{
	const struct bw_watch_row *row = &t->w.row[i];
	bool again = told->owner == row->owner && told->company == row->company;
	struct bw_str cause;
	int rc = bw_watch_why(t, row, &cause, err);

	bw_list_cell(l, again ? BW_STR("") : bw_watch_name(t, row->owner));
	bw_list_cell(l, again ? BW_STR("") : bw_watch_name(t, row->company));
	bw_list_cell(l, what(t, i, n));
	bw_list_cell(l, state(t, row, BW_BEFORE));
	bw_list_cell(l, state(t, row, BW_AFTER));
	bw_list_cell(
	    l, again && bw_str_eq(told->cause, cause) ? BW_STR("") : cause);
	*told = (struct told){ row->owner, row->company, cause };
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
cited(struct watching *t, struct bw_err *err)
{
	struct bw_world *w = bw_view_world(t->v[BW_AFTER]);
	struct bw_cli *cli = t->cli;
	struct bw_source s;
	int rc = 0;

	if (t->cited.n > 1)
		qsort(t->cited.v, t->cited.n, sizeof(*t->cited.v), by_number);
	bw_out_z(&cli->out, t->cited.n > 0 ? "\n" : "");
	for (size_t i = 0; rc == 0 && i < t->cited.n; i++) {
		rc = bw_world_source(w, t->cited.v[i], &cli->arena, &s, err);
		if (rc == 0)
			bw_out_fmt(&cli->out, "[%u] %.*s\n", s.id,
			    BW_ARG(bw_cli_plain(cli, s.name)));
	}
	return rc;
}

static int
people(struct watching *t, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "what",
		"before", "after", "because" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_WRAP, BW_COL_WRAP, BW_COL_WRAP };
	struct told told = { BW_NONE, BW_NONE, { 0 } };
	struct bw_listing l;
	size_t n;
	int rc = bw_list_open(&l, t->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < t->w.n; i += n) {
		n = alike(t, i);
		rc = people_row(t, &l, i, n, &told, err);
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	return rc != 0 ? rc : cited(t, err);
}

static int
csv_row(struct watching *t, struct bw_listing *l,
    const struct bw_watch_row *row, struct bw_err *err)
{
	struct bw_str cause;
	int rc = bw_watch_why(t, row, &cause, err);

	bw_list_cell(l, bw_watch_name(t, row->owner));
	bw_list_cell(l, bw_watch_name(t, row->company));
	bw_list_cell(l, bw_str_of(row->threshold == 0 ? "control" : "votes"));
	bw_list_cell(l, bw_cli_threshold(t->cli, row->threshold));
	for (int s = 0; s < BW_SIDES; s++)
		bw_list_cell(l, bw_cli_share(t->cli, bw_watch_votes(row, s)));
	for (int s = 0; s < BW_SIDES; s++)
		bw_list_cell(l, bw_str_of(bw_certainty_name(row->is[s])));
	bw_list_cell(l, cause);
	bw_list_cell(l, bw_str_of(bw_level_name(bw_watch_level(row))));
	bw_list_count(l, (uint64_t)bw_watch_id(t, row->owner));
	bw_list_count(l, (uint64_t)bw_watch_id(t, row->company));
	return rc;
}

static int
csv(struct watching *t, struct bw_err *err)
{
	static const char *const name[] = { "owner", "company", "what",
		"threshold", "before", "after", "certainty_before",
		"certainty_after", "cause", "level", "owner_id", "company_id" };
	static const unsigned flags[BW_LEN(name)] = { 0 };
	struct bw_listing l;
	int rc = bw_list_open(&l, t->cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < t->w.n; i++)
		rc = csv_row(t, &l, &t->w.row[i], err);
	return rc != 0 ? rc : bw_list_close(&l, err);
}

int
bw_watch_table(struct watching *t, struct bw_err *err)
{
	return bw_cli_has(t->cli, BW_OPT_CSV) ? csv(t, err) : people(t, err);
}
