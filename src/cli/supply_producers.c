/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_producers.c - who produces a material, by stage and year: the figures
 * themselves, each with the place it comes from.
 */
#include "cli/supply_pick.h"
#include "base/date.h"
#include "model/ref.h"
#include "supply/supply_tell.h"
#include <math.h>

int
bw_supply_material_of(const char *text, struct bw_str *code, struct bw_err *err)
{
	const struct bw_ref_item *m;
	int rc = bw_ref_load(err);

	if (rc != 0)
		return rc;
	m = bw_ref_material(bw_str_of(text));
	if (m == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "'%s' is no material of reference/materials.csv", text);
	*code = m->code;
	return 0;
}

struct bw_str
bw_supply_number(struct bw_cli *cli, double value, unsigned decimals)
{
	struct bw_str s;
	char *dot;

	if (isnan(value))
		return BW_STR("");
	s = bw_arena_fmt(&cli->arena, "%.*f", (int)decimals, value);
	dot = s.p == NULL ? NULL : memchr(s.p, '.', s.n);
	if (dot != NULL && cli->lang == BW_NL)
		*dot = ',';
	return s;
}

struct bw_str
bw_supply_range(struct bw_cli *cli, double lo, double hi, unsigned decimals)
{
	struct bw_str from = bw_supply_number(cli, lo, decimals);
	struct bw_str to = bw_supply_number(cli, hi, decimals);

	if (bw_str_eq(from, to))
		return to;
	return bw_arena_fmt(
	    &cli->arena, "%.*s\u2013%.*s", BW_ARG(from), BW_ARG(to));
}

enum {
	STAGE,
	YEAR,
	KIND,
	COUNTRY,
	AMOUNT,
	UNIT,
	SHARE,
	FLAGS,
	SOURCE,
	LINE
};
static const char *const column[] = { "supply-stage", "supply-year",
	"supply-type", "country", "supply-amount", "supply-unit",
	"supply-share", "supply-flags", "supply-source", "supply-line" };
static const unsigned flag[] = { BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
	BW_COL_WRAP, BW_COL_RIGHT, BW_LIST_CSV, BW_COL_RIGHT, BW_COL_WRAP,
	BW_COL_WRAP, BW_LIST_CSV };

/* A number for a program keeps its point and its digits. */
static struct bw_str
cell(struct bw_listing *l, double value, unsigned decimals)
{
	if (isnan(value))
		return BW_STR("");
	if (l->to_csv)
		return bw_arena_fmt(&l->cli->arena, "%.12g", value);
	return bw_supply_number(l->cli, value, decimals);
}

static struct bw_str
flags(struct bw_listing *l, const struct bw_producer *p)
{
	const char *code = (p->flags & BW_FIGURE_WITHHELD) != 0 ? "withheld"
	    : (p->flags & BW_FIGURE_AT_LEAST) != 0              ? "at-least"
	    : (p->flags & BW_FIGURE_ESTIMATE) != 0              ? "estimate"
								: "";

	if (l->to_csv || code[0] == '\0')
		return bw_str_of(code);
	return bw_cli_wordf(l->cli, "cli.supply", code);
}

static struct bw_str
where(struct bw_listing *l, const struct bw_producer *p)
{
	const struct bw_ref_item *c = bw_ref_country(p->country);

	if (l->to_csv)
		return p->country;
	if (c != NULL)
		return c->name.in[l->cli->lang];
	return p->country.n > 0 ? p->country
				: bw_cli_word(l->cli, "cli.supply.rest");
}

static void
row(struct bw_listing *l, const struct bw_production *p,
    const struct bw_producer *by)
{
	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)p->year);
	bw_list_cell(l, p->detail);
	bw_list_cell(l, where(l, by));
	bw_list_cell(l, cell(l, by->amount, 0));
	bw_list_cell(l, p->unit);
	bw_list_cell(l, cell(l, by->share * 100, 1));
	bw_list_cell(l, flags(l, by));
	bw_list_cell(l, by->ref);
	bw_list_count(l, by->line);
}

static void
rows(struct bw_listing *l, const struct bw_production *p)
{
	for (size_t k = 0; k < p->n; k++)
		row(l, p, &p->by[k]);
	for (size_t k = 0; k < p->withheld; k++)
		row(l, p, &p->held[k]);
}

