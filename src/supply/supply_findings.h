/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_findings.h - the supply pillar speaks.
 *
 * supply.concentrated   a material whose production is concentrated, per
 *                       stage, with year, HHI and the largest producers
 * supply.single-country more than 65 % from one third country (the CRM Act's
 *                       benchmark, Reg. (EU) 2024/1252 art. 5(1)(c))
 * supply.sole-supplier  a critical item with one supplier or one country
 * supply.no-data        no production figures for what the company uses
 */
#ifndef BW_SUPPLY_FINDINGS_H
#define BW_SUPPLY_FINDINGS_H
#include "model/finding.h"
#include "supply/supply_load.h"

int bw_supply_findings(struct bw_findings *out, const struct bw_view *v,
    uint32_t party, const struct bw_use *use, size_t n_use, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
