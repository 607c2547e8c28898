/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_scan_ask.c - the questions of one theme (of the quick scan: of one
 * half), each with why it is asked behind a fold.
 */
#include "web/page_scan.h"

static const struct bw_json_each none;

/* What is known of it: a list, and the answer it proposes. */
static void
known(struct scan_page *c, size_t i)
{
	struct bw_json_each it = bw_json_each(c->known), because = none;
	struct bw_html *h = &c->p->h;
	struct bw_json one = { 0 };
	int64_t value;
	int n = 0;

	while (bw_json_step(&it))
		if (bw_str_eq(bw_json_str(bw_json_get(it.value, "question")),
			c->q->question[i].id))
			one = it.value;
	if (bw_json_type(one) != BW_JSON_OBJECT)
		return;
	bw_html_open_class(h, "div", "alert know");
	bw_html_leaf(h, "p", NULL, page_word(c->p, "web.scan.known"));
	bw_html_open_class(h, "ul", "said");
	because = bw_json_each(bw_json_get(one, "because"));
	while (bw_json_step(&because) && n++ < 3)
		bw_html_leaf(h, "li", NULL,
		    bw_json_str(bw_json_get(because.value, "evidence")));
	bw_html_close(h);
	if (bw_json_i64(bw_json_get(one, "value"), &value) && value >= 0 &&
	    (size_t)value < c->q->scale[c->q->question[i].scale].n)
		bw_html_leaf(h, "p", NULL,
		    PAGE_FILLED(c->p, "web.scan.proposed",
			{ "answer",
			    scan_in(c,
				c->q->scale[c->q->question[i].scale]
				    .answer[value]) }));
	bw_html_close(h);
}

static void
reason(struct scan_page *c, size_t i, bool chosen)
{
	struct bw_str id = c->q->question[i].id;
	struct bw_html *h = &c->p->h;
	bool wrong = c->no_reason[i];

	bw_html_open_class(h, "div",
	    wrong ? "form-field reason-field wrong"
		  : "form-field reason-field");
	bw_html_open(h, "label");
	bw_html_attr(h, "for", page_fmt(c->p, "f-r-%.*s", BW_ARG(id)));
	bw_html_text(h, page_word(c->p, "web.scan.reason"));
	bw_html_close(h);
	if (wrong) {
		bw_html_open_class(h, "p", "field-error");
		bw_html_attr(
		    h, "id", page_fmt(c->p, "f-r-%.*s-error", BW_ARG(id)));
		bw_html_text(h, page_word(c->p, "web.scan.reason-missing"));
		bw_html_close(h);
	}
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "text");
	bw_html_attr_z(h, "maxlength", "500");
	bw_html_attr(h, "id", page_fmt(c->p, "f-r-%.*s", BW_ARG(id)));
	bw_html_attr(h, "name", page_fmt(c->p, "r-%.*s", BW_ARG(id)));
	if (wrong) {
		bw_html_attr_z(h, "aria-invalid", "true");
		bw_html_attr(h, "aria-describedby",
		    page_fmt(c->p, "f-r-%.*s-error", BW_ARG(id)));
	}
	if (chosen)
		bw_html_attr(h, "value", c->s.answer[i].reason);
	bw_html_close(h);
	bw_html_close(h);
}

static void
answers(struct scan_page *c, size_t i)
{
	const struct bw_scan_question *x = &c->q->question[i];
	const struct bw_scan_scale *scale = &c->q->scale[x->scale];
	const struct bw_scan_answer *said = &c->s.answer[i];
	const char *name = page_fmt(c->p, "q-%.*s", BW_ARG(x->id)).p;
	bool wrong = c->no_reason[i];

	for (size_t v = 0; v < scale->n; v++)
		page_radio(c->p, name, page_fmt(c->p, "%zu", v),
		    scan_in(c, scale->answer[v]),
		    !wrong && said->said == BW_SAID_VALUE && said->value == v);
	page_radio(c->p, name, BW_STR("u"), page_word(c->p, "web.scan.unknown"),
	    !wrong && said->said == BW_SAID_UNKNOWN);
	if (scale->kind != BW_SCAN_MEASURE)
		return;
	page_radio(c->p, name, BW_STR("n"), page_word(c->p, "web.scan.na"),
	    wrong || said->said == BW_SAID_NA);
	reason(c, i, !wrong && said->said == BW_SAID_NA);
}

static void
question(struct scan_page *c, size_t i)
{
	const struct bw_scan_question *x = &c->q->question[i];
	struct bw_html *h = &c->p->h;

	bw_html_open_class(h, "fieldset", "law-question scan-question");
	bw_html_attr(h, "id", page_fmt(c->p, "q-%.*s", BW_ARG(x->id)));
	bw_html_open(h, "legend");
	bw_html_text(h, scan_in(c, x->text));
	bw_html_close(h);
	known(c, i);
	answers(c, i);
	bw_html_open(h, "details");
	bw_html_open(h, "summary");
	bw_html_text(h, page_word(c->p, "web.scan.why"));
	bw_html_close(h);
	bw_html_leaf(h, "p", NULL, scan_in(c, x->why));
	bw_html_close(h);
	bw_html_close(h);
}

static struct bw_str
title(struct scan_page *c)
{
	if (c->s.full)
		return scan_in(c, c->q->theme[c->at].name);
	return page_word(c->p,
	    c->at == 0 ? "web.scan.quick-profile" : "web.scan.quick-measures");
}

static void
progress(struct scan_page *c)
{
	struct bw_scan_progress n = bw_scan_progress(c->q, &c->s);

	bw_html_leaf(&c->p->h, "p", "hint",
	    PAGE_FILLED(c->p, "web.scan.progress",
		{ "page", page_fmt(c->p, "%zu", c->at + 1) },
		{ "pages", page_fmt(c->p, "%zu", scan_pages(c)) },
		{ "n", page_fmt(c->p, "%zu", n.answered) },
		{ "of", page_fmt(c->p, "%zu", n.asked) }));
}

void
scan_questions(struct scan_page *c)
{
	struct page *p = c->p;
	bool wrong = false;

	page_begin(p, title(c));
	progress(c);
	for (size_t i = 0; i < c->q->n_question; i++)
		wrong |= c->no_reason[i];
	if (wrong)
		page_notice(p, "act", page_word(p, "web.scan.mend"));
	if (!bw_scan_same_version(&c->s, c->q))
		page_notice(p, "plan", page_word(p, "web.scan.other-version"));
	scan_form(c, false);
	for (size_t i = 0; i < c->q->n_question; i++)
		if (c->ask[i] && scan_page_of(c, i) == c->at)
			question(c, i);
	bw_html_open_class(&p->h, "div", "buttons");
	scan_go(c, "next", "web.scan.next", false);
	scan_go(c, "back", "web.scan.back", true);
	scan_go(c, "plan", "web.scan.to-plan", true);
	scan_go(c, "file", "web.scan.save", true);
	bw_html_close(&p->h);
	page_form_end(p);
	page_p(p, "privacy", "web.scan.privacy");
	page_end(p);
}
