/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_cases.c - cases with a known outcome, from official pages, law firms
 * and the text itself; data of others (see test_data).
 *
 * Facts that a case does not tell are assumed as its vocabulary says. A case
 * states some of: the outcome, grounds, values, and what a pending instrument
 * would make of it; whatever it states is compared. Terms of the procedure are
 * looked at in test_law_clock.c, and what to test next is for a person.
 */
#include "own.h"
#include "base/embed.h"
#include "base/json.h"

static struct bw_arena arena;
static struct bw_vocabulary vocabulary;
static struct bw_rule_file *file;
static size_t n_file, compared;

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

struct asked { /* one case, and the rules of its day */
	struct bw_str id;
	struct bw_facts facts;
	bw_date day;
	struct bw_rules rules;
	struct bw_decision d;
};

static void
ask(struct asked *q, struct bw_str pending)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_rules_make(&q->rules, file, n_file, &vocabulary, q->day,
		      pending.n > 0, pending, &arena, &err),
	    &err);
	assert_ok(
	    bw_law_decide(&q->d, &q->rules, &q->facts, &arena, &err), &err);
}

static int
check_outcome(const struct asked *q, struct bw_str want)
{
	if (want.n == 0 || bw_str_eq(want, q->d.outcome))
		return 0;
	printf("# %.*s: %.*s, not %.*s", BW_ARG(q->id), BW_ARG(q->d.outcome),
	    BW_ARG(want));
	for (size_t i = 0; i < q->d.n_unknown; i++)
		printf(" ?%.*s", BW_ARG(vocabulary.fact[q->d.unknown[i]].key));
	for (size_t i = 0; i < q->d.n_open; i++)
		printf(" open:%.*s", BW_ARG(vocabulary.fact[q->d.open[i]].key));
	printf("\n");
	return 1;
}

static int
check_via(const struct asked *q, struct bw_json list, bool wanted)
{
	struct bw_json_each via = bw_json_each(list);
	int wrong = 0;

	while (bw_json_step(&via))
		if (has_via(&q->d, bw_json_str(via.value)) != wanted) {
			printf("# %.*s: %s via %.*s\n", BW_ARG(q->id),
			    wanted ? "no" : "also",
			    BW_ARG(bw_json_str(via.value)));
			wrong++;
		}
	return wrong;
}

static struct bw_str
text_of(struct bw_json v)
{
	if (bw_json_type(v) == BW_JSON_BOOL)
		return bw_json_bool(v, false) ? BW_STR("true")
					      : BW_STR("false");
	return bw_json_type(v) == BW_JSON_NUMBER ? bw_json_decimal(v, &arena)
						 : bw_json_str(v);
}

static struct bw_str
list_of(struct bw_json v)
{
	struct bw_json_each it = bw_json_each(v);
	struct bw_str all = BW_STR("");

	while (bw_json_step(&it))
		all = bw_arena_fmt(&arena, "%.*s%s%.*s", BW_ARG(all),
		    all.n > 0 ? "," : "", BW_ARG(bw_json_str(it.value)));
	return all;
}

/* Looked at elsewhere: the outcome by its own, terms by the clocks. */
static bool
elsewhere(struct bw_str key)
{
	static const char *const name[] = { "outcome", "via", "not_via",
		"shadow", "phase1_end", "phase1_end_if_general_terms_act",
		"deemed", "phase2_extension_max_months",
		"phase2_extension_max_months_fdi", "test_next" };

	for (size_t i = 0; i < BW_LEN(name); i++)
		if (bw_str_eq(key, bw_str_of(name[i])))
			return true;
	return false;
}

static int
check_values(const struct asked *q, struct bw_json expect)
{
	struct bw_json_each it = bw_json_each(expect);
	int wrong = 0;

	while (bw_json_step(&it)) {
		struct bw_str want;
		char got[80];
		bool right;

		if (elsewhere(it.key))
			continue;
		if (bw_json_type(it.value) == BW_JSON_ARRAY) {
			own_list(&q->rules, q->d.value, it.key, got);
			want = list_of(it.value);
			right = bw_str_eq(bw_str_of(got), want);
		} else {
			want = text_of(it.value);
			right = own_value_is(
			    &q->rules, q->d.value, it.key, want, got);
		}
		compared++;
		if (right)
			continue;
		printf("# %.*s: %.*s is %s, not %.*s\n", BW_ARG(q->id),
		    BW_ARG(it.key), got, BW_ARG(want));
		wrong++;
	}
	return wrong;
}

static int
check_case(struct bw_json one, struct bw_json words)
{
	struct bw_json expect = bw_json_get(one, "expect");
	struct bw_json closing = bw_json_get(one, "closing");
	struct bw_json_each shadow =
	    bw_json_each(bw_json_get(expect, "shadow"));
	struct bw_err err = BW_ERR_INIT;
	struct asked q = { .id = bw_json_str(bw_json_get(one, "id")),
		.day = 20781 /* 2026-11-24 */ };
	int wrong;

	if (bw_json_type(closing) == BW_JSON_STRING)
		assert_true(bw_date_parse(bw_json_str(closing), &q.day));
	assert_ok(bw_facts_init(&q.facts, &vocabulary, &arena, &err), &err);
	assert_ok(bw_facts_read(&q.facts, bw_json_get(one, "facts"),
		      BW_FROM_USER, &arena, &err),
	    &err);
	assumed(&q.facts, words);
	ask(&q, BW_STR(""));
	wrong = check_outcome(&q, bw_json_str(bw_json_get(expect, "outcome"))) +
	    check_via(&q, bw_json_get(expect, "via"), true) +
	    check_via(&q, bw_json_get(expect, "not_via"), false) +
	    check_values(&q, expect);
	while (bw_json_step(&shadow)) {
		ask(&q, shadow.key);
		wrong += check_outcome(&q, bw_json_str(shadow.value));
		compared++;
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
	printf("# %zu values and shadows compared\n", compared);
	assert_int_equal(wrong, 0);
	assert_true(compared >= 20);
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
