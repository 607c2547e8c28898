/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_dependency.c - dependency indicators: by hand, against the known cases,
 * and against a slow twin that follows the definitions pair by pair.
 */
#include "base/json.h"
#include "base/mem.h"
#include "supply/dependency.h"
#include "supply/known.h"
#include "support/support.h"
#include <math.h>

#define NEAR(got, want) assert_true(fabs((got) - (want)) < 1e-12)
#define PERCENT 10000000u

static const struct bw_cdi_rule rule = { 40 * PERCENT, 50 * PERCENT,
	100 * PERCENT };
static const struct bw_geodep_rule geodep = { 40 * PERCENT, 40 * PERCENT,
	100 * PERCENT, 2, 3 };

enum {
	A,
	B,
	C,
	M1, /* members of the group */
	M2,
	NOWHERE,
	AREAS
};
static const uint8_t kind[AREAS] = { [M1] = BW_AREA_MEMBER,
	[M2] = BW_AREA_MEMBER,
	[NOWHERE] = BW_AREA_UNNAMED };
static const struct bw_areas areas = { AREAS, kind };

static void
read_all(struct bw_market *m, const struct bw_flow *flow, size_t n)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_market_init(m, AREAS, &err), &err);
	bw_market_read(m, &areas, flow, n);
}

/* 60, 15 and 5 from outside, 20 among members, 50 sold by members. */
static void
by_hand(void **state)
{
	static const struct bw_flow flow[] = { { A, M1, 30 }, { M1, A, 60 },
		{ M1, M2, 20 }, { M2, B, 15 }, { M2, C, 5 }, { M2, M2, 900 } };
	struct bw_market m;
	struct bw_cdi cdi;

	(void)state;
	read_all(&m, flow, BW_LEN(flow));
	bw_cdi(&m.group, &rule, &cdi);
	NEAR(cdi.cdi1, 0.6015625);
	NEAR(cdi.cdi1_hi, 0.6015625);
	NEAR(cdi.cdi2, 0.8);
	NEAR(cdi.cdi3, 1.6);
	assert_int_equal(cdi.dependent, BW_CERTAIN);
	assert_int_equal(m.n_importer, 3);
	/* M2 buys from itself: that is not in its imports. */
	assert_int_equal(m.importer[2].inside, 900);
	assert_int_equal(m.importer[2].from.total, 20);
	assert_int_equal(m.importer[2].from.top, B);
	assert_int_equal(m.importer[1].exports, 30);
	assert_int_equal(m.exporters.n, 5);
	assert_int_equal(m.exporters.total, 130);
	bw_market_release(&m);
}

/* 36 + 4 = 40 of 100: not above .4, and above it as soon as the 20 of no
 * country may be one. */
static void
unnamed(void **state)
{
	static const struct bw_flow flow[] = { { M1, A, 60 }, { M1, B, 20 },
		{ M1, NOWHERE, 20 } };
	struct bw_market m;

	(void)state;
	read_all(&m, flow, BW_LEN(flow));
	NEAR(bw_origins_lo(&m.group.from), 0.40);
	NEAR(bw_origins_hi(&m.group.from), 0.44);
	assert_int_equal(m.group.from.n, 2);
	assert_int_equal(
	    bw_origins_above(&m.group.from, 40 * PERCENT), BW_POSSIBLE);
	assert_int_equal(
	    bw_origins_above(&m.group.from, 40 * PERCENT - 1), BW_CERTAIN);
	assert_int_equal(
	    bw_origins_above(&m.group.from, 44 * PERCENT), BW_EXCLUDED);
	bw_market_release(&m);
}

static void
nothing(void **state)
{
	struct bw_market m;
	struct bw_cdi cdi;

	(void)state;
	read_all(&m, NULL, 0);
	bw_cdi(&m.group, &rule, &cdi);
	assert_true(isnan(cdi.cdi1) && isnan(cdi.cdi2) && isnan(cdi.cdi3));
	assert_int_equal(cdi.dependent, BW_EXCLUDED);
	assert_int_equal(m.n_importer, 0);
	bw_market_release(&m);
}

/* Values at the edge of what the columns hold: nothing wraps around. */
static void
huge(void **state)
{
	static const struct bw_flow flow[] = { { M1, A, UINT64_MAX / 4 },
		{ M1, B, UINT64_MAX / 4 } };
	struct bw_market m;

	(void)state;
	read_all(&m, flow, BW_LEN(flow));
	NEAR(bw_origins_lo(&m.group.from), 0.5);
	assert_int_equal(
	    bw_origins_above(&m.group.from, 49 * PERCENT), BW_CERTAIN);
	assert_int_equal(
	    bw_origins_above(&m.group.from, 51 * PERCENT), BW_EXCLUDED);
	bw_market_release(&m);
}

