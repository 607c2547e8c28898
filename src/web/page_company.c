/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_company.c - one company: its questions answered at a glance.
 */
#include "web/pages.h"

/* A question of the check and the page that goes into it. */
struct card {
	const char *question; /* of findings; NULL: none of them */
	const char *ask, *none, *page, *more;
};
static const struct card cards[] = {
	{ "control", "report.ask.control", "report.none.control", "owners",
	    "web.company.owners" },
	{ NULL, "web.ask.law", "web.company.law", "deal", "web.company.deal" },
	{ "depend", "report.ask.depend", "report.none.depend", "supply",
	    "web.company.supply" },
	{ "weak", "report.ask.weak", "report.none.weak", "machines",
	    "web.company.machines" },
};

/* Findings come with the most urgent first: the first one of a question is
 * its answer. */
static struct bw_json
first_of(struct bw_json findings, const char *question)
{
	struct bw_json_each it = bw_json_each(findings);

	while (bw_json_step(&it))
		if (page_finding_is(it.value, question))
			return it.value;
	return (struct bw_json){ 0 };
}

static size_t
count_of(struct bw_json findings, const char *question)
{
	struct bw_json_each it = bw_json_each(findings);
	size_t n = 0;

	while (bw_json_step(&it))
		n += page_finding_is(it.value, question);
	return n;
}

static bool
page_exists(const char *page)
{
	struct path_steps s;
	char path[64];

	snprintf(path, sizeof(path), "/company/0/%s", page);
	return web_page_of(bw_str_of(path), &s) != NULL;
}

static void
card(struct page *p, const struct card *c, struct bw_json findings,
    struct bw_str id)
{
	struct bw_json first = c->question != NULL
	    ? first_of(findings, c->question)
	    : (struct bw_json){ 0 };
	struct bw_html *h = &p->h;
	struct bw_str level = bw_json_str(bw_json_get(first, "level"));
	struct bw_url u;

	bw_html_open_class(h, "li", page_fmt(p, "card %.*s", BW_ARG(level)).p);
	bw_html_leaf(h, "h3", NULL, page_word(p, c->ask));
	bw_html_leaf(h, "p", "answer",
	    level.n > 0 ? page_said(p, bw_json_get(first, "title"))
			: page_word(p, c->none));
	if (level.n > 0) {
		bw_html_open_class(h, "p", "badges");
		page_level(p, level);
		page_certainty(p, bw_json_str(bw_json_get(first, "certainty")));
		bw_html_close(h);
	}
	if (page_exists(c->page)) {
		bw_html_open_class(h, "p", "more");
		page_to(p, &u, "company", id.p, c->page, NULL);
		page_a(p, &u, NULL, page_word(p, c->more));
		bw_html_close(h);
	}
	bw_html_close(h);
}

/* The first steps, by urgency; each leads to its reason below. */
static void
first_steps(struct page *p, struct bw_json findings)
{
	struct bw_json_each it = bw_json_each(findings);
	struct bw_html *h = &p->h;
	size_t n = 0;

	page_h2(p, "do", "report.ask.do");
	bw_html_open_class(h, "ol", "todo");
	while (n < 6 && bw_json_step(&it)) {
		struct bw_json todo = bw_json_get(it.value, "todo");

		if (page_said(p, todo).n == 0)
			continue;
		n++;
		bw_html_open(h, "li");
		bw_html_leaf(h, "p", "action", page_said(p, todo));
		bw_html_open_class(h, "p", "badges");
		page_level(p, bw_json_str(bw_json_get(it.value, "level")));
		bw_html_leaf(h, "bdi", NULL,
		    page_said(p, bw_json_get(it.value, "title")));
		bw_html_close(h);
		bw_html_close(h);
	}
	bw_html_close(h);
	if (n == 0)
		page_p(p, NULL, "report.none.do");
}

static void
found(struct page *p, const struct card *c, struct bw_json findings)
{
	struct bw_json_each it = bw_json_each(findings);

	if (c->question == NULL || count_of(findings, c->question) == 0)
		return;
	page_h2(p, c->question, c->ask);
	while (bw_json_step(&it))
		if (page_finding_is(it.value, c->question))
			page_finding(p, it.value, 3);
}

static struct bw_str
identifiers(struct page *p, struct bw_json party)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(party, "identifiers"));
	struct bw_buf b = { 0 };
	struct bw_str s;

	while (bw_json_step(&it))
		bw_buf_fmt(&b, "%s%.*s:%.*s", b.n > 0 ? ", " : "",
		    BW_ARG(bw_json_str(bw_json_get(it.value, "scheme"))),
		    BW_ARG(bw_json_str(bw_json_get(it.value, "id"))));
	s = bw_arena_dup(&p->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

static void
facts(struct page *p, struct bw_json party, struct bw_json all)
{
	bw_html_open_class(&p->h, "dl", "facts");
	page_pair(p, "report.col.kind",
	    page_word_of(p, "kind", bw_json_str(bw_json_get(party, "kind"))));
	page_pair(p, "report.col.country",
	    page_country(p, bw_json_str(bw_json_get(party, "country"))));
	page_pair(p, "report.identifiers", identifiers(p, party));
	page_pair(p, "report.ended", bw_json_str(bw_json_get(party, "ended")));
	page_pair(p, "report.day", bw_json_str(bw_json_get(all, "as_of")));
	bw_html_close(&p->h);
	if (bw_json_bool(bw_json_get(party, "fictional"), false))
		page_p(p, "fictional", "report.fictional");
}

void
page_company(struct page *p)
{
	struct page_question a;
	struct bw_json all, findings, party;

	page_asks(p, &a, "check");
	page_option(p, &a, "as-of", page_param(p, "as-of"));
	page_party(p, &a, p->step[0]);
	if (!page_json(p, &a, &all))
		return;
	party = bw_json_get(all, "party");
	findings = bw_json_get(all, "findings");
	page_begin_company(p, party, BW_STR(""));
	facts(p, party, all);
	page_h2(p, "summary", "report.summary");
	bw_html_open_class(&p->h, "ul", "cards");
	for (size_t i = 0; i < BW_LEN(cards); i++)
		card(p, &cards[i], findings, page_id(p, party));
	bw_html_close(&p->h);
	first_steps(p, findings);
	for (size_t i = 0; i < BW_LEN(cards); i++)
		found(p, &cards[i], findings);
	page_data(p, false, "companies", page_id(p, party).p, NULL);
	page_end(p);
}
