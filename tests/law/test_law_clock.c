/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_clock.c - terms counted by hand with a calendar.
 *
 * Dates were taken from a printed calendar and, for Easter, from the table of
 * the U.S. Naval Observatory's definition as published by Meeus (1991).
 */
#include "support/support.h"
#include "base/embed.h"
#include "base/json.h"
#include "law/clock.h"

static struct bw_arena arena;
static struct bw_vocabulary vocabulary;
static struct bw_rule_file *file;
static size_t n_file;
static struct bw_clocks clocks;

static bw_date
day(const char *text)
{
	bw_date d;

	assert_true(bw_date_parse(bw_str_of(text), &d));
	return d;
}

static void
same_day(bw_date d, const char *text)
{
	struct bw_buf b = { 0 };

	bw_date_print(&b, d);
	assert_str(bw_buf_get(&b), text);
	bw_buf_release(&b);
}

/* "deal.kind=shares dates.closing=2024-06-03" */
static struct bw_facts
facts(const char *text)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str rest = bw_str_of(text), one, key;
	struct bw_facts f;
	uint32_t fact;

	assert_ok(bw_facts_init(&f, &vocabulary, &arena, &err), &err);
	while (bw_str_cut(&rest, ' ', &one)) {
		assert_true(bw_str_cut(&one, '=', &key));
		fact = bw_fact_find(&vocabulary, key);
		assert_true(fact != UINT32_MAX);
		assert_ok(
		    bw_facts_set(&f, fact, one, BW_FROM_USER, &arena, &err),
		    &err);
	}
	return f;
}

static int
run(struct bw_clock *k, const char *text, const char *today,
    const struct bw_clock_stop *stop, size_t n, struct bw_err *err)
{
	struct bw_facts f = facts(text);
	struct bw_clock_case in = { &f, stop, n, day(today) };

	return bw_clock_run(k, &clocks, &in, &arena, err);
}

static bool
has_term(const struct bw_clock *k, const char *id)
{
	for (size_t i = 0; i < k->n_term; i++)
		if (bw_str_is(k->term[i].rule->id, id))
			return true;
	return false;
}

static const struct bw_term *
term(const struct bw_clock *k, const char *id)
{
	for (size_t i = 0; i < k->n_term; i++)
		if (bw_str_is(k->term[i].rule->id, id))
			return &k->term[i];
	fail_msg("no term %s", id);
	abort();
}

static const struct bw_term *
ask(struct bw_clock *k, const char *text, const char *today, const char *id)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(run(k, text, today, NULL, 0, &err), &err);
	return term(k, id);
}

static void
test_months(void **state)
{
	static const struct {
		const char *from, *to;
		int n;
	} row[] = {
		{ "2026-01-31", "2026-02-28", 1 },
		{ "2024-01-31", "2024-02-29", 1 },
		{ "2024-02-29", "2025-02-28", 12 },
		{ "2024-02-29", "2028-02-29", 48 },
		{ "2026-08-31", "2027-02-28", 6 },
		{ "2026-12-31", "2027-01-31", 1 },
		{ "2026-04-27", "2026-08-27", 4 },
		{ "2026-03-31", "2026-02-28", -1 },
		{ "2000-01-30", "2000-02-29", 1 },
		{ "2100-01-30", "2100-02-28", 1 },
		{ "2026-05-15", "2026-05-15", 0 },
	};
	bw_date d;

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		assert_true(bw_date_months(day(row[i].from), row[i].n, &d));
		same_day(d, row[i].to);
	}
	assert_false(bw_date_months(day("9999-12-01"), 1, &d));
	assert_false(bw_date_months(day("0001-01-01"), -1, &d));
}

static void
test_easter(void **state)
{
	static const char *const easter[] = { "1818-03-22", "1943-04-25",
		"1954-04-18", "1991-03-31", "1992-04-19", "1993-04-11",
		"2000-04-23", "2008-03-23", "2011-04-24", "2018-04-01",
		"2019-04-21", "2023-04-09", "2024-03-31", "2025-04-20",
		"2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(easter); i++) {
		int y, m, d;

		bw_date_split(day(easter[i]), &y, &m, &d);
		same_day(bw_easter(y), easter[i]);
		assert_int_equal(bw_weekday(bw_easter(y)), 6);
	}
	for (int y = 1583; y < 4000; y++)
		assert_int_equal(bw_weekday(bw_easter(y)), 6);
}

