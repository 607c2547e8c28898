/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_points.c - single points of failure.
 *
 * Three steps, from cheap to dear. (1) What a single point needs from one
 * supplier only is a single point: one walk from the product. (2) A thing
 * that some proof does without is none. Proofs that avoid the candidates left
 * over are made as long as they halve them. (3) What is then still unsure
 * fails in a batch, 512 at a time. Step 3 alone decides; the others only
 * spare it work, so a mistake there could cost time but, for (2), not truth:
 * a proof is one.
 */
#include "base/map.h"
#include "base/mem.h"
#include "supply/chain_search.h"

int
search_init(struct search *s, const struct bw_chain *c, uint32_t product,
    const uint8_t *may_fail, struct bw_err *err)
{
	size_t n;
	int rc;

	memset(s, 0, sizeof(*s));
	if ((rc = cone_init(&s->k, c, product, err)) != 0)
		return rc;
	n = s->k.c.n;
	s->may = bw_calloc(n + 1, 1);
	s->failed = bw_calloc(n + 1, 1);
	s->weight = bw_calloc(n + 1, 1);
	s->mark = bw_calloc(n + 1, 1);
	s->found = bw_alloc(n + 1, sizeof(*s->found));
	s->left = bw_alloc(n + 1, sizeof(*s->left));
	if (s->may == NULL || s->failed == NULL || s->weight == NULL ||
	    s->mark == NULL || s->found == NULL || s->left == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to search a chain");
	if (rc == 0)
		rc = prover_init(&s->prover, &s->k, err);
	if (rc == 0)
		rc = batch_init(&s->batch, &s->k, 2 * LANES + BW_CUT_MOST, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		s->may[i] = i != s->k.product &&
		    (may_fail == NULL || may_fail[s->k.thing[i]]);
	if (rc != 0)
		search_release(s);
	return rc;
}

void
search_release(struct search *s)
{
	prover_release(&s->prover);
	batch_release(&s->batch);
	cone_release(&s->k);
	bw_free(s->may);
	bw_free(s->failed);
	bw_free(s->weight);
	bw_free(s->mark);
	bw_free(s->found);
	bw_free(s->left);
	memset(s, 0, sizeof(*s));
}

uint64_t
search_work(const struct search *s)
{
	return s->prover.work + s->batch.work;
}

/* The only supplier of a need that has not failed, or BW_NONE. */
static uint32_t
only_supplier(const struct search *s, uint32_t g)
{
	const struct bw_chain *c = &s->k.c;
	uint32_t one = BW_NONE;

	for (uint32_t p = c->sup_at[g]; p < c->sup_at[g + 1]; p++) {
		if (s->failed[c->sup[p]] || c->sup[p] == one)
			continue;
		if (one != BW_NONE)
			return BW_NONE;
		one = c->sup[p];
	}
	return one;
}

/* Step 1: marks what surely stops the product, from the product down. `left`
 * is the queue. Returns how many there are. */
static uint32_t
surely(struct search *s)
{
	const struct bw_chain *c = &s->k.c;
	uint32_t n = 0;

	memset(s->mark, 0, c->n);
	s->mark[s->k.product] = 1;
	s->left[n++] = s->k.product;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t x = s->left[i];

		for (uint32_t g = c->need_at[x]; g < c->need_at[x + 1]; g++) {
			uint32_t y = only_supplier(s, g);

			if (y == BW_NONE || s->mark[y])
				continue;
			s->mark[y] = 1;
			s->left[n++] = y;
		}
	}
	return n;
}

/* Step 2: candidates that a proof avoiding them cannot do without. */
static bool
sieve(struct search *s, uint32_t *n)
{
	uint32_t before;

	memcpy(s->weight, s->may, s->k.c.n);
	if (!prover_run(&s->prover, s->failed, s->weight))
		return false;
	*n = 0;
	for (uint32_t i = 0; i < s->prover.n_proof; i++) {
		uint32_t x = s->prover.proof[i];

		if (s->may[x] && !s->mark[x])
			s->left[(*n)++] = x;
	}
	do {
		before = *n;
		if (before <= LANES / 8)
			break;
		memset(s->weight, 0, s->k.c.n);
		for (uint32_t i = 0; i < before; i++)
			s->weight[s->left[i]] = 1;
		if (!prover_run(&s->prover, s->failed, s->weight))
			return false;
		*n = 0;
		for (uint32_t i = 0; i < before; i++)
			if (s->prover.seen[s->left[i]])
				s->left[(*n)++] = s->left[i];
	} while (*n <= before / 2);
	return true;
}

/* Step 3. */
static void
try_all(struct search *s, uint32_t n)
{
	for (uint32_t from = 0; from < n; from += LANES) {
		uint32_t m = n - from < LANES ? n - from : LANES;
		const struct lanes *up;

		batch_clear(&s->batch);
		for (uint32_t x = 0; x < s->k.c.n; x++)
			if (s->failed[x])
				batch_fail_all(&s->batch, x);
		for (uint32_t i = 0; i < m; i++)
			batch_fail(&s->batch, s->left[from + i], i);
		up = batch_run(&s->batch);
		for (uint32_t i = 0; i < m; i++)
			if ((up->w[i / 64] >> i % 64 & 1) == 0)
				s->mark[s->left[from + i]] = 1;
	}
}

bool
search_points(struct search *s)
{
	uint32_t n = 0;

	s->n_found = 0;
	surely(s);
	if (!sieve(s, &n))
		return false;
	try_all(s, n);
	for (uint32_t x = 0; x < s->k.c.n; x++)
		if (s->mark[x] && s->may[x] && !s->failed[x])
			s->found[s->n_found++] = x;
	return true;
}

static int
by_number(const void *pa, const void *pb)
{
	const uint32_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

int
bw_chain_points(const struct bw_chain *c, uint32_t product,
    const uint8_t *may_fail, uint32_t **point, size_t *n, bool *never,
    struct bw_err *err)
{
	struct search s;
	int rc = search_init(&s, c, product, may_fail, err);

	*point = NULL;
	*n = 0;
	*never = false;
	if (rc != 0)
		return rc;
	*never = !search_points(&s);
	if (!*never) {
		*point = bw_alloc((size_t)s.n_found + 1, sizeof(**point));
		if (*point == NULL)
			rc = bw_fail(
			    err, BW_ENOMEM, "no memory for single points");
		else
			*n = s.n_found;
	}
	for (size_t i = 0; i < *n; i++)
		(*point)[i] = s.k.thing[s.found[i]];
	if (*n > 1)
		qsort(*point, *n, sizeof(**point), by_number);
	search_release(&s);
	return rc;
}
