/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout.c - layers, and what needs a place in them; see layout.h.
 */
#include "report/layout_priv.h"

/* ---- cycles and layers ---------------------------------------------------
 * A walk from every box to those that point at it, box 0 first. An arrow that
 * comes from a box the walk is still inside of closes a cycle. */
struct walk {
	struct bw_layout *l;
	uint8_t *state;  /* 0 new, 1 inside, 2 done */
	uint32_t *stack; /* boxes */
	size_t *next;    /* arrow to look at next, per stack place */
	uint32_t *done;  /* boxes in order of being left */
	size_t n_done;
};

static void
walk_from(struct walk *w, uint32_t start)
{
	struct bw_layout *l = w->l;
	size_t depth = 0;

	w->stack[0] = start;
	w->next[0] = 0;
	w->state[start] = 1;
	for (;;) {
		uint32_t box = w->stack[depth];
		struct bw_layout_arrow *e;

		if (w->next[depth] == l->n_arrow) {
			w->state[box] = 2;
			w->done[w->n_done++] = box;
			if (depth-- == 0)
				return;
			continue;
		}
		e = &l->arrow[w->next[depth]++];
		if (e->to != box || e->self)
			continue;
		if (w->state[e->from] == 1)
			e->up = true;
		if (w->state[e->from] != 0)
			continue;
		w->state[e->from] = 1;
		w->stack[++depth] = e->from;
		w->next[depth] = 0;
	}
}

