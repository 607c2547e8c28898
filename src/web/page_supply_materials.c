/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_materials.c - all materials of an EU study by supply risk, to
 * filter, to open and to lay beside each other.
 */
#include "model/ref.h"
#include "web/page_supply.h"

/* ---- which ones ---------------------------------------------------------- */
static bool
contains(struct bw_str text, struct bw_str part)
{
	for (size_t i = 0; i + part.n <= text.n; i++)
		if (bw_str_eq_nocase(bw_str_sub(text, i, part.n), part))
			return true;
	return part.n == 0;
}

static bool
wanted(struct page *p, struct bw_json m)
{
	struct bw_str code = mat_str(m, "material"), q = page_param(p, "q");
	struct bw_str list = page_param(p, "list");
	const struct bw_ref_item *item = bw_ref_material(code);

	if ((bw_str_is(list, "strategic") || bw_str_is(list, "critical") ||
		bw_str_is(list, "unlisted")) &&
	    !bw_str_eq(list, mat_str(m, "eu_list")))
		return false;
	return contains(code, q) || contains(mat_name(p, code), q) ||
	    (item != NULL && bw_ref_material(q) == item);
}

/* ---- the form ------------------------------------------------------------ */
static void
filter(struct page *p, struct bw_json all)
{
	static const char *const list[] = { "any", "strategic", "critical",
		"unlisted" };
	struct bw_json_each it = bw_json_each(bw_json_get(all, "studies"));
	struct bw_str chosen = page_param(p, "list"), study;
	const char *year[16];
	struct bw_url u;
	int64_t value;
	size_t n = 0;

	while (n < BW_LEN(year) && bw_json_step(&it))
		if (bw_json_i64(it.value, &value))
			year[n++] =
			    mat_z(page_fmt(p, "%lld", (long long)value));
	bw_json_i64(bw_json_get(all, "study"), &value);
	study = page_fmt(p, "%lld", (long long)value);
	page_to(p, &u, "supply", NULL);
	page_form(p, "get", &u);
	bw_html_open_class(&p->h, "div", "form-row");
	page_field(p, "search", "q", "web.supply.name", NULL);
	page_select(p, "list", "web.supply.on-list", "web.supply.lists", list,
	    BW_LEN(list), chosen.n > 0 ? chosen : BW_STR("any"));
	page_select(
	    p, "study", "web.supply.study", "web.supply", year, n, study);
	bw_html_close(&p->h);
	page_button(p, "web.supply.show");
	page_form_end(p);
}

/* A material that no study assessed alone still has a page. */
static void
named(struct page *p)
{
	struct bw_str q = page_param(p, "q");
	const struct bw_ref_item *m = q.n > 0 ? bw_ref_material(q) : NULL;

	if (m == NULL)
		return;
	bw_html_open_class(&p->h, "p", "lead");
	bw_html_text(&p->h, page_word(p, "web.supply.go-to"));
	bw_html_text(&p->h, BW_STR(" "));
	mat_link(p, m->code);
	bw_html_close(&p->h);
}

/* ---- the list ------------------------------------------------------------ */
static const char *const column[] = { "web.supply.col.material",
	"web.supply.col.list", "web.supply.col.sr", "web.supply.col.rank",
	"web.supply.col.ei", "web.supply.col.critical",
	"web.supply.col.source" };

static struct bw_str
rank(struct page *p, struct bw_json m)
{
	int64_t best = 0, worst = 0;

	bw_json_i64(bw_json_get(m, "rank_best"), &best);
	bw_json_i64(bw_json_get(m, "rank_worst"), &worst);
	return best == worst
	    ? page_fmt(p, "%lld", (long long)best)
	    : page_fmt(p, "%lld\u2013%lld", (long long)best, (long long)worst);
}

/* "2,8 (2,75-2,85)": as printed, and what it may have been. */
static struct bw_str
risk(struct page *p, struct bw_json m)
{
	struct bw_str at = mat_number(p, mat_num(m, "supply_risk"), 1);
	struct bw_str range = mat_range(
	    p, mat_num(m, "supply_risk_min"), mat_num(m, "supply_risk_max"), 2);

	return range.n > 0
	    ? page_fmt(p, "%.*s (%.*s)", BW_ARG(at), BW_ARG(range))
	    : at;
}

