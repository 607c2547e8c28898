/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * html.h - the only way to write HTML or SVG: elements, attributes, text.
 *
 * There is no function that takes markup. Element and attribute names are
 * literals of the program and are checked; text and attribute values are
 * always escaped, and first made harmless (no control characters, no marks
 * that turn the direction of writing, no broken UTF-8). What could run or
 * fetch something cannot be written at all: no script, no on... attribute,
 * no style attribute, and a link only to a place in the same page or to an
 * address of the same server that the program names. So a name can never
 * become markup, whatever it holds. (OWASP, Cross Site Scripting
 * Prevention: output encoding by context; fossil does it in its printer.)
 *
 * The result is HTML that is well-formed XML too, which tests make use of.
 */
#ifndef BW_HTML_H
#define BW_HTML_H
#include "base/out.h"

#define BW_HTML_DEEPEST 32

struct bw_html {
	struct bw_out *out;
	bool in_tag; /* the start tag can still take attributes */
	unsigned depth;
	const char *open[BW_HTML_DEEPEST];
};

/* A page; everything else stands between this and bw_html_finish. */
void bw_html_page(struct bw_html *h, struct bw_out *o, const char *lang);
/* A drawing of its own; the <svg> element is open for attributes. */
void bw_html_svg(struct bw_html *h, struct bw_out *o);
void bw_html_finish(struct bw_html *h); /* closes what is open */

void bw_html_open(struct bw_html *h, const char *element);
/* An element with a class; class is a literal. */
void bw_html_open_class(
    struct bw_html *h, const char *element, const char *class_);
void bw_html_attr(struct bw_html *h, const char *name, struct bw_str value);
void bw_html_attr_z(struct bw_html *h, const char *name, const char *value);
void bw_html_attr_i(struct bw_html *h, const char *name, long value);
/* href="#id" */
void bw_html_link(struct bw_html *h, struct bw_str id);
/* href="/path": a literal of the program, of letters, digits, - and /. */
void bw_html_path(struct bw_html *h, const char *path);
void bw_html_text(struct bw_html *h, struct bw_str text);
void bw_html_close(struct bw_html *h);
/* <element>text</element> and with a class (NULL: none). */
void bw_html_leaf(struct bw_html *h, const char *element, const char *class_,
    struct bw_str text);

/* Style sheets that are part of the program: a <style> element, and the
 * policy that allows these bytes (their SHA-256) and nothing else. The
 * parts follow each other. */
void bw_html_policy(struct bw_html *h, const struct bw_str *css, size_t n_css);
void bw_html_style(struct bw_html *h, const struct bw_str *css, size_t n_css);

#endif
