/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_chain_read.c - a chain as it is written down, and what is refused.
 */
#include "support/support.h"
#include "model/ref.h"
#include "supply/chain_points.h"
#include "supply/chain_world.h"
#include <math.h>

static const char lamp[] =
    "chain: {nl: lamp, en: lamp}\n"
    "illustrative: yes\n"
    "product: lamp\n"
    "things:\n"
    "  lamp:\n"
    "    kind: product\n"
    "    needs:\n"
    "      - bulb\n"
    "      - any:\n"
    "          - {of: one, share: 55-65}\n"
    "          - {of: two, share: 40}\n"
    "        stock: 10-20\n"
    "        source: our books\n"
    "  bulb: {kind: part, country: CN, stock: 7, source: our books}\n"
    "  one: {kind: site, country: china, controller: boss}\n"
    "  two: {kind: site, country: BE, controller: boss}\n"
    "  boss: {kind: company}\n";

static int
parse(struct bw_chain_file *f, struct bw_arena *a, const char *yaml,
    struct bw_err *err)
{
	int rc = bw_ref_load(err);

	memset(f, 0, sizeof(*f));
	return rc == 0 ? bw_chain_file_parse(f, bw_str_of(yaml), a, err) : rc;
}

static void
reads_what_is_written(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain_file f;
	struct bw_chain c;
	struct bw_arena a;
	uint32_t *point;
	bool never;
	size_t n;

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(parse(&f, &a, lamp, &err), &err);
	assert_true(f.illustrative);
	/* five told, China once, Belgium */
	assert_int_equal(f.thing.n, 7);
	assert_int_equal(f.thing.v[1].stock.hi, 7);
	assert_int_equal(f.need.v[1].stock.lo, 10);
	assert_int_equal(f.need.v[1].stock.hi, 20);
	assert_int_equal(f.sup.v[1].lo, 55 * BW_PERCENT);
	assert_int_equal(f.sup.v[1].hi, 65 * BW_PERCENT);
	assert_ok(bw_chain_file_build(&f, &c, &err), &err);
	assert_ok(
	    bw_chain_points(&c, f.product, NULL, &point, &n, &never, &err),
	    &err);
	/* the bulb, the owner of both makers, and the country of the bulb */
	assert_int_equal(n, 3);
	assert_str(f.thing.v[point[0]].id, "bulb");
	assert_str(f.thing.v[point[1]].id, "boss");
	assert_str(f.thing.v[point[2]].id, "CN");
	bw_free(point);
	bw_chain_release(&c);
	bw_chain_file_release(&f);
	bw_arena_release(&a);
}

/* What is wrong, where, and a word of the reason. */
static void
refuses_with_line_and_rule(void **state)
{
	static const struct {
		const char *yaml, *word;
		unsigned line;
	} bad[] = {
		{ "things: {}", "chain", 1 },
		{ "chain: x\nproduct: a\n", "things", 1 },
		{ "chain: x\nproduct: b\nthings:\n  a: {kind: part}\n",
		    "product", 2 },
		{ "chain: x\nproduct: a\nthings:\n  a: {kind: prat}\n", "kind",
		    4 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    stok: 3\n",
		    "stok", 6 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    stock: 3\n",
		    "source", 5 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    stock: 9-3\n    source: s\n",
		    "days", 6 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    needs: [b]\n",
		    "a needs b", 6 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    needs:\n"
		  "      - any:\n          - {of: b, share: 60}\n"
		  "          - {of: c, share: 30}\n        source: s\n"
		  "  b: {kind: part}\n  c: {kind: part}\n",
		    "90 %", 8 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: part\n"
		  "    needs:\n      - any: [{of: b, share: 100}]\n"
		  "  b: {kind: part}\n",
		    "source", 7 },
		{ "chain: x\nproduct: a\nthings:\n  a: {kind: part, country: "
		  "XX}\n",
		    "countries.csv", 4 },
		{ "chain: x\nproduct: a\nthings:\n  a: {kind: part, "
		  "controller: b}\n  b: {kind: site}\n",
		    "company", 4 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: material\n"
		  "    material: unobtainium\n    stage: mine\n",
		    "materials.csv", 6 },
		{ "chain: x\nproduct: a\nthings:\n  a:\n    kind: material\n"
		  "    material: gallium\n",
		    "stage", 5 },
		{ "chain: x\nproduct: CN\nthings:\n  CN: {kind: part}\n  b: "
		  "{kind: part, country: CN}\n",
		    "line 4", 5 },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct bw_chain_file f;
		struct bw_arena a;

		bw_arena_init(&a, 0);
		assert_true(parse(&f, &a, bad[i].yaml, &err) < 0);
		if (strstr(err.what, bad[i].word) == NULL ||
		    err.line != bad[i].line)
			fail_msg("%zu: %s (line %llu)", i, err.what,
			    (unsigned long long)err.line);
		bw_chain_file_release(&f);
		bw_arena_release(&a);
	}
}

static void
examples_are_chains(void **state)
{
	static const char *const name[] = { "chip", "wind-turbine", "battery",
		"medicine" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(name); i++) {
		char path[64];
		struct bw_err err = BW_ERR_INIT;
		struct bw_chain_file f;
		struct bw_arena a;
		struct bw_str s;

		snprintf(
		    path, sizeof(path), "examples/chains/%s.yaml", name[i]);
		s = test_read(test_source(path));
		bw_arena_init(&a, 0);
		assert_ok(bw_ref_load(&err), &err);
		assert_ok(bw_chain_file_parse(&f, s, &a, &err), &err);
		assert_true(f.illustrative);
		bw_chain_file_release(&f);
		bw_arena_release(&a);
		free((void *)(uintptr_t)s.p);
	}
}

