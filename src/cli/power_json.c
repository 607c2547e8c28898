/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * power_json.c - who decides, as JSON; see doc/json.md.
 */
#include "cli/power_out.h"

static void
spread_json(struct bw_jw *j, const char *key, struct bw_spread f)
{
	bw_jw_open(j, key, '{');
	bw_jw_f64(j, "min", f.lo);
	bw_jw_f64(j, "max", f.hi);
	bw_jw_close(j);
}

static int
block_json(struct bw_powers *p, struct bw_jw *j, const struct bw_block *b,
    struct bw_err *err)
{
	int rc;

	bw_jw_open(j, NULL, '{');
	rc = bw_shown_node_json(&p->s, j, "leader", b->leader, err);
	bw_jw_share(j, "votes", &b->votes);
	spread_json(j, "shapley", b->shapley[0]);
	spread_json(j, "banzhaf", b->banzhaf[0]);
	spread_json(j, "shapley_voting", b->shapley[1]);
	spread_json(j, "banzhaf_voting", b->banzhaf[1]);
	bw_jw_open(j, "stakes", '[');
	for (size_t i = 0; rc == 0 && i < b->n_link; i++)
		rc = bw_shown_link_json(
		    &p->s, j, &p->s.cone.link[b->link[i]], err);
	bw_jw_close(j);
	bw_jw_close(j);
	return rc;
}

static int
ranking_json(struct bw_powers *p, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_bool(j, "network_exact", p->how.exact);
	bw_jw_i64(j, "network_rounds", p->how.rounds);
	bw_jw_open(j, "network", '[');
	for (uint32_t i = 0; rc == 0 && i < p->s.cone.n; i++) {
		const struct bw_npi *x = &p->npi[p->rank[i]];

		if (x->index <= 0)
			break;
		bw_jw_open(j, NULL, '{');
		rc = bw_shown_node_json(&p->s, j, "party", p->rank[i], err);
		bw_jw_f64(j, "index", x->index);
		bw_jw_f64(j, "index_error", x->index_error);
		bw_jw_f64(j, "chance", x->chance);
		bw_jw_f64(j, "chance_error", x->chance_error);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

static int
people_json(struct bw_powers *p, struct bw_jw *j, const char *key,
    const uint32_t *node, size_t n, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, key, '[');
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = bw_shown_node_json(&p->s, j, NULL, node[i], err);
	bw_jw_close(j);
	return rc;
}

int
bw_power_json(struct bw_powers *p, struct bw_err *err)
{
	const struct bw_vote *v = &p->vote;
	struct bw_jw j = bw_cli_json(p->s.cli);
	int rc = bw_shown_node_json(&p->s, &j, "party", p->s.cone.centre, err);

	bw_jw_bool(&j, "legal_test", false);
	if (rc == 0)
		rc = people_json(p, &j, "controllers", p->sure, p->n_sure, err);
	if (rc == 0)
		rc = people_json(p, &j, "possible_controllers", p->perhaps,
		    p->n_perhaps, err);
	bw_jw_open(&j, "blocks", '[');
	for (size_t i = 0; rc == 0 && i < v->n - v->n_small; i++)
		rc = block_json(p, &j, &v->block[i], err);
	bw_jw_close(&j);
	if (v->n > 0) {
		bw_jw_share(&j, "rest", &v->rest);
		spread_json(&j, "rest_shapley", v->rest_shapley);
		bw_jw_i64(&j, "small_blocks", (int64_t)v->n_small);
		bw_jw_i64(&j, "choices", v->choices);
		bw_jw_f64(&j, "rounding_error", v->error);
		bw_jw_bool(&j, "above_100", v->over);
	}
	if (rc == 0 && bw_cli_has(p->s.cli, BW_OPT_NETWORK))
		rc = ranking_json(p, &j, err);
	bw_jw_close(&j);
	return rc;
}
