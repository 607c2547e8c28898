/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_tables.c - parties, uses, production and governance as tables, and the
 * tables and examples that come with the program.
 */
#include "support/support.h"
#include "base/embed.h"
#include "formats/cells.h"
#include "formats/lines.h"
#include "model/ref.h"

static struct lines
read_as(const char *format, const char *text)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;

	assert_ok(lines_read(&l, format, bw_str_of(text), &err), &err);
	return l;
}

static void
parties(void **state)
{
	struct lines l = read_as("parties",
	    "naam;soort;land;kvk;id;andere namen;opgeheven;reden\n"
	    "A;stichting;Belgi\xc3\xab;00000001;example:a;Aa|Ab;2020-01-02;\n"
	    ";;;;example:b;;;\n"
	    "C;onbekend;;;;;;not told\n"
	    ";;;;;;x;\n"
	    "D;;;1234567;;;;\n"
	    "E;;;;12345678;;;\n"
	    "F;wizard;Oz;;;;later;\n");

	(void)state;
	assert_lines(&l,
	    "party name:A foundation BE {kvk:00000001} {example:a} [Aa] [Ab] "
	    "ended 2020-01-02\n"
	    "party example:b company {example:b}\n"
	    "party name:C unknown because not told\n"
	    "refused parties-name line 5\n"
	    "refused parties-id line 6\n"
	    "refused parties-id line 7\n"
	    "note parties-kind line 8\n"
	    "note parties-country line 8\n"
	    "note parties-date line 8\n"
	    "party name:F company\n");
	lines_release(&l);
}

/* Codes as people and registers write them; what is none is left out. */
static void
sectors(void **state)
{
	struct lines l = read_as("parties",
	    "naam,sector\n"
	    "A,26.11;27\n"
	    "B,C26.1|2611|26110\n"
	    "C,chips\n"
	    "D,26.\n"
	    "E,2\n"
	    "F,26.111234; 35.11\n");

	(void)state;
	assert_lines(&l,
	    "party name:A company <nace:26.11> <nace:27>\n"
	    "party name:B company <nace:26.1> <nace:26.11> <nace:26.110>\n"
	    "note parties-sector line 4\n"
	    "party name:C company\n"
	    "note parties-sector line 5\n"
	    "party name:D company\n"
	    "note parties-sector line 6\n"
	    "party name:E company\n"
	    "note parties-sector line 7\n"
	    "party name:F company <nace:35.11>\n");
	lines_release(&l);
}

static void
uses(void **state)
{
	struct lines l = read_as("uses",
	    "bedrijf,materiaal,leverancier,leverancier_id,herkomst,"
	    "hoeveelheid,eenheid,kritiek\n"
	    "A,Galliumnitride,S,kvk:00000002,China,\"1,5\",kg,ja\n"
	    "A,spanners,?,,,,,nee\n"
	    "A,koper,,lei:529900T8BM49AURSDO55,Oz,\"1,234\",t,misschien\n"
	    "?,koper,,,,,,\n"
	    "A,,,,,,,\n"
	    "A,koper,S,5,,,,\n");

	(void)state;
	assert_lines(&l,
	    "party name:S company {kvk:00000002}\n"
	    "use name:A gallium from name:S CN 1.5 kg critical\n"
	    "use name:A spanners not critical\n"
	    "note uses-country line 4\n"
	    "note uses-amount line 4\n"
	    "note uses-critical line 4\n"
	    "use name:A copper from lei:529900T8BM49AURSDO55 t\n"
	    "refused uses-company line 5\n"
	    "refused uses-item line 6\n"
	    "refused uses-id line 7\n");
	lines_release(&l);
}

static void
production(void **state)
{
	struct lines l = read_as("production",
	    "material,stage,country,year,amount,unit,flags,measure\n"
	    "germanium,raffinage,China,2023,83.1,%,estimate,\n"
	    "boor,winning,US,2023,,t,withheld,productie\n"
	    "boor,mine,,2023,10,t,estimate world,capacity\n"
	    "unobtainium,,CL,2023,1,t,,\n"
	    "gallium,,CN,2023,,t,,\n"
	    "gallium,,CN,2023,1,t,rest,\n"
	    "gallium,,,2023,1,t,,\n"
	    "gallium,moon,CN,2023,1,t,,\n"
	    "gallium,,CN,23,1,t,,\n"
	    "gallium,,CN,2023,1,t,often,\n"
	    "gallium,,CN,2023,1,t,,weight\n"
	    ",,CN,2023,1,t,,\n");

	(void)state;
	assert_lines(&l,
	    "figure germanium refine production CN 2023 83.1 % estimate\n"
	    "figure boron mine production US 2023 t withheld\n"
	    "figure boron mine capacity 2023 10 t estimate world\n"
	    "note production-own-material line 5\n"
	    "figure unobtainium mine production CL 2023 1 t\n"
	    "refused production-amount line 6\n"
	    "refused production-country line 7\n"
	    "refused production-country line 8\n"
	    "refused production-stage line 9\n"
	    "refused production-year line 10\n"
	    "refused production-flags line 11\n"
	    "refused production-measure line 12\n"
	    "refused production-material line 13\n");
	lines_release(&l);
}

