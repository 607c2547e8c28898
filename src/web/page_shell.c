/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_shell.c - what stands around every page.
 *
 * The parts are those of the NL Design System (skip link, page header,
 * navigation, breadcrumb, page footer) in a look of our own
 * (content/web/page.css).
 */
#include "web/api.h"
#include "web/assets.h"
#include "web/page.h"
#include <stdarg.h>

static void
sheet(struct page *p, const char *name)
{
	struct bw_url u;

	web_asset_to(p->app->assets, name, &u);
	bw_html_open(&p->h, "link");
	bw_html_attr_z(&p->h, "rel", "stylesheet");
	bw_html_to(&p->h, "href", &u);
	bw_html_close(&p->h);
	bw_url_release(&u);
}

/* For the tab of the browser, which else asks for /favicon.ico. */
static void
icon(struct page *p)
{
	struct bw_url u;

	web_asset_to(p->app->assets, "content/web/icon.svg", &u);
	bw_html_open(&p->h, "link");
	bw_html_attr_z(&p->h, "rel", "icon");
	bw_html_attr_z(&p->h, "type", "image/svg+xml");
	bw_html_to(&p->h, "href", &u);
	bw_html_close(&p->h);
	bw_url_release(&u);
}

static void
meta(struct page *p, const char *name, const char *content)
{
	bw_html_open(&p->h, "meta");
	bw_html_attr_z(&p->h, "name", name);
	bw_html_attr_z(&p->h, "content", content);
	bw_html_close(&p->h);
}

static void
head(struct page *p, struct bw_str title)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open(h, "head");
	bw_html_open(h, "meta");
	bw_html_attr_z(h, "charset", "utf-8");
	bw_html_close(h);
	meta(p, "viewport", "width=device-width, initial-scale=1");
	meta(p, "color-scheme", "light dark");
	bw_html_leaf(
	    h, "title", NULL, page_fmt(p, "%.*s - Bolwerk", BW_ARG(title)));
	sheet(p, "content/drawing.css");
	sheet(p, "content/web/page.css");
	icon(p);
	web_asset_to(p->app->assets, "content/web/page.js", &u);
	bw_html_module(h, &u);
	bw_url_release(&u);
	bw_html_close(h);
}

/* The same page in the other language. */
static void
other_language(struct page *p)
{
	bool nl = p->lang == BW_NL;
	struct bw_html *h = &p->h;
	struct bw_str path = p->q->path, one;
	struct bw_url u;

	bw_url_begin(&u);
	bw_url_step(&u, nl ? BW_STR("en") : BW_STR("nl"));
	bw_str_cut(&path, '/', &one);
	if (p->r->status < 400 && bw_str_cut(&path, '/', &one))
		while (bw_str_cut(&path, '/', &one)) {
			struct bw_str plain = one;

			if (path_decode(one, &p->arena, &plain, NULL) == 0)
				bw_url_step(&u, plain);
		}
	for (size_t i = 0; p->r->status < 400 && i < p->query.n; i++)
		bw_url_param(&u,
		    page_fmt(p, "%.*s", BW_ARG(p->query.field[i].name)).p,
		    p->query.field[i].value);
	bw_html_open_class(h, "a", "language");
	bw_html_to(h, "href", &u);
	bw_html_attr_z(h, "lang", nl ? "en" : "nl");
	bw_html_attr_z(h, "hreflang", nl ? "en" : "nl");
	bw_html_text(h, nl ? BW_STR("English") : BW_STR("Nederlands"));
	bw_html_close(h);
	bw_url_release(&u);
}

static void
nav_link(struct page *p, struct bw_url *u, const char *word, bool here)
{
	bw_html_open(&p->h, "li");
	bw_html_open(&p->h, "a");
	bw_html_to(&p->h, "href", u);
	if (here)
		bw_html_attr_z(&p->h, "aria-current", "page");
	bw_html_text(&p->h, page_word(p, word));
	bw_html_close(&p->h);
	bw_html_close(&p->h);
	bw_url_release(u);
}

/* The address of a page whose path has at most one {}. */
static void
page_of(struct page *p, const struct web_page *v, struct bw_str step,
    struct bw_url *u)
{
	struct bw_str path = bw_str_of(v->path + 1), one;

	page_to(p, u, NULL);
	while (bw_str_cut(&path, '/', &one))
		if (one.n > 0)
			bw_url_step(u, bw_str_is(one, "{}") ? step : one);
}

static void
navigation(struct page *p)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open_class(h, "nav", "page-nav");
	bw_html_attr(h, "aria-label", page_word(p, "web.nav.label"));
	bw_html_open(h, "ul");
	for (const struct web_page *v = web_pages; v->path != NULL; v++)
		if (v->nav != NULL) {
			page_of(p, v, (struct bw_str){ 0 }, &u);
			nav_link(p, &u, v->nav, v == p->view);
		}
	bw_html_close(h);
	bw_html_close(h);
}

/* On every page but those that are about searching. */
static void
search(struct page *p)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	page_to(p, &u, "search", NULL);
	bw_html_open_class(h, "form", "search");
	bw_html_to(h, "action", &u);
	bw_html_attr_z(h, "role", "search");
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "search");
	bw_html_attr_z(h, "name", "q");
	bw_html_attr(h, "aria-label", page_word(p, "web.search.label"));
	bw_html_attr(h, "placeholder", page_word(p, "web.search.label"));
	bw_html_close(h);
	bw_html_open(h, "button");
	bw_html_attr_z(h, "type", "submit");
	bw_html_text(h, page_word(p, "web.search.go"));
	bw_html_close(h);
	bw_html_close(h);
	bw_url_release(&u);
}

