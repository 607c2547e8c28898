/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_deal.c - suppose somebody buys: what changes, for everybody.
 */
#include "web/deal.h"
#include "web/pages.h"

struct bw_str
deal_owner(struct page *p, struct bw_json owner)
{
	struct bw_str group = bw_json_str(bw_json_get(owner, "group"));
	struct bw_str country =
	    page_country(p, bw_json_str(bw_json_get(owner, "country")));

	if (bw_str_is(group, "together"))
		return page_word(p, "web.deal.together");
	if (group.n > 0)
		return PAGE_FILLED(p, "deal.state", { "country", country });
	return page_name(p, owner);
}

/* A name, as a link where it is a party of the world. */
static void
name_cell(struct page *p, const char *column, struct bw_json owner, bool header)
{
	struct bw_str id = page_id(p, owner);
	struct bw_url u;

	page_open_cell(p, column, header);
	bw_html_open(&p->h, "bdi");
	if (id.n > 0) {
		page_to(p, &u, "company", id.p, NULL);
		page_a(p, &u, NULL, deal_owner(p, owner));
	} else {
		bw_html_text(&p->h, deal_owner(p, owner));
	}
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static struct bw_str
votes(struct page *p, struct bw_json row, const char *when)
{
	return page_share(p, bw_json_get(bw_json_get(row, when), "votes"));
}

static struct bw_str
control(struct bw_json row, const char *when)
{
	return bw_json_str(bw_json_get(bw_json_get(row, when), "control"));
}

static bool
same_id(struct bw_json a, struct bw_json b)
{
	int64_t i = 0, k = 0;

	return bw_json_i64(bw_json_get(a, "id"), &i) &&
	    bw_json_i64(bw_json_get(b, "id"), &k) && i == k;
}

/* Who acts with the buyer, as it was typed: without the number behind a
 * namesake. */
static void
acting_together(struct page *p)
{
	static const char *const name[] = { "with", "with2", "with3", "with4" };
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < BW_LEN(name); i++) {
		struct bw_str s = page_param(p, name[i]);
		ptrdiff_t number = bw_str_find(s, BW_STR(" #"));

		if (number > 0)
			s = bw_str_sub(s, 0, (size_t)number);
		if (s.n > 0)
			all = page_fmt(p, "%.*s%s%.*s", BW_ARG(all),
			    all.n > 0 ? ", " : "", BW_ARG(s));
	}
	if (all.n == 0)
		return;
	bw_html_text(&p->h, BW_STR(" "));
	bw_html_text(
	    &p->h, PAGE_FILLED(p, "web.deal.acts-with", { "who", all }));
}

void
deal_sentence(struct page *p, struct bw_json deal)
{
	struct bw_json_each it = bw_json_each(deal), via;
	struct bw_json step;
	struct bw_str seller, vehicles = BW_STR("");

	if (!bw_json_step(&it))
		return;
	step = it.value;
	seller = bw_json_str(bw_json_get(bw_json_get(step, "seller"), "name"));
	via = bw_json_each(bw_json_get(step, "via"));
	while (bw_json_step(&via))
		vehicles = page_fmt(p, "%.*s%s%.*s", BW_ARG(vehicles),
		    vehicles.n > 0 ? ", " : "",
		    BW_ARG(page_name(p, via.value)));
	bw_html_open_class(&p->h, "p", "supposed");
	bw_html_text(&p->h,
	    PAGE_FILLED(p, "web.deal.sentence",
		{ "buyer", page_name(p, bw_json_get(step, "buyer")) },
		{ "target", page_name(p, bw_json_get(step, "target")) },
		{ "capital", page_share(p, bw_json_get(step, "capital")) },
		{ "votes", page_share(p, bw_json_get(step, "votes")) }));
	bw_html_text(&p->h, BW_STR(" "));
	bw_html_text(&p->h,
	    bw_json_bool(bw_json_get(step, "new_shares"), false)
		? page_word(p, "web.deal.of-new")
		: seller.n > 0
		? PAGE_FILLED(p, "web.deal.of-seller", { "seller", seller })
		: page_word(p, "web.deal.of-nobody"));
	bw_html_text(&p->h, BW_STR(" "));
	if (vehicles.n > 0)
		bw_html_text(&p->h,
		    PAGE_FILLED(p, "web.deal.through", { "via", vehicles }));
	bw_html_text(&p->h, BW_STR(" "));
	if (bw_json_bool(bw_json_get(step, "board"), false))
		bw_html_text(&p->h, page_word(p, "web.deal.with-board"));
	acting_together(p);
	bw_html_close(&p->h);
}

