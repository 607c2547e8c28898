/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_case_ask.c - one question of the law, with why it is asked; and the
 * answers so far, each to be changed.
 */
#include "web/case.h"

static struct bw_str
text(struct bw_json o, const char *key)
{
	return bw_json_str(bw_json_get(o, key));
}

static bool
is_type(struct bw_json fact, const char *type)
{
	return bw_str_is(text(fact, "type"), type);
}

/* ---- the controls, by type ----------------------------------------------- */
struct asked {
	struct bw_json fact; /* of the vocabulary */
	const char *name;    /* "f.target.listed" */
	const char *more;    /* "g.target.listed" */
	struct bw_str told;  /* what was answered before */
};

static bool
was_told(const struct asked *q, struct bw_str value)
{
	struct bw_str rest = q->told, one;

	while (rest.n > 0) {
		if (!bw_str_cut(&rest, ';', &one)) {
			one = rest;
			rest.n = 0;
		}
		if (bw_str_eq(one, value))
			return true;
	}
	return false;
}

static void
values(struct page *p, const struct asked *q, const char *name, bool several)
{
	struct bw_json_each it = bw_json_each(bw_json_get(q->fact, "values"));

	while (bw_json_step(&it)) {
		struct bw_str v = text(it.value, "value");
		struct bw_str says = text(it.value, "says");

		if (several)
			page_check_box(p, name, v, says, was_told(q, v));
		else
			page_radio(p, name, v, says, was_told(q, v));
	}
}

static void
line(struct page *p, const struct asked *q, const char *type, const char *label,
    struct bw_str value)
{
	struct bw_html *h = &p->h;
	struct bw_str unit = text(q->fact, "unit");

	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr_z(h, "for", "f-answer");
	bw_html_text(h, page_word(p, label));
	if (unit.n > 0)
		bw_html_text(h, page_fmt(p, " (%.*s)", BW_ARG(unit)));
	bw_html_close(h);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", type);
	bw_html_attr_z(h, "id", "f-answer");
	bw_html_attr_z(h, "name", q->name);
	if (value.n > 0 && !bw_str_is(value, "unknown"))
		bw_html_attr(h, "value", value);
	bw_html_close(h);
	bw_html_close(h);
}

static void
codes(struct page *p, const struct asked *q)
{
	struct bw_url u;

	line(p, q, "text", "web.case.codes", BW_STR(""));
	bw_html_open_class(&p->h, "p", "hint");
	page_to(p, &u, "law", "codes", NULL);
	page_a(p, &u, NULL, page_word(p, "web.case.find-code"));
	bw_html_close(&p->h);
	values(p, q, q->more, true);
	page_check_box(
	    p, q->more, BW_STR("-"), page_word(p, "web.case.no-code"), false);
}

static void
controls(struct page *p, const struct asked *q)
{
	if (is_type(q->fact, "bool")) {
		page_radio(p, q->name, BW_STR("true"),
		    page_word(p, "law.truth.true"),
		    was_told(q, BW_STR("true")));
		page_radio(p, q->name, BW_STR("false"),
		    page_word(p, "law.truth.false"),
		    was_told(q, BW_STR("false")));
	} else if (is_type(q->fact, "choice")) {
		values(p, q, q->name, false);
	} else if (is_type(q->fact, "set")) {
		values(p, q, q->name, true);
		page_check_box(p, q->name, BW_STR("-"),
		    page_word(p, "web.case.none"), false);
	} else if (is_type(q->fact, "codes")) {
		codes(p, q);
	} else {
		line(p, q, is_type(q->fact, "date") ? "date" : "text",
		    is_type(q->fact, "percent")    ? "web.case.per-cent"
			: is_type(q->fact, "date") ? "web.case.date"
			: is_type(q->fact, "text") ? "web.case.text"
						   : "web.case.number",
		    q->told);
	}
}

