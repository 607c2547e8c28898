/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * npi.c - the Network Power Index: all outcomes of a small net, or a draw.
 *
 * One outcome says for every company who turned its vote (`pivot`). Companies
 * come in order (order.h), so holders are decided before what they hold, but
 * for circles; a circle is resolved when its last company has its pivot. For
 * small nets all outcomes are gone through depth first, each with its chance:
 * that of a group of holders is its Shapley value in the vote. When there are
 * too many outcomes some thousands are drawn instead, with numbers that are
 * the same every time (splitmix64; Steele, Lea, Flood 2014).
 */
#include "base/map.h"
#include "ownership/npi.h"
#include "base/vec.h"
#include "ownership/order.h"
#include "ownership/power.h"
#include <math.h>

#define EXACT_NODES 64u
#define EXACT_STEPS 20000u
#define EXACT_GROUPS 10u /* in one vote */
#define ROUNDS 20000u
#define DRAW_WORK UINT64_C(20000000) /* holders looked at in all rounds */

struct group { /* holders with the same ultimate owner, in one vote */
	uint32_t owner;
	uint64_t weight;
	double at; /* the moment it comes in */
};
struct run {
	struct bw_net net;
	struct bw_order order;
	uint32_t centre;
	uint64_t *weight; /* per tie; own ties none */
	uint64_t *rest;   /* per party: votes nobody accounts for */
	uint64_t *cast;   /* per party: votes that can be cast */
	/* of the outcome in hand */
	uint32_t *pivot, *owner; /* owner: BW_NONE while not decided */
	struct group *group;
	size_t *slot; /* place of an owner in group + 1, by party */
	double *count;
	struct bw_npi *out;
	uint64_t random;
	uint32_t steps;
	struct bw_arena *scratch;
};

static uint64_t
draw(struct run *r)
{
	uint64_t z = (r->random += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static double
moment(struct run *r)
{
	return (double)(draw(r) >> 11) * 0x1p-53;
}

/* Midpoints, drawn together when they would be more than all there is. */
static void
weigh(struct run *r, uint32_t y)
{
	const struct bw_net *net = &r->net;
	uint64_t own = 0, lo = 0, more = 0, all;
	double part = 1;

	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++) {
		uint64_t mid =
		    ((uint64_t)net->votes_lo[i] + net->votes_hi[i]) / 2;

		if (net->holder[i] == y) {
			own += mid;
			continue;
		}
		lo += net->votes_lo[i];
		if ((net->mark[i] & BW_TIE_MAYBE) == 0)
			more += mid - net->votes_lo[i];
	}
	all = own < BW_ONE ? BW_ONE - own : 0;
	if (lo + more > all)
		part = lo < all ? (double)(all - lo) / (double)more : 0;
	r->cast[y] = 0;
	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++) {
		uint64_t wide = (uint64_t)net->votes_hi[i] - net->votes_lo[i];

		r->weight[i] = 0;
		if (net->holder[i] == y)
			continue;
		r->weight[i] = net->votes_lo[i];
		if ((net->mark[i] & BW_TIE_MAYBE) == 0)
			r->weight[i] += (uint64_t)((double)wide / 2 * part);
		r->cast[y] += r->weight[i];
	}
	r->rest[y] = r->cast[y] < all ? all - r->cast[y] : 0;
	r->cast[y] += r->rest[y];
}

/* Whom a holder stands for now. */
static uint32_t
stands_for(const struct run *r, uint32_t holder)
{
	/* In its own circle: for itself. The order of a circle means nothing.
	 */
	return r->owner[holder] != BW_NONE ? r->owner[holder] : holder;
}

/* The groups that vote in y, or those with a right to control outright. */
static size_t
gather(struct run *r, uint32_t y, bool *outright)
{
	const struct bw_net *net = &r->net;
	size_t n = 0;

	*outright = false;
	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++)
		if (net->holder[i] != y && (net->mark[i] & BW_TIE_DIRECT) != 0)
			*outright = true;
	for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++) {
		uint64_t w = *outright ? (net->mark[i] & BW_TIE_DIRECT) != 0
				       : r->weight[i];
		uint32_t owner;

		if (net->holder[i] == y || w == 0)
			continue;
		owner = stands_for(r, net->holder[i]);
		if (r->slot[owner] == 0) {
			r->group[n++] = (struct group){ .owner = owner };
			r->slot[owner] = n;
		}
		r->group[r->slot[owner] - 1].weight += w;
	}
	for (size_t i = 0; i < n; i++)
		r->slot[r->group[i].owner] = 0;
	return n;
}

/* Who stands for a ring of companies that follow each other: each for itself,
 * and for those outside it that follow them the one with the lowest number. */
static uint32_t
ring(const struct run *r, uint32_t x, uint32_t y)
{
	uint32_t low = x, z = x;

	do {
		if (z == y)
			return y;
		if (z < low)
			low = z;
		z = r->pivot[z];
	} while (z != x);
	return low;
}

