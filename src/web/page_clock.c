/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_clock.c - the terms of the law as a calendar: who must act before when,
 * what stands still, what silence means; a list by day, months, and a file for
 * a calendar program.
 *
 *	?received=2026-11-09&extend=2&stop-from=2026-12-01&stop-to=2026-12-15
 *
 * and the facts of a case (f.FACT, deal.h). A month is a table of weeks: each
 * day on which something happens is a link to its line in the list, which
 * names it, so that the month need not be seen.
 */
#include "web/clock.h"
#include "web/pages.h"

static struct bw_str
text(struct bw_json o, const char *key)
{
	return bw_json_str(bw_json_get(o, key));
}

struct bw_str
clock_day(struct page *p, bw_date d)
{
	/* 1970-01-01 was a Thursday; Monday is 1. */
	int week = (int)((((int64_t)d + 3) % 7 + 7) % 7) + 1;
	int year, month, day;

	bw_date_split(d, &year, &month, &day);
	return page_fmt(p, "%.*s %d %.*s %d",
	    BW_ARG(page_word(p, page_fmt(p, "web.weekday.%d", week).p)), day,
	    BW_ARG(page_word(p, page_fmt(p, "report.month.%d", month).p)),
	    year);
}

/* ---- the question -------------------------------------------------------- */
static void
ask(struct page *p, struct page_question *a)
{
	struct bw_str from = page_param(p, "stop-from");

	page_asks(p, a, "law");
	page_option(p, a, "received", page_param(p, "received"));
	page_option(p, a, "extend", page_param(p, "extend"));
	if (from.n > 0)
		page_option(p, a, "stop",
		    page_fmt(p, "%.*s:%.*s", BW_ARG(from),
			BW_ARG(page_param(p, "stop-to"))));
	deal_facts(p, a, false);
	page_place(p, a, BW_STR("clock"));
}

static void
date_field(struct page *p, const char *name, const char *id, const char *label)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "div", "form-field");
	bw_html_open(h, "label");
	bw_html_attr_z(h, "for", id);
	bw_html_text(h, page_word(p, label));
	bw_html_close(h);
	bw_html_open(h, "input");
	bw_html_attr_z(h, "type", "date");
	bw_html_attr_z(h, "id", id);
	bw_html_attr_z(h, "name", name);
	if (page_param(p, name).n > 0)
		bw_html_attr(h, "value", page_param(p, name));
	bw_html_close(h);
	bw_html_close(h);
}

#define APPLIED "dates.application_received"

static void
form(struct page *p)
{
	struct bw_url u;

	page_to(p, &u, "law", "clock", NULL);
	page_form(p, "get", &u);
	date_field(p, "received", "f-received", "web.clock.received");
	page_field(
	    p, "number", "extend", "web.clock.extend", "web.clock.extend-hint");
	bw_html_open(&p->h, "fieldset");
	bw_html_leaf(&p->h, "legend", NULL, page_word(p, "web.clock.stop"));
	date_field(p, "stop-from", "f-stop-from", "web.clock.stop-from");
	date_field(p, "stop-to", "f-stop-to", "web.clock.stop-to");
	bw_html_close(&p->h);
	date_field(p, "f." APPLIED, "f-applied", "web.clock.applied");
	deal_carry_facts(p, BW_STR(APPLIED));
	page_button(p, "web.clock.go");
	page_form_end(p);
}

/* ---- days on which something happens ------------------------------------- */
static void
add(struct clock_days *d, struct bw_str day, enum clock_kind kind,
    struct bw_json term)
{
	struct clock_event e = { .kind = kind, .term = term };
	size_t i;

	if (d->n == CLOCK_DAYS || !bw_date_parse(day, &e.day))
		return;
	for (i = d->n++; i > 0 && d->event[i - 1].day > e.day; i--)
		d->event[i] = d->event[i - 1];
	d->event[i] = e;
}

static void
term_days(struct clock_days *d, struct bw_json t)
{
	struct bw_str end = text(t, "end");
	struct bw_str moved = text(t, "end_if_general_terms_act");
	struct bw_str latest = text(bw_json_get(t, "latest"), "day");

	add(d, text(t, "start"), CLOCK_START, t);
	add(d, end, CLOCK_END, t);
	if (!bw_str_eq(end, moved))
		add(d, moved, CLOCK_MOVED, t);
	if (!bw_str_eq(end, latest))
		add(d, latest, CLOCK_LATEST, t);
	add(d, text(t, "done"), CLOCK_DONE, t);
}

