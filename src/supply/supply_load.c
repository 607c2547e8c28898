/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_load.c - the tables use_item, production and governance, read.
 *
 * Only rows of loads that nothing replaced count. Governance of a country is
 * that of the latest year with all six indicators that is not later than the
 * figures; when there is none, of the first such year after them. The year
 * goes along, so that everybody can see which it is.
 */
#include "supply/supply_load.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/ref.h"
#include "supply/supply_group.h"
#include "supply/supply_load_sql.h"
#include <math.h>

/* ---- uses ---- */

static bool
read_use(sqlite3_stmt *st, struct bw_arena *a, struct bw_use *u)
{
	const struct bw_ref_item *material;

	*u = (struct bw_use){ .supplier_party = BW_NONE,
		.amount = supply_real(st, 4),
		.critical = sqlite3_column_type(st, 6) == SQLITE_NULL
		    ? -1
		    : sqlite3_column_int(st, 6) != 0,
		.load = (uint32_t)sqlite3_column_int64(st, 7),
		.line = (uint64_t)sqlite3_column_int64(st, 8),
		.number = (uint64_t)sqlite3_column_int64(st, 9) };
	if (!supply_text(st, 0, a, &u->item) ||
	    !supply_text(st, 2, a, &u->supplier) ||
	    !supply_text(st, 3, a, &u->country) ||
	    !supply_text(st, 5, a, &u->unit) ||
	    !supply_text(st, 10, a, &u->ref))
		return false;
	material = bw_ref_material(u->item);
	if (material != NULL)
		u->material = material->code;
	else if (sqlite3_column_int(st, 11) != 0)
		u->material = u->item; /* figures of the user's own */
	return true;
}

struct uses {
	const struct bw_view *v;
	struct bw_arena *arena;
	BW_VEC(struct bw_use) list;
};

/* Uses of one row of party. */
static int
read_uses(
    struct uses *to, sqlite3_stmt *st, int64_t company, struct bw_err *err)
{
	struct bw_use u;
	bool row;
	int rc;

	sqlite3_reset(st);
	sqlite3_bind_int64(st, 1, company);
	while ((rc = supply_step(st, &row, err)) == 0 && row) {
		if (!read_use(st, to->arena, &u))
			return supply_no_memory(err);
		if (sqlite3_column_type(st, 1) != SQLITE_NULL)
			u.supplier_party =
			    bw_view_of_row(to->v, sqlite3_column_int64(st, 1));
		if (u.supplier_party != BW_NONE)
			u.supplier = bw_view_name(to->v, u.supplier_party);
		if (!bw_vec_push(&to->list, u))
			return supply_no_memory(err);
	}
	return rc;
}

