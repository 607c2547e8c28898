/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_profile.c - from tables of studies in a world to the dependence on one
 * material: which load counts, what is missing, and running out of memory.
 */
#include "model/ref.h"
#include "supply/files.h"
#include "supply/gas_file.h"
#include "supply/profile.h"

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-9)
#define LATER 2099

struct town {
	struct bw_world *w;
	struct bw_view *v;
	struct bw_arena a;
	struct bw_criticality_rules rules;
};

static void
open_world(struct town *t, const char *name)
{
	struct bw_err err = BW_ERR_INIT;

	*t = (struct town){ 0 };
	t->w = feed_open(feed_path(name), BW_WORLD_WRITE);
	bw_arena_init(&t->a, 0);
	assert_ok(bw_criticality_rules(&t->rules, &t->a, &err), &err);
}

static void
close_world(struct town *t)
{
	bw_view_close(t->v);
	bw_world_close(t->w);
	bw_arena_release(&t->a);
	bw_ref_unload();
}

static struct bw_profile
profile(struct town *t, const char *material, int until)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_profile p;

	assert_ok(bw_profile(t->v, bw_str_of(material), until, &t->rules, &t->a,
		      &p, &err),
	    &err);
	return p;
}

static const char study[] =
    "material,stage,SR,EI,IR_pct,EoL_RIR_pct,supply_data,SI_EI,SI_SR,"
    "HHI_WGI_t_GS,HHI_WGI_t_EU28\n"
    "Cobalt,Extraction,1.6,5.7,32,0,GS + EUS,1.0,1.0,3.6,1.3\n"
    "Gallium,Processing,3.0,5.0,N/A,N/A,GS only,N/A,N/A,4.0,N/A\n"
    "Tin,Processing,9.0,4.4,78,32,GS + EUS,0.9,0.9,2.0,0.8\n";
static const char scores[] = "Material,Year,SR,EI\nCobalt,2017,1.6,5.7\n"
			     "Cobalt,2023,2.8,6.8\nGallium,2023,3.9,3.7\n"
			     "HREEs,2023,5.1,4.2\nPGMs,2020,2.4,5.9\n"
			     "PGMs,2023,2.7,7.1\n";

/* Two files tell one study: their fields make one score. */
static void
one_score(void **state)
{
	struct bw_profile p;
	struct town t;

	(void)state;
	open_world(&t, "score.bwk");
	feed_text(t.w, "scores.csv", scores);
	feed_text(t.w, "study.csv", study);
	t.v = feed_view(t.w, 0);
	p = profile(&t, "cobalt", LATER);
	assert_int_equal(p.n_score, 2);
	assert_int_equal(p.score[0].s.year, 2023);
	assert_false(p.score[0].inputs);
	assert_true(isnan(p.score[0].computed.at));
	assert_int_equal(p.score[1].s.year, 2017);
	assert_int_equal(p.score[1].s.stage, BW_STAGE_MINE);
	NEAR(p.score[1].computed.at, 1.668);
	NEAR(p.score[1].computed.lo, 1.5239793125);
	NEAR(p.score[1].risk.lo, 1.55); /* the printed one is narrower */
	NEAR(p.score[1].risk.hi, 1.65);
	assert_true(p.score[1].agrees);
	p = profile(&t, "cobalt", 2018);
	assert_int_equal(p.n_score, 1);
	/* No recycling, no substitution: named, and only an upper bound. */
	p = profile(&t, "gallium", 2018);
	assert_int_equal(
	    p.score[0].missing, BW_RISK_RECYCLING | BW_RISK_SUBSTITUTION);
	NEAR(p.score[0].computed.hi, 4.05);
	assert_true(isnan(p.score[0].computed.at));
	/* 9.0 cannot follow from these inputs. */
	p = profile(&t, "tin", LATER);
	assert_false(p.score[0].agrees);
	NEAR(p.score[0].risk.at, 9.0);
	/* Scored in a group. */
	p = profile(&t, "dysprosium", LATER);
	assert_int_equal(p.n_score, 0);
	assert_int_equal(p.n_related, 1);
	NEAR(p.related[0].s.risk.at, 5.1);
	p = profile(&t, "platinum", LATER);
	assert_int_equal(p.n_related, 1);
	assert_int_equal(p.related[0].s.year, 2023);
	close_world(&t);
}

