/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * whatif_load.h - events on a production of the world.
 *
 * Events are told by country codes and amounts; here they become those of the
 * engine, with what the world knows of a country that is new. A company that
 * the table made_by names is a site of its country; what no company is named
 * for stays the country's.
 */
#ifndef BW_WHATIF_LOAD_H
#define BW_WHATIF_LOAD_H
#include "supply/supply_load.h"
#include "supply/whatif.h"

struct bw_supply_event {
	enum bw_event_kind kind;
	struct bw_str country; /* alpha-2 */
	uint32_t party;        /* of BW_EVENT_STOP: a company that makes it */
	double amount;
	bool percent; /* the amount is in per cent of the total before */
};
struct bw_supply_whatif {
	const struct bw_production *production;
	struct bw_whatif is;
	/* An embargo or a loss hits a country that produces but does not
	 * publish how much: its part is in no figure here. */
	struct bw_str *unseen;
	size_t n_unseen;
	/* An amount of tons says nothing to figures in per cent of the world:
	 * these countries' amounts were left out here. */
	struct bw_str *other_unit;
	size_t n_other_unit;
};

int bw_supply_whatif(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_event *event, size_t n, struct bw_arena *a,
    struct bw_supply_whatif *out, struct bw_err *err) BW_MUST_USE;

#endif
