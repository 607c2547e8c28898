/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_mcs.c - the world data of the U.S. Geological Survey.
 *
 * The published file is held to three things known another way: counts made
 * with a spreadsheet-like script over its cells; the table of critical
 * minerals in the same publication, which prints the leading country, its
 * share and the world total in tons; and reference/production.csv, which
 * another program (tools/reference.py) made from it.
 */
#include "support/support.h"
#include "base/embed.h"
#include "base/vec.h"
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/lines.h"
#include "model/ref.h"
#include <math.h>

#define WORLD_DATA "supply/minerals/MCS2025_World_Data.csv"
#define CRITICAL                      \
	"supply/minerals/mcs2025_us/" \
	"MCS2025_T5_Critical_Minerals_Salient.csv"

#define HEADER                                                        \
	"SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,"          \
	"PROD_EST_ 2024,PROD_NOTES,CAP_2023,CAP_EST_ 2024,CAP_NOTES," \
	"RESERVES_2024,RESERVE_NOTES\n"

static struct lines
read_mcs(const char *rows)
{
	struct lines l = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };

	bw_buf_z(&b, HEADER);
	bw_buf_z(&b, rows);
	assert_ok(lines_read(&l, "mcs", bw_buf_get(&b), &err), &err);
	bw_buf_release(&b);
	return l;
}

static void
cells_and_remarks(void **state)
{
	struct lines l = read_mcs(
	    "M,Gallium ,China,Primary production,kg,5,6,estimated 2023,,9,,,\n"
	    "M,Barite  ,United\xc2\xa0States,Mine production,t,,,W for "
	    "23-24,,,,NA,\n"
	    "M,Barite  ,India,Mine production,t,W,2,NA,,,,NA,\n"
	    "M,Diatomite,Atlantis,Mine production,t,,2,,,,,Large,\n"
	    "M,Feldspar,Brazil (beneficiated),\"Mine production, "
	    "estimated\",t,4,5,,,,,,\n"
	    "M,Feldspar,Turkey,\"Mine production, estimated\",t,7,8,"
	    "reported,,,,,\n"
	    "M,Feldspar,Spain,\"Mine production, estimated\",t,,,Less than "
	    "1/2 unit,,,,,\n"
	    "M,Nickel,World total (rounded),Mine,t,1,2,,,,,\">130,000\",\n");

	(void)state;
	assert_lines(&l,
	    "figure gallium refine production CN 2023 5 kg estimate\n"
	    "figure gallium refine production CN 2024 6 kg estimate\n"
	    "figure gallium refine capacity CN 2024 9 kg estimate\n"
	    "figure baryte mine production US 2023 t withheld\n"
	    "figure baryte mine production US 2024 t withheld\n"
	    "figure baryte mine production IN 2023 t withheld\n"
	    "figure baryte mine production IN 2024 2 t estimate\n"
	    "refused mcs-country line 5\n"
	    "figure feldspar mine production BR 2023 4 t estimate\n"
	    "figure feldspar mine production BR 2024 5 t estimate\n"
	    "figure feldspar mine production TR 2023 7 t\n"
	    "figure feldspar mine production TR 2024 8 t estimate\n"
	    "figure nickel mine production 2023 1 t world\n"
	    "figure nickel mine production 2024 2 t estimate world\n"
	    "figure nickel mine reserves 2024 130000 t world at-least\n");
	lines_release(&l);
}

