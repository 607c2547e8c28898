/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_chain.c - `supply chain FILE`: what a product needs, and what stops
 * it.
 *
 * Reads the chain, asks the world who makes its materials (a chain that
 * leaves nothing to the world needs none), and lets everything fall out once,
 * one at a time. A chain so large that this would take long tries countries,
 * companies and single points only, and says so.
 */
#include "cli/supply_chain.h"
#include "base/input.h"
#include "model/ref.h"

#define FILE_MOST ((size_t)8 << 20)
#define WORK UINT64_C(400000000) /* of the search for cuts, some seconds */
#define CUTS_MOST ((size_t)100000)
#define TRY_ALL UINT64_C(200000000) /* things x suppliers */

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a chain");
}

struct bw_str
chain_name(const struct chain_run *r, uint32_t thing)
{
	return bw_cli_plain(r->cli, r->f.thing.v[thing].name.in[r->cli->lang]);
}

int
chain_why(struct chain_run *r, const struct chain_row *row,
    struct bw_chain_step **step, size_t *n, struct bw_err *err)
{
	*step = NULL;
	*n = 0;
	if (!row->stops)
		return 0;
	return bw_chain_why(&r->c, r->f.product, &row->thing, 1, step, n, err);
}

/* How many suppliers the need had that the step above stops for. */
static uint32_t
others(const struct chain_run *r, const struct bw_chain_step *step, size_t i)
{
	uint32_t g = i > 0 ? step[i - 1].need : BW_NONE;

	return g == BW_NONE ? 0 : r->c.sup_at[g + 1] - r->c.sup_at[g] - 1;
}

int
chain_path(struct chain_run *r, const struct chain_row *row, bool codes,
    struct bw_str *path, struct bw_err *err)
{
	struct bw_chain_step *step;
	struct bw_buf b = { 0 };
	size_t n;
	int rc = chain_why(r, row, &step, &n, err);

