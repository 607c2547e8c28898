/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_scatter.c - two figures of many things against each other, with the
 * ranges in which they can lie: supply risk and economic importance of
 * materials, as the European Commission draws them.
 *
 * A cross of two thin bars is the range before rounding, so that it shows
 * which points may lie on the other side of a limit. Names are put where they
 * overlap no other name: those above both limits first, by distance to the
 * limits; a point whose name finds no place is counted below the picture.
 */
#include "report/charts.h"
#include "report/report_priv.h"
#include <math.h>

#define WIDTH 820
#define LEFT 56
#define RIGHT 20
#define TOP 78
#define PLOT 480
#define HEIGHT (TOP + PLOT + 92)
#define LETTER 6.4 /* width of one, on the wide side */
#define NAME_HEIGHT 13
#define SPOT 3

struct box {
	double x, y, w, h;
};
struct scatter {
	struct report *r;
	struct drawing *d;
	const struct bw_scatter *in;
	double x_top, y_top, x_step, y_step; /* of the scales */
	unsigned x_ticks, y_ticks;
	size_t *order; /* of naming */
	BW_VEC(struct box) taken;
	size_t over, unnamed;
};

static bool
shown(const struct bw_scatter_point *p)
{
	return isfinite(p->x) && isfinite(p->y) && p->x >= 0 && p->y >= 0;
}

static double
larger(double a, double b)
{
	return isfinite(b) && b > a ? b : a;
}

static double
x_at(const struct scatter *s, double x)
{
	return LEFT + (WIDTH - LEFT - RIGHT) * x / s->x_top;
}

static double
y_at(const struct scatter *s, double y)
{
	return TOP + PLOT * (1 - y / s->y_top);
}

static bool
above_both(const struct scatter *s, const struct bw_scatter_point *p)
{
	return !isnan(s->in->x_limit) && !isnan(s->in->y_limit) &&
	    p->x >= s->in->x_limit && p->y >= s->in->y_limit;
}

static void
measure(struct scatter *s)
{
	double x = larger(0, s->in->x_limit), y = larger(0, s->in->y_limit);

	for (size_t i = 0; i < s->in->n; i++) {
		const struct bw_scatter_point *p = &s->in->point[i];

		if (!shown(p))
			continue;
		x = larger(larger(x, p->x), p->x_hi);
		y = larger(larger(y, p->y), p->y_hi);
		s->over += above_both(s, p);
	}
	s->x_step = draw_scale_step(x, &s->x_ticks);
	s->y_step = draw_scale_step(y, &s->y_ticks);
	s->x_top = s->x_step * s->x_ticks;
	s->y_top = s->y_step * s->y_ticks;
}

/* Who is named before whom: the one asked for, those above both limits, then
 * by how far they are out. */
static bool
before(const struct scatter *s, size_t a, size_t b)
{
	const struct bw_scatter_point *p = &s->in->point[a],
				      *q = &s->in->point[b];
	double far_p, far_q;

	if (p->here != q->here)
		return p->here;
	if (above_both(s, p) != above_both(s, q))
		return above_both(s, p);
	far_p = p->x / s->x_top + p->y / s->y_top;
	far_q = q->x / s->x_top + q->y / s->y_top;
	return far_p > far_q || (!(far_p < far_q) && a < b);
}

static size_t
sort_names(struct scatter *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->in->n; i++) {
		size_t k = n;

		if (!shown(&s->in->point[i]))
			continue;
		for (; k > 0 && before(s, i, s->order[k - 1]); k--)
			s->order[k] = s->order[k - 1];
		s->order[k] = i;
		n++;
	}
	return n;
}