static void
test_holidays(void **state)
{
	static const struct {
		const char *date, *id;
	} row[] = {
		{ "2026-01-01", "new_year" },
		{ "2026-04-03", "good_friday" },
		{ "2026-04-05", NULL }, /* Easter Sunday: a Sunday */
		{ "2026-04-06", "easter_monday" },
		{ "2026-04-27", "kings_day" },
		{ "2025-04-26", "kings_day" }, /* the 27th is a Sunday */
		{ "2025-04-27", NULL },
		{ "2026-05-05", "liberation_day" },
		{ "2026-05-14", "ascension" },
		{ "2026-05-15", NULL },
		{ "2026-05-25", "whit_monday" },
		{ "2026-12-24", NULL },
		{ "2026-12-25", "christmas" },
		{ "2026-12-26", "boxing_day" },
		{ "2024-05-09", "ascension" },
		{ "2024-05-20", "whit_monday" },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		const struct bw_holiday *h =
		    bw_holiday_on(&clocks.general, day(row[i].date));

		if (row[i].id == NULL)
			assert_null(h);
		else
			assert_str(h ? h->id : BW_STR("none"), row[i].id);
	}
	/* Christmas on Friday 2026: Fri, Sat (also a holiday), Sun. */
	same_day(bw_next_working_day(&clocks.general, day("2026-12-25")),
	    "2026-12-28");
	same_day(bw_next_working_day(&clocks.general, day("2026-12-28")),
	    "2026-12-28");
	/* Good Friday to Easter Monday. */
	same_day(bw_next_working_day(&clocks.general, day("2026-04-03")),
	    "2026-04-07");
	/* New Year's Day 2028 is a Saturday. */
	same_day(bw_next_working_day(&clocks.general, day("2028-01-01")),
	    "2028-01-03");
}

static void
test_inherited(void **state) /* two weeks after the event */
{
	struct bw_clock k;
	const struct bw_term *t =
	    ask(&k, "deal.kind=universal_title dates.closing=2024-06-03",
		"2024-06-10", "after_the_fact");

	(void)state;
	same_day(t->plain.day, "2024-06-17");
	same_day(t->plain.moved, "2024-06-17");
	assert_int_equal(t->plain.day - t->start, 14);
	assert_str(t->rule->who, "acquirer");
	assert_str(t->rule->cite, "11(6)");
	assert_int_equal(t->state, BW_CLOCK_RUNNING);
	/* Not for shares, and perhaps when nobody says what kind of deal. */
	ask(&k, "deal.kind=shares dates.closing=2024-06-03", "2024-06-10",
	    "phase1");
	assert_false(has_term(&k, "after_the_fact"));
	t = ask(&k, "dates.closing=2024-06-03", "2024-06-10", "after_the_fact");
	assert_true(t->unsure != UINT32_MAX);
	assert_str(vocabulary.fact[t->unsure].key, "deal.kind");
}

