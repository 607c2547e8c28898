/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_history.c - who had control when; or, what was believed of one day
 * after each source that was loaded.
 */
#include "web/own.h"

#define OWNERS_MOST 12u /* of one period that are named */
#define EVENTS_MOST 8u

static bool
by_knowledge(const struct page *p)
{
	return bw_str_is(page_param(p, "knowledge"), "true");
}

static void
build(struct page *p, struct page_question *a, const struct own_form *f)
{
	page_asks(p, a, "history");
	own_form_ask(p, a, f);
	if (by_knowledge(p))
		page_switch(p, a, "knowledge");
	page_party(p, a, p->step[0]);
}

static void
more(struct page *p, size_t n, size_t most)
{
	if (n > most)
		bw_html_leaf(&p->h, "li", "place",
		    page_fmt(p, "%.*s %zu", BW_ARG(page_word(p, "time.more")),
			n - most));
}

/* ---- who ----------------------------------------------------------------- */
static void
votes(struct page *p, struct bw_json o)
{
	double sure = 0, may = 0;
	bool has_sure = bw_json_f64(bw_json_get(o, "votes_certain"), &sure);
	bool has_may = bw_json_f64(bw_json_get(o, "votes_possible"), &may);

	if (has_sure)
		bw_html_text(&p->h,
		    PAGE_FILLED(p, "web.history.votes",
			{ "share", page_per_cent(p, sure, 2) }));
	if (has_may && (!has_sure || may > sure))
		bw_html_text(&p->h,
		    page_fmt(p, "%s%.*s", has_sure ? ", " : "",
			BW_ARG(PAGE_FILLED(p, "web.history.votes-may",
			    { "share", page_per_cent(p, may, 2) }))));
}

static void
owner(struct page *p, struct bw_json o)
{
	struct bw_str how = page_string(o, "control");

	bw_html_open(&p->h, "li");
	own_party(p, page_id(p, o), page_name(p, o), NULL);
	bw_html_text(&p->h, BW_STR(" "));
	if (how.n > 0)
		page_badge(
		    p, "sure", page_word_of(p, "web.history.control", how));
	bw_html_open_class(&p->h, "span", "place");
	bw_html_text(&p->h, BW_STR(" "));
	votes(p, o);
	if (bw_json_bool(bw_json_get(o, "ultimate"), false))
		bw_html_text(&p->h,
		    page_fmt(
			p, ", %.*s", BW_ARG(page_word(p, "cli.ultimate"))));
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
owners(struct page *p, struct bw_json line)
{
	struct bw_json list = bw_json_get(line, "owners");
	struct bw_json_each it = bw_json_each(list);
	size_t n = bw_json_count(list), i = 0;

	if (n == 0) {
		bw_html_text(&p->h,
		    page_word(p,
			bw_json_bool(bw_json_get(line, "known"), false)
			    ? "time.nobody"
			    : "time.unknown"));
		return;
	}
	bw_html_open_class(&p->h, "ul", "plain");
	while (i++ < OWNERS_MOST && bw_json_step(&it))
		owner(p, it.value);
	more(p, n, OWNERS_MOST);
	bw_html_close(&p->h);
}

/* ---- why ----------------------------------------------------------------- */
/* The file of a source by its number: "stakes.csv". */
static struct bw_str
file_of(struct page *p, struct bw_json sources, struct bw_json event)
{
	struct bw_json_each it = bw_json_each(bw_json_get(sources, "sources"));
	struct bw_str id = own_number(p, event, "source"), path;

	while (bw_json_step(&it)) {
		if (!bw_str_eq(own_number(p, it.value, "id"), id))
			continue;
		path = page_string(it.value, "file");
		for (size_t i = path.n; i > 0; i--)
			if (path.p[i - 1] == '/')
				return bw_str_sub(path, i, path.n);
		return path;
	}
	return id;
}

/* How much: a share, or the right that has none. */
static struct bw_str
how_much(struct page *p, struct bw_json event)
{
	double lo = 0, hi = 0;
	struct bw_json share = bw_json_get(event, "share");

	if (!bw_json_f64(bw_json_get(share, "min"), &lo) ||
	    !bw_json_f64(bw_json_get(share, "max"), &hi) ||
	    (lo <= 0 && hi >= 1))
		return page_word_of(p, "nature", page_string(event, "nature"));
	return page_share(p, share);
}

static void
event(struct page *p, struct bw_json e, struct bw_json sources)
{
	struct bw_str line = own_number(p, e, "line");
	struct bw_str file = file_of(p, sources, e);
	bool began = bw_str_is(page_string(e, "what"), "began");

	if (line.n > 0 && !bw_str_is(line, "0"))
		file = page_fmt(p, "%.*s, %.*s %.*s", BW_ARG(file),
		    BW_ARG(page_word(p, "cli.place.line")), BW_ARG(line));
	bw_html_open(&p->h, "li");
	bw_html_leaf(&p->h, "bdi", NULL,
	    PAGE_FILLED(p, began ? "time.began" : "time.ended",
		{ "holder",
		    page_string(e, "holder_name").n > 0
			? page_string(e, "holder_name")
			: page_word(p, "web.no-name") },
		{ "share", how_much(p, e) },
		{ "company", page_string(e, "company_name") },
		{ "source", file }));
	bw_html_close(&p->h);
}

static void
events(struct page *p, struct bw_json period, struct bw_json sources)
{
	struct bw_json list = bw_json_get(period, "because");
	struct bw_json_each it = bw_json_each(list);
	size_t i = 0;

	bw_html_open_class(&p->h, "ul", "plain");
	while (i++ < EVENTS_MOST && bw_json_step(&it))
		event(p, it.value, sources);
	more(p, bw_json_count(list), EVENTS_MOST);
	bw_html_close(&p->h);
}

/* ---- the two tables ------------------------------------------------------ */
#define LINES_MOST 60u

static void
periods(struct page *p, struct bw_json all, struct bw_json sources)
{
	static const char *const column[] = { "cli.col.from", "cli.col.to",
		"cli.col.owner", "cli.col.because" };
	struct bw_json list = bw_json_get(all, "periods");
	struct bw_json_each it = bw_json_each(list);
	struct own_piece k =
	    own_piece_of(p, "periods", LINES_MOST, bw_json_count(list));

	page_h2(p, "periods", "web.history.periods");
	page_table(p, "web.history.periods", column, BW_LEN(column));
	for (size_t i = 0; bw_json_step(&it); i++) {
		if (!own_piece_has(&k, i))
			continue;
		page_row(p);
		own_day(p, column[0], true, page_string(it.value, "from"));
		own_day(p, column[1], false, page_string(it.value, "to"));
		page_open_cell(p, column[2], false);
		owners(p, it.value);
		bw_html_close(&p->h);
		page_open_cell(p, column[3], false);
		events(p, it.value, sources);
		bw_html_close(&p->h);
		page_row_end(p);
	}
	page_table_end(p);
	own_piece_show(p, &k, "periods");
}

static struct bw_str
file_name(struct bw_str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return bw_str_sub(path, i, path.n);
	return path;
}

static void
beliefs(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "cli.col.loaded",
		"web.col.source", "cli.col.owner" };
	struct bw_json_each it = bw_json_each(bw_json_get(all, "beliefs"));

	page_h2(p, "beliefs", "web.history.beliefs");
	page_p(p, NULL, "web.history.beliefs-intro");
	page_table(p, "web.history.beliefs", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		struct bw_str at = page_string(it.value, "loaded_at");

		page_row(p);
		own_day(p, column[0], true, bw_str_sub(at, 0, 10));
		page_cell(p, column[1],
		    page_fmt(p, "%.*s. %.*s",
			BW_ARG(own_number(p, it.value, "load")),
			BW_ARG(file_name(page_string(it.value, "file")))));
		page_open_cell(p, column[2], false);
		owners(p, it.value);
		bw_html_close(&p->h);
		page_row_end(p);
	}
	page_table_end(p);
}

