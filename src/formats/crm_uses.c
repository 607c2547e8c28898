/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crm_uses.c - what a material is used for, and in which sector: the table of
 * end uses of the EU study of 2023.
 *
 * Share of each application, the NACE sector that makes it and the value
 * added of that sector, from which economic importance follows. The published
 * table holds line breaks inside names of sectors and a euro sign in
 * Windows-1252, and gives some sectors two different values added (a line
 * moved): each use keeps the value printed beside it, and the difference is
 * told. Rules: doc/formats/crm.md.
 */
#include "formats/formats_priv.h"
#include "base/map.h"
#include "base/vec.h"
#include "formats/cells.h"
#include "formats/study.h"
#include <math.h>

enum {
	MATERIAL,
	APPLICATION,
	SHARE,
	NACE,
	SECTOR,
	VALUE_ADDED,
	YEAR,
	SOURCE,
	PUBLISHER,
	LICENCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[MATERIAL] = { "material|materiaal", BW_COL_REQUIRED },
	[APPLICATION] = { "application|toepassing", BW_COL_REQUIRED },
	[SHARE] = { "share|aandeel", BW_COL_REQUIRED },
	[NACE] = { "nace", BW_COL_OPTIONAL },
	[SECTOR] = { "nace sector|sector", BW_COL_REQUIRED },
	[VALUE_ADDED] = { "va in million \xe2\x82\xac|va in million eur|"
			  "value_added|value added",
	    BW_COL_OPTIONAL },
	[YEAR] = { "year|study_year|study|jaar", BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
};

#define STUDY 2023

struct uses {
	struct bw_study s;
	struct bw_intern sector;
	BW_VEC(double) value; /* by sector: as first printed */
};

/* Line breaks and double blanks are of the page, not of the name. */
static void
one_line(struct bw_str s, struct bw_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		bool blank = s.p[i] == '\n' || s.p[i] == '\r' ||
		    s.p[i] == '\t' || s.p[i] == ' ';

		if (!blank)
			bw_buf_char(out, s.p[i]);
		else if (out->n > 0 && out->p[out->n - 1] != ' ')
			bw_buf_char(out, ' ');
	}
}

/* The sector has another value added on an earlier row. */
static int
compare(struct uses *u, const struct bw_row *row, struct bw_str sector,
    double value, struct bw_err *err)
{
	bool added;
	uint32_t id;
	int rc = bw_intern_add(&u->sector, sector, &id, &added, err);

	if (rc == 0 && added && !bw_vec_push(&u->value, value))
		rc = bw_fail(err, BW_ENOMEM, "no memory for sectors");
	if (rc != 0 || u->value.v[id] == value)
		return rc;
	return bw_study_refuse(&u->s, row, BW_REPORT_NOTE, "crm-value-added",
	    sector, "has another value added on an earlier row; both are kept",
	    err);
}

static int
give(struct uses *u, const struct bw_row *row, struct bw_study_rec *r,
    const struct bw_printed *share, double value, struct bw_err *err)
{
	int rc;

	r->name = BW_STR("use-share");
	r->unit = BW_STR("%");
	r->value = share->value;
	r->lo = share->lo;
	r->hi = share->hi;
	rc = bw_sink_study(u->s.sink, r, err);
	if (rc != 0 || isnan(value))
		return rc;
	r->name = BW_STR("value-added");
	r->unit = BW_STR("million EUR");
	r->value = r->lo = r->hi = value;
	rc = bw_sink_study(u->s.sink, r, err);
	return rc != 0 ? rc : compare(u, row, r->counterpart, value, err);
}

static int
bad(struct uses *u, const struct bw_row *row, const char *rule,
    struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_study_refuse(
	    &u->s, row, BW_REPORT_REFUSED, rule, shown, why, err);
}

static int
use_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct uses *u = ctx;
	struct bw_study_rec r = {
		.place = row->place, .stage = -1, .year = STUDY
	};
	struct bw_str printed = bw_cell(row, MATERIAL);
	struct bw_buf sector = { 0 }, application = { 0 };
	struct bw_printed share, value;
	bool known;
	int rc =
	    bw_row_about(row, PUBLISHER, LICENCE, &u->s.told, u->s.sink, err);

	if (rc != 0)
		return rc;
	r.place.ref = bw_cell(row, SOURCE);
	if (printed.n == 0)
		return bad(u, row, "crm-material", printed, "no material", err);
	if (row->at[YEAR] >= 0 && !bw_cell_year(bw_cell(row, YEAR), &r.year))
		return bad(u, row, "crm-year", bw_cell(row, YEAR),
		    "no year of the study", err);
	if (bw_cell_printed(bw_cell(row, SHARE), 0, 100, &share) !=
	    BW_PRINTED_GOOD)
		return bad(u, row, "crm-share", bw_cell(row, SHARE),
		    "no share from 0 to 100 per cent", err);
	if (bw_cell_printed(bw_cell(row, VALUE_ADDED), 0, 1e9, &value) ==
	    BW_PRINTED_BAD)
		return bad(u, row, "crm-value-added", bw_cell(row, VALUE_ADDED),
		    "no value added in millions of euros", err);
	if (bw_cell(row, NACE).n > 0)
		bw_buf_fmt(&sector, "%.*s - ", BW_ARG(bw_cell(row, NACE)));
	one_line(bw_cell(row, SECTOR), &sector);
	one_line(bw_cell(row, APPLICATION), &application);
	r.subject = bw_study_material(printed, &known);
	r.counterpart = bw_buf_get(&sector);
	r.detail = bw_buf_get(&application);
	rc = bw_buf_check(&sector, err);
	if (rc == 0)
		rc = bw_buf_check(&application, err);
	if (rc == 0 && !known)
		rc = bw_study_refuse(&u->s, row, BW_REPORT_NOTE, "crm-material",
		    printed, "no material we know; kept under that name", err);
	if (rc == 0)
		rc = give(u, row, &r, &share, value.value, err);
	bw_buf_release(&sector);
	bw_buf_release(&application);
	return rc;
}

static int
read_uses(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = use_row
	};
	struct uses u = { .s = { .sink = sink,
			      .publisher = BW_STR_INIT("European Commission"),
			      .licence = BW_STR_INIT("CC BY 4.0") } };
	int rc;

	bw_intern_init(&u.sector);
	rc = bw_study_read(in, &form, &u.s, err);
	bw_intern_release(&u.sector);
	bw_vec_release(&u.value);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need =
	    1u << MATERIAL | 1u << APPLICATION | 1u << SHARE | 1u << SECTOR;

	(void)cut;
	(void)name;
	return (found & need) == need ? 90 : 0;
}

const struct bw_format bw_format_crm_uses = { .name = "crm-uses",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_uses };