/* ---- in plain words ------------------------------------------------------ */
/* "certain" or "possible" before and after, to the sentence that says it. */
static const char *
change(struct bw_json row)
{
	struct bw_str was = control(row, "before"), is = control(row, "after");

	if (bw_str_is(was, "excluded"))
		return bw_str_is(is, "certain") ? "gains" : "may-gain";
	if (bw_str_is(is, "excluded"))
		return bw_str_is(was, "certain") ? "loses" : "may-lose";
	return bw_str_is(is, "certain") ? "settles" : "doubts";
}

/* Control that is possible before and after is no change; but when somebody
 * perhaps reaches half of the votes by it, it may be. */
static bool
perhaps(struct bw_json all, struct bw_json target)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "thresholds"));
	double at = 0;

	while (bw_json_step(&it))
		if (same_id(bw_json_get(it.value, "company"), target) &&
		    bw_json_f64(bw_json_path(it.value, "threshold.min"), &at) &&
		    at == 0.5)
			return true;
	return false;
}

/* Of the company itself, a sentence each; of those below it, a count. */
static void
in_words(struct page *p, struct bw_json all, struct bw_json target)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "control"));
	size_t here = 0, below = 0;

	bw_html_open_class(&p->h, "ul", "said");
	while (bw_json_step(&it)) {
		struct bw_json company = bw_json_get(it.value, "company");
		const char *key = change(it.value);

		if (!same_id(company, target)) {
			below++;
			continue;
		}
		if (here++ >= 8)
			continue;
		bw_html_leaf(&p->h, "li", NULL,
		    PAGE_FILLED(p, page_fmt(p, "web.deal.change.%s", key).p,
			{ "who",
			    deal_owner(p, bw_json_get(it.value, "owner")) },
			{ "company", page_name(p, company) }));
	}
	if (here == 0)
		bw_html_leaf(&p->h, "li", NULL,
		    PAGE_FILLED(p,
			perhaps(all, target) ? "web.deal.same-perhaps"
					     : "deal.same",
			{ "company", page_name(p, target) }));
	if (below > 0)
		bw_html_leaf(&p->h, "li", NULL, page_word(p, "web.deal.below"));
	bw_html_close(&p->h);
}

/* ---- tables -------------------------------------------------------------- */
#define ROWS 60 /* of a table; the API has them all */

static void
control_table(struct page *p, struct bw_json rows)
{
	static const char *const column[] = { "web.deal.who", "web.deal.over",
		"web.deal.before", "web.deal.after", "web.deal.sure" };
	struct bw_json_each it = bw_json_each(rows);

	if (bw_json_count(rows) == 0)
		return;
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.deal.control"));
	page_table(p, "web.deal.control", column, BW_LEN(column));
	for (size_t n = 0; n < ROWS && bw_json_step(&it); n++) {
		page_row(p);
		name_cell(p, column[0], bw_json_get(it.value, "owner"), true);
		name_cell(
		    p, column[1], bw_json_get(it.value, "company"), false);
		page_cell(p, column[2],
		    page_word_of(
			p, "deal.control", control(it.value, "before")));
		page_cell(p, column[3],
		    page_word_of(
			p, "deal.control", control(it.value, "after")));
		page_open_cell(p, column[4], false);
		page_certainty(
		    p, bw_json_str(bw_json_get(it.value, "certainty")));
		bw_html_close(&p->h);
		page_row_end(p);
	}
	page_table_end(p);
}

static bool
same_owner(struct page *p, struct bw_json a, struct bw_json b)
{
	struct bw_json x = bw_json_get(a, "owner"), y = bw_json_get(b, "owner");

	return same_id(x, y) ||
	    (page_id(p, x).n == 0 && page_id(p, y).n == 0 &&
		bw_str_eq(deal_owner(p, x), deal_owner(p, y)));
}