/* ---- why ----------------------------------------------------------------- */
static void
because(struct page *p, struct bw_json ask)
{
	struct bw_json_each it = bw_json_each(bw_json_get(ask, "because"));
	struct bw_html *h = &p->h;
	size_t n = 0;

	bw_html_open(h, "details");
	bw_html_leaf(h, "summary", NULL, page_word(p, "web.case.why"));
	page_p(p, NULL, "web.case.why-lead");
	bw_html_open(h, "ul");
	while (n < 6 && bw_json_step(&it)) {
		struct bw_str says = text(it.value, "says");

		n++;
		bw_html_open(h, "li");
		if (says.n > 0)
			bw_html_text(h, page_fmt(p, "%.*s ", BW_ARG(says)));
		bw_html_text(h, BW_STR("["));
		case_cite(p, text(it.value, "cite"));
		bw_html_text(h, BW_STR("]"));
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

static void
example(struct page *p, struct bw_str key)
{
	struct bw_str word = page_fmt(p, "web.example.%.*s", BW_ARG(key));

	if (word.p == NULL || !bw_text_has(word.p))
		return;
	bw_html_open_class(&p->h, "p", "example");
	bw_html_leaf(&p->h, "strong", NULL, page_word(p, "web.case.example"));
	bw_html_text(&p->h, BW_STR(" "));
	bw_html_text(&p->h, page_word(p, word.p));
	bw_html_close(&p->h);
}

/* Codes that were told and are in doubt. */
static void
doubts(struct page *p, struct bw_json ask)
{
	struct bw_json_each it = bw_json_each(bw_json_get(ask, "findings"));

	while (bw_json_step(&it))
		page_notice(p, "plan", text(it.value, "says"));
}

/* All that was told, but this answer. */
static void
carry(struct page *p, struct bw_str key)
{
	static const char *const ours[] = { "ask", "sent" };

	for (size_t i = 0; i < p->query.n; i++) {
		struct bw_str name = p->query.field[i].name, fact;
		bool left = deal_is_fact(name, &fact) ||
		    bw_str_starts(name, BW_STR("why."));

		for (size_t k = 0; k < BW_LEN(ours); k++)
			left |= bw_str_is(name, ours[k]);
		if (!left && p->query.field[i].value.n > 0)
			page_hidden(p, page_fmt(p, "%.*s", BW_ARG(name)).p,
			    p->query.field[i].value);
	}
	deal_carry_facts(p, key);
}

/* What the world knows is told otherwise only with a reason. */
static void
reason(struct page *p, const struct law_case *c, struct bw_str key)
{
	struct bw_str z = page_fmt(p, "%.*s", BW_ARG(key));
	struct bw_json known =
	    bw_json_get(bw_json_get(c->law, "from_world"), z.p);
	const char *name = page_fmt(p, "why.%.*s", BW_ARG(key)).p;
	struct bw_html *h = &p->h;

	if (bw_json_type(known) == BW_JSON_NONE && page_param(p, name).n == 0)
		return;
	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr_z(h, "for", "f-why");
	bw_html_text(h, page_word(p, "web.case.otherwise"));
	bw_html_close(h);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "text");
	bw_html_attr_z(h, "id", "f-why");
	bw_html_attr_z(h, "name", name);
	bw_html_attr(h, "value", page_param(p, name));
	bw_html_close(h);
	bw_html_close(h);
}

/* This form came back without an answer. */
static bool
sent_nothing(struct page *p, struct bw_str key)
{
	struct bw_str value;

	return bw_str_eq(page_param(p, "sent"), key) &&
	    !deal_answer(p, key, &value);
}

static void
buttons(struct page *p, const struct asked *q)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "p", "buttons");
	page_button(p, "web.case.next");
	bw_html_text(h, BW_STR(" "));
	bw_html_open_class(h, "button", "button secondary");
	bw_html_attr_z(h, "type", "submit");
	bw_html_attr_z(h, "name", q->more);
	bw_html_attr_z(h, "value", "unknown");
	bw_html_text(h, page_word(p, "web.case.unknown"));
	bw_html_close(h);
	bw_html_close(h);
}

static void
put(struct page *p, const struct law_case *c, struct bw_json fact,
    struct bw_json ask)
{
	struct bw_str key = text(fact, "fact"), told = BW_STR("");
	struct asked q = { fact, page_fmt(p, "f.%.*s", BW_ARG(key)).p,
		page_fmt(p, "g.%.*s", BW_ARG(key)).p, told };
	struct bw_html *h = &p->h;
	struct bw_url u;

	deal_answer(p, key, &q.told);
	page_to(p, &u, "company", page_fmt(p, "%.*s", BW_ARG(p->step[0])).p,
	    "deal", "law", NULL);
	page_form(p, "get", &u);
	carry(p, key);
	page_hidden(p, "sent", key);
	bw_html_open_class(h, "fieldset", "law-question");
	bw_html_leaf(h, "legend", NULL, text(fact, "question"));
	if (sent_nothing(p, key))
		page_p(p, "wrong-text", "web.case.choose");
	if (text(fact, "help").n > 0)
		bw_html_leaf(h, "p", "hint", text(fact, "help"));
	example(p, key);
	doubts(p, ask);
	if (bw_json_bool(bw_json_get(fact, "judgement"), false))
		page_p(p, "hint", "web.case.judgement");
	controls(p, &q);
	reason(p, c, key);
	bw_html_close(h);
	buttons(p, &q);
	page_form_end(p);
	if (bw_json_count(bw_json_get(ask, "because")) > 0)
		because(p, ask);
}

