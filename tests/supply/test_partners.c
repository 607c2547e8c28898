/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_partners.c - steps of diversification, by hand and against a slow
 * oracle that moves the supply one small piece at a time.
 */
#include "supply/partners.h"
#include "supply/same.h"
#include <math.h>
#include <string.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)

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

static struct bw_partners
ask(const struct bw_maker *m, size_t n, double rest, double world_reserves,
    double years, double opening)
{
	const struct bw_partners_ask q = { m, n, rest, world_reserves, years,
		opening, NULL, 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_partners p;

	assert_ok(bw_partners(&p, &q, &arena, &err), &err);
	return p;
}

enum {
	CHINA = 1,
	CANADA,
	CHILE,
	OTHER
};

/* Of 100: 60, 10 (of a capacity of 15), 20 and 10. Canada has 20 % of the
 * reserves, Chile 30 %, so at the pace of the world Canada makes 20, five
 * more than its plants, and Chile 30, ten more. */
static void
by_hand(void **state)
{
	const struct bw_maker m[] = {
		{ CHINA, 60, 90, 500, 6, false, false },
		{ CANADA, 10, 15, 200, 1, false, true },
		{ CHILE, 20, NAN, 300, 2, false, true },
		{ OTHER, 10, NAN, NAN, NAN, false, false },
	};
	struct bw_partners p = ask(m, 4, 0, 1000, NAN, NAN);

	(void)state;
	assert_int_equal(p.focus, CHINA);
	NEAR(p.focus_now, .6);
	NEAR(p.share_now, .3);
	NEAR(p.world_life, 10);
	assert_int_equal(p.n_step, 3);
	assert_int_equal(p.step[0].kind, BW_STEP_SPARE);
	assert_int_equal(p.step[0].country, CANADA);
	NEAR(p.step[0].amount, 5);
	NEAR(p.step[0].after, 0);
	assert_int_equal(p.step[1].country, CHILE);
	NEAR(p.step[1].amount, 10);
	assert_true(isnan(p.step[1].after));
	NEAR(p.step[2].amount, 5);
	NEAR(p.step[2].all, 20);
	NEAR(p.step[2].share, .5);
	NEAR(p.step[2].cover, 20 / 60.);
	/* aimed: China 40, Canada 20, Chile 30, other 10 */
	NEAR(p.step[2].aimed.focus, .4);
	NEAR(p.step[2].aimed.is.hhi.lo, .16 + .04 + .09 + .01);
	/* even: China and the other keep 5/7 */
	NEAR(p.step[2].even.focus, .6 * 5 / 7);
	NEAR(p.step[2].even.is.hhi.hi,
	    pow(.6 * 5 / 7, 2) + .04 + .09 + pow(.1 * 5 / 7, 2));
	assert_int_equal(p.n_partner, 2);
	NEAR(p.partner[0].extra, 10);
	NEAR(p.partner[0].most, .2);
	NEAR(p.partner[1].life, 15);
	assert_true(p.partner[0].capacity_told && !p.partner[1].capacity_told);
}

/* Reserves of 40 that must last 10 years carry 4 a year: less than the 10 of
 * today, so the free capacity is of no use. With 2 years they carry 20. */
static void
years(void **state)
{
	const struct bw_maker m[] = {
		{ CHINA, 50, NAN, NAN, NAN, false, false },
		{ CANADA, 10, 18, 40, NAN, false, true },
	};
	struct bw_partners p = ask(m, 2, 0, NAN, 10, 8);

	(void)state;
	assert_int_equal(p.n_step, 0);
	assert_true(p.partner[0].short_reserves);
	NEAR(p.partner[0].most, 10 / 60.);
	p = ask(m, 2, 0, NAN, 2, 8);
	assert_int_equal(p.n_step, 2);
	NEAR(p.step[0].amount, 8);
	NEAR(p.step[1].amount, 2);
	assert_int_equal(p.step[1].kind, BW_STEP_RESERVES);
	NEAR(p.step[1].after, 8);
	/* more than everybody else makes: the rest of it has no place */
	p = ask(m, 2, 5, NAN, .25, NAN);
	NEAR(p.step[p.n_step - 1].all, 55);
	NEAR(p.step[p.n_step - 1].share, 1);
	NEAR(p.step[p.n_step - 1].aimed.is.hhi.hi, 1);
	NEAR(p.step[p.n_step - 1].even.is.hhi.lo, 1);
	NEAR(p.unplaced, 160 - 10 - 55);
	NEAR(p.partner[0].most, 65 / 65.);
}

static void
nobody(void **state)
{
	const struct bw_maker m[] = { { CHINA, 50, 60, 10, 1, false, false } };
	struct bw_partners p = ask(m, 1, 0, 10, NAN, NAN);

	(void)state;
	assert_true(p.n_step == 0 && p.n_partner == 0 && p.share_now == 0);
	p = ask(NULL, 0, 0, NAN, NAN, NAN);
	assert_true(p.n_step == 0 && p.focus == 0);
	assert_true(isnan(p.now.hhi.lo));
}

/* ---- the oracle ---- */

#define MAKERS 6
#define PIECE (1 / 64.)

static unsigned seed = 11;

static unsigned
dice(unsigned sides)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % sides;
}

