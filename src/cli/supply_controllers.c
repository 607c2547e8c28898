/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_controllers.c - a material by where it is made and by who controls
 * the companies that make it, side by side.
 */
#include "check/makers.h"
#include "base/map.h"
#include "cli/supply_pick.h"
#include "supply/partners_load.h"
#include <math.h>

struct shown {
	struct bw_supply_pick pick;
	struct bw_makers *m; /* one per production */
};

static const char *const control_word[] = { [BW_MAKER_UNKNOWN] = "unknown",
	[BW_MAKER_OWN] = "own",
	[BW_MAKER_ONE] = "one",
	[BW_MAKER_SEVERAL] = "several" };

static const char *const column[] = { "supply-stage", "supply-year", "maker",
	"country", "supply-amount", "supply-unit", "supply-share",
	"maker-control", "controller", "controller-country", "supply-source",
	"supply-line" };
static const unsigned flag[] = { BW_LIST_CSV, BW_LIST_CSV, BW_COL_WRAP,
	BW_COL_WRAP, BW_COL_RIGHT, BW_LIST_CSV, BW_COL_RIGHT, BW_LIST_CSV,
	BW_COL_WRAP, BW_COL_WRAP, BW_LIST_CSV, BW_LIST_CSV };

static struct bw_str
controller(struct bw_listing *l, const struct bw_view *v,
    const struct bw_maker_line *line)
{
	if (line->controller == BW_NONE)
		return l->to_csv ? BW_STR("")
				 : bw_cli_wordf(l->cli, "cli.makers",
				       control_word[line->control]);
	if (line->control == BW_MAKER_OWN && !l->to_csv)
		return bw_cli_word(l->cli, "cli.makers.own");
	return bw_cli_name(l->cli, v, line->controller);
}

static void
number(struct bw_listing *l, double v, unsigned decimals)
{
	if (!l->to_csv)
		bw_list_cell(l, bw_supply_number(l->cli, v, decimals));
	else
		bw_list_cell(l,
		    isnan(v) ? BW_STR("")
			     : bw_arena_fmt(&l->cli->arena, "%.12g", v));
}

static void
row(struct bw_listing *l, const struct shown *s, const struct bw_makers *m,
    const struct bw_maker_line *line)
{
	const struct bw_production *p = m->production;
	const struct bw_made *made = &line->made;

	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)made->year);
	bw_list_cell(l, bw_cli_name(l->cli, s->pick.v, made->producer));
	bw_list_cell(l,
	    l->to_csv ? made->country
		      : bw_supply_countries(l->cli, &made->country, 1));
	number(l, made->amount, made->amount >= 100 ? 0 : 1);
	bw_list_cell(l, p->unit);
	number(
	    l, made->amount / m->by_country.total * (l->to_csv ? 1 : 100), 1);
	bw_list_cell(l, bw_str_of(control_word[line->control]));
	bw_list_cell(l, controller(l, s->pick.v, line));
	bw_list_cell(l,
	    l->to_csv ? bw_supply_code(l->cli, line->from)
		      : bw_supply_country(l->cli, line->from));
	bw_list_count(l, made->load);
	bw_list_count(l, made->line);
}

