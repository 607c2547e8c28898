/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners_load.c - capacity, reserves and producers into one question.
 *
 * A country whose production is withheld has no steps: what it makes is part
 * of the total or of nothing we can see, and what it could add beyond that
 * cannot be told. A partner that the source does not name makes nothing, as
 * far as it says.
 */
#include "supply/partners_load.h"
#include "base/vec.h"
#include "model/record.h"
#include "model/ref.h"
#include "supply/supply_load_sql.h"
#include "model/unit.h"
#include <math.h>

uint32_t
bw_country_letters(struct bw_str code)
{
	if (code.n < 2)
		return 0;
	return (uint32_t)(unsigned char)code.p[0] << 8 |
	    (unsigned char)code.p[1];
}

/* ---- rows ---- */

struct row {
	struct bw_holding is;
	struct bw_str unit, detail;
	uint32_t load;
	int year;
};

static bool
read_row(sqlite3_stmt *st, struct bw_arena *a, struct row *r)
{
	*r = (struct row){ .year = sqlite3_column_int(st, 0),
		.load = (uint32_t)sqlite3_column_int64(st, 1),
		.is = { .flags = (unsigned)sqlite3_column_int(st, 4),
		    .told = sqlite3_column_double(st, 7),
		    .line = (uint64_t)sqlite3_column_int64(st, 8),
		    .number = (uint64_t)sqlite3_column_int64(st, 9) } };
	return supply_text(st, 2, a, &r->unit) &&
	    supply_text(st, 3, a, &r->detail) &&
	    supply_text(st, 5, a, &r->is.country) &&
	    supply_text(st, 6, a, &r->is.where) &&
	    supply_text(st, 10, a, &r->is.ref);
}

struct rows {
	BW_VEC(struct row) row;
};

/* Preferred sources first. */
static int
read_rows(const struct bw_view *v, const struct bw_production *p,
    uint8_t measure, struct bw_arena *a, struct rows *to, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	struct row r;
	bool more;
	int rc = supply_prepare(v,
	    "SELECT p.year, p.load, ifnull(p.unit, ''),"
	    " ifnull(p.detail, ''), p.flags, p.country, p.printed,"
	    " p.amount, p.line, p.number, p.ref FROM production p"
	    " JOIN load l ON l.id = p.load WHERE p.material = ?1"
	    " AND p.measure = ?2 AND p.stage = ?3 AND p.amount IS NOT NULL"
	    " AND" SUPPLY_LIVE " ORDER BY p.load = ?4 DESC, " SUPPLY_BUILT_IN
	    ", p.load DESC, p.id",
	    p->material, &st, err);

	(void)sqlite3_bind_int(st, 2, measure);
	(void)sqlite3_bind_int(st, 3, p->stage);
	(void)sqlite3_bind_int64(st, 4, p->load);
	while (rc == 0 && (rc = supply_step(st, &more, err)) == 0 && more)
		if (!read_row(st, a, &r) || !bw_vec_push(&to->row, r))
			rc = supply_no_memory(err);
	sqlite3_finalize(st);
	return rc;
}

/* ---- those that belong to the production ---- */

/* Of the first source: the year nearest to that of the production, the later
 * of two. */
static int
nearest_year(const struct rows *r, int year)
{
	int best = r->row.v[0].year;

	for (size_t i = 1; i < r->row.n; i++) {
		const struct row *row = &r->row.v[i];

		if (row->load == r->row.v[0].load &&
		    supply_nearer(row->year, best, year))
			best = row->year;
	}
	return best;
}

static struct bw_holding *
country_at(struct bw_holdings *h, struct bw_str country)
{
	for (size_t i = 0; i < h->n; i++)
		if (bw_str_eq(h->by[i].country, country))
			return &h->by[i];
	return NULL;
}

static void
take(struct bw_holdings *h, const struct row *r, double factor)
{
	double amount = r->is.told * factor;
	struct bw_holding *had;

	if ((r->is.flags & BW_FIGURE_WORLD) != 0) {
		if (isnan(h->world)) {
			h->world = amount;
			h->world_at_least =
			    (r->is.flags & BW_FIGURE_AT_LEAST) != 0;
		}
		return;
	}
	h->all += amount;
	if ((r->is.flags & BW_FIGURE_REST) != 0)
		return;
	had = country_at(h, r->is.country);
	if (had == NULL)
		had = &h->by[h->n++];
	if (had->country.n == 0) {
		*had = r->is;
		had->amount = amount;
	} else {
		had->amount += amount;
		had->told += r->is.told;
		had->flags |= r->is.flags;
	}
}

