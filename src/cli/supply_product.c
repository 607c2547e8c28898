/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_product.c - one traded product: what it is, how dependent, year by
 * year, and on whom in the last one.
 */
#include "cli/supply_codes.h"
#include "cli/supply_trade.h"
#include "supply/trade_load_elastic.h"
#include <math.h>

enum {
	SHOWN = 10
};

static const char *const column[] = { "supply-year", "trade-imports",
	"trade-origins", "trade-top", "supply-top-share", "trade-hhi-min",
	"trade-hhi-max", "supply-hhi", "trade-outside", "trade-ratio",
	"trade-world", "trade-dependent" };
static const unsigned flag_eu[] = { 0, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_WRAP,
	BW_COL_RIGHT, BW_LIST_CSV, BW_LIST_CSV, BW_COL_RIGHT | BW_LIST_PEOPLE,
	BW_COL_RIGHT, BW_COL_RIGHT, BW_LIST_CSV, 0 };
static const unsigned flag_country[] = { 0, BW_COL_RIGHT, BW_COL_RIGHT,
	BW_COL_WRAP, BW_COL_RIGHT, BW_LIST_CSV, BW_LIST_CSV,
	BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_CSV, BW_COL_RIGHT, BW_COL_RIGHT,
	0 };

static void
year_row(struct bw_listing *l, const struct bw_trade_answer *a)
{
	const struct bw_origins *from = &a->d.from;
	const double lo = bw_origins_lo(from), hi = bw_origins_hi(from);

	bw_list_count(l, (uint64_t)a->year);
	bw_trade_amount_cell(l, a->d.used);
	bw_list_count(l, from->n);
	bw_list_cell(l,
	    from->n == 0    ? BW_STR("")
		: l->to_csv ? bw_trade_cli_code(from->top)
			    : bw_trade_cli_area(l->cli, from->top));
	bw_trade_cli_number(
	    l, 100 * bw_trade_ratio(from->top_value, from->total), 1);
	bw_trade_cli_number(l, lo, 2);
	bw_trade_cli_number(l, hi, 2);
	bw_list_cell(l, bw_supply_range(l->cli, lo, hi, 2));
	bw_trade_cli_number(l, 100 * a->cdi.cdi2, 0);
	bw_trade_cli_number(l, bw_trade_ratio(a->d.used, a->d.exports), 2);
	bw_trade_cli_number(l, bw_origins_lo(&a->world), 2);
	bw_trade_verdict_cell(l, a->dependent);
}

