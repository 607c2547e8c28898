/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reach_until.c - does this owner control that one company, and how?
 *
 * Some owners hold tens of thousands of stakes, while above a company lie few
 * parties: only those matter to it. So the walk is kept to what lies above the
 * company when that is soon found, and ends at the company anyway. Sets are
 * reached in the same order as without, as nothing outside has ties into what
 * lies above; hence the proofs are the same as well.
 */
#include "base/mem.h"
#include "ownership/reach_priv.h"

#define LOOK_UP 4096u /* ties read upwards at most */

static bool
note(uint64_t *bits, uint32_t i)
{
	bool is_new = !(bits[i / 64] >> (i % 64) & 1);

	bits[i / 64] |= UINT64_C(1) << (i % 64);
	return is_new;
}

/* Has x one tie in y that passes alone and is larger than all others? It then
 * enters while x is followed and that tie is the proof, whoever else is in the
 * set: no need to know who controls the other holders. */
static bool
has_alone(struct bw_reach *r, uint32_t x, uint32_t y)
{
	struct reach_base *b = r->base;
	const struct bw_net *net = b->net;
	const struct pass p = { b->rule.threshold, b->rule.at_least, r->mode };
	uint32_t begin = net->in_at[y], end = net->in_at[y + 1], own = end;
	struct acc a = { 0 };

	for (uint32_t i = begin; i < end; i++) {
		if (net->holder[i] == y || (net->mark[i] & 0x70))
			return false;
		if (net->holder[i] == x && own < end)
			return false;
		if (net->holder[i] == x)
			own = i;
	}
	if (own == end)
		return false;
	for (uint32_t i = begin; i < end; i++)
		if (i != own &&
		    (b->lo[i] >= b->lo[own] || b->hi[i] >= b->hi[own]))
			return false;
	reach_acc_add(&a, reach_tie_of(b, own));
	return pass_test(&p, reach_firm(b, y), &a);
}

/* Notes x, the company and all above it in the scope; *all is false when that
 * is too much to look at. Parties in whom nobody holds anything are passed
 * over: x does not control them. */
static int
look_up(struct bw_reach *r, uint32_t x, uint32_t company, bool *all)
{
	const struct bw_net *net = r->base->net;
	uint32_t left = LOOK_UP;

	r->above.n = 0;
	*all = true;
	(void)note(r->scope_bits, company);
	if (!bw_vec_push(&r->above, company))
		return BW_ENOMEM;
	for (size_t k = 0; k < r->above.n && *all; k++) {
		uint32_t z = r->above.v[k];
		uint32_t begin = net->in_at[z], end = net->in_at[z + 1];

		*all = end - begin <= left;
		if (!*all)
			break;
		left -= end - begin;
		if (z == x || has_alone(r, x, z))
			continue;
		for (uint32_t i = begin; i < end; i++) {
			uint32_t h = net->holder[i];

			if (net->in_at[h] == net->in_at[h + 1])
				continue;
			if (note(r->scope_bits, h) &&
			    !bw_vec_push(&r->above, h))
				return BW_ENOMEM;
		}
	}
	return 0;
}

static bool
make_bits(struct bw_reach *r)
{
	size_t words = (size_t)r->base->net->n / 64 + 1;

	if (r->scope_bits == NULL)
		r->scope_bits = bw_calloc(words, sizeof(uint64_t));
	if (r->stop_bits == NULL)
		r->stop_bits = bw_calloc(words, sizeof(uint64_t));
	return r->scope_bits != NULL && r->stop_bits != NULL;
}

int
bw_reach_until(struct bw_reach *r, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, uint32_t company, bool *reached, struct bw_err *err)
{
	const uint32_t *set;
	bool all = false;
	size_t n;
	int rc = 0;

	*reached = false;
	if (company >= r->base->net->n)
		return bw_fail(err, BW_EUSAGE,
		    "party %u is not among the %u of this net", company,
		    r->base->net->n);
	if (!make_bits(r))
		return bw_fail(err, BW_ENOMEM, "no memory for a set");
	r->mode = how == BW_CERTAIN ? RUN_CERTAIN : RUN_POSSIBLE;
	if (n_seed == 1 && r->base->patch == NULL)
		rc = look_up(r, seed[0], company, &all);
	(void)note(r->stop_bits, company);
	r->stop = r->stop_bits;
	r->scope = all ? r->scope_bits : NULL;
	rc = rc == 0 ? bw_reach_set(r, seed, n_seed, how, &set, &n, err)
		     : bw_fail(err, rc, "no memory for a set");
	r->stop = r->scope = NULL;
	r->stop_bits[company / 64] = 0;
	for (size_t k = 0; k < r->above.n; k++)
		r->scope_bits[r->above.v[k] / 64] = 0;
	if (rc == 0)
		*reached =
		    reach_has(r, company) && r->acc[company].pos >= r->n_seed;
	return rc;
}
