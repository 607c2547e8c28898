/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_svg.c - pictures of criticality: the scatter of an EU study, and of
 * one material the map of who makes it and the concentration over the years.
 */
#include "cli/supply_facts.h"
#include "report/charts.h"
#include <errno.h>
#include <math.h>
#include <sys/stat.h>

static struct bw_str
word(struct bw_cli *cli, const char *name)
{
	return bw_cli_wordf(cli, "supply.crit", name);
}

static struct bw_str
year_text(struct bw_cli *cli, int year)
{
	return bw_arena_fmt(&cli->arena, "%d", year);
}

/* ---- scatter ---- */

int
bw_supply_scatter(struct bw_cli *cli, const struct bw_judged *v, size_t n,
    struct bw_str here, const struct bw_criticality_rules *rules,
    struct bw_out *o, struct bw_err *err)
{
	struct bw_scatter_point *p =
	    BW_ARENA_ARRAY(&cli->arena, struct bw_scatter_point, n + 1);
	struct bw_scatter s = { .chart = { .lang = cli->lang,
				    .about = word(cli, "scatter-about"),
				    .source = rules->cite },
		.x_name = word(cli, "scatter-x"),
		.y_name = word(cli, "scatter-y"),
		.x_limit = rules->critical.importance,
		.y_limit = rules->critical.risk,
		.point = p,
		.n = n };

	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a picture");
	s.chart.title = bw_arena_fmt(&cli->arena, "%.*s, %.*s",
	    BW_ARG(word(cli, "scatter")),
	    BW_ARG(year_text(cli, n > 0 ? v[0].s.year : 0)));
	for (size_t i = 0; i < n; i++) {
		const struct bw_judged *j = &v[i];
		const struct bw_ref_item *m = bw_ref_material(j->s.material);

		p[i] =
		    (struct bw_scatter_point){ m != NULL ? m->name.in[cli->lang]
							 : j->s.material,
			    j->s.importance.at, j->s.importance.lo,
			    j->s.importance.hi, j->s.risk.at, j->risk.lo,
			    j->risk.hi, bw_str_eq(j->s.material, here) };
	}
	return bw_svg_scatter(&s, o, err);
}

/* ---- one material ---- */

struct picture {
	struct bw_cli *cli;
	const struct bw_profile *p;
	struct bw_str name;
};

static struct bw_str
stage_name(struct bw_cli *cli, unsigned stage)
{
	return bw_cli_wordf(cli, "stage", bw_stage_name(stage));
}

static int
map(const struct picture *x, const struct bw_production *made, struct bw_out *o,
    struct bw_err *err)
{
	struct bw_arena *a = &x->cli->arena;
	struct bw_map_share *s = BW_ARENA_ARRAY(
	    a, struct bw_map_share, made->n + made->withheld + 1);
	const struct bw_chart about = {
		.title = bw_arena_fmt(a, "%.*s, %.*s, %d", BW_ARG(x->name),
		    BW_ARG(stage_name(x->cli, made->stage)), made->year),
		.source = made->n > 0 ? made->by[0].ref : BW_STR(""),
		.lang = x->cli->lang
	};
	size_t n = 0;

	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a picture");
	for (size_t i = 0; i < made->n; i++)
		if (made->by[i].country.n > 0)
			s[n++] = (struct bw_map_share){ made->by[i].country,
				made->by[i].share };
	for (size_t i = 0; i < made->withheld; i++)
		s[n++] = (struct bw_map_share){ made->held[i].country, NAN };
	return bw_svg_map(s, n, &about, o, err);
}