static int
layers(struct bw_layout *l, struct bw_arena *a, struct bw_err *err)
{
	struct walk w = { .l = l };

	w.state = BW_ARENA_ARRAY(a, uint8_t, l->n_box);
	w.stack = BW_ARENA_ARRAY(a, uint32_t, l->n_box);
	w.next = BW_ARENA_ARRAY(a, size_t, l->n_box);
	w.done = BW_ARENA_ARRAY(a, uint32_t, l->n_box);
	if (w.state == NULL || w.stack == NULL || w.next == NULL ||
	    w.done == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	for (uint32_t i = 0; i < l->n_box; i++)
		if (w.state[i] == 0)
			walk_from(&w, i);
	/* Lower boxes first: last left, first done. */
	for (size_t i = w.n_done; i-- > 0;)
		for (size_t k = 0; k < l->n_arrow; k++) {
			struct bw_layout_arrow *e = &l->arrow[k];
			unsigned above = l->box[w.done[i]].layer + 1;

			if (e->self || e->up || e->to != w.done[i])
				continue;
			if (l->box[e->from].layer < above)
				l->box[e->from].layer = above;
		}
	return 0;
}

/* ---- items: boxes, labels and the bends between --------------------------
 * Boxes stand on even ranks, labels on odd ones. */
static void
count_items(const struct bw_layout *l, struct plan *p)
{
	p->n = l->n_box;
	p->ranks = 1;
	for (size_t i = 0; i < l->n_box; i++)
		if (2 * l->box[i].layer + 1 > p->ranks)
			p->ranks = 2 * l->box[i].layer + 1;
	for (size_t k = 0; k < l->n_arrow; k++) {
		const struct bw_layout_arrow *e = &l->arrow[k];
		unsigned from = l->box[e->from].layer;
		unsigned to = l->box[e->to].layer;

		if (!e->self)
			p->n += 2 * (from > to ? from - to : to - from) - 1;
	}
}

static void
join(struct plan *p, uint32_t upper, uint32_t lower, double weight)
{
	p->wire[p->n_wire++] = (struct wire){ upper, lower, weight };
}

/* The items of one arrow, from the upper box down. */
static void
thread(struct bw_layout *l, struct plan *p, uint32_t k)
{
	struct bw_layout_arrow *e = &l->arrow[k];
	uint32_t upper = e->up ? e->to : e->from;
	uint32_t lower = e->up ? e->from : e->to;
	unsigned top = 2 * l->box[upper].layer, end = 2 * l->box[lower].layer;
	unsigned label = e->up ? end + 1 : top - 1;
	uint32_t last = upper;

	p->first[k] = (uint32_t)p->n;
	for (unsigned rank = top - 1; rank > end; rank--) {
		struct item *it = &p->item[p->n];

		*it = (struct item){ .rank = rank, .arrow = k };
		if (rank == label) {
			it->left = e->label_left;
			it->right = e->label_right;
			it->height = e->label_height;
		}
		/* Long straight lines are calmer than straight short ones. */
		join(p, last, (uint32_t)p->n, last == upper ? 2 : 8);
		last = (uint32_t)p->n++;
	}
	join(p, last, lower, 2);
}

/* Wires by one of their ends (counting sort). */
static void
group(const struct plan *p, bool by_upper, uint32_t *at, uint32_t *wire)
{
	for (size_t w = 0; w < p->n_wire; w++)
		at[(by_upper ? p->wire[w].upper : p->wire[w].lower) + 1]++;
	for (size_t i = 0; i < p->n; i++)
		at[i + 1] += at[i];
	for (size_t w = p->n_wire; w-- > 0;) {
		uint32_t end = by_upper ? p->wire[w].upper : p->wire[w].lower;

		wire[--at[end + 1]] = (uint32_t)w;
	}
	/* Filled from the back: now at[i + 1] is where i begins. */
	for (size_t i = 0; i < p->n; i++)
		at[i] = at[i + 1];
	at[p->n] = (uint32_t)p->n_wire;
}

static int
items(
    struct bw_layout *l, struct plan *p, struct bw_arena *a, struct bw_err *err)
{
	count_items(l, p);
	p->item = BW_ARENA_ARRAY(a, struct item, p->n);
	p->wire = BW_ARENA_ARRAY(a, struct wire, p->n + l->n_arrow);
	p->first = BW_ARENA_ARRAY(a, uint32_t, l->n_arrow + 1);
	p->at = BW_ARENA_ARRAY(a, uint32_t, p->ranks + 1);
	p->order = BW_ARENA_ARRAY(a, uint32_t, p->n);
	p->best = BW_ARENA_ARRAY(a, uint32_t, p->n);
	p->place = BW_ARENA_ARRAY(a, uint32_t, p->n);
	p->key = BW_ARENA_ARRAY(a, double, p->n);
	p->tree = BW_ARENA_ARRAY(a, uint32_t, p->n + 1);
	p->below_at = BW_ARENA_ARRAY(a, uint32_t, p->n + 1);
	p->above_at = BW_ARENA_ARRAY(a, uint32_t, p->n + 1);
	p->below = BW_ARENA_ARRAY(a, uint32_t, p->n + l->n_arrow);
	p->above = BW_ARENA_ARRAY(a, uint32_t, p->n + l->n_arrow);
	p->x = BW_ARENA_ARRAY(a, double, p->n);
	if (p->item == NULL || p->wire == NULL || p->first == NULL ||
	    p->at == NULL || p->order == NULL || p->best == NULL ||
	    p->place == NULL || p->key == NULL || p->x == NULL ||
	    p->tree == NULL || p->below_at == NULL || p->above_at == NULL ||
	    p->below == NULL || p->above == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a drawing");
	p->n = 0;
	for (size_t i = 0; i < l->n_box; i++)
		p->item[p->n++] = (struct item){
			.rank = 2 * l->box[i].layer,
			.left = l->box[i].width / 2,
			.right = (l->box[i].width + 1) / 2,
			.height = l->box[i].height,
			.arrow = UINT32_MAX,
		};
	for (uint32_t k = 0; k < l->n_arrow; k++)
		if (!l->arrow[k].self)
			thread(l, p, k);
	group(p, true, p->below_at, p->below);
	group(p, false, p->above_at, p->above);
	return 0;
}

int
bw_layout_run(struct bw_layout *l, struct bw_arena *a, struct bw_err *err)
{
	struct plan p = { 0 };
	int rc;

	BW_ASSERT(l->n_box > 0);
	for (size_t k = 0; k < l->n_arrow; k++) {
		BW_ASSERT(
		    l->arrow[k].from < l->n_box && l->arrow[k].to < l->n_box);
		l->arrow[k].self = l->arrow[k].from == l->arrow[k].to;
	}
	rc = layers(l, a, err);
	if (rc == 0)
		rc = items(l, &p, a, err);
	if (rc != 0)
		return rc;
	layout_order(l, &p);
	return layout_place(l, &p, a, err);
}
