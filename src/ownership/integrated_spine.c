/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_spine.c - large circles, for everybody at once.
 *
 * Registers have one or a few circles of thousands of companies. Walking and
 * solving one again for each of a hundred thousand owners above it would be
 * the whole cost of "all pairs". But the share of one owner in the companies
 * of a circle dies away within a few steps, so here it is pushed from the
 * owner outward, the largest circle first, until what is left to push is below
 * `cut` everywhere (Gauss and Southwell; cf. Andersen, Chung and Lang 2006).
 *
 * What the cut leaves out of a company's value is at most cut times the
 * expected number of steps of a walk upward from it (a row sum of
 * (I - W')^-1), which is computed once, so that the error is below 1e-12.
 */
#include "integrated_priv.h"

#define LARGE 32u /* companies of a circle that is on the spine */
#define SWEEPS 3000u

/* From the last circle to the first: large, or above one that is. */
static void
mark(struct spine *p, const struct bw_net *net)
{
	const struct bw_order *o = &p->order;

	for (uint32_t c = o->n_comp; c-- > 0;) {
		uint32_t from = o->comp_at[c], end = o->comp_at[c + 1];
		bool on = end - from > LARGE;

		for (uint32_t i = from; i < end && !on; i++) {
			uint32_t x = o->node[i];

			for (uint32_t k = net->out_at[x];
			     k < net->out_at[x + 1] && !on; k++)
				on = p->on[net->out_company[k]];
		}
		for (uint32_t i = from; i < end && on; i++)
			p->on[o->node[i]] = 1;
		p->n_on += on ? end - from : 0;
	}
}

/* Where holders have to share what is left, each owner has its own best. */
static bool
open_row(struct row row)
{
	uint64_t sure = 0, most = 0;

	for (uint32_t i = 0; i < row.n; i++)
		if (!(row.mark[i] & BW_TIE_INDIRECT)) {
			sure += row.lo[i];
			most += row.hi[i];
		}
	return sure <= BW_ONE && most > BW_ONE;
}

/* One round of steps = 1 + what holders on the spine take of it. */
static double
steps_once(const struct spine *p, const struct bw_solver *s, uint32_t from,
    uint32_t end, double *steps)
{
	double most = 0;

	for (uint32_t i = from; i < end; i++) {
		uint32_t y = p->order.node[i];
		struct row row = bw_rows_in(s, y);
		double sum = 1;

		for (uint32_t k = 0; k < row.n; k++)
			if (p->on[row.holder[k]])
				sum += row.hi[k] * steps[row.holder[k]] / ONE;
		most = fmax(most, (sum - steps[y]) / sum);
		steps[y] = sum;
	}
	return most;
}

/* The largest number of steps; INFINITY when it does not settle. */
static double
largest_steps(const struct spine *p, const struct bw_solver *s, double *steps)
{
	const struct bw_order *o = &p->order;
	double most = 1;

	for (uint32_t c = 0; c < o->n_comp; c++) {
		uint32_t from = o->comp_at[c], end = o->comp_at[c + 1];
		unsigned sweeps = 0;

		if (!p->on[o->node[from]])
			continue;
		while (steps_once(p, s, from, end, steps) > 1e-6)
			if (++sweeps > SWEEPS)
				return INFINITY;
		for (uint32_t i = from; i < end; i++)
			most = fmax(most, steps[o->node[i]]);
	}
	return most;
}

int
bw_spine_init(struct spine *p, struct bw_solver *s, struct bw_err *err)
{
	double *steps = NULL, most;
	int rc;

	memset(p, 0, sizeof(*p));
	rc = bw_order_init(&p->order, s->net, err);
	if (rc != 0)
		return rc;
	p->on = bw_calloc((size_t)s->net->n + 1, 1);
	steps = bw_calloc((size_t)s->net->n + 1, sizeof(*steps));
	if (p->on == NULL || steps == NULL) {
		bw_free(steps);
		bw_spine_release(p);
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	}
	mark(p, s->net);
	p->simple = true;
	for (uint32_t y = 0; y < s->net->n && p->simple; y++)
		p->simple = !p->on[y] || !open_row(bw_rows_in(s, y));
	most = p->simple ? largest_steps(p, s, steps) : INFINITY;
	p->simple = most < 1e6;
	p->cut = 1e-15 < 1e-13 / most ? 1e-15 : 1e-13 / most;
	bw_free(steps);
	return 0;
}

void
bw_spine_release(struct spine *p)
{
	bw_order_release(&p->order);
	bw_free(p->on);
	p->on = NULL;
}

static bool
before(struct pushed a, struct pushed b)
{
	if (a.comp != b.comp)
		return a.comp < b.comp;
	if (a.turn != b.turn)
		return a.turn < b.turn;
	return a.node < b.node;
}

static int
put(struct push *p, struct pushed e, struct bw_err *err)
{
	size_t i = p->heap.n, up;

	if (!bw_vec_push(&p->heap, e))
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	for (; i > 0; i = up) {
		up = (i - 1) / 2;
		if (!before(e, p->heap.v[up]))
			break;
		p->heap.v[i] = p->heap.v[up];
	}
	p->heap.v[i] = e;
	return 0;
}

static struct pushed
take(struct push *p)
{
	struct pushed top = p->heap.v[0], last = p->heap.v[--p->heap.n];
	size_t n = p->heap.n, i = 0, down;

	for (; (down = 2 * i + 1) < n; i = down) {
		if (down + 1 < n &&
		    before(p->heap.v[down + 1], p->heap.v[down]))
			down++;
		if (!before(p->heap.v[down], last))
			break;
		p->heap.v[i] = p->heap.v[down];
	}
	if (n > 0)
		p->heap.v[i] = last;
	return top;
}

/* What y got goes on to its companies on the spine. */
static int
push_on(struct push *p, struct bw_solver *s, struct pushed from, uint32_t x,
    struct value r, struct bw_err *err)
{
	const struct bw_net *net = s->net;
	const struct bw_order *o = &p->spine->order;

	for (uint32_t k = net->out_at[from.node];
	     k < net->out_at[from.node + 1]; k++) {
		uint32_t z = net->out_company[k], tie = net->out[k];
		struct value *to = &p->rest[z];

		if (!p->spine->on[z] || z == x || s->hi[tie] == 0)
			continue;
		if (to->hi == 0 && s->v[z].hi == 0 &&
		    !bw_vec_push(&p->touched, z))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for large circles");
		to->lo += s->lo[tie] * r.lo / ONE;
		to->hi += s->hi[tie] * r.hi / ONE;
		if (p->waits[z] || to->hi <= p->spine->cut)
			continue;
		p->waits[z] = 1;
		if (put(p,
			(struct pushed){ o->comp[z],
			    o->comp[z] == from.comp ? from.turn + 1 : 0, z },
			err) != 0)
			return BW_ENOMEM;
	}
	return 0;
}

int
bw_push_run(struct push *p, struct bw_solver *s, uint32_t x, struct bw_err *err)
{
	struct pushed e = { UINT32_MAX, 0, x };
	struct value r = { 1, 1 };
	int rc = push_on(p, s, e, x, r, err);

	while (rc == 0 && p->heap.n > 0) {
		e = take(p);
		r = p->rest[e.node];
		p->rest[e.node] = (struct value){ 0, 0 };
		p->waits[e.node] = 0;
		s->v[e.node].lo += r.lo;
		s->v[e.node].hi += r.hi;
		rc = push_on(p, s, e, x, r, err);
	}
	return rc;
}

void
bw_push_clear(struct push *p, struct bw_solver *s)
{
	for (size_t i = 0; i < p->touched.n; i++) {
		uint32_t y = p->touched.v[i];

		s->v[y] = p->rest[y] = (struct value){ 0, 0 };
		p->waits[y] = 0;
	}
	p->touched.n = p->heap.n = 0;
}
