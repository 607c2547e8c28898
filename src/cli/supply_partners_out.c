/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_partners_out.c - partners for people: who has what, the steps, and
 * what the figures do not say.
 */
#include "cli/supply_partners.h"
#include "model/record.h"
#include "supply/supply_tell.h"
#include <math.h>

/* ---- who has what ---- */

static const char *const partner_column[] = { "partner", "partner-makes",
	"partner-share", "partner-capacity", "partner-reserves", "partner-life",
	"partner-extra", "partner-most" };
static const unsigned partner_flag[] = { BW_COL_WRAP, BW_COL_RIGHT,
	BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT,
	BW_COL_RIGHT };

static struct bw_str
percent(struct bw_cli *cli, double share)
{
	return isnan(share) ? BW_STR("-")
			    : bw_supply_number(cli, share * 100, 1);
}

static void
partner_row(struct bw_listing *l, const struct bw_supply_partners *s,
    const struct bw_partner_says *says)
{
	struct bw_cli *cli = l->cli;
	const struct bw_partner *p = says->is;

	double share = NAN, amount = NAN, most = NAN, extra = NAN;

	bw_list_cell(l, bw_supply_countries(cli, &says->country, 1));
	if (p == NULL) {
		bw_list_cell(l, bw_cli_word(cli, "cli.supply.withheld"));
		for (size_t i = 2; i < BW_LEN(partner_column); i++)
			bw_list_cell(l, BW_STR("-"));
		return;
	}
	if (says->listed) {
		amount = p->amount;
		share = p->amount / s->is.now.total.hi;
	}
	if (p->bounded) {
		extra = p->extra;
		most = p->most;
	}
	bw_list_cell(l, bw_supply_amount(cli, amount));
	bw_list_cell(l, percent(cli, share));
	bw_list_cell(l, bw_supply_amount(cli, p->capacity));
	bw_list_cell(l, bw_supply_amount(cli, p->reserves));
	bw_list_cell(l, bw_supply_amount(cli, round(p->life)));
	bw_list_cell(l, bw_supply_amount(cli, extra));
	bw_list_cell(l, percent(cli, most));
}

static int
partners(
    struct bw_cli *cli, const struct bw_supply_partners *s, struct bw_err *err)
{
	struct bw_listing l;
	int rc = bw_list_open(
	    &l, cli, partner_column, partner_flag, BW_LEN(partner_column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < s->n_says; i++)
		partner_row(&l, s, &s->says[i]);
	return bw_list_close(&l, err);
}

/* ---- the steps ---- */

static const unsigned step_flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_RIGHT,
	BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT };

static struct bw_table *
step_table(struct bw_cli *cli)
{
	static const char *const column[] = { "partner", "step", "step-adds",
		"step-together", "focus-share", "step-hhi", "step-fills" };
	struct bw_table *t = bw_table_new(&cli->arena);

	for (size_t i = 0; i < BW_LEN(column); i++)
		bw_table_col(
		    t, bw_cli_wordf(cli, "cli.col", column[i]), step_flag[i]);
	return t;
}

static void
now_row(struct bw_cli *cli, struct bw_table *t, const struct bw_partners *is)
{
	struct bw_between focus = { is->focus_now, is->focus_now };

	bw_table_cell(t, bw_cli_word(cli, "cli.partners.now"));
	bw_table_cell(t, BW_STR(""));
	bw_table_cell(t, BW_STR(""));
	bw_table_cell(t, bw_supply_number(cli, is->share_now * 100, 1));
	bw_table_cell(t, bw_supply_between(cli, focus, 100, 1));
	bw_table_cell(t, bw_supply_between(cli, is->now.hhi, 1, 2));
	bw_table_cell(t, BW_STR(""));
}

static int
steps(struct bw_cli *cli, const struct bw_partners *is, struct bw_err *err)
{
	const struct bw_fill focus = { "country",
		bw_text_same(bw_supply_country(cli, is->focus)) };
	struct bw_table *t = step_table(cli);

	if (is->focus != 0)
		bw_supply_note(cli, "cli.partners.focus", &focus, 1);
	now_row(cli, t, is);
	for (size_t i = 0; i < is->n_step + is->n_chosen; i++) {
		const struct bw_partner_step *s =
		    i < is->n_step ? &is->step[i] : &is->chosen[i - is->n_step];

		bw_table_cell(t, bw_supply_country(cli, s->country));
		bw_table_cell(t,
		    bw_cli_wordf(
			cli, "cli.partners.step", bw_step_words[s->kind]));
		bw_table_cell(t, bw_supply_amount(cli, s->amount));
		bw_table_cell(t, bw_supply_number(cli, s->share * 100, 1));
		bw_table_cell(
		    t, bw_supply_between(cli, bw_partners_focus(s), 100, 1));
		bw_table_cell(
		    t, bw_supply_between(cli, bw_partners_hhi(s), 1, 2));
		bw_table_cell(t,
		    isnan(s->cover) ? BW_STR("-")
				    : bw_supply_number(cli, s->cover * 100, 1));
	}
	return bw_table_print(t, &cli->out, cli->width, err);
}

