/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * draw.c - what all drawings share: frame, text, lines of text.
 *
 * A drawing is one picture for a screen reader (role img, named by its title
 * and description); what it shows stands in a table beside it. Widths of
 * text are estimates on the wide side, because the font is the reader's.
 */
#include "report/report_priv.h"
#include "base/embed.h"
#include "base/fold.h"
#include <math.h>

void
draw_start(struct drawing *d, long width, long height, struct bw_str title,
    struct bw_str desc)
{
	struct bw_str css = bw_embed("content/drawing.css");
	char text[96];

	snprintf(text, sizeof(text), "0 0 %ld %ld", width, height);
	bw_html_attr_z(d->h, "viewBox", text);
	bw_html_attr_i(d->h, "width", width);
	bw_html_attr_i(d->h, "height", height);
	/* What would be too small to read beside other text is scrolled. */
	bw_html_attr_z(d->h, "class",
	    width > 1600      ? "drawing wide full"
		: width > 700 ? "drawing wide"
			      : "drawing");
	bw_html_attr_z(d->h, "role", "img");
	snprintf(text, sizeof(text), "%s-title %s-desc", d->id, d->id);
	bw_html_attr_z(d->h, "aria-labelledby", text);
	snprintf(text, sizeof(text), "%s-title", d->id);
	bw_html_open(d->h, "title");
	bw_html_attr_z(d->h, "id", text);
	bw_html_text(d->h, title);
	bw_html_close(d->h);
	snprintf(text, sizeof(text), "%s-desc", d->id);
	bw_html_open(d->h, "desc");
	bw_html_attr_z(d->h, "id", text);
	bw_html_text(d->h, desc);
	bw_html_close(d->h);
	if (!d->alone)
		return;
	bw_html_style(d->h, &css, 1);
	bw_html_open_class(d->h, "rect", "paper");
	bw_html_attr_z(d->h, "width", "100%");
	bw_html_attr_z(d->h, "height", "100%");
	bw_html_close(d->h);
}

void
draw_text(struct drawing *d, const char *class_, const char *anchor, long x,
    long y, struct bw_str text)
{
	bw_html_open_class(d->h, "text", class_);
	bw_html_attr_i(d->h, "x", x);
	bw_html_attr_i(d->h, "y", y);
	if (anchor != NULL)
		bw_html_attr_z(d->h, "text-anchor", anchor);
	bw_html_text(d->h, text);
	bw_html_close(d->h);
}

void
draw_path(struct drawing *d, const char *class_, const char *path)
{
	bw_html_open_class(d->h, "path", class_);
	bw_html_attr_z(d->h, "d", path);
	bw_html_close(d->h);
}

double
draw_scale_step(double top, unsigned *n)
{
	static const double round_step[] = { 1, 2, 5, 10 };
	double power, step = 0;

	*n = 5;
	if (!(top > 0) || !isfinite(top))
		return .2;
	power = pow(10, floor(log10(top / 5)));
	for (size_t i = 0; i < BW_LEN(round_step); i++) {
		step = round_step[i] * power;
		if (top / 5 <= step * (1 + 1e-9))
			break;
	}
	*n = (unsigned)ceil(top / step - 1e-9);
	return step;
}

/* Bytes of s that take at most `columns` positions, whole characters only. */
static size_t
bytes_of(struct bw_str s, size_t columns)
{
	size_t n = 0, next;

	while (n < s.n) {
		for (next = n + 1;
		     next < s.n && ((unsigned char)s.p[next] & 0xc0) == 0x80;)
			next++;
		if (bw_utf8_width(bw_str_sub(s, 0, next)) > columns)
			break;
		n = next;
	}
	return n;
}

/* The next line off *rest. */
static struct bw_str
cut_line(struct bw_str *rest, size_t columns)
{
	size_t n = bytes_of(*rest, columns), at = n;
	struct bw_str line;

	if (n < rest->n && rest->p[n] != ' ') {
		while (at > 0 && rest->p[at - 1] != ' ')
			at--;
		if (at > 0)
			n = at;
	}
	if (n == 0) /* one character wider than a line */
		n = bytes_of(*rest, columns + 4) > 0
		    ? bytes_of(*rest, columns + 4)
		    : rest->n;
	line = bw_str_trim(bw_str_sub(*rest, 0, n));
	*rest = bw_str_trim(bw_str_sub(*rest, n, rest->n));
	return line;
}

size_t
wrapped(struct report *r, struct bw_str text, size_t columns,
    struct bw_str *line, size_t most)
{
	struct bw_buf b = { 0 };
	struct bw_str rest;
	size_t n = 0;

	bw_plain(&b, text);
	rest = bw_str_trim(kept(r, &b));
	while (rest.n > 0 && n < most)
		line[n++] = cut_line(&rest, columns);
	if (rest.n == 0 || n == 0)
		return n;
	bw_buf_str(
	    &b, bw_str_sub(line[n - 1], 0, bytes_of(line[n - 1], columns - 1)));
	bw_buf_z(&b, "\xe2\x80\xa6"); /* … */
	line[n - 1] = kept(r, &b);
	return n;
}
