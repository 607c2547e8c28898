/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_comext.c - Eurostat Comext: the full files, and SDMX-CSV of its
 * interface.
 *
 * The full files (full_YYYYMM.dat, full_v2_YYYYMM.dat, comma separated) have
 * one row per declarant, partner, product (CN, eight digits), flow, customs
 * regime and month; 52 as the month is the whole year. Names of columns have
 * changed over time: DECLARANT or REPORTER, STAT_REGIME or STAT_PROCEDURE,
 * VALUE_IN_EUROS or VALUE_EUR. Regimes are parts of one flow and added up.
 *
 * SDMX-CSV has a row per value and another for the quantity of the same flow
 * (column indicators); the world puts them together by their key. Weights
 * there may be in hundreds of kilograms, and the name says so.
 * Rules: doc/formats/trade.md.
 */
#include "formats/formats_priv.h"
#include "formats/trade_scan.h"

enum {
	REPORTER,
	REPORTER_ISO,
	PARTNER,
	PARTNER_ISO,
	PRODUCT,
	FLOW,
	REGIME,
	PERIOD,
	VALUE,
	KG,
	COLUMNS
};
static const struct bw_column columns[COLUMNS] = {
	[REPORTER] = { "DECLARANT|REPORTER", BW_COL_REQUIRED },
	[REPORTER_ISO] = { "DECLARANT_ISO|REPORTER_ISO", BW_COL_OPTIONAL },
	[PARTNER] = { "PARTNER", BW_COL_REQUIRED },
	[PARTNER_ISO] = { "PARTNER_ISO", BW_COL_OPTIONAL },
	[PRODUCT] = { "PRODUCT_NC", BW_COL_REQUIRED },
	[FLOW] = { "FLOW", BW_COL_REQUIRED },
	[REGIME] = { "STAT_REGIME|STAT_PROCEDURE", BW_COL_OPTIONAL },
	[PERIOD] = { "PERIOD", BW_COL_REQUIRED },
	[VALUE] = { "VALUE_IN_EUROS|VALUE_EUR", BW_COL_REQUIRED },
	[KG] = { "QUANTITY_IN_KG|QUANTITY_KG", BW_COL_OPTIONAL },
};

static bool
flow(struct bw_str s, bool *import)
{
	*import = bw_str_is(s, "1") || bw_str_eq_nocase(s, BW_STR("IMP")) ||
	    bw_str_eq_nocase(s, BW_STR("IMPORT"));
	return *import || bw_str_is(s, "2") ||
	    bw_str_eq_nocase(s, BW_STR("EXP")) ||
	    bw_str_eq_nocase(s, BW_STR("EXPORT"));
}

/* Only letters: the numbers of the old list of countries (001 is France) are
 * not those of M49. */
static enum bw_trade_why
area(struct bw_trade_line *l, unsigned iso, unsigned plain, int year,
    uint16_t *out)
{
	struct bw_str s = bw_trade_cell(l, iso), none = { 0 };

	if (s.n == 0)
		s = bw_trade_cell(l, plain);
	return bw_trade_area(l, none, s, year, out);
}

/* Customs regime: parts of a flow, one digit; 4 is all of them. */
static enum bw_trade_why
regime(struct bw_trade_line *l, struct bw_trade_row *out)
{
	struct bw_str s = bw_trade_cell(l, REGIME);

	if (s.n != 1 || s.p[0] < '0' || s.p[0] > '9')
		return BW_WHY_TAKEN;
	if (s.p[0] == '4') {
		l->bad = (struct bw_str){ 0 };
		return BW_WHY_PART;
	}
	out->month_part |= (uint8_t)((s.p[0] - '0') * 16);
	return BW_WHY_TAKEN;
}

static enum bw_trade_why
full_row(const void *ctx, struct bw_trade_line *l, struct bw_trade_row *out)
{
	uint16_t reporter, partner;
	enum bw_trade_why why;
	bool import = false;

	(void)ctx;
	l->bad = bw_trade_cell(l, FLOW);
	if (!flow(l->bad, &import))
		return BW_WHY_FLOW;
	l->bad = bw_trade_cell(l, PERIOD);
	if (!bw_trade_period(l->bad, out))
		return BW_WHY_YEAR;
	if ((why = bw_trade_product(l, bw_trade_cell(l, PRODUCT), out)) != 0 ||
	    (why = regime(l, out)) != 0 ||
	    (why = area(l, REPORTER_ISO, REPORTER, out->year, &reporter)) !=
		0 ||
	    (why = area(l, PARTNER_ISO, PARTNER, out->year, &partner)) != 0)
		return why;
	bw_trade_reported(out, reporter, partner, import, BW_EDITION_CN);
	l->bad = bw_trade_cell(l, VALUE);
	if ((why = bw_trade_amount(l->bad, 0, &out->value)) != 0)
		return why;
	bw_trade_kg(l, bw_trade_cell(l, KG), 0, out);
	return out->value == BW_TRADE_UNTOLD && out->kg == BW_TRADE_UNTOLD
	    ? BW_WHY_UNTOLD
	    : BW_WHY_TAKEN;
}

static const struct bw_trade_form full = { .column = columns,
	.n = COLUMNS,
	.currency = "EUR",
	.publisher = "Eurostat, Comext",
	.parts = true,
	.row = full_row };

