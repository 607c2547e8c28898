/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * svg_map.c - shares on a map of the world: one tile of equal size for each
 * country, laid out by us (reference/map.csv) so that neighbours are near.
 *
 * A map with outlines shows most what is large on the ground; here a small
 * producer is as visible as a large country (tile grid map; cf. Dorling 1996,
 * Area Cartograms). Darkness in five steps, with the two letters in every
 * tile (bold where there is a share), so that it can be read without colour.
 * Lengths and areas cannot be compared on a map at all: the table beside it has
 * figures.
 */
#include "report/charts.h"
#include "report/report_priv.h"
#include "base/csv.h"
#include "base/embed.h"
#include <math.h>

#define TILE 22
#define STEP (TILE + 2)
#define LEFT 4
#define TOP 58
#define COLUMNS 32
#define ROWS 18
#define TABLE_LEFT (LEFT + COLUMNS * STEP + 24)
#define TABLE_WIDTH 236
#define TABLE_ROWS 14u
#define TABLE_ROW 22
#define LEGEND_TOP (TOP + ROWS * STEP + 24)
#define HEIGHT (LEGEND_TOP + 54)

static const double step_from[] = { 0, .01, .05, .2, .5 };
static const char *const step_class[] = { "tile s1", "tile s2", "tile s3",
	"tile s4", "tile s5" };

struct tile {
	char country[3];
	unsigned column, row;
};
struct map {
	struct report *r;
	struct drawing *d;
	const struct bw_map_share *share;
	size_t n;
	const struct bw_chart *about;
	BW_VEC(struct tile) tile;
	const struct bw_map_share **largest;
	size_t withheld;
};

/* ---- the layout ---- */
static int
read_tile(struct map *m, const struct bw_csv_row *row, struct bw_err *err)
{
	struct tile t = { 0 };
	int64_t column, line;

	if (row->n < 3 || row->field[0].n != 2 ||
	    !bw_str_i64(row->field[1], &column) ||
	    !bw_str_i64(row->field[2], &line) || column < 0 ||
	    column >= COLUMNS || line < 0 || line >= ROWS)
		return bw_fail(err, BW_EFORMAT,
		    "reference/map.csv: a row is no country, column, row");
	memcpy(t.country, row->field[0].p, 2);
	t.column = (unsigned)column;
	t.row = (unsigned)line;
	return bw_vec_push(&m->tile, t)
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a map");
}

static int
read_layout(struct map *m, struct bw_err *err)
{
	struct bw_csv_opt comma = { .delimiter = ',' };
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	bool more = false;
	int rc;

	rc = bw_input_memory(&in, bw_embed("reference/map.csv"), NULL, err);
	if (rc == 0)
		rc = bw_csv_open(&csv, in, &comma, err);
	if (rc == 0)
		rc = bw_csv_next(csv, &row, &more, err); /* header */
	while (rc == 0 && more) {
		rc = bw_csv_next(csv, &row, &more, err);
		if (rc == 0 && more)
			rc = read_tile(m, &row, err);
	}
	bw_csv_close(csv);
	bw_input_free(in);
	return rc;
}

/* ---- the figures ---- */
static const struct bw_map_share *
share_of(const struct map *m, const char *country)
{
	for (size_t i = 0; i < m->n; i++)
		if (bw_str_is(m->share[i].country, country))
			return &m->share[i];
	return NULL;
}

static int
larger_first(const void *pa, const void *pb)
{
	const struct bw_map_share *a = *(const struct bw_map_share *const *)pa;
	const struct bw_map_share *b = *(const struct bw_map_share *const *)pb;

	if (isnan(a->share) != isnan(b->share))
		return isnan(a->share) ? 1 : -1;
	if (a->share > b->share || a->share < b->share)
		return a->share > b->share ? -1 : 1;
	return bw_str_cmp(a->country, b->country);
}

