/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mcs.c - world mine production, capacity and reserves by the U.S. Geological
 * Survey (Mineral Commodity Summaries, MCS20xx_World_Data.csv).
 *
 * The rows of one material and stage belong together: only their group tells
 * the unit of a cell without one, whether figures may be added up (USGS
 * prints XX for a total of different things), and whether a printed total can
 * be true. So the file, a few thousand rows, is read whole and told
 * afterwards. Different types of one commodity (ilmenite and rutile, mica
 * sheet and flake) are materials of their own in reference/materials.csv;
 * the type as printed goes along as the detail. Rules: doc/formats/mcs.md.
 */
#include "formats/mcs.h"
#include "base/vec.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"

enum {
	SOURCE,
	COMMODITY,
	COUNTRY,
	TYPE,
	UNIT,
	PROD_NOTES,
	CAP_NOTES,
	RESERVE_NOTES,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[SOURCE] = { "source", BW_COL_OPTIONAL },
	[COMMODITY] = { "commodity", BW_COL_REQUIRED },
	[COUNTRY] = { "country", BW_COL_REQUIRED },
	[TYPE] = { "type", BW_COL_REQUIRED },
	[UNIT] = { "unit_meas", BW_COL_REQUIRED },
	[PROD_NOTES] = { "prod_notes", BW_COL_OPTIONAL },
	[CAP_NOTES] = { "cap_notes", BW_COL_OPTIONAL },
	[RESERVE_NOTES] = { "reserve_notes", BW_COL_OPTIONAL },
};

/* Releases to 2024: the commodity is in the type or the name of the file, the
 * unit in the names of the columns. */
static const struct bw_column single_columns[N_COLUMNS] = {
	[SOURCE] = { "source|datasource", BW_COL_OPTIONAL },
	[COMMODITY] = { "commodity", BW_COL_OPTIONAL },
	[COUNTRY] = { "country", BW_COL_REQUIRED },
	[TYPE] = { "type|form", BW_COL_OPTIONAL },
	[UNIT] = { "unit_meas", BW_COL_OPTIONAL },
	[PROD_NOTES] = { "prod_notes", BW_COL_OPTIONAL },
	[CAP_NOTES] = { "cap_notes", BW_COL_OPTIONAL },
	[RESERVE_NOTES] = { "reserves_notes|reserve_notes", BW_COL_OPTIONAL },
};

#define MAX_ROWS 1000000u

struct group { /* rows of one material and stage */
	const struct bw_ref_item *material;
	uint8_t stage;
	struct bw_str unit, reserve_unit;
	bool not_additive;   /* the total is "not applicable" */
	bool reserves_moved; /* the column holds something else */
	double sum[BW_MCS_FIGURES];
	uint32_t world; /* a bit per column: the total was met */
};
struct mcs {
	const struct bw_sink *sink;
	struct bw_arena arena;
	struct bw_mcs_column column[BW_MCS_FIGURES];
	size_t n_column;
	BW_VEC(struct bw_mcs_row) row;
	BW_VEC(struct group) group;
	bool told; /* which edition this is */
	int edition;
	struct bw_str file; /* its name, when it is of one commodity */
};

static int
read_header(
    void *ctx, const struct bw_csv_row *header, bool *used, struct bw_err *err)
{
	struct mcs *m = ctx;

	for (size_t i = 0; i < header->n; i++) {
		struct bw_mcs_column c = { .at = i };

		if (!bw_mcs_column(header->field[i], &c))
			continue;
		if (m->n_column == BW_MCS_FIGURES)
			return bw_fail(err, BW_ELIMIT,
			    "more than %d columns with figures",
			    BW_MCS_FIGURES);
		m->column[m->n_column++] = c;
		used[i] = true;
	}
	if (m->n_column == 0)
		return bw_fail(err, BW_EFORMAT,
		    "no column with figures: PROD_, CAP_ or RESERVES_ and a "
		    "year");
	return 0;
}

