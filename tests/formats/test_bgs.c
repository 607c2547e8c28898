/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_bgs.c - World Mineral Statistics of the British Geological Survey, in
 * the layout of its data service; the figures are made up.
 */
#include "support/support.h"
#include "formats/lines.h"

#define HEADER                                                     \
	"bgs_statistic_type_trans,bgs_commodity_trans,"            \
	"bgs_sub_commodity_trans,country_trans,country_iso2_code," \
	"country_iso3_code,year,quantity,units,concat_figure_notes_text\n"

static void
rows(void **state)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(
	    lines_read(&l, NULL,
		BW_STR(HEADER
		    "Production,\"cobalt, mine\",,Congo (Democratic Republic "
		    "of),CD,COD,2019-01-01 00:00:00,77000,tonnes (metal "
		    "content),\n"
		    "Production,\"copper, refined\",,Chile,CL,CHL,2020-01-01,"
		    "2329.5,tonnes,Estimated\n"
		    "Production,lithium minerals,Spodumene,Australia,AU,AUS,"
		    "2021,5,tonnes,\n"
		    "Production,\"tin, mine\",,Soviet Union,,,1985,3,tonnes,\n"
		    "Production,\"tin, mine\",,German Democratic Republic,,,"
		    "1985,4,tonnes,\n"
		    "Production,\"tin, mine\",,Atlantis,,,1985,5,tonnes,\n"
		    "Exports,\"tin, mine\",,Peru,PE,PER,2001,5,tonnes,\n"
		    "Production,unobtainium,,Peru,PE,PER,2001,5,tonnes,\n"
		    "Production,\"tin, mine\",,Peru,PE,PER,2001,,tonnes,\n"
		    "Production,\"tin, mine\",,Peru,PE,PER,soon,5,tonnes,\n"
		    "Production,\"tin, mine\",,Peru,PE,PER,2001,-5,tonnes,\n"),
		&err),
	    &err);
	assert_lines(&l,
	    "figure cobalt mine production CD 2019 77000 tonnes (metal "
	    "content)\n"
	    "figure copper refine production CL 2020 2329.5 tonnes estimate\n"
	    "figure lithium mine production AU 2021 5 tonnes\n"
	    "skipped bgs-ceased line 5\n"
	    "figure tin mine production DE 1985 4 tonnes\n"
	    "refused bgs-country line 7\n"
	    "skipped bgs-kind line 8\n"
	    "skipped bgs-material line 9\n"
	    "refused bgs-year line 11\n"
	    "refused bgs-quantity line 12\n");
	lines_release(&l);
}

/* The commodities that the service lists, as far as we know them. */
static void
commodities(void **state)
{
	static const struct {
		const char *bgs, *ours;
	} list[] = { { "rare earth minerals", "rare-earths mine" },
		{ "gold, mine", "gold mine" }, { "iron ore", "iron-ore mine" },
		{ "bauxite", "bauxite mine" }, { "alumina", "alumina refine" },
		{ "aluminium, primary", "aluminium refine" },
		{ "antimony, mine", "antimony mine" },
		{ "molybdenum, mine", "molybdenum mine" },
		{ "graphite", "graphite mine" },
		{ "rare earth oxides", "rare-earths refine" },
		{ "nickel, smelter/refinery", "" } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(list); i++) {
		struct lines l = { 0 };
		struct bw_err err = BW_ERR_INIT;
		struct bw_buf b = { 0 };
		char want[128];

		bw_buf_z(&b, HEADER);
		bw_buf_fmt(&b, "Production,\"%s\",,Peru,PE,PER,2001,5,t,\n",
		    list[i].bgs);
		assert_ok(lines_read(&l, "bgs", bw_buf_get(&b), &err), &err);
		snprintf(want, sizeof(want), "figure %s production PE 2001",
		    list[i].ours);
		if (list[i].ours[0] == '\0')
			assert_int_equal(l.skipped, 1);
		else if (strncmp(bw_buf_get(&l.text).p, want, strlen(want)) !=
		    0)
			fail_msg("%s: %.*s", list[i].bgs,
			    BW_ARG(bw_buf_get(&l.text)));
		bw_buf_release(&b);
		lines_release(&l);
	}
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct lines l = { 0 };
	int rc;

	(void)ctx;
	rc = lines_read(&l, "bgs",
	    BW_STR(HEADER "Production,\"tin, mine\",,Peru,PE,PER,2001,5,t,\n"),
	    err);
	lines_release(&l);
	return rc;
}

static void
no_memory(void **state)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state; /* the tables of names are loaded once, before */
	assert_ok(lines_read(&l, "bgs", BW_STR(HEADER "\n"), &err), &err);
	lines_release(&l);
	test_brutal(brutal, NULL, 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows),
		cmocka_unit_test(commodities),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
