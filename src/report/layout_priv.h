/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout_priv.h - what the files of the layout share.
 *
 * Everything that needs a place in a rank is an item: a box, the label of an
 * arrow, or a point where a long arrow passes. Wires join items of
 * neighbouring ranks; rank 0 is the lowest.
 */
#ifndef BW_LAYOUT_PRIV_H
#define BW_LAYOUT_PRIV_H
#include "report/layout.h"

struct item {
	unsigned rank, left, right, height;
	uint32_t arrow; /* UINT32_MAX: a box */
};
struct wire {
	uint32_t upper, lower;
	double weight;
};
struct plan {
	struct item *item; /* the boxes first */
	size_t n;
	struct wire *wire;
	size_t n_wire;
	/* wires by their upper and by their lower item: item i has
	 * below[below_at[i] .. below_at[i+1]-1] going down */
	uint32_t *below_at, *below, *above_at, *above;
	uint32_t *first; /* per arrow: its items follow each other downward */
	unsigned ranks;
	uint32_t *at, *order; /* rank r: order[at[r] .. at[r+1]-1] */
	uint32_t *best, *place, *tree;
	double *key, *x;
};

void layout_order(struct bw_layout *l, struct plan *p);
int layout_place(struct bw_layout *l, struct plan *p, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
