/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_compare.c - materials side by side: a row for each figure, a
 * column for each material.
 */
#include "web/page_supply.h"
#include <math.h>

#define MOST 7u /* what one question can hold, and a table shows */

struct compared {
	const char *part, *what, *word;
	double by;
	int decimals;
	const char *unit;
	bool each_stage; /* there is one for mining, one for processing */
};
static const struct compared compared[] = {
	{ "production", "largest", "web.supply.top", 1, 1, " %", true },
	{ "production", "hhi", "web.supply.hhi", 1, 2, "", true },
	{ "production", "hhi-governance", "web.supply.wgi", 1, 1, "", true },
	{ "production", "effective-suppliers", "web.supply.effective", 1, 1, "",
	    true },
	{ "eu-sourcing", "largest", "web.supply.eu-source", 1, 1, " %", true },
	{ "score", "supply-risk", "web.supply.sr", 1, 1, "", false },
	{ "score", "economic-importance", "web.supply.ei", 1, 1, "", false },
	{ "score", "critical", "web.supply.col.critical", 1, 0, "", false },
	{ "score", "rank", "web.supply.col.rank", 1, 0, "", false },
	{ "score", "eol-recycling", "web.supply.eol", 1, 0, " %", false },
};
static const char *const stages[] = { "mine", "refine", "part" };

static struct bw_str
print(struct page *p, const struct compared *c, struct bw_json f)
{
	double value = mat_num(f, "value");
	struct bw_str text = mat_str(f, "text"), year = mat_year(p, f), s;

	if (strcmp(c->what, "critical") == 0)
		s = page_word_of(p, "supply.crit.reach", text);
	else if (isfinite(value) && strcmp(c->what, "rank") != 0)
		s = mat_number(p, value, c->decimals);
	else
		s = mat_range(
		    p, mat_num(f, "min"), mat_num(f, "max"), c->decimals);
	if (s.n == 0)
		return s;
	if (strcmp(c->what, "largest") == 0)
		s = page_fmt(
		    p, "%.*s %.*s", BW_ARG(page_country(p, text)), BW_ARG(s));
	return page_fmt(p, "%.*s%s%s%.*s%s", BW_ARG(s), c->unit,
	    year.n > 0 ? " (" : "", BW_ARG(year), year.n > 0 ? ")" : "");
}

/* The newest figure that is known: the list has the newest first. */
static struct bw_str
figure(struct page *p, struct bw_json material, const struct compared *c,
    const char *stage)
{
	struct bw_json_each it = bw_json_each(bw_json_get(material, "figures"));
	struct bw_str s;

	while (bw_json_step(&it)) {
		if (!mat_is(it.value, "part", c->part) ||
		    !mat_is(it.value, "what", c->what) ||
		    (c->each_stage && !mat_is(it.value, "stage", stage)))
			continue;
		if ((s = print(p, c, it.value)).n > 0)
			return s;
	}
	return BW_STR("");
}

static bool
told(struct page *p, struct bw_json materials, const struct compared *c,
    const char *stage)
{
	struct bw_json_each it = bw_json_each(materials);

	while (bw_json_step(&it))
		if (figure(p, it.value, c, stage).n > 0)
			return true;
	return false;
}

/* The word of a column is the name of its material: no key of words. */
static void
cell(struct page *p, struct bw_str material, struct bw_str text)
{
	bw_html_open(&p->h, "td");
	bw_html_attr(&p->h, "data-label", mat_name(p, material));
	if (text.n > 0)
		bw_html_leaf(&p->h, "bdi", NULL, text);
	bw_html_close(&p->h);
}

static void
row(struct page *p, struct bw_json materials, const struct compared *c,
    const char *stage)
{
	struct bw_json_each it = bw_json_each(materials);
	struct bw_str what = page_word(p, c->word);

	if (!told(p, materials, c, stage))
		return;
	if (c->each_stage)
		what = page_fmt(p, "%.*s, %.*s", BW_ARG(what),
		    BW_ARG(page_word_of(p, "stage", bw_str_of(stage))));
	page_row(p);
	page_head_cell(p, "web.supply.col.figure", what);
	while (bw_json_step(&it))
		cell(p, mat_str(it.value, "material"),
		    figure(p, it.value, c, stage));
	page_row_end(p);
}

static void
head_row(struct page *p, struct bw_json materials)
{
	struct bw_json_each it = bw_json_each(materials);
	struct bw_html *h = &p->h;

	bw_html_open(h, "thead");
	bw_html_open(h, "tr");
	bw_html_open(h, "th");
	bw_html_attr_z(h, "scope", "col");
	bw_html_text(h, page_word(p, "web.supply.col.figure"));
	bw_html_close(h);
	while (bw_json_step(&it)) {
		bw_html_open(h, "th");
		bw_html_attr_z(h, "scope", "col");
		mat_link(p, mat_str(it.value, "material"));
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

static void
list_row(struct page *p, struct bw_json materials)
{
	struct bw_json_each it = bw_json_each(materials);

	page_row(p);
	page_head_cell(
	    p, "web.supply.col.figure", page_word(p, "web.supply.col.list"));
	while (bw_json_step(&it))
		cell(p, mat_str(it.value, "material"),
		    page_word_of(
			p, "web.supply.list", mat_str(it.value, "eu_list")));
	page_row_end(p);
}

static void
table(struct page *p, struct bw_json materials)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "table-box");
	bw_html_attr_z(h, "role", "region");
	bw_html_attr(h, "aria-label", page_word(p, "web.supply.compare-title"));
	bw_html_attr_z(h, "tabindex", "0");
	bw_html_open_class(h, "table", "table");
	bw_html_leaf(
	    h, "caption", NULL, page_word(p, "web.supply.compare-about"));
	head_row(p, materials);
	bw_html_open(h, "tbody");
	list_row(p, materials);
	for (size_t i = 0; i < BW_LEN(compared); i++)
		for (size_t s = 0; s < BW_LEN(stages); s++)
			if (compared[i].each_stage)
				row(p, materials, &compared[i], stages[s]);
			else if (s == 0)
				row(p, materials, &compared[i], "");
	page_table_end(p);
}

void
page_compare(struct page *p)
{
	struct bw_json all = { 0 };
	struct page_question a;
	struct bw_url u;
	size_t n = 0;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("compare"));
	for (size_t i = 0; i < p->query.n; i++)
		if (bw_str_is(p->query.field[i].name, "material") &&
		    p->query.field[i].value.n > 0 && n++ < MOST)
			page_place(p, &a, p->query.field[i].value);
	if (n >= 2)
		all = page_json_maybe(p, &a);
	page_begin(p, page_word(p, "web.supply.compare-title"));
	if (n < 2)
		page_notice(p, "know", page_word(p, "web.supply.choose-two"));
	else if (bw_json_type(all) == BW_JSON_NONE)
		mat_refused(p, "web.supply.no-compare");
	else
		table(p, bw_json_get(all, "materials"));
	if (n > MOST)
		page_notice(p, "know",
		    PAGE_FILLED(p, "web.supply.choose-less",
			{ "n", page_fmt(p, "%u", MOST) }));
	page_to(p, &u, "supply", NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL, page_word(p, "web.supply.back"));
	bw_html_close(&p->h);
	page_end(p);
}
