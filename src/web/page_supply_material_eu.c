/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_supply_material_eu.c - what the EU says of a material: scores, origin,
 * the benchmarks of 2030, end uses; and who uses it in this world.
 */
#include "web/page_supply_material.h"
#include <math.h>

static struct bw_str
spread(struct page *p, struct bw_json f, int decimals)
{
	return mat_range(p, mat_num(f, "min"), mat_num(f, "max"), decimals);
}

static bool
has_part(struct bw_json all, const char *part)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "figures"));

	while (bw_json_step(&it))
		if (mat_is(it.value, "part", part))
			return true;
	return false;
}

/* ---- scores -------------------------------------------------------------- */
static const char *const score_column[] = { "web.supply.study", "web.supply.sr",
	"web.supply.col.range", "web.supply.col.computed", "web.supply.ei",
	"web.supply.col.critical", "web.supply.col.rank", "web.supply.ir",
	"web.supply.eol", "web.supply.col.source" };

static void
score_row(struct page *p, struct bw_json all, struct bw_json sr)
{
	int64_t year = 0;
	const char *stage =
	    mat_z(page_fmt(p, "%.*s", BW_ARG(mat_str(sr, "stage"))));
	struct bw_json f;

	bw_json_i64(bw_json_get(sr, "year"), &year);
	page_row(p);
	page_head_cell(p, score_column[0], mat_year(p, sr));
	mat_cell(p, score_column[1], mat_number(p, mat_num(sr, "value"), 1));
	mat_cell(p, score_column[2], spread(p, sr, 2));
	f = mat_figure(all, "score", "supply-risk-computed", stage, year);
	mat_cell(p, score_column[3], spread(p, f, 2));
	f = mat_figure(all, "score", "economic-importance", stage, year);
	mat_cell(p, score_column[4], mat_number(p, mat_num(f, "value"), 1));
	f = mat_figure(all, "score", "critical", stage, year);
	mat_cell(p, score_column[5],
	    page_word_of(p, "supply.crit.reach", mat_str(f, "text")));
	f = mat_figure(all, "score", "rank", stage, year);
	mat_cell(p, score_column[6], spread(p, f, 0));
	f = mat_figure(all, "score", "import-reliance", stage, year);
	mat_cell(
	    p, score_column[7], page_per_cent(p, mat_num(f, "value") / 100, 0));
	f = mat_figure(all, "score", "eol-recycling", stage, year);
	mat_cell(
	    p, score_column[8], page_per_cent(p, mat_num(f, "value") / 100, 0));
	mat_source_cell(p, score_column[9], sr);
	page_row_end(p);
}

static void
scores(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "figures"));

	page_h2(p, "scores", "web.supply.scores");
	if (bw_json_type(mat_figure(all, "score", "supply-risk", NULL, 0)) ==
	    BW_JSON_NONE) {
		page_notice(p, "know", page_word(p, "supply.crit.scores-none"));
		return;
	}
	page_table(p, "web.supply.scores", score_column, BW_LEN(score_column));
	while (bw_json_step(&it))
		if (mat_is(it.value, "part", "score") &&
		    mat_is(it.value, "what", "supply-risk"))
			score_row(p, all, it.value);
	page_table_end(p);
	page_p(p, "hint", "web.supply.scores-about");
}

/* ---- origin -------------------------------------------------------------- */
static const char *const side_column[] = { "web.supply.col.side",
	"web.supply.col.stage", "web.supply.top", "web.supply.col.share",
	"web.supply.hhi", "web.supply.hhi-wgi-t", "web.supply.col.source" };

static void
side_row(struct page *p, struct bw_json all, struct bw_json top)
{
	const char *part = mat_is(top, "part", "world-supply") ? "world-supply"
							       : "eu-sourcing";
	const char *stage =
	    mat_z(page_fmt(p, "%.*s", BW_ARG(mat_str(top, "stage"))));
	struct bw_json f;

	page_row(p);
	page_head_cell(p, side_column[0],
	    page_word(p,
		part[0] == 'w' ? "supply.crit.side.world"
			       : "supply.crit.side.eu"));
	mat_cell(
	    p, side_column[1], page_word_of(p, "stage", mat_str(top, "stage")));
	mat_cell(p, side_column[2], page_country(p, mat_str(top, "text")));
	mat_share_cell(p, side_column[3], mat_num(top, "value") / 100,
	    mat_num(top, "value") / 100);
	f = mat_figure(all, part, "hhi", stage, 0);
	mat_cell(p, side_column[4], spread(p, f, 2));
	f = mat_figure(all, part, "hhi-wgi-t", stage, 0);
	mat_cell(p, side_column[5], spread(p, f, 1));
	mat_source_cell(p, side_column[6], top);
	page_row_end(p);
}

static void
sides(struct page *p, struct bw_json all)
{
	struct bw_json_each it = bw_json_each(bw_json_get(all, "figures"));

	if (!has_part(all, "world-supply") && !has_part(all, "eu-sourcing"))
		return;
	page_h2(p, "origin", "web.supply.origin");
	page_table(p, "web.supply.origin", side_column, BW_LEN(side_column));
	while (bw_json_step(&it))
		if ((mat_is(it.value, "part", "world-supply") ||
			mat_is(it.value, "part", "eu-sourcing")) &&
		    mat_is(it.value, "what", "largest"))
			side_row(p, all, it.value);
	page_table_end(p);
	page_p(p, "hint", "web.supply.origin-about");
}

