/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * governance_csv.c - how countries are governed, in our own form.
 *
 * One estimate a row: country, year, dimension, estimate, stddev (Kaufmann,
 * Kraay & Mastruzzi, "The Worldwide Governance Indicators", 2010, give the
 * meaning). The form of reference/governance.csv. Rules:
 * doc/formats/governance.md.
 */
#include "formats/governance.h"
#include "formats/cells.h"
#include "formats/formats_priv.h"
#include "model/ref.h"
#include <math.h>

static const struct bw_column columns[BW_GOV_COLUMNS] = {
	[BW_GOV_COUNTRY] = { "country|land", BW_COL_REQUIRED },
	[BW_GOV_YEAR] = { "year|jaar", BW_COL_REQUIRED },
	[BW_GOV_DIMENSION] = { "dimension|dimensie", BW_COL_REQUIRED },
	[BW_GOV_ESTIMATE] = { "estimate|schatting|waarde", BW_COL_REQUIRED },
	[BW_GOV_STDDEV] = { "stddev|standaardfout|standard error",
	    BW_COL_OPTIONAL },
	[BW_GOV_COUNTRY_NAME] = { "country_name|landnaam", BW_COL_OPTIONAL },
	[BW_GOV_REF] = { "source|bron", BW_COL_OPTIONAL },
	[BW_GOV_PUBLISHER] = { "publisher|uitgever", BW_COL_OPTIONAL },
	[BW_GOV_LICENCE] = { "licence|license|licentie", BW_COL_OPTIONAL },
};

static int
tell(const struct bw_governance *g, enum bw_report_kind kind, const char *rule,
    const struct bw_row *row, struct bw_str shown, const char *why,
    struct bw_err *err)
{
	char full[48];

	snprintf(full, sizeof(full), "%s-%s", g->prefix, rule);
	return bw_sink_report(g->sink, kind, full, &row->place, err,
	    "\"%.*s\": %s", BW_ARG(bw_str_sub(shown, 0, 60)), why);
}

/* ".." is what the World Bank writes for nothing. */
static bool
nothing(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "..") ||
	    bw_str_eq_nocase(s, BW_STR("na"));
}

/* A number with a sign, within what the indicators can be: they are scaled
 * to a mean of 0 and a deviation of 1, so 5 is far outside. */
static bool
read_estimate(struct bw_str s, double *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';

	if (!bw_cell_number(minus ? bw_str_sub(s, 1, s.n) : s, out) || *out > 5)
		return false;
	if (minus)
		*out = -*out;
	return true;
}

static bool
read_dimension(struct bw_str s, char out[3])
{
	static const char *const names[] = { "va", "pv", "ge", "rq", "rl",
		"cc" };

	for (size_t i = 0; i < BW_LEN(names); i++) {
		if (bw_str_eq_nocase(s, bw_str_of(names[i]))) {
			memcpy(out, names[i], 3);
			return true;
		}
	}
	return false;
}

int
bw_governance_row(void *ctx, const struct bw_row *row, struct bw_err *err)
{
	struct bw_governance *g = ctx;
	struct bw_governance_rec r = { .stddev = NAN, .place = row->place };
	struct bw_str estimate = bw_cell(row, BW_GOV_ESTIMATE);
	struct bw_str stddev = bw_cell(row, BW_GOV_STDDEV);
	struct bw_str dimension = bw_cell(row, BW_GOV_DIMENSION);
	struct bw_str country = bw_cell(row, BW_GOV_COUNTRY);
	int rc = bw_row_about(
	    row, BW_GOV_PUBLISHER, BW_GOV_LICENCE, &g->told, g->sink, err);

	if (rc != 0 || nothing(estimate))
		return rc;
	if (!bw_cell_year(bw_cell(row, BW_GOV_YEAR), &r.year))
		return tell(g, BW_REPORT_REFUSED, "year", row,
		    bw_cell(row, BW_GOV_YEAR), "no year of four digits", err);
	if (!read_dimension(dimension, r.dimension))
		return tell(g, BW_REPORT_REFUSED, "dimension", row, dimension,
		    "none of va, pv, ge, rq, rl, cc", err);
	if (!read_estimate(estimate, &r.estimate))
		return tell(g, BW_REPORT_REFUSED, "estimate", row, estimate,
		    "no number between -5 and 5", err);
	if (!nothing(stddev) && (!bw_cell_number(stddev, &r.stddev)))
		return tell(g, BW_REPORT_REFUSED, "stddev", row, stddev,
		    "no standard error", err);
	if (!bw_cell_country(country, &r.country) &&
	    !bw_cell_country(bw_cell(row, BW_GOV_COUNTRY_NAME), &r.country))
		return tell(g, g->strange, "country", row, country,
		    "no country we know", err);
	r.place.ref = bw_cell(row, BW_GOV_REF);
	return bw_sink_governance(g->sink, &r, err);
}

static int
read_governance(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	static const struct bw_table_form form = {
		.column = columns, .n = BW_GOV_COLUMNS, .row = bw_governance_row
	};
	struct bw_governance g = { .sink = sink,
		.prefix = "governance",
		.strange = BW_REPORT_REFUSED };
	int rc;

	if ((rc = bw_ref_load(err)) == 0)
		rc = bw_table_read(in, &form, &g, sink, err);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	uint32_t found = bw_table_peek(ahead, columns, BW_GOV_COLUMNS);
	uint32_t need = 1u << BW_GOV_COUNTRY | 1u << BW_GOV_YEAR |
	    1u << BW_GOV_DIMENSION | 1u << BW_GOV_ESTIMATE;

	(void)cut;
	(void)name;
	return (found & need) == need ? 90 : 0;
}

const struct bw_format bw_format_governance = { .name = "governance",
	.version = 1,
	.whole = true,
	.recognise = recognise,
	.read = read_governance };
