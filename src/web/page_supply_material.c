/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_material.c - one material: who makes it by stage, how that
 * went, and who is behind the makers. What the EU says of it and who uses it
 * are in page_supply_material_eu.c.
 */
#include "web/page_supply_material.h"
#include <math.h>

/* ---- the newest year of each stage --------------------------------------- */
static bool
same_stage(struct bw_json a, struct bw_json b)
{
	return bw_str_eq(mat_str(a, "stage"), mat_str(b, "stage"));
}

static bool
same_year(struct bw_json a, struct bw_json b)
{
	double x = mat_num(a, "year"), y = mat_num(b, "year");

	return x >= y && x <= y;
}

/* Those of the newest year come first in each stage. */
static struct bw_json
newest_of(struct bw_json productions, struct bw_json one)
{
	struct bw_json_each it = bw_json_each(productions);

	while (bw_json_step(&it))
		if (same_stage(it.value, one))
			return it.value;
	return one;
}

static bool
at_this(struct bw_json a, struct bw_json b)
{
	return a.doc == b.doc && a.at == b.at;
}

/* ---- in short ------------------------------------------------------------ */
static struct bw_str
stage_name(struct page *p, struct bw_json made)
{
	return page_word_of(p, "stage", mat_str(made, "stage"));
}

static struct bw_json
first_producer(struct bw_json made)
{
	struct bw_json_each it = bw_json_each(bw_json_get(made, "producers"));

	return bw_json_step(&it) ? it.value : (struct bw_json){ 0 };
}

