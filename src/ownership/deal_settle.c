/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_settle.c - which exact figures would tell whether somebody controls a
 * company after a deal.
 *
 * Control of a company depends on what lies above it alone. That part of the
 * changed net becomes a small graph, with numbers of its own, for the engine
 * that finds the smallest set of facts (control.h); its answer is given back in
 * terms of the net.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "ownership/control.h"
#include "ownership/deal.h"

/* More stakes above a company than this are not searched for the fewest. */
#define MOST 20000u

struct above {
	const struct bw_net *net;
	const struct bw_patch *patch;
	uint32_t *id; /* per party: its number in the graph + 1 */
	BW_VEC(uint32_t) party;
	BW_VEC(struct bw_edge) edge;
	struct bw_err *err;
};

static int
nomem(struct above *u)
{
	return bw_fail(u->err, BW_ENOMEM, "no memory for a question");
}

static bool
number(struct above *u, uint32_t party, uint32_t *id)
{
	if (u->id[party] == 0) {
		if (!bw_vec_push(&u->party, party))
			return false;
		u->id[party] = (uint32_t)u->party.n;
	}
	*id = u->id[party] - 1;
	return true;
}

/* An interest declared as indirect is possible only (net.h). */
static bool
add_edge(struct above *u, const struct bw_tie *t, uint32_t company)
{
	struct bw_edge e = { .company = company,
		.votes = t->votes,
		.direct = (t->mark & BW_TIE_DIRECT) != 0,
		.maybe = (t->mark & BW_TIE_MAYBE) != 0,
		.stake = (uint32_t)u->edge.n };

	if (t->mark & BW_TIE_INDIRECT)
		e.votes = bw_share_hull(bw_share_exact(0), t->votes);
	return number(u, t->holder, &e.holder) && bw_vec_push(&u->edge, e);
}

static bool
add_row(struct above *u, uint32_t company)
{
	const struct bw_net *net = u->net;
	uint32_t y = u->party.v[company], n;
	const struct bw_tie *tie;
	bool ok = true;

	if (u->patch != NULL && bw_patch_touches(u->patch, y)) {
		(void)bw_patch_row(u->patch, y, &tie, &n);
		for (uint32_t i = 0; i < n && ok; i++)
			ok = add_edge(u, &tie[i], company);
		return ok;
	}
	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1] && ok; i++) {
		struct bw_tie t = { .holder = net->holder[i],
			.votes = bw_net_votes(net, i),
			.mark = net->mark[i] };

		ok = add_edge(u, &t, company);
	}
	return ok;
}

static int
tell(const struct above *u, const uint32_t *edge, size_t n, struct bw_arena *a,
    struct bw_deal_doubt **list)
{
	*list = BW_ARENA_ARRAY(a, struct bw_deal_doubt, n + 1);
	if (*list == NULL)
		return bw_fail(u->err, BW_ENOMEM, "no memory for a question");
	for (size_t i = 0; i < n; i++) {
		const struct bw_edge *e = &u->edge.v[edge[i]];

		(*list)[i] = (struct bw_deal_doubt){ u->party.v[e->holder],
			u->party.v[e->company], e->votes, e->maybe };
	}
	return 0;
}

/* The company is number 0, and the seeds are those that lie above it. */
static int
settle(struct above *u, const uint32_t *seed, size_t n_seed, struct bw_arena *a,
    struct bw_deal_doubt **list, size_t *n, bool *unknown)
{
	uint32_t *mine = BW_ARENA_ARRAY(a, uint32_t, n_seed + 1), *edge;
	struct bw_control *c = NULL;
	struct bw_graph g = { 0 };
	size_t n_mine = 0;
	int rc;

	if (mine == NULL)
		return nomem(u);
	for (size_t i = 0; i < n_seed; i++)
		if (u->id[seed[i]] > 0)
			mine[n_mine++] = u->id[seed[i]] - 1;
	if (n_mine == 0)
		return 0;
	rc = bw_graph_init(
	    &g, (uint32_t)u->party.n, u->edge.v, u->edge.n, u->err);
	if (rc == 0)
		rc = bw_control_new(
		    &c, &g, (struct bw_control_rule){ 0 }, u->err);
	if (rc == 0)
		rc = bw_control_settle(
		    c, mine, n_mine, 0, a, &edge, n, unknown, u->err);
	if (rc == 0)
		rc = tell(u, edge, *n, a, list);
	bw_control_free(c);
	bw_graph_release(&g);
	return rc;
}

int
bw_deal_settle(const struct bw_net *net, const struct bw_patch *patch,
    const uint32_t *seed, size_t n_seed, uint32_t company, struct bw_arena *a,
    struct bw_deal_doubt **list, size_t *n, bool *unknown, struct bw_err *err)
{
	struct above u = { .net = net, .patch = patch, .err = err };
	uint32_t first;
	int rc = 0;

	*list = NULL;
	*n = 0;
	*unknown = false;
	u.id = bw_calloc((size_t)net->n + 1, sizeof(*u.id));
	if (u.id == NULL || !number(&u, company, &first))
		rc = nomem(&u);
	for (uint32_t i = 0; rc == 0 && i < u.party.n && u.edge.n <= MOST; i++)
		if (!add_row(&u, i))
			rc = nomem(&u);
	if (rc == 0 && u.edge.n <= MOST)
		rc = settle(&u, seed, n_seed, a, list, n, unknown);
	bw_vec_release(&u.party);
	bw_vec_release(&u.edge);
	bw_free(u.id);
	return rc;
}
