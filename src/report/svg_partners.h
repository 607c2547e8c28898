/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_partners.h - what partners can add, a curve per production.
 */
#ifndef BW_SVG_PARTNERS_H
#define BW_SVG_PARTNERS_H
#include "base/out.h"
#include "supply/partners_load.h"

int bw_svg_partners(const struct bw_supply_partners *const *s, size_t n,
    const struct bw_view *v, enum bw_lang lang, struct bw_out *out,
    struct bw_err *err) BW_MUST_USE;

#endif
