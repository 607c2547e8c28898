/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_case.c - what the law says of a purchase: the next question, and the
 * reasons so far beside it.
 */
#include "web/case.h"
#include "web/pages.h"

struct bw_json
case_fact(struct bw_json facts, struct bw_str key)
{
	struct bw_json_each it = bw_json_each(facts);

	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "fact")), key))
			return it.value;
	return (struct bw_json){ 0 };
}

static struct bw_str
one_said(struct page *p, struct bw_json fact, struct bw_str v)
{
	struct bw_json_each it = bw_json_each(bw_json_get(fact, "values"));

	if (bw_str_is(v, "unknown"))
		return page_word(p, "web.case.unknown");
	if (bw_str_is(v, "true") || bw_str_is(v, "yes"))
		return page_word(p, "law.truth.true");
	if (bw_str_is(v, "false") || bw_str_is(v, "no"))
		return page_word(p, "law.truth.false");
	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "value")), v))
			return bw_json_str(bw_json_get(it.value, "says"));
	return v;
}

struct bw_str
case_said(struct page *p, struct bw_json fact, struct bw_str v)
{
	struct bw_str all = BW_STR(""), one;

	if (v.n == 0)
		return page_word(p, "web.case.none");
	while (v.n > 0) {
		if (!bw_str_cut(&v, ';', &one)) {
			one = v;
			v.n = 0;
		}
		all = page_fmt(p, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? "; " : "", BW_ARG(one_said(p, fact, one)));
	}
	return all;
}

/* How long the first article is: to a comma before a figure ("11(1), 11(5)")
 * or before another act ("12(9), Awb 4:20b"). */
static size_t
one_article(struct bw_str s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		char next = s.p[i + 2];

		if (s.p[i] == ',' && s.p[i + 1] == ' ' &&
		    ((next >= '0' && next <= '9') ||
			(next >= 'A' && next <= 'Z')))
			return i;
	}
	return s.n;
}

static size_t
article_number(struct bw_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '(' && s.p[n] != ' ' && s.p[n] != ',')
		n++;
	return n;
}

void
case_cite(struct page *p, struct bw_str cite)
{
	static const char act[] = "Wet vifo ";
	struct bw_str rest = cite, one;
	struct bw_url u;

	if (!bw_str_starts(cite, bw_str_of(act))) {
		bw_html_leaf(&p->h, "bdi", NULL, cite);
		return;
	}
	rest = bw_str_sub(cite, strlen(act), cite.n);
	for (bool first = true; rest.n > 0; first = false) {
		one = bw_str_sub(rest, 0, one_article(rest));
		rest = bw_str_sub(rest, one.n + 2, rest.n);
		if (!first)
			bw_html_text(&p->h, BW_STR(", "));
		if (one.p[0] < '0' || one.p[0] > '9') {
			bw_html_leaf(&p->h, "bdi", NULL, one);
			continue;
		}
		/* The article has a page; its paragraphs, "12(1)", stand on it.
		 */
		page_to(p, &u, "law",
		    page_fmt(p, "%s%.*s", act,
			BW_ARG(bw_str_sub(one, 0, article_number(one))))
			.p,
		    NULL);
		page_a(p, &u, "cite",
		    page_fmt(p, "%s%.*s", first ? act : "", BW_ARG(one)));
	}
}

/* ---- the page ------------------------------------------------------------ */
static void
link(struct page *p, struct bw_url *u, const char *word)
{
	bw_html_open(&p->h, "li");
	page_a(p, u, NULL, page_word(p, word));
	bw_html_close(&p->h);
}

/* The facts go along: they say which terms run. */
static void
clock_address(struct page *p, struct bw_url *u)
{
	struct bw_str fact;

	page_to(p, u, "law", "clock", NULL);
	for (size_t i = 0; i < p->query.n; i++)
		if (deal_is_fact(p->query.field[i].name, &fact))
			bw_url_param(u,
			    page_fmt(p, "%.*s", BW_ARG(p->query.field[i].name))
				.p,
			    p->query.field[i].value);
}

static void
go_on(struct page *p)
{
	struct bw_url u;

	page_h2(p, "further", "web.case.further");
	bw_html_open_class(&p->h, "ul", "further");
	deal_to(p, &u, "deal", "draft");
	link(p, &u, "web.case.draft");
	clock_address(p, &u);
	link(p, &u, "web.case.clock");
	deal_to(p, &u, "deal", NULL);
	link(p, &u, "web.case.to-deal");
	bw_html_close(&p->h);
	page_p(p, "hint", "web.case.lasting");
}

static void
begin(struct page *p, const struct law_case *c)
{
	struct bw_json_each step = bw_json_each(bw_json_get(c->deal, "deal"));
	struct page_question a;
	struct bw_json party = { 0 };

	if (bw_json_step(&step)) {
		party = bw_json_get(step.value, "target");
	} else {
		page_asks(p, &a, "owners");
		page_party(p, &a, p->step[0]);
		party = bw_json_get(page_json_maybe(p, &a), "party");
	}
	page_begin_company(p, party, page_word(p, "web.ask.law"));
}

static void
decided(struct page *p, const struct law_case *c)
{
	deal_sentence(p, bw_json_get(c->deal, "deal"));
	case_outcome(p, c);
	bw_html_open_class(&p->h, "div", "case");
	bw_html_open(&p->h, "div");
	case_question(p, c);
	case_answers(p, c);
	bw_html_close(&p->h);
	bw_html_open(&p->h, "div");
	case_regimes(p, c);
	case_reasons(p, c);
	bw_html_close(&p->h);
	bw_html_close(&p->h);
	case_duty(p, c);
	go_on(p);
}

void
page_case(struct page *p)
{
	struct page_question a;
	struct law_case c = { 0 };
	struct deal_asked d;
	struct bw_url u;

	deal_read(p, &d);
	if (!d.ready) { /* who buys what comes first */
		deal_to(p, &u, "deal", NULL);
		page_see(p, &u);
		return;
	}
	page_asks(p, &a, "law");
	page_place(p, &a, BW_STR("facts"));
	c.facts = bw_json_get(page_json_maybe(p, &a), "facts");
	deal_question(p, &d, true, &a);
	c.deal = page_json_maybe(p, &a);
	c.law = bw_json_get(c.deal, "law");
	if (bw_json_type(c.law) == BW_JSON_OBJECT) {
		begin(p, &c);
		decided(p, &c);
		deal_data(p, &a);
	} else { /* an answer does not fit: it can be taken back */
		struct bw_str why = page_why_not(p);

		begin(p, &c);
		deal_refused(p, "web.case.refused", why);
		if (page_param(p, "ask").n > 0)
			case_question(p, &c);
		case_answers(p, &c);
		go_on(p);
	}
	page_end(p);
}