	for (size_t i = n; i-- > 0;) {
		uint32_t x = step[i].thing, more = others(r, step, i);

		bw_buf_z(&b, i + 1 < n ? " > " : "");
		bw_buf_str(&b, codes ? r->f.thing.v[x].id : chain_name(r, x));
		if (more > 0)
			bw_buf_fmt(&b, " (+%u)", more);
	}
	bw_free(step);
	if (rc == 0)
		rc = bw_buf_check(&b, err);
	*path = bw_arena_dup(&r->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return rc;
}

bool
chain_touched(const struct chain_run *r, uint32_t x)
{
	return r->lo[x] < BW_ONE || r->day[x].lo != BW_DAYS_EVER;
}

/* ---- reading ------------------------------------------------------------- */
static int
read_text(struct chain_run *r, struct bw_err *err)
{
	struct bw_input *in = NULL;
	char *text = NULL;
	size_t n = 0;
	int rc = bw_ref_load(err);

	if (rc == 0)
		rc = bw_input_open(&in, r->cli->arg[0], NULL, err);
	if (rc == 0)
		rc = bw_input_all(in, FILE_MOST, 0, &text, &n, err);
	bw_input_free(in);
	if (rc == 0) {
		struct bw_str s = { text, n };

		rc = bw_chain_file_parse(&r->f, s, &r->cli->arena, err);
		if (rc != 0)
			bw_fail_in(err, r->cli->arg[0]);
	}
	bw_free(text);
	return rc;
}

static int
ask_world(struct chain_run *r, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int year = 0, month, day, rc;

	if (r->f.ask.n == 0)
		return 0;
	bw_date_split(r->cli->as_of, &year, &month, &day);
	rc = bw_cli_view(r->cli, &w, &v, err);
	if (rc == 0 && (rc = bw_chain_expand(&r->f, v, year, err)) != 0 &&
	    err->line > 0)
		bw_fail_in(err, r->cli->arg[0]);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}

/* ---- one thing at a time ------------------------------------------------- */
static int
kind_rank(unsigned kind)
{
	static const int rank[BW_THING_KINDS] = { [BW_THING_COUNTRY] = 0,
		[BW_THING_COMPANY] = 1,
		[BW_THING_SITE] = 2,
		[BW_THING_REFINERY] = 3,
		[BW_THING_MINE] = 4,
		[BW_THING_PART] = 5,
		[BW_THING_MATERIAL] = 6,
		[BW_THING_OTHER] = 7,
		[BW_THING_PRODUCT] = 8 };

	return rank[kind];
}

struct order { /* a row with what it is sorted by */
	struct chain_row row;
	int rank;
};

static int
by_weight(const void *pa, const void *pb)
{
	const struct order *a = pa, *b = pb;

	if (a->row.stops != b->row.stops)
		return a->row.stops ? -1 : 1;
	if (a->row.stops && a->rank != b->rank)
		return a->rank - b->rank;
	if (a->row.stops && a->row.day.lo != b->row.day.lo)
		return a->row.day.lo < b->row.day.lo ? -1 : 1;
	/* What is surely lost counts before what may be. */
	if (a->row.hi != b->row.hi)
		return a->row.hi < b->row.hi ? -1 : 1;
	if (a->row.lo != b->row.lo)
		return a->row.lo < b->row.lo ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank - b->rank;
	return (a->row.thing > b->row.thing) - (a->row.thing < b->row.thing);
}

static int
try_one(struct chain_run *r, struct chain_row *row, struct bw_err *err)
{
	uint32_t p = r->f.product;
	int rc = bw_chain_left(&r->c, &row->thing, 1, r->lo, r->hi, err);

	row->lo = r->lo[p];
	row->hi = r->hi[p];
	row->day = (struct bw_days){ BW_DAYS_EVER, BW_DAYS_EVER };
	if (rc == 0)
		rc = bw_chain_less(&r->c, &row->thing, 1, r->lo, r->less, err);
	row->less = r->less[p];
	if (rc != 0 || !row->stops)
		return rc;
	rc = bw_chain_stop(&r->c, &row->thing, 1, r->day, err);
	row->day = r->day[p];
	return rc;
}

static int
try_each(struct chain_run *r, const uint32_t *point, struct bw_err *err)
{
	uint64_t cost = (uint64_t)r->c.n * r->c.n_sup;
	struct order *all = bw_calloc((size_t)r->c.n + 1, sizeof(*all));
	size_t n = 0, at = 0;
	int rc = 0;

	if (all == NULL)
		return no_memory(err);
	r->some = cost > TRY_ALL;
	for (uint32_t x = 0; rc == 0 && x < r->c.n; x++) {
		struct order *o = &all[n];
		unsigned kind = r->f.thing.v[x].kind;

		o->row = (struct chain_row){ .thing = x };
		o->rank = kind_rank(kind);
		o->row.stops = at < r->n_point && point[at] == x;
		at += o->row.stops;
		if (x == r->f.product ||
		    (r->some && !o->row.stops && kind != BW_THING_COUNTRY &&
			kind != BW_THING_COMPANY))
			continue;
		rc = try_one(r, &o->row, err);
		n += o->row.stops || o->row.lo < BW_ONE;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_weight);
	r->row = bw_calloc(n + 1, sizeof(*r->row));
	if (r->row == NULL && rc == 0)
		rc = no_memory(err);
	for (size_t i = 0; r->row != NULL && i < n; i++)
		r->row[r->n_row++] = all[i].row;
	bw_free(all);
	return rc;
}

/* ---- several at once ----------------------------------------------------- */
static int
thing_of(
    struct chain_run *r, const char *text, uint32_t *thing, struct bw_err *err)
{
	struct bw_str s = bw_str_of(text);
	const struct bw_ref_item *c;

