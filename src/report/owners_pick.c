/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * owners_pick.c - which owners a drawing shows, and which it stacks.
 *
 * A listed company has thousands of holders and a page has room for tens.
 * From the company upward, each company shows its most important holders
 * (who controls, then who has most votes) one by one and the others as one
 * stack with their number, as the visualisation system of Open Ownership
 * (BOVS, Stacks) has it. The table beside the drawing names everybody.
 */
#include "report/report_priv.h"

#define SHOWN 7u   /* holders of one company */
#define OPENED 16u /* of one that the reader opened */
#define BOXES 36u  /* in all, and as many as OPENED for each opened */

struct picking {
	struct report *r;
	const struct bw_owners_drawing *in;
	const struct bw_cone *cone;
	const bool *proof;               /* per link */
	const bool *open;                /* per node */
	size_t most;                     /* boxes */
	const struct bw_owner_row **row; /* per node */
	uint32_t *box;                   /* per node, or BW_NONE */
	uint32_t *edge;                  /* into the company looked at */
	struct pick *p;
};

/* The edge by which somebody holds all of x, if that is all there is. */
static const struct bw_edge *
owned_whole(const struct picking *k, uint32_t x)
{
	const struct bw_graph *g = &k->cone->graph;
	const struct bw_edge *e;

	if (g->in_at[x + 1] != g->in_at[x] + 1)
		return NULL;
	e = &g->edge[g->in[g->in_at[x]]];
	return e->votes.lo == BW_ONE && e->holder != x ? e : NULL;
}

/* A vehicle of an owner whose stack was opened. */
static bool
in_opened(const struct picking *k, uint32_t x)
{
	const struct bw_edge *whole =
	    k->in->n_open > 0 ? owned_whole(k, x) : NULL;

	return whole != NULL && k->open[whole->holder];
}

static unsigned
weight(const struct picking *k, uint32_t edge)
{
	const struct bw_edge *e = &k->cone->graph.edge[edge];
	const struct bw_owner_row *row = k->row[e->holder];

	if (k->proof[e->stake])
		return 4;
	if (in_opened(k, e->holder))
		return 3;
	if (row == NULL)
		return 0;
	return row->controls_certain ? 2 : row->controls_possible ? 1 : 0;
}

/* Does edge a come before edge b? */
static bool
before(const struct picking *k, uint32_t a, uint32_t b)
{
	const struct bw_edge *edge = k->cone->graph.edge;
	const struct bw_edge *x = &edge[a], *y = &edge[b];
	unsigned wx = weight(k, a), wy = weight(k, b);

	if (wx != wy)
		return wx > wy;
	if (x->direct != y->direct)
		return x->direct;
	if (x->votes.hi != y->votes.hi)
		return x->votes.hi > y->votes.hi;
	if (x->votes.lo != y->votes.lo)
		return x->votes.lo > y->votes.lo;
	return a < b;
}

/* The first `most` of n edges, in order; the others behind them. */
static void
order_edges(struct picking *k, size_t n, size_t most)
{
	uint32_t swap;
	size_t best;

	for (size_t i = 0; i < n && i < most; i++) {
		best = i;
		for (size_t j = i + 1; j < n; j++)
			if (before(k, k->edge[j], k->edge[best]))
				best = j;
		swap = k->edge[i];
		k->edge[i] = k->edge[best];
		k->edge[best] = swap;
	}
}

static size_t
sorted_edges(struct picking *k, uint32_t company, size_t most)
{
	const struct bw_graph *g = &k->cone->graph;
	size_t n = g->in_at[company + 1] - g->in_at[company];

	memcpy(k->edge, g->in + g->in_at[company], n * sizeof(*k->edge));
	order_edges(k, n, most);
	return n;
}

static uint32_t
add_box(struct picking *k, uint32_t node)
{
	uint32_t i = (uint32_t)k->p->n_box++;

	k->p->box[i] = (struct pick_box){ .node = node, .of = BW_NONE };
	if (node != BW_NONE) {
		k->p->box[i].row = k->row[node];
		k->box[node] = i;
	}
	return i;
}

