/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advice.h - what the readers of advisories share: building one.
 *
 * A document becomes one record: vulnerabilities, products, and claims that
 * join them. A vulnerability gets its aliases, ratings and nodes before the
 * next one is begun, a product its keys: each kind lies in one row of which
 * every owner has a run, so that nothing is asked of the heap per product.
 * Text lies in the document or in the arena of the reading; both stay until
 * the record is told.
 */
#ifndef BW_ADVICE_H
#define BW_ADVICE_H
#include "formats/reading.h"
#include "model/advisory.h"

/* A document of 150 MiB is legal (CSAF 2.1, section C.1). What it says can be
 * more than it is long, vulnerabilities times products: that is bounded. */
#define BW_ADVICE_DOCUMENT ((size_t)192 << 20)
#define BW_ADVICE_CLAIMS ((size_t)4 << 20)

struct bw_advice {
	struct bw_reading rd;
	struct bw_advisory_rec rec;
	BW_VEC(struct bw_adv_vuln) vuln;
	BW_VEC(struct bw_adv_product) product;
	BW_VEC(struct bw_claim) claim;
	BW_VEC(struct bw_rating) rating;
	BW_VEC(struct bw_str) alias;
	BW_VEC(struct bw_adv_node) node;
	BW_VEC(struct bw_key) key;
	struct bw_buf text; /* a range that is being put together */
	size_t parts;       /* of it */
	bool over;          /* more claims or keys than BW_ADVICE_CLAIMS */
};

int bw_advice_init(struct bw_advice *a, const struct bw_sink *sink,
    struct bw_err *err) BW_MUST_USE;
void bw_advice_release(struct bw_advice *a);
/* Forget what was said; keeps the memory. */
void bw_advice_begin(struct bw_advice *a);
/* Hand the record on; refused ("advisory-limit") when it says too much. */
int bw_advice_tell(struct bw_advice *a) BW_MUST_USE;

/* All of these mark rd.oom when there is no memory; bw_advice_tell tells. */
uint32_t bw_advice_vuln(struct bw_advice *a, struct bw_str name);
void bw_advice_alias(struct bw_advice *a, struct bw_str name);
/* Once each kind, value and speaker; empty values are nothing. */
void bw_advice_rating(struct bw_advice *a, struct bw_rating r);
void bw_advice_node(struct bw_advice *a, struct bw_adv_node n);
uint32_t bw_advice_product(struct bw_advice *a, struct bw_adv_product p);
void bw_advice_key(struct bw_advice *a, const char *scheme, struct bw_str v);
void bw_advice_claim(struct bw_advice *a, struct bw_claim c);

/* A range as `vers`: begin with its scheme, add comparators ("", "<", ">=" ...)
 * with versions, take the text. Without any part it is every version. */
void bw_vers_begin(struct bw_advice *a, struct bw_str scheme);
void bw_vers_part(struct bw_advice *a, const char *op, struct bw_str version);
struct bw_versions bw_vers_take(struct bw_advice *a, struct bw_str scheme);

/* What somebody wrote where one version is asked: one, all ("*"), or words: a
 * range, or that none is told ("n/a"). */
struct bw_versions bw_versions_told(struct bw_str text, struct bw_str scheme);
/* The purl type whose order the versions of an OSV ecosystem have. */
struct bw_str bw_ecosystem_type(struct bw_str ecosystem);

/* Not more than n bytes, and no half of a character. */
struct bw_str bw_text_cut(struct bw_str s, size_t n);
int64_t bw_moment(struct bw_str s); /* or BW_NO_TIME */
/* A member of a JSON object, as text fit to be handed on. */
struct bw_str bw_advice_text(
    struct bw_advice *a, struct bw_json object, const char *key);
/* Vectors, decisions and words of a CVE `metrics` array. */
int bw_cve_metrics(struct bw_advice *a, struct bw_json metrics) BW_MUST_USE;
/* `configurations` of NVD, `cpeApplicability` of CVE: claims of the newest
 * vulnerability, and a tree where one is needed. It may add a vulnerability of
 * the same name; nothing may follow for the one before. */
#define BW_CPE_DEPTH 32 /* nested nodes; NVD nests two */
int bw_cpe_configurations(struct bw_advice *a, struct bw_json list) BW_MUST_USE;
/* Vendor and product of a CPE 2.3 name, without their escapes. */
bool bw_cpe_parts(struct bw_advice *a, struct bw_str cpe, struct bw_str *vendor,
    struct bw_str *product, struct bw_str *version);
/* "8.2\(100\)" -> "8.2(100)". */
struct bw_str bw_cpe_unescape(struct bw_advice *a, struct bw_str s);

#endif
