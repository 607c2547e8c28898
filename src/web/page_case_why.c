/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_case_why.c - how far a case of law is: outcome, reasons, who notifies,
 * what the Minister weighs (never what he decides), what follows.
 */
#include "web/case.h"

static struct bw_str
text(struct bw_json o, const char *key)
{
	return bw_json_str(bw_json_get(o, key));
}

static bool
has(struct bw_json o, const char *key)
{
	return bw_json_count(bw_json_get(o, key)) > 0;
}

static struct bw_str
outcome_of(const struct law_case *c)
{
	return text(c->law, "outcome");
}

static void
fold(struct page *p, const char *word)
{
	bw_html_open(&p->h, "details");
	bw_html_leaf(&p->h, "summary", NULL, page_word(p, word));
}

/* ---- the outcome --------------------------------------------------------- */
void
case_outcome(struct page *p, const struct law_case *c)
{
	struct bw_str outcome = outcome_of(c);
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "findings"));
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div",
	    bw_str_is(outcome, "NOTIFIABLE") ? "alert outcome act"
		: bw_str_is(outcome, "OPEN") || bw_str_is(outcome, "UNKNOWN")
		? "alert outcome plan"
		: "alert outcome know");
	bw_html_attr_z(h, "role", "status");
	bw_html_leaf(h, "p", "big", page_word_of(p, "web.outcome", outcome));
	bw_html_leaf(h, "p", NULL,
	    PAGE_FILLED(
		p, "web.case.law-of", { "day", text(c->law, "law_of") }));
	bw_html_leaf(h, "p", NULL, page_word(p, "law.no-advice"));
	bw_html_close(h);
	while (bw_json_step(&it))
		if (text(it.value, "says").n > 0)
			page_notice(p, "plan", text(it.value, "says"));
}

/* ---- each regime --------------------------------------------------------- */
static void
regime(struct page *p, const char *const *column, struct bw_str name,
    struct bw_str says)
{
	page_row(p);
	page_head_cell(p, column[0], name);
	page_cell(p, column[1], says);
	page_row_end(p);
}

/* Proposals: what they would make of it, where that is something else. */
static void
proposals(struct page *p, const struct law_case *c, const char *const *column)
{
	struct bw_json pending = bw_json_get(c->law, "pending");
	struct page_question a;
	struct bw_json_each it;

	page_asks(p, &a, "law");
	page_place(p, &a, BW_STR("list"));
	it = bw_json_each(bw_json_get(page_json_maybe(p, &a), "instruments"));
	while (bw_json_step(&it)) {
		struct bw_str id =
		    page_fmt(p, "%.*s", BW_ARG(text(it.value, "id")));
		struct bw_str other = text(pending, id.p);

		if (!bw_str_is(text(it.value, "status"), "pending"))
			continue;
		regime(p, column, text(it.value, "title"),
		    page_fmt(p, "%.*s %.*s",
			BW_ARG(page_word(p, "web.case.proposal")),
			BW_ARG(other.n > 0
				? page_word_of(p, "web.outcome", other)
				: page_word(p, "web.case.same"))));
	}
}

void
case_regimes(struct page *p, const struct law_case *c)
{
	static const char *const column[] = { "web.case.act",
		"web.case.outcome" };
	struct bw_json values = bw_json_get(c->law, "values");

	page_h2(p, "acts", "web.case.acts");
	page_table(p, "web.case.by-act", column, BW_LEN(column));
	regime(p, column, BW_STR("Wet vifo"),
	    page_word_of(p, "web.outcome", outcome_of(c)));
	regime(p, column, page_word(p, "web.case.sector-acts"),
	    page_word_of(p, "web.case.sector", text(values, "sector_applies")));
	proposals(p, c, column);
	page_table_end(p);
}

/* ---- the reasons --------------------------------------------------------- */
static bool
settled(struct bw_json reason)
{
	struct bw_str t = text(reason, "truth");

	return bw_str_is(t, "true") || bw_str_is(t, "false");
}

