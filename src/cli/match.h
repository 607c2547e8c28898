/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.h - the verb match: what is found, and the forms of its answer.
 */
#ifndef BW_CLI_MATCH_H
#define BW_CLI_MATCH_H
#include "cli/cli.h"
#include "cyber/cyber_load.h"
#include "cyber/ranker.h"

struct bw_found_hit {
	uint32_t host, package, problem;
	uint8_t says, why, sure;
	size_t first, n; /* in opinions */
	uint32_t rank;   /* of the ranker */
};
struct bw_found_unmet { /* a statement that met nothing */
	uint32_t advisory, rule;
	bool named; /* something is called so, in another version */
};
struct bw_found_all {
	struct bw_cli *cli;
	struct bw_view *v;
	struct bw_cyber c;
	BW_VEC(struct bw_found_hit) hit;
	BW_VEC(struct bw_opinion) opinion;
	struct bw_ranker *ranker;
	struct bw_arena scratch;             /* of one finding */
	BW_VEC(struct bw_found_unmet) unmet; /* of VEX documents */
	size_t n_host;                       /* that were looked at */
	bool chain; /* one vulnerability: show every opinion */
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

/* ---- match_rank.c: what comes first, and why ---- */

const struct bw_ranked *bw_found_ranked(
    const struct bw_found_all *f, const struct bw_found_hit *h);
/* "now"; empty for what is not affected. */
struct bw_str bw_found_tier(
    const struct bw_found_all *f, const struct bw_found_hit *h);
enum bw_level bw_found_level(
    const struct bw_found_all *f, const struct bw_found_hit *h);
/* All that is told, in f->scratch. */
int bw_found_detail(struct bw_found_all *f, const struct bw_found_hit *h,
    struct bw_rated *out, struct bw_err *err) BW_MUST_USE;
/* "it is being exploited; CVSS 9.8, EPSS 0.94" */
struct bw_str bw_found_signs(
    const struct bw_found_all *f, const struct bw_rated *r, struct bw_arena *a);
/* One rating on a line, with who said it. */
void bw_say_rating(struct bw_cli *cli, const struct bw_rated *r, uint32_t said);
void bw_rating_json(
    struct bw_cli *cli, struct bw_jw *j, const struct bw_said *s);
int bw_match_rank_chain(struct bw_found_all *f, const struct bw_found_hit *h,
    struct bw_err *err) BW_MUST_USE;
void bw_match_rank_json(struct bw_jw *j, struct bw_found_all *f,
    const struct bw_found_hit *h, const struct bw_rated *r);
/* What is told of each vulnerability among the findings. */
int bw_match_ratings_json(
    struct bw_jw *j, struct bw_found_all *f, struct bw_err *err) BW_MUST_USE;

/* ---- match_unmet.c: statements of VEX documents that met nothing ---- */

int bw_found_unmet(
    struct bw_found_all *f, struct bw_match *m, struct bw_err *err) BW_MUST_USE;
void bw_say_unmet(struct bw_found_all *f);
void bw_unmet_json(struct bw_jw *j, struct bw_found_all *f);

int bw_match_table(struct bw_found_all *f, struct bw_err *err) BW_MUST_USE;
int bw_match_chain(struct bw_found_all *f, struct bw_err *err) BW_MUST_USE;
int bw_match_json(struct bw_found_all *f, struct bw_err *err) BW_MUST_USE;

#endif