static int
csv(struct shown *s, struct bw_err *err)
{
	struct bw_listing l;
	int rc =
	    bw_list_open(&l, s->pick.cli, column, flag, BW_LEN(column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < s->pick.n; i++)
		for (size_t k = 0; k < s->m[i].n; k++)
			row(&l, s, &s->m[i], &s->m[i].line[k]);
	return bw_list_close(&l, err);
}

/* ---- for people ---- */

static void
compared_row(struct bw_cli *cli, struct bw_table *t, const char *what,
    struct bw_between hhi, struct bw_str top, struct bw_between share)
{
	bw_table_cell(t, bw_cli_wordf(cli, "cli.makers", what));
	bw_table_cell(t, bw_supply_between(cli, hhi, 1, 2));
	bw_table_cell(t, top);
	bw_table_cell(t, bw_supply_between(cli, share, 100, 1));
}

static int
compared(struct shown *s, const struct bw_makers *m, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	struct bw_table *t = bw_table_new(&cli->arena);
	const struct bw_concentration *c = &m->production->c;
	static const char *const head[] = { "maker-by", "supply-hhi",
		"supply-top", "supply-top-share" };
	static const unsigned how[] = { BW_COL_WRAP, BW_COL_RIGHT, BW_COL_WRAP,
		BW_COL_RIGHT };

	for (size_t i = 0; i < BW_LEN(head); i++)
		bw_table_col(t, bw_cli_wordf(cli, "cli.col", head[i]), how[i]);
	compared_row(cli, t, "by-place", m->place,
	    bw_supply_country(cli, c->top_country),
	    (struct bw_between){ c->top_share, c->top_share });
	compared_row(cli, t, "by-country", m->by_country.hhi,
	    m->by_country.n > 0 ? bw_supply_country(cli, m->by_country.top_who)
				: BW_STR("-"),
	    m->by_country.top);
	compared_row(cli, t, "by-party", m->by_party.hhi,
	    m->by_party.n > 0 ? bw_cli_name(cli, s->pick.v, m->by_party.top_who)
			      : BW_STR("-"),
	    m->by_party.top);
	return bw_table_print(t, &cli->out, cli->width, err);
}

static void
notes(struct shown *s, const struct bw_makers *m)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_fill fill[] = {
		{ "told",
		    bw_text_same(bw_supply_number(cli, m->told * 100, 1)) },
		{ "known",
		    bw_text_same(
			bw_supply_number(cli, m->by_country.known * 100, 1)) },
		{ "n",
		    bw_text_same(
			bw_arena_fmt(&cli->arena, "%zu", m->left_out)) },
	};

	bw_supply_note(cli, "cli.makers.known", fill, BW_LEN(fill));
	if (m->excess)
		bw_supply_note(cli, "supply.by-controller.excess", NULL, 0);
	if (m->left_out > 0)
		bw_supply_note(cli, "cli.makers.left-out", fill, BW_LEN(fill));
	if (m->production->open_ended)
		bw_supply_note(cli, "cli.whatif.open-ended", NULL, 0);
}

static int
one(struct shown *s, const struct bw_makers *m, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	struct bw_listing l;
	int rc;

	bw_supply_heading(&s->pick, m->production);
	if (m->n == 0) {
		bw_supply_note(cli, "cli.makers.none", NULL, 0);
		return 0;
	}
	rc = bw_list_open(&l, cli, column, flag, BW_LEN(column), err);
	if (rc != 0)
		return rc;
	for (size_t k = 0; k < m->n; k++)
		row(&l, s, m, &m->line[k]);
	if ((rc = bw_list_close(&l, err)) != 0)
		return rc;
	bw_out_z(&cli->out, "\n");
	if ((rc = compared(s, m, err)) != 0)
		return rc;
	notes(s, m);
	rc = bw_supply_source(&s->pick, m->production->load, err);
	if (rc == 0 && m->line[0].made.load != m->production->load)
		rc = bw_supply_source(&s->pick, m->line[0].made.load, err);
	return rc;
}

static int
people(struct shown *s, struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->pick.n; i++) {
		bw_out_z(&s->pick.cli->out, i > 0 ? "\n" : "");
		rc = one(s, &s->m[i], err);
	}
	return rc;
}

/* ---- JSON ---- */

static void
hands_json(struct bw_jw *j, const char *key, const struct bw_hands *h)
{
	bw_jw_open(j, key, '{');
	bw_supply_between_json(j, "hhi", h->hhi);
	bw_jw_f64(j, "known", h->known);
	bw_jw_i64(j, "different", (int64_t)h->n);
	bw_supply_between_json(j, "top_share", h->top);
}

