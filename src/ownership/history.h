/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history.h - who controlled a company, and who held votes in it, over time.
 *
 * Over valid time: what is believed now (or by the view) about every day. An
 * answer can only change on a day on which a stake above the company begins or
 * ends; between those it stands. Days that change nothing that is told are
 * joined.
 */
#ifndef BW_HISTORY_H
#define BW_HISTORY_H
#include "model/finding.h"
#include "ownership/ownership_load.h"

struct bw_past_owner { /* what somebody was */
	uint32_t party;
	bool controls, ultimate;
	enum bw_certainty certainty; /* of control: certain or possible */
	/* The highest threshold that its votes (own, and of all it controls)
	 * surely reach, and possibly; parts per billion, 0 = none. */
	uint32_t sure, may;
};
struct bw_past_event {
	uint32_t stake;
	bool began; /* on the first day of the period; else it ended */
};
struct bw_past {
	bw_date from, to; /* from <= day < to; MIN, MAX: not told */
	bool told;        /* somebody holds something in the company */
	struct bw_past_owner *owner; /* controllers first, certain ones first */
	size_t n_owner;
	struct bw_past_event *event; /* why it begins; nearest first */
	size_t n_event;
};
struct bw_history {
	struct bw_past *past; /* in order of time, without gaps */
	size_t n;
	size_t days, looks; /* on which a stake changes; that were computed */
};
struct bw_history_opt {
	const uint32_t *threshold; /* parts per billion, rising; at least */
	size_t n_threshold;
	bw_date until; /* periods that begin later are left out */
};
/* Everything in the arena. Costs a walk over all stakes above the company,
 * whenever they hold, and one question per day that can change it. */
int bw_history_run(struct bw_history *out, const struct bw_view *v,
    uint32_t party, const struct bw_history_opt *opt, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same of one day (from, to and events stay empty). */
int bw_history_day(struct bw_past *out, const struct bw_view *v, uint32_t party,
    bw_date day, const struct bw_history_opt *opt, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