static void
test_first_phase(void **state)
{
	static const struct {
		const char *today;
		enum bw_clock_state state;
	} row[] = {
		{ "2026-03-01", BW_CLOCK_AHEAD },
		{ "2026-03-02", BW_CLOCK_RUNNING },
		{ "2026-04-27", BW_CLOCK_RUNNING },
		{ "2026-04-28", BW_CLOCK_DISPUTED }, /* King's Day before */
		{ "2026-04-29", BW_CLOCK_UNLESS },   /* nobody told */
		{ "2027-01-27", BW_CLOCK_UNLESS },
		{ "2027-01-28", BW_CLOCK_OVER },
	};
	struct bw_clock k;
	const struct bw_term *t = NULL;

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		t = ask(&k, "dates.notification_received=2026-03-02",
		    row[i].today, "phase1");
		same_day(t->plain.day, "2026-04-27");
		same_day(t->plain.moved, "2026-04-28");
		assert_int_equal(t->state, row[i].state);
	}
	t = term(&k, "phase1");
	assert_str(t->rule->silence.code, "no decision required");
	assert_str(t->rule->silence.cite, "12(4)");
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "process.phase1_extension_months=0",
	    "2026-04-29", "phase1");
	assert_int_equal(t->state, BW_CLOCK_OVER);
	same_day(t->worst.day, "2026-04-27");
	assert_false(k.longest.known); /* silence ended it */
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "process.phase1_extension_months=0",
	    "2026-04-20", "phase1");
	same_day(t->worst.day, "2026-10-27"); /* 12(8) needs 12(3) */
	t = ask(&k, "dates.notification_received=2026-03-02", "2026-03-02",
	    "phase1");
	/* All extensions: 27 April + 9 months; without the foreign one 6. */
	same_day(t->worst.day, "2027-01-27");
	t = ask(&k,
	    "dates.notification_received=2026-03-02 deal.fdi_2019_452=false",
	    "2026-03-02", "phase1");
	same_day(t->worst.day, "2026-10-27");
	/* Over the year's end: Monday 9 November 2026 + 56 days. */
	t = ask(&k, "dates.notification_received=2026-11-09", "2026-11-25",
	    "phase1");
	same_day(t->plain.day, "2027-01-04");
	/* Over a leap day: 2024-02-01 (Thursday) + 56 days. */
	t = ask(&k, "dates.notification_received=2024-02-01", "2026-11-25",
	    "phase1");
	same_day(t->plain.day, "2024-03-28");
	same_day(t->plain.moved, "2024-03-28");
	/* A Saturday, then Easter: 2024-02-03 + 56 = 30 March 2024. */
	t = ask(&k, "dates.notification_received=2024-02-03", "2026-11-25",
	    "phase1");
	same_day(t->plain.day, "2024-03-30");
	same_day(t->plain.moved, "2024-04-02");
}

static void
test_acted(void **state)
{
	struct bw_clock k;
	const struct bw_term *t;

	(void)state;
	t = ask(&k,
	    "dates.notification_received=2026-03-02 dates.phase1_notice="
	    "2026-04-20",
	    "2026-11-25", "phase1");
	assert_int_equal(t->state, BW_CLOCK_DONE);
	t = ask(&k,
	    "dates.notification_received=2026-03-02 dates.phase1_notice="
	    "2026-04-28",
	    "2026-11-25", "phase1");
	assert_int_equal(t->state, BW_CLOCK_DISPUTED);
	t = ask(&k,
	    "dates.notification_received=2026-03-02 dates.phase1_notice="
	    "2026-05-28",
	    "2026-11-25", "phase1");
	assert_int_equal(t->state, BW_CLOCK_UNLESS);
	assert_str(
	    vocabulary.fact[t->untold].key, "process.phase1_extension_months");
	t = ask(&k,
	    "dates.notification_received=2026-03-02 dates.phase1_notice="
	    "2026-05-28 process.phase1_extension_months=0",
	    "2026-11-25", "phase1");
	assert_int_equal(t->state, BW_CLOCK_LATE);
}

static void
test_shared_months(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_clock k;
	const struct bw_term *t = ask(
	    &k, "process.phase1_extension_months=4", "2026-11-25", "phase2");

	(void)state;
	assert_int_equal(t->most[0], 2);
	assert_int_equal(t->most[0] + t->most[1], 5);
	assert_true(t->perhaps[1]);
	assert_int_equal(t->state, BW_CLOCK_UNKNOWN);
	assert_str(
	    vocabulary.fact[t->missing].key, "dates.application_received");
	/* With dates: 8 weeks and 4 months, then 8 weeks and at most 2 + 3. */
	t = ask(&k,
	    "process.phase1_extension_months=4 "
	    "dates.notification_received=2026-03-02 "
	    "dates.phase1_notice=2026-08-27 "
	    "dates.application_received=2026-09-01",
	    "2026-09-02", "phase2");
	same_day(term(&k, "phase1")->plain.day, "2026-08-27");
	assert_int_equal(term(&k, "phase1")->state, BW_CLOCK_DONE);
	same_day(t->plain.day, "2026-10-27");
	same_day(t->worst.day, "2027-03-27");
	same_day(k.longest.day, "2027-03-27");
	assert_int_equal(run(&k, "process.phase1_extension_months=7",
			     "2026-11-25", NULL, 0, &err),
	    BW_EFORMAT);
	bw_err_clear(&err);
	assert_int_equal(run(&k,
			     "process.phase1_extension_months=4 "
			     "process.phase2_extension_months=3",
			     "2026-11-25", NULL, 0, &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, "12(6)"));
}