/* In the order of the files. */
static int
by_place(const void *pa, const void *pb)
{
	const struct bw_use *a = pa, *b = pb;

	if (a->load != b->load)
		return a->load < b->load ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

int
bw_supply_uses(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    struct bw_use **uses, size_t *n, struct bw_err *err)
{
	struct uses to = { .v = v, .arena = a };
	sqlite3_stmt *st = NULL;
	int64_t *row = NULL;
	size_t n_row = 0;
	int rc;

	BW_ASSERT(party < v->n_party);
	*uses = NULL;
	*n = 0;
	if ((rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_view_rows(v, party, a, &row, &n_row, err)) != 0)
		return rc;
	rc = supply_prepare(v,
	    "SELECT u.item, u.supplier, p.name, u.country, u.amount, u.unit,"
	    " u.critical, u.load, u.line, u.number, u.ref,"
	    " EXISTS (SELECT 1 FROM production f JOIN load l ON l.id = f.load"
	    " WHERE f.material = u.item AND" SUPPLY_LIVE ")"
	    " FROM use_item u JOIN load l ON l.id = u.load"
	    " LEFT JOIN party p ON p.id = u.supplier"
	    " WHERE u.company = ?1 AND" SUPPLY_LIVE " ORDER BY u.id",
	    (struct bw_str){ 0 }, &st, err);
	for (size_t i = 0; i < n_row && rc == 0; i++)
		rc = read_uses(&to, st, row[i], err);
	sqlite3_finalize(st);
	if (to.list.n > 0)
		qsort(to.list.v, to.list.n, sizeof(*to.list.v), by_place);
	*uses = supply_keep(
	    a, to.list.v, to.list.n, sizeof(*to.list.v), n, &rc, err);
	bw_vec_release(&to.list);
	return rc;
}

/* ---- governance ---- */

struct governance {
	double estimate[BW_GOVERNANCE_DIMENSIONS];
	int year;
	int64_t load;
};

static void
begin(struct governance *g, int year, int64_t load)
{
	for (size_t i = 0; i < BW_GOVERNANCE_DIMENSIONS; i++)
		g->estimate[i] = NAN;
	g->year = year;
	g->load = load;
}

/* True when `g` is the year wanted and nothing better can follow. */
static bool
settle(const struct governance *g, int year, struct bw_producer *p)
{
	double weight = bw_governance_weight(g->estimate);

	if (isnan(weight))
		return false;
	p->governance = weight;
	p->governance_year = g->year;
	p->governance_load = (uint32_t)g->load;
	return g->year <= year;
}

/* Years come newest first, the loads of one year preferred first. */
static int
read_governance(
    sqlite3_stmt *st, int year, struct bw_producer *p, struct bw_err *err)
{
	struct governance g;
	bool row, done = false;
	size_t i;
	int rc;

	begin(&g, 0, 0);
	while ((rc = supply_step(st, &row, err)) == 0 && row && !done) {
		int y = sqlite3_column_int(st, 0);
		int64_t load = sqlite3_column_int64(st, 1);

		if (y != g.year || load != g.load) {
			done = settle(&g, year, p);
			begin(&g, y, load);
		}
		i = bw_governance_dimension(
		    (const char *)sqlite3_column_text(st, 2));
		if (i < BW_GOVERNANCE_DIMENSIONS)
			g.estimate[i] = supply_real(st, 3);
	}
	if (rc == 0 && !done)
		settle(&g, year, p);
	return rc;
}

static int
governance_query(const struct bw_view *v, sqlite3_stmt **st, struct bw_err *err)
{
	return supply_prepare(v,
	    "SELECT g.year, g.load, g.dimension, g.estimate"
	    " FROM governance g JOIN load l ON l.id = g.load"
	    " WHERE g.country = ?1 AND" SUPPLY_LIVE
	    " ORDER BY 1 DESC, " SUPPLY_BUILT_IN ", 2 DESC, g.id",
	    (struct bw_str){ 0 }, st, err);
}

static int
add_governance(sqlite3_stmt *st, struct bw_producer *by, size_t n, int year,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		struct bw_str country = by[i].country;

		if (country.n == 0)
			continue;
		sqlite3_reset(st);
		rc = sqlite3_bind_text64(st, 1, country.p, country.n,
			 SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK
		    ? read_governance(st, year, &by[i], err)
		    : supply_sql_fail(sqlite3_db_handle(st), err);
	}
	return rc;
}

int
bw_supply_governance(const struct bw_view *v, struct bw_producer *by, size_t n,
    int year, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = governance_query(v, &st, err);

	if (rc == 0)
		rc = add_governance(st, by, n, year, err);
	sqlite3_finalize(st);
	return rc;
}

/* ---- production ---- */

static bool
read_figure(sqlite3_stmt *st, struct bw_arena *a, struct bw_figure *f)
{
	*f = (struct bw_figure){ .stage = (uint8_t)sqlite3_column_int(st, 0),
		.year = sqlite3_column_int(st, 1),
		.load = (uint32_t)sqlite3_column_int64(st, 2),
		.flags = (unsigned)sqlite3_column_int(st, 5),
		.amount = supply_real(st, 8),
		.line = (uint64_t)sqlite3_column_int64(st, 9),
		.number = (uint64_t)sqlite3_column_int64(st, 10) };
	return supply_text(st, 3, a, &f->unit) &&
	    supply_text(st, 4, a, &f->detail) &&
	    supply_text(st, 6, a, &f->country) &&
	    supply_text(st, 7, a, &f->where) && supply_text(st, 11, a, &f->ref);
}

static int
read_figures(sqlite3_stmt *st, struct bw_arena *a, struct bw_production **list,
    size_t *n, struct bw_err *err)
{
	BW_VEC(struct bw_figure) figure = { 0 };
	struct bw_figure f;
	bool row;
	int rc;

	while ((rc = supply_step(st, &row, err)) == 0 && row) {
		if (!read_figure(st, a, &f) || !bw_vec_push(&figure, f)) {
			rc = supply_no_memory(err);
			break;
		}
	}
	if (rc == 0)
		rc = bw_supply_group(figure.v, figure.n, a, list, n, err);
	bw_vec_release(&figure);
	return rc;
}

int
bw_supply_production(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_production **list, size_t *n,
    struct bw_err *err)
{
	sqlite3_stmt *figures = NULL, *governance = NULL;
	int rc;

	*list = NULL;
	*n = 0;
	rc = supply_prepare(v,
	    "SELECT p.stage, p.year, p.load, ifnull(p.unit, ''),"
	    " ifnull(p.detail, ''), p.flags, p.country, p.printed, p.amount,"
	    " p.line, p.number, p.ref FROM production p"
	    " JOIN load l ON l.id = p.load"
	    " WHERE p.material = ?1 AND p.measure = 0"
	    " AND" SUPPLY_LIVE " ORDER BY 1, 2 DESC, " SUPPLY_BUILT_IN
	    ", 3 DESC, 4, 5, p.id",
	    material, &figures, err);
	if (rc == 0)
		rc = read_figures(figures, a, list, n, err);
	if (rc == 0)
		rc = governance_query(v, &governance, err);
	for (size_t i = 0; i < *n && rc == 0; i++) {
		(*list)[i].material = material;
		rc = add_governance(governance, (*list)[i].by, (*list)[i].n,
		    (*list)[i].year, err);
		if (rc == 0)
			rc = bw_supply_compute(&(*list)[i], a, err);
	}
	sqlite3_finalize(figures);
	sqlite3_finalize(governance);
	return rc;
}

size_t
bw_supply_stage(const struct bw_production *list, size_t n, int year,
    size_t *first, size_t *count)
{
	size_t end = 0, k = 0;

	*count = 0;
	while (end < n && list[end].stage == list[0].stage)
		end++;
	while (k < end && list[k].year > year)
		k++;
	if (k == end) /* all are later: the first year, told last */
		for (k = end; k > 0 && list[k - 1].year == list[end - 1].year;)
			k--;
	*first = k;
	while (k < end && list[k].year == list[*first].year) {
		k++;
		(*count)++;
	}
	return end;
}

/* Stage by stage: what bw_supply_stage would pick, and all that is older. */
size_t
bw_supply_until(struct bw_production *list, size_t n, int year)
{
	size_t kept = 0;

	for (size_t from = 0; from < n;) {
		size_t first, count;
		size_t all = bw_supply_stage(
		    list + from, n - from, year, &first, &count);

		for (size_t i = from + first; i < from + all; i++)
			list[kept++] = list[i];
		from += all;
	}
	return kept;
}
