/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_group.h - rows of production figures to productions: pure.
 *
 * The rows are of one material, in the order stage, year (newest first), load
 * (preferred first), unit, detail, row. Types of the material (details) that
 * one source tells in one unit are added up when no country occurs in two of
 * them or when the one published total is met by their sum; else each type is a
 * production of its own. Different units are never added up.
 */
#ifndef BW_SUPPLY_GROUP_H
#define BW_SUPPLY_GROUP_H
#include "supply/supply_load.h"

struct bw_figure { /* a row of the table production */
	uint8_t stage;
	unsigned flags; /* enum bw_figure_flag */
	int year;
	double amount; /* NAN = not published */
	struct bw_str detail, unit, country, where, ref;
	uint32_t load;
	uint64_t line, number;
};
/* Everything but governance, shares and concentration. */
int bw_supply_group(const struct bw_figure *row, size_t n, struct bw_arena *a,
    struct bw_production **list, size_t *n_list,
    struct bw_err *err) BW_MUST_USE;
/* Shares and concentration, once the producers know their governance. */
int bw_supply_compute(struct bw_production *p, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* Half a unit of the last digit that was printed: digits after the last one
 * that is not 0 are taken as rounded off, but never more than leaves two
 * digits standing (USGS rounds to two or three), and never beyond the comma
 * of a whole number. */
double bw_printed_error(double amount);

#endif
