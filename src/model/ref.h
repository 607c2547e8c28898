/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ref.h - names of countries and materials to their codes (reference/ *.csv).
 *
 * Read once from the embedded tables; thread-safe after bw_ref_load. Lookup
 * ignores case, accents, blanks and punctuation (base/fold.h) and knows the
 * spellings that the table lists as aliases. A remark behind a name, "Brazil
 * (beneficiated)", is for the format that knows it to cut off. Countries that
 * are no more (ISO 3166-3) are a table of their own: old trade rows hold them.
 */
#ifndef BW_REF_H
#define BW_REF_H
#include "model/text.h"

enum bw_eu_list { /* annexes I and II of Reg. (EU) 2024/1252 */
	BW_EU_UNLISTED,
	BW_EU_CRITICAL,
	BW_EU_STRATEGIC /* which is critical too */
};
struct bw_ref_item {
	struct bw_str code;   /* country: alpha-2; material: own stable id */
	struct bw_str alpha3; /* countries only */
	struct bw_text name;
	bool eu;              /* countries: member of the EU */
	unsigned m49;         /* countries: UN M49 number; 0 = it has none */
	enum bw_eu_list list; /* materials */
	/* Of a country that is no more: the last year of its code, and the
	 * countries that its territory belongs to now. */
	int until;
	const struct bw_ref_item *const *into;
	size_t n_into;
};

int bw_ref_load(struct bw_err *err) BW_MUST_USE; /* idempotent */
void bw_ref_unload(void);
/* Any spelling: alpha-2, alpha-3, old codes, English or Dutch name, alias.
 * NULL when it is none. */
const struct bw_ref_item *bw_ref_country(struct bw_str any);
const struct bw_ref_item *bw_ref_material(struct bw_str any);
/* The material that is spelled so, or whose spelling begins so, blanks left
 * out ("raree"); NULL when two begin so and neither goes on from the other. */
const struct bw_ref_item *bw_ref_material_begins(struct bw_str start);
/* By the number of UN M49, or that of UN Comtrade and BACI where it differs
 * (842 is the United States, 490 is Taiwan). NULL when it is none of today. */
const struct bw_ref_item *bw_ref_country_number(unsigned number);
/* A country that is no more (SUN, "Yugoslavia", 200), as a row of that year
 * means it: YUG of 1985 fell apart into six, YUG of 2000 into two. Year 0: the
 * last one. One with a single successor may be counted as that; figures of
 * one with several cannot be divided. NULL when it is none. Ask for a country
 * of today first: some codes were given out anew. */
const struct bw_ref_item *bw_ref_ceased(struct bw_str any, int year);
const struct bw_ref_item *bw_ref_ceased_number(unsigned number, int year);

#endif
