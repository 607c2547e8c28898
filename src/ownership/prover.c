/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * prover.c - see prover.h.
 */
#include "ownership/prover.h"
#include "base/map.h"
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
	p->block = bw_alloc((size_t)g->n + 1, sizeof(*p->block));
	p->step = bw_alloc(most + 1, sizeof(*p->step));
	return p->seen != NULL && p->block != NULL && p->step != NULL
	    ? 0
	    : no_memory(err);
}

void
bw_prover_release(struct bw_prover *p)
{
	bw_free(p->seen);
	bw_free(p->block);
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
	p->block[node] = BW_NONE;
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

	if (rc == 0 && n > 0)
		p->block[y] = (uint32_t)p->edge.n;
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

struct frame { /* a company being told: first edge, next one to look at */
	uint32_t from, at;
};

/* Is edge number i one of those of the company? */
static bool
in_block(const struct bw_prover *p, uint32_t from, size_t i)
{
	const struct bw_edge *e = p->g->edge;

	return i < p->edge.n &&
	    e[p->edge.v[i]].company == e[p->edge.v[from]].company;
}

/* The next holder of the company on top that is still to be told. */
static bool
next_holder(struct bw_prover *p, struct frame *f, uint32_t *block)
{
	while (in_block(p, f->from, f->at)) {
		uint32_t x = p->g->edge[p->edge.v[f->at++]].holder;

		*block = p->seen[x] == p->epoch ? p->block[x] : BW_NONE;
		if (*block == BW_NONE)
			continue;
		p->block[x] = BW_NONE;
		return true;
	}
	return false;
}

int
bw_prove_chain(struct bw_prover *p, uint32_t *chain, struct bw_err *err)
{
	BW_VEC(struct frame) open = { 0 };
	struct frame f = { 0 };
	size_t out = 0;
	int rc = 0;

	if (p->edge.n == 0)
		return 0;
	p->block[p->g->edge[p->edge.v[0]].company] = BW_NONE;
	if (!bw_vec_push(&open, f))
		rc = no_memory(err);
	while (rc == 0 && open.n > 0) {
		struct frame *top = &open.v[open.n - 1];

		if (next_holder(p, top, &f.from)) {
			f.at = f.from;
			if (!bw_vec_push(&open, f))
				rc = no_memory(err);
			continue;
		}
		for (size_t i = top->from; in_block(p, top->from, i); i++)
			chain[out++] = p->edge.v[i];
		open.n--;
	}
	bw_vec_release(&open);
	return rc;
}
