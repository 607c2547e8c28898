/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg.c - our own drawings as ink on a page.
 *
 * The drawings know one form, SVG; this reads what they write (shapes, text,
 * translations) and says it in operators of PDF, text in the fonts of the
 * document, so that it can be searched as well.
 */
#include "pdf/pdf_priv.h"
#include "base/xml.h"

struct svg {
	struct bw_pdf *p;
	struct css css;
	struct bw_arena a; /* of one text */
	struct bw_buf *b;
	bw_mp x, y, width;      /* of the picture on the page */
	bw_mp own_w, own_h;     /* in the drawing */
	bw_mp dx, dy;           /* translation */
	struct bw_arena *about; /* for alt */
	struct bw_str alt;
};

static bw_mp
scaled(const struct svg *s, bw_mp v)
{
	return (bw_mp)((int64_t)v * s->width / s->own_w);
}

static void
point(struct svg *s, bw_mp x, bw_mp y)
{
	file_mp(s->b, s->x + scaled(s, x + s->dx));
	bw_buf_char(s->b, ' ');
	file_mp(s->b, s->y - scaled(s, y + s->dy));
	bw_buf_char(s->b, ' ');
}

static bw_mp
number(const struct bw_xml_node *n, const char *name)
{
	struct bw_str v = bw_xml_attr(n, name);
	bw_mp out = 0;

	(void)css_number(&v, &out);
	return out;
}

/* ---- ink ----------------------------------------------------------------- */
static void
rgb(struct svg *s, uint32_t c, const char *op)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		file_mp(s->b, (bw_mp)((c >> shift & 0xff) * 1000 / 255));
		bw_buf_char(s->b, ' ');
	}
	bw_buf_fmt(s->b, "%s ", op);
}

static void
begin_shape(struct svg *s, const struct look *l)
{
	bw_buf_z(s->b, "q ");
	if (l->filled) {
		rgb(s, l->fill, "rg");
		if (l->opacity < 100) {
			s->p->opacity[l->opacity] = true;
			bw_buf_fmt(s->b, "/O%u gs ", l->opacity);
		}
	}
	if (!l->stroked)
		return;
	rgb(s, l->stroke, "RG");
	file_mp(s->b, scaled(s, l->width));
	bw_buf_fmt(s->b, " w %d J %d j ", l->cap, l->join);
	if (l->n_dash == 0)
		return;
	bw_buf_char(s->b, '[');
	for (size_t i = 0; i < l->n_dash; i++) {
		file_mp(s->b, scaled(s, l->dash[i]));
		bw_buf_char(s->b, ' ');
	}
	bw_buf_z(s->b, "] 0 d ");
}

static void
end_shape(struct svg *s, const struct look *l)
{
	bw_buf_z(s->b,
	    l->filled && l->stroked ? "B Q\n"
		: l->filled         ? "f Q\n"
		: l->stroked        ? "S Q\n"
				    : "n Q\n");
}

static void
curve(struct svg *s, const bw_mp *p)
{
	for (size_t i = 0; i < 6; i += 2)
		point(s, p[i], p[i + 1]);
	bw_buf_z(s->b, "c ");
}

/* A quarter of a circle of which the corner is at cx, cy. */
static void
corner(
    struct svg *s, bw_mp x0, bw_mp y0, bw_mp cx, bw_mp cy, bw_mp x1, bw_mp y1)
{
	const bw_mp near = 552; /* 4/3 (sqrt 2 - 1) */
	const bw_mp p[] = { x0 + (bw_mp)((int64_t)(cx - x0) * near / 1000),
		y0 + (bw_mp)((int64_t)(cy - y0) * near / 1000),
		x1 + (bw_mp)((int64_t)(cx - x1) * near / 1000),
		y1 + (bw_mp)((int64_t)(cy - y1) * near / 1000), x1, y1 };

	curve(s, p);
}

static void
round_box(struct svg *s, bw_mp x, bw_mp y, bw_mp w, bw_mp h, bw_mp r)
{
	bw_mp right = x + w, foot = y + h;

	r = r > w / 2 ? w / 2 : r;
	r = r > h / 2 ? h / 2 : r;
	point(s, x + r, y);
	bw_buf_z(s->b, "m ");
	point(s, right - r, y);
	bw_buf_z(s->b, "l ");
	corner(s, right - r, y, right, y, right, y + r);
	point(s, right, foot - r);
	bw_buf_z(s->b, "l ");
	corner(s, right, foot - r, right, foot, right - r, foot);
	point(s, x + r, foot);
	bw_buf_z(s->b, "l ");
	corner(s, x + r, foot, x, foot, x, foot - r);
	point(s, x, y + r);
	bw_buf_z(s->b, "l ");
	corner(s, x, y + r, x, y, x + r, y);
	bw_buf_z(s->b, "h ");
}

