/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * energy_trade.c - imports of energy by partner, as Eurostat gives them
 * (nrg_ti_gas and its sisters), and how much of its energy a country imports.
 *
 * Eurostat: product, partner, reporter (geo), year, terajoules; as a plain
 * table with names, or as SDMX-CSV with codes. The row "Total" is kept without
 * a partner; the Union as it is today is the country "EU"; other groups (the
 * euro area, the EU of 28) are passed over by name. World Bank: net energy
 * imports in per cent of use, below 0 for exporters; Eurostat's energy import
 * dependency (nrg_ind_id) has the same meaning. Rules: doc/formats/energy.md.
 */
#include "formats/formats_priv.h"
#include "formats/cells.h"
#include "formats/study.h"
#include <math.h>

enum {
	PRODUCT,
	PARTNER,
	GEO,
	YEAR,
	AMOUNT,
	UNIT,
	FLAG,
	SOURCE,
	PUBLISHER,
	LICENCE,
	KNOWN,
	N_COLUMNS = KNOWN + 6
};

static const struct bw_column columns[N_COLUMNS] = {
	[PRODUCT] = { "product|siec|drager", BW_COL_REQUIRED },
	[PARTNER] = { "partner", BW_COL_REQUIRED },
	[GEO] = { "geo|reporter|country|land", BW_COL_REQUIRED },
	[YEAR] = { "year|time_period|jaar", BW_COL_REQUIRED },
	[AMOUNT] = { "tj_gcv|tj|obs_value|hoeveelheid|amount",
	    BW_COL_REQUIRED },
	[UNIT] = { "unit|eenheid", BW_COL_OPTIONAL },
	[FLAG] = { "obs_flag|flags", BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
	[KNOWN] = { "dataflow", BW_COL_OPTIONAL },
	[KNOWN + 1] = { "last update", BW_COL_OPTIONAL },
	[KNOWN + 2] = { "freq", BW_COL_OPTIONAL },
	[KNOWN + 3] = { "conf_status", BW_COL_OPTIONAL },
	[KNOWN + 4] = { "structure", BW_COL_OPTIONAL },
	[KNOWN + 5] = { "structure_id", BW_COL_OPTIONAL },
};

struct trade {
	struct bw_study s;
};

/* Names and SIEC codes of what is imported. */
static struct bw_str
product_of(struct bw_str s)
{
	static const struct {
		const char *printed, *code;
	} word[] = { { "Natural gas", "natural-gas" },
		{ "G3000", "natural-gas" }, { "all", "natural-gas" },
		{ "Liquefied natural gas", "liquefied-natural-gas" },
		{ "G3200", "liquefied-natural-gas" },
		{ "lng", "liquefied-natural-gas" },
		{ "Crude oil", "crude-oil" }, { "O4100_TOT", "crude-oil" },
		{ "Oil and petroleum products", "oil" }, { "O4000XBIO", "oil" },
		{ "Solid fossil fuels", "solid-fossil-fuels" },
		{ "C0000X0350-0370", "solid-fossil-fuels" },
		{ "Hard coal", "hard-coal" }, { "C0100", "hard-coal" },
		{ "natural-gas", "natural-gas" },
		{ "liquefied-natural-gas", "liquefied-natural-gas" },
		{ "crude-oil", "crude-oil" }, { "oil", "oil" },
		{ "solid-fossil-fuels", "solid-fossil-fuels" },
		{ "hard-coal", "hard-coal" } };

	for (size_t i = 0; i < BW_LEN(word); i++)
		if (bw_str_eq_nocase(s, bw_str_of(word[i].printed)))
			return bw_str_of(word[i].code);
	return (struct bw_str){ 0 };
}

static int
tell(struct trade *t, const struct bw_row *row, enum bw_report_kind kind,
    const char *rule, struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_study_refuse(&t->s, row, kind, rule, shown, why, err);
}

/* A country, nobody in particular (the total), or a group. */
static bool
partner_of(struct bw_str s, struct bw_str *code)
{
	*code = (struct bw_str){ 0 };
	if (bw_str_eq_nocase(s, BW_STR("Total")) ||
	    bw_str_eq_nocase(s, BW_STR("World")))
		return true;
	return bw_study_country(s, code) && !bw_str_is(*code, "EU");
}

static int
trade_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct trade *t = ctx;
	struct bw_study_rec r = {
		.name = BW_STR_INIT("imports"), .stage = -1, .place = row->place
	};
	struct bw_str unit = bw_cell(row, UNIT), amount = bw_cell(row, AMOUNT);
	struct bw_printed p;
	enum bw_printed_as as = bw_cell_printed(amount, 0, 1e15, &p);
	bool twice = false;
	int rc =
	    bw_row_about(row, PUBLISHER, LICENCE, &t->s.told, t->s.sink, err);

	if (rc != 0 || as == BW_PRINTED_NOTHING)
		return rc;
	r.place.ref = bw_cell(row, SOURCE);
	r.subject = product_of(bw_cell(row, PRODUCT));
	if (r.subject.n == 0)
		return tell(t, row, BW_REPORT_SKIPPED, "energy-product",
		    bw_cell(row, PRODUCT), "no kind of energy we know", err);
	if (!bw_study_country(bw_cell(row, GEO), &r.country))
		return tell(t, row, BW_REPORT_SKIPPED, "energy-country",
		    bw_cell(row, GEO), "no country we know, or a group", err);
	if (!partner_of(bw_cell(row, PARTNER), &r.counterpart))
		return tell(t, row, BW_REPORT_SKIPPED, "energy-partner",
		    bw_cell(row, PARTNER), "no country we know, or a group",
		    err);
	if (!bw_cell_year(bw_cell(row, YEAR), &r.year))
		return tell(t, row, BW_REPORT_REFUSED, "energy-year",
		    bw_cell(row, YEAR), "no year of four digits", err);
	if (as == BW_PRINTED_BAD)
		return tell(t, row, BW_REPORT_REFUSED, "energy-amount", amount,
		    "no amount", err);
	/* One amount in several units stands in one file. */
	r.unit = unit.n == 0 || bw_str_eq_nocase(unit, BW_STR("TJ_GCV")) ||
		bw_str_eq_nocase(unit, BW_STR("TJ"))
	    ? BW_STR("TJ")
	    : unit;
	r.value = p.value;
	r.lo = p.lo;
	r.hi = p.hi;
	r.detail = bw_cell(row, FLAG);
	rc = bw_study_again(&t->s, &r, &twice, err);
	if (rc == 0 && twice)
		return tell(t, row, BW_REPORT_REFUSED, "energy-double",
		    bw_cell(row, GEO),
		    "told before for that product, partner and year", err);
	return rc != 0 ? rc : bw_sink_study(t->s.sink, &r, err);
}

