/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * makers.h - a production by where it is made, and by who controls it.
 *
 * The supply pillar knows which company makes how much of it, the ownership
 * pillar who controls that company. A mine in Congo whose company is
 * controlled from China counts for Congo by place and for China by control.
 *
 * What is counted for a controller is certain: exactly one party certainly
 * controls the company and nobody certainly controls that party; or enough
 * votes are on record, and nobody can control it, so that the company is its
 * own. Everything else (no company told, no owners on record, control only
 * possible, several who control together) is not known, and makes the
 * figures an interval (supply/controlled.h). Several who control together
 * from one country count for that country.
 */
#ifndef BW_CHECK_MAKERS_H
#define BW_CHECK_MAKERS_H
#include "supply/controlled.h"
#include "supply/makers_load.h"

enum bw_maker_control {
	BW_MAKER_UNKNOWN, /* no owners on record, or not certain */
	BW_MAKER_OWN,     /* nobody can control it */
	BW_MAKER_ONE,     /* one party does */
	BW_MAKER_SEVERAL  /* several parties together, or which is not told */
};
struct bw_maker_line {
	struct bw_made made;
	enum bw_maker_control control;
	uint32_t controller; /* party, or BW_NONE */
	uint16_t from;       /* country that counts; 0 = not known */
};
struct bw_makers {
	const struct bw_production *production;
	struct bw_maker_line *line; /* as bw_supply_made orders them */
	size_t n;
	size_t left_out; /* rows in another measure */
	double told;     /* share of the total with a company */
	bool excess;     /* companies make more than their country: the total
			    is raised to that */
	struct bw_between place;    /* HHI by country of the place */
	struct bw_hands by_country; /* who: two letters */
	struct bw_hands by_party;
};
int bw_makers(struct bw_makers *out, const struct bw_view *v,
    const struct bw_production *p, bw_date day, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