static int
csv(struct bw_cli *cli, const struct bw_production *list, size_t n,
    struct bw_err *err)
{
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rows(&l, &list[i]);
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

/* "mining, 2024, thousand tonnes": what all rows below have in common. */
static void
heading(struct bw_cli *cli, const struct bw_production *p)
{
	bool typed = p->detail.n > 0;
	struct bw_str unit = tell_unit(p->unit).in[cli->lang];
	struct bw_str s = bw_arena_fmt(&cli->arena, "%.*s, %d, %.*s%s%.*s",
	    BW_ARG(tell_stage(p->stage).in[cli->lang]), p->year, BW_ARG(unit),
	    typed ? ": " : "", BW_ARG(p->detail));

	bw_wrap(&cli->out, s, 0, cli->width);
}

static int
people(struct bw_cli *cli, const struct bw_production *list, size_t n,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct bw_listing l;

		bw_out_z(&cli->out, i > 0 ? "\n" : "");
		heading(cli, &list[i]);
		rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);
		if (rc == 0) {
			rows(&l, &list[i]);
			rc = bw_list_close(&l, err);
		}
	}
	return rc;
}

static void
producer_json(struct bw_jw *j, const struct bw_producer *by)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "country", by->country);
	bw_jw_str(j, "printed", by->where);
	bw_jw_f64(j, "amount", by->amount);
	bw_jw_f64(j, "share", by->share);
	bw_jw_bool(j, "estimate", (by->flags & BW_FIGURE_ESTIMATE) != 0);
	bw_jw_bool(j, "withheld", (by->flags & BW_FIGURE_WITHHELD) != 0);
	bw_jw_bool(j, "at_least", (by->flags & BW_FIGURE_AT_LEAST) != 0);
	bw_jw_i64(j, "source", by->load);
	bw_jw_i64(j, "line", (int64_t)by->line);
	bw_jw_str(j, "ref", by->ref);
	bw_jw_close(j);
}

static void
concentration_json(struct bw_jw *j, const struct bw_concentration *c)
{
	bw_jw_open(j, "concentration", '{');
	bw_jw_f64(j, "hhi_min", c->hhi_lo);
	bw_jw_f64(j, "hhi_max", c->hhi_hi);
	bw_jw_f64(j, "hhi_wgi_min", c->wgi_lo);
	bw_jw_f64(j, "hhi_wgi_max", c->wgi_hi);
	bw_jw_f64(j, "governance_covered", c->wgi_covered);
	bw_jw_f64(j, "effective_suppliers", c->effective);
	bw_jw_f64(j, "top_share", c->top_share);
	bw_jw_f64(j, "top3_share", c->top3_share);
	bw_jw_close(j);
}

static int
json(struct bw_cli *cli, struct bw_str material,
    const struct bw_production *list, size_t n)
{
	struct bw_jw j = bw_cli_json(cli);

	bw_jw_str(&j, "material", material);
	bw_jw_open(&j, "productions", '[');
	for (size_t i = 0; i < n; i++) {
		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "stage", bw_str_of(bw_stage_name(list[i].stage)));
		bw_jw_i64(&j, "year", list[i].year);
		bw_jw_str(&j, "type", list[i].detail);
		bw_jw_str(&j, "unit", list[i].unit);
		bw_jw_f64(&j, "total", list[i].c.total);
		bw_jw_f64(&j, "published_total", list[i].world);
		bw_jw_bool(&j, "amounts_missing", list[i].open_ended);
		concentration_json(&j, &list[i].c);
		bw_jw_open(&j, "producers", '[');
		for (size_t k = 0; k < list[i].n; k++)
			producer_json(&j, &list[i].by[k]);
		for (size_t k = 0; k < list[i].withheld; k++)
			producer_json(&j, &list[i].held[k]);
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return 0;
}

int
bw_supply_producers(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_production *list = NULL;
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_str material;
	bool quiet = false; /* the picture is all there is on standard output */
	int year, month, day;
	size_t n = 0;
	int rc = bw_ref_load(err);

	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = bw_supply_material_or_own(
		    cli, v, cli->arg[0], &material, err);
	if (rc == 0)
		rc = bw_supply_production(
		    v, material, &cli->arena, &list, &n, err);
	bw_date_split(cli->as_of, &year, &month, &day);
	n = rc == 0 ? bw_supply_until(list, n, year) : 0;
	if (rc == 0 && n == 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "this world has no production figures for %.*s",
		    BW_ARG(material));
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SVG)) {
		rc = bw_supply_lines(cli, w, list, n, err);
		quiet = strcmp(cli->value[BW_OPT_SVG], "-") == 0;
	}
	if (rc == 0 && !quiet)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? json(cli, material, list, n)
		    : bw_cli_has(cli, BW_OPT_CSV) ? csv(cli, list, n, err)
						  : people(cli, list, n, err);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
