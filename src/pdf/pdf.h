/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf.h - a tagged PDF file, made to be read by everybody: PDF/UA-1
 * (ISO 14289-1) by construction, and to be kept: PDF/A-2a (ISO 19005-2).
 *
 * What is put on a page is either content of an element of the structure
 * tree (bw_pdf_tag) or an artifact, which a screen reader skips
 * (bw_pdf_artifact); there is no third way, and a page knows which is open.
 * Title, language, identification and the tree are written for every file.
 * Fonts are part of the program, so the same calls give the same bytes on
 * every machine; no clock, no chance.
 *
 * All lengths are in thousandths of a point (mp); y grows upward from the
 * foot of the page. Running out of memory is sticky: calls then do nothing
 * and bw_pdf_write says so.
 */
#ifndef BW_PDF_H
#define BW_PDF_H
#include "base/arena.h"
#include "base/map.h"
#include "base/out.h"

typedef int32_t bw_mp;
#define BW_PT(pt) ((bw_mp)((pt)*1000))

struct bw_pdf;
struct bw_pdf_about {
	struct bw_str title, subject;
	struct bw_str maker; /* program and version */
	const char *lang;    /* "nl" */
};
/* NULL when there is no memory. The texts are copied. */
struct bw_pdf *bw_pdf_new(const struct bw_pdf_about *about);
void bw_pdf_free(struct bw_pdf *p);
/* The whole file; the document is spent afterwards. */
int bw_pdf_write(
    struct bw_pdf *p, struct bw_out *o, struct bw_err *err) BW_MUST_USE;

/* ---- the structure tree -------------------------------------------------- */
/* An element with a standard role ("P", "H2", "TH"); parent BW_NONE: the
 * document. Children stand in the order in which they were made or drawn. */
uint32_t bw_pdf_elem(struct bw_pdf *p, uint32_t parent, const char *role);
void bw_pdf_alt(struct bw_pdf *p, uint32_t elem, struct bw_str alt);
/* An attribute dictionary, a literal: "/O /Table /Scope /Column". */
void bw_pdf_attr(struct bw_pdf *p, uint32_t elem, const char *attr);
/* Where a figure stands on its page. */
void bw_pdf_box(struct bw_pdf *p, uint32_t elem, bw_mp x, bw_mp y, bw_mp width,
    bw_mp height);

/* ---- pages --------------------------------------------------------------- */
void bw_pdf_page(struct bw_pdf *p, bw_mp width, bw_mp height);
size_t bw_pdf_pages(const struct bw_pdf *p);
/* Go on with page i, 0-based. */
void bw_pdf_go(struct bw_pdf *p, size_t i);
bw_mp bw_pdf_page_width(const struct bw_pdf *p); /* of the one drawn on */
void bw_pdf_tag(struct bw_pdf *p, uint32_t elem);
/* kind, a literal, such as "/Type /Pagination /Subtype /Footer"; or NULL. */
void bw_pdf_artifact(struct bw_pdf *p, const char *kind);
void bw_pdf_end(struct bw_pdf *p); /* of tag or artifact */
/* A filled rectangle within what is open. */
void bw_pdf_rect(struct bw_pdf *p, uint32_t rgb, bw_mp x, bw_mp y, bw_mp width,
    bw_mp height);
/* A place that links can lead to, at height y of this page. */
void bw_pdf_place(struct bw_pdf *p, struct bw_str id, bw_mp y);
/* A link from a rectangle of this page to a place, as part of a Link
 * element; `says` is its text for a screen reader. */
void bw_pdf_link(struct bw_pdf *p, uint32_t elem, bw_mp x, bw_mp y, bw_mp width,
    bw_mp height, struct bw_str to, struct bw_str says);
/* A line of the outline, level 1 and deeper. */
void bw_pdf_bookmark(
    struct bw_pdf *p, unsigned level, struct bw_str title, bw_mp y);

/* ---- text ---------------------------------------------------------------- */
enum bw_pdf_face {
	BW_PDF_REGULAR,
	BW_PDF_BOLD,
	BW_PDF_FACES
};
struct bw_pdf_run {
	struct bw_str text;
	enum bw_pdf_face face;
	bw_mp size;
	uint32_t rgb;
};
struct bw_pdf_seg { /* drawn in one piece; of one run and one font */
	uint32_t run, font, first, n; /* glyphs */
	uint32_t from, to;            /* letters */
	bw_mp x, width;               /* from the begin of the line */
};
struct bw_pdf_line {
	const struct bw_pdf_seg *seg; /* from left to right */
	size_t n;
	bw_mp width;
};
struct bw_pdf_text {
	const struct bw_pdf_run *run;
	struct bw_pdf_line *line;
	size_t n;
	struct bw_pdf_shaped *shaped;
};
/* Runs as lines of at most `width`; they and the result live in the arena or
 * longer. Letters of other scripts come from fonts of the machine where it
 * has them, else a sign stands in their place (the text itself stays in the
 * file). Mixed directions follow the Unicode Bidirectional Algorithm. O(n). */
void bw_pdf_lay(struct bw_pdf *p, struct bw_arena *a,
    const struct bw_pdf_run *run, size_t n, bw_mp width,
    struct bw_pdf_text *out);
/* The segment with the begin of its line at x and baseline y. */
void bw_pdf_show(struct bw_pdf *p, const struct bw_pdf_text *t,
    const struct bw_pdf_seg *seg, bw_mp x, bw_mp y);
/* The width of the longest word, and of all in one line. */
void bw_pdf_widths(const struct bw_pdf_text *t, bw_mp *word, bw_mp *all);
/* Characters laid out so far for which no font had a letter. */
size_t bw_pdf_lacking(const struct bw_pdf *p);

/* ---- drawings ------------------------------------------------------------ */
/* An SVG of our own drawings (report/draw.c and its kin): shapes, text and
 * translations, with the colours and lines that `css` gives their classes.
 * What it does not know is BW_EFORMAT: nothing is left out in silence. */
/* Its size, 1000 for a pixel, and what its title and description say, in the
 * arena. */
struct bw_pdf_svg_about {
	bw_mp width, height;
	struct bw_str alt;
};
int bw_pdf_svg_about(struct bw_str svg, struct bw_arena *a,
    struct bw_pdf_svg_about *out, struct bw_err *err) BW_MUST_USE;
/* As content of what is open, its upper left corner at x, y, so wide. */
int bw_pdf_svg(struct bw_pdf *p, struct bw_str svg, struct bw_str css, bw_mp x,
    bw_mp y, bw_mp width, struct bw_err *err) BW_MUST_USE;

#endif
