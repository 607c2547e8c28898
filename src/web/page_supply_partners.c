/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_partners.c - what partner countries can add: what bounds them,
 * step by step, and as much as the visitor says.
 *
 * Without JavaScript there is a field for each partner and a button. With it
 * content/web/partners.js puts a slider beside each field; it asks this page
 * again and shows its answer, so its figures are those of the program.
 */
#include "web/assets.h"
#include "web/page_supply.h"
#include <math.h>

struct asked {
	struct bw_str code, stage;
	struct bw_json first; /* the production whose unit the fields have */
	bool any, bad;
};

/* ---- the question -------------------------------------------------------- */
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
	mat_api(api, k->code, "partners");
	page_asks(p, a, "supply");
	option(p, a, api, "partner", page_param(p, "partner"));
	option(p, a, api, "years", page_param(p, "years"));
	option(p, a, api, "stage", k->stage);
	page_place(p, a, BW_STR("partners"));
	page_place(p, a, k->code);
}

static bool
in_per_cent(const struct asked *k)
{
	return bw_str_starts(mat_str(k->first, "unit"), BW_STR("%"));
}

static const char *
field_of(struct page *p, struct bw_str country)
{
	return mat_z(page_fmt(p, "add-%.*s", BW_ARG(country)));
}

/* The fields add-CA, add-AU ... as --add=CA=5000. Empty or 0: nothing. */
static void
choices(struct page *p, struct asked *k, struct page_question *a,
    struct bw_url *api)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(k->first, "partners"));
	struct bw_str told, much;

	while (bw_json_step(&it)) {
		struct bw_str c = mat_str(it.value, "country");

		told = page_param(p, field_of(p, c));
		if (told.n == 0)
			continue;
		if (!mat_amount_of(p, told, &much)) {
			k->bad = true;
			continue;
		}
		if (bw_str_is(much, "0") || bw_str_is(much, "0%"))
			continue;
		k->any = true;
		option(p, a, api, "add",
		    page_fmt(p, "%.*s=%.*s%s", BW_ARG(c), BW_ARG(much),
			in_per_cent(k) && !bw_str_ends(much, BW_STR("%"))
			    ? "%"
			    : ""));
	}
}

/* The stage asked for; else the first with a step, else the first. */
static struct bw_json
choose_stage(struct bw_json productions, struct bw_str stage)
{
	struct bw_json_each it = bw_json_each(productions);
	struct bw_json best = { 0 };
	bool found = false;

	while (bw_json_step(&it)) {
		bool steps = bw_json_count(bw_json_get(it.value, "steps")) > 0;

		if (bw_str_eq(stage, mat_str(it.value, "stage")))
			return it.value;
		if (bw_json_type(best) == BW_JSON_NONE || (steps && !found))
			best = it.value;
		found |= steps;
	}
	return best;
}

/* ---- forms --------------------------------------------------------------- */
static void
assumptions(struct page *p, struct asked *k)
{
	struct bw_url u;

	bw_html_open(&p->h, "details");
	bw_html_leaf(
	    &p->h, "summary", NULL, page_word(p, "web.supply.choose-partners"));
	mat_to(p, &u, k->code, "partners");
	page_form(p, "get", &u);
	page_hidden(p, "stage", k->stage);
	page_field(p, "text", "partner", "web.supply.partners",
	    "web.supply.partner-hint");
	page_field(
	    p, "number", "years", "web.supply.years", "web.supply.years-hint");
	page_button(p, "web.supply.compute");
	page_form_end(p);
	bw_html_close(&p->h);
}

/* A choice of stages, each an address of its own. */
static void
stages(struct page *p, struct asked *k, struct bw_json productions)
{
	struct bw_json_each it = bw_json_each(productions);
	struct bw_str last = BW_STR("");
	struct bw_url u;

	bw_html_open_class(&p->h, "ul", "choices stages");
	while (bw_json_step(&it)) {
		struct bw_str stage = mat_str(it.value, "stage");

		if (bw_str_eq(stage, last))
			continue;
		last = stage;
		page_again(p, &u, "stage", NULL);
		bw_url_param(&u, "stage", stage);
		bw_html_open(&p->h, "li");
		bw_html_open(&p->h, "a");
		bw_html_to(&p->h, "href", &u);
		if (bw_str_eq(stage, k->stage))
			bw_html_attr_z(&p->h, "aria-current", "page");
		bw_html_text(&p->h,
		    page_fmt(p, "%.*s, %.*s",
			BW_ARG(mat_title(p, page_word_of(p, "stage", stage))),
			BW_ARG(mat_year(p, it.value))));
		bw_html_close(&p->h);
		bw_html_close(&p->h);
		bw_url_release(&u);
	}
	bw_html_close(&p->h);
}

/* How far a slider goes: what the partner can add; where that is not known,
 * all that the largest other makes. */
