/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_whatif.c - events on a production, against sums by hand and against a
 * slow oracle that plays them on a table of whole numbers.
 */
#include "supply/whatif.h"
#include "supply/same.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)
#define BOTH(got, want) (NEAR((got).lo, (want)), NEAR((got).hi, (want)))

static struct bw_arena arena;

static int
open_arena(void **state)
{
	(void)state;
	bw_arena_init(&arena, 0);
	return 0;
}

static int
close_arena(void **state)
{
	(void)state;
	bw_arena_release(&arena);
	return 0;
}

static struct bw_whatif
ask(const struct bw_origin *o, size_t n, double rest, const struct bw_event *e,
    size_t n_event)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_whatif w;

	assert_ok(bw_whatif(&w, o, n, rest, e, n_event, &arena, &err), &err);
	return w;
}

/* 60, 30 and 10; the first away: 30 and 10 of 40 are 3/4 and 1/4. */
static void
embargo(void **state)
{
	const struct bw_origin o[] = { { 1, 0, 60, 8, false },
		{ 2, 0, 30, 2, false }, { 3, 0, 10, 1, true } };
	const struct bw_event e[] = { { .kind = BW_EVENT_EMBARGO,
	    .country = 1 } };
	struct bw_whatif w = ask(o, 3, 0, e, 1);

	(void)state;
	BOTH(w.before.hhi, .36 + .09 + .01);
	BOTH(w.before.wgi, .36 * 8 + .09 * 2 + .01);
	BOTH(w.before.kept, 1);
	BOTH(w.before.top, .6);
	BOTH(w.before.abroad, .6);
	BOTH(w.before.n1_kept, .4);
	BOTH(w.before.n1_hhi, .625);
	BOTH(w.after.hhi, .5625 + .0625);
	BOTH(w.after.kept, .4);
	BOTH(w.after.effective, 1.6);
	BOTH(w.after.top, .75);
	BOTH(w.after.abroad, .75);
	BOTH(w.after.n1_kept, .25);
	BOTH(w.after.n1_hhi, 1);
	assert_int_equal(w.after.top_country, 2);
	assert_int_equal(w.after.abroad_country, 2);
	assert_int_equal(w.after.suppliers, 2);
	assert_false(w.rest_hit);
	assert_int_equal(w.idle, 0);
	assert_int_equal(w.country[0].country, 1);
	assert_true(w.country[0].embargoed && w.country[0].after == 0);
}

/* 50 named, a rest of 50, and an embargo of somebody nobody names: between
 * 50 and 100 is left; all of the rest one country's gives 1/2, spread thin
 * 1/4, gone 1. */
static void
hidden_country(void **state)
{
	const struct bw_origin o = { 1, 0, 50, NAN, false };
	const struct bw_event e = { .kind = BW_EVENT_EMBARGO, .country = 9 };
	struct bw_whatif w = ask(&o, 1, 50, &e, 1);

	(void)state;
	assert_true(w.rest_hit);
	NEAR(w.after.kept.lo, .5);
	NEAR(w.after.kept.hi, 1);
	NEAR(w.after.hhi.lo, .25);
	NEAR(w.after.hhi.hi, 1);
	NEAR(w.after.top.lo, .5);
	NEAR(w.after.top.hi, 1);
	NEAR(w.before.hhi.hi, .5);
}

static void
mines(void **state)
{
	/* two mines in one country are one supplier */
	const struct bw_origin o[] = { { 1, 11, 30, 5, false },
		{ 1, 12, 30, 5, false }, { 2, 21, 40, 5, false } };
	const struct bw_event e[] = {
		{ .kind = BW_EVENT_STOP, .site = 11 },
		{ .kind = BW_EVENT_LOSE, .country = 2, .amount = 10 },
		{ .kind = BW_EVENT_ADD,
		    .country = 3,
		    .amount = 40,
		    .governance = NAN,
		    .eu = true },
		{ .kind = BW_EVENT_STOP, .site = 77 },
		{ .kind = BW_EVENT_LIFT, .country = 1 },
		{ .kind = BW_EVENT_LOSE, .country = 2, .amount = 1000 },
	};
	struct bw_whatif w = ask(o, 3, 0, e, 3);

	(void)state;
	BOTH(w.before.hhi, .36 + .16);
	BOTH(w.after.hhi, .09 + .09 + .16);
	BOTH(w.after.kept, 1);
	assert_int_equal(w.after.top_country, 3);
	assert_int_equal(w.idle, 0);
	w = ask(o, 3, 0, e, 6);
	assert_int_equal(w.idle, 1u << 3 | 1u << 4);
	assert_int_equal(w.after.suppliers, 2); /* all of 2 is lost */
	BOTH(w.after.total, 70);
}

