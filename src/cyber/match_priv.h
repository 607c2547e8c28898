/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_priv.h - a match at work.
 */
#ifndef BW_MATCH_PRIV_H
#define BW_MATCH_PRIV_H
#include "base/vec.h"
#include "cyber/match.h"

#define NO_HOST UINT32_MAX

struct candidate { /* a rule that speaks of the package */
	uint32_t rule, problem, advisory, claim;
	uint8_t sure;
};

struct bw_match {
	const struct bw_claims *c;
	const struct bw_estate *e;
	const struct bw_precedence *p;
	struct bw_match_opt opt;
	/* The same name on the other side; 0 until somebody asks. */
	uint32_t *name_in_claims, *name_in_estate;
	/* What a tree said last: the asking, and enum bw_inside. */
	struct {
		uint64_t asking;
		uint8_t said;
	} * where;
	uint64_t asking; /* one package on one host */
	/* the package at hand */
	uint32_t package, host;
	struct bw_buf key[BW_SCHEMES];
	bool keyed[BW_SCHEMES];
	struct { /* the rank that was asked for last */
		uint32_t scheme;
		uint8_t speaker, rank;
		bool told;
	} voice;
	BW_VEC(struct candidate) candidate;
	BW_VEC(uint32_t) problem; /* only these, rising; or all when `some` */
	bool some;
	BW_VEC(struct bw_opinion) opinion;
	BW_VEC(struct bw_verdict) verdict;
	BW_VEC(struct bw_hit) hit;
	BW_VEC(uint32_t) package_list;
};

/* Forget what was found; `some`: only m->problem is asked about. */
void match_begin(struct bw_match *m, bool some);
/* The rules that speak of a package become candidates. */
int match_gather(struct bw_match *m, uint32_t package, struct bw_err *err);
/* Candidates become verdicts, on a host or NO_HOST. */
int match_judge(struct bw_match *m, uint32_t host, struct bw_err *err);
/* What rules i .. n of one problem and one advisory say of the package. */
int match_opinions(struct bw_match *m, const struct candidate *c, size_t n,
    struct bw_err *err);
/* The opinions from `first` on become a verdict, or none. */
int match_settle(
    struct bw_match *m, uint32_t problem, size_t first, struct bw_err *err);
/* Does the tree hold on m->host (NO_HOST: on the package alone)? Each tree is
 * looked through once for a package on a host, however many claims hang on
 * it. */
enum bw_inside match_where(struct bw_match *m, uint32_t node);
/* Is the version of a package in a range, and why? */
enum bw_inside match_inside(struct bw_match *m, uint32_t package,
    uint32_t range, uint8_t form, uint8_t *why);
/* The key of the version of m->package in a scheme; empty: no order. */
struct bw_str match_key(struct bw_match *m, enum bw_scheme s);
struct bw_str match_version(
    const struct bw_match *m, uint32_t package, enum bw_scheme s);
uint32_t match_in_claims(struct bw_match *m, uint32_t estate_name);
uint32_t match_in_estate(struct bw_match *m, uint32_t claims_name);

#endif
