/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_codes.h - what the code of a product means.
 */
#ifndef BW_CLI_SUPPLY_CODES_H
#define BW_CLI_SUPPLY_CODES_H
#include "cli/supply.h"
#include "model/correspondence.h"
#include "supply/products.h"

struct bw_code_table { /* old and new codes, from a file of the user */
	const char *file;
	struct bw_correspondence of;
	size_t refused; /* rows that could not be read */
};
struct bw_product_codes {
	struct bw_cli *cli;
	uint32_t product;
	struct bw_str code, six; /* all of it, and its first six digits */
	struct bw_section section;
	struct bw_heading *heading; /* those it is in, or that are in it */
	size_t n;
	struct bw_code_table *table;
	size_t n_table;
};
/* The tables are the arguments after the code. Released also after an error. */
int bw_codes_open(struct bw_product_codes *c, struct bw_cli *cli,
    uint32_t product, struct bw_err *err) BW_MUST_USE;
void bw_codes_release(struct bw_product_codes *c);
void bw_codes_say(const struct bw_product_codes *c);
void bw_codes_json(const struct bw_product_codes *c, struct bw_jw *j);

#endif