static void
test_longest(void **state)
{
	struct bw_clock k;

	(void)state;
	/* 2026-03-02 + 8 w = 27 April, + 6 m = 27 October, + 8 w = 22
	 * December; with 3 months more in the first phase 27 January, + 8 w;
	 * and once more 3 months. */
	ask(&k,
	    "dates.notification_received=2026-03-02 deal.fdi_2019_452=false",
	    "2026-03-02", "phase1");
	same_day(k.longest.day, "2026-12-22");
	same_day(k.longest_each.day, "2026-12-22");
	ask(&k, "dates.notification_received=2026-03-02", "2026-03-02",
	    "phase1");
	same_day(k.longest.day, "2027-03-24");
	same_day(k.longest_each.day, "2027-06-24");
	/* Nothing known: no longest. */
	ask(&k, "deal.kind=shares", "2026-03-02", "phase1");
	assert_false(k.longest.known);
}

static void
test_stops(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	static const char received[] = "dates.notification_received=2026-03-02";
	struct {
		struct bw_clock_stop stop[3];
		size_t n;
		const char *end;
		int32_t days;
	} row[] = {
		/* day 10 for 21 days */
		{ { { day("2026-03-12"), day("2026-04-02") } }, 1, "2026-05-18",
		    21 },
		/* two that overlap count once; the order does not matter */
		{ { { day("2026-03-20"), day("2026-04-10") },
		      { day("2026-03-12"), day("2026-04-02") } },
		    2, "2026-05-26", 29 },
		/* apart */
		{ { { day("2026-03-12"), day("2026-03-17") },
		      { day("2026-04-27"), day("2026-05-01") } },
		    2, "2026-05-06", 9 },
		/* on the last day; and one day too late */
		{ { { day("2026-04-27"), day("2026-04-28") } }, 1, "2026-04-28",
		    1 },
		{ { { day("2026-04-28"), day("2026-05-28") } }, 1, "2026-04-27",
		    0 },
		/* a second one that falls in the days won by the first */
		{ { { day("2026-04-20"), day("2026-04-30") },
		      { day("2026-05-07"), day("2026-05-08") } },
		    2, "2026-05-08", 11 },
		/* the day of receipt is no day of the term */
		{ { { day("2026-03-02"), day("2026-03-05") } }, 1, "2026-04-29",
		    2 },
		{ { { day("2026-01-01"), day("2026-02-01") } }, 1, "2026-04-27",
		    0 },
		/* empty, and the wrong way round */
		{ { { day("2026-03-12"), day("2026-03-12") },
		      { day("2026-04-02"), day("2026-03-12") } },
		    2, "2026-04-27", 0 },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_clock k;
		const struct bw_term *t;

		assert_ok(run(&k, received, "2026-11-25", row[i].stop, row[i].n,
			      &err),
		    &err);
		t = term(&k, "phase1");
		same_day(t->plain.day, row[i].end);
		same_day(t->running.day, "2026-04-27");
		assert_int_equal(t->stopped, row[i].days);
	}
}

