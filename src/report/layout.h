/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout.h - where things stand in a layered drawing: pure arithmetic.
 *
 * Boxes and arrows in, coordinates out; it knows nothing of owners or SVG.
 * Arrows point down where they can (Sugiyama, Tagawa, Toda 1981): cycles are
 * opened by turning the arrow that closes one, a box stands one layer above
 * everything it points to, the label of an arrow has a place of its own on
 * the way, so that no two labels overlap. Order inside a layer by repeated
 * barycentres, keeping the order with the fewest crossings; positions as
 * close to the neighbours as the order allows (least squares by pooling
 * adjacent violators). Same input, same coordinates.
 *
 * Cost: arrows are cut into pieces of one layer each; O(sweeps x pieces x log)
 * for pieces of small degree. Tens of boxes, as a person can read, take
 * milliseconds.
 */
#ifndef BW_LAYOUT_H
#define BW_LAYOUT_H
#include "base/arena.h"

struct bw_layout_box {
	unsigned width, height; /* given */
	long x, y;              /* centre of the top side */
	unsigned layer;         /* 0 = lowest */
};
struct bw_layout_arrow {
	uint32_t from, to;                /* given: boxes */
	unsigned label_left, label_right; /* given: room beside the line */
	unsigned label_height;
	bool up;               /* closes a cycle: points up */
	bool self;             /* from = to: not laid out */
	long label_x, label_y; /* on the line, top of the label */
	/* x, y of n points from `from` to `to`; between 2i and 2i + 1 the line
	 * bends, between 2i + 1 and 2i + 2 it is straight down (or up). */
	long *point;
	size_t n;
};
struct bw_layout {
	struct bw_layout_box *box; /* box 0 is the lowest */
	size_t n_box;
	struct bw_layout_arrow *arrow;
	size_t n_arrow;
	unsigned gap_x, gap_y; /* given: between neighbours, between layers */
	unsigned head_height;  /* given: arrows end this far above a box */
	long width, height;    /* of the drawing */
	size_t crossings;
};

/* Results and work memory in the arena. */
int bw_layout_run(
    struct bw_layout *l, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
