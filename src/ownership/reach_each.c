/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_each.c - every pair of an owner and a company it possibly controls,
 * with the votes, in order of owner and company, without keeping them all.
 *
 * Chunks of owners are asked by all threads, a window of chunks at a time; then
 * the window is handed over in order by the calling thread. So it needs no more
 * memory than a window, and the order does not depend on the threads.
 */
#include "base/mem.h"
#include "ownership/reach_quick.h"

#define CHUNK 4096u
#define WINDOW 64u

struct rows {
	BW_VEC(struct bw_reach_row) v;
};
struct worker {
	struct reach_sums sums;
	struct bw_reach *reach;
};
struct each {
	const struct bw_net *net;
	struct reach_base *base;
	struct reach_quick quick; /* possible */
	struct worker *worker;
	unsigned n_worker;
	size_t first; /* owner with which the window begins */
	struct rows rows[WINDOW];
};

static int
by_company(const void *va, const void *vb)
{
	const struct bw_reach_row *a = va, *b = vb;

	return a->company < b->company ? -1 : a->company > b->company;
}

/* Most owners control nothing, and are done. */
static bool
nothing(const struct each *e, struct worker *w, uint32_t x, bool *ok)
{
	*ok = reach_quick_set(&e->quick, &w->sums, x);
	return *ok && !reach_quick_gave_up(&w->sums) && w->sums.list.n == 0;
}

/* What is certain among the rows of an owner, and the least votes. */
static bool
add_certain(struct bw_reach *r, struct bw_reach_row *row, size_t n)
{
	const uint32_t *set;
	size_t n_set;

	if (bw_reach_set(r, &row->owner, 1, BW_CERTAIN, &set, &n_set, NULL) !=
	    0)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct bw_sum sure = bw_reach_held(r, row[i].company);

		row[i].certain = reach_has(r, row[i].company);
		row[i].votes.lo = sure.lo;
		row[i].votes.open = (uint8_t)((row[i].votes.open & BW_HI_OPEN) |
		    (sure.open & BW_LO_OPEN));
	}
	return true;
}

static bool
ask(struct bw_reach *r, struct rows *rows, uint32_t x)
{
	struct bw_reach_row *row;
	const uint32_t *set;
	size_t n;

	if (bw_reach_set(r, &x, 1, BW_POSSIBLE, &set, &n, NULL) != 0)
		return false;
	if (n == 0)
		return true;
	if (!bw_vec_room(&rows->v, n))
		return false;
	row = rows->v.v + rows->v.n;
	for (size_t i = 0; i < n; i++)
		row[i] = (struct bw_reach_row){ .owner = x,
			.company = set[i],
			.certain = true,
			.votes = bw_reach_held(r, set[i]) };
	if (!r->as_sure && !add_certain(r, row, n))
		return false;
	if (n > 1)
		qsort(row, n, sizeof(*row), by_company);
	rows->v.n += n;
	return true;
}

static int
run_chunk(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct each *e = ctx;
	const uint32_t *out = e->net->out_at + e->first;
	struct rows *rows = &e->rows[chunk];
	struct worker *w = &e->worker[worker];
	bool ok = true;

	rows->v.n = 0;
	for (size_t i = begin; i < end && ok; i++) {
		uint32_t x = (uint32_t)(e->first + i);

		if (out[i] < out[i + 1] && !nothing(e, w, x, &ok) && ok)
			ok = ask(w->reach, rows, x);
	}
	return ok ? 0 : BW_ENOMEM;
}

static int
make_firms(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct each *e = ctx;

	(void)chunk;
	(void)worker;
	for (size_t y = begin; y < end; y++)
		reach_make_firm(e->base, (uint32_t)y);
	return 0;
}

static int
start(struct each *e, struct bw_reach_rule rule, struct bw_pool *pool,
    struct bw_err *err)
{
	int rc = reach_base_new(&e->base, e->net, NULL, rule, err);

	if (rc != 0)
		return rc;
	e->n_worker = pool != NULL ? bw_pool_threads(pool) : 1;
	e->worker = bw_calloc(e->n_worker, sizeof(*e->worker));
	if (e->worker == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for pairs");
	bw_mem_huge(e->base->firm, e->net->n * sizeof(struct firm));
	(void)!bw_pool_run(pool, e->net->n, 1u << 16, make_firms, e);
	rc = reach_quick_new(&e->quick, e->base, BW_POSSIBLE, pool, err);
	for (unsigned i = 0; i < e->n_worker && rc == 0; i++) {
		rc = reach_sums_new(&e->worker[i].sums, e->net->n, err);
		if (rc == 0)
			rc = reach_worker(&e->worker[i].reach, e->base, err);
		if (rc == 0)
			bw_mem_huge(e->worker[i].reach->acc,
			    e->net->n * sizeof(struct acc));
	}
	return rc;
}

static void
stop(struct each *e)
{
	for (unsigned i = 0; e->worker != NULL && i < e->n_worker; i++) {
		reach_sums_free(&e->worker[i].sums);
		bw_reach_free(e->worker[i].reach);
	}
	reach_quick_free(&e->quick);
	for (size_t i = 0; i < WINDOW; i++)
		bw_vec_release(&e->rows[i].v);
	reach_base_free(e->base);
	bw_free(e->worker);
}

int
bw_reach_each(const struct bw_net *net, struct bw_reach_rule rule,
    struct bw_pool *pool, bw_reach_rows_fn *fn, void *ctx, struct bw_err *err)
{
	struct each e = { .net = net };
	int rc = start(&e, rule, pool, err);

	while (rc == 0 && e.first < net->n) {
		size_t n = net->n - e.first;

		if (n > CHUNK * WINDOW)
			n = CHUNK * WINDOW;
		if (bw_pool_run(pool, n, CHUNK, run_chunk, &e) != 0)
			rc = bw_fail(err, BW_ENOMEM, "no memory for pairs");
		for (size_t i = 0; rc == 0 && i * CHUNK < n; i++)
			rc = fn(ctx, e.rows[i].v.v, e.rows[i].v.n);
		e.first += n;
	}
	stop(&e);
	return rc;
}