static size_t
reasons(struct page *p, const struct law_case *c, bool which)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "reasons"));
	struct bw_html *h = &p->h;
	size_t n = 0;

	bw_html_open_class(h, "ul", "reasons");
	while (bw_json_step(&it)) {
		struct bw_str says = text(it.value, "says");
		struct bw_str truth = text(it.value, "truth");

		if (says.n == 0 || settled(it.value) != which)
			continue;
		n++;
		bw_html_open(h, "li");
		if (!which)
			page_badge(
			    p, "sure", page_word_of(p, "law.truth", truth));
		bw_html_text(h, page_fmt(p, " %.*s ", BW_ARG(says)));
		case_cite(p, text(it.value, "cite"));
		bw_html_close(h);
	}
	bw_html_close(h);
	return n;
}

static void
count_line(struct page *p, const struct law_case *c)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "reasons"));
	size_t open = 0, done = 0;

	while (bw_json_step(&it)) {
		if (text(it.value, "says").n == 0)
			continue;
		done += settled(it.value);
		open += !settled(it.value);
	}
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, "web.case.counted",
		{ "done", page_fmt(p, "%zu", done) },
		{ "open", page_fmt(p, "%zu", open) }));
}

static void
assumed(struct page *p, const struct law_case *c)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "assumed"));
	struct bw_html *h = &p->h;

	if (!has(c->law, "assumed"))
		return;
	bw_html_leaf(h, "h3", NULL, page_word(p, "web.case.assumed"));
	bw_html_open_class(h, "ul", "reasons");
	while (bw_json_step(&it)) {
		struct bw_json fact = case_fact(c->facts, it.key);
		struct bw_str v = bw_json_str(it.value);

		bw_html_leaf(h, "li", NULL,
		    page_fmt(p, "%.*s %.*s", BW_ARG(text(fact, "question")),
			BW_ARG(v.n > 0 ? case_said(p, fact, v)
				       : page_word(p, "web.case.silent"))));
	}
	bw_html_close(h);
}

/* "10" of a percentage in words. */
static struct bw_str
turn_at(struct page *p, const struct law_case *c, struct bw_json turn)
{
	struct bw_json fact = case_fact(c->facts, text(turn, "fact"));
	bool percent = bw_str_is(text(fact, "type"), "percent");

	return page_fmt(
	    p, "%.*s%s", BW_ARG(text(turn, "from")), percent ? " %" : "");
}

static void
turns(struct page *p, const struct law_case *c)
{
	static const char *const column[] = { "web.case.number-of",
		"web.case.from", "web.case.outcome" };
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "turns"));

	if (!has(c->law, "turns"))
		return;
	page_table(p, "web.case.turns", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		struct bw_json fact =
		    case_fact(c->facts, text(it.value, "fact"));

		page_row(p);
		page_head_cell(p, column[0], text(fact, "question"));
		page_cell(p, column[1], turn_at(p, c, it.value));
		page_cell(p, column[2],
		    page_word_of(p, "web.outcome", text(it.value, "outcome")));
		page_row_end(p);
	}
	page_table_end(p);
}

static void
missing(
    struct page *p, const struct law_case *c, const char *key, const char *word)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, key));

	if (!has(c->law, key))
		return;
	bw_html_leaf(&p->h, "h3", NULL, page_word(p, word));
	bw_html_open_class(&p->h, "ul", "reasons");
	while (bw_json_step(&it)) {
		struct bw_str fact = bw_json_str(it.value);
		struct bw_url u;

		bw_html_open(&p->h, "li");
		page_again(p, &u, "ask", "sent", NULL);
		bw_url_param(&u, "ask", fact);
		page_a(
		    p, &u, NULL, text(case_fact(c->facts, fact), "question"));
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
}

void
case_reasons(struct page *p, const struct law_case *c)
{
	page_h2(p, "reasons", "web.case.reasons");
	count_line(p, c);
	reasons(p, c, true);
	assumed(p, c);
	turns(p, c);
	fold(p, "web.case.still-open");
	reasons(p, c, false);
	missing(p, c, "unknown", "web.case.missing");
	missing(p, c, "open", "web.case.to-judge");
	bw_html_close(&p->h);
}

