/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_controls.c - what an owner controls, surely or possibly, and by what.
 *
 * An owner is a party, or several asked as one. The question goes to the part
 * of the world below them, so it costs what they hold; --all is about everybody
 * (controls_all.c).
 */
#include "cli/controls.h"

struct controlled {
	uint32_t node;
	enum bw_certainty certainty;
	struct bw_share held; /* by the owner and what it controls */
	uint32_t *link;       /* the stakes in it that carry control */
	size_t n_link;
};
struct controls {
	struct bw_shown s;
	struct bw_asked who;
	struct bw_net net; /* the cone in columns */
	uint32_t *link_of; /* its ties */
	uint32_t *tie;     /* room for the proof of one company */
	struct bw_reach *reach;
	uint32_t *seed;
	struct controlled *list;
	size_t n;
};

/* The parties asked about are the first nodes of their cone. */
static int
open_cone(struct controls *k, struct bw_cli *cli, const struct bw_view *v,
    struct bw_err *err)
{
	struct bw_arena *a = &cli->arena;
	int rc;

	k->s.cli = cli;
	k->s.v = v;
	rc = bw_cone_load_all(&k->s.cone, v, k->who.party, k->who.n,
	    BW_CONE_DOWN, cli->as_of, a, err);
	if (rc == 0)
		rc = bw_cone_net(&k->net, &k->link_of, &k->s.cone, a, err);
	if (rc == 0)
		rc = bw_reach_new(&k->reach, &k->net, NULL, k->who.rule, err);
	if (rc == 0)
		rc = bw_world_sources(
		    bw_view_world(v), a, &k->s.source, &k->s.n_source, err);
	if (rc != 0)
		return rc;
	k->tie = BW_ARENA_ARRAY(a, uint32_t, k->s.cone.n_link + 1);
	k->seed = BW_ARENA_ARRAY(a, uint32_t, k->who.n);
	if (k->tie == NULL || k->seed == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for proofs");
	for (size_t i = 0; i < k->who.n; i++)
		k->seed[i] = (uint32_t)i;
	return 0;
}

/* The links that carry control of one company, by the set asked last. */
static int
prove(struct controls *k, struct controlled *c, struct bw_err *err)
{
	int rc = bw_reach_proof(
	    k->reach, c->node, k->tie, k->s.cone.n_link, &c->n_link, err);

	if (rc != 0)
		return rc;
	c->link = BW_ARENA_ARRAY(&k->s.cli->arena, uint32_t, c->n_link + 1);
	if (c->link == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a proof");
	for (size_t i = 0; i < c->n_link; i++)
		c->link[i] = k->link_of[k->tie[i]];
	return 0;
}

/* Everything possible, in order of being reached. */
static int
possible(struct controls *k, struct bw_sum **most, struct bw_err *err)
{
	struct bw_arena *a = &k->s.cli->arena;
	const uint32_t *set;
	int rc = bw_reach_set(
	    k->reach, k->seed, k->who.n, BW_POSSIBLE, &set, &k->n, err);

	if (rc != 0)
		return rc;
	k->list = BW_ARENA_ARRAY(a, struct controlled, k->n + 1);
	*most = BW_ARENA_ARRAY(a, struct bw_sum, k->n + 1);
	if (k->list == NULL || *most == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a list");
	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		k->list[i].node = set[i];
		k->list[i].certainty = BW_POSSIBLE;
		(*most)[i] = bw_reach_held(k->reach, set[i]);
		rc = prove(k, &k->list[i], err);
	}
	return rc;
}

/* Of those, which are certain, and by which stakes. */
static int
gather(struct controls *k, struct bw_err *err)
{
	bool *sure = BW_ARENA_ARRAY(&k->s.cli->arena, bool, k->s.cone.n);
	struct bw_sum *most;
	const uint32_t *set;
	size_t n_set = 0;
	int rc = possible(k, &most, err);

	if (rc == 0 && sure == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a list");
	if (rc == 0)
		rc = bw_reach_set(
		    k->reach, k->seed, k->who.n, BW_CERTAIN, &set, &n_set, err);
	for (size_t i = 0; rc == 0 && i < n_set; i++)
		sure[set[i]] = true;
	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		struct controlled *c = &k->list[i];

		c->held = bw_between(bw_reach_held(k->reach, c->node), most[i]);
		if (!sure[c->node])
			continue;
		c->certainty = BW_CERTAIN;
		rc = prove(k, c, err);
	}
	return rc;
}

/* "A 60 %; B > 25 % - 50 %", of capital when that is what counts. */
static struct bw_str
holders(struct controls *k, const struct controlled *c)
{
	struct bw_cli *cli = k->s.cli;
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (!k->who.rule.capital)
		return bw_shown_holders(&k->s, c->link, c->n_link);
	for (size_t i = 0; i < c->n_link; i++) {
		const struct bw_link *l = &k->s.cone.link[c->link[i]];

		bw_buf_fmt(&b, "%s%.*s %.*s", i > 0 ? "; " : "",
		    BW_ARG(bw_shown_name(&k->s, l->holder)),
		    BW_ARG(bw_shown_capital(&k->s, l)));
	}
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

static int
print_table(struct controls *k, struct bw_err *err)
{
	static const char *const votes[] = { "company", "country", "certainty",
		"votes", "held-by", "company_id", "votes_min_percent",
		"votes_max_percent" };
	static const char *const capital[] = { "company", "country",
		"certainty", "capital", "held-by", "company_id",
		"capital_min_percent", "capital_max_percent" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, 0,
		BW_COL_RIGHT, BW_COL_WRAP, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };
	struct bw_shown *s = &k->s;
	struct bw_cli *cli = s->cli;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, k->who.rule.capital ? capital : votes,
	    flags, BW_LEN(votes), err);

	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		const struct controlled *c = &k->list[i];
		uint32_t p = s->cone.party[c->node];

		bw_list_cell(&l,
		    l.to_csv ? bw_view_name(s->v, p)
			     : bw_cli_name(cli, s->v, p));
		bw_list_cell(&l,
		    l.to_csv ? bw_cli_code(cli, s->v->country[p])
			     : bw_cli_country(cli, s->v->country[p]));
		bw_list_code(&l, "certainty", bw_certainty_name(c->certainty));
		bw_list_cell(&l, bw_cli_share(cli, c->held));
		bw_list_cell(&l, holders(k, c));
		bw_list_count(&l, (uint64_t)s->v->party_row[p]);
		bw_list_share(&l, true, c->held);
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

static int
company_json(struct controls *k, struct bw_jw *j, const struct controlled *c,
    struct bw_err *err)
{
	int rc;

	bw_jw_open(j, NULL, '{');
	rc = bw_shown_node_json(&k->s, j, "party", c->node, err);
	bw_jw_z(j, "certainty", bw_certainty_name(c->certainty));
	bw_jw_share(j, k->who.rule.capital ? "capital" : "votes", &c->held);
	bw_jw_open(j, "proof", '[');
	for (size_t i = 0; rc == 0 && i < c->n_link; i++)
		rc = bw_shown_link_json(
		    &k->s, j, &k->s.cone.link[c->link[i]], err);
	bw_jw_close(j);
	bw_jw_close(j);
	return rc;
}

/* What the owners hold themselves, be it control or not. */
static int
holdings_json(struct controls *k, struct bw_jw *j, struct bw_err *err)
{
	const struct bw_cone *c = &k->s.cone;
	int rc = 0;

	bw_jw_open(j, "holdings", '[');
	for (size_t i = 0; rc == 0 && i < c->n_link; i++)
		if (c->link[i].holder < k->who.n)
			rc = bw_shown_link_json(&k->s, j, &c->link[i], err);
	bw_jw_close(j);
	return rc;
}

static int
print_json(struct controls *k, struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(k->s.cli);
	int rc = 0;

	if (k->who.n == 1)
		rc = bw_shown_node_json(&k->s, &j, "party", 0, err);
	else
		bw_jw_null(&j, "party");
	bw_jw_open(&j, "owners", '[');
	for (uint32_t i = 0; rc == 0 && i < k->who.n; i++)
		rc = bw_shown_node_json(&k->s, &j, NULL, i, err);
	bw_jw_close(&j);
	bw_jw_i64(&j, "unknown", (int64_t)k->who.unknown);
	bw_rule_json(&j, &k->who.rule);
	bw_jw_open(&j, "controls", '[');
	for (size_t i = 0; rc == 0 && i < k->n; i++)
		rc = company_json(k, &j, &k->list[i], err);
	bw_jw_close(&j);
	if (rc == 0)
		rc = holdings_json(k, &j, err);
	bw_jw_close(&j);
	return rc;
}

static int
show(struct controls *k, struct bw_err *err)
{
	struct bw_cli *cli = k->s.cli;
	int rc = gather(k, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_JSON))
		return print_json(k, err);
	if (k->n > 0 || bw_cli_has(cli, BW_OPT_CSV))
		rc = print_table(k, err);
	else
		bw_wrap(&cli->out, bw_cli_word(cli, "controls.none"), 0,
		    cli->width);
	if (rc == 0 && !bw_cli_has(cli, BW_OPT_CSV)) {
		bw_out_z(&cli->out, "\n");
		bw_asked_say(cli, k->s.v, &k->who);
	}
	return rc;
}

static int
one_owner(struct bw_cli *cli, const struct bw_view *v, struct bw_asked *who,
    struct bw_err *err)
{
	struct controls k = { 0 };
	int rc = bw_asked_parties(cli, v, who, err);

	k.who = *who;
	if (rc == 0)
		rc = open_cone(&k, cli, v, err);
	if (rc == 0)
		rc = show(&k, err);
	bw_reach_free(k.reach);
	bw_net_release(&k.net);
	bw_shown_close(&k.s);
	return rc;
}

int
bw_verb_controls(struct bw_cli *cli, struct bw_err *err)
{
	bool all = bw_cli_has(cli, BW_OPT_ALL);
	bool named = cli->n_arg > 0 || bw_cli_has(cli, BW_OPT_LIST) ||
	    bw_cli_has(cli, BW_OPT_STATE);
	struct bw_asked who = { 0 };
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	int rc;

	if (all == named)
		return bw_fail(err, BW_EUSAGE,
		    all ? "--all is about everybody: name no party with it"
			: "name a PARTY, or --list, --state or --all; see "
			  "'bolwerk help controls'");
	rc = bw_asked_rule(cli, &who.rule, err);
	if (rc == 0)
		rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = all ? bw_controls_all(cli, v, &who, err)
			 : one_owner(cli, v, &who, err);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