static void
passing_through(void **state)
{
	static const struct bw_flow flow[] = { { A, M1, 90 }, { M1, A, 60 },
		{ M1, B, 40 } };
	struct bw_market m;
	struct bw_dependency d;

	(void)state;
	read_all(&m, flow, BW_LEN(flow));
	d = m.importer[1];
	assert_false(bw_ratio_above(d.used, d.exports, 120 * PERCENT));
	bw_domestic_use(&d, 30 * PERCENT);
	assert_int_equal(d.used, 30);
	assert_int_equal(d.exports, 20); /* 70 of the 90 only passed */
	assert_true(bw_ratio_above(d.used, d.exports, 120 * PERCENT));
	NEAR(bw_origins_lo(&d.from), 0.52); /* shares stay */
	bw_domestic_use(&d, 0);
	assert_int_equal(d.used, 0);
	assert_int_equal(d.exports, 0);
	bw_market_release(&m);
}

static void
years(void **state)
{
	/* products x 3 years */
	static const uint8_t mark[] = { 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0 };
	struct bw_persistence p[3];

	(void)state;
	bw_persistence(mark, 4, 3, p);
	assert_int_equal(p[0].dependent, 2);
	assert_int_equal(p[0].stay + p[0].enter + p[0].leave, 0);
	assert_int_equal(p[1].stay, 1);
	assert_int_equal(p[1].enter, 1);
	assert_int_equal(p[1].leave, 1);
	assert_int_equal(p[2].dependent, 1);
	assert_int_equal(p[2].leave, 1);
}

/* ---- the slow twin -------------------------------------------------------
 */
static uint64_t state_of = 88172645463325252u;

static uint32_t
draw(uint32_t n)
{
	state_of ^= state_of << 13;
	state_of ^= state_of >> 7;
	state_of ^= state_of << 17;
	return (uint32_t)((state_of >> 32) * n >> 32);
}

static double
value_of(const struct bw_flow *flow, size_t n, int importer, int exporter)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		if (flow[i].importer == importer &&
		    flow[i].exporter == exporter)
			sum += (double)flow[i].value;
	return sum;
}

static bool
member(int a)
{
	return kind[a] & BW_AREA_MEMBER;
}

/* HHI of what `by` delivers, as a range. */
static void
twin_hhi(const double by[AREAS], double *lo, double *hi)
{
	double total = 0, squares = 0, rest = 0;

	for (int a = 0; a < AREAS; a++)
		total += by[a];
	for (int a = 0; a < AREAS; a++) {
		if (kind[a] & BW_AREA_UNNAMED)
			rest += by[a];
		else
			squares += by[a] / total * (by[a] / total);
	}
	*lo = squares;
	*hi = squares + rest / total * (rest / total);
}

static void
same(double got, double want)
{
	if (isnan(want))
		assert_true(isnan(got));
	else
		assert_true(fabs(got - want) <= 1e-12 * (1 + fabs(want)));
}

static void
check_importers(const struct bw_market *m, const struct bw_flow *flow, size_t n)
{
	for (size_t i = 0; i < m->n_importer; i++) {
		const struct bw_dependency *d = &m->importer[i];
		double by[AREAS] = { 0 }, lo, hi, exports = 0;

		for (int a = 0; a < AREAS; a++) {
			if (a == d->importer)
				continue;
			by[a] = value_of(flow, n, d->importer, a);
			exports += value_of(flow, n, a, d->importer);
		}
		twin_hhi(by, &lo, &hi);
		same(bw_origins_lo(&d->from), lo);
		same(bw_origins_hi(&d->from), hi);
		same((double)d->exports, exports);
		for (int a = 0; a < AREAS; a++)
			assert_true((kind[a] & BW_AREA_UNNAMED) ||
			    by[a] <= (double)d->from.top_value);
	}
}

static void
check_group(const struct bw_market *m, const struct bw_flow *flow, size_t n)
{
	double from[AREAS] = { 0 }, world[AREAS] = { 0 };
	double inside = 0, exports = 0, all = 0, lo, hi;
	struct bw_cdi cdi;

	for (int i = 0; i < AREAS; i++)
		for (int e = 0; e < AREAS; e++) {
			double v = i == e ? 0 : value_of(flow, n, i, e);

			world[e] += v;
			if (member(e))
				exports += v;
			if (member(i) && member(e))
				inside += v;
			if (member(i) && !member(e))
				from[e] += v;
		}
	for (int a = 0; a < AREAS; a++)
		all += from[a];
	bw_cdi(&m->group, &rule, &cdi);
	twin_hhi(from, &lo, &hi);
	same(cdi.cdi1, lo);
	same(cdi.cdi1_hi, hi);
	same(cdi.cdi2, all + inside > 0 ? all / (all + inside) : (double)NAN);
	same(cdi.cdi3, exports > 0 ? all / exports : (double)NAN);
	twin_hhi(world, &lo, &hi);
	same(bw_origins_lo(&m->exporters), lo);
	same(bw_origins_hi(&m->exporters), hi);
}

