/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_criticality_cases.c - the EU studies of critical materials, the gas
 * rule and shares of imports, against published and independent numbers.
 *
 * The published files are read by the readers that users have, and the
 * engines compute on what those give: all 52 supply risks of the study of
 * 2017 must lie inside our interval, all 88 concentrations of 2023 agree.
 */
#include "base/vec.h"
#include "formats/formats.h"
#include "formats/study.h"
#include "model/ref.h"
#include "supply/act.h"
#include "supply/concentration.h"
#include "supply/criticality.h"
#include "supply/energy.h"
#include "supply/known.h"

/* ---- what a reader gives ---- */

struct figure {
	struct bw_str name, subject, country, counterpart, detail;
	int8_t stage;
	int year;
	struct bw_interval value;
	uint64_t number;
};
static struct {
	BW_VEC(struct figure) list;
	struct bw_arena a;
	size_t refused;
} got;

static int
on_study(void *ctx, const struct bw_study_rec *r, struct bw_err *err)
{
	(void)ctx;
	(void)err;
	assert_true(bw_vec_push(&got.list,
	    ((struct figure){ bw_arena_dup(&got.a, r->name),
		bw_arena_dup(&got.a, r->subject),
		bw_arena_dup(&got.a, r->country),
		bw_arena_dup(&got.a, r->counterpart),
		bw_arena_dup(&got.a, r->detail), r->stage, r->year,
		{ r->lo, r->value, r->hi }, r->place.number })));
	return 0;
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	(void)ctx;
	(void)place;
	(void)err;
	if (kind == BW_REPORT_REFUSED)
		print_message("# %s: %.*s\n", rule, BW_ARG(what));
	got.refused += kind == BW_REPORT_REFUSED;
	return 0;
}

static void
take(struct bw_str file)
{
	static const struct bw_sink sink = { .study = on_study,
		.report = on_report };
	const struct bw_format *format = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	char name[512];

	got.refused = 0;
	snprintf(name, sizeof(name), "%.*s", BW_ARG(file));
	assert_non_null(test_data(name));
	assert_ok(bw_input_open(&in, test_data(name), NULL, &err), &err);
	assert_ok(bw_format_recognise(in, &format, &err), &err);
	assert_ok(format->read(in, &sink, &err), &err);
	assert_int_equal(got.refused, 0);
	bw_input_free(in);
}

static void
begin(void)
{
	got.list.n = 0;
}

static struct bw_interval
value_of(const char *name, struct bw_str material, int year)
{
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];

		if (bw_str_is(f->name, name) && f->year == year &&
		    bw_str_eq(f->subject, material))
			return f->value;
	}
	return BW_INTERVAL_NONE;
}

/* ---- supply risk ---- */

static enum bw_supply_sides
sides_of(struct bw_str s)
{
	return bw_str_is(s, "GS only") || bw_str_is(s, "world") ? BW_SIDES_WORLD
	    : bw_str_is(s, "EUS only") || bw_str_is(s, "eu")    ? BW_SIDES_EU
								: BW_SIDES_BOTH;
}

static void
sr_point(struct bw_json in, struct bw_json want)
{
	struct bw_risk_input r = { sides_of(known_word(in, "supply_data")),
		bw_rounded(known_number(in, "HHI_WGI_t_GS"), .05, 0, 15),
		bw_rounded(known_number(in, "HHI_WGI_t_EU28"), .05, 0, 15),
		bw_rounded(known_number(in, "IR_pct") / 100, .005, 0, 1),
		bw_rounded(known_number(in, "EoL_RIR_pct") / 100, .005, 0, 1),
		bw_rounded(known_number(in, "SI_SR"), .05, 0, 1) };
	struct bw_interval risk = bw_supply_risk(&r, NULL);

	known_near(risk.at, known_number(want, "SR"));
	if (isnan(known_number(want, "SR_low")))
		return;
	known_near(risk.lo, known_number(want, "SR_low"));
	known_near(risk.hi, known_number(want, "SR_high"));
	assert_true(bw_json_bool(bw_json_get(want, "critical_by_SR"), false) ==
	    (risk.at >= 1));
}

static struct bw_interval
of_100(struct bw_interval v)
{
	return (struct bw_interval){ v.lo / 100, v.at / 100, v.hi / 100 };
}

