/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_holdings.c - what a party holds: what it controls, through others too,
 * and the stakes that are its own. For persons and states this is what there
 * is to ask.
 */
#include "web/own.h"

#define ROWS_MOST 100u

static bool
of_capital(const struct page *p)
{
	return bw_str_is(page_param(p, "capital"), "true");
}

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "controls");
	own_form_ask(p, a, f);
	page_option(p, a, "threshold", f->threshold);
	if (of_capital(p))
		page_switch(p, a, "capital");
	page_party(p, a, p->step[0]);
}

static const char *const column[] = { "cli.col.company", "cli.col.country",
	"cli.col.certainty", "cli.col.votes", "cli.col.held-by",
	"web.holdings.proof" };

static const char *
votes_column(const struct page *p)
{
	return of_capital(p) ? "cli.col.capital" : "cli.col.votes";
}

/* "A 60 %; B > 25-50 %": the stakes in it that carry control. */
static void
held_by(struct page *p, struct bw_json proof)
{
	struct bw_json_each it = bw_json_each(proof);
	struct bw_str votes;

	for (size_t i = 0; bw_json_step(&it); i++) {
		votes = of_capital(p)
		    ? page_share(p, bw_json_get(it.value, "capital"))
		    : own_votes(p, it.value);
		if (votes.n == 0)
			votes = page_word_of(
			    p, "nature", page_string(it.value, "nature"));
		if (i > 0)
			bw_html_text(&p->h, BW_STR("; "));
		own_party(p, own_number(p, it.value, "holder"),
		    page_string(it.value, "holder_name"), NULL);
		bw_html_text(&p->h, page_fmt(p, " %.*s", BW_ARG(votes)));
	}
}

static void
company_row(struct page *p, struct bw_json c, struct bw_json self)
{
	struct bw_json party = bw_json_get(c, "party");
	struct bw_url u;

	page_row(p);
	page_open_cell(p, column[0], true);
	own_party(p, page_id(p, party), page_name(p, party), NULL);
	bw_html_close(&p->h);
	page_cell(p, column[1], page_country(p, page_string(party, "country")));
	page_open_cell(p, column[2], false);
	page_certainty(p, page_string(c, "certainty"));
	bw_html_close(&p->h);
	page_cell(p, votes_column(p),
	    page_share(p, bw_json_get(c, of_capital(p) ? "capital" : "votes")));
	page_open_cell(p, column[4], false);
	held_by(p, bw_json_get(c, "proof"));
	bw_html_close(&p->h);
	page_open_cell(p, column[5], false);
	page_to(p, &u, "company", page_id(p, party).p, "owners",
	    page_id(p, self).p, NULL);
	own_when(p, &u);
	page_a(p, &u, NULL,
	    PAGE_FILLED(
		p, "web.holdings.why", { "company", page_name(p, party) }));
	bw_html_close(&p->h);
	page_row_end(p);
}

/* What counted: "more than 50 % of the votes, also through ...". */
static void
rule(struct page *p, struct bw_json r)
{
	bool at_least = bw_json_bool(bw_json_get(r, "at_least"), false);
	double share = 0;

	if (!bw_json_f64(bw_json_get(r, "threshold"), &share))
		return;
	bw_html_leaf(&p->h, "p", NULL,
	    PAGE_FILLED(p,
		bw_str_is(page_string(r, "basis"), "capital")
		    ? "controls.rule.capital"
		    : "controls.rule.votes",
		{ "how",
		    page_word(p,
			at_least ? "controls.at-least"
				 : "controls.more-than") },
		{ "share", page_per_cent(p, share, 9) }));
}

static void
controlled(struct page *p, struct bw_json all)
{
	const char *shown[BW_LEN(column)];
	struct bw_json list = bw_json_get(all, "controls");
	struct bw_json_each it = bw_json_each(list);
	struct own_piece k =
	    own_piece_of(p, "companies", ROWS_MOST, bw_json_count(list));

	memcpy(shown, column, sizeof(shown));
	shown[3] = votes_column(p);
	page_h2(p, "companies", "web.holdings.controls");
	rule(p, bw_json_get(all, "rule"));
	if (k.n == 0) {
		page_p(p, NULL, "controls.none");
		return;
	}
	page_table(p, "web.holdings.controls", shown, BW_LEN(shown));
	for (size_t i = 0; bw_json_step(&it); i++)
		if (own_piece_has(&k, i))
			company_row(p, it.value, bw_json_get(all, "party"));
	page_table_end(p);
	own_piece_show(p, &k, "companies");
}

static void
own(struct page *p, struct bw_json all)
{
	struct bw_json list = bw_json_get(all, "holdings");
	struct own_piece k =
	    own_piece_of(p, "stakes", ROWS_MOST, bw_json_count(list));

	page_h2(p, "stakes", "web.holdings.own");
	if (k.n == 0) {
		page_p(p, NULL, "web.holdings.none");
		return;
	}
	own_stakes(p, "web.holdings.own", list, &k);
	own_piece_show(p, &k, "stakes");
}

static void
more_fields(struct page *p)
{
	page_field(p, "number", "threshold", "web.holdings.threshold",
	    "web.holdings.threshold-hint");
	page_check_box(p, "capital", BW_STR("true"),
	    page_word(p, "web.holdings.capital"), of_capital(p));
}

void
page_holdings(struct page *p)
{
	struct bw_json all, party;
	struct own_form f;

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &all))
		return;
	party = bw_json_get(all, "party");
	page_begin_company(p, party, page_word(p, "web.holdings.title"));
	controlled(p, all);
	own(p, all);
	own_form_show(p, &f, more_fields);
	page_data(p, true, "companies", page_id(p, party).p, "holdings", NULL);
	page_end(p);
}
