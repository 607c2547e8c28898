/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_company.c - on whom one company depends: what it uses, and how
 * concentrated the world makes that.
 *
 * A row per thing and stage, in the newest year that is not after the day that
 * was asked for. `check` says what is wrong with it and what to do; this is
 * the table underneath. What no source tells about stays an empty cell.
 */
#include "cli/supply.h"
#include "base/date.h"
#include "base/map.h"
#include "model/ref.h"
#include "supply/supply_tell.h"
#include <math.h>

struct depend { /* one thing the company uses */
	const struct bw_use *use;
	size_t suppliers, countries; /* of its own, each once */
	int8_t critical;
	struct bw_production *list; /* by stage, newest first */
	size_t n;
};
struct depends {
	struct bw_cli *cli;
	const struct bw_use *use; /* all lines */
	size_t n_use;
	const struct bw_view *v;
	uint32_t party;
	struct depend *item;
	size_t n;
};

/* ---- gathering ---- */

static bool
same_thing(const struct bw_use *a, const struct bw_use *b)
{
	if (a->material.n > 0 || b->material.n > 0)
		return bw_str_eq(a->material, b->material);
	return bw_str_eq_nocase(a->item, b->item);
}

static bool
same_supplier(const struct bw_use *a, const struct bw_use *b)
{
	if (a->supplier_party != BW_NONE || b->supplier_party != BW_NONE)
		return a->supplier_party == b->supplier_party;
	return bw_str_eq(a->supplier, b->supplier);
}

/* Is use i the first of its thing to name this supplier, this country? */
static void
count(struct depend *d, const struct bw_use *use, size_t i)
{
	bool supplier = use[i].supplier.n > 0, country = use[i].country.n > 0;

	for (size_t k = 0; k < i; k++) {
		if (!same_thing(&use[k], &use[i]))
			continue;
		if (same_supplier(&use[k], &use[i]))
			supplier = false;
		if (bw_str_eq(use[k].country, use[i].country))
			country = false;
	}
	d->suppliers += supplier;
	d->countries += country;
	if (use[i].critical > d->critical)
		d->critical = use[i].critical;
}

static int
gather(struct depends *d, struct bw_err *err)
{
	struct bw_arena *a = &d->cli->arena;
	struct bw_use *use;
	size_t n = 0;
	int rc = bw_supply_uses(d->v, d->party, a, &use, &n, err);

	d->use = use;
	d->n_use = n;
	d->item = BW_ARENA_ARRAY(a, struct depend, n + 1);
	if (rc == 0 && d->item == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for uses");
	for (size_t i = 0; rc == 0 && i < n; i++) {
		size_t k = 0;

		while (k < d->n && !same_thing(d->item[k].use, &use[i]))
			k++;
		if (k == d->n)
			d->item[d->n++] = (struct depend){ .use = &use[i],
				.critical = use[i].critical };
		count(&d->item[k], use, i);
	}
	for (size_t i = 0; rc == 0 && i < d->n; i++)
		if (d->item[i].use->material.n > 0)
			rc =
			    bw_supply_production(d->v, d->item[i].use->material,
				a, &d->item[i].list, &d->item[i].n, err);
	return rc;
}

/* ---- one row ---- */

enum {
	THING,
	LIST,
	CRITICAL,
	SUPPLIERS,
	STAGE,
	YEAR,
	TOP,
	SHARE,
	LO,
	HI,
	HHI,
	WGI_LO,
	WGI_HI,
	WGI,
	SOURCE
};
static const char *const column[] = { "supply-thing", "supply-eu",
	"supply-critical", "supply-own", "supply-stage", "supply-year",
	"supply-top", "supply-top-share", "supply-hhi-min", "supply-hhi-max",
	"supply-hhi", "supply-wgi-min", "supply-wgi-max", "supply-wgi",
	"supply-source" };
static const unsigned flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_LIST_CSV,
	BW_LIST_CSV, BW_COL_WRAP, BW_COL_RIGHT, BW_COL_WRAP, BW_COL_RIGHT,
	BW_LIST_CSV, BW_LIST_CSV, BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV,
	BW_LIST_PEOPLE, BW_LIST_CSV };

