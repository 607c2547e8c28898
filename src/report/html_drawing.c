/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * html_drawing.c - a drawing inside a page.
 *
 * A page gets its drawings as finished SVG. They are not pasted: expat reads
 * them, and what is known to be a shape, a text or the look of one goes
 * through the writer again. So what the page promises (html.h) holds for
 * whoever made the drawing.
 */
#include "report/html.h"
#include "base/mem.h"
#include <expat.h>

static const char *const elements[] = { "svg", "g", "path", "circle", "rect",
	"line", "polyline", "polygon", "ellipse", "text", "tspan", "title",
	"desc", "defs", "marker", NULL };
static const char *const attributes[] = { "class", "viewBox", "width", "height",
	"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "dx",
	"dy", "d", "points", "transform", "role", "text-anchor", "fill",
	"stroke", "stroke-width", "opacity", "fill-opacity", "stroke-dasharray",
	"lang", "dir", "aria-label", "aria-hidden", "direction", "focusable",
	"dominant-baseline", "data-party", "data-open", NULL };
/* What makes a shape a link: data-party="12". */
static const char *const linking[] = { "party", "open" };
/* Name ids: they get the prefix. */
static const char *const naming[] = { "id", "aria-labelledby",
	"aria-describedby", NULL };

struct drawing {
	struct bw_html *h;
	XML_Parser parser;
	const char *prefix;
	bw_html_link_fn *link;
	void *ctx;
	bool links;     /* somewhere in it is one */
	unsigned skip;  /* inside so many elements that are left out */
	unsigned depth; /* of those taken over */
	bool linked[BW_HTML_DEEPEST];
};

/* The one of the list, which stays when what expat told is gone. */
static const char *
known(const char *name, const char *const *list)
{
	while (*list != NULL && strcmp(name, *list) != 0)
		list++;
	return *list;
}

static const char *
value_of(const char **attr, const char *name)
{
	for (; attr[0] != NULL; attr += 2)
		if (strcmp(attr[0], name) == 0)
			return attr[1];
	return NULL;
}

/* aria-labelledby names several, with blanks between. */
static void
prefixed(struct drawing *d, const char *name, const char *value)
{
	struct bw_str rest = bw_str_of(value), one;
	struct bw_buf b = { 0 };

	while (bw_str_cut(&rest, ' ', &one))
		bw_buf_fmt(
		    &b, "%s%s%.*s", b.n > 0 ? " " : "", d->prefix, BW_ARG(one));
	bw_html_attr(d->h, name, bw_buf_get(&b));
	bw_buf_release(&b);
}

static void
take_attributes(struct drawing *d, const char **attr)
{
	for (; attr[0] != NULL; attr += 2) {
		if (known(attr[0], naming))
			prefixed(d, attr[0], attr[1]);
		else if (d->links && strcmp(attr[0], "role") == 0)
			bw_html_attr_z(d->h, "role", "group");
		else if (known(attr[0], attributes))
			bw_html_attr_z(d->h, attr[0], attr[1]);
	}
}

static bool
open_link_of(struct drawing *d, const char **attr, const char *what)
{
	const char *label = value_of(attr, "data-label"), *value;
	struct bw_url url;
	char name[24];
	bool linked;

	snprintf(name, sizeof(name), "data-%s", what);
	value = value_of(attr, name);
	if (value == NULL)
		return false;
	bw_url_begin(&url);
	linked = d->link(d->ctx, what, bw_str_of(value), &url);
	if (linked) {
		bw_html_open_class(d->h, "a", what);
		bw_html_to(d->h, "href", &url);
		if (label != NULL)
			bw_html_attr_z(d->h, "aria-label", label);
	}
	bw_url_release(&url);
	return linked;
}

static void
open_link(struct drawing *d, const char **attr)
{
	for (size_t i = 0; d->links && i < BW_LEN(linking); i++)
		if (open_link_of(d, attr, linking[i])) {
			d->linked[d->depth] = true;
			return;
		}
}

static void XMLCALL
on_open(void *ctx, const char *name, const char **attr)
{
	const char *element = known(name, elements);
	struct drawing *d = ctx;

	if (d->skip > 0 || element == NULL ||
	    d->h->depth + 2 >= BW_HTML_DEEPEST) {
		d->skip++;
		return;
	}
	d->linked[d->depth] = false;
	open_link(d, attr);
	bw_html_open(d->h, element);
	take_attributes(d, attr);
	d->depth++;
}

static void XMLCALL
on_close(void *ctx, const char *name)
{
	struct drawing *d = ctx;

	(void)name;
	if (d->skip > 0) {
		d->skip--;
		return;
	}
	bw_html_close(d->h);
	if (d->linked[--d->depth])
		bw_html_close(d->h);
}

static void XMLCALL
on_text(void *ctx, const char *text, int n)
{
	struct drawing *d = ctx;
	struct bw_str s = { text, (size_t)n };

	if (d->skip == 0 && bw_str_trim(s).n > 0)
		bw_html_text(d->h, s);
}

/* An entity can be made to grow without end; our drawings have none. */
static void XMLCALL
on_doctype(void *ctx, const char *name, const char *system_id,
    const char *public_id, int internal)
{
	struct drawing *d = ctx;

	(void)name, (void)system_id, (void)public_id, (void)internal;
	XML_StopParser(d->parser, XML_FALSE);
}

static void *
expat_malloc(size_t n)
{
	return bw_alloc(1, n);
}

static void *
expat_realloc(void *p, size_t n)
{
	return bw_realloc(p, 1, n);
}

static bool
has_link(struct bw_str svg, const char *what)
{
	char name[24];

	snprintf(name, sizeof(name), " data-%s=", what);
	return bw_str_find(svg, bw_str_of(name)) >= 0;
}

int
bw_html_drawing(struct bw_html *h, struct bw_str svg, const char *prefix,
    bw_html_link_fn *link, void *ctx, struct bw_err *err)
{
	static const XML_Memory_Handling_Suite mem = { expat_malloc,
		expat_realloc, bw_free };
	struct drawing d = {
		.h = h, .prefix = prefix, .link = link, .ctx = ctx
	};
	unsigned depth = h->depth;
	int rc = 0;

	if (svg.n > INT32_MAX)
		return bw_fail(err, BW_ELIMIT, "a drawing is too large");
	for (size_t i = 0; link != NULL && i < BW_LEN(linking); i++)
		d.links |= has_link(svg, linking[i]);
	d.parser = XML_ParserCreate_MM("UTF-8", &mem, NULL);
	if (d.parser == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	XML_SetUserData(d.parser, &d);
	XML_SetElementHandler(d.parser, on_open, on_close);
	XML_SetCharacterDataHandler(d.parser, on_text);
	XML_SetStartDoctypeDeclHandler(d.parser, on_doctype);
	if (XML_Parse(d.parser, svg.p, (int)svg.n, XML_TRUE) != XML_STATUS_OK)
		rc = bw_fail(err, BW_EFORMAT, "a drawing is no SVG: %s",
		    XML_ErrorString(XML_GetErrorCode(d.parser)));
	XML_ParserFree(d.parser);
	while (h->depth > depth)
		bw_html_close(h);
	return rc;
}
