/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_material_eu.c - of one material for people: what the EU studies say of
 * its origin, how critical it is and how sure, the benchmarks of 2030.
 */
#include "cli/supply_page.h"

/* ---- origin ---- */

static void
side_row(const struct page *g, struct bw_listing *l, const struct bw_side *s)
{
	struct bw_str where =
	    bw_cli_wordf(g->cli, "supply.crit.side", s->eu ? "eu" : "world");

	bw_list_cell(l, where);
	bw_list_cell(l, page_stage(g, s->stage));
	bw_list_count(l, s->n);
	bw_list_cell(l, bw_supply_country_name(g->cli, s->share[0].country));
	bw_list_cell(l, page_percent(g, s->share[0].share.at));
	bw_list_cell(l, bw_supply_interval(g->cli, s->hhi.hhi, 2));
	bw_list_cell(l, bw_supply_interval(g->cli, s->hhi.weighted, 1));
}

int
page_sides(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-side", "supply-stage",
		"crit-countries", "supply-top", "supply-top-share",
		"supply-hhi", "crit-hhi-wgi-t" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT };
	struct bw_arena *a = &g->cli->arena;
	struct bw_listing l;
	int rc;

	page_heading(g, "sides");
	if (g->p->n_side == 0) {
		page_note(g, page_say(g, "sides-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->p->n_side && rc == 0; i++)
		side_row(g, &l, &g->p->side[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0)
		page_note(g,
		    page_filled(g, "sides-about", "study",
			page_year(g, g->p->side[0].year), "years",
			g->p->governed_from == 0
			    ? BW_STR("-")
			    : bw_arena_fmt(a, "%d\u2013%d", g->p->governed_from,
				  g->p->governed_to)));
	return rc;
}

/* ---- scores ---- */

static struct bw_str
rank(const struct page *g, const struct bw_judged *j)
{
	struct bw_arena *a = &g->cli->arena;

	if (j->rank.best == 0)
		return BW_STR("");
	if (j->rank.best == j->rank.worst)
		return bw_arena_fmt(a, "%zu / %zu", j->rank.best, j->ranked);
	return bw_arena_fmt(
	    a, "%zu\u2013%zu / %zu", j->rank.best, j->rank.worst, j->ranked);
}

static struct bw_str
missing(const struct page *g, unsigned mask)
{
	static const struct {
		unsigned bit;
		const char *word;
	} input[] = { { BW_RISK_WORLD, "HHI(world)" },
		{ BW_RISK_EU, "HHI(EU)" }, { BW_RISK_RELIANCE, "IR" },
		{ BW_RISK_RECYCLING, "EoL-RIR" },
		{ BW_RISK_SUBSTITUTION, "SI" } };
	struct bw_str s = BW_STR("");

	for (size_t i = 0; i < BW_LEN(input); i++)
		if ((mask & input[i].bit) != 0)
			s = bw_arena_fmt(&g->cli->arena, "%.*s%s%s", BW_ARG(s),
			    s.n > 0 ? ", " : "", input[i].word);
	return s;
}

static void
score_row(const struct page *g, struct bw_listing *l, const struct bw_judged *j)
{
	bw_list_cell(l, page_year(g, j->s.year));
	bw_list_cell(l, bw_supply_number(g->cli, j->s.risk.at, 1));
	bw_list_cell(l, bw_supply_interval(g->cli, j->risk, 2));
	bw_list_cell(l,
	    bw_figure_known(j->computed)
		? bw_supply_interval(g->cli, j->computed, 2)
		: BW_STR("-"));
	bw_list_cell(l, bw_supply_number(g->cli, j->s.importance.at, 1));
	bw_list_cell(l,
	    bw_cli_wordf(g->cli, "supply.crit.reach",
		bw_reach_word(j->scored ? j->critical : BW_UNKNOWN)));
	bw_list_cell(l, rank(g, j));
}

/* Scored as part of a group, or in parts. */
static void
related_notes(const struct page *g)
{
	struct bw_cli *cli = g->cli;

	for (size_t i = 0; i < g->p->n_related; i++) {
		const struct bw_judged *j = &g->p->related[i];
		const struct bw_ref_item *m = bw_ref_material(j->s.material);
		const struct bw_fill fill[] = {
			{ "study", bw_text_same(page_year(g, j->s.year)) },
			{ "group",
			    m != NULL ? m->name : bw_text_same(j->s.material) },
			{ "sr",
			    bw_text_same(
				bw_supply_number(cli, j->s.risk.at, 1)) },
			{ "ei",
			    bw_text_same(
				bw_supply_number(cli, j->s.importance.at, 1)) },
			{ "critical",
			    bw_text_same(bw_cli_wordf(cli, "supply.crit.reach",
				bw_reach_word(j->critical))) }
		};

		page_note(g,
		    bw_text_fill(&cli->arena, "supply.crit.related", fill, 5)
			.in[cli->lang]);
	}
}

/* The bounds that the shares alone give, against the printed SR. */
static void
ceiling_notes(const struct page *g)
{
	for (uint8_t s = 0; s < BW_STAGES; s++) {
		const struct bw_fill fill[] = {
			{ "study",
			    bw_text_same(page_year(g, g->p->side[0].year)) },
			{ "what", bw_text_same(page_stage(g, s)) },
			{ "most",
			    bw_text_same(bw_supply_number(
				g->cli, g->p->ceiling[s].hi, 1)) }
		};

		if (bw_bounds_known(g->p->ceiling[s]))
			page_note(g,
			    bw_text_fill(
				&g->cli->arena, "supply.crit.ceiling", fill, 3)
				.in[g->cli->lang]);
	}
}

int
page_scores(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-study", "crit-sr",
		"crit-sr-range", "crit-computed", "crit-ei", "crit-critical",
		"crit-rank" };
	static const unsigned flag[] = { BW_COL_RIGHT, BW_COL_RIGHT,
		BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_RIGHT };
	struct bw_listing l;
	unsigned lacking;
	int rc;

	page_heading(g, "scores");
	if (g->p->n_score == 0) {
		page_note(g, page_say(g, "scores-none"));
		related_notes(g);
		ceiling_notes(g);
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->p->n_score && rc == 0; i++)
		score_row(g, &l, &g->p->score[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	page_note(g,
	    page_filled(g, "scores-about", "sr",
		bw_supply_number(g->cli, g->rules->critical.risk, 1), "ei",
		bw_supply_number(g->cli, g->rules->critical.importance, 1)));
	for (size_t i = 0; i < g->p->n_score && rc == 0; i++) {
		const struct bw_judged *j = &g->p->score[i];

		if (!j->agrees)
			page_note(g,
			    page_filled(g, "disagrees", "study",
				page_year(g, j->s.year), "", BW_STR("")));
	}
	lacking = g->p->score[0].missing;
	if (g->p->n_side > 0) /* the shares give these */
		lacking &= ~(unsigned)(BW_RISK_WORLD | BW_RISK_EU);
	if (!bw_figure_known(g->p->score[0].computed) && lacking != 0)
		page_note(g,
		    page_filled(g, "missing", "study",
			page_year(g, g->p->score[0].s.year), "inputs",
			missing(g, lacking)));
	related_notes(g);
	ceiling_notes(g);
	return rc;
}

/* ---- benchmarks ---- */

static struct bw_str
limit(const struct page *g, const struct bw_act_line *a)
{
	return bw_arena_fmt(&g->cli->arena, "%s %.0f %%",
	    a->limit.ceiling ? "\u2264" : "\u2265", a->limit.limit);
}

static void
act_row(const struct page *g, struct bw_listing *l, const struct bw_act_line *a)
{
	struct bw_str what =
	    bw_cli_wordf(g->cli, "supply.crit.act", bw_benchmark_word(a->name));

	if (a->name == BW_ACT_SINGLE_COUNTRY)
		what = bw_arena_fmt(&g->cli->arena, "%.*s, %.*s", BW_ARG(what),
		    BW_ARG(page_stage(g, a->stage)));
	bw_list_cell(l, what);
	bw_list_cell(l, limit(g, a));
	bw_list_cell(l, bw_supply_interval(g->cli, a->standing.share, 0));
	bw_list_cell(l,
	    bw_cli_wordf(
		g->cli, "supply.crit.reach", bw_reach_word(a->standing.met)));
	bw_list_cell(l, bw_supply_interval(g->cli, a->standing.distance, 0));
	bw_list_cell(l, page_year(g, a->year));
	bw_list_cell(l,
	    a->country.n > 0 ? bw_supply_country_name(g->cli, a->country)
			     : BW_STR(""));
}

int
page_act(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-benchmark", "crit-limit",
		"crit-share", "crit-met", "crit-distance", "crit-study",
		"country" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_RIGHT, BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT,
		BW_COL_WRAP };
	struct bw_listing l;
	size_t told = 0;
	int rc;

	page_heading(g, "act");
	for (size_t i = 0; i < BW_ACT_LINES; i++)
		told += g->p->act[i].year != 0;
	if (told == 0) {
		page_note(g, page_say(g, "act-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < BW_ACT_LINES && rc == 0; i++)
		act_row(g, &l, &g->p->act[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	page_note(g, page_say(g, "act-about"));
	if (g->p->item == NULL || g->p->item->list != BW_EU_STRATEGIC)
		page_note(g, page_say(g, "act-not-strategic"));
	page_note(g,
	    page_filled(g, "cite", "text", g->rules->cite_act, "", BW_STR("")));
	return rc;
}
