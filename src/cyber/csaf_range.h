/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_range.h - version ranges in names of branches: vers and vls.
 *
 * 2.1 section 3.1.2.3.2: a range is a canonical vers ("vers:npm/>=1|<2") or,
 * as a fallback, only its constraints (">=1|<2", a vers-like specifier).
 */
#ifndef BW_CSAF_RANGE_H
#define BW_CSAF_RANGE_H
#include "cyber/csaf_priv.h"
#include "cyber/range.h"

struct csaf_constraint {
	uint8_t op; /* enum bw_comparator */
	struct bw_str version, key;
};
struct csaf_range {
	bool vers, all; /* all: every version */
	bool well;      /* keeps the rules, as far as we know the scheme */
	bool known;     /* we know the scheme, or vls of plain numbers */
	bool ordered;   /* every version has a key */
	struct bw_str scheme;
	enum bw_scheme order;
	struct csaf_constraint *c; /* as written */
	size_t n;
};
#define CSAF_CONSTRAINTS 1000 /* in one name; more is not well */

/* In the arena of the document. */
void csaf_range_read(
    struct bw_csaf_work *c, struct bw_str name, struct csaf_range *out);
/* Names just one version? */
bool csaf_range_single(const struct csaf_range *r);
/* Goes on for ever? */
bool csaf_range_open(const struct csaf_range *r);
/* Is there a version that is in both? False when that cannot be said. */
bool csaf_range_overlap(struct bw_csaf_work *c, const struct csaf_range *a,
    const struct csaf_range *b);
bool csaf_range_holds(
    struct bw_csaf_work *c, const struct csaf_range *r, struct bw_str version);

#endif
