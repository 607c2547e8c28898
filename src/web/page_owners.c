/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_owners_of.c - who is above a company: who controls, the drawing, the
 * owners who matter, and all stakes layer by layer.
 *
 * A listed company has thousands of holders: the drawing picks the important
 * ones, tables come in pieces, and the CSV has everything.
 */
#include "web/own.h"

#define OWNERS_MOST 40u
#define STAKES_MOST 100u
#define TOLD 6u /* controllers that are named first */

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "owners");
	own_form_ask(p, a, f);
	page_option(p, a, "min", f->min);
	page_option(p, a, "reading", f->reading);
	page_party(p, a, p->step[0]);
}

/* ---- the answer in a line ------------------------------------------------ */
static void
controller(struct page *p, struct bw_json c, struct bw_str company)
{
	struct bw_json party = bw_json_get(c, "party");
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open(h, "li");
	page_certainty(p, page_string(c, "certainty"));
	bw_html_text(h, BW_STR(" "));
	own_party(p, page_id(p, party), page_name(p, party), NULL);
	if (bw_json_bool(bw_json_get(c, "ultimate"), false))
		bw_html_text(h,
		    page_fmt(
			p, ", %.*s", BW_ARG(page_word(p, "cli.ultimate"))));
	bw_html_text(h, BW_STR(". "));
	page_to(
	    p, &u, "company", company.p, "owners", page_id(p, party).p, NULL);
	own_when(p, &u);
	page_a(p, &u, NULL,
	    PAGE_FILLED(p, "web.own.why", { "owner", page_name(p, party) }));
	bw_html_close(h);
}

/* What is odd about who controls. */
static void
oddities(struct page *p, struct bw_json all)
{
	struct bw_json group = bw_json_get(all, "closed_group");
	struct bw_json_each it = bw_json_each(group);
	struct bw_buf b = { 0 };

	while (bw_json_step(&it))
		bw_buf_fmt(&b, "%s%.*s", b.n > 0 ? ", " : "",
		    BW_ARG(page_name(p, it.value)));
	if (b.n > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(p, "ownership.closed.reason",
			{ "names", bw_buf_get(&b) }));
	bw_buf_release(&b);
	if (bw_json_bool(bw_json_get(all, "above_100"), false))
		page_notice(p, "plan", page_word(p, "web.own.above-100"));
}

static void
state_link(struct page *p, struct bw_json o, struct bw_str company)
{
	struct bw_str n =
	    page_fmt(p, "%zu", bw_json_count(bw_json_get(o, "parties")));
	struct bw_url u;

	page_to(p, &u, "company", company.p, "states", NULL);
	own_when(p, &u);
	page_a(p, &u, NULL,
	    PAGE_FILLED(p, "web.own.state",
		{ "country", page_country(p, page_string(o, "state")) },
		{ "n", n }));
}

/* A state that controls by several bodies together. */
static bool
state_controls(struct bw_json o)
{
	return page_string(o, "state").n > 0 && page_string(o, "control").n > 0;
}

static size_t
count_states(struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "owners"));
	size_t n = 0;

	while (bw_json_step(&it))
		n += state_controls(it.value);
	return n;
}

static void
states(struct page *p, struct bw_json all, struct bw_str company)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "owners"));

	while (bw_json_step(&it)) {
		if (!state_controls(it.value))
			continue;
		bw_html_open(&p->h, "li");
		page_certainty(p, page_string(it.value, "control"));
		bw_html_text(&p->h, BW_STR(" "));
		state_link(p, it.value, company);
		bw_html_close(&p->h);
	}
}

static void
controllers(struct page *p, struct bw_json all, struct bw_str company)
{
	struct bw_json list = bw_json_get(all, "controllers");
	struct bw_json_each it = bw_json_each(list);
	size_t n = bw_json_count(list), i = 0;

	page_h2(p, "control", "report.ask.control");
	if (n == 0 && count_states(all) == 0) {
		page_p(p, NULL, "web.own.nobody");
		return;
	}
	bw_html_open_class(&p->h, "ul", "answers");
	states(p, all, company);
	while (i++ < TOLD && bw_json_step(&it))
		controller(p, it.value, company);
	bw_html_close(&p->h);
	if (n > TOLD)
		bw_html_leaf(&p->h, "p", NULL,
		    PAGE_FILLED(p, "web.own.more",
			{ "n", page_fmt(p, "%zu", n - TOLD) }));
}

