/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * unit.h - units of amounts as publishers write them.
 *
 * "thousand metric tons" is a scale and a thing. Amounts of one thing are
 * brought to one scale; amounts of different things (tons of dry ore, tons of
 * metal) never are, since only the publisher knows how they compare.
 */
#ifndef BW_UNIT_H
#define BW_UNIT_H
#include "base/str.h"

/* What an amount in `from` is to be multiplied by to be one in `to`; false
 * when they measure different things. Equal texts always compare. */
bool bw_unit_factor(struct bw_str from, struct bw_str to, double *factor);

#endif
