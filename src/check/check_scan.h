/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * check_scan.h - what the check of a company tells about questions of a scan.
 */
#ifndef BW_CHECK_SCAN_H
#define BW_CHECK_SCAN_H
#include "check/check.h"
#include "scan/questionnaire.h"

struct bw_scan_known {
	uint16_t question;
	bool answers; /* the findings propose `value` */
	uint8_t value;
	const struct bw_finding **finding;
	size_t n_finding;
};
/* Per question, in its order; questions of which nothing is known are left
 * out. The findings stay those of the check. */
int bw_check_scan(struct bw_scan_known **out, size_t *n,
    const struct bw_scan *q, const struct bw_check *c, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* "title (file, line 3)": what an answer made of it keeps as evidence. */
struct bw_str bw_check_scan_evidence(const struct bw_finding *f,
    const struct bw_check *c, enum bw_lang lang, struct bw_arena *a);

#endif