/* The name is the link; the box beside it has a label of its own. */
static void
name_cell(struct page *p, struct bw_json m)
{
	struct bw_str code = mat_str(m, "material");

	page_open_cell(p, column[0], true);
	bw_html_open_class(&p->h, "span", "with-box");
	bw_html_open(&p->h, "input");
	bw_html_attr_z(&p->h, "type", "checkbox");
	bw_html_attr_z(&p->h, "name", "material");
	bw_html_attr(&p->h, "value", code);
	bw_html_attr(&p->h, "aria-label",
	    PAGE_FILLED(
		p, "web.supply.choose", { "material", mat_name(p, code) }));
	bw_html_close(&p->h);
	mat_link(p, code);
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
row(struct page *p, struct bw_json m)
{
	struct bw_str critical = mat_str(m, "critical");

	page_row(p);
	name_cell(p, m);
	page_open_cell(p, column[1], false);
	mat_list_badge(p, mat_str(m, "eu_list"));
	bw_html_close(&p->h);
	mat_cell(p, column[2], risk(p, m));
	mat_cell(p, column[3], rank(p, m));
	mat_cell(
	    p, column[4], mat_number(p, mat_num(m, "economic_importance"), 1));
	mat_cell(p, column[5], page_word_of(p, "supply.crit.reach", critical));
	mat_source_cell(p, column[6], m);
	page_row_end(p);
}

static void
list(struct page *p, struct bw_json all)
{
	struct bw_json materials = bw_json_get(all, "materials");
	struct bw_json_each it = bw_json_each(materials);
	struct bw_url u;
	size_t n = 0;

	while (bw_json_step(&it))
		n += wanted(p, it.value);
	page_h2(p, "list", "web.supply.list-title");
	bw_html_leaf(&p->h, "p", NULL,
	    PAGE_FILLED(p, "web.supply.counted", { "n", page_fmt(p, "%zu", n) },
		{ "all", page_fmt(p, "%zu", bw_json_count(materials)) }));
	if (n == 0)
		return;
	page_to(p, &u, "supply", "compare", NULL);
	bw_html_open(&p->h, "form");
	bw_html_attr_z(&p->h, "method", "get");
	bw_html_to(&p->h, "action", &u);
	bw_url_release(&u);
	page_table(p, "web.supply.list-title", column, BW_LEN(column));
	for (it = bw_json_each(materials); bw_json_step(&it);)
		if (wanted(p, it.value))
			row(p, it.value);
	page_table_end(p);
	page_p(p, "hint", "web.supply.compare-hint");
	page_button(p, "web.supply.compare");
	bw_html_close(&p->h);
}

static void
drawing(struct page *p, struct bw_str study)
{
	struct page_question a;

	page_asks(p, &a, "supply");
	page_place(p, &a, BW_STR("materials"));
	if (study.n > 0)
		page_place(p, &a, study);
	page_drawing(p, page_drawn(p, &a, "svg"), "scatter-");
}

static void
data(struct page *p, struct bw_str study)
{
	struct bw_url u;

	bw_url_begin(&u);
	bw_url_step(&u, BW_STR("v1"));
	bw_url_step(&u, BW_STR("materials"));
	bw_url_param(&u, "study", study);
	mat_data(p, &u);
}

/* A year that is no study's: the newest, with what is wrong. */
static struct bw_json
ask(struct page *p, struct bw_str *study)
{
	struct page_question a;
	struct bw_json all = { 0 };
	int64_t year;

	if (!bw_str_i64(*study, &year))
		*study = BW_STR("");
	for (int i = 0; i < 2; i++) {
		page_asks(p, &a, "supply");
		page_place(p, &a, BW_STR("materials"));
		if (study->n > 0)
			page_place(p, &a, *study);
		all = page_json_maybe(p, &a);
		if (bw_json_type(all) != BW_JSON_NONE || study->n == 0)
			break;
		*study = BW_STR("");
	}
	return all;
}

void
page_materials(struct page *p)
{
	struct bw_str study = page_param(p, "study");
	struct bw_json all = ask(p, &study);
	struct bw_url u;

	page_begin(p, page_word(p, "web.supply.title"));
	page_p(p, "lead", "web.supply.lead");
	if (bw_json_type(all) == BW_JSON_NONE) {
		mat_refused(p, "web.supply.no-study");
		page_end(p);
		return;
	}
	filter(p, all);
	named(p);
	drawing(p, study);
	page_p(p, "hint", "web.supply.scatter-about");
	list(p, all);
	page_to(p, &u, "supply", "country", NULL);
	bw_html_open(&p->h, "p");
	page_a(p, &u, NULL, page_word(p, "web.supply.go-country"));
	bw_html_close(&p->h);
	data(p, study);
	page_end(p);
}
