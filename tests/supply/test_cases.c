/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_cases.c - known answers of others: published tables and examples.
 *
 * Asserts every case that maps onto the concentration engine. The other kinds
 * are listed below, each with the test that asserts it or as what this system
 * does not compute; a kind that is in neither list fails, so that none is
 * forgotten.
 */
#include "base/csv.h"
#include "base/mem.h"
#include "model/ref.h"
#include "supply/concentration.h"
#include "supply/known.h"

static const char *const elsewhere[] = {
	/* test_criticality_cases.c */
	"crm.sr_", "crm.ei_", "crm.list", "crm.scores", "ind.import_share",
	"ind.n_minus_1",
	/* test_dependency.c (and the second indicator of ind.cdi) */
	"ind.geodep",
	/* test_events.c */
	"event.",
	/* test_trade.c */
	"trade."
};
/* Input-output tables, networks of firms, demand of technologies, and figures
 * of networks that are not public: not computed here. */
static const char *const not_ours[] = { "io.", "firm.", "tech.", "bench." };
static size_t left;

/* ---- tables of others ---- */

struct table {
	struct bw_input *in;
	struct bw_csv *csv;
	struct bw_csv_row row;
	struct bw_str head[80];
	size_t n_head;
	struct bw_arena a;
	struct bw_err err;
};

static void
table_open(struct table *t, struct bw_str path)
{
	char name[512];
	bool more;

	*t = (struct table){ .err = BW_ERR_INIT };
	bw_arena_init(&t->a, 0);
	snprintf(name, sizeof(name), "%.*s", BW_ARG(path));
	assert_non_null(test_data(name));
	assert_ok(
	    bw_input_open(&t->in, test_data(name), NULL, &t->err), &t->err);
	assert_ok(bw_csv_open(&t->csv, t->in, NULL, &t->err), &t->err);
	assert_ok(bw_csv_next(t->csv, &t->row, &more, &t->err), &t->err);
	assert_true(more && t->row.n <= BW_LEN(t->head));
	t->n_head = t->row.n;
	for (size_t i = 0; i < t->n_head; i++)
		t->head[i] = bw_arena_dup(&t->a, t->row.field[i]);
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
	bw_arena_release(&t->a);
}

static struct bw_str
cell(const struct table *t, const char *column)
{
	for (size_t i = 0; i < t->n_head && i < t->row.n; i++)
		if (bw_str_is(bw_str_trim(t->head[i]), column))
			return bw_str_trim(t->row.field[i]);
	fail_msg("no column %s", column);
	return (struct bw_str){ 0 };
}

/* Leading number of a text, or NAN. */
static double
amount(struct bw_str s)
{
	char text[64], *end;
	double x;

	snprintf(text, sizeof(text), "%.*s", BW_ARG(s));
	x = strtod(text, &end);
	return end == text ? NAN : x;
}

/* ---- kinds ---- */

static void
hhi(struct bw_json in, struct bw_json want)
{
	struct bw_supplier s[16];
	struct bw_concentration c;
	struct bw_json_each it = bw_json_each(bw_json_get(in, "shares"));
	size_t n = 0;
	double nn;

	while (bw_json_step(&it) && n < BW_LEN(s)) {
		s[n] = (struct bw_supplier){ (uint32_t)n, 0, NAN };
		assert_true(bw_json_f64(it.value, &s[n++].amount));
	}
	bw_concentrate(s, n, 0, &c);
	known_near(c.hhi_lo, known_number(want, "hhi"));
	known_near(c.effective, known_number(want, "effective_suppliers"));
	known_near(c.top_share, known_number(want, "top1"));
	nn = (double)n;
	if (n > 1)
		known_near((c.hhi_lo - 1 / nn) / (1 - 1 / nn),
		    known_number(want, "normalised"));
	assert_true((c.hhi_lo > 0.4) ==
	    bw_json_bool(bw_json_get(want, "concentrated"), false));
}