/* ---- figures ------------------------------------------------------------- */
static const char gallium[] = "chain: x\n"
			      "product: ga\n"
			      "things:\n"
			      "  ga: {kind: material, material: gallium, "
			      "stage: refine}\n";

static struct bw_producer
by(const char *country, double amount, unsigned flags)
{
	return (struct bw_producer){ .country = bw_str_of(country),
		.amount = amount,
		.flags = flags,
		.ref = BW_STR("made up for this test") };
}

/* 75 +- 0.5, 20 +- 0.5 and others 5 +- 0.5: the largest share is at least
 * 74.5 / (74.5 + 20.5 + 5.5) and at most 75.5 / (75.5 + 19.5 + 4.5). */
static void
shares_are_intervals(void **state)
{
	struct bw_producer p[] = { by("CN", 75, 0), by("JP", 20, 0),
		by("", 5, BW_FIGURE_REST) };
	struct bw_production made = {
		.by = p, .n = 3, .stage = BW_STAGE_REFINE, .year = 2023
	};
	struct bw_producer held = by("RU", NAN, BW_FIGURE_WITHHELD);
	struct bw_err err = BW_ERR_INIT;
	struct bw_chain_file f;
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	assert_ok(bw_text_load(&err), &err);
	assert_ok(parse(&f, &a, gallium, &err), &err);
	assert_int_equal(f.ask.n, 1);
	assert_ok(bw_chain_expand_from(&f, &f.ask.v[0], &made, &err), &err);
	/* gallium; three places, two of them in a country */
	assert_int_equal(f.thing.n, 6);
	assert_str(f.thing.v[1].id, "gallium/refine/CN");
	assert_int_equal(f.thing.v[2].kind, BW_THING_COUNTRY);
	assert_int_equal(f.need.n, 3);
	assert_int_equal(f.note.v[2].year, 2023);
	assert_true(fabs(f.sup.v[2].lo - 1e9 * 74.5 / 100.5) < 5);
	assert_true(f.sup.v[2].lo <= 1e9 * 74.5 / 100.5);
	assert_true(fabs(f.sup.v[2].hi - 1e9 * 75.5 / 99.5) < 5);
	assert_true(f.sup.v[2].hi >= 1e9 * 75.5 / 99.5);
	bw_chain_file_release(&f);
	/* One that produces nobody tells how much: the others keep only their
	 * upper end. */
	made.held = &held;
	made.withheld = 1;
	made.open_ended = true;
	assert_ok(parse(&f, &a, gallium, &err), &err);
	assert_ok(bw_chain_expand_from(&f, &f.ask.v[0], &made, &err), &err);
	assert_int_equal(f.thing.n, 8);
	assert_int_equal(f.sup.v[f.sup.n - 4].lo, 0);
	assert_true(fabs(f.sup.v[f.sup.n - 4].hi - 1e9 * 75.5 / 99.5) < 5);
	assert_int_equal(f.sup.v[f.sup.n - 2].lo, 0);
	assert_int_equal(f.sup.v[f.sup.n - 2].hi, BW_ONE);
	bw_chain_file_release(&f);
	/* Who is alone has exactly all, however the amount was rounded. */
	made.withheld = 0;
	made.open_ended = false;
	made.n = 1;
	assert_ok(parse(&f, &a, gallium, &err), &err);
	assert_ok(bw_chain_expand_from(&f, &f.ask.v[0], &made, &err), &err);
	assert_int_equal(f.sup.v[f.sup.n - 1].lo, BW_ONE);
	assert_int_equal(f.sup.v[f.sup.n - 1].hi, BW_ONE);
	bw_chain_file_release(&f);
	bw_arena_release(&a);
}

static int
everything(void *ctx, struct bw_err *err)
{
	struct bw_producer p[] = { by("CN", 75, 0), by("JP", 20, 0) };
	struct bw_production made = { .by = p, .n = 2 };
	struct bw_chain c = { 0 };
	struct bw_chain_file f;
	struct bw_arena a;
	int rc;

	bw_arena_init(&a, 0);
	rc = parse(&f, &a, ctx, err);
	if (rc == 0 && f.ask.n > 0)
		rc = bw_chain_expand_from(&f, &f.ask.v[0], &made, err);
	if (rc == 0)
		rc = bw_chain_file_build(&f, &c, err);
	bw_chain_release(&c);
	bw_chain_file_release(&f);
	bw_arena_release(&a);
	/* A name that cannot be looked up for want of memory counts as one
	 * that is not known (model/ref.h); the file itself is right. */
	if (rc == BW_EFORMAT)
		rc = err->code = BW_ENOMEM;
	return rc;
}

static void
survives_failing_memory(void **state)
{
	char one[sizeof(lamp)], two[sizeof(gallium)];
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	memcpy(one, lamp, sizeof(lamp));
	memcpy(two, gallium, sizeof(gallium));
	assert_ok(bw_ref_load(&err), &err);
	assert_ok(bw_text_load(&err), &err);
	test_brutal(everything, one, 500);
	test_brutal(everything, two, 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_written),
		cmocka_unit_test(refuses_with_line_and_rule),
		cmocka_unit_test(examples_are_chains),
		cmocka_unit_test(shares_are_intervals),
		cmocka_unit_test(survives_failing_memory),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	bw_ref_unload();
	bw_text_unload();
	return failed;
}
