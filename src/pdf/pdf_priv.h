/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_priv.h - what the files of the room share: the document as it grows.
 *
 * file.c writes objects, xmp.c and icc.c what the file says of itself, tree.c
 * the structure, page.c pages and what hangs on them, font.c fonts, text.c
 * lines of text, show.c puts them on a page.
 */
#ifndef BW_PDF_PRIV_H
#define BW_PDF_PRIV_H
#include "base/vec.h"
#include "pdf/pdf.h"
#include <harfbuzz/hb.h>

#define MOST_FONTS 24u
#define MOST_ASKED 256u /* letters looked for in vain; then no more */

enum kid_kind {
	KID_ELEM,
	KID_MARK, /* marked content: page and MCID */
	KID_LINK  /* an annotation: page and index of the link */
};
struct kid {
	enum kid_kind kind;
	uint32_t page, id, next;
};
struct elem {
	const char *role, *attr;
	struct bw_str alt;
	uint32_t parent, first, last; /* kids; BW_NONE: none */
};
struct page {
	bw_mp width, height;
	struct bw_buf ink;
	BW_VEC(uint32_t) mark; /* element per MCID */
	BW_VEC(uint32_t) link; /* indices of links */
};
struct link {
	uint32_t elem, to; /* to: interned place */
	bw_mp x, y, width, height;
	struct bw_str says;
};
struct place {
	uint32_t page; /* BW_NONE: not placed */
	bw_mp y;
};
struct bookmark {
	unsigned level;
	uint32_t page;
	bw_mp y;
	struct bw_str title;
};
struct font {
	const char *name; /* in the file */
	hb_face_t *face;
	hb_font_t *hb;
	int upem, ascent, descent;
	unsigned n_glyph;
	bool cff;            /* outlines of PostScript, not of TrueType */
	struct bw_str *says; /* per glyph: the text it stands for */
};
struct bw_pdf {
	struct bw_arena a;
	bool failed;
	struct bw_str title, subject, maker, lang;
	BW_VEC(struct elem) elem; /* 0 is the document */
	BW_VEC(struct kid) kid;
	BW_VEC(struct page) page;
	size_t at; /* the page that is drawn on */
	bool open; /* a tag or an artifact */
	BW_VEC(struct link) link;
	struct bw_intern place_id;
	BW_VEC(struct place) place; /* by id */
	BW_VEC(struct bookmark) bookmark;
	struct font font[MOST_FONTS];
	size_t n_font;
	hb_buffer_t *hb;
	struct _FcConfig *config; /* of the fonts of the machine, when asked */
	struct _FcFontSet *machine;
	BW_VEC(uint32_t) asked; /* letters that no font has */
	size_t lacking;
	bool opacity[101]; /* per cent, those used */
};

/* There is one: drawing begins with bw_pdf_page, and stops when that failed. */
static inline struct page *
pdf_page(struct bw_pdf *p)
{
	return &p->page.v[p->at];
}

struct place_of {
	size_t at;       /* offset in the file, or number in a stream */
	uint32_t within; /* id of that stream, 0: none */
};
/* file.c: objects one after the other; ids are given beforehand. Those that
 * are no streams gather in `b` and go packed into the file, many at a time
 * (object streams): the structure has thousands, and they are alike. */
struct file {
	struct bw_buf b;   /* of the objects that gather, and what is written */
	struct bw_buf out; /* the file so far */
	BW_VEC(struct place_of) where; /* per object, from 1 */
	BW_VEC(size_t) gathered;       /* id and offset in b, in turn */
};
uint32_t file_id(struct file *f);
void file_open(struct file *f, uint32_t id);
void file_close(struct file *f);
/* A stream, packed; `dict` holds more entries of its dictionary. */
void file_stream(
    struct file *f, uint32_t id, const char *dict, struct bw_str bytes);
void file_plain(
    struct file *f, uint32_t id, const char *dict, struct bw_str bytes);
/* A text string: UTF-16BE with its mark, in hex. */
void file_text(struct bw_buf *b, struct bw_str utf8);
void file_utf16(struct bw_buf *b, struct bw_str utf8); /* hex alone */
/* Thousandths as a decimal number. */
void file_mp(struct bw_buf *b, bw_mp v);
/* The next character of *s and cuts it off; U+FFFD for what is none. */
uint32_t utf8_next(struct bw_str *s);

/* xmp.c, icc.c */
void xmp_write(struct bw_pdf *p, struct file *f, uint32_t id);
void icc_write(struct bw_buf *out);

/* page.c */
struct page_ids {
	uint32_t *page, *link, pages;
};
void pages_write(struct bw_pdf *p, struct file *f, const struct page_ids *ids,
    uint32_t fonts);
/* "[page /XYZ null y null]" */
void page_dest(struct bw_buf *b, uint32_t page_id, bw_mp y);
/* outline.c */
uint32_t outline_write(
    struct bw_pdf *p, struct file *f, const struct page_ids *ids);
void page_add_kid(struct bw_pdf *p, uint32_t elem, struct kid kid);

/* tree.c: the structure; returns the id of its root. */
uint32_t tree_write(
    struct bw_pdf *p, struct file *f, const struct page_ids *ids);

/* font.c */
bool fonts_open(struct bw_pdf *p);
void fonts_close(struct bw_pdf *p);
/* The font that has the letter, BW_NONE when none has. */
uint32_t font_for(struct bw_pdf *p, enum bw_pdf_face face, uint32_t letter);
/* The glyph stands for that text; false when it already stands for another. */
bool font_says(
    struct bw_pdf *p, uint32_t font, uint32_t glyph, struct bw_str text);
void fonts_write(struct bw_pdf *p, struct file *f, uint32_t id);
bw_mp font_scaled(const struct font *f, int32_t units, bw_mp size);

/* css.c: what a style sheet of ours says of one shape. */
struct look {
	uint32_t fill, stroke; /* RGB */
	bool filled, stroked, bold;
	bw_mp width, size;
	unsigned opacity; /* of the filling, per cent */
	int cap, join;    /* as PDF numbers them */
	bw_mp dash[6];
	size_t n_dash;
};
struct css_rule {
	struct bw_str tag, class_[3], says;
	unsigned weight;
};
struct css {
	struct css_rule *rule; /* the weightiest last */
	size_t n;
	struct bw_str root; /* the variables */
};
int css_read(struct css *c, struct bw_str text, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
void css_look(const struct css *c, struct bw_str tag, struct bw_str class_,
    struct look *out);
/* A number at the begin of *s, in thousandths, which is cut off with the
 * blanks and commas around it; false when there is none. */
bool css_number(struct bw_str *s, bw_mp *out);

/* text.c */
struct glyph {
	uint32_t id, letter;     /* the first letter it belongs to */
	int32_t advance, dx, dy; /* in units of the font */
};
struct bw_pdf_shaped {
	struct glyph *glyph;
	size_t n_glyph;
	uint32_t *letter; /* as written */
	bool *lacks;      /* per letter: no font has it */
	size_t n_letter;
	bw_mp word, all;
};

#endif
