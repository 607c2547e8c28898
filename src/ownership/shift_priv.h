/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift_priv.h - what the files of shift share: whom a change can touch, and
 * what it does to them.
 */
#ifndef BW_SHIFT_PRIV_H
#define BW_SHIFT_PRIV_H
#include "ownership/reach_priv.h"
#include "ownership/shift.h"

enum side {
	BEFORE,
	AFTER
};

struct in_row { /* what a holder has in a company */
	uint32_t holder, place;
	bool outright;
	struct acc acc;
};
struct shifting {
	const struct bw_net *net;
	const struct bw_patch *patch;
	struct bw_reach *reach[2][2]; /* before, after; certain, possible */
	uint64_t *scope;     /* bit per party: holds in a changed company, is
				above those who do, or is changed itself */
	uint64_t *holder;    /* bit per party: H, holds in a changed company */
	uint64_t *asked;     /* bit per party: in `owner` */
	BW_VEC(uint32_t) up; /* H and all above */
	BW_VEC(uint32_t) owner;       /* whom it can touch, rising */
	BW_VEC(struct in_row) in_row; /* holders of one company */
	uint64_t *named;              /* bit per company: in `company` */
	BW_VEC(uint32_t) company;     /* in which the owner has something */
	BW_VEC(struct bw_shift_row) out;
	size_t n_asked;
	struct bw_err *err;
};

static inline bool
bit_of(const uint64_t *bits, uint32_t i)
{
	return (bits[i / 64] >> (i % 64) & 1) != 0;
}

static inline bool /* was it new? */
bit_note(uint64_t *bits, uint32_t i)
{
	bool is_new = !bit_of(bits, i);

	bits[i / 64] |= UINT64_C(1) << (i % 64);
	return is_new;
}

int shift_nomem(struct shifting *s);
/* shift_who.c: fills scope, up, owner. */
int shift_find(struct shifting *s);

#endif
