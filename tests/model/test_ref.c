/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_ref.c - countries and materials by the names publishers use. Includes
 * the source, to feed it tables that the tree must not hold.
 */
#include "support/support.h"
#include "model/ref.c"

static int
load(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	bw_ref_unload();
	return 0;
}

static const char *
code_of(struct bw_str any)
{
	const struct bw_ref_item *item = bw_ref_country(any);

	return item == NULL ? "" : item->code.p;
}

static void
spellings(void **state)
{
	static const char *const rows[][2] = { { "NL", "NL" }, { "nld", "NL" },
		{ "Nederland", "NL" }, { "Netherlands (the)", "NL" },
		{ "The Netherlands", "NL" }, { " nl ", "NL" },
		{ "Korea, South", "KR" }, { "Korea, Republic of", "KR" },
		{ "Korea, Rep.", "KR" }, { "Korea, North", "KP" },
		{ "Korea, Dem. Rep.", "KP" }, { "Turkyie", "TR" },
		{ "Türkiye", "TR" }, { "TURKEY", "TR" },
		{ "Congo, D.R.", "CD" }, { "Congo (Kinshasa)", "CD" },
		{ "ZAR", "CD" }, { "Congo", "CG" }, { "Congo, Rep.", "CG" },
		{ "Brasil", "BR" }, { "Brasilia", "BR" }, { "Burma", "MM" },
		{ "Libanon", "LB" }, { "Surinam", "SR" },
		{ "Cape Verde", "CV" }, { "ROM", "RO" }, { "TMP", "TL" },
		{ "KSV", "XK" }, { "ADO", "AD" }, { "WBG", "PS" },
		{ "ANT", "AN" }, { "England", "GB" }, { "Scotland", "GB" },
		{ "Wales", "GB" }, { "Northern Ireland", "GB" },
		{ "Great Britain", "GB" }, { "United Kingdom", "GB" },
		{ "UK", "GB" }, { "United States of America", "US" },
		{ "United\xc2\xa0States", "US" }, { "Côte d’Ivoire", "CI" },
		{ "COTE D'IVOIRE", "CI" }, { "Ivoorkust", "CI" },
		{ "Holland", "NL" }, { "EL", "GR" }, { "Ireland", "IE" },
		{ "Guinea", "GN" }, { "Guinea-Bissau", "GW" },
		{ "Equatorial Guinea", "GQ" }, { "Niger", "NE" },
		{ "Nigeria", "NG" }, { "Dominica", "DM" },
		{ "Dominican Republic", "DO" }, { "Taiwan, China", "TW" },
		{ "Hong Kong SAR, China", "HK" }, { "China", "CN" } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(rows); i++)
		if (strcmp(code_of(bw_str_of(rows[i][0])), rows[i][1]) != 0)
			fail_msg("%s gives \"%s\", not %s", rows[i][0],
			    code_of(bw_str_of(rows[i][0])), rows[i][1]);
}

static void
what_is_no_country(void **state)
{
	static const char *const none[] = { "", " ", "World", "World total",
		"Other countries", "Atlantis", "United States and Canada", "N",
		"EU", "Europe", "ZZ", "-", "\xff" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(none); i++)
		assert_null(bw_ref_country(bw_str_of(none[i])));
	assert_null(bw_ref_country((struct bw_str){ NULL, 0 }));
}

/* The members of the European Union, Article 52 TEU as it reads since 2020. */
static void
members_of_the_eu(void **state)
{
	static const char *const members[] = { "Belgium", "Bulgaria",
		"the Czech Republic", "Denmark", "Germany", "Estonia",
		"Ireland", "Greece", "Spain", "France", "Croatia", "Italy",
		"Cyprus", "Latvia", "Lithuania", "Luxembourg", "Hungary",
		"Malta", "Netherlands", "Austria", "Poland", "Portugal",
		"Romania", "Slovenia", "Slovakia", "Finland", "Sweden" };
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < BW_LEN(members); i++) {
		struct bw_str name = bw_str_of(members[i]);

		if (bw_str_starts(name, BW_STR("the ")))
			name = bw_str_sub(name, 4, name.n);
		assert_non_null(bw_ref_country(name));
		assert_true(bw_ref_country(name)->eu);
	}
	for (size_t i = 0; i < ref.country.item.n; i++)
		n += ref.country.item.v[i].eu;
	assert_int_equal(n, 27);
	assert_false(bw_ref_country(BW_STR("GB"))->eu);
	assert_false(bw_ref_country(BW_STR("NO"))->eu);
}

