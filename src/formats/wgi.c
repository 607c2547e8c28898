/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wgi.c - the Worldwide Governance Indicators of the World Bank, long form.
 *
 * One row per economy, year and indicator, with ".." for what is not known
 * and codes of countries as they were long ago (ZAR, ROM, TMP, KSV, ADO,
 * WBG); economies that are no country any more (the Netherlands Antilles) are
 * passed over by name. Rules: doc/formats/wgi.md.
 */
#include "formats/governance.h"
#include "formats/formats_priv.h"
#include "model/ref.h"

/* The last four are known and not needed: no note about them. */
static const struct bw_column columns[] = {
	[BW_GOV_COUNTRY] = { "code", BW_COL_REQUIRED },
	[BW_GOV_YEAR] = { "year", BW_COL_REQUIRED },
	[BW_GOV_DIMENSION] = { "indicator", BW_COL_REQUIRED },
	[BW_GOV_ESTIMATE] = { "estimate", BW_COL_REQUIRED },
	[BW_GOV_STDDEV] = { "stddev", BW_COL_OPTIONAL },
	[BW_GOV_COUNTRY_NAME] = { "countryname", BW_COL_OPTIONAL },
	[BW_GOV_REF] = { "codeindyr", BW_COL_OPTIONAL },
	[BW_GOV_PUBLISHER] = { "publisher", BW_COL_OPTIONAL },
	[BW_GOV_LICENCE] = { "licence", BW_COL_OPTIONAL },
	{ "nsource", BW_COL_OPTIONAL },
	{ "pctrank", BW_COL_OPTIONAL },
	{ "pctranklower", BW_COL_OPTIONAL },
	{ "pctrankupper", BW_COL_OPTIONAL },
};

static int
read_wgi(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = { .column = columns,
		.n = BW_LEN(columns),
		.row = bw_governance_row };
	struct bw_governance g = {
		.sink = sink, .prefix = "wgi", .strange = BW_REPORT_SKIPPED
	};
	int rc;

	if ((rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_table_read(in, &form, &g, sink, err)) != 0 ||
	    (rc = bw_sink_about(
		 sink, "publisher", BW_STR("World Bank"), err)) != 0)
		return rc;
	return bw_sink_about(sink, "licence", BW_STR("CC BY 4.0"), err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, BW_LEN(columns));
	uint32_t need = 1u << BW_GOV_COUNTRY | 1u << BW_GOV_YEAR |
	    1u << BW_GOV_DIMENSION | 1u << BW_GOV_ESTIMATE |
	    1u << BW_GOV_COUNTRY_NAME;

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_wgi = { .name = "wgi",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_wgi };
