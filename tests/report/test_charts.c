/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_charts.c - map, lines over time and scatter: what a reader must find in
 * them, whatever the figures. With a folder as argument it writes examples
 * there, to look at.
 */
#include "support/support.h"
#include "base/mem.h"
#include "report/charts.h"
#include <math.h>

static const struct bw_chart about = { BW_STR_INIT("Cobalt, mining, 2024"),
	BW_STR_INIT("Shares in the production of the world"),
	BW_STR_INIT("USGS MCS 2025"), BW_EN };
static const struct bw_map_share cobalt[] = { { BW_STR_INIT("CD"), .763 },
	{ BW_STR_INIT("ID"), .097 }, { BW_STR_INIT("RU"), .03 },
	{ BW_STR_INIT("AU"), .0124 }, { BW_STR_INIT("CA"), .0155 },
	{ BW_STR_INIT("US"), .001 }, { BW_STR_INIT("CU"), NAN },
	{ BW_STR_INIT("NO"), 0 }, { BW_STR_INIT("SUHH"), .02 } };
static const struct bw_trend_point china[] = { { 2005, .41, NAN, NAN },
	{ 2006, .44, NAN, NAN }, { 2007, NAN, NAN, NAN },
	{ 2008, .5, .48, .55 }, { 2012, .62, NAN, NAN } };
static const struct bw_trend_point chile[] = { { 2005, .4, NAN, NAN },
	{ 2012, .6, NAN, NAN } };
static const struct bw_trend_line line[] = { { BW_STR_INIT("China"), china,
						 BW_LEN(china) },
	{ BW_STR_INIT("Chile"), chile, BW_LEN(chile) },
	{ BW_STR_INIT("<none>"), NULL, 0 } };
static const struct bw_scatter_point material[] = {
	{ BW_STR_INIT("gallium"), 3.9, 3.8, 4.0, 3.9, 3.85, 3.95, true },
	{ BW_STR_INIT("copper"), .1, .05, .15, 4, 3.95, 4.05, false },
	{ BW_STR_INIT("same place"), .1, NAN, NAN, 4, NAN, NAN, false },
	{ BW_STR_INIT("not assessed"), NAN, NAN, NAN, 2, NAN, NAN, false },
};

static int
draw(int which, struct bw_out *o, struct bw_err *err)
{
	struct bw_trend t = { .chart = about,
		.line = line,
		.n = BW_LEN(line),
		.percent = true,
		.limit = .65,
		.limit_name = BW_STR("limit 65 %") };
	struct bw_scatter s = { .chart = about,
		.x_name = BW_STR("supply risk"),
		.y_name = BW_STR("economic importance"),
		.x_limit = 1,
		.y_limit = 2.8,
		.point = material,
		.n = BW_LEN(material) };

	switch (which) {
	case 0:
		return bw_svg_map(cobalt, BW_LEN(cobalt), &about, o, err);
	case 1:
		return bw_svg_trend(&t, o, err);
	case 2:
		return bw_svg_scatter(&s, o, err);
	case 3:
		return bw_svg_map(NULL, 0, &about, o, err);
	case 4:
		t.n = 0;
		t.limit = NAN;
		return bw_svg_trend(&t, o, err);
	default:
		s.n = 0;
		s.x_limit = s.y_limit = NAN;
		return bw_svg_scatter(&s, o, err);
	}
}

static const char *
drawn(int which)
{
	static char text[200000];
	struct bw_err err = BW_ERR_INIT;
	struct bw_out o;

	bw_out_memory(&o);
	assert_ok(draw(which, &o, &err), &err);
	assert_true(o.buf.n < sizeof(text));
	memcpy(text, o.buf.p, o.buf.n);
	text[o.buf.n] = '\0';
	bw_buf_release(&o.buf);
	bw_out_release(&o);
	return text;
}

static unsigned
times(const char *text, const char *what)
{
	unsigned n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

/* Every drawing has a name and a description and no number that is none. */
static void
all_of_them(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++) {
		const char *svg = drawn(i);

		assert_int_equal(times(svg, "<svg"), 1);
		assert_int_equal(times(svg, "role=\"img\""), 1);
		assert_int_equal(times(svg, "<title"), 1);
		assert_int_equal(times(svg, "<desc"), 1);
		assert_null(strstr(svg, "nan"));
		assert_null(strstr(svg, "inf"));
		assert_int_equal(times(svg, "No figures"), i >= 3);
		assert_string_equal(svg + strlen(svg) - 7, "</svg>\n");
	}
}

