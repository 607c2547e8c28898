/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_form.c - what browsers send for a form without files. The cases are
 * those of the URL Standard (WHATWG) and of web-platform-tests, by hand.
 */
#include "support/support.h"
#include "base/mem.h"
#include "web/form.h"

static int
parse(struct bw_form *f, const char *text)
{
	return bw_form_parse(f, bw_str_of(text), NULL);
}

static void
names_and_values(void **state)
{
	struct bw_form f;
	struct bw_str v;

	(void)state;
	assert_int_equal(
	    parse(&f, "buyer=Aurelia+Holding&share=30%25&why=caf%C3%A9&on"), 0);
	assert_int_equal(f.n, 4);
	assert_str(bw_form_get(&f, "buyer"), "Aurelia Holding");
	assert_str(bw_form_get(&f, "share"), "30%");
	assert_str(bw_form_get(&f, "why"), "caf\xc3\xa9");
	assert_int_equal(bw_form_count(&f, "on"), 1);
	assert_str(bw_form_get(&f, "on"), "");
	assert_int_equal(bw_form_count(&f, "off"), 0);
	assert_str(bw_form_get(&f, "off"), "");
	assert_false(bw_form_nth(&f, "off", 0, &v));
	/* Usable as C strings. */
	assert_string_equal(bw_form_get(&f, "buyer").p, "Aurelia Holding");
	assert_string_equal(bw_form_get(&f, "on").p, "");
	bw_form_release(&f);
}

static void
the_same_name_again(void **state)
{
	struct bw_form f;
	struct bw_str v;

	(void)state;
	assert_int_equal(parse(&f, "sector=a&x=1&sector=b&sector=c"), 0);
	assert_int_equal(bw_form_count(&f, "sector"), 3);
	assert_str(bw_form_get(&f, "sector"), "a");
	assert_true(bw_form_nth(&f, "sector", 2, &v));
	assert_str(v, "c");
	assert_false(bw_form_nth(&f, "sector", 3, &v));
	bw_form_release(&f);
}

/* Text and what it must come back as, written "name>value|". */
static void
as_the_standard_reads_it(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "a", "a>|" },
		{ "a=", "a>|" },
		{ "=b", ">b|" },
		{ "=", ">|" },
		{ "&&&a=b&&c=d&", "a>b|c>d|" },
		{ "a=b=c", "a>b=c|" },
		{ "a%3Db=c%26d", "a=b>c&d|" },
		{ "a=%", "a>%|" },
		{ "a=%2", "a>%2|" },
		{ "a=%zz&b=%4", "a>%zz|b>%4|" },
		{ "a=%%41", "a>%A|" },
		{ "a=b%2Bc+d", "a>b+c d|" },
		{ "a=%e2%82%AC", "a>\xe2\x82\xac|" },
		{ "a=1;b=2", "a>1;b=2|" }, /* ; parts nothing since HTML5 */
		{ "a=x%0D%0Ay", "a>x\r\ny|" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bw_buf b = { 0 };
		struct bw_form f;

		assert_int_equal(parse(&f, cases[i][0]), 0);
		for (size_t k = 0; k < f.n; k++)
			bw_buf_fmt(&b, "%.*s>%.*s|", BW_ARG(f.field[k].name),
			    BW_ARG(f.field[k].value));
		assert_str(bw_buf_get(&b), cases[i][1]);
		bw_buf_release(&b);
		bw_form_release(&f);
	}
}

static void
what_is_no_text(void **state)
{
	static const char *const cases[] = { "a=%00", "%00", "a=%ff", "a=\xff",
		"a=%C3", "a=%ED%A0%80", "a=%C0%AF", "x=1&a=%E2%82" };
	struct bw_err err = BW_ERR_INIT;
	struct bw_form f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(parse(&f, cases[i]), BW_EFORMAT);
	assert_int_equal(
	    bw_form_parse(&f, BW_STR("a=1&b=x\0y"), &err), BW_EFORMAT);
	assert_int_equal(err.byte, 4); /* where the field begins */
	assert_null(f.field);
}

static void
bounds(void **state)
{
	struct bw_buf b = { 0 };
	struct bw_form f;

	(void)state;
	for (unsigned i = 0; i < BW_FORM_FIELDS; i++)
		bw_buf_z(&b, i == 0 ? "a" : "&a");
	assert_int_equal(bw_form_parse(&f, bw_buf_get(&b), NULL), 0);
	assert_int_equal(bw_form_count(&f, "a"), BW_FORM_FIELDS);
	bw_form_release(&f);
	bw_buf_z(&b, "&");
	assert_int_equal(bw_form_parse(&f, bw_buf_get(&b), NULL), BW_ELIMIT);
	bw_buf_clear(&b);
	bw_buf_z(&b, "a=");
	while (b.n < BW_FORM_BYTES)
		bw_buf_char(&b, 'x');
	assert_int_equal(bw_form_parse(&f, bw_buf_get(&b), NULL), 0);
	assert_int_equal(bw_form_get(&f, "a").n, BW_FORM_BYTES - 2);
	bw_form_release(&f);
	bw_buf_char(&b, 'x');
	assert_int_equal(bw_form_parse(&f, bw_buf_get(&b), NULL), BW_ELIMIT);
	bw_buf_release(&b);
}

static void
there_and_back(void **state)
{
	static const char all[] = "a b&c=d+e%f\"<>/\xc3\xa9~*-._\r\n";
	struct bw_buf b = { 0 };
	struct bw_form f;

	(void)state;
	bw_form_add(&b, "q", bw_str_of(all));
	bw_form_add(&b, all, BW_STR(""));
	assert_str(
	    bw_str_sub(bw_buf_get(&b), 0, 24), "q=a+b%26c%3Dd%2Be%25f%22");
	assert_int_equal(bw_form_parse(&f, bw_buf_get(&b), NULL), 0);
	assert_int_equal(f.n, 2);
	assert_str(bw_form_get(&f, "q"), all);
	assert_int_equal(bw_form_count(&f, all), 1);
	bw_form_release(&f);
	bw_buf_release(&b);
}

static int
once(void *ctx, struct bw_err *err)
{
	struct bw_form f;
	int rc = bw_form_parse(&f, BW_STR("a=b&c=d"), err);

	(void)ctx;
	if (rc == 0)
		bw_form_release(&f);
	return rc;
}

static void
survives_no_memory(void **state)
{
	(void)state;
	test_brutal(once, NULL, 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_values),
		cmocka_unit_test(the_same_name_again),
		cmocka_unit_test(as_the_standard_reads_it),
		cmocka_unit_test(what_is_no_text),
		cmocka_unit_test(bounds),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(survives_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
