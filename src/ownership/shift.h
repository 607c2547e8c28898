/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift.h - what a change does to control and to votes, everywhere.
 *
 * Only owners who control a holder in a changed company before or after can
 * see their set change, and the holders themselves; everybody else keeps
 * theirs (see doc/ownership.md for why). They are asked before and after; the
 * result is the difference. Groups (a family, a concert, a state) are owners
 * too: they are asked as one when told so.
 */
#ifndef BW_SHIFT_H
#define BW_SHIFT_H
#include "base/arena.h"
#include "ownership/reach.h"

struct bw_group { /* parties that act as one owner */
	const uint32_t *member;
	size_t n;
};
struct bw_stand { /* where an owner stands in a company */
	bool controls_certain, controls_possible;
	struct bw_sum votes; /* attributed: own and of all it controls; lo by
				certain, hi by possible control */
};
struct bw_shift_row {
	uint32_t owner; /* a party; or, from n on, group owner - n */
	uint32_t company;
	struct bw_stand before, after; /* they differ */
};
struct bw_shift {
	struct bw_shift_row *row; /* by owner, then company */
	size_t n;
	size_t n_asked; /* owners that had to be asked */
};
/* group may be empty. Votes by rule's column. In the arena. */
int bw_shift_run(struct bw_shift *out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    const struct bw_group *group, size_t n_group, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* Before < t <= after (at_least) or before <= t < after; and how sure: certain
 * when it holds for all values, possible when for some, else excluded.
 * `down` asks for the other way round. */
enum bw_certainty bw_crossed(struct bw_sum before, struct bw_sum after,
    uint64_t t, bool at_least, bool down);

#endif
