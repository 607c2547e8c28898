/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ranking: made-up cases by hand, what unknown facts leave open, the order
 * whatever that of the input, and rules that are refused.
 */
#include <stdlib.h>
#include "support/support.h"
#include "base/embed.h"
#include "cyber/rank.h"

struct ranking {
	struct bw_arena arena;
	struct bw_rank_rule rule;
};

static void
open_rule(struct ranking *r)
{
	struct bw_err err = BW_ERR_INIT;

	bw_arena_init(&r->arena, 0);
	assert_ok(bw_rank_rule_read(&r->rule, bw_embed("rules/cyber/rank.yaml"),
		      &r->arena, &err),
	    &err);
}

/* "exploited=yes exposure=open|small cvss=9.8" */
static struct bw_rank_case
facts(const char *text)
{
	struct bw_rank_case c = { .name = bw_str_of(text) };
	struct bw_str rest = c.name, value, name = { 0 }, word;

	while (bw_str_cut(&rest, ' ', &value)) {
		enum bw_rank_fact f = 0;

		bw_str_cut(&value, '=', &name);
		while (!bw_str_is(name, bw_rank_fact_name(f)))
			f++;
		if (bw_rank_is_number(f))
			assert_true(bw_rank_tell_number(&c, f, value));
		else
			while (bw_str_cut(&value, '|', &word))
				c.fact[f].word[c.fact[f].n++] = word;
	}
	return c;
}

static void
is(const struct ranking *r, const char *text, const char *line,
    const char *tier, const char *settles)
{
	struct bw_rank_case c = facts(text);
	struct bw_urgency k = bw_rank_of(&r->rule, &c);
	struct bw_buf b = { 0 };

	for (int f = 0; f < BW_RANK_FACTS; f++)
		if ((k.settles >> f & 1) != 0)
			bw_buf_fmt(&b, "%s%s", b.n > 0 ? " " : "",
			    bw_rank_fact_name((enum bw_rank_fact)f));
	if (!bw_str_is(r->rule.line[k.line].id, line) ||
	    !bw_str_is(r->rule.tier[k.tier], tier) ||
	    !bw_str_is(bw_buf_get(&b), settles))
		fail_msg("%s: %.*s, %.*s, %.*s", text,
		    BW_ARG(r->rule.line[k.line].id),
		    BW_ARG(r->rule.tier[k.tier]), BW_ARG(bw_buf_get(&b)));
	assert_int_equal(k.certain, settles[0] == '\0');
	bw_buf_release(&b);
}

#define NOBODY " urgency=Normaal chance=low damage=medium"

static void
cases(void **state)
{
	struct ranking r;

	(void)state;
	open_rule(&r);
	is(&r, "exploited=yes exposure=open", "exploited-open", "now", "");
	is(&r, "exploited=no exposure=small ssvc=Act", "decision-now", "now",
	    "");
	is(&r, "exploited=yes exposure=small ssvc=track", "exploited", "soon",
	    "");
	is(&r, "exploited=no ssvc=Attend", "decision-soon", "soon", "");
	is(&r, "exploited=no ssvc=Track* urgency=Urgent", "urgent", "soon", "");
	is(&r,
	    "exploited=no ssvc=Defer urgency=Normaal chance=high damage=high",
	    "chance-damage", "soon", "");
	is(&r, "exploited=no ssvc=Scheduled" NOBODY, "decision-planned",
	    "planned", "");
	/* Who decided has weighed the score. */
	is(&r, "exploited=no ssvc=Track cvss=10.0 exposure=open" NOBODY,
	    "decision-routine", "routine", "");
	is(&r, "exploited=no ssvc=other epss=0.5 exposure=open" NOBODY,
	    "likely-open", "soon", "");
	is(&r,
	    "exploited=no ssvc=other epss=0.499999 cvss=9.0 "
	    "exposure=open" NOBODY,
	    "critical-open", "soon", "");
	is(&r, "exploited=no ssvc=other epss=0.9 exposure=small" NOBODY,
	    "likely", "planned", "");
	is(&r,
	    "exploited=no ssvc=other epss=1e-05 cvss=9.8 "
	    "exposure=controlled" NOBODY,
	    "critical", "planned", "");
	is(&r,
	    "exploited=no ssvc=other epss=0 cvss=7.0 exposure=small "
	    "importance=high" NOBODY,
	    "high-important", "planned", "");
	is(&r,
	    "exploited=no ssvc=other epss=0 cvss=6.9 exposure=open "
	    "importance=high" NOBODY,
	    "rest", "routine", "");
	bw_arena_release(&r.arena);
}

