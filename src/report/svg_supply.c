/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_supply.c - who produces a material, drawn: one picture per material
 * and stage.
 *
 * Bars on a common scale from 0 to 100 %, largest producer first, because
 * lengths are read more exactly than angles or areas (Cleveland & McGill
 * 1984). Beside each bar the share and, in digits, how well the country is
 * governed; a sign marks where the company buys. Five countries and the
 * others together fit on a telephone; the table has the figures.
 */
#include "report/report_priv.h"
#include <math.h>

#define WIDTH 340
#define ROWS 5u /* countries by name */
#define ROW 36
#define TOP 68
#define BAR_LEFT 4
#define BAR_WIDTH (WIDTH - 8)
#define FOOT 26

static size_t
rows_of(const struct bw_production *p)
{
	size_t named = 0;

	while (named < p->n && named < ROWS &&
	    !(p->by[named].flags & BW_FIGURE_REST))
		named++;
	return named < p->n ? named + 1 : named;
}

static void
rect(struct bw_html *h, const char *class_, long x, long y, double width,
    long height)
{
	char text[32];

	snprintf(text, sizeof(text), "%.1f", width);
	bw_html_open_class(h, "rect", class_);
	bw_html_attr_i(h, "x", x);
	bw_html_attr_i(h, "y", y);
	bw_html_attr_z(h, "width", text);
	bw_html_attr_i(h, "height", height);
	bw_html_attr_z(h, "rx", "2");
	bw_html_close(h);
}

struct bar {
	struct bw_str name;
	double share, governance;
	bool bought, rest;
};

static struct bar
bar_of(struct report *r, const struct bw_production *p, size_t i, size_t rows)
{
	const struct bw_producer *by = &p->by[i];
	struct bar bar = { .governance = NAN };

	if (i + 1 == rows && (rows < p->n || (by->flags & BW_FIGURE_REST))) {
		bar.rest = true;
		bar.name = word(r, "report.rest");
		for (; i < p->n; i++)
			bar.share += p->by[i].share;
		return bar;
	}
	bar.name = producer_name(r, by);
	bar.share = by->share;
	bar.governance = by->governance;
	bar.bought = bought_there(r, p->material, by->country);
	return bar;
}

static void
draw_bar(struct report *r, struct drawing *d, const struct bar *bar, long y)
{
	struct bw_str line, amount = percent(r, bar->share);
	double length = bar->share * BAR_WIDTH;

	if (!(length >= 0))
		length = 0;
	if (length > BAR_WIDTH)
		length = BAR_WIDTH;
	if (bar->bought)
		line =
		    FILLED(r, "report.supply.bought", { "country", bar->name });
	else
		line = bar->name;
	if (wrapped(r, line, 26, &line, 1) > 0)
		draw_text(d, bar->bought ? "name here" : "name", NULL, BAR_LEFT,
		    y, line);
	if (!isnan(bar->governance))
		amount = FILLED(r, "report.supply.amount", { "share", amount },
		    { "wgi", decimals(r, bar->governance, 1) });
	draw_text(d, "amount", "end", BAR_LEFT + BAR_WIDTH, y, amount);
	rect(d->h, "track", BAR_LEFT, y + 6, BAR_WIDTH, 8);
	rect(d->h,
	    bar->rest         ? "bar rest"
		: bar->bought ? "bar here"
			      : "bar",
	    BAR_LEFT, y + 6, length < 1 && bar->share > 0 ? 1 : length, 8);
}

static long
height_of(const struct bw_production *p)
{
	return TOP + ROW * (long)rows_of(p) + FOOT;
}

static struct bw_str
heading(struct report *r, const struct bw_production *p)
{
	return FILLED(r, "report.supply.heading",
	    { "material", material_name(r, p->material) },
	    { "stage", wordf(r, "stage", bw_stage_name(p->stage)) },
	    { "year", fmt(r, "%d", p->year) });
}

static struct bw_str
figures(struct report *r, const struct bw_production *p)
{
	if (p->c.suppliers == 0)
		return word(r, "report.supply.none");
	return FILLED(r, "report.supply.figures",
	    { "hhi", span(r, p->c.hhi_lo, p->c.hhi_hi, 2) },
	    { "n", decimals(r, p->c.effective, 1) });
}

