/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_whatif_out.c - the indicators of a what-if as rows, CSV and JSON.
 */
#include "cli/supply_whatif.h"
#include "model/kind.h"
#include <math.h>

static uint32_t
top(const struct bw_indicators *is)
{
	return is->top_country;
}

static uint32_t
abroad(const struct bw_indicators *is)
{
	return is->abroad_country;
}

#define AT(field) offsetof(struct bw_indicators, field)

const struct bw_whatif_row bw_whatif_rows[BW_WHATIF_ROWS] = {
	{ "left", AT(kept), 100, 1, NULL },
	{ "hhi", AT(hhi), 1, 2, NULL },
	{ "effective", AT(effective), 1, 1, NULL },
	{ "hhi-wgi", AT(wgi), 1, 1, NULL },
	{ "top", AT(top), 100, 1, top },
	{ "top3", AT(top3), 100, 1, NULL },
	{ "outside-eu", AT(abroad), 100, 1, abroad },
	{ "n1-left", AT(n1_kept), 100, 1, NULL },
	{ "n1-hhi", AT(n1_hhi), 1, 2, NULL },
};

struct bw_between
bw_whatif_value(const struct bw_whatif_row *l, const struct bw_indicators *is)
{
	struct bw_between b;

	memcpy(&b, (const char *)is + l->at, sizeof(b));
	return b;
}

enum bw_whatif_stand
bw_whatif_stands(struct bw_between share, double percent)
{
	double limit = percent / 100 * (1 + 1e-12);

	if (isnan(share.lo) || share.hi <= limit)
		return BW_WHATIF_BELOW;
	return share.lo > limit ? BW_WHATIF_ABOVE : BW_WHATIF_PERHAPS;
}

/* ---- CSV and JSON ---- */

static struct bw_str
exact(struct bw_cli *cli, double v)
{
	return isnan(v) ? BW_STR("") : bw_arena_fmt(&cli->arena, "%.12g", v);
}

static void
csv_row(struct bw_listing *l, const struct bw_production *p,
    const struct bw_whatif_row *of, const struct bw_whatif *is)
{
	struct bw_between a = bw_whatif_value(of, &is->before);
	struct bw_between b = bw_whatif_value(of, &is->after);

	bw_list_code(l, "stage", bw_stage_name(p->stage));
	bw_list_count(l, (uint64_t)p->year);
	bw_list_cell(l, p->detail);
	bw_list_cell(l, bw_str_of(of->code));
	bw_list_cell(l, exact(l->cli, a.lo));
	bw_list_cell(l, exact(l->cli, a.hi));
	bw_list_cell(l, exact(l->cli, b.lo));
	bw_list_cell(l, exact(l->cli, b.hi));
	bw_list_cell(l,
	    of->who ? bw_supply_code(l->cli, of->who(&is->before))
		    : BW_STR(""));
	bw_list_cell(l,
	    of->who ? bw_supply_code(l->cli, of->who(&is->after)) : BW_STR(""));
	bw_list_count(l, p->load);
}

int
bw_whatif_csv(struct bw_whatif_shown *q, struct bw_err *err)
{
	static const char *const column[] = { "supply-stage", "supply-year",
		"supply-type", "whatif-indicator", "before-min", "before-max",
		"after-min", "after-max", "country-before", "country-after",
		"supply-source" };
	static const unsigned flag[BW_LEN(column)] = { 0 };
	struct bw_listing l;
	int rc =
	    bw_list_open(&l, q->pick.cli, column, flag, BW_LEN(column), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < q->pick.n; i++)
		for (size_t k = 0; k < BW_WHATIF_ROWS; k++)
			csv_row(
			    &l, q->pick.p[i], &bw_whatif_rows[k], &q->is[i].is);
	return bw_list_close(&l, err);
}

static void
countries_json(struct bw_cli *cli, struct bw_jw *j, const struct bw_whatif *is)
{
	bw_jw_open(j, "countries", '[');
	for (size_t i = 0; i < is->n_country; i++) {
		const struct bw_whatif_country *c = &is->country[i];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "country", bw_supply_code(cli, c->country));
		bw_jw_f64(j, "before", c->before);
		bw_jw_f64(j, "after", c->after);
		bw_jw_f64(j, "governance", c->governance);
		bw_jw_bool(j, "embargo", c->embargoed);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static int
production_json(struct bw_whatif_shown *q, struct bw_jw *j,
    const struct bw_supply_whatif *w, struct bw_err *err)
{
	static const char *const stand[] = { "no", "possible", "yes" };
	const struct bw_production *p = w->production;
	double limit = q->rules.single_country.value;
	int rc;

	bw_jw_open(j, NULL, '{');
	bw_jw_z(j, "stage", bw_stage_name(p->stage));
	bw_jw_i64(j, "year", p->year);
	bw_jw_str(j, "type", p->detail);
	bw_jw_str(j, "unit", p->unit);
	bw_supply_indicators_json(q->pick.cli, j, "before", &w->is.before);
	bw_supply_indicators_json(q->pick.cli, j, "after", &w->is.after);
	bw_jw_f64(j, "single_country_limit", limit / 100);
	bw_jw_z(j, "above_limit_before",
	    stand[bw_whatif_stands(w->is.before.abroad, limit)]);
	bw_jw_z(j, "above_limit_after",
	    stand[bw_whatif_stands(w->is.after.abroad, limit)]);
	bw_jw_bool(j, "rest_hit", w->is.rest_hit);
	bw_jw_bool(j, "amounts_missing", p->open_ended);
	bw_jw_open(j, "unseen", '[');
	for (size_t i = 0; i < w->n_unseen; i++)
		bw_jw_str(j, NULL, w->unseen[i]);
	bw_jw_close(j);
	bw_jw_open(j, "other_unit", '[');
	for (size_t i = 0; i < w->n_other_unit; i++)
		bw_jw_str(j, NULL, w->other_unit[i]);
	bw_jw_close(j);
	countries_json(q->pick.cli, j, &w->is);
	rc = bw_supply_source_json(&q->pick, j, "source", p->load, err);
	bw_jw_close(j);
	return rc;
}

int
bw_whatif_json(struct bw_whatif_shown *q, struct bw_err *err)
{
	static const char *const kind[] = { [BW_EVENT_EMBARGO] = "embargo",
		[BW_EVENT_LIFT] = "lift",
		[BW_EVENT_STOP] = "stop",
		[BW_EVENT_START] = "start",
		[BW_EVENT_LOSE] = "lose",
		[BW_EVENT_ADD] = "add" };
	struct bw_jw j = bw_cli_json(q->pick.cli);
	int rc = 0;

	bw_jw_str(&j, "material", q->pick.material);
	bw_jw_open(&j, "events", '[');
	for (size_t i = 0; rc == 0 && i < q->event.n; i++) {
		const struct bw_supply_event *e = &q->event.v[i];

		bw_jw_open(&j, NULL, '{');
		bw_jw_z(&j, "event", kind[e->kind]);
		if (e->kind != BW_EVENT_STOP)
			bw_jw_str(&j, "country", e->country);
		else
			rc = bw_cli_party_json(q->pick.cli, &j, "company",
			    q->pick.v, e->party, err);
		bw_jw_f64(&j, "amount",
		    e->kind == BW_EVENT_LOSE || e->kind == BW_EVENT_ADD
			? e->amount
			: NAN);
		bw_jw_bool(&j, "percent", e->percent);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_open(&j, "productions", '[');
	for (size_t i = 0; rc == 0 && i < q->pick.n; i++)
		rc = production_json(q, &j, &q->is[i], err);
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}