void
case_question(struct page *p, const struct law_case *c)
{
	struct bw_json ask = bw_json_get(c->law, "ask");
	struct bw_json again = case_fact(c->facts, page_param(p, "ask"));
	struct bw_json pending = bw_json_get(c->law, "ask_pending");

	page_h2(p, "question", "web.case.question");
	if (bw_json_type(again) == BW_JSON_OBJECT) {
		put(p, c, again, (struct bw_json){ 0 });
	} else if (bw_json_type(ask) == BW_JSON_OBJECT) {
		put(p, c, case_fact(c->facts, text(ask, "fact")), ask);
	} else if (bw_json_type(pending) == BW_JSON_OBJECT) {
		page_notice(p, "know", page_word(p, "web.case.only-pending"));
		put(p, c, case_fact(c->facts, text(pending, "fact")), pending);
	} else {
		page_p(p, NULL, "web.case.no-question");
	}
}

/* ---- answers ------------------------------------------------------------- */
static void
change(struct page *p, struct bw_str key, const char *word)
{
	struct bw_url u;

	page_again(p, &u, "ask", "sent", NULL);
	bw_url_param(&u, "ask", key);
	bw_html_text(&p->h, BW_STR(" "));
	page_a(p, &u, "change", page_word(p, word));
}

/* Told otherwise than the world has it: both values, and the reason. */
static void
overruled(struct page *p, const struct law_case *c, struct bw_json fact)
{
	struct bw_json_each it = bw_json_each(bw_json_get(c->law, "overruled"));

	while (bw_json_step(&it))
		if (bw_str_eq(text(it.value, "fact"), text(fact, "fact")))
			bw_html_leaf(&p->h, "p", "place",
			    PAGE_FILLED(p, "web.case.overruled",
				{ "was",
				    case_said(
					p, fact, text(it.value, "world")) },
				{ "reason", text(it.value, "reason") }));
}

static void
answer(struct page *p, const struct law_case *c, struct bw_str key)
{
	struct bw_json fact = case_fact(c->facts, key);
	struct bw_str value;

	deal_answer(p, key, &value);
	bw_html_open(&p->h, "div");
	bw_html_leaf(&p->h, "dt", NULL,
	    text(fact, "question").n > 0 ? text(fact, "question") : key);
	bw_html_open(&p->h, "dd");
	bw_html_leaf(&p->h, "bdi", NULL, case_said(p, fact, value));
	change(p, key, "web.case.change");
	overruled(p, c, fact);
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
of_the_world(struct page *p, const struct law_case *c)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(c->law, "from_world"));
	struct bw_json evidence = bw_json_get(c->law, "evidence");

	bw_html_open(&p->h, "details");
	bw_html_leaf(
	    &p->h, "summary", NULL, page_word(p, "web.case.from-world"));
	bw_html_open_class(&p->h, "dl", "told");
	while (bw_json_step(&it)) {
		struct bw_json fact = case_fact(c->facts, it.key);
		struct bw_str place = bw_json_str(bw_json_get(
		    evidence, page_fmt(p, "%.*s", BW_ARG(it.key)).p));

		bw_html_open(&p->h, "div");
		bw_html_leaf(&p->h, "dt", NULL, text(fact, "question"));
		bw_html_open(&p->h, "dd");
		bw_html_leaf(&p->h, "bdi", NULL,
		    case_said(p, fact, bw_json_str(it.value)));
		if (place.n > 0)
			bw_html_leaf(&p->h, "span", "place",
			    page_fmt(p, " (%.*s)", BW_ARG(place)));
		change(p, it.key, "web.case.say-otherwise");
		bw_html_close(&p->h);
		bw_html_close(&p->h);
	}
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

void
case_answers(struct page *p, const struct law_case *c)
{
	struct bw_str fact;
	size_t n = 0;

	page_h2(p, "answers", "web.case.answers");
	for (size_t i = 0; i < p->query.n; i++)
		if (deal_fact_at(p, i, &fact)) {
			if (n++ == 0)
				bw_html_open_class(&p->h, "dl", "told");
			answer(p, c, fact);
		}
	if (n > 0)
		bw_html_close(&p->h);
	else
		page_p(p, "hint", "web.case.no-answer");
	if (bw_json_count(bw_json_get(c->law, "from_world")) > 0)
		of_the_world(p, c);
}
