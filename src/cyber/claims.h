/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims.h - all that is said about vulnerabilities, ready to be asked: pure.
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
 * Layers. Claims may lie over earlier ones that stay as they are (a mapped
 * file): they number on from those, and say which advisories hold no more. So
 * an advisory of today is asked beside half a million without touching them.
 * What it says of names may join vulnerabilities that stood apart; then it is
 * `stale`: everything has to be gathered anew. Otherwise all answers are those
 * of claims that were gathered at once.
 *
 * Memory: about 50 bytes a rule and 80 a distinct range, besides the texts.
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

enum bw_claims_count { /* what was met, and what was not understood */
	BW_COUNT_CLAIMS,
	BW_COUNT_UNREAD,       /* versions in words not understood */
	BW_COUNT_NO_NAME,      /* a product without any name */
	BW_COUNT_BAD_IDENTITY, /* purl or CPE that is none */
	BW_COUNTS
};

struct bw_spoken { /* one advisory; texts in claims.texts, BW_NONE */
	uint32_t scheme, ref, publisher, version, title, url;
	int64_t modified;
	uint64_t row;    /* of the world */
	uint64_t joined; /* digest of what it says of names; 0 nothing */
	uint8_t speaker, state;
	uint8_t only;      /* 1: nobody else uses the names it joins */
	uint32_t first, n; /* in claims.by_advisory */
	uint32_t count[BW_COUNTS];
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
	uint32_t list;             /* the load of that list, or 0 */
	uint8_t kind;              /* enum bw_rating_kind */
	uint32_t value, extra, by; /* in claims.texts, BW_NONE */
	bw_date at;
};

struct bw_alias {         /* another name of a vulnerability than a CVE */
	uint32_t name;    /* in claims.aliases */
	uint32_t problem; /* BW_NONE: none of its own */
	uint32_t user;    /* the only advisory that uses it; BW_NONE: several */
	bool alone;       /* told without a CVE somewhere */
};

/* Numbers go on from those of `under`; counts are of both, arrays hold only
 * what this layer adds. Ask through the functions below. */
struct bw_claims {
	const struct bw_claims *under; /* or NULL */
	struct bw_intern names, problems, texts, aliases;
	struct bw_rule *rule; /* by name, problem, advisory, claim */
	uint32_t *at;         /* names.n + 1 offsets; NULL in an upper layer */
	struct bw_range *range;
	struct bw_spoken *advisory;
	uint32_t *by_advisory; /* numbers of rules */
	struct bw_where *where;
	uint32_t *where_name;
	struct bw_problem_rating *rating; /* by problem */
	uint32_t *rating_at;    /* problems.n + 1; NULL in an upper layer */
	struct bw_alias *alias; /* by name */
	uint32_t n_rule, n_range, n_advisory, n_where, n_where_name, n_claim;
	size_t n_rating, n_alias; /* of this layer */
	uint64_t *gone;           /* a bit an advisory of `under`, or NULL */
	uint32_t *gone_list;      /* loads of lists that hold no more */
	size_t n_gone_list;
	uint64_t count[BW_COUNTS]; /* of all advisories that hold */
	uint32_t n_holds, n_withdrawn;
	bool stale;
	struct bw_arena arena;
	bool mapped; /* the arrays are somebody else's, but for the arena */
};

void bw_claims_release(struct bw_claims *c);

/* A text of claims.texts; BW_NONE is empty. */
struct bw_str bw_claims_text(const struct bw_claims *c, uint32_t id);
const struct bw_rule *bw_claims_rule(const struct bw_claims *c, uint32_t rule);
const struct bw_range *bw_claims_range(
    const struct bw_claims *c, uint32_t range);
const struct bw_spoken *bw_claims_advisory(
    const struct bw_claims *c, uint32_t advisory);
const struct bw_where *bw_claims_where(
    const struct bw_claims *c, uint32_t where);
uint32_t bw_claims_where_name(const struct bw_claims *c, uint32_t at);
/* Does an advisory still hold? */
bool bw_claims_holds(const struct bw_claims *c, uint32_t advisory);

/* Numbers in a row: [from, end). */
struct bw_rule_span {
	uint32_t from, end;
};
/* The rules under a name, of each layer. */
struct bw_rule_span bw_claims_named(
    const struct bw_claims *c, uint32_t name, unsigned layer);
/* The rules of an advisory: n numbers. */
const uint32_t *bw_claims_of(
    const struct bw_claims *c, uint32_t advisory, uint32_t *n);

/* The ratings of a problem that hold, in an order of what they say. Borrowed
 * until the scratch changes. */
struct bw_ratings {
	struct bw_problem_rating *v;
	size_t n, cap;
};
int bw_claims_ratings(const struct bw_claims *c, uint32_t problem,
    struct bw_ratings *out, struct bw_err *err) BW_MUST_USE;
void bw_ratings_release(struct bw_ratings *r);
/* Does anybody say that it is exploited in the wild? */
bool bw_claims_exploited(const struct bw_claims *c, uint32_t problem);
/* The problems that a name means (CVE, GHSA, a vendor's number; ASCII case does
 * not count): how many, the first `most` of them in out. */
size_t bw_claims_called(
    const struct bw_claims *c, struct bw_str name, uint32_t *out, size_t most);

#endif
