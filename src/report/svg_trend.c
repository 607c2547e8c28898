/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_trend.c - figures over years, as lines.
 *
 * Points of years that follow each other are joined; over years without a
 * figure the line is dotted, because nobody knows what was in between. Each
 * line has its name at its end instead of a legend to look up (Tufte 1983),
 * moved apart where they would overlap, and a mark of its own so that lines
 * differ without colour. The scale begins at zero.
 */
#include "report/charts.h"
#include "report/report_priv.h"
#include <math.h>

#define WIDTH 820
#define LEFT 56
#define RIGHT 210 /* where the names stand */
#define TOP 66
#define PLOT 280
#define HEIGHT (TOP + PLOT + 78)
#define NAME_GAP 18

struct trend {
	struct report *r;
	struct drawing *d;
	const struct bw_trend *in;
	size_t n; /* lines that are drawn */
	int first, last;
	double top, step; /* of the scale */
	unsigned ticks;
	bool gap, range;
};

static void
reach(double *top, double v)
{
	if (!isnan(v) && v > *top)
		*top = v;
}

static void
measure(struct trend *t)
{
	double top = 0;

	t->n = t->in->n < BW_TREND_LINES ? t->in->n : BW_TREND_LINES;
	t->first = INT32_MAX;
	t->last = INT32_MIN;
	for (size_t i = 0; i < t->n; i++) {
		const struct bw_trend_line *l = &t->in->line[i];

		for (size_t k = 0; k < l->n; k++) {
			const struct bw_trend_point *p = &l->point[k];

			if (p->year < t->first)
				t->first = p->year;
			if (p->year > t->last)
				t->last = p->year;
			reach(&top, p->value);
			reach(&top, p->hi);
			t->range |= p->hi > p->lo;
		}
	}
	reach(&top, t->in->limit);
	t->step = draw_scale_step(top, &t->ticks);
	t->top = t->step * t->ticks;
}

static double
x_of(const struct trend *t, int year)
{
	double room = WIDTH - LEFT - RIGHT;

	if (t->last == t->first)
		return LEFT + room / 2;
	return LEFT + room * (year - t->first) / (t->last - t->first);
}

static double
y_of(const struct trend *t, double v)
{
	return TOP + PLOT * (1 - v / t->top);
}

static struct bw_str
value_text(struct trend *t, double v)
{
	if (t->in->percent)
		return FILLED(t->r, "chart.percent",
		    { "value", decimals(t->r, 100 * v, t->top < .05) });
	return amount(t->r, v);
}

static void
draw_scale(struct trend *t)
{
	int step = (t->last - t->first) / 8 + 1;
	char path[96];

	for (unsigned i = 0; i <= t->ticks; i++) {
		double v = t->step * i, y = y_of(t, v);

		snprintf(
		    path, sizeof(path), "M%d %.1fH%d", LEFT, y, WIDTH - RIGHT);
		draw_path(t->d, i == 0 ? "axis" : "tick", path);
		draw_text(t->d, "about", "end", LEFT - 8, (long)y + 4,
		    value_text(t, v));
	}
	for (int year = t->last; year >= t->first; year -= step)
		draw_text(t->d, "about", "middle", lround(x_of(t, year)),
		    TOP + PLOT + 20, fmt(t->r, "%d", year));
}

static void
draw_limit(struct trend *t)
{
	double y = y_of(t, t->in->limit);
	char path[96];

	if (isnan(t->in->limit))
		return;
	snprintf(path, sizeof(path), "M%d %.1fH%d", LEFT, y, WIDTH - RIGHT);
	draw_path(t->d, "limit", path);
	draw_text(
	    t->d, "limit", NULL, LEFT + 4, (long)y - 5, t->in->limit_name);
}

/* A ring, square, diamond ... by line. */
static void
draw_dot(struct trend *t, size_t line, double x, double y)
{
	char path[160], class_[48];

	snprintf(class_, sizeof(class_), "dot c%zu", line);
	switch (line % 3) {
	case 0:
		snprintf(path, sizeof(path),
		    "M%.1f %.1fa4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4, y);
		break;
	case 1:
		snprintf(
		    path, sizeof(path), "M%.1f %.1fh7v7h-7Z", x - 3.5, y - 3.5);
		break;
	default:
		snprintf(
		    path, sizeof(path), "M%.1f %.1fl5 5l-5 5l-5 -5Z", x, y - 5);
		break;
	}
	draw_path(t->d, class_, path);
}

static void
draw_step(struct trend *t, size_t line, const struct bw_trend_point *a,
    const struct bw_trend_point *b)
{
	bool gap = b->year != a->year + 1;
	char path[160], class_[48];

	t->gap |= gap;
	snprintf(
	    class_, sizeof(class_), "series%s c%zu", gap ? " gap" : "", line);
	snprintf(path, sizeof(path), "M%.1f %.1fL%.1f %.1f", x_of(t, a->year),
	    y_of(t, a->value), x_of(t, b->year), y_of(t, b->value));
	draw_path(t->d, class_, path);
}

/* The range of a year is as wide as half a year to both sides. */
static void
draw_range(struct trend *t, size_t line, const struct bw_trend_point *p)
{
	char path[160], class_[48];

	if (!(p->hi > p->lo))
		return;
	snprintf(class_, sizeof(class_), "range c%zu", line);
	snprintf(path, sizeof(path), "M%.1f %.1fh14V%.1fh-14Z",
	    x_of(t, p->year) - 7, y_of(t, p->hi), y_of(t, p->lo));
	draw_path(t->d, class_, path);
}

static void
draw_line(struct trend *t, size_t line)
{
	const struct bw_trend_line *l = &t->in->line[line];
	const struct bw_trend_point *last = NULL;

	for (size_t i = 0; i < l->n; i++)
		draw_range(t, line, &l->point[i]);
	for (size_t i = 0; i < l->n; i++) {
		if (isnan(l->point[i].value))
			continue;
		if (last != NULL)
			draw_step(t, line, last, &l->point[i]);
		last = &l->point[i];
	}
	for (size_t i = 0; i < l->n; i++)
		if (!isnan(l->point[i].value))
			draw_dot(t, line, x_of(t, l->point[i].year),
			    y_of(t, l->point[i].value));
}

/* ---- names at the ends ---- */
struct label {
	size_t line;
	double value, y; /* the figure it stands for; where it is put */
};

static size_t
end_labels(const struct trend *t, struct label label[BW_TREND_LINES])
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct bw_trend_line *l = &t->in->line[i];

		for (size_t k = l->n; k-- > 0;) {
			if (isnan(l->point[k].value))
				continue;
			label[n++] = (struct label){ i, l->point[k].value,
				y_of(t, l->point[k].value) };
			break;
		}
	}
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && label[k].y < label[k - 1].y; k--) {
			struct label swap = label[k];

			label[k] = label[k - 1];
			label[k - 1] = swap;
		}
	return n;
}

