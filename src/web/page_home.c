/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_home.c - where one begins: a company to ask about. And what this is.
 */
#include "web/pages.h"

/* One large field and one button: nothing else can be meant. */
static void
large_search(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, "search", NULL);
	page_form(p, "get", &u);
	page_field(p, "search", "q", "web.search.field", "web.search.hint");
	page_button(p, "web.search.go");
	page_form_end(p);
}

static void
question(struct page *p, const char *ask, const char *more)
{
	bw_html_open_class(&p->h, "li", "card");
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, ask));
	page_p(p, NULL, more);
	bw_html_close(&p->h);
}

static void
way_in(struct page *p, const char *to, const char *word, const char *more)
{
	struct bw_url u;

	page_to(p, &u, to, NULL);
	bw_html_open_class(&p->h, "li", "card");
	bw_html_open(&p->h, "h3");
	page_a(p, &u, NULL, page_word(p, word));
	bw_html_close(&p->h);
	page_p(p, NULL, more);
	bw_html_close(&p->h);
}

static void
world_facts(struct page *p)
{
	struct page_question a;
	struct bw_json sources;
	struct bw_url u;
	size_t n = 0;

	page_asks(p, &a, "sources");
	sources = page_json_maybe(p, &a);
	n = bw_json_count(bw_json_get(sources, "sources"));
	page_h2(p, "world", "web.home.world");
	if (n == 0) {
		page_p(p, NULL, "web.home.no-world");
		return;
	}
	bw_html_leaf(&p->h, "p", NULL,
	    PAGE_FILLED(p, "web.home.sources", { "n", page_fmt(p, "%zu", n) }));
	page_to(p, &u, "about", NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL, page_word(p, "web.home.sources-more"));
	bw_html_close(&p->h);
}

void
page_home(struct page *p)
{
	page_begin(p, page_word(p, "web.home.title"));
	page_p(p, "lead", "web.home.lead");
	large_search(p);
	page_h2(p, "questions", "web.home.questions");
	bw_html_open_class(&p->h, "ul", "cards");
	question(p, "report.ask.control", "web.home.control");
	question(p, "web.ask.law", "web.home.law");
	question(p, "report.ask.depend", "web.home.depend");
	question(p, "report.ask.weak", "web.home.weak");
	bw_html_close(&p->h);
	page_h2(p, "yourself", "web.home.yourself");
	bw_html_open_class(&p->h, "ul", "cards");
	way_in(p, "scan", "web.home.scan", "web.home.scan-more");
	way_in(p, "files", "web.home.files", "web.home.files-more");
	bw_html_close(&p->h);
	world_facts(p);
	page_p(p, "privacy", "web.home.privacy");
	page_end(p);
}

/* ---- about --------------------------------------------------------------- */
/* Where it lay on the machine it was loaded at is nobody's business. */
static struct bw_str
file_name(struct bw_str path)
{
	struct bw_str name = path, one;

	while (bw_str_cut(&path, '/', &one))
		name = one;
	return name;
}

static void
source_rows(struct page *p)
{
	static const char *const column[] = { "web.col.source",
		"web.col.publisher", "web.col.licence", "web.col.loaded" };
	struct page_question a;
	struct bw_json_each it;
	struct bw_json all;

	page_asks(p, &a, "sources");
	all = bw_json_get(page_json_maybe(p, &a), "sources");
	if (bw_json_count(all) == 0)
		return;
	page_h2(p, "sources", "report.nav.sources");
	page_table(p, "web.about.sources", column, BW_LEN(column));
	for (it = bw_json_each(all); bw_json_step(&it);) {
		struct bw_json s = it.value;

		page_row(p);
		page_head_cell(p, column[0],
		    file_name(bw_json_str(bw_json_get(s, "file"))));
		page_cell(
		    p, column[1], bw_json_str(bw_json_get(s, "publisher")));
		page_cell(p, column[2], bw_json_str(bw_json_get(s, "licence")));
		page_cell(p, column[3],
		    bw_str_sub(
			bw_json_str(bw_json_get(s, "loaded_at")), 0, 10));
		page_row_end(p);
	}
	page_table_end(p);
	page_data(p, true, "sources", NULL);
}

static void
address(struct page *p, const char *const step[2], const char *word)
{
	struct bw_url u;

	bw_url_begin(&u);
	bw_url_step(&u, bw_str_of(step[0]));
	if (step[1] != NULL)
		bw_url_step(&u, bw_str_of(step[1]));
	bw_html_open(&p->h, "li");
	page_a(p, &u, NULL, page_word(p, word));
	bw_html_close(&p->h);
}

void
page_about(struct page *p)
{
	page_begin(p, page_word(p, "web.about.title"));
	page_p(p, "lead", "web.about.lead");
	page_p(p, NULL, "web.about.how");
	page_p(p, NULL, "web.home.privacy");
	page_h2(p, "programs", "web.about.programs");
	page_p(p, NULL, "web.about.api");
	bw_html_open(&p->h, "ul");
	address(p, (const char *const[]){ "openapi.json", NULL },
	    "web.about.openapi");
	address(p, (const char *const[]){ "health", NULL }, "web.about.health");
	address(
	    p, (const char *const[]){ "metrics", NULL }, "web.about.metrics");
	bw_html_close(&p->h);
	page_p(p, NULL, "web.about.csaf");
	source_rows(p);
	page_end(p);
}
