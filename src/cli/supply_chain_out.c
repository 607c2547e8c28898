/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_chain_out.c - a chain for people, and as CSV.
 *
 * First what stops the product on its own, with the reason as a way from the
 * thing that fails to the product; then what a failure leaves; then cuts, what
 * --without does, and at last the figures that this rests on.
 */
#include "cli/supply_chain.h"
#include "model/kind.h"
#include "supply/supply_tell.h"

static struct bw_str
sentence(
    struct chain_run *r, const char *key, const struct bw_fill *fill, size_t n)
{
	return bw_text_fill(&r->cli->arena, key, fill, n).in[r->cli->lang];
}

static void
say(struct chain_run *r, struct bw_str s)
{
	bw_wrap(&r->cli->out, s, 0, r->cli->width);
}

static struct bw_text
number(struct chain_run *r, uint64_t n)
{
	return bw_text_same(
	    bw_arena_fmt(&r->cli->arena, "%llu", (unsigned long long)n));
}

static struct bw_text
product(struct chain_run *r)
{
	return bw_text_same(chain_name(r, r->f.product));
}

static struct bw_str
left(struct chain_run *r, uint32_t lo, uint32_t hi)
{
	if (hi == 0)
		return BW_STR("0");
	if (lo == hi && lo % BW_PERCENT == 0)
		return bw_arena_fmt(&r->cli->arena, "%u", lo / BW_PERCENT);
	return bw_supply_range(
	    r->cli, lo / (double)BW_PERCENT, hi / (double)BW_PERCENT, 1);
}

static struct bw_str
days(struct chain_run *r, struct bw_days d)
{
	struct bw_fill fill = { "day", number(r, d.lo) };

	if (d.lo == BW_DAYS_EVER)
		return bw_cli_word(r->cli, "supply-chain.goes-on");
	if (d.hi == BW_DAYS_EVER)
		return sentence(r, "supply-chain.from", &fill, 1);
	if (d.lo == d.hi)
		return bw_arena_fmt(&r->cli->arena, "%u", d.lo);
	return bw_arena_fmt(&r->cli->arena, "%u\xe2\x80\x93%u", d.lo, d.hi);
}

static struct bw_str
since(struct chain_run *r, uint32_t day)
{
	return day == BW_DAYS_EVER ? BW_STR("")
				   : bw_arena_fmt(&r->cli->arena, "%u", day);
}

static struct bw_str
kind(struct chain_run *r, uint32_t thing)
{
	return bw_cli_wordf(r->cli, "supply-chain.kind",
	    bw_thing_kind_name(r->f.thing.v[thing].kind));
}

/* ---- tables -------------------------------------------------------------- */
struct col {
	const char *key;
	unsigned flags;
};

static struct bw_table *
table(struct chain_run *r, const struct col *col, size_t n)
{
	struct bw_table *t = bw_table_new(&r->cli->arena);

	for (size_t i = 0; i < n; i++)
		bw_table_col(t, bw_cli_wordf(r->cli, "cli.col", col[i].key),
		    col[i].flags);
	return t;
}

static void
more(struct chain_run *r, size_t n)
{
	struct bw_fill fill = { "n", number(r, n - r->cli->limit) };

	if (n > r->cli->limit)
		say(r, sentence(r, "supply-chain.more", &fill, 1));
}

static int
points(struct chain_run *r, struct bw_err *err)
{
	static const struct col col[] = { { "chain-thing", BW_COL_WRAP },
		{ "chain-kind", 0 }, { "chain-days", BW_COL_RIGHT },
		{ "chain-why", BW_COL_WRAP } };
	struct bw_fill fill[] = { { "product", product(r) },
		{ "n", number(r, r->n_point) } };
	struct bw_table *t;
	struct bw_str path;
	int rc = 0;

	bw_out_z(&r->cli->out, "\n");
	if (r->n_point == 0) {
		say(r, sentence(r, "supply-chain.no-points", fill, 2));
		return 0;
	}
	say(r,
	    sentence(r,
		r->n_point == 1 ? "supply-chain.point" : "supply-chain.points",
		fill, 2));
	t = table(r, col, BW_LEN(col));
	for (size_t i = 0; rc == 0 && i < r->n_point && i < r->cli->limit;
	     i++) {
		rc = chain_path(r, &r->row[i], false, &path, err);
		bw_table_cell(t, chain_name(r, r->row[i].thing));
		bw_table_cell(t, kind(r, r->row[i].thing));
		bw_table_cell(t, days(r, r->row[i].day));
		bw_table_cell(t, path);
	}
	if (rc == 0)
		rc = bw_table_print(t, &r->cli->out, r->cli->width, err);
	more(r, r->n_point);
	return rc;
}

