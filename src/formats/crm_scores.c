/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crm_scores.c - supply risk and economic importance of materials, as the
 * European Commission publishes them with its lists of critical raw materials.
 *
 * Two tables in one reader: the scores over time (Material, Year, SR, EI) and
 * the study of 2017 with all inputs of the formula (IR, EoL_RIR, SI, HHI_WGI,t
 * of world and EU). The latter has no year; its column HHI_WGI_t_EU28 names
 * the Union of that study. reference/criticality.csv has the same columns.
 * Rules: doc/formats/crm.md.
 */
#include "formats/formats_priv.h"
#include "formats/cells.h"
#include "formats/study.h"
#include <math.h>

enum {
	MATERIAL,
	YEAR,
	STAGE,
	SIDES,
	SR,
	EI,
	IR,
	EOL,
	SI_EI,
	SI_SR,
	WORLD,
	EU,
	SOURCE,
	PUBLISHER,
	LICENCE,
	KNOWN, /* the results of the formula for one side: not needed */
	N_COLUMNS = KNOWN + 3
};

static const struct bw_column columns[N_COLUMNS] = {
	[MATERIAL] = { "material|materiaal", BW_COL_REQUIRED },
	[YEAR] = { "year|study_year|study|jaar", BW_COL_OPTIONAL },
	[STAGE] = { "stage|stap", BW_COL_OPTIONAL },
	[SIDES] = { "supply_data|supply data|supply", BW_COL_OPTIONAL },
	[SR] = { "sr|supply risk", BW_COL_REQUIRED },
	[EI] = { "ei|economic importance", BW_COL_REQUIRED },
	[IR] = { "ir_pct|ir", BW_COL_OPTIONAL },
	[EOL] = { "eol_rir_pct|eol_rir", BW_COL_OPTIONAL },
	[SI_EI] = { "si_ei", BW_COL_OPTIONAL },
	[SI_SR] = { "si_sr", BW_COL_OPTIONAL },
	[WORLD] = { "hhi_wgi_t_gs|hhi_global", BW_COL_OPTIONAL },
	[EU] = { "hhi_wgi_t_eu28|hhi_wgi_t_eu|hhi_eu", BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
	[KNOWN] = { "sr_gs_only", BW_COL_OPTIONAL },
	[KNOWN + 1] = { "sr_eu_only", BW_COL_OPTIONAL },
	[KNOWN + 2] = { "sr_both", BW_COL_OPTIONAL },
};

/* 10 is the worst governance, 1.5 the highest trade factor. */
static const struct {
	unsigned column;
	const char *name, *unit;
	double most;
} figures[] = {
	{ SR, "supply-risk", "", 15 },
	{ EI, "economic-importance", "", 20 },
	{ IR, "import-reliance", "%", 100 },
	{ EOL, "eol-recycling", "%", 100 },
	{ SI_EI, "si-ei", "", 1 },
	{ SI_SR, "si-sr", "", 1 },
	{ WORLD, "hhi-wgi-world", "", 15 },
	{ EU, "hhi-wgi-eu", "", 15 },
};

struct scores {
	struct bw_study s;
	int default_year;
};

/* The year is in the name of a column: the EU of 28 members. */
static int
header(void *ctx, const struct bw_csv_row *head, bool *used, struct bw_err *err)
{
	struct scores *c = ctx;

	(void)used;
	(void)err;
	for (size_t i = 0; i < head->n; i++)
		if (bw_str_eq_nocase(
			bw_str_trim(head->field[i]), BW_STR("HHI_WGI_t_EU28")))
			c->default_year = 2017;
	return 0;
}

static const char *
sides(struct bw_str s)
{
	static const struct {
		const char *printed, *word;
	} word[] = { { "GS + EUS", "both" }, { "both", "both" },
		{ "GS only", "world" }, { "global", "world" },
		{ "EUS only", "eu" }, { "EU only", "eu" }, { "eu", "eu" } };

	for (size_t i = 0; i < BW_LEN(word); i++)
		if (bw_str_eq_nocase(s, bw_str_of(word[i].printed)))
			return word[i].word;
	return NULL;
}

static int
give_figures(struct scores *c, const struct bw_row *row, struct bw_study_rec *r,
    struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(figures) && rc == 0; i++) {
		struct bw_printed p;

		if (bw_cell_printed(bw_cell(row, figures[i].column), 0,
			figures[i].most, &p) != BW_PRINTED_GOOD)
			continue; /* bad ones were refused before */
		r->name = bw_str_of(figures[i].name);
		r->unit = bw_str_of(figures[i].unit);
		r->value = p.value;
		r->lo = p.lo;
		r->hi = p.hi;
		rc = bw_sink_study(c->s.sink, r, err);
	}
	return rc;
}

