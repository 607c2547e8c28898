/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_partners_json.c - partners for programs: JSON and CSV.
 */
#include "cli/supply_partners.h"
#include "model/kind.h"
#include <math.h>

/* ---- JSON ---- */

static void
number(struct bw_jw *j, const char *key, double v)
{
	bw_jw_f64(j, key, isfinite(v) ? v : (double)NAN);
}

static void
reading(struct bw_cli *cli, struct bw_jw *j, const char *key,
    const struct bw_partner_reading *r)
{
	bw_jw_open(j, key, '{');
	number(j, "focus_share", r->focus);
	bw_supply_indicators_json(cli, j, "indicators", &r->is);
	bw_jw_close(j);
}

static void
step(struct bw_cli *cli, struct bw_jw *j, const struct bw_partner_step *s)
{
	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "step", bw_step_words[s->kind]);
	bw_jw_str(j, "country", bw_supply_code(cli, s->country));
	number(j, "adds", s->amount);
	number(j, "adds_together", s->all);
	number(j, "partners_share", s->share);
	number(j, "fills_focus", s->cover);
	number(j, "years_before", s->after);
	reading(cli, j, "aimed", &s->aimed);
	reading(cli, j, "even", &s->even);
	bw_jw_close(j);
}

/* Does it stay within what the steps of that partner can add? */
static const char *
within(const struct bw_partners *is, uint32_t country, double amount)
{
	for (size_t i = 0; i < is->n_partner; i++) {
		const struct bw_partner *p = &is->partner[i];

		if (p->country == country && p->bounded)
			return amount <= p->extra * (1 + 1e-9) ? "yes" : "no";
	}
	return "unknown";
}

static void
chosen(struct bw_cli *cli, struct bw_jw *j, const struct bw_partners *is)
{
	const struct bw_partner_step *last = &is->chosen[is->n_chosen - 1];

	bw_jw_open(j, "chosen", '{');
	bw_jw_open(j, "adds", '[');
	for (size_t i = 0; i < is->n_chosen; i++) {
		const struct bw_partner_step *s = &is->chosen[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "country", bw_supply_code(cli, s->country));
		number(j, "amount", s->amount);
		bw_jw_z(j, "within", within(is, s->country, s->amount));
		bw_jw_close(j);
	}
	bw_jw_close(j);
	number(j, "adds_together", last->all);
	number(j, "unplaced", is->chosen_unplaced);
	number(j, "partners_share", last->share);
	number(j, "fills_focus", last->cover);
	reading(cli, j, "aimed", &last->aimed);
	reading(cli, j, "even", &last->even);
	bw_jw_close(j);
}

static void
partner(struct bw_jw *j, const struct bw_partner_says *says)
{
	const struct bw_partner *p = says->is;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "country", says->country);
	bw_jw_bool(j, "listed", says->listed);
	bw_jw_bool(j, "withheld", says->withheld);
	number(j, "amount", p != NULL && says->listed ? p->amount : NAN);
	number(j, "capacity", p != NULL ? p->capacity : NAN);
	number(j, "reserves", p != NULL ? p->reserves : NAN);
	number(j, "reserves_years", p != NULL ? p->life : NAN);
	number(j, "can_add", p != NULL && p->bounded ? p->extra : NAN);
	number(j, "share_possible", p != NULL && p->bounded ? p->most : NAN);
	bw_jw_close(j);
}

static int
holdings(struct bw_partners_shown *s, struct bw_jw *j, const char *key,
    const struct bw_holdings *h, struct bw_err *err)
{
	int rc;

	bw_jw_open(j, key, '{');
	bw_jw_z(j, "use", bw_holdings_words[h->use]);
	bw_jw_i64(j, "year", h->year);
	bw_jw_str(j, "unit", h->unit);
	number(j, "world", h->world);
	bw_jw_bool(j, "world_at_least", h->world_at_least);
	rc = bw_supply_source_json(&s->pick, j, "source", h->load, err);
	bw_jw_close(j);
	return rc;
}

