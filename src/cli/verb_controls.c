/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_controls.c - what a party controls, surely or possibly, and by what.
 */
#include "cli/stakes_out.h"

struct controlled {
	uint32_t node;
	enum bw_certainty certainty;
	struct bw_share votes; /* of the party and what it controls */
	uint32_t *held;        /* the stakes in it that carry control */
	size_t n_held;
};

/* Attributed votes: the least there can be from what is certainly
 * controlled, the most from what is possibly controlled. */
static struct bw_share
between(struct bw_sum certain, struct bw_sum possible)
{
	struct bw_share s = { .lo = certain.lo > BW_ONE ? BW_ONE
							: (uint32_t)certain.lo,
		.hi = possible.hi > BW_ONE ? BW_ONE : (uint32_t)possible.hi,
		.open = (uint8_t)((certain.open & BW_LO_OPEN) |
		    (possible.open & BW_HI_OPEN)) };

	if (s.hi < s.lo)
		s.hi = s.lo;
	if (s.lo == s.hi)
		s.open = 0;
	return s;
}

/* Everything possible, in order of being reached. */
static int
possible(struct bw_shown *s, struct controlled **list, struct bw_sum **most,
    size_t *n, struct bw_err *err)
{
	struct bw_arena *a = &s->cli->arena;
	const uint32_t *set;
	int rc = bw_shown_set(s, s->cone.centre, BW_POSSIBLE, err);

	if (rc == 0)
		rc = bw_control_set(
		    s->control, &s->cone.centre, 1, BW_POSSIBLE, &set, n, err);
	if (rc != 0)
		return rc;
	*list = BW_ARENA_ARRAY(a, struct controlled, *n + 1);
	*most = BW_ARENA_ARRAY(a, struct bw_sum, *n + 1);
	if (*list == NULL || *most == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a list");
	for (size_t i = 0; i < *n; i++) {
		(*list)[i].node = set[i];
		(*list)[i].certainty = BW_POSSIBLE;
		(*most)[i] = bw_control_votes(s->control, set[i]);
	}
	for (size_t i = 0; rc == 0 && i < *n; i++)
		rc = bw_shown_last(s, (*list)[i].node, &(*list)[i].held,
		    &(*list)[i].n_held, err);
	return rc;
}

/* Of those, which are certain, and by which stakes. */
static int
gather(
    struct bw_shown *s, struct controlled **list, size_t *n, struct bw_err *err)
{
	bool *sure = BW_ARENA_ARRAY(&s->cli->arena, bool, s->cone.n);
	struct bw_sum *most;
	const uint32_t *set;
	size_t n_set;
	int rc = possible(s, list, &most, n, err);

	if (rc == 0 && sure == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for a list");
	if (rc == 0)
		rc = bw_control_set(s->control, &s->cone.centre, 1, BW_CERTAIN,
		    &set, &n_set, err);
	for (size_t i = 0; rc == 0 && i < n_set; i++)
		sure[set[i]] = true;
	for (size_t i = 0; rc == 0 && i < *n; i++) {
		struct controlled *c = &(*list)[i];

		c->votes =
		    between(bw_control_votes(s->control, c->node), most[i]);
		if (!sure[c->node])
			continue;
		c->certainty = BW_CERTAIN;
		rc = bw_shown_last(s, c->node, &c->held, &c->n_held, err);
	}
	return rc;
}

static int
print_table(struct bw_shown *s, const struct controlled *list, size_t n,
    struct bw_err *err)
{
	static const char *const name[] = { "company", "country", "certainty",
		"votes", "held-by", "company_id", "votes_min_percent",
		"votes_max_percent" };
	static const unsigned flags[] = { BW_COL_WRAP, BW_COL_WRAP, 0,
		BW_COL_RIGHT, BW_COL_WRAP, BW_LIST_CSV, BW_LIST_CSV,
		BW_LIST_CSV };
	struct bw_cli *cli = s->cli;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		uint32_t p = s->cone.party[list[i].node];

		bw_list_cell(&l,
		    l.to_csv ? bw_view_name(s->v, p)
			     : bw_cli_name(cli, s->v, p));
		bw_list_cell(&l,
		    l.to_csv ? bw_cli_code(cli, s->v->country[p])
			     : bw_cli_country(cli, s->v->country[p]));
		bw_list_code(
		    &l, "certainty", bw_certainty_name(list[i].certainty));
		bw_list_cell(&l, bw_cli_share(cli, list[i].votes));
		bw_list_cell(
		    &l, bw_shown_holders(s, list[i].held, list[i].n_held));
		bw_list_count(&l, (uint64_t)s->v->party_row[p]);
		bw_list_share(&l, true, list[i].votes);
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

static int
print_json(struct bw_shown *s, const struct controlled *list, size_t n,
    struct bw_err *err)
{
	struct bw_jw j = bw_cli_json(s->cli);
	int rc = bw_shown_node_json(s, &j, "party", s->cone.centre, err);

	bw_jw_open(&j, "controls", '[');
	for (size_t i = 0; rc == 0 && i < n; i++) {
		bw_jw_open(&j, NULL, '{');
		rc = bw_shown_node_json(s, &j, "party", list[i].node, err);
		bw_jw_z(&j, "certainty", bw_certainty_name(list[i].certainty));
		bw_jw_share(&j, "votes", &list[i].votes);
		bw_jw_open(&j, "proof", '[');
		for (size_t k = 0; rc == 0 && k < list[i].n_held; k++)
			rc = bw_shown_link_json(
			    s, &j, &s->cone.link[list[i].held[k]], err);
		bw_jw_close(&j);
		bw_jw_close(&j);
	}
	bw_jw_close(&j);
	bw_jw_close(&j);
	return rc;
}

static int
show(struct bw_shown *s, struct bw_err *err)
{
	struct controlled *list;
	size_t n;
	int rc = gather(s, &list, &n, err);

	if (rc != 0)
		return rc;
	if (bw_cli_has(s->cli, BW_OPT_JSON))
		return print_json(s, list, n, err);
	if (n == 0 && !bw_cli_has(s->cli, BW_OPT_CSV)) {
		bw_out_fmt(&s->cli->out, "%.*s\n",
		    BW_ARG(bw_cli_word(s->cli, "cli.controls.none")));
		return 0;
	}
	return print_table(s, list, n, err);
}

int
bw_verb_controls(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_shown s = { 0 };
	uint32_t party;
	int rc = bw_cli_view(cli, &w, &v, err);

	if (rc == 0)
		rc = bw_cli_party(cli, v, cli->arg[0], &party, err);
	if (rc == 0)
		rc = bw_shown_open(&s, cli, v, party, BW_CONE_DOWN, err);
	if (rc == 0)
		rc = show(&s, err);
	bw_shown_close(&s);
	bw_view_close(v);
	bw_world_close(w);
	return rc;
}
