/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.h - the verb match: what is found, and the forms of its answer.
 */
#ifndef BW_CLI_MATCH_H
#define BW_CLI_MATCH_H
#include "cli/cli.h"
#include "cyber/cyber_load.h"

struct bw_found_hit {
	uint32_t host, package, problem;
	uint8_t says, why, sure;
	size_t first, n; /* in opinions */
	bool exploited;
	double epss; /* NAN: not told */
};
struct bw_found_all {
	struct bw_cli *cli;
	struct bw_view *v;
	struct bw_cyber c;
	BW_VEC(struct bw_found_hit) hit;
	BW_VEC(struct bw_opinion) opinion;
	struct bw_ratings ratings; /* scratch */
	size_t n_host;             /* that were looked at */
	bool chain;                /* one vulnerability: show every opinion */
};

/* Names that --json and --csv print, and words "match.says.NAME". */
const char *bw_says_name(unsigned says);
const char *bw_why_name(unsigned why);
const char *bw_sure_name(unsigned sure);
/* The opinion that decided, or the first. */
const struct bw_opinion *bw_found_decides(
    const struct bw_found_all *f, const struct bw_found_hit *h);
struct bw_str bw_found_package(
    const struct bw_found_all *f, uint32_t package); /* "openssl 3.0.1" */

int bw_match_table(struct bw_found_all *f, struct bw_err *err) BW_MUST_USE;
void bw_match_chain(struct bw_found_all *f);
void bw_match_json(struct bw_found_all *f);

#endif
