/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * page_tables.c - drawings and the tables that say the same; sources, method.
 *
 * A table has a caption, its header cells a scope. On a narrow screen the
 * style sheet turns rows into blocks, each cell after its title (data-label);
 * that takes the table its meaning for a screen reader, which is why the
 * roles are said once more.
 */
#include "report/report_priv.h"

#define MOST_OWNERS 500u /* lines; JSON has all */

struct grid {
	struct report *r;
	struct bw_html *h;
	const char *const *key; /* of the columns */
	size_t at;
};

static void
grid_open(
    struct grid *g, struct bw_str caption, const char *const *key, size_t n)
{
	g->key = key;
	bw_html_open(g->h, "table");
	bw_html_attr_z(g->h, "role", "table");
	bw_html_leaf(g->h, "caption", NULL, caption);
	bw_html_open(g->h, "thead");
	bw_html_attr_z(g->h, "role", "rowgroup");
	bw_html_open(g->h, "tr");
	bw_html_attr_z(g->h, "role", "row");
	for (size_t i = 0; i < n; i++) {
		bw_html_open(g->h, "th");
		bw_html_attr_z(g->h, "scope", "col");
		bw_html_attr_z(g->h, "role", "columnheader");
		bw_html_text(g->h, wordf(g->r, "report.col", key[i]));
		bw_html_close(g->h);
	}
	bw_html_close(g->h);
	bw_html_close(g->h);
	bw_html_open(g->h, "tbody");
	bw_html_attr_z(g->h, "role", "rowgroup");
}

static void
grid_close(struct grid *g)
{
	bw_html_close(g->h);
	bw_html_close(g->h);
}

/* The row and its header, the cell that names it; id may be empty. */
static void
row_open(struct grid *g, struct bw_str id)
{
	g->at = 0;
	bw_html_open(g->h, "tr");
	if (id.n > 0)
		bw_html_attr(g->h, "id", id);
	bw_html_attr_z(g->h, "role", "row");
}

static void
cell_open(struct grid *g, const char *class_, bool header)
{
	bw_html_open_class(g->h, header ? "th" : "td", class_);
	if (header)
		bw_html_attr_z(g->h, "scope", "row");
	bw_html_attr_z(g->h, "role", header ? "rowheader" : "cell");
	bw_html_attr(
	    g->h, "data-label", wordf(g->r, "report.col", g->key[g->at++]));
}

static void
cell(struct grid *g, const char *class_, struct bw_str text)
{
	cell_open(g, text.n > 0 ? class_ : "empty", false);
	bw_html_text(g->h, text);
	bw_html_close(g->h);
}

static void
row_header(struct grid *g, struct bw_str text)
{
	cell_open(g, NULL, true);
	bw_html_leaf(g->h, "bdi", NULL, text);
	bw_html_close(g->h);
}

static void
name_cell(struct grid *g, struct bw_str text)
{
	cell_open(g, NULL, false);
	bw_html_leaf(g->h, "bdi", NULL, text);
	bw_html_close(g->h);
}

/* ---- owners -------------------------------------------------------------- */
static int
owners_figure(struct report *r, struct bw_html *h, struct bw_err *err)
{
	struct drawing d = { .h = h, .id = "owners" };
	struct bw_owners_drawing in = check_owners(r);
	int rc;

	bw_html_open_class(h, "div", "figure");
	bw_html_leaf(h, "h3", NULL, word(r, "report.owners.head"));
	bw_html_open_class(h, "div", "scroll");
	bw_html_attr_z(h, "role", "region");
	bw_html_attr_z(h, "tabindex", "0");
	bw_html_attr(h, "aria-label", word(r, "report.owners.head"));
	bw_html_open(h, "svg");
	rc = draw_owners(r, &d, &in, err);
	if (rc != 0)
		return rc;
	bw_html_close(h);
	bw_html_close(h);
	return 0;
}

struct bw_str
kind_and_country(struct report *r, uint32_t party)
{
	struct bw_str country = party_country(r, party);
	struct bw_buf b = { 0 };

	bw_buf_str(&b, party_kind(r, party));
	if (country.n > 0)
		bw_buf_fmt(&b, ", %.*s", BW_ARG(country));
	return kept(r, &b);
}