static const char eu[] = "Material,Stage,Country,Share,t\n"
			 "Gallium,P,China,69%,1.0\nGallium,P,Germany,4%,0.8\n";
static const char mine[] = "Material,Stage,Country,Share,t\n"
			   "Gallium,P,Japan,90%,1.0\n";
static const char weights[] =
    "country,year,dimension,estimate\n"
    "CN,2016,va,-0.5\nCN,2016,pv,-0.5\nCN,2016,ge,-0.5\nCN,2016,rq,-0.5\n"
    "CN,2016,rl,-0.5\nCN,2016,cc,-0.5\n"
    "CN,2017,va,-1.5\nCN,2017,pv,-1.5\nCN,2017,ge,-1.5\nCN,2017,rq,-1.5\n"
    "CN,2017,rl,-1.5\nCN,2017,cc,-1.5\n"
    "CN,2018,va,2\n" /* five are missing: no weight */
    "CN,2021,va,2\nCN,2021,pv,2\nCN,2021,ge,2\nCN,2021,rq,2\nCN,2021,rl,2\n"
    "CN,2021,cc,2\n";

static void
shares_of_one_load(void **state)
{
	struct bw_profile p;
	struct town t;

	(void)state;
	open_world(&t, "shares.bwk");
	feed_text(t.w, "fact_EUSupplyShares.csv", eu);
	feed_text(t.w, "weights.csv", weights);
	t.v = feed_view(t.w, 0);
	p = profile(&t, "gallium", LATER);
	assert_int_equal(p.n_side, 1);
	assert_int_equal(p.side[0].n, 2);
	assert_true(bw_str_is(p.side[0].share[0].country, "CN"));
	/* 2 (2.5 + .5) = 6 and 2 (2.5 + 1.5) = 8: mean 7 over 2016, 2017 */
	NEAR(p.side[0].share[0].weight, 7);
	assert_int_equal(p.governed_from, 2016);
	assert_int_equal(p.governed_to, 2017);
	assert_true(isnan(p.side[0].share[1].weight));
	assert_true(isnan(p.side[0].hhi.weighted.at));
	NEAR(p.side[0].hhi.weighted.lo, 0.685 * 0.685 * 7);
	NEAR(p.act[1].standing.share.at, 4); /* Germany */
	NEAR(p.act[1].standing.share.hi, 4.5 + 27);
	assert_int_equal(p.act[4].standing.met, BW_MISSED);
	assert_int_equal(p.act[3].standing.met, BW_UNKNOWN);
	bw_view_close(t.v);
	/* A later table of the same: nothing of both is mixed. */
	feed_text(t.w, "my_EU_table.csv", mine);
	t.v = feed_view(t.w, 0);
	p = profile(&t, "gallium", LATER);
	assert_int_equal(p.side[0].n, 1);
	assert_true(bw_str_is(p.side[0].share[0].country, "JP"));
	close_world(&t);
}

static const char uses[] =
    "Material,Application,Share,NACE sector,VA in million EUR\n"
    "Gallium,Chips,70%,C26 - Electronics,77000\n"
    "Gallium,Other,30%,,\nTin,Solder,100%,C28 - Machines,204200\n";

static void
end_uses(void **state)
{
	struct bw_profile p;
	struct town t;

	(void)state;
	open_world(&t, "uses.bwk");
	feed_text(t.w, "uses.csv", uses);
	feed_text(t.w, "scores.csv", scores);
	t.v = feed_view(t.w, 0);
	p = profile(&t, "gallium", LATER);
	assert_int_equal(p.n_use, 2);
	NEAR(p.importance.without.at, 10 * 0.7 * 77000 / 204200);
	NEAR(p.importance.without.hi, 10 * 0.705 * 77000 / 204200 + 3.05);
	assert_true(isnan(p.use[1].value_added));
	NEAR(p.importance.implied.at, 3.7 / p.importance.without.at);
	close_world(&t);
}

