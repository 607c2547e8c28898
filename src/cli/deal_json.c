/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_json.c - the effect of a deal as JSON (doc/json.md).
 */
#include "cli/deal_out.h"
#include "cli/law.h"

static int
party(struct bw_deal_run *d, struct bw_jw *j, const char *key, uint32_t owner,
    struct bw_err *err)
{
	if (owner < d->v->n_party)
		return bw_cli_party_json(d->cli, j, key, d->v, owner, err);
	bw_jw_open(j, key, '{');
	if (owner < d->net.n) {
		bw_jw_str(j, "name", d->text.party[owner - d->v->n_party].name);
		bw_jw_str(j, "country", bw_deal_country(d, owner));
		bw_jw_bool(j, "new", true);
	} else if (d->together && owner == d->net.n) {
		bw_jw_z(j, "group", "together");
	} else {
		bw_jw_z(j, "group", "state");
		bw_jw_str(j, "country", bw_deal_country(d, owner));
	}
	bw_jw_close(j);
	return 0;
}

static void
stand(struct bw_jw *j, const char *key, const struct bw_stand *s)
{
	struct bw_share votes = bw_deal_votes(s);

	bw_jw_open(j, key, '{');
	bw_jw_z(j, "control", bw_deal_control(s));
	bw_jw_share(j, "votes", &votes);
	bw_jw_close(j);
}

static int
proof(struct bw_deal_run *d, struct bw_jw *j, const struct bw_effect *e,
    struct bw_err *err)
{
	struct bw_deal_tie *tie;
	size_t n;
	int rc = bw_deal_proof(d, e->owner, e->company,
	    e->after.controls_certain ? BW_CERTAIN : BW_POSSIBLE, &tie, &n,
	    err);

