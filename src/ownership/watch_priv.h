/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_priv.h - between matching parties, finding changes, and asking.
 */
#ifndef BW_WATCH_PRIV_H
#define BW_WATCH_PRIV_H
#include "ownership/reach.h"
#include "ownership/watch.h"
#include "base/map.h"
#include "base/vec.h"

struct watch_two { /* the two states */
	const struct bw_view *v[BW_SIDES];
	const struct bw_net *net[BW_SIDES];
	struct bw_units *unit;
};

/* watch_match.c */
int watch_match(struct watch_two *w, struct bw_err *err);

/* watch_rows.c: companies whose rows of ties differ, and who holds something
 * in them. */
struct watch_changes {
	BW_VEC(uint32_t) company;           /* units, rising */
	BW_VEC(struct bw_watch_cause) pair; /* by company */
	BW_VEC(size_t) at;                  /* per company, and the end */
	uint8_t *holder; /* per unit: holds something in one of them */
	uint32_t *place; /* per unit: its index in `company`, or BW_NONE */
};
int watch_changes_find(
    struct watch_changes *c, const struct watch_two *w, struct bw_err *err);
void watch_changes_release(struct watch_changes *c);

/* watch_stand.c: where one owner stands, before and after. */
struct watch_stand {
	uint32_t company; /* unit */
	bool certain[BW_SIDES], possible[BW_SIDES];
	struct bw_sum votes[BW_SIDES];
};
struct watch_stands {
	const struct watch_two *w;
	struct bw_reach *reach[BW_SIDES];
	BW_VEC(struct watch_stand) list;
	uint32_t *slot; /* per unit: where in the list, if it says so there */
};
int watch_stands_new(
    struct watch_stands *s, const struct watch_two *w, struct bw_err *err);
void watch_stands_release(struct watch_stands *s);
/* Ask both states about a unit. */
int watch_stands_ask(
    struct watch_stands *s, uint32_t owner, struct bw_err *err);
/* Of a company after that; NULL: it has nothing there. */
const struct watch_stand *watch_stand_of(
    const struct watch_stands *s, uint32_t company);

/* watch_cause.c */
struct watch_why {
	const struct watch_two *w;
	const struct watch_changes *changes;
	BW_VEC(uint32_t) todo;
	BW_VEC(struct bw_watch_cause) cause;
	uint32_t *seen, epoch; /* per unit */
};
int watch_why_new(struct watch_why *y, const struct watch_two *w,
    const struct watch_changes *changes, struct bw_err *err);
void watch_why_release(struct watch_why *y);
int watch_why_ask(struct watch_why *y, const struct watch_stands *s,
    uint32_t owner, const struct bw_watch_opt *opt, struct bw_watch_row *row,
    struct bw_arena *a, struct bw_err *err);

#endif