/* ---- paths --------------------------------------------------------------- */
struct walk {
	struct bw_str rest;
	bw_mp x, y, from_x, from_y;
};

/* Only half circles: the icons need no more. */
static bool
arc(struct svg *s, struct walk *w)
{
	bw_mp v[7], cx, cy, ux, uy;

	for (size_t i = 0; i < BW_LEN(v); i++)
		if (!css_number(&w->rest, &v[i]))
			return false;
	cx = (w->x + v[5]) / 2;
	cy = (w->y + v[6]) / 2;
	ux = w->x - cx;
	uy = w->y - cy;
	if (v[0] != v[1] ||
	    (int64_t)ux * ux + (int64_t)uy * uy != (int64_t)v[0] * v[0])
		return false;
	if (v[4] == 0) /* the other way round */
		ux = -ux, uy = -uy;
	corner(s, w->x, w->y, w->x - uy, w->y + ux, cx - uy, cy + ux);
	corner(s, cx - uy, cy + ux, v[5] - uy, v[6] + ux, v[5], v[6]);
	w->x = v[5];
	w->y = v[6];
	return true;
}

static bool
step(struct svg *s, struct walk *w, char op)
{
	bw_mp v[6] = { w->x, w->y };
	size_t n = op == 'C' ? 6 : op == 'H' || op == 'V' ? 1 : 2;

	if (op == 'A')
		return arc(s, w);
	if (strchr("MLHVC", op) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!css_number(&w->rest, &v[op == 'V' ? 1 : i]))
			return false;
	w->x = v[n == 1 ? 0 : n - 2];
	w->y = v[n == 1 ? 1 : n - 1];
	if (op == 'C') {
		curve(s, v);
		return true;
	}
	point(s, w->x, w->y);
	bw_buf_z(s->b, op == 'M' ? "m " : "l ");
	if (op == 'M')
		w->from_x = w->x, w->from_y = w->y;
	return true;
}

static int
path(struct svg *s, struct bw_str d, struct bw_err *err)
{
	struct walk w = { .rest = bw_str_trim(d) };
	char op = 0;

	while (w.rest.n > 0) {
		char c = w.rest.p[0];

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
			op = c;
			w.rest = bw_str_sub(w.rest, 1, w.rest.n);
		}
		if (op == 'Z') {
			bw_buf_z(s->b, "h ");
			w.x = w.from_x, w.y = w.from_y;
			op = 0;
		} else if (op == 0 || !step(s, &w, op))
			return bw_fail(
			    err, BW_EFORMAT, "a path that is not known");
		else if (op == 'M')
			op = 'L';
	}
	return 0;
}

/* ---- elements ------------------------------------------------------------ */
static void
text(struct svg *s, const struct bw_xml_node *n, const struct look *l)
{
	struct bw_str anchor = bw_xml_attr(n, "text-anchor");
	struct bw_pdf_run run = { .text = n->text,
		.face = l->bold ? BW_PDF_BOLD : BW_PDF_REGULAR,
		.size = scaled(s, l->size),
		.rgb = l->fill };
	struct bw_arena_mark mark = bw_arena_mark(&s->a);
	struct bw_pdf_text t;
	bw_mp x = s->x + scaled(s, number(n, "x") + s->dx);
	bw_mp y = s->y - scaled(s, number(n, "y") + s->dy);

	bw_pdf_lay(s->p, &s->a, &run, 1, INT32_MAX / 2, &t);
	for (size_t i = 0; i < t.n && i < 1; i++) {
		if (bw_str_is(anchor, "middle"))
			x -= t.line[i].width / 2;
		else if (bw_str_is(anchor, "end"))
			x -= t.line[i].width;
		for (size_t k = 0; k < t.line[i].n; k++)
			bw_pdf_show(s->p, &t, &t.line[i].seg[k], x, y);
	}
	bw_arena_reset(&s->a, mark);
}

static int
shape(struct svg *s, const struct bw_xml_node *n, const struct look *l,
    struct bw_err *err)
{
	int rc = 0;

	begin_shape(s, l);
	if (bw_str_is(n->name, "rect")) {
		struct bw_str w = bw_xml_attr(n, "width");

		if (bw_str_ends(w, BW_STR("%")))
			round_box(s, 0, 0, s->own_w, s->own_h, 0);
		else
			round_box(s, number(n, "x"), number(n, "y"),
			    number(n, "width"), number(n, "height"),
			    number(n, "rx"));
	} else if (bw_str_is(n->name, "circle")) {
		bw_mp r = number(n, "r");

		round_box(s, number(n, "cx") - r, number(n, "cy") - r, 2 * r,
		    2 * r, r);
	} else
		rc = path(s, bw_xml_attr(n, "d"), err);
	end_shape(s, l);
	return rc;
}

