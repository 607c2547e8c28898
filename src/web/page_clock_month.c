/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_clock_month.c - a month as a table of weeks, Monday first (ISO 8601).
 */
#include "web/clock.h"

#define MONTHS 14 /* shown at most */

struct month {
	int year, month;
	bw_date first, after; /* the first day, and that of the next month */
};

static bool
month_of(bw_date d, struct month *m)
{
	int day;

	bw_date_split(d, &m->year, &m->month, &day);
	return bw_date_of(m->year, m->month, 1, &m->first) &&
	    bw_date_of(
		m->year + m->month / 12, m->month % 12 + 1, 1, &m->after);
}

/* Days from Monday. */
static int
weekday(bw_date d)
{
	return (int)((((int64_t)d + 3) % 7 + 7) % 7);
}

static bool
stands_still(const struct clock_days *d, bw_date day)
{
	for (size_t i = 0; i < d->n_stop; i++)
		if (bw_period_has(d->stop[i], day))
			return true;
	return false;
}

static const struct clock_event *
event_of(const struct clock_days *d, bw_date day)
{
	const struct clock_event *found = NULL;

	/* An end counts more than a beginning on the same day. */
	for (size_t i = 0; i < d->n; i++)
		if (d->event[i].day == day &&
		    (found == NULL || found->kind != CLOCK_END))
			found = &d->event[i];
	return found;
}

static void
day_cell(struct page *p, const struct clock_days *d, bw_date day, int number)
{
	const struct clock_event *e = event_of(d, day);
	struct bw_html *h = &p->h;
	struct bw_str n = page_fmt(p, "%d", number);

	bw_html_open_class(h, "td",
	    e != NULL && (e->kind == CLOCK_END || e->kind == CLOCK_LATEST)
		? "last"
		: e != NULL            ? "some"
		: stands_still(d, day) ? "still"
				       : NULL);
	if (e == NULL) {
		bw_html_text(h, n);
	} else {
		bw_html_open(h, "a");
		bw_html_link(h, page_fmt(p, "day-%d", (int)day));
		bw_html_attr(h, "aria-label",
		    page_fmt(p, "%d: %.*s", number,
			BW_ARG(clock_event_words(p, e))));
		bw_html_text(h, n);
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
head(struct page *p)
{
	struct bw_html *h = &p->h;

	bw_html_open(h, "thead");
	bw_html_open(h, "tr");
	for (int i = 1; i <= 7; i++) {
		struct bw_str day =
		    page_word(p, page_fmt(p, "web.weekday.%d", i).p);

		bw_html_open(h, "th");
		bw_html_attr_z(h, "scope", "col");
		bw_html_open(h, "abbr");
		bw_html_attr(h, "title", day);
		bw_html_text(h, bw_str_sub(day, 0, 2));
		bw_html_close(h);
		bw_html_close(h);
	}
	bw_html_close(h);
	bw_html_close(h);
}

static void
weeks(struct page *p, const struct clock_days *d, const struct month *m)
{
	bw_date day = m->first - weekday(m->first);
	struct bw_html *h = &p->h;

	bw_html_open(h, "tbody");
	while (day < m->after) {
		bw_html_open(h, "tr");
		for (int i = 0; i < 7; i++, day++)
			if (day < m->first || day >= m->after)
				bw_html_leaf(h, "td", NULL, BW_STR(""));
			else
				day_cell(p, d, day, day - m->first + 1);
		bw_html_close(h);
	}
	bw_html_close(h);
}

static void
month(struct page *p, const struct clock_days *d, const struct month *m)
{
	struct bw_html *h = &p->h;

	bw_html_open_class(h, "table", "month");
	bw_html_leaf(h, "caption", NULL,
	    page_fmt(p, "%.*s %d",
		BW_ARG(
		    page_word(p, page_fmt(p, "report.month.%d", m->month).p)),
		m->year));
	head(p);
	weeks(p, d, m);
	bw_html_close(h);
}

void
clock_months(struct page *p, const struct clock_days *d)
{
	struct month m, last = { 0 };
	size_t shown = 0;

	page_h2(p, "months", "web.clock.months");
	page_p(p, "hint", "web.clock.months-hint");
	bw_html_open_class(&p->h, "div", "months");
	for (size_t i = 0; i < d->n && shown < MONTHS; i++) {
		if (!month_of(d->event[i].day, &m) ||
		    (shown > 0 && m.first == last.first))
			continue;
		month(p, d, &m);
		last = m;
		shown++;
	}
	bw_html_close(&p->h);
}
