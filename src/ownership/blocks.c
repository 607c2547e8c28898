/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * blocks.c - from the holders of a company to blocks, and their power.
 */
#include "ownership/blocks.h"
#include "base/map.h"
#include "base/mem.h"
#include "ownership/power.h"

#define CORNERS 8u     /* blocks with a range of which all ends are tried */
#define ONE_BY_ONE 40u /* blocks of which each is tried alone */
/* Chosen values within a range are whole steps of this, so that they have a
 * common divisor: 0.001 %. */
#define GRAIN (BW_PERCENT / 1000)

struct maker {
	const struct bw_cone *c;
	struct bw_control *k;
	struct bw_arena *a;
	struct bw_vote *out;
	uint64_t all;    /* votes that can be cast */
	uint32_t *place; /* per node: its block + 1 */
	uint64_t *weight;
	struct bw_err *err;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the blocks of a vote");
}

/* Who leads a holder: the one party at the top that certainly controls it,
 * or itself when there is none or more than one. */
static int
leader_of(struct maker *m, uint32_t holder, uint32_t *leader)
{
	struct bw_arena_mark mark = bw_arena_mark(m->a);
	struct bw_controller *list;
	size_t n, tops = 0;
	int rc = bw_controllers(m->k, holder, m->a, &list, &n, m->err);

	*leader = holder;
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (list[i].ultimate && list[i].certainty == BW_CERTAIN) {
			*leader = list[i].party;
			tops++;
		}
	if (tops > 1)
		*leader = holder;
	bw_arena_reset(m->a, mark);
	return rc;
}

static void
note_link(struct maker *m, uint32_t leader)
{
	struct bw_vote *v = m->out;

	if (m->place[leader] == 0) {
		v->block[v->n++].leader = leader;
		m->place[leader] = (uint32_t)v->n;
	}
	v->block[m->place[leader] - 1].n_link++;
}

/* Holders that may turn a vote. What a source calls indirect is votes of
 * others; what has no votes at all is no player. */
static bool
votes_in(const struct bw_cone *c, const struct bw_edge *e)
{
	const struct bw_link *k = &c->link[e->stake];

	return (k->marks & BW_LINK_INDIRECT) == 0 && e->holder != e->company &&
	    e->votes.hi > 0;
}

/* The leader of every link in the row of the company, BW_NONE of those that
 * have no vote; blocks with how many links each has. */
static int
find_leaders(struct maker *m, uint32_t *leader)
{
	const struct bw_graph *g = &m->c->graph;
	uint32_t from = g->in_at[m->c->centre];
	uint32_t end = g->in_at[m->c->centre + 1];
	int rc = 0;

	for (uint32_t i = from; rc == 0 && i < end; i++) {
		const struct bw_edge *e = &g->edge[g->in[i]];

		leader[i - from] = BW_NONE;
		if (!votes_in(m->c, e))
			continue;
		rc = leader_of(m, e->holder, &leader[i - from]);
		if (rc == 0)
			note_link(m, leader[i - from]);
	}
	return rc;
}

/* The links, block by block, in one array. */
static void
deal_out(struct maker *m, const uint32_t *leader, uint32_t *link)
{
	const struct bw_graph *g = &m->c->graph;
	uint32_t from = g->in_at[m->c->centre];
	uint32_t end = g->in_at[m->c->centre + 1];

	for (size_t i = 0; i < m->out->n; i++) {
		struct bw_block *b = &m->out->block[i];

		b->link = link;
		link += b->n_link;
		b->n_link = 0;
	}
	for (uint32_t i = from; i < end; i++) {
		struct bw_block *b;

		if (leader[i - from] == BW_NONE)
			continue;
		b = &m->out->block[m->place[leader[i - from]] - 1];
		b->link[b->n_link++] = g->edge[g->in[i]].stake;
	}
}