	bw_jw_open(j, "proof", '[');
	for (size_t i = 0; i < n && rc == 0; i++) {
		bw_jw_open(j, NULL, '{');
		rc = party(d, j, "holder", tie[i].holder, err);
		if (rc == 0)
			rc = party(d, j, "company", tie[i].company, err);
		bw_jw_share(j, "votes", &tie[i].votes);
		bw_jw_bool(j, "outright", tie[i].outright);
		bw_jw_bool(j, "by_deal", tie[i].by_deal);
		if (tie[i].place.source > 0) {
			bw_jw_i64(j, "source", tie[i].place.source);
			bw_jw_i64(j, "line", (int64_t)tie[i].place.line);
			bw_jw_i64(j, "record", (int64_t)tie[i].place.number);
		}
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

static int
doubts(struct bw_deal_run *d, struct bw_jw *j, const struct bw_effect *e,
    struct bw_err *err)
{
	struct bw_deal_doubt *doubt;
	bool unknown;
	size_t n;
	int rc = bw_deal_doubts(d, e, &doubt, &n, &unknown, err);

	bw_jw_open(j, "settle", '[');
	for (size_t i = 0; i < n && rc == 0; i++) {
		bw_jw_open(j, NULL, '{');
		rc = party(d, j, "holder", doubt[i].holder, err);
		if (rc == 0)
			rc = party(d, j, "company", doubt[i].company, err);
		bw_jw_share(j, "votes", &doubt[i].votes);
		bw_jw_bool(j, "influence", doubt[i].maybe);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_bool(j, "settle_unknown", unknown);
	return rc;
}

static int
effect(struct bw_deal_run *d, struct bw_jw *j, const struct bw_effect *e,
    struct bw_err *err)
{
	bool control = e->kind == BW_EFFECT_CONTROL;
	int rc;

	bw_jw_open(j, NULL, '{');
	rc = party(d, j, "owner", e->owner, err);
	if (rc == 0)
		rc = party(d, j, "company", e->company, err);
	if (!control) {
		struct bw_share t = bw_share_exact(e->threshold);

		bw_jw_share(j, "threshold", &t);
		bw_jw_z(
		    j, "direction", e->kind == BW_EFFECT_UP ? "up" : "down");
	}
	bw_jw_z(j, "certainty", bw_certainty_name(e->certainty));
	stand(j, "before", &e->before);
	stand(j, "after", &e->after);
	if (rc == 0 && control && e->after.controls_possible)
		rc = proof(d, j, e, err);
	if (rc == 0 && control)
		rc = doubts(d, j, e, err);
	bw_jw_close(j);
	return rc;
}

static int
effects(struct bw_deal_run *d, struct bw_jw *j, const char *key, bool control,
    struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < d->effect.n && rc == 0; i++)
		if ((d->effect.effect[i].kind == BW_EFFECT_CONTROL) == control)
			rc = effect(d, j, &d->effect.effect[i], err);
	bw_jw_close(j);
	return rc;
}

static int
steps(struct bw_deal_run *d, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, "deal", '[');
	for (size_t i = 0; i < d->text.n && rc == 0; i++) {
		const struct bw_deal_step *s = &d->step[i];
		struct bw_share votes = bw_share_exact(s->votes);
		struct bw_share capital = bw_share_exact(s->capital);

		bw_jw_open(j, NULL, '{');
		rc = party(d, j, "buyer", s->buyer, err);
		if (rc == 0)
			rc = party(d, j, "target", s->target, err);
		if (rc == 0 && d->text.step[i].seller.n > 0)
			rc = party(d, j, "seller", s->seller, err);
		bw_jw_bool(j, "new_shares", s->new_shares);
		bw_jw_share(j, "votes", &votes);
		bw_jw_share(j, "capital", &capital);
		bw_jw_bool(j, "board", s->board);
		bw_jw_open(j, "via", '[');
		for (unsigned k = 0; k < s->n_via && rc == 0; k++)
			rc = party(d, j, NULL, s->via[k], err);
		bw_jw_close(j);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

static int
parts(struct bw_deal_run *d, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, "integrated", '[');
	for (size_t i = 0; i < d->effect.n_part && rc == 0; i++) {
		const struct bw_part_change *c = &d->effect.part[i];

		bw_jw_open(j, NULL, '{');
		rc = party(d, j, "owner", c->owner, err);
		bw_jw_f64(j, "before_min", c->before.lo);
		bw_jw_f64(j, "before_max", c->before.hi);
		bw_jw_f64(j, "after_min", c->after.lo);
		bw_jw_f64(j, "after_max", c->after.hi);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

static int
groups(struct bw_deal_run *d, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, "groups", '[');
	for (size_t i = 0; i < d->effect.n_group && rc == 0; i++) {
		const struct bw_shift_row *g = &d->effect.group[i];

		bw_jw_open(j, NULL, '{');
		rc = party(d, j, "owner", g->owner, err);
		if (rc == 0)
			rc = party(d, j, "company", g->company, err);
		stand(j, "before", &g->before);
		stand(j, "after", &g->after);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

int
bw_deal_json(struct bw_deal_run *d, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(d->cli);
	int rc = steps(d, &j, err);

	if (rc == 0)
		rc = effects(d, &j, "control", true, err);
	if (rc == 0)
		rc = effects(d, &j, "thresholds", false, err);
	if (rc == 0)
		rc = groups(d, &j, err);
	if (rc == 0)
		rc = parts(d, &j, err);
	if (rc == 0 && bw_cli_has(d->cli, BW_OPT_LAW)) {
		struct bw_law_case *c;

		bw_jw_open(&j, "law", '{');
		rc = bw_deal_law(d, &c, err);
		if (rc == 0)
			rc = bw_law_json(c, &j, err);
		if (rc == 0)
			rc = bw_law_ask_json(c, &j, err);
		bw_jw_close(&j);
	}
	bw_jw_i64(&j, "owners_asked", (int64_t)d->effect.n_asked);
	bw_jw_i64(&j, "companies_touched", (int64_t)d->effect.n_company);
	bw_jw_close(&j);
	return rc;
}
