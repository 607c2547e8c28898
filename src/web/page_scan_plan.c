/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_scan_plan.c - the plan: what cannot wait, where one stands, what to do,
 * and the file to take home.
 */
#include "web/page_scan.h"

/* Whom to ask; what was not looked up is marked. */
static void
whom(struct scan_page *c, const struct bw_scan_asked *ask)
{
	struct bw_html *h = &c->p->h;

	bw_html_open_class(h, "ul", "plain");
	for (size_t i = 0; i < ask->n; i++) {
		const struct bw_authority *x = &c->q->authority[ask->at[i]];

		bw_html_open(h, "li");
		bw_html_text(h, scan_in(c, x->name));
		if (x->address.n > 0)
			bw_html_leaf(h, "span", "place",
			    page_fmt(c->p, " %.*s", BW_ARG(x->address)));
		if (x->address.n > 0 && !x->verified)
			bw_html_leaf(h, "span", "place",
			    page_fmt(c->p, " (%.*s)",
				BW_ARG(
				    page_word(c->p, "web.scan.not-checked"))));
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
signals(struct scan_page *c)
{
	struct bw_html *h = &c->p->h;

	if (c->r.n_signal == 0)
		return;
	page_h2(c->p, "first", "web.scan.first");
	for (size_t i = 0; i < c->r.n_signal; i++) {
		const struct bw_scan_signal *s = &c->q->signal[c->r.signal[i]];

		bw_html_open_class(h, "div",
		    s->kind == BW_SCAN_ALERT ? "alert act" : "alert plan");
		bw_html_leaf(h, "p", NULL, scan_in(c, s->text));
		if (s->basis.n > 0)
			bw_html_leaf(h, "p", NULL,
			    s->verified ? s->basis
					: page_fmt(c->p, "%.*s (%.*s)",
					      BW_ARG(s->basis),
					      BW_ARG(page_word(
						  c->p, "web.scan.unread"))));
		whom(c, &s->ask);
		bw_html_close(h);
	}
}

/* ---- actions ---- */

static void
step(struct scan_page *c, const char *word)
{
	bw_html_open(&c->p->h, "div");
	bw_html_leaf(&c->p->h, "dt", NULL, page_word(c->p, word));
	bw_html_open(&c->p->h, "dd");
}

static void
step_end(struct scan_page *c)
{
	bw_html_close(&c->p->h);
	bw_html_close(&c->p->h);
}

static void
action(struct scan_page *c, const struct bw_scan_action *a)
{
	const struct bw_scan_question *x = &c->q->question[a->question];
	struct bw_str todo =
	    scan_in(c, a->step == BW_STEP_NEXT ? x->next : x->first);
	struct bw_html *h = &c->p->h;

	bw_html_open_class(h, "article",
	    a->tier == BW_TIER_NOW        ? "finding act"
		: a->tier == BW_TIER_NEXT ? "finding plan"
					  : "finding know");
	bw_html_leaf(h, "h3", NULL,
	    a->step == BW_STEP_FIND_OUT
		? PAGE_FILLED(c->p, "web.scan.find-out",
		      { "question", scan_in(c, x->text) })
		: todo);
	bw_html_open_class(h, "dl", "steps");
	if (a->step == BW_STEP_FIND_OUT) {
		step(c, "web.scan.if-not");
		bw_html_text(h, todo);
		step_end(c);
	}
	step(c, "web.scan.because");
	bw_html_text(h, scan_in(c, x->why));
	step_end(c);
	step(c, "web.scan.effort");
	bw_html_text(h,
	    page_word_of(
		c->p, "scan.effort", (struct bw_str){ &x->effort, 1 }));
	step_end(c);
	step(c, "web.scan.theme");
	bw_html_text(h, scan_in(c, c->q->theme[x->theme].name));
	step_end(c);
	step(c, "web.scan.whom");
	whom(c, &x->ask);
	step_end(c);
	bw_html_close(h);
	bw_html_close(h);
}

/* Those of one tier, in [from, to). */
static void
tier(struct scan_page *c, size_t from, size_t to, bool heading)
{
	static const char *const word[] = { "web.scan.tier.now",
		"web.scan.tier.next", "web.scan.tier.later" };
	enum bw_scan_tier last = BW_TIER_NONE;

	for (size_t i = from; i < to; i++) {
		const struct bw_scan_action *a = &c->r.action[i];

		if (a->tier != last && heading)
			page_h2(
			    c->p, bw_scan_tier_name(a->tier), word[a->tier]);
		else if (a->tier != last)
			bw_html_leaf(&c->p->h, "p", "supposed",
			    page_word(c->p, word[a->tier]));
		last = a->tier;
		action(c, a);
	}
}

static void
actions(struct scan_page *c)
{
	struct bw_html *h = &c->p->h;
	size_t first = c->r.n_first_page;

	tier(c, 0, first, true);
	if (first == c->r.n_action)
		return;
	bw_html_open(h, "details");
	bw_html_open(h, "summary");
	bw_html_text(h,
	    PAGE_FILLED(c->p, "web.scan.more",
		{ "n", page_fmt(c->p, "%zu", c->r.n_action - first) }));
	bw_html_close(h);
	tier(c, first, c->r.n_action, false);
	bw_html_close(h);
	page_p(c->p, "hint", "web.scan.no-order");
}

static void
quick_wins(struct scan_page *c)
{
	bool any = false;

	for (size_t i = 0; i < c->r.n_action; i++) {
		const struct bw_scan_action *a = &c->r.action[i];
		const struct bw_scan_question *x = &c->q->question[a->question];

		if (!bw_scan_quick_win(c->q, a))
			continue;
		if (!any) {
			page_h2(c->p, "quick-wins", "web.scan.quick-wins");
			bw_html_open_class(&c->p->h, "ul", "said");
		}
		any = true;
		bw_html_leaf(&c->p->h, "li", NULL,
		    scan_in(c, a->step == BW_STEP_NEXT ? x->next : x->first));
	}
	if (any)
		bw_html_close(&c->p->h);
}

static void
profile(struct scan_page *c)
{
	if (c->r.n_profile == 0)
		return;
	page_h2(c->p, "profile", "web.scan.profile");
	bw_html_open_class(&c->p->h, "ul", "said");
	for (size_t i = 0; i < c->r.n_profile; i++) {
		const struct bw_scan_question *x =
		    &c->q->question[c->r.profile[i]];

		bw_html_leaf(&c->p->h, "li", NULL,
		    page_fmt(c->p, "%.*s %.*s", BW_ARG(scan_in(c, x->first)),
			BW_ARG(scan_in(c, x->why))));
	}
	bw_html_close(&c->p->h);
}

static void
take_home(struct scan_page *c)
{
	scan_form(c, false);
	bw_html_open_class(&c->p->h, "div", "buttons");
	scan_go(c, "file", "web.scan.save", false);
	scan_go(c, "again", "web.scan.again", true);
	if (!c->s.full)
		scan_go(c, "full", "web.scan.full-go", true);
	bw_html_close(&c->p->h);
	page_form_end(c->p);
}

void
scan_plan(struct scan_page *c)
{
	struct bw_scan_progress n = bw_scan_progress(c->q, &c->s);
	struct page *p = c->p;

	page_begin(p, page_word(p, "web.scan.plan"));
	bw_html_leaf(&p->h, "p", "hint",
	    PAGE_FILLED(p, c->s.full ? "scan.head-full" : "scan.head-quick",
		{ "title", scan_in(c, c->q->title) },
		{ "version", c->q->version },
		{ "n", page_fmt(p, "%zu", n.answered) },
		{ "of", page_fmt(p, "%zu", n.asked) }));
	take_home(c);
	signals(c);
	scan_standing(c);
	actions(c);
	quick_wins(c);
	profile(c);
	scan_changed(c);
	page_p(p, "privacy", "scan.no-advice");
	page_p(p, "privacy", "web.scan.privacy");
	page_end(p);
}
