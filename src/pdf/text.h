/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.h - a paragraph while it becomes lines: text.c shapes it, lines.c
 * breaks it.
 */
#ifndef BW_PDF_TEXT_H
#define BW_PDF_TEXT_H
#include "pdf/pdf_priv.h"

struct piece {           /* shaped in one go */
	size_t from, to; /* letters */
	uint32_t run, font;
	uint32_t first, n; /* glyphs */
	uint8_t level;
};
struct lay {
	struct bw_pdf *p;
	struct bw_arena *a;
	const struct bw_pdf_run *run;
	size_t n_run;
	struct bw_pdf_shaped *s;
	uint32_t *of;    /* run per letter */
	uint32_t *font;  /* per letter */
	uint32_t *drawn; /* per letter: what is shaped in its place */
	int8_t *level;   /* of the Unicode Bidirectional Algorithm */
	bw_mp *wide;     /* per letter */
	BW_VEC(struct piece) piece;
	BW_VEC(struct glyph) glyph;
};

/* n and one more, in the arena; NULL and `failed` when there is none. */
void *lay_room(struct lay *l, size_t n, size_t size);
/* Does anything run from right to left? */
bool lay_mixed(const struct lay *l);
void lay_measure(struct lay *l);
void lay_lines(struct lay *l, bw_mp width, struct bw_pdf_text *out);

#endif