/* Figures of one commodity in the USGS world data. */
static void
hhi_production(struct bw_json in, struct bw_json want)
{
	struct bw_supplier s[64];
	struct bw_concentration c, dropped;
	struct bw_str type = bw_json_str(bw_json_get(in, "type_contains"));
	struct bw_str where[64], column;
	char name[64];
	struct table t;
	double rest = 0, world = NAN;
	size_t n = 0;

	column = bw_json_str(bw_json_get(in, "column"));
	snprintf(name, sizeof(name), "%.*s", BW_ARG(column));
	table_open(&t, bw_json_str(bw_json_get(in, "file")));
	while (table_next(&t)) {
		struct bw_str country = cell(&t, "COUNTRY");
		double x = amount(cell(&t, name));

		if (!bw_str_eq(cell(&t, "COMMODITY"),
			bw_json_str(bw_json_get(in, "commodity"))) ||
		    (type.n > 0 && bw_str_find(cell(&t, "TYPE"), type) < 0))
			continue;
		if (bw_str_starts(country, BW_STR("World")))
			world = x;
		else if (bw_str_starts(country, BW_STR("Other")))
			rest += isnan(x) ? 0 : x;
		else if (!isnan(x)) {
			assert_true(n < BW_LEN(s));
			where[n] = bw_arena_dup(&t.a, country);
			s[n] = (struct bw_supplier){ (uint32_t)n, x, NAN };
			n++;
		}
	}
	bw_concentrate(s, n, rest, &c);
	known_near(c.total, known_number(want, "sum_of_rows"));
	known_near(world, known_number(want, "world_row"));
	known_near(c.hhi_hi, known_number(want, "hhi"));
	known_near(c.hhi_lo, known_number(want, "hhi_other_in_total_only"));
	known_near(c.top_share, known_number(want, "top_share"));
	assert_true(bw_str_eq(where[c.top_country],
	    bw_json_str(bw_json_get(want, "top_country"))));
	bw_concentrate(s, n, 0, &dropped);
	known_near(dropped.hhi_lo, known_number(want, "hhi_other_dropped"));
	table_close(&t);
}

static void
hhi_trade(struct bw_json in, struct bw_json want)
{
	struct bw_supplier s[16];
	struct bw_concentration c;
	struct bw_str world = bw_json_str(bw_json_get(in, "exclude_partner"));
	struct bw_json_each it = bw_json_each(bw_json_get(in, "rows"));
	size_t n = 0;

	while (bw_json_step(&it) && n < BW_LEN(s)) {
		struct bw_json_each of = bw_json_each(it.value);
		struct bw_str partner;

		assert_true(bw_json_step(&of));
		partner = bw_json_str(of.value);
		assert_true(bw_json_step(&of));
		s[n] = (struct bw_supplier){ (uint32_t)n, 0, NAN };
		assert_true(bw_json_f64(of.value, &s[n].amount));
		n += !bw_str_eq(partner, world);
	}
	bw_concentrate(s, n, 0, &c);
	known_near(c.hhi_lo, known_number(want, "hhi"));
}

static void
cdi1(struct bw_json in, struct bw_json want)
{
	struct bw_supplier s[16];
	struct bw_concentration c;
	struct bw_json_each it =
	    bw_json_each(bw_json_get(in, "extra_eu_imports"));
	size_t n = 0;

	while (bw_json_step(&it) && n < BW_LEN(s)) {
		s[n] = (struct bw_supplier){ (uint32_t)n, 0, NAN };
		assert_true(bw_json_f64(it.value, &s[n++].amount));
	}
	bw_concentrate(s, n, 0, &c);
	known_near(c.hhi_lo, known_number(want, "cdi1"));
}

/* Weight of governance per country, mean over years. */
struct weights {
	struct bw_str code[256]; /* alpha-2 */
	double sum[256];
	unsigned years[256];
	size_t n;
	struct bw_arena a;
};

