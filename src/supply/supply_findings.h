/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_findings.h - the supply pillar speaks.
 *
 * supply.critical       one per material: what matters most about it. From
 *                       how concentrated production is, per stage (HHI, newest
 *                       year up to the day), whether one country outside the
 *                       EU has more than the benchmark of the CRM Act, SR and
 *                       EI of the newest EU study with their intervals, import
 *                       reliance, and the lists of the EU. Which of these
 *                       leads, and the level, stand in
 *                       content/supply-rules.yaml
 * supply.sole-supplier  a critical item with one supplier or one country
 * supply.no-data        no production figures for what the company uses
 * data.world-total      the published total and the sum of the countries
 *                       differ by more than rounding
 * data.several-sources  several sources tell the same; which one is used
 */
#ifndef BW_SUPPLY_FINDINGS_H
#define BW_SUPPLY_FINDINGS_H
#include "model/finding.h"
#include "supply/supply_load.h"

/* Figures up to the year of `day` count. */
int bw_supply_findings(struct bw_findings *out, const struct bw_view *v,
    uint32_t party, const struct bw_use *use, size_t n_use, bw_date day,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
