/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock.h - the terms of the law as a calendar: when must who act, and what
 * follows when nobody does.
 *
 * Which terms there are, how long, what may extend or stop them, and which days
 * are holidays is data (rules/law/clocks/). Here is only the counting: days
 * of civil dates, months that end on the same day number or the last of the
 * month, stops that take days out of a term, and Easter by the computus. A date
 * that is not known gives an end that is not known, with the fact that is
 * missing. Pure: the day of today is an argument.
 *
 * The general act on terms (Algemene termijnenwet) is an option, because
 * whether it applies is not settled: each end has the day as counted and the
 * day it would move to.
 */
#ifndef BW_LAW_CLOCK_H
#define BW_LAW_CLOCK_H
#include "law/rules.h"

#define BW_CLOCK_FACTS 4 /* start events or conditions of a term, at most */
#define BW_CLOCK_EXTENSIONS 4
#define BW_CLOCK_STOPS 4 /* ways to stop a term; stops of a case are many */

struct bw_span { /* one of them is not 0 */
	int32_t days, weeks, months;
};
struct bw_clock_when { /* the fact has this value */
	uint32_t fact;
	uint64_t value; /* bit of `may` */
	struct bw_str is;
};
struct bw_month_pool { /* months that extensions take from */
	struct bw_str id, cite;
	int32_t most;
	bool shared; /* what a term used is gone for the next */
	struct bw_text not_verified;
};
struct bw_extension_rule {
	struct bw_str cite;
	uint32_t pool;
	uint32_t told; /* fact: months used; BW_NONE */
	bool on_top;   /* only when the extension before it was used */
	struct bw_clock_when when[BW_CLOCK_FACTS];
	size_t n_when;
};
struct bw_stop_rule {
	struct bw_str cite;
	uint32_t asked, supplied; /* facts */
	bool next_day;            /* begins on the day after the request */
};
struct bw_follows {
	struct bw_str cite, code;
	struct bw_text words; /* empty: the text says nothing */
};
struct bw_term_rule {
	struct bw_str id, cite, who;
	struct bw_text title, note, then;
	uint32_t instrument;
	struct bw_clock_when when[BW_CLOCK_FACTS];
	size_t n_when;
	uint32_t from[BW_CLOCK_FACTS]; /* facts: dates */
	size_t n_from;
	bool latest; /* all of them, the latest; else the first that is told */
	struct bw_span length;
	struct bw_extension_rule extension[BW_CLOCK_EXTENSIONS];
	size_t n_extension;
	struct bw_stop_rule stop[BW_CLOCK_STOPS];
	size_t n_stop;
	uint32_t done; /* fact: the day of the act; BW_NONE */
	bool in_order; /* that day before the start is a contradiction */
	struct bw_follows silence;
	uint64_t line;
};
struct bw_holiday {
	struct bw_str id, cite;
	struct bw_text name;
	bool of_easter;     /* offset counts from Easter Sunday */
	int32_t month, day; /* otherwise */
	int32_t offset;
	int32_t on_sunday; /* moves so many days when it is a Sunday */
	bool not_verified;
};
struct bw_general_terms {
	bool there;
	uint32_t instrument;
	struct bw_str cite, limit_cite, missing_cite;
	struct bw_text words, not_verified, missing;
	uint8_t weekend;      /* a bit per day, Monday = 1 */
	struct bw_span limit; /* longer ones do not move */
	struct bw_holiday *holiday;
	size_t n_holiday;
};
struct bw_clock_note {
	struct bw_str id;
	struct bw_text words;
};
struct bw_clocks { /* what holds on a day */
	const struct bw_vocabulary *vocabulary;
	struct bw_instrument *instrument;
	size_t n_instrument;
	struct bw_month_pool *pool;
	size_t n_pool;
	struct bw_term_rule *term;
	size_t n_term;
	uint32_t *path; /* terms one after another: the longest way */
	size_t n_path;
	struct bw_general_terms general;
	struct bw_clock_note *assumption;
	size_t n_assumption;
	int32_t *alarm; /* days before an end */
	size_t n_alarm;
};
/* Files that are no clocks are passed over. An error names file, line and
 * term; BW_ENOTFOUND when no terms hold on the day. */