static void
owner_row(struct grid *g, const struct owner_line *line)
{
	struct report *r = g->r;
	const struct bw_link *k = line->link;
	const uint32_t *party = r->c->cone.party;

	row_open(g, BW_STR(""));
	cell(g, "number", fmt(r, "%u", line->row->layer));
	row_header(g, party_name(r, party[k->holder]));
	cell(g, NULL, kind_and_country(r, party[k->holder]));
	name_cell(g, party_name(r, party[k->company]));
	cell(g, "share", link_capital(r, k));
	cell(g, "share", link_votes(r, k));
	cell(g, NULL, owner_control(r, line->row));
	cell(g, NULL, link_remarks(r, k));
	cell(g, NULL, link_sources(r, k));
	bw_html_close(g->h);
}

int
page_owners(struct report *r, struct bw_html *h, struct bw_err *err)
{
	static const char *const key[] = { "layer", "holder", "kind", "company",
		"capital", "votes", "control", "remarks", "source" };
	struct grid g = { .r = r, .h = h };
	size_t n, all;
	const struct owner_line *line = owner_lines(r, MOST_OWNERS, &n, &all);
	int rc;

	if (n == 0)
		return 0;
	rc = owners_figure(r, h, err);
	if (rc != 0)
		return rc;
	grid_open(&g, word(r, "report.owners.caption"), key, BW_LEN(key));
	for (size_t i = 0; i < n; i++)
		owner_row(&g, &line[i]);
	grid_close(&g);
	if (all > n)
		bw_html_leaf(h, "p", NULL,
		    FILLED(
			r, "report.owners.more", { "n", count(r, all - n) }));
	return 0;
}

/* ---- supply -------------------------------------------------------------- */
static void
supply_figures(struct report *r, struct bw_html *h)
{
	char id[32];
	struct drawing d = { .h = h, .id = id };

	bw_html_open_class(h, "div", "pictures");
	for (size_t i = 0; i < r->c->n_production; i++) {
		snprintf(id, sizeof(id), "supply-%zu", i + 1);
		bw_html_open(h, "svg");
		draw_supply(r, &d, &r->c->production[i]);
	}
	bw_html_close(h);
}

/* "China 98,7 % (5,9)" ... all that have a name, then the rest. */
struct bw_str
producers_text(struct report *r, const struct bw_production *p)
{
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < p->n; i++) {
		struct bw_str wgi = decimals(r, p->by[i].governance, 1);

		if (i > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b, producer_name(r, &p->by[i]));
		bw_buf_fmt(&b, " %.*s", BW_ARG(percent(r, p->by[i].share)));
		if (wgi.n > 0)
			bw_buf_fmt(&b, " (%.*s)", BW_ARG(wgi));
	}
	if (p->withheld > 0) {
		if (b.n > 0)
			bw_buf_z(&b, "; ");
		bw_buf_str(&b,
		    FILLED(r, "report.supply.withheld",
			{ "n", count(r, p->withheld) }));
	}
	return kept(r, &b);
}

static void
production_row(struct grid *g, const struct bw_production *p)
{
	struct report *r = g->r;

	row_open(g, BW_STR(""));
	row_header(g, material_name(r, p->material));
	cell(g, NULL, wordf(r, "stage", bw_stage_name(p->stage)));
	cell(g, "number", fmt(r, "%d", p->year));
	cell(g, "number", span(r, p->c.hhi_lo, p->c.hhi_hi, 2));
	cell(g, "number", span(r, p->c.wgi_lo, p->c.wgi_hi, 1));
	cell(g, NULL, producers_text(r, p));
	bw_html_close(g->h);
}

static void
use_row(struct grid *g, const struct bw_use *u)
{
	struct report *r = g->r;
	struct bw_buf b = { 0 };

	row_open(g, BW_STR(""));
	row_header(g, u->item);
	cell(g, NULL,
	    u->material.n > 0 ? material_name(r, u->material) : BW_STR(""));
	name_cell(g, u->supplier);
	cell(g, NULL, country_name(r, u->country));
	bw_buf_fmt(&b, "%.*s", BW_ARG(amount(r, u->amount)));
	if (b.n > 0 && u->unit.n > 0)
		bw_buf_fmt(&b, " %.*s", BW_ARG(u->unit));
	cell(g, "number", kept(r, &b));
	cell(g, NULL,
	    u->critical < 0
		? BW_STR("")
		: word(r, u->critical ? "report.yes" : "report.no"));
	cell(g, NULL, u->load > 0 ? fmt(r, "[%u]", u->load) : BW_STR(""));
	bw_html_close(g->h);
}