static void
unknown_stays_unknown(void **state)
{
	struct ranking r;
	struct bw_rank_case c = { 0 };
	struct bw_urgency k;

	(void)state;
	open_rule(&r);
	is(&r, "exploited=yes ssvc=other", "exploited", "soon", "exposure");
	is(&r, "exploited=yes exposure=small", "exploited", "soon", "ssvc");
	/* One of several is as good as known when all say the same. */
	is(&r, "exploited=yes exposure=small ssvc=Attend|Track", "exploited",
	    "soon", "");
	is(&r, "exploited=no ssvc=Act|Attend", "rest", "routine",
	    "exposure ssvc epss cvss importance urgency chance damage");
	/* A decision not yet taken may also lower. */
	is(&r,
	    "exploited=no exposure=open cvss=9.8 epss=0 urgency=Normaal "
	    "chance=low",
	    "critical-open", "soon", "ssvc");
	k = bw_rank_of(&r.rule, &c);
	assert_int_equal(k.tier, 3);
	assert_int_equal(k.best, 0);
	assert_int_equal(k.worst, 3);
	assert_false(k.certain);
	bw_arena_release(&r.arena);
}

static const struct bw_rank_rule *rule_of_sort;

static int
by_rank(const void *a, const void *b)
{
	struct bw_rank_key x = bw_rank_key(rule_of_sort, a);
	struct bw_rank_key y = bw_rank_key(rule_of_sort, b);

	return bw_rank_key_compare(&x, &y);
}

static void
order_does_not_depend_on_input(void **state)
{
	static const char *const want[] = {
		"exploited=yes exposure=open epss=0.9",
		"exploited=yes exposure=open epss=0.2",
		"exploited=yes exposure=open",
		"exploited=yes exposure=controlled epss=0.9 cvss=9.1",
		"exploited=yes exposure=small|controlled",
		"exploited=yes exposure=small",
		"exploited=no exposure=open cvss=9.0",
		"exploited=no cvss=9.0 importance=high",
		"exploited=no cvss=9.1 importance=normal",
		"exploited=no cvss=9.1 importance=low",
		"exploited=no cvss=7.5",
		"exploited=no cvss=7.6",
		"exploited=no",
		"exploited=no cvss=3.9",
	};
	struct ranking r;
	struct bw_rank_case c[BW_LEN(want)];
	uint32_t seed = 7;

	(void)state;
	open_rule(&r);
	rule_of_sort = &r.rule;
	for (size_t i = 0; i < BW_LEN(want); i++)
		c[i] = facts(want[i]);
	for (int round = 0; round < 50; round++) {
		for (size_t i = BW_LEN(want) - 1; i > 0; i--) {
			struct bw_rank_case swap = c[i];
			size_t j = (seed = seed * 1103515245 + 12345) >> 16;

			c[i] = c[j % (i + 1)];
			c[j % (i + 1)] = swap;
		}
		qsort(c, BW_LEN(want), sizeof(*c), by_rank);
		for (size_t i = 0; i < BW_LEN(want); i++)
			assert_str(c[i].name, want[i]);
	}
	bw_arena_release(&r.arena);
}

