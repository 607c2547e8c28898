/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock.h - the days of terms of the law, in their order.
 */
#ifndef BW_WEB_CLOCK_H
#define BW_WEB_CLOCK_H
#include "base/date.h"
#include "web/case.h"

#define CLOCK_DAYS 64u

enum clock_kind {
	CLOCK_START,
	CLOCK_END,
	CLOCK_MOVED,  /* by the general act on terms, if that holds */
	CLOCK_LATEST, /* with all extensions */
	CLOCK_DONE,
	CLOCK_STOP,
	CLOCK_GO_ON,
	CLOCK_LONGEST /* of the whole procedure */
};
struct clock_event {
	bw_date day;
	enum clock_kind kind;
	struct bw_json term; /* none of a stop */
};
struct clock_days {
	struct clock_event event[CLOCK_DAYS];
	size_t n;
	struct bw_period stop[8];
	size_t n_stop;
};

/* "Monday 4 January 2027" */
struct bw_str clock_day(struct page *p, bw_date d);
struct bw_str clock_event_words(struct page *p, const struct clock_event *e);
/* The months in which something happens, as tables (page_clock_month.c). */
void clock_months(struct page *p, const struct clock_days *d);

#endif
