/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisories.h - the verb advisories, in the files of its forms.
 */
#ifndef BW_CLI_ADVISORIES_H
#define BW_CLI_ADVISORIES_H
#include "cli/match.h"

struct bw_said_all {
	struct bw_cli *cli;
	struct bw_view *v;
	struct bw_world *w;
	struct bw_cyber c;
	struct bw_ranker *ranker;
	BW_VEC(uint32_t) advisory; /* those that are asked for */
	struct bw_ratings ratings; /* of one vulnerability, for a moment */
	struct bw_jw j;
};

/* A moment as its day, "2026-01-31"; empty when it is not told. */
struct bw_str bw_said_day(const struct bw_said_all *s, int64_t moment);

/* advisories_one.c: everything on some vulnerabilities, source by source; or on
 * one advisory, with its revisions. */
int bw_said_problem(struct bw_said_all *s, const uint32_t *problem, size_t n,
    struct bw_err *err) BW_MUST_USE;
int bw_said_advisory(
    struct bw_said_all *s, uint32_t advisory, struct bw_err *err) BW_MUST_USE;
/* advisories_unread.c: what was loaded and not understood, by source. */
int bw_said_unread(struct bw_said_all *s, struct bw_err *err) BW_MUST_USE;

#endif
