/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_all.c - who controls whom, for everybody.
 *
 * Owners are asked one after the other, in chunks that threads share out. A
 * chunk keeps its own pairs, and the chunks are put together in their order, so
 * the result does not depend on who did what.
 *
 * Owners for whom the quick engine would look too much up are left to the
 * general one.
 */
#include "base/mem.h"
#include "ownership/reach_quick.h"
#include <stdatomic.h>

#define CHUNK 8192u
/* Ten times what a country has; a chain of 100,000 companies that each control
 * the next would be five milliard pairs, and 40 GB. */
#define MOST_PAIRS (UINT64_C(1) << 30)

struct chunk {           /* pairs of some owners */
	uint32_t *count; /* by owner of the chunk */
	BW_VEC(uint32_t) pair;
};
struct worker {
	struct reach_sums sums;
	struct bw_reach *reach; /* made when first needed */
};
struct all {
	const struct bw_net *net;
	struct reach_base *base;
	struct reach_quick quick;
	enum bw_certainty how;
	struct worker *worker;
	unsigned n_worker;
	struct chunk *chunk;
	size_t n_chunk;
	_Atomic uint64_t n_pair; /* found so far, by all threads */
};

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

static bool
add_set(struct chunk *c, size_t owner, const uint32_t *set, size_t n)
{
	uint32_t *at;

	if (n == 0)
		return true;
	if (!bw_vec_room(&c->pair, n))
		return false;
	at = c->pair.v + c->pair.n;
	memcpy(at, set, n * sizeof(*at));
	if (n > 1)
		qsort(at, n, sizeof(*at), by_number);
	c->pair.n += n;
	c->count[owner] = (uint32_t)n;
	return true;
}

static bool
ask(struct all *a, struct worker *w, struct chunk *c, size_t x, size_t begin)
{
	const uint32_t *set;
	uint32_t seed = (uint32_t)x;
	size_t n;

	if (!reach_quick_set(&a->quick, &w->sums, seed))
		return false;
	if (!reach_quick_gave_up(&w->sums))
		return add_set(c, x - begin, w->sums.list.v, w->sums.list.n);
	if (w->reach == NULL && reach_worker(&w->reach, a->base, NULL) != 0)
		return false;
	return bw_reach_set(w->reach, &seed, 1, a->how, &set, &n, NULL) == 0 &&
	    add_set(c, x - begin, set, n);
}

static int
run_chunk(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct all *a = ctx;
	struct chunk *c = &a->chunk[chunk];
	const uint32_t *out = a->net->out_at;

	c->count = bw_calloc(end - begin, sizeof(*c->count));
	if (c->count == NULL)
		return BW_ENOMEM;
	for (size_t x = begin; x < end; x++)
		if (out[x] < out[x + 1] &&
		    !ask(a, &a->worker[worker], c, x, begin))
			return BW_ENOMEM;
	return atomic_fetch_add(&a->n_pair, c->pair.n) + c->pair.n <= MOST_PAIRS
	    ? 0
	    : BW_ELIMIT;
}

static int
make_firms(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct all *a = ctx;

	(void)chunk;
	(void)worker;
	for (size_t y = begin; y < end; y++)
		reach_make_firm(a->base, (uint32_t)y);
	return 0;
}

