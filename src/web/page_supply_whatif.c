/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_whatif.c - an embargo, a company that stops, less or more from a
 * country: every figure before and after.
 *
 * The form is a GET: what was asked is the address. What it may ask is put
 * into the words of the command line here, so a wrong word is told beside the
 * form and not instead of it.
 */
#include "web/page_supply.h"
#include <math.h>

#define COUNTRIES 60u /* to choose among */

struct asked {
	struct bw_str code;
	struct bw_json productions; /* of supply producers */
	struct bw_json controllers;
	bool any, no_amount;
};

/* ---- the question -------------------------------------------------------- */
static bool
has(const struct page *p, const char *name, struct bw_str value)
{
	for (size_t i = 0; i < p->query.n; i++)
		if (bw_str_is(p->query.field[i].name, name) &&
		    bw_str_eq(p->query.field[i].value, value))
			return true;
	return false;
}

/* "CA" and "5000" to "CA=5000"; without a country nothing is asked. */
static struct bw_str
change(struct page *p, struct asked *k, const char *country, const char *amount)
{
	struct bw_str who = page_param(p, country), much;

	if (who.n == 0)
		return BW_STR("");
	k->any = true;
	if (mat_amount_of(p, page_param(p, amount), &much))
		return page_fmt(p, "%.*s=%.*s", BW_ARG(who), BW_ARG(much));
	k->no_amount = true;
	page_wrong(p, amount, "web.supply.no-amount");
	return BW_STR("");
}

/* The same question for the program and for the address of the API. */
static void
option(struct page *p, struct page_question *a, struct bw_url *api,
    const char *name, struct bw_str value)
{
	page_option(p, a, name, value);
	bw_url_param(api, name, value);
}

static void
question(struct page *p, struct asked *k, struct page_question *a,
    struct bw_url *api)
{
	struct bw_str group = page_param(p, "group");
	struct bw_str stage = page_param(p, "stage");
	struct bw_str company = page_param(p, "company");

	mat_api(api, k->code, "shocks");
	page_asks(p, a, "supply");
	for (size_t i = 0; i < p->query.n; i++)
		if (bw_str_is(p->query.field[i].name, "stop") &&
		    p->query.field[i].value.n > 0) {
			option(p, a, api, "embargo", p->query.field[i].value);
			k->any = true;
		}
	if (group.n > 0 && !bw_str_is(group, "none")) {
		option(p, a, api, "embargo", group);
		k->any = true;
	}
	if (company.n > 0) {
		option(p, a, api, "without",
		    page_fmt(p, "#%.*s", BW_ARG(company)));
		k->any = true;
	}
	option(p, a, api, "without", change(p, k, "less", "less-amount"));
	option(p, a, api, "add", change(p, k, "more", "more-amount"));
	if (!bw_str_is(stage, "all"))
		option(p, a, api, "stage", stage);
	page_place(p, a, BW_STR("whatif"));
	page_place(p, a, k->code);
}

/* ---- the form ------------------------------------------------------------ */
/* Named countries of all stages, the first seen first, each once. */
static size_t
countries(struct bw_json productions, struct bw_str *out)
{
	struct bw_json_each it = bw_json_each(productions), by;
	size_t n = 0, k;

	while (bw_json_step(&it))
		for (by = bw_json_each(bw_json_get(it.value, "producers"));
		     n < COUNTRIES && bw_json_step(&by);) {
			struct bw_str c = mat_str(by.value, "country");

			for (k = 0; k < n && !bw_str_eq(out[k], c);)
				k++;
			if (c.n > 0 && k == n)
				out[n++] = c;
		}
	return n;
}