/* The picture itself, at 0, 0 of where it is put. */
static void
draw_production(
    struct report *r, struct drawing *d, const struct bw_production *p)
{
	size_t rows = rows_of(p);
	struct bw_str line;
	struct bar bar;

	if (wrapped(r, heading(r, p), 42, &line, 1) > 0)
		draw_text(d, "heading", NULL, BAR_LEFT, 18, line);
	if (wrapped(r, figures(r, p), 50, &line, 1) > 0)
		draw_text(d, "about", NULL, BAR_LEFT, 38, line);
	for (size_t i = 0; i < rows; i++) {
		bar = bar_of(r, p, i, rows);
		draw_bar(r, d, &bar, TOP + ROW * (long)i);
	}
	draw_text(d, "about", NULL, BAR_LEFT, TOP + ROW * (long)rows + 4,
	    BW_STR("0 %"));
	draw_text(d, "about", "end", BAR_LEFT + BAR_WIDTH,
	    TOP + ROW * (long)rows + 4, BW_STR("100 %"));
}

static struct bw_str
description(struct report *r, const struct bw_production *p)
{
	size_t rows = rows_of(p);
	struct bw_buf b = { 0 };
	struct bar bar;

	bw_buf_str(&b, figures(r, p));
	for (size_t i = 0; i < rows; i++) {
		bar = bar_of(r, p, i, rows);
		bw_buf_z(&b, i == 0 ? " " : "; ");
		bw_buf_str(&b, bar.name);
		bw_buf_char(&b, ' ');
		bw_buf_str(&b, percent(r, bar.share));
	}
	return kept(r, &b);
}

void
draw_supply(struct report *r, struct drawing *d, const struct bw_production *p)
{
	draw_start(d, WIDTH, height_of(p), heading(r, p), description(r, p));
	draw_production(r, d, p);
	bw_html_close(d->h);
}

/* All in one file, three beside each other. */
static void
draw_all(struct report *r, struct drawing *d)
{
	const struct bw_check *c = r->c;
	size_t across = c->n_production < 3 ? c->n_production : 3;
	long y = 0, row = 0, gap = 32;
	long height = 0;

	for (size_t i = 0; i < c->n_production; i++) {
		if (i % 3 == 0)
			height += row + (i > 0 ? gap : 0);
		row = i % 3 == 0 || height_of(&c->production[i]) > row
		    ? height_of(&c->production[i])
		    : row;
	}
	height += row;
	draw_start(d, across > 0 ? (long)across * (WIDTH + gap) - gap : WIDTH,
	    across > 0 ? height : TOP, word(r, "report.supply.title"),
	    word(r, across > 0 ? "report.supply.desc" : "report.none.no-uses"));
	if (across == 0)
		draw_text(d, "about", NULL, BAR_LEFT, 30,
		    nothing_found(r, ASK_DEPEND));
	row = 0;
	for (size_t i = 0; i < c->n_production; i++) {
		if (i % 3 == 0 && i > 0) {
			y += row + gap;
			row = 0;
		}
		if (height_of(&c->production[i]) > row)
			row = height_of(&c->production[i]);
		bw_html_open(d->h, "g");
		bw_html_attr(d->h, "transform",
		    fmt(r, "translate(%ld %ld)", (long)(i % 3) * (WIDTH + gap),
			y));
		draw_production(r, d, &c->production[i]);
		bw_html_close(d->h);
	}
	bw_html_close(d->h);
}

int
bw_svg_supply(const struct bw_check *c, const struct bw_view *v,
    enum bw_lang lang, struct bw_out *out, struct bw_err *err)
{
	struct bw_report_opt opt = { .lang = lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "supply", .alone = true };
	struct report r;
	int rc = report_begin(&r, c, v, &opt, err);

	if (rc == 0) {
		bw_html_svg(&h, out);
		draw_all(&r, &d);
		bw_html_finish(&h);
	}
	return report_end(&r, rc, out, err);
}