static int
start(struct all *a, struct bw_pool *pool, struct bw_err *err)
{
	int rc = 0;

	a->n_worker = pool != NULL ? bw_pool_threads(pool) : 1;
	a->n_chunk = a->net->n / CHUNK + 1;
	a->worker = bw_calloc(a->n_worker, sizeof(*a->worker));
	a->chunk = bw_calloc(a->n_chunk, sizeof(*a->chunk));
	if (a->worker == NULL || a->chunk == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for pairs");
	if (a->how == BW_POSSIBLE) {
		bw_mem_huge(a->base->firm, a->net->n * sizeof(struct firm));
		(void)!bw_pool_run(pool, a->net->n, 1u << 16, make_firms, a);
	}
	rc = reach_quick_new(&a->quick, a->base, a->how, pool, err);
	for (unsigned i = 0; i < a->n_worker && rc == 0; i++)
		rc = reach_sums_new(&a->worker[i].sums, a->net->n, err);
	return rc;
}

static void
stop(struct all *a)
{
	for (unsigned i = 0; a->worker != NULL && i < a->n_worker; i++) {
		reach_sums_free(&a->worker[i].sums);
		bw_reach_free(a->worker[i].reach);
	}
	for (size_t i = 0; a->chunk != NULL && i < a->n_chunk; i++) {
		bw_free(a->chunk[i].count);
		bw_vec_release(&a->chunk[i].pair);
	}
	reach_quick_free(&a->quick);
	reach_base_free(a->base);
	bw_free(a->worker);
	bw_free(a->chunk);
}

/* Chunk by chunk, each given back as soon as it is copied. */
static int
join(struct bw_pairs *p, struct all *a, struct bw_err *err)
{
	uint64_t *at = bw_alloc((size_t)p->n + 1, sizeof(*at)), n = 0;
	uint32_t *down;

	for (size_t c = 0; c < a->n_chunk; c++)
		n += a->chunk[c].pair.n;
	down = bw_alloc(n + 1, sizeof(*down));
	p->down_at = p->own[0] = at;
	p->down = p->own[1] = down;
	p->n_pair = n;
	if (at == NULL || down == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for %llu pairs",
		    (unsigned long long)n);
	n = 0;
	for (uint32_t x = 0; x < p->n; x++) {
		struct chunk *c = &a->chunk[x / CHUNK];

		at[x] = n;
		n += c->count[x % CHUNK];
	}
	at[p->n] = n;
	for (size_t c = 0; c < a->n_chunk; c++) {
		if (a->chunk[c].pair.n > 0)
			memcpy(down + at[c * CHUNK], a->chunk[c].pair.v,
			    a->chunk[c].pair.n * sizeof(*down));
		bw_vec_release(&a->chunk[c].pair);
	}
	return 0;
}

/* The same pairs by company; owners come in order. */
static int
turn(struct bw_pairs *p, struct bw_err *err)
{
	uint64_t *at = bw_calloc((size_t)p->n + 2, sizeof(*at));
	uint32_t *up = bw_alloc(p->n_pair + 1, sizeof(*up));

	p->up_at = p->own[2] = at;
	p->up = p->own[3] = up;
	if (at == NULL || up == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for %llu pairs",
		    (unsigned long long)p->n_pair);
	for (uint64_t i = 0; i < p->n_pair; i++)
		at[p->down[i] + 2]++;
	for (size_t y = 2; y <= (size_t)p->n + 1; y++)
		at[y] += at[y - 1];
	for (uint32_t x = 0; x < p->n; x++)
		for (uint64_t i = p->down_at[x]; i < p->down_at[x + 1]; i++)
			up[at[p->down[i] + 1]++] = x;
	return 0;
}

static const char too_many[] =
    "chains so long that they make more than a milliard pairs of a controller "
    "and a company: ask about one owner";

int
bw_pairs_make(struct bw_pairs *p, const struct bw_net *net,
    struct bw_reach_rule rule, enum bw_certainty how, struct bw_pool *pool,
    struct bw_err *err)
{
	struct all a = { .net = net, .how = how };
	int rc;

	*p = (struct bw_pairs){ .n = net->n };
	if (how != BW_CERTAIN && how != BW_POSSIBLE)
		return bw_fail(err, BW_EUSAGE,
		    "control is asked for as certain or as possible");
	rc = reach_base_new(&a.base, net, NULL, rule, err);
	if (rc == 0)
		rc = start(&a, pool, err);
	if (rc == 0 &&
	    (rc = bw_pool_run(pool, net->n, CHUNK, run_chunk, &a)) != 0)
		rc = bw_fail(err, rc, "%s",
		    rc == BW_ELIMIT ? too_many : "no memory for pairs");
	if (rc == 0)
		rc = join(p, &a, err);
	stop(&a);
	if (rc == 0)
		rc = turn(p, err);
	if (rc != 0)
		bw_pairs_release(p);
	return rc;
}

/* Is every share of the column exact, and nothing said to be perhaps? */
static bool
all_exact(const struct bw_net *net, struct bw_reach_rule rule)
{
	const uint32_t *lo = rule.capital ? net->capital_lo : net->votes_lo;
	const uint32_t *hi = rule.capital ? net->capital_hi : net->votes_hi;

	for (uint32_t i = 0; i < net->m; i++)
		if (lo[i] != hi[i] ||
		    (net->mark[i] & (BW_TIE_MAYBE | BW_TIE_INDIRECT)))
			return false;
	return true;
}

int
bw_pairs_both(struct bw_pairs *sure, struct bw_pairs *may,
    const struct bw_net *net, struct bw_reach_rule rule, struct bw_pool *pool,
    struct bw_err *err)
{
	int rc = bw_pairs_make(sure, net, rule, BW_CERTAIN, pool, err);

	memset(may, 0, sizeof(*may));
	if (rc != 0)
		return rc;
	if (!all_exact(net, rule))
		return bw_pairs_make(may, net, rule, BW_POSSIBLE, pool, err);
	*may = *sure;
	memset(may->own, 0, sizeof(may->own));
	return 0;
}

void
bw_pairs_release(struct bw_pairs *p)
{
	for (size_t i = 0; i < BW_LEN(p->own); i++)
		bw_free(p->own[i]);
	memset(p, 0, sizeof(*p));
}
