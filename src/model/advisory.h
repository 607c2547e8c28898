/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisory.h - what somebody says about vulnerabilities, as formats give it.
 *
 * CSAF, CVE, OSV, NVD and the VEX forms all say the same kind of sentence:
 * "product P in versions V is affected (fixed, not affected ...) by
 * vulnerability U". One document is one value with its vulnerabilities, its
 * products and the claims that join them by number; ratings (scores, "known
 * to be exploited") hang on the vulnerability. Nothing is interpreted here:
 * versions stay the source's words, an identity stays its text, so that what
 * a matcher makes of them can be held against what was said.
 *
 * All text and arrays are borrowed and valid during the call only.
 */
#ifndef BW_ADVISORY_H
#define BW_ADVISORY_H
#include "base/arena.h"
#include "model/record.h"

enum bw_speaker { /* as what the source speaks of the product */
	BW_SPEAKER_UNKNOWN,
	BW_SPEAKER_VENDOR,       /* who makes it */
	BW_SPEAKER_DISTRIBUTION, /* who packages it: Debian, Red Hat */
	BW_SPEAKER_UPSTREAM,     /* a database of an ecosystem, a CNA */
	BW_SPEAKER_COORDINATOR,  /* a CSIRT, CISA, NCSC */
	BW_SPEAKER_ENRICHER,     /* NVD, an ADP, another's addition */
	BW_SPEAKER_OWN           /* the user's own statement */
};

enum bw_versions_form {
	BW_VERSIONS_ALL,  /* nothing is said of versions */
	BW_VERSIONS_ONE,  /* text is one version */
	BW_VERSIONS_VERS, /* text is "vers:SCHEME/..." */
	BW_VERSIONS_WORDS /* as written: "<= 3.07.11", "All versions < V4" */
};
struct bw_versions {
	uint8_t form;
	struct bw_str scheme; /* purl type or ecosystem, or empty: not told */
	struct bw_str text;
};

struct bw_adv_product {
	struct bw_str id; /* within the document, or empty */
	struct bw_str vendor, name;
	/* When `name` is a package in one: purl type or OSV ecosystem
	 * ("npm", "Debian:12"). */
	struct bw_str ecosystem;
	const struct bw_key *key; /* "purl", "cpe" (2.3 or URI), as written */
	size_t n_key;
	struct bw_versions versions;
	uint32_t on; /* must run on that product; BW_ADV_NONE: on anything */
};
#define BW_ADV_NONE UINT32_MAX

enum bw_rating_kind {
	BW_RATING_CVSS,      /* value: the vector (v2 without a prefix) */
	BW_RATING_SSVC,      /* "Exploitation=active;Automatable=no" */
	BW_RATING_EPSS,      /* value: probability; extra: percentile */
	BW_RATING_EXPLOITED, /* in the wild, since `at`; extra: do before,
			      * and ";ransomware" where that is known */
	BW_RATING_SEVERITY,  /* the source's word: "Critical" */
	BW_RATING_URGENCY,   /* NCSC-NL: "Urgent", "Normaal" */
	BW_RATING_CHANCE,    /* NCSC-NL kans: "high", "medium", "low" */
	BW_RATING_DAMAGE     /* NCSC-NL schade */
};
struct bw_rating {
	uint8_t kind;
	struct bw_str value, extra;
	struct bw_str by; /* who rates, when not the publisher */
	bw_date at;       /* BW_DATE_MIN: not told */
};

/* A tree of "this and that" in prefix order: a node, then its n children. */
struct bw_adv_node {
	uint8_t op; /* enum bw_adv_op */
	bool negate;
	bool vulnerable;  /* leaf: false = only where the rest must run */
	uint32_t product; /* leaf */
	uint32_t n;       /* children */
};
enum bw_adv_op {
	BW_ADV_LEAF,
	BW_ADV_AND,
	BW_ADV_OR
};

struct bw_adv_vuln {
	struct bw_str name;         /* "CVE-2024-3094", or the source's id */
	const struct bw_str *alias; /* other names of the same */
	size_t n_alias;
	struct bw_str title;
	const struct bw_rating *rating;
	size_t n_rating;
	const struct bw_adv_node *node; /* NVD configurations, or none */
	size_t n_node;
};

enum bw_claim_status {
	BW_CLAIM_AFFECTED,
	BW_CLAIM_NOT_AFFECTED,
	BW_CLAIM_FIXED,         /* these versions hold the remedy */
	BW_CLAIM_INVESTIGATING, /* the source does not know yet */
	BW_CLAIM_UNKNOWN        /* the source says that it does not know */
};
enum bw_claim_flag {
	/* Holds for versions that no other claim of this document speaks of
	 * (CVE defaultStatus). */
	BW_CLAIM_DEFAULT = 1
};
struct bw_claim {
	uint32_t vuln, product; /* by number in the document */
	uint8_t status, flags;
	struct bw_str reason; /* why not affected: the source's word */
	struct bw_str remedy; /* what to do: the first remedy told */
};

enum bw_adv_state {
	BW_ADV_CURRENT,
	BW_ADV_DRAFT,
	BW_ADV_WITHDRAWN /* rejected: says nothing any more */
};
struct bw_advisory_rec {
	/* scheme "csaf" "cve" "osv" "nvd" "openvex" "cyclonedx"; the value is
	 * the id that a newer revision has too. */
	struct bw_key key;
	struct bw_str publisher, version, title, url, tlp, lang;
	uint8_t speaker, state;
	int64_t published, modified; /* seconds since 1970 UTC, or BW_NO_TIME */
	const struct bw_adv_vuln *vuln;
	size_t n_vuln;
	const struct bw_adv_product *product;
	size_t n_product;
	const struct bw_claim *claim;
	size_t n_claim;
	struct bw_place place;
};
#define BW_NO_TIME INT64_MIN

/* A rating from a list (KEV, EPSS): of a vulnerability by its name. */
struct bw_signal_rec {
	struct bw_str vuln;
	struct bw_rating rating;
	struct bw_place place;
};

/* RFC 3339 with any zone, or a date alone (00:00 UTC). */
bool bw_instant_parse(struct bw_str s, int64_t *out);
/* "2024-03-29T16:51:12Z"; "" for BW_NO_TIME. */
void bw_instant_print(struct bw_buf *b, int64_t t);
/* The names that --json and --csv print: "affected", "vendor" ... */
const char *bw_claim_status_name(unsigned status);
const char *bw_speaker_name(unsigned speaker);
const char *bw_rating_name(unsigned kind);

/* As one line of JSON, and back: how the world keeps it. Whoever is read back
 * lies in the arena. doc/world.md describes the members. The digest is of what
 * can change an answer: claims, versions, states and ratings, not titles, dates
 * or revision numbers. */
void bw_advisory_write(struct bw_buf *b, const struct bw_advisory_rec *r);
int bw_advisory_parse(struct bw_advisory_rec *out, struct bw_str json,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
uint64_t bw_advisory_digest(const struct bw_advisory_rec *r);

#endif
