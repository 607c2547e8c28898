/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load_read.c - the table study of the world, row by row.
 */
#include "supply/study_load_read.h"

int
bw_study_open(struct bw_study_reader *r, const struct bw_view *v,
    const char *sql, struct bw_str key, struct bw_arena *a, struct bw_err *err)
{
	bool yes = false;
	int rc = supply_has_table(v, "study", &yes, err);

	*r = (struct bw_study_reader){ .a = a, .err = err };
	if (rc == 0 && yes)
		rc = supply_prepare(v, sql, key, &r->st, err);
	return rc;
}

int
bw_study_next(struct bw_study_reader *r, struct bw_study_row *row, bool *more)
{
	sqlite3_stmt *st = r->st;
	int rc = 0;

	*more = false;
	if (st == NULL || (rc = supply_step(st, more, r->err)) != 0 || !*more)
		return rc;
	*row =
	    (struct bw_study_row){ .stage = (int8_t)sqlite3_column_int(st, 2),
		    .year = sqlite3_column_int(st, 5),
		    .value = { supply_real(st, 7), supply_real(st, 6),
			supply_real(st, 8) },
		    .place = { .load = (uint32_t)sqlite3_column_int64(st, 11),
			.line = (uint64_t)sqlite3_column_int64(st, 12),
			.number = (uint64_t)sqlite3_column_int64(st, 13) } };
	return supply_text(st, 0, r->a, &row->name) &&
		supply_text(st, 1, r->a, &row->subject) &&
		supply_text(st, 3, r->a, &row->country) &&
		supply_text(st, 4, r->a, &row->counterpart) &&
		supply_text(st, 9, r->a, &row->unit) &&
		supply_text(st, 10, r->a, &row->detail) &&
		supply_text(st, 14, r->a, &row->place.ref)
	    ? 0
	    : supply_no_memory(r->err);
}
