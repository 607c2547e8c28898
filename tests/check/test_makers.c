/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_makers.c - by where it is made and by who controls it: from files to
 * intervals, and the finding.
 */
#include "check/check.h"
#include "check/makers.h"
#include "base/map.h"
#include "model/ref.h"
#include "supply/files.h"
#include <math.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)
#define MADE "material,stage,country,year,amount,unit,producer\n"
#define TOTALS                             \
	MADE "cobalt,mine,CD,2025,60,t,\n" \
	     "cobalt,mine,AU,2025,25,t,\n" \
	     "cobalt,mine,CL,2025,15,t,\n"
#define PARTIES                                                      \
	"name,kind,country\nKatmine,company,CD\nOzmine,company,AU\n" \
	"Chimine,company,CL\nGroup,company,SG\nFamily,person,CL\n"
#define STAKES "holder,company,percent,nature\n"

struct town {
	struct bw_world *w;
	struct bw_view *v;
	struct bw_arena a;
	struct bw_makers m;
	bw_date day;
};

static void
open_world(struct town *t)
{
	static unsigned n;
	char name[32];

	*t = (struct town){ 0 };
	snprintf(name, sizeof(name), "makers%u.bwk", n++);
	t->w = feed_open(feed_path(name), BW_WORLD_WRITE);
	bw_arena_init(&t->a, 0);
	assert_true(bw_date_of(2026, 1, 2, &t->day));
}

static void
ask(struct town *t)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_production *p;
	size_t n;

	t->v = feed_view(t->w, 0);
	assert_ok(bw_ref_load(&err), &err);
	assert_ok(
	    bw_supply_production(t->v, BW_STR("cobalt"), &t->a, &p, &n, &err),
	    &err);
	assert_int_equal(n, 1);
	assert_ok(bw_makers(&t->m, t->v, p, t->day, &t->a, &err), &err);
}

static void
close_world(struct town *t)
{
	bw_view_close(t->v);
	bw_world_close(t->w);
	bw_arena_release(&t->a);
	bw_text_unload();
	bw_ref_unload();
}

static const struct bw_maker_line *
line(const struct town *t, const char *name)
{
	for (size_t i = 0; i < t->m.n; i++)
		if (bw_str_is(
			bw_view_name(t->v, t->m.line[i].made.producer), name))
			return &t->m.line[i];
	fail_msg("no line of %s", name);
	return NULL;
}

/* Rows of companies are part of their country, never besides. */
static void
place_and_control(void **state)
{
	struct town t;

	(void)state;
	open_world(&t);
	feed_text(t.w, "p.csv", PARTIES);
	feed_text(t.w, "s.csv",
	    STAKES "Group,Katmine,80,shares\nGroup,Ozmine,60,shares\n"
		   "Family,Chimine,75,shares\n");
	feed_text(t.w, "m.csv",
	    TOTALS "cobalt,mine,CD,2025,40,t,Katmine\n"
		   "cobalt,mine,CD,2025,15,t,Unowned\n"
		   "cobalt,mine,AU,2025,25,t,Ozmine\n"
		   "cobalt,mine,CL,2025,0.015,thousand t,Chimine\n");
	ask(&t);
	NEAR(t.m.production->c.total, 100);
	NEAR(t.m.place.lo, .36 + .0625 + .0225);
	assert_int_equal(t.m.n, 4);
	assert_false(t.m.excess);
	NEAR(t.m.told, .95);
	NEAR(t.m.by_country.known, .8);
	NEAR(t.m.by_country.hhi.lo, .65 * .65 + .15 * .15);
	NEAR(t.m.by_country.hhi.hi, .85 * .85 + .15 * .15);
	assert_int_equal(t.m.by_country.top_who, 'S' << 8 | 'G');
	assert_int_equal(line(&t, "Katmine")->control, BW_MAKER_ONE);
	assert_int_equal(line(&t, "Unowned")->control, BW_MAKER_UNKNOWN);
	NEAR(line(&t, "Chimine")->made.amount, 15);
	NEAR(t.m.by_party.top.lo, .65);
	close_world(&t);
}

/* Half and half: several control together, from two countries. Many small
 * holders whose votes are known: it is its own. A band: only possible. */
