/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_data.c - what is wrong, old or odd in the data themselves.
 *
 * Answers are still given: a total above 100 % or two sources that disagree
 * make them less sure, never silently other ones. A loop of stakes is no
 * error; it is told because readers expect a tree.
 */
#include "ownership/ownership_speak.h"

#define YEAR 365 /* older than this is called old; a choice, not a rule */

static struct bw_finding *
add_data(struct speak *s, const char *id, enum bw_level level)
{
	struct bw_finding *f = speak_add(s, id, level, BW_CERTAIN);

	if (f != NULL)
		f->pillar = BW_DATA;
	return f;
}

static void
say_above(struct speak *s, uint32_t y)
{
	const struct bw_graph *g = &s->cone->graph;
	struct bw_sum sum = { .lo = g->sum_lo[y], .hi = g->sum_lo[y] };
	struct bw_text company = speak_name(s, y);
	struct links into = { g->in + g->in_at[y],
		g->in_at[y + 1] - g->in_at[y] };
	struct bw_finding *f = add_data(s, "data.above-100", BW_PLAN);

	if (f == NULL)
		return;
	f->subject = party_of(s, y);
	f->title = FILL(s, "data.above-100.title", { "company", company });
	f->reason = FILL(s, "data.above-100.reason", { "company", company },
	    { "sum", speak_sum(s, sum) });
	speak_evidence(s, f, &into);
	speak_todo(
	    f, bw_text("data.above-100.todo"), "ownership.who.owner-of-data");
}

static void
say_contradiction(struct speak *s, uint32_t link)
{
	const struct bw_link *k = &s->cone->link[link];
	struct links one = { &link, 1 };
	struct bw_finding *f = add_data(s, "data.contradiction", BW_PLAN);

	if (f == NULL)
		return;
	f->subject = party_of(s, k->company);
	f->title = FILL(s, "data.contradiction.title",
	    { "holder", speak_name(s, k->holder) },
	    { "company", speak_name(s, k->company) });
	f->reason = FILL(s, "data.contradiction.reason",
	    { "share", speak_share(s, k->has_votes ? k->votes : k->capital) });
	speak_evidence(s, f, &one);
	speak_todo(
	    f, bw_text("data.above-100.todo"), "ownership.who.owner-of-data");
}

/* Strongly connected components (Tarjan, "Depth-first search and linear
 * graph algorithms", SIAM J. Comput. 1, 1972), without recursion: in a chain
 * of a million holders the C stack would not do. */
struct tarjan {
	const struct bw_graph *g;
	uint32_t *index, *low, *next, *path, *stack;
	uint32_t n_path, n_stack, count;
};

static void
open_node(struct tarjan *t, uint32_t x)
{
	t->index[x] = t->low[x] = ++t->count;
	t->next[x] = t->g->in_at[x];
	t->path[t->n_path++] = x;
	t->stack[t->n_stack++] = x;
}

/* One step; the size of the component that x closed, else 0. It lies on the
 * stack from n_stack on. Finished nodes have low BW_NONE. */
static uint32_t
step(struct tarjan *t)
{
	uint32_t x = t->path[t->n_path - 1], z, size = 0;

	if (t->next[x] < t->g->in_at[x + 1]) {
		const struct bw_edge *e = &t->g->edge[t->g->in[t->next[x]++]];

		z = e->holder;
		if (t->index[z] == 0)
			open_node(t, z);
		else if (t->low[z] != BW_NONE && t->index[z] < t->low[x])
			t->low[x] = t->index[z];
		return 0;
	}
	t->n_path--;
	if (t->n_path > 0 && t->low[x] < t->low[t->path[t->n_path - 1]])
		t->low[t->path[t->n_path - 1]] = t->low[x];
	if (t->low[x] != t->index[x])
		return 0;
	do {
		z = t->stack[--t->n_stack];
		t->low[z] = BW_NONE;
		size++;
	} while (z != x);
	return size;
}

static void
tell_loop(struct speak *s, const uint32_t *node, uint32_t n)
{
	struct bw_finding *f = add_data(s, "data.loop", BW_KNOW);

	if (f == NULL)
		return;
	f->title =
	    FILL(s, "data.loop.title", { "company", speak_name(s, s->y) });
	f->reason =
	    FILL(s, "data.loop.reason", { "names", speak_names(s, node, n) });
	for (uint32_t i = 0; i < n; i++) {
		struct links held = speak_held(s, node, n, node[i]);

		speak_evidence(s, f, &held);
	}
}

