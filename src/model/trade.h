/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade.h - one row of a trade statistic, as formats give it.
 *
 * There are a hundred million of them, so they come in blocks and hold
 * numbers only: areas (area.h) for countries, a number for the product, whole
 * currency units and whole kilograms. Amounts below one unit are rounded (half
 * up): the cents of trade statistics come from exchange rates.
 */
#ifndef BW_TRADE_MODEL_H
#define BW_TRADE_MODEL_H
#include "base/str.h"

/* Not told. Amounts above BW_TRADE_MOST are refused as absurd: ten trillion
 * is a third of all trade in goods of the world in a year. */
#define BW_TRADE_UNTOLD UINT64_MAX
#define BW_TRADE_MOST 10000000000000u

enum bw_trade_side {       /* whose word it is */
	BW_TRADE_BOTH,     /* both sides, reconciled (BACI) */
	BW_TRADE_IMPORTER, /* an import, as its importer reports it */
	BW_TRADE_EXPORTER
};
#define BW_TRADE_SIDES 3

enum bw_edition { /* of the classification of products */
	BW_EDITION_UNKNOWN,
	BW_EDITION_HS92,
	BW_EDITION_HS96,
	BW_EDITION_HS02,
	BW_EDITION_HS07,
	BW_EDITION_HS12,
	BW_EDITION_HS17,
	BW_EDITION_HS22,
	BW_EDITION_CN, /* of the year itself */
	BW_EDITIONS
};

/*
 * A product code of 2 to 8 digits as one number: the digits filled up with
 * zeros to eight, times 16, plus how many there were. So "8105" comes before
 * "810520" and that before "81052000", and all of a heading lie together.
 */
#define BW_PRODUCT_NONE 0u
static inline uint32_t
bw_product(uint32_t eight, unsigned digits)
{
	return eight * 16 + digits;
}
static inline unsigned
bw_product_digits(uint32_t product)
{
	return product & 15;
}
/* Its first n digits, as a product. */
uint32_t bw_product_head(uint32_t product, unsigned n);
/* BW_PRODUCT_NONE: it is none. Codes have an even number of digits; one with
 * an odd number has lost the zero before it to a spreadsheet. */
uint32_t bw_product_parse(struct bw_str s);
/* NUL-terminated digits. */
void bw_product_print(uint32_t product, char out[9]);

struct bw_trade_row {
	uint64_t value, kg; /* BW_TRADE_UNTOLD where not told */
	uint32_t product;
	uint32_t line; /* within its block, from 0 */
	uint16_t year, importer, exporter;
	uint8_t month_part; /* 1 .. 12, 0 the whole year; and 16 x the part of
			       a flow that is told in parts (customs regime) */
	uint8_t how;        /* side + 4 x edition */
};
_Static_assert(sizeof(struct bw_trade_row) == 32, "rows are many");

static inline unsigned
bw_trade_month(const struct bw_trade_row *r)
{
	return r->month_part & 15;
}

struct bw_trade_block {           /* rows of consecutive lines */
	struct bw_trade_row *row; /* the sink may keep it (and set it NULL
				     here): it is freed with bw_free */
	size_t n;
	uint64_t first_line;
	const char *currency; /* "USD", of the whole file */
	bool parts;           /* rows of one flow are parts to be added up; if
				 not, a second row is a mistake */
};

const char *bw_edition_name(unsigned edition); /* "HS17", "" unknown */
const char *bw_trade_side_name(unsigned side);

#endif