static void
find_days(struct clock_days *d, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "terms"));
	struct bw_json none = { 0 };

	*d = (struct clock_days){ 0 };
	while (bw_json_step(&it))
		term_days(d, it.value);
	it = bw_json_each(bw_json_get(all, "stops"));
	while (bw_json_step(&it)) {
		add(d, text(it.value, "from"), CLOCK_STOP, none);
		add(d, text(it.value, "to"), CLOCK_GO_ON, none);
		if (d->n_stop < BW_LEN(d->stop) &&
		    bw_date_parse(
			text(it.value, "from"), &d->stop[d->n_stop].from)) {
			if (!bw_date_parse(
				text(it.value, "to"), &d->stop[d->n_stop].to))
				d->stop[d->n_stop].to = BW_DATE_MAX;
			d->n_stop++;
		}
	}
	add(d, text(bw_json_get(all, "longest"), "day"), CLOCK_LONGEST, none);
}

struct bw_str
clock_event_words(struct page *p, const struct clock_event *e)
{
	static const char *const word[] = { "web.clock.at.start",
		"web.clock.at.end", "web.clock.at.moved", "web.clock.at.latest",
		"web.clock.at.done", "web.clock.at.stop", "web.clock.at.go-on",
		"web.clock.at.longest" };

	return PAGE_FILLED(
	    p, word[e->kind], { "term", text(e->term, "title") });
}

static void
day_list(struct page *p, const struct clock_days *d)
{
	struct bw_html *h = &p->h;

	page_h2(p, "days", "web.clock.days");
	bw_html_open_class(h, "ol", "days");
	for (size_t i = 0; i < d->n; i++) {
		const struct clock_event *e = &d->event[i];
		struct bw_str who = text(e->term, "who");

		bw_html_open(h, "li");
		if (i == 0 || d->event[i - 1].day != e->day)
			bw_html_attr(
			    h, "id", page_fmt(p, "day-%d", (int)e->day));
		bw_html_leaf(h, "strong", NULL, clock_day(p, e->day));
		bw_html_text(
		    h, page_fmt(p, " %.*s", BW_ARG(clock_event_words(p, e))));
		if (who.n > 0 && e->kind != CLOCK_START) {
			bw_html_text(h, BW_STR(" "));
			bw_html_text(h,
			    PAGE_FILLED(p, "web.clock.who",
				{ "who", page_word_of(p, "clock.who", who) }));
		}
		bw_html_close(h);
	}
	bw_html_close(h);
}

/* ---- term by term -------------------------------------------------------- */
static void
sentence(
    struct page *p, const char *word, struct bw_str says, struct bw_str cite)
{
	if (says.n == 0)
		return;
	bw_html_open(&p->h, "p");
	if (word != NULL) {
		bw_html_leaf(&p->h, "strong", NULL, page_word(p, word));
		bw_html_text(&p->h, BW_STR(" "));
	}
	bw_html_text(&p->h, page_fmt(p, "%.*s ", BW_ARG(says)));
	if (cite.n > 0)
		case_cite(p, page_fmt(p, "Wet vifo %.*s", BW_ARG(cite)));
	bw_html_close(&p->h);
}

static void
extension(struct page *p, struct bw_json e)
{
	int64_t used = 0, most = 0;
	const char *key;

	bw_json_i64(bw_json_get(e, "used_months"), &used);
	bw_json_i64(bw_json_get(e, "most_months"), &most);
	key = text(e, "depends_on").n > 0 ? "web.clock.extend-perhaps"
	    : used > 0                    ? "clock.extend.used"
	    : most > 0                    ? "clock.extend"
					  : "clock.extend.none";
	bw_html_leaf(&p->h, "li", NULL,
	    PAGE_FILLED(p, key, { "cite", text(e, "cite") },
		{ "used", page_fmt(p, "%lld", (long long)used) },
		{ "most", page_fmt(p, "%lld", (long long)most) }));
}

