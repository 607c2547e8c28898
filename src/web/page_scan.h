/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_scan.h - what the pages of the scan share.
 *
 * Nothing is kept here: the state (scan/state.h) travels in a hidden field of
 * every form, as the file that its owner can download. One address, one POST:
 * what the visitor said goes into the state, `go` tells which page comes next.
 * The questionnaire is read once, when the server starts; a page of the scan
 * asks nothing of a world, unless a company was chosen.
 */
#ifndef BW_PAGE_SCAN_H
#define BW_PAGE_SCAN_H
#include "scan/result.h"
#include "web/pages.h"

struct scan_page {
	struct page *p;
	const struct bw_scan *q;
	struct bw_scan_state s;
	struct bw_scan_result r;
	bool ask[BW_SCAN_QUESTIONS];
	bool no_reason[BW_SCAN_QUESTIONS]; /* "not applicable", without one */
	size_t at;                         /* which page of questions */
	struct bw_str party;               /* its number, or empty */
	struct bw_json known;              /* proposals, when there is one */
	bool begun;                        /* the head of the page is written */
	bool has_before;
	struct bw_scan_state before;
	struct bw_scan_result r_before;
	const char *wrong_file; /* word for a file that was none, or NULL */
};

/* Pages of questions: every theme, or for the quick scan two. */
size_t scan_pages(const struct scan_page *c);
size_t scan_page_of(const struct scan_page *c, size_t question);
static inline struct bw_str
scan_in(const struct scan_page *c, struct bw_text t)
{
	return t.in[c->p->lang];
}
/* The form of the scan with all that it carries; open. */
void scan_form(struct scan_page *c, bool with_file);
/* <button name="go" value="...">; word: its text. */
void scan_go(
    struct scan_page *c, const char *value, const char *word, bool secondary);

void scan_start(struct scan_page *c);     /* page_scan.c */
void scan_questions(struct scan_page *c); /* page_scan_ask.c */
void scan_plan(struct scan_page *c);      /* page_scan_plan.c */
/* page_scan_standing.c: scores, and then and now. */
void scan_standing(struct scan_page *c);
void scan_changed(struct scan_page *c);

#endif
