/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cpe.h - Common Platform Enumeration: reading, printing, comparing: pure.
 *
 * Names by NISTIR 7695 (CPE 2.3 Naming) in both bindings, "cpe:2.3:a:..." and
 * "cpe:/a:...", and their comparison by NISTIR 7696 (Name Matching). An
 * attribute is kept as the formatted string has it: lower case, a backslash
 * before what is not a letter, digit, "_", "-" or "."; "*" alone is ANY, "-"
 * alone is NA, and an unquoted "*" or "?" at an end is a wildcard.
 */
#ifndef BW_CPE_H
#define BW_CPE_H
#include "base/arena.h"

enum bw_cpe_attr {
	BW_CPE_PART,
	BW_CPE_VENDOR,
	BW_CPE_PRODUCT,
	BW_CPE_VERSION,
	BW_CPE_UPDATE,
	BW_CPE_EDITION,
	BW_CPE_LANGUAGE,
	BW_CPE_SW_EDITION,
	BW_CPE_TARGET_SW,
	BW_CPE_TARGET_HW,
	BW_CPE_OTHER,
	BW_CPE_ATTRS
};
struct bw_cpe {
	struct bw_str attr[BW_CPE_ATTRS];
};
#define BW_CPE_MOST 4096 /* bytes of a name */

enum bw_cpe_relation { /* NISTIR 7696, table 6-1 */
	BW_CPE_DISJOINT,
	BW_CPE_EQUAL,
	BW_CPE_SUBSET,
	BW_CPE_SUPERSET,
	BW_CPE_UNDEFINED
};

/* Attributes lie in the arena. O(length). */
int bw_cpe_parse(struct bw_cpe *out, struct bw_str text, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
void bw_cpe_print(struct bw_buf *b, const struct bw_cpe *c);     /* 2.3 */
void bw_cpe_print_uri(struct bw_buf *b, const struct bw_cpe *c); /* 2.2 */
bool bw_cpe_logical(struct bw_str value);                        /* ANY or NA */
/* Without backslashes, to be read as a version. */
void bw_cpe_plain(struct bw_buf *b, struct bw_str value);
/* "a:openssl:openssl": part, vendor, product. */
void bw_cpe_key(struct bw_buf *b, const struct bw_cpe *c);

/* Table 6-2 for one attribute, table 6-3 for names. O(length), wildcards or
 * not. Values are those of bw_cpe_parse. */
enum bw_cpe_relation bw_cpe_compare_attr(
    struct bw_str source, struct bw_str target);
enum bw_cpe_relation bw_cpe_compare(
    const struct bw_cpe *source, const struct bw_cpe *target);
const char *bw_cpe_relation_name(enum bw_cpe_relation r);

#endif