static void
groups_and_totals(void **state)
{
	struct lines l = read_mcs(
	    "M,Clays,China,\"Mine, Kaolin\",t,40,30,,,,,,\n"
	    "M,Clays,Other Countries,\"Mine, Kaolin\",,10,10,,,,,,\n"
	    "M,Clays,World total,\"Mine, Kaolin\",t,50,4,,,,,,\n"
	    "M,Clays,China,\"Mine, Bentonite\",t,1,1,,,,,,\n"
	    "M,Clays,China,\"Mine, Marl\",t,1,1,,,,,,\n"
	    "M,Boron,Chile,Boron all types,t,1,1,Ulexite,,,,5,\n"
	    "M,Boron,World total,Boron all types,t,,,xx,,,,,\n"
	    "M,Magnesium metal,China,Smelter,t,1,2,,,9,,9,Moved to capacity "
	    "column not a reserve\n"
	    "M,Magnesium metal,Iran,Smelter,t,1,2,,,7,,7,\n"
	    "M,Cement,China,\"Clinker capacity, estimated\",t,3,4,,,,,,\n"
	    "M,Tin,United States and Canada,Mine,t,1,1,,,,,,\n"
	    "M,Tin,World total,Mine,t,1,1,,,,,1,Data is thousand metric "
	    "tons\n"
	    "M,Tin,World total (tin and lead),Mine,t,9,,,,,,,\n"
	    "M,Tin,Peru,Mine,t,1..2,x,,,,,1e3,\n");

	(void)state;
	assert_lines(&l,
	    "skipped mcs-material line 6\n"
	    "figure kaolin mine production CN 2023 40 t\n"
	    "figure kaolin mine production CN 2024 30 t estimate\n"
	    "figure kaolin mine production 2023 10 t rest\n"
	    "figure kaolin mine production 2024 10 t estimate rest\n"
	    "figure kaolin mine production 2023 50 t world\n"
	    "note mcs-total-below-parts line 4\n"
	    "figure bentonite mine production CN 2023 1 t\n"
	    "figure bentonite mine production CN 2024 1 t estimate\n"
	    "skipped mcs-not-additive line 7\n"
	    "skipped mcs-not-additive line 8\n"
	    "figure magnesium refine production CN 2023 1 t\n"
	    "figure magnesium refine production CN 2024 2 t estimate\n"
	    "figure magnesium refine capacity CN 2024 9 t estimate\n"
	    "figure magnesium refine production IR 2023 1 t\n"
	    "figure magnesium refine production IR 2024 2 t estimate\n"
	    "figure magnesium refine capacity IR 2024 7 t estimate\n"
	    "figure clinker refine capacity CN 2023 3 t estimate\n"
	    "figure clinker refine capacity CN 2024 4 t estimate\n"
	    "figure tin mine production 2023 1 t rest\n"
	    "figure tin mine production 2024 1 t estimate rest\n"
	    "figure tin mine production 2023 1 t world\n"
	    "figure tin mine production 2024 1 t estimate world\n"
	    "figure tin mine reserves 2024 1 thousand metric tons world\n"
	    "note mcs-second-total line 14\n"
	    "refused mcs-number line 15\n"
	    "refused mcs-number line 15\n"
	    "refused mcs-number line 15\n");
	lines_release(&l);
}

static void
headers(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct lines l = { 0 };

	(void)state;
	assert_int_equal(
	    lines_read(
		&l, "mcs", BW_STR("COMMODITY,COUNTRY,TYPE,UNIT_MEAS\n"), &err),
	    BW_EFORMAT);
	bw_err_clear(&err);
	/* Another year: the columns are found by their names. */
	assert_ok(lines_read(&l, "mcs",
		      BW_STR("commodity,country,type,unit_meas,PROD_2024,"
			     "PROD_EST_2025\nTin,Peru,Mine,t,1,2\n"),
		      &err),
	    &err);
	assert_lines(&l,
	    "figure tin mine production PE 2024 1 t\n"
	    "figure tin mine production PE 2025 2 t estimate\n");
	lines_release(&l);
}

/* ---- the published file ---- */

struct figure { /* of one material, stage, country (or rest, world), year */
	char key[96];
	uint8_t measure;
	double amount;
	unsigned flags;
};
struct figures {
	BW_VEC(struct figure) list;
	unsigned of[3], withheld, refused, notes, skipped;
	bool usgs_only, stocks; /* capacity and reserves, not production */
};

static struct figure *
find(struct figures *f, const char *key, uint8_t measure)
{
	for (size_t i = 0; i < f->list.n; i++)
		if (f->list.v[i].measure == measure &&
		    strcmp(f->list.v[i].key, key) == 0)
			return &f->list.v[i];
	return NULL;
}

static int
collect(void *ctx, const struct bw_production_rec *r, struct bw_err *err)
{
	struct figures *f = ctx;
	struct figure *old,
	    new = { .measure = r->measure,
		    .amount = r->amount,
		    .flags = r->flags };

	(void)err;
	f->of[r->measure]++;
	f->withheld += (r->flags & BW_FIGURE_WITHHELD) != 0;
	if ((r->measure != BW_MEASURE_PRODUCTION) != f->stocks ||
	    (f->usgs_only && !bw_str_starts(r->place.ref, BW_STR("USGS"))))
		return 0;
	snprintf(new.key, sizeof(new.key), "%.*s %u %.*s%s%s %d",
	    BW_ARG(r->material), r->stage, BW_ARG(r->country),
	    r->flags & BW_FIGURE_REST ? "rest" : "",
	    r->flags & BW_FIGURE_WORLD ? "world" : "", r->year);
	if ((old = find(f, new.key, r->measure)) != NULL) {
		old->amount += new.amount;
		old->flags |= new.flags;
	} else {
		assert_true(bw_vec_push(&f->list, new));
	}
	return 0;
}

