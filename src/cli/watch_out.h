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

/* ---- watch_why.c ---- */
struct watch_cause {
	const char *what; /* came, went, changed, merged, split */
	struct bw_watch_cause of;
	uint32_t stake[BW_SIDES]; /* BW_NONE */
};
struct watch_causes {
	struct watch_cause *v;
	size_t n;
};
/* The party a unit is now, or was when it is gone; its name and number. */
uint32_t bw_watch_party(const struct watching *t, uint32_t unit, int *side);
struct bw_str bw_watch_name(const struct watching *t, uint32_t unit);
int64_t bw_watch_id(const struct watching *t, uint32_t unit);
int bw_watch_causes(struct watching *t, struct bw_watch_cause of,
    struct watch_causes *to, struct bw_err *err) BW_MUST_USE;
int bw_watch_place(struct watching *t, int side, uint32_t stake,
    struct bw_evidence *e, struct bw_err *err) BW_MUST_USE;
/* All causes of a row as one text. */
int bw_watch_why(struct watching *t, const struct bw_watch_row *row,
    struct bw_str *out, struct bw_err *err) BW_MUST_USE;
/* Votes of a row on one side, as a share. */
struct bw_share bw_watch_votes(const struct bw_watch_row *row, int side);

/* ---- watch_out.c, watch_json.c ---- */
/* How much a changed row matters: control that is sure before or after is
 * something to act on; other control, and votes that are sure, to plan for. */
enum bw_level bw_watch_level(const struct bw_watch_row *row);
int bw_watch_table(struct watching *t, struct bw_err *err) BW_MUST_USE;
/* Members of an object that is open. */
int bw_watch_json(
    struct watching *t, struct bw_jw *j, struct bw_err *err) BW_MUST_USE;

#endif
