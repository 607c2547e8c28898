/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * makers_load.h - which companies make a production, from the world.
 *
 * Rows of the table made_by are parts of what a country makes. They come from
 * one source: that of the production when it has any, else the one loaded
 * last; of the year nearest to that of the production; in its unit. A row in
 * another measure is left out and counted.
 */
#ifndef BW_MAKERS_LOAD_H
#define BW_MAKERS_LOAD_H
#include "supply/supply_load.h"

struct bw_made {           /* of one company in one country */
	uint32_t producer; /* party of the view */
	struct bw_str country;
	double amount; /* in the unit of the production; NAN = not published */
	unsigned flags;
	int year;
	uint32_t load;
	uint64_t line, number;
	struct bw_str ref;
};
/* By country, then largest first. */
int bw_supply_made(const struct bw_view *v, const struct bw_production *p,
    struct bw_arena *a, struct bw_made **list, size_t *n, size_t *left_out,
    struct bw_err *err) BW_MUST_USE;

#endif