void
page_supply(struct report *r, struct bw_html *h)
{
	static const char *const key[] = { "material", "stage", "year", "hhi",
		"wgi", "producers" };
	static const char *const use_key[] = { "item", "material", "supplier",
		"origin", "amount", "critical", "source" };
	struct grid g = { .r = r, .h = h };

	if (r->c->n_production > 0) {
		bw_html_leaf(h, "h3", NULL, word(r, "report.supply.head"));
		bw_html_leaf(
		    h, "p", "reason", word(r, "report.supply.explain"));
		supply_figures(r, h);
		grid_open(
		    &g, word(r, "report.supply.caption"), key, BW_LEN(key));
		for (size_t i = 0; i < r->c->n_production; i++)
			production_row(&g, &r->c->production[i]);
		grid_close(&g);
	}
	if (r->c->n_use == 0)
		return;
	bw_html_leaf(h, "h3", NULL, word(r, "report.uses.head"));
	grid_open(&g, word(r, "report.uses.caption"), use_key, BW_LEN(use_key));
	for (size_t i = 0; i < r->c->n_use; i++)
		use_row(&g, &r->c->use[i]);
	grid_close(&g);
}

/* ---- sources and method -------------------------------------------------- */
static void
source_row(struct grid *g, const struct bw_source *s)
{
	struct report *r = g->r;

	row_open(g, fmt(r, "s%u", s->id));
	cell(g, "number", fmt(r, "[%u]", s->id));
	row_header(g, s->name);
	cell(g, NULL, s->format);
	cell(g, "long", s->publisher);
	cell(g, "long", s->licence);
	cell(g, NULL, day_text(r, s->published));
	cell(g, NULL, bw_str_sub(s->loaded_at, 0, 10));
	cell(g, "sha", sha_pieces(r, s->sha256));
	bw_html_close(g->h);
}

void
page_sources(struct report *r, struct bw_html *h)
{
	static const char *const key[] = { "number", "file", "format",
		"publisher", "licence", "published", "loaded", "sha256" };
	struct grid g = { .r = r, .h = h };

	if (r->c->n_source == 0) {
		bw_html_leaf(h, "p", "nothing", word(r, "report.none.sources"));
		return;
	}
	grid_open(&g, word(r, "report.sources.caption"), key, BW_LEN(key));
	for (size_t i = 0; i < r->c->n_source; i++)
		source_row(&g, &r->c->source[i]);
	grid_close(&g);
}

void
page_method(struct report *r, struct bw_html *h)
{
	static const char *const method[] = { "control", "range", "supply",
		"scope", "replay" };
	static const enum bw_certainty sure[] = { BW_CERTAIN, BW_POSSIBLE,
		BW_EXCLUDED, BW_OPEN };
	char key[64];

	bw_html_open_class(h, "ul", "method");
	for (size_t i = 0; i < BW_LEN(method); i++)
		bw_html_leaf(
		    h, "li", NULL, wordf(r, "report.method", method[i]));
	bw_html_close(h);
	bw_html_leaf(h, "h3", NULL, word(r, "report.how-sure"));
	bw_html_open_class(h, "dl", "steps");
	for (size_t i = 0; i < BW_LEN(sure); i++) {
		struct bw_str name =
		    wordf(r, "certainty", bw_certainty_name(sure[i]));

		snprintf(
		    key, sizeof(key), "%s.help", bw_certainty_name(sure[i]));
		bw_html_open(h, "div");
		bw_html_leaf(h, "dt", NULL,
		    fmt(r, "%s %.*s", certainty_mark(sure[i]), BW_ARG(name)));
		bw_html_leaf(h, "dd", NULL, wordf(r, "certainty", key));
		bw_html_close(h);
	}
	bw_html_close(h);
}
