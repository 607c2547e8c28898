/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_stakes.c - the table of stakes as people write it.
 */
#include "support/support.h"
#include "formats/cells.h"
#include "formats/lines.h"

static struct lines
read_stakes(const char *text)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_read(&l, "stakes", bw_str_of(text), &err), &err);
	return l;
}

static void
plain_rows(void **state)
{
	struct lines l = read_stakes("holder,company,percent\n"
				     "A,B,60\n"
				     "\"C, D\",B,12.5\n"
				     "A,C,\n");

	(void)state;
	assert_lines(&l,
	    "stake name:A in name:B: 60 % shares\n"
	    "stake name:C, D in name:B: 12.5 % shares\n"
	    "stake name:A in name:C: no share shares\n");
	lines_release(&l);
}

static void
dutch_with_semicolons(void **state)
{
	struct lines l = read_stakes(
	    "\xef\xbb\xbfHouder;Bedrijf;Procent;Van;Tot;Aard;Bron\r\n"
	    "A;B;12,5 %;31-12-2020;2022-06-01;stemrecht;AvA 2020\r\n");

	(void)state;
	assert_lines(&l,
	    "stake name:A in name:B: 12.5 % votes "
	    "2020-12-31..2022-06-01 @AvA 2020\n");
	lines_release(&l);
}

static void
parties_of_a_row(void **state)
{
	struct lines l = read_stakes(
	    "holder,kind,country,holder_id,company,company_country,percent\n"
	    "A,persoon,Duitsland,,B,NL,5\n"
	    "S,state-body,CN,kvk:12345678,B,,5\n"
	    "?,,,,B,,5\n"
	    ",,,gb-coh:sc123456,B,,5\n");

	(void)state;
	assert_lines(&l,
	    "party name:A person DE\n"
	    "party name:B company NL\n"
	    "stake name:A in name:B: 5 % shares\n"
	    "party name:S state-body CN {kvk:12345678}\n"
	    "stake name:S in name:B: 5 % shares\n"
	    "party unknown:test:4 unknown\n"
	    "stake unknown:test:4 in name:B: 5 % shares\n"
	    "stake gb-coh:SC123456 in name:B: 5 % shares\n");
	lines_release(&l);
}

static void
identifiers(void **state)
{
	/* A true LEI; with another last digit its check number is wrong. */
	struct lines l =
	    read_stakes("holder,company,percent\n"
			"lei:529900T8BM49AURSDO55,kvk:12345678,10\n"
			"LEI:529900t8bm49aursdo55,NL-KVK:12345678,10\n"
			"lei:529900T8BM49AURSDO56,B,10\n"
			"kvk:1234567,B,10\n"
			"Note: the holding,B,10\n"
			"ra000463:12345678,NL-Invest:Groep,10\n"
			"RA000587:sc1234,gb-coh:1234567,10\n"
			"ra000002:aB-1,de-hr: HRB 12,10\n");

	(void)state;
	assert_lines(&l,
	    "stake lei:529900T8BM49AURSDO55 in kvk:12345678: 10 % shares\n"
	    "stake lei:529900T8BM49AURSDO55 in kvk:12345678: 10 % shares\n"
	    "refused stakes-id line 4\n"
	    "refused stakes-id line 5\n"
	    "stake name:Note: the holding in name:B: 10 % shares\n"
	    "stake kvk:12345678 in name:NL-Invest:Groep: 10 % shares\n"
	    "stake gb-coh:SC001234 in gb-coh:01234567: 10 % shares\n"
	    "stake ra000002:aB-1 in de-hr:HRB 12: 10 % shares\n");
	lines_release(&l);
}

static void
bad_rows_do_not_stop_good_ones(void **state)
{
	struct lines l = read_stakes("holder,company,percent,from,to,nature\n"
				     "A,B,101,,,\n"
				     "A,B,ten,,,\n"
				     "A,B,-1,,,\n"
				     "A,,10,,,\n"
				     "A,B,10,2020-02-30,,\n"
				     "A,B,10,2021,2020,\n"
				     "A,B,10,,,dance\n"
				     "A,B\n"
				     "A, Jr,B,10,,,,\n"
				     ",,,,,\n"
				     "A,A,10,,,\n"
				     "A,B,10,,,\n");

	(void)state;
	assert_lines(&l,
	    "refused stakes-share line 2\n"
	    "refused stakes-share line 3\n"
	    "refused stakes-share line 4\n"
	    "refused stakes-company line 5\n"
	    "refused stakes-date line 6\n"
	    "refused stakes-date line 7\n"
	    "refused stakes-nature line 8\n"
	    "refused row-length line 9\n"
	    "refused stakes-share line 10\n"
	    "note stakes-self line 12\n"
	    "stake name:A in name:A: 10 % shares\n"
	    "stake name:A in name:B: 10 % shares\n");
	lines_release(&l);
}