static void
from_ratings(void **state)
{
	static const struct bw_rating told[] = {
		{ .kind = BW_RATING_CVSS,
		    .value = BW_STR_INIT("AV:N/AC:L/Au:N/C:C/I:C/A:C") },
		{ .kind = BW_RATING_CVSS,
		    .value = BW_STR_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/"
					 "I:N/A:N") },
		{ .kind = BW_RATING_CVSS, .value = BW_STR_INIT("rubbish") },
		{ .kind = BW_RATING_EPSS,
		    .value = BW_STR_INIT("0.7"),
		    .at = 100 },
		{ .kind = BW_RATING_EPSS,
		    .value = BW_STR_INIT("0.00043"),
		    .at = 200 },
		{ .kind = BW_RATING_URGENCY, .value = BW_STR_INIT("Urgent") },
		{ .kind = BW_RATING_CHANCE, .value = BW_STR_INIT("high") },
		{ .kind = BW_RATING_EXPLOITED,
		    .value = BW_STR_INIT("kev"),
		    .at = 150 },
	};
	struct bw_rank_case c = { 0 }, back = { 0 };
	struct bw_rating turned[BW_LEN(told)];

	(void)state;
	for (size_t i = 0; i < BW_LEN(told); i++)
		turned[i] = told[BW_LEN(told) - 1 - i];
	bw_rank_ratings(&c, told, BW_LEN(told));
	bw_rank_ratings(&back, turned, BW_LEN(told));
	assert_int_equal(c.fact[BW_RANK_CVSS].number, 7500000);
	assert_int_equal(c.fact[BW_RANK_EPSS].number, 430);
	assert_str(c.fact[BW_RANK_EXPLOITED].word[0], "yes");
	assert_str(c.fact[BW_RANK_URGENCY].word[0], "Urgent");
	assert_str(c.fact[BW_RANK_CHANCE].word[0], "high");
	assert_int_equal(c.fact[BW_RANK_DAMAGE].n, 0);
	for (int f = 0; f < BW_RANK_FACTS; f++) {
		assert_int_equal(c.fact[f].number, back.fact[f].number);
		assert_int_equal(c.fact[f].n, back.fact[f].n);
	}
	c = (struct bw_rank_case){ 0 };
	assert_false(bw_rank_tell_number(&c, BW_RANK_EPSS, BW_STR("")));
	assert_false(bw_rank_tell_number(&c, BW_RANK_EPSS, BW_STR(".")));
	assert_false(bw_rank_tell_number(&c, BW_RANK_EPSS, BW_STR("-1")));
	assert_false(bw_rank_tell_number(&c, BW_RANK_EPSS, BW_STR("1e99")));
	assert_false(
	    bw_rank_tell_number(&c, BW_RANK_EPSS, BW_STR("99999999999")));
	assert_false(bw_rank_tell_number(
	    &c, BW_RANK_EPSS, BW_STR("0.1234567890123456x")));
}

#define HEAD "tiers: [a, b]\nlines:\n"
#define REST "  - { id: r, tier: b, reason: {nl: n, en: e}, source: s }\n"

static void
refused(const char *yaml, const char *what)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a = { 0 };
	struct bw_rank_rule r;

	assert_int_equal(
	    bw_rank_rule_read(&r, bw_str_of(yaml), &a, &err), BW_EFORMAT);
	if (strstr(err.what, what) == NULL)
		fail_msg("%s", err.what);
	bw_arena_release(&a);
}

static void
rules_that_are_refused(void **state)
{
	(void)state;
	refused("tiers: [a]\n", "no condition");
	refused(HEAD "  - { id: r, tier: c, reason: {nl: n, en: e}, source: s "
		     "}\n",
	    "line 3: there is no such tier");
	refused(HEAD "  - { id: r, tier: a, reason: {nl: n}, source: s }\n",
	    "reasons");
	refused(HEAD "  - { id: r, if: {colour: [red]}, tier: a, reason: {nl: n"
		     ", en: e}, source: s }\n" REST,
	    "no such fact");
	refused(HEAD "  - { id: r, if: {cvss: high}, tier: a, reason: {nl: n, "
		     "en: e}, source: s }\n" REST,
	    "number");
	refused(HEAD "  - { id: r, if: {ssvc: Act}, tier: a, reason: {nl: n, "
		     "en: e}, source: s }\n" REST,
	    "list of words");
	refused(HEAD "  - { id: r, if: {exploited: [yes]}, tier: a, reason: {nl"
		     ": n, en: e}, source: s }\n",
	    "no condition");
	refused(HEAD REST "order:\n  - { fact: cvss, first: [\"4\", \"7\"] }\n",
	    "largest first");
	refused(HEAD REST "order:\n  - { fact: exposure }\n", "missing");
}

static int
read_once(void *ctx, struct bw_err *err)
{
	struct bw_arena a = { 0 };
	struct bw_rank_rule r;
	int rc =
	    bw_rank_rule_read(&r, bw_embed("rules/cyber/rank.yaml"), &a, err);

	(void)ctx;
	bw_arena_release(&a);
	return rc;
}

static void
survives_no_memory(void **state)
{
	(void)state;
	test_brutal(read_once, NULL, 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases),
		cmocka_unit_test(unknown_stays_unknown),
		cmocka_unit_test(order_does_not_depend_on_input),
		cmocka_unit_test(from_ratings),
		cmocka_unit_test(rules_that_are_refused),
		cmocka_unit_test(survives_no_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
