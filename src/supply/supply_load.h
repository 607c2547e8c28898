/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_load.h - who produces what a company uses, from the world.
 *
 * Several sources for one material, stage and year are never added up: the
 * one that was loaded last counts (those that come with the program only when
 * there is no other), and the rest are named. Within a source
 * the types of a material (its detail) are added up only when that is sure to
 * be right: see supply_group.h.
 */
#ifndef BW_SUPPLY_LOAD_H
#define BW_SUPPLY_LOAD_H
#include "base/arena.h"
#include "supply/concentration.h"
#include "world/view.h"

struct bw_use {                  /* one line of what the company uses */
	struct bw_str item;      /* as told */
	struct bw_str material;  /* code, or empty when it is none we know */
	struct bw_str supplier;  /* name or empty */
	uint32_t supplier_party; /* or BW_NONE */
	struct bw_str country;   /* alpha-2 or empty */
	double amount;
	struct bw_str unit;
	int8_t critical;
	uint32_t load;
	uint64_t line, number;
	struct bw_str ref; /* what the file names as its source */
};
struct bw_producer {
	struct bw_str country; /* alpha-2, or "" for the rest */
	struct bw_str where;   /* as printed */
	double amount, share;  /* share of the total */
	double governance;     /* 0..10 or NAN */
	int governance_year;   /* 0 = none */
	uint32_t governance_load;
	unsigned flags; /* enum bw_figure_flag */
	uint32_t load;
	uint64_t line, number;
	struct bw_str ref;
};
struct bw_production { /* of one material, stage, year */
	struct bw_str material;
	uint8_t stage;
	int year;
	struct bw_str detail; /* type, when the source tells several apart */
	struct bw_str unit;
	struct bw_producer *by; /* largest first, the rest last */
	size_t n;
	struct bw_concentration c; /* top_country: its two letters */
	double world;              /* published total, NAN = none */
	size_t withheld; /* countries that produce, amount not published */
	struct bw_producer *held; /* those: amount and share are NAN */
	double listed;            /* sum of the rows, the rest included */
	double unnamed;  /* what the total leaves beyond them; in c as rest */
	bool mismatch;   /* total and sum differ by more than rounding */
	bool open_ended; /* amounts are missing that no total covers: the ends
			    of c hold for the published part only */
	uint32_t load;
	uint64_t world_line, world_number; /* 0 = no total */
	struct bw_str world_ref;
	uint32_t *other; /* loads that tell the same, not used */
	size_t n_other;
};
int bw_supply_uses(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    struct bw_use **uses, size_t *n, struct bw_err *err) BW_MUST_USE;
/* All stages and years of a material, by stage, newest year first. */
int bw_supply_production(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_production **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;
/* Governance of the countries in `by`, as it is told for figures of `year`:
 * for countries that no production names. */
int bw_supply_governance(const struct bw_view *v, struct bw_producer *by,
    size_t n, int year, struct bw_err *err) BW_MUST_USE;
/* Of the stage at the head of the list: where its newest year that is not
 * after `year` begins (when all are later, the first one), and how many
 * productions that year has. Returns how many the stage has. */
size_t bw_supply_stage(const struct bw_production *list, size_t n, int year,
    size_t *first, size_t *count);
/* Drops what is later than `year`; of a stage all of which is later, the first
 * year stays. Returns how many are left. */
size_t bw_supply_until(struct bw_production *list, size_t n, int year);

#endif
