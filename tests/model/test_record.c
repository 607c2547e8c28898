/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_record.c - what a sink gets, and what it is spared.
 */
#include "support/support.h"
#include "model/record.h"

static void
a_sink_may_want_nothing(void **state)
{
	struct bw_sink none = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_place at = { .line = 3 };

	(void)state;
	assert_int_equal(
	    bw_sink_party(&none, &(struct bw_party_rec){ 0 }, &err), 0);
	assert_int_equal(
	    bw_sink_stake(&none, &(struct bw_stake_rec){ 0 }, &err), 0);
	assert_int_equal(
	    bw_sink_use(&none, &(struct bw_use_rec){ 0 }, &err), 0);
	assert_int_equal(
	    bw_sink_production(&none, &(struct bw_production_rec){ 0 }, &err),
	    0);
	assert_int_equal(
	    bw_sink_governance(&none, &(struct bw_governance_rec){ 0 }, &err),
	    0);
	assert_int_equal(bw_sink_replace(&none, BW_STR("x"), &err), 0);
	assert_int_equal(
	    bw_sink_about(&none, "licence", BW_STR("CC0"), &err), 0);
	assert_int_equal(
	    bw_sink_report(&none, BW_REPORT_NOTE, "r", &at, &err, "%d", 1), 0);
}

static char seen[1024];

static int
keep(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *at, struct bw_str what, struct bw_err *err)
{
	(void)err;
	assert_ptr_equal(ctx, seen);
	assert_int_equal(kind, BW_REPORT_REFUSED);
	assert_string_equal(rule, "bods-share-order");
	assert_int_equal(at->line, 7);
	assert_true(bw_utf8_valid(what, NULL));
	snprintf(seen, sizeof(seen), "%.*s", BW_ARG(what));
	return 42;
}

static int
tell(const char *text)
{
	struct bw_sink sink = { .ctx = seen, .report = keep };
	struct bw_place at = { .line = 7 };
	struct bw_err err = BW_ERR_INIT;

	return bw_sink_report(&sink, BW_REPORT_REFUSED, "bods-share-order", &at,
	    &err, "%s", text);
}

static void
a_report_is_one_clean_line(void **state)
{
	char longer[2000];

	(void)state;
	assert_int_equal(tell("lo 60 > hi 40"), 42); /* code passed on */
	assert_string_equal(seen, "lo 60 > hi 40");
	tell("name \"a\nb\033[2J\"");
	assert_string_equal(seen, "name \"a?b?[2J\"");
	tell("bad \xff\xfe byte");
	assert_string_equal(seen, "bad ?? byte");
	tell("");
	assert_string_equal(seen, "");

	/* Cut between characters, whatever the length before them. */
	for (size_t lead = 0; lead < 3; lead++) {
		memset(longer, 'x', sizeof(longer));
		for (size_t i = lead; i + 3 < sizeof(longer); i += 3)
			memcpy(longer + i, "三", 3);
		longer[lead + 3 * 600] = '\0';
		tell(longer);
		assert_in_range(strlen(seen), 400, 511);
		assert_null(strchr(seen, '?'));
		assert_memory_equal(seen, longer, strlen(seen));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sink_may_want_nothing),
		cmocka_unit_test(a_report_is_one_clean_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