static void
banner(struct page *p)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open_class(h, "a", "skip-link");
	bw_html_link(h, BW_STR("main"));
	bw_html_text(h, page_word(p, "report.skip"));
	bw_html_close(h);
	bw_html_open_class(h, "header", "page-header");
	bw_html_open_class(h, "div", "inner");
	page_to(p, &u, NULL);
	page_a(p, &u, "brand", BW_STR("Bolwerk"));
	navigation(p);
	if (p->view == NULL || strcmp(p->view->path, "/") != 0)
		search(p);
	other_language(p);
	bw_html_close(h);
	bw_html_close(h);
}

static void
own_world(struct page *p)
{
	struct bw_url u;

	if (!p->own)
		return;
	page_to(p, &u, "files", NULL);
	bw_html_open_class(&p->h, "p", "own-world");
	bw_html_text(&p->h, page_word(p, "web.own-world"));
	bw_html_text(&p->h, BW_STR(" "));
	page_a(p, &u, NULL, page_word(p, "web.own-world-more"));
	bw_html_close(&p->h);
}

static void
open_main(struct page *p, struct bw_str title)
{
	struct bw_html *h = &p->h;

	if (p->r->status == 0) /* else it is a problem, and has its type */
		bw_response_ok(p->r, "text/html; charset=utf-8");
	bw_html_page(h, &p->r->body, p->lang == BW_NL ? "nl" : "en");
	head(p, title);
	bw_html_open(h, "body");
	banner(p);
	own_world(p);
	bw_html_open(h, "main");
	bw_html_attr_z(h, "id", "main");
	bw_html_attr_z(h, "tabindex", "-1");
}

void
page_begin(struct page *p, struct bw_str title)
{
	open_main(p, title);
	bw_html_leaf(&p->h, "h1", NULL, title);
}

static void
company_tabs(struct page *p, struct bw_str id)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_open_class(h, "nav", "tabs");
	bw_html_attr(h, "aria-label", page_word(p, "web.tab.label"));
	bw_html_open(h, "ul");
	for (const struct web_page *v = web_pages; v->path != NULL; v++)
		if (v->tab != NULL) {
			page_of(p, v, id, &u);
			nav_link(p, &u, v->tab, v == p->view);
		}
	bw_html_close(h);
	bw_html_close(h);
}

void
page_begin_company(struct page *p, struct bw_json party, struct bw_str title)
{
	struct bw_html *h = &p->h;
	struct bw_str name = page_name(p, party);

	open_main(p,
	    title.n > 0 ? page_fmt(p, "%.*s: %.*s", BW_ARG(name), BW_ARG(title))
			: name);
	if (title.n == 0) {
		bw_html_open(h, "h1");
		bw_html_leaf(h, "bdi", NULL, name);
		bw_html_close(h);
	} else {
		bw_html_open_class(h, "p", "of-company");
		bw_html_leaf(h, "bdi", NULL, name);
		bw_html_close(h);
		bw_html_leaf(h, "h1", NULL, title);
	}
	company_tabs(p, page_id(p, party));
}

/* A parameter of the page as the API calls it; NULL: it has none. */
static const char *
api_name(const struct api_row *row, struct bw_str name)
{
	const struct api_param *a = row != NULL ? row->param : NULL;

	for (; a != NULL && a->name != NULL; a++)
		if (bw_str_is(name, a->name) ||
		    (a->option != NULL && bw_str_is(name, a->option)))
			return a->name;
	return NULL;
}

static void
data_link(struct page *p, va_list step, bool csv)
{
	const struct api_row *row;
	struct path_steps steps;
	struct bw_buf path = { 0 };
	struct bw_url u;
	const char *z, *name;

	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("v1"));
	while ((z = va_arg(step, const char *)) != NULL) {
		bw_url_step(&u, bw_str_of(z));
		bw_buf_fmt(&path, "%s%s", path.n > 0 ? "/" : "", z);
	}
	row = api_row_of(bw_buf_get(&path), &steps);
	bw_buf_release(&path);
	for (size_t i = 0; i < p->query.n; i++) {
		name = api_name(row, p->query.field[i].name);
		if (name != NULL && !page_is_wrong(p, p->query.field[i].name))
			bw_url_param(&u, name, p->query.field[i].value);
	}
	if (csv)
		bw_url_param(&u, "format", BW_STR("csv"));
	page_a(p, &u, NULL, csv ? BW_STR("CSV") : BW_STR("JSON"));
}

void
page_data(struct page *p, int csv, ...)
{
	va_list step;

	bw_html_open_class(&p->h, "p", "data");
	bw_html_text(&p->h, page_word(p, "web.data"));
	for (int i = 0; i < (csv ? 2 : 1); i++) {
		bw_html_text(&p->h, BW_STR(" "));
		va_start(step, csv);
		data_link(p, step, i == 1);
		va_end(step);
	}
	bw_html_close(&p->h);
}

void
page_end(struct page *p)
{
	struct bw_html *h = &p->h;
	struct bw_url u;

	bw_html_close(h); /* main */
	bw_html_open_class(h, "footer", "page-footer");
	bw_html_open_class(h, "div", "inner");
	bw_html_leaf(h, "p", NULL, page_word(p, "report.no-advice"));
	bw_html_open(h, "p");
	page_to(p, &u, "about", NULL);
	page_a(p, &u, NULL, page_word(p, "web.about.title"));
	bw_html_text(h, page_fmt(p, " - Bolwerk %s", p->app->opt.version));
	bw_html_close(h);
	bw_html_finish(h);
}
