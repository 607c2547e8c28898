/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register_build.c - the ties of every company on a day.
 *
 * What sources say of a pair becomes ties by the rules of ownership_links.c and
 * ownership_ties.c. Most companies need none of that: every holder has one
 * exact stake in capital and votes alike; these are taken over as they are.
 * Companies are shared out to threads in chunks of a fixed size and put
 * together in their order.
 */
#include "ownership/register_priv.h"

#define CHUNK 32768u

struct chunk {
	uint32_t *count; /* ties by company of the chunk */
	BW_VEC(struct bw_tie) tie;
};
struct worker {
	struct cone_build b;
	struct bw_arena arena;
	struct bw_err err;
};
struct build {
	const struct bw_view *v;
	bw_date day;
	struct worker *worker;
	unsigned n_worker;
	struct chunk *chunk;
	size_t n_chunk;
	struct bw_net_columns to;
};

/* A stake that says all there is to say of its pair. */
static bool
plain(const struct bw_view *v, uint32_t s)
{
	return v->nature[s] == BW_NATURE_SHARES &&
	    (v->flags[s] & (BW_STAKE_INDIRECT | BW_STAKE_NO_SHARE)) == 0;
}

static bool
company_is_plain(const struct cone_build *b, uint32_t y)
{
	const struct bw_view *v = b->v;
	uint32_t before = BW_NONE;

	for (uint32_t s = v->at[y]; s < v->at[y + 1]; s++) {
		if (!stake_counts(b, s))
			continue;
		if (!plain(v, s) || v->holder[s] == before)
			return false;
		before = v->holder[s];
	}
	return true;
}

static bool
plain_ties(const struct cone_build *b, struct chunk *c, uint32_t y)
{
	const struct bw_view *v = b->v;

	for (uint32_t s = v->at[y]; s < v->at[y + 1]; s++) {
		struct bw_share share;

		if (!stake_counts(b, s))
			continue;
		share = bw_view_share(v, s);
		if (!bw_vec_push(&c->tie,
			(struct bw_tie){ v->holder[s], y, share, share, 0 }))
			return false;
	}
	return true;
}

static int
linked_ties(struct worker *w, struct chunk *c, uint32_t y)
{
	struct bw_arena_mark mark = bw_arena_mark(&w->arena);
	size_t n;
	int rc;

	w->b.link.n = w->b.edge.n = 0;
	rc = cone_links(&w->b, y, &w->err);
	n = w->b.link.n;
	if (rc == 0 && !bw_vec_room(&c->tie, n))
		rc = bw_fail(&w->err, BW_ENOMEM, "no memory for stakes");
	if (rc == 0 && n > 0) {
		link_ties(w->b.link.v, w->b.edge.v, n, c->tie.v + c->tie.n);
		c->tie.n += n;
	}
	bw_arena_reset(&w->arena, mark);
	return rc;
}

static int
run_chunk(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct build *k = ctx;
	struct worker *w = &k->worker[worker];
	struct chunk *c = &k->chunk[chunk];
	int rc = 0;

	c->count = bw_calloc(end - begin, sizeof(*c->count));
	if (c->count == NULL)
		return bw_fail(&w->err, BW_ENOMEM, "no memory for stakes");
	for (size_t y = begin; y < end && rc == 0; y++) {
		size_t n = c->tie.n;

		if (!company_is_plain(&w->b, (uint32_t)y))
			rc = linked_ties(w, c, (uint32_t)y);
		else if (!plain_ties(&w->b, c, (uint32_t)y))
			rc =
			    bw_fail(&w->err, BW_ENOMEM, "no memory for stakes");
		c->count[y - begin] = (uint32_t)(c->tie.n - n);
	}
	return rc;
}

/* Row starts first: then every chunk knows where its ties go. */
static int
copy_chunk(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct build *k = ctx;
	struct chunk *c = &k->chunk[chunk];
	uint32_t at = k->to.in_at[begin];

	(void)end;
	(void)worker;
	for (size_t i = 0; i < c->tie.n; i++)
		bw_net_put(&k->to, at + (uint32_t)i, &c->tie.v[i]);
	bw_vec_release(&c->tie);
	return 0;
}

static int
join(struct build *k, struct bw_net *net, struct bw_pool *pool,
    struct bw_err *err)
{
	uint32_t n = k->v->n_party, at = 0;
	size_t m = 0;
	int rc;

	for (size_t i = 0; i < k->n_chunk; i++)
		m += k->chunk[i].tie.n;
	if (m >= UINT32_MAX)
		return bw_fail(err, BW_ELIMIT, "more than 2^32 - 2 stakes");
	rc = bw_net_room(net, n, (uint32_t)m, &k->to, err);
	if (rc != 0)
		return rc;
	for (uint32_t y = 0; y < n; y++) {
		k->to.in_at[y] = at;
		at += k->chunk[y / CHUNK].count[y % CHUNK];
	}
	k->to.in_at[n] = at;
	(void)!bw_pool_run(pool, n, CHUNK, copy_chunk, k);
	return bw_net_index(net, &k->to, err);
}

static int
start(struct build *k, struct bw_pool *pool, struct bw_err *err)
{
	k->n_worker = pool != NULL ? bw_pool_threads(pool) : 1;
	k->n_chunk = k->v->n_party / CHUNK + 1;
	k->worker = bw_calloc(k->n_worker, sizeof(*k->worker));
	k->chunk = bw_calloc(k->n_chunk, sizeof(*k->chunk));
	if (k->worker == NULL || k->chunk == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for stakes");
	for (unsigned i = 0; i < k->n_worker; i++) {
		struct worker *w = &k->worker[i];

		bw_arena_init(&w->arena, 0);
		bw_err_clear(&w->err);
		w->b = (struct cone_build){ .v = k->v,
			.day = k->day,
			.a = &w->arena,
			.everybody = true };
	}
	return 0;
}

static void
stop(struct build *k)
{
	for (unsigned i = 0; k->worker != NULL && i < k->n_worker; i++) {
		bw_vec_release(&k->worker[i].b.link);
		bw_vec_release(&k->worker[i].b.edge);
		bw_vec_release(&k->worker[i].b.pick);
		bw_arena_release(&k->worker[i].arena);
	}
	for (size_t i = 0; k->chunk != NULL && i < k->n_chunk; i++) {
		bw_free(k->chunk[i].count);
		bw_vec_release(&k->chunk[i].tie);
	}
	bw_free(k->worker);
	bw_free(k->chunk);
}

int
register_build(struct bw_net *net, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err)
{
	struct build k = { .v = v, .day = day };
	int rc = start(&k, pool, err);

	memset(net, 0, sizeof(*net));
	if (rc == 0 &&
	    (rc = bw_pool_run(pool, v->n_party, CHUNK, run_chunk, &k)) != 0) {
		for (unsigned i = 0; i < k.n_worker; i++)
			if (k.worker[i].err.code != 0)
				bw_fail(err, k.worker[i].err.code, "%s",
				    k.worker[i].err.what);
	}
	if (rc == 0)
		rc = join(&k, net, pool, err);
	stop(&k);
	if (rc != 0)
		bw_net_release(net);
	return rc;
}
