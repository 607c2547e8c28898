/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_states.c - what states have in a company: each country with all its
 * bodies as one owner, how surely, and what that rests on.
 */
#include "web/own.h"

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "exposure");
	own_form_ask(p, a, f);
	page_party(p, a, p->step[0]);
}

static struct bw_str
country_of(struct page *p, struct bw_json row)
{
	struct bw_str code = page_string(row, "country");

	return code.n > 0 ? page_country(p, code)
			  : page_word(p, "exposure.unknown-country");
}

static void
control(struct page *p, struct bw_json row)
{
	struct bw_str how = page_string(row, "control");

	if (how.n > 0)
		page_certainty(p, how);
	else
		bw_html_text(&p->h,
		    page_word(p,
			bw_json_bool(bw_json_get(row, "state_body"), false)
			    ? "exposure.body"
			    : "exposure.no-control"));
}

/* ---- all countries in one table ------------------------------------------ */
static void
bodies(struct page *p, struct bw_json row, struct bw_str company)
{
	struct bw_json_each it = bw_json_each(bw_json_get(row, "bodies"));
	struct bw_url u;

	for (size_t i = 0; bw_json_step(&it); i++) {
		if (i > 0)
			bw_html_text(&p->h, BW_STR(", "));
		if (bw_str_eq(page_id(p, it.value), company)) {
			bw_html_text(&p->h, page_name(p, it.value));
			continue;
		}
		page_to(p, &u, "company", company.p, "owners",
		    page_id(p, it.value).p, NULL);
		own_when(p, &u);
		page_a(p, &u, NULL, page_name(p, it.value));
	}
}

static void
countries(struct page *p, struct bw_json rows, struct bw_str company)
{
	static const char *const column[] = { "cli.col.state",
		"cli.col.control", "regime.col.votes", "web.own.share",
		"web.states.bodies" };
	struct bw_json_each it = bw_json_each(rows);

	page_table(p, "web.states.countries", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		page_row(p);
		page_head_cell(p, column[0], country_of(p, it.value));
		page_open_cell(p, column[1], false);
		control(p, it.value);
		bw_html_close(&p->h);
		page_cell(p, column[2],
		    page_share(p, bw_json_get(it.value, "votes")));
		page_cell(p, column[3],
		    own_part(p, bw_json_get(it.value, "integrated")));
		page_open_cell(p, column[4], false);
		bodies(p, it.value, company);
		bw_html_close(&p->h);
		page_row_end(p);
	}
	page_table_end(p);
}

/* ---- what it rests on ---------------------------------------------------- */
static void
rests_on(struct page *p, struct bw_json rows)
{
	struct bw_json_each it = bw_json_each(rows);

	page_h2(p, "by", "web.states.by");
	while (bw_json_step(&it)) {
		struct bw_json stakes = bw_json_get(it.value, "stakes");

		if (bw_json_count(stakes) == 0)
			continue;
		bw_html_leaf(&p->h, "h3", NULL, country_of(p, it.value));
		own_stakes(p, "web.states.by", stakes, NULL);
	}
}

/* ---- whoever is at the top, state or not --------------------------------- */
static void
at_the_top(struct page *p, struct bw_json all)
{
	struct bw_json top = bw_json_get(all, "top");
	struct bw_json_each it = bw_json_each(top);
	int64_t nobody = 0, closed = 0, sure;

	page_h2(p, "top", "web.states.top");
	if (bw_json_count(top) > 0)
		bw_html_open_class(&p->h, "ul", "answers");
	while (bw_json_step(&it)) {
		struct bw_json n = bw_json_get(it.value, "controls");

		bw_html_open(&p->h, "li");
		page_certainty(p,
		    bw_json_i64(bw_json_get(n, "certain"), &sure) && sure > 0
			? BW_STR("certain")
			: BW_STR("possible"));
		bw_html_text(&p->h, BW_STR(" "));
		bw_html_text(&p->h, country_of(p, it.value));
		bw_html_close(&p->h);
	}
	if (bw_json_count(top) > 0)
		bw_html_close(&p->h);
	if (bw_json_i64(bw_json_get(all, "nobody"), &nobody) && nobody > 0)
		page_p(p, NULL, "exposure.nobody.one");
	if (bw_json_i64(bw_json_get(all, "closed"), &closed) && closed > 0)
		page_p(p, NULL, "exposure.closed.one");
}

void
page_states(struct page *p)
{
	struct bw_json all, party, rows;
	struct own_form f;

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &all))
		return;
	party = bw_json_get(all, "party");
	rows = bw_json_get(all, "rows");
	page_begin_company(p, party, page_word(p, "web.states.title"));
	page_p(p, "lead", "web.states.lead");
	if (bw_json_count(rows) == 0) {
		page_notice(p, "know",
		    PAGE_FILLED(p, "exposure.none.one",
			{ "company", page_name(p, party) }));
	} else {
		countries(p, rows, page_id(p, party));
		rests_on(p, rows);
	}
	at_the_top(p, all);
	page_p(p, "place", "exposure.unknown");
	own_form_show(p, &f, NULL);
	page_data(p, true, "companies", page_id(p, party).p, "states", NULL);
	page_end(p);
}