/* ---- drawing ---- */
static void
draw_axes(struct scatter *s)
{
	char path[96];

	for (unsigned i = 0; i <= s->y_ticks; i++) {
		double y = s->y_step * i;

		snprintf(path, sizeof(path), "M%d %.1fH%d", LEFT, y_at(s, y),
		    WIDTH - RIGHT);
		draw_path(s->d, i == 0 ? "axis" : "tick", path);
		draw_text(s->d, "about", "end", LEFT - 8,
		    lround(y_at(s, y)) + 4, amount(s->r, y));
	}
	for (unsigned i = 0; i <= s->x_ticks; i++) {
		double x = s->x_step * i;

		snprintf(path, sizeof(path), "M%.1f %dV%d", x_at(s, x), TOP,
		    TOP + PLOT);
		draw_path(s->d, i == 0 ? "axis" : "tick", path);
		draw_text(s->d, "about", "middle", lround(x_at(s, x)),
		    TOP + PLOT + 18, amount(s->r, x));
	}
	draw_text(s->d, "label", NULL, 4, TOP - 14, s->in->y_name);
	draw_text(s->d, "label", "end", WIDTH - RIGHT, TOP + PLOT + 36,
	    s->in->x_name);
}

static void
draw_limits(struct scatter *s)
{
	char path[96];
	double at;

	if (!isnan(s->in->y_limit)) {
		at = y_at(s, s->in->y_limit);
		snprintf(
		    path, sizeof(path), "M%d %.1fH%d", LEFT, at, WIDTH - RIGHT);
		draw_path(s->d, "limit", path);
		draw_text(s->d, "limit", "end", WIDTH - RIGHT, lround(at) - 5,
		    FILLED(s->r, "chart.limit",
			{ "value", amount(s->r, s->in->y_limit) }));
	}
	if (!isnan(s->in->x_limit)) {
		at = x_at(s, s->in->x_limit);
		snprintf(
		    path, sizeof(path), "M%.1f %dV%d", at, TOP, TOP + PLOT);
		draw_path(s->d, "limit", path);
		draw_text(s->d, "limit", NULL, lround(at) + 5, TOP + 12,
		    FILLED(s->r, "chart.limit",
			{ "value", amount(s->r, s->in->x_limit) }));
	}
}

static void
draw_point(struct scatter *s, const struct bw_scatter_point *p)
{
	double x = x_at(s, p->x), y = y_at(s, p->y);
	char path[128];

	if (p->x_hi > p->x_lo) {
		snprintf(path, sizeof(path), "M%.1f %.1fH%.1f",
		    x_at(s, p->x_lo), y, x_at(s, p->x_hi));
		draw_path(s->d, "whisker", path);
	}
	if (p->y_hi > p->y_lo) {
		snprintf(path, sizeof(path), "M%.1f %.1fV%.1f", x,
		    y_at(s, p->y_lo), y_at(s, p->y_hi));
		draw_path(s->d, "whisker", path);
	}
	snprintf(path, sizeof(path), "M%.1f %.1fa3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z",
	    x - SPOT, y);
	draw_path(s->d,
	    p->here                ? "spot here"
		: above_both(s, p) ? "spot over"
				   : "spot",
	    path);
}

static bool
is_free(const struct scatter *s, const struct box *b)
{
	if (b->x < LEFT || b->x + b->w > WIDTH || b->y < TOP - 6 ||
	    b->y + b->h > TOP + PLOT)
		return false;
	for (size_t i = 0; i < s->taken.n; i++) {
		const struct box *t = &s->taken.v[i];

		if (b->x < t->x + t->w && t->x < b->x + b->w &&
		    b->y < t->y + t->h && t->y < b->y + b->h)
			return false;
	}
	return true;
}

/* Right, left, above, below. */
static void
draw_name(struct scatter *s, const struct bw_scatter_point *p)
{
	double x = x_at(s, p->x), y = y_at(s, p->y);
	double w = LETTER * (double)bw_utf8_width(p->name);
	/* The width is a guess: what touches the point is where it is known. */
	static const char *const anchor[] = { NULL, "end", "middle", "middle" };
	const double at[] = { x + 7, x - 7, x, x };
	const struct box place[] = {
		{ x + 7, y - 7, w, NAME_HEIGHT },
		{ x - 7 - w, y - 7, w, NAME_HEIGHT },
		{ x - w / 2, y - 20, w, NAME_HEIGHT },
		{ x - w / 2, y + 7, w, NAME_HEIGHT },
	};

	for (size_t i = 0; i < BW_LEN(place); i++) {
		if (!is_free(s, &place[i]))
			continue;
		if (!bw_vec_push(&s->taken, place[i]))
			s->r->failed = true;
		draw_text(s->d, p->here ? "amount" : "label", anchor[i],
		    lround(at[i]), lround(place[i].y) + 11, p->name);
		return;
	}
	s->unnamed++;
}