static int
find_group(struct mcs *m, const struct bw_ref_item *material, uint8_t stage,
    uint32_t *id, struct bw_err *err)
{
	for (size_t i = 0; i < m->group.n; i++) {
		if (m->group.v[i].material == material &&
		    m->group.v[i].stage == stage) {
			*id = (uint32_t)i;
			return 0;
		}
	}
	*id = (uint32_t)m->group.n;
	if (!bw_vec_push(&m->group,
		(struct group){ .material = material, .stage = stage }))
		return bw_fail(err, BW_ENOMEM, "no memory for materials");
	return 0;
}

static int
keep_cell(
    struct mcs *m, struct bw_str cell, struct bw_str *to, struct bw_err *err)
{
	*to = bw_mcs_squeeze(&m->arena, cell);
	return to->p == NULL ? bw_fail(err, BW_ENOMEM, "no memory for a row")
			     : 0;
}

static int
keep_row(struct mcs *m, const struct bw_row *from, struct bw_mcs_row *row,
    struct bw_err *err)
{
	int rc;

	row->place = from->place;
	if ((rc = keep_cell(m, bw_cell(from, COUNTRY), &row->country, err)) <
		0 ||
	    (rc = keep_cell(m, bw_cell(from, TYPE), &row->type, err)) < 0 ||
	    (rc = keep_cell(m, bw_cell(from, UNIT), &row->unit, err)) < 0 ||
	    (rc = keep_cell(m, bw_cell(from, PROD_NOTES), &row->note[0], err)) <
		0 ||
	    (rc = keep_cell(m, bw_cell(from, CAP_NOTES), &row->note[1], err)) <
		0 ||
	    (rc = keep_cell(
		 m, bw_cell(from, RESERVE_NOTES), &row->note[2], err)) < 0)
		return rc;
	for (size_t c = 0; c < m->n_column && rc == 0; c++)
		if (m->column[c].at < from->n)
			rc = keep_cell(m, from->field[m->column[c].at],
			    &row->figure[c], err);
	return rc;
}

/* What the row tells of its group. */
static void
learn(struct mcs *m, const struct bw_mcs_row *row)
{
	struct group *g = &m->group.v[row->group];
	struct bw_str note = row->note[BW_MEASURE_RESERVES], country;
	uint8_t flags = 0;

	if (g->unit.n == 0)
		g->unit = row->unit;
	if (g->reserve_unit.n == 0 && bw_mcs_has(note, "million metric tons"))
		g->reserve_unit = BW_STR("million metric tons");
	if (g->reserve_unit.n == 0 && bw_mcs_has(note, "thousand metric tons"))
		g->reserve_unit = BW_STR("thousand metric tons");
	g->reserves_moved =
	    g->reserves_moved || bw_mcs_has(note, "not a reserve");
	if (!bw_mcs_where(row->country, &country, &flags))
		return;
	if ((flags & BW_FIGURE_WORLD) != 0 &&
	    bw_str_eq_nocase(row->note[0], BW_STR("XX")))
		g->not_additive = true;
	for (size_t c = 0; c < m->n_column; c++) {
		uint8_t figure = flags;
		double amount;

		if ((flags & BW_FIGURE_WORLD) == 0 &&
		    bw_mcs_figure(row, c, &m->column[c], &amount, &figure) ==
			BW_MCS_AMOUNT &&
		    (figure & BW_FIGURE_WITHHELD) == 0)
			g->sum[c] += amount;
	}
}

static int
tell_edition(struct mcs *m, const struct bw_row *row, struct bw_err *err)
{
	struct bw_str source = bw_cell(row, SOURCE);

	if (m->told || source.n == 0)
		return 0;
	m->told = true;
	m->edition = bw_mcs_edition(source);
	return bw_sink_about(m->sink, "version", source, err);
}

