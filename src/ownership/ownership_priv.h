/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_priv.h - between gathering parties and making links of stakes.
 */
#ifndef BW_OWNERSHIP_PRIV_H
#define BW_OWNERSHIP_PRIV_H
#include "ownership/ownership_load.h"
#include "ownership/net.h"
#include "ownership/party_map.h"

struct cone_node {
	uint32_t party;
	bool whole; /* all stakes in it belong to the cone */
};
struct cone_build {
	const struct bw_view *v;
	bw_date day;
	struct bw_arena *a;
	bool everybody;       /* a register: nodes are parties, map is unused */
	struct party_map map; /* party -> node */
	BW_VEC(struct cone_node) node;
	BW_VEC(struct bw_link) link;
	BW_VEC(struct bw_link) summary; /* of a cone only */
	BW_VEC(struct bw_edge) edge;
	BW_VEC(uint32_t) pick; /* stakes of the link being made */
};

/* Does the stake hold on the day, and is it a stake at all? */
static inline bool
stake_counts(const struct cone_build *b, uint32_t stake)
{
	return b->v->nature[stake] != BW_NATURE_MANAGES &&
	    bw_period_has(bw_view_valid(b->v, stake), b->day);
}

static inline uint32_t
cone_node_of(const struct cone_build *b, uint32_t party)
{
	return b->everybody ? party : party_map_get(&b->map, party);
}

static inline uint32_t
cone_party_of(const struct cone_build *b, uint32_t node)
{
	return b->everybody ? node : b->node.v[node].party;
}

/* ownership_links.c: the links of one company, in order of holders. */
int cone_links(struct cone_build *b, uint32_t company, struct bw_err *err);

/* ownership_ties.c: the ties of one company, of all its n links and their
 * edges. */
void link_ties(const struct bw_link *link, const struct bw_edge *edge, size_t n,
    struct bw_tie *tie);

#endif