/* Years of a stage that one production tells, oldest first. */
static size_t
points(const struct bw_profile *p, unsigned stage, struct bw_trend_point *out)
{
	size_t n = 0;

	for (size_t i = p->n_made; i-- > 0;) {
		const struct bw_production *m = &p->made[i];
		bool same = m->c.hhi_lo == m->c.hhi_hi;

		if (m->stage != stage || m->n == 0 ||
		    (i > 0 && p->made[i - 1].stage == stage &&
			p->made[i - 1].year == m->year) ||
		    (i + 1 < p->n_made && p->made[i + 1].stage == stage &&
			p->made[i + 1].year == m->year))
			continue;
		/* the labels show every digit there is */
		out[n++] = (struct bw_trend_point){ m->year,
			round(m->c.hhi_lo * 1000) / 1000,
			same ? NAN : m->c.hhi_lo, same ? NAN : m->c.hhi_hi };
	}
	return n;
}

static int
trend(const struct picture *x, struct bw_out *o, struct bw_err *err)
{
	struct bw_arena *a = &x->cli->arena;
	struct bw_trend_line line[BW_STAGES];
	struct bw_trend t = {
		.chart = { .lang = x->cli->lang,
		    .about = word(x->cli, "trend-about"),
		    .title = bw_arena_fmt(a, "%.*s: HHI", BW_ARG(x->name)),
		    .source = x->p->made[0].n > 0 ? x->p->made[0].by[0].ref
						  : BW_STR("") },
		.line = line,
		.limit = NAN
	};

	for (unsigned s = 0; s < BW_STAGES; s++) {
		struct bw_trend_point *p =
		    BW_ARENA_ARRAY(a, struct bw_trend_point, x->p->n_made + 1);
		size_t n;

		if (p == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory for a picture");
		n = points(x->p, s, p);
		if (n > 0)
			line[t.n++] =
			    (struct bw_trend_line){ stage_name(x->cli, s), p,
				    n };
	}
	return bw_svg_trend(&t, o, err);
}

/* made: NULL draws the trend. */
static int
file(const struct picture *x, const char *name,
    const struct bw_production *made, struct bw_err *err)
{
	struct bw_str path = bw_arena_fmt(
	    &x->cli->arena, "%s/%s", x->cli->value[BW_OPT_SVG], name);
	struct bw_out o;
	int rc;

	if (path.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a path");
	if ((rc = bw_out_file(&o, path.p, err)) != 0)
		return rc;
	rc = made == NULL ? trend(x, &o, err) : map(x, made, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

/* --svg -: the map of one stage, that of --stage or the first. */
static int
one_map(
    const struct picture *x, const size_t *newest, size_t n, struct bw_err *err)
{
	const char *stage = x->cli->value[BW_OPT_STAGE];

	for (size_t i = 0; i < n; i++) {
		const struct bw_production *made = &x->p->made[newest[i]];

		if (made->n > 0 &&
		    (!bw_cli_has(x->cli, BW_OPT_STAGE) ||
			strcmp(stage, bw_stage_name(made->stage)) == 0))
			return map(x, made, &x->cli->out, err);
	}
	return bw_fail(err, BW_ENOTFOUND,
	    "this world has no production figures for %.*s at that stage to "
	    "draw",
	    BW_ARG(x->p->code));
}

int
bw_supply_pictures(
    struct bw_cli *cli, const struct bw_profile *p, struct bw_err *err)
{
	const char *folder = cli->value[BW_OPT_SVG];
	struct picture x = { cli, p,
		p->item != NULL ? p->item->name.in[cli->lang] : p->code };
	bool drawn[BW_STAGES] = { false };
	size_t newest[16];
	size_t n = bw_supply_newest(cli, p, newest, BW_LEN(newest));
	int rc = 0;

	if (p->n_made == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "this world has no production figures for %.*s to draw",
		    BW_ARG(p->code));
	if (strcmp(folder, "-") == 0)
		return one_map(&x, newest, n, err);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return bw_fail_sys(err, "cannot make the folder %s", folder);
	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct bw_production *made = &p->made[newest[i]];
		char name[32];

		if (drawn[made->stage] || made->n == 0)
			continue;
		drawn[made->stage] = true;
		snprintf(name, sizeof(name), "map-%s.svg",
		    bw_stage_name(made->stage));
		rc = file(&x, name, made, err);
	}
	return rc == 0 ? file(&x, "trend.svg", NULL, err) : rc;
}
