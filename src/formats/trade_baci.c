/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_baci.c - BACI, the world trade database of CEPII, as CSV.
 *
 * One file per year and edition of the Harmonized System:
 * t year, i exporter, j importer (numbers), k product (HS6), v value in
 * thousands of current US dollars, q quantity in tonnes (Gaulier and Zignago
 * 2010, "BACI: International Trade Database at the Product-Level"). CEPII has
 * reconciled what both sides reported, so a flow stands there once. The
 * edition stands in the name of the file alone (BACI_HS17_Y2020_V202501.csv).
 * Rules: doc/formats/trade.md.
 */
#include "formats/formats_priv.h"
#include "formats/trade_scan.h"

enum {
	YEAR,
	EXPORTER,
	IMPORTER,
	PRODUCT,
	VALUE,
	TONNES,
	COLUMNS
};
static const struct bw_column columns[COLUMNS] = {
	[YEAR] = { "t", BW_COL_REQUIRED },
	[EXPORTER] = { "i", BW_COL_REQUIRED },
	[IMPORTER] = { "j", BW_COL_REQUIRED },
	[PRODUCT] = { "k", BW_COL_REQUIRED },
	[VALUE] = { "v", BW_COL_REQUIRED },
	[TONNES] = { "q", BW_COL_OPTIONAL },
};

struct baci {
	unsigned edition;
};

static int
begin(void *ctx, const struct bw_trade_line *first, const char *name,
    struct bw_err *err)
{
	struct baci *b = ctx;

	(void)first;
	(void)err;
	for (unsigned e = BW_EDITION_HS92; e < BW_EDITION_CN; e++)
		if (strstr(name, bw_edition_name(e)) != NULL)
			b->edition = e;
	return 0;
}

static enum bw_trade_why
row(const void *ctx, struct bw_trade_line *l, struct bw_trade_row *out)
{
	const struct baci *b = ctx;
	struct bw_str s = bw_trade_cell(l, YEAR), none = { 0 };
	enum bw_trade_why why;

	l->bad = s;
	if (!bw_trade_period(s, out) || bw_trade_month(out) != 0)
		return BW_WHY_YEAR;
	if ((why = bw_trade_product(l, bw_trade_cell(l, PRODUCT), out)) != 0 ||
	    (why = bw_trade_area(l, bw_trade_cell(l, EXPORTER), none, out->year,
		 &out->exporter)) != 0 ||
	    (why = bw_trade_area(l, bw_trade_cell(l, IMPORTER), none, out->year,
		 &out->importer)) != 0)
		return why;
	s = bw_trade_cell(l, VALUE);
	l->bad = s;
	if ((why = bw_trade_amount(s, 3, &out->value)) != 0)
		return why;
	bw_trade_kg(l, bw_trade_cell(l, TONNES), 3, out);
	out->how = bw_trade_how(BW_TRADE_BOTH, b->edition);
	if (out->value == BW_TRADE_UNTOLD && out->kg == BW_TRADE_UNTOLD)
		return BW_WHY_UNTOLD;
	return BW_WHY_TAKEN;
}

/* Digits up to the comma; false when there is anything else, or too much. */
static inline bool
whole(const char **p, const char *end, uint32_t *out, unsigned most)
{
	const char *at = *p;
	uint32_t n = 0;

	while (at < end && (unsigned)(*at - '0') < 10)
		n = n * 10 + (uint32_t)(*at++ - '0');
	if (at == *p || at - *p > (ptrdiff_t)most || at == end || *at != ',')
		return false;
	*p = at + 1;
	*out = n;
	return true;
}

/* "1234.567" in thousandths, up to `stop`; more decimals, blanks, NA and
 * the like take the slow way. */
static inline bool
thousandths(const char **p, const char *end, char stop, uint64_t *out)
{
	const char *at = *p, *point;
	uint64_t n = 0;
	int decimals;

	while (at < end && *at == ' ')
		at++;
	point = at;
	while (at < end && (unsigned)(*at - '0') < 10)
		n = n * 10 + (uint64_t)(*at++ - '0');
	if (at == point || at - point > 12)
		return false;
	decimals = 3;
	if (at < end && *at == '.')
		for (at++; at < end && (unsigned)(*at - '0') < 10; at++) {
			if (decimals-- == 0)
				return false;
			n = n * 10 + (uint64_t)(*at - '0');
		}
	while (decimals-- > 0)
		n *= 10;
	if (stop != 0 ? at == end || *at != stop : at != end)
		return false;
	*p = at + 1;
	*out = n;
	return n <= BW_TRADE_MOST;
}

static bool
quick(const void *ctx, const char *p, const char *end, struct bw_trade_row *out)
{
	const struct baci *b = ctx;
	uint32_t year, exporter, importer, product;
	const char *code;

	if (!whole(&p, end, &year, 4) || year < 1900 || year > 2100 ||
	    !whole(&p, end, &exporter, 3) || !whole(&p, end, &importer, 3))
		return false;
	code = p;
	if (!whole(&p, end, &product, 6) || p - code != 7 || product == 0 ||
	    !thousandths(&p, end, ',', &out->value) ||
	    !thousandths(&p, end, 0, &out->kg))
		return false;
	out->year = (uint16_t)year;
	out->exporter = bw_area_number(exporter, (int)year);
	out->importer = bw_area_number(importer, (int)year);
	out->product = bw_product(product * 100, 6);
	out->how = bw_trade_how(BW_TRADE_BOTH, b->edition);
	return out->exporter != BW_AREA_NONE && out->importer != BW_AREA_NONE &&
	    bw_area_get(out->exporter)->kind != BW_AREA_SUM &&
	    bw_area_get(out->importer)->kind != BW_AREA_SUM;
}

static const struct bw_trade_form form = { .column = columns,
	.n = COLUMNS,
	.currency = "USD",
	.publisher = "CEPII, BACI",
	.begin = begin,
	.row = row,
	.quick = quick };

int
bw_baci_read_with(struct bw_input *in, const struct bw_sink *sink,
    unsigned threads, size_t window, struct bw_err *err)
{
	struct baci b = { 0 };

	return bw_trade_scan(in, &form, &b, threads, window, sink, err);
}

static int
read_baci(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return bw_baci_read_with(in, sink, 0, 0, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, COLUMNS);

	(void)cut;
	(void)name;
	return (found & 0x1f) == 0x1f ? 92 : 0;
}

const struct bw_format bw_format_baci = {
	.name = "baci",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_baci,
};
