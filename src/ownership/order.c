/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * order.c - components of circles, by one walk in depth.
 *
 * Tarjan's algorithm in the form of Pearce (2016, "A space-efficient
 * algorithm for finding strongly connected components"): one number a party
 * says when it was first met and, once its component is closed, which one
 * that is. The call stack is an array, so a chain of any length is fine.
 *
 * Components close from the companies at the bottom up; numbers and places
 * are therefore given out from behind, and the result begins with those that
 * nobody holds. Within a component parties come in reverse order of being
 * finished: most ties then lead forward there too, which is the order in
 * which sweeps over a circle (integrated.h) settle quickest.
 */
#include "ownership/order.h"
#include "base/mem.h"

struct walk {
	const struct bw_net *net;
	uint32_t *comp; /* 0 not met; when met (from 1); at last component */
	uint32_t *comp_at, *node;
	/* Two stacks in one array: parties being walked from the front,
	 * finished ones whose component is still open from the back. */
	uint32_t *stack, *next; /* next: tie to follow, by depth */
	uint64_t *root;         /* bit: leads its component, so far */
	uint32_t depth, open;   /* parties on the two stacks */
	uint32_t met, place, c; /* next number, lowest place and id given */
};

static void
enter(struct walk *w, uint32_t v)
{
	w->stack[w->depth] = v;
	w->next[w->depth++] = w->net->out_at[v];
	w->comp[v] = w->met++;
	w->root[v >> 6] |= UINT64_C(1) << (v & 63);
}

static void
lower(struct walk *w, uint32_t v, uint32_t met)
{
	if (met >= w->comp[v])
		return;
	w->comp[v] = met;
	w->root[v >> 6] &= ~(UINT64_C(1) << (v & 63));
}

/* v and the open parties met after it are one component. */
static void
close_component(struct walk *w, uint32_t v)
{
	uint32_t first = w->net->n - w->open, at = first, end = w->net->n;

	while (at < end && w->comp[w->stack[at]] >= w->comp[v])
		at++;
	w->place -= at - first + 1;
	w->met -= at - first + 1;
	w->open -= at - first;
	w->c--;
	w->comp_at[w->c] = w->place;
	w->node[w->place] = v;
	w->comp[v] = w->c;
	for (uint32_t i = first; i < at; i++) {
		w->node[w->place + 1 + (i - first)] = w->stack[i];
		w->comp[w->stack[i]] = w->c;
	}
}

static void
leave(struct walk *w)
{
	uint32_t v = w->stack[--w->depth];

	if (w->root[v >> 6] >> (v & 63) & 1)
		close_component(w, v);
	else
		w->stack[w->net->n - ++w->open] = v;
	if (w->depth > 0)
		lower(w, w->stack[w->depth - 1], w->comp[v]);
}

static void
walk_from(struct walk *w, uint32_t start)
{
	enter(w, start);
	while (w->depth > 0) {
		uint32_t v = w->stack[w->depth - 1], y;

		if (w->next[w->depth - 1] == w->net->out_at[v + 1]) {
			leave(w);
			continue;
		}
		y = w->net->out_company[w->next[w->depth - 1]++];
		if (w->comp[y] == 0)
			enter(w, y);
		else
			lower(w, v, w->comp[y]);
	}
}

/* Ids were given out from n downwards (so that the id of a closed component is
 * never below the number of a party being walked); make them begin at 0. */
static void
settle_ids(struct bw_order *o, struct walk *w)
{
	o->n = w->net->n;
	o->n_comp = w->net->n + 1 - w->c;
	for (uint32_t i = 0; i < o->n_comp; i++)
		w->comp_at[i] = w->comp_at[w->c + i];
	w->comp_at[o->n_comp] = o->n;
	for (uint32_t v = 0; v < o->n; v++)
		w->comp[v] -= w->c;
	o->node = w->node;
	o->comp_at = w->comp_at;
	o->comp = w->comp;
}

int
bw_order_init(struct bw_order *o, const struct bw_net *net, struct bw_err *err)
{
	size_t n = net->n;
	struct walk w = {
		.net = net, .met = 1, .place = net->n, .c = net->n + 1
	};
	uint32_t *own = bw_calloc(3 * n + 2, sizeof(uint32_t));

	memset(o, 0, sizeof(*o));
	w.stack = bw_alloc(2 * n + 1, sizeof(uint32_t));
	w.root = bw_calloc(n / 64 + 1, sizeof(uint64_t));
	if (own == NULL || w.stack == NULL || w.root == NULL) {
		bw_free(own);
		bw_free(w.stack);
		bw_free(w.root);
		return bw_fail(
		    err, BW_ENOMEM, "no memory to order %u parties", net->n);
	}
	w.next = w.stack + n;
	w.comp = own;
	w.node = own + n;
	w.comp_at = own + 2 * n;
	for (uint32_t v = 0; v < net->n; v++)
		if (w.comp[v] == 0)
			walk_from(&w, v);
	settle_ids(o, &w);
	o->own = own;
	bw_free(w.stack);
	bw_free(w.root);
	return 0;
}

void
bw_order_release(struct bw_order *o)
{
	bw_free(o->own);
	memset(o, 0, sizeof(*o));
}
