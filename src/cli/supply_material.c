/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_material.c - one material for people: who makes it, how that went,
 * what the EU studies say, the benchmarks of 2030, what it is used for.
 *
 * Each part is a small table under a heading with its source, because each
 * has its own years and its own meaning. A part without figures says so.
 */
#include "cli/supply_facts.h"
#include "supply/supply_tell.h"
#include "supply/users.h"

#define USERS_SHOWN ((size_t)20)

struct page {
	struct bw_cli *cli;
	const struct bw_view *v;
	struct bw_user *user;
	size_t n_user;
	const struct bw_profile *p;
	const struct bw_criticality_rules *rules;
};

static struct bw_str
say(const struct page *g, const char *name)
{
	return bw_cli_wordf(g->cli, "supply.crit", name);
}

static struct bw_str
filled(const struct page *g, const char *key, const char *a, struct bw_str av,
    const char *b, struct bw_str bv)
{
	const struct bw_fill fill[] = { { a, bw_text_same(av) },
		{ b, bw_text_same(bv) } };
	char full[64];

	snprintf(full, sizeof(full), "supply.crit.%s", key);
	return bw_text_fill(&g->cli->arena, full, fill, 2).in[g->cli->lang];
}

static struct bw_str
year_text(const struct page *g, int year)
{
	return year == 0 ? BW_STR("")
			 : bw_arena_fmt(&g->cli->arena, "%d", year);
}

static void
heading(const struct page *g, const char *name)
{
	bw_out_z(&g->cli->out, "\n");
	bw_wrap(&g->cli->out, say(g, name), 0, g->cli->width);
}

static void
note(const struct page *g, struct bw_str text)
{
	bw_wrap(&g->cli->out, text, 0, g->cli->width);
}

static struct bw_str
percent(const struct page *g, double share)
{
	return bw_supply_number(g->cli, share * 100, 1);
}

static struct bw_str
stage(const struct page *g, uint8_t s)
{
	return bw_cli_wordf(g->cli, "stage", bw_stage_name(s));
}

/* ---- who makes it ---- */

static void
made_row(const struct page *g, struct bw_listing *l,
    const struct bw_production *p, bool with_stage)
{
	const struct bw_concentration *c = &p->c;

	if (with_stage)
		bw_list_cell(l,
		    p->detail.n == 0
			? stage(g, p->stage)
			: bw_arena_fmt(&g->cli->arena, "%.*s: %.*s",
			      BW_ARG(stage(g, p->stage)), BW_ARG(p->detail)));
	bw_list_cell(l, year_text(g, p->year));
	bw_list_cell(l,
	    p->n > 0 && p->by[0].country.n > 0
		? bw_supply_country_name(g->cli, p->by[0].country)
		: BW_STR(""));
	bw_list_cell(l, percent(g, c->top_share));
	if (with_stage)
		bw_list_cell(l, percent(g, c->top3_share));
	bw_list_cell(l, bw_supply_range(g->cli, c->hhi_lo, c->hhi_hi, 2));
	bw_list_cell(l, bw_supply_range(g->cli, c->wgi_lo, c->wgi_hi, 1));
	bw_list_cell(
	    l, bw_supply_range(g->cli, 1 / c->hhi_hi, 1 / c->hhi_lo, 1));
}

static struct bw_str
maker_place(const struct page *g, const struct bw_producer *by)
{
	return bw_supply_place(g->cli, by->ref, by->load, by->line);
}

