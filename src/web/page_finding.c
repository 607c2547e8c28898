/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_finding.c - one finding: what, how sure, why, what to do, who says so.
 */
#include "web/pages.h"

/* Of what a finding rests on: a company with thousands of owners would fill a
 * page that nobody can read. All of it is in JSON. */
#define LINES_MOST 25u

struct bw_str
page_said(const struct page *p, struct bw_json text)
{
	return bw_json_str(bw_json_get(text, p->lang == BW_NL ? "nl" : "en"));
}

bool
page_finding_is(struct bw_json finding, const char *question)
{
	return bw_str_is(
	    bw_json_str(bw_json_get(finding, "question")), question);
}

static void
evidence_line(struct page *p, struct bw_json e)
{
	int64_t line = 0;
	struct bw_str ref = bw_json_str(bw_json_get(e, "ref"));

	bw_html_open(&p->h, "li");
	bw_html_leaf(&p->h, "bdi", NULL, page_said(p, bw_json_get(e, "says")));
	if (ref.n > 0 || bw_json_i64(bw_json_get(e, "line"), &line)) {
		bw_html_open_class(&p->h, "span", "place");
		bw_html_text(&p->h, BW_STR(" ("));
		bw_html_text(&p->h, ref);
		if (bw_json_i64(bw_json_get(e, "line"), &line) && line > 0)
			bw_html_text(&p->h,
			    page_fmt(p, "%s%.*s %lld", ref.n > 0 ? ", " : "",
				BW_ARG(page_word(p, "web.line")),
				(long long)line));
		bw_html_text(&p->h, BW_STR(")"));
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

static void
basis_line(struct page *p, struct bw_json b)
{
	struct bw_str cite = bw_json_str(bw_json_get(b, "cite"));

	bw_html_open(&p->h, "li");
	bw_html_text(&p->h, page_said(p, bw_json_get(b, "says")));
	if (cite.n > 0)
		bw_html_leaf(&p->h, "span", "place",
		    page_fmt(p, " (%.*s)", BW_ARG(cite)));
	bw_html_close(&p->h);
}

static void
settle_line(struct page *p, struct bw_json s)
{
	bw_html_leaf(&p->h, "li", NULL, page_said(p, s));
}

static void
list(struct page *p, const char *word, struct bw_json all,
    void (*line)(struct page *, struct bw_json))
{
	struct bw_json_each it = bw_json_each(all);
	size_t n = 0, of = bw_json_count(all);

	if (of == 0)
		return;
	page_p(p, "label", word);
	bw_html_open_class(&p->h, "ul", "evidence");
	for (; n < LINES_MOST && bw_json_step(&it); n++)
		line(p, it.value);
	if (n < of)
		bw_html_leaf(&p->h, "li", "place",
		    PAGE_FILLED(
			p, "web.more", { "n", page_fmt(p, "%zu", of - n) }));
	bw_html_close(&p->h);
}

void
page_finding(struct page *p, struct bw_json f, unsigned level)
{
	static const char *const heading[] = { "h2", "h3", "h4" };
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div",
	    page_fmt(
		p, "finding %.*s", BW_ARG(bw_json_str(bw_json_get(f, "level"))))
		.p);
	bw_html_open_class(h, "p", "badges");
	page_level(p, bw_json_str(bw_json_get(f, "level")));
	page_certainty(p, bw_json_str(bw_json_get(f, "certainty")));
	bw_html_close(h);
	bw_html_open(h, heading[level - 2]);
	bw_html_leaf(h, "bdi", NULL, page_said(p, bw_json_get(f, "title")));
	bw_html_close(h);
	bw_html_leaf(h, "p", "reason", page_said(p, bw_json_get(f, "reason")));
	bw_html_open_class(h, "dl", "steps");
	page_pair(p, "report.todo", page_said(p, bw_json_get(f, "todo")));
	page_pair(p, "report.who", page_said(p, bw_json_get(f, "who")));
	page_pair(
	    p, "web.finding.deadline", bw_json_str(bw_json_get(f, "deadline")));
	bw_html_close(h);
	bw_html_open(h, "details");
	bw_html_leaf(h, "summary", NULL, page_word(p, "web.finding.why"));
	list(p, "report.evidence", bw_json_get(f, "evidence"), evidence_line);
	list(p, "report.basis", bw_json_get(f, "basis"), basis_line);
	list(p, "report.settle", bw_json_get(f, "settle"), settle_line);
	bw_html_close(h);
	bw_html_close(h);
}