static const char *
list_name(const struct bw_ref_item *m)
{
	static const char *const name[] = { "unlisted", "critical",
		"strategic" };

	return m == NULL ? "" : name[m->list];
}

static struct bw_str
code(struct bw_listing *l, const char *prefix, const char *word)
{
	if (l->to_csv || word[0] == '\0')
		return bw_str_of(word);
	return bw_cli_wordf(l->cli, prefix, word);
}

static struct bw_str
number(struct bw_listing *l, double v, unsigned decimals)
{
	if (l->to_csv)
		return isnan(v) ? BW_STR("")
				: bw_arena_fmt(&l->cli->arena, "%.9g", v);
	return bw_supply_number(l->cli, v, decimals);
}

static void
head_cells(struct bw_listing *l, const struct depend *d)
{
	const struct bw_ref_item *m = bw_ref_material(d->use->material);
	const char *critical = d->critical < 0 ? ""
	    : d->critical > 0                  ? "yes"
					       : "no";

	if (l->to_csv && m != NULL)
		bw_list_cell(l, m->code);
	else
		bw_list_cell(
		    l, m != NULL ? m->name.in[l->cli->lang] : d->use->item);
	bw_list_cell(l, code(l, "cli.supply.eu", list_name(m)));
	bw_list_cell(l, code(l, "cli.supply.critical", critical));
	bw_list_count(l, d->suppliers);
}

static struct bw_str
top(struct bw_listing *l, const struct bw_production *p)
{
	const struct bw_producer *first = p->n > 0 ? &p->by[0] : NULL;
	const struct bw_ref_item *c;

	if (first == NULL || first->country.n == 0)
		return BW_STR("");
	c = bw_ref_country(first->country);
	return l->to_csv || c == NULL ? first->country
				      : c->name.in[l->cli->lang];
}

static void
made_cells(struct bw_listing *l, const struct bw_production *p)
{
	const struct bw_concentration *c = &p->c;

	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)p->year);
	bw_list_cell(l, top(l, p));
	bw_list_cell(l, number(l, c->top_share * 100, 1));
	bw_list_cell(l, number(l, c->hhi_lo, 2));
	bw_list_cell(l, number(l, c->hhi_hi, 2));
	bw_list_cell(l, bw_supply_range(l->cli, c->hhi_lo, c->hhi_hi, 2));
	bw_list_cell(l, number(l, c->wgi_lo, 1));
	bw_list_cell(l, number(l, c->wgi_hi, 1));
	bw_list_cell(l, bw_supply_range(l->cli, c->wgi_lo, c->wgi_hi, 1));
	bw_list_cell(l, p->n > 0 ? p->by[0].ref : BW_STR(""));
}

/* The productions of the newest year of each stage. */
static size_t
newest(const struct depends *d, const struct depend *item, size_t from,
    size_t *first, size_t *n)
{
	int year, month, day;
	size_t all;

	bw_date_split(d->cli->as_of, &year, &month, &day);
	all =
	    bw_supply_stage(item->list + from, item->n - from, year, first, n);
	*first += from;
	return all;
}

static void
row(struct bw_listing *l, const struct depends *d, const struct depend *item)
{
	size_t first, n;

	if (item->n == 0) {
		head_cells(l, item);
		for (size_t i = STAGE; i < BW_LEN(column); i++)
			bw_list_cell(l, BW_STR(""));
		return;
	}
	for (size_t from = 0; from < item->n;
	     from += newest(d, item, from, &first, &n)) {
		newest(d, item, from, &first, &n);
		for (size_t i = first; i < first + n; i++) {
			head_cells(l, item);
			made_cells(l, &item->list[i]);
		}
	}
}