	*thing = bw_chain_file_find(&r->f, s);
	for (uint32_t x = 0; *thing == BW_NONE && x < r->f.thing.n; x++)
		for (size_t i = 0; i < BW_LANGS; i++)
			if (bw_str_eq_nocase(r->f.thing.v[x].name.in[i], s))
				*thing = x;
	if (*thing == BW_NONE && (c = bw_ref_country(s)) != NULL)
		*thing = bw_chain_file_find(&r->f, c->code);
	return *thing != BW_NONE
	    ? 0
	    : bw_fail(err, BW_ENOTFOUND,
		  "--without %s: nothing in this chain is called that", text);
}

static int
without(struct chain_run *r, struct bw_err *err)
{
	const struct bw_cli *cli = r->cli;
	int rc = 0;

	r->failed = bw_alloc(cli->n_each + 1, sizeof(*r->failed));
	if (r->failed == NULL)
		return no_memory(err);
	for (size_t i = 0; rc == 0 && i < cli->n_each; i++)
		if (cli->each[i].option == BW_OPT_WITHOUT)
			rc = thing_of(r, cli->each[i].text,
			    &r->failed[r->n_failed++], err);
	if (rc == 0 && r->n_failed > 0)
		rc = bw_chain_left(
		    &r->c, r->failed, r->n_failed, r->lo, r->hi, err);
	if (rc == 0 && r->n_failed > 0)
		rc = bw_chain_stop(&r->c, r->failed, r->n_failed, r->day, err);
	if (rc == 0 && r->n_failed > 0)
		rc = bw_chain_less(
		    &r->c, r->failed, r->n_failed, r->lo, r->less, err);
	return rc;
}

/* What can fall out of itself: places, companies, countries, and whatever the
 * chain does not look behind. */
static int
cut(struct chain_run *r, struct bw_err *err)
{
	uint8_t *may = bw_alloc((size_t)r->c.n + 1, 1);
	int rc;

	if (may == NULL)
		return no_memory(err);
	for (uint32_t x = 0; x < r->c.n; x++)
		may[x] = kind_rank(r->f.thing.v[x].kind) <= 4 ||
		    r->c.need_at[x] == r->c.need_at[x + 1];
	rc = bw_chain_cuts(
	    &r->c, r->f.product, r->most, may, WORK, CUTS_MOST, &r->cuts, err);
	bw_free(may);
	return rc;
}

static int
work_out(struct chain_run *r, struct bw_err *err)
{
	uint32_t *point = NULL;
	size_t n = 0;
	int rc = bw_chain_file_build(&r->f, &r->c, err);

	if (rc != 0)
		return rc;
	r->lo = bw_alloc((size_t)r->c.n + 1, sizeof(*r->lo));
	r->hi = bw_alloc((size_t)r->c.n + 1, sizeof(*r->hi));
	r->day = bw_alloc((size_t)r->c.n + 1, sizeof(*r->day));
	r->less = bw_alloc((size_t)r->c.n + 1, sizeof(*r->less));
	if (r->lo == NULL || r->hi == NULL || r->day == NULL || r->less == NULL)
		return no_memory(err);
	rc = bw_chain_points(
	    &r->c, r->f.product, NULL, &point, &n, &r->never, err);
	r->n_point = n;
	if (rc == 0 && !r->never)
		rc = try_each(r, point, err);
	bw_free(point);
	if (rc == 0 && !r->never && r->most > 0)
		rc = cut(r, err);
	return rc == 0 ? without(r, err) : rc;
}

static void
release(struct chain_run *r)
{
	bw_free(r->row);
	bw_free(r->failed);
	bw_free(r->lo);
	bw_free(r->hi);
	bw_free(r->day);
	bw_free(r->less);
	bw_cuts_release(&r->cuts);
	bw_chain_release(&r->c);
	bw_chain_file_release(&r->f);
}

static int
options(struct chain_run *r, struct bw_err *err)
{
	const char *cuts = r->cli->value[BW_OPT_CUTS];

	if (cuts == NULL)
		return 0;
	if (strlen(cuts) != 1 || cuts[0] < '1' || cuts[0] > '4')
		return bw_fail(
		    err, BW_EUSAGE, "--cuts: write a number from 1 to 4");
	r->most = (unsigned)(cuts[0] - '0');
	return 0;
}

int
bw_supply_chain(struct bw_cli *cli, struct bw_err *err)
{
	struct chain_run r = { .cli = cli };
	int rc = options(&r, err);

	if (rc == 0)
		rc = read_text(&r, err);
	if (rc == 0)
		rc = ask_world(&r, err);
	if (rc == 0)
		rc = work_out(&r, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SVG))
		rc = chain_svg(&r, err);
	if (rc == 0 &&
	    (!bw_cli_has(cli, BW_OPT_SVG) ||
		strcmp(cli->value[BW_OPT_SVG], "-") != 0))
		rc = bw_cli_has(cli, BW_OPT_JSON) ? chain_json(&r, err)
		    : bw_cli_has(cli, BW_OPT_CSV) ? chain_csv(&r, err)
						  : chain_people(&r, err);
	release(&r);
	return rc;
}
