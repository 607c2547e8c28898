/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_events.c - what the indicators said before an export control, beside
 * what happened.
 *
 * China, 1 August 2023: licences for gallium and germanium. Said before: the
 * shares of 2016-2020 in the EU study that came out in March 2023. Happened:
 * an index of the value of Chinese exports, twelve months either side, and
 * quantities by partner. Silicon for solar cells, without such a control, is
 * the placebo. The numbers of the cases of the test data must hold, and the
 * claims of doc/supply.md with them.
 */
#include "base/csv.h"
#include "base/json.h"
#include "base/mem.h"
#include "supply/whatif.h"
#include "support/support.h"
#include <math.h>

#define NEAR(got, want, tolerance) \
	assert_true(fabs((got) - (want)) <= (tolerance))

struct table {
	struct bw_input *in;
	struct bw_csv *csv;
	struct bw_csv_row row;
	struct bw_err err;
};

static void
table_open(struct table *t, const char *path)
{
	bool more;

	*t = (struct table){ .err = BW_ERR_INIT };
	assert_ok(bw_input_open(&t->in, path, NULL, &t->err), &t->err);
	assert_ok(bw_csv_open(&t->csv, t->in, NULL, &t->err), &t->err);
	assert_ok(bw_csv_next(t->csv, &t->row, &more, &t->err), &t->err);
	assert_true(more); /* the header */
}

static bool
table_next(struct table *t)
{
	bool more;

	assert_ok(bw_csv_next(t->csv, &t->row, &more, &t->err), &t->err);
	return more;
}

static void
table_close(struct table *t)
{
	bw_csv_close(t->csv);
	bw_input_free(t->in);
}

static bool
text(const struct table *t, size_t i, struct bw_str *s)
{
	*s = i < t->row.n ? bw_str_trim(t->row.field[i]) : BW_STR("");
	return s->n > 0;
}

static double
number(const struct table *t, size_t i)
{
	struct bw_str s;
	char copy[64];

	if (!text(t, i, &s))
		return NAN;
	snprintf(copy, sizeof(copy), "%.*s", BW_ARG(s));
	return strtod(copy, NULL);
}

/* ---- the expected numbers ---- */

struct cases {
	struct bw_input *in;
	struct bw_json_reader *r;
	struct bw_json one;
	struct bw_err err;
};

static bool
find_case(struct cases *c, const char *id)
{
	const char *path = test_data("cases/supply.json");
	bool more = true;

	*c = (struct cases){ .err = BW_ERR_INIT };
	if (path == NULL)
		return false;
	assert_ok(bw_input_open(&c->in, path, NULL, &c->err), &c->err);
	assert_ok(bw_json_open(&c->r, c->in, NULL, &c->err), &c->err);
	while (more) {
		assert_ok(bw_json_next(c->r, &c->one, &more, &c->err), &c->err);
		if (more &&
		    bw_str_is(bw_json_str(bw_json_get(c->one, "id")), id))
			return true;
	}
	fail_msg("no case %s", id);
	return false;
}

static void
close_case(struct cases *c)
{
	bw_json_close(c->r);
	bw_input_free(c->in);
}

static double
expected(const struct cases *c, const char *key)
{
	double x = NAN;

	(void)bw_json_f64(bw_json_get(bw_json_get(c->one, "expect"), key), &x);
	assert_true(!isnan(x));
	return x;
}

static const char *
data_of(const struct cases *c)
{
	static char name[512];
	const char *path;

	snprintf(name, sizeof(name), "%.*s",
	    BW_ARG(bw_json_str(
		bw_json_get(bw_json_get(c->one, "inputs"), "file"))));
	path = test_data(name);
	assert_non_null(path);
	return path;
}

/* ---- what happened ---- */

struct index { /* by month; 0 is the event */
	double before, after, lowest, last, eleven;
	int month;
};

static struct index
read_index(const char *path)
{
	struct index x = { .lowest = INFINITY };
	struct table t;
	int n_before = 0, n_after = 0;

	table_open(&t, path);
	while (table_next(&t)) {
		int month = (int)number(&t, 3);
		double v = number(&t, 4);

		if (month < 0) {
			x.before += v;
			n_before++;
			x.eleven += month < -1 ? v : 0;
			x.last = month == -1 ? v : x.last;
		} else if (month > 0) {
			x.after += v;
			n_after++;
		}
		if (month >= 0 && v < x.lowest) {
			x.lowest = v;
			x.month = month;
		}
	}
	table_close(&t);
	x.before /= n_before;
	x.after /= n_after;
	x.eleven /= n_before - 1;
	return x;
}

static void
exports_fell(void **state)
{
	struct cases c;
	struct index x;

	(void)state;
	if (!find_case(&c, "event-gallium-germanium-2023"))
		skip();
	x = read_index(data_of(&c));
	NEAR(x.before, expected(&c, "mean_before"), 1e-7);
	NEAR(x.after, expected(&c, "mean_after"), 1e-7);
	NEAR((x.after / x.before - 1) * 100, expected(&c, "change_pct"), 1e-7);
	NEAR(x.lowest, expected(&c, "lowest_after"), 1e-7);
	NEAR(x.month, expected(&c, "month_of_lowest"), 0);
	NEAR(x.last / x.eleven,
	    expected(&c, "month_before_over_mean_of_eleven_before"), 1e-9);
	close_case(&c);
}

