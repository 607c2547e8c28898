/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_left.c - how much can still be made.
 *
 * One end of a need with shares is a small linear programme: give each
 * supplier the least it may have, and what is missing to 100 % to those that
 * bring least (for the lower end) or most (for the upper), as far as they may
 * have more. Sorting solves it (a fractional knapsack, Dantzig 1957).
 *
 * What is down is worked out first, so that a circle which only feeds itself
 * is 0. Above that the equations have one solution: they are concave and
 * rising, and everything that is not down gets something from outside
 * (Krasnosel'skii 1964). The upper end falls towards it from full, the lower
 * one rises from nothing; each is a bound at every moment.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_flow.h"

#define ROUNDS 2000u /* through a circle, at most */

struct piece {
	uint32_t x, lo, hi; /* of one supplier: left, and its share */
};
struct flow {
	const struct bw_chain *c;
	uint8_t *down;
	uint32_t *left; /* the end being worked out */
	struct piece *piece;
	bool upper;
};

static int
by_left(const void *pa, const void *pb)
{
	const struct piece *a = pa, *b = pb;

	return (a->x > b->x) - (a->x < b->x);
}

/* sum / BW_ONE, outwards. */
static uint32_t
part(const struct flow *f, uint64_t whole, uint64_t rest)
{
	whole += rest / BW_ONE;
	rest %= BW_ONE;
	whole += f->upper && rest > 0;
	return whole > BW_ONE ? BW_ONE : (uint32_t)whole;
}

static uint32_t
by_capacity(const struct flow *f, const struct piece *p, uint32_t n)
{
	uint64_t whole = 0, rest = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint64_t brings =
		    (uint64_t)(f->upper ? p[i].hi : p[i].lo) * p[i].x;

		whole += brings / BW_ONE;
		rest += brings % BW_ONE;
	}
	return part(f, whole, rest);
}

static uint32_t
by_shares(const struct flow *f, struct piece *p, uint32_t n)
{
	uint64_t to_give = BW_ONE, sum = 0;

	for (uint32_t i = 0; i < n; i++) {
		to_give -= p[i].lo;
		sum += (uint64_t)p[i].lo * p[i].x;
	}
	qsort(p, n, sizeof(*p), by_left);
	for (uint32_t i = 0; i < n && to_give > 0; i++) {
		const struct piece *q = &p[f->upper ? n - 1 - i : i];
		uint64_t more = q->hi - q->lo;

		if (more > to_give)
			more = to_give;
		to_give -= more;
		sum += more * q->x;
	}
	return part(f, 0, sum);
}

static uint32_t
need_left(const struct flow *f, uint32_t g)
{
	const struct bw_chain *c = f->c;
	uint32_t n = 0, least = BW_ONE, most = 0;

	for (uint32_t i = c->sup_at[g]; i < c->sup_at[g + 1]; i++) {
		uint32_t x = f->left[c->sup[i]];

		f->piece[n++] = (struct piece){ x, c->lo[i], c->hi[i] };
		least = x < least ? x : least;
		most = x > most ? x : most;
	}
	if (n == 0)
		return 0;
	if (c->kind[g] == BW_NEED_CAPACITY)
		return by_capacity(f, f->piece, n);
	return least == most ? least : by_shares(f, f->piece, n);
}

static uint32_t
thing_left(const struct flow *f, uint32_t x)
{
	const struct bw_chain *c = f->c;
	uint32_t least = BW_ONE;

	if (f->down[x])
		return 0;
	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
		uint32_t met = need_left(f, g);

		least = met < least ? met : least;
	}
	return least;
}

static void
circle(const struct flow *f, const uint32_t *thing, uint32_t n)
{
	bool more = true;

	for (uint32_t i = 0; i < n; i++)
		f->left[thing[i]] = f->upper && !f->down[thing[i]] ? BW_ONE : 0;
	for (unsigned round = 0; more && round < ROUNDS; round++) {
		more = false;
		for (uint32_t i = 0; i < n; i++) {
			uint32_t now = thing_left(f, thing[i]);

			more = more || now != f->left[thing[i]];
			f->left[thing[i]] = now;
		}
	}
}

static void
one_end(const struct flow *f)
{
	const struct bw_chain *c = f->c;

	for (uint32_t i = 0; i < c->n_comp; i++) {
		const uint32_t *thing = &c->order[c->comp_at[i]];
		uint32_t n = c->comp_at[i + 1] - c->comp_at[i];

		if (c->round[i])
			circle(f, thing, n);
		else
			f->left[*thing] = thing_left(f, *thing);
	}
}

int
bw_chain_left(const struct bw_chain *c, const uint32_t *failed, size_t n_failed,
    uint32_t *lo, uint32_t *hi, struct bw_err *err)
{
	struct flow f = { .c = c };
	uint32_t most = 0;
	int rc;

	for (uint32_t g = 0; g < c->n_need; g++)
		if (c->sup_at[g + 1] - c->sup_at[g] > most)
			most = c->sup_at[g + 1] - c->sup_at[g];
	f.piece = bw_alloc((size_t)most + 1, sizeof(*f.piece));
	f.down = bw_alloc((size_t)c->n + 1, 1);
	if (f.piece == NULL || f.down == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to see what is left");
	else
		rc = bw_chain_down(c, failed, n_failed, f.down, err);
	if (rc == 0) {
		f.left = lo;
		one_end(&f);
		f.left = hi;
		f.upper = true;
		one_end(&f);
	}
	bw_free(f.piece);
	bw_free(f.down);
	return rc;
}
