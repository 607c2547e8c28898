/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal.c - from the steps of a deal to changes of a net.
 *
 * The row of a target is taken out once, its parallel ties of one holder added
 * up, and every step works on what the step before left. At the end each holder
 * whose tie is not what it was is one change.
 */
#include "ownership/deal.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"

struct held { /* what one holder has in a company */
	struct bw_tie tie;
	bool any, touched;
};
struct desk_row { /* a company on the desk */
	uint32_t company;
	bool mixed; /* not in order of holder */
	BW_VEC(struct held) held;
};
struct desk {
	const struct bw_net *net;
	BW_VEC(struct desk_row) row;
	struct bw_err *err;
};

static struct bw_share
add(struct bw_share a, struct bw_share b)
{
	uint64_t lo = (uint64_t)a.lo + b.lo, hi = (uint64_t)a.hi + b.hi;
	struct bw_share s = { .open = a.open | b.open };

	s.lo = lo < BW_ONE ? (uint32_t)lo : BW_ONE;
	s.hi = hi < BW_ONE ? (uint32_t)hi : BW_ONE;
	if (hi > BW_ONE)
		s.open &= (uint8_t)~BW_HI_OPEN;
	if (s.lo == s.hi)
		s.open = 0;
	return s;
}

/* What is left when p is given away; nobody has less than nothing. */
static struct bw_share
take(struct bw_share s, uint32_t p)
{
	if (s.lo < p)
		s.open &= (uint8_t)~BW_LO_OPEN;
	s.lo = s.lo > p ? s.lo - p : 0;
	s.hi = s.hi > p ? s.hi - p : 0;
	if (s.lo == s.hi)
		s.open = 0;
	return s;
}

/* s (1 - p), outward to whole parts per billion. */
static struct bw_share
dilute(struct bw_share s, uint32_t p)
{
	uint64_t lo = (uint64_t)s.lo * (BW_ONE - p);
	uint64_t hi = (uint64_t)s.hi * (BW_ONE - p);
	struct bw_share out = { (uint32_t)(lo / BW_ONE),
		(uint32_t)((hi + BW_ONE - 1) / BW_ONE), s.open };

	if (lo % BW_ONE != 0)
		out.open |= BW_LO_OPEN;
	if (hi % BW_ONE != 0)
		out.open |= BW_HI_OPEN;
	return out;
}

static int
nomem(struct desk *d)
{
	return bw_fail(d->err, BW_ENOMEM, "no memory for a deal");
}

/* An indirect tie is possible only: what it says at least is sure of nobody. */
static void
only_possible(struct bw_tie *t)
{
	t->votes = bw_share_hull(bw_share_exact(0), t->votes);
	t->capital = bw_share_hull(bw_share_exact(0), t->capital);
	t->mark &= (uint8_t)~BW_TIE_INDIRECT;
}

/* Parallel ties add up; a direct one stays direct beside an indirect one. */
static void
add_tie(struct held *h, const struct bw_net *net, uint32_t i)
{
	struct bw_tie t = { net->holder[i], h->tie.company,
		bw_net_votes(net, i), bw_net_capital(net, i),
		net->mark[i] & 0x70 };

	if (!h->any) {
		h->tie = t;
		h->any = true;
		return;
	}
	if ((h->tie.mark ^ t.mark) & BW_TIE_INDIRECT)
		only_possible(h->tie.mark & BW_TIE_INDIRECT ? &h->tie : &t);
	h->tie.votes = add(h->tie.votes, t.votes);
	h->tie.capital = add(h->tie.capital, t.capital);
	h->tie.mark |= t.mark;
}

static struct held *
new_held(struct desk_row *row, uint32_t holder)
{
	struct held h = { .tie = {
			      .holder = holder, .company = row->company } };

	return bw_vec_push(&row->held, h) ? &row->held.v[row->held.n - 1]
					  : NULL;
}

static struct held *
held_by(struct desk_row *row, uint32_t holder)
{
	for (size_t i = 0; i < row->held.n; i++)
		if (row->held.v[i].tie.holder == holder)
			return &row->held.v[i];
	return new_held(row, holder);
}

/* The ties of a register lie by holder: then the last one is the same holder,
 * or a new one, and nobody needs to be searched for. Other nets may have them
 * in any order. */
static struct held *
next_held(struct desk_row *row, uint32_t holder)
{
	struct held *last =
	    row->held.n > 0 ? &row->held.v[row->held.n - 1] : NULL;

	if (last != NULL && holder < last->tie.holder)
		row->mixed = true;
	if (row->mixed)
		return held_by(row, holder);
	return last != NULL && last->tie.holder == holder
	    ? last
	    : new_held(row, holder);
}

