/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc_flow.h - a document on paper: what the files of the PDF backend share.
 *
 * A flow fills pages from top to foot. doc_flow.c knows pages, bars beside
 * cards and lines of text; doc_pdf.c the blocks; doc_list.c lists; and
 * doc_table.c tables.
 */
#ifndef BW_DOC_FLOW_H
#define BW_DOC_FLOW_H
#include "pdf/pdf.h"
#include "report/doc.h"

#define A4_SHORT 595276
#define A4_LONG 841890
#define CARD_GAP BW_PT(12) /* above a card */
#define INK 0x16232eu
#define SOFT 0x4a5a68u
#define MAIN 0x0b5563u
#define RULE 0xd4dbe2u
#define GROUND 0xf4f6f8u

struct style {
	enum bw_pdf_face face;
	bw_mp size, lead; /* of the letters, from line to line */
	uint32_t rgb;
	bw_mp before, after;
};
extern const struct style style_body, style_small, style_label;

struct flow {
	struct bw_pdf *p;
	const struct bw_doc *d;
	struct bw_arena a;            /* of one block */
	bw_mp left, width, top, foot; /* of the page */
	bw_mp y;                      /* what comes next hangs below it */
	bool fresh;                   /* nothing stands on the page yet */
	bool wide;                    /* it lies on its side */
	uint32_t open;   /* the element that is drawn, BW_NONE: none */
	uint32_t within; /* the chapter */
	unsigned card;   /* with a bar at its side */
	enum bw_level mark;
	bw_mp bar; /* where the bar begins on this page */
	struct bw_err *err;
	int rc;
};

void flow_page(struct flow *f, bool wide);
/* Room for so much, on a new page if need be. */
void flow_need(struct flow *f, bw_mp height);
void flow_gap(struct flow *f, bw_mp height); /* not at the top of a page */
void flow_tag(struct flow *f, uint32_t elem);
void flow_untag(struct flow *f);
void flow_card(struct flow *f, unsigned card, enum bw_level mark);

/* Text laid out for a place. */
struct laid {
	struct bw_pdf_text t;
	struct bw_pdf_run *run;
	const struct bw_doc_run **of; /* per run, NULL: between two */
	uint32_t *link;               /* elements per run */
	const struct style *style;
};
void flow_lay(struct flow *f, const struct bw_doc_text *text,
    const struct style *s, bw_mp width, struct laid *out);
/* Line i with its top at y; content of elem, links within it. */
void flow_line(
    struct flow *f, struct laid *t, size_t i, uint32_t elem, bw_mp x, bw_mp y);
/* All lines from f->y down; no line stands alone on a page. */
void flow_text(struct flow *f, struct laid *t, uint32_t elem, bw_mp x);
/* How much of the lines has to be together at the begin. */
bw_mp flow_least(const struct laid *t);

void flow_list(struct flow *f, uint32_t parent, const struct bw_doc_list *l,
    bw_mp x, bw_mp width, unsigned depth);
/* How high it will be, on one page. */
bw_mp flow_list_height(
    struct flow *f, const struct bw_doc_list *l, bw_mp width, unsigned depth);
void flow_table(struct flow *f, const struct bw_doc_table *t);
bw_mp flow_table_least(struct flow *f, const struct bw_doc_table *t);

#endif
