/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What matching finds, with its names, keys, indexes and layers, is what the
 * rules say when everything is looked at: thousands of made-up worlds.
 */
#include "base/embed.h"
#include "oracle.h"
#include "support/support.h"

static struct {
	struct bw_arena arena;
	struct bw_naming_rules names;
	struct bw_precedence precedence;
} rules;

static int
read_rules(void **state)
{
	struct bw_err err = { 0 };

	(void)state;
	assert_ok(bw_naming_rules_read(&rules.names,
		      bw_embed("rules/cyber/names.yaml"), &rules.arena, &err),
	    &err);
	assert_ok(
	    bw_precedence_read(&rules.precedence,
		bw_embed("rules/cyber/precedence.yaml"), &rules.arena, &err),
	    &err);
	return 0;
}

static int
free_rules(void **state)
{
	(void)state;
	bw_arena_release(&rules.arena);
	return 0;
}

static void
draw(struct oracle_world *w, unsigned seed)
{
	struct dice d = { .seed = seed * 2654435761u + 88172645463325252u };

	oracle_make(w, &d);
}

static void
as_the_rules_say(void **state)
{
	size_t verdicts = 0, layered = 0;

	(void)state;
	for (unsigned seed = 1; seed <= 1000; seed++) {
		struct bw_buf why = { 0 };
		struct bw_err err = { 0 };
		struct oracle_world w;
		struct oracle_held h;

		draw(&w, seed);
		for (unsigned cut = 0; cut < 4; cut += 3) {
			assert_ok(
			    oracle_say(&h, &w, &rules.names, cut, &err), &err);
			layered += cut > 0 && !h.claims.stale;
			if (!h.claims.stale &&
			    !oracle_agrees(
				&h, &w, &rules.precedence, &why, &verdicts)) {
				bw_buf_char(&why, '\0');
				fail_msg("world %u cut at %u: %s", seed, cut,
				    bw_buf_get(&why).p);
			}
			oracle_release(&h);
		}
	}
	print_message(
	    "%zu verdicts, %zu worlds in layers\n", verdicts, layered);
	assert_true(verdicts > 9000 && layered > 200);
}

/* ---- without memory ---- */

static int
say_and_ask(void *ctx, struct bw_err *err)
{
	const struct oracle_world *w = ctx;
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR };
	struct bw_match *m = NULL;
	struct oracle_held h;
	int rc = oracle_say(&h, w, &rules.names, 3, err);

	if (rc == 0)
		rc = bw_match_new(
		    &m, &h.claims, &h.estate, &rules.precedence, &opt, err);
	for (uint32_t i = 0; i < HOSTS && rc == 0; i++)
		rc = bw_match_host(m, i, err);
	for (uint32_t i = 0; i < ADVISORIES && rc == 0; i++)
		rc = bw_match_advisory(m, i, err);
	bw_match_free(m);
	oracle_release(&h);
	return rc;
}

static void
without_memory(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 3; seed++) {
		struct oracle_world w;

		draw(&w, seed);
		test_brutal(say_and_ask, &w, 5000);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_the_rules_say),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, read_rules, free_rules);
}