static void
nothing_left(void **state)
{
	const struct bw_origin o = { 1, 0, 5, 3, false };
	const struct bw_event e = { .kind = BW_EVENT_EMBARGO, .country = 1 };
	struct bw_whatif w = ask(&o, 1, 0, &e, 1);

	(void)state;
	assert_int_equal(w.after.suppliers, 0);
	BOTH(w.after.kept, 0);
	assert_true(isnan(w.after.hhi.lo) && isnan(w.after.top.hi));
	assert_true(isnan(w.after.n1_kept.lo) && isnan(w.after.abroad.lo));
	w = ask(NULL, 0, 0, NULL, 0);
	assert_int_equal(w.n_country, 0);
	assert_true(isnan(w.before.hhi.lo));
}

/* ---- the oracle ---- */

#define COUNTRIES 6
#define SITES 9

struct world { /* amounts in whole numbers */
	int amount[SITES], country[SITES], extra[COUNTRIES + 1];
	bool stopped[SITES], away[COUNTRIES + 1];
	int rest, n;
};

static unsigned seed = 7;

static unsigned
dice(unsigned sides)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % sides;
}

static int
made(const struct world *w, int country)
{
	int sum = w->extra[country];

	for (int i = 0; i < w->n; i++)
		if (w->country[i] == country && !w->stopped[i])
			sum += w->amount[i];
	return w->away[country] ? 0 : sum;
}

static bool
is_named(const struct world *w, int country)
{
	for (int i = 0; i < w->n; i++)
		if (w->country[i] == country)
			return true;
	return w->extra[country] > 0;
}

/* HHI with the rest split at will: so much left, in so many parts. */
static double
slow_hhi(const struct world *w, double rest, double parts)
{
	double total = rest, sum = 0;

	for (int c = 1; c <= COUNTRIES; c++)
		total += made(w, c);
	for (int c = 1; c <= COUNTRIES; c++)
		sum += pow(made(w, c) / total, 2);
	return sum + parts * pow(rest / parts / total, 2);
}

static struct world
random_world(struct bw_origin *o)
{
	struct world w = { .rest = (int)dice(3) * 7,
		.n = 1 + (int)dice(SITES) };

	for (int i = 0; i < w.n; i++) {
		w.country[i] = 1 + (int)dice(COUNTRIES - 1); /* one unnamed */
		w.amount[i] = 1 + (int)dice(20);
		o[i] = (struct bw_origin){ (uint32_t)w.country[i],
			(uint32_t)i + 1, w.amount[i], w.country[i], false };
	}
	return w;
}

static struct bw_event
random_event(struct world *w)
{
	struct bw_event e = { .kind = dice(5),
		.country = 1 + dice(COUNTRIES),
		.site = 1 + dice(SITES),
		.governance = NAN };

	if (e.kind == BW_EVENT_LOSE) { /* left to the tests by hand */
		e.kind = BW_EVENT_ADD;
		e.amount = dice(9);
		e.governance = e.country;
		w->extra[e.country] += (int)e.amount;
	}
	if (e.kind == BW_EVENT_EMBARGO || e.kind == BW_EVENT_LIFT)
		w->away[e.country] = e.kind == BW_EVENT_EMBARGO;
	if ((e.kind == BW_EVENT_STOP || e.kind == BW_EVENT_START) &&
	    (int)e.site <= w->n)
		w->stopped[e.site - 1] = e.kind == BW_EVENT_STOP;
	return e;
}

static void
within(double x, struct bw_between b)
{
	assert_true(x >= b.lo - 1e-12 && x <= b.hi + 1e-12);
}

