/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * study_load_read.h - rows of the table study, one after the other; shared by
 * the study_load*.c files.
 */
#ifndef BW_STUDY_LOAD_READ_H
#define BW_STUDY_LOAD_READ_H
#include "supply/study_load.h"
#include "supply/supply_load_sql.h"

#define BW_STUDY_ORDER " " SUPPLY_BUILT_IN ", s.load DESC, s.id"
#define BW_STUDY_ROWS                                               \
	"SELECT s.name, s.subject, ifnull(s.stage, -1), s.country," \
	" s.counterpart, s.year, s.value, s.lo, s.hi, s.unit,"      \
	" s.detail, s.load, s.line, s.number, s.ref FROM study s"   \
	" JOIN load l ON l.id = s.load WHERE " SUPPLY_LIVE

struct bw_study_row { /* text in the arena of the reader */
	struct bw_str name, subject, country, counterpart, unit, detail;
	int8_t stage;
	int year;
	struct bw_interval value;
	struct bw_study_place place;
};
struct bw_study_reader {
	sqlite3_stmt *st; /* NULL: the world is older than the table */
	struct bw_arena *a;
	struct bw_err *err;
};
/* ?1 is `key`, ?9 the last load that counts. The caller finalizes st. */
int bw_study_open(struct bw_study_reader *r, const struct bw_view *v,
    const char *sql, struct bw_str key, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
int bw_study_next(struct bw_study_reader *r, struct bw_study_row *row,
    bool *more) BW_MUST_USE;

#endif