static double
furthest(const struct asked *k, struct bw_json partner)
{
	double can = mat_num(partner, "can_add");

	return can > 0 ? can
		       : mat_num(k->first, "focus_share") *
		mat_num(bw_json_path(k->first, "now.total"), "max");
}

static void
partner_field(struct page *p, const struct asked *k, struct bw_json partner)
{
	struct bw_str c = mat_str(partner, "country");
	struct bw_str can = mat_amount(p, mat_num(partner, "can_add"));
	const char *name = field_of(p, c);
	struct bw_str id = page_fmt(p, "f-%s", name);
	double most = furthest(k, partner);
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "form-field slide");
	bw_html_open(h, "label");
	bw_html_attr(h, "for", id);
	bw_html_text(h,
	    PAGE_FILLED(
		p, "web.supply.add-of", { "country", page_country(p, c) }));
	bw_html_close(h);
	bw_html_open_class(h, "p", "hint");
	bw_html_attr(h, "id", page_fmt(p, "%.*s-hint", BW_ARG(id)));
	bw_html_text(h,
	    can.n > 0 ? PAGE_FILLED(p, "web.supply.at-most", { "amount", can })
		      : page_word(p, "web.supply.at-most-none"));
	bw_html_close(h);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "text");
	bw_html_attr_z(h, "inputmode", "decimal");
	bw_html_attr(h, "id", id);
	bw_html_attr_z(h, "name", name);
	bw_html_attr(
	    h, "aria-describedby", page_fmt(p, "%.*s-hint", BW_ARG(id)));
	if (most > 0)
		bw_html_attr(h, "data-most", page_fmt(p, "%.10g", most));
	bw_html_attr(h, "value", page_param(p, name));
	bw_html_close(h);
	bw_html_close(h);
}

static void
try_form(struct page *p, struct asked *k)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(k->first, "partners"));
	struct bw_url u;

	page_h2(p, "try", "web.supply.try");
	bw_html_leaf(&p->h, "p", NULL,
	    in_per_cent(k)
		? page_word(p, "web.supply.try-percent")
		: PAGE_FILLED(p, "web.supply.try-lead",
		      { "unit", mat_unit(p, mat_str(k->first, "unit")) }));
	mat_to(p, &u, k->code, "partners");
	bw_html_open_class(&p->h, "form", "form try");
	bw_html_attr_z(&p->h, "method", "get");
	bw_html_to(&p->h, "action", &u);
	bw_url_release(&u);
	page_hidden(p, "stage", k->stage);
	if (page_param(p, "partner").n > 0)
		page_hidden(p, "partner", page_param(p, "partner"));
	if (page_param(p, "years").n > 0)
		page_hidden(p, "years", page_param(p, "years"));
	while (bw_json_step(&it))
		if (!bw_json_bool(bw_json_get(it.value, "withheld"), false))
			partner_field(p, k, it.value);
	page_button(p, "web.supply.compute");
	page_form_end(p);
}

/* ---- the answer to that -------------------------------------------------- */
static void
chosen_notes(struct page *p, struct bw_json chosen)
{
	struct bw_json_each it = bw_json_each(bw_json_get(chosen, "adds"));
	double unplaced = mat_num(chosen, "unplaced");

	while (bw_json_step(&it)) {
		struct bw_str who =
		    page_country(p, mat_str(it.value, "country"));

		if (mat_is(it.value, "within", "no"))
			page_notice(p, "plan",
			    PAGE_FILLED(
				p, "web.supply.beyond", { "country", who }));
		else if (mat_is(it.value, "within", "unknown"))
			page_notice(p, "know",
			    PAGE_FILLED(p, "web.supply.unknown-bound",
				{ "country", who }));
	}
	if (unplaced > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(p, "web.supply.unplaced",
			{ "amount", mat_amount(p, unplaced) }));
}

static void
chosen_row(struct page *p, const char *const *column, struct bw_str what,
    const struct bw_str value[3])
{
	page_row(p);
	page_head_cell(p, column[0], what);
	for (size_t i = 0; i < 3; i++)
		mat_cell(p, column[i + 1], value[i]);
	page_row_end(p);
}

