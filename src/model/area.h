/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * area.h - who trades with whom: countries as trade statistics number them.
 *
 * Trade files write the number of UN M49 (or that of UN Comtrade where it
 * differs), two letters, or three. An area is a dense number 0 .. n-1 for
 * whatever is meant: a country of today, one that is no more (kept as what it
 * was: its trade is not divided over its heirs), "areas not elsewhere
 * specified" (trade of no country in particular), or a sum such as "World",
 * which is never a partner. Made from reference/countries.csv,
 * countries_ceased.csv and countries_trade.csv; read-only after bw_area_load.
 */
#ifndef BW_AREA_H
#define BW_AREA_H
#include "model/text.h"

#define BW_AREA_NONE UINT16_MAX
#define BW_AREA_MAX 1024u /* so many at most */

enum bw_area_kind {
	BW_AREA_COUNTRY,
	BW_AREA_CEASED,
	BW_AREA_NOWHERE, /* not specified, bunkers, free zones */
	BW_AREA_SUM      /* the world, groups of countries */
};
struct bw_area {
	struct bw_str code; /* "NL", "SUHH" (ISO 3166-3), "_N899" */
	struct bw_text name;
	enum bw_area_kind kind;
	bool eu;       /* member of the Union of today */
	int until;     /* last year of one that is no more; 0: goes on */
	uint16_t next; /* who had the same letters or number afterwards */
};

int bw_area_load(struct bw_err *err) BW_MUST_USE; /* idempotent */
void bw_area_unload(void);
size_t bw_area_count(void);
const struct bw_area *bw_area_get(uint16_t area);
/* As a row of that year means it; BW_AREA_NONE when nobody is. */
uint16_t bw_area_number(unsigned m49, int year);
uint16_t bw_area_letters(struct bw_str letters, int year);
uint16_t bw_area_code(struct bw_str code); /* of bw_area.code alone */

#endif