/* A row that only has another threshold than the one before it. */
static bool
goes_on(struct page *p, struct bw_json a, struct bw_json b)
{
	static const char *const key[] = { "direction", "certainty" };

	if (!same_owner(p, a, b) ||
	    !same_id(bw_json_get(a, "company"), bw_json_get(b, "company")))
		return false;
	for (size_t i = 0; i < BW_LEN(key); i++)
		if (!bw_str_eq(bw_json_str(bw_json_get(a, key[i])),
			bw_json_str(bw_json_get(b, key[i]))))
			return false;
	return true;
}

static struct bw_str
per_cent(struct page *p, struct bw_json row)
{
	struct bw_str s = page_share(p, bw_json_get(row, "threshold"));

	if (bw_str_ends(s, BW_STR("\xc2\xa0%")))
		s.n -= 3;
	return s;
}

static void
threshold_row(struct page *p, const char *const *column, struct bw_json row,
    struct bw_str levels)
{
	page_row(p);
	name_cell(p, column[0], bw_json_get(row, "owner"), true);
	name_cell(p, column[1], bw_json_get(row, "company"), false);
	page_cell(p, column[2],
	    page_fmt(p, "%.*s %.*s %%",
		BW_ARG(page_word_of(p, "deal.what",
		    bw_json_str(bw_json_get(row, "direction")))),
		BW_ARG(levels)));
	page_cell(p, column[3], votes(p, row, "before"));
	page_cell(p, column[4], votes(p, row, "after"));
	page_open_cell(p, column[5], false);
	page_certainty(p, bw_json_str(bw_json_get(row, "certainty")));
	bw_html_close(&p->h);
	page_row_end(p);
}

static void
thresholds(struct page *p, struct bw_json rows)
{
	static const char *const column[] = { "web.deal.who", "web.deal.in",
		"web.deal.threshold", "web.deal.votes-before",
		"web.deal.votes-after", "web.deal.sure" };
	struct bw_json_each it = bw_json_each(rows);
	struct bw_str levels = BW_STR("");
	struct bw_json last = { 0 };
	size_t n = 0;

	if (bw_json_count(rows) == 0) {
		page_p(p, NULL, "web.deal.no-threshold");
		return;
	}
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.deal.thresholds"));
	page_table(p, "web.deal.thresholds", column, BW_LEN(column));
	while (n < ROWS && bw_json_step(&it)) {
		bool more = levels.n > 0 && goes_on(p, last, it.value);

		if (levels.n > 0 && !more) {
			threshold_row(p, column, last, levels);
			n++;
		}
		levels = page_fmt(p, "%.*s%s%.*s", more ? (int)levels.n : 0,
		    levels.p, more ? ", " : "", BW_ARG(per_cent(p, it.value)));
		last = it.value;
	}
	threshold_row(p, column, last, levels);
	page_table_end(p);
}

static struct bw_str
part(struct page *p, struct bw_json row, const char *from, const char *to)
{
	double lo = 0, hi = 0;
	struct bw_str a, b;

	bw_json_f64(bw_json_get(row, from), &lo);
	bw_json_f64(bw_json_get(row, to), &hi);
	a = page_per_cent(p, lo, 2);
	b = page_per_cent(p, hi, 2);
	if (b.n == 0)
		return page_fmt(p, "> %.*s", BW_ARG(a));
	return bw_str_eq(a, b)
	    ? a
	    : page_fmt(p, "%.*s \xe2\x80\x93 %.*s", BW_ARG(a), BW_ARG(b));
}

static void
parts(struct page *p, struct bw_json rows)
{
	static const char *const column[] = { "web.deal.who", "cli.col.country",
		"web.deal.before", "web.deal.after" };
	struct bw_json_each it = bw_json_each(rows);

	if (bw_json_count(rows) == 0)
		return;
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.deal.parts"));
	page_table(p, "web.deal.parts", column, BW_LEN(column));
	for (size_t n = 0; n < ROWS && bw_json_step(&it); n++) {
		struct bw_json owner = bw_json_get(it.value, "owner");

		page_row(p);
		name_cell(p, column[0], owner, true);
		page_cell(p, column[1],
		    page_country(
			p, bw_json_str(bw_json_get(owner, "country"))));
		page_cell(p, column[2],
		    part(p, it.value, "before_min", "before_max"));
		page_cell(
		    p, column[3], part(p, it.value, "after_min", "after_max"));
		page_row_end(p);
	}
	page_table_end(p);
}

