/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_material_who.c - of one material: where it is made, and beside it who
 * controls the companies that make it.
 *
 * The page of a material shows the sums only; `supply controllers` has the
 * companies. When no source names companies, the page says so: that nobody is
 * behind it is something else than that nobody knows.
 */
#include "cli/supply_page.h"
#include "cli/supply_pick.h"

int
page_makers(struct page *g, struct bw_err *err)
{
	size_t newest[16];
	size_t n = bw_supply_newest(g->cli, g->p, newest, BW_LEN(newest));
	int rc = 0;

	g->makers = BW_ARENA_ARRAY(&g->cli->arena, struct bw_makers, n + 1);
	if (g->makers == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for producers");
	for (size_t i = 0; i < n && rc == 0; i++) {
		struct bw_makers *m = &g->makers[g->n_makers];

		rc = bw_makers(m, g->v, &g->p->made[newest[i]], g->cli->as_of,
		    &g->cli->arena, err);
		g->n_makers += rc == 0 && m->n > 0;
	}
	return rc;
}

static void
who_row(const struct page *g, struct bw_listing *l, const struct bw_makers *m)
{
	const struct bw_production *p = m->production;
	struct bw_cli *cli = g->cli;
	struct bw_str top = m->by_country.n > 0
	    ? bw_supply_country(cli, m->by_country.top_who)
	    : BW_STR("-");

	bw_list_cell(l, page_stage(g, p->stage));
	bw_list_cell(l, page_year(g, p->year));
	bw_list_cell(l, bw_supply_between(cli, m->place, 1, 2));
	bw_list_cell(l, bw_supply_between(cli, m->by_country.hhi, 1, 2));
	bw_list_cell(l, top);
	bw_list_cell(l, bw_supply_between(cli, m->by_country.top, 100, 0));
	bw_list_cell(l, page_percent(g, m->by_country.known));
}

int
page_who(const struct page *g, struct bw_err *err)
{
	static const char *const name[] = { "supply-stage", "supply-year",
		"crit-hhi-place", "crit-hhi-control", "crit-top-control",
		"supply-top-share", "crit-known" };
	static const unsigned flag[] = { BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_WRAP, BW_COL_RIGHT,
		BW_COL_RIGHT };
	struct bw_listing l;
	int rc;

	page_heading(g, "who");
	if (g->n_makers == 0) {
		page_note(g, page_say(g, "who-none"));
		return 0;
	}
	rc = bw_list_open(&l, g->cli, name, flag, BW_LEN(name), err);
	for (size_t i = 0; i < g->n_makers && rc == 0; i++)
		who_row(g, &l, &g->makers[i]);
	if (rc == 0)
		rc = bw_list_close(&l, err);
	page_note(g, page_say(g, "who-about"));
	return rc;
}

/* ---- the same for programs ---- */

static struct bw_interval
ends(struct bw_between b, double by)
{
	return (struct bw_interval){ b.lo * by,
		b.lo < b.hi ? (double)NAN : b.lo * by, b.hi * by };
}

int
page_who_facts(
    const struct page *g, struct bw_fact_lines *f, struct bw_err *err)
{
	for (size_t i = 0; i < g->n_makers; i++) {
		const struct bw_makers *m = &g->makers[i];
		const struct bw_made *first = &m->line[0].made;
		const struct bw_fact_line of = { .part = "control",
			.stage = bw_stage_name(m->production->stage),
			.year = m->production->year,
			.unit = "",
			.decimals = 2,
			.text = m->production->detail,
			.place = { first->load, first->line, first->number,
			    first->ref } };
		struct bw_fact_line l[4] = { of, of, of, of };

		l[0].what = "hhi-by-place";
		l[0].value = ends(m->place, 1);
		l[1].what = "hhi-by-control";
		l[1].value = ends(m->by_country.hhi, 1);
		l[2].what = "known";
		l[2].unit = l[3].unit = "%";
		l[2].value = bw_exactly(100 * m->by_country.known);
		l[3].what = "largest";
		l[3].value = ends(m->by_country.top, 100);
		l[3].text = m->by_country.n > 0
		    ? bw_supply_code(g->cli, m->by_country.top_who)
		    : BW_STR("");
		for (size_t k = 0; k < BW_LEN(l); k++)
			if (!bw_vec_push(&f->list, l[k]))
				return bw_fail(
				    err, BW_ENOMEM, "no memory for figures");
	}
	return 0;
}
