/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_material.h - the parts of the page of one material. `all` is
 * the answer of supply material.
 */
#ifndef BW_PAGE_SUPPLY_MATERIAL_H
#define BW_PAGE_SUPPLY_MATERIAL_H
#include "web/page_supply.h"

/* A figure of its list, or no value; year 0: the first, which is the newest;
 * stage NULL: of any. */
struct bw_json mat_figure(struct bw_json all, const char *part,
    const char *what, const char *stage, int64_t year);
/* By place beside by who has control; of supply controllers. */
void mat_controllers(struct page *p, struct bw_json all);
/* Scores and origin in the EU studies, the benchmarks of 2030, end uses. */
void mat_eu(struct page *p, struct bw_json all);
/* Companies of this world that say they use it. */
void mat_users(struct page *p, struct bw_json all);

#endif
