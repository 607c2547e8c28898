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
	bool held; /* somebody holds something in it */
	struct acc acc;
};
struct part_tie { /* a tie as the rule sees it; holder by local number */
	uint32_t holder;
	struct reach_tie tie;
};
/* The changed companies, those who hold in them and all above: a net of its
 * own, with its own numbers, so that many questions read little memory. A row
 * is whole, or empty when nobody could control the company. */
struct part {
	uint32_t *number; /* by party: its number here + 1, 0 = not here */
	BW_VEC(uint32_t) party;  /* by number */
	BW_VEC(uint32_t) row_at; /* by number: first of its ties */
	BW_VEC(struct part_tie) tie;
	struct bw_net net;
	struct bw_reach *reach[2]; /* before; certain, possible */
};
struct shifting {
	const struct bw_net *net;
	const struct bw_patch *patch;
	struct bw_reach_rule rule;
	struct reach_base *base[2];   /* before, after */
	struct bw_reach *reach[2][2]; /* ... certain, possible; when needed */
	struct part part;
	uint64_t *holder; /* bit per party: H, holds in a changed company */
	uint64_t *asked;  /* bit per party: in `owner` */
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
/* shift_who.c: fills owner, and the part. */
int shift_find(struct shifting *s);
/* shift_part.c */
int part_meet(struct shifting *s, uint32_t party);
int part_row(struct shifting *s, uint32_t company, bool whole);
int part_close(struct shifting *s);
void part_release(struct part *p);

#endif