static void
twin(void **state)
{
	struct bw_flow flow[AREAS * AREAS];
	struct bw_market m;
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_market_init(&m, AREAS, &err), &err);
	for (int round = 0; round < 2000; round++) {
		size_t n = 0;

		for (uint16_t i = 0; i < AREAS; i++)
			for (uint16_t e = 0; e < AREAS; e++)
				if (draw(3) != 0)
					flow[n++] = (struct bw_flow){ i, e,
						draw(5) * draw(1000) };
		bw_market_read(&m, &areas, flow, n);
		check_importers(&m, flow, n);
		check_group(&m, flow, n);
	}
	bw_market_release(&m);
}

/* ---- cases ---------------------------------------------------------------
 */
static void
case_cdi(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(in, "extra_eu_imports"));
	struct bw_flow flow[AREAS];
	struct bw_market m;
	struct bw_cdi cdi;
	double x = 0, inside = known_number(in, "intra_eu_imports");
	double sold = known_number(in, "eu_exports") - inside;
	size_t n = 0;

	/* With exports of 0 in all, those among members are left out. */
	if (sold > 0)
		flow[n++] = (struct bw_flow){ A, M1, (uint64_t)sold };
	for (uint16_t a = A; bw_json_step(&it) && a <= C; a++) {
		assert_true(bw_json_f64(it.value, &x));
		flow[n++] = (struct bw_flow){ M2, a, (uint64_t)x };
	}
	read_all(&m, flow, n);
	m.group.inside = (uint64_t)inside;
	m.group.exports = (uint64_t)known_number(in, "eu_exports");
	bw_cdi(&m.group, &rule, &cdi);
	NEAR(cdi.cdi1, known_number(want, "cdi1"));
	NEAR(cdi.cdi2, known_number(want, "cdi2"));
	if (m.group.exports == 0)
		assert_true(isnan(cdi.cdi3));
	else
		NEAR(cdi.cdi3, known_number(want, "cdi3"));
	assert_int_equal(cdi.dependent == BW_CERTAIN,
	    bw_json_bool(bw_json_get(want, "dependent"), false));
	bw_market_release(&m);
}

/* Origins with that HHI: whole squares of a total of 1000. */
static struct bw_origins
origins(double hhi)
{
	return (struct bw_origins){ .total = 1000,
		.squares = (bw_u128)llround(hhi * 1e6) };
}

static void
case_geodep(struct bw_json in, struct bw_json want)
{
	struct bw_json_each it = bw_json_each(bw_json_get(in, "years"));
	struct bw_json_each expect =
	    bw_json_each(bw_json_get(want, "per_year"));
	enum bw_certainty year[8];
	size_t n = 0;

	while (bw_json_step(&it) && bw_json_step(&expect) && n < 8) {
		struct bw_origins world =
		    origins(known_number(it.value, "world_export_hhi"));
		struct bw_dependency d = {
			.from = origins(known_number(it.value, "import_hhi")),
			.used = (uint64_t)known_number(it.value, "imports"),
			.exports = (uint64_t)known_number(it.value, "exports")
		};

		year[n] = bw_geodep_year(&d, &world, &geodep);
		assert_int_equal(
		    year[n] == BW_CERTAIN, bw_json_bool(expect.value, false));
		n++;
	}
	assert_int_equal(bw_geodep(year, n, &geodep) == BW_CERTAIN,
	    bw_json_bool(bw_json_get(want, "dependent"), false));
}

static void
cases(void **state)
{
	static const struct known_kind mine[] = { { "ind.cdi", case_cdi },
		{ "ind.geodep", case_geodep } };

	(void)state;
	assert_true(known_cases(mine, BW_LEN(mine), NULL) >= 3);
}

static int
no_memory(void *ctx, struct bw_err *err)
{
	struct bw_market m;
	int rc = bw_market_init(&m, AREAS, err);

	(void)ctx;
	bw_market_release(&m);
	return rc;
}

static void
memory(void **state)
{
	(void)state;
	test_brutal(no_memory, NULL, 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(by_hand),
		cmocka_unit_test(unnamed), cmocka_unit_test(nothing),
		cmocka_unit_test(huge), cmocka_unit_test(passing_through),
		cmocka_unit_test(years), cmocka_unit_test(twin),
		cmocka_unit_test(cases), cmocka_unit_test(memory) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