static int
losses(struct chain_run *r, struct bw_err *err)
{
	static const struct col col[] = { { "chain-thing", BW_COL_WRAP },
		{ "chain-kind", 0 }, { "chain-left", BW_COL_RIGHT },
		{ "chain-less", BW_COL_RIGHT } };
	struct bw_fill fill = { "product", product(r) };
	size_t n = r->n_row - r->n_point;
	struct bw_table *t;
	int rc;

	if (n == 0)
		return 0;
	bw_out_z(&r->cli->out, "\n");
	say(r, sentence(r, "supply-chain.losses", &fill, 1));
	t = table(r, col, BW_LEN(col));
	for (size_t i = r->n_point;
	     i < r->n_row && i < r->n_point + r->cli->limit; i++) {
		bw_table_cell(t, chain_name(r, r->row[i].thing));
		bw_table_cell(t, kind(r, r->row[i].thing));
		bw_table_cell(t, left(r, r->row[i].lo, r->row[i].hi));
		bw_table_cell(t, since(r, r->row[i].less));
	}
	rc = bw_table_print(t, &r->cli->out, r->cli->width, err);
	more(r, n);
	if (r->some)
		say(r, bw_cli_word(r->cli, "supply-chain.some"));
	return rc;
}

static struct bw_str
together(const struct chain_run *r, const struct bw_cut *cut, bool codes)
{
	struct bw_str s = BW_STR("");

	for (uint32_t i = 0; i < cut->size; i++) {
		uint32_t x = cut->thing[i];

		s = bw_arena_fmt(&r->cli->arena, "%.*s%s%.*s", BW_ARG(s),
		    i > 0 ? " + " : "",
		    BW_ARG(codes ? r->f.thing.v[x].id : chain_name(r, x)));
	}
	return s;
}

static int
cuts(struct chain_run *r, struct bw_err *err)
{
	static const struct col col[] = { { "chain-together", BW_COL_WRAP } };
	struct bw_fill fill[] = { { "most", number(r, r->most) },
		{ "size", number(r, r->cuts.size) },
		{ "tried", number(r, r->cuts.tried) },
		{ "of", number(r, r->cuts.of) } };
	struct bw_table *t = table(r, col, 1);
	size_t n = 0, shown = 0;
	int rc;

	if (r->most < 2 || r->never)
		return 0;
	for (size_t i = 0; i < r->cuts.n; i++)
		n += r->cuts.cut[i].size > 1;
	bw_out_z(&r->cli->out, "\n");
	say(r,
	    sentence(r, n == 0 ? "supply-chain.no-cuts" : "supply-chain.cuts",
		fill, BW_LEN(fill)));
	if (!r->cuts.complete)
		say(r,
		    sentence(r, "supply-chain.cut-short", fill, BW_LEN(fill)));
	for (size_t i = 0; i < r->cuts.n && shown < r->cli->limit; i++)
		if (r->cuts.cut[i].size > 1) {
			bw_table_cell(t, together(r, &r->cuts.cut[i], false));
			shown++;
		}
	if (n == 0)
		return 0;
	rc = bw_table_print(t, &r->cli->out, r->cli->width, err);
	more(r, n);
	return rc;
}

static int
what_if(struct chain_run *r, struct bw_err *err)
{
	static const struct col col[] = { { "chain-thing", BW_COL_WRAP },
		{ "chain-kind", 0 }, { "chain-less", BW_COL_RIGHT },
		{ "chain-until", BW_COL_RIGHT },
		{ "chain-left", BW_COL_RIGHT } };
	uint32_t p = r->f.product;
	struct bw_str names = BW_STR("");
	struct bw_fill fill[4] = { { "product", product(r) } };
	struct bw_table *t = table(r, col, BW_LEN(col));
	size_t n = 0;
	int rc;

	for (size_t i = 0; i < r->n_failed; i++)
		names = bw_arena_fmt(&r->cli->arena, "%.*s%s%.*s",
		    BW_ARG(names), i > 0 ? " + " : "",
		    BW_ARG(chain_name(r, r->failed[i])));
	fill[1] = (struct bw_fill){ "without", bw_text_same(names) };
	fill[2] = (struct bw_fill){ "left",
		bw_text_same(left(r, r->lo[p], r->hi[p])) };
	fill[3] = (struct bw_fill){ "days", bw_text_same(days(r, r->day[p])) };
	bw_out_z(&r->cli->out, "\n");
	say(r,
	    sentence(r,
		r->day[p].lo != BW_DAYS_EVER ? "supply-chain.stops"
		    : r->lo[p] < BW_ONE      ? "supply-chain.less"
					     : "supply-chain.unharmed",
		fill, BW_LEN(fill)));
	for (uint32_t x = 0; x < r->c.n; x++) {
		if (!chain_touched(r, x) || n++ >= r->cli->limit)
			continue;
		bw_table_cell(t, chain_name(r, x));
		bw_table_cell(t, kind(r, x));
		bw_table_cell(t, since(r, r->less[x]));
		bw_table_cell(t, days(r, r->day[x]));
		bw_table_cell(t, left(r, r->lo[x], r->hi[x]));
	}
	rc = bw_table_print(t, &r->cli->out, r->cli->width, err);
	more(r, n);
	return rc;
}

