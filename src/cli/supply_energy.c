/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_energy.c - on whom a country depends for gas, and whether it can do
 * without its largest supply.
 *
 * Imports by partner as statistics give them: often one partner and a total,
 * so what the others are is a range. The second part needs what no open
 * statistic holds, the capacities of one country: a file of the user's own.
 */
#include "cli/supply_facts.h"
#include "base/date.h"
#include "base/input.h"
#include "base/mem.h"
#include "supply/gas_file.h"
#include "supply/supply_group.h"

#define FILE_MOST ((size_t)1 << 20)
#define YEARS_SHOWN 6u

struct year { /* imports of one product in one year */
	const struct bw_study_import *of;  /* the total, or the first partner */
	const struct bw_study_import *top; /* largest partner, or NULL */
	double total;
	bool broken; /* partners together are more than the total */
	struct bw_concentration c;
};
struct energy {
	struct bw_cli *cli;
	struct bw_criticality_rules rules;
	struct bw_str country;
	struct bw_study_import *in, *net;
	size_t n_in, n_net;
	struct year *year;
	size_t n_year;
	bool has_day;
	struct bw_gas_file file;
	struct bw_gas_day day;
	struct bw_interval n1, *nk;
	size_t most; /* nk[0 .. most] */
};

static struct bw_str
say(const struct energy *e, const char *name)
{
	return bw_cli_wordf(e->cli, "supply.crit", name);
}

static struct bw_str
filled(const struct energy *e, const char *key, const struct bw_fill *fill,
    size_t n)
{
	char full[64];

	snprintf(full, sizeof(full), "supply.crit.%s", key);
	return bw_text_fill(&e->cli->arena, full, fill, n).in[e->cli->lang];
}

/* ---- imports ---- */

/* Rows begin..end are of one product and year, the total first. */
static int
sum_year(struct energy *e, const struct bw_view *v, size_t begin, size_t end,
    struct bw_err *err)
{
	struct year *y = &e->year[e->n_year++];
	struct bw_supplier *s =
	    BW_ARENA_ARRAY(&e->cli->arena, struct bw_supplier, end - begin + 1);
	double named = 0, error = 0;
	size_t n = 0;
	int rc = 0;

	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for imports");
	*y = (struct year){ .of = &e->in[begin], .total = NAN };
	for (size_t i = begin; i < end && rc == 0; i++) {
		const struct bw_study_import *m = &e->in[i];
		int first, last;

		error += bw_printed_error(m->amount);
		if (m->partner.n == 0) {
			y->total = m->amount;
			continue;
		}
		if (y->top == NULL && m->amount > 0)
			y->top = m;
		named += m->amount;
		s[n] = (struct bw_supplier){ (uint32_t)i, m->amount, NAN };
		rc = bw_study_weight(v, m->partner, m->year, m->year,
		    &s[n].governance, &first, &last, err);
		n++;
	}
	if (isnan(y->total))
		y->total = named;
	y->broken = named > y->total + error * (1 + 1e-9);
	if (y->broken)
		y->c = (struct bw_concentration){ .hhi_lo = NAN,
			.hhi_hi = NAN,
			.wgi_lo = NAN,
			.wgi_hi = NAN };
	else
		bw_concentrate(
		    s, n, y->total > named ? y->total - named : 0, &y->c);
	return rc;
}

