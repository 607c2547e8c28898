/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_product.c - one product of trade for one country: what it is,
 * from where it comes, and whether the country depends on few for it.
 */
#include "web/page_supply.h"
#include <math.h>

/* ---- what it is ---------------------------------------------------------- */
static void
headings(struct page *p, struct bw_json code)
{
	struct bw_json_each it = bw_json_each(bw_json_get(code, "headings"));

	while (bw_json_step(&it)) {
		struct bw_str material = mat_str(it.value, "material");

		bw_html_open_class(&p->h, "p", "lead");
		bw_html_leaf(&p->h, "bdi", NULL, mat_str(it.value, "text"));
		if (material.n > 0) {
			bw_html_text(&p->h, BW_STR(" ("));
			mat_link(p, material);
			bw_html_text(&p->h, BW_STR(")"));
		}
		bw_html_close(&p->h);
	}
}

/* ---- year by year -------------------------------------------------------- */
static const char *const year_column[] = { "web.supply.col.year",
	"web.supply.col.imports", "web.supply.top", "web.supply.col.share",
	"web.supply.hhi", "web.supply.col.to-exports", "web.supply.col.world",
	"web.supply.col.dependent" };

static void
year_row(struct page *p, struct bw_json y)
{
	double share = mat_num(y, "top_share");

	page_row(p);
	page_head_cell(p, year_column[0], mat_year(p, y));
	mat_cell(p, year_column[1], mat_amount(p, mat_num(y, "imports")));
	mat_cell(p, year_column[2], page_country(p, mat_str(y, "top")));
	mat_share_cell(p, year_column[3], share, share);
	mat_cell(p, year_column[4],
	    mat_range(p, mat_num(y, "hhi_min"), mat_num(y, "hhi_max"), 2));
	mat_cell(p, year_column[5],
	    mat_number(p, mat_num(y, "imports_to_exports"), 2));
	mat_cell(p, year_column[6],
	    mat_range(p, mat_num(y, "world_hhi_min"),
		mat_num(y, "world_hhi_max"), 2));
	mat_cell(p, year_column[7],
	    page_word_of(p, "web.supply.dependent", mat_str(y, "dependent")));
	page_row_end(p);
}

static void
years(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "years"));

	page_h2(p, "years", "web.supply.by-year");
	page_table(p, "web.supply.by-year", year_column, BW_LEN(year_column));
	while (bw_json_step(&it))
		year_row(p, it.value);
	page_table_end(p);
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, "web.supply.values-in",
		{ "currency", mat_str(all, "currency") }));
	mat_trade_notes(p, all);
}

/* ---- from where ---------------------------------------------------------- */
static void
origins(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "web.supply.col.country",
		"web.supply.col.share", "web.supply.col.value",
		"web.supply.col.source" };
	struct bw_json_each it = bw_json_each(bw_json_get(all, "origins"));

	page_h2(p, "origins", "web.supply.origins");
	page_table(p, "web.supply.origins", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		double share = mat_num(it.value, "share");

		page_row(p);
		page_open_cell(p, column[0], true);
		mat_country_link(p, mat_str(it.value, "country"));
		bw_html_close(&p->h);
		mat_share_cell(p, column[1], share, share);
		mat_cell(
		    p, column[2], mat_amount(p, mat_num(it.value, "value")));
		mat_source_cell(p, column[3], it.value);
		page_row_end(p);
	}
	page_table_end(p);
}

void
page_supply_product(struct page *p)
{
	struct page_question a;
	struct bw_json all;
	struct bw_str code, who;
	struct bw_url u;

	page_asks(p, &a, "supply");
	page_option(p, &a, "for", p->step[0]);
	page_place(p, &a, BW_STR("product"));
	page_place(p, &a, p->step[1]);
	if (!page_json(p, &a, &all))
		return;
	code = mat_str(all, "product");
	who = mat_str(all, "importer");
	page_begin(p,
	    PAGE_FILLED(p, "web.supply.product-of", { "product", code },
		{ "country", mat_country_name(p, who) }));
	headings(p, bw_json_get(all, "code"));
	years(p, all);
	origins(p, all);
	page_to(p, &u, "supply", "country",
	    mat_z(page_fmt(p, "%.*s", BW_ARG(who))), NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL,
	    PAGE_FILLED(p, "web.supply.country-of",
		{ "country", mat_country_name(p, who) }));
	bw_html_close(&p->h);
	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("v1"));
	bw_url_step(&u, BW_STR("products"));
	bw_url_step(&u, code);
	bw_url_param(&u, "for", who);
	mat_data(p, &u);
	page_end(p);
}
