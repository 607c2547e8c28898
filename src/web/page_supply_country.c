/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_country.c - on what a country depends: gas and other energy
 * from abroad, and products that come from few countries.
 */
#include "model/ref.h"
#include "web/page_supply.h"
#include <math.h>

#define PRODUCTS 50u

/* ---- energy -------------------------------------------------------------- */
static const char *const energy_column[] = { "web.supply.col.product",
	"web.supply.col.year", "web.supply.col.imports",
	"web.supply.col.largest-source", "web.supply.col.share",
	"web.supply.hhi", "web.supply.wgi", "web.supply.col.source" };

static void
energy_row(struct page *p, struct bw_json i)
{
	double share = mat_num(i, "largest_percent") / 100;

	page_row(p);
	page_head_cell(p, energy_column[0],
	    page_word_of(p, "supply.crit.product", mat_str(i, "product")));
	mat_cell(p, energy_column[1], mat_year(p, i));
	mat_cell(p, energy_column[2],
	    page_fmt(p, "%.*s %.*s", BW_ARG(mat_amount(p, mat_num(i, "total"))),
		BW_ARG(mat_str(i, "unit"))));
	mat_cell(p, energy_column[3],
	    page_country(p, mat_str(i, "largest_partner")));
	mat_share_cell(p, energy_column[4], share, share);
	mat_cell(p, energy_column[5],
	    mat_range(p, mat_num(i, "hhi_min"), mat_num(i, "hhi_max"), 2));
	mat_cell(p, energy_column[6],
	    mat_range(
		p, mat_num(i, "hhi_wgi_min"), mat_num(i, "hhi_wgi_max"), 1));
	mat_source_cell(p, energy_column[7], i);
	page_row_end(p);
}

static void
net_imports(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "web.supply.col.year",
		"web.supply.net", "web.supply.col.source" };
	struct bw_json list = bw_json_get(all, "net_energy_imports");
	struct bw_json_each it = bw_json_each(list);

	if (bw_json_count(list) == 0) {
		page_p(p, "hint", "supply.crit.net-none");
		return;
	}
	page_table(p, "web.supply.net", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		page_row(p);
		page_head_cell(p, column[0], mat_year(p, it.value));
		mat_cell(p, column[1],
		    page_per_cent(p, mat_num(it.value, "percent") / 100, 1));
		mat_source_cell(p, column[2], it.value);
		page_row_end(p);
	}
	page_table_end(p);
}

static void
energy(struct page *p, struct bw_json all)
{
	struct bw_json imports = bw_json_get(all, "imports");
	struct bw_json_each it = bw_json_each(imports);

	page_h2(p, "energy", "web.supply.energy");
	if (bw_json_count(imports) == 0) {
		page_notice(
		    p, "know", page_word(p, "supply.crit.imports-none"));
	} else {
		page_table(p, "web.supply.energy", energy_column,
		    BW_LEN(energy_column));
		while (bw_json_step(&it))
			energy_row(p, it.value);
		page_table_end(p);
		page_p(p, "hint", "supply.crit.imports-about");
	}
	net_imports(p, all);
	page_h2(p, "day", "web.supply.day");
	page_notice(p, "know", page_word(p, "web.supply.day-none"));
}

/* ---- products ------------------------------------------------------------ */
static const char *const product_column[] = { "web.supply.col.product",
	"web.supply.col.dependent", "web.supply.col.years",
	"web.supply.col.imports", "web.supply.col.largest-source",
	"web.supply.col.share", "web.supply.hhi" };

/* Over the years for a country; of the last year for the Union. */
static struct bw_str
verdict(struct bw_json product)
{
	struct bw_str s = mat_str(product, "dependent_over_years");

	return s.n > 0 ? s : mat_str(product, "dependent");
}

static void
product_link(struct page *p, struct bw_str country, struct bw_json product)
{
	struct bw_str code = mat_str(product, "product");
	struct bw_url u;

	page_to(p, &u, "supply", "country",
	    mat_z(page_fmt(p, "%.*s", BW_ARG(country))), "product",
	    mat_z(page_fmt(p, "%.*s", BW_ARG(code))), NULL);
	page_a(p, &u, NULL, code);
}

/* "3 (2020)": in how many of the years looked at, and which was the last. */
static struct bw_str
years(struct page *p, struct bw_json product)
{
	int64_t yes = 0, all = 0;

	bw_json_i64(bw_json_get(product, "years_dependent"), &yes);
	bw_json_i64(bw_json_get(product, "years_looked_at"), &all);
	return PAGE_FILLED(p, "web.supply.years-of",
	    { "yes", page_fmt(p, "%lld", (long long)yes) },
	    { "all", page_fmt(p, "%lld", (long long)all) },
	    { "year", mat_year(p, product) });
}

