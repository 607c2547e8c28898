/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims.h - all that is said about vulnerabilities, ready to be asked: pure.
 *
 *	bw_claims_add (an advisory) ... bw_claims_finish -> columns
 *
 * A claim "P in versions V is affected by U" becomes a rule under every name
 * that P can be met by (naming.h). Rules are sorted by name, so that the rules
 * on one component lie together; ranges of versions are read once and shared.
 * U has many names (CVE, GHSA, the source's own): those that a document calls
 * aliases of one another are one problem, called by its CVE where it has one.
 * An entry with several CVEs is about each of them.
 *
 * What cannot be read (a range in a sentence, a purl that is none) is counted
 * by kind and stays as a rule whose versions are unknown: silence would read
 * as "not affected".
 *
 * Memory: about 40 bytes a rule and 80 a distinct range, besides the texts.
 */
#ifndef BW_CLAIMS_H
#define BW_CLAIMS_H
#include "base/map.h"
#include "cyber/range.h"
#include "cyber/naming.h"

struct bw_rule {
	uint32_t name;    /* in claims.names */
	uint32_t problem; /* in claims.problems */
	uint32_t advisory;
	uint32_t claim;      /* rules of one claim have the same number */
	uint32_t range;      /* in claims.range; BW_NONE: all versions */
	uint32_t where;      /* node that must hold on the host; BW_NONE */
	uint32_t qualifiers; /* in claims.texts; BW_NONE: none */
	uint32_t reason, remedy, versions; /* in claims.texts, BW_NONE */
	uint8_t status, flags; /* enum bw_claim_status, bw_claim_flag */
	uint8_t sure;          /* of the name: enum bw_sure */
	uint8_t form;          /* enum bw_rule_form */
};
enum bw_rule_form {
	BW_RULE_READ,   /* the range was read, or is all versions */
	BW_RULE_UNREAD, /* the words of the source were not understood */
	BW_RULE_VERSION /* one version: for what is fixed, from it on */
};

struct bw_spoken { /* one advisory */
	struct bw_str scheme, ref, publisher, version, title, url;
	int64_t modified;
	uint64_t row; /* of the world */
	uint8_t speaker, state;
	uint32_t first, n; /* in claims.by_advisory */
};

/* A tree of what must be on the host, in prefix order. */
struct bw_where {
	uint8_t op; /* enum bw_adv_op */
	bool negate;
	bool itself;    /* the leaf that the rule is about */
	uint32_t n;     /* children; of a leaf: names from `first` on */
	uint32_t first; /* in claims.where_name */
	uint32_t size;  /* nodes of this subtree, itself included */
	uint32_t range;
	uint8_t form;
};

struct bw_problem_rating {
	uint32_t problem;
	uint32_t advisory;         /* who says so; BW_NONE: a list */
	uint8_t kind;              /* enum bw_rating_kind */
	uint32_t value, extra, by; /* in claims.texts, BW_NONE */
	bw_date at;
};

enum bw_claims_count { /* what was met, and what was not understood */
	BW_COUNT_ADVISORIES,
	BW_COUNT_WITHDRAWN,
	BW_COUNT_CLAIMS,
	BW_COUNT_RANGES,       /* distinct */
	BW_COUNT_UNREAD,       /* distinct ranges not understood */
	BW_COUNT_NO_NAME,      /* claims on a product without any name */
	BW_COUNT_BAD_IDENTITY, /* purl or CPE that is none */
	BW_COUNTS
};

struct bw_claims {
	struct bw_intern names, problems, texts;
	struct bw_rule *rule; /* by name, problem, advisory, claim */
	size_t n_rule;
	uint32_t *at; /* names.n + 1 offsets into rule */
	struct bw_range *range;
	size_t n_range;
	struct bw_spoken *advisory;
	size_t n_advisory;
	uint32_t *by_advisory; /* rules, by advisory */
	struct bw_where *where;
	size_t n_where;
	uint32_t *where_name;
	size_t n_where_name;
	struct bw_problem_rating *rating; /* by problem */
	size_t n_rating;
	uint32_t *rating_at; /* problems.n + 1 */
	uint64_t count[BW_COUNTS];
	struct bw_arena arena;
};

struct bw_claims_build;
/* The rules must outlive the build. */
int bw_claims_begin(struct bw_claims_build **out,
    const struct bw_naming_rules *r, struct bw_err *err) BW_MUST_USE;
/* `row` is the caller's number for it. */
int bw_claims_add(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    uint64_t row, struct bw_err *err) BW_MUST_USE;
int bw_claims_signal(struct bw_claims_build *b, const struct bw_signal_rec *r,
    struct bw_err *err) BW_MUST_USE;
/* Frees b in any case. */
int bw_claims_finish(struct bw_claims_build *b, struct bw_claims *out,
    struct bw_err *err) BW_MUST_USE;
void bw_claims_abort(struct bw_claims_build *b);
void bw_claims_release(struct bw_claims *c);

/* A text of claims.texts; BW_NONE is empty. */
struct bw_str bw_claims_text(const struct bw_claims *c, uint32_t id);
/* Does anybody say that it is exploited in the wild? */
bool bw_claims_exploited(const struct bw_claims *c, uint32_t problem);

#endif
