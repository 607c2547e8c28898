/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pairs_facts.c - see pairs_facts.h.
 *
 * Because control is transitive, who stands above whom can be read from the
 * number of controllers: whoever controls y and is not controlled by it has
 * fewer than y, and those that control each other have as many. So sorting by
 * that number is an order in which the longest chain is found in one pass.
 */
#include "ownership/pairs_facts.h"
#include "base/mem.h"
#include "base/vec.h"

/* Does y control everybody who controls it? Both rows rise. */
static bool
only_mutual(const struct bw_pairs *p, uint32_t y)
{
	uint64_t k = p->down_at[y];

	if (bw_pairs_above(p, y) == 0 ||
	    bw_pairs_above(p, y) > bw_pairs_below(p, y))
		return false;
	for (uint64_t i = p->up_at[y]; i < p->up_at[y + 1]; i++) {
		while (k < p->down_at[y + 1] && p->down[k] < p->up[i])
			k++;
		if (k == p->down_at[y + 1] || p->down[k] != p->up[i])
			return false;
	}
	return true;
}

struct groups {
	BW_VEC(uint32_t) at;
	BW_VEC(uint32_t) member;
};

static bool
add_group(struct groups *g, const struct bw_pairs *p, uint32_t y)
{
	if (!bw_vec_push(&g->at, (uint32_t)g->member.n) ||
	    !bw_vec_push(&g->member, y))
		return false;
	for (uint64_t i = p->up_at[y]; i < p->up_at[y + 1]; i++)
		if (!bw_vec_push(&g->member, p->up[i]))
			return false;
	return true;
}

static uint32_t *
keep(struct bw_arena *a, const uint32_t *v, size_t n)
{
	uint32_t *to = BW_ARENA_ARRAY(a, uint32_t, n + 1);

	if (to != NULL && n > 0)
		memcpy(to, v, n * sizeof(*to));
	return to;
}

/* Told by its first member, so the others rise behind it. */
static int
find_groups(
    struct bw_pairs_facts *f, const struct bw_pairs *p, struct bw_arena *a)
{
	struct groups g = { 0 };
	int rc = 0;

	for (uint32_t y = 0; rc == 0 && y < p->n; y++)
		if (bw_pairs_above(p, y) > 0 && y < p->up[p->up_at[y]] &&
		    only_mutual(p, y) && !add_group(&g, p, y))
			rc = BW_ENOMEM;
	if (rc == 0 && !bw_vec_push(&g.at, (uint32_t)g.member.n))
		rc = BW_ENOMEM;
	if (rc == 0) {
		f->n_group = g.at.n - 1;
		f->group_at = keep(a, g.at.v, g.at.n);
		f->member = keep(a, g.member.v, g.member.n);
		if (f->group_at == NULL || f->member == NULL)
			rc = BW_ENOMEM;
	}
	bw_vec_release(&g.at);
	bw_vec_release(&g.member);
	return rc;
}

struct chains {
	uint32_t *order; /* parties by number of controllers */
	uint32_t *start; /* for counting */
	uint32_t *depth; /* controllers above in the longest chain */
	uint32_t *from;  /* the last of them */
};

static void
sort_by_above(struct chains *c, const struct bw_pairs *p)
{
	for (uint32_t y = 0; y < p->n; y++)
		c->start[bw_pairs_above(p, y) + 1]++;
	for (uint32_t i = 1; i <= p->n; i++)
		c->start[i] += c->start[i - 1];
	for (uint32_t y = 0; y < p->n; y++)
		c->order[c->start[bw_pairs_above(p, y)]++] = y;
}

/* The end of the longest chain. */
static uint32_t
go_down(struct chains *c, const struct bw_pairs *p)
{
	uint32_t last = 0;

	for (uint32_t k = 0; k < p->n; k++) {
		uint32_t y = c->order[k];
		uint64_t above = bw_pairs_above(p, y);

		c->depth[y] = 0;
		for (uint64_t i = p->up_at[y]; i < p->up_at[y + 1]; i++) {
			uint32_t x = p->up[i];

			if (bw_pairs_above(p, x) < above &&
			    c->depth[x] + 1 > c->depth[y]) {
				c->depth[y] = c->depth[x] + 1;
				c->from[y] = x;
			}
		}
		if (c->depth[y] > c->depth[last] ||
		    (c->depth[y] == c->depth[last] && y < last))
			last = y;
	}
	return last;
}

static int
find_chain(
    struct bw_pairs_facts *f, const struct bw_pairs *p, struct bw_arena *a)
{
	struct chains c = { .order = bw_alloc(p->n + 1, sizeof(uint32_t)),
		.start = bw_calloc((size_t)p->n + 2, sizeof(uint32_t)),
		.depth = bw_calloc((size_t)p->n + 1, sizeof(uint32_t)),
		.from = bw_alloc((size_t)p->n + 1, sizeof(uint32_t)) };
	uint32_t y;
	int rc = 0;

	if (c.order == NULL || c.start == NULL || c.depth == NULL ||
	    c.from == NULL) {
		rc = BW_ENOMEM;
		goto out;
	}
	if (p->n_pair == 0)
		goto out;
	sort_by_above(&c, p);
	y = go_down(&c, p);
	if (c.depth[y] == 0)
		goto out;
	f->n_chain = c.depth[y] + 1;
	f->chain = BW_ARENA_ARRAY(a, uint32_t, f->n_chain);
	if (f->chain == NULL)
		rc = BW_ENOMEM;
	for (size_t i = f->n_chain; rc == 0 && i-- > 0; y = c.from[y])
		f->chain[i] = y;
out:
	bw_free(c.order);
	bw_free(c.start);
	bw_free(c.depth);
	bw_free(c.from);
	return rc;
}

static bool
more(const struct bw_pairs *p, uint32_t a, uint32_t b)
{
	uint64_t x = bw_pairs_below(p, a), y = bw_pairs_below(p, b);

	return x != y ? x > y : a < b;
}

/* By insertion: few are asked for, and most fall below the last at once. */
static int
find_top(struct bw_pairs_facts *f, const struct bw_pairs *p, size_t most,
    struct bw_arena *a)
{
	f->top = BW_ARENA_ARRAY(a, uint32_t, most + 1);
	if (f->top == NULL)
		return BW_ENOMEM;
	for (uint32_t x = 0; x < p->n; x++) {
		size_t i = f->n_top;

		if (bw_pairs_below(p, x) == 0 || bw_pairs_above(p, x) > 0)
			continue;
		if (i == most && (i == 0 || !more(p, x, f->top[i - 1])))
			continue;
		if (i < most)
			f->n_top++;
		else
			i--;
		for (; i > 0 && more(p, x, f->top[i - 1]); i--)
			f->top[i] = f->top[i - 1];
		f->top[i] = x;
	}
	return 0;
}

int
bw_pairs_tell(struct bw_pairs_facts *out, const struct bw_pairs *p,
    size_t n_top, struct bw_arena *a, struct bw_err *err)
{
	int rc;

	memset(out, 0, sizeof(*out));
	for (uint32_t x = 0; x < p->n; x++) {
		out->n_controller += bw_pairs_below(p, x) > 0;
		out->n_company += bw_pairs_above(p, x) > 0;
	}
	rc = find_groups(out, p, a);
	if (rc == 0)
		rc = find_chain(out, p, a);
	if (rc == 0)
		rc = find_top(out, p, n_top < p->n ? n_top : p->n, a);
	return rc == 0
	    ? 0
	    : bw_fail(err, BW_ENOMEM, "no memory for a summary of control");
}
