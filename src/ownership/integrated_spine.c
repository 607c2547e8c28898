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
 * (I - W')^-1), which is computed once, so that the error is below 5e-11;
 * upper ends get that much more.
 */
#include "integrated_priv.h"

#define LARGE 256u /* companies of a circle that is on the spine */
#define SWEEPS 3000u

#define ERROR 5e-11
/* On average. Each step is some thirty rounds of pushing; in circles that keep
 * shares for longer than this, solving them for each owner takes less. */
#define FEW_STEPS 16

/* From the last circle to the first: large, or above one that is. */
static void
mark(struct spine *p, const struct bw_net *net, const struct bw_order *o)
{
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

/* Number them in order, and lay the ties among them side by side. */
static int
lay(struct spine *p, const struct bw_solver *s, const struct bw_order *o,
    struct bw_err *err)
{
	const struct bw_net *net = s->net;
	size_t n = (size_t)p->n_on + 1, m = 0;
	uint32_t at = 0;

	for (uint32_t x = 0; x < net->n && p->n_on > 0; x++)
		for (uint32_t k = net->out_at[x];
		     p->on[x] && k < net->out_at[x + 1]; k++)
			m += p->on[net->out_company[k]];
	p->node = bw_alloc(3 * n, sizeof(uint32_t));
	p->to = bw_alloc(3 * m + 1, sizeof(uint32_t));
	if (p->node == NULL || p->to == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	p->comp = p->node + n;
	p->at = p->node + 2 * n;
	p->lo = p->to + m;
	p->hi = p->to + 2 * m;
	for (uint32_t i = 0; i < net->n; i++)
		if (p->on[o->node[i]]) {
			p->node[at] = o->node[i];
			p->comp[at] = o->comp[o->node[i]];
			p->place[o->node[i]] = at++;
		}
	m = 0;
	for (uint32_t i = 0; i < p->n_on; i++) {
		uint32_t x = p->node[i];

		p->at[i] = (uint32_t)m;
		for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1]; k++) {
			if (!p->on[net->out_company[k]])
				continue;
			p->to[m] = p->place[net->out_company[k]];
			p->lo[m] = s->lo[net->out[k]];
			p->hi[m++] = s->hi[net->out[k]];
		}
	}
	p->at[p->n_on] = (uint32_t)m;
	return 0;
}

/* Where holders have to share what is left, each owner has its own best. */
static bool
open_row(struct row row)
{
	uint64_t sure = 0, most = 0;
	bool indirect = false;

	for (uint32_t i = 0; i < row.n; i++) {
		indirect = indirect || row.mark[i] & BW_TIE_INDIRECT;
		sure += row.lo[i];
		most += row.hi[i];
	}
	return indirect || (sure <= BW_ONE && most > BW_ONE);
}

/* One round of steps = 1 + what holders on the spine take of it. */
static double
steps_once(const struct spine *p, const struct bw_solver *s, uint32_t from,
    uint32_t end, double *steps)
{
	double most = 0;

	for (uint32_t i = from; i < end; i++) {
		struct row row = bw_rows_in(s, p->node[i]);
		double sum = 1;

		for (uint32_t k = 0; k < row.n; k++)
			if (p->on[row.holder[k]])
				sum += row.hi[k] *
				    steps[p->place[row.holder[k]]] / ONE;
		most = fmax(most, (sum - steps[i]) / sum);
		steps[i] = sum;
	}
	return most;
}

/* The largest number of steps, *sum of all; INFINITY when it does not settle.
 */
static double
largest_steps(const struct spine *p, const struct bw_solver *s, double *steps,
    double *sum)
{
	double most = 1;
	uint32_t end;

	*sum = 0;

	for (uint32_t from = 0; from < p->n_on; from = end) {
		unsigned sweeps = 0;

		for (end = from; end < p->n_on && p->comp[end] == p->comp[from];
		     end++)
			;
		while (steps_once(p, s, from, end, steps) > 1e-6)
			if (++sweeps > SWEEPS)
				return INFINITY;
		for (uint32_t i = from; i < end; i++) {
			most = fmax(most, steps[i]);
			*sum += steps[i];
		}
	}
	return most;
}

static int
measure(struct spine *p, const struct bw_solver *s, struct bw_err *err)
{
	double *steps = bw_calloc((size_t)p->n_on + 1, sizeof(*steps));
	double most, sum = 0;

	if (steps == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	p->simple = true;
	for (uint32_t i = 0; i < p->n_on && p->simple; i++)
		p->simple = !open_row(bw_rows_in(s, p->node[i]));
	most = p->simple ? largest_steps(p, s, steps, &sum) : INFINITY;
	p->simple = most < 1e4 && sum <= FEW_STEPS * (p->n_on + 1.0);
	p->error = ERROR;
	p->cut = ERROR / 2 / most; /* steps were rounded down a little */
	bw_free(steps);
	return 0;
}

int
bw_spine_init(struct spine *p, struct bw_solver *s, struct bw_err *err)
{
	size_t n = (size_t)s->net->n + 1;
	struct bw_order order;
	int rc;

	memset(p, 0, sizeof(*p));
	rc = bw_order_init(&order, s->net, err);
	if (rc != 0)
		return rc;
	p->on = bw_calloc(n, 1);
	p->place = bw_alloc(n, sizeof(*p->place));
	if (p->on == NULL || p->place == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory for large circles");
	} else {
		mark(p, s->net, &order);
		rc = lay(p, s, &order, err);
	}
	bw_order_release(&order);
	if (rc == 0)
		rc = measure(p, s, err);
	if (rc != 0)
		bw_spine_release(p);
	return rc;
}

void
bw_spine_release(struct spine *p)
{
	bw_free(p->on);
	bw_free(p->place);
	bw_free(p->node);
	bw_free(p->to);
	memset(p, 0, sizeof(*p));
}

int
bw_push_init(struct push *p, const struct spine *spine, struct bw_err *err)
{
	size_t n = (size_t)spine->n_on + 1;

	p->spine = spine;
	p->v = bw_calloc(n, sizeof(*p->v));
	p->rest = bw_calloc(n, sizeof(*p->rest));
	p->waits = bw_calloc(n, sizeof(*p->waits));
	if (p->v == NULL || p->rest == NULL || p->waits == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	return 0;
}

void
bw_push_release(struct push *p)
{
	bw_free(p->v);
	bw_free(p->rest);
	bw_free(p->waits);
	bw_vec_release(&p->heap);
	bw_vec_release(&p->now);
	bw_vec_release(&p->next);
	bw_vec_release(&p->touched);
}

/* Places rise with circles: a heap of places gives the next circle. */
static int
put(struct push *p, uint32_t e, struct bw_err *err)
{
	size_t i = p->heap.n, up;

	if (!bw_vec_push(&p->heap, e))
		return bw_fail(err, BW_ENOMEM, "no memory for large circles");
	for (; i > 0; i = up) {
		up = (i - 1) / 2;
		if (e >= p->heap.v[up])
			break;
		p->heap.v[i] = p->heap.v[up];
	}
	p->heap.v[i] = e;
	return 0;
}

static uint32_t
take(struct push *p)
{
	uint32_t top = p->heap.v[0], last = p->heap.v[--p->heap.n];
	size_t n = p->heap.n, i = 0, down;

	for (; (down = 2 * i + 1) < n; i = down) {
		if (down + 1 < n && p->heap.v[down + 1] < p->heap.v[down])
			down++;
		if (p->heap.v[down] >= last)
			break;
		p->heap.v[i] = p->heap.v[down];
	}
	if (n > 0)
		p->heap.v[i] = last;
	return top;
}

/* What i got goes on to its companies on the spine, but not to the owner. */
static int
push_on(struct push *p, uint32_t i, uint32_t owner, struct value r,
    struct bw_err *err)
{
	const struct spine *sp = p->spine;

	r.lo /= ONE;
	r.hi /= ONE;
	for (uint32_t k = sp->at[i]; k < sp->at[i + 1]; k++) {
		uint32_t z = sp->to[k];
		struct value *to = &p->rest[z];

		if (z == owner || sp->hi[k] == 0)
			continue;
		if (to->hi == 0 && p->v[z].hi == 0 &&
		    !bw_vec_push(&p->touched, z))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for large circles");
		to->lo += sp->lo[k] * r.lo;
		to->hi += sp->hi[k] * r.hi;
		if (p->waits[z] || to->hi <= sp->cut)
			continue;
		p->waits[z] = 1;
		if (sp->comp[z] != sp->comp[i] || i == owner) {
			if (put(p, z, err) != 0)
				return BW_ENOMEM;
		} else if (!bw_vec_push(&p->next, z)) {
			return bw_fail(
			    err, BW_ENOMEM, "no memory for large circles");
		}
	}
	return 0;
}

static int
push_round(struct push *p, uint32_t owner, struct bw_err *err)
{
	int rc = 0;

	p->next.n = 0;
	for (size_t k = 0; k < p->now.n && rc == 0; k++) {
		uint32_t i = p->now.v[k];
		struct value r = p->rest[i];

		p->rest[i] = (struct value){ 0, 0 };
		p->waits[i] = 0;
		p->v[i].lo += r.lo;
		p->v[i].hi += r.hi;
		rc = push_on(p, i, owner, r, err);
	}
	return rc;
}

/* Round after round in one circle, then the next. */
static int
push_circle(struct push *p, uint32_t owner, struct bw_err *err)
{
	const uint32_t *comp = p->spine->comp;
	uint32_t first = p->heap.v[0];
	int rc = 0;

	p->now.n = 0;
	while (p->heap.n > 0 && comp[p->heap.v[0]] == comp[first])
		if (!bw_vec_push(&p->now, take(p)))
			return bw_fail(
			    err, BW_ENOMEM, "no memory for large circles");
	while (rc == 0 && p->now.n > 0) {
		rc = push_round(p, owner, err);
		p->now.n = 0;
		if (rc == 0 && !bw_vec_room(&p->now, p->next.n))
			rc = bw_fail(
			    err, BW_ENOMEM, "no memory for large circles");
		for (size_t k = 0; rc == 0 && k < p->next.n; k++)
			p->now.v[p->now.n++] = p->next.v[k];
	}
	return rc;
}

int
bw_push_run(struct push *p, struct bw_solver *s, uint32_t x, struct bw_err *err)
{
	uint32_t owner = p->spine->place[x];
	int rc = push_on(p, owner, owner, (struct value){ 1, 1 }, err);

	while (rc == 0 && p->heap.n > 0)
		rc = push_circle(p, owner, err);
	for (size_t i = 0; i < p->touched.n && rc == 0; i++) {
		uint32_t at = p->touched.v[i];

		s->v[p->spine->node[at]] = (struct value){ p->v[at].lo,
			p->v[at].hi + p->spine->error };
	}
	return rc;
}

void
bw_push_clear(struct push *p, struct bw_solver *s)
{
	for (size_t i = 0; i < p->touched.n; i++) {
		uint32_t at = p->touched.v[i];

		s->v[p->spine->node[at]] = (struct value){ 0, 0 };
		p->v[at] = p->rest[at] = (struct value){ 0, 0 };
		p->waits[at] = 0;
	}
	p->touched.n = p->heap.n = p->now.n = p->next.n = 0;
}