static void
test_stops_of_facts(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_clock k;
	const struct bw_term *t;

	(void)state;
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "dates.information_requested=2026-03-12 "
	    "dates.information_supplied=2026-04-02",
	    "2026-03-20", "phase1");
	same_day(t->plain.day, "2026-05-18");
	assert_int_equal(t->state, BW_CLOCK_STOPPED);
	/* Open: 46 days follow the day on which the information comes. */
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "dates.information_requested=2026-03-12",
	    "2026-11-25", "phase1");
	assert_false(t->plain.known);
	assert_int_equal(t->state, BW_CLOCK_STOPPED);
	assert_int_equal(t->left, 46);
	assert_int_equal(day("2026-04-02") + t->left, day("2026-05-18"));
	assert_str(
	    vocabulary.fact[t->missing].key, "dates.information_supplied");
	assert_false(k.longest.known);
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "dates.information_requested=2026-03-12",
	    "2026-03-11", "phase1");
	assert_int_equal(t->state, BW_CLOCK_RUNNING); /* it will stop */
	/* In the second phase the stop begins a day later (Awb 4:15). */
	t = ask(&k,
	    "dates.application_received=2026-03-02 "
	    "dates.information_requested=2026-03-12 "
	    "dates.information_supplied=2026-04-02",
	    "2026-11-25", "phase2");
	same_day(t->plain.day, "2026-05-17");
	assert_int_equal(run(&k,
			     "dates.information_requested=2026-03-12 "
			     "dates.information_supplied=2026-03-11",
			     "2026-11-25", NULL, 0, &err),
	    BW_EFORMAT);
	bw_err_clear(&err);
	assert_int_equal(run(&k,
			     "dates.notification_received=2026-03-02 "
			     "dates.phase1_notice=2026-03-01",
			     "2026-11-25", NULL, 0, &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, "dates.phase1_notice"));
	/* In an extension: 27 April + 4 months = 27 August, + 10 days. */
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "process.phase1_extension_months=4 "
	    "dates.information_requested=2026-06-01 "
	    "dates.information_supplied=2026-06-11",
	    "2026-11-25", "phase1");
	same_day(t->plain.day, "2026-09-06");
	assert_false(t->plain.movable); /* more than three months */
	/* Extended by two months the parts are short enough: Saturday 27
	 * June moves to Monday. */
	t = ask(&k,
	    "dates.notification_received=2026-03-02 "
	    "process.phase1_extension_months=2",
	    "2026-11-25", "phase1");
	same_day(t->plain.day, "2026-06-27");
	same_day(t->plain.moved, "2026-06-29");
}

/* The same by another way: go through the term day by day. */
static bw_date
slowly(bw_date start, int days, const struct bw_clock_stop *stop, size_t n)
{
	bw_date d = start;

	while (days > 0) {
		bool stopped = false;

		d++;
		for (size_t i = 0; i < n; i++)
			stopped =
			    stopped || (stop[i].from <= d && d < stop[i].to);
		days -= !stopped;
	}
	return d;
}

static void
test_stops_slowly(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	uint32_t seed = 1;
	bw_date start = day("2026-03-02");

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct bw_clock_stop stop[4], copy[4];
		struct bw_clock k;
		size_t n = 0;
		struct bw_arena_mark mark = bw_arena_mark(&arena);

		for (; n < 4; n++) {
			seed = seed * 1664525u + 1013904223u;
			stop[n].from = start - 10 + (bw_date)(seed >> 8) % 120;
			seed = seed * 1664525u + 1013904223u;
			stop[n].to = stop[n].from + (bw_date)(seed >> 8) % 40;
			copy[n] = stop[n];
		}
		assert_ok(run(&k, "dates.notification_received=2026-03-02",
			      "2026-11-25", copy, n, &err),
		    &err);
		assert_int_equal(
		    term(&k, "phase1")->plain.day, slowly(start, 56, stop, n));
		bw_arena_reset(&arena, mark);
	}
}

static void
test_other_starts(void **state)
{
	struct bw_clock k;
	const struct bw_term *t;

	(void)state;
	/* Ex officio: the later of the two days. */
	t = ask(&k,
	    "dates.executed_known=2026-03-02 dates.phase1_notice=2026-03-09",
	    "2026-03-10", "executed");
	same_day(t->plain.day, "2026-05-04");
	t = ask(
	    &k, "dates.executed_known=2026-03-02", "2026-03-10", "executed");
	assert_int_equal(t->state, BW_CLOCK_UNKNOWN);
	assert_str(vocabulary.fact[t->missing].key, "dates.phase1_notice");
	/* Not notified: from learning of it, or from the end of the order. */
	t = ask(&k, "dates.unnotified_known=2026-03-31", "2026-04-10",
	    "unnotified");
	same_day(t->plain.day, "2026-05-26");
	same_day(term(&k, "late_order")->plain.day, "2026-06-30");
	t = ask(&k,
	    "dates.unnotified_known=2026-03-31 "
	    "dates.notification_order_end=2026-06-01",
	    "2026-04-10", "unnotified");
	same_day(t->plain.day, "2026-07-27");
	t = ask(&k, "dates.new_risk_known=2026-08-31", "2026-09-01",
	    "reassessment");
	same_day(t->plain.day, "2027-02-28");
}

