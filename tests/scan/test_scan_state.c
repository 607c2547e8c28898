/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_scan_state.c - the file somebody takes home: what it holds, that it
 * comes back the same, and what is refused.
 */
#include "own.h"

static int
read(struct own *o, const char *json, struct bw_err *err)
{
	*err = (struct bw_err)BW_ERR_INIT;
	return bw_scan_state_read(&o->s, &o->q, bw_str_of(json), &o->a, err);
}

#define HEAD                                                \
	"{\"format\":\"bolwerk-scan-1\",\"questionnaire\":" \
	"\"economic-security\",\"version\":\"1.0\",\"set\":\"full\","

static void
comes_back_the_same(void **state)
{
	struct bw_buf one = { 0 }, two = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct own o;
	size_t kj1;

	(void)state;
	own_open(&o);
	own_say(&o, "X1=2 X2=u KJ1=1 KJ2=n:one-person-company");
	kj1 = own_question(&o, "KJ1");
	o.s.answer[kj1].note = BW_STR("ask \"Anna\"\n<b>\xc3\xa9");
	o.s.answer[kj1].owner = BW_STR("Anna");
	o.s.answer[own_question(&o, "X1")].evidence =
	    BW_STR("owners.csv, row 3");
	o.s.company = BW_STR("Voorbeeld B.V.");
	assert_true(bw_date_of(2026, 11, 26, &o.s.date));
	own_score(&o);
	bw_scan_state_write(&one, &o.q, &o.s, &o.r);
	assert_ok(
	    bw_scan_state_read(&o.s, &o.q, bw_buf_get(&one), &o.a, &err), &err);
	assert_true(o.s.full);
	assert_str(o.s.answer[kj1].note, "ask \"Anna\"\n<b>\xc3\xa9");
	assert_str(
	    o.s.answer[own_question(&o, "KJ2")].reason, "one-person-company");
	assert_int_equal(
	    o.s.answer[own_question(&o, "X2")].said, BW_SAID_UNKNOWN);
	assert_true(o.s.theme[1].has);
	own_score(&o);
	bw_scan_state_write(&two, &o.q, &o.s, &o.r);
	assert_true(bw_str_eq(bw_buf_get(&one), bw_buf_get(&two)));
	bw_buf_release(&one);
	bw_buf_release(&two);
	own_close(&o);
}

static void
refused(void **state)
{
	static const struct {
		const char *json, *says;
	} bad[] = {
		{ "", "" },
		{ "[]", "no object" },
		{ "{}", "bolwerk-scan-1" },
		{ "{\"format\":\"bolwerk-scan-1\",\"questionnaire\":\"x\","
		  "\"version\":\"1\"}",
		    "other questions" },
		{ HEAD "\"answers\":{\"X1\":\"3\"}}", "X1: answer with 0" },
		{ HEAD "\"answers\":{\"X1\":\"na\"}}", "X1: answer with" },
		{ HEAD "\"answers\":{\"KJ1\":\"na\"}}", "why it does not" },
		{ HEAD "\"answers\":{\"KJ1\":{\"answer\":\"na\"}}}", "why" },
		{ HEAD "\"answers\":{\"KJ1\":2}}", "it is no text" },
		{ HEAD "\"answers\":{\"KJ1\":\"2\",\"KJ1\":\"3\"}}", "twice" },
		{ HEAD "\"answers\":{\"KJ1\":{\"anwser\":\"2\"}}}", "KJ1" },
		{ HEAD "\"answers\":{\"QQ\":\"2\"}}", "no such question" },
		{ HEAD "\"answers\":[]}", "object" },
		{ HEAD "\"date\":\"yesterday\"}", "2026-01-31" },
		{ HEAD "\"colour\":\"red\"}", "no such key" },
		{ HEAD "\"scores\":{\"total\":[90,10],\"themes\":{}}}", "low" },
		{ HEAD "\"scores\":{\"total\":[0,101],\"themes\":{}}}", "100" },
		{ HEAD "\"company\":\"a\\u0000b\"}", "zero byte" },
	};
	struct bw_err err;
	struct own o;

	(void)state;
	own_open(&o);
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		assert_int_equal(read(&o, bad[i].json, &err), BW_EFORMAT);
		if (strstr(err.what, bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].json, err.what);
	}
	own_close(&o);
}

/* What was asked otherwise then is told, and the scores of then stay. */
static void
another_version(void **state)
{
	struct bw_err err;
	struct own o;

	(void)state;
	own_open(&o);
	assert_int_equal(
	    read(&o,
		"{\"format\":\"bolwerk-scan-1\",\"questionnaire\":"
		"\"economic-security\",\"version\":\"0.9\",\"set\":\"quick\","
		"\"answers\":{\"X1\":\"2\",\"X2\":\"7\",\"OLD\":\"1\"},"
		"\"scores\":{\"total\":[40,62],\"exposure\":[50,50],"
		"\"themes\":{\"KJ\":[33,33],\"OLD\":[1,1]}}}",
		&err),
	    0);
	assert_false(bw_scan_same_version(&o.s, &o.q));
	assert_str(o.s.version, "0.9");
	assert_int_equal(o.s.n_gone, 2);
	assert_str(o.s.gone[0], "X2");
	assert_str(o.s.gone[1], "OLD");
	assert_int_equal(o.s.answer[0].value, 2);
	assert_true(o.s.total.has && o.s.total.lo == 40 && o.s.total.hi == 62);
	own_close(&o);
}

static void
too_large(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_str s = { NULL, BW_SCAN_FILE + 1 };
	struct own o;

	(void)state;
	own_open(&o);
	s.p = calloc(1, s.n);
	assert_non_null(s.p);
	assert_int_equal(
	    bw_scan_state_read(&o.s, &o.q, s, &o.a, &err), BW_ELIMIT);
	free((void *)(uintptr_t)s.p);
	own_close(&o);
}

static int
from_nothing(void *ctx, struct bw_err *err)
{
	struct bw_str json = BW_STR(
	    HEAD "\"answers\":{\"X1\":{\"answer\":\"2\",\"note\":\"n\"}}}");
	struct bw_scan_state s;
	struct bw_scan_result r;
	struct bw_buf b = { 0 };
	struct bw_arena a;
	struct bw_scan q;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	rc = bw_scan_own(&q, &a, err);
	if (rc == 0)
		rc = bw_scan_state_read(&s, &q, json, &a, err);
	if (rc == 0)
		rc = bw_scan_score(&r, &q, &s, &a, err);
	if (rc == 0) {
		bw_scan_state_write(&b, &q, &s, &r);
		rc = bw_buf_check(&b, err);
	}
	bw_buf_release(&b);
	bw_arena_release(&a);
	return rc;
}

static void
without_memory(void **state)
{
	(void)state;
	test_brutal(from_nothing, NULL, 2000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back_the_same),
		cmocka_unit_test(refused),
		cmocka_unit_test(another_version),
		cmocka_unit_test(too_large),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
