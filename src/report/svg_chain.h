/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_chain.h - the drawing of a chain: what it shows, and of what.
 */
#ifndef BW_SVG_CHAIN_H
#define BW_SVG_CHAIN_H
#include "base/out.h"
#include "supply/chain_file.h"

#define BW_CHAIN_BOXES 150u /* more things than a person can read */

struct bw_chain_drawing {
	const struct bw_chain_file *f;
	const struct bw_chain *c;
	const uint32_t *point;     /* single points, the gravest first */
	const struct bw_days *day; /* per point, until when the product can be
				      had */
	size_t n_point;
};
/* Standalone SVG. A file with more than BW_CHAIN_BOXES things of its own is
 * BW_ELIMIT. */
int bw_svg_chain(const struct bw_chain_drawing *in, enum bw_lang lang,
    struct bw_out *out, struct bw_err *err) BW_MUST_USE;

#endif
