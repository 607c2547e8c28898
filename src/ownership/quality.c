/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * quality.c - the flaws of one company, from its links and the stakes they
 * are made of.
 */
#include "ownership/quality.h"
#include "base/map.h"

#define MUCH (25 * BW_PERCENT) /* of a holder whose own owners matter */

const char *
bw_flaw_name(enum bw_flaw_kind kind)
{
	static const char *const name[BW_FLAW_KINDS] = {
		[BW_FLAW_ABOVE] = "above-100",
		[BW_FLAW_CONTRADICT] = "contradiction",
		[BW_FLAW_ENDED] = "ended",
		[BW_FLAW_LOOP] = "loop",
		[BW_FLAW_DANGLING] = "dangling",
		[BW_FLAW_SHORT] = "unaccounted",
		[BW_FLAW_INDIRECT] = "indirect",
		[BW_FLAW_NARROWED] = "range-exact",
		[BW_FLAW_DOUBLE] = "double",
		[BW_FLAW_OWN] = "own-stake",
	};

	return kind < BW_FLAW_KINDS ? name[kind] : "";
}

void
bw_flaws_release(struct bw_flaws *f)
{
	bw_vec_release(&f->list);
}

struct looking {
	struct bw_flaws *out;
	const struct bw_view *v;
	bw_date day;
	uint32_t company;
	const uint32_t *party;
	struct bw_err *err;
};

static int
tell(struct looking *l, enum bw_flaw_kind kind, const struct bw_link *k,
    uint64_t figure, uint32_t stake, size_t n)
{
	struct bw_flaw f = { .kind = (uint8_t)kind,
		.company = l->company,
		.holder = k != NULL ? l->party[k->holder] : BW_NONE,
		.figure = figure,
		.stake = stake,
		.n_stake = (uint32_t)n };

	return bw_vec_push(&l->out->list, f)
	    ? 0
	    : bw_fail(l->err, BW_ENOMEM, "no memory for what is wrong");
}

static int
tell_link(struct looking *l, enum bw_flaw_kind kind, const struct bw_link *k,
    uint64_t figure)
{
	return tell(l, kind, k, figure, k->stake[0], k->n_stake);
}

/* What two sources say of the same right of the same pair. Stakes of a link
 * come load by load. */
static int
two_sources(struct looking *l, const struct bw_link *k)
{
	const struct bw_view *v = l->v;
	bool narrowed = false, same = false;
	uint32_t figure = 0, share = 0;

	if (k->marks & BW_LINK_CONTRADICTED ||
	    v->load[k->stake[0]] == v->load[k->stake[k->n_stake - 1]])
		return 0;
	/* A pair in a register has a few stakes; a made-up one with
	 * thousands is looked at in part. */
	for (size_t i = 1; i < k->n_stake && i < 64; i++)
		for (size_t j = 0; j < i; j++) {
			uint32_t a = k->stake[i], b = k->stake[j];
			struct bw_share x = bw_view_share(v, a);
			struct bw_share y = bw_view_share(v, b);

			if (v->load[a] == v->load[b] ||
			    v->nature[a] != v->nature[b] ||
			    ((v->flags[a] | v->flags[b]) & BW_STAKE_NO_SHARE))
				continue;
			if (bw_share_same(x, y)) {
				same = true;
				share = x.lo;
			} else if (bw_share_is_exact(x) !=
			    bw_share_is_exact(y)) {
				narrowed = true;
				figure = bw_share_is_exact(x) ? x.lo : y.lo;
			}
		}
	if (narrowed)
		return tell_link(l, BW_FLAW_NARROWED, k, figure);
	return same ? tell_link(l, BW_FLAW_DOUBLE, k, share) : 0;
}

static int
one_link(struct looking *l, const struct bw_link *k)
{
	struct bw_share s = k->has_votes ? k->votes : k->capital;
	int rc = 0;

	if (k->marks & BW_LINK_CONTRADICTED)
		rc = tell_link(l, BW_FLAW_CONTRADICT, k, s.hi);
	if (rc == 0 && k->marks & BW_LINK_INDIRECT)
		rc = tell_link(l, BW_FLAW_INDIRECT, k, s.lo);
	if (rc == 0 && k->n_stake > 1 && (k->has_votes || k->has_capital))
		rc = two_sources(l, k);
	if (rc == 0 && l->party[k->holder] == l->company)
		rc = tell_link(l, BW_FLAW_OWN, k, s.lo);
	return rc;
}

/* All votes together: too many, or too few to tell who has the rest. */
static int
totals(struct looking *l, const struct bw_link *link,
    const struct bw_edge *edge, size_t n)
{
	struct bw_sum sum = { 0 };
	bool measured = true;
	size_t stakes = 0;

	for (size_t i = 0; i < n; i++) {
		bw_sum_add(&sum, edge[i].votes);
		stakes += link[i].n_stake;
		/* A right without votes may come with any. */
		measured = measured && link[i].has_votes;
	}
	if (n == 0)
		return 0;
	if (sum.lo > BW_ONE)
		return tell(
		    l, BW_FLAW_ABOVE, NULL, sum.lo, link[0].stake[0], stakes);
	if (measured && sum.hi < BW_ONE / 2)
		return tell(l, BW_FLAW_SHORT, NULL, BW_ONE - sum.hi,
		    link[0].stake[0], stakes);
	return 0;
}

/* Does ownership end here by its nature? */
static bool
has_owners(unsigned kind)
{
	return kind == BW_PARTY_COMPANY || kind == BW_PARTY_FUND ||
	    kind == BW_PARTY_FOUNDATION || kind == BW_PARTY_TRUST ||
	    kind == BW_PARTY_ARRANGEMENT;
}

/* Nobody tells who owns it, though it has much of others. */
static int
dangling(struct looking *l)
{
	const struct bw_view *v = l->v;
	uint32_t x = l->company, most = 0, first = BW_NONE;
	size_t n = 0;

	if (!has_owners(v->kind[x]))
		return 0;
	for (uint32_t i = v->out_at[x]; i < v->out_at[x + 1]; i++) {
		uint32_t s = v->out[i];
		bool right = v->nature[s] == BW_NATURE_BOARD ||
		    v->nature[s] == BW_NATURE_GENERAL_PARTNER ||
		    v->nature[s] == BW_NATURE_NOMINEE ||
		    v->nature[s] == BW_NATURE_CONSOLIDATION;

		if (v->nature[s] == BW_NATURE_MANAGES ||
		    !bw_period_has(bw_view_valid(v, s), l->day) ||
		    (v->lo[s] < MUCH && !right))
			continue;
		if (v->lo[s] > most)
			most = v->lo[s];
		if (first == BW_NONE)
			first = s;
		n++;
	}
	return n > 0 ? tell(l, BW_FLAW_DANGLING, NULL, most, first, n) : 0;
}

int
bw_quality_company(struct bw_flaws *out, const struct bw_view *v, bw_date day,
    uint32_t company, const struct bw_link *link, const struct bw_edge *edge,
    size_t n, const uint32_t *party, struct bw_err *err)
{
	struct looking l = { out, v, day, company, party, err };
	int rc = n == 0 ? dangling(&l) : totals(&l, link, edge, n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = one_link(&l, &link[i]);
	return rc;
}