static int
sum_years(struct energy *e, const struct bw_view *v, struct bw_err *err)
{
	size_t end;
	int rc = 0;

	e->year = BW_ARENA_ARRAY(&e->cli->arena, struct year, e->n_in + 1);
	if (e->year == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for imports");
	for (size_t i = 0; i < e->n_in && rc == 0; i = end) {
		end = i;
		while (end < e->n_in && e->in[end].year == e->in[i].year &&
		    bw_str_eq(e->in[end].product, e->in[i].product))
			end++;
		rc = sum_year(e, v, i, end, err);
	}
	return rc;
}

/* ---- the coldest day ---- */

static int
read_day(struct energy *e, const char *path, struct bw_err *err)
{
	struct bw_interval demand, *capacity;
	struct bw_input *in = NULL;
	char *text = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, FILE_MOST, 0, &text, &n, err);
	if (rc == 0)
		rc = bw_gas_parse(
		    &e->file, (struct bw_str){ text, n }, &e->cli->arena, err);
	if (rc != 0 && strstr(err->what, path) == NULL)
		bw_fail_in(err, path);
	bw_free(text);
	bw_input_free(in);
	if (rc != 0)
		return rc;
	e->has_day = true;
	bw_gas_totals(&e->file, &e->day);
	e->n1 = bw_gas_n_minus_1(&e->day);
	demand = (struct bw_interval){ e->file.peak.lo - e->file.measures.hi,
		e->file.peak.at - e->file.measures.at,
		e->file.peak.hi - e->file.measures.lo };
	e->most = e->file.n < 5 ? e->file.n : 5;
	capacity =
	    BW_ARENA_ARRAY(&e->cli->arena, struct bw_interval, e->file.n);
	e->nk = BW_ARENA_ARRAY(&e->cli->arena, struct bw_interval, e->most + 1);
	if (capacity == NULL || e->nk == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for capacities");
	for (size_t i = 0; i < e->file.n; i++)
		capacity[i] = e->file.from[i].capacity;
	if (!bw_gas_n_minus_k(capacity, e->file.n, demand, e->nk, e->most))
		return bw_fail(err, BW_ENOMEM, "no memory for N-k");
	return 0;
}

/* ---- for people, and CSV ---- */

enum {
	PRODUCT,
	YEAR,
	TOTAL,
	UNIT,
	PARTNER,
	SHARE,
	LO,
	HI,
	HHI,
	WGI_LO,
	WGI_HI,
	WGI,
	SOURCE,
	LINE,
	REF
};
static const char *const column[] = { "crit-product", "supply-year",
	"crit-imports", "supply-unit", "crit-partner", "supply-share",
	"hhi-min", "hhi-max", "supply-hhi", "hhi-wgi-min", "hhi-wgi-max",
	"supply-wgi", "source", "line", "ref" };
static const unsigned flag[] = { BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT, 0,
	BW_COL_WRAP, BW_COL_RIGHT, BW_LIST_CSV, BW_LIST_CSV,
	BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV,
	BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV };

static struct bw_str
number(struct bw_listing *l, double v, unsigned decimals)
{
	if (l->to_csv)
		return isnan(v) ? BW_STR("")
				: bw_arena_fmt(&l->cli->arena, "%.9g", v);
	return bw_supply_number(l->cli, v, decimals);
}

static double
top_share(const struct year *y)
{
	return y->top != NULL && y->total > 0 && !y->broken
	    ? 100 * y->top->amount / y->total
	    : NAN;
}

static void
year_row(struct bw_listing *l, const struct year *y)
{
	char word[64];

	snprintf(word, sizeof(word), "%.*s", BW_ARG(y->of->product));
	bw_list_code(l, "supply.crit.product", word);
	bw_list_count(l, (uint64_t)y->of->year);
	bw_list_cell(l, number(l, y->total, 0));
	bw_list_cell(l, y->of->unit);
	bw_list_cell(l,
	    y->top == NULL  ? BW_STR("")
		: l->to_csv ? y->top->partner
			    : bw_supply_country_name(l->cli, y->top->partner));
	bw_list_cell(l, number(l, top_share(y), 1));
	bw_list_cell(l, number(l, y->c.hhi_lo, 2));
	bw_list_cell(l, number(l, y->c.hhi_hi, 2));
	bw_list_cell(l, bw_supply_range(l->cli, y->c.hhi_lo, y->c.hhi_hi, 2));
	bw_list_cell(l, number(l, y->c.wgi_lo, 1));
	bw_list_cell(l, number(l, y->c.wgi_hi, 1));
	bw_list_cell(l, bw_supply_range(l->cli, y->c.wgi_lo, y->c.wgi_hi, 1));
	bw_list_count(l, y->of->place.load);
	bw_list_count(l, y->of->place.line);
	bw_list_cell(l, y->of->place.ref);
}

/* For people the newest years of each product; programs get all. */
static int
imports(struct energy *e, struct bw_err *err)
{
	struct bw_listing l;
	size_t shown = 0;
	int rc = bw_list_open(&l, e->cli, column, flag, BW_LEN(column), err);

	for (size_t i = 0; i < e->n_year && rc == 0; i++) {
		const struct year *y = &e->year[i];
		bool first =
		    i == 0 || !bw_str_eq(y->of->product, y[-1].of->product);

		shown = first ? 1 : shown + 1;
		if (l.to_csv || shown <= YEARS_SHOWN)
			year_row(&l, y);
	}
	return rc == 0 ? bw_list_close(&l, err) : rc;
}

/* A total that is smaller than its parts: neither can be trusted. */
static void
broken_note(struct energy *e)
{
	struct bw_arena *a = &e->cli->arena;
	struct bw_str all = BW_STR("");
	size_t n = 0;

	for (size_t i = 0; i < e->n_year; i++) {
		const struct year *y = &e->year[i];
		char word[64];

		if (!y->broken)
			continue;
		snprintf(word, sizeof(word), "%.*s", BW_ARG(y->of->product));
		all = bw_arena_fmt(a, "%.*s%s%.*s %d", BW_ARG(all),
		    n++ > 0 ? ", " : "",
		    BW_ARG(bw_cli_wordf(e->cli, "supply.crit.product", word)),
		    y->of->year);
	}
	if (n > 0)
		bw_wrap(&e->cli->out,
		    filled(e, "total-broken",
			(const struct bw_fill[]){
			    { "years", bw_text_same(all) } },
			1),
		    0, e->cli->width);
}

static void
net_note(struct energy *e)
{
	const struct bw_study_import *newest = NULL;

	for (size_t i = 0; i < e->n_net && newest == NULL; i++)
		if (bw_str_is(e->net[i].product, "energy"))
			newest = &e->net[i];
	if (newest == NULL) {
		bw_wrap(&e->cli->out, say(e, "net-none"), 0, e->cli->width);
		return;
	}
	bw_wrap(&e->cli->out,
	    filled(e, "net",
		(const struct bw_fill[]){ { "percent",
					      bw_text_same(bw_supply_number(
						  e->cli, newest->amount, 1)) },
		    { "year",
			bw_text_same(bw_arena_fmt(
			    &e->cli->arena, "%d", newest->year)) } },
		2),
	    0, e->cli->width);
}

static struct bw_str
dropped(struct energy *e, size_t k)
{
	return k == 0 ? BW_STR("-")
		      : bw_cli_plain(e->cli, e->file.from[k - 1].name);
}

static int
day(struct energy *e, struct bw_err *err)
{
	static const char *const name[] = { "crit-lost", "crit-largest",
		"crit-kind", "crit-capacity", "crit-left", "crit-enough" };
	static const unsigned flags[] = { BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_WRAP };
	struct bw_listing l;
	int rc;

	bw_out_z(&e->cli->out, "\n");
	bw_wrap(&e->cli->out, say(e, "day"), 0, e->cli->width);
	rc = bw_list_open(&l, e->cli, name, flags, BW_LEN(name), err);
	for (size_t k = 0; k <= e->most && rc == 0; k++) {
		enum bw_reach met = bw_at_least(e->nk[k], e->rules.gas_least);
		const struct bw_gas_source *s =
		    k > 0 ? &e->file.from[k - 1] : NULL;

		bw_list_cell(&l, bw_arena_fmt(&e->cli->arena, "N-%zu", k));
		bw_list_cell(&l, dropped(e, k));
		bw_list_cell(&l,
		    s == NULL ? BW_STR("")
			      : bw_cli_wordf(e->cli, "supply.crit.gas",
				    bw_gas_kind_name(s->kind)));
		bw_list_cell(&l,
		    s == NULL ? BW_STR("")
			      : bw_supply_interval(e->cli, s->capacity, 0));
		bw_list_cell(&l, bw_supply_interval(e->cli, e->nk[k], 1));
		bw_list_cell(&l,
		    bw_cli_wordf(
			e->cli, "supply.crit.reach", bw_reach_word(met)));
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	bw_wrap(&e->cli->out,
	    filled(e, "day-about",
		(const struct bw_fill[]){
		    { "unit",
			bw_text_same(bw_cli_plain(e->cli, e->file.unit)) },
		    { "source",
			bw_text_same(bw_cli_plain(e->cli, e->file.source)) },
		    { "least",
			bw_text_same(
			    bw_supply_number(e->cli, e->rules.gas_least, 0)) },
		    { "cite", bw_text_same(e->rules.cite_gas) } },
		4),
	    0, e->cli->width);
	return rc;
}

static int
people(struct energy *e, struct bw_err *err)
{
	int rc = 0;

	bw_wrap(&e->cli->out,
	    bw_str_is(e->country, "EU")
		? say(e, "union")
		: bw_supply_country_name(e->cli, e->country),
	    0, e->cli->width);
	bw_out_z(&e->cli->out, "\n");
	if (e->n_year == 0)
		bw_wrap(&e->cli->out, say(e, "imports-none"), 0, e->cli->width);
	else if ((rc = imports(e, err)) == 0) {
		bw_wrap(
		    &e->cli->out, say(e, "imports-about"), 0, e->cli->width);
		bw_wrap(&e->cli->out,
		    filled(e, "from",
			(const struct bw_fill[]){
			    { "what", bw_text_same(say(e, "imports")) },
			    { "source",
				bw_text_same(bw_supply_place(e->cli,
				    e->year[0].of->place.ref,
				    e->year[0].of->place.load,
				    e->year[0].of->place.line)) } },
			2),
		    0, e->cli->width);
	}
	broken_note(e);
	net_note(e);
	if (rc == 0 && e->has_day)
		rc = day(e, err);
	else if (rc == 0)
		bw_wrap(&e->cli->out, say(e, "day-none"), 0, e->cli->width);
	return rc;
}

/* ---- JSON ---- */

static void
interval_json(struct bw_jw *j, const char *key, struct bw_interval v)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "value", v.at);
	bw_jw_f64(j, "min", v.lo);
	bw_jw_f64(j, "max", v.hi);
	bw_jw_close(j);
}