/* Mean of the months in which a quantity is told. */
static double
mean_quantity(const char *path, struct bw_str group, struct bw_str partner,
    const char *from, const char *to)
{
	struct table t;
	double sum = 0;
	int n = 0;

	table_open(&t, path);
	while (table_next(&t)) {
		struct bw_str month, g, p;
		double v = number(&t, 4);

		if (!text(&t, 0, &month) || !text(&t, 1, &g) ||
		    !text(&t, 2, &p) || !bw_str_eq(g, group) ||
		    !bw_str_eq(p, partner) || isnan(v) ||
		    bw_str_cmp(month, bw_str_of(from)) < 0 ||
		    bw_str_cmp(month, bw_str_of(to)) > 0)
			continue;
		sum += v;
		n++;
	}
	table_close(&t);
	return sum / n;
}

/* Every series of the case, "GROUP to PARTNER". */
static void
by_partner(void **state)
{
	struct bw_json_each it;
	struct cases c;
	size_t n = 0;

	(void)state;
	if (!find_case(&c, "event-gallium-germanium-by-partner"))
		skip();
	it = bw_json_each(bw_json_get(c.one, "expect"));
	while (bw_json_step(&it)) {
		ptrdiff_t at = bw_str_find(it.key, BW_STR(" to "));
		struct bw_str group, partner;
		double before, after;

		assert_true(at > 0);
		group = bw_str_sub(it.key, 0, (size_t)at);
		partner = bw_str_sub(it.key, (size_t)at + 4, it.key.n);
		assert_true(bw_json_f64(
		    bw_json_get(it.value, "mean_2023-01_to_07"), &before));
		assert_true(bw_json_f64(
		    bw_json_get(it.value, "mean_2023-08_to_2024-07"), &after));
		NEAR(mean_quantity(
			 data_of(&c), group, partner, "2023-01", "2023-07"),
		    before, .001 + 1e-6 * before);
		NEAR(mean_quantity(
			 data_of(&c), group, partner, "2023-08", "2024-07"),
		    after, .001 + 1e-6 * after);
		n++;
	}
	assert_int_equal(n, 6);
	close_case(&c);
}

/* ---- what the indicators said ---- */

#define CHINA ((uint32_t)('C' << 8 | 'N'))

/* Shares of world supply, per cent; what is missing to 100 is nobody's. */
static struct bw_whatif
said(const char *material, struct bw_arena *a)
{
	const struct bw_event stop = { .kind = BW_EVENT_EMBARGO,
		.country = CHINA };
	struct bw_err err = BW_ERR_INIT;
	struct bw_origin o[64];
	struct bw_whatif w;
	struct table t;
	double sum = 0;
	size_t n = 0;

	table_open(&t, test_source("reference/supply_shares.csv"));
	while (table_next(&t)) {
		struct bw_str m, stage, scope, c;
		double share = number(&t, 4);

		if (!text(&t, 0, &m) || !text(&t, 1, &stage) ||
		    !text(&t, 2, &scope) || !text(&t, 3, &c) ||
		    !bw_str_is(m, material) || !bw_str_is(stage, "refine") ||
		    !bw_str_is(scope, "global") || !(share > 0))
			continue;
		assert_true(n < BW_LEN(o));
		o[n++] = (struct bw_origin){ (uint32_t)c.p[0] << 8 |
			    (uint32_t)c.p[1],
			0, share, NAN, false };
		sum += share;
	}
	table_close(&t);
	assert_ok(
	    bw_whatif(&w, o, n, fmax(0, 100 - sum), &stop, 1, a, &err), &err);
	return w;
}

/* Both controlled materials stood far above every limit, and so did silicon,
 * which was not controlled: the indicators tell who can, not who will. */
static void
the_year_before(void **state)
{
	static const struct {
		const char *material;
		double share, hhi;
	} row[] = { { "gallium", .938, .8810 }, { "germanium", .831, .6969 },
		{ "silicon-metal", .757, .5845 } };
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_whatif w = said(row[i].material, &a);

		assert_int_equal(w.before.top_country, CHINA);
		NEAR(w.before.top.lo, row[i].share, .002);
		NEAR(w.before.hhi.lo, row[i].hhi, .004);
		assert_true(w.before.hhi.lo > .4);
		assert_true(w.before.abroad.lo > .65);
		/* the first blow: all of it gone */
		NEAR(w.after.kept.hi, 1 - row[i].share, .002);
	}
	bw_arena_release(&a);
}

/* What happened lies between nothing and the first blow, far from both. */
static void
bracket(void **state)
{
	struct bw_arena a;
	struct cases c;
	struct index x;
	double blow, fell;

	(void)state;
	if (!find_case(&c, "event-gallium-germanium-2023"))
		skip();
	x = read_index(data_of(&c));
	bw_arena_init(&a, 0);
	/* an embargo takes all that the country sells */
	blow = 1;
	fell = 1 - x.after / x.before;
	assert_true(fell > 0 && fell < blow);
	assert_true(1 - x.lowest / x.before < blow);
	/* of the world's gallium and germanium: an upper end */
	assert_true(said("gallium", &a).after.kept.hi < .07);
	assert_true(said("germanium", &a).after.kept.hi < .18);
	bw_arena_release(&a);
	close_case(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exports_fell),
		cmocka_unit_test(by_partner),
		cmocka_unit_test(the_year_before),
		cmocka_unit_test(bracket),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
