/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_partners.h - what the files of supply partners share.
 */
#ifndef BW_CLI_SUPPLY_PARTNERS_H
#define BW_CLI_SUPPLY_PARTNERS_H
#include "cli/supply_pick.h"
#include "supply/partners_load.h"
#include "base/vec.h"

struct bw_partners_row { /* one production */
	struct bw_str material;
	struct bw_supply_partners is;
};
struct bw_partners_price { /* of one product that the material is traded as */
	struct bw_str hs6, text;
	bool alone;          /* nothing else is traded under that code */
	double sigma;        /* NAN = none is known */
	double rise, change; /* of the price; of what is imported */
};
struct bw_partners_shown {
	struct bw_supply_pick pick;
	struct bw_partners_rules rules;
	struct bw_str *partner;
	size_t n_partner;
	bool own_partners;                      /* named with --partner */
	double years, opening;                  /* NAN = not told */
	BW_VEC(struct bw_supply_choice) choice; /* of --add */
	BW_VEC(struct bw_partners_row) row;
	BW_VEC(struct bw_partners_price) price; /* of the row at hand */
};

extern const char *const bw_step_words[];     /* by enum bw_step_kind */
extern const char *const bw_holdings_words[]; /* by enum bw_holdings_use */

/* Focus share and HHI of a step: from the aimed to the even reading. */
struct bw_between bw_partners_focus(const struct bw_partner_step *s);
struct bw_between bw_partners_hhi(const struct bw_partner_step *s);

/* With --elasticity: fills s->price for a row. */
int bw_partners_prices(struct bw_partners_shown *s,
    const struct bw_partners_row *row, struct bw_err *err) BW_MUST_USE;
void bw_partners_say_prices(struct bw_partners_shown *s);
void bw_partners_prices_json(
    const struct bw_partners_shown *s, struct bw_jw *j);

int bw_partners_people(
    struct bw_partners_shown *s, struct bw_err *err) BW_MUST_USE;
/* All materials, the largest effect first. */
int bw_partners_overview(
    struct bw_partners_shown *s, struct bw_err *err) BW_MUST_USE;
/* One row per step; a production without steps has one row without. */
int bw_partners_csv(
    struct bw_partners_shown *s, struct bw_err *err) BW_MUST_USE;
int bw_partners_json(
    struct bw_partners_shown *s, struct bw_err *err) BW_MUST_USE;

#endif
