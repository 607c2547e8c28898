/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_elastic.c - reads ProTEE.
 */
#include "supply/trade_load_elastic.h"
#include "base/csv.h"
#include "model/trade.h"
#include <math.h>

double
bw_import_change(double sigma, double rise)
{
	return expm1(sigma * log1p(rise));
}

/* "-12.11"; an own reading, because strtod follows the locale. */
static bool
number(struct bw_str s, double *out)
{
	double n = 0, unit = 1;
	bool minus = s.n > 0 && s.p[0] == '-', point = false;

	if (s.n == minus)
		return false;
	for (size_t i = minus; i < s.n; i++) {
		if (s.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
		unit *= point ? 10 : 1;
	}
	*out = (minus ? -n : n) / unit;
	return true;
}

static int
one_row(const struct bw_csv_row *row, size_t hs, size_t sigma, uint32_t product,
    struct bw_elasticity *out, struct bw_err *err)
{
	struct bw_str code, text;
	double value;

	if (hs >= row->n || sigma >= row->n)
		return bw_fail(err, BW_EFORMAT, "a row without HS6 or sigma");
	code = bw_str_trim(row->field[hs]);
	text = bw_str_trim(row->field[sigma]);
	out->rows++;
	if (text.n == 0)
		return 0;
	if (!number(text, &value))
		return bw_fail(
		    err, BW_EFORMAT, "sigma is no number: %.*s", BW_ARG(text));
	out->with_sigma++;
	if (bw_product_parse(code) == product)
		out->sigma = value;
	return 0;
}

static int
all_rows(struct bw_csv *csv, uint32_t product, struct bw_elasticity *out,
    struct bw_err *err)
{
	size_t hs = SIZE_MAX, sigma = SIZE_MAX;
	struct bw_csv_row row = { 0 };
	bool more = false;
	int rc = bw_csv_next(csv, &row, &more, err);

	for (size_t i = 0; i < row.n; i++) {
		struct bw_str name = bw_str_trim(row.field[i]);

		if (bw_str_eq_nocase(name, BW_STR("HS6")))
			hs = i;
		else if (bw_str_eq_nocase(name, BW_STR("sigma")))
			sigma = i;
	}
	if (rc == 0 && (hs == SIZE_MAX || sigma == SIZE_MAX))
		return bw_fail(err, BW_EFORMAT,
		    "no columns HS6 and sigma: is this CEPII's ProTEE?");
	while (
	    rc == 0 && (rc = bw_csv_next(csv, &row, &more, err)) == 0 && more)
		if ((rc = one_row(&row, hs, sigma, product, out, err)) != 0)
			bw_fail_at(err, row.line, row.byte);
	return rc;
}

int
bw_elasticity_load(const char *path, uint32_t product,
    struct bw_elasticity *out, struct bw_err *err)
{
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	int rc;

	*out = (struct bw_elasticity){ .sigma = NAN };
	if ((rc = bw_input_open(&in, path, NULL, err)) == 0 &&
	    (rc = bw_csv_open(&csv, in, NULL, err)) == 0)
		rc = all_rows(csv, product, out, err);
	if (rc != 0)
		bw_fail_in(err, path);
	bw_csv_close(csv);
	bw_input_free(in);
	return rc;
}
