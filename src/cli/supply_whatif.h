/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_whatif.h - what the files of supply whatif share.
 */
#ifndef BW_CLI_SUPPLY_WHATIF_H
#define BW_CLI_SUPPLY_WHATIF_H
#include "base/vec.h"
#include "cli/supply_pick.h"
#include "supply/partners_rules.h"
#include "supply/supply_rules.h"
#include "supply/whatif_load.h"

struct bw_whatif_shown {
	struct bw_supply_pick pick;
	struct bw_partners_rules groups;
	struct bw_supply_rules rules;
	BW_VEC(struct bw_supply_event) event;
	struct bw_supply_whatif *is; /* one per production */
};
struct bw_whatif_row {    /* an indicator as a row of a table */
	const char *code; /* of the words cli.whatif.CODE, and in CSV */
	size_t at;        /* of the struct bw_between in the indicators */
	double by;        /* for people */
	unsigned decimals;
	uint32_t (*who)(const struct bw_indicators *); /* or NULL */
};
#define BW_WHATIF_ROWS 9
extern const struct bw_whatif_row bw_whatif_rows[BW_WHATIF_ROWS];
struct bw_between bw_whatif_value(
    const struct bw_whatif_row *r, const struct bw_indicators *is);

enum bw_whatif_stand { /* against a limit that is passed strictly */
	BW_WHATIF_BELOW,
	BW_WHATIF_PERHAPS,
	BW_WHATIF_ABOVE
};
enum bw_whatif_stand bw_whatif_stands(struct bw_between share, double percent);

int bw_whatif_csv(struct bw_whatif_shown *q, struct bw_err *err) BW_MUST_USE;
int bw_whatif_json(struct bw_whatif_shown *q, struct bw_err *err) BW_MUST_USE;

#endif
