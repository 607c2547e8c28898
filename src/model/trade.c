/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade.c - product codes as numbers and back.
 */
#include "model/trade.h"

static const uint32_t power[] = { 1, 10, 100, 1000, 10000, 100000, 1000000,
	10000000, 100000000 };

uint32_t
bw_product_head(uint32_t product, unsigned n)
{
	uint32_t cut;

	BW_ASSERT(n <= 8);
	cut = power[8 - n];
	return bw_product(product / 16 / cut * cut, n);
}

uint32_t
bw_product_parse(struct bw_str s)
{
	uint32_t eight = 0;
	unsigned digits = (unsigned)(s.n + (s.n & 1));

	if (s.n < 1 || s.n > 8)
		return BW_PRODUCT_NONE;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return BW_PRODUCT_NONE;
		eight = eight * 10 + (uint32_t)(s.p[i] - '0');
	}
	return bw_product(eight * power[8 - digits], digits);
}

void
bw_product_print(uint32_t product, char out[9])
{
	unsigned digits = bw_product_digits(product);
	uint32_t n = product / 16;

	if (digits > 8)
		digits = 8;
	for (unsigned i = 0; i < 8; i++)
		out[i] =
		    i < digits ? (char)('0' + n / power[7 - i] % 10) : '\0';
	out[8] = '\0';
}

const char *
bw_edition_name(unsigned edition)
{
	static const char *const name[BW_EDITIONS] = { "", "HS92", "HS96",
		"HS02", "HS07", "HS12", "HS17", "HS22", "CN" };

	return edition < BW_EDITIONS ? name[edition] : "";
}

const char *
bw_trade_side_name(unsigned side)
{
	static const char *const name[BW_TRADE_SIDES] = { "both", "importer",
		"exporter" };

	return side < BW_TRADE_SIDES ? name[side] : "";
}
