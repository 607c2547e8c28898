/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_steps.c - the tables of partners: what each makes and can do,
 * and the steps with what each changes.
 */
#include "web/page_supply.h"
#include <math.h>

/* ---- what each can ------------------------------------------------------- */
static const char *const can_column[] = { "web.supply.col.partner",
	"web.supply.col.amount", "web.supply.col.capacity",
	"web.supply.col.reserves", "web.supply.col.lasts",
	"web.supply.col.can-add", "web.supply.col.up-to" };

static void
can_row(struct page *p, struct bw_json partner)
{
	bool withheld = bw_json_bool(bw_json_get(partner, "withheld"), false);
	bool listed = bw_json_bool(bw_json_get(partner, "listed"), false);
	struct bw_str makes = mat_amount(p, mat_num(partner, "amount"));

	page_row(p);
	page_head_cell(
	    p, can_column[0], page_country(p, mat_str(partner, "country")));
	mat_cell(p, can_column[1],
	    withheld      ? page_word(p, "cli.supply.withheld")
		: !listed ? page_word(p, "web.supply.not-makes")
			  : makes);
	mat_cell(p, can_column[2], mat_amount(p, mat_num(partner, "capacity")));
	mat_cell(p, can_column[3], mat_amount(p, mat_num(partner, "reserves")));
	mat_cell(p, can_column[4],
	    mat_number(p, mat_num(partner, "reserves_years"), 0));
	mat_cell(p, can_column[5], mat_amount(p, mat_num(partner, "can_add")));
	mat_cell(p, can_column[6],
	    page_per_cent(p, mat_num(partner, "share_possible"), 1));
	page_row_end(p);
}

/* ---- step by step -------------------------------------------------------- */
static const char *const step_column[] = { "web.supply.col.partner",
	"web.supply.col.step", "web.supply.col.adds", "web.supply.col.joint",
	"web.supply.col.other", "web.supply.col.hhi", "web.supply.col.fills" };

static void
now_row(struct page *p, struct bw_json made)
{
	double focus = mat_num(made, "focus_share");

	page_row(p);
	page_head_cell(p, step_column[0], page_word(p, "web.supply.now"));
	mat_cell(p, step_column[1], BW_STR(""));
	mat_cell(p, step_column[2], BW_STR(""));
	mat_cell(p, step_column[3],
	    page_per_cent(p, mat_num(made, "partners_share"), 1));
	mat_share_cell(p, step_column[4], focus, focus);
	mat_cell(p, step_column[5],
	    mat_between(p, bw_json_path(made, "now.hhi"), 1, 2));
	mat_cell(p, step_column[6], BW_STR(""));
	page_row_end(p);
}

/* From all replacing the largest to everybody giving up the same. */
static void
step_row(struct page *p, struct bw_json s)
{
	struct bw_json aimed = bw_json_get(s, "aimed");
	struct bw_json even = bw_json_get(s, "even");

	page_row(p);
	page_head_cell(
	    p, step_column[0], page_country(p, mat_str(s, "country")));
	mat_cell(p, step_column[1],
	    page_word_of(p, "cli.partners.step", mat_str(s, "step")));
	mat_cell(p, step_column[2], mat_amount(p, mat_num(s, "adds")));
	mat_cell(p, step_column[3],
	    page_per_cent(p, mat_num(s, "partners_share"), 1));
	mat_share_cell(p, step_column[4], mat_num(aimed, "focus_share"),
	    mat_num(even, "focus_share"));
	mat_cell(p, step_column[5],
	    mat_range(p, mat_num(bw_json_path(aimed, "indicators.hhi"), "min"),
		mat_num(bw_json_path(even, "indicators.hhi"), "max"), 2));
	mat_cell(
	    p, step_column[6], page_per_cent(p, mat_num(s, "fills_focus"), 1));
	page_row_end(p);
}

static void
steps(struct page *p, struct bw_json made)
{
	struct bw_json all = bw_json_get(made, "steps");
	struct bw_json_each it = bw_json_each(all);
	struct bw_str focus = mat_str(made, "focus");

	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.supply.steps"));
	if (bw_json_count(all) == 0) {
		page_notice(p, "know", page_word(p, "cli.partners.no-step"));
		return;
	}
	page_table(p, "web.supply.steps", step_column, BW_LEN(step_column));
	now_row(p, made);
	while (bw_json_step(&it))
		step_row(p, it.value);
	page_table_end(p);
	if (focus.n > 0)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "web.supply.focus",
			{ "country", page_country(p, focus) }));
}

static void
holdings(
    struct page *p, struct bw_json all, struct bw_json made, const char *what)
{
	struct bw_json h = bw_json_get(made, what);
	struct bw_str use = mat_str(h, "use");
	const char *key =
	    mat_z(page_fmt(p, "cli.partners.holdings.%.*s", BW_ARG(use)));

	if (bw_str_is(use, "used")) {
		mat_source(p, mat_z(page_fmt(p, "web.supply.from-%s", what)),
		    bw_json_get(h, "source"));
		return;
	}
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, key,
		{ "what",
		    page_word(p, mat_z(page_fmt(p, "cli.partners.%s", what))) },
		{ "years",
		    mat_number(p, mat_num(all, "least_reserve_years"), 0) }));
}

void
mat_partners_of(struct page *p, struct bw_json all, struct bw_json made)
{
	struct bw_json_each it = bw_json_each(bw_json_get(made, "partners"));
	struct bw_str life =
	    mat_number(p, mat_num(made, "world_reserves_years"), 0);

	mat_made_heading(p, made);
	page_table(p, "web.supply.can", can_column, BW_LEN(can_column));
	while (bw_json_step(&it))
		can_row(p, it.value);
	page_table_end(p);
	if (life.n > 0)
		bw_html_leaf(&p->h, "p", "hint",
		    PAGE_FILLED(
			p, "cli.partners.world-life", { "years", life }));
	mat_source(
	    p, "web.supply.from-production", bw_json_get(made, "source"));
	holdings(p, all, made, "capacity");
	holdings(p, all, made, "reserves");
	steps(p, made);
}

void
mat_partners_why(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "partners"));
	struct bw_str cite = mat_str(all, "partners_cite"), who = BW_STR("");

	while (bw_json_step(&it))
		who = page_fmt(p, "%.*s%s%.*s", BW_ARG(who),
		    who.n > 0 ? ", " : "",
		    BW_ARG(page_country(p, bw_json_str(it.value))));
	if (cite.n == 0)
		return;
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p,
		bw_json_bool(bw_json_get(all, "partners_cite_read"), false)
		    ? "cli.partners.why"
		    : "cli.partners.why-unread",
		{ "countries", who }, { "cite", cite }));
}
