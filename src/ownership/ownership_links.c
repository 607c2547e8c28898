/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ownership_links.c - from what sources say to what the engine counts.
 *
 * All stakes of one holder in one company become a few links: one for votes
 * (from votes, shares and capital), one for every other nature, and the same
 * for what a source calls indirect. The choices made here are the only ones
 * that are not exact, so each errs on the safe side: certain stays certain,
 * possible stays possible. They are told in doc/ownership.md.
 */
#include "ownership/ownership_priv.h"

/* Which of several statements about votes is the better one. */
enum tier {
	TIER_NONE,
	TIER_CAPITAL, /* votes may follow capital */
	TIER_SHARES,  /* capital and votes alike */
	TIER_VOTES
};

static enum tier
votes_tier(unsigned nature)
{
	switch (nature) {
	case BW_NATURE_VOTES:
		return TIER_VOTES;
	case BW_NATURE_SHARES:
		return TIER_SHARES;
	case BW_NATURE_CAPITAL:
		return TIER_CAPITAL;
	default:
		return TIER_NONE;
	}
}

static enum tier
capital_tier(unsigned nature)
{
	switch (nature) {
	case BW_NATURE_CAPITAL:
		return TIER_VOTES;
	case BW_NATURE_SHARES:
		return TIER_SHARES;
	default:
		return TIER_NONE;
	}
}

/* What one source says, being added up. */
struct said {
	uint64_t lo, hi;
	uint32_t most_lo;
	uint8_t open;
	bool all_exact, any;
};

static void
said_add(struct said *s, struct bw_share share)
{
	if (!s->any)
		*s = (struct said){ .all_exact = true, .any = true };
	s->lo += share.lo;
	s->hi += share.hi;
	if (share.lo > s->most_lo)
		s->most_lo = share.lo;
	s->open |= share.open;
	s->all_exact = s->all_exact && bw_share_is_exact(share);
}

/* Exact stakes of one source add up. Bands may speak of the same shares
 * twice (UK registers list a person once per right), so of them at least the
 * largest is sure, and at most the sum possible. */
static struct bw_share
said_share(const struct said *s, struct bw_share only, size_t n, bool *odd)
{
	struct bw_share sum = { .lo = s->most_lo };

	if (n == 1)
		return only;
	if (s->all_exact && s->lo <= BW_ONE)
		return bw_share_exact((uint32_t)s->lo);
	*odd |= s->all_exact; /* one holder with more than everything */
	sum.hi = s->hi < BW_ONE ? (uint32_t)s->hi : BW_ONE;
	if (s->hi <= BW_ONE && sum.lo < sum.hi)
		sum.open = s->open & BW_HI_OPEN;
	return sum;
}

struct verdict {
	struct bw_share share;
	enum tier tier;
	bool contradicted, any;
};

/* The stakes of one source: pick[from .. end-1]. Only its best tier counts,
 * and a stake without a share only when there is no other. */
static struct verdict
one_source(const struct cone_build *b, size_t from, size_t end,
    enum tier (*tier_of)(unsigned))
{
	const struct bw_view *v = b->v;
	struct verdict out = { .tier = TIER_NONE };
	struct bw_share last = bw_share_unknown();
	struct said said = { 0 };
	bool has_share = false;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = from; i < end; i++) {
			uint32_t s = b->pick.v[i];
			bool told = !(v->flags[s] & BW_STAKE_NO_SHARE);
			enum tier t = tier_of(v->nature[s]);

			if (pass == 0) {
				if (t != TIER_NONE && told > has_share) {
					has_share = told;
					out.tier = TIER_NONE;
				}
				if (told == has_share && t > out.tier)
					out.tier = t;
			} else if (t == out.tier && told == has_share) {
				last = bw_view_share(v, s);
				said_add(&said, last);
				n++;
			}
		}
	out.any = out.tier != TIER_NONE;
	if (out.any)
		out.share = said_share(&said, last, n, &out.contradicted);
	return out;
}

/* Another source about the same pair: the common part of both, or, when
 * there is none, everything from the one to the other, and the mark. */
