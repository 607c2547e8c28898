/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ref.h - names of countries and materials to their codes (reference/ *.csv).
 *
 * Read once from the embedded tables; thread-safe after bw_ref_load. Lookup
 * ignores case, accents, blanks and punctuation (base/fold.h) and knows the
 * spellings that the table lists as aliases. A remark behind a name, "Brazil
 * (beneficiated)", is for the format that knows it to cut off.
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
	enum bw_eu_list list; /* materials */
};

int bw_ref_load(struct bw_err *err) BW_MUST_USE; /* idempotent */
void bw_ref_unload(void);
/* Any spelling: alpha-2, alpha-3, old codes, English or Dutch name, alias.
 * NULL when it is none. */
const struct bw_ref_item *bw_ref_country(struct bw_str any);
const struct bw_ref_item *bw_ref_material(struct bw_str any);

#endif
