/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_partners_load.c - capacity and reserves from files to steps; the rules
 * of rules/supply/partners.yaml; units.
 */
#include "model/record.h"
#include "model/ref.h"
#include "supply/files.h"
#include "supply/partners_load.h"
#include "model/unit.h"
#include <math.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)
#define HEAD                                                                  \
	"material,stage,measure,country,year,amount,unit,flags,detail,source" \
	"\n"

struct town {
	struct bw_world *w;
	struct bw_view *v;
	struct bw_arena a;
	struct bw_partners_rules rules;
	struct bw_production *list;
	size_t n;
};

static void
open_world(struct town *t)
{
	struct bw_err err = BW_ERR_INIT;
	static unsigned n;
	char name[32];

	*t = (struct town){ 0 };
	snprintf(name, sizeof(name), "partners%u.bwk", n++);
	t->w = feed_open(feed_path(name), BW_WORLD_WRITE);
	bw_arena_init(&t->a, 0);
	assert_ok(bw_partners_rules(&t->rules, &t->a, &err), &err);
}

static void
look(struct town *t, const char *material)
{
	struct bw_err err = BW_ERR_INIT;

	if (t->v == NULL)
		t->v = feed_view(t->w, 0);
	assert_ok(bw_supply_production(
		      t->v, bw_str_of(material), &t->a, &t->list, &t->n, &err),
	    &err);
}

static struct bw_supply_partners
ask(struct town *t, size_t at, const char *who, double years)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_supply_partners_ask q = { .years = years, .opening = NAN };
	struct bw_supply_partners s;
	struct bw_str *country;

	assert_ok(bw_partners_countries(
		      &t->rules, bw_str_of(who), &t->a, &country, &q.n, &err),
	    &err);
	q.partner = country;
	assert_ok(bw_supply_partners(
		      t->v, &t->list[at], &q, &t->rules, &t->a, &s, &err),
	    &err);
	return s;
}

static void
close_world(struct town *t)
{
	bw_view_close(t->v);
	bw_world_close(t->w);
	bw_arena_release(&t->a);
}

static void
units(void **state)
{
	double f;

	(void)state;
	assert_true(bw_unit_factor(
	    BW_STR("million metric tons"), BW_STR("thousand metric tons"), &f));
	NEAR(f, 1000);
	assert_true(
	    bw_unit_factor(BW_STR("kilograms"), BW_STR("metric tons"), &f));
	NEAR(f, .001);
	assert_true(
	    bw_unit_factor(BW_STR("thousand metric tons"), BW_STR("t"), &f));
	NEAR(f, 1000);
	assert_true(
	    bw_unit_factor(BW_STR("% of supply"), BW_STR("% of supply"), &f));
	NEAR(f, 1);
	assert_true(
	    bw_unit_factor(BW_STR("thousand widgets"), BW_STR("widgets"), &f));
	NEAR(f, 1000);
	assert_false(bw_unit_factor(BW_STR("thousand metric dry tons"),
	    BW_STR("thousand metric tons"), &f));
	assert_false(bw_unit_factor(BW_STR("million carats"), BW_STR(""), &f));
	assert_false(bw_unit_factor(BW_STR("thousand"), BW_STR("t"), &f));
}

/* Of 100 kt a year Canada makes 10; its reserves are 0.2 of 1 million t, in
 * another scale, so the pace of the world gives it 20. */