/* ---- the rest ------------------------------------------------------------ */
static void
about(struct chain_run *r)
{
	enum bw_lang lang = r->cli->lang;

	say(r, bw_cli_plain(r->cli, r->f.title.in[lang]));
	if (r->f.illustrative)
		say(r, bw_cli_word(r->cli, "supply-chain.illustrative"));
	if (r->f.about.in[lang].n > 0)
		say(r, bw_cli_plain(r->cli, r->f.about.in[lang]));
}

static const struct bw_chain_ask *
asked(const struct chain_run *r, uint64_t line)
{
	for (size_t i = 0; i < r->f.ask.n; i++)
		if (r->f.ask.v[i].line == line)
			return &r->f.ask.v[i];
	return NULL;
}

static void
figures(struct chain_run *r)
{
	bool first = true;

	for (size_t i = 0; i < r->f.note.n; i++) {
		const struct bw_chain_note *note = &r->f.note.v[i];
		const struct bw_chain_ask *ask = asked(r, note->line);
		struct bw_str stage;

		if (note->load == 0 || ask == NULL)
			continue;
		if (first) {
			bw_out_z(&r->cli->out, "\n");
			say(r, bw_cli_word(r->cli, "supply-chain.figures"));
		}
		first = false;
		stage =
		    bw_cli_wordf(r->cli, "stage", bw_stage_name(ask->stage));
		bw_wrap(&r->cli->out,
		    bw_arena_fmt(&r->cli->arena, "%.*s, %.*s, %d: %.*s [%u]",
			BW_ARG(chain_name(r, ask->thing)), BW_ARG(stage),
			note->year, BW_ARG(bw_cli_plain(r->cli, note->source)),
			note->load),
		    2, r->cli->width);
	}
}

int
chain_people(struct chain_run *r, struct bw_err *err)
{
	struct bw_fill fill = { "product", product(r) };
	int rc = 0;

	about(r);
	if (r->never) {
		bw_out_z(&r->cli->out, "\n");
		say(r, sentence(r, "supply-chain.never", &fill, 1));
		return 0;
	}
	if (r->n_failed > 0)
		rc = what_if(r, err);
	else if ((rc = points(r, err)) == 0)
		rc = losses(r, err);
	if (rc == 0)
		rc = cuts(r, err);
	figures(r);
	bw_out_z(&r->cli->out, "\n");
	say(r, bw_cli_word(r->cli, "supply-chain.limits"));
	return rc;
}

/* ---- CSV ------------------------------------------------------------------
 * One table: a row per single point, per other thing that is missed, and per
 * cut. */
static const char *const column[] = { "chain-set", "chain-size", "chain-ids",
	"chain-kind", "chain-left-min", "chain-left-max", "chain-less",
	"chain-day-min", "chain-day-max", "chain-why" };
static const unsigned flag[BW_LEN(column)] = { 0 };

static void
end(struct bw_listing *l, uint32_t day)
{
	if (day == BW_DAYS_EVER)
		bw_list_cell(l, BW_STR(""));
	else
		bw_list_count(l, day);
}

static int
csv_row(struct chain_run *r, struct bw_listing *l, const struct chain_row *row,
    struct bw_err *err)
{
	struct bw_str path;
	int rc = chain_path(r, row, true, &path, err);
	uint32_t x = row->thing;
	struct bw_share s = { row->lo, row->hi, 0 };

	bw_list_cell(l, row->stops ? BW_STR("point") : BW_STR("loss"));
	bw_list_count(l, 1);
	bw_list_cell(l, r->f.thing.v[x].id);
	bw_list_cell(l, bw_str_of(bw_thing_kind_name(r->f.thing.v[x].kind)));
	bw_list_share(l, true, s);
	end(l, row->less);
	end(l, row->day.lo);
	end(l, row->day.hi);
	bw_list_cell(l, path);
	return rc;
}

int
chain_csv(struct chain_run *r, struct bw_err *err)
{
	struct bw_listing l;
	int rc = bw_list_open(&l, r->cli, column, flag, BW_LEN(column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; rc == 0 && i < r->n_row; i++) {
		/* A row of CSV is written at once: its texts may go. */
		struct bw_arena_mark mark = bw_arena_mark(&r->cli->arena);

		rc = csv_row(r, &l, &r->row[i], err);
		bw_arena_reset(&r->cli->arena, mark);
	}
	for (size_t i = 0; rc == 0 && i < r->cuts.n; i++) {
		const struct bw_cut *cut = &r->cuts.cut[i];

		if (cut->size == 1)
			continue;
		bw_list_cell(&l, BW_STR("cut"));
		bw_list_count(&l, cut->size);
		bw_list_cell(&l, together(r, cut, true));
		for (unsigned k = 3; k < BW_LEN(column); k++)
			bw_list_cell(&l, BW_STR(""));
	}
	if (rc != 0 && !l.to_stdout)
		bw_out_release(&l.csv);
	return rc == 0 ? bw_list_close(&l, err) : rc;
}