/* ---- what the figures do not say ---- */

static void
about_holdings(
    struct bw_partners_shown *s, const char *what, const struct bw_holdings *h)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_fill fill[] = {
		{ "what",
		    bw_text_same(bw_cli_wordf(cli, "cli.partners", what)) },
		{ "years",
		    bw_text_same(
			bw_supply_number(cli, s->rules.least_years, 0)) },
	};
	char key[64];

	if (h->use == BW_HOLDINGS_USED)
		return;
	snprintf(key, sizeof(key), "cli.partners.holdings.%s",
	    bw_holdings_words[h->use]);
	bw_supply_note(cli, key, fill, BW_LEN(fill));
}

static void
about_world(struct bw_partners_shown *s, const struct bw_supply_partners *p)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_fill life = { "years",
		bw_text_same(bw_supply_number(cli, p->is.world_life, 0)) };

	if (!isnan(p->is.world_life))
		bw_supply_note(cli,
		    p->reserves.world_at_least ? "cli.partners.world-at-least"
					       : "cli.partners.world-life",
		    &life, 1);
	else if (p->reserves.use == BW_HOLDINGS_USED)
		bw_supply_note(cli, "cli.partners.no-world", NULL, 0);
}

static void
about_result(struct bw_partners_shown *s, const struct bw_supply_partners *p)
{
	struct bw_cli *cli = s->pick.cli;

	if (p->is.unplaced > 0)
		bw_supply_note(cli, "cli.partners.unplaced",
		    &(struct bw_fill){ "amount",
			bw_text_same(bw_supply_amount(cli, p->is.unplaced)) },
		    1);
	for (size_t i = 0; i < p->n_says; i++) {
		const struct bw_partner_says *says = &p->says[i];
		struct bw_fill who = { "country",
			bw_text_same(
			    bw_supply_countries(cli, &says->country, 1)) };

		if (says->is == NULL)
			bw_supply_note(cli, "cli.partners.withheld", &who, 1);
		else if (says->is->short_reserves)
			bw_supply_note(cli, "cli.partners.short", &who, 1);
	}
	if (p->production->open_ended)
		bw_supply_note(cli, "cli.whatif.open-ended", NULL, 0);
}

static int
one(struct bw_partners_shown *s, const struct bw_partners_row *row,
    struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_supply_partners *p = &row->is;
	int rc;

	bw_supply_heading(&s->pick, p->production);
	if ((rc = partners(cli, p, err)) != 0)
		return rc;
	if (p->is.n_step + p->is.n_chosen > 0) {
		bw_out_z(&cli->out, "\n");
		if ((rc = steps(cli, &p->is, err)) != 0)
			return rc;
	}
	if (p->is.n_step == 0)
		bw_supply_note(cli, "cli.partners.no-step", NULL, 0);
	if (p->is.n_chosen > 0)
		bw_supply_note(cli, "cli.partners.chosen", NULL, 0);
	if (p->other_unit)
		bw_supply_note(cli, "cli.partners.other-unit", NULL, 0);
	about_holdings(s, "capacity", &p->capacity);
	about_holdings(s, "reserves", &p->reserves);
	about_world(s, p);
	about_result(s, p);
	if (p->is.n_step > 0) {
		if ((rc = bw_partners_prices(s, row, err)) != 0)
			return rc;
		bw_partners_say_prices(s);
	}
	rc = bw_supply_source(&s->pick, p->production->load, err);
	if (rc == 0 && p->capacity.load != p->production->load)
		rc = bw_supply_source(&s->pick, p->capacity.load, err);
	if (rc == 0 && p->reserves.load != p->production->load &&
	    p->reserves.load != p->capacity.load)
		rc = bw_supply_source(&s->pick, p->reserves.load, err);
	return rc;
}

/* ---- how to read it, once ---- */

static void
say(struct bw_cli *cli, const char *key, const struct bw_fill *fill, size_t n)
{
	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, key, fill, n).in[cli->lang], 0,
	    cli->width);
}