static void
small_world(void **state)
{
	struct town t;
	struct bw_supply_partners s;

	(void)state;
	open_world(&t);
	feed_text(t.w, "a.csv",
	    HEAD
	    "cobalt,mine,,CD,2024,70,thousand metric tons,,,\n"
	    "cobalt,mine,,CA,2024,10,thousand metric tons,,,\n"
	    "cobalt,mine,,AU,2024,,thousand metric tons,withheld,,\n"
	    "cobalt,mine,,,2024,20,thousand metric tons,rest,,\n"
	    "cobalt,mine,capacity,CA,2023,12,thousand metric tons,,,\n"
	    "cobalt,mine,capacity,CA,2020,99,thousand metric tons,,,\n"
	    "cobalt,mine,reserves,CA,2024,200000,metric tons,,,\n"
	    "cobalt,mine,reserves,CL,2024,50000,metric tons,,,\n"
	    "cobalt,mine,reserves,,2024,1,million metric tons,world at-least,,"
	    "\n");
	look(&t, "cobalt");
	assert_int_equal(t.n, 1);
	s = ask(&t, 0, "partners", NAN);
	assert_int_equal(s.capacity.year, 2023);
	NEAR(s.reserves.world, 1000);
	assert_true(s.reserves.world_at_least);
	assert_int_equal(s.n_says, 3);
	assert_true(s.says[0].listed && !s.says[0].withheld);
	assert_true(s.says[1].withheld && s.says[1].is == NULL);
	assert_false(s.says[2].listed);
	assert_int_equal(s.is.n_step, 3);
	NEAR(s.is.step[0].amount, 2); /* 12 - 10 */
	NEAR(s.is.step[1].amount, 8); /* 20 - 12 */
	NEAR(s.is.step[2].amount, 5); /* Chile, from nothing */
	NEAR(s.is.step[2].aimed.focus, .7 - .15);
	NEAR(s.says[2].is->most, .05);
	assert_int_equal(s.is.focus, 'C' << 8 | 'D');
	s = ask(&t, 0, "CA", 10);
	NEAR(s.is.step[s.is.n_step - 1].all, 10); /* 200 / 10 = 20 a year */
	close_world(&t);
}

/* Figures that cannot be used say why. */
static void
refused(void **state)
{
	struct town t;
	struct bw_supply_partners s;

	(void)state;
	open_world(&t);
	feed_text(t.w, "a.csv",
	    HEAD
	    "indium,refine,,CN,2024,70,metric tons,,,\n"
	    "indium,refine,,CA,2024,30,metric tons,,,\n"
	    "indium,refine,reserves,CA,2024,200,metric tons,,,\n"
	    "palladium,mine,,RU,2024,70,kilograms,,,\n"
	    "palladium,mine,,CA,2024,30,kilograms,,,\n"
	    "palladium,mine,reserves,CA,2024,99999,kilograms,,,\n"
	    "bauxite,mine,,AU,2024,70,thousand metric dry tons,,,\n"
	    "bauxite,mine,reserves,AU,2024,99999,thousand metric tons,,,\n");
	look(&t, "indium");
	s = ask(&t, 0, "CA", NAN);
	assert_int_equal(s.reserves.use, BW_HOLDINGS_TOO_SMALL);
	assert_int_equal(s.capacity.use, BW_HOLDINGS_NONE);
	assert_int_equal(s.is.n_step, 0);
	look(&t, "palladium");
	s = ask(&t, 0, "CA", 10);
	assert_int_equal(s.reserves.use, BW_HOLDINGS_OF_A_GROUP);
	assert_int_equal(s.is.n_step, 0);
	look(&t, "bauxite");
	s = ask(&t, 0, "AU", 10);
	assert_int_equal(s.reserves.use, BW_HOLDINGS_OTHER_UNIT);
	close_world(&t);
}

/* The tables of the program: magnesium has capacity and no reserves; lithium
 * of Chile in 2024 is 49000 of 240000, with 9.3 of 30 million in the ground. */