static int
sort_shares(struct map *m, struct bw_err *err)
{
	m->largest = bw_alloc(m->n + 1, sizeof(struct bw_map_share *));
	if (m->largest == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a map");
	for (size_t i = 0; i < m->n; i++) {
		m->largest[i] = &m->share[i];
		m->withheld += isnan(m->share[i].share) ? 1 : 0;
	}
	if (m->n > 1)
		qsort(m->largest, m->n, sizeof(*m->largest), larger_first);
	return 0;
}

/* Old figures hold countries that are no more. */
static struct bw_str
name_of(struct map *m, const struct bw_map_share *s)
{
	const struct bw_ref_item *gone = bw_ref_ceased(s->country, 0);

	if (bw_ref_country(s->country) != NULL || gone == NULL)
		return country_name(m->r, s->country);
	return in(m->r, &gone->name);
}

static struct bw_str
share_words(struct map *m, const struct bw_map_share *s)
{
	return isnan(s->share) ? word(m->r, "chart.map.withheld")
			       : percent(m->r, s->share);
}

/* ---- drawing ---- */
static void
square(struct drawing *d, const char *class_, long x, long y)
{
	bw_html_open_class(d->h, "rect", class_);
	bw_html_attr_i(d->h, "x", x);
	bw_html_attr_i(d->h, "y", y);
	bw_html_attr_i(d->h, "width", TILE);
	bw_html_attr_i(d->h, "height", TILE);
	bw_html_attr_z(d->h, "rx", "3");
	bw_html_close(d->h);
}

static unsigned
step_of(double share)
{
	unsigned s = 0;

	while (s + 1 < BW_LEN(step_from) && share >= step_from[s + 1])
		s++;
	return s;
}

static void
draw_tile(struct map *m, const struct tile *t)
{
	const struct bw_map_share *s = share_of(m, t->country);
	long x = LEFT + (long)t->column * STEP, y = TOP + (long)t->row * STEP;
	unsigned step;

	if (s == NULL || (!isnan(s->share) && !(s->share > 0))) {
		square(m->d, "tile", x, y);
		draw_text(m->d, "code soft", "middle", x + TILE / 2,
		    y + TILE / 2 + 4, bw_str_of(t->country));
		return;
	}
	step = isnan(s->share) ? 0 : step_of(s->share);
	square(m->d, isnan(s->share) ? "tile held" : step_class[step], x, y);
	draw_text(m->d, step >= 3 ? "code dark" : "code", "middle",
	    x + TILE / 2, y + TILE / 2 + 4, s->country);
}

static struct bw_str
step_words(struct map *m, size_t i)
{
	struct bw_str from = decimals(m->r, 100 * step_from[i], 0);

	if (i == 0)
		return FILLED(m->r, "chart.map.below",
		    { "to", decimals(m->r, 100 * step_from[1], 0) });
	if (i + 1 == BW_LEN(step_from))
		return FILLED(m->r, "chart.map.above", { "from", from });
	return FILLED(m->r, "chart.map.between", { "from", from },
	    { "to", decimals(m->r, 100 * step_from[i + 1], 0) });
}

static void
draw_legend(struct map *m)
{
	long x = LEFT;

	square(m->d, "tile", x, LEGEND_TOP);
	draw_text(m->d, "about", NULL, x + TILE + 6, LEGEND_TOP + 15,
	    word(m->r, "chart.map.nothing"));
	x += 152;
	for (size_t i = 0; i < BW_LEN(step_from); i++, x += 140) {
		square(m->d, step_class[i], x, LEGEND_TOP);
		draw_text(m->d, "about", NULL, x + TILE + 6, LEGEND_TOP + 15,
		    step_words(m, i));
	}
	if (m->withheld > 0) {
		square(m->d, "tile held", x, LEGEND_TOP);
		draw_text(m->d, "about", NULL, x + TILE + 6, LEGEND_TOP + 15,
		    word(m->r, "chart.map.withheld"));
	}
	draw_text(m->d, "about", NULL, LEFT, LEGEND_TOP + 44,
	    word(m->r, "chart.map.tiles"));
}

static void
draw_table(struct map *m)
{
	size_t rows = m->n < TABLE_ROWS ? m->n : TABLE_ROWS;
	long y = TOP + 14;
	struct bw_str name;

	for (size_t i = 0; i < rows; i++, y += TABLE_ROW) {
		const struct bw_map_share *s = m->largest[i];

		name = name_of(m, s);
		if (wrapped(m->r, name, 26, &name, 1) > 0)
			draw_text(m->d, NULL, NULL, TABLE_LEFT, y, name);
		draw_text(m->d, "amount", "end", TABLE_LEFT + TABLE_WIDTH, y,
		    share_words(m, s));
	}
	if (m->n > rows)
		draw_text(m->d, "about", NULL, TABLE_LEFT, y,
		    FILLED(m->r, "chart.map.more",
			{ "n", count(m->r, m->n - rows) }));
	if (m->n == 0)
		draw_text(m->d, "about", NULL, TABLE_LEFT, y,
		    word(m->r, "chart.none"));
}

static struct bw_str
description(struct map *m)
{
	struct bw_buf b = { 0 };

	bw_buf_str(&b, m->about->about);
	for (size_t i = 0; i < m->n; i++) {
		bw_buf_z(&b, i == 0 ? " " : "; ");
		bw_buf_str(&b, name_of(m, m->largest[i]));
		bw_buf_char(&b, ' ');
		bw_buf_str(&b, share_words(m, m->largest[i]));
	}
	return kept(m->r, &b);
}

static void
draw_map(struct map *m)
{
	struct bw_str line;

	draw_start(m->d, TABLE_LEFT + TABLE_WIDTH + 4, HEIGHT, m->about->title,
	    description(m));
	if (wrapped(m->r, m->about->title, 110, &line, 1) > 0)
		draw_text(m->d, "heading", NULL, LEFT, 20, line);
	if (wrapped(m->r, m->about->about, 150, &line, 1) > 0)
		draw_text(m->d, "about", NULL, LEFT, 42, line);
	for (size_t i = 0; i < m->tile.n; i++)
		draw_tile(m, &m->tile.v[i]);
	draw_legend(m);
	draw_table(m);
	if (wrapped(m->r, m->about->source, 60, &line, 1) > 0)
		draw_text(m->d, "about", "end", TABLE_LEFT + TABLE_WIDTH,
		    LEGEND_TOP + 44, line);
	bw_html_close(m->d->h);
}

int
bw_svg_map(const struct bw_map_share *share, size_t n,
    const struct bw_chart *about, struct bw_out *o, struct bw_err *err)
{
	struct report r = { .lang = about->lang };
	struct bw_html h;
	struct drawing d = { .h = &h, .id = "map", .alone = true };
	struct map m = {
		.r = &r, .d = &d, .share = share, .n = n, .about = about
	};
	int rc;

	bw_arena_init(&r.a, 0);
	if ((rc = bw_text_load(err)) == 0 && (rc = bw_ref_load(err)) == 0 &&
	    (rc = read_layout(&m, err)) == 0 &&
	    (rc = sort_shares(&m, err)) == 0) {
		bw_html_svg(&h, o);
		draw_map(&m);
		bw_html_finish(&h);
	}
	bw_vec_release(&m.tile);
	bw_free(m.largest);
	return report_end(&r, rc, o, err);
}
