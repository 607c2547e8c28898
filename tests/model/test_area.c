/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_area.c - countries of trade rows by number and letters, over time.
 */
#include "model/area.h"
#include "model/trade.h"
#include "support/support.h"

static const char *
code(uint16_t area)
{
	return area == BW_AREA_NONE ? "?" : bw_area_get(area)->code.p;
}

static const char *
letters(const char *z, int year)
{
	return code(bw_area_letters(bw_str_of(z), year));
}

static int
setup(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_area_load(&err), &err);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	bw_area_unload();
	return 0;
}

static void
today(void **state)
{
	(void)state;
	assert_string_equal(code(bw_area_number(528, 2020)), "NL");
	assert_string_equal(code(bw_area_number(842, 2020)), "US");
	assert_string_equal(code(bw_area_number(840, 2020)), "US");
	assert_string_equal(code(bw_area_number(490, 2020)), "TW");
	assert_string_equal(letters("NL", 2020), "NL");
	assert_string_equal(letters("NLD", 2020), "NL");
	assert_string_equal(letters("EL", 2020), "GR");
	assert_string_equal(letters("ROM", 2020), "RO");
	assert_string_equal(code(bw_area_number(999, 2020)), "?");
	assert_string_equal(code(bw_area_number(5000, 2020)), "?");
	assert_string_equal(letters("QQQ", 2020), "?");
	assert_string_equal(letters("nl", 2020), "?");
	assert_true(bw_area_get(bw_area_letters(BW_STR("NL"), 0))->eu);
}

/* One that is no more is what it was, and codes have had several owners. */
static void
no_more(void **state)
{
	(void)state;
	assert_string_equal(letters("SUN", 1990), "SUHH");
	assert_string_equal(letters("CSK", 1990), "CSHH");
	assert_string_equal(letters("SCG", 2005), "CSXX");
	assert_string_equal(letters("ANT", 2005), "ANHH");
	assert_string_equal(letters("DDR", 1989), "DDDE");
	assert_string_equal(letters("YUG", 1990), "SFRY");
	assert_string_equal(letters("YUG", 2000), "YUCS");
	assert_string_equal(letters("CS", 1990), "CSHH");
	assert_string_equal(letters("CS", 2004), "CSXX");
	assert_string_equal(code(bw_area_number(891, 2000)), "YUCS");
	assert_string_equal(code(bw_area_number(891, 2005)), "CSXX");
	assert_string_equal(code(bw_area_number(58, 1997)), "BELU");
	assert_int_equal(
	    bw_area_get(bw_area_number(810, 1990))->kind, BW_AREA_CEASED);
	/* 180 was Zaire and is the Congo of today. */
	assert_string_equal(code(bw_area_number(180, 1990)), "CD");
}

static void
no_country(void **state)
{
	static const char *const sum[] = { "W00", "WLD", "WORLD", "EU27_2020",
		"EXT_EU27_2020", "EA20" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(sum); i++)
		assert_int_equal(
		    bw_area_get(bw_area_letters(bw_str_of(sum[i]), 2020))->kind,
		    BW_AREA_SUM);
	assert_int_equal(
	    bw_area_get(bw_area_number(0, 2020))->kind, BW_AREA_SUM);
	assert_int_equal(
	    bw_area_get(bw_area_number(899, 2020))->kind, BW_AREA_NOWHERE);
	assert_int_equal(bw_area_get(bw_area_letters(BW_STR("QX"), 2020))->kind,
	    BW_AREA_NOWHERE);
}

static void
products(void **state)
{
	uint32_t cobalt = bw_product_parse(BW_STR("810520"));
	char text[9];

	(void)state;
	bw_product_print(cobalt, text);
	assert_string_equal(text, "810520");
	assert_int_equal(
	    bw_product_head(bw_product_parse(BW_STR("81052000")), 6), cobalt);
	assert_true(bw_product_parse(BW_STR("8105")) < cobalt);
	assert_true(cobalt < bw_product_parse(BW_STR("81052000")));
	bw_product_print(bw_product_parse(BW_STR("10121")), text);
	assert_string_equal(text, "010121"); /* a spreadsheet took the zero */
	assert_int_equal(bw_product_parse(BW_STR("81O520")), BW_PRODUCT_NONE);
	assert_int_equal(bw_product_parse(BW_STR("")), BW_PRODUCT_NONE);
	assert_int_equal(
	    bw_product_parse(BW_STR("8105200000")), BW_PRODUCT_NONE);
	bw_product_print(UINT32_MAX, text);
	assert_int_equal(strlen(text), 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(today),
		cmocka_unit_test(no_more), cmocka_unit_test(no_country),
		cmocka_unit_test(products) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
