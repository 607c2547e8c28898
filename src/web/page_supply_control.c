/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_control.c - a material by where it is made and by who controls
 * the companies that make it, side by side.
 */
#include "web/page_supply_material.h"
#include <math.h>

static void
party_link(struct page *p, struct bw_json party)
{
	struct bw_url u;

	page_to(p, &u, "company", page_id(p, party).p, NULL);
	page_a(p, &u, NULL, page_name(p, party));
}

/* ---- the companies ------------------------------------------------------- */
static const char *const column[] = { "web.supply.col.company",
	"web.supply.col.country", "web.supply.col.amount",
	"web.supply.col.controller", "web.supply.col.from",
	"web.supply.col.source" };

static void
company_row(struct page *p, struct bw_json c)
{
	struct bw_json controller = bw_json_get(c, "controller");
	struct bw_str control = mat_str(c, "control");

	page_row(p);
	page_open_cell(p, column[0], true);
	party_link(p, bw_json_get(c, "producer"));
	bw_html_close(&p->h);
	mat_cell(p, column[1], page_country(p, mat_str(c, "country")));
	mat_cell(p, column[2], mat_amount(p, mat_num(c, "amount")));
	page_open_cell(p, column[3], false);
	if (bw_str_is(control, "one"))
		party_link(p, controller);
	else
		bw_html_text(&p->h, page_word_of(p, "cli.makers", control));
	bw_html_close(&p->h);
	mat_cell(
	    p, column[4], page_country(p, mat_str(c, "controller_country")));
	mat_source_cell(p, column[5], c);
	page_row_end(p);
}

/* ---- by place, by control ------------------------------------------------ */
static const char *const by_column[] = { "web.supply.col.by", "web.supply.hhi",
	"web.supply.largest", "web.supply.col.share" };

static void
by_row(struct page *p, const char *word, struct bw_json hhi, struct bw_str top,
    struct bw_json share)
{
	page_row(p);
	page_head_cell(p, by_column[0], page_word(p, word));
	mat_cell(p, by_column[1], mat_between(p, hhi, 1, 2));
	mat_cell(p, by_column[2], top);
	mat_share_cell(
	    p, by_column[3], mat_num(share, "min"), mat_num(share, "max"));
	page_row_end(p);
}

static void
compared(struct page *p, struct bw_json made)
{
	struct bw_json country = bw_json_get(made, "by_controller_country");
	struct bw_json party = bw_json_get(made, "by_controller");
	struct bw_json top = bw_json_get(party, "top");

	page_table(p, "web.supply.by", by_column, BW_LEN(by_column));
	by_row(p, "cli.makers.by-place", bw_json_get(made, "hhi_by_place"),
	    page_country(p, mat_str(made, "top_country")),
	    bw_json_get(made, "top_share"));
	by_row(p, "cli.makers.by-country", bw_json_get(country, "hhi"),
	    page_country(p, mat_str(country, "top_country")),
	    bw_json_get(country, "top_share"));
	by_row(p, "cli.makers.by-party", bw_json_get(party, "hhi"),
	    bw_json_type(top) == BW_JSON_OBJECT ? page_name(p, top)
						: BW_STR(""),
	    bw_json_get(party, "top_share"));
	page_table_end(p);
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, "cli.makers.known",
		{ "told",
		    mat_number(p, mat_num(made, "companies_told") * 100, 1) },
		{ "known",
		    mat_number(p, mat_num(country, "known") * 100, 1) }));
	if (bw_json_bool(bw_json_get(made, "companies_above_country"), false))
		page_p(p, "hint", "supply.by-controller.excess");
}

static void
one(struct page *p, struct bw_json made)
{
	struct bw_json_each it = bw_json_each(bw_json_get(made, "companies"));

	bw_html_leaf(&p->h, "h3", NULL,
	    page_fmt(p, "%.*s, %.*s, %.*s",
		BW_ARG(mat_title(
		    p, page_word_of(p, "stage", mat_str(made, "stage")))),
		BW_ARG(mat_year(p, made)),
		BW_ARG(mat_unit(p, mat_str(made, "unit")))));
	compared(p, made);
	page_table(p, "web.supply.companies", column, BW_LEN(column));
	while (bw_json_step(&it))
		company_row(p, it.value);
	page_table_end(p);
}

void
mat_controllers(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "productions"));
	size_t told = 0;

	page_h2(p, "control", "web.supply.control");
	while (bw_json_step(&it)) {
		if (bw_json_count(bw_json_get(it.value, "companies")) == 0)
			continue;
		told++;
		one(p, it.value);
	}
	if (told == 0)
		page_notice(p, "know", page_word(p, "web.supply.no-companies"));
}
