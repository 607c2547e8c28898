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
enum part_flag {
	PART_WHOLE = 1, /* its row is wanted whatever it decides */
	PART_OPENED = 2 /* the companies in which it holds are here */
};
struct part_row {
	uint32_t first, n; /* its ties */
	uint32_t flags;
};
/* The companies whose standing may change, those who hold in them and all
 * above: a net of its own, with its own numbers, so that many questions read
 * little memory. A row is whole, or empty when nobody could control the
 * company. */
struct part {
	uint32_t *number; /* by party: its number here + 1, 0 = not here */
	BW_VEC(uint32_t) party;      /* by number; changed ones first */
	BW_VEC(struct part_row) row; /* by number */
	BW_VEC(struct part_tie) tie;
	size_t climbed; /* whose rows have been read */
	struct bw_net net;
	struct bw_patch patch;
	struct bw_reach *reach[2][2]; /* before, after; certain, possible */
};
struct shifting {
	const struct bw_net *net;
	const struct bw_patch *patch;
	struct bw_reach_rule rule;
	struct reach_base base[2]; /* before, after; without firms */
	struct part part;
	struct bw_reach *far[2][2]; /* of the whole net, for groups */
	uint64_t *holder; /* bit per party: H, holds in a changed company */
	uint64_t *asked;  /* bit per party: in `owner` */
	bool found;       /* all owners are */
	BW_VEC(uint32_t) owner;       /* whom it can touch, still to ask */
	BW_VEC(struct in_row) in_row; /* holders of one company */
	uint64_t *named;              /* bit per company: in `company` */
	BW_VEC(uint32_t) company;     /* in which the owner has something */
	BW_VEC(uint32_t) below;       /* to be opened, by number in the part */
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
int shift_add_owner(struct shifting *s, uint32_t party);
/* shift_climb.c: reads the rows of all who were met, and of who holds there.
 * part_open: everything that company number w holds in comes in, whole;
 * what it holds is taken off *ties. */
int part_climb(struct shifting *s);
int part_open(struct shifting *s, uint32_t w, uint64_t *ties, bool far);
/* shift_part.c: part_close makes the net of it, and its engines, anew. */
int part_meet(struct shifting *s, uint32_t party);
int part_fill_row(struct shifting *s, uint32_t z);
int part_close(struct shifting *s);
void part_release(struct part *p);

#endif
