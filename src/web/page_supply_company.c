/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_company.c - what a company uses, from whom, and how the world
 * makes that; with what the check finds of it.
 */
#include "web/page_supply.h"
#include <math.h>

/* ---- its own list -------------------------------------------------------- */
static const char *const own_column[] = { "web.supply.col.thing",
	"web.supply.col.supplier", "web.supply.col.country",
	"web.supply.col.amount", "web.supply.col.source" };

static bool
single(struct bw_json use, const char *key)
{
	int64_t n = 0;

	return bw_json_i64(bw_json_get(use, key), &n) && n == 1;
}

/* Has the world a page for it? */
static bool
has_page(struct bw_json use)
{
	return mat_str(use, "material").n > 0 &&
	    (mat_str(use, "eu_list").n > 0 ||
		bw_json_count(bw_json_get(use, "production")) > 0);
}

static void
thing(struct page *p, struct bw_json use)
{
	if (has_page(use))
		mat_link(p, mat_str(use, "material"));
	else
		bw_html_leaf(&p->h, "bdi", NULL, mat_str(use, "item"));
}

static void
badges(struct page *p, struct bw_json use)
{
	bool critical = bw_json_bool(bw_json_get(use, "critical"), false);

	bw_html_open_class(&p->h, "span", "badges");
	mat_list_badge(p, mat_str(use, "eu_list"));
	if (critical)
		page_badge(p, "sure", page_word(p, "web.supply.needed"));
	if (single(use, "suppliers"))
		page_badge(p, critical ? "act" : "know",
		    page_word(p, "web.supply.single"));
	else if (single(use, "countries"))
		page_badge(p, critical ? "plan" : "know",
		    page_word(p, "web.supply.single-country"));
	bw_html_close(&p->h);
}

static void
supplier(struct page *p, struct bw_json line)
{
	struct bw_json id = bw_json_get(line, "supplier_id");
	struct bw_url u;
	int64_t n;

	if (!bw_json_i64(id, &n)) {
		bw_html_leaf(&p->h, "bdi", NULL, mat_str(line, "supplier"));
		return;
	}
	page_to(
	    p, &u, "company", mat_z(page_fmt(p, "%lld", (long long)n)), NULL);
	page_a(p, &u, NULL, mat_str(line, "supplier"));
}

static void
own_row(struct page *p, struct bw_json use, struct bw_json line)
{
	struct bw_str amount = mat_amount(p, mat_num(line, "amount"));

	page_row(p);
	page_open_cell(p, own_column[0], true);
	thing(p, use);
	badges(p, use);
	bw_html_close(&p->h);
	page_open_cell(p, own_column[1], false);
	if (mat_str(line, "supplier").n > 0)
		supplier(p, line);
	bw_html_close(&p->h);
	mat_cell(p, own_column[2], page_country(p, mat_str(line, "country")));
	mat_cell(p, own_column[3],
	    amount.n > 0 ? page_fmt(p, "%.*s %.*s", BW_ARG(amount),
			       BW_ARG(mat_str(line, "unit")))
			 : amount);
	mat_source_cell(p, own_column[4], line);
	page_row_end(p);
}

static void
own_list(struct page *p, struct bw_json uses)
{
	struct bw_json_each it = bw_json_each(uses), line;

	page_h2(p, "own", "web.supply.own-list");
	page_table(p, "web.supply.own-list", own_column, BW_LEN(own_column));
	while (bw_json_step(&it))
		for (line = bw_json_each(bw_json_get(it.value, "lines"));
		     bw_json_step(&line);)
			own_row(p, it.value, line.value);
	page_table_end(p);
}

/* ---- the world ----------------------------------------------------------- */
static const char *const world_column[] = { "web.supply.col.material",
	"web.supply.col.stage", "web.supply.col.year", "web.supply.top",
	"web.supply.col.share", "web.supply.hhi", "web.supply.wgi" };

