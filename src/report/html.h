/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * html.h - the only way to write HTML or SVG: elements, attributes, text.
 *
 * There is no function that takes markup. Element and attribute names are
 * literals of the program and are checked; text and attribute values are
 * always escaped, and first made harmless (no control characters, no marks
 * that turn the direction of writing, no broken UTF-8). What could run or
 * fetch something cannot be written at all: no on... attribute, no style
 * attribute, a script only as a module of this server, and an address only
 * of a place in the same page or of this server (url.h). So a name can never
 * become markup, whatever it holds. (OWASP, Cross Site Scripting
 * Prevention: output encoding by context; fossil does it in its printer.)
 *
 * The result is HTML that is well-formed XML too, which tests make use of.
 */
#ifndef BW_HTML_H
#define BW_HTML_H
#include "base/out.h"
#include "report/url.h"

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
/* An address of this server: "href" of a or link, "action" of a form,
 * "formaction" of a button, "src" of an img. */
void bw_html_to(
    struct bw_html *h, const char *attribute, const struct bw_url *url);
/* <script type="module" src="..."></script> */
void bw_html_module(struct bw_html *h, const struct bw_url *url);
/* A drawing that svg_*.c or a verb wrote, inside the page: read again, and
 * only shapes, text and their looks are taken over (html_drawing.c). Its ids
 * get the prefix. Where `link` is not NULL a shape with data-party (a party)
 * or data-open (something folded that can be shown) becomes a link of the
 * class "party" or "open", with the name that data-label gives it; a picture
 * with links is a group, for what is inside a picture nobody can reach.
 * BW_EFORMAT when it is no SVG. */
typedef bool bw_html_link_fn(
    void *ctx, const char *what, struct bw_str value, struct bw_url *url);
int bw_html_drawing(struct bw_html *h, struct bw_str svg, const char *prefix,
    bw_html_link_fn *link, void *ctx, struct bw_err *err) BW_MUST_USE;
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
