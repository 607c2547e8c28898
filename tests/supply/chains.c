/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chains.c - see chains.h.
 */
#include "supply/chains.h"

uint32_t
chain_random(uint64_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 20) % below;
}

static void
supplier(struct chain_case *c, uint64_t *seed, uint32_t thing)
{
	struct bw_chain_supplier *s = &c->sup[c->n_sup++];
	uint32_t a = chain_random(seed, BW_ONE + 1);
	uint32_t b = chain_random(seed, BW_ONE + 1);

	s->need = (uint32_t)c->n_need - 1;
	s->thing = thing;
	s->lo = a < b ? a : b;
	s->hi = a < b ? b : a;
}

/* True shares that add up to 100 %, and room around them: none, some, or
 * nothing told at all. */
static void
make_shares(struct chain_case *c, uint64_t *seed, size_t from)
{
	uint64_t sum = 0, given = 0;
	uint32_t room = chain_random(seed, 3);

	for (size_t i = from; i < c->n_sup; i++)
		sum += c->sup[i].hi + UINT64_C(1);
	for (size_t i = from; i < c->n_sup; i++) {
		uint64_t share = (c->sup[i].hi + UINT64_C(1)) * BW_ONE / sum;
		uint64_t less = chain_random(seed, BW_ONE / 10) * room;

		if (i + 1 == c->n_sup)
			share = BW_ONE - given;
		given += share;
		c->sup[i].lo = (uint32_t)(share > less ? share - less : 0);
		share += chain_random(seed, BW_ONE / 10) * (uint64_t)room;
		c->sup[i].hi = (uint32_t)(share < BW_ONE ? share : BW_ONE);
		if (room == 2 && share % 2 == 0) {
			c->sup[i].lo = 0;
			c->sup[i].hi = BW_ONE;
		}
	}
}

/* Thing 0 is the product; things with a high number need nothing. */
void
chain_make(struct chain_case *c, uint64_t *seed, uint32_t n, bool circles)
{
	uint32_t width = 1 + chain_random(seed, 4);
	uint32_t leaves = 1 + n / 4;

	memset(c, 0, sizeof(*c));
	c->n = n;
	for (uint32_t x = 0; x < n; x++) {
		uint32_t needs = x >= n - leaves ? 0 : chain_random(seed, 4);

		c->stock[x].lo = chain_random(seed, 9);
		c->stock[x].hi = c->stock[x].lo + chain_random(seed, 5);
		if (x == 0 && needs == 0)
			needs = 2;
		for (uint32_t g = 0; g < needs; g++) {
			uint32_t sups = 1 + chain_random(seed, width);
			struct bw_chain_need *need = &c->need[c->n_need++];
			size_t first;

			need->thing = x;
			need->kind = (uint8_t)chain_random(seed, 2);
			need->stock.lo = chain_random(seed, 5);
			need->stock.hi = need->stock.lo + chain_random(seed, 3);
			first = c->n_sup;
			for (uint32_t s = 0; s < sups; s++)
				supplier(c, seed,
				    circles && chain_random(seed, 4) == 0
					? chain_random(seed, n)
					: x + 1 +
					    chain_random(seed, n - x - 1));
			if (need->kind == BW_NEED_SHARES)
				make_shares(c, seed, first);
		}
	}
}

void
slow_down(const struct chain_case *c, const uint32_t *failed, size_t n_failed,
    uint8_t *down)
{
	bool more = true;

	memset(down, 1, c->n);
	while (more) {
		more = false;
		for (uint32_t x = 0; x < c->n; x++) {
			bool ok = down[x] == 1;

			for (size_t i = 0; i < n_failed; i++)
				ok = ok && failed[i] != x;
			for (size_t g = 0; ok && g < c->n_need; g++) {
				bool met = c->need[g].thing != x;

				for (size_t s = 0; !met && s < c->n_sup; s++)
					met = c->sup[s].need == g &&
					    !down[c->sup[s].thing];
				ok = met;
			}
			if (ok) {
				down[x] = 0;
				more = true;
			}
		}
	}
}
