/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * production_csv.c - who produces how much of a material, in our own form.
 *
 * The form of reference/production.csv, and of figures that users add
 * themselves (another publisher, a branch report). A figure that exists but
 * is not published is a row without an amount and with the flag `withheld`;
 * an empty amount without that flag says nothing and is refused. Rules:
 * doc/formats/production.md.
 */
#include "base/map.h"
#include "base/vec.h"
#include "formats/cells.h"
#include "formats/columns.h"
#include "formats/formats_priv.h"
#include "model/ref.h"
#include "model/unit.h"
#include <math.h>

enum {
	MATERIAL,
	STAGE,
	COUNTRY,
	YEAR,
	AMOUNT,
	UNIT,
	FLAGS,
	MEASURE,
	DETAIL,
	PRODUCER,
	PRODUCER_ID,
	SOURCE,
	PUBLISHER,
	LICENCE,
	N_COLUMNS
};

static const struct bw_column columns[N_COLUMNS] = {
	[MATERIAL] = { "material|materiaal|grondstof|commodity",
	    BW_COL_REQUIRED },
	[STAGE] = { "stage|stap|fase|schakel", BW_COL_OPTIONAL },
	[COUNTRY] = { "country|land", BW_COL_REQUIRED },
	[YEAR] = { "year|jaar", BW_COL_REQUIRED },
	[AMOUNT] = { "amount|hoeveelheid|production|productie",
	    BW_COL_REQUIRED },
	[UNIT] = { "unit|eenheid", BW_COL_OPTIONAL },
	[FLAGS] = { "flags|kenmerken", BW_COL_OPTIONAL },
	[MEASURE] = { "measure|maat", BW_COL_OPTIONAL },
	[DETAIL] = { "detail|type|soort", BW_COL_OPTIONAL },
	[PRODUCER] = { "producer|producent", BW_COL_OPTIONAL },
	[PRODUCER_ID] = { "producer_id|producent_id|id producent",
	    BW_COL_OPTIONAL },
	[SOURCE] = { "source|bron", BW_COL_OPTIONAL },
	[PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
};

struct production {
	const struct bw_sink *sink;
	unsigned told;
	struct bw_id name, number; /* of the producer */
	struct bw_intern figures;  /* material, stage, measure and year */
	struct bw_intern units;
	BW_VEC(uint32_t) unit_of; /* by figure: its first unit */
	struct bw_intern rows;    /* what a row says, but for its source */
	BW_VEC(uint64_t) line_of; /* by row */
	struct bw_buf text;
};

static const struct {
	const char *name;
	uint8_t flag;
} flag_words[] = {
	{ "estimate", BW_FIGURE_ESTIMATE },
	{ "schatting", BW_FIGURE_ESTIMATE },
	{ "withheld", BW_FIGURE_WITHHELD },
	{ "geheim", BW_FIGURE_WITHHELD },
	{ "rest", BW_FIGURE_REST },
	{ "world", BW_FIGURE_WORLD },
	{ "wereld", BW_FIGURE_WORLD },
	{ "at-least", BW_FIGURE_AT_LEAST },
	{ "minstens", BW_FIGURE_AT_LEAST },
};

static bool
read_flags(struct bw_str text, uint8_t *flags)
{
	struct bw_str word;

	while (bw_str_cut(&text, ' ', &word)) {
		bool known = word.n == 0;

		for (size_t i = 0; i < BW_LEN(flag_words); i++) {
			if (!bw_str_eq_nocase(
				word, bw_str_of(flag_words[i].name)))
				continue;
			*flags |= flag_words[i].flag;
			known = true;
		}
		if (!known)
			return false;
	}
	return true;
}

static bool
read_measure(struct bw_str text, uint8_t *measure)
{
	static const char *const names[] = { "production", "capacity",
		"reserves" };
	static const char *const dutch[] = { "productie", "capaciteit",
		"reserves" };

	for (size_t i = 0; i < BW_LEN(names); i++) {
		if (bw_str_eq_nocase(text, bw_str_of(names[i])) ||
		    bw_str_eq_nocase(text, bw_str_of(dutch[i]))) {
			*measure = (uint8_t)i;
			return true;
		}
	}
	return text.n == 0;
}

static bool
read_stage(struct bw_str text, uint8_t *stage)
{
	static const struct {
		const char *name;
		uint8_t stage;
	} dutch[] = { { "mijn", BW_STAGE_MINE }, { "winning", BW_STAGE_MINE },
		{ "extraction", BW_STAGE_MINE },
		{ "raffinage", BW_STAGE_REFINE },
		{ "verwerking", BW_STAGE_REFINE },
		{ "processing", BW_STAGE_REFINE },
		{ "onderdeel", BW_STAGE_PART } };

	if (text.n == 0 || bw_stage_of(text, stage))
		return true;
	for (size_t i = 0; i < BW_LEN(dutch); i++) {
		if (bw_str_eq_nocase(text, bw_str_of(dutch[i].name))) {
			*stage = dutch[i].stage;
			return true;
		}
	}
	return false;
}

/* The first rule that the row breaks, or NULL. */
static const char *
broken(
    const struct bw_row *row, struct bw_production_rec *r, struct bw_str *bad)
{
	struct bw_str country = bw_cell(row, COUNTRY);
	struct bw_str amount = bw_cell(row, AMOUNT);

	if (r->material.n == 0)
		return "production-material";
	if (!bw_cell_year(*bad = bw_cell(row, YEAR), &r->year))
		return "production-year";
	if (!read_stage(*bad = bw_cell(row, STAGE), &r->stage))
		return "production-stage";
	if (!read_measure(*bad = bw_cell(row, MEASURE), &r->measure))
		return "production-measure";
	if (!read_flags(*bad = bw_cell(row, FLAGS), &r->flags))
		return "production-flags";
	*bad = country;
	if (country.n > 0 && !bw_cell_country(country, &r->country))
		return bw_ref_ceased(country, r->year) != NULL
		    ? "production-ceased"
		    : "production-country";
	if ((country.n == 0) !=
	    ((r->flags & (BW_FIGURE_REST | BW_FIGURE_WORLD)) != 0))
		return "production-country";
	*bad = amount;
	if (amount.n == 0 && (r->flags & BW_FIGURE_WITHHELD) != 0)
		return NULL;
	if (!bw_cell_amount(amount, row->semicolons, &r->amount))
		return "production-amount";
	return NULL;
}

static const char *
meaning(const char *rule)
{
	static const struct {
		const char *rule, *text;
	} why[] = {
		{ "production-material", "the material is not told" },
		{ "production-year", "no year of four digits" },
		{ "production-stage", "no stage: mine, refine or part" },
		{ "production-measure",
		    "no measure: production, capacity or reserves" },
		{ "production-flags",
		    "no flags: estimate, withheld, rest, world, at-least" },
		{ "production-country",
		    "a row has a country we know, or the flag rest or world" },
		{ "production-ceased",
		    "a country that is no more; give the figures of the "
		    "countries of today" },
		{ "production-amount",
		    "no amount (or it could be two numbers), and no flag that "
		    "it "
		    "is withheld" },
	};

	for (size_t i = 0; i < BW_LEN(why); i++)
		if (strcmp(why[i].rule, rule) == 0)
			return why[i].text;
	return "";
}

static int
refuse_producer(struct production *p, const struct bw_row *row,
    struct bw_str shown, const char *why, struct bw_err *err)
{
	return bw_sink_report(p->sink, BW_REPORT_REFUSED, "production-producer",
	    &row->place, err, "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)),
	    why);
}

/* Who makes it: by name or number. A number beside a name goes out as a party
 * record, so that both are known to be one. */
static int
tell_producer(struct production *p, const struct bw_row *row,
    struct bw_production_rec *r, bool *refused, struct bw_err *err)
{
	struct bw_str name = bw_cell(row, PRODUCER);
	struct bw_str number = bw_cell(row, PRODUCER_ID);
	bool named = !bw_cell_nobody(name);
	struct bw_party_rec party = { .kind = BW_PARTY_COMPANY,
		.name = name,
		.id = &p->number.key,
		.n_id = 1,
		.ended = BW_DATE_MAX,
		.place = row->place };
	enum bw_id_verdict v = BW_ID_NONE;
	const char *why = "";

	*refused = true;
	if (!named && number.n == 0) {
		*refused = false;
		return 0;
	}
	if (r->country.n == 0 || r->measure != BW_MEASURE_PRODUCTION)
		return refuse_producer(p, row, named ? name : number,
		    "a company makes it in one country; of capacity and "
		    "reserves no company is kept",
		    err);
	if (named && (v = bw_cell_id(name, &p->name, &why)) == BW_ID_BAD)
		return refuse_producer(p, row, name, why, err);
	if (number.n > 0 && bw_cell_id(number, &p->number, &why) != BW_ID_GOOD)
		return refuse_producer(
		    p, row, number, "no identifier, as kvk:12345678", err);
	*refused = false;
	if (v == BW_ID_GOOD)
		r->producer = p->name.key;
	else if (named)
		r->producer = (struct bw_key){ BW_STR("name"), name };
	else
		r->producer = p->number.key;
	if (number.n == 0 || !named || v == BW_ID_GOOD)
		return 0;
	party.key = r->producer;
	return bw_sink_party(p->sink, &party, err);
}

/* Figures of one material, stage and year are held against each other, so
 * they get one unit: that of the first. Another unit of mass is converted and
 * told; one that cannot be is refused. */
static int
one_unit(struct production *p, const struct bw_row *row,
    struct bw_production_rec *r, bool *refused, struct bw_err *err)
{
	struct bw_str first;
	double factor, told = r->amount;
	uint32_t figure, unit;
	bool added;
	int rc;

	bw_buf_clear(&p->text);
	bw_buf_fmt(&p->text, "%.*s %d %d %d", BW_ARG(r->material), r->stage,
	    r->measure, r->year);
	rc = bw_intern_add(
	    &p->figures, bw_buf_get(&p->text), &figure, &added, err);
	if (rc == 0)
		rc = bw_intern_add(&p->units, r->unit, &unit, NULL, err);
	if (rc == 0 && added && !bw_vec_push(&p->unit_of, unit))
		rc = bw_fail(err, BW_ENOMEM, "no memory for units");
	if (rc != 0 || unit == p->unit_of.v[figure])
		return rc;
	first = bw_intern_get(&p->units, p->unit_of.v[figure]);
	*refused = !bw_unit_factor(r->unit, first, &factor);
	if (*refused)
		return bw_sink_report(p->sink, BW_REPORT_REFUSED,
		    "production-unit", &row->place, err,
		    "the unit is \"%.*s\", of earlier rows on this material, "
		    "stage and year it is \"%.*s\"",
		    BW_ARG(bw_str_sub(r->unit, 0, 60)),
		    BW_ARG(bw_str_sub(first, 0, 60)));
	r->amount *= factor;
	rc = bw_sink_report(p->sink, BW_REPORT_NOTE, "production-converted",
	    &row->place, err, "%.15g %.*s is taken as %.15g %.*s", told,
	    BW_ARG(bw_str_sub(r->unit, 0, 60)), r->amount,
	    BW_ARG(bw_str_sub(first, 0, 60)));
	r->unit = first;
	return rc;
}

/* A row that says what an earlier one said, letter by letter, is a mistake of
 * pasting: added up it would double a country. */
static int
said_once(struct production *p, const struct bw_row *row,
    const struct bw_production_rec *r, bool *refused, struct bw_err *err)
{
	uint32_t id;
	bool added;
	int rc;

	bw_buf_clear(&p->text);
	bw_buf_fmt(&p->text, "%.*s\t%d\t%d\t%d\t%d", BW_ARG(r->material),
	    r->stage, r->measure, r->year, r->flags);
	for (unsigned i = 0; i < N_COLUMNS; i++)
		if (i == COUNTRY || i == AMOUNT || i == UNIT || i == DETAIL ||
		    i == PRODUCER || i == PRODUCER_ID) {
			bw_buf_char(&p->text, '\t');
			bw_buf_str(&p->text, bw_cell(row, i));
		}
	if (p->text.failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a row");
	rc = bw_intern_add(&p->rows, bw_buf_get(&p->text), &id, &added, err);
	if (rc == 0 && added && !bw_vec_push(&p->line_of, row->place.line))
		rc = bw_fail(err, BW_ENOMEM, "no memory for a row");
	if (rc != 0 || added)
		return rc;
	*refused = true;
	return bw_sink_report(p->sink, BW_REPORT_REFUSED, "production-double",
	    &row->place, err, "the same figure stands in line %llu",
	    (unsigned long long)p->line_of.v[id]);
}

static int
read_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct production *p = ctx;
	struct bw_production_rec r = { .material = bw_cell(row, MATERIAL),
		.amount = NAN,
		.unit = bw_cell(row, UNIT),
		.where = bw_cell(row, COUNTRY),
		.detail = bw_cell(row, DETAIL),
		.place = row->place };
	const struct bw_ref_item *material;
	struct bw_str bad = { 0 };
	const char *rule = broken(row, &r, &bad);
	bool refused = false;
	int rc;

	rc = bw_row_about(row, PUBLISHER, LICENCE, &p->told, p->sink, err);
	if (rc != 0)
		return rc;
	if (rule != NULL)
		return bw_sink_report(p->sink, BW_REPORT_REFUSED, rule,
		    &row->place, err, "\"%.*s\": %s",
		    BW_ARG(bw_str_sub(bad, 0, 60)), meaning(rule));
	material = bw_ref_material(r.material);
	if (material != NULL)
		r.material = material->code;
	else
		rc = bw_sink_report(p->sink, BW_REPORT_NOTE,
		    "production-own-material", &row->place, err,
		    "\"%.*s\" is not in the table of materials; kept as "
		    "written",
		    BW_ARG(bw_str_sub(r.material, 0, 60)));
	if (rc != 0)
		return rc;
	rc = said_once(p, row, &r, &refused, err);
	if (rc == 0 && !refused)
		rc = one_unit(p, row, &r, &refused, err);
	if (rc == 0 && !refused)
		rc = tell_producer(p, row, &r, &refused, err);
	if (rc != 0 || refused)
		return rc;
	r.place.ref = bw_cell(row, SOURCE);
	return bw_sink_production(p->sink, &r, err);
}

static int
read_production(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = N_COLUMNS, .row = read_row
	};
	struct production p = { .sink = sink };
	int rc;

	bw_intern_init(&p.figures);
	bw_intern_init(&p.units);
	bw_intern_init(&p.rows);
	if ((rc = bw_ref_load(err)) == 0)
		rc = bw_table_read(in, &form, &p, sink, err);
	bw_intern_release(&p.figures);
	bw_intern_release(&p.units);
	bw_intern_release(&p.rows);
	bw_vec_release(&p.unit_of);
	bw_vec_release(&p.line_of);
	bw_buf_release(&p.text);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, N_COLUMNS);
	uint32_t need =
	    1u << MATERIAL | 1u << COUNTRY | 1u << YEAR | 1u << AMOUNT;

	(void)cut;
	(void)name;
	return (found & need) == need ? 88 : 0;
}

const struct bw_format bw_format_production = { .name = "production",
	.version = 3,
	.whole = true,
	.recognise = recognise,
	.read = read_production };
