/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match.h - is this component affected by that vulnerability, and why: pure.
 *
 * Everything that is said on a component and a problem is an opinion: from a
 * rule (claims.h), what it says of this version, and how sure the names meet.
 * Opinions are weighed by who speaks (rules/cyber/precedence.yaml): the user's
 * own statement, the vendor, the distribution, upstream, coordinators, those
 * who enrich. The first rank that says yes or no decides; two of one rank that
 * contradict each other make it unknown. All opinions are kept as the chain
 * of reasons, also those that had no say.
 *
 * A version without order, a range that nobody could read, a component without
 * version, an upstream statement on a package into which a distribution may
 * have put the remedy: each is unknown, by name, never a silent no.
 *
 * Cost: O(rules under the names of the component).
 */
#ifndef BW_MATCH_H
#define BW_MATCH_H
#include "cyber/claims.h"
#include "cyber/estate.h"

enum bw_says {
	BW_SAYS_NOTHING,
	BW_SAYS_AFFECTED,
	BW_SAYS_NOT,
	BW_SAYS_UNKNOWN
};
enum bw_why {
	BW_WHY_IN_RANGE,
	BW_WHY_ALL_VERSIONS,
	BW_WHY_OUTSIDE,       /* other versions are affected, this one not */
	BW_WHY_DEFAULT,       /* what the source says of all others */
	BW_WHY_BEFORE_FIX,    /* older than the version with the remedy */
	BW_WHY_FIXED,         /* that version or a later one */
	BW_WHY_NOT_AFFECTED,  /* the source says so */
	BW_WHY_INVESTIGATING, /* the source does not know yet */
	BW_WHY_NO_ORDER,      /* the versions cannot be compared */
	BW_WHY_UNREAD,        /* the range is words that were not understood */
	BW_WHY_NO_VERSION,    /* the inventory tells no version */
	BW_WHY_SIMILAR,       /* only the names look alike */
	BW_WHY_BACKPORT,      /* upstream speaks of a distribution's package */
	BW_WHY_CONTEXT,       /* whether it runs where it must is not known */
	BW_WHY_ELSEWHERE,     /* it does not run where it must */
	BW_WHY_CONFLICT,      /* equals contradict each other */
	BW_WHYS
};

struct bw_opinion {
	uint32_t rule;
	uint8_t says, why;
	uint8_t sure; /* of the names */
	uint8_t rank; /* 0 decides first */
	bool decides;
};
struct bw_verdict {
	uint32_t package, problem;
	uint8_t says; /* AFFECTED, NOT or UNKNOWN */
	uint8_t why, sure;
	uint32_t first, n; /* opinions, by rank */
};
struct bw_hit { /* of bw_match_advisory */
	uint32_t host, verdict;
};

/* rules/cyber/precedence.yaml: who is heard first. */
#define BW_PRECEDENCE_MOST 32
#define BW_NO_VOICE UINT8_MAX
struct bw_precedence {
	struct {
		uint8_t speaker;
		struct bw_str scheme; /* of the advisory; empty: any */
		struct bw_str reason; /* in the arena */
	} row[BW_PRECEDENCE_MOST];
	size_t n;
	/* Schemes in which versions that are not named are not affected. */
	struct bw_str outside[8];
	size_t n_outside;
};
int bw_precedence_read(struct bw_precedence *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
uint8_t bw_precedence_rank(
    const struct bw_precedence *p, uint8_t speaker, struct bw_str scheme);
bool bw_precedence_outside(const struct bw_precedence *p, struct bw_str scheme);

struct bw_match_opt {
	uint8_t least; /* enum bw_sure: weaker meetings are left out */
	bool silent;   /* also verdicts of "not affected" */
};
struct bw_match; /* results and scratch, used again */
int bw_match_new(struct bw_match **out, const struct bw_claims *c,
    const struct bw_estate *e, const struct bw_precedence *p,
    const struct bw_match_opt *opt, struct bw_err *err) BW_MUST_USE;
void bw_match_free(struct bw_match *m);
/* Each clears the results of the one before. */
int bw_match_host(
    struct bw_match *m, uint32_t host, struct bw_err *err) BW_MUST_USE;
/* On a package wherever it is: what depends on the host is unknown. */
int bw_match_package(
    struct bw_match *m, uint32_t package, struct bw_err *err) BW_MUST_USE;
/* Verdicts on the problems of an advisory, and the hosts they hold for, on the
 * packages that it can mean. */
int bw_match_advisory(
    struct bw_match *m, uint32_t advisory, struct bw_err *err) BW_MUST_USE;
/* The same for problems, whoever speaks of them. Cost: O(all rules), some
 * hundredths of a second for millions. */
int bw_match_problems(struct bw_match *m, const uint32_t *problem, size_t n,
    struct bw_err *err) BW_MUST_USE;

/* Claims of an advisory that speak of nothing on any host: one each, in the
 * arena. */
struct bw_unmet {
	uint32_t rule;
	bool named; /* something is called so, in another version */
};
int bw_match_unmet(struct bw_match *m, uint32_t advisory, struct bw_unmet **out,
    size_t *n, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

struct bw_match_result {
	const struct bw_verdict *verdict;
	const struct bw_opinion *opinion;
	const struct bw_hit *hit; /* by host */
	size_t n_verdict, n_opinion, n_hit;
};
struct bw_match_result bw_match_result(const struct bw_match *m);
/* Of the n > 0 opinions of a verdict the one that decided, or the first. */
const struct bw_opinion *bw_opinion_decides(
    const struct bw_opinion *o, size_t n);

#endif
