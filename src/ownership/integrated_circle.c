/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * integrated_circle.c - one circle of companies, given what comes into it.
 *
 * The lower end is one linear system. The upper end is a Markov decision
 * process: each company where holders have to share what is left over (their
 * upper ends together are more than 100 %) is a choice, and for given values
 * of its holders the best one goes to the largest first (a fractional
 * knapsack). Policy iteration (Howard 1960): solve for the present choice,
 * better it where that is strictly possible, until it is nowhere. The first
 * choice is made from nothing upwards, and only strict gains count, so that a
 * circle is never closed for the sake of a value it feeds itself.
 */
#include "integrated_priv.h"

#define GAIN (1 + 1e-13)
#define ROUNDS 1000u

static int
no_memory(const struct circle *c, struct bw_err *err)
{
	return bw_fail(
	    err, BW_ENOMEM, "no memory for a circle of %zu companies", c->k);
}

static uint32_t
party(const struct circle *c, size_t i)
{
	return c->node[c->k - 1 - i];
}

/* While a circle is solved, `met` of its companies is their place + 1; those
 * of others are far above. */
static int
add_row(struct bw_solver *s, uint32_t y, struct bw_err *err)
{
	struct circle *c = &s->circle;
	struct row row = bw_rows_in(s, y);
	int64_t left = BW_ONE, extra = 0, indirect = 0;
	bool open;

	for (uint32_t i = 0; i < row.n; i++) {
		uint32_t met = s->met[row.holder[i]];
		struct link l = { .from = met - 1,
			.lo = row.lo[i],
			.hi = row.hi[i],
			.counts = !(row.mark[i] & BW_TIE_INDIRECT) };

		left -= l.counts ? l.lo : 0;
		if (l.hi == 0 || (met == 0 && !(s->v[row.holder[i]].hi > 0)))
			continue;
		if (l.from >= c->k) {
			l.from = OUTSIDE;
			l.v = s->v[row.holder[i]];
		}
		extra += l.counts ? l.hi - l.lo : 0;
		indirect += l.counts ? 0 : l.hi;
		c->exact =
		    c->exact && l.counts && l.lo == l.hi && l.v.lo == l.v.hi;
		if (!bw_vec_push(&c->link, l))
			return no_memory(c, err);
	}
	s->spent += row.n;
	open = left >= 0 && extra + indirect > left;
	c->open = c->open || open;
	if (!bw_vec_push(&c->left, open ? left : -1) ||
	    !bw_vec_push(&c->at, (uint32_t)c->link.n))
		return no_memory(c, err);
	return 0;
}

static int
gather(struct bw_solver *s, const uint32_t *node, size_t k, struct bw_err *err)
{
	struct circle *c = &s->circle;
	int rc = 0;

	c->node = node;
	c->k = k;
	c->link.n = c->at.n = c->left.n = 0;
	c->exact = true;
	c->open = false;
	if (!bw_vec_push(&c->at, 0))
		return no_memory(c, err);
	for (size_t i = 0; i < k; i++)
		s->met[party(c, i)] = (uint32_t)i + 1;
	for (size_t i = 0; i < k && rc == 0; i++)
		rc = add_row(s, party(c, i), err);
	return rc;
}

static void
assemble_row(struct bw_solver *s, size_t i, bool upper)
{
	struct circle *c = &s->circle;
	struct system *y = &s->sys;
	double b = party(c, i) == s->source ? ONE : 0, slack = ONE;

	y->at[i] = (uint32_t)y->m;
	y->own[i] = 0;
	for (uint32_t t = c->at.v[i]; t < c->at.v[i + 1]; t++) {
		const struct link *l = &c->link.v[t];

		if (l->from == OUTSIDE) {
			b += times(l->w, upper ? l->v.hi : l->v.lo);
			continue;
		}
		slack -= l->w;
		if (l->from == i) {
			y->own[i] += l->w;
		} else if (l->w > 0) {
			y->from[y->m] = l->from;
			y->w[y->m++] = l->w;
		}
	}
	y->b[i] = b;
	y->slack[i] = slack;
}

static int
solve(struct bw_solver *s, bool upper, struct bw_err *err)
{
	struct system *y = &s->sys;

	y->k = s->circle.k;
	y->m = 0;
	for (size_t i = 0; i < y->k; i++)
		assemble_row(s, i, upper);
	y->at[y->k] = (uint32_t)y->m;
	return bw_system_solve(y, err);
}

static int
by_value(const void *a, const void *b)
{
	const struct offer *p = a, *q = b;

	if (p->v != q->v)
		return p->v < q->v ? 1 : -1;
	return p->tie < q->tie ? -1 : p->tie > q->tie;
}

void
bw_offers_sort(struct offer *o, size_t n)
{
	if (n > 1)
		qsort(o, n, sizeof(*o), by_value);
}

static double
worth(const struct link *l, const double *x)
{
	return l->from == OUTSIDE ? l->v.hi : x[l->from];
}

/* Weights of the best choice for company i into `extra` of its offers. */
static double
best_of(struct bw_solver *s, size_t i)
{
	struct circle *c = &s->circle;
	int64_t left = c->left.v[i], all = BW_ONE, take;
	double is = 0;

	bw_offers_sort(s->offer.v, s->offer.n);
	for (size_t o = 0; o < s->offer.n; o++) {
		struct offer *f = &s->offer.v[o];
		const struct link *l = &c->link.v[f->tie];

		/* nothing goes to those who have nothing (yet) */
		take = f->v > 0 ? l->hi - l->lo : 0;
		if (l->counts) {
			take = take < left ? take : left;
			left -= take;
		}
		take += l->lo;
		take = take < all ? take : all;
		all -= take;
		f->extra = (uint32_t)take;
		is += times((double)take, f->v);
	}
	return is;
}

