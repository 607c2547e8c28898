/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_resights.c - Danish owners in bands, on edges made up for the purpose.
 */
#include "support/support.h"
#include "formats/lines.h"

static struct lines
read_edge(const char *share, const char *more)
{
	struct lines l = { .full = true };
	struct bw_err err = BW_ERR_INIT;
	char text[512];

	snprintf(text, sizeof(text),
	    "[{\"id\":\"e\",\"source\":4000000001,\"source_name\":\"A\","
	    "\"target\":1234567,\"target_name\":\"B ApS\",\"share\":%s%s}]",
	    share, more);
	assert_ok(lines_read(&l, NULL, bw_str_of(text), &err), &err);
	return l;
}

static void
bands(void **state)
{
	static const char *const cases[][2] = {
		{ "\"100%\"", "100 %" },
		{ "\"5-10%\"", "5 % - < 10 %" },
		{ "\"<5%\"", "> 0 % - < 5 %" },
		{ "\"25-33%\"", "25 % - < 33.33 %" },
		{ "\"33-50%\"", "33.33 % - < 50 %" },
		{ "\"50-67%\"", "50 % - < 66.67 %" },
		{ "\"67-90%\"", "66.66 % - < 90 %" },
		{ "\"90-100%\"", "90 % - 100 %" },
		{ "\"50-66.66%\"", "50 % - < 66.67 %" },
		{ "\"66.67-89.99%\"", "66.66 % - < 90 %" },
		{ "\"33,33-49,99 %\"", "33.33 % - < 50 %" },
		{ "\"12.5%\"", "12.5 %" },
	};
	char want[128];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct lines l = read_edge(cases[i][0], ",\"active\":true");

		snprintf(want, sizeof(want), ": %s shares ", cases[i][1]);
		if (bw_str_find(bw_buf_get(&l.text), bw_str_of(want)) < 0)
			print_error(
			    "%s\n%.*s\n", want, BW_ARG(bw_buf_get(&l.text)));
		assert_true(
		    bw_str_find(bw_buf_get(&l.text), bw_str_of(want)) >= 0);
		assert_int_equal(l.stakes, 1);
		lines_release(&l);
	}
}

static void
parties_and_ended(void **state)
{
	struct lines l = read_edge("\"5-10%\"", ",\"active\":false");

	(void)state;
	assert_lines(&l,
	    "party dk-participant:4000000001 person = A\n"
	    "party dk-cvr:01234567 company DK = B ApS\n"
	    "replace e\n"
	    "skipped resights-ended line 1\n");
	lines_release(&l);
}

static void
broken(void **state)
{
	static const char *const shares[] = { "\"\"", "\"some\"", "\"50-25%\"",
		"\"101%\"", "\"-5%\"", "\"<0%\"", "\">100%\"", "\"5-10-15%\"",
		"12", "null" };
	struct bw_err err = BW_ERR_INIT;
	struct lines l;

	(void)state;
	for (size_t i = 0; i < BW_LEN(shares); i++) {
		l = read_edge(shares[i], "");
		assert_lines(&l, "refused resights-share line 1\n");
		lines_release(&l);
	}
	l = (struct lines){ 0 };
	assert_ok(lines_read(&l, "resights",
		      BW_STR("[{\"source\":\"x\"},{\"source\":1,"
			     "\"target\":-1},7]"),
		      &err),
	    &err);
	assert_lines(&l,
	    "refused resights-source line 1\n"
	    "refused resights-target line 1\n"
	    "refused resights-source line 1\n");
	lines_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bands),
		cmocka_unit_test(parties_and_ended),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