static void
rows_are_sound(void **state)
{
	struct bw_str last = { 0 };

	(void)state;
	for (size_t i = 0; i < ref.country.item.n; i++) {
		const struct bw_ref_item *c = &ref.country.item.v[i];

		assert_int_equal(c->code.n, 2);
		assert_int_equal(c->alpha3.n, 3);
		for (size_t l = 0; l < BW_LANGS; l++) {
			assert_true(bw_utf8_valid(c->name.in[l], NULL));
			assert_ptr_equal(bw_ref_country(c->name.in[l]), c);
		}
		assert_ptr_equal(bw_ref_country(c->alpha3), c);
		assert_true(bw_str_cmp(last, c->code) < 0); /* sorted */
		last = c->code;
	}
}

/* A column of a file of others, every cell of which must be a country. */
static unsigned
check_column(const char *path, const char *column, const char *const *beside)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	size_t at = SIZE_MAX;
	unsigned n = 0, gone = 0;
	bool more;

	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_csv_open(&csv, in, NULL, &err), &err);
	assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
	for (size_t i = 0; i < row.n; i++)
		if (bw_str_is(bw_str_trim(row.field[i]), column))
			at = i;
	assert_true(at != SIZE_MAX);
	for (;;) {
		struct bw_str cell, start;
		bool sum = false;

		assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
		if (!more)
			break;
		cell = row.field[at];
		n++;
		for (size_t i = 0; beside[i] != NULL; i++)
			sum |= bw_str_starts(cell, bw_str_of(beside[i]));
		if (sum || bw_ref_country(cell) != NULL)
			continue;
		/* A remark in brackets, as the USGS adds it. */
		if (bw_str_cut(&cell, '(', &start) && cell.n > 0 &&
		    bw_ref_country(start) != NULL)
			continue;
		print_error("%s: %.*s\n", column, BW_ARG(row.field[at]));
		gone++;
	}
	bw_csv_close(csv);
	bw_input_free(in);
	assert_int_equal(gone, 0);
	return n;
}

static void
names_of_the_usgs(void **state)
{
	static const char *const sums[] = { "World total", "Other countries",
		"Other Countries", "United\xc2\xa0States and Canada", NULL };
	const char *path = test_data("supply/minerals/MCS2025_World_Data.csv");

	(void)state;
	if (path == NULL)
		skip();
	assert_int_equal(check_column(path, "COUNTRY", sums), 1250);
}

static void
names_of_the_world_bank(void **state)
{
	static const char *const none[] = { NULL };
	const char *path = test_data("supply/wgi/wgi_long_1996_2023.csv");

	(void)state;
	if (path == NULL)
		skip();
	assert_int_equal(check_column(path, "countryname", none), 32100);
	path = test_data("supply/wgi/wgi_long_1996_2023.csv");
	assert_int_equal(check_column(path, "code", none), 32100);
}

static void
names_of_the_commission(void **state)
{
	static const char *const none[] = { NULL };
	const char *path =
	    test_data("supply/crm/fact_GlobalSupplyShares_t.csv");

	(void)state;
	if (path == NULL)
		skip();
	assert_int_equal(check_column(path, "Country", none), 2561);
	path = test_data("supply/crm/fact_EUSupplyShares_t.csv");
	assert_int_equal(check_column(path, "Country", none), 907);
}

static void
all_of_iso_3166(void **state)
{
	static const char *const none[] = { NULL };
	const char *path = test_data("supply/ref/country-codes.csv");

	(void)state;
	if (path == NULL)
		skip();
	assert_int_equal(check_column(path, "ISO3166-1-Alpha-2", none), 249);
	path = test_data("supply/ref/country-codes.csv");
	assert_int_equal(check_column(path, "ISO3166-1-Alpha-3", none), 249);
	path = test_data("supply/ref/country-codes.csv");
	assert_int_equal(check_column(path, "official_name_en", none), 249);
}