/* ---- benchmarks ---------------------------------------------------------- */
static const char *const act_column[] = { "web.supply.col.benchmark",
	"web.supply.col.limit", "web.supply.col.now", "web.supply.col.met",
	"web.supply.col.short", "web.supply.study", "web.supply.col.source" };

static struct bw_str
act_now(struct page *p, struct bw_json share)
{
	struct bw_str s = spread(p, share, 0), who = mat_str(share, "text");

	if (s.n == 0)
		return s;
	return who.n > 0 ? page_fmt(p, "%.*s %.*s %%",
			       BW_ARG(page_country(p, who)), BW_ARG(s))
			 : page_fmt(p, "%.*s %%", BW_ARG(s));
}

static void
act_row(struct page *p, struct bw_json all, const char *name, const char *stage)
{
	bool most = strcmp(name, "single-country") == 0;
	struct bw_json share = mat_figure(all, "act", name, stage, 0);
	struct bw_json limit = mat_figure(
	    all, "act", mat_z(page_fmt(p, "%s-limit", name)), stage, 0);
	struct bw_json met = mat_figure(
	    all, "act", mat_z(page_fmt(p, "%s-met", name)), stage, 0);
	struct bw_json distance = mat_figure(
	    all, "act", mat_z(page_fmt(p, "%s-distance", name)), stage, 0);
	struct bw_str what =
	    page_word_of(p, "supply.crit.act", bw_str_of(name));

	if (bw_json_type(limit) == BW_JSON_NONE)
		return;
	if (stage[0] != '\0')
		what = page_fmt(p, "%.*s, %.*s", BW_ARG(what),
		    BW_ARG(page_word_of(p, "stage", bw_str_of(stage))));
	page_row(p);
	page_head_cell(p, act_column[0], what);
	mat_cell(p, act_column[1],
	    page_fmt(p, "%s %.0f %%", most ? "\u2264" : "\u2265",
		mat_num(limit, "value")));
	mat_cell(p, act_column[2], act_now(p, share));
	mat_cell(p, act_column[3],
	    page_word_of(p, "supply.crit.reach", mat_str(met, "text")));
	mat_cell(p, act_column[4], spread(p, distance, 0));
	mat_cell(p, act_column[5], mat_year(p, share));
	mat_source_cell(p, act_column[6], share);
	page_row_end(p);
}

static void
act(struct page *p, struct bw_json all)
{
	page_h2(p, "act", "web.supply.act");
	if (!has_part(all, "act")) {
		page_notice(p, "know", page_word(p, "supply.crit.act-none"));
		return;
	}
	page_table(p, "web.supply.act", act_column, BW_LEN(act_column));
	act_row(p, all, "extraction", "");
	act_row(p, all, "processing", "");
	act_row(p, all, "recycling", "");
	act_row(p, all, "single-country", "mine");
	act_row(p, all, "single-country", "refine");
	page_table_end(p);
	page_p(p, "hint", "supply.crit.act-about");
	if (!mat_is(all, "eu_list", "strategic"))
		page_p(p, "hint", "supply.crit.act-not-strategic");
}

/* ---- end uses ------------------------------------------------------------ */
static void
uses(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "web.supply.col.use",
		"web.supply.col.share", "web.supply.col.source" };
	struct bw_json_each it = bw_json_each(bw_json_get(all, "figures"));

	page_h2(p, "uses", "web.supply.uses");
	if (!has_part(all, "use")) {
		page_notice(p, "know", page_word(p, "supply.crit.uses-none"));
		return;
	}
	page_table(p, "web.supply.uses", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		if (!mat_is(it.value, "part", "use"))
			continue;
		page_row(p);
		page_head_cell(p, column[0], mat_str(it.value, "text"));
		mat_share_cell(p, column[1], mat_num(it.value, "value") / 100,
		    mat_num(it.value, "value") / 100);
		mat_source_cell(p, column[2], it.value);
		page_row_end(p);
	}
	page_table_end(p);
}

void
mat_eu(struct page *p, struct bw_json all)
{
	scores(p, all);
	sides(p, all);
	act(p, all);
	uses(p, all);
}

/* ---- who uses it --------------------------------------------------------- */
void
mat_users(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "web.supply.col.company",
		"web.supply.col.needed", "web.supply.col.source" };
	struct bw_json_each it = bw_json_each(bw_json_get(all, "users"));
	struct bw_url u;

	page_h2(p, "users", "web.supply.users");
	if (bw_json_count(bw_json_get(all, "users")) == 0) {
		page_notice(p, "know", page_word(p, "web.supply.no-users"));
		return;
	}
	page_table(p, "web.supply.users", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		struct bw_json critical = bw_json_get(it.value, "critical");
		struct bw_json company = bw_json_get(it.value, "company");

		page_row(p);
		page_open_cell(p, column[0], true);
		page_to(
		    p, &u, "company", page_id(p, company).p, "supply", NULL);
		page_a(p, &u, NULL, page_name(p, company));
		bw_html_close(&p->h);
		mat_cell(p, column[1],
		    bw_json_type(critical) == BW_JSON_BOOL
			? page_word(p,
			      bw_json_bool(critical, false)
				  ? "supply.crit.reach.yes"
				  : "supply.crit.reach.no")
			: BW_STR(""));
		mat_source_cell(p, column[2], it.value);
		page_row_end(p);
	}
	page_table_end(p);
}