static void
stop_boxes(struct page *p, const struct bw_str *country, size_t n)
{
	bw_html_open(&p->h, "fieldset");
	bw_html_leaf(&p->h, "legend", NULL, page_word(p, "web.supply.stop"));
	bw_html_open_class(&p->h, "div", "choices");
	for (size_t i = 0; i < n; i++)
		page_check_box(p, "stop", country[i],
		    page_country(p, country[i]), has(p, "stop", country[i]));
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
company_select(struct page *p, struct asked *k)
{
	struct mat_option option[COUNTRIES] = { { BW_STR(""),
	    page_word(p, "web.supply.no-company") } };
	struct bw_json_each it = bw_json_each(k->controllers), c;
	size_t n = 1;

	while (bw_json_step(&it))
		for (c = bw_json_each(bw_json_get(it.value, "companies"));
		     n < COUNTRIES && bw_json_step(&c);) {
			struct bw_json party = bw_json_get(c.value, "producer");

			option[n++] = (struct mat_option){ page_id(p, party),
				page_name(p, party) };
		}
	if (n > 1)
		mat_select(p, "company", "web.supply.company-stops", option, n,
		    page_param(p, "company"));
}

static void
less_and_more(struct page *p, const struct bw_str *country, size_t n)
{
	struct mat_option option[COUNTRIES + 1] = { { BW_STR(""),
	    page_word(p, "web.supply.no-country") } };

	for (size_t i = 0; i < n; i++)
		option[i + 1] = (struct mat_option){ country[i],
			page_country(p, country[i]) };
	bw_html_open_class(&p->h, "div", "form-row");
	mat_select(p, "less", "web.supply.less-from", option, n + 1,
	    page_param(p, "less"));
	page_field(p, "number", "less-amount", "web.supply.less-much", NULL);
	bw_html_close(&p->h);
	bw_html_open_class(&p->h, "div", "form-row");
	page_field(p, "text", "more", "web.supply.more-from", NULL);
	page_field(p, "number", "more-amount", "web.supply.more-much", NULL);
	bw_html_close(&p->h);
	page_p(p, "hint", "web.supply.how-much-hint");
}

static void
form(struct page *p, struct asked *k)
{
	static const char *const group[] = { "none", "eu", "outside-eu",
		"partners", "coercion" };
	static const char *const stage[] = { "all", "mine", "refine", "part" };
	struct bw_str country[COUNTRIES], chosen = page_param(p, "group");
	struct bw_str at = page_param(p, "stage");
	size_t n = countries(k->productions, country);
	struct bw_url u;

	mat_to(p, &u, k->code, "whatif");
	page_form(p, "get", &u);
	stop_boxes(p, country, n);
	bw_html_open_class(&p->h, "div", "form-row");
	page_select(p, "group", "web.supply.group", "web.supply.groups", group,
	    BW_LEN(group), chosen.n > 0 ? chosen : BW_STR("none"));
	page_select(p, "stage", "web.supply.only-stage", "web.supply.stages",
	    stage, BW_LEN(stage), at.n > 0 ? at : BW_STR("all"));
	bw_html_close(&p->h);
	company_select(p, k);
	less_and_more(p, country, n);
	page_button(p, "web.supply.compute");
	page_form_end(p);
}

/* ---- the answer ---------------------------------------------------------- */
static void
indicators(struct page *p, struct bw_json made)
{
	static const char *const column[] = { "web.supply.col.figure",
		"web.supply.col.before", "web.supply.col.after" };

	page_table(p, "web.supply.before-after", column, BW_LEN(column));
	for (size_t i = 0; i < mat_n_indicators; i++) {
		const struct mat_indicator *x = &mat_indicators[i];

		page_row(p);
		page_head_cell(p, column[0], page_word(p, x->word));
		mat_cell(p, column[1],
		    mat_indicator_text(p, x, bw_json_get(made, "before")));
		mat_cell(p, column[2],
		    mat_indicator_text(p, x, bw_json_get(made, "after")));
		page_row_end(p);
	}
	page_table_end(p);
}

/* Bars of both are of the total of now: what falls away is seen. */
static void
by_country(struct page *p, struct bw_json made)
{
	static const char *const column[] = { "web.supply.col.country",
		"web.supply.col.before", "web.supply.col.after" };
	struct bw_json_each it = bw_json_each(bw_json_get(made, "countries"));
	double whole = mat_num(bw_json_path(made, "before.total"), "max");

	page_table(p, "web.supply.countries", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		page_row(p);
		page_head_cell(p, column[0],
		    page_country(p, mat_str(it.value, "country")));
		mat_amount_cell(p, column[1], mat_num(it.value, "before"),
		    mat_num(it.value, "before") / whole);
		mat_amount_cell(p, column[2], mat_num(it.value, "after"),
		    mat_num(it.value, "after") / whole);
		page_row_end(p);
	}
	page_table_end(p);
}

static struct bw_str
names(struct page *p, struct bw_json codes)
{
	struct bw_json_each it = bw_json_each(codes);
	struct bw_str all = BW_STR("");

	while (bw_json_step(&it))
		all = page_fmt(p, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? ", " : "",
		    BW_ARG(page_country(p, bw_json_str(it.value))));
	return all;
}

static void
notes(struct page *p, struct bw_json made)
{
	struct bw_str unseen = names(p, bw_json_get(made, "unseen"));
	struct bw_str other = names(p, bw_json_get(made, "other_unit"));

	bw_html_leaf(&p->h, "p", NULL,
	    PAGE_FILLED(p, "web.supply.limit-65",
		{ "limit",
		    page_per_cent(
			p, mat_num(made, "single_country_limit"), 0) },
		{ "before",
		    page_word_of(p, "web.supply.above",
			mat_str(made, "above_limit_before")) },
		{ "after",
		    page_word_of(p, "web.supply.above",
			mat_str(made, "above_limit_after")) }));
	if (bw_json_bool(bw_json_get(made, "rest_hit"), false))
		page_notice(p, "know", page_word(p, "cli.whatif.rest-hit"));
	if (unseen.n > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(
			p, "cli.whatif.unseen", { "countries", unseen }));
	if (other.n > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(
			p, "web.supply.other-unit", { "countries", other }));
	if (bw_json_bool(bw_json_get(made, "amounts_missing"), false))
		page_p(p, "hint", "cli.whatif.open-ended");
}

static void
one(struct page *p, struct bw_json made)
{
	mat_made_heading(p, made);
	indicators(p, made);
	notes(p, made);
	by_country(p, made);
	mat_source(p, "web.supply.from", bw_json_get(made, "source"));
}

static void
answer(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "productions"));

	while (bw_json_step(&it))
		one(p, it.value);
	page_p(p, "hint", "web.supply.limit-about");
}

void
page_material_whatif(struct page *p)
{
	struct asked k = { 0 };
	struct page_question a;
	struct bw_json makers, all = { 0 };
	struct bw_url api;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("producers"));
	page_place(p, &a, p->step[0]);
	if (!page_json(p, &a, &makers))
		return;
	k.code = mat_str(makers, "material");
	k.productions = bw_json_get(makers, "productions");
	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("controllers"));
	page_place(p, &a, k.code);
	k.controllers = bw_json_get(page_json_maybe(p, &a), "productions");
	question(p, &k, &a, &api);
	if (k.any && !k.no_amount)
		all = page_json_maybe(p, &a);
	page_begin(p,
	    PAGE_FILLED(p, "web.supply.whatif-of",
		{ "material", mat_title(p, mat_name(p, k.code)) }));
	mat_tabs(p, k.code, "whatif");
	page_p(p, "lead", "web.supply.whatif-lead");
	if (!k.no_amount && k.any && bw_json_type(all) == BW_JSON_NONE)
		mat_refused(p, "web.supply.no-whatif");
	form(p, &k);
	if (bw_json_type(all) != BW_JSON_NONE) {
		answer(p, all);
		mat_data(p, &api);
	} else {
		bw_url_release(&api);
	}
	page_end(p);
}