/* Cases of others, where a case states what a term should be. */
static void
check_case(struct bw_json one)
{
	struct bw_json expect = bw_json_get(one, "expect");
	struct bw_str id = bw_json_str(bw_json_get(one, "id"));
	struct bw_str end = bw_json_str(bw_json_get(expect, "phase1_end"));
	struct bw_str moved =
	    bw_json_str(bw_json_get(expect, "phase1_end_if_general_terms_act"));
	struct bw_str deadline = bw_json_str(bw_json_get(expect, "deadline"));
	struct bw_json most =
	    bw_json_get(expect, "phase2_extension_max_months");
	struct bw_json fdi =
	    bw_json_get(expect, "phase2_extension_max_months_fdi");
	struct bw_err err = BW_ERR_INIT;
	struct bw_clock k;
	struct bw_facts f;
	struct bw_clock_case in = { &f, NULL, 0, day("2026-11-25") };
	char text[32];

	if (end.n == 0 && deadline.n == 0 &&
	    bw_json_type(most) != BW_JSON_NUMBER)
		return;
	assert_ok(bw_facts_init(&f, &vocabulary, &arena, &err), &err);
	assert_ok(bw_facts_read(&f, bw_json_get(one, "facts"), BW_FROM_USER,
		      &arena, &err),
	    &err);
	assert_ok(bw_clock_run(&k, &clocks, &in, &arena, &err), &err);
	printf("# %.*s\n", BW_ARG(id));
	snprintf(text, sizeof(text), "%.*s", BW_ARG(deadline));
	if (deadline.n > 0)
		same_day(term(&k, "after_the_fact")->plain.day, text);
	snprintf(text, sizeof(text), "%.*s", BW_ARG(end));
	if (end.n > 0)
		same_day(term(&k, "phase1")->plain.day, text);
	snprintf(text, sizeof(text), "%.*s", BW_ARG(moved));
	if (moved.n > 0)
		same_day(term(&k, "phase1")->plain.moved, text);
	if (bw_json_type(most) == BW_JSON_NUMBER) {
		const struct bw_term *t = term(&k, "phase2");

		snprintf(text, sizeof(text), "%d", t->most[0]);
		assert_str(bw_json_decimal(most, &arena), text);
		snprintf(text, sizeof(text), "%d", t->most[0] + t->most[1]);
		assert_str(bw_json_decimal(fdi, &arena), text);
	}
}

static void
test_cases(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_opt opt = { .whole = true };
	struct bw_input *in = NULL;
	struct bw_json_reader *r = NULL;
	struct bw_json all;
	struct bw_json_each it;
	bool more;

	(void)state;
	if (test_data("cases/law.json") == NULL)
		skip();
	assert_ok(
	    bw_input_open(&in, test_data("cases/law.json"), NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, &opt, &err), &err);
	assert_ok(bw_json_next(r, &all, &more, &err), &err);
	it = bw_json_each(all);
	while (bw_json_step(&it))
		check_case(it.value);
	bw_json_close(r);
	bw_input_free(in);
}

static void
test_before_the_act(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_clocks c;

	(void)state;
	assert_int_equal(bw_clocks_read(&c, file, n_file, &vocabulary,
			     day("2023-05-31"), &arena, &err),
	    BW_ENOTFOUND);
	bw_err_clear(&err);
	assert_ok(bw_clocks_read(&c, file, n_file, &vocabulary,
		      day("2023-06-01"), &arena, &err),
	    &err);
}

#define HEAD                                                   \
	"$id: x\nurl: https://example.org\nstatus: in_force\n" \
	"title: { nl: a, en: b }\nvalid_from: 2020-01-01\n"
