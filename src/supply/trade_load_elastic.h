/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_elastic.h - what a price rise does to imports of a product.
 *
 * CEPII's ProTEE (Fontagne, Guimbard and Orefice 2022) has for about 5,000
 * products of the HS of 2007 the elasticity sigma of imports to their price:
 * d ln(value) = sigma x d ln(price). A CSV with columns HS6 and sigma; sigma is
 * empty where none was found.
 */
#ifndef BW_TRADE_LOAD_ELASTIC_H
#define BW_TRADE_LOAD_ELASTIC_H
#include "base/err.h"

struct bw_elasticity {
	double sigma;              /* of the product; NAN: none is known */
	uint64_t rows, with_sigma; /* of the file */
};
int bw_elasticity_load(const char *path, uint32_t product,
    struct bw_elasticity *out, struct bw_err *err) BW_MUST_USE;
/* Change of the value imported, as a fraction (-0.68), when the price rises by
 * this fraction (0.10). */
double bw_import_change(double sigma, double rise);

#endif