static void
term(struct page *p, struct bw_json t)
{
	struct bw_json_each it = bw_json_each(bw_json_get(t, "extensions"));
	struct bw_json silence = bw_json_get(t, "if_nobody_acts");
	int64_t left = 0;
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "article", "finding know");
	bw_html_leaf(h, "h3", NULL, text(t, "title"));
	bw_html_open_class(h, "p", "badges");
	page_badge(p, "sure", page_word_of(p, "clock.state", text(t, "state")));
	bw_html_text(h, page_word_of(p, "clock.who", text(t, "who")));
	case_cite(p, page_fmt(p, "Wet vifo %.*s", BW_ARG(text(t, "cite"))));
	bw_html_close(h);
	if (bw_json_count(bw_json_get(t, "extensions")) > 0) {
		bw_html_open_class(h, "ul", "reasons");
		while (bw_json_step(&it))
			extension(p, it.value);
		bw_html_close(h);
	}
	if (bw_json_i64(bw_json_get(t, "days_left_after_stop"), &left))
		bw_html_leaf(h, "p", NULL,
		    PAGE_FILLED(p, "web.clock.left",
			{ "n", page_fmt(p, "%lld", (long long)left) }));
	sentence(p, "web.clock.silence", text(silence, "words"),
	    text(silence, "cite"));
	sentence(p, "web.clock.then", text(t, "then"), BW_STR(""));
	sentence(p, NULL, text(t, "note"), BW_STR(""));
	bw_html_close(h);
}

static void
terms(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "terms"));
	size_t n = 0;

	page_h2(p, "terms", "web.clock.terms");
	while (bw_json_step(&it)) {
		bool path =
		    bw_str_starts(text(it.value, "id"), BW_STR("phase"));

		if (!path && bw_str_is(text(it.value, "state"), "unknown"))
			continue;
		term(p, it.value);
		n++;
	}
	if (n == 0)
		page_p(p, "hint", "web.clock.nothing");
}

static void
counted(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "assumptions"));
	struct bw_json general = bw_json_get(all, "general_terms_act");

	bw_html_open(&p->h, "details");
	bw_html_leaf(&p->h, "summary", NULL, page_word(p, "web.clock.counted"));
	bw_html_open_class(&p->h, "ul", "reasons");
	while (bw_json_step(&it))
		bw_html_leaf(&p->h, "li", NULL, text(it.value, "words"));
	if (text(general, "words").n > 0)
		bw_html_leaf(&p->h, "li", NULL, text(general, "words"));
	if (text(general, "not_verified").n > 0)
		bw_html_leaf(&p->h, "li", NULL, text(general, "not_verified"));
	if (text(general, "missing").n > 0)
		bw_html_leaf(&p->h, "li", NULL, text(general, "missing"));
	bw_html_close(&p->h);
	bw_html_close(&p->h);
}

static void
download(struct page *p)
{
	struct bw_url u;

	bw_html_open_class(&p->h, "p", "no-print");
	page_to(p, &u, "law", "clock", "terms.ics", NULL);
	for (size_t i = 0; i < p->query.n; i++)
		bw_url_param(&u,
		    page_fmt(p, "%.*s", BW_ARG(p->query.field[i].name)).p,
		    p->query.field[i].value);
	page_a(p, &u, "button secondary", page_word(p, "web.clock.download"));
	bw_html_close(&p->h);
}

void
page_clock(struct page *p)
{
	struct page_question a;
	struct clock_days d;
	struct bw_json all;

	ask(p, &a);
	all = page_json_maybe(p, &a);
	find_days(&d, all);
	page_begin(p, page_word(p, "web.clock.title"));
	page_p(p, "lead", "web.clock.lead");
	if (bw_json_type(all) != BW_JSON_OBJECT)
		deal_refused(p, "web.clock.refused", page_why_not(p));
	form(p);
	if (d.n > 0) {
		day_list(p, &d);
		download(p);
		clock_months(p, &d);
	}
	if (bw_json_type(all) == BW_JSON_OBJECT) {
		terms(p, all);
		counted(p, all);
	}
	page_p(p, "hint", "law.no-advice");
	page_end(p);
}

void
page_clock_file(struct page *p)
{
	struct page_question a;
	struct bw_str ics;
	struct bw_url u;

	ask(p, &a);
	ics = page_drawn(p, &a, "ics");
	if (ics.n == 0) { /* the page says what is not right */
		page_to(p, &u, "law", "clock", NULL);
		for (size_t i = 0; i < p->query.n; i++)
			bw_url_param(&u,
			    page_fmt(p, "%.*s", BW_ARG(p->query.field[i].name))
				.p,
			    p->query.field[i].value);
		page_see(p, &u);
		return;
	}
	page_file(p, "text/calendar; charset=utf-8",
	    p->lang == BW_NL ? "termijnen.ics" : "terms.ics", ics);
}
