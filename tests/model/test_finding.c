/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_finding.c - the order in which a person reads, and nothing lost.
 */
#include "support/support.h"
#include "model/finding.h"

static void
add(struct bw_findings *f, const char *id, enum bw_level level,
    enum bw_pillar pillar, enum bw_certainty certainty)
{
	struct bw_finding *one = bw_finding_add(f, id);

	assert_non_null(one);
	assert_int_equal(one->deadline, BW_DATE_MAX);
	assert_int_equal(one->evidence.n, 0);
	one->level = level;
	one->pillar = pillar;
	one->certainty = certainty;
}

static void
what_to_do_comes_first(void **state)
{
	static const char *const order[] = { "a", "b", "c", "d", "e", "f", "g",
		"h", "i" };
	struct bw_findings f = { 0 };

	(void)state;
	add(&f, "h", BW_KNOW, BW_SUPPLY, BW_CERTAIN);
	add(&f, "e", BW_PLAN, BW_OWNERSHIP, BW_CERTAIN);
	add(&f, "d", BW_ACT, BW_OWNERSHIP, BW_OPEN);
	add(&f, "b", BW_ACT, BW_LAW, BW_CERTAIN);
	add(&f, "a", BW_ACT, BW_OWNERSHIP, BW_CERTAIN);
	add(&f, "i", BW_KNOW, BW_DATA, BW_EXCLUDED);
	add(&f, "f", BW_PLAN, BW_OWNERSHIP, BW_CERTAIN); /* made after e */
	add(&f, "c", BW_ACT, BW_OWNERSHIP, BW_POSSIBLE);
	add(&f, "g", BW_PLAN, BW_OWNERSHIP, BW_EXCLUDED);
	bw_findings_sort(&f);
	assert_int_equal(f.list.n, BW_LEN(order));
	for (size_t i = 0; i < f.list.n; i++)
		assert_string_equal(f.list.v[i].id, order[i]);
	bw_findings_sort(&f); /* twice is as good as once */
	for (size_t i = 0; i < f.list.n; i++)
		assert_string_equal(f.list.v[i].id, order[i]);
	bw_findings_release(&f);
	assert_int_equal(f.list.n, 0);
	bw_findings_sort(&f);
	bw_findings_release(&f);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_findings f = { 0 };
	struct bw_finding *one;
	int rc = 0;

	(void)ctx;
	for (unsigned i = 0; i < 40 && rc == 0; i++) {
		one = bw_finding_add(&f, "x");
		if (one == NULL ||
		    !bw_vec_push(
			&one->evidence, (struct bw_evidence){ .line = i }) ||
		    !bw_vec_push(&one->basis, (struct bw_basis){ 0 }) ||
		    !bw_vec_push(&one->settle, bw_text_same(BW_STR("y"))))
			rc = bw_fail(err, BW_ENOMEM, "no memory");
	}
	bw_findings_sort(&f);
	bw_findings_release(&f);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 200);
}

static void
names_and_words(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	enum bw_level l = BW_KNOW;
	char key[64];

	(void)state;
	assert_string_equal(bw_certainty_name(BW_OPEN), "open");
	assert_string_equal(bw_pillar_name(BW_DATA), "data");
	for (unsigned i = BW_KNOW; i <= BW_ACT; i++) {
		assert_true(bw_level_of(
		    bw_str_of(bw_level_name((enum bw_level)i)), &l));
		assert_int_equal(l, i);
	}
	assert_true(bw_level_of(BW_STR("ACT"), &l));
	assert_false(bw_level_of(BW_STR("urgent"), &l));
	assert_ok(bw_text_load(&err), &err);
	for (unsigned i = BW_CERTAIN; i <= BW_OPEN; i++) {
		snprintf(key, sizeof(key), "certainty.%s",
		    bw_certainty_name((enum bw_certainty)i));
		assert_int_not_equal(bw_word(BW_EN, key).p[0], '[');
	}
	for (unsigned i = BW_KNOW; i <= BW_ACT; i++) {
		snprintf(key, sizeof(key), "level.%s",
		    bw_level_name((enum bw_level)i));
		assert_int_not_equal(bw_word(BW_EN, key).p[0], '[');
	}
	for (unsigned i = BW_OWNERSHIP; i <= BW_DATA; i++) {
		snprintf(key, sizeof(key), "pillar.%s",
		    bw_pillar_name((enum bw_pillar)i));
		assert_int_not_equal(bw_word(BW_EN, key).p[0], '[');
	}
	bw_text_unload();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_to_do_comes_first),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(names_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