static int
translate(struct svg *s, const struct bw_xml_node *n, struct bw_err *err)
{
	static const struct bw_str word = BW_STR_INIT("translate(");
	struct bw_str t = bw_xml_attr(n, "transform");
	bw_mp x, y;

	if (t.n == 0)
		return 0;
	if (!bw_str_starts(t, word))
		return bw_fail(
		    err, BW_EFORMAT, "a transform that is not known");
	t = bw_str_sub(t, word.n, t.n);
	if (!css_number(&t, &x) || !css_number(&t, &y) || !bw_str_is(t, ")"))
		return bw_fail(
		    err, BW_EFORMAT, "a translation without numbers");
	s->dx += x;
	s->dy += y;
	return 0;
}

static int
draw(struct svg *s, const struct bw_xml_node *n, unsigned depth,
    struct bw_err *err)
{
	static const char *const shapes[] = { "rect", "circle", "path" };
	static const char *const told[] = { "title", "desc", "style" };
	bw_mp dx = s->dx, dy = s->dy;
	struct look look;
	bool known = false;
	int rc = translate(s, n, err);

	css_look(&s->css, n->name, bw_xml_attr(n, "class"), &look);
	if (bw_str_is(n->name, "g") || bw_str_is(n->name, "svg")) {
		for (n = n->child; rc == 0 && n != NULL && depth < 32;
		     n = n->next)
			rc = draw(s, n, depth + 1, err);
		known = true;
	} else if (bw_str_is(n->name, "text")) {
		text(s, n, &look);
		known = true;
	}
	for (size_t i = 0; !known && i < BW_LEN(told); i++)
		known = bw_str_is(n->name, told[i]);
	for (size_t i = 0; !known && rc == 0 && i < BW_LEN(shapes); i++)
		if (bw_str_is(n->name, shapes[i])) {
			rc = shape(s, n, &look, err);
			known = true;
		}
	s->dx = dx;
	s->dy = dy;
	if (rc == 0 && !known)
		return bw_fail(err, BW_EFORMAT, "an element that is not known");
	return rc;
}

/* ---- the whole ----------------------------------------------------------- */
static int
size_of(void *ctx, const struct bw_xml_node *n, uint64_t number_, uint64_t byte,
    struct bw_err *err)
{
	struct svg *s = ctx;

	(void)number_;
	(void)byte;
	s->own_w = number(n, "width");
	s->own_h = number(n, "height");
	if (s->own_w <= 0 || s->own_h <= 0)
		return bw_fail(err, BW_EFORMAT, "a drawing without a size");
	return 0;
}

static int
about(void *ctx, const struct bw_xml_node *n, uint64_t number_, uint64_t byte,
    struct bw_err *err)
{
	struct bw_str title = bw_xml_text(n, "title");
	struct bw_str desc = bw_xml_text(n, "desc");
	struct svg *s = ctx;
	int rc = size_of(ctx, n, number_, byte, err);

	if (rc != 0)
		return rc;
	s->alt =
	    bw_arena_fmt(s->about, "%.*s. %.*s", BW_ARG(title), BW_ARG(desc));
	return s->alt.p != NULL
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a description");
}

static int
draw_all(void *ctx, const struct bw_xml_node *n, uint64_t number_,
    uint64_t byte, struct bw_err *err)
{
	int rc = size_of(ctx, n, number_, byte, err);

	return rc != 0 ? rc : draw(ctx, n, 0, err);
}

static int
read_svg(struct svg *s, struct bw_str svg, bw_xml_fn *fn, struct bw_err *err)
{
	static const char *const records[] = { "svg", NULL };
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, svg, NULL, err);

	if (rc == 0)
		rc = bw_xml_records(in, records, NULL, fn, s, err);
	bw_input_free(in);
	if (rc == 0 && s->own_w == 0)
		return bw_fail(err, BW_EFORMAT, "no drawing");
	return rc;
}

int
bw_pdf_svg_about(struct bw_str svg, struct bw_arena *a,
    struct bw_pdf_svg_about *out, struct bw_err *err)
{
	struct svg s = { .about = a };
	int rc = read_svg(&s, svg, about, err);

	*out = (struct bw_pdf_svg_about){ s.own_w, s.own_h, s.alt };
	return rc;
}

int
bw_pdf_svg(struct bw_pdf *p, struct bw_str svg, struct bw_str css, bw_mp x,
    bw_mp y, bw_mp width, struct bw_err *err)
{
	struct svg s = { .p = p, .x = x, .y = y, .width = width };
	int rc;

	BW_ASSERT(p->open);
	if (p->failed)
		return 0; /* told by bw_pdf_write */
	s.b = &pdf_page(p)->ink;
	bw_arena_init(&s.a, 0);
	rc = css_read(&s.css, css, &s.a, err);
	if (rc == 0)
		rc = read_svg(&s, svg, draw_all, err);
	bw_arena_release(&s.a);
	return rc;
}