/* One unit per material, stage and year; a row that was pasted twice; a country
 * whose figures nobody can divide. */
static void
production_units(void **state)
{
	struct lines l = read_as("production",
	    "material,country,year,amount,unit\n"
	    "cobalt,CD,2023,2,kt\n"
	    "cobalt,AU,2023,500,metric tons\n"
	    "cobalt,CD,2023,2,kt\n"
	    "cobalt,CA,2023,7,m3\n"
	    "cobalt,CA,2024,3000,kg\n"
	    "cobalt,SUN,1985,4,t\n");

	(void)state;
	assert_lines(&l,
	    "figure cobalt mine production CD 2023 2 kt\n"
	    "note production-converted line 3\n"
	    "figure cobalt mine production AU 2023 0.5 kt\n"
	    "refused production-double line 4\n"
	    "refused production-unit line 5\n"
	    "figure cobalt mine production CA 2024 3000 kg\n"
	    "refused production-ceased line 7\n");
	lines_release(&l);
}

static void
governance(void **state)
{
	struct lines l = read_as("governance",
	    "land;jaar;dimensie;waarde;standaardfout\n"
	    "Nederland;2023;RL;1,64;0,17\n"
	    "NL;2023;cc;-0.5;\n"
	    "NL;2023;va;..;\n"
	    "Oz;2023;va;1;\n"
	    "NL;2023;vv;1;\n"
	    "NL;2023;va;6;\n"
	    "NL;2023;va;1;x\n"
	    "NL;now;va;1;\n");

	(void)state;
	assert_lines(&l,
	    "governance NL 2023 rl 1.64 +-0.17\n"
	    "governance NL 2023 cc -0.5\n"
	    "refused governance-country line 5\n"
	    "refused governance-dimension line 6\n"
	    "refused governance-estimate line 7\n"
	    "refused governance-stddev line 8\n"
	    "refused governance-year line 9\n");
	lines_release(&l);
}

/* Lines of a text file but the first, counted apart from the reader. */
static unsigned
rows_of(struct bw_str text)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	return n - 1;
}

static void
the_tables_of_the_program(void **state)
{
	struct bw_str text = bw_embed("reference/production.csv");
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };

	(void)state;
	assert_non_null(text.p);
	assert_ok(lines_read(&l, NULL, text, &err), &err);
	assert_int_equal(l.figures, rows_of(text));
	assert_int_equal(l.refused + l.notes + l.skipped, 0);
	assert_str(bw_buf_get(&l.about),
	    "publisher=U.S. Geological Survey; European Commission\n"
	    "licence=USGS: public domain; European Commission: CC BY 4.0\n");
	lines_release(&l);
	text = bw_embed("reference/governance.csv");
	assert_non_null(text.p);
	assert_ok(lines_read(&l, NULL, text, &err), &err);
	assert_int_equal(l.governance, rows_of(text));
	assert_int_equal(l.refused + l.notes + l.skipped, 0);
	assert_str(
	    bw_buf_get(&l.about), "publisher=World Bank\nlicence=CC BY 4.0\n");
	lines_release(&l);
}

static void
the_examples(void **state)
{
	static const struct {
		const char *file;
		unsigned parties, stakes, uses;
	} example[] = {
		/* one holder is unknown: a party of its own */
		{ "examples/stakes.csv", 1, 14, 0 },
		{ "examples/parties.csv", 14, 0, 0 },
		{ "examples/uses.csv", 0, 0, 7 },
		/* four entities and one unspecified; four interests */
		{ "examples/owners.bods.json", 5, 4, 0 },
	};
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };

	(void)state;
	for (size_t i = 0; i < BW_LEN(example); i++) {
		const char *path = test_source(example[i].file);

		assert_ok(lines_file(&l, NULL, path, &err), &err);
		assert_int_equal(l.parties, example[i].parties);
		assert_int_equal(l.stakes, example[i].stakes);
		assert_int_equal(l.uses, example[i].uses);
		assert_int_equal(l.refused + l.notes + l.skipped, 0);
		lines_release(&l);
	}
}

/* Materials as their users spell them. */
static void
spellings(void **state)
{
	static const char *const pairs[][2] = {
		{ "Indium phosphide", "indium" },
		{ "INDIUMFOSFIDE", "indium" },
		{ "wolfraam", "tungsten" },
		{ "zeldzame aardmetalen", "rare-earths" },
		{ "Gemanium", "germanium" },
		{ "kobalt", "cobalt" },
		{ "vloeispaat", "fluorspar" },
		{ "Clays: Kaolin", "kaolin" },
		{ "natuurlijk grafiet", "graphite" },
		{ "Silicon", "silicon-metal" },
	};
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	for (size_t i = 0; i < BW_LEN(pairs); i++) {
		const struct bw_ref_item *m =
		    bw_ref_material(bw_str_of(pairs[i][0]));

		assert_non_null(m);
		assert_str(m->code, pairs[i][1]);
	}
}