static int
table(struct depends *d, struct bw_err *err)
{
	struct bw_listing l;
	int rc = bw_list_open(&l, d->cli, column, flag, BW_LEN(column), err);

	for (size_t i = 0; rc == 0 && i < d->n; i++)
		row(&l, d, &d->item[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && !l.to_csv)
		bw_wrap(&d->cli->out, bw_cli_word(d->cli, "cli.supply.about"),
		    0, d->cli->width);
	return rc;
}

/* ---- JSON ---- */

static void
made_json(struct bw_jw *j, const struct bw_production *p)
{
	const struct bw_concentration *c = &p->c;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "stage", bw_str_of(bw_stage_name(p->stage)));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "type", p->detail);
	bw_jw_str(j, "top_country", p->n > 0 ? p->by[0].country : BW_STR(""));
	bw_jw_f64(j, "top_share", c->top_share);
	bw_jw_f64(j, "hhi_min", c->hhi_lo);
	bw_jw_f64(j, "hhi_max", c->hhi_hi);
	bw_jw_f64(j, "hhi_wgi_min", c->wgi_lo);
	bw_jw_f64(j, "hhi_wgi_max", c->wgi_hi);
	bw_jw_f64(j, "effective_suppliers", c->effective);
	bw_jw_i64(j, "source", p->load);
	bw_jw_close(j);
}

/* The company's own lines about one thing. */
static void
lines_json(struct bw_jw *j, const struct depends *d, const struct depend *item)
{
	bw_jw_open(j, "lines", '[');
	for (size_t i = 0; i < d->n_use; i++) {
		const struct bw_use *u = &d->use[i];

		if (!same_thing(u, item->use))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "item", u->item);
		bw_jw_str(j, "supplier", u->supplier);
		if (u->supplier_party == BW_NONE)
			bw_jw_null(j, "supplier_id");
		else
			bw_jw_i64(j, "supplier_id",
			    d->v->party_row[u->supplier_party]);
		bw_jw_str(j, "country", u->country);
		bw_jw_f64(j, "amount", u->amount);
		bw_jw_str(j, "unit", u->unit);
		bw_jw_i64(j, "source", u->load);
		bw_jw_i64(j, "line", (int64_t)u->line);
		bw_jw_str(j, "ref", u->ref);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
item_json(struct bw_jw *j, const struct depends *d, const struct depend *item)
{
	const struct bw_ref_item *m = bw_ref_material(item->use->material);
	size_t first, n;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "item", item->use->item);
	bw_jw_str(j, "material", item->use->material);
	bw_jw_str(j, "eu_list", bw_str_of(list_name(m)));
	if (item->critical < 0)
		bw_jw_null(j, "critical");
	else
		bw_jw_bool(j, "critical", item->critical > 0);
	bw_jw_i64(j, "suppliers", (int64_t)item->suppliers);
	bw_jw_i64(j, "countries", (int64_t)item->countries);
	lines_json(j, d, item);
	bw_jw_open(j, "production", '[');
	for (size_t from = 0; from < item->n;
	     from += newest(d, item, from, &first, &n)) {
		newest(d, item, from, &first, &n);
		for (size_t i = first; i < first + n; i++)
			made_json(j, &item->list[i]);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static int
json(struct depends *d, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(d->cli);
	int rc = bw_cli_party_json(d->cli, &j, "party", d->v, d->party, err);

	bw_jw_open(&j, "uses", '[');
	for (size_t i = 0; i < d->n; i++)
		item_json(&j, d, &d->item[i]);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

int
bw_supply_company(struct bw_cli *cli, struct bw_err *err)
{
	struct depends d = { .cli = cli };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = bw_cli_view(cli, &w, &v, err);

	d.v = v;
	if (rc == 0)
		rc = bw_ref_load(err);
	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &d.party, err);
	if (rc == 0)
		rc = gather(&d, err);
	if (rc == 0 && d.n == 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "nobody told what %s uses: load a file with the columns "
		    "company and item (doc/formats/uses.md)",
		    cli->arg[0]);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? json(&d, err)
						  : table(&d, err);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