static int
row_json(struct bw_partners_shown *s, struct bw_jw *j,
    const struct bw_partners_row *row, struct bw_err *err)
{
	struct bw_cli *cli = s->pick.cli;
	const struct bw_production *p = row->is.production;
	const struct bw_partners *is = &row->is.is;
	int rc;

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "material", row->material);
	bw_jw_z(j, "stage", bw_stage_name(p->stage));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "type", p->detail);
	bw_jw_str(j, "unit", p->unit);
	number(j, "partners_share", is->share_now);
	bw_jw_str(j, "focus", bw_supply_code(cli, is->focus));
	number(j, "focus_share", is->focus_now);
	number(j, "world_reserves_years", is->world_life);
	number(j, "unplaced", is->unplaced);
	bw_supply_indicators_json(cli, j, "now", &is->now);
	bw_jw_open(j, "partners", '[');
	for (size_t i = 0; i < row->is.n_says; i++)
		partner(j, &row->is.says[i]);
	bw_jw_close(j);
	bw_jw_open(j, "steps", '[');
	for (size_t i = 0; i < is->n_step; i++)
		step(cli, j, &is->step[i]);
	bw_jw_close(j);
	if (is->n_chosen > 0)
		chosen(cli, j, is);
	else
		bw_jw_null(j, "chosen");
	bw_jw_bool(j, "other_unit", row->is.other_unit);
	rc = bw_supply_source_json(&s->pick, j, "source", p->load, err);
	if (rc == 0)
		rc = holdings(s, j, "capacity", &row->is.capacity, err);
	if (rc == 0)
		rc = holdings(s, j, "reserves", &row->is.reserves, err);
	if (rc == 0)
		rc = bw_partners_prices(s, row, err);
	if (rc == 0)
		bw_partners_prices_json(s, j);
	bw_jw_close(j);
	return rc;
}

int
bw_partners_json(struct bw_partners_shown *s, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(s->pick.cli);
	int rc = 0;

	number(&j, "assumed_reserve_years", s->years);
	number(&j, "assumed_opening_years", s->opening);
	number(&j, "least_reserve_years", s->rules.least_years);
	bw_jw_open(&j, "partners", '[');
	for (size_t i = 0; i < s->n_partner; i++)
		bw_jw_str(&j, NULL, s->partner[i]);
	bw_jw_close(&j);
	if (s->own_partners)
		bw_jw_null(&j, "partners_cite");
	else
		bw_jw_str(&j, "partners_cite", s->rules.partners.cite);
	bw_jw_bool(&j, "partners_cite_read",
	    !s->own_partners && s->rules.partners.verified);
	bw_jw_open(&j, "productions", '[');
	for (size_t i = 0; rc == 0 && i < s->row.n; i++)
		rc = row_json(s, &j, &s->row.v[i], err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

/* ---- CSV ---- */

static const char *const column[] = { "partner-material", "supply-stage",
	"supply-year", "supply-type", "supply-unit", "partners-now", "focus",
	"focus-now", "hhi-now-min", "hhi-now-max", "step", "partner",
	"step-adds", "step-adds-together", "step-together", "focus-min",
	"focus-max", "hhi-min", "hhi-max", "step-fills", "years-before",
	"supply-source" };

static void
cell(struct bw_listing *l, double v)
{
	bw_list_cell(l,
	    isfinite(v) ? bw_arena_fmt(&l->cli->arena, "%.12g", v)
			: BW_STR(""));
}

static void
csv_row(struct bw_listing *l, const struct bw_partners_row *row,
    const struct bw_partner_step *s)
{
	const struct bw_production *p = row->is.production;
	const struct bw_partners *is = &row->is.is;
	struct bw_between none = { NAN, NAN };
	struct bw_between focus = s != NULL ? bw_partners_focus(s) : none;
	struct bw_between hhi = s != NULL ? bw_partners_hhi(s) : none;

	bw_list_cell(l, row->material);
	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)p->year);
	bw_list_cell(l, p->detail);
	bw_list_cell(l, p->unit);
	cell(l, is->share_now);
	bw_list_cell(l, bw_supply_code(l->cli, is->focus));
	cell(l, is->focus_now);
	cell(l, is->now.hhi.lo);
	cell(l, is->now.hhi.hi);
	bw_list_cell(l, bw_str_of(s != NULL ? bw_step_words[s->kind] : ""));
	bw_list_cell(
	    l, s != NULL ? bw_supply_code(l->cli, s->country) : BW_STR(""));
	cell(l, s != NULL ? s->amount : NAN);
	cell(l, s != NULL ? s->all : NAN);
	cell(l, s != NULL ? s->share : NAN);
	cell(l, focus.lo);
	cell(l, focus.hi);
	cell(l, hhi.lo);
	cell(l, hhi.hi);
	cell(l, s != NULL ? s->cover : NAN);
	cell(l, s != NULL ? s->after : NAN);
	bw_list_count(l, p->load);
}

int
bw_partners_csv(struct bw_partners_shown *s, struct bw_err *err)
{
	static const unsigned flag[BW_LEN(column)] = { 0 };
	struct bw_listing l;
	int rc =
	    bw_list_open(&l, s->pick.cli, column, flag, BW_LEN(column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < s->row.n; i++) {
		const struct bw_partners_row *row = &s->row.v[i];

		if (row->is.is.n_step == 0)
			csv_row(&l, row, NULL);
		for (size_t k = 0; k < row->is.is.n_step; k++)
			csv_row(&l, row, &row->is.is.step[k]);
		for (size_t k = 0; k < row->is.is.n_chosen; k++)
			csv_row(&l, row, &row->is.is.chosen[k]);
	}
	return bw_list_close(&l, err);
}