static size_t
weight_at(struct weights *w, struct bw_str code)
{
	size_t i = 0;

	while (i < w->n && !bw_str_eq(w->code[i], code))
		i++;
	assert_true(i < BW_LEN(w->code));
	if (i == w->n) {
		w->code[w->n] = bw_arena_dup(&w->a, code);
		w->sum[w->n] = 0;
		w->years[w->n++] = 0;
	}
	return i;
}

static void
weights_read(struct weights *w, struct bw_str file, int from, int to)
{
	static const char names[6][3] = { "va", "pv", "ge", "rq", "rl", "cc" };
	static double e[256][16][6];
	struct table t;

	memset(w, 0, sizeof(*w));
	bw_arena_init(&w->a, 0);
	assert_true(to - from < 16);
	for (size_t i = 0; i < 256 * 16 * 6; i++)
		(&e[0][0][0])[i] = NAN;
	table_open(&t, file);
	while (table_next(&t)) {
		int64_t year = 0;
		const struct bw_ref_item *c;
		size_t k = 0;

		if (!bw_str_i64(cell(&t, "year"), &year) || year < from ||
		    year > to)
			continue;
		c = bw_ref_country(cell(&t, "code"));
		if (c == NULL)
			continue;
		while (k < 6 && !bw_str_is(cell(&t, "indicator"), names[k]))
			k++;
		assert_true(k < 6);
		e[weight_at(w, c->code)][year - from][k] =
		    amount(cell(&t, "estimate"));
	}
	table_close(&t);
	for (size_t i = 0; i < w->n; i++)
		for (int y = 0; y <= to - from; y++) {
			double x = bw_governance_weight(e[i][y]);

			if (isnan(x))
				continue;
			w->sum[i] += x;
			w->years[i]++;
		}
}

static double
weight(const struct weights *w, struct bw_str country)
{
	const struct bw_ref_item *c = bw_ref_country(country);

	if (c == NULL)
		fail_msg("no country \"%.*s\"", BW_ARG(country));
	for (size_t i = 0; i < w->n; i++)
		if (bw_str_eq(w->code[i], c->code) && w->years[i] > 0)
			return w->sum[i] / w->years[i];
	return NAN;
}

static void
years(struct bw_json in, int *from, int *to)
{
	struct bw_json_each it = bw_json_each(bw_json_get(in, "years"));
	int64_t y = 0;

	assert_true(bw_json_step(&it) && bw_json_i64(it.value, &y));
	*from = (int)y;
	assert_true(bw_json_step(&it) && bw_json_i64(it.value, &y));
	*to = (int)y;
}

static void
wgi_scale(struct bw_json in, struct bw_json want)
{
	static struct weights w;
	struct bw_json_each it = bw_json_each(want);
	int from, to;
	double x;

	years(in, &from, &to);
	weights_read(&w, bw_json_str(bw_json_get(in, "file")), from, to);
	while (bw_json_step(&it)) {
		assert_true(bw_json_f64(it.value, &x));
		known_near(weight(&w, it.key), x);
	}
	bw_arena_release(&w.a);
}

/* A table of shares as printed: "4%", "<0.1%" counts as half. */
struct shares {
	struct bw_str material, stage, country;
	double share, t;
};

static double
printed_share(struct bw_str s)
{
	bool less = bw_str_starts(s, BW_STR("<"));
	double x = amount(bw_str_sub(s, less ? 1 : 0, s.n));

	return less ? x / 2 : x;
}

static size_t
shares_read(
    struct shares *s, size_t cap, struct bw_str file, struct bw_arena *a)
{
	struct table t;
	size_t n = 0;

	table_open(&t, file);
	while (table_next(&t)) {
		assert_true(n < cap);
		s[n++] = (struct shares){ bw_arena_dup(a, cell(&t, "Material")),
			bw_arena_dup(a, cell(&t, "Stage")),
			bw_arena_dup(a, cell(&t, "Country")),
			printed_share(cell(&t, "Share")),
			amount(cell(&t, "t")) };
	}
	table_close(&t);
	return n;
}

