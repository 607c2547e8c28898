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
#include "model/finding.h"

struct bw_supply_rule {
	double value;       /* exceeded strictly; 0 for a method */
	struct bw_str cite; /* instrument and article, or paper */
};
/* What may be seen of a material that a company uses. */
enum bw_supply_sign {
	BW_SIGN_SINGLE,       /* one country outside the EU above its limit */
	BW_SIGN_CONCENTRATED, /* HHI above its limit */
	BW_SIGN_CRITICAL,     /* SR and EI reach the limits of the EU */
	BW_SIGN_UNPUBLISHED,  /* nobody publishes how much is made */
	BW_SIGN_STRATEGIC,    /* on the EU list of strategic raw materials */
	BW_SIGN_LISTED,       /* on that of critical raw materials */
	BW_SIGN_NONE,         /* always there */
	BW_SIGNS
};
struct bw_supply_weight { /* when the sign is seen, that surely */
	enum bw_supply_sign sign;
	enum bw_certainty certainty;
	enum bw_level needed, other; /* the company calls it critical, or not */
	bool todo;                   /* is there something to be done? */
};
#define BW_SUPPLY_WEIGHTS 16
struct bw_supply_rules {
	struct bw_supply_rule concentrated;   /* HHI, 0..1 */
	struct bw_supply_rule single_country; /* per cent */
	struct bw_supply_rule index, governance;
	/* The first that is seen leads; the last is always seen. */
	struct bw_supply_weight weight[BW_SUPPLY_WEIGHTS];
	size_t n_weight;
};
const char *bw_supply_sign_name(enum bw_supply_sign s);
/* Text lives in the arena. */
int bw_supply_rules(struct bw_supply_rules *out, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same from any bytes, for tests. */
int bw_supply_rules_parse(struct bw_supply_rules *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
