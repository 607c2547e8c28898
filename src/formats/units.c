/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * units.c - units of mass (SI brochure, 9th edition, tables 5 and 8: a tonne
 * is 1000 kg), as publishers spell them.
 */
#include "formats/units.h"

static const struct {
	const char *name;
	double grams;
} mass[] = {
	{ "g", 1 },
	{ "gram", 1 },
	{ "grams", 1 },
	{ "kg", 1e3 },
	{ "kilogram", 1e3 },
	{ "kilograms", 1e3 },
	{ "t", 1e6 },
	{ "ton", 1e6 },
	{ "tonne", 1e6 },
	{ "tonnes", 1e6 },
	{ "metric ton", 1e6 },
	{ "metric tons", 1e6 },
	{ "metric tonnes", 1e6 },
	{ "kt", 1e9 },
	{ "kiloton", 1e9 },
	{ "thousand tonnes", 1e9 },
	{ "thousand metric tons", 1e9 },
	{ "duizend ton", 1e9 },
	{ "million tonnes", 1e12 },
	{ "million metric tons", 1e12 },
	{ "miljoen ton", 1e12 },
};

bool
bw_unit_mass(struct bw_str unit, double *grams)
{
	unit = bw_str_trim(unit);
	/* "Mt" is a million tonnes, "mt" some write for a metric ton: only the
	 * case tells them apart, so both are left as they are. */
	for (size_t i = 0; i < BW_LEN(mass); i++)
		if (bw_str_eq_nocase(unit, bw_str_of(mass[i].name))) {
			*grams = mass[i].grams;
			return true;
		}
	return false;
}
