/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * graph.c - stakes grouped by company and by holder.
 *
 * Two counting sorts give compressed rows in both directions: edge numbers
 * stay in their original order within a row, so everything computed from
 * them is reproducible. The edges themselves stay with the caller; a row
 * costs four bytes per edge and direction.
 */
#include "ownership/graph.h"
#include "base/mem.h"

static int
check_edges(
    uint32_t n, const struct bw_edge *edge, size_t m, struct bw_err *err)
{
	if (m >= UINT32_MAX)
		return bw_fail(err, BW_ELIMIT,
		    "%zu stakes are more than one graph holds (2^32 - 2)", m);
	for (size_t i = 0; i < m; i++) {
		if (edge[i].holder >= n || edge[i].company >= n)
			return bw_fail(err, BW_EFORMAT,
			    "stake %zu names a party outside the graph of %u",
			    i, n);
		if (!bw_share_valid(edge[i].votes))
			return bw_fail(err, BW_EFORMAT,
			    "the votes of stake %zu are no part of 0 - 100 %%",
			    i);
	}
	return 0;
}

static int
alloc_rows(struct bw_graph *g, struct bw_err *err)
{
	size_t n = (size_t)g->n;

	g->in_at = bw_calloc(n + 1, sizeof(uint32_t));
	g->out_at = bw_calloc(n + 1, sizeof(uint32_t));
	g->in = bw_alloc(g->m + 1, sizeof(uint32_t));
	g->out = bw_alloc(g->m + 1, sizeof(uint32_t));
	g->sum_lo = bw_calloc(n + 1, sizeof(uint64_t));
	g->own_lo = bw_calloc(n + 1, sizeof(uint32_t));
	g->own_hi = bw_calloc(n + 1, sizeof(uint32_t));
	if (g->in_at == NULL || g->out_at == NULL || g->in == NULL ||
	    g->out == NULL || g->sum_lo == NULL || g->own_lo == NULL ||
	    g->own_hi == NULL)
		return bw_fail(err, BW_ENOMEM,
		    "no memory for a graph of %u parties and %zu stakes", g->n,
		    g->m);
	return 0;
}

static uint32_t
add_capped(uint32_t a, uint32_t b)
{
	return a + b > BW_ONE ? BW_ONE : a + b; /* both <= BW_ONE: no wrap */
}

/* Row starts from counts: at[i] becomes the end of row i, and the fill
 * below walks backwards so that it ends as the start. */
static void
fill_rows(struct bw_graph *g)
{
	const struct bw_edge *e;

	for (size_t i = 0; i < g->m; i++) {
		e = &g->edge[i];
		g->in_at[e->company]++;
		g->out_at[e->holder]++;
		g->sum_lo[e->company] += e->votes.lo;
		if (e->holder != e->company)
			continue;
		g->own_lo[e->company] =
		    add_capped(g->own_lo[e->company], e->votes.lo);
		g->own_hi[e->company] =
		    add_capped(g->own_hi[e->company], e->votes.hi);
	}
	for (size_t i = 1; i <= g->n; i++) {
		g->in_at[i] += g->in_at[i - 1];
		g->out_at[i] += g->out_at[i - 1];
	}
	for (size_t i = g->m; i-- > 0;) {
		e = &g->edge[i];
		g->in[--g->in_at[e->company]] = (uint32_t)i;
		g->out[--g->out_at[e->holder]] = (uint32_t)i;
	}
}

int
bw_graph_init(struct bw_graph *g, uint32_t n, const struct bw_edge *edge,
    size_t m, struct bw_err *err)
{
	int rc;

	memset(g, 0, sizeof(*g));
	if ((rc = check_edges(n, edge, m, err)) < 0)
		return rc;
	g->n = n;
	g->m = m;
	g->edge = edge;
	if ((rc = alloc_rows(g, err)) < 0)
		bw_graph_release(g);
	else
		fill_rows(g);
	return rc;
}

void
bw_graph_release(struct bw_graph *g)
{
	bw_free(g->in_at);
	bw_free(g->in);
	bw_free(g->out_at);
	bw_free(g->out);
	bw_free(g->sum_lo);
	bw_free(g->own_lo);
	bw_free(g->own_hi);
	memset(g, 0, sizeof(*g));
}
