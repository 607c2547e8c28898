/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crm_shares.c - from which countries the world and the Union get a material:
 * the tables of shares of the EU study of 2023, with the trade factor t.
 *
 * The table of the world and that of the Union have the same columns, and no
 * cell tells which it is. So there are two formats, and the name of the file
 * ("Global...", "EU...") decides; under any other name the user chooses with
 * --format. Our own form says it in a column `scope`. Shares are means of
 * 2016-2020 and are kept as printed; they need not add up to 100.
 * Rules: doc/formats/crm.md.
 */
#include "formats/formats_priv.h"
#include "formats/cells.h"
#include "formats/study.h"

enum {
	MATERIAL,
	STAGE,
	COUNTRY,
	SHARE,
	FACTOR,
	SIDE,
	YEAR,
	SOURCE,
	PUBLISHER,
	LICENCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[MATERIAL] = { "material|materiaal", BW_COL_REQUIRED },
	[STAGE] = { "stage|stap", BW_COL_REQUIRED },
	[COUNTRY] = { "country|land", BW_COL_REQUIRED },
	[SHARE] = { "share|aandeel", BW_COL_REQUIRED },
	[FACTOR] = { "t|trade factor", BW_COL_OPTIONAL },
	[SIDE] = { "scope|side", BW_COL_OPTIONAL },
	[YEAR] = { "year|study_year|study|jaar", BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
};

#define STUDY 2023 /* the edition with these tables */

struct shares {
	struct bw_study s;
	bool eu;
};

static int
give(struct shares *c, struct bw_study_rec *r, bool eu,
    const struct bw_printed *share, const struct bw_printed *factor,
    struct bw_err *err)
{
	int rc;

	r->unit = BW_STR("%");
	r->value = share->value;
	r->lo = share->lo;
	r->hi = share->hi;
	rc = bw_sink_study(c->s.sink, r, err);
	if (rc != 0 || factor == NULL)
		return rc;
	/* An agreed number, not a measurement: it is exact. */
	r->name = eu ? BW_STR("eu-factor") : BW_STR("world-factor");
	r->unit = BW_STR("");
	r->value = r->lo = r->hi = factor->value;
	return bw_sink_study(c->s.sink, r, err);
}

static int
bad(struct shares *c, const struct bw_row *row, const char *rule,
    struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_study_refuse(
	    &c->s, row, BW_REPORT_REFUSED, rule, shown, why, err);
}

static int
share_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct shares *c = ctx;
	struct bw_str side = bw_cell(row, SIDE), stage = bw_cell(row, STAGE);
	struct bw_str printed = bw_cell(row, MATERIAL);
	struct bw_study_rec r = { .place = row->place, .year = STUDY };
	struct bw_printed share, t;
	enum bw_printed_as factor;
	bool eu = c->eu, known, twice = false;
	int rc =
	    bw_row_about(row, PUBLISHER, LICENCE, &c->s.told, c->s.sink, err);

	if (rc != 0)
		return rc;
	r.place.ref = bw_cell(row, SOURCE);
	if (side.n > 0) {
		eu = bw_str_eq_nocase(side, BW_STR("eu"));
		if (!eu && !bw_str_eq_nocase(side, BW_STR("global")))
			return bad(c, row, "crm-side", side,
			    "neither global nor eu", err);
	}
	if (printed.n == 0)
		return bad(c, row, "crm-material", printed, "no material", err);
	if ((r.stage = bw_study_stage(stage)) < 0)
		return bad(c, row, "crm-stage", stage,
		    "neither extraction nor processing", err);
	if (!bw_cell_country(bw_cell(row, COUNTRY), &r.country))
		return bad(c, row, "crm-country", bw_cell(row, COUNTRY),
		    "no country we know", err);
	if (row->at[YEAR] >= 0 && !bw_cell_year(bw_cell(row, YEAR), &r.year))
		return bad(c, row, "crm-year", bw_cell(row, YEAR),
		    "no year of the study", err);
	if (bw_cell_printed(bw_cell(row, SHARE), 0, 100, &share) !=
	    BW_PRINTED_GOOD)
		return bad(c, row, "crm-share", bw_cell(row, SHARE),
		    "no share from 0 to 100 per cent", err);
	factor = bw_cell_printed(bw_cell(row, FACTOR), 0.5, 2, &t);
	if (factor == BW_PRINTED_BAD)
		return bad(c, row, "crm-factor", bw_cell(row, FACTOR),
		    "no trade factor from 0.5 to 2", err);
	r.subject = bw_study_material(printed, &known);
	r.name = eu ? BW_STR("eu-share") : BW_STR("world-share");
	rc = bw_study_again(&c->s, &r, &twice, err);
	if (rc == 0 && twice)
		return bad(c, row, "crm-double", bw_cell(row, COUNTRY),
		    "told before for that material and stage", err);
	if (rc == 0 && !known)
		rc = bw_study_refuse(&c->s, row, BW_REPORT_NOTE, "crm-material",
		    printed, "no material we know; kept under that name", err);
	return rc != 0 ? rc
		       : give(c, &r, eu, &share,
			     factor == BW_PRINTED_GOOD ? &t : NULL, err);
}

static int
read_shares(struct bw_input *in, const struct bw_sink *sink, bool eu,
    struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = share_row
	};
	struct shares c = { .s = { .sink = sink,
				.publisher = BW_STR_INIT("European Commission"),
				.licence = BW_STR_INIT("CC BY 4.0") },
		.eu = eu };
	int rc;

	rc = bw_study_read(in, &form, &c.s, err);
	return rc;
}

static int
read_world(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return read_shares(in, sink, false, err);
}

static int
read_eu(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return read_shares(in, sink, true, err);
}

/* Somewhere in the last part of the path, as a word of its own case. */
static bool
holds(const char *name, const char *word)
{
	const char *slash = strrchr(name, '/');

	return strstr(slash != NULL ? slash : name, word) != NULL;
}

static int
sure(struct bw_str ahead, const char *name, bool eu)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need =
	    1u << MATERIAL | 1u << STAGE | 1u << COUNTRY | 1u << SHARE;
	bool world;

	if ((found & need) != need ||
	    (found & (1u << FACTOR | 1u << SIDE)) == 0)
		return 0;
	if ((found & 1u << SIDE) != 0)
		return eu ? 0 : 92;
	world = holds(name, "lobal") || holds(name, "orld");
	return eu ? (holds(name, "EU") && !world ? 91 : 0) : world ? 91 : 0;
}

static int
recognise_world(struct bw_str ahead, bool cut, const char *name)
{
	(void)cut;
	return sure(ahead, name, false);
}

static int
recognise_eu(struct bw_str ahead, bool cut, const char *name)
{
	(void)cut;
	return sure(ahead, name, true);
}

const struct bw_format bw_format_crm_world = { .name = "crm-shares-world",
	.version = 1,
	.whole = true,
	.recognise = recognise_world,
	.read = read_world };
const struct bw_format bw_format_crm_eu = { .name = "crm-shares-eu",
	.version = 1,
	.whole = true,
	.recognise = recognise_eu,
	.read = read_eu };