static int
read_trade(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = trade_row
	};
	struct trade t = { .s = { .sink = sink,
			       .publisher = BW_STR_INIT("Eurostat"),
			       .licence = BW_STR_INIT("CC BY 4.0") } };
	int rc;

	rc = bw_study_read(in, &form, &t.s, err);
	return rc;
}

static int
recognise_trade(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need = 1u << PRODUCT | 1u << PARTNER | 1u << GEO | 1u << YEAR |
	    1u << AMOUNT;

	(void)cut;
	(void)name;
	return (found & need) == need ? 90 : 0;
}

const struct bw_format bw_format_energy_trade = { .name = "energy-trade",
	.version = 1,
	.whole = true,
	.recognise = recognise_trade,
	.read = read_trade };

/* ---- how much of its energy a country imports ---- */

enum {
	D_COUNTRY,
	D_YEAR,
	D_VALUE,
	D_PRODUCT,
	D_SOURCE,
	D_PUBLISHER,
	D_LICENCE,
	D_KNOWN,
	D_COLUMNS = D_KNOWN + 6
};

static const struct bw_column dependency[D_COLUMNS] = {
	[D_COUNTRY] = { "entity|geo|country|land", BW_COL_REQUIRED },
	[D_YEAR] = { "year|time_period|jaar", BW_COL_REQUIRED },
	[D_VALUE] = { "energy imports (world bank (2014))|energy imports|"
		      "obs_value|net_energy_imports",
	    BW_COL_REQUIRED },
	[D_PRODUCT] = { "siec|product", BW_COL_OPTIONAL },
	[D_SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[D_PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[D_LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
	[D_KNOWN] = { "dataflow", BW_COL_OPTIONAL },
	[D_KNOWN + 1] = { "last update", BW_COL_OPTIONAL },
	[D_KNOWN + 2] = { "freq", BW_COL_OPTIONAL },
	[D_KNOWN + 3] = { "unit", BW_COL_OPTIONAL },
	[D_KNOWN + 4] = { "obs_flag", BW_COL_OPTIONAL },
	[D_KNOWN + 5] = { "conf_status", BW_COL_OPTIONAL },
};

static int
dependency_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct trade *t = ctx;
	struct bw_str product = bw_cell(row, D_PRODUCT);
	struct bw_str value = bw_cell(row, D_VALUE);
	struct bw_study_rec r = { .name = BW_STR_INIT("net-energy-imports"),
		.subject = BW_STR_INIT("energy"),
		.unit = BW_STR_INIT("%"),
		.stage = -1,
		.place = row->place };
	struct bw_printed p;
	enum bw_printed_as as = bw_cell_printed(value, -1e5, 1e5, &p);
	bool twice = false;
	int rc = bw_row_about(
	    row, D_PUBLISHER, D_LICENCE, &t->s.told, t->s.sink, err);

	if (rc != 0 || as == BW_PRINTED_NOTHING)
		return rc;
	r.place.ref = bw_cell(row, D_SOURCE);
	if (product.n > 0 && !bw_str_eq_nocase(product, BW_STR("TOTAL"))) {
		r.subject = product_of(product);
		if (r.subject.n == 0)
			return tell(t, row, BW_REPORT_SKIPPED, "energy-product",
			    product, "no kind of energy we know", err);
	}
	if (!bw_study_country(bw_cell(row, D_COUNTRY), &r.country))
		return tell(t, row, BW_REPORT_SKIPPED, "energy-country",
		    bw_cell(row, D_COUNTRY), "no country we know, or a group",
		    err);
	if (!bw_cell_year(bw_cell(row, D_YEAR), &r.year))
		return tell(t, row, BW_REPORT_REFUSED, "energy-year",
		    bw_cell(row, D_YEAR), "no year of four digits", err);
	if (as == BW_PRINTED_BAD)
		return tell(t, row, BW_REPORT_REFUSED, "energy-amount", value,
		    "no percentage", err);
	r.value = p.value;
	r.lo = p.lo;
	r.hi = p.hi;
	rc = bw_study_again(&t->s, &r, &twice, err);
	if (rc == 0 && twice)
		return tell(t, row, BW_REPORT_REFUSED, "energy-double",
		    bw_cell(row, D_COUNTRY), "told before for that year", err);
	return rc != 0 ? rc : bw_sink_study(t->s.sink, &r, err);
}

static int
read_dependency(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = dependency, .n = D_COLUMNS, .row = dependency_row
	};
	struct trade t = { .s = { .sink = sink } };
	int rc;

	rc = bw_study_read(in, &form, &t.s, err);
	return rc;
}

static int
recognise_dependency(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, dependency, D_COLUMNS);
	uint32_t need = 1u << D_COUNTRY | 1u << D_YEAR | 1u << D_VALUE;
	bool told = bw_str_find(bw_str_sub(ahead, 0, 4096),
			BW_STR("NRG_IND_ID")) >= 0 ||
	    bw_str_find(bw_str_sub(ahead, 0, 200), BW_STR("nergy imports")) >=
		0 ||
	    bw_str_find(
		bw_str_sub(ahead, 0, 400), BW_STR("net_energy_imports")) >= 0;

	(void)cut;
	(void)name;
	return (found & need) == need && told ? 85 : 0;
}

const struct bw_format bw_format_energy_imports = { .name = "energy-imports",
	.version = 1,
	.whole = true,
	.recognise = recognise_dependency,
	.read = read_dependency };