static int
count(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct figures *f = ctx;

	(void)rule;
	(void)place;
	(void)what;
	(void)err;
	f->refused += kind == BW_REPORT_REFUSED;
	f->notes += kind == BW_REPORT_NOTE;
	f->skipped += kind == BW_REPORT_SKIPPED;
	return 0;
}

static void
read_figures(struct figures *f, const char *format, struct bw_input *in)
{
	struct bw_sink sink = {
		.ctx = f, .production = collect, .report = count
	};
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_format_named(format)->read(in, &sink, &err), &err);
	bw_input_free(in);
}

static void
read_world_data(struct figures *f)
{
	const char *path = test_data(WORLD_DATA);
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;

	if (path == NULL)
		skip();
	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	read_figures(f, "mcs", in);
}

/* Counted over the cells: 2,164 figures of production outside boron and the
 * kyanite group, of which 32 are clinker capacities, 4 a total of two
 * materials and 1 the kaolin total; 26 cells beside "W for 23-24"; 119
 * capacities; 515 reserves without magnesium metal, 1 of them a total of
 * two materials. 17 rows of boron and kyanite. */
static void
counts(void **state)
{
	struct figures f = { 0 };

	(void)state;
	read_world_data(&f);
	assert_int_equal(f.withheld, 26);
	assert_int_equal(f.of[BW_MEASURE_PRODUCTION], 2164 - 32 - 4 - 1 + 26);
	assert_int_equal(f.of[BW_MEASURE_CAPACITY], 119 + 32);
	assert_int_equal(f.of[BW_MEASURE_RESERVES], 515 - 1);
	assert_int_equal(f.refused, 0);
	assert_int_equal(f.skipped, 17);
	assert_int_equal(f.notes, 4 + 1 + 1);
	bw_vec_release(&f.list);
}

static void
compare_with_table(const char *table, bool stocks)
{
	struct figures here = { .stocks = stocks };
	struct figures there = { .usgs_only = true, .stocks = stocks };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	unsigned missing = 0;

	read_world_data(&here);
	assert_ok(bw_input_memory(&in, bw_embed(table), NULL, &err), &err);
	read_figures(&there, "production", in);
	for (size_t i = 0; i < here.list.n; i++) {
		struct figure *a = &here.list.v[i],
			      *b = find(&there, a->key, a->measure);

		if (b == NULL) {
			print_error("not in the table: %s\n", a->key);
			missing++;
			continue;
		}
		assert_int_equal(a->flags, b->flags);
		if (!(isnan(a->amount) && isnan(b->amount)))
			assert_true(fabs(a->amount - b->amount) < 1e-6);
	}
	assert_int_equal(missing, 0);
	assert_int_equal(here.list.n, there.list.n);
	bw_vec_release(&here.list);
	bw_vec_release(&there.list);
}

/* The figures in the tables are these and no others. */
static void
same_as_the_reference_tables(void **state)
{
	(void)state;
	compare_with_table("reference/production.csv", false);
	compare_with_table("reference/reserves.csv", true);
}

/* ---- the table of critical minerals ---- */

enum {
	MINERAL,
	LEADER,
	LEADER_AMOUNT,
	LEADER_SHARE,
	WORLD_TOTAL
};
static const struct bw_column critical_columns[] = {
	[MINERAL] = { "critical_mineral", BW_COL_REQUIRED },
	[LEADER] = { "leading_source_country", BW_COL_REQUIRED },
	[LEADER_AMOUNT] = { "leading_country_prod", BW_COL_REQUIRED },
	[LEADER_SHARE] = { "leading_source_precent_world", BW_COL_REQUIRED },
	[WORLD_TOTAL] = { "world_total_prod", BW_COL_REQUIRED },
};
/* Its names, and our group with the tons in one unit of the world data. */
static const struct {
	const char *mineral, *group;
	double tons;
} critical[] = { { "Aluminum (bauxite)", "bauxite 0", 1000 },
	{ "Antimony", "antimony 0", 1 }, { "Arsenic", "arsenic 1", 1 },
	{ "Barite", "baryte 0", 1000 }, { "Beryllium", "beryllium 0", 1 },
	{ "Bismuth", "bismuth 1", 1 }, { "Chromium", "chromium 0", 1000 },
	{ "Cobalt", "cobalt 0", 1 }, { "Fluorspar", "fluorspar 0", 1000 },
	{ "Gallium", "gallium 1", .001 },
	{ "Graphite (natural)", "graphite 0", 1 }, { "Indium", "indium 1", 1 },
	{ "Lithium", "lithium 0", 1 }, { "Magnesium", "magnesium 1", 1000 },
	{ "Manganese", "manganese 0", 1000 }, { "Nickel", "nickel 0", 1 },
	{ "Niobium", "niobium 0", 1 }, { "Palladium", "palladium 0", .001 },
	{ "Platinum", "platinum 0", .001 },
	{ "Rare earths (compounds and metals)", "rare-earths 0", 1 },
	{ "Tantalum", "tantalum 0", 1 }, { "Tellurium", "tellurium 1", 1 },
	{ "Tin", "tin 0", 1 }, { "Titanium (metal)", "titanium-metal 1", 1 },
	{ "Tungsten", "tungsten 0", 1 }, { "Vanadium", "vanadium 0", 1 },
	{ "Zinc", "zinc 0", 1000 },
	{ "Zirconium (ores and concentrates)", "zirconium 0", 1000 } };

