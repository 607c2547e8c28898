/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_search.c - find a party by a part of its name, or by an identifier.
 */
#include "web/pages.h"

static void
identifiers(struct page *p, struct bw_json party)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(party, "identifiers"));
	size_t n = 0;

	while (bw_json_step(&it) && n++ < 4) {
		struct bw_json i = it.value;

		bw_html_open(&p->h, "span");
		bw_html_text(&p->h,
		    page_fmt(p, "%s%.*s:%.*s", n > 1 ? ", " : "",
			BW_ARG(bw_json_str(bw_json_get(i, "scheme"))),
			BW_ARG(bw_json_str(bw_json_get(i, "id")))));
		bw_html_close(&p->h);
	}
}

static void
party_row(struct page *p, struct bw_json party, const char *const *column)
{
	struct bw_url u;

	page_row(p);
	page_open_cell(p, column[0], true);
	page_to(p, &u, "company", page_id(p, party).p, NULL);
	page_a(p, &u, NULL, page_name(p, party));
	bw_html_close(&p->h);
	page_cell(p, column[1],
	    page_word_of(p, "kind", bw_json_str(bw_json_get(party, "kind"))));
	page_cell(p, column[2],
	    page_country(p, bw_json_str(bw_json_get(party, "country"))));
	page_open_cell(p, column[3], false);
	identifiers(p, party);
	bw_html_close(&p->h);
	page_row_end(p);
}

static void
results(struct page *p, struct bw_json parties)
{
	static const char *const column[] = { "cli.col.name", "cli.col.kind",
		"cli.col.country", "cli.col.identifiers" };
	struct bw_json_each it = bw_json_each(parties);
	size_t n = bw_json_count(parties);

	page_h2(p, "results", "web.search.results");
	if (n == 0) {
		page_notice(p, "know", page_word(p, "web.search.none"));
		return;
	}
	bw_html_open(&p->h, "p");
	bw_html_attr_z(&p->h, "role", "status");
	bw_html_text(&p->h,
	    PAGE_FILLED(p, n == 1 ? "web.search.one" : "web.search.found",
		{ "n", page_fmt(p, "%zu", n) }));
	bw_html_close(&p->h);
	page_table(p, "web.search.results", column, BW_LEN(column));
	while (bw_json_step(&it))
		party_row(p, it.value, column);
	page_table_end(p);
}

void
page_search(struct page *p)
{
	struct bw_str text = page_param(p, "q");
	struct page_question a;
	struct bw_json found = { 0 };
	struct bw_url u;

	if (text.n > 0) {
		page_asks(p, &a, "find");
		page_option(p, &a, "limit", BW_STR("100"));
		page_place(p, &a, text);
		if (!page_json(p, &a, &found))
			return;
	}
	page_begin(p,
	    text.n > 0 ? PAGE_FILLED(p, "web.search.for", { "text", text })
		       : page_word(p, "web.search.title"));
	page_to(p, &u, "search", NULL);
	page_form(p, "get", &u);
	page_field(p, "search", "q", "web.search.field", "web.search.hint");
	page_button(p, "web.search.go");
	page_form_end(p);
	if (text.n > 0) {
		results(p, bw_json_get(found, "parties"));
		page_data(p, true, "companies", NULL);
	}
	page_end(p);
}
