/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_chain_priv.h - what svg_chain.c (draws) and svg_chain_pick.c (chooses)
 * share.
 */
#ifndef BW_SVG_CHAIN_PRIV_H
#define BW_SVG_CHAIN_PRIV_H
#include "report/layout.h"
#include "report/report_priv.h"
#include "report/svg_chain.h"

struct chain_box {
	uint32_t thing; /* BW_NONE: the other countries */
	size_t point;   /* place in the list of single points, + 1 */
};
struct chain_arrow {
	uint32_t from, to; /* boxes; from supplies to */
	bool either;       /* one of several */
	bool told;         /* a share or capacity is */
	uint32_t lo, hi;
	size_t others; /* places in the box of other countries */
};
struct chain_pick {
	const struct bw_chain_drawing *in;
	struct bw_arena *a;
	uint32_t *box_of; /* per thing, BW_NONE: not drawn */
	uint32_t rest;    /* box of the other countries, BW_NONE */
	struct chain_box *box;
	size_t n_box;
	BW_VEC(struct chain_arrow) arrow;
};

/* The product is box 0. Release p->arrow afterwards, also on failure. */
int chain_pick(struct chain_pick *p, struct bw_err *err) BW_MUST_USE;

#endif
