/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_mcs_single.c - the USGS world data as released to 2024, one file per
 * commodity: columns, types and names of files as they were; made-up figures.
 */
#include "support/support.h"
#include <stdlib.h>
#include <string.h>
#include "formats/lines.h"
#include "formats/mcs.h"

static struct lines
read_file(const char *name, const char *text)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;
	const char *path = test_file(name, bw_str_of(text));

	assert_ok(lines_file(&l, NULL, path, &err), &err);
	return l;
}

static void
by_the_name_of_the_file(void **state)
{
	struct lines l = read_file("mcs2023-lithi_world.csv",
	    "Source,Country,Type,Prod_t_2021,Prod_t_est_2022,Prod_notes,"
	    "Reserves_t,Reserves_notes\n"
	    "MCS2023,Australia,Mine production,55300,61000,,6200000,\n"
	    "MCS2023,Chile,Mine production,28300,39000,,9300000,\n"
	    "MCS2023,United States,Mine production,W,W,,1000000,\n"
	    "MCS2023,World total (rounded),Mine production,107000,130000,"
	    "Excludes U.S. production,26000000,\n");

	(void)state;
	assert_lines(&l,
	    "figure lithium mine production AU 2021 55300 metric tons\n"
	    "figure lithium mine production AU 2022 61000 metric tons "
	    "estimate\n"
	    "figure lithium mine reserves AU 2022 6200000 metric tons\n"
	    "figure lithium mine production CL 2021 28300 metric tons\n"
	    "figure lithium mine production CL 2022 39000 metric tons "
	    "estimate\n"
	    "figure lithium mine reserves CL 2022 9300000 metric tons\n"
	    "figure lithium mine production US 2021 metric tons withheld\n"
	    "figure lithium mine production US 2022 metric tons withheld\n"
	    "figure lithium mine reserves US 2022 1000000 metric tons\n"
	    "figure lithium mine production 2021 107000 metric tons world\n"
	    "figure lithium mine production 2022 130000 metric tons "
	    "estimate world\n"
	    "figure lithium mine reserves 2022 26000000 metric tons world\n");
	lines_release(&l);
}

/* The file holds two metals; units in thousands; "Form" for the type. */
static void
by_the_words_of_the_type(void **state)
{
	struct lines l = read_file("mcs2024-plati_world.csv",
	    "Source,Country,Form,Prod_kg_2022,Prod_kg_est_2023\n"
	    "MCS 2024,Russia,Mine production: Palladium,88,92\n"
	    "MCS 2024,Russia,Mine production: Platinum,20,23\n");

	(void)state;
	assert_lines(&l,
	    "figure palladium mine production RU 2022 88 kilograms\n"
	    "figure palladium mine production RU 2023 92 kilograms estimate\n"
	    "figure platinum mine production RU 2022 20 kilograms\n"
	    "figure platinum mine production RU 2023 23 kilograms estimate\n");
	lines_release(&l);
}

/* No source: the year of the reserves is not told, and they are left out.
 * Two materials in the words: nothing is guessed. */
static void
what_is_not_guessed(void **state)
{
	struct lines l = read_file("mcs2024-silic_world.csv",
	    "Country,Type,Prod_kt_2022,Prod_kt_est_2023,Reserves_kt\n"
	    "China,\"Plant production, silicon content of "
	    "ferrosilicon\",1,2,3\n"
	    "China,\"Mine production, barite\",,4,5\n");

	(void)state;
	assert_lines(&l,
	    "skipped mcs-material line 2\n"
	    "figure baryte mine production CN 2023 4 thousand metric tons "
	    "estimate\n");
	lines_release(&l);
}

static void
names_of_files(void **state)
{
	static const char *const list[][2] = { { "mcs2023-lithi_world.csv",
						   "lithium" },
		{ "/a-b/mcs2022-cobal_world.csv", "cobalt" },
		{ "mcs2023-zirco-hafni_world.csv", "zirconium" },
		{ "mcs2022-garne_world.csv", "garnet" },
		{ "MCS2024-bismu_world.csv", "bismuth" },
		{ "mcs2023-raree_world.csv", "rare-earths" },
		{ "mcs2023-graph_world.csv", "graphite" },
		{ "mcs2023-gold_world.csv", "gold" },
		{ "mcs2023-alumi_world.csv", "" }, /* alumina, aluminium */
		{ "lithi_world.csv", "" }, { "mcs2023.csv", "" }, { "", "" } };
	const struct bw_ref_item *m;
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	for (size_t i = 0; i < BW_LEN(list); i++) {
		assert_ok(bw_mcs_single_material(BW_STR("Mine production"),
			      bw_str_of(list[i][0]), &m, &err),
		    &err);
		assert_string_equal(m == NULL ? "" : m->code.p, list[i][1]);
	}
}

static void
names_of_columns(void **state)
{
	static const struct {
		const char *name, *unit;
		int year;
		bool is, estimate;
	} list[] = { { "Prod_t_2021", "metric tons", 2021, true, false },
		{ "Prod_kt_est_2022", "thousand metric tons", 2022, true,
		    true },
		{ "Cap_mct_est_2023", "million carats", 2023, true, true },
		{ "Reserves_Mmt", "million metric tons", 0, true, false },
		{ "PROD_EST_ 2024", "", 2024, true, true },
		{ "RESERVES_2024", "", 2024, true, false },
		{ "Prod_t", "", 0, false, false },
		{ "Prod_notes", "", 0, false, false },
		{ "Reserves_notes", "", 0, false, false },
		{ "Reserves_", "", 0, false, false },
		{ "Prod_t_est_20223", "", 0, false, false },
		{ "", "", 0, false, false } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(list); i++) {
		struct bw_mcs_column c = { 0 };
		bool is = bw_mcs_column(bw_str_of(list[i].name), &c);

		assert_int_equal(is, list[i].is);
		assert_int_equal(c.year, list[i].year);
		assert_int_equal(c.estimate, list[i].estimate);
		assert_string_equal(c.unit == NULL ? "" : c.unit, list[i].unit);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct lines l = { 0 };
	int rc = lines_file(&l, "mcs-single", ctx, err);

	lines_release(&l);
	return rc;
}

static void
no_memory(void **state)
{
	char *path = strdup(test_file("mcs2023-lithi_world.csv",
	    BW_STR("Source,Country,Type,Prod_t_2021\n"
		   "MCS2023,Chile,Mine production,1\n"
		   "MCS2023,Chile,Mine production: Palladium,1\n")));
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_non_null(path);
	assert_ok(bw_ref_load(&err), &err);
	test_brutal(brutal, path, 500);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_the_name_of_the_file),
		cmocka_unit_test(by_the_words_of_the_type),
		cmocka_unit_test(what_is_not_guessed),
		cmocka_unit_test(names_of_files),
		cmocka_unit_test(names_of_columns),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