static void
draw_points(struct scatter *s)
{
	size_t n = sort_names(s);

	for (size_t i = n; i-- > 0;) {
		const struct bw_scatter_point *p = &s->in->point[s->order[i]];
		struct box b = { x_at(s, p->x) - 5, y_at(s, p->y) - 5, 10, 10 };

		draw_point(s, p);
		if (!bw_vec_push(&s->taken, b))
			s->r->failed = true;
	}
	for (size_t i = 0; i < n; i++)
		draw_name(s, &s->in->point[s->order[i]]);
	if (n == 0)
		draw_text(s->d, "about", NULL, LEFT + 8, TOP + 20,
		    word(s->r, "chart.none"));
}

static void
draw_notes(struct scatter *s)
{
	struct bw_buf b = { 0 };
	struct bw_str line;

	bw_buf_str(&b, word(s->r, "chart.scatter.range"));
	if (!isnan(s->in->x_limit) && !isnan(s->in->y_limit)) {
		bw_buf_z(&b, "; ");
		bw_buf_str(&b,
		    FILLED(s->r, "chart.scatter.critical",
			{ "n", count(s->r, s->over) }));
	}
	if (s->unnamed > 0) {
		bw_buf_z(&b, "; ");
		bw_buf_str(&b,
		    FILLED(s->r, "chart.scatter.unnamed",
			{ "n", count(s->r, s->unnamed) }));
	}
	line = kept(s->r, &b);
	if (wrapped(s->r, line, 125, &line, 1) > 0)
		draw_text(s->d, "about", NULL, 4, TOP + PLOT + 62, line);
	if (wrapped(s->r, s->in->chart.source, 125, &line, 1) > 0)
		draw_text(s->d, "about", NULL, 4, TOP + PLOT + 82, line);
}

static struct bw_str
description(struct scatter *s)
{
	struct bw_buf b = { 0 };

	bw_buf_str(&b, s->in->chart.about);
	for (size_t i = 0; i < s->in->n; i++) {
		const struct bw_scatter_point *p = &s->in->point[i];

		if (!shown(p))
			continue;
		bw_buf_z(&b, b.n == 0 ? "" : "; ");
		bw_buf_str(&b, p->name);
		bw_buf_char(&b, ' ');
		bw_buf_str(&b, amount(s->r, p->x));
		bw_buf_z(&b, " / ");
		bw_buf_str(&b, amount(s->r, p->y));
	}
	return kept(s->r, &b);
}

static void
draw_scatter(struct scatter *s)
{
	struct bw_str line;

	measure(s);
	draw_start(s->d, WIDTH, HEIGHT, s->in->chart.title, description(s));
	if (wrapped(s->r, s->in->chart.title, 92, &line, 1) > 0)
		draw_text(s->d, "heading", NULL, 4, 20, line);
	if (wrapped(s->r, s->in->chart.about, 120, &line, 1) > 0)
		draw_text(s->d, "about", NULL, 4, 40, line);
	draw_axes(s);
	draw_limits(s);
	draw_points(s);
	draw_notes(s);
	bw_html_close(s->d->h);
}

int
bw_svg_scatter(
    const struct bw_scatter *in, struct bw_out *o, struct bw_err *err)
{
	struct report r = { .lang = in->chart.lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "scatter", .alone = true };
	struct scatter s = { .r = &r, .d = &d, .in = in };
	int rc;

	bw_arena_init(&r.a, 0);
	s.order = bw_alloc(in->n + 1, sizeof(*s.order));
	rc = s.order == NULL
	    ? bw_fail(err, BW_ENOMEM, "no memory for a drawing")
	    : bw_text_load(err);
	if (rc == 0) {
		bw_html_svg(&h, o);
		draw_scatter(&s);
		bw_html_finish(&h);
	}
	bw_vec_release(&s.taken);
	bw_free(s.order);
	return report_end(&r, rc, o, err);
}
