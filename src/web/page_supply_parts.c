/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_parts.c - what the pages about materials share: names, figures
 * in print, bars, sources.
 */
#include "model/ref.h"
#include "supply/supply_tell.h"
#include "web/page_supply.h"
#include <math.h>

const char *
mat_z(struct bw_str s)
{
	return s.p != NULL ? s.p : "";
}

struct bw_str
mat_str(struct bw_json v, const char *key)
{
	return bw_json_str(bw_json_get(v, key));
}

double
mat_num(struct bw_json v, const char *key)
{
	double out;

	return bw_json_f64(bw_json_get(v, key), &out) ? out : (double)NAN;
}

bool
mat_is(struct bw_json v, const char *key, const char *text)
{
	return bw_str_is(mat_str(v, key), text);
}

/* ---- materials ----------------------------------------------------------- */
struct bw_str
mat_name(struct page *p, struct bw_str code)
{
	const struct bw_ref_item *m = bw_ref_material(code);

	return m != NULL ? m->name.in[p->lang] : code;
}

struct bw_str
mat_title(struct page *p, struct bw_str text)
{
	struct bw_str s = bw_arena_dup(&p->arena, text);

	if (s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z')
		((char *)(uintptr_t)s.p)[0] = (char)(s.p[0] - 'a' + 'A');
	return s;
}

void
mat_to(struct page *p, struct bw_url *u, struct bw_str code, const char *below)
{
	page_to(p, u, "supply", "material",
	    mat_z(page_fmt(p, "%.*s", BW_ARG(code))), below, NULL);
}

void
mat_link(struct page *p, struct bw_str code)
{
	struct bw_url u;

	mat_to(p, &u, code, NULL);
	page_a(p, &u, NULL, mat_name(p, code));
}

void
mat_country_link(struct page *p, struct bw_str code)
{
	struct bw_url u;

	if (bw_ref_country(code) == NULL) {
		bw_html_leaf(&p->h, "bdi", NULL, page_country(p, code));
		return;
	}
	page_to(p, &u, "supply", "country",
	    mat_z(page_fmt(p, "%.*s", BW_ARG(code))), NULL);
	page_a(p, &u, NULL, page_country(p, code));
}

struct bw_str
mat_country_name(struct page *p, struct bw_str code)
{
	return bw_str_is(code, "EU") ? page_word(p, "supply.crit.union")
				     : page_country(p, code);
}

void
mat_trade_notes(struct page *p, struct bw_json all)
{
	struct bw_str rule = mat_str(all, "rule");

	if (bw_json_bool(bw_json_get(all, "passes_through"), false))
		page_notice(
		    p, "plan", page_word(p, "web.supply.passes-through"));
	if (rule.n > 0)
		bw_html_leaf(&p->h, "p", "hint",
		    PAGE_FILLED(p, "web.supply.rule", { "rule", rule }));
}

void
mat_list_badge(struct page *p, struct bw_str list)
{
	if (bw_str_is(list, "strategic") || bw_str_is(list, "critical"))
		page_badge(p, bw_str_is(list, "strategic") ? "plan" : "know",
		    page_word_of(p, "web.supply.list", list));
}

void
mat_tabs(struct page *p, struct bw_str code, const char *here)
{
	static const struct {
		const char *below, *word;
	} tab[] = { { NULL, "web.supply.tab.material" },
		{ "whatif", "web.supply.tab.whatif" },
		{ "partners", "web.supply.tab.partners" } };
	struct bw_html *h = &p->h;
	struct path_steps none;
	struct bw_url u;

	bw_html_open_class(h, "nav", "tabs");
	bw_html_attr(h, "aria-label", page_word(p, "web.supply.tab.label"));
	bw_html_open(h, "ul");
	for (size_t i = 0; i < BW_LEN(tab); i++) {
		if (tab[i].below != NULL &&
		    web_page_of(
			page_fmt(p, "/supply/material/x/%s", tab[i].below),
			&none) == NULL)
			continue;
		mat_to(p, &u, code, tab[i].below);
		bw_html_open(h, "li");
		bw_html_open(h, "a");
		bw_html_to(h, "href", &u);
		if (here == tab[i].below ||
		    (here != NULL && tab[i].below != NULL &&
			strcmp(here, tab[i].below) == 0))
			bw_html_attr_z(h, "aria-current", "page");
		bw_html_text(h, page_word(p, tab[i].word));
		bw_html_close(h);
		bw_html_close(h);
		bw_url_release(&u);
	}
	bw_html_close(h);
	bw_html_close(h);
}

/* ---- figures in print ---------------------------------------------------- */
struct bw_str
mat_number(struct page *p, double v, int decimals)
{
	struct bw_str s;
	char *point;

	if (!isfinite(v))
		return BW_STR("");
	s = page_fmt(p, "%.*f", decimals, v);
	point = s.p != NULL ? memchr((char *)(uintptr_t)s.p, '.', s.n) : NULL;
	if (point != NULL && p->lang == BW_NL)
		*point = ',';
	return s;
}

struct bw_str
mat_range(struct page *p, double lo, double hi, int decimals)
{
	struct bw_str from = mat_number(p, lo, decimals);
	struct bw_str to = mat_number(p, hi, decimals);

	if (from.n == 0 || to.n == 0 || bw_str_eq(from, to))
		return to;
	return page_fmt(p, "%.*s\u2013%.*s", BW_ARG(from), BW_ARG(to));
}

struct bw_str
mat_between(struct page *p, struct bw_json range, double by, int decimals)
{
	return mat_range(p, mat_num(range, "min") * by,
	    mat_num(range, "max") * by, decimals);
}

struct bw_str
mat_amount(struct page *p, double v)
{
	struct bw_str s = page_fmt(p, "%.0f", v);
	char text[64];
	size_t n = 0;

	if (!isfinite(v))
		return BW_STR("");
	if (fabs(v) < 100 && v != floor(v))
		return mat_number(p, v, 1);
	if (s.n > 24)
		return s;
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0 && (s.n - i) % 3 == 0 && s.p[i - 1] != '-')
			text[n++] = p->lang == BW_NL ? '.' : ',';
		text[n++] = s.p[i];
	}
	return bw_arena_dup(&p->arena, (struct bw_str){ text, n });
}