static bool
is_any(struct bw_json list, const char *key, const char *value)
{
	struct bw_json_each it = bw_json_each(list);

	while (bw_json_step(&it))
		if (bw_str_is(page_string(it.value, key), value))
			return true;
	return false;
}

/* Where nobody certainly has a majority, who decides is another question. */
static void
who_decides(struct page *p, struct bw_json all, struct bw_str company)
{
	if (is_any(bw_json_get(all, "controllers"), "certainty", "certain") ||
	    is_any(bw_json_get(all, "owners"), "control", "certain"))
		return;
	bw_html_open(&p->h, "p");
	own_party(p, company, page_word(p, "web.power.link"), "power");
	bw_html_close(&p->h);
}

/* ---- the drawing --------------------------------------------------------- */
static bool
opened(struct page *p, struct page_question *a)
{
	bool any = false;

	for (size_t i = 0; i < p->query.n; i++) {
		int64_t id;

		if (!bw_str_is(p->query.field[i].name, "open") ||
		    !bw_str_i64(p->query.field[i].value, &id) || id <= 0)
			continue;
		page_option(p, a, "open", page_fmt(p, "#%lld", (long long)id));
		any = true;
	}
	return any;
}

static void
drawing(struct page *p, const struct own_form *f, struct bw_str company)
{
	struct page_question a;
	const struct bw_answer *svg;
	struct bw_url u;
	bool open;

	page_asks(p, &a, "export");
	own_form_ask(p, &a, f);
	open = opened(p, &a);
	page_place(p, &a, page_fmt(p, "#%.*s", BW_ARG(company)));
	page_place(p, &a, BW_STR("-"));
	svg = page_answer(p, &a, "--as=svg");
	if (svg == NULL || svg->code != 0)
		return;
	bw_html_open(&p->h, "div");
	bw_html_attr_z(&p->h, "id", "drawing");
	bw_html_attr_z(&p->h, "tabindex", "-1");
	page_drawing(p, bw_buf_get(&svg->text), "d-");
	if (open) {
		page_again(p, &u, "open", NULL);
		bw_url_place(&u, "drawing");
		bw_html_open_class(&p->h, "p", "no-print");
		page_a(p, &u, "fold", page_word(p, "web.own.fold"));
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

/* ---- the owners who matter ----------------------------------------------- */
static void
who(struct page *p, struct bw_json o, struct bw_str company)
{
	struct bw_json parties = bw_json_get(o, "parties");
	struct bw_json_each it = bw_json_each(parties);
	struct bw_html *h = &p->h;
	struct bw_url u;

	if (page_string(o, "state").n > 0) {
		state_link(p, o, company);
		return;
	}
	if (!bw_json_step(&it))
		return;
	page_to(p, &u, "company", company.p, "owners", page_id(p, it.value).p,
	    NULL);
	own_when(p, &u);
	page_a(p, &u, NULL, page_name(p, it.value));
	bw_html_open_class(h, "span", "place");
	bw_html_text(h, BW_STR(" "));
	bw_html_text(h, page_word_of(p, "kind", page_string(it.value, "kind")));
	if (page_string(it.value, "country").n > 0)
		bw_html_text(h,
		    page_fmt(p, ", %.*s",
			BW_ARG(page_country(
			    p, page_string(it.value, "country")))));
	bw_html_close(h);
}

static void
owner_row(struct page *p, struct bw_json o, struct bw_json all,
    const char *const *column)
{
	struct bw_json regimes = bw_json_get(all, "regimes");
	struct bw_str sure = own_reached(p, o, regimes, "certain");
	struct bw_str may = own_reached(p, o, regimes, "possible");

	page_row(p);
	page_open_cell(p, column[0], true);
	who(p, o, page_id(p, bw_json_get(all, "party")));
	bw_html_close(&p->h);
	page_cell(p, column[1], own_part(p, bw_json_get(o, "share")));
	page_cell(p, column[2], page_share(p, bw_json_get(o, "votes")));
	page_cell(p, column[3], page_share(p, bw_json_get(o, "capital")));
	page_open_cell(p, column[4], false);
	page_certainty(p, page_string(o, "control"));
	bw_html_close(&p->h);
	page_cell(p, column[5],
	    may.n == 0
		? sure
		: page_fmt(p, "%.*s%s%.*s %.*s", BW_ARG(sure),
		      sure.n > 0 ? "; " : "",
		      BW_ARG(page_word(p, "regime.perhaps")), BW_ARG(may)));
	page_row_end(p);
}

static const char *
reading_word(struct bw_str reading)
{
	return bw_str_is(reading, "leontief") ? "regime.reading.leontief"
	    : bw_str_is(reading, "paths")     ? "regime.reading.paths"
					      : "regime.reading.integrated";
}

static void
owners(struct page *p, struct bw_json all)
{
	const char *column[] = { "cli.col.owner", NULL, "regime.col.votes",
		"web.own.capital", "cli.col.control", "regime.col.reached" };
	struct bw_json list = bw_json_get(all, "owners");
	struct bw_json_each it = bw_json_each(list);
	struct own_piece k =
	    own_piece_of(p, "owners", OWNERS_MOST, bw_json_count(list));

	column[1] = reading_word(page_string(all, "reading"));
	page_h2(p, "owners", "web.own.matter");
	if (k.n == 0) {
		page_p(p, NULL, "web.own.none");
		return;
	}
	page_p(p, NULL, "web.own.matter-intro");
	page_table(p, "web.own.matter", column, BW_LEN(column));
	for (size_t i = 0; bw_json_step(&it); i++)
		if (own_piece_has(&k, i))
			owner_row(p, it.value, all, column);
	page_table_end(p);
	own_piece_show(p, &k, "owners");
}

/* ---- layer by layer ------------------------------------------------------ */
static void
unaccounted(struct page *p, struct bw_json all)
{
	struct bw_json rest = bw_json_get(all, "unaccounted");
	double hi = 0;

	if (!bw_json_f64(bw_json_get(rest, "max"), &hi) || hi <= 0)
		return;
	page_notice(p, "know",
	    PAGE_FILLED(p, "cli.owners.rest", { "votes", page_share(p, rest) },
		{ "company", page_name(p, bw_json_get(all, "party")) }));
}

static void
layers(struct page *p, struct bw_json all)
{
	struct bw_json stakes = bw_json_get(all, "stakes");
	struct own_piece k =
	    own_piece_of(p, "stakes", STAKES_MOST, bw_json_count(stakes));

	page_h2(p, "stakes", "web.own.layers");
	unaccounted(p, all);
	own_stakes(p, "web.own.layers", stakes, &k);
	own_piece_show(p, &k, "stakes");
	if (bw_json_count(bw_json_get(all, "summaries")) == 0)
		return;
	page_h2(p, "summaries", "web.own.summaries");
	page_p(p, NULL, "web.own.summaries-intro");
	own_stakes(p, "web.own.summaries", bw_json_get(all, "summaries"), NULL);
}

static void
more_fields(struct page *p)
{
	static const char *const reading[] = { "integrated", "leontief",
		"paths" };

	page_select(p, "reading", "web.own.reading", "web.own.reading", reading,
	    BW_LEN(reading), page_param(p, "reading"));
	page_field(p, "number", "min", "web.own.min", "web.own.min-hint");
}

/* Nobody owns a person or a state: what they hold is another page. */
static bool
owned_by_nobody(struct page *p, struct bw_json all)
{
	struct bw_json party = bw_json_get(all, "party");
	struct bw_str kind = page_string(party, "kind");

	if (bw_json_count(bw_json_get(all, "stakes")) > 0)
		return false;
	page_notice(p, "know",
	    page_word(p,
		bw_str_is(kind, "person")      ? "web.own.of-person"
		    : bw_str_is(kind, "state") ? "web.own.of-state"
					       : "web.own.unknown"));
	bw_html_open(&p->h, "p");
	own_party(p, page_id(p, party), page_word(p, "web.own.to-holdings"),
	    "holdings");
	bw_html_close(&p->h);
	return true;
}

void
page_owners_of(struct page *p)
{
	struct own_form f;
	struct bw_json all, party;

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &all))
		return;
	party = bw_json_get(all, "party");
	page_begin_company(p, party, page_word(p, "web.own.title"));
	if (!owned_by_nobody(p, all)) {
		controllers(p, all, page_id(p, party));
		who_decides(p, all, page_id(p, party));
		oddities(p, all);
		drawing(p, &f, page_id(p, party));
		owners(p, all);
		layers(p, all);
	}
	own_form_show(p, &f, more_fields);
	page_data(p, true, "companies", page_id(p, party).p, "owners", NULL);
	own_module(p);
	page_end(p);
}
