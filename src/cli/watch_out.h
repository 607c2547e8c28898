/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_out.h - what changed, as it is shown.
 */
#ifndef BW_WATCH_OUT_H
#define BW_WATCH_OUT_H
#include "cli/thresholds.h"
#include "base/vec.h"
#include "ownership/watch.h"

struct watching {
	struct bw_cli *cli;
	struct bw_view *v[BW_SIDES];
	struct bw_source load[BW_SIDES]; /* the last that each state knows */
	struct bw_watch_opt opt;
	struct bw_watch w;
	size_t unknown;         /* names of --list that nobody has */
	BW_VEC(uint32_t) cited; /* sources of causes, for people */
};
/* How much a changed row matters: control that is sure before or after is
 * something to act on; other control, and votes that are sure, to plan for. */
enum bw_level bw_watch_level(const struct bw_watch_row *row);
int bw_watch_table(struct watching *t, struct bw_err *err) BW_MUST_USE;
/* Members of an object that is open. */
int bw_watch_json(
    struct watching *t, struct bw_jw *j, struct bw_err *err) BW_MUST_USE;

#endif
