/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * units.h - units of mass, in the spellings of statistics.
 */
#ifndef BW_UNITS_H
#define BW_UNITS_H
#include "base/str.h"

/* How many grams one of it is. False: it is no unit of mass that is known;
 * "dry tons" and "tons of content" say more than a mass, and are none. */
bool bw_unit_mass(struct bw_str unit, double *grams);

#endif