/* The 34 critical raw materials of Reg. (EU) 2024/1252, annex II, by the
 * names of the regulation (platinum metals and rare earths as groups). */
static void
critical_materials_are_known(void **state)
{
	static const char *const annex[] = { "antimony", "arsenic", "bauxite",
		"alumina", "aluminium", "baryte", "beryllium", "bismuth",
		"boron", "cobalt", "coking coal", "copper", "feldspar",
		"fluorspar", "gallium", "germanium", "hafnium", "helium",
		"heavy rare earth elements", "light rare earth elements",
		"lithium", "magnesium", "manganese", "graphite", "nickel",
		"niobium", "phosphate rock", "phosphorus",
		"platinum group metals", "scandium", "silicon metal",
		"strontium", "tantalum", "titanium metal", "tungsten",
		"vanadium" };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	for (size_t i = 0; i < BW_LEN(annex); i++)
		assert_non_null(bw_ref_material(bw_str_of(annex[i])));
}

static void
numbers_and_dates(void **state)
{
	static const char *const no[] = { "", "1,234", "12,345", "1.2.3", "-1",
		"1e5", ".", "NaN", "0x10", "1,2.3" };
	double d;
	bw_date day, want;

	(void)state;
	for (size_t i = 0; i < BW_LEN(no); i++)
		assert_false(bw_cell_number(bw_str_of(no[i]), &d));
	assert_true(bw_cell_number(BW_STR("1 234,5"), &d) && d == 1234.5);
	assert_true(bw_cell_number(BW_STR("0,125"), &d) && d == 0.125);
	assert_true(bw_cell_number(BW_STR("1.234"), &d) && d == 1.234);
	assert_true(bw_cell_amount(BW_STR("1.234"), false, &d) && d == 1.234);
	assert_false(bw_cell_amount(BW_STR("1.234"), true, &d));
	assert_false(bw_cell_amount(BW_STR("12.345"), true, &d));
	assert_true(bw_cell_amount(BW_STR("0.125"), true, &d) && d == 0.125);
	assert_true(bw_cell_amount(BW_STR("1.25"), true, &d) && d == 1.25);
	assert_true(bw_cell_amount(BW_STR("1234"), true, &d) && d == 1234);
	assert_true(bw_date_of(2024, 2, 29, &want));
	assert_true(bw_cell_date(BW_STR("29-02-2024"), &day) && day == want);
	assert_true(bw_cell_date(BW_STR("29-2-2024"), &day) && day == want);
	assert_true(bw_cell_date(BW_STR("2024-02-29"), &day) && day == want);
	assert_true(bw_cell_date(BW_STR("2024-2-29"), &day) && day == want);
	assert_false(bw_cell_date(BW_STR("2024-2-290"), &day));
	assert_false(bw_cell_date(BW_STR("30-02-2024"), &day));
	assert_false(bw_cell_date(BW_STR("02/29/2024"), &day));
	assert_false(bw_cell_date(BW_STR("29-02-24"), &day));
}

struct sample {
	const char *format, *text;
};

static int
once(void *ctx, struct bw_err *err)
{
	const struct sample *s = ctx;
	struct lines l = { 0 };
	int rc = lines_read(&l, s->format, bw_str_of(s->text), err);

	lines_release(&l);
	return rc;
}

static void
no_memory_is_an_error(void **state)
{
	static struct sample samples[] = {
		{ "parties",
		    "name,lei,land,other_names,x\nA,,Oz,B|C,\n,5,,,\n" },
		{ "uses",
		    "company,item,supplier,supplier_id,country\n"
		    "A,koper,S,kvk:00000002,Oz\n" },
		{ "production",
		    "material,country,year,amount,publisher\n"
		    "gallium,CN,2023,1,me\ngallium,CN,x,1,\n" },
		{ "governance",
		    "country,year,dimension,estimate\n"
		    "NL,2023,rl,1\nOz,2023,rl,1\n" },
	};
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	for (size_t i = 0; i < BW_LEN(samples); i++)
		test_brutal(once, &samples[i], 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parties),
		cmocka_unit_test(sectors),
		cmocka_unit_test(uses),
		cmocka_unit_test(production),
		cmocka_unit_test(production_units),
		cmocka_unit_test(governance),
		cmocka_unit_test(the_tables_of_the_program),
		cmocka_unit_test(the_examples),
		cmocka_unit_test(spellings),
		cmocka_unit_test(critical_materials_are_known),
		cmocka_unit_test(numbers_and_dates),
		cmocka_unit_test(no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