static void
explain(struct bw_partners_shown *s)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_fill years = { "years",
		bw_text_same(bw_supply_number(cli, s->years, 0)) };
	const struct bw_fill opening = { "years",
		bw_text_same(bw_supply_number(cli, s->opening, 0)) };
	const struct bw_fill why[] = {
		{ "countries",
		    bw_text_same(
			bw_supply_countries(cli, s->partner, s->n_partner)) },
		{ "cite", bw_text_same(s->rules.partners.cite) },
	};

	bw_out_z(&cli->out, "\n");
	if (cli->n_arg == 0)
		say(cli, "cli.partners.overview", NULL, 0);
	say(cli, "cli.partners.reading", NULL, 0);
	say(cli, "cli.partners.mining-only", NULL, 0);
	if (isnan(s->years))
		say(cli, "cli.partners.ask-years", NULL, 0);
	else
		say(cli, "cli.partners.years", &years, 1);
	say(cli,
	    isnan(s->opening) ? "cli.partners.ask-opening"
			      : "cli.partners.opening",
	    &opening, 1);
	if (!s->own_partners)
		say(cli,
		    s->rules.partners.verified ? "cli.partners.why"
					       : "cli.partners.why-unread",
		    why, BW_LEN(why));
}

int
bw_partners_people(struct bw_partners_shown *s, struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->row.n; i++) {
		bw_out_z(&s->pick.cli->out, i > 0 ? "\n" : "");
		rc = one(s, &s->row.v[i], err);
	}
	if (rc == 0)
		explain(s);
	return rc;
}

/* ---- all materials ---- */

static double
fall(const struct bw_partners *is)
{
	return is->n_step == 0
	    ? -1
	    : is->focus_now - is->step[is->n_step - 1].even.focus;
}

/* The largest fall that is sure of both readings; then by code and stage. */
static int
by_effect(const void *pa, const void *pb)
{
	const struct bw_partners_row *a = pa, *b = pb;
	double x = fall(&a->is.is), y = fall(&b->is.is);
	int c = bw_str_cmp(a->material, b->material);

	if (x != y)
		return x > y ? -1 : 1;
	if (c != 0)
		return c;
	c = (a->is.production->stage > b->is.production->stage) -
	    (a->is.production->stage < b->is.production->stage);
	return c != 0
	    ? c
	    : bw_str_cmp(a->is.production->detail, b->is.production->detail);
}

static const char *const all_column[] = { "partner-material", "supply-stage",
	"partners-now", "partners-then", "focus", "focus-now", "focus-then",
	"step-fills" };
static const unsigned all_flag[] = { BW_COL_WRAP, BW_COL_WRAP, BW_COL_RIGHT,
	BW_COL_RIGHT, BW_COL_WRAP, BW_COL_RIGHT, BW_COL_RIGHT, BW_COL_RIGHT };

static void
all_row(struct bw_listing *l, const struct bw_partners_row *row)
{
	struct bw_cli *cli = l->cli;
	const struct bw_partners *is = &row->is.is;
	const struct bw_partner_step *last = &is->step[is->n_step - 1];

	bw_list_cell(l, tell_material(row->material).in[cli->lang]);
	bw_list_cell(l, tell_stage(row->is.production->stage).in[cli->lang]);
	bw_list_cell(l, bw_supply_number(cli, is->share_now * 100, 1));
	bw_list_cell(l, bw_supply_number(cli, last->share * 100, 1));
	bw_list_cell(l, bw_supply_country(cli, is->focus));
	bw_list_cell(l, bw_supply_number(cli, is->focus_now * 100, 1));
	bw_list_cell(
	    l, bw_supply_between(cli, bw_partners_focus(last), 100, 1));
	bw_list_cell(l, bw_supply_number(cli, last->cover * 100, 0));
}

int
bw_partners_overview(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	struct bw_listing l;
	size_t without = 0;
	int rc;

	if (s->row.n > 1)
		qsort(s->row.v, s->row.n, sizeof(*s->row.v), by_effect);
	rc = bw_list_open(
	    &l, cli, all_column, all_flag, BW_LEN(all_column), err);
	for (size_t i = 0; rc == 0 && i < s->row.n; i++) {
		if (s->row.v[i].is.is.n_step > 0)
			all_row(&l, &s->row.v[i]);
		else
			without++;
	}
	if (rc == 0)
		rc = bw_list_close(&l, err);
	if (rc != 0)
		return rc;
	say(cli, "cli.partners.without",
	    &(struct bw_fill){
		"n", bw_text_same(bw_arena_fmt(&cli->arena, "%zu", without)) },
	    1);
	explain(s);
	return 0;
}
