/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_law.c - the law as it stands: acts of the day, an article in plain
 * words, and whether a code of the control lists is sensitive.
 */
#include "web/case.h"
#include "web/pages.h"

static struct bw_str
text(struct bw_json o, const char *key)
{
	return bw_json_str(bw_json_get(o, key));
}

static struct bw_json
ask_law(struct page *p, const char *part, struct bw_str what)
{
	struct page_question a;

	page_asks(p, &a, "law");
	page_option(p, &a, "as-of", page_param(p, "as-of"));
	page_place(p, &a, bw_str_of(part));
	if (what.n > 0)
		page_place(p, &a, what);
	return page_json_maybe(p, &a);
}

static void
status(struct page *p, struct bw_str word)
{
	page_badge(p,
	    bw_str_is(word, "in_force")      ? "know"
		: bw_str_is(word, "pending") ? "plan"
					     : "sure",
	    page_word_of(p, "law.status", word));
}

/* Addresses of elsewhere are no links here (html.h): they can be copied. */
static void
source(struct page *p, struct bw_str url)
{
	if (url.n == 0)
		return;
	bw_html_open_class(&p->h, "p", "place");
	bw_html_leaf(&p->h, "bdi", NULL, url);
	bw_html_close(&p->h);
}

/* ---- the acts of the day ------------------------------------------------- */
static void
forms(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, "law", NULL);
	page_form(p, "get", &u);
	page_field(
	    p, "search", "article", "web.law.article", "web.law.article-hint");
	page_button(p, "web.law.read");
	page_form_end(p);
	page_to(p, &u, "law", "codes", NULL);
	page_form(p, "get", &u);
	page_field(p, "search", "q", "web.codes.field", "web.codes.hint");
	page_button(p, "web.codes.go");
	page_form_end(p);
	bw_html_open(&p->h, "p");
	page_to(p, &u, "law", "clock", NULL);
	page_a(p, &u, NULL, page_word(p, "web.case.clock"));
	bw_html_close(&p->h);
}

/* A proposal has none: its day is not known. */
static struct bw_str
version(struct bw_str v)
{
	return bw_str_is(v, "null") ? BW_STR("-") : v;
}

static void
acts(struct page *p, struct bw_json list)
{
	static const char *const column[] = { "web.case.act", "cli.col.version",
		"cli.col.status", "web.law.where" };
	struct bw_json_each it = bw_json_each(list);

	page_h2(p, "acts", "web.law.acts");
	page_table(p, "web.law.acts", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		page_row(p);
		page_head_cell(p, column[0], text(it.value, "title"));
		page_open_cell(p, column[1], false);
		bw_html_leaf(
		    &p->h, "span", "day", version(text(it.value, "version")));
		bw_html_close(&p->h);
		page_open_cell(p, column[2], false);
		status(p, text(it.value, "status"));
		bw_html_close(&p->h);
		page_cell(p, column[3], text(it.value, "url"));
		page_row_end(p);
	}
	page_table_end(p);
}

void
page_law(struct page *p)
{
	struct bw_str article = page_param(p, "article");
	struct bw_json list;
	struct bw_url u;

	if (article.n > 0) {
		page_to(
		    p, &u, "law", page_fmt(p, "%.*s", BW_ARG(article)).p, NULL);
		page_see(p, &u);
		return;
	}
	list = ask_law(p, "list", BW_STR(""));
	page_begin(p, page_word(p, "web.law.title"));
	page_p(p, "lead", "web.law.lead");
	forms(p);
	if (bw_json_type(list) == BW_JSON_OBJECT)
		acts(p, bw_json_get(list, "instruments"));
	else
		page_notice(p, "plan", page_word(p, "web.law.no-day"));
	page_p(p, "hint", "law.no-advice");
	page_end(p);
}

/* ---- an article ---------------------------------------------------------- */
static void
items(struct page *p, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);

	if (bw_json_count(list) == 0)
		return;
	bw_html_open_class(&p->h, "ul", "reasons");
	while (bw_json_step(&it)) {
		struct bw_str letter = text(it.value, "letter");

		bw_html_leaf(&p->h, "li", NULL,
		    page_fmt(p, "%.*s%s%.*s", BW_ARG(letter),
			letter.n > 0 ? ". " : "",
			BW_ARG(text(it.value, "says"))));
	}
	bw_html_close(&p->h);
}

static void
outputs(struct page *p, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);

	if (bw_json_count(list) == 0)
		return;
	page_p(p, "hint", "web.law.rules");
	bw_html_open_class(&p->h, "ul", "reasons");
	while (bw_json_step(&it))
		if (text(it.value, "yes").n > 0)
			bw_html_leaf(&p->h, "li", NULL, text(it.value, "yes"));
	bw_html_close(&p->h);
}

