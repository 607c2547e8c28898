/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats_priv.h - the formats that there are; each is defined in its own
 * file and stands in the table of formats.c.
 */
#ifndef BW_FORMATS_PRIV_H
#define BW_FORMATS_PRIV_H
#include "formats/formats.h"

extern const struct bw_format bw_format_stakes, bw_format_parties,
    bw_format_uses, bw_format_production, bw_format_governance, bw_format_mcs,
    bw_format_mcs_single, bw_format_wgi, bw_format_bgs;

extern const struct bw_format bw_format_bods, bw_format_gleif_xml,
    bw_format_gleif_csv, bw_format_gleif_api, bw_format_psc, bw_format_resights;

extern const struct bw_format bw_format_crm_scores, bw_format_crm_world,
    bw_format_crm_eu, bw_format_crm_uses, bw_format_energy_trade,
    bw_format_energy_imports;

extern const struct bw_format bw_format_baci, bw_format_comtrade,
    bw_format_comext, bw_format_sdmx;

extern const struct bw_format bw_format_cyclonedx, bw_format_inventory,
    bw_format_dpkg, bw_format_rpm, bw_format_apk, bw_format_spdx,
    bw_format_openvex;

extern const struct bw_format bw_format_osv, bw_format_cve, bw_format_csaf,
    bw_format_kev, bw_format_epss, bw_format_nvd;

#endif