static struct desk_row *
row_of(struct desk *d, uint32_t company)
{
	const struct bw_net *net = d->net;
	struct desk_row new = { .company = company }, *row;

	for (size_t i = 0; i < d->row.n; i++)
		if (d->row.v[i].company == company)
			return &d->row.v[i];
	if (!bw_vec_push(&d->row, new))
		return NULL;
	row = &d->row.v[d->row.n - 1];
	for (uint32_t i = net->in_at[company]; i < net->in_at[company + 1];
	     i++) {
		struct held *h = next_held(row, net->holder[i]);

		if (h == NULL)
			return NULL;
		add_tie(h, net, i);
	}
	return row;
}

static uint64_t
surely_held(const struct desk_row *row, bool votes)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < row->held.n; i++) {
		const struct bw_tie *t = &row->held.v[i].tie;

		if (!(t->mark & BW_TIE_INDIRECT))
			sum += votes ? t->votes.lo : t->capital.lo;
	}
	return sum;
}

static int
too_much(struct desk *d, const char *what, uint64_t there, uint32_t wanted)
{
	struct bw_buf a = { 0 }, b = { 0 };

	bw_ppb_print(&a, there, '.');
	bw_ppb_print(&b, wanted, '.');
	bw_fail(d->err, BW_EFORMAT, "%s: there is at most %.*s %%, not %.*s %%",
	    what, (int)a.n, a.p == NULL ? "" : a.p, (int)b.n,
	    b.p == NULL ? "" : b.p);
	bw_buf_release(&a);
	bw_buf_release(&b);
	return BW_EFORMAT;
}

static int
from_seller(struct desk *d, struct desk_row *row, const struct bw_deal_step *s)
{
	struct held *h = held_by(row, s->seller);

	if (h == NULL)
		return nomem(d);
	if (h->tie.votes.hi < s->votes)
		return too_much(
		    d, "the seller's votes", h->tie.votes.hi, s->votes);
	if (h->tie.capital.hi < s->capital)
		return too_much(
		    d, "the seller's capital", h->tie.capital.hi, s->capital);
	h->tie.votes = take(h->tie.votes, s->votes);
	h->tie.capital = take(h->tie.capital, s->capital);
	if (s->board_lost)
		h->tie.mark &= (uint8_t)~BW_TIE_DIRECT;
	h->touched = true;
	return 0;
}

static int
from_nobody(struct desk *d, struct desk_row *row, const struct bw_deal_step *s)
{
	uint64_t votes = surely_held(row, true);
	uint64_t capital = surely_held(row, false);

	if (votes + s->votes > BW_ONE)
		return too_much(d, "votes that no recorded holder has",
		    votes > BW_ONE ? 0 : BW_ONE - votes, s->votes);
	if (capital + s->capital > BW_ONE)
		return too_much(d, "capital that no recorded holder has",
		    capital > BW_ONE ? 0 : BW_ONE - capital, s->capital);
	return 0;
}

static void
issue(struct desk_row *row, const struct bw_deal_step *s)
{
	for (size_t i = 0; i < row->held.n; i++) {
		struct held *h = &row->held.v[i];

		h->tie.votes = dilute(h->tie.votes, s->votes);
		h->tie.capital = dilute(h->tie.capital, s->capital);
		h->touched = true;
	}
}

/* The one who holds in the end: the last vehicle, or the buyer. */
static uint32_t
last_hand(const struct bw_deal_step *s)
{
	return s->n_via > 0 ? s->via[s->n_via - 1] : s->buyer;
}

static int
to_buyer(struct desk *d, struct desk_row *row, const struct bw_deal_step *s)
{
	struct held *h = held_by(row, last_hand(s));

	if (h == NULL)
		return nomem(d);
	if (h->tie.votes.lo + (uint64_t)s->votes > BW_ONE)
		return too_much(d, "votes for the buyer",
		    BW_ONE - h->tie.votes.lo, s->votes);
	if (h->tie.capital.lo + (uint64_t)s->capital > BW_ONE)
		return too_much(d, "capital for the buyer",
		    BW_ONE - h->tie.capital.lo, s->capital);
	h->tie.votes = add(h->tie.votes, bw_share_exact(s->votes));
	h->tie.capital = add(h->tie.capital, bw_share_exact(s->capital));
	if (s->board)
		h->tie.mark |= BW_TIE_DIRECT;
	h->touched = true;
	return 0;
}

/* A vehicle that has owners keeps them; one that has none is the buyer's. */
static int
own_vehicles(struct desk *d, const struct bw_deal_step *s)
{
	uint32_t owner = s->buyer;

	for (unsigned i = 0; i < s->n_via; owner = s->via[i++]) {
		struct desk_row *row = row_of(d, s->via[i]);
		struct held *h;

		if (row == NULL)
			return nomem(d);
		if (row->held.n > 0)
			continue;
		h = held_by(row, owner);
		if (h == NULL)
			return nomem(d);
		h->tie.votes = h->tie.capital = bw_share_exact(BW_ONE);
		h->touched = true;
	}
	return 0;
}