/* Piece by piece from whoever outside the partners is largest. */
static double
slow_aim(const struct bw_maker *m, double rest, double more, double *hhi,
    const double *partner)
{
	double amount[MAKERS], total = rest, sum = 0;

	for (int i = 0; i < MAKERS; i++) {
		amount[i] = m[i].amount;
		total += amount[i];
	}
	for (; more >= PIECE / 2; more -= PIECE) {
		int best = -1;

		for (int i = 0; i < MAKERS; i++)
			if (!m[i].partner && amount[i] > 0 &&
			    (best < 0 || amount[i] > amount[best]))
				best = i;
		if (best >= 0)
			amount[best] = fmax(0, amount[best] - PIECE);
		else
			rest = fmax(0, rest - PIECE);
	}
	for (int i = 0; i < MAKERS; i++)
		sum += pow((m[i].partner ? partner[i] : amount[i]) / total, 2);
	*hhi = sum;
	return sum + pow(rest / total, 2);
}

static void
random_makers(struct bw_maker *m)
{
	for (int i = 0; i < MAKERS; i++)
		m[i] = (struct bw_maker){ (uint32_t)i + 1, dice(30),
			dice(2) ? (double)dice(40) : (double)NAN,
			dice(3) ? (double)dice(400) : (double)NAN, dice(10),
			dice(2), dice(3) == 0 };
}

static void
check_step(const struct bw_partners *p, const struct bw_maker *m, double rest,
    size_t k)
{
	const struct bw_partner_step *s = &p->step[k];
	double have[MAKERS], lo, hi;

	for (int i = 0; i < MAKERS; i++) {
		have[i] = m[i].amount;
		for (size_t j = 0; j <= k; j++)
			if (p->step[j].country == m[i].country)
				have[i] += p->step[j].amount;
	}
	hi = slow_aim(m, rest, s->all, &lo, have);
	assert_true(fabs(lo - s->aimed.is.hhi.lo) < .02);
	assert_true(fabs(hi - s->aimed.is.hhi.hi) < .02);
	/* nothing is as good as taking from the largest */
	assert_true(s->aimed.is.hhi.lo <= s->even.is.hhi.lo + 1e-9);
	assert_true(s->aimed.focus <= s->even.focus + 1e-9);
	assert_true(s->amount > 0 && s->share <= 1 + 1e-9);
	/* the market does not grow */
	NEAR(s->aimed.is.total.hi, p->now.total.hi);
	NEAR(s->even.is.total.hi, p->now.total.hi);
	if (k > 0) {
		assert_true(s->kind >= s[-1].kind);
		assert_true(s->share >= s[-1].share);
		assert_true(s->aimed.focus <= s[-1].aimed.focus + 1e-12);
	}
}

