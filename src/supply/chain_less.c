/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_less.c - from which day there may be less.
 *
 * A need gets less as soon as one of its suppliers brings less, so this is an
 * ordinary shortest path, in the order of the suppliers; in a circle the days
 * fall until they stand still (Bellman 1958), which takes no more rounds than
 * the circle has things.
 */
#include "base/mem.h"
#include "supply/chain_flow.h"

static uint32_t
plus(uint32_t a, uint32_t b)
{
	return a == BW_DAYS_EVER || b >= BW_DAYS_EVER - a ? BW_DAYS_EVER
							  : a + b;
}

static uint32_t
from_suppliers(const struct bw_chain *c, uint32_t x, const uint32_t *day)
{
	uint32_t first = BW_DAYS_EVER;

	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++)
		for (uint32_t s = c->sup_at[g]; s < c->sup_at[g + 1]; s++) {
			uint32_t d = plus(day[c->sup[s]], c->kept[g].lo);

			first = d < first ? d : first;
		}
	return plus(first, c->stock[x].lo);
}

static void
component(const struct bw_chain *c, uint32_t i, const uint8_t *fails,
    const uint32_t *lo, uint32_t *day)
{
	bool more = true;

	while (more) {
		more = false;
		for (uint32_t k = c->comp_at[i]; k < c->comp_at[i + 1]; k++) {
			uint32_t x = c->order[k], now;

			if (fails[x] || lo[x] == BW_ONE)
				continue;
			now = from_suppliers(c, x, day);
			more = more || (c->round[i] && now < day[x]);
			day[x] = now < day[x] ? now : day[x];
		}
	}
}

int
bw_chain_less(const struct bw_chain *c, const uint32_t *failed, size_t n_failed,
    const uint32_t *lo, uint32_t *day, struct bw_err *err)
{
	uint8_t *fails = bw_calloc((size_t)c->n + 1, 1);

	if (fails == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to count days");
	for (uint32_t x = 0; x < c->n; x++)
		day[x] = BW_DAYS_EVER;
	for (size_t i = 0; i < n_failed; i++) {
		fails[failed[i]] = 1;
		day[failed[i]] = c->stock[failed[i]].lo;
	}
	for (uint32_t i = 0; i < c->n_comp; i++)
		component(c, i, fails, lo, day);
	bw_free(fails);
	return 0;
}
