/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_owners.h - what the files of the drawing of owners share: svg_owners.c
 * places and draws, svg_labels.c says what an arrow means, svg_legend.c what
 * the picture holds.
 */
#ifndef BW_SVG_OWNERS_H
#define BW_SVG_OWNERS_H
#include "report/layout.h"
#include "report/report_priv.h"

#define RADIUS 24
#define BOX_WIDTH 158u
#define COLUMNS 20u /* of a name in it */
#define LINE 17
#define LABEL_LINE 15
#define MARGIN 16
#define NAME_LINES 4u
#define BOX_LINES (NAME_LINES + 5)

struct label {
	struct bw_str line[4]; /* left of the arrow: 0, 1; right: 2, 3 */
};
struct owners {
	struct report *r;
	struct drawing *d;
	const struct bw_owners_drawing *in;
	struct pick pick;
	struct bw_layout l;
	struct label *label; /* per arrow */
	/* for the legend */
	bool control, indirect, loop, unknown, both, maybe;
};
static inline bool
is_proof(const struct owners *o)
{
	return o->in->n_proof > 0;
}

/* svg_labels.c */
void arrow_label(struct owners *o, size_t i);
unsigned label_columns(const struct label *l, size_t from);

/* svg_legend.c: the height of the legend; draws when asked. */
long draw_legend(struct owners *o, long y, long width, bool draw);
struct bw_str drawing_title(struct owners *o);
struct bw_str drawing_description(struct owners *o);

#endif
