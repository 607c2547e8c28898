/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Scores of CVSS vectors: those of Red Hat's library (test data of others),
 * examples that the standards work out, and what reading refuses.
 */
#include <stdlib.h>
#include "support/support.h"
#include "cyber/cvss.h"

static struct bw_cvss
parsed(const char *text)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_cvss v;

	assert_ok(bw_cvss_parse(&v, bw_str_of(text), &err), &err);
	return v;
}

static void
is(const char *text, int base, int temporal, int environmental)
{
	struct bw_cvss v = parsed(text);
	struct bw_cvss_score s = bw_cvss_scores(&v);

	if (s.base != base || s.temporal != temporal ||
	    s.environmental != environmental)
		fail_msg(
		    "%s: %d %d %d", text, s.base, s.temporal, s.environmental);
}

/* 2.0 section 3.3; 3.1 user guide, appendix; what 3.1 changed of 3.0. */
static void
examples_of_the_standards(void **state)
{
	(void)state;
	is("AV:N/AC:L/Au:N/C:N/I:N/A:C", 78, -1, -1);
	is("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C", 78, 64, -1);
	is("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:N/TD:N/CR:M/IR:M/"
	   "AR:H",
	    78, 64, 0);
	is("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/"
	   "AR:H",
	    78, 64, 92);
	is("AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C", 100, 83, -1);
	is("AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C", 62, 49, -1);
	is("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:L/A:N", 58, 58, 58);
	is("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64, 64, 64);
	is("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61, 61, 61);
	is("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0, 0, 0);
	is("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
	    100, -1, -1);
	is("CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
	    51, -1, -1);
}

static void
words(void **state)
{
	struct bw_cvss v = parsed("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H"
				  "/VA:H/SC:N/SI:N/SA:N/E:X/CR:X");

	(void)state;
	assert_string_equal(bw_cvss_nomenclature(&v), "CVSS-B");
	v = parsed("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N"
		   "/SA:N/E:P/MSA:S");
	assert_string_equal(bw_cvss_nomenclature(&v), "CVSS-BTE");
	assert_int_equal(bw_cvss_severity(BW_CVSS_31, 0), BW_CVSS_NONE);
	assert_int_equal(bw_cvss_severity(BW_CVSS_31, 39), BW_CVSS_LOW);
	assert_int_equal(bw_cvss_severity(BW_CVSS_31, 40), BW_CVSS_MEDIUM);
	assert_int_equal(bw_cvss_severity(BW_CVSS_40, 89), BW_CVSS_HIGH);
	assert_int_equal(bw_cvss_severity(BW_CVSS_40, 90), BW_CVSS_CRITICAL);
	assert_int_equal(bw_cvss_severity(BW_CVSS_2, 100), BW_CVSS_HIGH);
	assert_int_equal(bw_cvss_severity(BW_CVSS_2, 0), BW_CVSS_LOW);
}

static void
refused(const char *text, const char *rule, uint64_t at)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_cvss v;

	assert_int_equal(bw_cvss_parse(&v, bw_str_of(text), &err), BW_EFORMAT);
	if (strstr(err.what, rule) == NULL || err.byte != at)
		fail_msg("%s: %s at %llu", text, err.what,
		    (unsigned long long)err.byte);
}

static void
what_is_wrong_has_a_place(void **state)
{
	(void)state;
	refused("", "empty", 0);
	refused("CVSS:3.2/AV:N", "no version", 5);
	refused("CVSS:3.1/", "no metric follows", 9);
	refused(
	    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "missing: \"A\"", 40);
	refused("CVSS:3.1/AV:N/AV:N", "twice: \"AV\"", 14);
	refused("CVSS:3.1/AV:Z", "no such value: \"AV:Z\"", 12);
	refused("CVSS:3.1/AV:n", "no such value", 12);
	refused("CVSS:3.1/Av:N", "no such metric: \"Av\"", 9);
	refused("CVSS:3.1/AV:N/", "no metric with a value", 14);
	refused("CVSS:3.1/AV:N//AC:L", "no metric with a value", 14);
	refused("CVSS:3.1/AV", "no metric with a value", 9);
	refused("AV:N/AC:L/Au:N/C:N/I:N/A:C ", "no such value", 25);
	refused("AV:N/AC:L/PR:N", "no such metric", 10);
	/* Only MSI and MSA may be S(afety). */
	refused("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S"
		"/SA:H",
	    "no such value", 57);
	refused("CVSS:4.0/AV:N/AT:N/AC:L/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H"
		"/SA:H",
	    "out of order", 19);
}

static void
order_is_free_but_in_4(void **state)
{
	struct bw_cvss v = parsed("CVSS:3.0/RC:C/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:"
				  "L/AV:N");
	struct bw_buf b = { 0 };

	(void)state;
	assert_int_equal(bw_cvss_scores(&v).overall, 98);
	bw_cvss_print(&b, &v);
	assert_str(bw_buf_get(&b),
	    "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/RC:C");
	bw_buf_release(&b);
}

/* "(7.5, 6.0, None)" or "7.5": the numbers, in tenths; -1 where there is none.
 */
static size_t
expected(struct bw_str s, int out[3])
{
	size_t n = 0;
	struct bw_str part;

	while (n < 3 && bw_str_cut(&s, ',', &part)) {
		char text[32];

		part = bw_str_trim(part);
		if (bw_str_starts(part, BW_STR("(")))
			part = bw_str_sub(part, 1, part.n);
		if (part.n == 0 || bw_str_is(part, ")"))
			continue;
		snprintf(text, sizeof(text), "%.*s", BW_ARG(part));
		out[n++] =
		    text[0] == 'N' ? -1 : (int)(strtod(text, NULL) * 10 + 0.5);
	}
	return n;
}

static void
one_vector(struct bw_str line, size_t count[BW_CVSS_VERSIONS])
{
	ptrdiff_t at = bw_str_find(line, BW_STR(" - "));
	struct bw_err err = BW_ERR_INIT;
	struct bw_cvss_score s;
	struct bw_cvss v;
	int want[3] = { -1, -1, -1 };

	if (at < 0)
		return;
	assert_ok(
	    bw_cvss_parse(&v, bw_str_sub(line, 0, (size_t)at), &err), &err);
	expected(bw_str_sub(line, (size_t)at + 3, line.n), want);
	s = bw_cvss_scores(&v);
	count[v.version]++;
	if (s.base != want[0] || s.temporal != want[1] ||
	    s.environmental != want[2])
		fail_msg("%.*s: %d %d %d", BW_ARG(line), s.base, s.temporal,
		    s.environmental);
}

static void
vectors_of_red_hat(void **state)
{
	static const char *const file[] = { "calculator2", "calculator3",
		"cvsslib2", "cvsslib3", "security4", "simple2", "simple3",
		"simple31", "simple4", "supplemental4", "threat4" };
	size_t count[BW_CVSS_VERSIONS] = { 0 };

	(void)state;
	if (test_data("cyber/cvss-redhat/tests") == NULL)
		skip();
	for (size_t i = 0; i < BW_LEN(file); i++) {
		char path[128];
		struct bw_str all, rest, line;

		snprintf(path, sizeof(path),
		    "cyber/cvss-redhat/tests/vectors_%s", file[i]);
		rest = all = test_read(test_data(path));
		while (bw_str_cut(&rest, '\n', &line))
			one_vector(line, count);
		free((void *)(uintptr_t)all.p);
	}
	/* The table of doc/cyber.md. */
	assert_int_equal(count[BW_CVSS_2], 398);
	assert_int_equal(count[BW_CVSS_30], 1312);
	assert_int_equal(count[BW_CVSS_31], 1299);
	assert_int_equal(count[BW_CVSS_40], 860);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_of_the_standards),
		cmocka_unit_test(words),
		cmocka_unit_test(what_is_wrong_has_a_place),
		cmocka_unit_test(order_is_free_but_in_4),
		cmocka_unit_test(vectors_of_red_hat),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
