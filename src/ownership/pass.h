/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pass.h - does a set control a company? One company, exactly (pass.c).
 *
 * Two engines ask this: control.h, which proves and settles, and reach.h, which
 * walks whole registers. Both put together what is known of the company (struct
 * firm) and what the set has in it (struct acc).
 */
#ifndef BW_PASS_H
#define BW_PASS_H
#include "base/share.h"

enum firm_flag {
	FIRM_OWN_LO_OPEN = 1,
	FIRM_OWN_HI_OPEN = 2,
	FIRM_OWN_PLUS = 4,
	FIRM_OVER = 8, /* more than 100 % is surely held: totals tell nothing */
	FIRM_WHOLE = 16, /* `need` is exact, not rounded down */
	FIRM_MADE = 32,  /* of engines that make them when first needed */
	FIRM_LOOSE = 64  /* possible control of it may differ from certain */
};
struct firm {
	uint64_t lo;             /* surely held by others than itself */
	uint32_t open_lo;        /* how many of those ends are open */
	uint32_t own_lo, own_hi; /* suspended votes */
	uint32_t need;           /* votes to pass when own is at own_lo */
	uint32_t flags;
};

enum acc_flag {
	ACC_HI_OPEN = 1,
	ACC_PLUS = 2
};
struct acc { /* what the set has in a company */
	uint64_t lo, hi;
	uint32_t open_lo; /* how many lower ends are open */
	uint32_t flags;
	uint32_t stamp; /* values count when equal to the epoch */
	uint32_t pos;   /* place in the list, BW_NONE when not a member */
};

enum run_mode {
	RUN_CERTAIN,
	RUN_POSSIBLE,
	RUN_CONFIRM, /* possible for chosen stakes, certain for the others */
	RUN_EXCLUDE, /* certain for chosen stakes, possible for the others */
	RUN_REST     /* possible, and the unrecorded rest is the set's too */
};

struct pass {               /* the rule */
	uint64_t threshold; /* parts per billion */
	bool at_least;      /* >= instead of > */
	enum run_mode mode;
};

/* Sets f->need: after own_lo changed. */
void pass_need(struct firm *f, uint64_t threshold);
bool pass_test(const struct pass *p, const struct firm *f, const struct acc *a);
/* What a set has in a company, as a part of the votes that can be cast: those
 * of its own shares are suspended, and what others surely hold is not the
 * set's as well. So 20 % beside 20 % of own shares is exactly a quarter. */
struct bw_sum pass_votes(const struct firm *f, const struct acc *a);
/* One end of that as a double, where no threshold hangs on it. */
double pass_part(const struct firm *f, const struct acc *a, bool upper);

#endif