/* The same question by the other axis of time. */
static void
other_axis(struct page *p)
{
	struct bw_url u;

	bw_html_open_class(&p->h, "p", "no-print");
	page_again(p, &u, "knowledge", "periods", NULL);
	if (!by_knowledge(p))
		bw_url_param(&u, "knowledge", BW_STR("true"));
	page_a(p, &u, NULL,
	    page_word(p,
		by_knowledge(p) ? "web.history.to-periods"
				: "web.history.to-beliefs"));
	bw_html_close(&p->h);
}

static void
drawing(struct page *p, const struct own_form *f)
{
	struct page_question a;

	page_asks(p, &a, "history");
	own_form_ask(p, &a, f);
	page_party(p, &a, p->step[0]);
	page_drawing(p, page_drawn(p, &a, "svg"), "h-");
}

static void
keep_axis(struct page *p)
{
	if (by_knowledge(p))
		page_hidden(p, "knowledge", BW_STR("true"));
}

void
page_history(struct page *p)
{
	struct bw_json all, party, sources;
	struct page_question a;
	struct own_form f;

	own_form_read(p, &f);
	if (!own_answer(p, &f, build, &all))
		return;
	page_asks(p, &a, "sources");
	sources = page_json_maybe(p, &a);
	party = bw_json_get(all, "party");
	page_begin_company(p, party, page_word(p, "web.history.title"));
	page_p(p, "lead",
	    by_knowledge(p) ? "web.history.lead-beliefs" : "web.history.lead");
	other_axis(p);
	if (by_knowledge(p)) {
		beliefs(p, all);
	} else if (bw_json_count(bw_json_get(all, "periods")) == 0) {
		page_notice(p, "know", page_word(p, "web.history.none"));
	} else {
		drawing(p, &f);
		periods(p, all, sources);
	}
	own_form_show(p, &f, keep_axis);
	page_data(p, true, "companies", page_id(p, party).p, "events", NULL);
	page_end(p);
}