static void
sr_interval(struct bw_json in, struct bw_json want)
{
	size_t rows = 0, inside = 0;

	begin();
	take(known_word(in, "file"));
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];
		struct bw_str m = f->subject;
		struct bw_risk_input r;
		struct bw_interval printed, risk;

		if (!bw_str_is(f->name, "supply-data"))
			continue;
		r = (struct bw_risk_input){ sides_of(f->detail),
			value_of("hhi-wgi-world", m, 2017),
			value_of("hhi-wgi-eu", m, 2017),
			of_100(value_of("import-reliance", m, 2017)),
			of_100(value_of("eol-recycling", m, 2017)),
			value_of("si-sr", m, 2017) };
		risk = bw_supply_risk(&r, NULL);
		printed = value_of("supply-risk", m, 2017);
		rows++;
		inside +=
		    bw_figure_known(risk) && bw_interval_meet(&risk, printed);
	}
	known_near((double)rows, known_number(want, "rows"));
	known_near(
	    (double)inside, known_number(want, "published_inside_interval"));
}

/* ---- lists ---- */

static struct bw_str
material(struct bw_str printed)
{
	bool known;

	return bw_study_material(printed, &known);
}

static void
scores(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it = bw_json_each(want);
	int year = (int)known_number(in, "year");

	begin();
	take(known_word(in, "file"));
	while (bw_json_step(&it)) {
		struct bw_str m = material(it.key);

		known_near(value_of("supply-risk", m, year).at,
		    known_number(it.value, "SR"));
		known_near(value_of("economic-importance", m, year).at,
		    known_number(it.value, "EI"));
	}
}

static void
list(struct bw_json in, struct bw_json want)
{
	const struct bw_critical_limits limits = {
		known_number(in, "SR_at_least"), known_number(in, "EI_at_least")
	};
	struct bw_json_each it = bw_json_each(bw_json_get(want, "materials"));
	int year = (int)known_number(in, "year");
	size_t n = 0, narrow = 0;

	begin();
	take(known_word(in, "file"));
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];
		struct bw_interval ei;

		if (!bw_str_is(f->name, "supply-risk") || f->year != year)
			continue;
		ei = value_of("economic-importance", f->subject, year);
		if (bw_critical(bw_exactly(f->value.at), bw_exactly(ei.at),
			&limits) != BW_REACHED)
			continue;
		n++;
		narrow += f->value.at <= 1.3;
		/* rounding never takes it off the list for sure */
		assert_true(bw_critical(f->value, ei, &limits) != BW_MISSED);
	}
	known_near((double)n, known_number(want, "count"));
	while (bw_json_step(&it)) {
		struct bw_str m = material(bw_json_str(it.value));

		assert_int_equal(
		    bw_critical(bw_exactly(value_of("supply-risk", m, year).at),
			bw_exactly(value_of("economic-importance", m, year).at),
			&limits),
		    BW_REACHED);
		n--;
	}
	assert_int_equal(n, 0);
	it = bw_json_each(bw_json_get(want, "with_SR_up_to_1.3"));
	while (bw_json_step(&it))
		narrow--;
	assert_int_equal(narrow, 0);
}

/* ---- economic importance ---- */

static struct bw_importance
importance(struct bw_str m, double largest, struct bw_interval published)
{
	struct bw_end_use u[64];
	struct bw_importance e;
	size_t n = 0;

	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];

		if (!bw_str_eq(f->subject, m))
			continue;
		if (bw_str_is(f->name, "use-share")) {
			assert_true(n < BW_LEN(u));
			u[n++] = (struct bw_end_use){ of_100(f->value), NAN };
		} else if (bw_str_is(f->name, "value-added")) {
			u[n - 1].value_added = f->value.at;
		}
	}
	bw_economic_importance(u, n, largest, BW_INTERVAL_NONE, published, &e);
	return e;
}

static void
ei_implied(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(want, "published_EI"));
	double least = INFINITY, most = 0, x;
	size_t n = 0;

	begin();
	take(known_word(in, "file"));
	take(known_word(in, "scores_file"));
	while (bw_json_step(&it)) {
		struct bw_str m = material(it.key);
		struct bw_interval ei =
		    value_of("economic-importance", m, 2023);
		struct bw_importance e = importance(m, 204200, ei);

		assert_true(bw_json_f64(it.value, &x));
		known_near(ei.at, x);
		least = e.implied.at < least ? e.implied.at : least;
		most = e.implied.at > most ? e.implied.at : most;
		assert_true(e.implied.lo <= e.implied.at &&
		    e.implied.at <= e.implied.hi);
		n++;
	}
	known_near((double)n, known_number(want, "materials"));
	known_near(least, known_number(want, "implied_SI_EI_min"));
	known_near(most, known_number(want, "implied_SI_EI_max"));
}

