/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_group.c - owners of a party that are several parties: the bodies of
 * one state, and companies that only control each other.
 *
 * 30 % through a state company and 21 % of a fund of the same state are 51 % in
 * one hand, though no single row says so. All states and state bodies of a
 * country are therefore one owner more, as in `exposure` and the check; of an
 * unknown country each is its own. The row is left out where one of them has
 * all of it alone.
 */
#include <math.h>
#include "cli/owners_out.h"

static bool
is_body(const struct owners *o, uint32_t node)
{
	uint8_t kind = o->s.v->kind[o->s.cone.party[node]];

	return node != o->s.cone.centre &&
	    (kind == BW_PARTY_STATE || kind == BW_PARTY_STATE_BODY);
}

static bool
near(double a, double b)
{
	return a == b || fabs(a - b) < 1e-12;
}

/* Does one of them have by itself what all have? */
static bool
one_has_all(const struct owners *o, const struct owner *w)
{
	for (size_t i = 0; i < o->n_owner; i++) {
		const struct owner *x = &o->owner[i];
		const struct bw_sum *a = &x->figures.votes,
				    *b = &w->figures.votes;

		if (x->n_seed != 1 || !is_body(o, x->seed[0]) ||
		    o->s.v->country[o->s.cone.party[x->seed[0]]] != w->state)
			continue;
		if (a->lo == b->lo && a->hi == b->hi && a->open == b->open &&
		    x->controls == w->controls &&
		    (!x->controls || x->certainty == w->certainty) &&
		    near(x->part.lo, w->part.lo) &&
		    near(x->part.hi, w->part.hi))
			return true;
	}
	return false;
}

int
owners_states(struct owners *o, struct bw_err *err)
{
	const struct bw_cone *c = &o->s.cone;
	size_t n_single = o->n_owner;
	uint32_t *seed;
	int rc = 0;

	if (o->reading != BW_INTEGRATED)
		return 0; /* that reading knows no several parties as one */
	for (uint32_t x = 0; rc == 0 && x < c->n; x++) {
		uint16_t state = o->s.v->country[c->party[x]];
		struct owner w = { .group = true, .state = state };
		bool told = !is_body(o, x) || state == 0;

		for (size_t i = n_single; i < o->n_owner; i++)
			told |= o->owner[i].state == state;
		if (told)
			continue;
		seed = BW_ARENA_ARRAY(&o->s.cli->arena, uint32_t, c->n);
		if (seed == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for states");
		for (uint32_t z = x; z < c->n; z++)
			if (is_body(o, z) &&
			    o->s.v->country[c->party[z]] == state)
				seed[w.n_seed++] = z;
		w.seed = seed;
		if (w.n_seed < 2)
			continue;
		rc = owners_ask(o, &w, err);
		if (rc == 0 && owners_matters(o, &w) && !one_has_all(o, &w))
			o->owner[o->n_owner++] = w;
	}
	return rc;
}

struct bw_str
owners_state_name(struct owners *o, uint16_t country)
{
	struct bw_fill fill = { "country",
		bw_text_same(bw_cli_country(o->s.cli, country)) };

	return bw_text_fill(&o->s.cli->arena, "deal.state", &fill, 1)
	    .in[o->s.cli->lang];
}

/* ---- who controls, of several parties
 * -------------------------------------- */
bool
owners_group_controls(const struct owners *o)
{
	for (size_t i = 0; i < o->n_owner; i++)
		if (o->owner[i].group && o->owner[i].controls)
			return true;
	return false;
}

int
owners_print_groups(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	const uint32_t *set;
	uint32_t *link;
	size_t n;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < o->n_owner; i++) {
		const struct owner *w = &o->owner[i];

		if (!w->group || !w->controls)
			continue;
		rc = bw_control_set(o->s.control, w->seed, w->n_seed,
		    w->certainty, &set, &n, err);
		if (rc == 0)
			rc = bw_shown_proof(
			    &o->s, o->s.cone.centre, &link, &n, err);
		if (rc != 0)
			return rc;
		bw_wrap(&cli->out,
		    bw_arena_fmt(&cli->arena, "%.*s: %.*s, %.*s",
			BW_ARG(owners_name(o, w)),
			BW_ARG(bw_cli_wordf(
			    cli, "certainty", bw_certainty_name(w->certainty))),
			BW_ARG(bw_cli_word(cli, "cli.owners.together"))),
		    2, cli->width);
		bw_wrap(
		    &cli->out, bw_shown_chain(&o->s, link, n), 6, cli->width);
	}
	return rc;
}

/* The company itself in a closed group, or under one: nodes in the arena. */
static int
closed_group(struct owners *o, uint32_t **group, size_t *n, struct bw_err *err)
{
	struct bw_arena *a = &o->s.cli->arena;
	int rc;

	*n = 0;
	rc =
	    bw_control_closed(o->s.control, o->s.cone.centre, a, group, n, err);
	for (size_t i = 0; rc == 0 && *n == 0 && i < o->n_who; i++)
		if (o->who[i].certainty == BW_CERTAIN && !o->who[i].ultimate)
			rc = bw_control_closed(
			    o->s.control, o->who[i].party, a, group, n, err);
	return rc;
}

int
owners_closed_json(struct owners *o, struct bw_jw *j, struct bw_err *err)
{
	uint32_t *group = NULL;
	size_t n;
	int rc = closed_group(o, &group, &n, err);

	bw_jw_open(j, "closed_group", '[');
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = bw_shown_node_json(&o->s, j, NULL, group[i], err);
	bw_jw_close(j);
	return rc;
}

int
owners_print_closed(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_fill fill = { .name = "names" };
	struct bw_buf b = { 0 };
	uint32_t *group = NULL;
	size_t n;
	int rc = closed_group(o, &group, &n, err);

	if (rc != 0 || n == 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		bw_buf_fmt(&b, "%s%.*s", i > 0 ? ", " : "",
		    BW_ARG(bw_shown_name(&o->s, group[i])));
	fill.value = bw_text_same(bw_arena_dup(&cli->arena, bw_buf_get(&b)));
	bw_buf_release(&b);
	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, "ownership.closed.reason", &fill, 1)
		.in[cli->lang],
	    0, cli->width);
	return 0;
}