static void
groups(struct page *p, struct bw_json rows)
{
	static const char *const column[] = { "web.deal.who", "web.deal.in",
		"web.deal.votes-before", "web.deal.votes-after" };
	struct bw_json_each it = bw_json_each(rows);

	if (bw_json_count(rows) == 0)
		return;
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, "web.deal.groups"));
	page_table(p, "web.deal.groups", column, BW_LEN(column));
	for (size_t n = 0; n < ROWS && bw_json_step(&it); n++) {
		page_row(p);
		name_cell(p, column[0], bw_json_get(it.value, "owner"), true);
		name_cell(
		    p, column[1], bw_json_get(it.value, "company"), false);
		page_cell(p, column[2], votes(p, it.value, "before"));
		page_cell(p, column[3], votes(p, it.value, "after"));
		page_row_end(p);
	}
	page_table_end(p);
}

/* ---- the page ------------------------------------------------------------ */
static void
law(struct page *p, struct bw_json all)
{
	struct bw_json decision = bw_json_get(all, "law");
	struct bw_str outcome = bw_json_str(bw_json_get(decision, "outcome"));
	struct bw_url u;

	page_h2(p, "law", "web.ask.law");
	page_notice(p, bw_str_is(outcome, "NOTIFIABLE") ? "act" : "plan",
	    page_word_of(p, "web.outcome", outcome));
	if (bw_json_type(bw_json_get(decision, "ask")) == BW_JSON_OBJECT)
		page_p(p, NULL, "web.deal.law-more");
	bw_html_open(&p->h, "p");
	deal_to(p, &u, "deal", "law");
	page_a(p, &u, "button", page_word(p, "web.deal.to-law"));
	bw_html_close(&p->h);
}

/* Once there is an answer the form is below it, folded. */
static void
folded_form(struct page *p, const struct deal_asked *d, struct bw_json owners)
{
	bw_html_open_class(&p->h, "details", "no-print");
	bw_html_leaf(
	    &p->h, "summary", NULL, page_word(p, "web.deal.change-it"));
	deal_form(p, d, owners);
	bw_html_close(&p->h);
}

static void
effect(struct page *p, const struct deal_asked *d, struct bw_json owners,
    struct bw_json all)
{
	struct bw_json_each step = bw_json_each(bw_json_get(all, "deal"));

	bw_json_step(&step);
	deal_sentence(p, bw_json_get(all, "deal"));
	folded_form(p, d, owners);
	page_h2(p, "change", "web.deal.changes");
	in_words(p, all, bw_json_get(step.value, "target"));
	law(p, all);
	page_h2(p, "details", "web.deal.details");
	page_p(p, "hint", "web.deal.sure-hint");
	control_table(p, bw_json_get(all, "control"));
	thresholds(p, bw_json_get(all, "thresholds"));
	groups(p, bw_json_get(all, "groups"));
	parts(p, bw_json_get(all, "integrated"));
}

void
deal_refused(struct page *p, const char *says, struct bw_str why)
{
	bw_html_open_class(&p->h, "div", "alert plan");
	bw_html_attr_z(&p->h, "role", "alert");
	page_p(p, NULL, says);
	bw_html_open_class(&p->h, "p", "detail");
	bw_html_leaf(&p->h, "code", NULL, why);
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

void
page_deal(struct page *p)
{
	struct page_question a;
	struct deal_asked d;
	struct bw_json owners, all = { 0 };

	page_asks(p, &a, "owners");
	page_party(p, &a, p->step[0]);
	if (!page_json(p, &a, &owners))
		return;
	deal_read(p, &d);
	deal_check_seller(p, &d, owners);
	page_begin_company(
	    p, bw_json_get(owners, "party"), page_word(p, "web.company.deal"));
	if (d.ready) {
		deal_question(p, &d, true, &a);
		all = page_json_maybe(p, &a);
	}
	if (bw_json_type(all) == BW_JSON_OBJECT) {
		effect(p, &d, owners, all);
		deal_data(p, &a);
	} else {
		page_p(p, "lead", "web.deal.lead");
		if (d.ready)
			deal_refused(p, "web.deal.refused", page_why_not(p));
		deal_form(p, &d, owners);
	}
	page_end(p);
}
