/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure_json.c - the exposure to states as JSON; see doc/json.md.
 */
#include "cli/exposure_out.h"
#include <math.h>

static void
code(struct bw_reached *r, struct bw_jw *j, uint16_t country)
{
	if (country == 0)
		bw_jw_null(j, "country");
	else
		bw_jw_str(j, "country", bw_cli_code(r->cli, country));
}

static void
pair(struct bw_jw *j, const char *key, const size_t n[2])
{
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "certain", (int64_t)n[0]);
	bw_jw_i64(j, "at_most", (int64_t)n[1]);
	bw_jw_close(j);
}

static void
part(struct bw_jw *j, const char *key, double lo, double hi)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", lo);
	bw_jw_f64(j, "max", isfinite(hi) ? hi : (double)NAN);
	bw_jw_close(j);
}

static void
sums(struct bw_reached *r, struct bw_jw *j)
{
	static const char *const step[] = { "votes_10", "votes_20",
		"votes_25" };

	bw_jw_open(j, "states", '[');
	for (size_t i = 0; i < r->n_sum; i++) {
		const struct bw_exposure_sum *s = &r->sum[i];
		double n = (double)r->asked;

		bw_jw_open(j, NULL, '{');
		code(r, j, s->country);
		bw_jw_i64(j, "companies", (int64_t)s->companies);
		pair(j, "controls", s->controls);
		for (size_t k = 0; k < BW_EXPOSURE_STEPS; k++)
			pair(j, step[k], s->votes[k]);
		part(j, "integrated_sum", s->share_lo, s->share_hi);
		part(j, "integrated_mean", s->share_lo / n, s->share_hi / n);
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static int
proof(struct bw_reached *r, struct bw_jw *j, size_t i, struct bw_err *err)
{
	struct bw_shown *s = r->one;
	int rc = 0;

	bw_jw_open(j, "stakes", '[');
	for (size_t k = 0; rc == 0 && k < r->n_link[i]; k++)
		rc =
		    bw_shown_link_json(s, j, &s->cone.link[r->link[i][k]], err);
	bw_jw_close(j);
	return rc;
}

static int
row(struct bw_reached *r, struct bw_jw *j, size_t i, struct bw_err *err)
{
	const struct bw_exposed *e = &r->row[i];
	const struct bw_state *s = &r->state[e->state];
	uint32_t party = reached_party(r, e->company);
	struct bw_share votes = { .lo = (uint32_t)e->votes.lo,
		.hi = (uint32_t)e->votes.hi,
		.open = e->votes.open };
	int rc = 0;

	bw_jw_open(j, NULL, '{');
	code(r, j, s->country);
	bw_jw_i64(j, "company", r->v->party_row[party]);
	bw_jw_str(j, "company_name", bw_view_name(r->v, party));
	bw_jw_z(j, "control",
	    e->control == BW_EXCLUDED ? NULL : bw_certainty_name(e->control));
	bw_jw_bool(j, "state_body", e->body);
	bw_jw_share(j, "votes", &votes);
	part(j, "integrated", e->share_lo, e->share_hi);
	if (r->one != NULL) {
		bw_jw_open(j, "bodies", '[');
		for (size_t k = 0; rc == 0 && k < s->n; k++)
			rc = bw_shown_node_json(
			    r->one, j, NULL, s->member[k], err);
		bw_jw_close(j);
		if (rc == 0)
			rc = proof(r, j, i, err);
	}
	bw_jw_close(j);
	return rc;
}

int
bw_exposure_json(struct bw_reached *r, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(r->cli);
	int rc = 0;

	if (r->one != NULL)
		rc = bw_shown_node_json(
		    r->one, &j, "party", r->one->cone.centre, err);
	bw_jw_i64(&j, "asked", (int64_t)r->asked);
	sums(r, &j);
	bw_jw_open(&j, "rows", '[');
	for (size_t i = 0; rc == 0 && i < r->n_row; i++)
		rc = row(r, &j, i, err);
	bw_jw_close(&j);
	bw_jw_open(&j, "top", '[');
	for (size_t i = 0; i < r->ruled.n; i++) {
		bw_jw_open(&j, NULL, '{');
		code(r, &j, r->ruled.country[i].country);
		pair(&j, "controls", r->ruled.country[i].controls);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_i64(&j, "nobody", (int64_t)r->ruled.nobody);
	bw_jw_i64(&j, "closed", (int64_t)r->ruled.closed);
	bw_jw_close(&j);
	return rc;
}
