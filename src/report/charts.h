/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * charts.h - figures as pictures: a map, lines over time, a scatter.
 *
 * Pure writers: arrays in, one standalone SVG out. They know no world and no
 * pillar; who calls them brings names, figures and the texts that say what
 * they are and where they come from. Same input, same bytes. Every picture
 * has a title and a description that a screen reader reads, differs in more
 * than colour, and shows a hole as a hole: a figure that is NAN is not drawn
 * at zero.
 */
#ifndef BW_REPORT_CHARTS_H
#define BW_REPORT_CHARTS_H
#include "base/out.h"
#include "model/text.h"

struct bw_chart {
	struct bw_str title;  /* "Cobalt, mining, 2024" */
	struct bw_str about;  /* one line below it, or empty */
	struct bw_str source; /* "USGS MCS 2025", or empty */
	enum bw_lang lang;
};

/* ---- svg_map.c: shares on a map of the world, a tile for each country ---- */
struct bw_map_share {
	struct bw_str country; /* alpha-2 */
	double share;          /* 0..1; NAN = it takes part, amount unknown */
};
/* A table of the largest stands beside it. Countries the map does not know
 * (of the past) are in the table only. */
int bw_svg_map(const struct bw_map_share *share, size_t n,
    const struct bw_chart *about, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;

/* ---- svg_trend.c: lines over years ---- */
struct bw_trend_point {
	int year;
	double value, lo, hi; /* lo and hi NAN: no range */
};
struct bw_trend_line {
	struct bw_str name;
	const struct bw_trend_point *point; /* by year, each once */
	size_t n;
};
#define BW_TREND_LINES 6u /* so many at most; the rest is told in words */
/* `digits` of the scale; percent: values are fractions, shown in per cent.
 * limit: a line across, with its name; NAN = none. */
struct bw_trend {
	struct bw_chart chart;
	const struct bw_trend_line *line;
	size_t n;
	bool percent;
	double limit;
	struct bw_str limit_name;
};
int bw_svg_trend(
    const struct bw_trend *t, struct bw_out *o, struct bw_err *err) BW_MUST_USE;

/* ---- svg_scatter.c: two figures of many things, with their ranges ---- */
struct bw_scatter_point {
	struct bw_str name;
	double x, x_lo, x_hi, y, y_lo, y_hi; /* NAN ends: no range */
	bool here;                           /* the one asked for */
};
struct bw_scatter {
	struct bw_chart chart;
	struct bw_str x_name, y_name;
	double x_limit, y_limit; /* NAN = none */
	const struct bw_scatter_point *point;
	size_t n;
};
int bw_svg_scatter(const struct bw_scatter *s, struct bw_out *o,
    struct bw_err *err) BW_MUST_USE;

#endif
