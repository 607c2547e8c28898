/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_rules.c - reading rule files and deciding: mistakes are told with
 * file, line and name; memory that fails on the way is told and nothing leaks;
 * comparing two days allocates nothing per case and always gives the same.
 */
#include "support/support.h"
#include "base/embed.h"
#include "base/map.h"
#include "law/compare.h"

static struct bw_vocabulary vocabulary;
static struct bw_arena arena;

#define HEAD                                                        \
	"$id: x\nstatus: in_force\nurl: u\ntitle: {nl: a, en: b}\n" \
	"articles:\n"                                               \
	"  - number: \"1\"\n"                                       \
	"    words: {nl: a, en: b}\n"                               \
	"    machine_readable:\n"                                   \
	"      execution:\n"                                        \
	"        actions:\n"

/* Line 11 is the first after HEAD. */
static void
refuses(const char *text, const char *line, const char *what)
{
	const struct bw_rule_file file = { BW_STR("my.yaml"), bw_str_of(text) };
	struct bw_err err = BW_ERR_INIT;
	struct bw_rules r;
	struct bw_arena a;
	char all[600];

	bw_arena_init(&a, 0);
	assert_int_equal(bw_rules_make(&r, &file, 1, &vocabulary, 20000, false,
			     BW_STR(""), &a, &err),
	    BW_EFORMAT);
	snprintf(all, sizeof(all), "%s|line %llu", err.what,
	    (unsigned long long)err.line);
	if (strstr(all, "my.yaml") == NULL || strstr(all, line) == NULL ||
	    strstr(all, what) == NULL)
		fail_msg("no my.yaml, %s and \"%s\" in: %s", line, what, all);
	bw_arena_release(&a);
}

static void
test_mistakes(void **state)
{
	(void)state;
	refuses("$id: x\n", "line 1", "title");
	refuses("$id: x\nstatus: maybe\nurl: u\ntitle: {nl: a, en: b}\n",
	    "line 2", "status");
	refuses(HEAD "          - { value: true }\n", "line 11", "output");
	refuses(HEAD "          - { output: p, value: $q }\n", "line 11", "$q");
	refuses(HEAD "          - { output: p, value: $q }\n"
		     "          - { output: q, value: $p }\n",
	    "line 1", "circle");
	refuses(HEAD "          - { output: p, value: true }\n"
		     "          - { output: p, value: true }\n",
	    "line 12", "p: another rule");
	refuses(HEAD "          - { output: deal.kind, value: true }\n",
	    "line 11", "deal.kind");
	refuses(HEAD "          - { output: p, operation: PERHAPS }\n",
	    "line 11", "PERHAPS");
	refuses(HEAD "          - output: p\n"
		     "            operation: EQUALS\n"
		     "            subject: $deal.kind\n"
		     "            value: gift\n",
	    "line 14", "rule p: \"gift\"");
	refuses(HEAD "          - output: p\n"
		     "            operation: HAS\n"
		     "            subject: $target.classes\n"
		     "            values: [vital]\n",
	    "line 1", "vital");
	refuses(HEAD "          - output: p\n"
		     "            operation: ADD\n"
		     "            values: [$deal.kind]\n",
	    "line 13", "numbers");
}

/* A list of codes before the articles, of one line, and one rule with it. */
#define CODES(LIST, RULE)                                                    \
	"$id: x\nstatus: in_force\nurl: u\ntitle: {nl: a, en: b}\nlists:\n"  \
	"  few: " LIST "\narticles:\n  - number: 1\n"                        \
	"    words: {nl: a, en: b}\n    machine_readable:\n"                 \
	"      execution:\n        actions:\n          - output: p\n"        \
	"            operation: CODES\n            subject: $target.codes\n" \
	"            lists: [" RULE "]\n"

