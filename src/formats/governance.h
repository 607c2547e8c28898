/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * governance.h - one estimate of how a country is governed, from a table.
 *
 * Our own form and that of the World Bank are one estimate a row, of one
 * country, year and dimension; they share this row and differ in the names
 * of their columns (governance_csv.c, wgi.c).
 */
#ifndef BW_GOVERNANCE_H
#define BW_GOVERNANCE_H
#include "formats/columns.h"

enum bw_governance_column {
	BW_GOV_COUNTRY,
	BW_GOV_YEAR,
	BW_GOV_DIMENSION,
	BW_GOV_ESTIMATE,
	BW_GOV_STDDEV,
	BW_GOV_COUNTRY_NAME, /* tried when the code is none we know */
	BW_GOV_REF,
	BW_GOV_PUBLISHER,
	BW_GOV_LICENCE,
	BW_GOV_COLUMNS
};
struct bw_governance {
	const struct bw_sink *sink;
	const char *prefix; /* of rules: "governance" or "wgi" */
	/* A country we do not know (a territory, a group): a mistake in our
	 * own form, merely of no use in a published one. */
	enum bw_report_kind strange;
	unsigned told; /* what was said of the whole file */
};
/* A bw_row_fn; ctx is a struct bw_governance. */
int bw_governance_row(
    void *ctx, const struct bw_row *row, struct bw_err *err) BW_MUST_USE;

#endif