static void
a_comma_in_a_name_needs_quotes(void **state)
{
	struct lines l = read_stakes("holder,company,percent\n"
				     "Jansen, Zn,B,10\n"
				     "A,B,10,,\n");

	(void)state;
	assert_lines(&l,
	    "refused row-length line 2\n"
	    "stake name:A in name:B: 10 % shares\n");
	lines_release(&l);
}

static void
unknown_columns_are_told_once(void **state)
{
	struct lines l = read_stakes("holder,company,percent,colour\n"
				     "A,B,10,red\nA,C,10,blue\n");

	(void)state;
	assert_lines(&l,
	    "note column-unknown line 1\n"
	    "stake name:A in name:B: 10 % shares\n"
	    "stake name:A in name:C: 10 % shares\n");
	lines_release(&l);
}

static void
header_errors_say_what_was_found(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };

	(void)state;
	assert_int_equal(
	    lines_read(&l, "stakes", BW_STR("wie;wat;hoeveel\nA;B;1\n"), &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, "holder, company"));
	assert_non_null(strstr(err.what, "wie, wat, hoeveel"));
	bw_err_clear(&err);
	assert_int_equal(lines_read(&l, "stakes",
			     BW_STR("holder,houder,company,percent\n"), &err),
	    BW_EFORMAT);
	assert_non_null(strstr(err.what, "columns 1 and 2"));
	bw_err_clear(&err);
	assert_int_equal(
	    lines_read(&l, "stakes", BW_STR(""), &err), BW_EFORMAT);
	lines_release(&l);
}

static void
an_open_quote_ends_the_file(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };

	(void)state;
	assert_int_equal(
	    lines_read(&l, "stakes",
		BW_STR("holder,company,percent\nA,B,1\n\"A,B,2\n"), &err),
	    BW_EFORMAT);
	assert_int_equal(l.stakes, 1);
	lines_release(&l);
}

/* Every way to write a share, with the interval worked out by hand. */
static void
shares(void **state)
{
	static const struct {
		const char *text;
		uint32_t lo, hi;
		uint8_t open;
	} good[] = {
		{ "25", 250000000, 250000000, 0 },
		{ "12,5 %", 125000000, 125000000, 0 },
		{ "0", 0, 0, 0 },
		{ "100", BW_ONE, BW_ONE, 0 },
		{ "33.33333333", 333333333, 333333334, 3 },
		{ ">25", 250000000, BW_ONE, BW_LO_OPEN },
		{ "> 25 %", 250000000, BW_ONE, BW_LO_OPEN },
		{ ">=25", 250000000, BW_ONE, 0 },
		{ "\xe2\x89\xa5 25", 250000000, BW_ONE, 0 },
		{ "<50", 0, 500000000, BW_HI_OPEN },
		{ "<=50", 0, 500000000, 0 },
		{ "25-50", 250000000, 500000000, 0 },
		{ ">25-50", 250000000, 500000000, BW_LO_OPEN },
		{ ">25 - <50", 250000000, 500000000, 3 },
		{ "> 25 % - 50 %", 250000000, 500000000, BW_LO_OPEN },
		{ "25 \xe2\x80\x93 50", 250000000, 500000000, 0 },
		{ "25 tot 50", 250000000, 500000000, 0 },
		{ "0-100", 0, BW_ONE, 0 },
		{ "25-25", 250000000, 250000000, 0 },
	};
	static const char *const bad[] = { "", ">", "-", "25-", "-25", "50-25",
		">25-25", "25->50", "100.1", "1e1", "ten", "<<5", "5-6-7",
		"<25-50" };
	struct bw_share s;

	(void)state;
	for (size_t i = 0; i < BW_LEN(good); i++) {
		struct bw_err err = BW_ERR_INIT;

		assert_ok(
		    bw_cell_share(bw_str_of(good[i].text), &s, &err), &err);
		assert_int_equal(s.lo, good[i].lo);
		assert_int_equal(s.hi, good[i].hi);
		assert_int_equal(s.open, good[i].open);
	}
	for (size_t i = 0; i < BW_LEN(bad); i++)
		assert_int_equal(
		    bw_cell_share(bw_str_of(bad[i]), &s, NULL), BW_EFORMAT);
}

static void
ranges_in_two_columns(void **state)
{
	struct lines l = read_stakes(
	    "holder,company,min_percent,max_percent,min_open,max_open\n"
	    "A,B,25,50,yes,no\n"
	    "A,B,75,,,\n"
	    "A,B,,20,,ja\n"
	    "A,B,,,,\n"
	    "A,B,50,25,,\n");

	(void)state;
	assert_lines(&l,
	    "stake name:A in name:B: > 25 % - 50 % shares\n"
	    "stake name:A in name:B: 75 % - 100 % shares\n"
	    "stake name:A in name:B: 0 % - < 20 % shares\n"
	    "stake name:A in name:B: no share shares\n"
	    "refused stakes-share line 6\n");
	lines_release(&l);
}

