/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * chain_cuts.c - minimal cuts of a few things.
 *
 * Whatever stops the product hits every way to make it. So take one way that
 * still works: a cut holds one of its things. Try each of them, go on with a
 * way that avoids it, and let the last thing of the cut be found as a single
 * point of what is left (a bounded search tree, as for hitting sets; Downey
 * and Fellows 1999). Once a thing was tried its cuts are all known, and it may
 * not be used by its later brothers: no cut is found twice. Unlike MOCUS
 * (Fussell and Vesely 1972) nothing is expanded that is not a cut, and unlike
 * its probability cut-off the limit on work is told.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "supply/chain_search.h"

struct cutting {
	struct search s;
	BW_VEC(struct bw_cut) cut;
	struct bw_cuts *out;
	unsigned size;              /* of the cuts being looked for */
	uint32_t part[BW_CUT_MOST]; /* of the cut, in the cone */
	uint64_t work;
	size_t cuts;
	struct bw_err *err;
};

static int
no_memory(struct cutting *q)
{
	return bw_fail(q->err, BW_ENOMEM, "no memory for cuts of a chain");
}

static bool
spent(const struct cutting *q)
{
	return search_work(&q->s) >= q->work || q->cut.n >= q->cuts;
}

static int
keep(struct cutting *q, uint32_t last)
{
	struct bw_cut cut = { .size = q->size };

	for (unsigned i = 0; i < q->size; i++) {
		uint32_t x = q->s.k.thing[i + 1 < q->size ? q->part[i] : last];
		unsigned at = i;

		for (; at > 0 && cut.thing[at - 1] > x; at--)
			cut.thing[at] = cut.thing[at - 1];
		cut.thing[at] = x;
	}
	return bw_vec_push(&q->cut, cut) ? 0 : no_memory(q);
}

/* Keep what stops the product with all of q->part, but not without one of
 * them. (Without the last thing it does not: then nothing was found.) */
static int
keep_minimal(struct cutting *q)
{
	struct search *s = &q->s;
	unsigned parts = q->size - 1;
	uint32_t step = parts > 0 ? LANES / parts : LANES;
	int rc = 0;

	for (uint32_t from = 0; rc == 0 && from < s->n_found; from += step) {
		uint32_t n =
		    s->n_found - from < step ? s->n_found - from : step;
		struct lanes up = { 0 };

		batch_clear(&s->batch);
		for (unsigned lane = 0; lane < n * parts; lane++) {
			batch_fail(
			    &s->batch, s->found[from + lane / parts], lane);
			for (unsigned i = 0; i < parts; i++)
				if (i != lane % parts)
					batch_fail(&s->batch, q->part[i], lane);
		}
		if (parts > 0)
			up = *batch_run(&s->batch);
		for (uint32_t i = 0; rc == 0 && i < n; i++) {
			bool minimal = true;

			for (unsigned k = i * parts; k < (i + 1) * parts; k++)
				minimal =
				    minimal && (up.w[k / 64] >> k % 64 & 1);
			if (minimal && q->cut.n < q->cuts)
				rc = keep(q, s->found[from + i]);
			else if (minimal)
				q->out->complete = false;
		}
	}
	return rc;
}

static int branch(struct cutting *q, unsigned depth);

static int
try_each(struct cutting *q, unsigned depth, const uint32_t *thing, uint32_t n)
{
	struct search *s = &q->s;
	int rc = 0;

	for (uint32_t i = 0; rc == 0 && i < n; i++) {
		if (spent(q)) {
			q->out->complete = false;
			break;
		}
		q->part[depth] = thing[i];
		s->may[thing[i]] = 0;
		s->failed[thing[i]] = 1;
		rc = branch(q, depth + 1);
		s->failed[thing[i]] = 0;
		if (depth == 0 && q->out->complete)
			q->out->tried++;
	}
	for (uint32_t i = 0; i < n; i++)
		s->may[thing[i]] = 1;
	return rc;
}

static int
branch(struct cutting *q, unsigned depth)
{
	struct search *s = &q->s;
	uint32_t *thing, n = 0;
	int rc;

	if (depth + 1 == q->size)
		return search_points(s) ? keep_minimal(q) : 0;
	memcpy(s->weight, s->may, s->k.c.n);
	if (!prover_run(&s->prover, s->failed, s->weight))
		return 0; /* a smaller cut */
	thing = bw_alloc((size_t)s->prover.n_proof + 1, sizeof(*thing));
	if (thing == NULL)
		return no_memory(q);
	for (uint32_t i = 0; i < s->prover.n_proof; i++)
		if (s->may[s->prover.proof[i]])
			thing[n++] = s->prover.proof[i];
	if (depth == 0)
		q->out->of = n;
	rc = try_each(q, depth, thing, n);
	bw_free(thing);
	return rc;
}

/* All of one size. Things that stop the product alone are in no larger
 * minimal cut. */
static int
of_size(struct cutting *q, unsigned size)
{
	int rc;

	q->size = q->out->size = size;
	q->out->tried = q->out->of = 0;
	rc = branch(q, 0);
	for (size_t i = 0; rc == 0 && size == 1 && i < q->cut.n; i++)
		q->s.may[q->s.k.here[q->cut.v[i].thing[0]]] = 0;
	return rc;
}

static int
by_things(const void *pa, const void *pb)
{
	const struct bw_cut *a = pa, *b = pb;

	if (a->size != b->size)
		return a->size < b->size ? -1 : 1;
	for (uint32_t i = 0; i < a->size; i++)
		if (a->thing[i] != b->thing[i])
			return a->thing[i] < b->thing[i] ? -1 : 1;
	return 0;
}

int
bw_chain_cuts(const struct bw_chain *c, uint32_t product, unsigned most,
    const uint8_t *may_fail, uint64_t work, size_t cuts, struct bw_cuts *out,
    struct bw_err *err)
{
	struct cutting q = {
		.out = out, .work = work, .cuts = cuts, .err = err
	};
	int rc;

	BW_ASSERT(most >= 1 && most <= BW_CUT_MOST);
	memset(out, 0, sizeof(*out));
	out->complete = true;
	if ((rc = search_init(&q.s, c, product, may_fail, err)) != 0)
		return rc;
	out->never = !search_points(&q.s);
	for (unsigned size = 1;
	     rc == 0 && !out->never && out->complete && size <= most; size++)
		rc = of_size(&q, size);
	out->work = search_work(&q.s);
	search_release(&q.s);
	if (rc != 0) {
		bw_vec_release(&q.cut);
		return rc;
	}
	if (q.cut.n > 1)
		qsort(q.cut.v, q.cut.n, sizeof(*q.cut.v), by_things);
	out->cut = q.cut.v;
	out->n = q.cut.n;
	return 0;
}

void
bw_cuts_release(struct bw_cuts *c)
{
	bw_free(c->cut);
	memset(c, 0, sizeof(*c));
}