static int
line_json(struct shown *s, struct bw_jw *j, const struct bw_maker_line *line,
    struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	int rc;

	bw_jw_open(j, NULL, '{');
	rc = bw_cli_party_json(
	    cli, j, "producer", s->pick.v, line->made.producer, err);
	bw_jw_str(j, "country", line->made.country);
	bw_jw_i64(j, "year", line->made.year);
	bw_jw_f64(j, "amount", line->made.amount);
	bw_jw_z(j, "control", control_word[line->control]);
	if (line->controller == BW_NONE)
		bw_jw_null(j, "controller");
	else if (rc == 0)
		rc = bw_cli_party_json(
		    cli, j, "controller", s->pick.v, line->controller, err);
	if (line->from == 0)
		bw_jw_null(j, "controller_country");
	else
		bw_jw_str(
		    j, "controller_country", bw_supply_code(cli, line->from));
	bw_jw_i64(j, "source", line->made.load);
	bw_jw_i64(j, "line", (int64_t)line->made.line);
	bw_jw_str(j, "ref", line->made.ref);
	bw_jw_close(j);
	return rc;
}

static int
makers_json(struct shown *s, struct bw_jw *j, const struct bw_makers *m,
    struct bw_err *err)
{
	const struct bw_production *p = m->production;
	struct bw_cli *cli = s->pick.cli;
	int rc = 0;

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "stage", bw_stage_name(p->stage));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "type", p->detail);
	bw_jw_str(j, "unit", p->unit);
	bw_jw_f64(j, "companies_told", m->told);
	bw_jw_bool(j, "companies_above_country", m->excess);
	bw_supply_between_json(j, "hhi_by_place", m->place);
	bw_jw_str(j, "top_country", bw_supply_code(cli, p->c.top_country));
	bw_supply_between_json(j, "top_share",
	    (struct bw_between){ p->c.top_share, p->c.top_share });
	hands_json(j, "by_controller_country", &m->by_country);
	if (m->by_country.n > 0)
		bw_jw_str(j, "top_country",
		    bw_supply_code(cli, m->by_country.top_who));
	else
		bw_jw_null(j, "top_country");
	bw_jw_close(j);
	hands_json(j, "by_controller", &m->by_party);
	if (m->by_party.n > 0)
		rc = bw_cli_party_json(
		    cli, j, "top", s->pick.v, m->by_party.top_who, err);
	else
		bw_jw_null(j, "top");
	bw_jw_close(j);
	bw_jw_open(j, "companies", '[');
	for (size_t i = 0; rc == 0 && i < m->n; i++)
		rc = line_json(s, j, &m->line[i], err);
	bw_jw_close(j);
	if (rc == 0)
		rc = bw_supply_source_json(&s->pick, j, "source", p->load, err);
	bw_jw_close(j);
	return rc;
}

static int
json(struct shown *s, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(s->pick.cli);
	int rc = 0;

	bw_jw_str(&j, "material", s->pick.material);
	bw_jw_open(&j, "productions", '[');
	for (size_t i = 0; rc == 0 && i < s->pick.n; i++)
		rc = makers_json(s, &j, &s->m[i], err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

static int
gather(struct shown *s, struct bw_str material, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	int rc = bw_supply_pick(&s->pick, material, err);

	if (rc == 0 && s->pick.n == 0)
		rc = bw_fail(err, BW_ENOTFOUND,
		    "this world has no production figures for %.*s",
		    BW_ARG(material));
	if (rc != 0)
		return rc;
	s->m = BW_ARENA_ARRAY(&cli->arena, struct bw_makers, s->pick.n + 1);
	if (s->m == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for producers");
	for (size_t i = 0; rc == 0 && i < s->pick.n; i++)
		rc = bw_makers(&s->m[i], s->pick.v, s->pick.p[i], cli->as_of,
		    &cli->arena, err);
	return rc;
}

int
bw_supply_controllers(struct bw_cli *cli, struct bw_err *err)
{
	struct shown s = { 0 };
	struct bw_str material;
	int rc = bw_supply_pick_open(&s.pick, cli, err);

	if (rc == 0)
		rc = bw_supply_material_or_own(
		    cli, s.pick.v, cli->arg[0], &material, err);
	if (rc == 0)
		rc = gather(&s, material, err);
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? json(&s, err)
		    : bw_cli_has(cli, BW_OPT_CSV) ? csv(&s, err)
						  : people(&s, err);
	bw_supply_pick_close(&s.pick);
	return rc;
}