static void
article(struct page *p, struct bw_json a)
{
	struct bw_html *h = &p->h;
	struct bw_str doubt = text(a, "not_verified");

	bw_html_open_class(h, "article", "finding know");
	bw_html_leaf(h, "h2", NULL, text(a, "cite"));
	bw_html_open_class(h, "p", "badges");
	status(p, text(a, "status"));
	bw_html_text(h,
	    PAGE_FILLED(p, "web.law.version", { "day", text(a, "version") }));
	bw_html_close(h);
	bw_html_leaf(h, "p", "reason", text(a, "says"));
	items(p, bw_json_get(a, "items"));
	if (doubt.n > 0)
		page_notice(p, "plan",
		    PAGE_FILLED(p, "web.law.not-verified", { "what", doubt }));
	outputs(p, bw_json_get(a, "outputs"));
	source(p, text(a, "url"));
	bw_html_close(h);
}

void
page_article(struct page *p)
{
	struct page_question a;
	struct bw_json all;
	struct bw_json_each it;
	struct bw_str rest = p->step[0], word;
	struct bw_url u;

	page_asks(p, &a, "law");
	page_option(p, &a, "as-of", page_param(p, "as-of"));
	page_place(p, &a, BW_STR("show"));
	while (bw_str_cut(&rest, ' ', &word))
		if (word.n > 0 && a.n_place < 6)
			page_place(p, &a, word);
	if (!page_json(p, &a, &all))
		return;
	page_begin(p, PAGE_FILLED(p, "web.law.one", { "article", p->step[0] }));
	page_p(p, "lead", "web.law.plain");
	it = bw_json_each(bw_json_get(all, "articles"));
	while (bw_json_step(&it))
		article(p, it.value);
	bw_html_open(&p->h, "p");
	page_to(p, &u, "law", NULL);
	page_a(p, &u, NULL, page_word(p, "web.law.all"));
	bw_html_close(&p->h);
	page_end(p);
}

/* ---- codes --------------------------------------------------------------- */
static void
verdict(struct page *p, struct bw_str answer, const char *word)
{
	page_badge(p, bw_str_is(answer, "true") ? "act" : "sure",
	    page_fmt(p, "%.*s: %.*s", BW_ARG(page_word(p, word)),
		BW_ARG(page_word_of(p, "law.truth", answer))));
}

static void
near(struct page *p, struct bw_json list)
{
	struct bw_json_each it = bw_json_each(list);

	if (bw_json_count(list) == 0)
		return;
	bw_html_open(&p->h, "p");
	bw_html_text(&p->h, page_word(p, "web.codes.near"));
	while (bw_json_step(&it)) {
		struct bw_str entry = bw_json_type(it.value) == BW_JSON_OBJECT
		    ? text(it.value, "entry")
		    : bw_json_str(it.value);

		bw_html_text(&p->h, BW_STR(" "));
		bw_html_leaf(&p->h, "bdi", NULL, entry);
	}
	bw_html_close(&p->h);
}

static void
code(struct page *p, struct bw_json c)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c, "why"));
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "article", "finding know");
	bw_html_leaf(h, "h3", NULL,
	    page_fmt(p, "%.*s %.*s", BW_ARG(text(c, "entry")),
		BW_ARG(text(c, "words"))));
	bw_html_open_class(h, "p", "badges");
	verdict(p, text(c, "sensitive"), "web.codes.sensitive");
	verdict(p, text(c, "very_sensitive"), "web.codes.very");
	bw_html_close(h);
	bw_html_leaf(h, "p", "reason", text(c, "says"));
	bw_html_open(h, "details");
	bw_html_leaf(h, "summary", NULL, page_word(p, "web.codes.why"));
	bw_html_open_class(h, "ul", "reasons");
	while (bw_json_step(&it)) {
		bw_html_open(h, "li");
		bw_html_text(
		    h, page_fmt(p, "%.*s ", BW_ARG(text(it.value, "says"))));
		case_cite(p, text(it.value, "cite"));
		bw_html_close(h);
	}
	bw_html_close(h);
	source(p, text(bw_json_get(c, "list"), "url"));
	bw_html_close(h);
	near(p, bw_json_get(c, "near"));
	bw_html_close(h);
}

static void
codes(struct page *p, struct bw_str q)
{
	struct bw_json all = ask_law(p, "codes", q);
	struct bw_json_each it = bw_json_each(bw_json_get(all, "codes"));
	size_t n = 0;

	page_h2(p, "results", "web.search.results");
	while (n < 60 && bw_json_step(&it)) {
		code(p, it.value);
		n++;
	}
	if (n == 0)
		page_notice(p, "plan",
		    PAGE_FILLED(p, "web.codes.nowhere", { "code", q }));
}

void
page_codes(struct page *p)
{
	struct bw_str q = page_param(p, "q");
	struct bw_url u;

	page_begin(p, page_word(p, "web.codes.title"));
	page_p(p, "lead", "web.codes.lead");
	page_to(p, &u, "law", "codes", NULL);
	page_form(p, "get", &u);
	page_field(p, "search", "q", "web.codes.field", "web.codes.hint");
	page_button(p, "web.codes.go");
	page_form_end(p);
	if (q.n > 0)
		codes(p, q);
	page_end(p);
}
