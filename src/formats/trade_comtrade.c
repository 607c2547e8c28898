/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_comtrade.c - UN Comtrade downloads as CSV, the old and the new form.
 *
 * Old (until 2022): "Classification, Year, ... Trade Flow Code, Reporter Code,
 * ... Trade Value (US$)"; its interface of the time wrote rtCode, ptCode. New
 * ("Comtrade plus"): typeCode, freqCode, ... reporterCode, flowCode,
 * partnerCode, ... primaryValue. Columns are found by name in either.
 *
 * Imports and exports are what one side reports of the other; both are kept
 * and never added to each other. Re-exports are part of exports, rows for one
 * customs procedure, way of transport or second partner are part of the row
 * with all of them, and world totals are no partner: all skipped, by rule.
 * Rules: doc/formats/trade.md.
 */
#include "formats/formats_priv.h"
#include "formats/trade_scan.h"

enum {
	PERIOD,
	YEAR,
	FLOW,
	REPORTER,
	REPORTER_ISO,
	PARTNER,
	PARTNER_ISO,
	PRODUCT,
	VALUE,
	KG,
	CLASS,
	TYPE,
	PARTNER2,
	PARTNER2_ISO,
	CUSTOMS,
	TRANSPORT,
	SUPPLY,
	COLUMNS
};
static const struct bw_column columns[COLUMNS] = {
	[PERIOD] = { "period|refPeriod", BW_COL_OPTIONAL },
	[YEAR] = { "year|refYear|yr", BW_COL_OPTIONAL },
	[FLOW] = { "flowCode|Trade Flow Code|rgCode", BW_COL_REQUIRED },
	[REPORTER] = { "reporterCode|Reporter Code|rtCode", BW_COL_REQUIRED },
	[REPORTER_ISO] = { "reporterISO|Reporter ISO|rt3ISO", BW_COL_OPTIONAL },
	[PARTNER] = { "partnerCode|Partner Code|ptCode", BW_COL_REQUIRED },
	[PARTNER_ISO] = { "partnerISO|Partner ISO|pt3ISO", BW_COL_OPTIONAL },
	[PRODUCT] = { "cmdCode|Commodity Code", BW_COL_REQUIRED },
	[VALUE] = { "primaryValue|Trade Value (US$)|TradeValue",
	    BW_COL_REQUIRED },
	[KG] = { "netWgt|Netweight (kg)|NetWeight", BW_COL_OPTIONAL },
	[CLASS] = { "classificationCode|Classification|pfCode",
	    BW_COL_OPTIONAL },
	[TYPE] = { "typeCode", BW_COL_OPTIONAL },
	[PARTNER2] = { "partner2Code|2nd Partner Code|ptCode2",
	    BW_COL_OPTIONAL },
	[PARTNER2_ISO] = { "partner2ISO|2nd Partner ISO|pt3ISO2",
	    BW_COL_OPTIONAL },
	[CUSTOMS] = { "customsCode|Customs Proc. Code|cstCode",
	    BW_COL_OPTIONAL },
	[TRANSPORT] = { "motCode|Mode of Transport Code", BW_COL_OPTIONAL },
	[SUPPLY] = { "mosCode", BW_COL_OPTIONAL },
};

/* "H5" is the fifth revision of 1992. */
static enum bw_trade_why
edition(struct bw_str s, unsigned *out)
{
	*out = BW_EDITION_UNKNOWN;
	if (s.n == 0 || bw_str_is(s, "HS"))
		return BW_WHY_TAKEN;
	if (s.n != 2 || s.p[0] != 'H' || s.p[1] < '0' || s.p[1] > '9')
		return BW_WHY_CLASS;
	if (s.p[1] <= '6')
		*out = BW_EDITION_HS92 + (unsigned)(s.p[1] - '0');
	return BW_WHY_TAKEN;
}

/* Is it the row with all of them? Whoever gives no number gives no such
 * breakdown. */
static bool
all_of(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "0") || bw_str_is(s, "C00") ||
	    bw_str_is(s, "W00") || bw_str_is(s, "WLD");
}