static void
world_row(struct page *p, struct bw_json use, struct bw_json made)
{
	struct bw_str type = mat_str(made, "type");
	struct bw_str stage = page_word_of(p, "stage", mat_str(made, "stage"));
	double share = mat_num(made, "top_share");

	page_row(p);
	page_open_cell(p, world_column[0], true);
	mat_link(p, mat_str(use, "material"));
	bw_html_close(&p->h);
	mat_cell(p, world_column[1],
	    type.n == 0
		? stage
		: page_fmt(p, "%.*s: %.*s", BW_ARG(stage), BW_ARG(type)));
	mat_cell(p, world_column[2], mat_year(p, made));
	mat_cell(
	    p, world_column[3], page_country(p, mat_str(made, "top_country")));
	mat_share_cell(p, world_column[4], share, share);
	mat_cell(p, world_column[5],
	    mat_range(
		p, mat_num(made, "hhi_min"), mat_num(made, "hhi_max"), 2));
	mat_cell(p, world_column[6],
	    mat_range(p, mat_num(made, "hhi_wgi_min"),
		mat_num(made, "hhi_wgi_max"), 1));
	page_row_end(p);
}

static void
world(struct page *p, struct bw_json uses)
{
	struct bw_json_each it, made;
	size_t n = 0;

	for (it = bw_json_each(uses); bw_json_step(&it);)
		n += bw_json_count(bw_json_get(it.value, "production"));
	page_h2(p, "world", "web.supply.world");
	if (n == 0) {
		page_p(p, NULL, "web.supply.world-none");
		return;
	}
	page_table(p, "web.supply.world", world_column, BW_LEN(world_column));
	for (it = bw_json_each(uses); bw_json_step(&it);)
		for (made = bw_json_each(bw_json_get(it.value, "production"));
		     bw_json_step(&made);)
			world_row(p, it.value, made.value);
	page_table_end(p);
	page_p(p, "hint", "web.supply.hhi-about");
}

/* ---- findings ------------------------------------------------------------ */
static void
findings(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(all);
	size_t n = 0;

	page_h2(p, "findings", "web.supply.findings");
	while (bw_json_step(&it))
		if (mat_is(it.value, "pillar", "supply")) {
			page_finding(p, it.value, 3);
			n++;
		}
	if (n == 0)
		page_p(p, NULL, "web.supply.no-findings");
}

static void
nothing_told(struct page *p)
{
	struct bw_url u;

	page_notice(p, "know", page_word(p, "web.supply.company-none"));
	if (web_page_of(BW_STR("/files"), &(struct path_steps){ 0 }) == NULL)
		return;
	page_to(p, &u, "files", NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL, page_word(p, "web.supply.own-files"));
	bw_html_close(&p->h);
}

static struct bw_json
ask_uses(struct page *p, struct bw_json party)
{
	struct page_question a;

	page_asks(p, &a, "supply");
	page_option(p, &a, "as-of", page_param(p, "as-of"));
	page_place(p, &a, BW_STR("company"));
	page_party(p, &a, page_id(p, party));
	return bw_json_get(page_json_maybe(p, &a), "uses");
}

void
page_company_supply(struct page *p)
{
	struct page_question a;
	struct bw_json all, party, uses;

	page_asks(p, &a, "check");
	page_option(p, &a, "as-of", page_param(p, "as-of"));
	page_party(p, &a, p->step[0]);
	if (!page_json(p, &a, &all))
		return;
	party = bw_json_get(all, "party");
	uses = ask_uses(p, party);
	page_begin_company(p, party, page_word(p, "web.tab.supply"));
	if (bw_json_count(uses) == 0) {
		nothing_told(p);
		page_end(p);
		return;
	}
	page_p(p, "lead", "web.supply.company-lead");
	own_list(p, uses);
	world(p, uses);
	findings(p, bw_json_get(all, "findings"));
	page_data(p, true, "companies", page_id(p, party).p, "materials", NULL);
	page_end(p);
}
