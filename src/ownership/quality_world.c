/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * quality_world.c - the flaws of all companies of a world.
 *
 * Companies are shared out over threads in chunks whose results are joined in
 * order, so that the list is the same for any number of threads. Circles are
 * found in the net of all pairs of holder and company (order.h).
 */
#include "ownership/quality.h"
#include "base/map.h"
#include "base/mem.h"
#include "ownership/order.h"
#include <stdlib.h>

#define CHUNK 2048u

struct piece { /* of one chunk */
	struct bw_flaws flaws;
	BW_VEC(struct bw_tie) tie;
};
struct world {
	const struct bw_view *v;
	bw_date day;
	struct piece *piece;
	struct bw_err *err; /* per chunk */
};

static int
company(struct world *w, struct piece *p, uint32_t y, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_cone c = { 0 };
	int rc = bw_cone_load(&c, w->v, y, BW_CONE_HOLDERS, w->day, a, err);

	if (rc == 0)
		rc = bw_quality_company(&p->flaws, w->v, w->day, y, c.link,
		    c.edge, c.n_link, c.party, err);
	for (size_t i = 0; rc == 0 && i < c.n_link; i++) {
		struct bw_tie tie = { .holder = c.party[c.link[i].holder],
			.company = y };

		if (!bw_vec_push(&p->tie, tie))
			rc = bw_fail(err, BW_ENOMEM, "no memory for circles");
	}
	bw_cone_release(&c);
	return rc;
}

static int
chunk(void *ctx, size_t number, size_t begin, size_t end, unsigned worker)
{
	struct world *w = ctx;
	const struct bw_view *v = w->v;
	struct piece *p = &w->piece[number];
	struct bw_arena_mark mark;
	struct bw_arena a;
	int rc = 0;

	(void)worker;
	bw_arena_init(&a, 0);
	mark = bw_arena_mark(&a);
	for (size_t y = begin; rc == 0 && y < end; y++) {
		uint32_t x = (uint32_t)y;

		if (v->at[x] == v->at[x + 1])
			rc = bw_quality_company(&p->flaws, v, w->day, x, NULL,
			    NULL, 0, NULL, &w->err[number]);
		else
			rc = company(w, p, x, &a, &w->err[number]);
		bw_arena_reset(&a, mark);
	}
	bw_arena_release(&a);
	return rc;
}

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for what is wrong");
}

/* A circle is told at its first company. */
static int
circles(
    struct bw_flaws *out, struct world *w, size_t chunks, struct bw_err *err)
{
	BW_VEC(struct bw_tie) all = { 0 };
	struct bw_order order = { 0 };
	struct bw_net net = { 0 };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < chunks; i++)
		for (size_t k = 0; rc == 0 && k < w->piece[i].tie.n; k++)
			if (!bw_vec_push(&all, w->piece[i].tie.v[k]))
				rc = no_memory(err);
	if (rc == 0)
		rc = bw_net_init(&net, w->v->n_party, all.v, all.n, err);
	bw_vec_release(&all);
	if (rc == 0)
		rc = bw_order_init(&order, &net, err);
	for (uint32_t i = 0; rc == 0 && i < order.n_comp; i++) {
		uint32_t n = order.comp_at[i + 1] - order.comp_at[i];
		uint32_t first = order.node[order.comp_at[i]];
		struct bw_flaw f = { .kind = BW_FLAW_LOOP,
			.holder = BW_NONE,
			.figure = n,
			.n_stake = n };

		for (uint32_t k = 1; n > 1 && k < n; k++)
			if (order.node[order.comp_at[i] + k] < first)
				first = order.node[order.comp_at[i] + k];
		f.company = first;
		f.stake = w->v->at[first];
		if (n > 1 && !bw_vec_push(&out->list, f))
			rc = no_memory(err);
	}
	bw_order_release(&order);
	bw_net_release(&net);
	return rc;
}

/* Ended, and still holding something. */
static int
ended(struct bw_flaws *out, const struct bw_view *v, bw_date day,
    struct bw_err *err)
{
	struct bw_arena a;
	uint32_t *party;
	size_t n;
	int rc;

	bw_arena_init(&a, 0);
	rc = bw_quality_ended(v, day, &a, &party, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		uint32_t x = party[i];

		for (uint32_t k = v->out_at[x]; rc == 0 && k < v->out_at[x + 1];
		     k++) {
			uint32_t s = v->out[k];
			struct bw_flaw f = { .kind = BW_FLAW_ENDED,
				.company = v->company[s],
				.holder = x,
				.figure = v->lo[s],
				.stake = s,
				.n_stake = 1 };

			if (v->nature[s] != BW_NATURE_MANAGES &&
			    bw_period_has(bw_view_valid(v, s), day) &&
			    !bw_vec_push(&out->list, f))
				rc = no_memory(err);
		}
	}
	bw_arena_release(&a);
	return rc;
}

static int
by_company(const void *pa, const void *pb)
{
	const struct bw_flaw *a = pa, *b = pb;

	if (a->company != b->company)
		return a->company < b->company ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->holder != b->holder)
		return a->holder < b->holder ? -1 : 1;
	return a->stake < b->stake ? -1 : a->stake > b->stake;
}

static int
join(struct bw_flaws *out, struct world *w, size_t chunks, struct bw_err *err)
{
	for (size_t i = 0; i < chunks; i++)
		for (size_t k = 0; k < w->piece[i].flaws.list.n; k++)
			if (!bw_vec_push(
				&out->list, w->piece[i].flaws.list.v[k]))
				return no_memory(err);
	return 0;
}

int
bw_quality_world(struct bw_flaws *out, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err)
{
	size_t chunks = ((size_t)v->n_party + CHUNK - 1) / CHUNK;
	struct world w = { .v = v, .day = day };
	int rc = 0;

	*out = (struct bw_flaws){ 0 };
	w.piece = bw_calloc(chunks + 1, sizeof(*w.piece));
	w.err = bw_calloc(chunks + 1, sizeof(*w.err));
	if (w.piece == NULL || w.err == NULL)
		rc = no_memory(err);
	if (rc == 0)
		rc = bw_pool_run(pool, v->n_party, CHUNK, chunk, &w);
	for (size_t i = 0; rc != 0 && w.err != NULL && i < chunks; i++)
		if (w.err[i].code != 0) {
			*err = w.err[i];
			break;
		}
	if (rc == 0)
		rc = join(out, &w, chunks, err);
	if (rc == 0)
		rc = circles(out, &w, chunks, err);
	if (rc == 0)
		rc = ended(out, v, day, err);
	if (rc == 0 && out->list.n > 1)
		qsort(
		    out->list.v, out->list.n, sizeof(*out->list.v), by_company);
	for (size_t i = 0; w.piece != NULL && i < chunks; i++) {
		bw_flaws_release(&w.piece[i].flaws);
		bw_vec_release(&w.piece[i].tie);
	}
	bw_free(w.piece);
	bw_free(w.err);
	return rc;
}