static void
join(struct verdict *all, const struct verdict *one)
{
	struct bw_share both;

	all->contradicted |= one->contradicted;
	if (!all->any) {
		*all = *one;
		return;
	}
	if (bw_share_meet(all->share, one->share, &both)) {
		all->share = both;
		return;
	}
	all->share = bw_share_hull(all->share, one->share);
	all->contradicted = true;
}

/* Source by source (stakes of one load follow each other). Capital stands
 * in for votes only when no source speaks of votes. */
static struct verdict
all_sources(const struct cone_build *b, enum tier (*tier_of)(unsigned))
{
	struct verdict strong = { 0 }, weak = { 0 }, one;
	size_t end;

	for (size_t i = 0; i < b->pick.n; i = end) {
		uint32_t load = b->v->load[b->pick.v[i]];

		for (end = i + 1;
		     end < b->pick.n && b->v->load[b->pick.v[end]] == load;)
			end++;
		one = one_source(b, i, end, tier_of);
		if (one.any)
			join(one.tier > TIER_CAPITAL ? &strong : &weak, &one);
	}
	return strong.any ? strong : weak;
}

static bool
share_above_half(struct bw_share s, bool certain)
{
	struct bw_sum sum = { .lo = s.lo, .hi = s.hi, .open = s.open };

	return certain ? bw_sum_certain(sum, BW_ONE / 2, true)
		       : bw_sum_possible(sum, BW_ONE / 2, true);
}

/* Links of votes. An indirect stake whose links nobody told runs through
 * holders that may be in the list themselves: it never counts against
 * others, and is certain only when it is control by itself. */
static void
votes_link(const struct cone_build *b, struct bw_link *k, struct bw_edge *e)
{
	struct verdict votes = all_sources(b, votes_tier);
	struct verdict capital = all_sources(b, capital_tier);

	k->has_votes = votes.any;
	k->votes = votes.share;
	k->has_capital = capital.any;
	k->capital = capital.any ? capital.share : bw_share_unknown();
	if (votes.tier == TIER_CAPITAL)
		k->marks |= BW_LINK_ASSUMED;
	if (votes.contradicted || capital.contradicted)
		k->marks |= BW_LINK_CONTRADICTED;
	e->votes = votes.share;
	if (k->marks & BW_LINK_INDIRECT) {
		k->direct = share_above_half(votes.share, true);
		e->votes.lo = 0;
		e->votes.open =
		    e->votes.hi > 0 ? votes.share.open & BW_HI_OPEN : 0;
	}
}

/* Links of influence: what each nature means for control. */
static void
other_link(const struct cone_build *b, struct bw_link *k, struct bw_edge *e)
{
	struct bw_share most = { 0 };
	struct said said = { 0 };
	bool told = false, odd = false;
	size_t n = 0;

	k->votes = k->capital = bw_share_unknown();
	for (size_t i = 0; i < b->pick.n; i++) {
		struct bw_share s = bw_view_share(b->v, b->pick.v[i]);

		if (b->v->flags[b->pick.v[i]] & BW_STAKE_NO_SHARE)
			continue;
		told = true;
		n++;
		said_add(&said, s);
		if (s.lo >= most.lo)
			most = s;
	}
	switch (k->nature) {
	case BW_NATURE_ECONOMIC: /* profit without a say */
		k->has_capital = told;
		if (told)
			k->capital = said_share(&said, most, n, &odd);
		if (odd)
			k->marks |= BW_LINK_CONTRADICTED;
		break;
	case BW_NATURE_BOARD: /* a part of the board is no majority */
		k->direct = !told || share_above_half(most, true);
		k->maybe = !k->direct && share_above_half(most, false);
		break;
	case BW_NATURE_CONSOLIDATION: /* its votes are not told */
		k->direct = true;
		e->votes = bw_share_unknown();
		break;
	case BW_NATURE_NOMINEE: /* it holds what is theirs; how much of it? */
		k->direct = k->has_capital = true;
		if (told)
			k->capital = said_share(&said, most, n, &odd);
		break;
	case BW_NATURE_GENERAL_PARTNER:
		k->direct = true;
		break;
	case BW_NATURE_VETO:
	case BW_NATURE_CONTRACT:
	case BW_NATURE_OTHER:
	case BW_NATURE_TRUST_ROLE:
		k->maybe = true;
		break;
	default: /* manages: no stake and no say of its own */
		break;
	}
}