static void
ei(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it = bw_json_each(want);
	struct bw_importance e;
	double largest = known_number(in, "largest_sector_va_meur");

	if (known_word(in, "scores_file").n > 0) {
		ei_implied(in, want);
		return;
	}
	if (known_word(in, "file").n == 0) { /* one use: [[1, 64990]] */
		struct bw_end_use u = { bw_exactly(1), 64990 };

		bw_economic_importance(
		    &u, 1, largest, BW_INTERVAL_NONE, BW_INTERVAL_NONE, &e);
		known_near(e.without.at, known_number(want, "EI"));
		return;
	}
	begin();
	take(known_word(in, "file"));
	while (bw_json_step(&it)) {
		e = importance(material(it.key), largest, BW_INTERVAL_NONE);
		known_near(e.without.at,
		    known_number(it.value, "EI_without_substitution"));
		known_near(e.placed, known_number(it.value, "sum_of_shares"));
	}
}

/* ---- concentration ---- */

struct weight {
	double estimate[8][6];
	double sum;
	int years;
};
static struct weight weight[26 * 26];
static int from_year;

static size_t
at_of(struct bw_str code)
{
	assert_int_equal(code.n, 2);
	return (size_t)(code.p[0] - 'A') * 26 + (size_t)(code.p[1] - 'A');
}

static int
on_governance(void *ctx, const struct bw_governance_rec *r, struct bw_err *err)
{
	static const char names[6][3] = { "va", "pv", "ge", "rq", "rl", "cc" };
	int *to = ctx;

	(void)err;
	if (r->year < from_year || r->year > *to || r->country.n != 2)
		return 0;
	for (size_t i = 0; i < 6; i++)
		if (strcmp(names[i], r->dimension) == 0)
			weight[at_of(r->country)]
			    .estimate[r->year - from_year][i] = r->estimate;
	return 0;
}

static void
weights(struct bw_str file, int to)
{
	struct bw_sink sink = { .ctx = &to, .governance = on_governance };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	char name[512];

	for (size_t i = 0; i < BW_LEN(weight); i++)
		for (size_t k = 0; k < 48; k++)
			weight[i].estimate[k / 6][k % 6] = NAN;
	snprintf(name, sizeof(name), "%.*s", BW_ARG(file));
	assert_ok(bw_input_open(&in, test_data(name), NULL, &err), &err);
	assert_ok(bw_format_named("wgi")->read(in, &sink, &err), &err);
	bw_input_free(in);
	for (size_t i = 0; i < BW_LEN(weight); i++)
		for (size_t y = 0; y < 8; y++) {
			double w = bw_governance_weight(weight[i].estimate[y]);

			if (isnan(w))
				continue;
			weight[i].sum += w;
			weight[i].years++;
		}
}

static void
side(struct bw_str m, int8_t stage, const char *name, double hhi, double wgi,
    double sum, double largest)
{
	struct bw_risk_share s[160];
	struct bw_risk_hhi c;
	size_t n = 0;

	if (isnan(hhi))
		return;
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];
		const struct weight *w;

		if (!bw_str_eq(f->subject, m) || f->stage != stage ||
		    !bw_str_starts(f->name, bw_str_of(name)))
			continue;
		if (bw_str_ends(f->name, BW_STR("-factor"))) {
			s[n - 1].factor = f->value.at;
			continue;
		}
		assert_true(n < BW_LEN(s));
		w = &weight[at_of(f->country)];
		s[n++] = (struct bw_risk_share){ of_100(f->value),
			w->years > 0 ? w->sum / w->years : NAN, NAN };
	}
	bw_risk_concentration(s, n, &c);
	known_near(c.hhi.at, hhi);
	known_near(c.weighted.at, wgi);
	known_near(c.sum.at * 100, sum);
	known_near(c.largest * 100, largest);
	assert_true(c.weighted.lo <= wgi + 1e-9 && wgi <= c.weighted.hi + 1e-9);
}

static double
cell(const struct bw_csv_row *row, size_t i)
{
	char text[64];

	snprintf(text, sizeof(text), "%.*s", BW_ARG(row->field[i]));
	return text[0] == '\0' ? NAN : strtod(text, NULL);
}