static int
answers(struct bw_trade_cli *q, uint32_t product, struct bw_trade_answer **list,
    size_t *n, struct bw_err *err)
{
	const int last = q->ask.until < q->ask.b->last_year
	    ? q->ask.until
	    : q->ask.b->last_year;
	const int first = q->ask.b->first_year;
	int rc = 0;

	*n = 0;
	*list = BW_ARENA_ARRAY(&q->cli->arena, struct bw_trade_answer,
	    last < first ? 1 : (size_t)(last - first) + 1);
	if (*list == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for the answer");
	for (int year = first; year <= last && rc == 0; year++) {
		rc = bw_trade_ask(
		    &q->ask, &q->asker, product, year, &(*list)[*n], err);
		*n += rc == 0 && (*list)[*n].year != 0;
	}
	if (rc == 0 && *n == 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "%.*s imports nothing of this product in these figures",
		    BW_ARG(bw_trade_cli_who(q)));
	return rc;
}

/* ---- origins of the last year --------------------------------------------
 */
struct origin {
	uint16_t area;
	uint64_t value, kg;
	bool kg_part;                /* some of the weights are not told */
	uint32_t rows, source, line; /* the place, when it is one row */
};
static const char *const origin_column[] = { "trade-origin", "trade-value",
	"supply-share", "trade-kg", "supply-source" };
static const unsigned origin_flag[] = { BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT,
	BW_COL_RIGHT, 0 };

static int
by_value(const void *x, const void *y)
{
	const struct origin *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->area < b->area ? -1 : a->area > b->area;
}

static bool
counts(const struct bw_trade_cli *q, const struct bw_flow *f)
{
	if (q->ask.who != BW_AREA_NONE)
		return f->importer == q->ask.who && f->exporter != q->ask.who;
	return bw_area_get(f->importer)->eu && !bw_area_get(f->exporter)->eu;
}

static int
origins(struct bw_trade_cli *q, uint32_t product, int year,
    struct origin **list, size_t *n, struct bw_err *err)
{
	struct origin *of =
	    BW_ARENA_ARRAY(&q->cli->arena, struct origin, bw_area_count());
	int rc =
	    bw_trade_rows(&q->rows, q->ask.b, product, year, q->ask.who, err);

	*n = 0;
	*list = of;
	if (rc != 0 || of == NULL)
		return rc != 0
		    ? rc
		    : bw_fail(err, BW_ENOMEM, "no memory for the answer");
	for (size_t i = 0; i < q->rows.row.n; i++) {
		const struct bw_trade_flow *r = &q->rows.row.v[i];
		struct origin *o = &of[r->pair.exporter];

		if (!counts(q, &r->pair) || r->pair.value == 0)
			continue;
		o->area = r->pair.exporter;
		o->value += r->pair.value;
		o->kg_part |= r->kg == BW_TRADE_UNTOLD;
		o->kg += r->kg == BW_TRADE_UNTOLD ? 0 : r->kg;
		o->rows++;
		o->source = q->ask.b->file[r->file]->source.source.id;
		o->line = r->line;
	}
	for (size_t i = 0; i < bw_area_count(); i++)
		if (of[i].rows > 0)
			of[(*n)++] = of[i];
	if (*n > 1)
		qsort(of, *n, sizeof(*of), by_value);
	return 0;
}

static void
origin_row(struct bw_listing *l, const struct origin *o, uint64_t total)
{
	struct bw_cli *cli = l->cli;

	bw_list_cell(l, bw_trade_cli_area(cli, o->area));
	bw_trade_amount_cell(l, o->value);
	bw_trade_cli_number(l, 100 * bw_trade_ratio(o->value, total), 1);
	bw_trade_cli_number(
	    l, o->kg_part ? (double)NAN : (double)o->kg / 1000, 0);
	if (o->rows == 1)
		bw_list_cell(
		    l, bw_arena_fmt(&cli->arena, "%u:%u", o->source, o->line));
	else
		bw_list_cell(l,
		    bw_arena_fmt(&cli->arena, "%u %.*s", o->rows,
			BW_ARG(bw_cli_word(cli, "cli.trade.rows"))));
}

static int
origins_table(struct bw_trade_cli *q, uint32_t product,
    const struct bw_trade_answer *a, struct bw_err *err)
{
	struct bw_cli *cli = q->cli;
	const size_t most = bw_cli_has(cli, BW_OPT_LIMIT) ? cli->limit : SHOWN;
	struct origin *list;
	struct bw_listing l;
	size_t n;
	int rc = origins(q, product, a->year, &list, &n, err);

	if (rc != 0)
		return rc;
	bw_out_fmt(&cli->out, "\n%.*s %d\n",
	    BW_ARG(bw_cli_word(cli, "cli.trade.origins-in")), a->year);
	rc = bw_list_open(
	    &l, cli, origin_column, origin_flag, BW_LEN(origin_column), err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (i < most || bw_cli_has(cli, BW_OPT_ALL))
			origin_row(&l, &list[i], a->d.from.total);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && n > most && !bw_cli_has(cli, BW_OPT_ALL))
		bw_out_fmt(&cli->out, "%.*s %zu\n",
		    BW_ARG(bw_cli_word(cli, "cli.trade.more")), n - most);
	return rc;
}

#define RISE 0.10 /* of the price, for the example */

static int
elasticity(const struct bw_trade_cli *q, uint32_t product, double *sigma,
    struct bw_err *err)
{
	const char *path = q->cli->value[BW_OPT_ELASTICITY];
	struct bw_elasticity e = { .sigma = NAN };
	int rc = path == NULL ? 0 : bw_elasticity_load(path, product, &e, err);

	*sigma = e.sigma;
	return rc;
}

static void
say_elasticity(const struct bw_trade_cli *q, double sigma)
{
	struct bw_cli *cli = q->cli;

	if (!bw_cli_has(cli, BW_OPT_ELASTICITY))
		return;
	bw_out_z(&cli->out, "\n");
	bw_wrap(&cli->out,
	    isnan(sigma)
		? bw_cli_word(cli, "cli.trade.no-sigma")
		: bw_arena_fmt(&cli->arena, "%.*s %.*s %% (sigma %.*s; %.*s)",
		      BW_ARG(bw_cli_word(cli, "cli.trade.price")),
		      BW_ARG(bw_supply_number(
			  cli, 100 * bw_import_change(sigma, RISE), 0)),
		      BW_ARG(bw_supply_number(cli, sigma, 2)),
		      BW_ARG(q->rules.elasticity_cite)),
	    0, cli->width);
}

static int
people(struct bw_trade_cli *q, uint32_t product,
    const struct bw_trade_answer *list, size_t n, struct bw_err *err)
{
	struct bw_cli *cli = q->cli;
	const bool group = q->ask.who == BW_AREA_NONE;
	struct bw_listing l;
	double sigma;
	char code[9];
	int rc = elasticity(q, product, &sigma, err);

	if (rc != 0)
		return rc;
	bw_product_print(product, code);
	if (!bw_cli_has(cli, BW_OPT_CSV))
		bw_out_fmt(&cli->out, "\n%.*s %s: %.*s\n",
		    BW_ARG(bw_cli_word(cli, "cli.trade.product")), code,
		    BW_ARG(bw_trade_cli_who(q)));
	rc = bw_list_open(&l, cli, column, group ? flag_eu : flag_country,
	    BW_LEN(column), err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		year_row(&l, &list[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc != 0 || l.to_csv)
		return rc;
	rc = origins_table(q, product, &list[n - 1], err);
	if (rc == 0) {
		say_elasticity(q, sigma);
		bw_trade_cli_notes(q, list[n - 1].corrected);
	}
	return rc;
}

static void
origin_json(struct bw_jw *j, const struct origin *o, uint64_t total)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "country", bw_trade_cli_code(o->area));
	bw_jw_i64(j, "value", (int64_t)o->value);
	bw_jw_f64(j, "share", bw_trade_ratio(o->value, total));
	if (o->kg_part)
		bw_jw_null(j, "kg");
	else
		bw_jw_i64(j, "kg", (int64_t)o->kg);
	bw_jw_i64(j, "rows", o->rows);
	if (o->rows == 1) {
		bw_jw_i64(j, "source", o->source);
		bw_jw_i64(j, "line", o->line);
	} else {
		bw_jw_null(j, "source");
		bw_jw_null(j, "line");
	}
	bw_jw_close(j);
}

static int
json(struct bw_trade_cli *q, const struct bw_product_codes *codes,
    const struct bw_trade_answer *list, size_t n, struct bw_err *err)
{
	const uint32_t product = codes->product;
	struct origin *from;
	struct bw_jw j;
	size_t n_from;
	double sigma;
	char code[9];
	int rc = origins(q, product, list[n - 1].year, &from, &n_from, err);

	if (rc == 0)
		rc = elasticity(q, product, &sigma, err);
	if (rc != 0)
		return rc;
	bw_product_print(product, code);
	j = bw_cli_json(q->cli);
	bw_jw_z(&j, "product", code);
	bw_codes_json(codes, &j);
	bw_trade_cli_json_head(q, &j);
	bw_jw_f64(&j, "elasticity", sigma);
	bw_jw_f64(&j, "price_rise", RISE);
	bw_jw_f64(&j, "import_change", bw_import_change(sigma, RISE));
	bw_jw_open(&j, "years", '[');
	for (size_t i = 0; i < n; i++) {
		bw_jw_open(&j, NULL, '{');
		bw_trade_cli_answer_json(q, &j, &list[i]);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "origins", '[');
	for (size_t i = 0; i < n_from; i++)
		origin_json(&j, &from[i], list[n - 1].d.from.total);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return 0;
}

int
bw_supply_product(struct bw_cli *cli, struct bw_err *err)
{
	const char *who =
	    bw_cli_has(cli, BW_OPT_FOR) ? cli->value[BW_OPT_FOR] : "EU";
	const uint32_t product = bw_product_parse(bw_str_of(cli->arg[0]));
	struct bw_trade_answer *list = NULL;
	struct bw_trade_cli q = { 0 };
	struct bw_product_codes codes;
	size_t n = 0;
	int rc;

	if (product == BW_PRODUCT_NONE || strlen(cli->arg[0]) % 2 != 0)
		return bw_fail(err, BW_EUSAGE,
		    "\"%s\" is no product: write a code of the Harmonized "
		    "System, such as 810520",
		    cli->arg[0]);
	/* what it means is told also when nobody loaded figures of it */
	rc = bw_codes_open(&codes, cli, product, err);
	if (rc == 0 && !bw_cli_has(cli, BW_OPT_JSON) &&
	    !bw_cli_has(cli, BW_OPT_CSV))
		bw_codes_say(&codes);
	if (rc == 0)
		rc = bw_trade_cli_open(&q, cli, who, product, err);
	if (rc == 0)
		rc = answers(&q, product, &list, &n, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON)
		    ? json(&q, &codes, list, n, err)
		    : people(&q, product, list, n, err);
	bw_trade_cli_close(&q);
	bw_codes_release(&codes);
	return rc;
}
