/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain.h - what a product needs, and what happens when something falls out.
 *
 * A chain is a graph of things: product, part, material, refinery, mine,
 * country, company. A thing has needs and all of them must be met (AND); a
 * need is met by any one of its suppliers (OR). That one mine is in a country
 * and belongs to a company is a need as well, with one supplier; so the
 * failure of a country takes all its mines. A thing without needs can always
 * be made. This is a fault tree (Vesely et al., NUREG-0492, 1981) read the
 * other way, or a Horn program (Dowling and Gallier 1984): the things that
 * can be made are its least model. So two things that have only each other
 * to feed on cannot be made.
 *
 * Pure: arrays in, arrays out. Things are 0 .. n-1.
 */
#ifndef BW_CHAIN_H
#define BW_CHAIN_H
#include "base/share.h"

#define BW_DAYS_EVER UINT32_MAX /* does not stop, or nobody knows when */
struct bw_days {
	uint32_t lo, hi;
};

enum bw_need_kind {
	BW_NEED_SHARES,  /* parts of one whole: true shares add up to 100 % */
	BW_NEED_CAPACITY /* how much of the need each could meet on its own */
};
struct bw_chain_need {
	uint32_t thing;
	uint8_t kind;         /* enum bw_need_kind */
	struct bw_days stock; /* kept by who needs it */
};
struct bw_chain_supplier {
	uint32_t need, thing; /* a supplier of that need */
	uint32_t lo, hi; /* parts per billion; 0 and BW_ONE when not told */
};

/* Needs grouped by thing, suppliers by need, and both ways round. */
struct bw_chain {
	uint32_t n, n_need, n_sup;
	uint32_t *need_at; /* n + 1: needs of x are need_at[x] .. */
	uint32_t *need;    /* n_need: as numbered by the caller */
	uint32_t *sup_at;  /* n_need + 1, by the place in `need` */
	uint32_t *sup, *lo, *hi;
	uint8_t *kind;
	struct bw_days *kept;     /* stock of a need */
	struct bw_days *stock;    /* of a thing, n */
	uint32_t *owner;          /* whose need it is */
	uint32_t *use_at, *use;   /* needs (places) that x supplies */
	uint32_t *order;          /* things, suppliers first */
	uint32_t *comp_at, *comp; /* circles in that order; n_comp + 1, n */
	uint8_t *round;           /* n_comp: is it one, or a thing alone */
	uint32_t n_comp;
};

/* O(n + needs + suppliers). stock (n) may be NULL: none anywhere. A number
 * out of range, ends the wrong way round and shares that cannot add up to
 * 100 % are BW_EFORMAT. */
int bw_chain_init(struct bw_chain *c, uint32_t n, const struct bw_days *stock,
    const struct bw_chain_need *need, size_t n_need,
    const struct bw_chain_supplier *sup, size_t n_sup,
    struct bw_err *err) BW_MUST_USE;
void bw_chain_release(struct bw_chain *c);

/* down[x] = 1 when x cannot be made while these fail. O(n + suppliers). */
int bw_chain_down(const struct bw_chain *c, const uint32_t *failed,
    size_t n_failed, uint8_t *down, struct bw_err *err) BW_MUST_USE;

#endif
