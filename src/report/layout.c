/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layout.c - layers and order; see layout.h. layout_place.c gives positions.
 */
#include "report/layout_priv.h"

#define SWEEPS 24

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
	p->x = BW_ARENA_ARRAY(a, double, p->n);
	if (p->item == NULL || p->wire == NULL || p->first == NULL ||
	    p->at == NULL || p->order == NULL || p->best == NULL ||
	    p->place == NULL || p->key == NULL || p->x == NULL)
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
	return 0;
}

/* ---- order inside a rank ------------------------------------------------ */
static void
places(struct plan *p)
{
	for (unsigned r = 0; r < p->ranks; r++)
		for (uint32_t i = p->at[r]; i < p->at[r + 1]; i++)
			p->place[p->order[i]] = i - p->at[r];
}

/* As given, or (back) the other way round. */
static void
first_order(struct plan *p, bool back)
{
	uint32_t n = 0;

	for (unsigned r = 0; r < p->ranks; r++) {
		p->at[r] = n;
		for (uint32_t i = 0; i < p->n; i++) {
			uint32_t it = back ? (uint32_t)p->n - 1 - i : i;

			if (p->item[it].rank == r)
				p->order[n++] = it;
		}
	}
	p->at[p->ranks] = n;
	places(p);
}

static size_t
crossings(const struct plan *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_wire; i++)
		for (size_t k = i + 1; k < p->n_wire; k++) {
			const struct wire *s = &p->wire[i], *t = &p->wire[k];
			int64_t up, down;

			if (p->item[s->upper].rank != p->item[t->upper].rank)
				continue;
			up = (int64_t)p->place[s->upper] - p->place[t->upper];
			down = (int64_t)p->place[s->lower] - p->place[t->lower];
			if ((up < 0 && down > 0) || (up > 0 && down < 0))
				n++;
		}
	return n;
}

/* Sort one rank by the mean place of the neighbours below (or above); who has
 * none stays where it is. Insertion keeps equals in their order, or turns it:
 * that is how an order gets out of a place where no single step helps. */
static void
sort_rank(struct plan *p, unsigned r, bool by_lower, bool turn)
{
	uint32_t *row = p->order + p->at[r];
	uint32_t n = p->at[r + 1] - p->at[r];

	for (uint32_t i = 0; i < n; i++) {
		double sum = 0, count = 0;

		for (size_t w = 0; w < p->n_wire; w++) {
			uint32_t me =
			    by_lower ? p->wire[w].upper : p->wire[w].lower;
			uint32_t other =
			    by_lower ? p->wire[w].lower : p->wire[w].upper;

			if (me != row[i])
				continue;
			sum += p->place[other];
			count++;
		}
		p->key[row[i]] = count > 0 ? sum / count : i;
	}
	for (uint32_t i = 1; i < n; i++) {
		uint32_t it = row[i], k = i;

		for (; k > 0 &&
		     (p->key[row[k - 1]] > p->key[it] ||
			 (turn && p->key[row[k - 1]] >= p->key[it]));
		     k--)
			row[k] = row[k - 1];
		row[k] = it;
	}
	for (uint32_t i = 0; i < n; i++)
		p->place[row[i]] = i;
}

/* Crossings of the wires of a with those of b, a standing left of b. */
static size_t
crossings_of(const struct plan *p, uint32_t a, uint32_t b)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_wire; i++) {
		const struct wire *s = &p->wire[i];

		if (s->upper != a && s->lower != a)
			continue;
		for (size_t k = 0; k < p->n_wire; k++) {
			const struct wire *t = &p->wire[k];

			if (s->upper == a && t->upper == b)
				n += p->place[s->lower] > p->place[t->lower];
			if (s->lower == a && t->lower == b)
				n += p->place[s->upper] > p->place[t->upper];
		}
	}
	return n;
}

/* Swap neighbours wherever that takes crossings away: barycentres alone get
 * stuck (Gansner et al. 1993). `equal`: once also where it changes nothing,
 * which may open the way for a swap that does. */
static void
swap_neighbours(struct plan *p, bool equal)
{
	bool better = true;

	for (unsigned turn = 0; better && turn < SWEEPS; turn++) {
		better = equal;
		for (unsigned r = 0; r < p->ranks; r++)
			for (uint32_t i = p->at[r]; i + 1 < p->at[r + 1]; i++) {
				uint32_t a = p->order[i], b = p->order[i + 1];
				size_t now = crossings_of(p, a, b);
				size_t then = crossings_of(p, b, a);

				if (then > now || (then == now && !equal))
					continue;
				p->order[i] = b;
				p->order[i + 1] = a;
				p->place[b]--;
				p->place[a]++;
				better = true;
			}
		equal = false;
	}
}

/* Better the order that stands, keeping the best seen. */
static void
improve(struct plan *p, size_t *fewest)
{
	for (unsigned sweep = 0; sweep<SWEEPS && * fewest> 0; sweep++) {
		bool turn = sweep % 4 >= 2;
		size_t now;

		if (sweep % 2 == 0)
			for (unsigned r = 1; r < p->ranks; r++)
				sort_rank(p, r, true, turn);
		else
			for (unsigned r = p->ranks - 1; r-- > 0;)
				sort_rank(p, r, false, turn);
		swap_neighbours(p, turn);
		now = crossings(p);
		if (now >= *fewest)
			continue;
		*fewest = now;
		memcpy(p->best, p->order, p->n * sizeof(*p->best));
	}
}

static void
order(struct bw_layout *l, struct plan *p)
{
	first_order(p, false);
	l->crossings = crossings(p);
	memcpy(p->best, p->order, p->n * sizeof(*p->best));
	improve(p, &l->crossings);
	first_order(p, true);
	improve(p, &l->crossings);
	memcpy(p->order, p->best, p->n * sizeof(*p->best));
	places(p);
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
	order(l, &p);
	return layout_place(l, &p, a, err);
}
