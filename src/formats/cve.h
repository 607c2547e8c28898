/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cve.h - the parts of the reader of CVE records.
 */
#ifndef BW_FORMATS_CVE_H
#define BW_FORMATS_CVE_H
#include "base/map.h"
#include "formats/advice.h"

struct bw_cve {
	struct bw_advice a;
	struct bw_str id, remedy;
	int64_t published, updated;
	size_t commits, nameless; /* counted, not taken */
	struct bw_intern orgs;    /* that added to this record */
	BW_VEC(uint32_t) added;   /* how often, by number */
};

/* One entry of `affected`, about vulnerability 0. */
int bw_cve_affected(struct bw_cve *c, struct bw_json entry) BW_MUST_USE;

#endif