/* An empty world, and one from before there were studies. */
static void
nothing(void **state)
{
	struct bw_profile p;
	struct town t;

	(void)state;
	open_world(&t, "empty.bwk");
	t.v = feed_view(t.w, 0);
	p = profile(&t, "gallium", LATER);
	assert_true(p.n_score == 0 && p.n_side == 0 && p.n_use == 0);
	for (size_t i = 0; i < BW_ACT_LINES; i++)
		assert_int_equal(p.act[i].standing.met, BW_UNKNOWN);
	close_world(&t);
	feed_script(feed_path("empty.bwk"),
	    "DROP TABLE study; PRAGMA user_version = 2");
	t.w = feed_open(feed_path("empty.bwk"), BW_WORLD_READ);
	bw_arena_init(&t.a, 0);
	t.v = feed_view(t.w, 0);
	p = profile(&t, "gallium", LATER);
	assert_true(p.n_score == 0 && p.n_side == 0 && p.n_use == 0);
	close_world(&t);
}

static int
body(void *ctx, struct bw_err *err)
{
	struct town *t = ctx;
	struct bw_criticality_rules rules;
	struct bw_profile p;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_criticality_rules(&rules, &a, err);
	if (rc == 0)
		rc = bw_profile(
		    t->v, BW_STR("gallium"), LATER, &rules, &a, &p, err);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct town t;

	(void)state;
	open_world(&t, "brutal.bwk");
	feed_text(t.w, "uses.csv", uses);
	feed_text(t.w, "study.csv", study);
	feed_text(t.w, "fact_EUSupplyShares.csv", eu);
	feed_text(t.w, "weights.csv", weights);
	t.v = feed_view(t.w, 0);
	assert_ok(bw_ref_load(&err), &err);
	test_brutal(body, &t, 3000);
	close_world(&t);
}

static void
rules_refused(void **state)
{
	static const char *const bad[] = { "", "a: b\n",
		"critical: {supply-risk: \"1,0\"}\n",
		"critical: {supply-risk: \"1.0\"}\n", "- 1\n" };
	struct bw_criticality_rules r;
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = BW_ERR_INIT;

		assert_true(bw_criticality_rules_parse(
				&r, bw_str_of(bad[i]), &a, &err) < 0);
		assert_true(err.what[0] != '\0');
	}
	bw_arena_release(&a);
}

static void
gas(void **state)
{
	static const struct {
		const char *yaml, *says;
	} bad[] = {
		{ "peak: 1\n", "unit" },
		{ "unit: a\nsource: b\n", "peak" },
		{ "unit: a\nsource: b\npeak: 1,200\n", "peak" },
		{ "unit: a\nsource: b\npeak: 9-3\n", "peak" },
		{ "unit: a\nsource: b\npeak: 9\n", "capacities" },
		{ "unit: a\nsource: b\npeak: 9\ncapacities: []\n",
		    "capacities" },
		{ "unit: a\nsource: b\npeak: 9\ncapacities: "
		  "[{name: x, kind: y, capacity: 1}]\n",
		    "kind" },
		{ "unit: a\nsource: b\npeak: 9\ncapacities: "
		  "[{kind: lng, capacity: 1}]\n",
		    "name" },
		{ "unit: a\nsource: b\npeak: 9\ncapacities: "
		  "[{name: x, kind: lng}]\n",
		    "capacity" },
	};
	struct bw_gas_file f;
	struct bw_gas_day d;
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		bw_err_clear(&err);
		assert_true(
		    bw_gas_parse(&f, bw_str_of(bad[i].yaml), &a, &err) < 0);
		if (strstr(err.what, bad[i].says) == NULL)
			fail_msg(
			    "\"%s\" does not say %s", err.what, bad[i].says);
	}
	bw_err_clear(&err);
	assert_ok(bw_gas_parse(&f,
		      BW_STR("unit: a\nsource: b\npeak: 100\nmeasures: 5-15\n"
			     "capacities:\n"
			     "- {name: x, kind: lng, capacity: 10-30}\n"
			     "- {name: y, kind: entry, capacity: 40.5}\n"),
		      &a, &err),
	    &err);
	assert_true(bw_str_is(f.from[0].name, "y")); /* the largest */
	bw_gas_totals(&f, &d);
	NEAR(d.lng.hi, 30);
	NEAR(d.entry.at, 40.5);
	NEAR(d.largest.at, 40.5);
	NEAR(d.measures.lo, 5);
	NEAR(bw_gas_n_minus_1(&d).at, 100 * 20.0 / 90);
	bw_arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_score),
		cmocka_unit_test(shares_of_one_load),
		cmocka_unit_test(end_uses),
		cmocka_unit_test(nothing),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(rules_refused),
		cmocka_unit_test(gas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