static void
day_json(struct energy *e, struct bw_jw *j)
{
	bw_jw_open(j, "coldest_day", '{');
	bw_jw_str(j, "unit", e->file.unit);
	bw_jw_str(j, "source", e->file.source);
	interval_json(j, "peak", e->file.peak);
	interval_json(j, "measures", e->file.measures);
	interval_json(j, "n_minus_1", e->n1);
	bw_jw_z(
	    j, "passes", bw_reach_word(bw_at_least(e->n1, e->rules.gas_least)));
	bw_jw_open(j, "n_minus_k", '[');
	for (size_t k = 0; k <= e->most; k++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_i64(j, "k", (int64_t)k);
		bw_jw_str(
		    j, "lost", k == 0 ? BW_STR("") : e->file.from[k - 1].name);
		interval_json(j, "percent", e->nk[k]);
		bw_jw_z(j, "passes",
		    bw_reach_word(bw_at_least(e->nk[k], e->rules.gas_least)));
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
json(struct energy *e)
{
	struct bw_jw j = bw_cli_json(e->cli);

	bw_jw_str(&j, "country", e->country);
	bw_jw_open(&j, "imports", '[');
	for (size_t i = 0; i < e->n_year; i++) {
		const struct year *y = &e->year[i];

		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "product", y->of->product);
		bw_jw_i64(&j, "year", y->of->year);
		bw_jw_f64(&j, "total", y->total);
		bw_jw_str(&j, "unit", y->of->unit);
		bw_jw_str(&j, "largest_partner",
		    y->top != NULL ? y->top->partner : BW_STR(""));
		bw_jw_f64(&j, "largest_percent", top_share(y));
		bw_jw_f64(&j, "hhi_min", y->c.hhi_lo);
		bw_jw_f64(&j, "hhi_max", y->c.hhi_hi);
		bw_jw_f64(&j, "hhi_wgi_min", y->c.wgi_lo);
		bw_jw_f64(&j, "hhi_wgi_max", y->c.wgi_hi);
		bw_jw_i64(&j, "source", y->of->place.load);
		bw_jw_i64(&j, "line", (int64_t)y->of->place.line);
		bw_jw_str(&j, "ref", y->of->place.ref);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "net_energy_imports", '[');
	for (size_t i = 0; i < e->n_net; i++) {
		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "product", e->net[i].product);
		bw_jw_i64(&j, "year", e->net[i].year);
		bw_jw_f64(&j, "percent", e->net[i].amount);
		bw_jw_i64(&j, "source", e->net[i].place.load);
		bw_jw_i64(&j, "line", (int64_t)e->net[i].place.line);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	if (e->has_day)
		day_json(e, &j);
	bw_jw_close(&j);
}

static int
country_of(struct energy *e, struct bw_err *err)
{
	const struct bw_ref_item *c;
	int rc = bw_ref_load(err);

	if (rc != 0)
		return rc;
	if (bw_str_eq_nocase(bw_str_of(e->cli->arg[0]), BW_STR("EU"))) {
		e->country = BW_STR("EU");
		return 0;
	}
	c = bw_ref_country(bw_str_of(e->cli->arg[0]));
	if (c == NULL)
		return bw_fail(err, BW_ENOTFOUND,
		    "'%s' is no country; write a code such as NL, a name, or "
		    "EU",
		    e->cli->arg[0]);
	e->country = c->code;
	return 0;
}

/* Statistics of later years are not known on the day that is asked for. */
static void
until(struct energy *e, struct bw_study_import *list, size_t *n)
{
	int year, month, day_;
	size_t k = 0;

	bw_date_split(e->cli->as_of, &year, &month, &day_);
	for (size_t i = 0; i < *n; i++)
		if (list[i].year <= year)
			list[k++] = list[i];
	*n = k;
}

int
bw_supply_energy(struct bw_cli *cli, struct bw_err *err)
{
	struct energy e = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = country_of(&e, err);

	if (rc == 0)
		rc = bw_criticality_rules(&e.rules, &cli->arena, err);
	if (rc == 0 && cli->n_arg > 1)
		rc = read_day(&e, cli->arg[1], err);
	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = bw_study_imports(
		    v, e.country, &cli->arena, &e.in, &e.n_in, err);
	if (rc == 0)
		rc = bw_study_dependency(
		    v, e.country, &cli->arena, &e.net, &e.n_net, err);
	if (rc == 0) {
		until(&e, e.in, &e.n_in);
		until(&e, e.net, &e.n_net);
		rc = sum_years(&e, v, err);
	}
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON))
		json(&e);
	else if (rc == 0 && bw_cli_has(cli, BW_OPT_CSV))
		rc = imports(&e, err);
	else if (rc == 0)
		rc = people(&e, err);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
