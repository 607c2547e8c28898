/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_materials.c - all materials of an EU study by supply risk, with how
 * sure the place and the verdict are.
 *
 * The Commission compares values that it prints with one decimal. What
 * rounding hides can move a material some places up or down, and on or off
 * the list: `listed` is what the printed values say, `critical` what every
 * value before rounding says.
 */
#include "cli/supply_facts.h"
#include "base/date.h"

enum {
	PLACE,
	RANK,
	BEST,
	WORST,
	RANKED,
	MATERIAL,
	NAME,
	LIST,
	SR,
	LO,
	HI,
	RANGE,
	COMPUTED_LO,
	COMPUTED_HI,
	EI,
	LISTED,
	CRITICAL,
	STUDY,
	SOURCE,
	LINE,
	REF
};
static const char *const column[] = { "crit-place", "crit-rank", "rank-best",
	"rank-worst", "ranked", "material", "crit-material", "supply-eu",
	"crit-sr", "sr-min", "sr-max", "crit-sr-range", "sr-computed-min",
	"sr-computed-max", "crit-ei", "crit-listed", "crit-critical", "study",
	"source", "line", "ref" };
static const unsigned flag[] = { BW_COL_RIGHT | BW_LIST_PEOPLE,
	BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
	BW_LIST_CSV, BW_COL_WRAP | BW_LIST_PEOPLE, BW_COL_WRAP, BW_COL_RIGHT,
	BW_LIST_CSV, BW_LIST_CSV, BW_COL_RIGHT | BW_LIST_PEOPLE, BW_LIST_CSV,
	BW_LIST_CSV, BW_COL_RIGHT, BW_COL_WRAP, BW_COL_WRAP, BW_LIST_CSV,
	BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV };

static struct bw_str
number(struct bw_listing *l, double v, unsigned decimals)
{
	if (l->to_csv)
		return isnan(v) ? BW_STR("")
				: bw_arena_fmt(&l->cli->arena, "%.9g", v);
	return bw_supply_number(l->cli, v, decimals);
}

static struct bw_str
rank(struct bw_cli *cli, const struct bw_judged *j)
{
	if (j->rank.best == j->rank.worst)
		return bw_arena_fmt(&cli->arena, "%zu", j->rank.best);
	return bw_arena_fmt(
	    &cli->arena, "%zu\u2013%zu", j->rank.best, j->rank.worst);
}

static void
row(struct bw_listing *l, const struct bw_judged *j, size_t place)
{
	const struct bw_ref_item *m = bw_ref_material(j->s.material);

	bw_list_count(l, place);
	bw_list_cell(l, rank(l->cli, j));
	bw_list_count(l, j->rank.best);
	bw_list_count(l, j->rank.worst);
	bw_list_count(l, j->ranked);
	bw_list_cell(l, j->s.material);
	bw_list_cell(l, m != NULL ? m->name.in[l->cli->lang] : j->s.material);
	bw_list_code(l, "cli.supply.eu", bw_eu_list_word(m));
	bw_list_cell(l, number(l, j->s.risk.at, 1));
	bw_list_cell(l, number(l, j->risk.lo, 2));
	bw_list_cell(l, number(l, j->risk.hi, 2));
	bw_list_cell(l, bw_supply_interval(l->cli, j->risk, 2));
	bw_list_cell(l, number(l, j->computed.lo, 2));
	bw_list_cell(l, number(l, j->computed.hi, 2));
	bw_list_cell(l, number(l, j->s.importance.at, 1));
	bw_list_code(l, "supply.crit.reach", j->listed ? "yes" : "no");
	bw_list_code(l, "supply.crit.reach", bw_reach_word(j->critical));
	bw_list_count(l, (uint64_t)j->s.year);
	bw_list_count(l, j->s.place.load);
	bw_list_count(l, j->s.place.line);
	bw_list_cell(l, j->s.place.ref);
}

static int
by_risk(const void *pa, const void *pb)
{
	const struct bw_judged *a = pa, *b = pb;

	if (a->s.risk.at != b->s.risk.at)
		return a->s.risk.at > b->s.risk.at ? -1 : 1;
	if (a->s.importance.at != b->s.importance.at)
		return a->s.importance.at > b->s.importance.at ? -1 : 1;
	return bw_str_cmp(a->s.material, b->s.material);
}

/* The newest study not after the day that was asked for, or the year that
 * stands behind `materials`. */
static int
study_of(struct bw_cli *cli, const struct bw_judged *all, size_t n, int *year,
    struct bw_str *years_known, struct bw_err *err)
{
	int64_t asked = 0;
	int today, month, day;
	struct bw_str years = BW_STR("");

	*year = 0;
	bw_date_split(cli->as_of, &today, &month, &day);
	if (cli->n_arg > 0 && !bw_str_i64(bw_str_of(cli->arg[0]), &asked))
		return bw_fail(err, BW_EUSAGE,
		    "supply materials %s: write the year of a study",
		    cli->arg[0]);
	for (size_t i = 0; i < n; i++) {
		if (!all[i].scored)
			continue;
		if (asked != 0
			? all[i].s.year == asked
			: all[i].s.year <= today && all[i].s.year > *year)
			*year = all[i].s.year;
		if (bw_str_find(years,
			bw_arena_fmt(&cli->arena, "%d", all[i].s.year)) < 0)
			years =
			    bw_arena_fmt(&cli->arena, "%.*s%s%d", BW_ARG(years),
				years.n > 0 ? ", " : "", all[i].s.year);
	}
	*years_known = years;
	if (*year == 0)
		return bw_fail(err, BW_ENOTFOUND,
		    "this world has no study of that year; it has: %.*s",
		    BW_ARG(years));
	return 0;
}