struct bw_str
mat_unit(struct page *p, struct bw_str unit)
{
	return tell_unit(unit).in[p->lang];
}

struct bw_str
mat_year(struct page *p, struct bw_json v)
{
	int64_t year = 0;

	return bw_json_i64(bw_json_get(v, "year"), &year) && year != 0
	    ? page_fmt(p, "%lld", (long long)year)
	    : BW_STR("");
}

/* ---- cells --------------------------------------------------------------- */
void
mat_cell(struct page *p, const char *column, struct bw_str text)
{
	bool figure = text.n > 0 && text.n < 24 && text.p[0] >= '0' &&
	    text.p[0] <= '9'; /* 0,20-0,21 stays on one line */

	page_open_cell(p, column, false);
	if (text.n > 0)
		bw_html_leaf(&p->h, "bdi", figure ? "figure" : NULL, text);
	bw_html_close(&p->h);
}

/* From 0 to `lo` full, from there to `hi` open: what may be. */
static void
bar(struct page *p, double lo, double hi)
{
	const long from = lround(fmin(fmax(lo, 0), 1) * 1000);
	const long to = lround(fmin(fmax(hi, 0), 1) * 1000);
	const struct {
		const char *class_;
		long width;
	} part[] = { { "track", 1000 }, { "may", to }, { "full", from } };
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "svg", "share");
	bw_html_attr_z(h, "viewBox", "0 0 1000 10");
	bw_html_attr_z(h, "preserveAspectRatio", "none");
	bw_html_attr_z(h, "aria-hidden", "true");
	for (size_t i = 0; i < BW_LEN(part); i++) {
		bw_html_open_class(h, "rect", part[i].class_);
		bw_html_attr_i(h, "width", part[i].width);
		bw_html_attr_z(h, "height", "10");
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
bar_cell(struct page *p, const char *column, double lo, double hi,
    struct bw_str text)
{
	page_open_cell(p, column, false);
	if (isfinite(lo) && isfinite(hi)) {
		bw_html_open_class(&p->h, "span", "with-bar");
		bar(p, lo, hi);
		bw_html_leaf(&p->h, "span", "number", text);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

void
mat_share_cell(struct page *p, const char *column, double lo, double hi)
{
	bar_cell(p, column, lo, hi,
	    page_fmt(
		p, "%.*s %%", BW_ARG(mat_range(p, lo * 100, hi * 100, 1))));
}

void
mat_amount_cell(struct page *p, const char *column, double amount, double share)
{
	bar_cell(p, column, share, share, mat_amount(p, amount));
}

void
mat_source_cell(struct page *p, const char *column, struct bw_json v)
{
	struct bw_str ref = mat_str(v, "ref");
	int64_t source = 0, line = 0;

	bw_json_i64(bw_json_get(v, "source"), &source);
	bw_json_i64(bw_json_get(v, "line"), &line);
	if (ref.n == 0 && source != 0)
		ref = PAGE_FILLED(p, "web.supply.place",
		    { "source", page_fmt(p, "%lld", (long long)source) },
		    { "line", page_fmt(p, "%lld", (long long)line) });
	page_open_cell(p, column, false);
	if (ref.n > 0)
		bw_html_leaf(&p->h, "span", "place", ref);
	bw_html_close(&p->h);
}

void
mat_source(struct page *p, const char *word, struct bw_json source)
{
	struct bw_str name = mat_str(source, "publisher");

	if (name.n == 0)
		name = mat_str(source, "name");
	if (name.n > 0)
		bw_html_leaf(&p->h, "p", "place",
		    PAGE_FILLED(p, word, { "source", name }));
}

void
mat_fact(struct page *p, const char *word, struct bw_str text)
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

void
mat_made_heading(struct page *p, struct bw_json made)
{
	struct bw_str type = mat_str(made, "type");

	bw_html_open(&p->h, "h2");
	bw_html_leaf(&p->h, "bdi", NULL,
	    page_fmt(p, "%.*s, %.*s, %.*s%s%.*s",
		BW_ARG(mat_title(
		    p, page_word_of(p, "stage", mat_str(made, "stage")))),
		BW_ARG(mat_year(p, made)),
		BW_ARG(mat_unit(p, mat_str(made, "unit"))),
		type.n > 0 ? ": " : "", BW_ARG(type)));
	bw_html_close(&p->h);
}

/* ---- forms --------------------------------------------------------------- */
void
mat_select(struct page *p, const char *name, const char *label,
    const struct mat_option *option, size_t n, struct bw_str chosen)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr(h, "for", page_fmt(p, "f-%s", name));
	bw_html_text(h, page_word(p, label));
	bw_html_close(h);
	bw_html_open(h, "select");
	bw_html_attr(h, "id", page_fmt(p, "f-%s", name));
	bw_html_attr_z(h, "name", name);
	for (size_t i = 0; i < n; i++) {
		bw_html_open(h, "option");
		bw_html_attr(h, "value", option[i].value);
		if (bw_str_eq(chosen, option[i].value))
			bw_html_attr_z(h, "selected", "selected");
		bw_html_text(h, option[i].text);
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

/* ---- the same for programs ----------------------------------------------- */
void
mat_api(struct bw_url *u, struct bw_str code, const char *below)
{
	bw_url_begin(u);
	bw_url_step(u, BW_STR("v1"));
	bw_url_step(u, BW_STR("materials"));
	bw_url_step(u, code);
	if (below != NULL)
		bw_url_step(u, bw_str_of(below));
}

void
mat_data(struct page *p, struct bw_url *u)
{
	static const char *const form[] = { "JSON", "CSV" };

	bw_html_open_class(&p->h, "p", "data");
	bw_html_text(&p->h, page_word(p, "web.data"));
	for (size_t i = 0; i < BW_LEN(form); i++) {
		if (i == 1)
			bw_url_param(u, "format", BW_STR("csv"));
		bw_html_text(&p->h, BW_STR(" "));
		bw_html_open(&p->h, "a");
		bw_html_to(&p->h, "href", u);
		bw_html_text(&p->h, bw_str_of(form[i]));
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
	bw_url_release(u);
}

/* ---- what-if ------------------------------------------------------------- */
const struct mat_indicator mat_indicators[] = {
	{ "left", "web.supply.left", NULL, 100, 1 },
	{ "top_share", "web.supply.top", "top_country", 100, 1 },
	{ "top3_share", "web.supply.top3", NULL, 100, 1 },
	{ "top_outside_eu_share", "web.supply.abroad", "top_outside_eu", 100,
	    1 },
	{ "hhi", "web.supply.hhi", NULL, 1, 2 },
	{ "effective_suppliers", "web.supply.effective", NULL, 1, 1 },
	{ "hhi_wgi", "web.supply.wgi", NULL, 1, 1 },
	{ "left_without_top", "web.supply.n1-left", NULL, 100, 1 },
	{ "hhi_without_top", "web.supply.n1-hhi", NULL, 1, 2 },
};
const size_t mat_n_indicators = BW_LEN(mat_indicators);

struct bw_str
mat_indicator_text(
    struct page *p, const struct mat_indicator *i, struct bw_json indicators)
{
	struct bw_str s =
	    mat_between(p, bw_json_get(indicators, i->key), i->by, i->decimals);
	struct bw_str who =
	    i->country != NULL ? mat_str(indicators, i->country) : BW_STR("");

	if (s.n > 0 && i->by > 1)
		s = page_fmt(p, "%.*s %%", BW_ARG(s));
	return s.n > 0 && who.n > 0
	    ? page_fmt(p, "%.*s %.*s", BW_ARG(page_country(p, who)), BW_ARG(s))
	    : s;
}

/* 1.000 or 1,000 may be a thousand or one: three digits behind a sign are
 * read as thousands, as both languages print them. */
bool
mat_amount_of(struct page *p, struct bw_str text, struct bw_str *out)
{
	char to[40];
	size_t n = 0, point = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (n + 2 >= sizeof(to) || (c == '%' && i + 1 < text.n))
			return false;
		if (c == ' ')
			continue;
		if (c == '.' || c == ',') {
			size_t digits = 0;

			while (i + 1 + digits < text.n &&
			    text.p[i + 1 + digits] >= '0' &&
			    text.p[i + 1 + digits] <= '9')
				digits++;
			if (digits == 3 && n > 0 && to[0] != '0' && point == 0)
				continue;
			if (digits == 0 || point++ > 0)
				return false;
			c = '.';
		} else if ((c < '0' || c > '9') && c != '%') {
			return false;
		}
		to[n++] = c;
	}
	*out = bw_arena_dup(&p->arena, (struct bw_str){ to, n });
	return n > 0 && to[0] >= '0' && to[0] <= '9';
}

void
mat_refused(struct page *p, const char *word)
{
	struct bw_str why = page_why_not(p);

	bw_html_open_class(&p->h, "div", "alert plan");
	bw_html_attr_z(&p->h, "role", "alert");
	bw_html_leaf(&p->h, "p", NULL, page_word(p, word));
	if (why.n > 0) {
		bw_html_open_class(&p->h, "p", "detail");
		bw_html_leaf(&p->h, "code", NULL, why);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}
