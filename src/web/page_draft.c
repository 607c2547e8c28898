/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_draft.c - a draft of the notification: to read and print, and as a file.
 *
 * The program writes it as Markdown (law_draft.c); the page knows just what is
 * used there: headings, two levels of items, bold.
 */
#include "web/deal.h"
#include "web/pages.h"

static struct bw_str
draft(struct page *p, bool *ready)
{
	struct page_question a;
	struct deal_asked d;

	deal_read(p, &d);
	*ready = d.ready;
	if (!d.ready)
		return (struct bw_str){ 0 };
	deal_question(p, &d, true, &a);
	return page_drawn(p, &a, "draft");
}

/* Text with **bold** in it. */
static void
inline_text(struct page *p, struct bw_str s)
{
	ptrdiff_t at;

	while ((at = bw_str_find(s, BW_STR("**"))) >= 0) {
		ptrdiff_t end = bw_str_find(
		    bw_str_sub(s, (size_t)at + 2, s.n), BW_STR("**"));

		if (end < 0)
			break;
		bw_html_text(&p->h, bw_str_sub(s, 0, (size_t)at));
		bw_html_leaf(&p->h, "strong", NULL,
		    bw_str_sub(s, (size_t)at + 2, (size_t)end));
		s = bw_str_sub(s, (size_t)(at + 2 + end + 2), s.n);
	}
	bw_html_text(&p->h, s);
}

struct list { /* lists that are open, and items */
	unsigned depth;
};

static void
close_lists(struct page *p, struct list *l, unsigned depth)
{
	while (l->depth > depth) {
		bw_html_close(&p->h); /* li */
		bw_html_close(&p->h); /* ul */
		l->depth--;
	}
}

static void
item(struct page *p, struct list *l, unsigned depth, struct bw_str s)
{
	if (depth > l->depth + 1)
		depth = l->depth + 1;
	close_lists(p, l, depth);
	if (l->depth == depth)
		bw_html_close(&p->h); /* the li before */
	else
		bw_html_open_class(&p->h, "ul", "reasons");
	l->depth = depth;
	bw_html_open(&p->h, "li");
	inline_text(p, s);
}

static void
line(struct page *p, struct list *l, struct bw_str s)
{
	struct bw_str t = bw_str_trim(s);

	if (bw_str_starts(t, BW_STR("- "))) {
		item(p, l, s.p[0] == ' ' ? 2 : 1, bw_str_sub(t, 2, t.n));
		return;
	}
	if (t.n == 0)
		return;
	close_lists(p, l, 0);
	if (bw_str_starts(t, BW_STR("# ")))
		return; /* the page has that title */
	bw_html_open(&p->h, bw_str_starts(t, BW_STR("## ")) ? "h2" : "p");
	inline_text(
	    p, bw_str_starts(t, BW_STR("## ")) ? bw_str_sub(t, 3, t.n) : t);
	bw_html_close(&p->h);
}

void
page_draft(struct page *p)
{
	bool ready;
	struct bw_str all = draft(p, &ready), one;
	struct list l = { 0 };
	struct bw_url u;

	if (all.n == 0) { /* the page before says what is the matter */
		deal_to(p, &u, "deal", ready ? "law" : NULL);
		page_see(p, &u);
		return;
	}
	page_begin(p, page_word(p, "web.draft.title"));
	bw_html_open_class(&p->h, "p", "no-print");
	deal_to(p, &u, "deal", "draft.md");
	page_a(p, &u, "button", page_word(p, "web.draft.download"));
	bw_html_text(&p->h, BW_STR(" "));
	deal_to(p, &u, "deal", "law");
	page_a(p, &u, "button secondary", page_word(p, "web.draft.back"));
	bw_html_close(&p->h);
	while (all.n > 0 && bw_str_cut(&all, '\n', &one))
		line(p, &l, one);
	close_lists(p, &l, 0);
	page_end(p);
}

void
page_draft_file(struct page *p)
{
	bool ready;
	struct bw_str all = draft(p, &ready);
	struct bw_url u;

	if (all.n == 0) {
		deal_to(p, &u, "deal", ready ? "law" : NULL);
		page_see(p, &u);
		return;
	}
	page_file(p, "text/markdown; charset=utf-8",
	    p->lang == BW_NL ? "melding-concept.md" : "notification-draft.md",
	    all);
}