static int
add_link(struct cone_build *b, uint32_t holder, uint32_t company, bool votes,
    unsigned marks, struct bw_err *err)
{
	struct bw_link k = { .holder = holder,
		.company = company,
		.nature = b->v->nature[b->pick.v[0]],
		.marks = (uint8_t)marks,
		.n_stake = b->pick.n };
	struct bw_edge e = { .holder = holder, .company = company };

	k.stake = BW_ARENA_ARRAY(b->a, uint32_t, b->pick.n);
	if (k.stake == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for stakes");
	memcpy(k.stake, b->pick.v, b->pick.n * sizeof(*k.stake));
	if (votes)
		votes_link(b, &k, &e);
	else
		other_link(b, &k, &e);
	e.direct = k.direct;
	e.maybe = k.maybe;
	if (marks & BW_LINK_SUMMARY) {
		k.direct = k.maybe = false;
		if (!bw_vec_push(&b->summary, k))
			return bw_fail(err, BW_ENOMEM, "no memory for stakes");
		return 0;
	}
	if (!bw_vec_push(&b->link, k) || !bw_vec_push(&b->edge, e))
		return bw_fail(err, BW_ENOMEM, "no memory for stakes");
	return 0;
}

/* The votes that the indirect stakes in hand surely speak of. */
static uint32_t
least_told(const struct cone_build *b)
{
	uint32_t least = 0;

	for (size_t i = 0; i < b->pick.n; i++) {
		uint32_t s = b->pick.v[i];

		if (votes_tier(b->v->nature[s]) != TIER_NONE &&
		    !(b->v->flags[s] & BW_STAKE_NO_SHARE) &&
		    b->v->lo[s] > least)
			least = b->v->lo[s];
	}
	return least;
}

/* At most so many votes in the company are held by those in `below`. */
static uint64_t
most_held(
    const struct cone_build *b, uint32_t company, const struct party_map *below)
{
	const struct bw_view *v = b->v;
	uint64_t most = 0;

	for (uint32_t s = v->at[company]; s < v->at[company + 1]; s++) {
		if (!stake_counts(b, s) || (v->flags[s] & BW_STAKE_INDIRECT) ||
		    party_map_get(below, v->holder[s]) == BW_NONE)
			continue;
		/* Control without a share may stand for any summary. */
		most += votes_tier(v->nature[s]) == TIER_NONE ||
			(v->flags[s] & BW_STAKE_NO_SHARE)
		    ? BW_ONE
		    : v->hi[s];
	}
	return most;
}

struct walk {
	struct party_map seen;
	BW_VEC(uint32_t) todo;
};

static int
visit(struct walk *w, uint32_t party, struct bw_err *err)
{
	if (party_map_get(&w->seen, party) != BW_NONE)
		return 0;
	if (bw_vec_push(&w->todo, party) && party_map_put(&w->seen, party, 0))
		return 0;
	return bw_fail(err, BW_ENOMEM, "no memory for chains");
}

static void
walk_release(struct walk *w)
{
	bw_vec_release(&w->todo);
	party_map_release(&w->seen);
}

/* From the company up along told stakes, not past x. *chain: x holds a stake
 * in somebody met on the way but the company itself. */
static int
walk_up(const struct cone_build *b, struct walk *up, uint32_t x,
    uint32_t company, bool *chain, struct bw_err *err)
{
	const struct bw_view *v = b->v;
	int rc = visit(up, company, err);

	*chain = false;
	for (size_t i = 0; rc == 0 && i < up->todo.n; i++) {
		uint32_t y = up->todo.v[i];

		for (uint32_t s = v->at[y]; rc == 0 && s < v->at[y + 1]; s++) {
			if (!stake_counts(b, s) ||
			    (v->flags[s] & BW_STAKE_INDIRECT))
				continue;
			if (v->holder[s] == x)
				*chain = *chain || i > 0;
			else
				rc = visit(up, v->holder[s], err);
		}
	}
	return rc;
}

/* Down again from x, to whom `up` has met but the company. */
static int
walk_down(const struct cone_build *b, struct walk *down, const struct walk *up,
    uint32_t x, uint32_t company, struct bw_err *err)
{
	const struct bw_view *v = b->v;
	int rc = visit(down, x, err);

	for (size_t i = 0; rc == 0 && i < down->todo.n; i++) {
		uint32_t h = down->todo.v[i];

		for (uint32_t k = v->out_at[h]; rc == 0 && k < v->out_at[h + 1];
		     k++) {
			uint32_t s = v->out[k], y = v->company[s];

			if (y != company && stake_counts(b, s) &&
			    !(v->flags[s] & BW_STAKE_INDIRECT) &&
			    party_map_get(&up->seen, y) != BW_NONE)
				rc = visit(down, y, err);
		}
	}
	return rc;
}

/* Are the links told that the indirect stakes of x in hand stand for? Then
 * these are their summary. There has to be a chain of told stakes from x to
 * the company, of at least two links, and those at its end have to hold as
 * much as is summed up: else the source means another chain as well, and to
 * leave its word out would deny control that it asserts. Publishers round to
 * whole per cents. */
static int
links_told(const struct cone_build *b, uint32_t x, uint32_t company, bool *told,
    struct bw_err *err)
{
	struct walk up = { 0 }, down = { 0 };
	uint32_t least = least_told(b);
	int rc = walk_up(b, &up, x, company, told, err);

	if (rc == 0 && *told && least > BW_PERCENT) {
		rc = walk_down(b, &down, &up, x, company, err);
		if (rc == 0)
			*told = most_held(b, company, &down.seen) + BW_PERCENT >
			    least;
	}
	walk_release(&up);
	walk_release(&down);
	return rc;
}

/* Choose the stakes from .. end-1 of a nature (or all of votes). */
static int
pick(struct cone_build *b, uint32_t from, uint32_t end, int nature,
    bool indirect, struct bw_err *err)
{
	const struct bw_view *v = b->v;

	b->pick.n = 0;
	for (uint32_t s = from; s < end; s++) {
		bool votes = votes_tier(v->nature[s]) != TIER_NONE;

		if (!stake_counts(b, s) ||
		    ((v->flags[s] & BW_STAKE_INDIRECT) != 0) != indirect ||
		    (nature < 0 ? !votes : v->nature[s] != nature))
			continue;
		if (!bw_vec_push(&b->pick, s))
			return bw_fail(err, BW_ENOMEM, "no memory for stakes");
	}
	return 0;
}

/* The stakes from .. end-1 are those of one holder. */
static int
pair_links(struct cone_build *b, uint32_t from, uint32_t end, uint32_t company,
    struct bw_err *err)
{
	uint32_t holder = b->v->holder[from];
	uint32_t node = cone_node_of(b, holder);
	bool told = false;
	int rc = 0;

	if (node == BW_NONE) /* none of them holds today */
		return 0;
	for (int indirect = 0; indirect < 2; indirect++)
		for (int nature = -1; nature < BW_NATURES; nature++) {
			if (nature >= 0 &&
			    votes_tier((unsigned)nature) != TIER_NONE)
				continue;
			rc = pick(b, from, end, nature, indirect, err);
			if (rc == 0 && b->pick.n > 0 && indirect)
				rc = links_told(b, holder,
				    cone_party_of(b, company), &told, err);
			if (rc == 0 && b->pick.n > 0 && !(told && b->everybody))
				rc = add_link(b, node, company, nature < 0,
				    !indirect ? 0
					: !told
					? BW_LINK_INDIRECT
					: BW_LINK_INDIRECT | BW_LINK_SUMMARY,
				    err);
			if (rc < 0)
				return rc;
		}
	return 0;
}

int
cone_links(struct cone_build *b, uint32_t company, struct bw_err *err)
{
	const struct bw_view *v = b->v;
	uint32_t y = cone_party_of(b, company), end;
	int rc = 0;

	for (uint32_t s = v->at[y]; rc == 0 && s < v->at[y + 1]; s = end) {
		for (end = s + 1;
		     end < v->at[y + 1] && v->holder[end] == v->holder[s];)
			end++;
		rc = pair_links(b, s, end, company, err);
	}
	return rc;
}
