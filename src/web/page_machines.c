/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_machines.c - the machines of a company, and what touches them: what
 * first, why, according to whom, and what would settle what is not sure.
 */
#include "web/pages.h"

/* ---- what touches them --------------------------------------------------- */
static void
tier_badge(struct page *p, struct bw_json m)
{
	struct bw_str tier = page_string(m, "tier");
	const char *class_ = bw_str_is(tier, "now") ? "act"
	    : bw_str_is(tier, "soon")               ? "plan"
						    : "know";

	if (tier.n > 0)
		page_badge(p, class_, page_word_of(p, "match.tier", tier));
}

/* CVSS 9.8, EPSS 12 %, exploited: what the order rests on. */
static void
gravity(struct page *p, struct bw_json m)
{
	double cvss, epss;
	const char *sep = "";

	if (bw_json_bool(bw_json_get(m, "exploited"), false)) {
		page_badge(p, "act", page_word(p, "match.rating.exploited"));
		sep = " ";
	}
	if (bw_json_f64(bw_json_get(m, "cvss"), &cvss)) {
		bw_html_text(&p->h, page_fmt(p, "%sCVSS %.1f", sep, cvss));
		sep = ", ";
	}
	if (bw_json_f64(bw_json_get(m, "epss"), &epss))
		bw_html_text(&p->h,
		    page_fmt(p, "%sEPSS %.*s", sep,
			BW_ARG(page_per_cent(p, epss, 1))));
}

static void
vulnerability_link(struct page *p, struct bw_str name)
{
	struct bw_url u;

	page_to(
	    p, &u, "vulnerability", page_fmt(p, "%.*s", BW_ARG(name)).p, NULL);
	page_a(p, &u, NULL, name);
}

static void
machine_link(struct page *p, struct bw_str name)
{
	struct bw_url u;

	page_to(p, &u, "machine", page_fmt(p, "%.*s", BW_ARG(name)).p, NULL);
	page_a(p, &u, NULL, name);
}

static void
match_row(struct page *p, struct bw_json m, const char *const *column)
{
	page_row(p);
	page_open_cell(p, column[0], true);
	vulnerability_link(p, page_string(m, "vulnerability"));
	bw_html_close(&p->h);
	page_open_cell(p, column[1], false);
	machine_link(p, page_string(m, "host"));
	bw_html_close(&p->h);
	page_cell(p, column[2],
	    page_fmt(p, "%.*s %.*s", BW_ARG(page_string(m, "component")),
		BW_ARG(page_string(m, "version"))));
	page_open_cell(p, column[3], false);
	bw_html_text(
	    &p->h, page_word_of(p, "match.says", page_string(m, "says")));
	bw_html_leaf(&p->h, "span", "place",
	    page_fmt(p, " (%.*s)",
		BW_ARG(page_word_of(p, "match.why", page_string(m, "why")))));
	bw_html_close(&p->h);
	page_open_cell(p, column[4], false);
	tier_badge(p, m);
	bw_html_close(&p->h);
	page_open_cell(p, column[5], false);
	gravity(p, m);
	bw_html_close(&p->h);
	page_row_end(p);
}

void
page_matches(struct page *p, struct bw_json all)
{
	static const char *const column[] = { "cli.col.match-vuln",
		"cli.col.match-host", "cli.col.match-component",
		"cli.col.match-says", "cli.col.match-tier",
		"web.machines.gravity" };
	struct bw_json matches = bw_json_get(all, "matches");
	struct bw_json_each it = bw_json_each(matches);

	if (bw_json_count(matches) == 0) {
		page_notice(p, "know", page_word(p, "web.machines.none"));
		return;
	}
	page_table(p, "web.machines.touches", column, BW_LEN(column));
	while (bw_json_step(&it))
		match_row(p, it.value, column);
	page_table_end(p);
}

/* How much was looked at: no find among nothing is no good news. */
static void
looked_at(struct page *p, struct bw_json all)
{
	int64_t hosts = 0, advisories = 0, claims = 0, unread = 0;

	(void)(bw_json_i64(bw_json_get(all, "hosts"), &hosts) &&
	    bw_json_i64(bw_json_get(all, "advisories"), &advisories) &&
	    bw_json_i64(bw_json_get(all, "claims"), &claims) &&
	    bw_json_i64(bw_json_get(all, "claims_unread"), &unread));
	bw_html_leaf(&p->h, "p", "place",
	    PAGE_FILLED(p, "web.machines.looked",
		{ "hosts", page_fmt(p, "%lld", (long long)hosts) },
		{ "advisories", page_fmt(p, "%lld", (long long)advisories) },
		{ "claims", page_fmt(p, "%lld", (long long)claims) },
		{ "unread", page_fmt(p, "%lld", (long long)unread) }));
	if (advisories == 0)
		page_notice(
		    p, "plan", page_word(p, "web.machines.no-advisories"));
}

