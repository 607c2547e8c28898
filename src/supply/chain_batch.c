/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_batch.c - 512 what-ifs in one pass.
 *
 * Bit i of a thing says whether it can be made in what-if i: AND over its
 * needs of OR over their suppliers, word by word. Outside circles one pass
 * from the suppliers up is enough. In a circle all bits begin as "no" and are
 * worked out anew as long as one of a supplier turns to "yes": the least
 * model, as in chain.c. Bits only turn once, so that ends.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_priv.h"

int
batch_init(
    struct batch *b, const struct cone *k, uint32_t most, struct bw_err *err)
{
	size_t n = k->c.n;

	memset(b, 0, sizeof(*b));
	BW_ASSERT(most < UINT16_MAX);
	b->k = k;
	b->up = bw_calloc(n + 1, sizeof(*b->up));
	b->own = bw_alloc((size_t)most + 1, sizeof(*b->own));
	b->row = bw_calloc(n + 1, sizeof(*b->row));
	b->failing = bw_alloc((size_t)most + 1, sizeof(*b->failing));
	b->queue = bw_alloc(n + 1, sizeof(*b->queue));
	b->queued = bw_calloc(n + 1, sizeof(*b->queued));
	if (b->up == NULL || b->own == NULL || b->row == NULL ||
	    b->failing == NULL || b->queue == NULL || b->queued == NULL) {
		batch_release(b);
		return bw_fail(
		    err, BW_ENOMEM, "no memory to try failures in a chain");
	}
	memset(&b->own[0], 0xff, sizeof(b->own[0]));
	return 0;
}

void
batch_release(struct batch *b)
{
	bw_free(b->up);
	bw_free(b->own);
	bw_free(b->row);
	bw_free(b->failing);
	bw_free(b->queue);
	bw_free(b->queued);
	memset(b, 0, sizeof(*b));
}

void
batch_clear(struct batch *b)
{
	for (uint32_t i = 0; i < b->n_failing; i++)
		b->row[b->failing[i]] = 0;
	b->n_failing = 0;
}

static struct lanes *
row_of(struct batch *b, uint32_t thing)
{
	if (b->row[thing] == 0) {
		b->failing[b->n_failing++] = thing;
		b->row[thing] = (uint16_t)b->n_failing;
		b->own[b->n_failing] = b->own[0];
	}
	return &b->own[b->row[thing]];
}

void
batch_fail(struct batch *b, uint32_t thing, unsigned lane)
{
	row_of(b, thing)->w[lane / 64] &= ~(UINT64_C(1) << lane % 64);
}

void
batch_fail_all(struct batch *b, uint32_t thing)
{
	memset(row_of(b, thing), 0, sizeof(struct lanes));
}

static struct lanes
work_out(struct batch *b, uint32_t x)
{
	const struct bw_chain *c = &b->k->c;
	struct lanes all = b->own[b->row[x]], any;

	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
		memset(&any, 0, sizeof(any));
		for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++) {
			const struct lanes *s = &b->up[c->sup[p]];

			for (unsigned i = 0; i < LANE_WORDS; i++)
				any.w[i] |= s->w[i];
		}
		for (unsigned i = 0; i < LANE_WORDS; i++)
			all.w[i] &= any.w[i];
	}
	b->work += c->sup_at[c->need_at[x + 1]] - c->sup_at[c->need_at[x]] + 1;
	return all;
}

static void
push_users(struct batch *b, uint32_t x, uint32_t *end, uint32_t n)
{
	const struct bw_chain *c = &b->k->c;

	for (uint32_t u = c->use_at[x]; u < c->use_at[x + 1]; u++) {
		uint32_t y = c->owner[c->use[u]];

		if (c->comp[y] != c->comp[x] || b->queued[y])
			continue;
		b->queued[y] = 1;
		b->queue[*end] = y;
		*end = *end + 1 == n ? 0 : *end + 1;
	}
}

/* The queue is a ring: a thing stands in it at most once. */
static void
circle(struct batch *b, const uint32_t *thing, uint32_t n)
{
	uint32_t begin = 0, end = 0, size = n + 1;

	for (uint32_t i = 0; i < n; i++) {
		memset(&b->up[thing[i]], 0, sizeof(struct lanes));
		b->queue[end++] = thing[i];
		b->queued[thing[i]] = 1;
	}
	while (begin != end) {
		uint32_t x = b->queue[begin];
		struct lanes now;

		begin = begin + 1 == size ? 0 : begin + 1;
		b->queued[x] = 0;
		now = work_out(b, x);
		if (memcmp(&now, &b->up[x], sizeof(now)) == 0)
			continue;
		b->up[x] = now;
		push_users(b, x, &end, size);
	}
}

const struct lanes *
batch_run(struct batch *b)
{
	const struct bw_chain *c = &b->k->c;

	for (uint32_t i = 0; i < c->n_comp; i++) {
		const uint32_t *thing = &c->order[c->comp_at[i]];
		uint32_t n = c->comp_at[i + 1] - c->comp_at[i];

		if (n > 1) {
			circle(b, thing, n);
			continue;
		}
		/* Who needs itself cannot have it. */
		memset(&b->up[*thing], 0, sizeof(struct lanes));
		b->up[*thing] = work_out(b, *thing);
	}
	return &b->up[b->k->product];
}
