/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * graph.h - the stakes an answer is computed from: plain arrays.
 *
 * Pure: no files, no SQL, no globals. Nodes are 0 .. n-1. An edge says that
 * `holder` has votes in `company`, an interval in parts per billion; or that
 * it controls the company outright (`direct`), for instance by the right to
 * appoint most of the board; or that it perhaps does (`maybe`), when a source
 * tells of influence but not how far it goes. Parallel edges add up. `stake`
 * leads back to what the edge was made of.
 */
#ifndef BW_GRAPH_H
#define BW_GRAPH_H
#include "base/share.h"

struct bw_edge {
	uint32_t holder, company;
	struct bw_share votes;
	bool direct;    /* controls, whatever the votes */
	bool maybe;     /* controls, or not: counts as possible only */
	uint32_t stake; /* the caller's index */
};

/* Edges grouped by company and by holder. The edges are borrowed. */
struct bw_graph {
	uint32_t n;
	size_t m;
	const struct bw_edge *edge;
	uint32_t *in_at, *in;   /* edges into y: in[in_at[y] .. in_at[y+1]-1] */
	uint32_t *out_at, *out; /* edges out of x */
	/* per company, over all edges into it: */
	uint64_t *sum_lo;          /* what is surely held, own votes included */
	uint32_t *own_lo, *own_hi; /* votes it holds in itself (suspended) */
};

/* O(n + m). Edges out of range and impossible shares are BW_EFORMAT. */
int bw_graph_init(struct bw_graph *g, uint32_t n, const struct bw_edge *edge,
    size_t m, struct bw_err *err) BW_MUST_USE;
void bw_graph_release(struct bw_graph *g);

#endif
