/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page.c - the page at /: what is here, for who comes with a browser.
 */
#include "report/html.h"
#include "web/app_priv.h"

struct here {
	const char *path, *word;
	bool get; /* a browser can go there */
};

static void
address(struct bw_html *h, enum bw_lang lang, const struct here *at)
{
	bw_html_open(h, "li");
	bw_html_open(h, at->get ? "a" : "span");
	if (at->get)
		bw_html_path(h, at->path);
	bw_html_leaf(h, "code", NULL, bw_str_of(at->get ? "GET" : "POST"));
	bw_html_text(h, BW_STR(" "));
	bw_html_leaf(h, "code", NULL, bw_str_of(at->path));
	bw_html_close(h);
	bw_html_text(h, BW_STR(": "));
	bw_html_text(h, bw_word(lang, at->word));
	bw_html_close(h);
}

static void
head(struct bw_html *h)
{
	bw_html_open(h, "head");
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "charset", "utf-8");
	bw_html_close(h);
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "name", "viewport");
	bw_html_attr_z(h, "content", "width=device-width");
	bw_html_close(h);
	bw_html_leaf(h, "title", NULL, BW_STR("Bolwerk"));
	bw_html_close(h);
}

void
app_page(struct bw_app *a, struct bw_response *r)
{
	static const struct here all[] = {
		{ "/api/v1/validate", "web.page.validate", false },
		{ "/api/v1/tests", "web.page.tests", true },
		{ "/health", "web.page.health", true },
		{ "/metrics", "web.page.metrics", true },
	};
	struct bw_html h;

	bw_response_ok(r, "text/html; charset=utf-8");
	bw_html_page(&h, &r->body, r->lang == BW_NL ? "nl" : "en");
	head(&h);
	bw_html_open(&h, "body");
	bw_html_open(&h, "main");
	bw_html_open(&h, "h1");
	bw_html_text(&h, BW_STR("Bolwerk "));
	bw_html_text(&h, bw_str_of(a->opt.version));
	bw_html_close(&h);
	bw_html_leaf(&h, "p", NULL, bw_word(r->lang, "web.page.lead"));
	bw_html_open(&h, "ul");
	for (size_t i = 0; i < BW_LEN(all); i++)
		address(&h, r->lang, &all[i]);
	bw_html_close(&h);
	bw_html_leaf(&h, "p", NULL, bw_word(r->lang, "web.page.more"));
	bw_html_finish(&h);
}
