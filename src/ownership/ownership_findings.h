/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_findings.h - the ownership pillar speaks.
 *
 * ownership.controller   somebody controls (certain or possible), with the
 *                        chain of stakes that proves it
 * ownership.nobody       nobody controls, shown by the votes of the largest
 * ownership.closed       companies that control each other, nobody outside
 * ownership.abroad       control or a stake of 10, 20, 25 % from outside the
 *                        company's own country
 * ownership.state        a state or state body among those who control
 * ownership.rules        thresholds of law that those at the top reach
 * ownership.unknown      a holder nobody names; shares nobody accounts for
 * data.above-100, data.contradiction, data.stale, data.loop
 */
#ifndef BW_OWNERSHIP_FINDINGS_H
#define BW_OWNERSHIP_FINDINGS_H
#include "model/finding.h"
#include "ownership/control.h"
#include "ownership/ownership_load.h"

int bw_ownership_findings(struct bw_findings *out, const struct bw_view *v,
    const struct bw_cone *cone, bw_date day, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

/* What a picture or a table of owners needs. */
struct bw_owner_row {
	uint32_t node;  /* in the cone */
	unsigned layer; /* 0 the company itself, 1 its direct holders ... */
	bool controls_certain, controls_possible, ultimate;
};
int bw_ownership_rows(const struct bw_cone *cone, struct bw_arena *a,
    struct bw_owner_row **rows, size_t *n, struct bw_err *err) BW_MUST_USE;

#endif