static void
materials_by_their_names(void **state)
{
	static const char *const rows[][2] = { { "Kobalt", "Cobalt" },
		{ "ALUMINUM", "aluminium" }, { "Aluminium", "aluminium" },
		{ "Antimoon", "antimony" } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(rows); i++) {
		const struct bw_ref_item *m =
		    bw_ref_material(bw_str_of(rows[i][0]));

		assert_non_null(m);
		assert_ptr_equal(m, bw_ref_material(bw_str_of(rows[i][1])));
	}
	assert_null(bw_ref_material(BW_STR("unobtainium")));
	assert_null(bw_ref_material(BW_STR("")));
}

static void
countries_by_number(void **state)
{
	static const struct {
		unsigned number;
		const char *code;
	} rows[] = { { 528, "NL" }, { 4, "AF" }, { 156, "CN" }, { 840, "US" },
		{ 842, "US" }, { 250, "FR" }, { 251, "FR" }, { 757, "CH" },
		{ 579, "NO" }, { 699, "IN" }, { 490, "TW" }, { 158, "TW" },
		{ 530, "AN" } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(rows); i++) {
		const struct bw_ref_item *c =
		    bw_ref_country_number(rows[i].number);

		assert_string_equal(c == NULL ? "" : c->code.p, rows[i].code);
	}
	assert_null(bw_ref_country_number(0));
	assert_null(bw_ref_country_number(810));
	assert_null(bw_ref_country_number(999));
	assert_null(bw_ref_country_number(1000));
	assert_null(bw_ref_country_number(UINT32_MAX));
	for (size_t i = 0; i < ref.country.item.n; i++) {
		const struct bw_ref_item *c = &ref.country.item.v[i];

		/* Kosovo is no country of the United Nations. */
		assert_true(c->m49 != 0 || bw_str_is(c->code, "XK"));
		assert_true(c->m49 == 0 || bw_ref_country_number(c->m49) == c);
	}
}

/* What became of it, "CZ SK". */
static const char *
became(const struct bw_ref_item *c, char out[64])
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; c != NULL && i < c->n_into; i++)
		n += (size_t)snprintf(out + n, 64 - n, "%s%.*s",
		    i > 0 ? " " : "", BW_ARG(c->into[i]->code));
	return out;
}