/* Every company of the component has its pivot: who is behind it? */
static void
resolve(struct run *r, uint32_t comp)
{
	const struct bw_order *o = &r->order;
	uint32_t from = o->comp_at[comp], end = o->comp_at[comp + 1];

	for (uint32_t i = from; i < end; i++) {
		uint32_t y = o->node[i], x = y, left = end - from;

		while (o->comp[x] == comp && r->pivot[x] != x && left-- > 0)
			x = r->pivot[x];
		if (o->comp[x] == comp && r->pivot[x] != x)
			x = ring(r, x, y);
		r->owner[y] = o->comp[x] == comp ? x : stands_for(r, x);
	}
}

static void
forget(struct run *r, uint32_t comp)
{
	const struct bw_order *o = &r->order;

	for (uint32_t i = o->comp_at[comp]; i < o->comp_at[comp + 1]; i++)
		r->owner[o->node[i]] = r->pivot[o->node[i]] = BW_NONE;
}

/* All outcomes. */

static void
leaf(struct run *r, double chance)
{
	for (uint32_t i = 0; i < r->net.n; i++)
		r->out[r->owner[i]].index += chance;
	r->out[r->owner[r->centre]].chance += chance;
}

static int
chances(struct run *r, uint32_t y, size_t n, bool outright, double *p,
    struct bw_err *err)
{
	uint64_t weight[EXACT_GROUPS];
	struct bw_arena_mark m = bw_arena_mark(r->scratch);
	struct bw_power_in in = { .weight = weight,
		.n = n,
		.ocean = r->rest[y] > BW_ONE ? BW_ONE : r->rest[y],
		.quota = r->cast[y] / 2,
		.how = BW_FLOAT_OCEAN };
	struct bw_power *power;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		weight[i] = r->group[i].weight;
	if (outright) {
		uint64_t all = 0;

		for (size_t i = 0; i < n; i++)
			all += weight[i];
		for (size_t i = 0; i < n; i++)
			p[i] = (double)weight[i] / (double)all;
		return 0;
	}
	if (in.quota > BW_ONE) /* more than 200 % is held: in parts of it */
		in = (struct bw_power_in){ .weight = weight,
			.n = n,
			.quota = BW_ONE / 2,
			.how = BW_FLOAT_ABSTAINS };
	rc = bw_power_run(&in, r->scratch, &power, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		p[i] = power[i].shapley;
	bw_arena_reset(r->scratch, m);
	return rc;
}

static int go_on(struct run *r, uint32_t at, double chance, struct bw_err *err);

static int
decided(struct run *r, uint32_t at, uint32_t pivot, double chance,
    struct bw_err *err)
{
	uint32_t comp = r->order.comp[r->order.node[at]];
	int rc;

