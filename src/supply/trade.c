/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade.c - looking things up in the columns of a trade file.
 */
#include "supply/trade.h"
#include "base/mem.h"

void
bw_trade_cols_release(struct bw_trade_cols *c)
{
	bw_free(c->own);
	*c = (struct bw_trade_cols){ 0 };
}

static uint64_t
large(const struct bw_trade_large *list, uint32_t n, uint32_t row)
{
	uint32_t lo = 0, hi = n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (list[mid].row < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	/* A row that is not in the list: a file that was tampered with. */
	return lo < n && list[lo].row == row ? list[lo].amount : 0;
}

uint64_t
bw_trade_value(const struct bw_trade_cols *c, uint32_t row)
{
	return c->value[row] != BW_TRADE_LARGE
	    ? c->value[row]
	    : large(c->large_value, c->n_large_value, row);
}

uint64_t
bw_trade_kg_of(const struct bw_trade_cols *c, uint32_t row)
{
	if (c->kg[row] == BW_TRADE_NO_KG)
		return BW_TRADE_UNTOLD;
	return c->kg[row] != BW_TRADE_LARGE
	    ? c->kg[row]
	    : large(c->large_kg, c->n_large_kg, row);
}

/* The first group of a product that is not below this one. */
static uint32_t
lower(const struct bw_trade_cols *c, uint64_t product)
{
	uint32_t lo = 0, hi = c->n_group;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (c->group[mid].product < product)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
bw_trade_find(const struct bw_trade_cols *c, uint32_t product, uint32_t *from,
    uint32_t *end)
{
	static const uint32_t span[9] = { 100000000, 10000000, 1000000, 100000,
		10000, 1000, 100, 10, 1 };
	const unsigned digits = bw_product_digits(product);

	*from = lower(c, product);
	*end = lower(c, (uint64_t)product + 1);
	if (*from < *end || digits >= 8)
		return;
	*end = lower(c, ((uint64_t)product / 16 + span[digits]) * 16);
}

unsigned
bw_trade_level(const struct bw_trade_cols *c, uint32_t from, uint32_t end)
{
	unsigned least = 8;

	for (; from < end; from++) {
		unsigned digits = bw_product_digits(c->group[from].product);

		least = digits < least ? digits : least;
	}
	return least;
}
