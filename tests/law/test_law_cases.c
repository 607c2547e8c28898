/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_cases.c - cases with a known outcome, from official pages, law firms
 * and the text itself; data of others (see test_data).
 *
 * Facts that a case does not tell are assumed as its vocabulary says. A case
 * states some of: the outcome, grounds, and values; whatever it states is
 * compared.
 */
#include "support/support.h"
#include "base/embed.h"
#include "base/json.h"
#include "law/decide.h"

static struct bw_arena arena;
static struct bw_vocabulary vocabulary;
static struct bw_rule_file *file;
static size_t n_file;

static struct bw_json
read_all(const char *name, struct bw_input **in, struct bw_json_reader **r)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_opt opt = { .whole = true };
	struct bw_json all;
	bool more;

	assert_ok(bw_input_open(in, name, NULL, &err), &err);
	assert_ok(bw_json_open(r, *in, &opt, &err), &err);
	assert_ok(bw_json_next(*r, &all, &more, &err), &err);
	assert_true(more);
	return all;
}

static void
assumed(struct bw_facts *f, struct bw_json words)
{
	struct bw_json_each it = bw_json_each(words);
	struct bw_err err = BW_ERR_INIT;

	while (bw_json_step(&it)) {
		struct bw_json key = bw_json_get(it.value, "key");
		struct bw_json value = bw_json_get(it.value, "default");
		uint32_t fact = bw_fact_find(&vocabulary, bw_json_str(key));

		if (fact == UINT32_MAX)
			fail_msg("no fact %.*s", BW_ARG(bw_json_str(key)));
		if (bw_json_type(value) == BW_JSON_NULL ||
		    bw_json_type(value) == BW_JSON_NONE ||
		    f->from[fact] != BW_FROM_NOBODY)
			continue;
		assert_ok(bw_facts_take(
			      f, fact, value, BW_FROM_ASSUMPTION, &arena, &err),
		    &err);
	}
}

static bool
has_via(const struct bw_decision *d, struct bw_str wanted)
{
	for (size_t i = 0; i < d->n_via; i++) {
		struct bw_str cite = d->rules->output[d->via[i]].cite;

		if (bw_str_eq(cite, wanted) ||
		    (bw_str_starts(cite, wanted) && cite.n > wanted.n &&
			cite.p[wanted.n] == '('))
			return true;
	}
	return false;
}

static int
check_case(struct bw_json one, struct bw_json words)
{
	struct bw_json facts = bw_json_get(one, "facts");
	struct bw_json expect = bw_json_get(one, "expect");
	struct bw_json closing = bw_json_get(one, "closing");
	struct bw_json_each via;
	struct bw_str id = bw_json_str(bw_json_get(one, "id")), want;
	struct bw_err err = BW_ERR_INIT;
	struct bw_rules rules;
	struct bw_facts f;
	struct bw_decision d;
	bw_date day = 20781; /* 2026-11-24 */
	int wrong = 0;

	if (bw_json_type(closing) == BW_JSON_STRING)
		assert_true(bw_date_parse(bw_json_str(closing), &day));
	assert_ok(bw_rules_make(&rules, file, n_file, &vocabulary, day, false,
		      BW_STR(""), &arena, &err),
	    &err);
	assert_ok(bw_facts_init(&f, &vocabulary, &arena, &err), &err);
	assert_ok(bw_facts_read(&f, facts, BW_FROM_USER, &arena, &err), &err);
	assumed(&f, words);
	assert_ok(bw_law_decide(&d, &rules, &f, &arena, &err), &err);
	want = bw_json_str(bw_json_get(expect, "outcome"));
	if (want.n > 0 && !bw_str_eq(want, d.outcome)) {
		printf("# %.*s: %.*s, not %.*s", BW_ARG(id), BW_ARG(d.outcome),
		    BW_ARG(want));
		for (size_t i = 0; i < d.n_unknown; i++)
			printf(" ?%.*s",
			    BW_ARG(vocabulary.fact[d.unknown[i]].key));
		for (size_t i = 0; i < d.n_open; i++)
			printf(" open:%.*s",
			    BW_ARG(vocabulary.fact[d.open[i]].key));
		printf("\n");
		wrong++;
	}
	via = bw_json_each(bw_json_get(expect, "via"));
	while (bw_json_step(&via))
		if (!has_via(&d, bw_json_str(via.value))) {
			printf("# %.*s: no via %.*s\n", BW_ARG(id),
			    BW_ARG(bw_json_str(via.value)));
			wrong++;
		}
	via = bw_json_each(bw_json_get(expect, "not_via"));
	while (bw_json_step(&via))
		if (has_via(&d, bw_json_str(via.value))) {
			printf("# %.*s: via %.*s\n", BW_ARG(id),
			    BW_ARG(bw_json_str(via.value)));
			wrong++;
		}
	return wrong;
}

static void
test_all_cases(void **state)
{
	struct bw_input *in[2] = { 0 };
	struct bw_json_reader *r[2] = { 0 };
	struct bw_json all, words;
	struct bw_json_each it;
	int wrong = 0;

	(void)state;
	if (test_data("cases/law.json") == NULL)
		skip();
	all = read_all(test_data("cases/law.json"), &in[0], &r[0]);
	words = read_all(test_data("cases/law-vocabulary.json"), &in[1], &r[1]);
	it = bw_json_each(all);
	while (bw_json_step(&it))
		wrong += check_case(it.value, words);
	assert_int_equal(wrong, 0);
	for (int i = 0; i < 2; i++) {
		bw_json_close(r[i]);
		bw_input_free(in[i]);
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
	assert_ok(bw_rule_files(&file, &n_file, &arena, &err), &err);
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
		cmocka_unit_test(test_all_cases),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