static void
say_loops(struct speak *s)
{
	size_t n = (size_t)s->cone->n + 1;
	struct tarjan t = { .g = &s->cone->graph,
		.index = BW_ARENA_ARRAY(s->a, uint32_t, n),
		.low = BW_ARENA_ARRAY(s->a, uint32_t, n),
		.next = BW_ARENA_ARRAY(s->a, uint32_t, n),
		.path = BW_ARENA_ARRAY(s->a, uint32_t, n),
		.stack = BW_ARENA_ARRAY(s->a, uint32_t, n) };
	uint32_t size;

	if (t.index == NULL || t.low == NULL || t.next == NULL ||
	    t.path == NULL || t.stack == NULL) {
		speak_nomem(s);
		return;
	}
	open_node(&t, s->y); /* only what is above the company */
	while (t.n_path > 0 && s->rc == 0) {
		size = step(&t);
		if (size > 1)
			tell_loop(s, t.stack + t.n_stack, size);
	}
}

/* Loads that the links rest on, each once, in order of number. */
static uint32_t *
loads_used(struct speak *s, size_t *n)
{
	BW_VEC(uint32_t) list = { 0 };
	uint32_t *kept;

	*n = 0;
	for (size_t i = 0; i < s->cone->n_link; i++) {
		const struct bw_link *k = &s->cone->link[i];

		for (size_t j = 0; j < k->n_stake; j++) {
			uint32_t load = s->v->load[k->stake[j]];
			size_t at = list.n;

			while (at > 0 && list.v[at - 1] > load)
				at--;
			if (at > 0 && list.v[at - 1] == load)
				continue;
			if (!bw_vec_push(&list, load)) {
				speak_nomem(s);
				goto out;
			}
			memmove(&list.v[at + 1], &list.v[at],
			    (list.n - 1 - at) * sizeof(*list.v));
			list.v[at] = load;
		}
	}
out:
	kept = BW_ARENA_ARRAY(s->a, uint32_t, list.n + 1);
	if (kept == NULL)
		speak_nomem(s);
	else if (list.n > 0)
		memcpy(kept, list.v, list.n * sizeof(*kept));
	*n = kept ? list.n : 0;
	bw_vec_release(&list);
	return kept;
}

static struct bw_text
source_text(struct speak *s, const struct bw_source *source)
{
	struct bw_buf b = { 0 };
	struct bw_str date = { 0 };

	bw_date_print(&b, source->published);
	if (!b.failed)
		date = bw_arena_dup(s->a, bw_buf_get(&b));
	bw_buf_release(&b);
	if (date.p == NULL)
		speak_nomem(s);
	return FILL(s, "data.stale.item",
	    { "name", bw_text_same(source->name) },
	    { "date", bw_text_same(date) });
}

static void
say_stale(struct speak *s)
{
	struct bw_world *w = bw_view_world(s->v);
	size_t n, n_old = 0;
	uint32_t *load = loads_used(s, &n);
	struct bw_text *name = BW_ARENA_ARRAY(s->a, struct bw_text, n + 1);
	struct bw_source source;
	struct bw_finding *f;

	if (name == NULL)
		speak_nomem(s);
	for (size_t i = 0; i < n && s->rc == 0; i++) {
		s->rc = bw_world_source(w, load[i], s->a, &source, s->err);
		if (s->rc == 0 && source.published != BW_DATE_MIN &&
		    source.published < s->day - YEAR)
			name[n_old++] = source_text(s, &source);
	}
	if (s->rc < 0 || n_old == 0)
		return;
	f = add_data(s, "data.stale", BW_KNOW);
	if (f == NULL)
		return;
	f->title = bw_text("data.stale.title");
	f->reason = FILL(s, "data.stale.reason",
	    { "names", speak_join(s, name, n_old, ", ", "ownership.and") });
	speak_todo(
	    f, bw_text("data.stale.todo"), "ownership.who.owner-of-data");
}

void
say_data(struct speak *s)
{
	for (uint32_t y = 0; y < s->cone->n && s->rc == 0; y++)
		if (s->cone->graph.sum_lo[y] > BW_ONE)
			say_above(s, y);
	for (size_t i = 0; i < s->cone->n_link && s->rc == 0; i++)
		if (s->cone->link[i].marks & BW_LINK_CONTRADICTED)
			say_contradiction(s, (uint32_t)i);
	if (s->rc == 0)
		say_loops(s);
	if (s->rc == 0)
		say_stale(s);
}
