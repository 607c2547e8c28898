/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_load_sql.h - rows of the world, for the *_load*.c files of this room.
 *
 * Every question of supply is asked of loads that hold in the view (LIVE),
 * and where several tell the same, of what the user brought before what comes
 * with the program (BUILT_IN). In a statement ?1 is a key in text, ?9 the last
 * load that counts.
 */
#ifndef BW_SUPPLY_LOAD_SQL_H
#define BW_SUPPLY_LOAD_SQL_H
#include "world/view.h"
#include <sqlite3.h>

#define SUPPLY_BUILT_IN "substr(l.dataset, 1, 8) = 'bolwerk:'"
#define SUPPLY_LIVE                                \
	" l.id <= ?9 AND (l.superseded_by IS NULL" \
	" OR l.superseded_by > ?9)"

int supply_no_memory(struct bw_err *err);
int supply_sql_fail(sqlite3 *db, struct bw_err *err);
/* An older world may lack a table. */
int supply_has_table(const struct bw_view *v, const char *table, bool *yes,
    struct bw_err *err) BW_MUST_USE;
/* A key without bytes (p == NULL) is not bound. The caller finalizes *st, also
 * after an error. */
int supply_prepare(const struct bw_view *v, const char *sql, struct bw_str key,
    sqlite3_stmt **st, struct bw_err *err) BW_MUST_USE;
int supply_step(sqlite3_stmt *st, bool *row, struct bw_err *err) BW_MUST_USE;
/* NULL is the empty text; false: no memory. */
bool supply_text(
    sqlite3_stmt *st, int column, struct bw_arena *a, struct bw_str *out);
double supply_real(sqlite3_stmt *st, int column); /* NULL: NAN */
/* n values of that size into the arena, in *n what is there. NULL when n is 0
 * and when there is no memory, which is an error. */
void *supply_keep(struct bw_arena *a, const void *v, size_t n, size_t size,
    size_t *kept, int *rc, struct bw_err *err);
/* Is the year nearer to the one wanted than the best so far, or as near and
 * later? */
bool supply_nearer(int year, int best, int wanted);

#endif
