/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_exposure.c - how far states reach into a company, a sector, a country.
 */
#include "cli/exposure_out.h"

static int
compute(struct bw_reached *r, const struct bw_net *net, const uint8_t *kind,
    const uint16_t *country, const uint64_t *wanted, struct bw_pool *pool,
    struct bw_err *err)
{
	struct bw_arena *a = &r->cli->arena;
	int rc = bw_states_make(
	    &r->state, &r->n_state, net->n, kind, country, a, err);

	if (rc == 0)
		rc = bw_exposure_run(&r->row, &r->n_row, net, r->state,
		    r->n_state, wanted, a, err);
	if (rc == 0)
		rc = bw_exposure_sums(
		    &r->sum, &r->n_sum, r->state, r->row, r->n_row, a, err);
	if (rc == 0)
		rc = bw_rulers_run(
		    &r->ruled, net, country, wanted, pool, a, err);
	return rc;
}

static int
prove(struct bw_reached *r, const struct bw_net *net, const uint32_t *link_of,
    struct bw_err *err)
{
	struct bw_arena *a = &r->cli->arena;
	int rc = 0;

	r->link = BW_ARENA_ARRAY(a, uint32_t *, r->n_row + 1);
	r->n_link = BW_ARENA_ARRAY(a, size_t, r->n_row + 1);
	if (r->link == NULL || r->n_link == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for proofs");
	for (size_t i = 0; rc == 0 && i < r->n_row; i++) {
		uint32_t *tie;

		if (r->row[i].body)
			continue;
		rc = bw_exposure_ties(net, &r->state[r->row[i].state],
		    r->row[i].company, a, &tie, &r->n_link[i], err);
		for (size_t k = 0; rc == 0 && k < r->n_link[i]; k++)
			tie[k] = link_of[tie[k]];
		r->link[i] = tie;
	}
	return rc;
}

/* One company: everybody above it is all there is to know. */
static int
ask_one(struct bw_reached *r, struct bw_shown *s, uint32_t party,
    struct bw_err *err)
{
	struct bw_arena *a = &r->cli->arena;
	struct bw_net net = { 0 };
	uint32_t *link_of;
	uint64_t *wanted;
	uint16_t *country;
	uint8_t *kind;
	int rc = bw_shown_open(s, r->cli, r->v, party, BW_CONE_UP, err);
	uint32_t n = s->cone.n;

	if (rc != 0)
		return rc;
	wanted = BW_ARENA_ARRAY(a, uint64_t, n / 64 + 1);
	country = BW_ARENA_ARRAY(a, uint16_t, n + 1);
	kind = BW_ARENA_ARRAY(a, uint8_t, n + 1);
	if (wanted == NULL || country == NULL || kind == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a company");
	for (uint32_t i = 0; i < n; i++) {
		country[i] = r->v->country[s->cone.party[i]];
		kind[i] = r->v->kind[s->cone.party[i]];
	}
	wanted[s->cone.centre / 64] |= UINT64_C(1) << s->cone.centre % 64;
	r->one = s;
	r->party = s->cone.party;
	r->asked = 1;
	rc = bw_cone_net(&net, &link_of, &s->cone, a, err);
	if (rc == 0)
		rc = compute(r, &net, kind, country, wanted, NULL, err);
	if (rc == 0)
		rc = prove(r, &net, link_of, err);
	bw_net_release(&net);
	return rc;
}

static int
ask_many(struct bw_reached *r, struct bw_err *err)
{
	struct bw_register reg = { 0 };
	struct bw_pool *pool = NULL;
	uint64_t *wanted;
	int rc = bw_exposure_which(r->cli, r->v, &wanted, &r->asked, err);

	if (rc != 0 || r->asked == 0)
		return rc;
	if (bw_pool_new(&pool, 0, NULL) != 0)
		pool = NULL; /* one thread will do */
	rc = bw_register_open(&reg, r->v, r->cli->as_of, pool, err);
	if (rc == 0)
		rc = compute(
		    r, &reg.net, r->v->kind, r->v->country, wanted, pool, err);
	bw_register_close(&reg);
	bw_pool_free(pool);
	return rc;
}

static int
check_usage(const struct bw_cli *cli, struct bw_err *err)
{
	bool party = cli->n_arg > 0, all = bw_cli_has(cli, BW_OPT_ALL);
	bool list = bw_cli_has(cli, BW_OPT_LIST);
	bool part =
	    bw_cli_has(cli, BW_OPT_COUNTRY) || bw_cli_has(cli, BW_OPT_SECTOR);

	if (party + all + list + part == 1)
		return 0;
	return bw_fail(err, BW_EUSAGE,
	    "exposure: name one party, or give --list, --country and/or "
	    "--sector, or --all");
}

int
bw_verb_exposure(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_shown one = { 0 };
	struct bw_reached r = { .cli = cli };
	uint32_t party;
	int rc = check_usage(cli, err);

	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	r.v = v;
	if (rc == 0 && cli->n_arg > 0) {
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
		if (rc == 0)
			rc = ask_one(&r, &one, party, err);
	} else if (rc == 0) {
		rc = ask_many(&r, err);
	}
	if (rc == 0)
		rc = bw_cli_has(cli, BW_OPT_JSON) ? bw_exposure_json(&r, err)
						  : bw_exposure_print(&r, err);
	bw_shown_close(&one);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
