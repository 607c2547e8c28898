/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_proof.c - one way to make the product, with few things of a kind.
 *
 * From the suppliers up every need takes the supplier whose own proof weighs
 * least; a thing weighs the sum of its needs. That counts what is used twice
 * twice (the smallest proof is a hard problem: it contains set cover), but
 * any proof will do for whoever asks; a small one asks less. In a circle a
 * thing may only use what was made before it, so the proof has a beginning.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_priv.h"

int
prover_init(struct prover *p, const struct cone *k, struct bw_err *err)
{
	size_t n = k->c.n;

	memset(p, 0, sizeof(*p));
	p->k = k;
	p->size = bw_alloc(n + 1, sizeof(*p->size));
	p->chosen = bw_alloc((size_t)k->c.n_need + 1, sizeof(*p->chosen));
	p->queue = bw_alloc(n + 1, sizeof(*p->queue));
	p->open = bw_alloc(n + 1, sizeof(*p->open));
	p->seen = bw_calloc(n + 1, sizeof(*p->seen));
	p->proof = bw_alloc(n + 1, sizeof(*p->proof));
	if (p->size == NULL || p->chosen == NULL || p->queue == NULL ||
	    p->open == NULL || p->seen == NULL || p->proof == NULL) {
		prover_release(p);
		return bw_fail(
		    err, BW_ENOMEM, "no memory for ways to make a product");
	}
	return 0;
}

void
prover_release(struct prover *p)
{
	bw_free(p->size);
	bw_free(p->chosen);
	bw_free(p->queue);
	bw_free(p->open);
	bw_free(p->seen);
	bw_free(p->proof);
	memset(p, 0, sizeof(*p));
}

/* The lightest supplier of a need that can be made; BW_NONE when none can. */
static uint32_t
lightest(struct prover *p, uint32_t g)
{
	const struct bw_chain *c = &p->k->c;
	uint32_t best = BW_NONE;

	for (uint32_t i = c->sup_at[g]; i < c->sup_at[g + 1]; i++) {
		uint32_t s = c->sup[i];

		if (p->size[s] >= 0 &&
		    (best == BW_NONE || p->size[s] < p->size[best]))
			best = s;
	}
	p->work += c->sup_at[g + 1] - c->sup_at[g];
	return best;
}

static void
make(struct prover *p, uint32_t x, const uint8_t *failed, const uint8_t *weight)
{
	const struct bw_chain *c = &p->k->c;
	double size = weight[x];

	p->work++;
	p->size[x] = -1;
	if (failed[x])
		return;
	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
		p->chosen[g] = lightest(p, g);
		if (p->chosen[g] == BW_NONE)
			return;
		size += p->size[p->chosen[g]];
	}
	p->size[x] = size;
}

/* How many needs of x are met from outside its circle not at all. */
static uint32_t
open_needs(struct prover *p, uint32_t x)
{
	const struct bw_chain *c = &p->k->c;
	uint32_t open = 0;

	for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
		p->chosen[g] = lightest(p, g);
		open += p->chosen[g] == BW_NONE;
	}
	return open;
}

static void
met(struct prover *p, uint32_t x, const uint8_t *failed, uint32_t *n)
{
	const struct bw_chain *c = &p->k->c;

	for (uint32_t u = c->use_at[x]; u < c->use_at[x + 1]; u++) {
		uint32_t g = c->use[u], y = c->owner[g];

		if (c->comp[y] != c->comp[x] || p->chosen[g] != BW_NONE)
			continue;
		p->chosen[g] = x;
		if (--p->open[y] == 0 && !failed[y])
			p->queue[(*n)++] = y;
	}
}

static void
circle(struct prover *p, const uint32_t *thing, uint32_t size,
    const uint8_t *failed, const uint8_t *weight)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < size; i++)
		p->size[thing[i]] = -1;
	for (uint32_t i = 0; i < size; i++) {
		p->open[thing[i]] = open_needs(p, thing[i]);
		if (p->open[thing[i]] == 0 && !failed[thing[i]])
			p->queue[n++] = thing[i];
	}
	for (uint32_t i = 0; i < n; i++) {
		make(p, p->queue[i], failed, weight);
		met(p, p->queue[i], failed, &n);
	}
}

static void
collect(struct prover *p)
{
	const struct bw_chain *c = &p->k->c;

	for (uint32_t i = 0; i < p->n_proof; i++)
		p->seen[p->proof[i]] = 0;
	p->proof[0] = p->k->product;
	p->seen[p->k->product] = 1;
	p->n_proof = 1;
	for (uint32_t i = 0; i < p->n_proof; i++) {
		uint32_t x = p->proof[i];

		for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
			uint32_t s = p->chosen[g];

			if (p->seen[s])
				continue;
			p->seen[s] = 1;
			p->proof[p->n_proof++] = s;
		}
	}
	p->work += p->n_proof;
}

bool
prover_run(struct prover *p, const uint8_t *failed, const uint8_t *weight)
{
	const struct bw_chain *c = &p->k->c;

	for (uint32_t i = 0; i < c->n_comp; i++) {
		const uint32_t *thing = &c->order[c->comp_at[i]];
		uint32_t n = c->comp_at[i + 1] - c->comp_at[i];

		if (n > 1)
			circle(p, thing, n, failed, weight);
		else {
			p->size[*thing] = -1;
			make(p, *thing, failed, weight);
		}
	}
	if (p->size[p->k->product] < 0)
		return false;
	collect(p);
	return true;
}