static void
compare(const struct world *w, const struct bw_whatif *r)
{
	double named = 0;
	bool hit = false;

	for (int c = 1; c <= COUNTRIES; c++) {
		named += made(w, c);
		hit = hit || (w->away[c] && !is_named(w, c) && w->rest > 0);
	}
	assert_int_equal(hit, r->rest_hit);
	NEAR(r->after.total.hi, named + w->rest);
	NEAR(r->after.total.lo, named + (hit ? 0 : w->rest));
	if (!(named > 0)) {
		assert_true(isnan(r->after.hhi.lo));
		return;
	}
	NEAR(r->after.hhi.lo, slow_hhi(w, w->rest, 1e12));
	NEAR(r->after.hhi.hi,
	    hit ? fmax(slow_hhi(w, 0, 1), slow_hhi(w, w->rest, 1))
		: slow_hhi(w, w->rest, 1));
	for (int k = 0; k < 5; k++) {
		double left = hit ? w->rest * (dice(11) / 10.0) : w->rest;

		within(slow_hhi(w, left, 1 + (int)dice(4)), r->after.hhi);
		within((named + left) /
			(r->before.total.hi > 0 ? r->before.total.hi : 1),
		    r->after.kept);
	}
	assert_true(r->after.hhi.lo > 0 && r->after.hhi.hi <= 1 + 1e-12);
	assert_true(r->after.hhi.lo <= r->after.top.hi + 1e-12);
	assert_true(
	    r->after.n1_hhi.hi <= 1 + 1e-12 || isnan(r->after.n1_hhi.hi));
}

static void
against_oracle(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct bw_origin o[SITES];
		struct world w = random_world(o);
		struct bw_event e[8];
		size_t n = dice(9);
		struct bw_whatif r;

		for (size_t i = 0; i < n; i++)
			e[i] = random_event(&w);
		r = ask(o, (size_t)w.n, w.rest, e, n);
		compare(&w, &r);
	}
}

/* ---- laws ---- */

/* Embargo and lift, stop and start: the same to the last bit; adding nothing
 * or an embargo of nobody changes nothing; the order of origins neither. */
static void
laws(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		struct bw_origin o[SITES + 1], back[SITES + 1];
		struct world w = random_world(o);
		size_t n = (size_t)w.n;
		uint32_t c = o[dice((unsigned)n)].country;
		const struct bw_event undo[] = {
			{ .kind = BW_EVENT_EMBARGO, .country = c },
			{ .kind = BW_EVENT_STOP, .site = 1 },
			{ .kind = BW_EVENT_LIFT, .country = c },
			{ .kind = BW_EVENT_START, .site = 1 },
			{ .kind = BW_EVENT_ADD, .country = 3, .amount = 0 },
			{ .kind = BW_EVENT_STOP, .site = 99 },
		};
		struct bw_whatif r = ask(o, n, w.rest, undo, 6), turned, more;

		same_indicators(&r.before, &r.after);
		assert_int_equal(r.idle, 1u << 4 | 1u << 5);
		for (size_t i = 0; i < n; i++)
			back[i] = o[n - 1 - i];
		turned = ask(back, n, w.rest, undo, 6);
		same_indicators(&r.after, &turned.after);
		o[n] = (struct bw_origin){ 88, 0, 0, 3, true };
		more = ask(o, n + 1, w.rest, NULL, 0);
		same_indicators(&r.before, &more.before);
	}
}

static int
brutal_body(void *ctx, struct bw_err *err)
{
	const struct bw_origin o[] = { { 1, 1, 3, 1, false },
		{ 2, 2, 4, 1, true } };
	const struct bw_event e[] = { { .kind = BW_EVENT_EMBARGO,
					  .country = 1 },
		{ .kind = BW_EVENT_ADD, .country = 5, .amount = 2 } };
	struct bw_arena a;
	struct bw_whatif w;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_whatif(&w, o, 2, 1, e, 2, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal_body, NULL, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(embargo),
		cmocka_unit_test(hidden_country),
		cmocka_unit_test(mines),
		cmocka_unit_test(nothing_left),
		cmocka_unit_test(against_oracle),
		cmocka_unit_test(laws),
		cmocka_unit_test(no_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