int bw_clocks_read(struct bw_clocks *out, const struct bw_rule_file *file,
    size_t n_file, const struct bw_vocabulary *v, bw_date day,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

/* Calendar arithmetic; false when a date leaves the years 1 .. 9999. */
bool bw_date_months(bw_date d, int32_t months, bw_date *out);
bw_date bw_easter(int year);    /* Gregorian, Sunday */
unsigned bw_weekday(bw_date d); /* Monday 0 .. Sunday 6 */
/* The holiday of that day or NULL. */
const struct bw_holiday *bw_holiday_on(
    const struct bw_general_terms *g, bw_date d);
/* The first day from d on that is no weekend and no holiday. */
bw_date bw_next_working_day(const struct bw_general_terms *g, bw_date d);

enum bw_clock_state {
	BW_CLOCK_UNKNOWN, /* the start is not known */
	BW_CLOCK_AHEAD,   /* begins later */
	BW_CLOCK_RUNNING,
	BW_CLOCK_STOPPED,  /* waits for information */
	BW_CLOCK_DISPUTED, /* over, unless the general act moves the end */
	BW_CLOCK_UNLESS,   /* over or late, unless it was extended: not told */
	BW_CLOCK_OVER,     /* nobody acted in time */
	BW_CLOCK_DONE,     /* acted in time */
	BW_CLOCK_LATE      /* acted after the end */
};
const char *bw_clock_state_name(enum bw_clock_state s);

struct bw_clock_end {
	bool known;
	bw_date day;
	bw_date moved; /* by the general act; the same day when it does not */
	bool movable;  /* that act covers terms of this length */
};
struct bw_clock_stop { /* from <= d < to is stopped; to BW_DATE_MAX: open */
	bw_date from, to;
};
struct bw_term {
	const struct bw_term_rule *rule;
	enum bw_clock_state state;
	uint32_t unsure;  /* a condition whose fact is not told; BW_NONE */
	uint32_t missing; /* the fact without which the end is not known */
	bw_date start;    /* when state is not UNKNOWN */
	bw_date done;     /* BW_DATE_MAX: not yet */
	struct bw_clock_end plain;   /* as told */
	struct bw_clock_end running; /* the same without stops */
	struct bw_clock_end worst;   /* all extensions it may still get */
	int32_t stopped;             /* days out of the term by stops */
	int32_t left; /* of an open stop: days that still follow it */
	/* Months, by extension: used, and at most (of a pool: what is left) */
	int32_t used[BW_CLOCK_EXTENSIONS], most[BW_CLOCK_EXTENSIONS];
	uint32_t untold; /* months of an extension that nobody told; BW_NONE */
	bool perhaps[BW_CLOCK_EXTENSIONS]; /* its condition is not told */
	bool never[BW_CLOCK_EXTENSIONS];   /* its condition is not met */
};
struct bw_clock_case {
	const struct bw_facts *facts;
	const struct bw_clock_stop *stop; /* besides those of the facts */
	size_t n_stop;
	bw_date today;
};
struct bw_clock {
	struct bw_term *term; /* those that apply or may apply */
	size_t n_term;
	/* The last day of the path when every step takes as long as it may
	 * and the next begins at once; the second with each term using the
	 * unsettled months again. */
	struct bw_clock_end longest, longest_each;
};
/* Arena for all. BW_EFORMAT when facts contradict each other or the law: more
 * months than allowed, information supplied before it was asked for. */
int bw_clock_run(struct bw_clock *out, const struct bw_clocks *c,
    const struct bw_clock_case *in, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* Stops sorted, empty ones dropped and overlapping ones joined; returns how
 * many are left. In place. */
size_t bw_clock_join(struct bw_clock_stop *stop, size_t n);

#endif