static void
against_oracle(void **state)
{
	(void)state;
	for (int round = 0; round < 400; round++) {
		struct bw_maker m[MAKERS];
		double rest = dice(3) * 5., world = 0;
		double horizon = dice(2) ? 5. + dice(30) : (double)NAN;
		struct bw_partners p;

		random_makers(m);
		for (int i = 0; i < MAKERS; i++)
			world += isnan(m[i].reserves) ? 0 : m[i].reserves;
		p = ask(m, MAKERS, rest, world, horizon, NAN);
		for (size_t k = 0; k < p.n_step; k++)
			check_step(&p, m, rest, k);
		for (size_t k = 0; k < p.n_partner; k++) {
			const struct bw_partner *q = &p.partner[k];

			if (!isnan(horizon) && q->reserves_told)
				assert_true(q->amount + q->extra <=
				    fmax(q->amount, q->reserves / horizon) +
					1e-9);
			assert_true(q->most <= 1 + 1e-9);
		}
	}
}

static void
same_step(const struct bw_partner_step *a, const struct bw_partner_step *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->country, b->country);
	same_number(a->amount, b->amount);
	same_number(a->all, b->all);
	same_number(a->share, b->share);
	same_number(a->cover, b->cover);
	same_number(a->after, b->after);
	same_indicators(&a->aimed.is, &b->aimed.is);
	same_indicators(&a->even.is, &b->even.is);
	same_number(a->aimed.focus, b->aimed.focus);
	same_number(a->even.focus, b->even.focus);
}

/* The order in which the makers stand changes no bit. */
static void
any_order(void **state)
{
	struct bw_maker m[MAKERS], back[MAKERS];

	(void)state;
	for (int round = 0; round < 100; round++) {
		struct bw_partners p, q;

		random_makers(m);
		for (int i = 0; i < MAKERS; i++)
			back[i] = m[MAKERS - 1 - i];
		p = ask(m, MAKERS, 3, 900, 12, 7);
		q = ask(back, MAKERS, 3, 900, 12, 7);
		assert_int_equal(p.n_step, q.n_step);
		same_indicators(&p.now, &q.now);
		for (size_t i = 0; i < p.n_step; i++)
			same_step(&p.step[i], &q.step[i]);
	}
}

/* Of 100: Canada adds 10, by hand. China is no partner, and nobody can take
 * more than the 70 of the others. */
static void
chosen(void **state)
{
	const struct bw_maker m[] = {
		{ CHINA, 60, NAN, NAN, 6, false, false },
		{ CANADA, 10, NAN, NAN, 1, false, true },
		{ CHILE, 20, NAN, NAN, 2, false, true },
		{ OTHER, 10, NAN, NAN, 3, false, false },
	};
	const struct bw_partner_choice c[] = { { CHINA, 5 }, { CANADA, 10 },
		{ CHILE, 100 } };
	const struct bw_partners_ask q = { m, BW_LEN(m), 0, NAN, NAN, NAN, c,
		3 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_partners p;

	(void)state;
	assert_ok(bw_partners(&p, &q, &arena, &err), &err);
	assert_int_equal(p.n_step, 0);
	assert_int_equal(p.n_chosen, 2);
	assert_int_equal(p.chosen[0].country, CANADA);
	NEAR(p.chosen[0].share, .4);
	NEAR(p.chosen[0].cover, 1 / 6.);
	NEAR(p.chosen[0].aimed.focus, .5);
	NEAR(p.chosen[0].aimed.is.hhi.hi, .34);
	NEAR(p.chosen[0].even.focus, 3.6 / 7);
	NEAR(p.chosen[0].even.is.hhi.hi, .08 + (36. * 36 + 6 * 6) / (70. * 70));
	NEAR(p.chosen[1].amount, 60);
	NEAR(p.chosen[1].share, 1);
	NEAR(p.chosen_unplaced, 40);
}

static int
brutal_body(void *ctx, struct bw_err *err)
{
	const struct bw_maker m[] = { { 1, 5, 6, 70, 1, false, true },
		{ 2, 9, 10, 20, 1, false, false } };
	const struct bw_partner_choice c = { 1, 2 };
	const struct bw_partners_ask q = { m, 2, 1, 90, 10, NAN, &c, 1 };
	struct bw_partners p;
	struct bw_arena a;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_partners(&p, &q, &a, err);
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
		cmocka_unit_test(by_hand),
		cmocka_unit_test(years),
		cmocka_unit_test(nobody),
		cmocka_unit_test(against_oracle),
		cmocka_unit_test(any_order),
		cmocka_unit_test(chosen),
		cmocka_unit_test(no_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
