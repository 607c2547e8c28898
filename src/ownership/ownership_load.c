/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_load.c - which part of the world a question about a party needs.
 *
 * Upwards: the holders, their holders, and so on; every stake in any of them
 * is taken, so what others hold and what nobody accounts for is known too.
 * Downwards: everything the party has a stake in, directly or not, and all
 * holders of those, because control depends on what others hold. A walk over
 * the columns of the view; its cost is that of the part, not of the world.
 */
#include "ownership/ownership_priv.h"

static int
node_of(
    struct cone_build *b, uint32_t party, uint32_t *node, struct bw_err *err)
{
	struct cone_node new = { .party = party };

	*node = party_map_get(&b->map, party);
	if (*node != BW_NONE)
		return 0;
	*node = (uint32_t)b->node.n;
	if (!bw_vec_push(&b->node, new) ||
	    !party_map_put(&b->map, party, *node))
		return bw_fail(err, BW_ENOMEM, "no memory for owners");
	return 0;
}

/* From node `first` on: complete every node, adding its holders; with `up`
 * these are completed in their turn. */
static int
add_holders(struct cone_build *b, size_t first, bool up, struct bw_err *err)
{
	const struct bw_view *v = b->v;
	size_t end = b->node.n;
	uint32_t node;
	int rc;

	for (size_t i = first; i < (up ? b->node.n : end); i++) {
		uint32_t y = b->node.v[i].party;

		b->node.v[i].whole = true;
		for (uint32_t s = v->at[y]; s < v->at[y + 1]; s++) {
			if (!stake_counts(b, s))
				continue;
			if ((rc = node_of(b, v->holder[s], &node, err)) < 0)
				return rc;
		}
	}
	return 0;
}

/* Everything below the seeds, through a list of its own, as some of it may
 * be there already; then the holders of all that. */
static int
add_below(struct cone_build *b, const uint32_t *seed, size_t n_seed,
    struct bw_err *err)
{
	const struct bw_view *v = b->v;
	struct party_map seen = { 0 };
	BW_VEC(uint32_t) todo = { 0 };
	uint32_t node, x, s;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n_seed; i++)
		if (party_map_get(&seen, seed[i]) == BW_NONE &&
		    (!bw_vec_push(&todo, seed[i]) ||
			!party_map_put(&seen, seed[i], 0)))
			rc = bw_fail(err, BW_ENOMEM, "no memory for companies");
	n_seed = todo.n;
	for (size_t i = 0; rc == 0 && i < todo.n; i++) {
		x = todo.v[i];
		rc = node_of(b, x, &node, err);
		for (uint32_t k = v->out_at[x]; rc == 0 && k < v->out_at[x + 1];
		     k++) {
			s = v->out[k];
			if (!stake_counts(b, s) ||
			    party_map_get(&seen, v->company[s]) != BW_NONE)
				continue;
			if (!bw_vec_push(&todo, v->company[s]) ||
			    !party_map_put(&seen, v->company[s], 0))
				rc = bw_fail(
				    err, BW_ENOMEM, "no memory for companies");
		}
	}
	for (size_t i = n_seed; rc == 0 && i < todo.n; i++) {
		node = party_map_get(&b->map, todo.v[i]);
		b->node.v[node].whole = true;
		for (s = v->at[todo.v[i]]; rc == 0 && s < v->at[todo.v[i] + 1];
		     s++)
			if (stake_counts(b, s))
				rc = node_of(b, v->holder[s], &node, err);
	}
	bw_vec_release(&todo);
	party_map_release(&seen);
	return rc;
}

static int
gather(struct cone_build *b, const uint32_t *party, size_t n,
    enum bw_cone_side side, struct bw_err *err)
{
	uint32_t node;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = node_of(b, party[i], &node, err);
	if (rc == 0 && side == BW_CONE_HOLDERS)
		rc = add_holders(b, 0, false, err);
	if (rc == 0 && (side == BW_CONE_UP || side == BW_CONE_BOTH))
		rc = add_holders(b, 0, true, err);
	if (rc == 0 && (side == BW_CONE_DOWN || side == BW_CONE_BOTH))
		rc = add_below(b, party, n, err);
	for (size_t i = 0; rc == 0 && i < b->node.n; i++)
		if (b->node.v[i].whole)
			rc = cone_links(b, (uint32_t)i, err);
	return rc;
}

static int
finish(struct bw_cone *out, struct cone_build *b, struct bw_err *err)
{
	size_t n = b->node.n, m = b->link.n;

	out->party = BW_ARENA_ARRAY(b->a, uint32_t, n);
	out->link = BW_ARENA_ARRAY(b->a, struct bw_link, m + 1);
	out->edge = BW_ARENA_ARRAY(b->a, struct bw_edge, m + 1);
	out->summary = BW_ARENA_ARRAY(b->a, struct bw_link, b->summary.n + 1);
	if (out->party == NULL || out->link == NULL || out->edge == NULL ||
	    out->summary == NULL)
		return bw_fail(err, BW_ENOMEM,
		    "no memory for %zu parties and %zu stakes", n, m);
	out->n = (uint32_t)n;
	out->n_link = m;
	out->n_summary = b->summary.n;
	for (size_t i = 0; i < b->summary.n; i++)
		out->summary[i] = b->summary.v[i];
	for (size_t i = 0; i < n; i++)
		out->party[i] = b->node.v[i].party;
	for (size_t i = 0; i < m; i++) {
		out->link[i] = b->link.v[i];
		out->edge[i] = b->edge.v[i];
		out->edge[i].stake = (uint32_t)i;
	}
	return bw_graph_init(&out->graph, out->n, out->edge, m, err);
}

int
bw_cone_load(struct bw_cone *out, const struct bw_view *v, uint32_t party,
    enum bw_cone_side side, bw_date day, struct bw_arena *a, struct bw_err *err)
{
	return bw_cone_load_all(out, v, &party, 1, side, day, a, err);
}

int
bw_cone_load_all(struct bw_cone *out, const struct bw_view *v,
    const uint32_t *party, size_t n, enum bw_cone_side side, bw_date day,
    struct bw_arena *a, struct bw_err *err)
{
	struct cone_build b = { .v = v, .day = day, .a = a };
	int rc;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < n; i++)
		if (party[i] >= v->n_party)
			return bw_fail(
			    err, BW_EUSAGE, "there is no party %u", party[i]);
	rc = gather(&b, party, n, side, err);
	if (rc == 0)
		rc = finish(out, &b, err);
	party_map_release(&b.map);
	bw_vec_release(&b.node);
	bw_vec_release(&b.link);
	bw_vec_release(&b.edge);
	bw_vec_release(&b.summary);
	bw_vec_release(&b.pick);
	return rc;
}

void
bw_cone_release(struct bw_cone *c)
{
	bw_graph_release(&c->graph);
	memset(c, 0, sizeof(*c));
}

uint32_t
bw_cone_node(const struct bw_cone *c, uint32_t party)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->party[i] == party)
			return i;
	return BW_NONE;
}