/* The best choice for company i, put in place when it is a strict gain. */
static int
choose(struct bw_solver *s, size_t i, bool *better, struct bw_err *err)
{
	struct circle *c = &s->circle;
	double was = 0, *x = s->sys.x;
	uint32_t from = c->at.v[i], end = c->at.v[i + 1];

	s->offer.n = 0;
	for (uint32_t t = from; t < end; t++) {
		struct link *l = &c->link.v[t];
		double v = worth(l, x);

		was += times(l->w, v);
		if ((v > 0 || l->counts) &&
		    !bw_vec_push(&s->offer, (struct offer){ v, 0, t }))
			return no_memory(c, err);
	}
	*better = best_of(s, i) > was * GAIN;
	for (uint32_t t = from; t < end && *better; t++)
		c->link.v[t].w = c->link.v[t].counts ? c->link.v[t].lo : 0;
	for (size_t o = 0; o < s->offer.n && *better; o++)
		c->link.v[s->offer.v[o].tie].w = s->offer.v[o].extra;
	return 0;
}

/* From nothing upwards, once around. */
static int
first_choice(struct bw_solver *s, struct bw_err *err)
{
	struct circle *c = &s->circle;
	double *x = s->sys.x;
	bool better;
	int rc = 0;

	for (size_t i = 0; i < c->k; i++) {
		x[i] = 0;
		for (uint32_t t = c->at.v[i]; t < c->at.v[i + 1]; t++) {
			struct link *l = &c->link.v[t];

			l->w = c->left.v[i] < 0 ? l->hi : l->counts ? l->lo : 0;
		}
	}
	for (size_t i = 0; i < c->k && rc == 0; i++) {
		if (c->left.v[i] >= 0)
			rc = choose(s, i, &better, err);
		if (party(c, i) == s->source)
			x[i] = 1;
		for (uint32_t t = c->at.v[i]; t < c->at.v[i + 1]; t++)
			x[i] += times(c->link.v[t].w, worth(&c->link.v[t], x)) /
			    ONE;
	}
	return rc;
}

/* More is always better, unless a company gains most from itself: where more
 * than 100 % can go round (indirect shares), the best choice cuts the owner
 * off, and there is no largest value. */
static bool
cut_off(struct bw_solver *s)
{
	struct circle *c = &s->circle;
	double *x = s->sys.x;
	bool any = false;

	for (size_t i = 0; i < c->k; i++)
		any = any || (c->had.v[i] > 0 && x[i] == 0);
	for (size_t i = 0; i < c->k && any; i++)
		x[i] = c->had.v[i] > 0 || x[i] > 0 ? INFINITY : 0;
	for (size_t i = 0; i < c->k; i++)
		c->had.v[i] = x[i];
	return any;
}

static int
best(struct bw_solver *s, struct bw_err *err)
{
	struct circle *c = &s->circle;
	bool any = true, better;
	int rc = first_choice(s, err);

	c->had.n = 0;
	if (rc == 0 && !bw_vec_room(&c->had, c->k))
		rc = no_memory(c, err);
	for (size_t i = 0; i < c->k && rc == 0; i++)
		c->had.v[i] = s->sys.x[i];
	for (unsigned round = 0; round < ROUNDS && any && rc == 0; round++) {
		any = false;
		rc = solve(s, true, err);
		if (rc < 0 || cut_off(s))
			return rc < 0 ? rc : 0;
		rc = 0; /* without end here; others may still gain */
		for (size_t i = 0; i < c->k && rc == 0; i++)
			if (c->left.v[i] >= 0) {
				rc = choose(s, i, &better, err);
				any = any || better;
			}
	}
	return rc;
}

static void
put(struct bw_solver *s, bool upper)
{
	struct circle *c = &s->circle;

	for (size_t i = 0; i < c->k; i++) {
		struct value *v = &s->v[party(c, i)];
		double x = s->sys.x[i];

		if (upper)
			v->hi = x > v->lo ? x : v->lo;
		else
			v->lo = isinf(x) ? 0 : x;
	}
}

static void
put_same(struct bw_solver *s)
{
	struct circle *c = &s->circle;

	for (size_t i = 0; i < c->k; i++)
		s->v[party(c, i)].hi = s->sys.x[i];
}

static int
solve_ends(struct bw_solver *s, struct bw_err *err)
{
	struct circle *c = &s->circle;
	int rc;

	for (size_t t = 0; t < c->link.n; t++)
		c->link.v[t].w = c->link.v[t].counts ? c->link.v[t].lo : 0;
	if ((rc = solve(s, false, err)) < 0)
		return rc;
	put(s, false);
	if (c->exact) {
		put_same(s);
		return 0;
	}
	for (size_t t = 0; t < c->link.n && !c->open; t++)
		c->link.v[t].w = c->link.v[t].hi;
	rc = c->open ? best(s, err) : solve(s, true, err);
	if (rc < 0)
		return rc;
	put(s, true);
	return 0;
}

int
bw_circle_solve(
    struct bw_solver *s, const uint32_t *node, size_t k, struct bw_err *err)
{
	int rc = gather(s, node, k, err);

	if (rc == 0)
		rc = bw_system_room(&s->sys, k, s->circle.link.n, err);
	if (rc == 0)
		rc = solve_ends(s, err);
	for (size_t i = 0; i < k; i++)
		s->met[node[i]] = SEED - 1;
	s->spent += s->sys.spent;
	s->sys.spent = 0;
	return rc;
}