static void
not_one(void **state)
{
	struct town t;

	(void)state;
	open_world(&t);
	feed_text(t.w, "p.csv",
	    PARTIES "A1,company,FR\nA2,company,DE\nA3,company,IT\n");
	feed_text(t.w, "s.csv",
	    STAKES "A1,Ozmine,30,shares\nA2,Ozmine,30,shares\n"
		   "A3,Ozmine,30,shares\nGroup,Katmine,>25-60,shares\n");
	feed_text(t.w, "m.csv",
	    TOTALS "cobalt,mine,CD,2025,70,t,Katmine\n"
		   "cobalt,mine,AU,2025,25,t,Ozmine\n");
	ask(&t);
	assert_int_equal(line(&t, "Ozmine")->control, BW_MAKER_OWN);
	assert_int_equal(line(&t, "Ozmine")->from, 'A' << 8 | 'U');
	assert_int_equal(line(&t, "Katmine")->control, BW_MAKER_UNKNOWN);
	assert_true(t.m.excess); /* 70 of 60 */
	NEAR(t.m.by_country.total, 110);
	NEAR(t.m.by_country.known, 25 / 110.);
	close_world(&t);
}

static void
nobody_told(void **state)
{
	struct town t;

	(void)state;
	open_world(&t);
	feed_text(t.w, "m.csv", TOTALS);
	ask(&t);
	assert_int_equal(t.m.n, 0);
	NEAR(t.m.told, 0);
	assert_true(t.m.by_country.hhi.lo == 0 && t.m.by_country.hhi.hi == 1);
	close_world(&t);
}

static int
brutal_body(void *ctx, struct bw_err *err)
{
	const struct town *t = ctx;
	struct bw_production *p;
	struct bw_makers m;
	struct bw_arena a;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_supply_production(t->v, BW_STR("cobalt"), &a, &p, &n, err);
	if (rc == 0)
		rc = bw_makers(&m, t->v, p, t->day, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct town t;

	(void)state;
	open_world(&t);
	feed_text(t.w, "p.csv", PARTIES);
	feed_text(t.w, "s.csv", STAKES "Group,Katmine,80,shares\n");
	feed_text(t.w, "m.csv", TOTALS "cobalt,mine,CD,2025,40,t,Katmine\n");
	t.v = feed_view(t.w, 0);
	assert_ok(bw_ref_load(&err), &err);
	test_brutal(brutal_body, &t, 400);
	close_world(&t);
}

static const struct bw_finding *
finding(const struct bw_check *c)
{
	for (size_t i = 0; i < c->findings.list.n; i++)
		if (strcmp(c->findings.list.v[i].id, "supply.critical") == 0)
			return &c->findings.list.v[i];
	return NULL;
}

static bool
names(const struct bw_finding *f, const char *company)
{
	for (size_t i = 0; i < f->evidence.n; i++)
		if (bw_str_find(f->evidence.v[i].says.in[BW_EN],
			bw_str_of(company)) >= 0)
			return true;
	return false;
}

static void
as_a_finding(void **state)
{
	struct bw_check_opt opt = { 0 };
	struct bw_err err = BW_ERR_INIT;
	const struct bw_finding *f;
	struct bw_check c;
	struct town t;

	(void)state;
	open_world(&t);
	opt.day = t.day;
	feed_text(t.w, "p.csv", PARTIES);
	feed_text(t.w, "s.csv",
	    STAKES "Group,Katmine,80,shares\nGroup,Ozmine,60,shares\n"
		   "Group,Chimine,75,shares\n");
	feed_text(t.w, "u.csv", "company,item\nFirm,cobalt\n");
	feed_text(t.w, "m.csv",
	    TOTALS "cobalt,mine,CD,2025,60,t,Katmine\n"
		   "cobalt,mine,AU,2025,25,t,Ozmine\n"
		   "cobalt,mine,CL,2025,15,t,Chimine\n");
	t.v = feed_view(t.w, 0);
	assert_ok(
	    bw_check_run(&c, t.v, feed_find(t.v, "Firm"), &opt, &t.a, &err),
	    &err);
	f = finding(&c);
	if (f == NULL) {
		fail_msg("no finding");
		return;
	}
	assert_str(f->about, "cobalt");
	/* all of it is Singapore's: 1, against .36 + .0625 + .0225 by place */
	assert_true(bw_str_find(f->reason.in[BW_EN],
			BW_STR("(mining): more concentrated, HHI 1.00 (by "
			       "place 0.45)")) > 0);
	assert_true(bw_str_find(f->reason.in[BW_EN], BW_STR("Singapore")) > 0);
	assert_true(names(f, "Katmine") && names(f, "Chimine"));
	bw_check_release(&c);
	close_world(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(place_and_control),
		cmocka_unit_test(not_one),
		cmocka_unit_test(nobody_told),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(as_a_finding),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