static enum bw_trade_why
flow(struct bw_str s, bool *import)
{
	*import = bw_str_is(s, "M") || bw_str_is(s, "1");
	if (*import || bw_str_is(s, "X") || bw_str_is(s, "2"))
		return BW_WHY_TAKEN;
	return BW_WHY_FLOW;
}

static enum bw_trade_why
what_row(struct bw_trade_line *l, unsigned *ed, bool *import)
{
	struct bw_str type = bw_trade_cell(l, TYPE);

	l->bad = bw_trade_cell(l, CLASS);
	if ((type.n > 0 && !bw_str_is(type, "C")) ||
	    edition(l->bad, ed) != BW_WHY_TAKEN)
		return BW_WHY_CLASS;
	l->bad = bw_trade_cell(l, FLOW);
	if (flow(l->bad, import) != BW_WHY_TAKEN)
		return BW_WHY_FLOW;
	l->bad = (struct bw_str){ 0 };
	if (!all_of(bw_trade_cell(l, PARTNER2)) ||
	    !all_of(bw_trade_cell(l, CUSTOMS)) ||
	    !all_of(bw_trade_cell(l, TRANSPORT)) ||
	    !all_of(bw_trade_cell(l, SUPPLY)))
		return BW_WHY_PART;
	return BW_WHY_TAKEN;
}

static bool
period(struct bw_trade_line *l, struct bw_trade_row *out)
{
	l->bad = bw_trade_cell(l, PERIOD);
	if (l->bad.n == 0)
		l->bad = bw_trade_cell(l, YEAR);
	return bw_trade_period(l->bad, out);
}

static enum bw_trade_why
row(const void *ctx, struct bw_trade_line *l, struct bw_trade_row *out)
{
	uint16_t reporter, partner;
	enum bw_trade_why why;
	bool import = false;
	unsigned ed = 0;

	(void)ctx;
	if ((why = what_row(l, &ed, &import)) != 0)
		return why;
	if (!period(l, out))
		return BW_WHY_YEAR;
	if ((why = bw_trade_product(l, bw_trade_cell(l, PRODUCT), out)) != 0 ||
	    (why = bw_trade_area(l, bw_trade_cell(l, REPORTER),
		 bw_trade_cell(l, REPORTER_ISO), out->year, &reporter)) != 0 ||
	    (why = bw_trade_area(l, bw_trade_cell(l, PARTNER),
		 bw_trade_cell(l, PARTNER_ISO), out->year, &partner)) != 0)
		return why;
	bw_trade_reported(out, reporter, partner, import, ed);
	l->bad = bw_trade_cell(l, VALUE);
	if ((why = bw_trade_amount(l->bad, 0, &out->value)) != 0)
		return why;
	bw_trade_kg(l, bw_trade_cell(l, KG), 0, out);
	/* Weights that are not reported stand there as 0. */
	if (out->kg == 0 && out->value > 0)
		out->kg = BW_TRADE_UNTOLD;
	return out->value == BW_TRADE_UNTOLD && out->kg == BW_TRADE_UNTOLD
	    ? BW_WHY_UNTOLD
	    : BW_WHY_TAKEN;
}

static int
begin(void *ctx, const struct bw_trade_line *first, const char *name,
    struct bw_err *err)
{
	(void)ctx;
	(void)name;
	if (first->at[PERIOD] < 0 && first->at[YEAR] < 0)
		return bw_fail(err, BW_EFORMAT,
		    "no column period or year in the first line");
	return 0;
}

static const struct bw_trade_form form = { .column = columns,
	.n = COLUMNS,
	.currency = "USD",
	.publisher = "United Nations, UN Comtrade",
	.begin = begin,
	.row = row };

static int
read_comtrade(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return bw_trade_scan(in, &form, NULL, 0, 0, sink, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	const uint32_t need = 1u << FLOW | 1u << REPORTER | 1u << PARTNER |
	    1u << PRODUCT | 1u << VALUE;
	uint32_t found = bw_table_peek(ahead, columns, COLUMNS);

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_comtrade = {
	.name = "comtrade",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_comtrade,
};