	r->pivot[r->order.node[at]] = pivot;
	if (at + 1 == r->order.comp_at[comp + 1])
		resolve(r, comp);
	rc = go_on(r, at + 1, chance, err);
	if (at + 1 == r->order.comp_at[comp + 1])
		for (uint32_t i = r->order.comp_at[comp]; i <= at; i++)
			r->owner[r->order.node[i]] = BW_NONE;
	return rc;
}

static int
go_on(struct run *r, uint32_t at, double chance, struct bw_err *err)
{
	double p[EXACT_GROUPS], left = 1;
	uint32_t owner[EXACT_GROUPS], y;
	bool outright;
	size_t n;
	int rc = 0;

	if (++r->steps > EXACT_STEPS)
		return 0;
	if (at == r->net.n) {
		leaf(r, chance);
		return 0;
	}
	y = r->order.node[at];
	n = gather(r, y, &outright);
	if (n > EXACT_GROUPS) { /* too many: give up */
		r->steps = EXACT_STEPS + 1;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		owner[i] = r->group[i].owner;
	rc = chances(r, y, n, outright, p, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		left -= p[i];
		if (p[i] > 0)
			rc = decided(r, at, owner[i], chance * p[i], err);
	}
	if (rc == 0 && (n == 0 || left > 1e-12)) /* the ocean, or nobody */
		rc = decided(r, at, y, chance * (n == 0 ? 1 : left), err);
	r->pivot[y] = BW_NONE;
	return rc;
}

/* Drawn outcomes. */

static int
by_moment(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* Who turns the vote in y; y itself when the ocean or nobody does. */
static uint32_t
vote(struct run *r, uint32_t y)
{
	bool outright;
	size_t n = gather(r, y, &outright);
	double sum = 0, rest = (double)r->rest[y];
	double bar = (double)r->cast[y] / 2;

	if (n == 0)
		return y;
	if (outright) {
		rest = bar = 0;
		for (size_t i = 0; i < n; i++)
			bar += (double)r->group[i].weight;
		bar *= moment(r);
	} else {
		for (size_t i = 0; i < n; i++)
			r->group[i].at = moment(r);
		qsort(r->group, n, sizeof(*r->group), by_moment);
	}
	for (size_t i = 0; i < n; i++) {
		double here = rest * r->group[i].at;

		if (sum + here > bar)
			return y;
		sum += (double)r->group[i].weight;
		if (sum + here > bar)
			return r->group[i].owner;
	}
	return y;
}

static void
draw_round(struct run *r)
{
	const struct bw_order *o = &r->order;

	for (uint32_t c = 0; c < o->n_comp; c++)
		forget(r, c);
	for (uint32_t c = 0; c < o->n_comp; c++) {
		for (uint32_t i = o->comp_at[c]; i < o->comp_at[c + 1]; i++)
			r->pivot[o->node[i]] = vote(r, o->node[i]);
		resolve(r, c);
	}
}

static void
draw_all(struct run *r, uint32_t rounds)
{
	double n = rounds;

	for (uint32_t k = 0; k < rounds; k++) {
		draw_round(r);
		for (uint32_t i = 0; i < r->net.n; i++)
			r->count[r->owner[i]]++;
		for (uint32_t i = 0; i < r->net.n; i++) {
			r->out[i].index += r->count[i];
			r->out[i].index_error += r->count[i] * r->count[i];
			r->count[i] = 0;
		}
		r->out[r->owner[r->centre]].chance++;
	}
	for (uint32_t i = 0; i < r->net.n; i++) {
		struct bw_npi *p = &r->out[i];
		double mean = p->index / n, of = p->chance / n;

		p->index_error =
		    sqrt(fmax(p->index_error / n - mean * mean, 0) / n);
		p->chance_error = sqrt(of * (1 - of) / n);
		p->index = mean;
		p->chance = of;
	}
}

static int
make_net(struct run *r, const struct bw_graph *g, struct bw_err *err)
{
	struct bw_tie *tie = bw_alloc(g->m + 1, sizeof(*tie));
	int rc;

	if (tie == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for power indices");
	for (size_t i = 0; i < g->m; i++)
		tie[i] = (struct bw_tie){ .holder = g->edge[i].holder,
			.company = g->edge[i].company,
			.votes = g->edge[i].votes,
			.capital = g->edge[i].votes,
			.mark =
			    (uint8_t)((g->edge[i].direct ? BW_TIE_DIRECT : 0) |
				(g->edge[i].maybe ? BW_TIE_MAYBE : 0)) };
	rc = bw_net_init(&r->net, g->n, tie, g->m, err);
	bw_free(tie);
	if (rc == 0)
		rc = bw_order_init(&r->order, &r->net, err);
	return rc;
}

static int
make_room(struct run *r, struct bw_arena *a, struct bw_err *err)
{
	uint32_t n = r->net.n, m = r->net.m;

	r->weight = bw_alloc(m + 1, sizeof(*r->weight));
	r->rest = bw_alloc(n + 1, sizeof(*r->rest));
	r->cast = bw_alloc(n + 1, sizeof(*r->cast));
	r->pivot = bw_alloc(n + 1, sizeof(*r->pivot));
	r->owner = bw_alloc(n + 1, sizeof(*r->owner));
	r->group = bw_alloc((size_t)m + 1, sizeof(*r->group));
	r->slot = bw_calloc(n + 1, sizeof(*r->slot));
	r->count = bw_calloc(n + 1, sizeof(*r->count));
	r->out = BW_ARENA_ARRAY(a, struct bw_npi, n + 1);
	if (r->weight == NULL || r->rest == NULL || r->cast == NULL ||
	    r->pivot == NULL || r->owner == NULL || r->group == NULL ||
	    r->slot == NULL || r->count == NULL || r->out == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for power indices");
	for (uint32_t y = 0; y < n; y++) {
		weigh(r, y);
		r->pivot[y] = r->owner[y] = BW_NONE;
	}
	return 0;
}

static void
free_run(struct run *r)
{
	bw_net_release(&r->net);
	bw_order_release(&r->order);
	bw_free(r->weight);
	bw_free(r->rest);
	bw_free(r->cast);
	bw_free(r->pivot);
	bw_free(r->owner);
	bw_free(r->group);
	bw_free(r->slot);
	bw_free(r->count);
}

int
bw_npi_run(const struct bw_graph *g, uint32_t centre, struct bw_arena *a,
    struct bw_npi **out, struct bw_npi_how *how, struct bw_err *err)
{
	struct run r = { .centre = centre };
	struct bw_arena scratch;
	uint64_t work = (uint64_t)g->n + g->m + 1;
	int rc;

	*how = (struct bw_npi_how){ 0 };
	bw_arena_init(&scratch, 0);
	r.scratch = &scratch;
	rc = make_net(&r, g, err);
	if (rc == 0)
		rc = make_room(&r, a, err);
	if (rc == 0 && g->n <= EXACT_NODES) {
		rc = go_on(&r, 0, 1, err);
		how->exact = rc == 0 && r.steps <= EXACT_STEPS;
	}
	if (rc == 0 && !how->exact) {
		uint64_t rounds = DRAW_WORK / work;

		how->rounds = rounds > ROUNDS ? ROUNDS
		    : rounds < 200            ? 200
					      : (uint32_t)rounds;
		memset(r.out, 0, (g->n + 1) * sizeof(*r.out));
		draw_all(&r, how->rounds);
	}
	*out = r.out;
	bw_arena_release(&scratch);
	free_run(&r);
	return rc;
}
