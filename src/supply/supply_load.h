/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_load.h - who produces what a company uses, from the world.
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
};
struct bw_producer {
	struct bw_str country; /* alpha-2, or "" for the rest */
	struct bw_str where;   /* as printed */
	double amount, share;  /* share of the total */
	double governance;     /* 0..10 or NAN */
	unsigned flags;        /* enum bw_figure_flag */
	uint32_t load;
	uint64_t line, number;
};
struct bw_production { /* of one material, stage, year */
	struct bw_str material;
	uint8_t stage;
	int year;
	struct bw_str unit;
	struct bw_producer *by; /* largest first, the rest last */
	size_t n;
	struct bw_concentration c;
	double world;    /* published total, NAN = none */
	size_t withheld; /* countries that produce, amount not published */
};
int bw_supply_uses(const struct bw_view *v, uint32_t party, struct bw_arena *a,
    struct bw_use **uses, size_t *n, struct bw_err *err) BW_MUST_USE;
/* All stages and years of a material, by stage, newest year first. */
int bw_supply_production(const struct bw_view *v, struct bw_str material,
    struct bw_arena *a, struct bw_production **list, size_t *n,
    struct bw_err *err) BW_MUST_USE;

#endif
