/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prover.c - see prover.h.
 */
#include "ownership/prover.h"
#include "base/mem.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a proof");
}

int
bw_prover_init(struct bw_prover *p, struct bw_control *c,
    const struct bw_graph *g, struct bw_err *err)
{
	size_t most = 0, in;

	for (uint32_t y = 0; y < g->n; y++) {
		in = g->in_at[y + 1] - g->in_at[y];
		if (in > most)
			most = in;
	}
	*p = (struct bw_prover){ .c = c, .g = g };
	p->seen = bw_calloc((size_t)g->n + 1, sizeof(*p->seen));
	p->step = bw_alloc(most + 1, sizeof(*p->step));
	return p->seen != NULL && p->step != NULL ? 0 : no_memory(err);
}

void
bw_prover_release(struct bw_prover *p)
{
	bw_free(p->seen);
	bw_free(p->step);
	bw_vec_release(&p->todo);
	bw_vec_release(&p->edge);
	*p = (struct bw_prover){ 0 };
}

void
bw_prove_begin(struct bw_prover *p)
{
	if (++p->epoch == 0) { /* after four billion proofs: begin anew */
		memset(p->seen, 0, ((size_t)p->g->n + 1) * sizeof(*p->seen));
		p->epoch = 1;
	}
	p->todo.n = p->edge.n = 0;
}

static int
ask(struct bw_prover *p, uint32_t node, struct bw_err *err)
{
	if (p->seen[node] == p->epoch)
		return 0;
	p->seen[node] = p->epoch;
	return bw_vec_push(&p->todo, node) ? 0 : no_memory(err);
}

int
bw_prove_add(struct bw_prover *p, uint32_t edge, struct bw_err *err)
{
	if (!bw_vec_push(&p->edge, edge))
		return no_memory(err);
	return ask(p, p->g->edge[edge].holder, err);
}

/* A seed has no step. */
static int
step(struct bw_prover *p, uint32_t y, struct bw_err *err)
{
	size_t cap = p->g->in_at[y + 1] - p->g->in_at[y], n = 0;
	int rc = bw_control_proof(p->c, y, p->step, cap, &n, err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = bw_prove_add(p, p->step[i], err);
	return rc;
}

int
bw_prove_end(struct bw_prover *p, struct bw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->todo.n; i++)
		rc = step(p, p->todo.v[i], err);
	return rc;
}

int
bw_prove(struct bw_prover *p, uint32_t y, bool only, struct bw_err *err)
{
	int rc;

	bw_prove_begin(p);
	rc = ask(p, y, err);
	if (rc != 0)
		return rc;
	return only ? step(p, y, err) : bw_prove_end(p, err);
}

void
bw_prove_turn(
    const struct bw_graph *g, const uint32_t *edge, size_t n, uint32_t *turned)
{
	size_t out = 0;

	for (size_t end = n, from; end > 0; end = from) {
		from = end - 1;
		while (from > 0 &&
		    g->edge[edge[from - 1]].company ==
			g->edge[edge[from]].company)
			from--;
		for (size_t i = from; i < end; i++)
			turned[out++] = edge[i];
	}
}
