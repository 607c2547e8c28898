/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_report.c - the report for the board, to take along.
 */
#include "web/pages.h"

static void
ask_for(struct page *p, struct page_question *a, const char *verb)
{
	page_asks(p, a, verb);
	page_option(p, a, "as-of", page_param(p, "as-of"));
	page_party(p, a, p->step[0]);
}

static void
file_link(struct page *p, const char *id, const char *file, const char *word)
{
	struct bw_url u;

	bw_html_open(&p->h, "p");
	page_to(p, &u, "company", id, "report", file, NULL);
	page_a(p, &u, "button", page_word(p, word));
	bw_html_close(&p->h);
}

void
page_report(struct page *p)
{
	struct page_question a;
	struct bw_json all, party;

	ask_for(p, &a, "check");
	if (!page_json(p, &a, &all))
		return;
	party = bw_json_get(all, "party");
	page_begin_company(p, party, page_word(p, "web.report.title"));
	page_p(p, "lead", "web.report.lead");
	file_link(p, page_id(p, party).p, "pdf", "web.report.pdf");
	page_p(p, "hint", "web.report.pdf-hint");
	file_link(p, page_id(p, party).p, "html", "web.report.html");
	page_p(p, "hint", "web.report.html-hint");
	page_end(p);
}

void
page_report_pdf(struct page *p)
{
	struct page_question a;

	ask_for(p, &a, "report");
	page_download(p, &a, "pdf", "application/pdf", "bolwerk-report.pdf");
}

void
page_report_html(struct page *p)
{
	struct page_question a;

	ask_for(p, &a, "report");
	page_download(
	    p, &a, "html", "text/html; charset=utf-8", "bolwerk-report.html");
}
