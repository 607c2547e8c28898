/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ratings side by side: sources that differ, that say nothing, that say it
 * twice. Scores are those of the standards' own examples, decisions those of
 * CERT/CC's tables as the table of test_ssvc holds them.
 */
#include "cyber/rated.h"
#include "support/support.h"

#define C98 "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" /* 9.8 */
#define C75 "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" /* 7.5 */
#define C2 "AV:N/AC:L/Au:N/C:C/I:C/A:C"                    /* 10.0 */

struct rating_test {
	struct bw_arena arena;
	struct bw_ranking *k;
	struct bw_rated r;
	struct bw_said said[16];
	size_t n;
};

static void
begin(struct rating_test *t)
{
	struct bw_err err = BW_ERR_INIT;

	*t = (struct rating_test){ .n = 0 };
	assert_ok(bw_ranking_new(&t->k, &err), &err);
}

static void
end(struct rating_test *t)
{
	bw_ranking_free(t->k);
	bw_arena_release(&t->arena);
}

static void
say(struct rating_test *t, uint8_t kind, const char *by, bw_date at,
    const char *value)
{
	struct bw_rating r = {
		.kind = kind, .value = bw_str_of(value), .at = at
	};

	t->said[t->n++] = bw_said_of(&r, bw_str_of(by), BW_STR("doc"));
}

static void
rate(struct rating_test *t, const char *exposure, const char *importance)
{
	struct bw_machine_facts m = { bw_str_of(exposure),
		bw_str_of(importance) };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_rated_of(&t->r, t->k, BW_STR("CVE-1"), t->said, t->n,
		      exposure == NULL ? NULL : &m, &t->arena, &err),
	    &err);
}

/* "Attend|Act" */
static void
decided(const struct rating_test *t, unsigned by, const char *want)
{
	const struct bw_decided *d = &t->r.decided[by];
	struct bw_buf b = { 0 };

	for (uint32_t v = 0; d->table != NULL && v < d->outcome->n; v++)
		if ((d->decisions >> v & 1) != 0)
			bw_buf_fmt(&b, "%s%.*s", b.n > 0 ? "|" : "",
			    BW_ARG(d->outcome->value[v].name));
	assert_str(bw_buf_get(&b), want);
	bw_buf_release(&b);
}

static void
nothing_told(void **state)
{
	struct rating_test t;

	(void)state;
	begin(&t);
	rate(&t, NULL, NULL);
	assert_int_equal(t.r.n, 0);
	assert_int_equal(t.r.epss, BW_NONE);
	assert_int_equal(t.r.exploited, BW_NONE);
	assert_null(t.r.decided[BW_DECIDED_ALONE].table);
	assert_str(t.r.tier, "routine");
	assert_false(t.r.urgency_of.certain);
	end(&t);
}

static void
scores_that_differ(void **state)
{
	struct rating_test t;

	(void)state;
	begin(&t);
	say(&t, BW_RATING_CVSS, "Maker", BW_DATE_MIN, C75);
	say(&t, BW_RATING_CVSS, "CISA-ADP", BW_DATE_MIN, C98);
	say(&t, BW_RATING_CVSS, "NVD", BW_DATE_MIN, C2);
	say(&t, BW_RATING_CVSS, "Maker", 100, C75);
	say(&t, BW_RATING_CVSS, "Maker", BW_DATE_MIN, "rubbish");
	rate(&t, NULL, NULL);
	assert_int_equal(t.r.n, 4); /* what is said twice stands once */
	assert_int_equal(t.r.n_score, 3);
	assert_str(t.r.said[t.r.score[0].said].rating.by, "CISA-ADP");
	assert_int_equal(t.r.score[0].tenths, 98);
	assert_int_equal(t.r.score[0].severity, BW_CVSS_CRITICAL);
	assert_int_equal(t.r.score[2].tenths, 100); /* 2.0 has no say */
	assert_int_equal(t.r.lowest, 75);
	assert_int_equal(t.r.highest, 98);
	assert_str(t.r.line->id, "critical");
	rate(&t, "internet", "normal");
	assert_str(t.r.line->id, "critical-open");
	assert_str(t.r.tier, "soon");
	end(&t);
}

