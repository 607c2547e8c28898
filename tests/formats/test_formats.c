/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_formats.c - telling formats apart, and the governance indicators of
 * the World Bank as published.
 */
#include "support/support.h"
#include "formats/lines.h"
#include <math.h>

static const char *
recognised(const char *text, char what[320])
{
	struct bw_str bytes = bw_str_of(text);
	struct bw_err err = BW_ERR_INIT;
	const struct bw_format *f = NULL;
	struct bw_input *in = NULL;
	int rc;

	assert_ok(bw_input_memory(&in, bytes, NULL, &err), &err);
	rc = bw_format_recognise(in, &f, &err);
	snprintf(what, 320, "%s", err.what);
	bw_input_free(in);
	assert_true((rc == 0) == (f != NULL));
	if (f == NULL)
		assert_int_equal(rc, BW_EFORMAT);
	return f == NULL ? "" : f->name;
}

static void
tables_by_their_header(void **state)
{
	static const char *const cases[][2] = {
		{ "holder,company,percent\n", "stakes" },
		{ "\xef\xbb\xbf\"Houder\";\"Bedrijf\";\"Belang\"\r\n",
		    "stakes" },
		{ "sep=;\nBron;Procent;Onderneming;Eigenaar\n", "stakes" },
		{ "Naam\tLand\n", "parties" },
		{ "name|lei\n", "parties" },
		{ "company,item\n", "uses" },
		{ "Bedrijf;Grondstof;Leverancier\n", "uses" },
		{ "material,country,year,amount\n", "production" },
		{ "country,year,dimension,estimate\n", "governance" },
		{ "codeindyr,code,countryname,year,indicator,estimate\n",
		    "wgi" },
		{ "\xef\xbb\xbfSOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,"
		  "PROD_2023\n",
		    "mcs" },
		{ "LEI,Entity.LegalName\n", "gleif-csv" },
		{ "holder\n", "" },
		{ "", "" },
		{ "a\n", "" },
		{ "\"\n\"\n\"", "" },
	};
	char what[320];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++)
		assert_string_equal(recognised(cases[i][0], what), cases[i][1]);
}

/* What names the format may stand far from the beginning, on one line. */
static void
late_in_the_file(void **state)
{
	struct bw_buf b = { 0 };
	char what[320];

	(void)state;
	for (unsigned blanks = 1; blanks < 100000; blanks *= 9) {
		bw_buf_clear(&b);
		bw_buf_fmt(&b, "{\"a\": [\"%*s\"], \"bomFormat\": 1}",
		    (int)blanks, ";,");
		bw_buf_char(&b, '\0');
		assert_false(b.failed);
		assert_string_equal(recognised(b.p, what), "cyclonedx");
	}
	bw_buf_release(&b);
}

static void
an_unknown_file_is_described(void **state)
{
	char what[320];

	(void)state;
	recognised("colour;taste\nred;sweet\n", what);
	assert_non_null(strstr(what, "columns colour, taste"));
	assert_non_null(strstr(what, "holder, company, percent"));
	recognised("\xff\xfe"
		   "a\0;\0",
	    what);
	assert_non_null(strstr(what, "UTF-16"));
	recognised("{\"colour\": 1}", what);
	assert_non_null(strstr(what, "JSON"));
	recognised("<colour/>", what);
	assert_non_null(strstr(what, "XML"));
	recognised("  \n", what);
	assert_non_null(strstr(what, "nothing"));
}

static void
names_are_found_and_unique(void **state)
{
	(void)state;
	for (size_t i = 0; bw_formats[i] != NULL; i++) {
		assert_ptr_equal(
		    bw_format_named(bw_formats[i]->name), bw_formats[i]);
		assert_true(bw_formats[i]->version > 0);
	}
	assert_null(bw_format_named("colour"));
}

static void
governance_of_the_world_bank(void **state)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(
	    lines_read(&l, NULL,
		BW_STR("codeindyr,code,countryname,year,indicator,estimate,"
		       "stddev,nsource,pctrank,pctranklower,pctrankupper\n"
		       "a,ZAR,\"Congo, Dem. Rep.\",2023,cc,-1.65,0.32,3,0,0,1\n"
		       "b,ABW,Aruba,1996,cc,..,..,..,..,..,..\n"
		       "c,QQQ,Netherlands,2023,rl,1.73,..,1,1,1,1\n"
		       "d,QQQ,Atlantis,2023,rl,1.73,..,1,1,1,1\n"
		       "e,NLD,Netherlands,2023,xx,1.73,..,1,1,1,1\n"),
		&err),
	    &err);
	assert_lines(&l,
	    "governance CD 2023 cc -1.65 +-0.32\n"
	    "governance NL 2023 rl 1.73\n"
	    "skipped wgi-country line 5\n"
	    "refused wgi-dimension line 6\n");
	lines_release(&l);
}

/* Counted and added up with another CSV reader: 32,100 rows, of which 30,974
 * have an estimate; these add up to -0.15 (they are scaled to a mean of 0). */
static void
the_published_indicators(void **state)
{
	const char *path = test_data("supply/wgi/wgi_long_1996_2023.csv");
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	if (path == NULL)
		skip();
	assert_ok(lines_file(&l, NULL, path, &err), &err);
	assert_int_equal(l.governance, 30974);
	assert_int_equal(l.refused + l.notes + l.skipped, 0);
	assert_true(fabs(l.sum - -0.15) < 1e-6);
	assert_true(lines_has(&l, "governance CD 1996 cc -1.65 +-0.32"));
	assert_true(lines_has(&l, "governance RO 1996 cc -0.45 +-0.26"));
	assert_str(
	    bw_buf_get(&l.about), "publisher=World Bank\nlicence=CC BY 4.0\n");
	lines_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_by_their_header),
		cmocka_unit_test(late_in_the_file),
		cmocka_unit_test(an_unknown_file_is_described),
		cmocka_unit_test(names_are_found_and_unique),
		cmocka_unit_test(governance_of_the_world_bank),
		cmocka_unit_test(the_published_indicators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