static void
hhi_wgi(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it = bw_json_each(bw_json_get(in, "years"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *file = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	double year[2] = { 0 };
	char name[512];
	size_t rows = 0;
	bool more;

	for (size_t i = 0; i < 2 && bw_json_step(&it); i++)
		assert_true(bw_json_f64(it.value, &year[i]));
	from_year = (int)year[0];
	weights(known_word(in, "wgi_file"), (int)year[1]);
	begin();
	take(known_word(in, "global_file"));
	take(known_word(in, "eu_file"));
	snprintf(
	    name, sizeof(name), "%.*s", BW_ARG(known_word(want, "table_file")));
	assert_ok(bw_input_open(&file, test_data(name), NULL, &err), &err);
	assert_ok(bw_csv_open(&csv, file, NULL, &err), &err);
	assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
	while (bw_csv_next(csv, &row, &more, &err) == 0 && more) {
		struct bw_str m = material(row.field[0]);
		int8_t stage = bw_study_stage(row.field[1]);

		side(m, stage, "world-", cell(&row, 2), cell(&row, 3),
		    cell(&row, 4), cell(&row, 5));
		side(m, stage, "eu-", cell(&row, 6), cell(&row, 7),
		    cell(&row, 8), cell(&row, 9));
		rows++;
	}
	known_near((double)rows, known_number(want, "rows"));
	bw_csv_close(csv);
	bw_input_free(file);
}

static void
act65(struct bw_json in, struct bw_json want)
{
	const struct bw_benchmark limit = { known_number(in, "limit_pct"),
		true };
	struct bw_sourcing s[128];
	struct bw_str country[128];
	struct bw_act_shares a;
	struct bw_standing w;
	size_t n = 0;

	begin();
	take(known_word(in, "file"));
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];

		if (!bw_str_is(f->name, "eu-share") ||
		    !bw_str_eq(
			f->subject, material(known_word(in, "material"))) ||
		    f->stage != bw_study_stage(known_word(in, "stage")))
			continue;
		country[n] = f->country;
		s[n++] = (struct bw_sourcing){ of_100(f->value),
			bw_ref_country(f->country)->eu };
	}
	bw_act_sourcing(s, n, &a);
	bw_act_stand(&limit, a.third, &w);
	known_near(w.share.at, known_number(want, "share_pct"));
	assert_ptr_equal(bw_ref_country(country[a.at]),
	    bw_ref_country(known_word(want, "largest_third_country")));
	assert_true((w.met == BW_REACHED) ==
	    bw_json_bool(bw_json_get(want, "meets_limit"), true));
}

/* ---- energy ---- */

static void
import_share(struct bw_json in, struct bw_json want)
{
	struct bw_str country = bw_ref_country(known_word(in, "geo"))->code;
	struct bw_str partner = bw_ref_country(known_word(in, "partner"))->code;
	double part = NAN, total = NAN;

	begin();
	take(known_word(in, "file"));
	for (size_t i = 0; i < got.list.n; i++) {
		const struct figure *f = &got.list.v[i];

		if (!bw_str_is(f->subject, "natural-gas") ||
		    f->year != (int)known_number(in, "year") ||
		    !bw_str_eq(f->country, country))
			continue;
		if (f->counterpart.n == 0)
			total = f->value.at;
		else if (bw_str_eq(f->counterpart, partner))
			part = f->value.at;
	}
	known_near(part, known_number(want, "partner_tj"));
	known_near(total, known_number(want, "total_tj"));
	known_near(100 * part / total, known_number(want, "share_pct"));
}

static void
n_minus_1(struct bw_json in, struct bw_json want)
{
	double off = known_number(in, "Deff");
	struct bw_gas_day d = { bw_exactly(known_number(in, "EPm")),
		bw_exactly(known_number(in, "Pm")),
		bw_exactly(known_number(in, "Sm")),
		bw_exactly(known_number(in, "LNGm")),
		bw_exactly(known_number(in, "Im")),
		bw_exactly(known_number(in, "Dmax")),
		bw_exactly(isnan(off) ? 0 : off) };
	struct bw_interval got_it = bw_gas_n_minus_1(&d);

	known_near(got_it.at, known_number(want, "n1_pct"));
	assert_true((bw_at_least(got_it, 100) == BW_REACHED) ==
	    bw_json_bool(bw_json_get(want, "passes"), false));
}

static const struct known_kind mine[] = {
	{ "crm.sr_point", sr_point },
	{ "crm.sr_check", sr_point },
	{ "crm.sr_interval", sr_interval },
	{ "crm.scores", scores },
	{ "crm.list", list },
	{ "crm.ei_unsubstituted", ei },
	{ "crm.hhi_wgi", hhi_wgi },
	{ "crm.act65", act65 },
	{ "ind.import_share", import_share },
	{ "ind.n_minus_1", n_minus_1 },
};

static void
another(struct bw_str kind)
{
	assert_false(bw_str_starts(kind, BW_STR("crm.")));
}

static void
cases(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	size_t n;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	bw_arena_init(&got.a, 0);
	n = known_cases(mine, BW_LEN(mine), another);
	bw_vec_release(&got.list);
	bw_arena_release(&got.a);
	bw_ref_unload();
	print_message("# %zu cases: %zu numbers met\n", n, known_numbers);
	assert_true(n >= 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cases) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
