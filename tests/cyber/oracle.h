/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * oracle.h - small made-up worlds, and what the rules say of them, slowly.
 *
 * A world is numbers: product 0 .. 2, version 1 .. 4. oracle.c decides each
 * component and problem straight from the rules (cyber/match.h, claims.h,
 * rules/cyber/precedence.yaml) by looking at everything: no names, keys,
 * indexes or layers. oracle_world.c makes worlds and tells them to the real
 * thing.
 */
#ifndef BW_TEST_ORACLE_H
#define BW_TEST_ORACLE_H
#include "cyber/claims_build.h"
#include "cyber/match.h"

enum {
	NAMES = 7, /* 0 .. 2 are CVEs */
	CVES = 3,
	ADVISORIES = 7,
	VULNS = 2,
	PRODUCTS = 4,
	CLAIMS = 5,
	COMPONENTS = 6,
	HOSTS = 3
};
enum kind {
	NPM,
	NPM_CPE, /* both identifiers */
	DEB,
	CPE,
	WORDS, /* vendor and product */
	ALONE, /* the product alone */
	KINDS
};
struct thing {
	enum kind kind;
	unsigned product;
	unsigned vendor;  /* of WORDS: 0 or 1 */
	unsigned release; /* of DEB: 11, 12, 0 not told */
};
enum form {
	ALL,
	ONE,    /* hi */
	RANGE,  /* from lo (0: from the first) to before hi, as vers */
	BEFORE, /* the same in words, lo is 0 */
	UNREAD, /* words that nobody understands */
	FORMS
};
#define ODD 9 /* a version without order; 0: none is told */
struct said_product {
	struct thing thing;
	enum form form;
	unsigned lo, hi;
	bool upstream; /* RANGE of DEB: in the numbers of upstream */
	int on;        /* must run on that product; -1 */
};
struct said_node {
	uint8_t op; /* enum bw_adv_op; of AND and OR two children follow */
	bool negate;
	unsigned product;
};
struct said_vuln {
	unsigned name[3], n_name;
	struct said_node node[5];
	unsigned n_node;
};
struct said_claim {
	unsigned vuln, product;
	uint8_t status;
	bool otherwise; /* BW_CLAIM_DEFAULT */
};
struct said {
	unsigned scheme, publisher, modified;
	uint8_t speaker;
	bool withdrawn;
	struct said_vuln vuln[VULNS];
	struct said_product product[PRODUCTS];
	struct said_claim claim[CLAIMS];
	unsigned n_vuln, n_product, n_claim;
};
struct component {
	struct thing thing;
	unsigned version;
	bool system;
};
struct oracle_world {
	struct said said[ADVISORIES];
	struct component component[COMPONENTS];
	bool on_host[HOSTS][COMPONENTS];
	unsigned least; /* enum bw_sure */
};
extern const char *const oracle_scheme[]; /* of said.scheme */
extern const char *const oracle_name[NAMES];

/* Of a component on a host and a problem, by the number of its name. Nothing:
 * says is BW_SAYS_NOTHING. */
struct oracle_verdict {
	unsigned says, why, sure;
};
struct oracle_verdict oracle_decide(const struct oracle_world *w,
    const struct bw_precedence *p, unsigned host, unsigned component,
    unsigned problem);

/* Where choices come from: bytes (then 0 when they are used up) or a seed. */
struct dice {
	const uint8_t *p, *end;
	uint64_t seed;
};
void oracle_make(struct oracle_world *w, struct dice *d);

struct oracle_held {
	struct bw_claims below, claims;
	struct bw_estate under, estate;
};
/* In one layer, or with the advisories before `cut` in a layer below; rows of
 * hosts and packages are their numbers in the world. */
int oracle_say(struct oracle_held *h, const struct oracle_world *w,
    const struct bw_naming_rules *r, unsigned cut, struct bw_err *err);
void oracle_release(struct oracle_held *h);
/* Holds every answer of bw_match on every host against the oracle; writes the
 * first that differs to `why` and returns false. */
bool oracle_agrees(const struct oracle_held *h, const struct oracle_world *w,
    const struct bw_precedence *p, struct bw_buf *why, size_t *verdicts);

#endif