static void
chosen_table(struct page *p, struct bw_json made, struct bw_json chosen)
{
	static const char *const column[] = { "web.supply.col.figure",
		"web.supply.col.before", "web.supply.col.aimed",
		"web.supply.col.even" };
	struct bw_str with =
	    page_per_cent(p, mat_num(chosen, "partners_share"), 1);

	page_table(p, "web.supply.chosen", column, BW_LEN(column));
	chosen_row(p, column, page_word(p, "web.supply.col.joint"),
	    (struct bw_str[]){
		page_per_cent(p, mat_num(made, "partners_share"), 1), with,
		with });
	chosen_row(p, column, page_country(p, mat_str(made, "focus")),
	    (struct bw_str[]){
		page_per_cent(p, mat_num(made, "focus_share"), 1),
		page_per_cent(
		    p, mat_num(bw_json_get(chosen, "aimed"), "focus_share"), 1),
		page_per_cent(p,
		    mat_num(bw_json_get(chosen, "even"), "focus_share"), 1) });
	for (size_t i = 1; i < mat_n_indicators; i++) {
		const struct mat_indicator *x = &mat_indicators[i];

		chosen_row(p, column, page_word(p, x->word),
		    (struct bw_str[]){
			mat_indicator_text(p, x, bw_json_get(made, "now")),
			mat_indicator_text(
			    p, x, bw_json_path(chosen, "aimed.indicators")),
			mat_indicator_text(
			    p, x, bw_json_path(chosen, "even.indicators")) });
	}
	page_table_end(p);
}

/* What the slider renews. */
static void
chosen(struct page *p, struct asked *k, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "productions"));
	size_t n = 0;

	bw_html_open_class(&p->h, "div", "chosen");
	bw_html_attr_z(&p->h, "id", "chosen");
	bw_html_attr_z(&p->h, "aria-live", "polite");
	if (k->bad)
		page_notice(p, "plan", page_word(p, "web.supply.no-amount"));
	if (k->any && bw_json_type(all) == BW_JSON_NONE)
		mat_refused(p, "web.supply.no-partners");
	while (bw_json_step(&it)) {
		struct bw_json c = bw_json_get(it.value, "chosen");

		if (bw_json_type(c) != BW_JSON_OBJECT)
			continue;
		n++;
		bw_html_leaf(
		    &p->h, "h3", NULL, page_word(p, "web.supply.chosen"));
		chosen_notes(p, c);
		chosen_table(p, it.value, c);
	}
	if (n == 0 && !k->bad)
		page_p(p, "hint", "web.supply.chosen-none");
	bw_html_close(&p->h);
}

/* ---- the page ------------------------------------------------------------ */
static void
module(struct page *p)
{
	struct bw_url u;

	web_asset_to(p->app->assets, "content/web/partners.js", &u);
	bw_html_module(&p->h, &u);
	bw_url_release(&u);
}

/* The form again, with what was the matter. */
static void
wrong(struct page *p, struct asked *k)
{
	page_begin(p,
	    PAGE_FILLED(p, "web.supply.partners-of",
		{ "material", mat_title(p, mat_name(p, k->code)) }));
	mat_tabs(p, k->code, "partners");
	mat_refused(p, "web.supply.no-partners");
	assumptions(p, k);
	page_end(p);
}

static struct bw_json
ask_choices(struct page *p, struct asked *k, struct bw_url *api)
{
	struct page_question a;

	bw_url_release(api);
	question(p, k, &a, api);
	choices(p, k, &a, api);
	return k->any ? page_json_maybe(p, &a) : (struct bw_json){ 0 };
}

static void
show(struct page *p, struct asked *k, struct bw_json all)
{
	struct bw_json productions = bw_json_get(all, "productions"), tried;
	struct bw_json_each it = bw_json_each(productions);
	struct page_question a;
	struct bw_url api;

	question(p, k, &a, &api);
	page_begin(p,
	    PAGE_FILLED(p, "web.supply.partners-of",
		{ "material", mat_title(p, mat_name(p, k->code)) }));
	mat_tabs(p, k->code, "partners");
	page_p(p, "lead", "web.supply.partners-lead");
	mat_partners_why(p, all);
	stages(p, k, productions);
	assumptions(p, k);
	while (bw_json_step(&it))
		if (bw_str_eq(k->stage, mat_str(it.value, "stage")))
			mat_partners_of(p, all, it.value);
	page_drawing(p, page_drawn(p, &a, "svg"), "steps-");
	page_p(p, "hint", "web.supply.steps-about");
	try_form(p, k);
	tried = ask_choices(p, k, &api);
	chosen(p, k, tried);
	module(p);
	mat_data(p, &api);
	page_end(p);
}

void
page_material_partners(struct page *p)
{
	struct asked k = { 0 };
	struct page_question a;
	struct bw_json all;
	struct bw_url api;

	k.code = p->step[0];
	question(p, &k, &a, &api);
	bw_url_release(&api);
	all = page_json_maybe(p, &a);
	if (bw_json_type(all) != BW_JSON_NONE) {
		k.first = choose_stage(
		    bw_json_get(all, "productions"), page_param(p, "stage"));
		k.stage = mat_str(k.first, "stage");
		k.code = mat_str(k.first, "material");
		show(p, &k, all);
	} else if (page_param(p, "partner").n + page_param(p, "years").n > 0) {
		wrong(p, &k);
	} else {
		page_json(p, &a, &all); /* the page that says why */
	}
}
