/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load_energy.c - imports of energy, and how countries were governed over
 * years, from the world.
 */
#include "supply/study_load.h"
#include "base/vec.h"
#include "supply/concentration.h"
#include "supply/study_load_read.h"

typedef BW_VEC(struct bw_study_import) imports_vec;

/* Of one product and year only the preferred load counts, which comes first,
 * in the unit of its total. */
static int
read_imports(struct bw_study_reader *r, imports_vec *to)
{
	struct bw_study_row row;
	bool more;
	int rc;

	while ((rc = bw_study_next(r, &row, &more)) == 0 && more) {
		struct bw_study_import *last =
		    to->n > 0 ? &to->v[to->n - 1] : NULL;

		if (last != NULL && last->year == row.year &&
		    bw_str_eq(last->product, row.subject) &&
		    (last->place.load != row.place.load ||
			bw_str_eq(last->partner, row.counterpart) ||
			!bw_str_eq(last->unit, row.unit)))
			continue;
		if (!bw_vec_push(to,
			((struct bw_study_import){ .product = row.subject,
			    .country = row.country,
			    .partner = row.counterpart,
			    .year = row.year,
			    .amount = row.value.at,
			    .unit = row.unit,
			    .place = row.place })))
			return supply_no_memory(r->err);
	}
	return rc;
}

static int
by_amount(const void *pa, const void *pb)
{
	const struct bw_study_import *a = pa, *b = pb;
	int c = bw_str_cmp(b->product, a->product); /* natural gas first */

	if (c != 0)
		return c;
	if (a->year != b->year)
		return a->year > b->year ? -1 : 1;
	if ((a->partner.n == 0) != (b->partner.n == 0))
		return a->partner.n == 0 ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return bw_str_cmp(a->partner, b->partner);
}

static int
imports_of(const struct bw_view *v, const char *sql, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	imports_vec m = { 0 };
	struct bw_study_reader r;
	int rc = bw_study_open(&r, v, sql, country, a, err);

	if (rc == 0)
		rc = read_imports(&r, &m);
	sqlite3_finalize(r.st);
	if (m.n > 0)
		qsort(m.v, m.n, sizeof(*m.v), by_amount);
	*list = supply_keep(a, m.v, m.n, sizeof(*m.v), n, &rc, err);
	bw_vec_release(&m);
	return rc;
}

int
bw_study_imports(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	return imports_of(v,
	    BW_STUDY_ROWS " AND s.name = 'imports' AND s.country = ?1"
			  " ORDER BY s.subject, s.year DESC, " SUPPLY_BUILT_IN
			  ", s.load DESC, s.counterpart, s.id",
	    country, a, list, n, err);
}

int
bw_study_dependency(const struct bw_view *v, struct bw_str country,
    struct bw_arena *a, struct bw_study_import **list, size_t *n,
    struct bw_err *err)
{
	return imports_of(v,
	    BW_STUDY_ROWS
	    " AND s.name = 'net-energy-imports' AND s.country = ?1"
	    " ORDER BY s.subject, s.year DESC," BW_STUDY_ORDER,
	    country, a, list, n, err);
}

/* ---- governance ---- */

/* First the mean of the six per year, then over the years. A dimension that
 * two loads tell is that of the preferred one. */
static int
mean(sqlite3_stmt *st, double *weight, int *first, int *last)
{
	double e[BW_GOVERNANCE_DIMENSIONS], sum = 0;
	int year = 0, n = 0, rc;

	do {
		int y;

		rc = sqlite3_step(st);
		y = rc == SQLITE_ROW ? sqlite3_column_int(st, 0) : 0;
		if (y != year) {
			double w = year == 0 ? NAN : bw_governance_weight(e);

			if (!isnan(w)) {
				sum += w;
				n++;
				*first = *first == 0 ? year : *first;
				*last = year;
			}
			for (size_t i = 0; i < BW_LEN(e); i++)
				e[i] = NAN;
			year = y;
		}
		if (rc == SQLITE_ROW) {
			size_t i = bw_governance_dimension(
			    (const char *)sqlite3_column_text(st, 1));

			if (i < BW_LEN(e) && isnan(e[i]))
				e[i] = sqlite3_column_double(st, 2);
		}
	} while (rc == SQLITE_ROW);
	*weight = n > 0 ? sum / n : NAN;
	return rc;
}

int
bw_study_weight(const struct bw_view *v, struct bw_str country, int from,
    int to, double *weight, int *first, int *last, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	int rc = supply_prepare(v,
	    "SELECT g.year, g.dimension, g.estimate FROM governance g"
	    " JOIN load l ON l.id = g.load WHERE g.country = ?1"
	    " AND g.year BETWEEN ?2 AND ?3 AND" SUPPLY_LIVE
	    " ORDER BY 1, " SUPPLY_BUILT_IN ", g.load DESC, g.id",
	    country, &st, err);

	*weight = NAN;
	*first = *last = 0;
	if (rc == 0) {
		(void)sqlite3_bind_int(st, 2, from);
		(void)sqlite3_bind_int(st, 3, to);
		if (mean(st, weight, first, last) != SQLITE_DONE)
			rc = supply_sql_fail(sqlite3_db_handle(st), err);
	}
	sqlite3_finalize(st);
	return rc;
}
