/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * makers_load.c - the table made_by, read.
 */
#include "supply/makers_load.h"
#include "base/map.h"
#include "base/vec.h"
#include "supply/supply_load_sql.h"
#include "model/unit.h"
#include <math.h>

struct row {
	struct bw_made is;
	struct bw_str unit;
};
struct rows {
	BW_VEC(struct row) row;
};

static bool
read_row(const struct bw_view *v, sqlite3_stmt *st, struct bw_arena *a,
    struct row *r)
{
	*r = (struct row){ .is = { .producer = bw_view_of_row(
				       v, sqlite3_column_int64(st, 0)),
			       .amount = supply_real(st, 2),
			       .flags = (unsigned)sqlite3_column_int(st, 3),
			       .year = sqlite3_column_int(st, 4),
			       .load = (uint32_t)sqlite3_column_int64(st, 5),
			       .line = (uint64_t)sqlite3_column_int64(st, 6),
			       .number =
				   (uint64_t)sqlite3_column_int64(st, 7) } };
	return supply_text(st, 1, a, &r->is.country) &&
	    supply_text(st, 8, a, &r->is.ref) &&
	    supply_text(st, 9, a, &r->unit);
}

static int
read_rows(const struct bw_view *v, const struct bw_production *p,
    struct bw_arena *a, struct rows *to, struct bw_err *err)
{
	sqlite3_stmt *st = NULL;
	struct row r;
	bool more;
	int rc = supply_prepare(v,
	    "SELECT m.producer, m.country, m.amount, m.flags, m.year,"
	    " m.load, m.line, m.number, m.ref, ifnull(m.unit, '')"
	    " FROM made_by m JOIN load l ON l.id = m.load"
	    " WHERE m.material = ?1 AND m.stage = ?2 AND" SUPPLY_LIVE
	    " ORDER BY m.load = ?3 DESC, " SUPPLY_BUILT_IN
	    ", m.load DESC, m.id",
	    p->material, &st, err);

	(void)sqlite3_bind_int(st, 2, p->stage);
	(void)sqlite3_bind_int64(st, 3, p->load);
	while (rc == 0 && (rc = supply_step(st, &more, err)) == 0 && more)
		if (!read_row(v, st, a, &r) || !bw_vec_push(&to->row, r))
			rc = supply_no_memory(err);
	sqlite3_finalize(st);
	return rc;
}

/* Of the first source the year nearest to that of the production. */
static int
nearest_year(const struct rows *r, int year)
{
	int best = r->row.v[0].is.year;

	for (size_t i = 1; i < r->row.n; i++) {
		const struct bw_made *m = &r->row.v[i].is;

		if (m->load == r->row.v[0].is.load &&
		    supply_nearer(m->year, best, year))
			best = m->year;
	}
	return best;
}

static int
in_order(const void *pa, const void *pb)
{
	const struct bw_made *a = pa, *b = pb;
	int c = bw_str_cmp(a->country, b->country);

	if (c != 0)
		return c;
	if (isnan(a->amount) || isnan(b->amount))
		c = isnan(a->amount) - isnan(b->amount);
	else if (a->amount != b->amount)
		c = a->amount > b->amount ? -1 : 1;
	if (c == 0)
		c = (a->producer > b->producer) - (a->producer < b->producer);
	if (c == 0)
		c = (a->line > b->line) - (a->line < b->line);
	return c != 0 ? c : (a->number > b->number) - (a->number < b->number);
}

static int
pick(const struct rows *all, const struct bw_production *p, struct bw_arena *a,
    struct bw_made **list, size_t *n, size_t *left_out, struct bw_err *err)
{
	int year = nearest_year(all, p->year);
	double factor;

	*list = BW_ARENA_ARRAY(a, struct bw_made, all->row.n + 1);
	if (*list == NULL)
		return supply_no_memory(err);
	for (size_t i = 0; i < all->row.n; i++) {
		const struct row *r = &all->row.v[i];

		if (r->is.load != all->row.v[0].is.load || r->is.year != year)
			continue;
		if (r->is.producer == BW_NONE ||
		    !bw_unit_factor(r->unit, p->unit, &factor)) {
			(*left_out)++;
			continue;
		}
		(*list)[*n] = r->is;
		(*list)[(*n)++].amount *= factor;
	}
	if (*n > 1)
		qsort(*list, *n, sizeof(**list), in_order);
	return 0;
}

int
bw_supply_made(const struct bw_view *v, const struct bw_production *p,
    struct bw_arena *a, struct bw_made **list, size_t *n, size_t *left_out,
    struct bw_err *err)
{
	struct rows all = { 0 };
	bool there = false;
	int rc = supply_has_table(v, "made_by", &there, err);

	*list = NULL;
	*n = *left_out = 0;
	if (rc == 0 && there)
		rc = read_rows(v, p, a, &all, err);
	if (rc == 0 && all.row.n > 0)
		rc = pick(&all, p, a, list, n, left_out, err);
	bw_vec_release(&all.row);
	return rc;
}
