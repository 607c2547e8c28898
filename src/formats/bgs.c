/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bgs.c - World Mineral Statistics of the British Geological Survey, CSV as
 * its data service gives it: one row per country, commodity, kind and year.
 *
 * The commodity holds the stage ("cobalt, mine", "copper, refined", "lithium
 * minerals"); the kind is Production, Imports or Exports, of which production
 * is read. There is no total of the world and there are no groups. Figures of
 * countries that are no more are kept only where one country followed, since
 * they cannot be divided. Rules: doc/formats/bgs.md.
 */
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "formats/mcs.h"
#include "model/ref.h"
#include <math.h>

enum {
	KIND,
	COMMODITY,
	TYPE,
	COUNTRY,
	ALPHA2,
	ALPHA3,
	YEAR,
	QUANTITY,
	UNIT,
	NOTE,
	PRECISION,
	PUBLISHER,
	LICENCE
};

static const struct bw_column columns[] = {
	[KIND] = { "bgs_statistic_type_trans", BW_COL_REQUIRED },
	[COMMODITY] = { "bgs_commodity_trans", BW_COL_REQUIRED },
	[TYPE] = { "bgs_sub_commodity_trans", BW_COL_OPTIONAL },
	[COUNTRY] = { "country_trans", BW_COL_REQUIRED },
	[ALPHA2] = { "country_iso2_code", BW_COL_OPTIONAL },
	[ALPHA3] = { "country_iso3_code", BW_COL_OPTIONAL },
	[YEAR] = { "year", BW_COL_REQUIRED },
	[QUANTITY] = { "quantity", BW_COL_REQUIRED },
	[UNIT] = { "units", BW_COL_OPTIONAL },
	[NOTE] = { "concat_figure_notes_text", BW_COL_OPTIONAL },
	[PRECISION] = { "data_precision_description", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher", BW_COL_OPTIONAL },
	[LICENCE] = { "licence", BW_COL_OPTIONAL },
	/* Known and not needed. */
	{ "concat_table_notes_text", BW_COL_OPTIONAL },
	{ "yearbook_table_trans", BW_COL_OPTIONAL },
	{ "erml_group", BW_COL_OPTIONAL },
	{ "erml_commodity", BW_COL_OPTIONAL },
	{ "id", BW_COL_OPTIONAL },
	{ "x", BW_COL_OPTIONAL },
	{ "y", BW_COL_OPTIONAL },
};

struct bgs {
	const struct bw_sink *sink;
	unsigned told;
};

#define report(b, row, kind, rule, s, why)                            \
	bw_sink_report((b)->sink, (kind), (rule), &(row)->place, err, \
	    "\"%.*s\": %s", BW_ARG(bw_str_sub((s), 0, 60)), (why))

/* Cut a word off the end, with the comma or blank before it. */
static bool
cut_end(struct bw_str *s, const char *word)
{
	size_t n = strlen(word);

	if (s->n <= n ||
	    !bw_str_eq_nocase(bw_str_sub(*s, s->n - n, n), bw_str_of(word)) ||
	    (s->p[s->n - n - 1] != ' ' && s->p[s->n - n - 1] != ','))
		return false;
	*s = bw_str_trim(bw_str_sub(*s, 0, s->n - n));
	if (s->n > 0 && s->p[s->n - 1] == ',')
		*s = bw_str_trim(bw_str_sub(*s, 0, s->n - 1));
	return true;
}

/* "copper, refined" -> copper, refine. Without a word the stage is that of
 * what is dug up. */
static const struct bw_ref_item *
material_of(struct bw_str commodity, uint8_t *stage)
{
	static const char *const mine[] = { "mine", "minerals", "ore", "ores",
		"concentrates" };
	static const char *const refine[] = { "refined", "refinery", "smelter",
		"primary", "metal", "oxides", "crude", "slab" };
	const struct bw_ref_item *whole = bw_ref_material(commodity);

	*stage = bw_str_eq_nocase(commodity, BW_STR("alumina"))
	    ? BW_STAGE_REFINE
	    : BW_STAGE_MINE;
	for (size_t i = 0; i < BW_LEN(refine); i++)
		if (cut_end(&commodity, refine[i]))
			*stage = BW_STAGE_REFINE;
	for (size_t i = 0; i < BW_LEN(mine) && *stage == BW_STAGE_MINE; i++)
		(void)cut_end(&commodity, mine[i]);
	return whole != NULL ? whole : bw_ref_material(commodity);
}

/* A country of today, or one that has one heir. */
static bool
country_of(
    const struct bw_row *row, int year, struct bw_str *code, bool *several)
{
	static const unsigned in[] = { ALPHA2, ALPHA3, COUNTRY };
	const struct bw_ref_item *gone;

	*several = false;
	gone = bw_ref_ceased(bw_cell(row, COUNTRY), year);
	if (gone == NULL)
		gone = bw_ref_ceased(bw_cell(row, ALPHA3), year);
	for (size_t i = 0; i < BW_LEN(in); i++)
		if (bw_cell_country(bw_cell(row, in[i]), code))
			return true;
	*several = gone != NULL && gone->n_into > 1;
	if (gone == NULL || gone->n_into != 1)
		return false;
	*code = gone->into[0]->code;
	return true;
}

static int
tell(struct bgs *b, const struct bw_row *row, struct bw_production_rec *r,
    struct bw_err *err)
{
	struct bw_str quantity = bw_cell(row, QUANTITY), year;
	bool several = false;

	if (quantity.n == 0)
		return 0; /* not known, or nothing */
	year = bw_str_sub(bw_cell(row, YEAR), 0, 4);
	if (!bw_cell_year(year, &r->year))
		return report(b, row, BW_REPORT_REFUSED, "bgs-year",
		    bw_cell(row, YEAR), "no year of four digits");
	if (!bw_cell_number(quantity, &r->amount))
		return report(b, row, BW_REPORT_REFUSED, "bgs-quantity",
		    quantity, "no amount");
	if (!country_of(row, r->year, &r->country, &several))
		return several
		    ? report(b, row, BW_REPORT_SKIPPED, "bgs-ceased", r->where,
			  "a country that is no more, and several followed")
		    : report(b, row, BW_REPORT_REFUSED, "bgs-country", r->where,
			  "no country we know");
	return bw_sink_production(b->sink, r, err);
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct bgs *b = ctx;
	struct bw_production_rec r = { .unit = bw_cell(row, UNIT),
		.where = bw_cell(row, COUNTRY),
		.detail = bw_cell(row, TYPE),
		.place = row->place };
	struct bw_str commodity = bw_cell(row, COMMODITY);
	const struct bw_ref_item *m = material_of(commodity, &r.stage);
	int rc = bw_row_about(row, PUBLISHER, LICENCE, &b->told, b->sink, err);

	if (rc != 0)
		return rc;
	if (!bw_str_eq_nocase(bw_cell(row, KIND), BW_STR("Production")))
		return report(b, row, BW_REPORT_SKIPPED, "bgs-kind",
		    bw_cell(row, KIND), "only production is read");
	if (m == NULL)
		return report(b, row, BW_REPORT_SKIPPED, "bgs-material",
		    commodity, "not in the table of materials");
	r.material = m->code;
	if (r.detail.n == 0)
		r.detail = commodity;
	if (bw_mcs_has(bw_cell(row, NOTE), "estimat") ||
	    bw_mcs_has(bw_cell(row, PRECISION), "estimat"))
		r.flags |= BW_FIGURE_ESTIMATE;
	return tell(b, row, &r, err);
}

static int
read_bgs(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = BW_LEN(columns), .row = read_row
	};
	struct bgs b = { .sink = sink };
	int rc;

	if ((rc = bw_ref_load(err)) != 0 ||
	    (rc = bw_table_read(in, &form, &b, sink, err)) != 0)
		return rc;
	return bw_sink_about(
	    sink, "publisher", BW_STR("British Geological Survey"), err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, BW_LEN(columns));
	uint32_t need = 1u << KIND | 1u << COMMODITY | 1u << COUNTRY |
	    1u << YEAR | 1u << QUANTITY;

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_bgs = { .name = "bgs",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_bgs };