static void
largest_fact(struct page *p, struct bw_json made)
{
	struct bw_json first = first_producer(made);
	struct bw_str who = mat_str(first, "country");

	if (who.n == 0 || !isfinite(mat_num(first, "share")))
		return;
	bw_html_open(&p->h, "div");
	bw_html_leaf(&p->h, "dt", NULL,
	    PAGE_FILLED(p, "web.supply.largest-in",
		{ "stage", stage_name(p, made) },
		{ "year", mat_year(p, made) }));
	bw_html_open(&p->h, "dd");
	mat_country_link(p, who);
	bw_html_text(&p->h,
	    page_fmt(p, " %.*s %%",
		BW_ARG(mat_number(p, mat_num(first, "share") * 100, 1))));
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
in_short(struct page *p, struct bw_json productions, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(productions);
	struct bw_json sr = mat_figure(all, "score", "supply-risk", NULL, 0);

	bw_html_open_class(&p->h, "dl", "facts");
	while (bw_json_step(&it))
		if (at_this(it.value, newest_of(productions, it.value)))
			largest_fact(p, it.value);
	if (bw_json_type(sr) != BW_JSON_NONE)
		mat_fact(p, "web.supply.sr",
		    page_fmt(p, "%.*s (%.*s)",
			BW_ARG(mat_number(p, mat_num(sr, "value"), 1)),
			BW_ARG(mat_year(p, sr))));
	bw_html_close(&p->h);
}

/* ---- who makes it -------------------------------------------------------- */
static struct bw_str
remark(struct page *p, struct bw_json by)
{
	static const char *const key[] = { "withheld", "at_least", "estimate" };
	static const char *const word[] = { "cli.supply.withheld",
		"cli.supply.at-least", "cli.supply.estimate" };

	for (size_t i = 0; i < BW_LEN(key); i++)
		if (bw_json_bool(bw_json_get(by, key[i]), false))
			return page_word(p, word[i]);
	return BW_STR("");
}

/* Figures in per cent of the world are their own shares. */
static bool
in_per_cent(struct bw_json made)
{
	return bw_str_starts(mat_str(made, "unit"), BW_STR("%"));
}

static const char *const maker_column[] = { "web.supply.col.country",
	"web.supply.col.share", "web.supply.col.amount",
	"web.supply.col.remark", "web.supply.col.source" };
static const char *const share_column[] = { "web.supply.col.country",
	"web.supply.col.share", "web.supply.col.remark",
	"web.supply.col.source" };

static void
maker_row(struct page *p, struct bw_json by, bool amounts)
{
	struct bw_str country = mat_str(by, "country");

	page_row(p);
	page_open_cell(p, maker_column[0], true);
	if (country.n > 0)
		mat_country_link(p, country);
	else
		bw_html_text(&p->h, page_word(p, "cli.supply.rest"));
	bw_html_close(&p->h);
	mat_share_cell(
	    p, maker_column[1], mat_num(by, "share"), mat_num(by, "share"));
	if (amounts)
		mat_cell(
		    p, maker_column[2], mat_amount(p, mat_num(by, "amount")));
	mat_cell(p, maker_column[3], remark(p, by));
	mat_source_cell(p, maker_column[4], by);
	page_row_end(p);
}

static void
concentration(struct page *p, struct bw_json made)
{
	struct bw_json c = bw_json_get(made, "concentration");
	double lo = mat_num(c, "hhi_min"), hi = mat_num(c, "hhi_max");

	bw_html_open_class(&p->h, "dl", "facts");
	if (!in_per_cent(made))
		mat_fact(p, "web.supply.total",
		    page_fmt(p, "%.*s %.*s",
			BW_ARG(mat_amount(p, mat_num(made, "total"))),
			BW_ARG(mat_unit(p, mat_str(made, "unit")))));
	mat_fact(p, "web.supply.top3",
	    page_per_cent(p, mat_num(c, "top3_share"), 1));
	mat_fact(p, "web.supply.hhi", mat_range(p, lo, hi, 2));
	mat_fact(p, "web.supply.effective", mat_range(p, 1 / hi, 1 / lo, 1));
	mat_fact(p, "web.supply.wgi",
	    mat_range(
		p, mat_num(c, "hhi_wgi_min"), mat_num(c, "hhi_wgi_max"), 1));
	bw_html_close(&p->h);
	if (bw_json_bool(bw_json_get(made, "amounts_missing"), false))
		page_p(p, "hint", "cli.whatif.open-ended");
}

static void
makers(struct page *p, struct bw_json made)
{
	struct bw_json_each it = bw_json_each(bw_json_get(made, "producers"));
	struct bw_str type = mat_str(made, "type");
	bool amounts = !in_per_cent(made);

	if (type.n > 0) {
		bw_html_open(&p->h, "h3");
		bw_html_leaf(&p->h, "bdi", NULL, type);
		bw_html_close(&p->h);
	}
	concentration(p, made);
	page_table(p, "web.supply.makers",
	    amounts ? maker_column : share_column,
	    amounts ? BW_LEN(maker_column) : BW_LEN(share_column));
	while (bw_json_step(&it))
		maker_row(p, it.value, amounts);
	page_table_end(p);
}

static struct bw_str
drawn(struct page *p, struct bw_str material, const char *part,
    struct bw_str stage)
{
	struct page_question a;

	page_asks(p, &a, "supply");
	page_option(p, &a, "stage", stage);
	page_place(p, &a, bw_str_of(part));
	page_place(p, &a, material);
	return page_drawn(p, &a, "svg");
}

/* ---- how that went ------------------------------------------------------- */
static const char *const year_column[] = { "web.supply.col.year",
	"web.supply.top", "web.supply.col.share", "web.supply.top3",
	"web.supply.hhi", "web.supply.wgi", "web.supply.col.source" };

static void
year_row(struct page *p, struct bw_json made)
{
	struct bw_json c = bw_json_get(made, "concentration");
	struct bw_json first = first_producer(made);
	struct bw_str type = mat_str(made, "type"), year = mat_year(p, made);

	page_row(p);
	page_head_cell(p, year_column[0],
	    type.n == 0
		? year
		: page_fmt(p, "%.*s, %.*s", BW_ARG(year), BW_ARG(type)));
	mat_cell(p, year_column[1], page_country(p, mat_str(first, "country")));
	mat_share_cell(p, year_column[2], mat_num(c, "top_share"),
	    mat_num(c, "top_share"));
	mat_cell(
	    p, year_column[3], page_per_cent(p, mat_num(c, "top3_share"), 1));
	mat_cell(p, year_column[4],
	    mat_range(p, mat_num(c, "hhi_min"), mat_num(c, "hhi_max"), 2));
	mat_cell(p, year_column[5],
	    mat_range(
		p, mat_num(c, "hhi_wgi_min"), mat_num(c, "hhi_wgi_max"), 1));
	mat_source_cell(p, year_column[6], first);
	page_row_end(p);
}

static size_t
years_of(struct bw_json productions, struct bw_json newest)
{
	struct bw_json_each it = bw_json_each(productions);
	size_t n = 0;

	while (bw_json_step(&it))
		n += same_stage(it.value, newest) &&
		    !same_year(it.value, newest);
	return n;
}

static void
trend(struct page *p, struct bw_str material, struct bw_json productions,
    struct bw_json newest)
{
	struct bw_json_each it = bw_json_each(productions);

	if (years_of(productions, newest) == 0)
		return;
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.supply.trend"));
	page_drawing(p,
	    drawn(p, material, "producers", mat_str(newest, "stage")),
	    mat_z(
		page_fmt(p, "trend-%.*s-", BW_ARG(mat_str(newest, "stage")))));
	page_table(p, "web.supply.trend", year_column, BW_LEN(year_column));
	while (bw_json_step(&it))
		if (same_stage(it.value, newest))
			year_row(p, it.value);
	page_table_end(p);
}

static void
stage(struct page *p, struct bw_str material, struct bw_json productions,
    struct bw_json newest)
{
	struct bw_json_each it = bw_json_each(productions);
	struct bw_str code = mat_str(newest, "stage");

	bw_html_open(&p->h, "h2");
	bw_html_attr(&p->h, "id", page_fmt(p, "stage-%.*s", BW_ARG(code)));
	bw_html_text(&p->h,
	    PAGE_FILLED(p, "web.supply.who-makes",
		{ "stage", stage_name(p, newest) },
		{ "year", mat_year(p, newest) }));
	bw_html_close(&p->h);
	page_drawing(p, drawn(p, material, "material", code),
	    mat_z(page_fmt(p, "map-%.*s-", BW_ARG(code))));
	while (bw_json_step(&it))
		if (same_stage(it.value, newest) && same_year(it.value, newest))
			makers(p, it.value);
	trend(p, material, productions, newest);
}

static void
stages(struct page *p, struct bw_str material, struct bw_json productions)
{
	struct bw_json_each it = bw_json_each(productions);

	if (bw_json_count(productions) == 0) {
		page_h2(p, "makers", "web.supply.makers");
		page_notice(p, "know", page_word(p, "supply.crit.made-none"));
		return;
	}
	while (bw_json_step(&it))
		if (at_this(it.value, newest_of(productions, it.value)))
			stage(p, material, productions, it.value);
	page_p(p, "hint", "web.supply.hhi-about");
}

/* ---- the page ------------------------------------------------------------ */
struct bw_json
mat_figure(struct bw_json all, const char *part, const char *what,
    const char *stage, int64_t year)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "figures"));
	int64_t told;

	while (bw_json_step(&it))
		if (mat_is(it.value, "part", part) &&
		    mat_is(it.value, "what", what) &&
		    (stage == NULL || mat_is(it.value, "stage", stage)) &&
		    (year == 0 ||
			(bw_json_i64(bw_json_get(it.value, "year"), &told) &&
			    told == year)))
			return it.value;
	return (struct bw_json){ 0 };
}

static struct bw_json
ask(struct page *p, const char *part, struct bw_str material)
{
	struct page_question a;

	page_asks(p, &a, "supply");
	page_place(p, &a, bw_str_of(part));
	page_place(p, &a, material);
	return page_json_maybe(p, &a);
}

void
page_material(struct page *p)
{
	struct page_question a;
	struct bw_json all, productions;
	struct bw_str code;
	struct bw_url u;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("material"));
	page_place(p, &a, p->step[0]);
	if (!page_json(p, &a, &all))
		return;
	code = mat_str(all, "material");
	productions = bw_json_get(ask(p, "producers", code), "productions");
	page_begin(p, mat_title(p, mat_name(p, code)));
	if (bw_json_count(productions) > 0) /* else nothing can stop or grow */
		mat_tabs(p, code, NULL);
	bw_html_leaf(&p->h, "p", "lead",
	    mat_title(p,
		page_word_of(p, "supply.crit.list", mat_str(all, "eu_list"))));
	in_short(p, productions, all);
	stages(p, code, productions);
	mat_controllers(p, ask(p, "controllers", code));
	mat_eu(p, all);
	mat_users(p, all);
	mat_api(&u, code, NULL);
	mat_data(p, &u);
	page_end(p);
}