static void
product_row(struct page *p, struct bw_str country, struct bw_json i)
{
	double share = mat_num(i, "top_share");

	page_row(p);
	page_open_cell(p, product_column[0], true);
	product_link(p, country, i);
	bw_html_close(&p->h);
	mat_cell(p, product_column[1],
	    page_word_of(p, "web.supply.dependent", verdict(i)));
	mat_cell(p, product_column[2], years(p, i));
	mat_cell(p, product_column[3], mat_amount(p, mat_num(i, "imports")));
	mat_cell(p, product_column[4], page_country(p, mat_str(i, "top")));
	mat_share_cell(p, product_column[5], share, share);
	mat_cell(p, product_column[6],
	    mat_range(p, mat_num(i, "hhi_min"), mat_num(i, "hhi_max"), 2));
	page_row_end(p);
}

static bool
dependent(struct bw_json product)
{
	struct bw_str v = verdict(product);

	return bw_str_is(v, "yes") || bw_str_is(v, "possible");
}

static void
products(struct page *p, struct bw_str code)
{
	struct page_question a;
	struct bw_json all, list;
	struct bw_json_each it;
	struct bw_url u;
	size_t n = 0;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("country"));
	page_place(p, &a, code);
	all = page_json_maybe(p, &a);
	page_h2(p, "products", "web.supply.products");
	if (bw_json_type(all) == BW_JSON_NONE) {
		page_notice(
		    p, "know", page_word(p, "web.supply.products-none"));
		return;
	}
	list = bw_json_get(all, "products");
	for (it = bw_json_each(list); bw_json_step(&it);)
		n += dependent(it.value);
	if (n == 0) {
		page_p(p, NULL, "web.supply.products-no");
		return;
	}
	page_table(
	    p, "web.supply.products", product_column, BW_LEN(product_column));
	n = 0;
	for (it = bw_json_each(list); n < PRODUCTS && bw_json_step(&it);)
		if (dependent(it.value)) {
			product_row(p, code, it.value);
			n++;
		}
	page_table_end(p);
	if (n == PRODUCTS)
		bw_html_leaf(&p->h, "p", "hint",
		    PAGE_FILLED(p, "web.supply.products-more",
			{ "n", page_fmt(p, "%zu", n) }));
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, "web.supply.values-in",
		{ "currency", mat_str(all, "currency") }));
	mat_trade_notes(p, all);
	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("v1"));
	bw_url_step(&u, BW_STR("countries"));
	bw_url_step(&u, code);
	bw_url_step(&u, BW_STR("products"));
	mat_data(p, &u);
}

/* ---- which country ------------------------------------------------------- */
static void
form(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, "supply", "country", NULL);
	page_form(p, "get", &u);
	page_field(p, "search", "q", "web.supply.other-country", NULL);
	page_button(p, "web.supply.go");
	page_form_end(p);
}

void
page_country_choice(struct page *p)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str q = page_param(p, "q");
	const struct bw_ref_item *c = NULL;
	struct bw_url u;

	if (q.n > 0 && bw_ref_load(&err) == 0)
		c = bw_ref_country(q);
	if (c != NULL || bw_str_eq_nocase(q, BW_STR("EU"))) {
		page_to(p, &u, "supply", "country",
		    c != NULL ? mat_z(page_fmt(p, "%.*s", BW_ARG(c->code)))
			      : "EU",
		    NULL);
		page_see(p, &u);
		return;
	}
	page_begin(p, page_word(p, "web.supply.go-country"));
	page_p(p, "lead", "web.supply.country-lead");
	if (q.n > 0)
		page_notice(p, "plan", page_word(p, "web.supply.not-country"));
	form(p);
	page_end(p);
}

void
page_supply_country(struct page *p)
{
	struct page_question a;
	struct bw_json all;
	struct bw_str code;
	struct bw_url u;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("energy"));
	page_place(p, &a, p->step[0]);
	if (!page_json(p, &a, &all))
		return;
	code = mat_str(all, "country");
	page_begin(p,
	    PAGE_FILLED(p, "web.supply.country-of",
		{ "country", mat_country_name(p, code) }));
	page_p(p, "lead", "web.supply.country-lead");
	energy(p, all);
	products(p, code);
	page_h2(p, "other", "web.supply.other-country");
	form(p);
	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("v1"));
	bw_url_step(&u, BW_STR("countries"));
	bw_url_step(&u, code);
	bw_url_step(&u, BW_STR("energy"));
	mat_data(p, &u);
	page_end(p);
}