static void
countries_that_are_no_more(void **state)
{
	static const struct {
		const char *name;
		int year;
		const char *into;
	} rows[] = {
		{ "SUN", 1988, "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ" },
		{ "Czechoslovakia", 0, "CZ SK" },
		{ "CSK", 0, "CZ SK" },
		{ "DDR", 0, "DE" },
		{ "SCG", 0, "ME RS" },
		{ "YUG", 1985, "BA HR ME MK RS SI" },
		{ "YUG", 2000, "ME RS" },
		{ "Yugoslavia", 0, "ME RS" },
		{ "CS", 1990, "CZ SK" },
		{ "CS", 2005, "ME RS" },
		{ "BUR", 0, "MM" },
		{ "ZAR", 0, "CD" },
		{ "TMP", 0, "TL" },
		{ "ANT", 2009, "BQ CW SX" },
		{ "Sovjet-Unie", 0,
		    "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ" },
		{ "Netherlands", 0, "" },
		{ "", 0, "" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < BW_LEN(rows); i++)
		if (strcmp(became(bw_ref_ceased(
				      bw_str_of(rows[i].name), rows[i].year),
			       out),
			rows[i].into) != 0)
			fail_msg("%s of %d became %s", rows[i].name,
			    rows[i].year, out);
	assert_string_equal(became(bw_ref_ceased_number(200, 0), out), "CZ SK");
	assert_string_equal(
	    became(bw_ref_ceased_number(891, 1999), out), "ME RS");
	assert_string_equal(
	    became(bw_ref_ceased_number(890, 0), out), "BA HR ME MK RS SI");
	assert_null(bw_ref_ceased_number(0, 0));
	assert_null(bw_ref_ceased_number(528, 0));
}

/* ISO 3166-3 as the package iso-codes of Debian has it: every code, its
 * number and year. Skipped where that is not installed. */
static void
all_of_iso_3166_3(void **state)
{
	static const char path[] = "/usr/share/iso-codes/json/iso_3166-3.json";
	char line[512], alpha4[8] = "", alpha3[8] = "";
	unsigned number, n = 0;
	int year;
	FILE *f = fopen(path, "r");

	(void)state;
	if (f == NULL)
		skip();
	while (fgets(line, sizeof(line), f) != NULL) {
		const struct bw_ref_item *c;

		(void)sscanf(line, " \"alpha_3\": \"%3s", alpha3);
		if (sscanf(line, " \"alpha_4\": \"%4s", alpha4) == 1)
			number = 0;
		(void)sscanf(line, " \"numeric\": \"%u", &number);
		if (sscanf(line, " \"withdrawal_date\": \"%d", &year) != 1)
			continue;
		c = bw_ref_ceased(bw_str_of(alpha4), 0);
		if (c == NULL || !bw_str_is(c->alpha3, alpha3) ||
		    c->m49 != number || c->until != year)
			fail_msg("%s is not as in ISO 3166-3", alpha4);
		n++;
	}
	fclose(f);
	assert_int_equal(n, 31);
}

#define HEADER "code,alpha3,name_en,name_nl,eu,aliases,source\n"

#define NUMBERED "code,m49,comtrade,name_en,name_nl,until,into,aliases,source\n"

static void
tables_that_are_refused(void **state)
{
	static const struct {
		const char *csv, *says;
		unsigned line;
	} bad[] = {
		{ "code,name_en,aliases,source\nX,x,,s\n", "name_nl", 0 },
		{ HEADER "AA,AAA,Aland,Aland,no,,s\n"
			 "BB,BBB,Bland,Bland,no,Åland,s\n",
		    "belongs to AA", 3 },
		{ HEADER "AA,AAA,,Aland,no,,s\n", "two names", 2 },
		{ HEADER "AA,AAA,Aland,Aland,no,,\n", "source", 2 },
		{ HEADER ",AAA,Aland,Aland,no,,s\n", "code", 2 },
		{ NUMBERED "AA,004,,A,A,,,,s\nBB,8,4,B,B,,,,s\n",
		    "4 belongs to AA", 3 },
		{ NUMBERED "AA,x,,A,A,,,,s\n", "no number", 2 },
		{ NUMBERED "AA,1000,,A,A,,,,s\n", "no number", 2 },
		{ NUMBERED "AA,1,,A,A,1990,ZZ,,s\n", "no country", 2 },
		{ "\n", "empty", 0 },
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		struct bw_err err = BW_ERR_INIT;
		struct table t = { 0 };

		bw_intern_init(&t.spelling);
		assert_int_not_equal(
		    read_table(&t, "bad.csv", bw_str_of(bad[i].csv), &err), 0);
		if (strstr(err.what, bad[i].says) == NULL ||
		    strstr(err.what, "bad.csv") == NULL)
			fail_msg("%s, not %s", err.what, bad[i].says);
		assert_int_equal(err.line, bad[i].line);
		release(&t);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct table t = { 0 };
	int rc;

	(void)ctx;
	bw_intern_init(&t.spelling);
	bw_arena_init(&ref.arena, 0);
	rc = read_table(&t, "t.csv",
	    BW_STR(HEADER "AA,AAA,Aland,Alandië,yes,a|b|c,s\n"
			  "BB,BBB,Bland,Blandië,no,,s\n"),
	    err);
	release(&t);
	bw_arena_release(&ref.arena);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	bw_ref_unload();
	test_brutal(brutal, NULL, 500);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, load, unload)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(spellings),
		CASE(what_is_no_country),
		CASE(members_of_the_eu),
		CASE(rows_are_sound),
		CASE(names_of_the_usgs),
		CASE(names_of_the_world_bank),
		CASE(names_of_the_commission),
		CASE(all_of_iso_3166),
		CASE(materials_by_their_names),
		CASE(countries_by_number),
		CASE(countries_that_are_no_more),
		CASE(all_of_iso_3166_3),
		CASE(tables_that_are_refused),
		CASE(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