/* The engine divides by the total, the study takes shares as printed: what
 * is missing to 100 is the rest, and where they add up to more the result is
 * scaled. A trade factor is part of the weight. */
static void
hhi_of_shares(const struct shares *s, size_t n, const struct table *t,
    const struct weights *w, const char *side)
{
	struct bw_supplier u[128];
	struct bw_concentration c;
	char key[4][32];
	double sum = 0, scale;
	size_t k = 0;

	snprintf(key[0], sizeof(key[0]), "HHI_%s", side);
	snprintf(key[1], sizeof(key[1]), "HHI_WGI_t_%s", side);
	snprintf(key[2], sizeof(key[2]), "sum_%s_pct", side);
	snprintf(key[3], sizeof(key[3]), "max_share_%s_pct", side);
	if (cell(t, key[0]).n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (!bw_str_eq(s[i].material, cell(t, "material")) ||
		    !bw_str_eq(s[i].stage, cell(t, "stage")))
			continue;
		assert_true(k < BW_LEN(u));
		sum += s[i].share;
		u[k] = (struct bw_supplier){ (uint32_t)k, s[i].share,
			weight(w, s[i].country) * s[i].t };
		k++;
	}
	bw_concentrate(u, k, sum < 100 ? 100 - sum : 0, &c);
	scale = c.total / 100;
	known_near(sum, amount(cell(t, key[2])));
	known_near(c.top_share * c.total, amount(cell(t, key[3])));
	known_near(c.hhi_lo * scale * scale, amount(cell(t, key[0])));
	known_near(c.wgi_lo * scale * scale, amount(cell(t, key[1])));
}

static void
hhi_wgi(struct bw_json in, struct bw_json want)
{
	static struct weights w;
	static struct shares global[4000], eu[4000];
	struct bw_arena a;
	struct table t;
	size_t n_global, n_eu, rows = 0;
	int from, to;

	bw_arena_init(&a, 0);
	years(in, &from, &to);
	weights_read(&w, bw_json_str(bw_json_get(in, "wgi_file")), from, to);
	n_global = shares_read(global, BW_LEN(global),
	    bw_json_str(bw_json_get(in, "global_file")), &a);
	n_eu = shares_read(
	    eu, BW_LEN(eu), bw_json_str(bw_json_get(in, "eu_file")), &a);
	table_open(&t, bw_json_str(bw_json_get(want, "table_file")));
	while (table_next(&t)) {
		hhi_of_shares(global, n_global, &t, &w, "GS");
		hhi_of_shares(eu, n_eu, &t, &w, "EU");
		rows++;
	}
	assert_true((double)rows == known_number(want, "rows"));
	table_close(&t);
	bw_arena_release(&w.a);
	bw_arena_release(&a);
}

/* The largest source outside the EU; EU members are part of the rest. */
static void
act65(struct bw_json in, struct bw_json want)
{
	static struct shares s[4000];
	struct bw_supplier u[128];
	struct bw_concentration c;
	struct bw_arena a;
	const struct bw_ref_item *country[128], *top;
	double rest = 0, sum = 0;
	size_t n, k = 0;

	bw_arena_init(&a, 0);
	n = shares_read(s, BW_LEN(s), bw_json_str(bw_json_get(in, "file")), &a);
	for (size_t i = 0; i < n; i++) {
		if (!bw_str_eq(s[i].material,
			bw_json_str(bw_json_get(in, "material"))) ||
		    !bw_str_eq(
			s[i].stage, bw_json_str(bw_json_get(in, "stage"))))
			continue;
		country[k] = bw_ref_country(s[i].country);
		assert_non_null(country[k]);
		sum += s[i].share;
		if (country[k]->eu) {
			rest += s[i].share;
			continue;
		}
		u[k] = (struct bw_supplier){ (uint32_t)k, s[i].share, NAN };
		k++;
	}
	bw_concentrate(u, k, rest + (sum < 100 ? 100 - sum : 0), &c);
	top = country[c.top_country];
	known_near(c.top_share * 100, known_number(want, "share_pct"));
	assert_ptr_equal(top,
	    bw_ref_country(
		bw_json_str(bw_json_get(want, "largest_third_country"))));
	assert_true((c.top_share * 100 <= known_number(in, "limit_pct")) ==
	    bw_json_bool(bw_json_get(want, "meets_limit"), true));
	bw_arena_release(&a);
}

