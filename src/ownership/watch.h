/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch.h - what a new delivery changed: who crossed which line, and why.
 *
 * Two states of knowledge about the same day are held against each other: for
 * every owner and company, control and thresholds of votes, each certain,
 * possible or excluded. Only what differs is told. That a newer delivery says
 * the same by other rows, lines or bytes changes nothing.
 *
 * Parties are matched by their rows (world/view.h). Sources may since have
 * said that two parties are one, or no longer say so; parties that are one in
 * either state form a unit, and what is told of a unit is the most any of its
 * parties has. So a merge is told when it makes a difference, once.
 */
#ifndef BW_WATCH_H
#define BW_WATCH_H
#include "base/pool.h"
#include "model/finding.h"
#include "ownership/net.h"
#include "ownership/ownership_load.h"

enum {
	BW_BEFORE,
	BW_AFTER,
	BW_SIDES
};
struct bw_watch_opt {
	const uint32_t *threshold; /* of votes, rising, at least */
	size_t n_threshold;
	bool control; /* and control */
	/* Only what these rows of parties own or are owned by; n_row = 0: all.
	 */
	const int64_t *row;
	size_t n_row;
	bool everybody; /* ask all owners, also those whom nothing can touch */
	size_t most_causes;   /* of one row of the result */
	struct bw_pool *pool; /* or NULL */
};

/* Parties that are one in either state. */
struct bw_units {
	uint32_t n;
	uint32_t *of[BW_SIDES]; /* by party of that view */
	uint32_t
	    *at[BW_SIDES]; /* n + 1: the parties of a unit are member[...] */
	uint32_t *member[BW_SIDES];
	void *own[6];
};
static inline uint32_t
bw_unit_size(const struct bw_units *u, int side, uint32_t unit)
{
	return u->at[side][unit + 1] - u->at[side][unit];
}
/* Not one party before and one after. */
static inline bool
bw_unit_odd(const struct bw_units *u, uint32_t unit)
{
	return bw_unit_size(u, BW_BEFORE, unit) != 1 ||
	    bw_unit_size(u, BW_AFTER, unit) != 1;
}

/* What a holder has in a company is not what it had; or, with company
 * BW_NONE, the holder is not the same party or parties any more. */
struct bw_watch_cause {
	uint32_t holder, company; /* units */
};
struct bw_watch_row {
	uint32_t owner, company; /* units */
	uint32_t threshold;      /* of votes; 0: control */
	enum bw_certainty is[BW_SIDES];
	struct bw_sum votes[BW_SIDES]; /* attributed; all 0 when none */
	struct bw_watch_cause *cause;  /* nearest first */
	size_t n_cause, n_more;
};
struct bw_watch {
	struct bw_units unit;
	struct bw_watch_row *row; /* by first row of owner, of company, then
				     control and rising thresholds */
	size_t n;
	size_t n_company; /* in which somebody's stakes changed */
	size_t n_asked;   /* owners who were asked */
};
/* net[s] is the register of view v[s] on the day in question, node = party.
 * Rows in the arena; units to be released. */
int bw_watch_run(struct bw_watch *out, const struct bw_view *const v[BW_SIDES],
    const struct bw_net *const net[BW_SIDES], const struct bw_watch_opt *opt,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
void bw_watch_release(struct bw_watch *w);
/* The stakes of a cause (with a company) that hold on the day in one state and
 * that the other state does not tell, by whatever row: [BW_BEFORE] went,
 * [BW_AFTER] came. */
struct bw_watch_stakes {
	uint32_t *stake[BW_SIDES]; /* of that view */
	size_t n[BW_SIDES];
};
int bw_watch_stakes(struct bw_watch_stakes *out, const struct bw_watch *w,
    const struct bw_view *const v[BW_SIDES], struct bw_watch_cause cause,
    bw_date day, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* The smallest row of a party of the unit: what it is called by. */
int64_t bw_unit_row(const struct bw_units *u,
    const struct bw_view *const v[BW_SIDES], uint32_t unit);

#endif
