/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * control_proof.c - the stakes that carry control, in a graph.
 *
 * Only stakes of members that entered before the company count: so a proof
 * never leans on what it proves, and following the holders of its edges
 * leads back to the seeds. Which of them: proof.c.
 */
#include "ownership/control_priv.h"
#include "ownership/proof.h"

/* A member from before, so that the proof is founded? */
static bool
earlier(const struct bw_control *c, uint32_t z, uint32_t y)
{
	return control_has(c, z) && c->acc[z].pos < c->acc[y].pos;
}

static bool
gather(struct proof *p, const struct bw_control *c, uint32_t y)
{
	const struct bw_graph *g = c->g;

	for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];
		bool own = e->holder == y;

		if ((own || earlier(c, e->holder, y)) &&
		    !proof_add(p, g->in[i], e->votes, own))
			return false;
	}
	return true;
}

/* A stake of an earlier member that controls by itself, if any. */
static bool
outright(const struct bw_control *c, uint32_t y, bool maybe, uint32_t *edge)
{
	const struct bw_graph *g = c->g;

	for (uint32_t i = g->in_at[y]; i < g->in_at[y + 1]; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];

		if ((maybe ? e->maybe : e->direct) && e->holder != y &&
		    earlier(c, e->holder, y)) {
			*edge = g->in[i];
			return true;
		}
	}
	return false;
}

int
bw_control_proof(struct bw_control *c, uint32_t y, uint32_t *edge, size_t cap,
    size_t *n, struct bw_err *err)
{
	const struct pass rule = { c->threshold, c->at_least, c->mode };
	struct proof p = { .rule = &rule };
	uint32_t one;
	int rc;

	*n = 0;
	if ((rc = control_check(c, NULL, 0, y, err)) < 0)
		return rc;
	if (!control_has(c, y) || c->acc[y].pos < c->n_seed)
		return 0;
	if (!outright(c, y, false, &one)) {
		p.firm = &c->firm[y];
		if (!gather(&p, c, y))
			rc = bw_fail(err, BW_ENOMEM, "no memory for a proof");
		else if (proof_select(&p))
			*n = proof_taken(&p, edge, cap);
		else
			BW_ASSERT(outright(c, y, true, &one));
		bw_vec_release(&p.list);
	}
	if (rc == 0 && *n == 0) {
		if (cap > 0)
			edge[0] = one;
		*n = 1;
	}
	return rc;
}
