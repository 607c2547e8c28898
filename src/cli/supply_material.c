/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_material.c - one material for people: who makes it, how that went,
 * who is behind it, what the EU studies say, the benchmarks of 2030, what it is
 * used for.
 *
 * Each part is a small table under a heading with its source, because each
 * has its own years and its own meaning. A part without figures says so.
 */
#include "cli/supply_page.h"
#include "supply/supply_tell.h"

#define USERS_SHOWN ((size_t)20)

struct bw_str
page_say(const struct page *g, const char *name)
{
	return bw_cli_wordf(g->cli, "supply.crit", name);
}

struct bw_str
page_filled(const struct page *g, const char *key, const char *a,
    struct bw_str av, const char *b, struct bw_str bv)
{
	const struct bw_fill fill[] = { { a, bw_text_same(av) },
		{ b, bw_text_same(bv) } };
	char full[64];

	snprintf(full, sizeof(full), "supply.crit.%s", key);
	return bw_text_fill(&g->cli->arena, full, fill, 2).in[g->cli->lang];
}

struct bw_str
page_year(const struct page *g, int year)
{
	return year == 0 ? BW_STR("")
			 : bw_arena_fmt(&g->cli->arena, "%d", year);
}

void
page_heading(const struct page *g, const char *name)
{
	bw_out_z(&g->cli->out, "\n");
	bw_wrap(&g->cli->out, page_say(g, name), 0, g->cli->width);
}

void
page_note(const struct page *g, struct bw_str text)
{
	bw_wrap(&g->cli->out, text, 0, g->cli->width);
}

struct bw_str
page_percent(const struct page *g, double share)
{
	return bw_supply_number(g->cli, share * 100, 1);
}

struct bw_str
page_stage(const struct page *g, uint8_t s)
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
			? page_stage(g, p->stage)
			: bw_arena_fmt(&g->cli->arena, "%.*s: %.*s",
			      BW_ARG(page_stage(g, p->stage)),
			      BW_ARG(p->detail)));
	bw_list_cell(l, page_year(g, p->year));
	bw_list_cell(l,
	    p->n > 0 && p->by[0].country.n > 0
		? bw_supply_country_name(g->cli, p->by[0].country)
		: BW_STR(""));
	bw_list_cell(l, page_percent(g, c->top_share));
	if (with_stage)
		bw_list_cell(l, page_percent(g, c->top3_share));
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

	page_heading(g, "made");
	if (n == 0) {
		page_note(g, page_say(g, "made-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < n && rc == 0; i++)
		made_row(g, &l, &g->p->made[newest[i]], true);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	for (size_t i = 0; i < n && rc == 0; i++)
		if (g->p->made[newest[i]].n > 0)
			page_note(g,
			    page_filled(g, "from", "what",
				page_stage(g, g->p->made[newest[i]].stage),
				"source",
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
		page_note(g,
		    page_filled(g, "trend", "what",
			page_stage(g, g->p->made[from].stage), "", BW_STR("")));
		rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
		for (size_t i = 0; i < n && rc == 0; i++)
			made_row(g, &l, &g->p->made[index[i]], false);
		if (rc == 0)
			rc = bw_list_close(&l, err);
	}
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

	page_heading(g, "uses");
	if (g->p->n_use == 0) {
		page_note(g, page_say(g, "uses-none"));
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
		page_note(g,
		    page_filled(g, "importance", "ei",
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
	page_heading(g, "users");
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
		page_note(g,
		    page_filled(g, "users-more", "n",
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

	page_note(g,
	    bw_arena_fmt(&g->cli->arena, "%.*s: %.*s",
		BW_ARG(m != NULL ? m->name.in[g->cli->lang] : g->p->code),
		BW_ARG(list)));
	if ((rc = made(g, err)) != 0 || (rc = trend(g, err)) != 0 ||
	    (rc = page_who(g, err)) != 0 || (rc = page_sides(g, err)) != 0 ||
	    (rc = page_scores(g, err)) != 0 || (rc = page_act(g, err)) != 0)
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
	bool drawn = false;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_supply_profile(cli, v, cli->arg[0], &rules, &p, err);
	g.v = v;
	if (rc == 0)
		rc = bw_material_users(
		    v, p.code, &cli->arena, &g.user, &g.n_user, err);
	if (rc == 0)
		rc = page_makers(&g, err);
	if (rc == 0)
		rc = bw_supply_facts(cli, &p, &f, err);
	if (rc == 0)
		rc = page_who_facts(&g, &f, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_SVG)) {
		rc = bw_supply_pictures(cli, &p, err);
		drawn = strcmp(cli->value[BW_OPT_SVG], "-") == 0;
	}
	if (rc != 0 || drawn) {
		/* the drawing is all there is on standard output */
	} else if (bw_cli_has(cli, BW_OPT_JSON)) {
		struct bw_jw j = bw_cli_json(cli);

		bw_supply_facts_json(&j, &p, &f);
		rc = users_json(&g, &j, err);
		bw_jw_close(&j);
	} else if (bw_cli_has(cli, BW_OPT_CSV)) {
		rc = bw_supply_facts_csv(cli, &p, &f, err);
	} else {
		rc = people(&g, err);
	}
	bw_vec_release(&f.list);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