/* A vehicle stands between the buyer and the target: it is none of them. */
static bool
new_vehicle(const struct bw_deal_step *s, unsigned i)
{
	uint32_t x = s->via[i];
	bool fresh = x != s->buyer && x != s->seller && x != s->target;

	for (unsigned k = 0; k < i; k++)
		fresh = fresh && s->via[k] != x;
	return fresh;
}

static int
check_step(struct desk *d, const struct bw_deal_step *s)
{
	uint32_t n = d->net->n;
	bool sane = s->buyer < n && s->target < n &&
	    (s->seller == BW_NONE || s->seller < n) && s->n_via <= BW_DEAL_VIAS;

	for (unsigned i = 0; sane && i < s->n_via; i++)
		sane = s->via[i] < n;
	if (!sane)
		return bw_fail(d->err, BW_EFORMAT, "a party is not in the net");
	for (unsigned i = 0; i < s->n_via; i++)
		if (!new_vehicle(s, i))
			return bw_fail(d->err, BW_EFORMAT,
			    "vehicle %u is the buyer, the seller, the target "
			    "or a vehicle named before",
			    i + 1);
	if (s->new_shares && s->seller != BW_NONE)
		return bw_fail(d->err, BW_EFORMAT,
		    "new shares have no seller: tell one or the other");
	if (s->buyer == s->target)
		return bw_fail(
		    d->err, BW_EFORMAT, "the buyer is the target itself");
	if (s->buyer == s->seller)
		return bw_fail(d->err, BW_EFORMAT, "the buyer is the seller");
	if (s->votes > BW_ONE || s->capital > BW_ONE)
		return bw_fail(d->err, BW_EFORMAT, "a share is above 100 %%");
	if (s->new_shares && (s->votes == BW_ONE || s->capital == BW_ONE))
		return bw_fail(d->err, BW_EFORMAT,
		    "new shares cannot be 100 %% of all: the old ones stay");
	if (s->board_lost && s->seller == BW_NONE)
		return bw_fail(d->err, BW_EFORMAT,
		    "a right to appoint the board is lost by somebody: name "
		    "the seller");
	return 0;
}

static int
do_step(struct desk *d, const struct bw_deal_step *s)
{
	struct desk_row *row;
	int rc = check_step(d, s);

	if (rc != 0 || (rc = own_vehicles(d, s)) != 0)
		return rc;
	row = row_of(d, s->target);
	if (row == NULL)
		return nomem(d);
	if (s->new_shares)
		issue(row, s);
	else
		rc = s->seller != BW_NONE ? from_seller(d, row, s)
					  : from_nobody(d, row, s);
	return rc != 0 ? rc : to_buyer(d, row, s);
}

static bool
nothing(const struct bw_tie *t)
{
	return t->votes.hi == 0 && t->capital.hi == 0 &&
	    (t->mark & (BW_TIE_DIRECT | BW_TIE_MAYBE)) == 0;
}

static int
collect(
    struct desk *d, struct bw_change **change, size_t *n, struct bw_arena *a)
{
	size_t most = 0;

	for (size_t i = 0; i < d->row.n; i++)
		most += d->row.v[i].held.n;
	*change = BW_ARENA_ARRAY(a, struct bw_change, most + 1);
	if (*change == NULL)
		return nomem(d);
	for (size_t i = 0; i < d->row.n; i++)
		for (size_t k = 0; k < d->row.v[i].held.n; k++) {
			const struct held *h = &d->row.v[i].held.v[k];

			if (h->touched)
				(*change)[(*n)++] =
				    (struct bw_change){ h->tie.holder,
					    h->tie.company, nothing(&h->tie),
					    h->tie.votes, h->tie.capital,
					    h->tie.mark };
		}
	return 0;
}

int
bw_deal_changes(const struct bw_net *net, const struct bw_deal_step *list,
    size_t n, struct bw_change **change, size_t *n_change, size_t *step,
    struct bw_arena *a, struct bw_err *err)
{
	struct desk d = { .net = net, .err = err };
	int rc = 0;

	*change = NULL;
	*n_change = *step = 0;
	for (size_t i = 0; i < n && rc == 0; i++) {
		*step = i;
		rc = do_step(&d, &list[i]);
	}
	if (rc == 0)
		rc = collect(&d, change, n_change, a);
	for (size_t i = 0; i < d.row.n; i++)
		bw_vec_release(&d.row.v[i].held);
	bw_vec_release(&d.row);
	return rc;
}