/* ---- the machines -------------------------------------------------------- */
static void
machine_rows(struct page *p, struct bw_json inventories)
{
	static const char *const column[] = { "cli.col.match-host",
		"web.machines.components", "web.machines.exposure",
		"web.machines.importance", "web.col.source" };
	struct bw_json_each it = bw_json_each(inventories);
	int64_t n;

	page_h2(p, "machines", "web.machines.list");
	if (bw_json_count(inventories) == 0) {
		page_p(p, NULL, "web.machines.no-machines");
		return;
	}
	page_table(p, "web.machines.list", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		struct bw_json i = it.value;

		n = 0;
		(void)bw_json_i64(bw_json_get(i, "components"), &n);
		page_row(p);
		page_open_cell(p, column[0], true);
		machine_link(p, page_string(i, "host"));
		bw_html_close(&p->h);
		page_cell(p, column[1], page_fmt(p, "%lld", (long long)n));
		page_cell(p, column[2],
		    page_word_of(
			p, "web.machine.exposure", page_string(i, "exposure")));
		page_cell(p, column[3],
		    page_word_of(p, "web.machine.importance",
			page_string(i, "importance")));
		page_cell(p, column[4], page_string(i, "source"));
		page_row_end(p);
	}
	page_table_end(p);
}

void
page_machines(struct page *p)
{
	struct page_question a;
	struct bw_json all, inventory, company;

	page_asks(p, &a, "check"); /* for who this is; it is there already */
	page_party(p, &a, p->step[0]);
	if (!page_json(p, &a, &company))
		return;
	page_asks(p, &a, "match");
	page_option(p, &a, "limit", BW_STR("500"));
	page_option(p, &a, "sure", page_param(p, "sure"));
	page_option(p, &a, "since", page_param(p, "since"));
	page_party(p, &a, p->step[0]);
	all = page_json_maybe(p, &a);
	page_asks(p, &a, "inventory");
	page_party(p, &a, p->step[0]);
	inventory = page_json_maybe(p, &a);
	company = bw_json_get(company, "party");
	page_begin_company(p, company, page_word(p, "web.machines.title"));
	page_p(p, "lead", "web.machines.lead");
	page_h2(p, "touches", "web.machines.touches");
	page_matches(p, all);
	looked_at(p, all);
	machine_rows(p, bw_json_get(inventory, "inventories"));
	page_data(p, true, "companies", page_id(p, company).p,
	    "vulnerabilities", NULL);
	page_end(p);
}

/* ---- one machine --------------------------------------------------------- */
static void
component_rows(struct page *p, struct bw_json components)
{
	static const char *const column[] = { "cli.col.match-component",
		"cli.col.match-version", "web.machines.vendor",
		"web.machines.identities", "web.col.source" };
	struct bw_json_each it = bw_json_each(components), name;

	page_h2(p, "components", "web.machines.components");
	page_table(p, "web.machines.components", column, BW_LEN(column));
	while (bw_json_step(&it)) {
		struct bw_json c = it.value;

		page_row(p);
		page_head_cell(p, column[0], page_string(c, "component"));
		page_cell(p, column[1], page_string(c, "version"));
		page_cell(p, column[2], page_string(c, "vendor"));
		page_open_cell(p, column[3], false);
		name = bw_json_each(bw_json_get(c, "identities"));
		while (bw_json_step(&name))
			bw_html_leaf(
			    &p->h, "code", NULL, bw_json_str(name.value));
		bw_html_close(&p->h);
		page_cell(p, column[4], page_string(c, "source"));
		page_row_end(p);
	}
	page_table_end(p);
}

void
page_machine(struct page *p)
{
	struct page_question a;
	struct bw_json inventory, all;

	page_asks(p, &a, "inventory");
	page_option(p, &a, "limit", BW_STR("2000"));
	page_place(p, &a, p->step[0]);
	if (!page_json(p, &a, &inventory))
		return;
	page_asks(p, &a, "match");
	page_option(p, &a, "limit", BW_STR("500"));
	page_place(p, &a, p->step[0]);
	all = page_json_maybe(p, &a);
	page_begin(p, p->step[0]);
	page_h2(p, "touches", "web.machines.touches");
	page_matches(p, all);
	looked_at(p, all);
	component_rows(p, bw_json_get(inventory, "components"));
	page_end(p);
}
