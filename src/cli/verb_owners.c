/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_owners.c - everybody above a party, layer by layer, and who controls.
 */
#include "cli/owners_out.h"

/* Those at the top of a chain first: they are what people ask for, and a
 * proof is shown for the first --limit only (a chain of n companies has n
 * controllers, and proofs of n lines). */
static void
top_first(struct owners *o, struct bw_controller *sorted)
{
	size_t n = 0;

	for (int top = 1; top >= 0; top--)
		for (size_t i = 0; i < o->n_who; i++)
			if (o->who[i].ultimate == (top == 1))
				sorted[n++] = o->who[i];
	o->who = sorted;
}

static int
number_layers(struct owners *o, struct bw_err *err)
{
	unsigned *layer =
	    BW_ARENA_ARRAY(&o->s.cli->arena, unsigned, o->s.cone.n + (size_t)1);

	if (layer == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for layers");
	for (size_t i = 0; i < o->n_row; i++)
		layer[o->row[i].node] = o->row[i].layer;
	o->s.layer = layer;
	return 0;
}

static int
gather(struct owners *o, struct bw_cli *cli, const struct bw_view *v,
    uint32_t party, struct bw_err *err)
{
	struct bw_controller *sorted;
	int rc;

	rc = bw_shown_open(&o->s, cli, v, party, BW_CONE_UP, err);
	if (rc == 0)
		rc = bw_ownership_rows(
		    &o->s.cone, &cli->arena, &o->row, &o->n_row, err);
	if (rc == 0)
		rc = number_layers(o, err);
	if (rc == 0)
		rc = bw_controllers(o->s.control, o->s.cone.centre, &cli->arena,
		    &o->who, &o->n_who, err);
	if (rc != 0)
		return rc;
	sorted =
	    BW_ARENA_ARRAY(&cli->arena, struct bw_controller, o->n_who + 1);
	if (sorted == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for controllers");
	top_first(o, sorted);
	o->n_proof = o->n_who < cli->limit ? o->n_who : cli->limit;
	if (bw_cli_has(cli, BW_OPT_CSV) && !bw_cli_has(cli, BW_OPT_JSON))
		return 0;
	return owners_gather(o, err);
}

static void
stake_row(struct owners *o, struct bw_listing *l, unsigned layer,
    const struct bw_link *k)
{
	struct bw_shown *s = &o->s;
	uint32_t holder = s->cone.party[k->holder];
	uint32_t company = s->cone.party[k->company];
	struct bw_str name = bw_shown_name(s, k->holder);
	const char *kind = bw_party_kind_name(s->v->kind[holder]);

	bw_list_count(l, layer);
	/* On a terminal there is no room for a column of kinds. */
	bw_list_cell(l,
	    l->to_csv ? bw_view_name(s->v, holder)
		      : bw_arena_fmt(&s->cli->arena, "%.*s, %.*s", BW_ARG(name),
			    BW_ARG(bw_cli_wordf(s->cli, "kind", kind))));
	bw_list_code(l, "kind", kind);
	bw_list_cell(l, bw_cli_code(s->cli, s->v->country[holder]));
	bw_list_cell(l,
	    l->to_csv ? bw_view_name(s->v, company)
		      : bw_shown_name(s, k->company));
	bw_list_cell(l, bw_shown_votes(s, k));
	bw_list_cell(l, bw_shown_capital(s, k));
	bw_list_code(l, "nature", bw_nature_name(k->nature));
	bw_list_count(l, (uint64_t)s->v->party_row[holder]);
	bw_list_count(l, (uint64_t)s->v->party_row[company]);
	bw_list_share(l, k->has_votes, k->votes);
	bw_list_share(l, k->has_capital, k->capital);
}

/* Links by the layer of the company, then as the cone has them. */
static int
print_stakes(struct owners *o, struct bw_err *err)
{
	static const char *const name[] = { "layer", "holder", "kind",
		"country", "company", "votes", "capital", "nature", "holder_id",
		"company_id", "votes_min_percent", "votes_max_percent",
		"capital_min_percent", "capital_max_percent" };
	static const unsigned flags[] = { BW_COL_RIGHT, BW_COL_WRAP,
		BW_LIST_CSV, BW_COL_WRAP, BW_COL_WRAP,
		BW_COL_RIGHT | BW_COL_WRAP, BW_COL_RIGHT | BW_COL_WRAP,
		BW_COL_WRAP, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV, BW_LIST_CSV };
	const struct bw_cone *c = &o->s.cone;
	const struct bw_graph *g = &c->graph;
	struct bw_listing l;
	int rc = bw_list_open(&l, o->s.cli, name, flags, BW_LEN(name), err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < o->n_row; i++) {
		uint32_t y = o->row[i].node;

		for (uint32_t k = g->in_at[y]; k < g->in_at[y + 1]; k++)
			stake_row(o, &l, o->row[i].layer + 1,
			    &c->link[c->edge[g->in[k]].stake]);
	}
	return bw_list_close(&l, err);
}

/* All votes that stakes into the company tell of. */
static struct bw_sum
accounted(const struct owners *o)
{
	const struct bw_graph *g = &o->s.cone.graph;
	uint32_t y = o->s.cone.centre;
	struct bw_sum all = { 0 };

	for (uint32_t k = g->in_at[y]; k < g->in_at[y + 1]; k++)
		bw_sum_add(&all, g->edge[g->in[k]].votes);
	return all;
}

/* What no stake into the company accounts for, of its votes. */
static struct bw_share
unaccounted(const struct owners *o)
{
	struct bw_sum all = accounted(o);

	return (struct bw_share){
		.lo = all.hi < BW_ONE ? (uint32_t)(BW_ONE - all.hi) : 0,
		.hi = all.lo < BW_ONE ? (uint32_t)(BW_ONE - all.lo) : 0,
	};
}

static void
print_unaccounted(struct owners *o)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_share rest = unaccounted(o);
	struct bw_fill fill[2] = { { .name = "votes" }, { .name = "company" } };

	if (rest.hi == 0)
		return;
	fill[0].value = bw_text_same(bw_cli_share(cli, rest));
	fill[1].value = bw_text_same(bw_shown_name(&o->s, o->s.cone.centre));
	bw_out_fmt(&cli->out, "\n");
	bw_wrap(&cli->out,
	    bw_text_fill(&cli->arena, "cli.owners.rest", fill, 2).in[cli->lang],
	    0, cli->width);
}

/* What sources declare as indirect while the chain is in the table. */
static void
print_summaries(struct owners *o)
{
	struct bw_cli *cli = o->s.cli;
	const struct bw_cone *c = &o->s.cone;

	if (c->n_summary == 0)
		return;
	bw_out_fmt(&cli->out, "\n%.*s\n",
	    BW_ARG(bw_cli_word(cli, "regime.summaries")));
	for (size_t i = 0; i < c->n_summary; i++) {
		const struct bw_link *k = &c->summary[i];
		const char *nature = bw_nature_name(k->nature);
		struct bw_str share = k->has_votes ? bw_shown_votes(&o->s, k)
						   : bw_shown_capital(&o->s, k);

		bw_wrap(&cli->out,
		    bw_arena_fmt(&cli->arena, "%.*s: %.*s%s%.*s %.*s %.*s",
			BW_ARG(bw_shown_name(&o->s, k->holder)), BW_ARG(share),
			share.n > 0 ? ", " : "",
			BW_ARG(bw_cli_wordf(cli, "nature", nature)),
			BW_ARG(bw_cli_word(cli, "cli.in")),
			BW_ARG(bw_shown_name(&o->s, k->company))),
		    2, cli->width);
	}
}

static int
prove(struct owners *o, const struct bw_controller *w, uint32_t **link,
    size_t *n, struct bw_err *err)
{
	int rc = bw_shown_set(&o->s, w->party, w->certainty, err);

	return rc != 0 ? rc
		       : bw_shown_proof(&o->s, o->s.cone.centre, link, n, err);
}

static int
print_controllers(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	struct bw_out *out = &cli->out;
	uint32_t *link;
	size_t n;
	int rc;

	bw_out_fmt(out, "\n%.*s\n",
	    BW_ARG(bw_cli_word(cli,
		o->n_who > 0 || owners_group_controls(o) ? "cli.owners.control"
							 : "cli.owners.none")));
	rc = owners_print_groups(o, err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < o->n_who; i++) {
		const struct bw_controller *w = &o->who[i];

		if (i == o->n_proof) {
			bw_out_fmt(out, "  %.*s %zu\n",
			    BW_ARG(bw_cli_word(cli, "cli.owners.more")),
			    o->n_who - i);
			break;
		}
		rc = prove(o, w, &link, &n, err);
		if (rc != 0)
			return rc;
		bw_out_fmt(out, "  %.*s: %.*s%s%.*s\n",
		    BW_ARG(bw_shown_name(&o->s, w->party)),
		    BW_ARG(bw_cli_wordf(
			cli, "certainty", bw_certainty_name(w->certainty))),
		    w->ultimate ? ", " : "",
		    BW_ARG(w->ultimate ? bw_cli_word(cli, "cli.ultimate")
				       : BW_STR("")));
		bw_wrap(out, bw_shown_chain(&o->s, link, n), 6, cli->width);
	}
	return owners_print_closed(o, err);
}

static int
proof_json(struct owners *o, struct bw_jw *j, const struct bw_controller *w,
    struct bw_err *err)
{
	uint32_t *link;
	size_t n;
	int rc = prove(o, w, &link, &n, err);

	bw_jw_open(j, "proof", '[');
	for (size_t k = 0; rc == 0 && k < n; k++)
		rc =
		    bw_shown_link_json(&o->s, j, &o->s.cone.link[link[k]], err);
	bw_jw_close(j);
	return rc;
}

static int
controllers_json(struct owners *o, struct bw_jw *j, struct bw_err *err)
{
	int rc = 0;

	bw_jw_open(j, "controllers", '[');
	for (size_t i = 0; rc == 0 && i < o->n_who; i++) {
		const struct bw_controller *w = &o->who[i];

		bw_jw_open(j, NULL, '{');
		rc = bw_shown_node_json(&o->s, j, "party", w->party, err);
		bw_jw_z(j, "certainty", bw_certainty_name(w->certainty));
		bw_jw_bool(j, "ultimate", w->ultimate);
		if (rc == 0 && i < o->n_proof)
			rc = proof_json(o, j, w, err);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	return rc;
}

static int
print_json(struct owners *o, struct bw_err *err)
{
	const struct bw_cone *c = &o->s.cone;
	const struct bw_graph *g = &c->graph;
	struct bw_jw j = bw_cli_json(o->s.cli);
	struct bw_share rest;
	int rc;

	rc = bw_shown_node_json(&o->s, &j, "party", c->centre, err);
	if (rc == 0)
		rc = owners_json(o, &j, err);
	bw_jw_open(&j, "stakes", '[');
	for (size_t i = 0; rc == 0 && i < o->n_row; i++) {
		uint32_t y = o->row[i].node;

		for (uint32_t k = g->in_at[y]; rc == 0 && k < g->in_at[y + 1];
		     k++)
			rc = bw_shown_link_json(
			    &o->s, &j, &c->link[c->edge[g->in[k]].stake], err);
	}
	bw_jw_close(&j);
	rest = unaccounted(o);
	bw_jw_share(&j, "unaccounted", &rest);
	bw_jw_bool(&j, "above_100", accounted(o).lo > BW_ONE);
	bw_jw_open(&j, "summaries", '[');
	for (size_t i = 0; rc == 0 && i < c->n_summary; i++)
		rc = bw_shown_link_json(&o->s, &j, &c->summary[i], err);
	bw_jw_close(&j);
	if (rc == 0)
		rc = controllers_json(o, &j, err);
	if (rc == 0)
		rc = owners_closed_json(o, &j, err);
	bw_jw_close(&j);
	return rc;
}

static int
show(struct owners *o, struct bw_err *err)
{
	struct bw_cli *cli = o->s.cli;
	int rc;

	if (bw_cli_has(cli, BW_OPT_JSON))
		return print_json(o, err);
	if (o->s.cone.n_link == 0) {
		bw_out_fmt(&cli->out, "%.*s\n",
		    BW_ARG(bw_cli_word(cli, "cli.owners.unknown")));
		return 0;
	}
	if (bw_cli_has(cli, BW_OPT_CSV))
		return print_stakes(o, err);
	if (bw_cli_has(cli, BW_OPT_RULES))
		return owners_rules(o, err);
	rc = owners_print(o, err);
	bw_wrap(&cli->out, bw_cli_word(cli, "regime.brackets"), 0, cli->width);
	bw_out_fmt(&cli->out, "\n");
	if (rc == 0)
		rc = print_stakes(o, err);
	if (rc == 0)
		print_unaccounted(o);
	if (rc == 0)
		print_summaries(o);
	if (rc == 0)
		rc = print_controllers(o, err);
	return rc;
}

int
bw_verb_owners(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct owners o = { 0 };
	uint32_t party;
	int rc;

	if (bw_cli_has(cli, BW_OPT_ALL))
		return bw_owners_all(cli, err);
	if (cli->n_arg == 0)
		return bw_fail(err, BW_EUSAGE,
		    "usage: bolwerk owners PARTY, or owners --all --min 25");
	rc = bw_cli_view(cli, &w, &v, err);
	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	if (rc == 0)
		rc = gather(&o, cli, v, party, err);
	if (rc == 0)
		rc = show(&o, err);
	owners_release(&o);
	bw_shown_close(&o.s);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
