/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * doc.h - a document as a value: blocks in the order in which they are read.
 *
 * It is built once and written by two backends, doc_html.c and doc_pdf.c,
 * which say the same in the same order. It knows what things are (a heading,
 * a term of a list, the header of a row) and not how they look. All memory
 * lives in one arena; out of memory is sticky (`failed`), and the backends
 * tell it.
 */
#ifndef BW_DOC_H
#define BW_DOC_H
#include "base/arena.h"
#include "model/finding.h"
#include "report/html.h"

enum bw_doc_face {
	BW_DOC_PLAIN,
	BW_DOC_STRONG,
	BW_DOC_SOFT, /* beside the matter: a place, a number of a rule */
	BW_DOC_ACT,  /* a badge: how urgent, one for each bw_level */
	BW_DOC_PLAN,
	BW_DOC_KNOW,
	BW_DOC_SURE /* a badge: how sure */
};
struct bw_doc_run {
	struct bw_str text;
	enum bw_doc_face face;
	struct bw_str to; /* id of a block or row that it leads to, or empty */
	struct bw_doc_run *next;
};
struct bw_doc_text {
	struct bw_doc_run *first, *last;
};

enum bw_doc_marks {
	BW_DOC_BULLETS,
	BW_DOC_NUMBERS,
	BW_DOC_TERMS /* each item has a label: who, by when */
};
struct bw_doc_list;
struct bw_doc_item {
	struct bw_str label, id;
	struct bw_doc_text text;
	struct bw_doc_list *more; /* below the text, or NULL */
	struct bw_doc_item *next;
};
struct bw_doc_list {
	enum bw_doc_marks marks;
	struct bw_doc_item *first, *last;
};

struct bw_doc_row {
	struct bw_str id;
	struct bw_str *cell;
	struct bw_doc_row *next;
};
struct bw_doc_table {
	struct bw_str caption;
	const struct bw_str *column; /* their headers */
	size_t columns, header;      /* the column that names the row */
	struct bw_doc_row *first, *last;
};

/* Draws into the <svg> that is open, and closes it; its title and desc are
 * the alternative text. */
typedef int bw_doc_draw(
    void *ctx, size_t which, struct bw_html *h, struct bw_err *err);
struct bw_doc_figures {
	bw_doc_draw *draw;
	void *ctx;
	size_t n;           /* side by side where there is room */
	struct bw_str name; /* of what they show */
};

enum bw_doc_kind {
	BW_DOC_HEAD,
	BW_DOC_PARA,
	BW_DOC_LIST,
	BW_DOC_TABLE,
	BW_DOC_FIGURES
};
enum bw_doc_look { /* of a paragraph */
	BW_DOC_BODY,
	BW_DOC_BRAND,
	BW_DOC_LEAD,   /* an answer, in large letters */
	BW_DOC_BADGES, /* stays with what follows */
	BW_DOC_LABEL,  /* stays with what follows */
	BW_DOC_NOTE
};
struct bw_doc_block {
	enum bw_doc_kind kind;
	enum bw_doc_look look;
	unsigned level;     /* of a heading: 1, 2, 3 */
	bool page;          /* begins a page on paper */
	struct bw_str id;   /* links lead here, or empty */
	unsigned card;      /* blocks of one card share a number; 0: none */
	enum bw_level mark; /* of the card */
	struct bw_doc_text text;
	struct bw_doc_list *list;
	struct bw_doc_table *table;
	struct bw_doc_figures figures;
	struct bw_doc_block *next;
};
struct bw_doc {
	struct bw_arena *a;
	bool failed;
	enum bw_lang lang;
	struct bw_str title, subject, maker;
	struct bw_doc_block *first, *last;
	unsigned card; /* the one that is open, 0: none */
	unsigned cards;
	enum bw_level mark;
};

/* Building. Texts must live as long as the document. What has no memory goes
 * to a spare block, so that builders need no branches. */
struct bw_doc_block *bw_doc_head(
    struct bw_doc *d, unsigned level, struct bw_str id, struct bw_str text);
struct bw_doc_block *bw_doc_para(
    struct bw_doc *d, enum bw_doc_look look, struct bw_str text);
struct bw_doc_list *bw_doc_list(struct bw_doc *d, enum bw_doc_marks marks);
struct bw_doc_list *bw_doc_sublist(
    struct bw_doc *d, struct bw_doc_item *item, enum bw_doc_marks marks);
struct bw_doc_item *bw_doc_item(struct bw_doc *d, struct bw_doc_list *l,
    struct bw_str label, struct bw_str text);
void bw_doc_run(struct bw_doc *d, struct bw_doc_text *t, enum bw_doc_face face,
    struct bw_str text, struct bw_str to);
struct bw_doc_table *bw_doc_table(struct bw_doc *d, struct bw_str caption,
    const struct bw_str *column, size_t columns, size_t header);
/* cell: as many as there are columns; copied. */
void bw_doc_row(struct bw_doc *d, struct bw_doc_table *t, struct bw_str id,
    const struct bw_str *cell);
void bw_doc_figures(struct bw_doc *d, struct bw_str name, bw_doc_draw *draw,
    void *ctx, size_t n);
void bw_doc_card(struct bw_doc *d, enum bw_level mark);
void bw_doc_card_end(struct bw_doc *d);

int bw_doc_html(
    const struct bw_doc *d, struct bw_out *o, struct bw_err *err) BW_MUST_USE;
int bw_doc_pdf(
    const struct bw_doc *d, struct bw_out *o, struct bw_err *err) BW_MUST_USE;

#endif