static void
who_exploits(void **state)
{
	struct rating_test t;

	(void)state;
	begin(&t);
	say(&t, BW_RATING_SSVC, "CISA-ADP", 100,
	    "Exploitation=none;Automatable=no;Technical Impact=partial");
	rate(&t, NULL, NULL);
	assert_str(t.r.facts.fact[BW_RANK_EXPLOITED].word[0], "no");
	decided(&t, BW_DECIDED_ALONE, "Track");
	/* The list is CISA's, whoever passes it on; with the date it is due. */
	say(&t, BW_RATING_EXPLOITED, "CISA-ADP", 200, "kev");
	say(&t, BW_RATING_EXPLOITED, "", 200, "kev");
	t.said[2].rating.extra = BW_STR("2026-01-01");
	rate(&t, "internal", "");
	assert_int_equal(t.r.n, 2);
	assert_int_equal(t.r.exploited, 0);
	assert_str(t.r.said[0].rating.by, "CISA");
	assert_str(t.r.said[0].rating.extra, "2026-01-01");
	assert_str(t.r.line->id, "exploited");
	/* What was told before it was exploited does not decide. */
	decided(&t, BW_DECIDED_ALONE, "Track|Attend");
	rate(&t, "internet", "");
	assert_str(t.r.line->id, "exploited-open");
	assert_true(t.r.urgency_of.certain);
	end(&t);
	begin(&t);
	say(&t, BW_RATING_SSVC, "CISA-ADP", 100, "Exploitation=active");
	say(&t, BW_RATING_SSVC, "Another", 200, "Exploitation=none");
	rate(&t, NULL, NULL);
	assert_str(t.r.facts.fact[BW_RANK_EXPLOITED].word[0], "yes");
	assert_int_equal(t.r.exploited, BW_NONE);
	assert_str(t.r.tier, "soon");
	end(&t);
}

static void
decisions(void **state)
{
	struct rating_test t;

	(void)state;
	begin(&t);
	say(&t, BW_RATING_SSVC, "CISA-ADP", 100,
	    "Exploitation=active;Automatable=yes;Technical Impact=total");
	rate(&t, NULL, NULL);
	decided(&t, BW_DECIDED_ALONE, "Attend|Act");
	decided(&t, BW_DECIDED_MACHINE, "");
	/* Two values, as CSAF 2.1 may tell them; and two sources. */
	t.said[0].rating.value = BW_STR("Exploitation=None;Automatable=No|Yes;"
					"Technical Impact=Partial");
	rate(&t, "isolated", "");
	decided(&t, BW_DECIDED_ALONE, "Track|Attend");
	decided(&t, BW_DECIDED_MACHINE, "Defer|Scheduled");
	assert_int_equal(t.r.facts.fact[BW_RANK_SSVC].n, 2);
	say(&t, BW_RATING_SSVC, "Maker", 50, "Automatable=no;Colour=red");
	rate(&t, NULL, NULL);
	assert_int_equal(t.r.not_understood, 1);
	/* What one told before it told otherwise does not count. */
	say(&t, BW_RATING_SSVC, "CISA-ADP", 300,
	    "Exploitation=none;Automatable=no;Technical Impact=partial");
	rate(&t, NULL, NULL);
	decided(&t, BW_DECIDED_ALONE, "Track");
	/* A decision that is told stands before one that follows. */
	say(&t, BW_RATING_SSVC, "Coordinator", 300, "CISA Levels=Act");
	rate(&t, NULL, NULL);
	decided(&t, BW_DECIDED_ALONE, "Act");
	assert_true(t.r.decided[BW_DECIDED_ALONE].told);
	assert_str(t.r.tier, "now");
	end(&t);
}

static void
labels_and_chances(void **state)
{
	struct rating_test t;

	(void)state;
	begin(&t);
	say(&t, BW_RATING_EPSS, "", 100, "0.7");
	say(&t, BW_RATING_EPSS, "", 200, "0.00043");
	say(&t, BW_RATING_CHANCE, "NCSC-NL", BW_DATE_MIN, "medium");
	say(&t, BW_RATING_DAMAGE, "NCSC-NL", BW_DATE_MIN, "high");
	say(&t, BW_RATING_URGENCY, "NCSC-NL", BW_DATE_MIN, "Normaal");
	rate(&t, NULL, NULL);
	assert_str(t.r.said[t.r.epss].rating.by, "FIRST");
	assert_str(t.r.said[t.r.epss].rating.value, "0.00043");
	assert_str(t.r.said[0].rating.value, "Normaal");
	assert_str(t.r.said[t.r.chance].rating.value, "medium");
	assert_str(t.r.said[t.r.damage].rating.value, "high");
	assert_str(t.r.tier, "routine");
	t.said[4].rating.value = BW_STR("Urgent");
	rate(&t, NULL, NULL);
	assert_str(t.r.line->id, "urgent");
	end(&t);
}

static int
rate_once(void *ctx, struct bw_err *err)
{
	struct rating_test *t = ctx;
	struct bw_arena a = { 0 };
	struct bw_ranking *k;
	int rc = bw_ranking_new(&k, err);

	if (rc == 0)
		rc = bw_rated_of(
		    &t->r, k, BW_STR("CVE-1"), t->said, t->n, NULL, &a, err);
	bw_ranking_free(k);
	bw_arena_release(&a);
	return rc;
}

static void
survives_no_memory(void **state)
{
	struct rating_test t = { .n = 0 };

	(void)state;
	say(&t, BW_RATING_CVSS, "Maker", BW_DATE_MIN, C75);
	say(&t, BW_RATING_SSVC, "CISA-ADP", 100, "Exploitation=active");
	test_brutal(rate_once, &t, 2000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_told),
		cmocka_unit_test(scores_that_differ),
		cmocka_unit_test(who_exploits),
		cmocka_unit_test(decisions),
		cmocka_unit_test(labels_and_chances),
		cmocka_unit_test(survives_no_memory),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