/* Rows of a type of its own belong to the production of that type only. */
static bool
belongs(const struct rows *all, const struct row *r,
    const struct bw_production *p, int year)
{
	const struct row *first = &all->row.v[0];

	return r->load == first->load && r->year == year &&
	    (p->detail.n == 0 || r->detail.n == 0 ||
		bw_str_eq(r->detail, p->detail));
}

static bool
of_a_group(const struct bw_partners_rules *r, struct bw_str material)
{
	for (size_t i = 0; i < r->n_of_a_group; i++)
		if (bw_str_eq(r->of_a_group[i], material))
			return true;
	return false;
}

static void
judge_reserves(struct bw_holdings *h, const struct bw_production *p,
    const struct bw_partners_rules *r)
{
	double world = isnan(h->world) ? h->all : h->world;

	if (of_a_group(r, p->material))
		h->use = BW_HOLDINGS_OF_A_GROUP;
	else if (p->c.total > 0 && world < r->least_years * p->c.total)
		h->use = BW_HOLDINGS_TOO_SMALL;
}

static int
gather(struct bw_holdings *h, const struct rows *all,
    const struct bw_production *p, struct bw_arena *a, struct bw_err *err)
{
	double factor;

	h->by = BW_ARENA_ARRAY(a, struct bw_holding, all->row.n + 1);
	if (h->by == NULL)
		return supply_no_memory(err);
	h->load = all->row.v[0].load;
	h->year = nearest_year(all, p->year);
	for (size_t i = 0; i < all->row.n; i++) {
		const struct row *r = &all->row.v[i];

		if (!belongs(all, r, p, h->year))
			continue;
		if (h->unit.n == 0)
			h->unit = r->unit;
		if (!bw_unit_factor(r->unit, p->unit, &factor)) {
			h->use = BW_HOLDINGS_OTHER_UNIT;
			return 0;
		}
		h->use = BW_HOLDINGS_USED;
		take(h, r, factor);
	}
	return 0;
}

int
bw_supply_holdings(const struct bw_view *v, const struct bw_production *p,
    uint8_t measure, const struct bw_partners_rules *r, struct bw_arena *a,
    struct bw_holdings *out, struct bw_err *err)
{
	struct rows all = { 0 };
	int rc = read_rows(v, p, measure, a, &all, err);

	*out = (struct bw_holdings){ .use = BW_HOLDINGS_NONE, .world = NAN };
	if (rc == 0 && all.row.n > 0)
		rc = gather(out, &all, p, a, err);
	if (rc == 0 && out->use == BW_HOLDINGS_USED &&
	    measure == BW_MEASURE_RESERVES)
		judge_reserves(out, p, r);
	bw_vec_release(&all.row);
	return rc;
}

/* ---- the question ---- */

static double
holding(const struct bw_holdings *h, struct bw_str country)
{
	for (size_t i = 0; h->use == BW_HOLDINGS_USED && i < h->n; i++)
		if (bw_str_eq(h->by[i].country, country))
			return h->by[i].amount;
	return NAN;
}

static bool
in_eu(struct bw_str country)
{
	const struct bw_ref_item *c = bw_ref_country(country);

	return c != NULL && c->eu;
}

struct asking {
	const struct bw_production *p;
	struct bw_supply_partners *out;
	struct bw_maker *maker;
	size_t n;
	double rest;
};

static struct bw_maker
maker(const struct asking *q, struct bw_str country, double amount,
    double governance)
{
	return (struct bw_maker){ .country = bw_country_letters(country),
		.amount = amount,
		.capacity = holding(&q->out->capacity, country),
		.reserves = holding(&q->out->reserves, country),
		.governance = governance,
		.eu = in_eu(country) };
}

static void
producers(struct asking *q)
{
	q->rest = q->p->unnamed;
	for (size_t i = 0; i < q->p->n; i++) {
		const struct bw_producer *by = &q->p->by[i];

		if ((by->flags & BW_FIGURE_REST) != 0)
			q->rest += by->amount;
		else
			q->maker[q->n++] =
			    maker(q, by->country, by->amount, by->governance);
	}
}

static bool
is_withheld(const struct bw_production *p, struct bw_str country)
{
	for (size_t i = 0; i < p->withheld; i++)
		if (bw_str_eq(p->held[i].country, country))
			return true;
	return false;
}

/* A partner among the makers, or a new one. */
static int
add_partner(struct asking *q, const struct bw_view *v, struct bw_str country,
    struct bw_partner_says *says, struct bw_err *err)
{
	struct bw_producer by = { .country = country, .governance = NAN };
	uint32_t letters = bw_country_letters(country);
	int rc;

