/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners_load.h - one production from the world, made ready for embargoes
 * and partners.
 *
 * Capacity and reserves are figures of their own (measure 1 and 2 of the table
 * production). They are taken from the source that the production comes from,
 * else from the one loaded last, the tables of the program at the end; of the
 * year nearest to that of the production; in its unit when both measure the
 * same thing. When they cannot be used, `use` says why: no figure is guessed.
 */
#ifndef BW_PARTNERS_LOAD_H
#define BW_PARTNERS_LOAD_H
#include "supply/partners.h"
#include "supply/partners_rules.h"
#include "supply/supply_load.h"

enum bw_holdings_use {
	BW_HOLDINGS_USED,
	BW_HOLDINGS_NONE,       /* no source tells */
	BW_HOLDINGS_OTHER_UNIT, /* of another thing than the production */
	BW_HOLDINGS_TOO_SMALL,  /* for reserves: of fewer years than the rules
				   believe */
	BW_HOLDINGS_OF_A_GROUP  /* of several materials together */
};
struct bw_holding { /* capacity or reserves of one country */
	struct bw_str country, where;
	double amount; /* in the unit of the production */
	double told;   /* as published */
	unsigned flags;
	uint64_t line, number;
	struct bw_str ref;
};
struct bw_holdings {
	enum bw_holdings_use use;
	struct bw_holding *by; /* by code; without the rest and the world */
	size_t n;
	double world;        /* published total in the same unit; NAN */
	bool world_at_least; /* "more than so much" */
	double all;          /* sum of what is told, the rest included */
	int year;
	struct bw_str unit; /* as published */
	uint32_t load;
};
struct bw_supply_choice {      /* what who asks lets a partner add */
	struct bw_str country; /* alpha-2 */
	double amount;         /* in the unit of the production */
	bool percent;          /* in per cent of the total before */
};
struct bw_supply_partners {
	const struct bw_production *production;
	struct bw_holdings capacity, reserves;
	struct bw_partners is;
	struct bw_partner_says { /* of each partner, as asked for */
		struct bw_str country;
		bool listed;   /* the source names it as a producer */
		bool withheld; /* but does not publish how much: no steps */
		const struct bw_partner *is; /* NULL when withheld */
	} * says;
	size_t n_says;
	/* Choices in amounts say nothing to figures in per cent of the world:
	 * they were left out. */
	bool other_unit;
};

/* Every material with figures of production, by code. */
int bw_produced_materials(const struct bw_view *v, struct bw_arena *a,
    struct bw_str **code, size_t *n, struct bw_err *err) BW_MUST_USE;
/* A number for a country as the engines want it. */
uint32_t bw_country_letters(struct bw_str code);
/* measure: enum bw_measure. */
int bw_supply_holdings(const struct bw_view *v, const struct bw_production *p,
    uint8_t measure, const struct bw_partners_rules *r, struct bw_arena *a,
    struct bw_holdings *out, struct bw_err *err) BW_MUST_USE;
struct bw_supply_partners_ask {
	const struct bw_str *partner; /* alpha-2 */
	size_t n;
	double years, opening; /* as in struct bw_partners_ask, NAN: not told */
	const struct bw_supply_choice *choice;
	size_t n_choice;
};
int bw_supply_partners(const struct bw_view *v, const struct bw_production *p,
    const struct bw_supply_partners_ask *ask, const struct bw_partners_rules *r,
    struct bw_arena *a, struct bw_supply_partners *out,
    struct bw_err *err) BW_MUST_USE;

#endif
