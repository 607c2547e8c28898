/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout_place.c - positions, once layers and order are fixed.
 *
 * Across: every item wants to stand at the weighted mean of its neighbours,
 * but must keep its distance from the one beside it. For one rank that is
 * least squares under an order, which pooling adjacent violators solves
 * exactly (Ayer et al. 1955); sweeping over the ranks brings them together.
 * Down: a rank is as high as its highest item.
 */
#include "report/layout_priv.h"
#include <math.h>

#define SWEEPS 48

struct pool { /* neighbours pushed against each other */
	double sum, weight;
	uint32_t n;
};

static double
apart(const struct bw_layout *l, const struct plan *p, uint32_t a, uint32_t b)
{
	return p->item[a].right + p->item[b].left + l->gap_x;
}

/* Where item i wants to be. */
static double
wish(const struct plan *p, uint32_t i, bool above, bool below, double *weight)
{
	double sum = 0, total = 0;

	for (uint32_t w = p->below_at[i]; below && w < p->below_at[i + 1];
	     w++) {
		const struct wire *s = &p->wire[p->below[w]];

		sum += s->weight * p->x[s->lower];
		total += s->weight;
	}
	for (uint32_t w = p->above_at[i]; above && w < p->above_at[i + 1];
	     w++) {
		const struct wire *s = &p->wire[p->above[w]];

		sum += s->weight * p->x[s->upper];
		total += s->weight;
	}
	*weight = total > 0 ? total : 0.01;
	return total > 0 ? sum / total : p->x[i];
}

static void
settle_rank(const struct bw_layout *l, struct plan *p, unsigned r, bool above,
    bool below, struct pool *pool)
{
	const uint32_t *row = p->order + p->at[r];
	uint32_t n = p->at[r + 1] - p->at[r], pools = 0, k = 0;
	double shift = 0, weight;

	for (uint32_t i = 0; i < n; i++) {
		double w = wish(p, row[i], above, below, &weight);

		if (i > 0)
			shift += apart(l, p, row[i - 1], row[i]);
		pool[pools++] =
		    (struct pool){ (w - shift) * weight, weight, 1 };
		while (pools > 1 &&
		    pool[pools - 2].sum * pool[pools - 1].weight >
			pool[pools - 1].sum * pool[pools - 2].weight) {
			pool[pools - 2].sum += pool[pools - 1].sum;
			pool[pools - 2].weight += pool[pools - 1].weight;
			pool[pools - 2].n += pool[pools - 1].n;
			pools--;
		}
	}
	shift = 0;
	for (uint32_t g = 0; g < pools; g++)
		for (uint32_t i = 0; i < pool[g].n; i++, k++) {
			if (k > 0)
				shift += apart(l, p, row[k - 1], row[k]);
			p->x[row[k]] = pool[g].sum / pool[g].weight + shift;
		}
}

static int
across(
    struct bw_layout *l, struct plan *p, struct bw_arena *a, struct bw_err *err)
{
	struct pool *pool = BW_ARENA_ARRAY(a, struct pool, p->n);
	double least = INFINITY, most = -INFINITY;

	if (pool == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (unsigned sweep = 0; sweep < SWEEPS; sweep++) {
		bool both = sweep > 1;

		for (unsigned r = 0; r < p->ranks; r++)
			settle_rank(l, p, r, both, true, pool);
		for (unsigned r = p->ranks; r-- > 0;)
			settle_rank(l, p, r, true, both, pool);
	}
	for (size_t i = 0; i < p->n; i++) {
		least = fmin(least, p->x[i] - p->item[i].left);
		most = fmax(most, p->x[i] + p->item[i].right);
	}
	for (size_t i = 0; i < p->n; i++)
		p->x[i] = floor(p->x[i] - least + 0.5);
	l->width = (long)ceil(most - least);
	return 0;
}

/* Lines that go far across need more room to bend. */
static long
gap_below(const struct bw_layout *l, const struct plan *p, unsigned r)
{
	double far = 0;

	for (uint32_t i = p->at[r]; i < p->at[r + 1]; i++) {
		uint32_t it = p->order[i];

		for (uint32_t w = p->below_at[it]; w < p->below_at[it + 1]; w++)
			far = fmax(far,
			    fabs(p->x[it] - p->x[p->wire[p->below[w]].lower]));
	}
	return (long)l->gap_y + (long)fmin(far / 12, 48);
}

/* Tops of the ranks, from the highest down. */
static void
down(struct bw_layout *l, const struct plan *p, long *top, long *height)
{
	long y = 0;

	for (unsigned r = 0; r < p->ranks; r++)
		height[r] = 0;
	for (size_t i = 0; i < p->n; i++)
		if (height[p->item[i].rank] < (long)p->item[i].height)
			height[p->item[i].rank] = (long)p->item[i].height;
	for (unsigned r = p->ranks; r-- > 0;) {
		top[r] = y;
		y += height[r] + (r > 0 ? gap_below(l, p, r) : 0);
	}
	l->height = y;
}

static void
point(struct bw_layout_arrow *e, double x, long y)
{
	e->point[e->n++] = (long)x;
	e->point[e->n++] = y;
}

/* Points from the upper box down; turned round when the arrow points up. */
static void
trace(struct bw_layout *l, const struct plan *p, uint32_t k, const long *top,
    const long *height)
{
	struct bw_layout_arrow *e = &l->arrow[k];
	const struct bw_layout_box *upper = &l->box[e->up ? e->to : e->from];
	const struct bw_layout_box *lower = &l->box[e->up ? e->from : e->to];
	unsigned rank = 2 * upper->layer, end = 2 * lower->layer;
	long foot = upper->y + (long)upper->height;

	point(e, (double)upper->x, foot + (e->up ? (long)l->head_height : 0));
	for (uint32_t i = p->first[k]; --rank > end; i++) {
		point(e, p->x[i], top[rank]);
		point(e, p->x[i], top[rank] + height[rank]);
		if (p->item[i].height == 0)
			continue;
		e->label_x = (long)p->x[i];
		e->label_y = top[rank];
	}
	point(
	    e, (double)lower->x, lower->y - (e->up ? 0 : (long)l->head_height));
	e->n /= 2;
	for (size_t i = 0; e->up && i < e->n / 2; i++)
		for (size_t c = 0; c < 2; c++) {
			size_t other = 2 * (e->n - 1 - i) + c;
			long swap = e->point[2 * i + c];

			e->point[2 * i + c] = e->point[other];
			e->point[other] = swap;
		}
}

int
layout_place(
    struct bw_layout *l, struct plan *p, struct bw_arena *a, struct bw_err *err)
{
	long *top = BW_ARENA_ARRAY(a, long, p->ranks);
	long *height = BW_ARENA_ARRAY(a, long, p->ranks);
	int rc = across(l, p, a, err);

	if (rc != 0)
		return rc;
	if (top == NULL || height == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	down(l, p, top, height);
	for (size_t i = 0; i < l->n_box; i++) {
		l->box[i].x = (long)p->x[i];
		l->box[i].y = top[2 * l->box[i].layer];
	}
	for (uint32_t k = 0; k < l->n_arrow; k++) {
		struct bw_layout_arrow *e = &l->arrow[k];

		if (e->self)
			continue;
		e->point = BW_ARENA_ARRAY(a, long, 4 * p->ranks + 4);
		if (e->point == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory for a drawing");
		trace(l, p, k, top, height);
	}
	return 0;
}