static void
indirect_and_windows_1252(void **state)
{
	struct lines l = read_stakes("houder,bedrijf,procent,middellijk\n"
				     "Caf\xe9,B,8,ja\nA,B,8,nee\n");

	(void)state;
	assert_lines(&l,
	    "stake name:Caf\xc3\xa9 in name:B: 8 % shares "
	    "indirect\n"
	    "stake name:A in name:B: 8 % shares\n"
	    "note encoding line 0\n");
	lines_release(&l);
}

static void
fractions_are_suspected(void **state)
{
	struct lines l = read_stakes("Naam aandeelhouder;Bedrijf;Belang (%)\n"
				     "A;B;0,25\nC;B;0,75\nD;B;\n");

	(void)state;
	assert_lines(&l,
	    "stake name:A in name:B: 0.25 % shares\n"
	    "stake name:C in name:B: 0.75 % shares\n"
	    "stake name:D in name:B: no share shares\n"
	    "note stakes-fractions line 0\n");
	lines_release(&l);
	l = read_stakes("holder,company,percent\nA,B,1\nC,B,1.5\n");
	assert_int_equal(l.notes, 0);
	lines_release(&l);
	/* One cell that the spreadsheet did not show as a percentage. */
	l = read_stakes("holder;company;percent\nA;B;25%\nC;B;0,25\n");
	assert_lines(&l,
	    "stake name:A in name:B: 25 % shares\n"
	    "stake name:C in name:B: 0.25 % shares\n"
	    "note stakes-fractions line 3\n");
	lines_release(&l);
}

/* A Dutch list may call the nature "Soort"; that it is a certificate decides
 * what the stake means. */
static void
kind_of_stake_or_holder(void **state)
{
	struct lines l = read_stakes("Houder;Bedrijf;Belang;Soort;Vanaf\n"
				     "S;B;100;gewone aandelen;2020-1-2\n"
				     "J;B;100;certificaten;1-2-2020\n"
				     "K;B;5;stichting;\n"
				     "L;B;5;rood;\n"
				     "Stichting M;B;5;;\n");

	(void)state;
	assert_lines(&l,
	    "stake name:S in name:B: 100 % shares 2020-01-02..\n"
	    "stake name:J in name:B: 100 % economic 2020-02-01..\n"
	    "party name:K foundation\n"
	    "stake name:K in name:B: 5 % shares\n"
	    "note stakes-kind line 5\n"
	    "party name:L company\n"
	    "stake name:L in name:B: 5 % shares\n"
	    "party name:Stichting M foundation\n"
	    "stake name:Stichting M in name:B: 5 % shares\n");
	lines_release(&l);
}

static void
a_row_pasted_twice(void **state)
{
	struct lines l = read_stakes("Houder;Bedrijf;Belang;Datum tot\n"
				     "A;B;30;\nA;B;30;\nA;B;30;1-1-2020\n"
				     "?;B;5;\n?;B;5;\n");

	(void)state;
	assert_lines(&l,
	    "stake name:A in name:B: 30 % shares\n"
	    "note stakes-double line 3\n"
	    "stake name:A in name:B: 30 % shares\n"
	    "stake name:A in name:B: 30 % shares ..2020-01-01\n"
	    "party unknown:test:5 unknown\n"
	    "stake unknown:test:5 in name:B: 5 % shares\n"
	    "party unknown:test:6 unknown\n"
	    "stake unknown:test:6 in name:B: 5 % shares\n");
	lines_release(&l);
}

static int
once(void *ctx, struct bw_err *err)
{
	struct lines l = { 0 };
	int rc = lines_read(&l, "stakes", bw_str_of(ctx), err);

	lines_release(&l);
	return rc;
}

static void
no_memory_is_an_error(void **state)
{
	static char text[] = "holder,company,percent,colour,country\n"
			     "?,B,10,red,Frankrijk\n";

	(void)state;
	test_brutal(once, text, 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_rows),
		cmocka_unit_test(dutch_with_semicolons),
		cmocka_unit_test(parties_of_a_row),
		cmocka_unit_test(identifiers),
		cmocka_unit_test(bad_rows_do_not_stop_good_ones),
		cmocka_unit_test(a_comma_in_a_name_needs_quotes),
		cmocka_unit_test(unknown_columns_are_told_once),
		cmocka_unit_test(header_errors_say_what_was_found),
		cmocka_unit_test(an_open_quote_ends_the_file),
		cmocka_unit_test(shares),
		cmocka_unit_test(ranges_in_two_columns),
		cmocka_unit_test(indirect_and_windows_1252),
		cmocka_unit_test(fractions_are_suspected),
		cmocka_unit_test(kind_of_stake_or_holder),
		cmocka_unit_test(a_row_pasted_twice),
		cmocka_unit_test(no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
