/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_rules.h - the thresholds and methods of content/supply-rules.yaml.
 *
 * A number that decides is a line of data with the text it comes from, so
 * that it can be checked, cited and changed without touching the program.
 */
#ifndef BW_SUPPLY_RULES_H
#define BW_SUPPLY_RULES_H
#include "base/arena.h"

struct bw_supply_rule {
	double value;       /* exceeded strictly; 0 for a method */
	struct bw_str cite; /* instrument and article, or paper */
};
struct bw_supply_rules {
	struct bw_supply_rule concentrated;   /* HHI, 0..1 */
	struct bw_supply_rule single_country; /* per cent */
	struct bw_supply_rule index, governance;
};
/* Text lives in the arena. */
int bw_supply_rules(struct bw_supply_rules *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same from any bytes, for tests. */
int bw_supply_rules_parse(struct bw_supply_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