static int
take_row(void *ctx, const struct bw_row *from, struct bw_err *err)
{
	struct mcs *m = ctx;
	const struct bw_ref_item *material;
	struct bw_mcs_row row = { 0 };
	struct bw_str commodity;
	int rc;

	if (m->row.n >= MAX_ROWS)
		return bw_fail(err, BW_ELIMIT,
		    "more than %u rows: this is no commodity summary",
		    MAX_ROWS);
	if ((rc = tell_edition(m, from, err)) != 0 ||
	    (rc = keep_cell(m, bw_cell(from, COMMODITY), &commodity, err)) <
		0 ||
	    (rc = keep_row(m, from, &row, err)) < 0)
		return rc;
	if (commodity.n == 0 && m->file.n > 0)
		rc = bw_mcs_single_material(row.type, m->file, &material, err);
	else
		rc = bw_mcs_material(commodity, row.type, &material, err);
	if (rc < 0)
		return rc;
	if (material == NULL)
		return bw_sink_report(m->sink, BW_REPORT_SKIPPED,
		    "mcs-material", &row.place, err,
		    "%.*s: %.*s is not in the table of materials, or it names "
		    "two",
		    BW_ARG(bw_str_sub(
			commodity.n > 0 ? commodity : m->file, 0, 60)),
		    BW_ARG(bw_str_sub(row.type, 0, 60)));
	rc = find_group(m, material, bw_mcs_stage(row.type), &row.group, err);
	if (rc < 0)
		return rc;
	if (!bw_vec_push(&m->row, row))
		return bw_fail(err, BW_ENOMEM, "no memory for rows");
	learn(m, &row);
	return 0;
}

/* ---- telling ---- */

/* May this total of the world be told? */
static int
judge_world(struct mcs *m, struct group *g, const struct bw_mcs_row *row,
    size_t c, double amount, uint8_t flags, bool *tell, struct bw_err *err)
{
	*tell = false;
	if ((g->world & 1u << c) != 0)
		return bw_sink_report(m->sink, BW_REPORT_NOTE,
		    "mcs-second-total", &row->place, err,
		    "\"%.*s\", %d: a second total, of several materials; left "
		    "out",
		    BW_ARG(bw_str_sub(row->country, 0, 60)), m->column[c].year);
	g->world |= 1u << c;
	if ((flags & (BW_FIGURE_WITHHELD | BW_FIGURE_AT_LEAST)) == 0 &&
	    amount < g->sum[c] / 2)
		return bw_sink_report(m->sink, BW_REPORT_NOTE,
		    "mcs-total-below-parts", &row->place, err,
		    "the world total of %d, %g, is less than half of its own "
		    "parts, %g; left out",
		    m->column[c].year, amount, g->sum[c]);
	*tell = true;
	return 0;
}

static int
tell_figure(struct mcs *m, const struct bw_mcs_row *row, size_t c,
    struct bw_production_rec *r, struct bw_err *err)
{
	struct group *g = &m->group.v[row->group];
	const struct bw_mcs_column *col = &m->column[c];
	uint8_t flags = r->flags;
	bool tell = true;
	int rc = 0;

	switch (bw_mcs_figure(row, c, col, &r->amount, &flags)) {
	case BW_MCS_NONE:
		return 0;
	case BW_MCS_BAD:
		return bw_sink_report(m->sink, BW_REPORT_REFUSED, "mcs-number",
		    &row->place, err, "\"%.*s\": no number",
		    BW_ARG(bw_str_sub(row->figure[c], 0, 60)));
	case BW_MCS_AMOUNT:
		break;
	}
	if ((flags & BW_FIGURE_WORLD) != 0)
		rc = judge_world(m, g, row, c, r->amount, flags, &tell, err);
	if (rc != 0 || !tell)
		return rc;
	r->measure = col->measure;
	if (col->measure == BW_MEASURE_PRODUCTION &&
	    bw_mcs_has(row->type, "capacity"))
		r->measure = BW_MEASURE_CAPACITY;
	r->year = col->year != 0 ? col->year : m->edition - 1;
	r->unit = row->unit.n > 0 ? row->unit : g->unit;
	if (col->unit != NULL)
		r->unit = bw_str_of(col->unit);
	if (r->measure == BW_MEASURE_RESERVES && g->reserve_unit.n > 0)
		r->unit = g->reserve_unit;
	r->flags = flags;
	rc = bw_sink_production(m->sink, r, err);
	return rc;
}

