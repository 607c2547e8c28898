/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fixture.h - a check made by hand, with everything a report must survive.
 *
 * A fictional company with a loop, a range, an unknown owner, rights without
 * a share, many small holders, a declared indirect stake, and names that
 * would like to be markup, move the cursor or burst a table. No world and no
 * engine is behind it: what a report shows can be compared with what is
 * written here.
 */
#ifndef BW_FIXTURE_H
#define BW_FIXTURE_H
#include "check/check.h"

struct fixture {
	struct bw_arena a;
	struct bw_view view;
	struct bw_check check;
};

enum fixture_kind {
	FIXTURE_FULL,
	FIXTURE_EMPTY, /* a party nobody knows anything of */
	FIXTURE_PLAIN  /* no hostile names, for looking at */
};
void fixture_make(struct fixture *f, enum fixture_kind kind);
void fixture_release(struct fixture *f);

#endif