/* "Cobalt mining 2024" in the data of the IEA. */
static void
top_share_of(struct bw_json data, struct bw_json in, struct bw_str what,
    struct bw_json want)
{
	struct bw_supplier s[64];
	struct bw_concentration c;
	struct bw_str rest_row = bw_json_str(bw_json_get(in, "rest_row"));
	struct bw_json_each it;
	char name[64], *stage, *year;
	double rest = 0, x;
	size_t n = 0;

	snprintf(name, sizeof(name), "%.*s", BW_ARG(what));
	year = strrchr(name, ' ');
	assert_non_null(year);
	*year++ = 0;
	stage = strrchr(name, ' ');
	assert_non_null(stage);
	*stage++ = 0;
	it = bw_json_each(bw_json_get(
	    bw_json_get(bw_json_get(bw_json_get(data, "supply"), name), stage),
	    "countries"));
	while (bw_json_step(&it)) {
		x = known_number(it.value, year);
		if (bw_str_eq(it.key, rest_row)) {
			rest += x;
			continue;
		}
		assert_true(n < BW_LEN(s));
		s[n] = (struct bw_supplier){ (uint32_t)n, x, NAN };
		n++;
	}
	assert_true(n > 0);
	bw_concentrate(s, n, rest, &c);
	known_near(c.top3_share, known_number(want, "top3_share"));
	known_near(
	    c.total * (1 - c.top_share), known_number(want, "without_largest"));
}

static void
top_share(struct bw_json in, struct bw_json want)
{
	struct bw_json_opt opt = { .whole = true };
	struct bw_json_each it = bw_json_each(want);
	struct bw_json_reader *r = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *file = NULL;
	struct bw_json data;
	char name[512];
	bool more;

	snprintf(name, sizeof(name), "%.*s",
	    BW_ARG(bw_json_str(bw_json_get(in, "file"))));
	assert_ok(bw_input_open(&file, test_data(name), NULL, &err), &err);
	assert_ok(bw_json_open(&r, file, &opt, &err), &err);
	assert_ok(bw_json_next(r, &data, &more, &err), &err);
	assert_true(more);
	while (bw_json_step(&it))
		top_share_of(data, in, it.key, it.value);
	bw_json_close(r);
	bw_input_free(file);
}

static const struct known_kind now[] = {
	{ "ind.hhi", hhi },
	{ "ind.hhi_production", hhi_production },
	{ "ind.hhi_trade", hhi_trade },
	{ "ind.cdi", cdi1 },
	{ "ind.wgi_scale", wgi_scale },
	{ "ind.top_share", top_share },
	{ "crm.hhi_wgi", hhi_wgi },
	{ "crm.act65", act65 },
};

static bool
among(struct bw_str kind, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bw_str_starts(kind, bw_str_of(list[i])))
			return true;
	return false;
}

static void
another(struct bw_str kind)
{
	if (!among(kind, elsewhere, BW_LEN(elsewhere)) &&
	    !among(kind, not_ours, BW_LEN(not_ours)))
		fail_msg("a new kind of case: %.*s", BW_ARG(kind));
	left++;
}

static void
cases(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	size_t n;

	(void)state;
	assert_ok(bw_ref_load(&err), &err);
	n = known_cases(now, BW_LEN(now), another);
	bw_ref_unload();
	print_message("# %zu cases: %zu numbers met; %zu elsewhere\n", n,
	    known_numbers, left);
	assert_true(n > 0 && known_numbers > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cases) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
