/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_parts.c - the parts that pages are put together from.
 */
#include "web/page.h"

void
page_p(struct page *p, const char *class_, const char *key)
{
	bw_html_leaf(&p->h, "p", class_, page_word(p, key));
}

void
page_h2(struct page *p, const char *id, const char *key)
{
	bw_html_open(&p->h, "h2");
	if (id != NULL)
		bw_html_attr_z(&p->h, "id", id);
	bw_html_text(&p->h, page_word(p, key));
	bw_html_close(&p->h);
}

void
page_badge(struct page *p, const char *class_, struct bw_str text)
{
	bw_html_leaf(
	    &p->h, "span", page_fmt(p, "data-badge %s", class_).p, text);
}

/* A colour is never the only sign: the word says it. */
void
page_level(struct page *p, struct bw_str level)
{
	static const char *const known[] = { "act", "plan", "know" };

	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_is(level, known[i]))
			page_badge(
			    p, known[i], page_word_of(p, "level", level));
}

void
page_certainty(struct page *p, struct bw_str certainty)
{
	if (certainty.n > 0)
		page_badge(p, "sure", page_word_of(p, "certainty", certainty));
}

void
page_notice(struct page *p, const char *class_, struct bw_str text)
{
	bw_html_open_class(&p->h, "div", page_fmt(p, "alert %s", class_).p);
	bw_html_leaf(&p->h, "p", NULL, text);
	bw_html_close(&p->h);
}

/* What scrolls by keyboard is a region with a name: the second of that name
 * is told apart by a number (ARIA landmarks are unique). */
static void
region(struct page *p, const char *word)
{
	size_t same = 1;

	for (size_t i = 0; i < p->n_region; i++)
		same += strcmp(p->region[i], word) == 0;
	if (p->n_region < BW_LEN(p->region))
		p->region[p->n_region++] = word;
	bw_html_attr_z(&p->h, "role", "region");
	bw_html_attr_z(&p->h, "tabindex", "0");
	bw_html_attr(&p->h, "aria-label",
	    same == 1
		? page_word(p, word)
		: page_fmt(p, "%.*s %zu", BW_ARG(page_word(p, word)), same));
}

void
page_table(
    struct page *p, const char *caption, const char *const *column, size_t n)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "table-box");
	region(p, caption);
	bw_html_open_class(h, "table", "table");
	bw_html_leaf(h, "caption", NULL, page_word(p, caption));
	bw_html_open(h, "thead");
	bw_html_open(h, "tr");
	for (size_t i = 0; i < n; i++) {
		bw_html_open(h, "th");
		bw_html_attr_z(h, "scope", "col");
		bw_html_text(h, page_word(p, column[i]));
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
	bw_html_open(h, "tbody");
}

void
page_row(struct page *p)
{
	bw_html_open(&p->h, "tr");
}

/* On a narrow screen a row is a block, and each cell names its column. */
void
page_open_cell(struct page *p, const char *column, bool header)
{
	bw_html_open(&p->h, header ? "th" : "td");
	if (header)
		bw_html_attr_z(&p->h, "scope", "row");
	bw_html_attr(&p->h, "data-label", page_word(p, column));
}

void
page_cell(struct page *p, const char *column, struct bw_str text)
{
	page_open_cell(p, column, false);
	if (text.n > 0) /* an empty one is left out on a narrow screen */
		bw_html_leaf(&p->h, "bdi", NULL, text);
	bw_html_close(&p->h);
}

void
page_head_cell(struct page *p, const char *column, struct bw_str text)
{
	page_open_cell(p, column, true);
	bw_html_leaf(&p->h, "bdi", NULL, text);
	bw_html_close(&p->h);
}

void
page_row_end(struct page *p)
{
	bw_html_close(&p->h);
}

void
page_table_end(struct page *p)
{
	bw_html_close(&p->h); /* tbody */
	bw_html_close(&p->h); /* table */
	bw_html_close(&p->h); /* box */
}

/* A party leads to its page, a stack to this page with it opened. */
static bool
to_company(void *ctx, const char *what, struct bw_str value, struct bw_url *url)
{
	struct page *p = ctx;

	bw_url_release(url);
	if (strcmp(what, "party") == 0) {
		page_to(p, url, "company", page_fmt(p, "%.*s", BW_ARG(value)).p,
		    NULL);
		return true;
	}
	page_again(p, url, NULL);
	bw_url_param(url, "open", value);
	bw_url_place(url, "drawing");
	return true;
}

void
page_drawing(struct page *p, struct bw_str svg, const char *prefix)
{
	struct bw_err err = BW_ERR_INIT;

	if (svg.n == 0)
		return;
	bw_html_open_class(&p->h, "div", "drawing-box");
	region(p, "web.drawing");
	if (bw_html_drawing(&p->h, svg, prefix, to_company, p, &err) != 0)
		page_notice(p, "plan", page_word(p, "web.no-drawing"));
	bw_html_close(&p->h);
}

void
page_pair(struct page *p, const char *word, struct bw_str text)
{
	if (text.n == 0)
		return;
	bw_html_open(&p->h, "div");
	bw_html_leaf(&p->h, "dt", NULL, page_word(p, word));
	bw_html_open(&p->h, "dd");
	bw_html_leaf(&p->h, "bdi", NULL, text);
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}
