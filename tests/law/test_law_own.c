/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_own.c - our own cases: both sides of every boundary of the rules, in
 * every version of the law.
 */
#include "own.h"

static struct own own;

/* Are these all the facts that the case says a decision lists? */
static bool
lists(const struct own_case *c, const char *key, const uint32_t *fact, size_t n,
    char why[240])
{
	const struct bw_yaml *want = bw_yaml_get(c->node, key), *one;
	size_t k = 0, found = 0;

	if (want == NULL)
		return true;
	for (one = want->child; one != NULL; one = one->next, k++)
		for (size_t i = 0; i < n; i++)
			found += bw_str_eq(
			    own.vocabulary.fact[fact[i]].key, one->text);
	if (found == k && n == k)
		return true;
	k = (size_t)snprintf(why, 240, "%s:", key);
	for (size_t i = 0; i < n && k < 240; i++)
		k += (size_t)snprintf(why + k, 240 - k, " %.*s",
		    BW_ARG(own.vocabulary.fact[fact[i]].key));
	return false;
}

static bool
all_lists(const struct own_case *c, const struct bw_decision *d, char why[240])
{
	return lists(c, "unknown", d->unknown, d->n_unknown, why) &&
	    lists(c, "open", d->open, d->n_open, why) &&
	    lists(c, "assumed", d->assumed, d->n_assumed, why);
}

static void
test_cases_hold(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	size_t n = 0, wrong = 0;
	char why[240];

	(void)state;
	for (size_t s = 0; s < own.n_set; s++)
		for (size_t i = 0; i < own.n; i++) {
			const struct own_case *c = &own.one[i];
			struct bw_decision d;

			if (!(c->sets >> s & 1))
				continue;
			n++;
			assert_ok(bw_law_decide(&d, &own.set[s].rules,
				      &c->facts, &own.arena, &err),
			    &err);
			if (own_holds(c, &own.set[s].rules, d.value, why) &&
			    all_lists(c, &d, why))
				continue;
			wrong++;
			printf("# %.*s (%.*s): %s\n", BW_ARG(c->id),
			    BW_ARG(own.set[s].name), why);
		}
	printf("# %zu cases, %zu in all versions\n", own.n, n);
	assert_int_equal(wrong, 0);
}

/* Nothing told: never decided by silence, and the decision says what to ask. */
static void
test_silence_decides_nothing(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_facts nothing;

	(void)state;
	assert_ok(
	    bw_facts_init(&nothing, &own.vocabulary, &own.arena, &err), &err);
	for (size_t s = 0; s < own.n_set; s++) {
		struct bw_decision d;

		assert_ok(bw_law_decide(&d, &own.set[s].rules, &nothing,
			      &own.arena, &err),
		    &err);
		assert_true(bw_str_eq(d.outcome, BW_STR("OPEN")) ||
		    bw_str_eq(d.outcome, BW_STR("UNKNOWN")));
		assert_true(d.n_unknown > 0);
	}
}

static int
begin(void **state)
{
	(void)state;
	own_begin(&own);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	own_end(&own);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases_hold),
		cmocka_unit_test(test_silence_decides_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