static int
made(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "supply-stage", "supply-year",
		"supply-top", "supply-top-share", "crit-top3", "supply-hhi",
		"supply-wgi", "crit-effective" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT,
		BW_COL_RIGHT };
	size_t newest[16];
	size_t n = bw_supply_newest(g->cli, g->p, newest, BW_LEN(newest));
	struct bw_listing l;
	int rc;

	heading(g, "made");
	if (n == 0) {
		note(g, say(g, "made-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < n && rc == 0; i++)
		made_row(g, &l, &g->p->made[newest[i]], true);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	for (size_t i = 0; i < n && rc == 0; i++)
		if (g->p->made[newest[i]].n > 0)
			note(g,
			    filled(g, "from", "what",
				stage(g, g->p->made[newest[i]].stage), "source",
				maker_place(g, &g->p->made[newest[i]].by[0])));
	return rc;
}

/* Years that tell a trend: the newest of each stage is above already, so at
 * least two; of many years those closest to every second or fifth. */
#define TREND_ROWS 8u

static size_t
trend_years(const struct bw_profile *p, size_t from, size_t *index)
{
	size_t year[128], n = 0, k = 0;

	for (size_t i = from; i < p->n_made &&
	     p->made[i].stage == p->made[from].stage && n < BW_LEN(year);
	     i++) {
		bool typed =
		    (i > from && p->made[i - 1].year == p->made[i].year &&
			p->made[i - 1].stage == p->made[i].stage) ||
		    (i + 1 < p->n_made &&
			p->made[i + 1].year == p->made[i].year &&
			p->made[i + 1].stage == p->made[i].stage);

		if (!typed && p->made[i].n > 0)
			year[n++] = i;
	}
	if (n < 2)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (i == n - 1 || n <= TREND_ROWS ||
		    i * (TREND_ROWS - 1) / (n - 1) !=
			(i + 1) * (TREND_ROWS - 1) / (n - 1))
			index[k++] = year[i];
	return k;
}

static int
trend(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "supply-year", "supply-top",
		"supply-top-share", "supply-hhi", "supply-wgi",
		"crit-effective" };
	static const unsigned flag[] = { BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT };
	size_t index[128], end;
	int rc = 0;

	for (size_t from = 0; from < g->p->n_made && rc == 0; from = end) {
		size_t n = trend_years(g->p, from, index);
		struct bw_listing l;

		for (end = from; end < g->p->n_made &&
		     g->p->made[end].stage == g->p->made[from].stage;)
			end++;
		if (n == 0)
			continue;
		bw_out_z(&g->cli->out, "\n");
		note(g,
		    filled(g, "trend", "what", stage(g, g->p->made[from].stage),
			"", BW_STR("")));
		rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
		for (size_t i = 0; i < n && rc == 0; i++)
			made_row(g, &l, &g->p->made[index[i]], false);
		if (rc == 0)
			rc = bw_list_close(&l, err);
	}
	return rc;
}

/* ---- the EU study ---- */

static void
side_row(const struct page *g, struct bw_listing *l, const struct bw_side *s)
{
	struct bw_str where =
	    bw_cli_wordf(g->cli, "supply.crit.side", s->eu ? "eu" : "world");

	bw_list_cell(l, where);
	bw_list_cell(l, stage(g, s->stage));
	bw_list_count(l, s->n);
	bw_list_cell(l, bw_supply_country_name(g->cli, s->share[0].country));
	bw_list_cell(l, percent(g, s->share[0].share.at));
	bw_list_cell(l, bw_supply_interval(g->cli, s->hhi.hhi, 2));
	bw_list_cell(l, bw_supply_interval(g->cli, s->hhi.weighted, 1));
}

static int
sides(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-side", "supply-stage",
		"crit-countries", "supply-top", "supply-top-share",
		"supply-hhi", "crit-hhi-wgi-t" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT };
	struct bw_arena *a = &g->cli->arena;
	struct bw_listing l;
	int rc;

	heading(g, "sides");
	if (g->p->n_side == 0) {
		note(g, say(g, "sides-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->p->n_side && rc == 0; i++)
		side_row(g, &l, &g->p->side[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0)
		note(g,
		    filled(g, "sides-about", "study",
			year_text(g, g->p->side[0].year), "years",
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
	bw_list_cell(l, year_text(g, j->s.year));
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
			{ "study", bw_text_same(year_text(g, j->s.year)) },
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

		note(g,
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
			    bw_text_same(year_text(g, g->p->side[0].year)) },
			{ "what", bw_text_same(stage(g, s)) },
			{ "most",
			    bw_text_same(bw_supply_number(
				g->cli, g->p->ceiling[s].hi, 1)) }
		};

		if (bw_bounds_known(g->p->ceiling[s]))
			note(g,
			    bw_text_fill(
				&g->cli->arena, "supply.crit.ceiling", fill, 3)
				.in[g->cli->lang]);
	}
}

static int
scores(const struct page *g, struct bw_err *err)
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

	heading(g, "scores");
	if (g->p->n_score == 0) {
		note(g, say(g, "scores-none"));
		related_notes(g);
		ceiling_notes(g);
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->p->n_score && rc == 0; i++)
		score_row(g, &l, &g->p->score[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	note(g,
	    filled(g, "scores-about", "sr",
		bw_supply_number(g->cli, g->rules->critical.risk, 1), "ei",
		bw_supply_number(g->cli, g->rules->critical.importance, 1)));
	for (size_t i = 0; i < g->p->n_score && rc == 0; i++) {
		const struct bw_judged *j = &g->p->score[i];

		if (!j->agrees)
			note(g,
			    filled(g, "disagrees", "study",
				year_text(g, j->s.year), "", BW_STR("")));
	}
	lacking = g->p->score[0].missing;
	if (g->p->n_side > 0) /* the shares give these */
		lacking &= ~(unsigned)(BW_RISK_WORLD | BW_RISK_EU);
	if (!bw_figure_known(g->p->score[0].computed) && lacking != 0)
		note(g,
		    filled(g, "missing", "study",
			year_text(g, g->p->score[0].s.year), "inputs",
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
		    BW_ARG(stage(g, a->stage)));
	bw_list_cell(l, what);
	bw_list_cell(l, limit(g, a));
	bw_list_cell(l, bw_supply_interval(g->cli, a->standing.share, 0));
	bw_list_cell(l,
	    bw_cli_wordf(
		g->cli, "supply.crit.reach", bw_reach_word(a->standing.met)));
	bw_list_cell(l, bw_supply_interval(g->cli, a->standing.distance, 0));
	bw_list_cell(l, year_text(g, a->year));
	bw_list_cell(l,
	    a->country.n > 0 ? bw_supply_country_name(g->cli, a->country)
			     : BW_STR(""));
}

static int
act(const struct page *g, struct bw_err *err)
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

	heading(g, "act");
	for (size_t i = 0; i < BW_ACT_LINES; i++)
		told += g->p->act[i].year != 0;
	if (told == 0) {
		note(g, say(g, "act-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < BW_ACT_LINES && rc == 0; i++)
		act_row(g, &l, &g->p->act[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	note(g, say(g, "act-about"));
	if (g->p->item == NULL || g->p->item->list != BW_EU_STRATEGIC)
		note(g, say(g, "act-not-strategic"));
	note(g, filled(g, "cite", "text", g->rules->cite_act, "", BW_STR("")));
	return rc;
}

/* ---- end uses ---- */

static int
uses(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-use", "supply-share",
		"crit-sector" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_WRAP };
	const struct bw_importance *e = &g->p->importance;
	struct bw_listing l;
	int rc;

	heading(g, "uses");
	if (g->p->n_use == 0) {
		note(g, say(g, "uses-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->p->n_use && rc == 0; i++) {
		const struct bw_study_use *u = &g->p->use[i];

		bw_list_cell(&l, bw_cli_plain(g->cli, u->application));
		bw_list_cell(
		    &l, bw_supply_number(g->cli, u->share.at * 100, 0));
		bw_list_cell(&l, bw_cli_plain(g->cli, u->sector));
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && bw_bounds_known(e->without))
		note(g,
		    filled(g, "importance", "ei",
			bw_supply_interval(g->cli, e->without, 1), "si",
			bw_bounds_known(e->implied)
			    ? bw_supply_interval(g->cli, e->implied, 2)
			    : BW_STR("-")));
	return rc;
}

/* ---- companies ---- */

static int
users(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "crit-company", "supply-critical" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_WRAP };
	struct bw_listing l;
	int rc;

	if (g->n_user == 0)
		return 0;
	heading(g, "users");
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->n_user && i < USERS_SHOWN && rc == 0; i++) {
		const struct bw_user *u = &g->user[i];

		bw_list_cell(&l, bw_cli_name(g->cli, g->v, u->party));
		bw_list_cell(&l,
		    u->critical < 0 ? BW_STR("")
				    : bw_cli_wordf(g->cli, "supply.crit.reach",
					  u->critical > 0 ? "yes" : "no"));
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc == 0 && g->n_user > USERS_SHOWN)
		note(g,
		    filled(g, "users-more", "n",
			bw_arena_fmt(
			    &g->cli->arena, "%zu", g->n_user - USERS_SHOWN),
			"", BW_STR("")));
	return rc;
}

static int
people(const struct page *g, struct bw_err *err)
{
	const struct bw_ref_item *m = g->p->item;
	struct bw_str list =
	    bw_cli_wordf(g->cli, "supply.crit.list", bw_eu_list_word(m));
	int rc;

	note(g,
	    bw_arena_fmt(&g->cli->arena, "%.*s: %.*s",
		BW_ARG(m != NULL ? m->name.in[g->cli->lang] : g->p->code),
		BW_ARG(list)));
	if ((rc = made(g, err)) != 0 || (rc = trend(g, err)) != 0 ||
	    (rc = sides(g, err)) != 0 || (rc = scores(g, err)) != 0 ||
	    (rc = act(g, err)) != 0)
		return rc;
	rc = uses(g, err);
	return rc != 0 ? rc : users(g, err);
}

static int
users_json(const struct page *g, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, "users", '[');
	for (size_t i = 0; i < g->n_user && rc == 0; i++) {
		const struct bw_user *u = &g->user[i];

		bw_jw_open(j, NULL, '{');
		rc = bw_cli_party_json(
		    g->cli, j, "company", g->v, u->party, err);
		if (u->critical < 0)
			bw_jw_null(j, "critical");
		else
			bw_jw_bool(j, "critical", u->critical > 0);
		bw_jw_i64(j, "source", u->load);
		bw_jw_i64(j, "line", (int64_t)u->line);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

int
bw_supply_material(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_criticality_rules rules;
	struct bw_fact_lines f = { 0 };
	struct bw_profile p = { 0 };
	struct page g = { .cli = cli, .p = &p, .rules = &rules };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_supply_profile(cli, v, cli->arg[0], &rules, &p, err);
	g.v = v;
	if (rc == 0)
		rc = bw_material_users(
		    v, p.code, &cli->arena, &g.user, &g.n_user, err);
	if (rc == 0)
		rc = bw_supply_facts(cli, &p, &f, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SVG))
		rc = bw_supply_pictures(cli, &p, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_JSON)) {
		struct bw_jw j = bw_cli_json(cli);

		bw_supply_facts_json(&j, &p, &f);
		rc = users_json(&g, &j, err);
		bw_jw_close(&j);
	} else if (rc == 0 && bw_cli_has(cli, BW_OPT_CSV)) {
		rc = bw_supply_facts_csv(cli, &p, &f, err);
	} else if (rc == 0) {
		rc = people(&g, err);
	}
	bw_vec_release(&f.list);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