#define TERM                                                      \
	"terms:\n  - id: t\n    cite: \"1\"\n    who: minister\n" \
	"    title: { nl: a, en: b }\n"

static void
test_bad_files(void **state)
{
	static const struct {
		const char *text, *says;
	} row[] = {
		{ HEAD TERM "    from: [ dates.nothing ]\n"
			    "    length: { weeks: 1 }\n",
		    "dates.nothing" },
		{ HEAD TERM "    from: [ dates.closing ]\n", "length" },
		{ HEAD TERM "    from: [ dates.closing ]\n"
			    "    length: { weeks: 1, months: 2 }\n",
		    "length" },
		{ HEAD TERM "    from: [ dates.closing ]\n"
			    "    length: { weeks: -1 }\n",
		    "-1" },
		{ HEAD TERM "    from: [ deal.kind ]\n"
			    "    length: { weeks: 1 }\n",
		    "deal.kind" },
		{ HEAD TERM "    from: []\n    length: { weeks: 1 }\n",
		    "from" },
		{ HEAD TERM "    from: [ dates.closing ]\n"
			    "    length: { weeks: 1 }\n"
			    "    extensions: [ { cite: \"2\", pool: no } ]\n",
		    "pool" },
		{ HEAD TERM "    from: [ dates.closing ]\n"
			    "    length: { weeks: 1 }\n"
			    "    when: [ { fact: deal.kind, is: dream } ]\n",
		    "dream" },
		{ HEAD "general_terms:\n  weekend: [ doomsday ]\n",
		    "doomsday" },
		{ HEAD "general_terms:\n  holidays: [ { id: x, nl: a, en: b "
		       "} ]\n",
		    "easter" },
		{ HEAD "path: [ nowhere ]\n", "nowhere" },
		{ HEAD "calendar: { alarms_days: [ soon ] }\n", "soon" },
		{ HEAD "terms: [ { id: t } ]\n", "cite" },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct bw_rule_file one = { BW_STR("rules/law/clocks/x.yaml"),
			bw_str_of(row[i].text) };
		struct bw_clocks c;

		if (bw_clocks_read(&c, &one, 1, &vocabulary, day("2026-11-25"),
			&arena, &err) != BW_EFORMAT)
			fail_msg("%s: %s", row[i].says, err.what);
		if (strstr(err.what, row[i].says) == NULL)
			fail_msg("%s: %s", row[i].says, err.what);
		assert_non_null(strstr(err.what, "clocks/x.yaml"));
		assert_true(err.line > 0);
	}
}

static int
little_memory(void *ctx, struct bw_err *err)
{
	struct bw_arena a;
	struct bw_clocks c;
	struct bw_clock k;
	struct bw_clock_case in = { ctx, NULL, 0, day("2026-11-25") };
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_clocks_read(
	    &c, file, n_file, &vocabulary, day("2026-11-25"), &a, err);
	if (rc == 0)
		rc = bw_clock_run(&k, &c, &in, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **state)
{
	struct bw_facts f = facts("dates.notification_received=2026-03-02");

	(void)state;
	test_brutal(little_memory, &f, 2000);
}

static int
begin(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	bw_arena_init(&arena, 0);
	assert_ok(bw_vocabulary_read(&vocabulary,
		      bw_embed("rules/law/facts.yaml"), &arena, &err),
	    &err);
	assert_ok(bw_rule_files(&file, &n_file, &arena, &err), &err);
	assert_ok(bw_clocks_read(&clocks, file, n_file, &vocabulary,
		      day("2026-11-25"), &arena, &err),
	    &err);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	bw_arena_release(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_easter),
		cmocka_unit_test(test_holidays),
		cmocka_unit_test(test_inherited),
		cmocka_unit_test(test_first_phase),
		cmocka_unit_test(test_acted),
		cmocka_unit_test(test_shared_months),
		cmocka_unit_test(test_longest),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_stops_of_facts),
		cmocka_unit_test(test_stops_slowly),
		cmocka_unit_test(test_other_starts),
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_before_the_act),
		cmocka_unit_test(test_bad_files),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
