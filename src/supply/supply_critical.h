/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_critical.h - what the two files of the finding on a material share.
 */
#ifndef BW_SUPPLY_CRITICAL_H
#define BW_SUPPLY_CRITICAL_H
#include "supply/supply_tell.h"

struct critical {
	struct tell *t;
	const struct bw_profile *known;
	const struct bw_production *p; /* that count */
	size_t n;
	const struct bw_judged *score;
	enum bw_certainty sign[BW_SIGNS];
	const struct bw_supply_weight *lead;
	const struct bw_production *made; /* that the finding is told by */
};

bool critical_published(const struct bw_production *p);
/* How surely a production shows the sign. */
enum bw_certainty critical_shows(const struct critical *c,
    enum bw_supply_sign sign, const struct bw_production *p);

struct bw_text critical_title(const struct critical *c);
struct bw_text critical_reason(const struct critical *c);
/* Import reliance is not in every study: the newest that has it, or NULL. */
const struct bw_score *critical_reliance(const struct critical *c);
/* Does the line tell where the EU gets it? */
bool critical_sourcing(const struct bw_act_line *l);

#endif
