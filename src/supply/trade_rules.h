/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_rules.h - the limits of rules/supply/trade.yaml, each with its text.
 */
#ifndef BW_TRADE_RULES_H
#define BW_TRADE_RULES_H
#include "base/arena.h"
#include "supply/dependency.h"

struct bw_trade_rules {
	struct bw_cdi_rule cdi;
	struct bw_geodep_rule geodep;
	struct bw_str cdi_cite, geodep_cite, reexport_cite, elasticity_cite;
	/* Countries of which so much passes through that figures mislead. */
	struct bw_str reexports; /* alpha-2, divided by blanks */
};
int bw_trade_rules(struct bw_trade_rules *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
int bw_trade_rules_parse(struct bw_trade_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