	*says = (struct bw_partner_says){ .country = country };
	for (size_t i = 0; i < q->n; i++) {
		if (q->maker[i].country != letters)
			continue;
		q->maker[i].partner = true;
		says->listed = true;
		return 0;
	}
	says->withheld = is_withheld(q->p, country);
	if (says->withheld)
		return 0;
	if ((rc = bw_supply_governance(v, &by, 1, q->p->year, err)) != 0)
		return rc;
	q->maker[q->n] = maker(q, country, 0, by.governance);
	q->maker[q->n++].partner = true;
	return 0;
}

static void
find_results(struct bw_supply_partners *out)
{
	for (size_t i = 0; i < out->n_says; i++) {
		struct bw_partner_says *s = &out->says[i];
		uint32_t letters = bw_country_letters(s->country);

		for (size_t k = 0; k < out->is.n_partner; k++)
			if (out->is.partner[k].country == letters)
				s->is = &out->is.partner[k];
	}
}

/* As the engine wants them; those that do not fit the unit are dropped. */
static int
translate(struct asking *q, const struct bw_supply_partners_ask *from,
    struct bw_partners_ask *to, struct bw_arena *a, struct bw_err *err)
{
	bool percents = bw_str_starts(q->p->unit, BW_STR("%"));
	struct bw_partner_choice *c =
	    BW_ARENA_ARRAY(a, struct bw_partner_choice, from->n_choice + 1);

	if (c == NULL)
		return supply_no_memory(err);
	to->choice = c;
	for (size_t i = 0; i < from->n_choice; i++) {
		const struct bw_supply_choice *one = &from->choice[i];

		if (percents && !one->percent) {
			q->out->other_unit = true;
			continue;
		}
		c[to->n_choice++] = (struct bw_partner_choice){
			bw_country_letters(one->country),
			one->percent ? one->amount / 100 * q->p->c.total
				     : one->amount
		};
	}
	return 0;
}

static int
compute(struct asking *q, const struct bw_supply_partners_ask *from,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_holdings *reserves = &q->out->reserves;
	struct bw_partners_ask ask = { .maker = q->maker,
		.n = q->n,
		.rest = q->rest,
		.world_reserves =
		    reserves->use == BW_HOLDINGS_USED ? reserves->world : NAN,
		.years = from->years,
		.opening = from->opening };
	int rc = translate(q, from, &ask, a, err);

	return rc == 0 ? bw_partners(&q->out->is, &ask, a, err) : rc;
}

int
bw_supply_partners(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_partners_ask *ask, const struct bw_partners_rules *r,
    struct bw_arena *a, struct bw_supply_partners *out, struct bw_err *err)
{
	struct asking q = { .p = p, .out = out };
	int rc;

	*out = (struct bw_supply_partners){ .production = p };
	q.maker = BW_ARENA_ARRAY(a, struct bw_maker, p->n + ask->n + 1);
	out->says = BW_ARENA_ARRAY(a, struct bw_partner_says, ask->n + 1);
	if (q.maker == NULL || out->says == NULL)
		return supply_no_memory(err);
	if ((rc = bw_supply_holdings(
		 v, p, BW_MEASURE_CAPACITY, r, a, &out->capacity, err)) != 0 ||
	    (rc = bw_supply_holdings(
		 v, p, BW_MEASURE_RESERVES, r, a, &out->reserves, err)) != 0)
		return rc;
	producers(&q);
	for (size_t i = 0; i < ask->n && rc == 0; i++)
		rc = add_partner(
		    &q, v, ask->partner[i], &out->says[out->n_says++], err);
	if (rc == 0)
		rc = compute(&q, ask, a, err);
	if (rc == 0)
		find_results(out);
	return rc;
}

int
bw_produced_materials(const struct bw_view *v, struct bw_arena *a,
    struct bw_str **code, size_t *n, struct bw_err *err)
{
	BW_VEC(struct bw_str) list = { 0 };
	sqlite3_stmt *st = NULL;
	struct bw_str one;
	bool more;
	int rc = supply_prepare(v,
	    "SELECT DISTINCT p.material FROM production p"
	    " JOIN load l ON l.id = p.load WHERE p.measure = 0"
	    " AND" SUPPLY_LIVE " ORDER BY 1",
	    (struct bw_str){ 0 }, &st, err);

	while (rc == 0 && (rc = supply_step(st, &more, err)) == 0 && more)
		if (!supply_text(st, 0, a, &one) || !bw_vec_push(&list, one))
			rc = supply_no_memory(err);
	sqlite3_finalize(st);
	*code = supply_keep(a, list.v, list.n, sizeof(*list.v), n, &rc, err);
	bw_vec_release(&list);
	return rc;
}