static int
gather(struct maker *m)
{
	const struct bw_graph *g = &m->c->graph;
	uint32_t y = m->c->centre;
	size_t n = g->in_at[y + 1] - g->in_at[y];
	uint32_t *leader = bw_alloc(n + 1, sizeof(*leader)), *link;
	int rc = 0;

	m->out->block = BW_ARENA_ARRAY(m->a, struct bw_block, n + 1);
	link = BW_ARENA_ARRAY(m->a, uint32_t, n + 1);
	if (leader == NULL || m->out->block == NULL || link == NULL)
		rc = no_memory(m->err);
	if (rc == 0)
		rc = find_leaders(m, leader);
	if (rc == 0)
		deal_out(m, leader, link);
	bw_free(leader);
	return rc;
}

/* The votes of a block, and together at most all that can be cast. */
static void
narrow(struct maker *m)
{
	struct bw_vote *v = m->out;
	const struct bw_graph *g = &m->c->graph;
	uint32_t y = m->c->centre;
	uint64_t surely = 0, least = 0, most = 0;

	v->own = (struct bw_share){ .lo = g->own_lo[y], .hi = g->own_hi[y] };
	m->all = BW_ONE - ((uint64_t)v->own.lo + v->own.hi) / 2;
	for (size_t i = 0; i < v->n; i++) {
		struct bw_sum sum = { 0 };

		for (size_t k = 0; k < v->block[i].n_link; k++)
			bw_sum_add(&sum, m->c->edge[v->block[i].link[k]].votes);
		v->block[i].votes =
		    (struct bw_share){ .lo = sum.lo > BW_ONE ? BW_ONE
							     : (uint32_t)sum.lo,
			    .hi = sum.hi > BW_ONE ? BW_ONE : (uint32_t)sum.hi,
			    .open = sum.open };
		surely += v->block[i].votes.lo;
	}
	v->over = surely > m->all;
	if (v->over)
		m->all = surely;
	for (size_t i = 0; i < v->n; i++) {
		struct bw_share *s = &v->block[i].votes;
		uint64_t room = m->all - (surely - s->lo);

		if (!v->over && s->hi > room) {
			s->hi = (uint32_t)room;
			s->open &= (uint8_t)~BW_HI_OPEN;
		}
		if (s->lo == s->hi)
			s->open = 0;
		least += s->lo;
		most += s->hi;
	}
	v->rest.hi = (uint32_t)(m->all > least ? m->all - least : 0);
	v->rest.lo = (uint32_t)(m->all > most ? m->all - most : 0);
}

static int
by_votes(const void *a, const void *b)
{
	const struct bw_block *x = a, *y = b;
	uint64_t s = (uint64_t)x->votes.lo + x->votes.hi;
	uint64_t t = (uint64_t)y->votes.lo + y->votes.hi;

	if (s != t)
		return s > t ? -1 : 1;
	return x->leader < y->leader ? -1 : x->leader > y->leader;
}

/* One choice: block i at part[i] (0 low, 1 middle, 2 high) of its range, all
 * drawn together where they would be more than there is. */
static void
choose(struct maker *m, const uint8_t *part)
{
	const struct bw_vote *v = m->out;
	uint64_t lo = 0, more = 0, room;
	double f = 1;

	for (size_t i = 0; i < v->n; i++) {
		struct bw_share s = v->block[i].votes;

		lo += s.lo;
		more += (uint64_t)(s.hi - s.lo) * part[i] / 2;
	}
	room = m->all > lo ? m->all - lo : 0;
	if (more > room)
		f = (double)room / (double)more;
	for (size_t i = 0; i < v->n; i++) {
		struct bw_share s = v->block[i].votes;
		uint64_t add = (uint64_t)(s.hi - s.lo) * part[i] / 2;

		if (f < 1)
			add = (uint64_t)((double)add * f) / GRAIN * GRAIN;
		m->weight[i] = s.lo + add;
	}
}

static void
widen(struct bw_spread *f, double v, bool first)
{
	if (first || v < f->lo)
		f->lo = v;
	if (first || v > f->hi)
		f->hi = v;
}

