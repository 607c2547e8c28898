/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_load.h - from the view to a graph around one party.
 *
 * Votes of a holder in a company: stakes in votes where the source states
 * them; else shares told as "capital and votes alike"; else capital, which is
 * marked as assumed. Exact stakes of one source in one company add up; of
 * several bands the largest is sure and the sum possible. Several sources
 * about the same pair: overlapping intervals are narrowed to the common
 * part, others are a contradiction (kept as their hull, and reported).
 * Stakes a source calls indirect are summaries of others and are left out
 * when the links they stand for are there; without links they are kept, but
 * never count against others.
 */
#ifndef BW_OWNERSHIP_LOAD_H
#define BW_OWNERSHIP_LOAD_H
#include "base/arena.h"
#include "ownership/graph.h"
#include "world/view.h"

enum bw_cone_side {
	BW_CONE_UP,   /* everybody above the party: its holders, theirs ... */
	BW_CONE_DOWN, /* everything below it, and all holders in those */
	BW_CONE_BOTH,
	BW_CONE_HOLDERS /* its direct holders only: to walk the world */
};
enum bw_link_mark {
	BW_LINK_ASSUMED = 1,      /* votes taken to follow capital */
	BW_LINK_CONTRADICTED = 2, /* sources disagree */
	BW_LINK_INDIRECT = 4,     /* declared indirect, no links known */
	BW_LINK_SUMMARY = 8       /* declared indirect, its chain is here */
};
struct bw_link {                  /* what an edge was made of */
	uint32_t holder, company; /* nodes */
	/* Unknown: [0, 100 %]. Of a right to proceeds alone (certificates of a
	 * STAK) capital is the share in the proceeds. */
	struct bw_share votes, capital;
	bool has_capital, has_votes;
	bool direct, maybe; /* controls by itself; perhaps does */
	uint8_t nature;     /* of the first stake: what to call it */
	uint8_t marks;      /* enum bw_link_mark */
	uint32_t *stake;    /* view indices that say so */
	size_t n_stake;
};
struct bw_cone {
	uint32_t n;      /* nodes */
	uint32_t *party; /* node -> party of the view */
	uint32_t centre; /* node of the party asked about */
	struct bw_link *link;
	size_t n_link;
	struct bw_edge *edge; /* one per link; edge.stake = link index */
	/* What sources declare as indirect while its chain is among the links:
	 * to be shown as declared, never counted. */
	struct bw_link *summary;
	size_t n_summary;
	struct bw_graph graph;
};
/* As of `day`. Everything in the arena but graph (bw_cone_release). */
int bw_cone_load(struct bw_cone *out, const struct bw_view *v, uint32_t party,
    enum bw_cone_side side, bw_date day, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The same around several parties, each given once: they are nodes 0, 1 ...,
 * the centre is the first. */
int bw_cone_load_all(struct bw_cone *out, const struct bw_view *v,
    const uint32_t *party, size_t n, enum bw_cone_side side, bw_date day,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
void bw_cone_release(struct bw_cone *c);
uint32_t bw_cone_node(const struct bw_cone *c, uint32_t party); /* BW_NONE */

#endif