/* Holders that are not shown one by one; those of the proof and the others
 * apart, so that a thick arrow never stands for more than carries it. */
static void
stack(
    struct picking *k, uint32_t to, const uint32_t *edge, size_t n, bool proof)
{
	struct bw_sum votes = { 0 };
	size_t stacked = 0;
	uint32_t box;

	for (size_t i = 0; i < n; i++) {
		const struct bw_edge *e = &k->cone->graph.edge[edge[i]];

		if (k->proof[e->stake] != proof)
			continue;
		bw_sum_add(&votes, e->votes);
		stacked++;
	}
	if (stacked == 0)
		return;
	box = add_box(k, BW_NONE);
	k->p->box[box].stacked = stacked;
	k->p->box[box].of =
	    k->open[k->p->box[to].node] ? BW_NONE : k->p->box[to].node;
	k->p->arrow[k->p->n_arrow++] = (struct pick_arrow){
		.from = box, .to = to, .votes = votes, .proof = proof
	};
}

/* Vehicles of one owner that stand beside each other are one stack under
 * him: *n edges of k->edge become those that are left. */
static void
vehicles(struct picking *k, uint32_t to, size_t *n, uint32_t owner, bool proof)
{
	const struct bw_graph *g = &k->cone->graph;
	struct pick_arrow up = { 0 }, down = { .to = to, .proof = proof };
	size_t kept = 0, stacked = 0;
	uint32_t box;

	for (size_t i = 0; i < *n; i++) {
		const struct bw_edge *e = &g->edge[k->edge[i]], *whole;

		whole = owned_whole(k, e->holder);
		if (whole == NULL || whole->holder != owner ||
		    k->box[e->holder] != BW_NONE ||
		    k->proof[e->stake] != proof) {
			k->edge[kept++] = k->edge[i];
			continue;
		}
		bw_sum_add(&down.votes, e->votes);
		up.link = &k->cone->link[whole->stake];
		up.proof = k->proof[whole->stake];
		stacked++;
	}
	*n = kept;
	if (k->box[owner] == BW_NONE)
		add_box(k, owner);
	box = add_box(k, BW_NONE);
	k->p->box[box].stacked = stacked;
	k->p->box[box].vehicles = true;
	k->p->box[box].of = owner;
	down.from = up.to = box;
	up.from = k->box[owner];
	k->p->arrow[k->p->n_arrow++] = down;
	k->p->arrow[k->p->n_arrow++] = up;
}

/* How many holders beside each other, from edge i on, are such vehicles. */
static size_t
alike(const struct picking *k, size_t i, size_t n, uint32_t owner)
{
	const struct bw_graph *g = &k->cone->graph;
	bool proof = k->proof[g->edge[k->edge[i]].stake];
	size_t found = 0;

	for (; i < n; i++) {
		const struct bw_edge *e = &g->edge[k->edge[i]], *whole;

		whole = owned_whole(k, e->holder);
		found += whole != NULL && whole->holder == owner &&
		    k->box[e->holder] == BW_NONE && k->proof[e->stake] == proof;
	}
	return found;
}

#define GROUP 3u    /* so many vehicles are one stack */
#define LOOKED 256u /* holders among which vehicles are looked for */

static void
collapse(struct picking *k, uint32_t to, size_t *n)
{
	const struct bw_graph *g = &k->cone->graph;
	unsigned groups = 0;

	for (size_t i = 0; i < *n && i < LOOKED && groups < SHOWN;) {
		const struct bw_edge *e = &g->edge[k->edge[i]];
		const struct bw_edge *whole = owned_whole(k, e->holder);
		bool proof = k->proof[e->stake];

		if (whole == NULL || k->p->n_box + 2 > k->most ||
		    k->open[whole->holder] ||
		    alike(k, i, *n, whole->holder) < GROUP) {
			i++;
			continue;
		}
		vehicles(k, to, n, whole->holder, proof);
		groups++;
	}
}

/* How many holders of a company are shown one by one: more when it was
 * opened, or the owner of some of them. */
