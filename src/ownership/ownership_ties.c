/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_ties.c - from links (what sources say of a pair) to ties (what
 * engines count): whose the capital is.
 *
 * Votes are settled by ownership_links.c. Capital differs in three ways. A
 * source may tell of votes alone: with nobody telling of capital in that
 * company it follows the votes, otherwise it may be anything (a Dutch
 * foundation that holds shares for certificate holders has all votes and
 * nothing of the proceeds). The same right may be told as shares and again as
 * a right to profits: then the larger is sure and the sum possible. And
 * control by other means has no capital at all.
 */
#include "ownership/ownership_priv.h"
#include "ownership/register.h"

/* Ties of one company: link[from .. end-1] of the cone. */
static bool
capital_told(const struct bw_link *link, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (link[i].has_capital)
			return true;
	return false;
}

/* The capital the same holder surely has by another link. */
static uint32_t
other_capital(const struct bw_link *link, size_t n, size_t self)
{
	uint32_t lo = 0;

	for (size_t i = 0; i < n; i++)
		if (i != self && link[i].holder == link[self].holder &&
		    link[i].has_capital &&
		    link[i].nature != BW_NATURE_ECONOMIC &&
		    link[i].capital.lo > lo)
			lo = link[i].capital.lo;
	return lo;
}

static struct bw_share
capital_of(const struct bw_link *link, size_t n, size_t i, bool told)
{
	const struct bw_link *k = &link[i];
	struct bw_share s = k->capital;
	uint32_t other;

	if (!k->has_capital) {
		if (k->has_votes && !told)
			return k->votes;
		if (k->has_votes || k->nature == BW_NATURE_CONSOLIDATION)
			return bw_share_unknown();
		return bw_share_exact(0);
	}
	if (k->nature != BW_NATURE_ECONOMIC)
		return s;
	other = other_capital(link, n, i);
	if (other == 0)
		return s;
	s.lo = s.lo > other ? s.lo - other : 0;
	if (s.lo == 0 && s.hi > 0)
		s.open &= BW_HI_OPEN;
	if (s.lo == s.hi)
		s.open = 0;
	return s;
}

void
link_ties(const struct bw_link *link, const struct bw_edge *edge, size_t n,
    struct bw_tie *tie)
{
	bool told = capital_told(link, n);

	for (size_t i = 0; i < n; i++) {
		tie[i] = (struct bw_tie){ .holder = link[i].holder,
			.company = link[i].company,
			.votes = edge[i].votes,
			.capital = capital_of(link, n, i, told) };
		if (link[i].direct)
			tie[i].mark |= BW_TIE_DIRECT;
		if (link[i].maybe)
			tie[i].mark |= BW_TIE_MAYBE;
		if (link[i].marks & BW_LINK_INDIRECT)
			tie[i].mark |= BW_TIE_INDIRECT;
	}
}

/* Links of a cone come company by company, so the ties keep their order
 * within a company, and link_of follows from sorting them the same way. */
int
bw_cone_net(struct bw_net *net, uint32_t **link_of, const struct bw_cone *c,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_tie *tie = BW_ARENA_ARRAY(a, struct bw_tie, c->n_link + 1);
	const struct bw_graph *g = &c->graph;
	size_t end;

	*link_of = BW_ARENA_ARRAY(a, uint32_t, c->n_link + 1);
	if (tie == NULL || *link_of == NULL)
		return bw_fail(
		    err, BW_ENOMEM, "no memory for %zu stakes", c->n_link);
	for (size_t i = 0; i < c->n_link; i = end) {
		for (end = i + 1; end < c->n_link &&
		     c->link[end].company == c->link[i].company;)
			end++;
		link_ties(&c->link[i], &c->edge[i], end - i, &tie[i]);
	}
	memcpy(*link_of, g->in, c->n_link * sizeof(**link_of));
	return bw_net_init(net, c->n, tie, c->n_link, err);
}
