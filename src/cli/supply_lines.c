/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_lines.c - the largest producers of a material over the years, drawn
 * as lines, of the stage with the most years (or that of --stage).
 *
 * Shares are those of the table: a country over the total, with what the
 * publisher adds up as "other countries" in the total but in no country. The
 * largest are those of the newest year. A year that a source tells by type has
 * no one total and is left out.
 */
#include "cli/supply_facts.h"
#include "report/charts.h"
#include "supply/supply_tell.h"
#include <math.h>

#define YEARS 64u
#define LINES 5u

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a picture");
}

/* The publishers of what is shown, each once. */
static int
sources(struct bw_cli *cli, struct bw_world *w,
    const struct bw_production *const *list, size_t n, struct bw_str *out,
    struct bw_err *err)
{
	*out = BW_STR("");
	for (size_t i = 0; i < n; i++) {
		struct bw_source s = { 0 };
		int rc =
		    bw_world_source(w, list[i]->load, &cli->arena, &s, err);

		if (rc != 0)
			return rc;
		if (s.publisher.n == 0)
			s.publisher = s.name;
		if (bw_str_find(*out, s.publisher) < 0)
			*out = bw_arena_fmt(&cli->arena, "%.*s%s%.*s",
			    BW_ARG(*out), out->n > 0 ? "; " : "",
			    BW_ARG(s.publisher));
	}
	return 0;
}

static bool
wanted(const struct bw_cli *cli, const struct bw_production *p)
{
	return !bw_cli_has(cli, BW_OPT_STAGE) ||
	    strcmp(cli->value[BW_OPT_STAGE], bw_stage_name(p->stage)) == 0;
}

/* Oldest first. */
static size_t
years_of(const struct bw_production *list, size_t n, uint8_t stage,
    const struct bw_production *year[YEARS])
{
	size_t k = 0;

	for (size_t i = n; i-- > 0 && k < YEARS;) {
		const struct bw_production *p = &list[i];
		bool typed = (i > 0 && list[i - 1].stage == stage &&
				 list[i - 1].year == p->year) ||
		    (i + 1 < n && list[i + 1].stage == stage &&
			list[i + 1].year == p->year);

		if (p->stage == stage && p->n > 0 && !typed)
			year[k++] = p;
	}
	return k;
}

static size_t
longest(const struct bw_cli *cli, const struct bw_production *list, size_t n,
    const struct bw_production *year[YEARS])
{
	size_t best = 0;
	uint8_t stage = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = wanted(cli, &list[i])
		    ? years_of(list, n, list[i].stage, year)
		    : 0;

		if (k > best) {
			best = k;
			stage = list[i].stage;
		}
	}
	return best == 0 ? 0 : years_of(list, n, stage, year);
}

static double
share_in(const struct bw_production *p, struct bw_str country)
{
	for (size_t i = 0; i < p->n; i++)
		if (bw_str_eq(p->by[i].country, country))
			return p->by[i].share;
	return NAN;
}

static bool
fill_line(struct bw_cli *cli, struct bw_trend_line *line, struct bw_str country,
    const struct bw_production *const *year, size_t n)
{
	struct bw_trend_point *point =
	    BW_ARENA_ARRAY(&cli->arena, struct bw_trend_point, n + 1);

	if (point == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		point[i] = (struct bw_trend_point){ year[i]->year,
			share_in(year[i], country), NAN, NAN };
	*line = (struct bw_trend_line){ bw_supply_country_name(cli, country),
		point, n };
	return true;
}

static struct bw_str
title(struct bw_cli *cli, const struct bw_production *p)
{
	const struct bw_ref_item *m = bw_ref_material(p->material);
	const struct bw_fill fill[] = {
		{ "material", m != NULL ? m->name : bw_text_same(p->material) },
		{ "stage", tell_stage(p->stage) },
	};

	return bw_text_fill(&cli->arena, "chart.supply.lines", fill, 2)
	    .in[cli->lang];
}

static int
to_path(struct bw_cli *cli, const struct bw_trend *t, struct bw_err *err)
{
	const char *path = cli->value[BW_OPT_SVG];
	struct bw_out o;
	int rc;

	if (strcmp(path, "-") == 0)
		return bw_svg_trend(t, &cli->out, err);
	if ((rc = bw_out_file(&o, path, err)) != 0)
		return rc;
	rc = bw_svg_trend(t, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

int
bw_supply_lines(struct bw_cli *cli, struct bw_world *w,
    const struct bw_production *list, size_t n, struct bw_err *err)
{
	const struct bw_production *year[YEARS], *last;
	size_t n_year = longest(cli, list, n, year);
	struct bw_trend_line line[LINES];
	struct bw_trend t = { .chart = { .lang = cli->lang },
		.line = line,
		.percent = true,
		.limit = NAN };
	int rc;

	if (n_year == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "--svg: this world has no shares by country to draw");
	last = year[n_year - 1];
	for (size_t i = 0; i < last->n && t.n < LINES; i++)
		if (last->by[i].country.n > 0 &&
		    !fill_line(
			cli, &line[t.n++], last->by[i].country, year, n_year))
			return no_memory(err);
	t.chart.title = title(cli, last);
	t.chart.about = bw_cli_word(cli, "chart.supply.lines-about");
	rc = sources(cli, w, year, n_year, &t.chart.source, err);
	return rc == 0 ? to_path(cli, &t, err) : rc;
}
