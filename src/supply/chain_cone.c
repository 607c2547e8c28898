/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_cone.c - the part of a chain that a product stands on.
 *
 * A walk from the product along its needs, then the same needs again with new
 * numbers: in the order of the whole chain, so that one pass from 0 upwards
 * meets every supplier before whoever needs it, and memory is read from front
 * to back.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_priv.h"

/* here[x] = 0 for what is in the cone, else BW_NONE. */
static int
reach(const struct bw_chain *c, uint32_t product, uint32_t *here,
    struct bw_err *err)
{
	uint32_t *stack = bw_alloc((size_t)c->n + 1, sizeof(*stack));
	uint32_t n = 0;

	if (stack == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to walk a chain");
	for (uint32_t x = 0; x < c->n; x++)
		here[x] = BW_NONE;
	here[product] = 0;
	stack[n++] = product;
	while (n > 0) {
		uint32_t x = stack[--n];
		uint32_t end = c->sup_at[c->need_at[x + 1]];

		for (uint32_t p = c->sup_at[c->need_at[x]]; p < end; p++)
			if (here[c->sup[p]] == BW_NONE) {
				here[c->sup[p]] = 0;
				stack[n++] = c->sup[p];
			}
	}
	bw_free(stack);
	return 0;
}

static int
copy(struct cone *k, const struct bw_chain *c, uint32_t n, struct bw_err *err)
{
	struct bw_chain_need *need =
	    bw_calloc((size_t)c->n_need + 1, sizeof(*need));
	struct bw_chain_supplier *sup =
	    bw_calloc((size_t)c->n_sup + 1, sizeof(*sup));
	size_t n_need = 0, n_sup = 0;
	int rc = 0;

	if (need == NULL || sup == NULL) {
		rc = bw_fail(err, BW_ENOMEM, "no memory for part of a chain");
		goto out;
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = k->thing[i];

		for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
			for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1];
			     p++)
				sup[n_sup++] = (struct bw_chain_supplier){
					.need = (uint32_t)n_need,
					.thing = k->here[c->sup[p]]
				};
			need[n_need].kind = BW_NEED_CAPACITY;
			need[n_need++].thing = i;
		}
	}
	rc = bw_chain_init(&k->c, n, NULL, need, n_need, sup, n_sup, err);
out:
	bw_free(need);
	bw_free(sup);
	return rc;
}

int
cone_init(struct cone *k, const struct bw_chain *c, uint32_t product,
    struct bw_err *err)
{
	uint32_t n = 0;
	int rc;

	BW_ASSERT(product < c->n);
	memset(k, 0, sizeof(*k));
	k->thing = bw_alloc((size_t)c->n + 1, sizeof(*k->thing));
	k->here = bw_alloc((size_t)c->n + 1, sizeof(*k->here));
	if (k->thing == NULL || k->here == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory for part of a chain");
	else
		rc = reach(c, product, k->here, err);
	if (rc == 0) {
		for (uint32_t i = 0; i < c->n; i++) {
			uint32_t x = c->order[i];

			if (k->here[x] == BW_NONE)
				continue;
			k->here[x] = n;
			k->thing[n++] = x;
		}
		k->product = k->here[product];
		rc = copy(k, c, n, err);
	}
	if (rc != 0)
		cone_release(k);
	return rc;
}

void
cone_release(struct cone *k)
{
	bw_chain_release(&k->c);
	bw_free(k->thing);
	bw_free(k->here);
	memset(k, 0, sizeof(*k));
}