static void
test_mistakes_in_lists(void **state)
{
	static const struct bw_rule_file good = { BW_STR_INIT("my.yaml"),
		BW_STR_INIT(CODES("[6A001, ML19.d]", "$few, $x.few")) };
	struct bw_err err = BW_ERR_INIT;
	struct bw_rules r;

	(void)state;
	assert_ok(bw_rules_make(&r, &good, 1, &vocabulary, 20000, false,
		      BW_STR(""), &arena, &err),
	    &err);
	refuses(CODES("[6A001]", "$many"), "line 16", "$many is no list");
	refuses(CODES("[6A001]", "$y.few"), "line 16", "$y.few is no list");
	refuses(CODES("[6A001]", "few"), "line 16", "few is no list");
	refuses(CODES("[6A001.a]", "$few"), "line 16", "6A001.a in few");
	refuses(CODES("[6a001]", "$few"), "line 16", "6a001 in few");
	refuses(CODES("[laser]", "$few"), "line 16", "laser in few");
	refuses(CODES("[{ nl: laser }]", "$few"), "line 6", "no code");
	refuses(CODES("[[6A001]]", "$few"), "line 6", "no code");
	refuses(CODES("{ codes: [\"\"] }", "$few"), "line 6", "no code");
}

static int
all_of_it(void *ctx, struct bw_err *err)
{
	struct bw_vocabulary v;
	struct bw_rule_file *file;
	struct bw_rules r;
	struct bw_facts f;
	struct bw_decision d;
	struct bw_arena a;
	uint32_t next;
	size_t n;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	if ((rc = bw_vocabulary_read(
		 &v, bw_embed("rules/law/facts.yaml"), &a, err)) == 0 &&
	    (rc = bw_rule_files(&file, &n, &a, err)) == 0 &&
	    (rc = bw_rules_make(
		 &r, file, n, &v, 20454, true, BW_STR(""), &a, err)) == 0 &&
	    (rc = bw_facts_init(&f, &v, &a, err)) == 0 &&
	    (rc = bw_facts_set(&f, bw_fact_find(&v, BW_STR("target.codes")),
		 BW_STR("6A001;AST2"), BW_FROM_USER, &a, err)) == 0 &&
	    (rc = bw_law_decide(&d, &r, &f, &a, err)) == 0)
		rc = bw_law_next(&next, &d, &a, err);
	bw_arena_release(&a);
	return rc;
}

static void
test_no_memory(void **state)
{
	(void)state;
	test_brutal(all_of_it, NULL, 4000);
}

static void
days(struct bw_rules r[2])
{
	static const bw_date day[2] = { 19723,
		20332 }; /* 2024-01-01, 2025-09-01 */
	struct bw_err err = BW_ERR_INIT;
	struct bw_rule_file *file;
	size_t n;

	assert_ok(bw_rule_files(&file, &n, &arena, &err), &err);
	for (int i = 0; i < 2; i++)
		assert_ok(bw_rules_make(&r[i], file, n, &vocabulary, day[i],
			      false, BW_STR(""), &arena, &err),
		    &err);
}

/* The quick way says what the whole decision says, and what is left of a case
 * decides as the case did. */
static void
test_compared(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str word[2], again[2];
	struct bw_rules r[2];
	struct bw_compare c;
	struct bw_facts f;
	size_t before;

	(void)state;
	days(r);
	assert_ok(
	    bw_compare_init(&c, &r[0], &r[1], BW_NONE, &arena, &err), &err);
	for (uint64_t i = 0; i < 200; i++) {
		struct bw_decision d;

		assert_ok(bw_facts_init(&f, &vocabulary, &arena, &err), &err);
		before = arena.total;
		bw_compare_vary(&c, &f, i);
		bw_compare_run(&c, &f, word);
		assert_int_equal(arena.total, before);
		for (int k = 0; k < 2; k++) {
			assert_ok(
			    bw_law_decide(&d, &r[k], &f, &arena, &err), &err);
			assert_true(bw_str_eq(d.outcome, word[k]));
		}
		bw_compare_shrink(&c, &f);
		bw_compare_run(&c, &f, again);
		assert_true(bw_str_eq(again[0], word[0]));
		assert_true(bw_str_eq(again[1], word[1]));
	}
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
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_mistakes_in_lists),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_compared),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