static int
tell_row(struct mcs *m, const struct bw_mcs_row *row, struct bw_err *err)
{
	const struct group *g = &m->group.v[row->group];
	struct bw_production_rec r = { .material = g->material->code,
		.stage = g->stage,
		.where = row->country,
		.detail = row->type,
		.place = row->place };
	uint8_t flags = 0;
	int rc = 0;

	if (g->not_additive)
		return bw_sink_report(m->sink, BW_REPORT_SKIPPED,
		    "mcs-not-additive", &row->place, err,
		    "%.*s: USGS gives no total because the figures are of "
		    "different things",
		    BW_ARG(g->material->name.in[BW_EN]));
	if (!bw_mcs_where(row->country, &r.country, &flags))
		return bw_sink_report(m->sink, BW_REPORT_REFUSED, "mcs-country",
		    &row->place, err, "\"%.*s\": no country we know",
		    BW_ARG(bw_str_sub(row->country, 0, 60)));
	for (size_t c = 0; c < m->n_column && rc == 0; c++) {
		if (m->column[c].measure == BW_MEASURE_RESERVES &&
		    g->reserves_moved)
			continue;
		if (m->column[c].year == 0 && m->edition == 0)
			continue; /* of what year it is, nobody says */
		r.flags = flags;
		rc = tell_figure(m, row, c, &r, err);
	}
	return rc;
}

static int
tell_all(struct mcs *m, struct bw_err *err)
{
	int rc;

	if ((rc = bw_sink_about(m->sink, "publisher",
		 BW_STR("U.S. Geological Survey"), err)) != 0 ||
	    (rc = bw_sink_about(m->sink, "licence",
		 BW_STR("Public domain (work of the U.S. Government)"), err)) !=
		0)
		return rc;
	for (size_t i = 0; i < m->row.n && rc == 0; i++)
		rc = tell_row(m, &m->row.v[i], err);
	return rc;
}

static int
read_form(struct bw_input *in, const struct bw_column *form_columns,
    const char *file, const struct bw_sink *sink, struct bw_err *err)
{
	const struct bw_table_form form = { .column = form_columns,
		.n = N_COLUMNS,
		.header = read_header,
		.row = take_row };
	struct mcs m = { .sink = sink, .file = bw_str_of(file) };
	int rc;

	bw_arena_init(&m.arena, 0);
	if ((rc = bw_ref_load(err)) == 0 &&
	    (rc = bw_table_read(in, &form, &m, sink, err)) == 0)
		rc = tell_all(&m, err);
	bw_vec_release(&m.row);
	bw_vec_release(&m.group);
	bw_arena_release(&m.arena);
	return rc;
}

static int
read_mcs(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return read_form(in, columns, "", sink, err);
}

static int
read_single(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	return read_form(in, single_columns, bw_input_name(in), sink, err);
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need =
	    1u << COMMODITY | 1u << COUNTRY | 1u << TYPE | 1u << UNIT;

	(void)cut;
	(void)name;
	return (found & need) == need ? 95 : 0;
}

const struct bw_format bw_format_mcs = { .name = "mcs",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_mcs };

/* Country, and a column of figures that names its unit. */
static int
recognise_single(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, single_columns, N_COLUMNS);
	struct bw_str field[BW_COLUMNS_MAX];
	size_t n = bw_header_split(ahead, field, BW_LEN(field));

	(void)cut;
	(void)name;
	if ((found & 1u << COUNTRY) == 0 || (found & 1u << COMMODITY) != 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		struct bw_mcs_column c = { 0 };

		if (bw_mcs_column(field[i], &c) && c.unit != NULL)
			return 94;
	}
	return 0;
}

const struct bw_format bw_format_mcs_single = { .name = "mcs-single",
	.version = 1,
	.whole = true,
	.recognise = recognise_single,
	.read = read_single };