/* ---- what it means ------------------------------------------------------- */
/* "a, b": facts that decide between the possibilities, as questions. */
static void
depends(struct page *p, const struct law_case *c, struct bw_str facts)
{
	struct bw_str one;
	struct bw_url u;

	if (facts.n == 0)
		return;
	bw_html_open(&p->h, "br");
	bw_html_close(&p->h);
	bw_html_text(&p->h, page_word(p, "web.case.depends"));
	while (bw_str_cut(&facts, ',', &one)) {
		one = bw_str_trim(one);
		page_again(p, &u, "ask", "sent", NULL);
		bw_url_param(&u, "ask", one);
		bw_html_text(&p->h, BW_STR(" "));
		page_a(p, &u, NULL, text(case_fact(c->facts, one), "question"));
	}
}

/* who or when: in words, or the possibilities and what decides. */
static void
duty(struct page *p, const struct law_case *c, struct bw_json o,
    const char *prefix)
{
	struct bw_json_each it = bw_json_each(bw_json_get(o, "possible"));
	struct bw_str value = text(o, "value");
	struct bw_html *h = &p->h;

	if (value.n == 0 && bw_json_count(bw_json_get(o, "possible")) == 0)
		return;
	bw_html_open(h, "li");
	if (value.n > 0)
		bw_html_text(h, page_word_of(p, prefix, value));
	for (size_t n = 0; value.n == 0 && bw_json_step(&it); n++) {
		if (n > 0)
			bw_html_text(h, page_word(p, "web.case.or"));
		bw_html_text(h,
		    page_fmt(p, " %.*s ",
			BW_ARG(
			    page_word_of(p, prefix, bw_json_str(it.value)))));
	}
	bw_html_text(h, BW_STR(" "));
	case_cite(p, text(o, "cite"));
	if (value.n == 0)
		depends(p, c, text(o, "depends_on"));
	bw_html_close(h);
}

/* An amount has the day it holds from. */
static struct bw_str
item_says(struct page *p, struct bw_json item)
{
	struct bw_str s = text(item, "says"), from = text(item, "from");

	if (from.n > 0 && from.p[0] >= '0' && from.p[0] <= '9')
		s = page_fmt(p, "%.*s %.*s: %.*s",
		    BW_ARG(page_word(p, "law.amount-from")), BW_ARG(from),
		    BW_ARG(s));
	if (bw_json_bool(bw_json_get(item, "not_verified"), false))
		s = page_fmt(p, "%.*s %.*s", BW_ARG(s),
		    BW_ARG(page_word(p, "law.item-not-verified")));
	return s;
}

static void
list_of(struct page *p, struct bw_json rows)
{
	struct bw_json_each it = bw_json_each(rows), item;
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "ul", "reasons");
	while (bw_json_step(&it)) {
		bw_html_open(h, "li");
		bw_html_text(
		    h, page_fmt(p, "%.*s ", BW_ARG(text(it.value, "says"))));
		case_cite(p, text(it.value, "cite"));
		if (has(it.value, "items")) {
			item = bw_json_each(bw_json_get(it.value, "items"));
			bw_html_open(h, "ul");
			while (bw_json_step(&item))
				bw_html_leaf(
				    h, "li", NULL, item_says(p, item.value));
			bw_html_close(h);
		}
		bw_html_close(h);
	}
	bw_html_close(h);
}

void
case_duty(struct page *p, const struct law_case *c)
{
	bool must = bw_str_is(outcome_of(c), "NOTIFIABLE");
	struct bw_json wait = bw_json_get(c->law, "standstill");
	struct bw_json who = bw_json_get(c->law, "who");

	if (bw_json_type(who) != BW_JSON_OBJECT)
		return;
	page_h2(p, "duty", must ? "web.case.duty" : "web.case.duty-if");
	bw_html_open_class(&p->h, "ul", "reasons");
	duty(p, c, who, "law.who");
	duty(p, c, bw_json_get(c->law, "when"), "law.timing");
	if (bw_str_is(text(wait, "truth"), "true")) {
		bw_html_open(&p->h, "li");
		bw_html_text(&p->h,
		    page_fmt(
			p, "%.*s ", BW_ARG(page_word(p, "web.case.waits"))));
		case_cite(p, text(wait, "cite"));
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
	if (has(c->law, "factors")) {
		fold(p, "web.case.weighs");
		list_of(p, bw_json_get(c->law, "factors"));
		bw_html_close(&p->h);
	}
	if (has(c->law, "consequences")) {
		fold(p, "web.case.consequences");
		list_of(p, bw_json_get(c->law, "consequences"));
		bw_html_close(&p->h);
	}
}