static void
a_map(void **state)
{
	const char *svg = drawn(0);

	(void)state;
	/* 250 countries, and the legend: none, five steps, not published. */
	assert_int_equal(times(svg, "class=\"tile"), 250 + 7);
	assert_int_equal(times(svg, "\"tile s5\""), 2);
	assert_int_equal(times(svg, "\"tile s3\""), 2);
	assert_int_equal(times(svg, "\"tile s2\""), 4);
	assert_int_equal(times(svg, "\"tile s1\""), 2);
	assert_int_equal(times(svg, "\"tile held\""), 2);
	assert_non_null(strstr(svg, ">CD</text>"));
	assert_int_equal(times(svg, "\"code soft\""), 250 - 7);
	assert_non_null(strstr(svg, ">76.3\xc2\xa0%</text>"));
	assert_non_null(strstr(svg, ">USSR</text>")); /* in the table */
	assert_non_null(strstr(svg, "Cuba not published"));
}

static void
lines_over_time(void **state)
{
	const char *svg = drawn(1);

	(void)state;
	assert_int_equal(times(svg, "\"series c0\""), 1); /* 2005 to 2006 */
	assert_int_equal(times(svg, "\"series gap c0\""), 2);
	assert_int_equal(times(svg, "\"series gap c1\""), 1);
	assert_int_equal(times(svg, "\"range c0\""), 1);
	/* A dot for each figure and one beside each name. */
	assert_int_equal(times(svg, "\"dot c0\""), 4 + 1);
	assert_int_equal(times(svg, "\"dot c1\""), 2 + 1);
	assert_int_equal(times(svg, "\"dot c2\""), 0);
	assert_non_null(strstr(svg, "limit 65\xc2\xa0%"));
	assert_non_null(strstr(svg, "dotted"));
	assert_non_null(strstr(svg, "China; 2005: 41\xc2\xa0%; 2006: 44"));
	assert_null(strstr(svg, "<none>"));
}

static void
a_scatter(void **state)
{
	const char *svg = drawn(2);

	(void)state;
	assert_int_equal(times(svg, "class=\"spot"), 3);
	assert_int_equal(times(svg, "\"spot here\""), 1);
	assert_int_equal(times(svg, "class=\"whisker\""), 4);
	assert_int_equal(times(svg, "class=\"limit\""), 4); /* with names */
	assert_non_null(strstr(svg, "above both limits: 1"));
	assert_non_null(strstr(svg, ">gallium</text>"));
	assert_null(strstr(svg, "not assessed"));
}

/* A map makes thousands of allocations: not each of them is tried. */
static void
no_memory(void **state)
{
	(void)state;
	(void)drawn(0); /* loading the words is not what is tried here */
	for (int which = 0; which < 3; which++) {
		int rc = BW_ENOMEM;

		for (uint64_t n = 1; rc != 0; n += 1 + n / 16) {
			struct bw_err err = BW_ERR_INIT;
			struct bw_out o;

			bw_mem_fail_at(n);
			bw_out_memory(&o);
			rc = draw(which, &o, &err);
			bw_mem_fail_at(0);
			assert_true(rc == 0 || err.code == BW_ENOMEM);
			bw_buf_release(&o.buf);
			bw_out_release(&o);
			assert_true(n < 100000);
		}
	}
}

static int
write_examples(const char *folder)
{
	static const char *const name[] = { "map", "trend", "scatter" };
	char path[512];

	for (int i = 0; i < 3; i++) {
		FILE *f;

		snprintf(path, sizeof(path), "%s/%s.svg", folder, name[i]);
		f = fopen(path, "w");
		if (f == NULL)
			return 1;
		fputs(drawn(i), f);
		fclose(f);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_them),
		cmocka_unit_test(a_map),
		cmocka_unit_test(lines_over_time),
		cmocka_unit_test(a_scatter),
		cmocka_unit_test(no_memory),
	};

	if (argc > 1)
		return write_examples(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
