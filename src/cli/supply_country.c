/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_country.c - all traded products of a country or the Union: those it
 * depends on others for, and how that changes from year to year.
 */
#include "cli/supply_trade.h"
#include <math.h>

enum {
	SHOWN = 20
};

static const char *const column[] = { "trade-product", "supply-year",
	"trade-imports", "trade-origins", "trade-top", "supply-top-share",
	"trade-hhi-min", "trade-hhi-max", "supply-hhi", "trade-outside",
	"trade-ratio", "trade-world", "trade-years", "trade-dependent" };
static const unsigned flag[] = { 0, 0, BW_COL_RIGHT, BW_LIST_CSV, BW_COL_WRAP,
	BW_COL_RIGHT, BW_LIST_CSV, BW_LIST_CSV, BW_COL_RIGHT | BW_LIST_PEOPLE,
	BW_LIST_CSV, BW_COL_RIGHT, BW_LIST_CSV, BW_COL_RIGHT, 0 };

static void
row(struct bw_listing *l, const struct bw_trade_product *p)
{
	const struct bw_trade_answer *a = &p->last;
	const struct bw_origins *from = &a->d.from;
	const double lo = bw_origins_lo(from), hi = bw_origins_hi(from);
	char code[9];

	bw_product_print(p->product, code);
	bw_list_cell(l, bw_arena_dup(&l->cli->arena, bw_str_of(code)));
	bw_list_count(l, (uint64_t)a->year);
	bw_trade_amount_cell(l, a->d.used);
	bw_list_count(l, from->n);
	bw_list_cell(l,
	    from->n == 0    ? BW_STR("")
		: l->to_csv ? bw_trade_cli_code(from->top)
			    : bw_trade_cli_area(l->cli, from->top));
	bw_trade_cli_number(
	    l, 100 * bw_trade_ratio(from->top_value, from->total), 1);
	bw_trade_cli_number(l, lo, 2);
	bw_trade_cli_number(l, hi, 2);
	bw_list_cell(l, bw_supply_range(l->cli, lo, hi, 2));
	bw_trade_cli_number(l, 100 * a->cdi.cdi2, 0);
	bw_trade_cli_number(l, bw_trade_ratio(a->d.used, a->d.exports), 2);
	bw_trade_cli_number(l, bw_origins_lo(&a->world), 2);
	bw_list_cell(
	    l, bw_arena_fmt(&l->cli->arena, "%u/%u", p->yes, p->years));
	bw_trade_verdict_cell(l, p->dependent);
}

static size_t
count(const struct bw_trade_whole *w, enum bw_certainty c)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += w->product[i].dependent == c;
	return n;
}

/* How many stay, come and go from one year to the next. */
static void
persistence(const struct bw_trade_cli *q, const struct bw_trade_whole *w)
{
	struct bw_cli *cli = q->cli;

	if (q->ask.who != BW_AREA_NONE && !q->ask.b->world)
		return;
	bw_out_fmt(&cli->out, "\n%.*s\n",
	    BW_ARG(bw_cli_word(cli, "cli.trade.persistence")));
	for (int y = w->first_year; y <= w->last_year; y++) {
		const struct bw_persistence *p = &w->year[y - w->first_year];

		bw_out_fmt(&cli->out, "  %d  %5llu", y,
		    (unsigned long long)p->dependent);
		if (y > w->first_year)
			bw_out_fmt(&cli->out, "   %.*s %llu, +%llu, -%llu",
			    BW_ARG(bw_cli_word(cli, "cli.trade.stay")),
			    (unsigned long long)p->stay,
			    (unsigned long long)p->enter,
			    (unsigned long long)p->leave);
		bw_out_z(&cli->out, "\n");
	}
}

static bool
corrected(const struct bw_trade_whole *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->product[i].last.corrected)
			return true;
	return false;
}

static int
people(
    struct bw_trade_cli *q, const struct bw_trade_whole *w, struct bw_err *err)
{
	struct bw_cli *cli = q->cli;
	const bool csv = bw_cli_has(cli, BW_OPT_CSV);
	const bool all = csv || bw_cli_has(cli, BW_OPT_ALL);
	const size_t most = bw_cli_has(cli, BW_OPT_LIMIT) ? cli->limit : SHOWN;
	const size_t shown = all || most > w->n ? w->n : most;
	struct bw_listing l;
	int rc;

	if (!csv)
		bw_wrap(&cli->out,
		    bw_arena_fmt(&cli->arena, "%.*s: %zu %.*s, %zu %.*s (%d)",
			BW_ARG(bw_trade_cli_who(q)), w->n,
			BW_ARG(bw_cli_word(cli, "cli.trade.products")),
			count(w, BW_CERTAIN),
			BW_ARG(bw_cli_word(cli, "cli.trade.dependent-ones")),
			w->last_year),
		    0, cli->width);
	rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);
	for (size_t i = 0; rc == 0 && i < shown; i++)
		row(&l, &w->product[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc != 0 || csv)
		return rc;
	if (shown < w->n)
		bw_out_fmt(&cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(cli, "cli.trade.more")), w->n - shown);
	persistence(q, w);
	bw_trade_cli_notes(q, corrected(w));
	return 0;
}

static int
json(struct bw_trade_cli *q, const struct bw_trade_whole *w)
{
	struct bw_jw j = bw_cli_json(q->cli);
	char code[9];

	bw_trade_cli_json_head(q, &j);
	bw_jw_open(&j, "products", '[');
	for (size_t i = 0; i < w->n; i++) {
		const struct bw_trade_product *p = &w->product[i];

		bw_product_print(p->product, code);
		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "product", code);
		bw_trade_cli_answer_json(q, &j, &p->last);
		bw_jw_i64(&j, "years_looked_at", p->years);
		bw_jw_i64(&j, "years_dependent", p->yes);
		bw_jw_z(&j, "dependent_over_years",
		    p->dependent == BW_CERTAIN        ? "yes"
			: p->dependent == BW_POSSIBLE ? "possible"
			: p->dependent == BW_OPEN     ? NULL
						      : "no");
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "persistence", '[');
	for (int y = w->first_year; y <= w->last_year; y++) {
		const struct bw_persistence *p = &w->year[y - w->first_year];

		bw_jw_open(&j, NULL, '{');
		bw_jw_i64(&j, "year", y);
		bw_jw_i64(&j, "dependent", (int64_t)p->dependent);
		bw_jw_i64(&j, "stay", (int64_t)p->stay);
		bw_jw_i64(&j, "enter", (int64_t)p->enter);
		bw_jw_i64(&j, "leave", (int64_t)p->leave);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return 0;
}

int
bw_supply_of_country(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_trade_whole w = { 0 };
	struct bw_trade_cli q = { 0 };
	struct bw_pool *pool = NULL;
	int rc = bw_trade_cli_open(&q, cli, cli->arg[0], BW_PRODUCT_NONE, err);

	if (rc == 0)
		rc = bw_pool_new(&pool, 0, err);
	if (rc == 0)
		rc = bw_trade_ask_all(&q.ask, pool, &w, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? json(&q, &w)
						  : people(&q, &w, err);
	bw_trade_whole_release(&w);
	bw_pool_free(pool);
	bw_trade_cli_close(&q);
	return rc;
}