static int
play(struct maker *m, const uint8_t *part)
{
	struct bw_vote *v = m->out;
	bool first = v->choices++ == 0;
	uint64_t cast = 0;

	choose(m, part);
	for (size_t i = 0; i < v->n; i++)
		cast += m->weight[i];
	for (int without = 0; without < 2; without++) {
		struct bw_arena_mark mark = bw_arena_mark(m->a);
		struct bw_power_in in = { .weight = m->weight,
			.n = v->n - v->n_small,
			.how = without ? BW_FLOAT_ABSTAINS : BW_FLOAT_OCEAN,
			.quota = without ? BW_ONE / 2 : m->all / 2 };
		struct bw_power *p;
		int rc;

		/* blocks beyond the largest are part of the float */
		in.ocean = m->all > cast ? m->all - cast : 0;
		for (size_t i = in.n; i < v->n; i++)
			in.ocean += m->weight[i];
		rc = bw_power_run(&in, m->a, &p, m->err);
		if (rc != 0)
			return rc;
		for (size_t i = 0; i < in.n; i++) {
			struct bw_block *b = &v->block[i];

			widen(&b->shapley[without], p[i].shapley, first);
			widen(&b->banzhaf[without], p[i].banzhaf, first);
		}
		if (!without)
			widen(&v->rest_shapley, p[in.n].shapley, first);
		if (p[in.n].error > v->error)
			v->error = p[in.n].error;
		bw_arena_reset(m->a, mark);
	}
	return 0;
}

static int
all_corners(struct maker *m, uint8_t *part, const uint32_t *wide, size_t n)
{
	int rc = 0;

	for (uint32_t c = 0; rc == 0 && c < 1u << n; c++) {
		for (size_t i = 0; i < n; i++)
			part[wide[i]] = (c >> i & 1) ? 2 : 0;
		rc = play(m, part);
	}
	return rc;
}

/* All low, all high, and (when few enough) each alone otherwise. */
static int
some_ends(struct maker *m, uint8_t *part, const uint32_t *wide, size_t n)
{
	int rc = 0;

	for (uint8_t high = 0; rc == 0 && high < 2; high++) {
		for (size_t i = 0; i < n; i++)
			part[wide[i]] = high ? 2 : 0;
		rc = play(m, part);
		for (size_t i = 0; rc == 0 && n <= ONE_BY_ONE && i < n; i++) {
			part[wide[i]] = high ? 0 : 2;
			rc = play(m, part);
			part[wide[i]] = high ? 2 : 0;
		}
	}
	return rc;
}

static int
play_all(struct maker *m)
{
	struct bw_vote *v = m->out;
	uint8_t *part = bw_alloc(v->n + 1, sizeof(*part));
	uint32_t *wide = bw_alloc(v->n + 1, sizeof(*wide));
	size_t n = 0;
	int rc = 0;

	if (part == NULL || wide == NULL)
		rc = no_memory(m->err);
	for (size_t i = 0; rc == 0 && i < v->n; i++) {
		part[i] = 1;
		if (v->block[i].votes.lo < v->block[i].votes.hi)
			wide[n++] = (uint32_t)i;
	}
	if (rc == 0)
		rc = play(m, part);
	if (rc == 0 && n > 0 && n <= CORNERS)
		rc = all_corners(m, part, wide, n);
	else if (rc == 0 && n > 0)
		rc = some_ends(m, part, wide, n);
	bw_free(part);
	bw_free(wide);
	return rc;
}

int
bw_vote_make(struct bw_vote *out, const struct bw_cone *c, struct bw_control *k,
    struct bw_arena *a, struct bw_err *err)
{
	struct maker m = { .c = c, .k = k, .a = a, .out = out, .err = err };
	int rc;

	*out = (struct bw_vote){ 0 };
	m.place = bw_calloc(c->n + 1, sizeof(*m.place));
	rc = m.place == NULL ? no_memory(err) : gather(&m);
	if (rc == 0) {
		narrow(&m);
		if (out->n > 1)
			qsort(
			    out->block, out->n, sizeof(*out->block), by_votes);
		if (out->n > BW_POWER_PLAYERS)
			out->n_small = out->n - BW_POWER_PLAYERS;
		m.weight = bw_alloc(out->n + 1, sizeof(*m.weight));
		rc = m.weight == NULL ? no_memory(err) : play_all(&m);
	}
	bw_free(m.place);
	bw_free(m.weight);
	return rc;
}