struct oracle {
	struct figures figures;
	unsigned seen;
};

static double
amount_of(struct oracle *o, const char *group, struct bw_str country)
{
	struct figure *f;
	char key[96];

	snprintf(key, sizeof(key), "%s %.*s 2024", group, BW_ARG(country));
	f = find(&o->figures, key, BW_MEASURE_PRODUCTION);
	return f == NULL ? NAN : f->amount;
}

static double
largest_of(struct oracle *o, const char *group)
{
	double top = 0;

	for (size_t i = 0; i < o->figures.list.n; i++) {
		const struct figure *f = &o->figures.list.v[i];
		size_t n = strlen(group);

		if (strncmp(f->key, group, n) == 0 && f->key[n] == ' ' &&
		    strstr(f->key, " 2024") != NULL &&
		    (f->flags & (BW_FIGURE_REST | BW_FIGURE_WORLD)) == 0 &&
		    f->amount > top)
			top = f->amount;
	}
	return top;
}

static int
compare(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct oracle *o = ctx;
	const struct bw_ref_item *leader;
	double amount, total, percent, top, world;

	(void)err;
	for (size_t i = 0; i < BW_LEN(critical); i++) {
		if (!bw_str_is(bw_cell(row, MINERAL), critical[i].mineral))
			continue;
		o->seen++;
		leader = bw_ref_country(bw_cell(row, LEADER));
		assert_non_null(leader);
		assert_true(
		    bw_cell_number(bw_cell(row, LEADER_AMOUNT), &amount));
		assert_true(
		    bw_cell_number(bw_cell(row, LEADER_SHARE), &percent));
		assert_true(bw_cell_number(bw_cell(row, WORLD_TOTAL), &total));
		top = amount_of(o, critical[i].group, leader->code);
		world = amount_of(o, critical[i].group, BW_STR("world"));
		assert_true(top == largest_of(o, critical[i].group));
		assert_true(fabs(top * critical[i].tons - amount) < .5);
		assert_true(fabs(world * critical[i].tons - total) < .5);
		assert_true(fabs(100 * top / world - percent) < 1);
	}
	return 0;
}

static void
shares_as_printed(void **state)
{
	static const struct bw_table_form form = { .column = critical_columns,
		.n = BW_LEN(critical_columns),
		.row = compare };
	struct bw_err err = BW_ERR_INIT;
	struct bw_sink nowhere = { 0 };
	struct bw_input *in = NULL;
	struct oracle o = { 0 };

	(void)state;
	read_world_data(&o.figures);
	assert_ok(bw_input_open(&in, test_data(CRITICAL), NULL, &err), &err);
	assert_ok(bw_table_read(in, &form, &o, &nowhere, &err), &err);
	bw_input_free(in);
	assert_int_equal(o.seen, BW_LEN(critical));
	bw_vec_release(&o.figures.list);
}

static int
once(void *ctx, struct bw_err *err)
{
	struct lines l = { 0 };
	int rc = lines_read(&l, "mcs", bw_str_of(ctx), err);

	lines_release(&l);
	return rc;
}

static void
no_memory_is_an_error(void **state)
{
	static char text[] =
	    HEADER "M,Clays,China,\"Mine, Kaolin\",t,40,30,,,,,,\n"
		   "M,Clays,World total,\"Mine, Kaolin\",t,50,4,,,,,,\n";
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	test_brutal(once, text, 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_and_remarks),
		cmocka_unit_test(groups_and_totals),
		cmocka_unit_test(headers),
		cmocka_unit_test(counts),
		cmocka_unit_test(same_as_the_reference_tables),
		cmocka_unit_test(shares_as_printed),
		cmocka_unit_test(no_memory_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
