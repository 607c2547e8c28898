/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supply_chain_json.c - a chain as JSON (doc/json.md).
 */
#include "cli/supply_chain.h"
#include "model/kind.h"

static void
day(struct bw_jw *j, const char *key, uint32_t d)
{
	if (d == BW_DAYS_EVER)
		bw_jw_null(j, key);
	else
		bw_jw_i64(j, key, d);
}

static void
left(struct bw_jw *j, uint32_t lo, uint32_t hi)
{
	bw_jw_open(j, "left", '{');
	bw_jw_ppb(j, "min", lo);
	bw_jw_ppb(j, "max", hi);
	bw_jw_close(j);
}

static void
until(struct bw_jw *j, bool stops, struct bw_days d)
{
	if (!stops) {
		bw_jw_null(j, "until_day");
		return;
	}
	bw_jw_open(j, "until_day", '{');
	day(j, "min", d.lo);
	day(j, "max", d.hi);
	bw_jw_close(j);
}

static void
both(struct bw_jw *j, const char *key, struct bw_text t)
{
	bw_jw_open(j, key, '{');
	bw_jw_str(j, "nl", t.in[BW_NL]);
	bw_jw_str(j, "en", t.in[BW_EN]);
	bw_jw_close(j);
}

static struct bw_str
id(const struct chain_run *r, uint32_t thing)
{
	return r->f.thing.v[thing].id;
}

static int
row(struct bw_jw *j, struct chain_run *r, const struct chain_row *row,
    struct bw_err *err)
{
	struct bw_chain_step *step;
	size_t n;
	int rc = chain_why(r, row, &step, &n, err);

	bw_jw_open(j, NULL, '{');
	bw_jw_str(j, "thing", id(r, row->thing));
	bw_jw_bool(j, "stops", row->stops);
	left(j, row->lo, row->hi);
	day(j, "less_from_day", row->less);
	until(j, row->stops, row->day);
	bw_jw_open(j, "why", '[');
	for (size_t i = n; i-- > 0;)
		bw_jw_str(j, NULL, id(r, step[i].thing));
	bw_free(step);
	bw_jw_close(j);
	bw_jw_close(j);
	return rc;
}

static void
things(struct bw_jw *j, const struct chain_run *r)
{
	bw_jw_open(j, "things", '[');
	for (uint32_t x = 0; x < r->f.thing.n; x++) {
		const struct bw_thing *t = &r->f.thing.v[x];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "id", t->id);
		bw_jw_z(j, "kind", bw_thing_kind_name(t->kind));
		both(j, "name", t->name);
		bw_jw_bool(j, "in_file", t->told);
		bw_jw_i64(j, "line", (int64_t)t->line);
		bw_jw_i64(j, "stock_min", t->stock.lo);
		bw_jw_i64(j, "stock_max", t->stock.hi);
		bw_jw_str(j, "source", t->source);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
needs(struct bw_jw *j, const struct chain_run *r)
{
	bw_jw_open(j, "needs", '[');
	for (uint32_t g = 0; g < r->c.n_need; g++) {
		const struct bw_chain_note *note = &r->f.note.v[r->c.need[g]];

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "thing", id(r, r->c.owner[g]));
		bw_jw_z(j, "told",
		    !note->shares                          ? "nothing"
			: r->c.kind[g] == BW_NEED_CAPACITY ? "capacities"
							   : "shares");
		bw_jw_i64(j, "stock_min", r->c.kept[g].lo);
		bw_jw_i64(j, "stock_max", r->c.kept[g].hi);
		if (note->year != 0)
			bw_jw_i64(j, "year", note->year);
		else
			bw_jw_null(j, "year");
		bw_jw_str(j, "ref", note->source);
		if (note->load != 0)
			bw_jw_i64(j, "source", note->load);
		else
			bw_jw_null(j, "source");
		bw_jw_i64(j, "line", (int64_t)note->line);
		bw_jw_open(j, "suppliers", '[');
		for (uint32_t s = r->c.sup_at[g]; s < r->c.sup_at[g + 1]; s++) {
			bw_jw_open(j, NULL, '{');
			bw_jw_str(j, "thing", id(r, r->c.sup[s]));
			bw_jw_ppb(j, "min", r->c.lo[s]);
			bw_jw_ppb(j, "max", r->c.hi[s]);
			bw_jw_close(j);
		}
		bw_jw_close(j);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static void
cuts(struct bw_jw *j, const struct chain_run *r)
{
	if (r->most == 0 || r->never) {
		bw_jw_null(j, "cuts");
		return;
	}
	bw_jw_open(j, "cuts", '{');
	bw_jw_i64(j, "most", r->most);
	bw_jw_bool(j, "complete", r->cuts.complete);
	bw_jw_i64(j, "size", r->cuts.size);
	bw_jw_i64(j, "tried", r->cuts.tried);
	bw_jw_i64(j, "of", r->cuts.of);
	bw_jw_open(j, "list", '[');
	for (size_t i = 0; i < r->cuts.n; i++) {
		bw_jw_open(j, NULL, '[');
		for (uint32_t k = 0; k < r->cuts.cut[i].size; k++)
			bw_jw_str(j, NULL, id(r, r->cuts.cut[i].thing[k]));
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

static void
without(struct bw_jw *j, const struct chain_run *r)
{
	if (r->n_failed == 0) {
		bw_jw_null(j, "without");
		return;
	}
	bw_jw_open(j, "without", '{');
	bw_jw_open(j, "failed", '[');
	for (size_t i = 0; i < r->n_failed; i++)
		bw_jw_str(j, NULL, id(r, r->failed[i]));
	bw_jw_close(j);
	bw_jw_bool(j, "stops", r->day[r->f.product].lo != BW_DAYS_EVER);
	bw_jw_open(j, "touched", '[');
	for (uint32_t x = 0; x < r->c.n; x++) {
		if (!chain_touched(r, x))
			continue;
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "thing", id(r, x));
		left(j, r->lo[x], r->hi[x]);
		day(j, "less_from_day", r->less[x]);
		until(j, r->day[x].lo != BW_DAYS_EVER, r->day[x]);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
}

int
chain_json(struct chain_run *r, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(r->cli);
	int rc = 0;

	both(&j, "chain", r->f.title);
	both(&j, "about", r->f.about);
	bw_jw_bool(&j, "illustrative", r->f.illustrative);
	bw_jw_str(&j, "product", id(r, r->f.product));
	bw_jw_bool(&j, "never", r->never);
	things(&j, r);
	needs(&j, r);
	bw_jw_open(&j, "points", '[');
	for (size_t i = 0; rc == 0 && i < r->n_point && i < r->n_row; i++)
		rc = row(&j, r, &r->row[i], err);
	bw_jw_close(&j);
	bw_jw_open(&j, "losses", '[');
	for (size_t i = r->n_point; rc == 0 && i < r->n_row; i++)
		rc = row(&j, r, &r->row[i], err);
	bw_jw_close(&j);
	bw_jw_bool(&j, "losses_of_all", !r->some);
	cuts(&j, r);
	without(&j, r);
	bw_jw_close(&j);
	return rc;
}