/* Every cell is sound, or the row is refused whole. */
static int
look(struct scores *c, const struct bw_row *row, bool *bad, struct bw_err *err)
{
	struct bw_printed p;

	for (size_t i = 0; i < BW_LEN(figures) && !*bad; i++) {
		struct bw_str cell = bw_cell(row, figures[i].column);

		if (bw_cell_printed(cell, 0, figures[i].most, &p) !=
		    BW_PRINTED_BAD)
			continue;
		*bad = true;
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-figure", cell, "no number that this column can hold",
		    err);
	}
	return 0;
}

static int
score_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct scores *c = ctx;
	struct bw_str year = bw_cell(row, YEAR), stage = bw_cell(row, STAGE);
	struct bw_str words = bw_cell(row, SIDES);
	struct bw_str printed = bw_cell(row, MATERIAL);
	const char *side = sides(words);
	struct bw_study_rec r = { .place = row->place, .stage = -1 };
	bool known, bad = false, twice = false;
	int rc =
	    bw_row_about(row, PUBLISHER, LICENCE, &c->s.told, c->s.sink, err);

	r.place.ref = bw_cell(row, SOURCE);
	if (rc == 0)
		rc = look(c, row, &bad, err);
	if (rc != 0 || bad)
		return rc;
	if (printed.n == 0)
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-material", printed, "no material", err);
	r.year = c->default_year;
	if (row->at[YEAR] >= 0 ? !bw_cell_year(year, &r.year) : r.year == 0)
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-year", year, "no year of the study", err);
	if (stage.n > 0 && (r.stage = bw_study_stage(stage)) < 0)
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-stage", stage, "neither extraction nor processing",
		    err);
	if (words.n > 0 && side == NULL)
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-supply-data", words,
		    "none of GS + EUS, GS only, EUS only", err);
	r.subject = bw_study_material(printed, &known);
	rc = bw_study_again(&c->s, &r, &twice, err);
	if (rc == 0 && twice)
		return bw_study_refuse(&c->s, row, BW_REPORT_REFUSED,
		    "crm-double", printed,
		    "told before for that year and stage", err);
	if (rc == 0 && !known)
		rc = bw_study_refuse(&c->s, row, BW_REPORT_NOTE, "crm-material",
		    printed, "no material we know; kept under that name", err);
	if (rc == 0)
		rc = give_figures(c, row, &r, err);
	if (rc == 0 && side != NULL) {
		r.name = BW_STR("supply-data");
		r.unit = BW_STR("");
		r.value = r.lo = r.hi = NAN;
		r.detail = bw_str_of(side);
		rc = bw_sink_study(c->s.sink, &r, err);
	}
	return rc;
}

static int
read_scores(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = { .column = columns,
		.n = N_COLUMNS,
		.header = header,
		.row = score_row };
	struct scores c = { .s = { .sink = sink,
				.publisher = BW_STR_INIT("European Commission"),
				.licence = BW_STR_INIT("CC BY 4.0") } };
	int rc;

	rc = bw_study_read(in, &form, &c.s, err);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need = 1u << MATERIAL | 1u << SR | 1u << EI;

	(void)cut;
	(void)name;
	return (found & need) == need ? 90 : 0;
}

const struct bw_format bw_format_crm_scores = { .name = "crm-scores",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_scores };