static void
reference(void **state)
{
	struct town t;
	struct bw_supply_partners s;
	size_t first, count;

	(void)state;
	open_world(&t);
	feed_reference(t.w);
	feed_file(t.w, test_source("reference/reserves.csv"));
	look(&t, "magnesium");
	bw_supply_stage(t.list, t.n, 2026, &first, &count);
	s = ask(&t, first, "IL", 10);
	assert_int_equal(s.reserves.use, BW_HOLDINGS_NONE);
	assert_int_equal(s.capacity.use, BW_HOLDINGS_USED);
	NEAR(s.says[0].is->extra, 34 - 20);
	look(&t, "lithium");
	bw_supply_stage(t.list, t.n, 2026, &first, &count);
	s = ask(&t, first, "partners", NAN);
	NEAR(s.says[2].is->amount, 49000);
	NEAR(s.says[2].is->reserves, 9300000);
	NEAR(s.says[2].is->life, 9300000 / 49000.);
	NEAR(s.says[2].is->extra, s.is.now.total.hi * 9.3 / 30 - 49000);
	close_world(&t);
}

static void
lists(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_partners_rules r;
	struct bw_arena a;
	struct bw_str *c;
	size_t n;

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(bw_partners_rules(&r, &a, &err), &err);
	assert_int_equal(r.partners.n, 3);
	assert_ok(
	    bw_partners_countries(&r, BW_STR("eu"), &a, &c, &n, &err), &err);
	assert_int_equal(n, 27);
	assert_ok(bw_partners_countries(
		      &r, BW_STR("eu,outside-eu"), &a, &c, &n, &err),
	    &err);
	assert_int_equal(n, 251); /* every country of the table, once */
	assert_ok(bw_partners_countries(
		      &r, BW_STR("Chili, coercion,CN"), &a, &c, &n, &err),
	    &err);
	assert_int_equal(n, 4);
	assert_str(c[0], "CL");
	assert_int_equal(
	    bw_partners_countries(&r, BW_STR("Atlantis"), &a, &c, &n, &err),
	    BW_EUSAGE);
	bw_arena_release(&a);
}

static int
brutal_body(void *ctx, struct bw_err *err)
{
	const struct town *t = ctx;
	const struct bw_str who[] = { BW_STR_INIT("CA"), BW_STR_INIT("CL") };
	const struct bw_supply_choice add = { BW_STR_INIT("CA"), 5, true };
	const struct bw_supply_partners_ask q = { who, 2, 10, NAN, &add, 1 };
	struct bw_supply_partners s;
	struct bw_production *list;
	struct bw_arena a;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_supply_production(t->v, BW_STR("cobalt"), &a, &list, &n, err);
	if (rc == 0)
		rc = bw_supply_partners(t->v, list, &q, &t->rules, &a, &s, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	struct town t;

	(void)state;
	open_world(&t);
	feed_text(t.w, "a.csv",
	    HEAD "cobalt,mine,,CD,2024,70,t,,,\n"
		 "cobalt,mine,,CA,2024,10,t,,,\n"
		 "cobalt,mine,capacity,CA,2024,12,t,,,\n"
		 "cobalt,mine,reserves,CA,2024,900,t,,,\n"
		 "cobalt,mine,reserves,,2024,2000,t,world,,\n");
	look(&t, "cobalt");
	test_brutal(brutal_body, &t, 200);
	close_world(&t);
}

#define WHO "partners: {countries: [CA], cite: x, verified: no}\n"

static void
bad_rules(void **state)
{
	static const char *const bad[] = {
		"groups: {}\n",
		"partners: {countries: [CA]}\n",
		"partners: {countries: [CA], cite: x}\n",
		"partners: {countries: [ZZ], cite: x, verified: no}\n",
		"partners: {countries: CA, cite: x, verified: no}\n",
		WHO "groups: {}\nreserves: {cite: x, of-a-group-cite: y, "
		    "least-years: many, of-a-group: []}\n",
		WHO "groups: {a: {countries: [CA], verified: no}}\n",
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct bw_partners_rules r;
		struct bw_arena a;

		bw_arena_init(&a, 0);
		assert_int_equal(
		    bw_partners_rules_parse(&r, bw_str_of(bad[i]), &a, &err),
		    BW_EFORMAT);
		bw_arena_release(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units),
		cmocka_unit_test(small_world),
		cmocka_unit_test(refused),
		cmocka_unit_test(reference),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(lists),
		cmocka_unit_test(bad_rules),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