static size_t
shown_of(const struct picking *k, uint32_t company)
{
	const struct bw_graph *g = &k->cone->graph;

	if (k->in->n_open == 0)
		return SHOWN;
	if (k->open[company])
		return OPENED;
	for (uint32_t i = g->in_at[company]; i < g->in_at[company + 1]; i++)
		if (in_opened(k, g->edge[g->in[i]].holder))
			return OPENED;
	return SHOWN;
}

static void
holders(struct picking *k, uint32_t to)
{
	uint32_t company = k->p->box[to].node;
	size_t room = shown_of(k, company), shown = 0, most;
	size_t n = sorted_edges(k, company, room + 1);

	if (k->in->collapse && n > GROUP) {
		collapse(k, to, &n);
		order_edges(k, n, room + 1);
	}
	most = n > room + 1 ? room : n;
	for (; shown < most; shown++) {
		const struct bw_edge *e = &k->cone->graph.edge[k->edge[shown]];

		if (k->box[e->holder] == BW_NONE) {
			if (k->p->n_box >= k->most)
				break;
			add_box(k, e->holder);
		}
		k->p->arrow[k->p->n_arrow++] = (struct pick_arrow){
			.from = k->box[e->holder],
			.to = to,
			.link = &k->cone->link[e->stake],
			.proof = k->proof[e->stake],
		};
	}
	if (shown == n)
		return;
	stack(k, to, k->edge + shown, n - shown, true);
	stack(k, to, k->edge + shown, n - shown, false);
}

static size_t
most_edges(const struct bw_graph *g)
{
	size_t most = 1, n;

	for (uint32_t y = 0; y < g->n; y++) {
		n = g->in_at[y + 1] - g->in_at[y];
		if (n > most)
			most = n;
	}
	return most;
}

/* Room: every box but a stack shows at most OPENED holders and two stacks,
 * and two arrows for each group of vehicles. */
static int
room(struct picking *k, const bool *proof, const bool *open, struct bw_err *err)
{
	struct bw_arena *a = &k->r->a;
	size_t n = k->cone->n;

	k->proof = proof;
	k->open = open;
	k->most = BOXES + OPENED * k->in->n_open;
	k->row = BW_ARENA_ARRAY(a, const struct bw_owner_row *, n);
	k->box = BW_ARENA_ARRAY(a, uint32_t, n);
	k->edge = BW_ARENA_ARRAY(a, uint32_t, most_edges(&k->cone->graph));
	k->p->box = BW_ARENA_ARRAY(a, struct pick_box, 4 * k->most);
	k->p->arrow = BW_ARENA_ARRAY(
	    a, struct pick_arrow, k->most * (OPENED + 3 + 2 * (size_t)SHOWN));
	if (proof == NULL || open == NULL || k->row == NULL || k->box == NULL ||
	    k->edge == NULL || k->p->box == NULL || k->p->arrow == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	memset(k->box, 0xff, n * sizeof(*k->box));
	return 0;
}

int
pick_owners(struct report *r, const struct bw_owners_drawing *in,
    struct pick *p, struct bw_err *err)
{
	struct picking k = { .r = r, .in = in, .cone = in->cone, .p = p };
	bool *proof = BW_ARENA_ARRAY(&r->a, bool, in->cone->n_link + 1);
	bool *open = BW_ARENA_ARRAY(&r->a, bool, in->cone->n + 1);
	int rc;

	*p = (struct pick){ 0 };
	rc = room(&k, proof, open, err);
	if (rc != 0)
		return rc;
	for (size_t i = 0; i < in->n_proof; i++)
		proof[in->proof[i]] = true;
	for (size_t i = 0; i < in->n_open; i++)
		open[in->open[i]] = true;
	for (size_t i = 0; i < in->n_row; i++)
		k.row[in->row[i].node] = &in->row[i];
	add_box(&k, in->cone->centre);
	for (uint32_t i = 0; i < p->n_box; i++)
		if (p->box[i].node != BW_NONE)
			holders(&k, i);
	return 0;
}