static int
read_full(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	int rc = bw_trade_scan(in, &full, NULL, 0, 0, sink, err);

	return rc != 0
	    ? rc
	    : bw_sink_about(sink, "licence", BW_STR("CC BY 4.0"), err);
}

static int
recognise_full(struct bw_str ahead, bool cut, const char *name)
{
	const uint32_t need = 1u << REPORTER | 1u << PARTNER | 1u << PRODUCT |
	    1u << FLOW | 1u << PERIOD | 1u << VALUE;
	uint32_t found = bw_table_peek(ahead, columns, COLUMNS);

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_comext = {
	.name = "comext",
	.version = 1,
	.whole = true,
	.recognise = recognise_full,
	.read = read_full,
};

/* ---- SDMX-CSV ------------------------------------------------------------
 */
enum {
	S_FLOWS, /* DATAFLOW: which set of figures */
	S_REPORTER,
	S_PARTNER,
	S_PRODUCT,
	S_FLOW,
	S_MEASURE,
	S_PERIOD,
	S_VALUE,
	S_FLAG,
	S_UNIT,
	S_COLUMNS
};
static const struct bw_column sdmx_columns[S_COLUMNS] = {
	[S_FLOWS] = { "DATAFLOW|STRUCTURE_ID", BW_COL_REQUIRED },
	[S_REPORTER] = { "reporter|declarant", BW_COL_REQUIRED },
	[S_PARTNER] = { "partner", BW_COL_REQUIRED },
	[S_PRODUCT] = { "product|PRODUCT_NC", BW_COL_REQUIRED },
	[S_FLOW] = { "flow", BW_COL_REQUIRED },
	[S_MEASURE] = { "indicators|indicator", BW_COL_REQUIRED },
	[S_PERIOD] = { "TIME_PERIOD", BW_COL_REQUIRED },
	[S_VALUE] = { "OBS_VALUE", BW_COL_REQUIRED },
	[S_FLAG] = { "OBS_FLAG", BW_COL_OPTIONAL },
	[S_UNIT] = { "unit|currency", BW_COL_OPTIONAL },
};

static enum bw_trade_why
measure(struct bw_trade_line *l, struct bw_trade_row *out)
{
	struct bw_str what = bw_trade_cell(l, S_MEASURE);
	struct bw_str value = bw_trade_cell(l, S_VALUE);

	out->value = out->kg = BW_TRADE_UNTOLD;
	l->bad = what;
	if (bw_str_is(what, "VALUE_IN_EUROS") || bw_str_is(what, "VALUE_EUR")) {
		l->bad = value;
		return bw_trade_amount(value, 0, &out->value);
	}
	if (bw_str_is(what, "QUANTITY_IN_100KG"))
		return bw_trade_amount(value, 2, &out->kg);
	if (bw_str_is(what, "QUANTITY_IN_KG") || bw_str_is(what, "QUANTITY_KG"))
		return bw_trade_amount(value, 0, &out->kg);
	return bw_str_starts(what, BW_STR("VALUE")) ? BW_WHY_UNIT
						    : BW_WHY_MEASURE;
}

static enum bw_trade_why
sdmx_row(const void *ctx, struct bw_trade_line *l, struct bw_trade_row *out)
{
	struct bw_str none = { 0 }, unit = bw_trade_cell(l, S_UNIT);
	uint16_t reporter, partner;
	enum bw_trade_why why;
	bool import = false;

	(void)ctx;
	l->bad = bw_trade_cell(l, S_FLOW);
	if (!flow(l->bad, &import))
		return BW_WHY_FLOW;
	l->bad = bw_trade_cell(l, S_PERIOD);
	if (!bw_trade_period(l->bad, out))
		return BW_WHY_YEAR;
	if ((why = bw_trade_product(l, bw_trade_cell(l, S_PRODUCT), out)) !=
		0 ||
	    (why = bw_trade_area(l, none, bw_trade_cell(l, S_REPORTER),
		 out->year, &reporter)) != 0 ||
	    (why = bw_trade_area(l, none, bw_trade_cell(l, S_PARTNER),
		 out->year, &partner)) != 0)
		return why;
	bw_trade_reported(out, reporter, partner, import, BW_EDITION_CN);
	l->bad = unit;
	if (unit.n > 0 && !bw_str_is(unit, "EUR"))
		return BW_WHY_UNIT;
	if ((why = measure(l, out)) != 0)
		return why;
	l->bad = bw_trade_cell(l, S_FLAG);
	return out->value == BW_TRADE_UNTOLD && out->kg == BW_TRADE_UNTOLD
	    ? BW_WHY_UNTOLD
	    : BW_WHY_TAKEN;
}

static const struct bw_trade_form sdmx = { .column = sdmx_columns,
	.n = S_COLUMNS,
	.currency = "EUR",
	.publisher = "Eurostat, Comext",
	.row = sdmx_row };

static int
read_sdmx(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	int rc = bw_trade_scan(in, &sdmx, NULL, 0, 0, sink, err);

	return rc != 0
	    ? rc
	    : bw_sink_about(sink, "licence", BW_STR("CC BY 4.0"), err);
}

static int
recognise_sdmx(struct bw_str ahead, bool cut, const char *name)
{
	const uint32_t need = (1u << S_FLAG) - 1;
	uint32_t found = bw_table_peek(ahead, sdmx_columns, S_COLUMNS);

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_sdmx = {
	.name = "sdmx-trade",
	.version = 1,
	.whole = true,
	.recognise = recognise_sdmx,
	.read = read_sdmx,
};