static void
about(struct bw_cli *cli, const struct bw_judged *j, size_t n,
    const struct bw_criticality_rules *rules)
{
	size_t listed = 0, unsure = 0;
	struct bw_fill fill[5];

	for (size_t i = 0; i < n; i++) {
		listed += j[i].listed;
		unsure += j[i].critical == BW_PERHAPS;
	}
	fill[0] = (struct bw_fill){ "study",
		bw_text_same(bw_arena_fmt(&cli->arena, "%d", j[0].s.year)) };
	fill[1] = (struct bw_fill){ "listed",
		bw_text_same(bw_arena_fmt(&cli->arena, "%zu", listed)) };
	fill[2] = (struct bw_fill){ "unsure",
		bw_text_same(bw_arena_fmt(&cli->arena, "%zu", unsure)) };
	fill[3] = (struct bw_fill){ "sr",
		bw_text_same(bw_supply_number(cli, rules->critical.risk, 1)) };
	fill[4] = (struct bw_fill){ "ei",
		bw_text_same(
		    bw_supply_number(cli, rules->critical.importance, 1)) };
	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, "supply.crit.materials-about", fill, 5)
		.in[cli->lang],
	    0, cli->width);
}

/* studies: "2023, 2020" */
static void
json(struct bw_cli *cli, const struct bw_judged *v, size_t n,
    struct bw_str studies)
{
	struct bw_jw j = bw_cli_json(cli);
	struct bw_str one;
	int64_t year;

	bw_jw_i64(&j, "study", v[0].s.year);
	bw_jw_open(&j, "studies", '[');
	while (bw_str_cut(&studies, ',', &one))
		if (bw_str_i64(bw_str_trim(one), &year))
			bw_jw_i64(&j, NULL, year);
	bw_jw_close(&j);
	bw_jw_open(&j, "materials", '[');
	for (size_t i = 0; i < n; i++) {
		const struct bw_ref_item *m = bw_ref_material(v[i].s.material);

		bw_jw_open(&j, NULL, '{');
		bw_jw_str(&j, "material", v[i].s.material);
		bw_jw_z(&j, "eu_list", bw_eu_list_word(m));
		bw_jw_f64(&j, "supply_risk", v[i].s.risk.at);
		bw_jw_f64(&j, "supply_risk_min", v[i].risk.lo);
		bw_jw_f64(&j, "supply_risk_max", v[i].risk.hi);
		bw_jw_f64(&j, "computed_min", v[i].computed.lo);
		bw_jw_f64(&j, "computed_max", v[i].computed.hi);
		bw_jw_f64(&j, "economic_importance", v[i].s.importance.at);
		bw_jw_bool(&j, "listed", v[i].listed);
		bw_jw_z(&j, "critical", bw_reach_word(v[i].critical));
		bw_jw_i64(&j, "rank_best", (int64_t)v[i].rank.best);
		bw_jw_i64(&j, "rank_worst", (int64_t)v[i].rank.worst);
		bw_jw_i64(&j, "source", v[i].s.place.load);
		bw_jw_i64(&j, "line", (int64_t)v[i].s.place.line);
		bw_jw_str(&j, "ref", v[i].s.place.ref);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
}

static int
picture(struct bw_cli *cli, const struct bw_judged *v, size_t n,
    const struct bw_criticality_rules *rules, struct bw_err *err)
{
	const char *path = cli->value[BW_OPT_SVG];
	struct bw_out o;
	int rc;

	if (strcmp(path, "-") == 0)
		return bw_supply_scatter(
		    cli, v, n, BW_STR(""), rules, &cli->out, err);
	if ((rc = bw_out_file(&o, path, err)) != 0)
		return rc;
	rc = bw_supply_scatter(cli, v, n, BW_STR(""), rules, &o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	return rc;
}

static int
show(struct bw_cli *cli, const struct bw_judged *v, size_t n,
    struct bw_str studies, const struct bw_criticality_rules *rules,
    struct bw_err *err)
{
	struct bw_listing l;
	int rc;

	if (bw_cli_has(cli, BW_OPT_SVG)) {
		rc = picture(cli, v, n, rules, err);
		if (rc != 0 || strcmp(cli->value[BW_OPT_SVG], "-") == 0)
			return rc;
	}
	if (bw_cli_has(cli, BW_OPT_JSON)) {
		json(cli, v, n, studies);
		return 0;
	}
	rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		row(&l, &v[i], i + 1);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && !l.to_csv)
		about(cli, v, n, rules);
	return rc;
}

int
bw_supply_ranking(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_criticality_rules rules;
	struct bw_judged *all = NULL;
	struct bw_world *w = NULL;
	struct bw_str studies = BW_STR("");
	struct bw_view *v = NULL;
	size_t n = 0, k = 0;
	int year = 0, rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_ref_load(err);
	if (rc == 0)
		rc = bw_criticality_rules(&rules, &cli->arena, err);
	if (rc == 0)
		rc = bw_judge_all(v, &rules, &cli->arena, &all, &n, err);
	if (rc == 0)
		rc = study_of(cli, all, n, &year, &studies, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (all[i].s.year == year && all[i].scored)
			all[k++] = all[i];
	if (rc == 0) {
		qsort(all, k, sizeof(*all), by_risk);
		rc = show(cli, all, k, studies, &rules, err);
	}
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