/* Down from the top, then up from the bottom where there was no room. */
static void
move_apart(struct label *label, size_t n)
{
	double bottom = TOP + PLOT;

	for (size_t i = 1; i < n; i++)
		if (label[i].y < label[i - 1].y + NAME_GAP)
			label[i].y = label[i - 1].y + NAME_GAP;
	for (size_t i = n; i-- > 0; bottom = label[i].y - NAME_GAP)
		if (label[i].y > bottom)
			label[i].y = bottom;
}

static void
draw_names(struct trend *t)
{
	struct label label[BW_TREND_LINES];
	size_t n = end_labels(t, label);
	struct bw_str name, line;

	move_apart(label, n);
	for (size_t i = 0; i < n; i++) {
		struct bw_str value = value_text(t, label[i].value);

		name = t->in->line[label[i].line].name;
		draw_dot(t, label[i].line, WIDTH - RIGHT + 20, label[i].y);
		line = FILLED(t->r, "chart.trend.name", { "name", name },
		    { "value", value });
		if (wrapped(t->r, line, 25, &line, 1) > 0)
			draw_text(t->d, NULL, NULL, WIDTH - RIGHT + 32,
			    lround(label[i].y) + 4, line);
	}
}

static void
draw_notes(struct trend *t)
{
	long y = TOP + PLOT + 44;
	struct bw_buf b = { 0 };
	struct bw_str line;

	if (t->gap)
		bw_buf_str(&b, word(t->r, "chart.trend.gap"));
	if (t->range) {
		if (b.n > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b, word(t->r, "chart.trend.range"));
	}
	if (t->in->n > t->n) {
		if (b.n > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b,
		    FILLED(t->r, "chart.trend.more",
			{ "n", count(t->r, t->in->n - t->n) }));
	}
	line = kept(t->r, &b);
	if (wrapped(t->r, line, 120, &line, 1) > 0)
		draw_text(t->d, "about", NULL, LEFT, y, line);
	if (wrapped(t->r, t->in->chart.source, 120, &line, 1) > 0)
		draw_text(t->d, "about", NULL, LEFT, y + 20, line);
}

static struct bw_str
description(struct trend *t)
{
	struct bw_buf b = { 0 };

	bw_buf_str(&b, t->in->chart.about);
	for (size_t i = 0; i < t->in->n; i++) {
		const struct bw_trend_line *l = &t->in->line[i];

		bw_buf_z(&b, i == 0 ? " " : ". ");
		bw_buf_str(&b, l->name);
		for (size_t k = 0; k < l->n; k++) {
			if (isnan(l->point[k].value))
				continue;
			bw_buf_fmt(&b, "; %d: ", l->point[k].year);
			bw_buf_str(&b, value_text(t, l->point[k].value));
		}
	}
	return kept(t->r, &b);
}

static void
draw_trend(struct trend *t)
{
	struct bw_str line;

	measure(t);
	draw_start(t->d, WIDTH, HEIGHT, t->in->chart.title, description(t));
	if (wrapped(t->r, t->in->chart.title, 92, &line, 1) > 0)
		draw_text(t->d, "heading", NULL, 4, 20, line);
	if (wrapped(t->r, t->in->chart.about, 120, &line, 1) > 0)
		draw_text(t->d, "about", NULL, 4, 42, line);
	if (t->first > t->last) {
		draw_text(t->d, "about", NULL, LEFT, TOP + 20,
		    word(t->r, "chart.none"));
	} else {
		draw_scale(t);
		draw_limit(t);
		for (size_t i = t->n; i-- > 0;) /* the first on top */
			draw_line(t, i);
		draw_names(t);
	}
	draw_notes(t);
	bw_html_close(t->d->h);
}

int
bw_svg_trend(const struct bw_trend *in, struct bw_out *o, struct bw_err *err)
{
	struct report r = { .lang = in->chart.lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "trend", .alone = true };
	struct trend t = { .r = &r, .d = &d, .in = in };
	int rc;

	bw_arena_init(&r.a, 0);
	if ((rc = bw_text_load(err)) == 0) {
		bw_html_svg(&h, o);
		draw_trend(&t);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, o, err);
}
