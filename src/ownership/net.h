/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * net.h - a whole register of stakes in columns, for engines that walk it.
 *
 * Pure: no files, no SQL. Nodes are 0 .. n-1. A tie is everything one holder
 * has in one company by one right: votes and capital, two intervals in parts
 * per billion, and marks. Ties lie in one row per company, in the order in
 * which they were given; a second index leads from a holder to its ties.
 * Parallel ties add up.
 *
 * Votes and capital are different things and are never mixed: control is
 * decided on votes, integrated ownership on capital, and a regime says which
 * of the two it means. Where every tie has the same of both, the columns of
 * capital are those of votes.
 *
 * About 33 bytes a tie (25 when votes are capital) and 8 a node. The columns
 * may be on the heap or in a mapped file (register.h); nobody writes to them.
 */
#ifndef BW_NET_H
#define BW_NET_H
#include "base/share.h"

enum bw_tie_mark {
	BW_TIE_VOTES_OPEN_LO = 1, /* as BW_LO_OPEN and BW_HI_OPEN */
	BW_TIE_VOTES_OPEN_HI = 2,
	BW_TIE_CAPITAL_OPEN_LO = 4,
	BW_TIE_CAPITAL_OPEN_HI = 8,
	BW_TIE_DIRECT = 16, /* controls the company, whatever the votes */
	BW_TIE_MAYBE = 32,  /* perhaps does: possible only */
	/* Declared as indirect, and the chain is not known: what it says is
	 * possible for this holder and never counts against others. */
	BW_TIE_INDIRECT = 64
};
struct bw_tie {
	uint32_t holder, company;
	struct bw_share votes, capital;
	uint8_t mark; /* DIRECT, MAYBE, INDIRECT; open ends come from shares */
};

struct bw_net {
	uint32_t n, m;
	const uint32_t
	    *in_at; /* n + 1: ties in y are in_at[y] .. in_at[y+1]-1 */
	const uint32_t *holder;                                        /* m */
	const uint32_t *votes_lo, *votes_hi, *capital_lo, *capital_hi; /* m */
	const uint8_t *mark;                                           /* m */
	const uint32_t *out_at; /* n + 1: out[out_at[x] .. out_at[x+1]-1] ... */
	const uint32_t *out;    /* m: ... are the ties of x, by company */
	const uint32_t *out_company; /* m: their companies, side by side */
	void *own;                   /* heap block of all columns, or NULL */
};

/* Makes the columns; ties need no order (they are sorted by company, keeping
 * the given order within one). O(n + m). Nodes out of range, impossible
 * shares, or more than 2^32 - 2 ties are errors. */
int bw_net_init(struct bw_net *net, uint32_t n, const struct bw_tie *tie,
    size_t m, struct bw_err *err) BW_MUST_USE;
/* For those who write the columns in place: room for n nodes and m ties with
 * in_at, holder, shares and marks to be filled through `to`, in order of
 * company; bw_net_index then makes the index by holder. */
struct bw_net_columns {
	uint32_t *in_at, *holder;
	uint32_t *votes_lo, *votes_hi, *capital_lo, *capital_hi;
	uint8_t *mark;
	uint32_t *out_at, *out, *out_company;
};
int bw_net_room(struct bw_net *net, uint32_t n, uint32_t m,
    struct bw_net_columns *to, struct bw_err *err) BW_MUST_USE;
void bw_net_put(const struct bw_net_columns *to, uint32_t place,
    const struct bw_tie *tie); /* all but in_at */
int bw_net_index(struct bw_net *net, const struct bw_net_columns *to,
    struct bw_err *err) BW_MUST_USE;
void bw_net_release(struct bw_net *net);
/* A net with room for parties it does not know: shares the columns of `net`,
 * which must outlive it; bw_net_release ends it. O(n). */
int bw_net_widen(struct bw_net *out, const struct bw_net *net, uint32_t more,
    struct bw_err *err) BW_MUST_USE;

static inline struct bw_share
bw_net_votes(const struct bw_net *net, uint32_t tie)
{
	return (struct bw_share){ net->votes_lo[tie], net->votes_hi[tie],
		net->mark[tie] & 3 };
}

static inline struct bw_share
bw_net_capital(const struct bw_net *net, uint32_t tie)
{
	return (struct bw_share){ net->capital_lo[tie], net->capital_hi[tie],
		net->mark[tie] >> 2 & 3 };
}

/* The company of a tie: O(log n). */
uint32_t bw_net_company(const struct bw_net *net, uint32_t tie);

#endif
