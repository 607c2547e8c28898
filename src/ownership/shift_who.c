/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift_who.c - the owners a change can touch.
 *
 * Let H be the holders, before or after, of the companies whose rows change. An
 * owner X whose possible set before, X included, has nobody of H in it holds
 * nothing in a changed company through anybody. Every test on the way to his
 * set reads rows that stay as they are, so the same companies pass in the same
 * order before and after, and his votes are the same everywhere. Hence only H
 * and those who possibly control one of H before the change are asked.
 *
 * These are above H: a walk up finds all parties that could be. On the way to
 * somebody of H there is a first company that X controls by his own ties alone,
 * and it is H or above H as well. So of all holders met on the way up only
 * those who pass somewhere alone are candidates, and what they possibly control
 * among those met decides. (Everything that holds anything in a company met on
 * the way up is met too, unless nobody can control that company, so nothing
 * outside matters to that.)
 */
#include "ownership/shift_priv.h"

int
shift_add_owner(struct shifting *s, uint32_t x)
{
	if (!bit_note(s->asked, x))
		return 0;
	return bw_vec_push(&s->owner, x) ? 0 : shift_nomem(s);
}

static int
add_holder(struct shifting *s, uint32_t x)
{
	int rc = 0;

	if (bit_note(s->holder, x) && (rc = part_meet(s, x)) == 0)
		rc = shift_add_owner(s, x);
	return rc;
}

/* H: in the rows as they were, and as they are in the patch. */
static int
find_holders(struct shifting *s)
{
	const struct bw_net *net = s->net;
	const struct bw_patch *p = s->patch;
	int rc = 0;

	/* First the companies themselves: who holds in them is met anyway. */
	for (uint32_t k = 0; k < p->n_company && rc == 0; k++) {
		rc = part_meet(s, p->company[k]);
		if (rc == 0)
			s->part.row.v[k].flags = PART_WHOLE;
	}
	for (uint32_t i = 0; i < p->n_tie && rc == 0; i++)
		rc = add_holder(s, p->tie[i].holder);
	for (uint32_t k = 0; k < p->n_company && rc == 0; k++) {
		uint32_t y = p->company[k];

		for (uint32_t i = net->in_at[y];
		     i < net->in_at[y + 1] && rc == 0; i++)
			rc = add_holder(s, net->holder[i]);
	}
	return rc;
}

struct leads {         /* by number in the part */
	uint64_t *yes; /* is one of H, or possibly controls one */
	uint64_t *no;  /* does not, as far as was asked */
};

/* Does x (of the part) possibly control one of H? The walk ends at the first
 * who is known to. */
static int
leads_to(struct shifting *s, struct leads *l, uint32_t x, bool *yes)
{
	struct bw_reach *r = s->part.reach[BEFORE][BW_POSSIBLE];
	const uint32_t *set;
	size_t n;
	int rc = 0;

	*yes = bit_of(l->yes, x);
	if (*yes || bit_of(l->no, x))
		return 0;
	r->stop = l->yes;
	rc = bw_reach_set(r, &x, 1, BW_POSSIBLE, &set, &n, s->err);
	r->stop = NULL;
	*yes = r->stopped;
	(void)bit_note(*yes ? l->yes : l->no, x);
	return rc;
}

/* A candidate passes somewhere in the part alone. Who holds in one company of
 * it only controls that and what it controls: many have one answer. */
static int
touches(struct shifting *s, struct leads *l, uint32_t party, bool *yes)
{
	const struct bw_net *part = &s->part.net;
	uint32_t x = s->part.number[party] - 1;
	uint32_t k = part->out_at[x], end = part->out_at[x + 1];
	bool one = k < end && part->out_company[k] != x;

	for (uint32_t i = k; i < end && one; i++)
		one = part->out_company[i] == part->out_company[k];
	if (bit_of(l->yes, x) || !one)
		return leads_to(s, l, x, yes);
	return leads_to(s, l, part->out_company[k], yes);
}

/* Candidates who do not touch H are left out. */
static int
choose(struct shifting *s, struct leads *l)
{
	size_t kept = 0;
	bool yes;
	int rc = 0;

	for (size_t i = 0; i < s->part.party.n; i++)
		if (bit_of(s->holder, s->part.party.v[i]))
			(void)bit_note(l->yes, (uint32_t)i);
	for (size_t k = 0; k < s->owner.n && rc == 0; k++) {
		rc = touches(s, l, s->owner.v[k], &yes);
		if (yes)
			s->owner.v[kept++] = s->owner.v[k];
	}
	s->owner.n = kept;
	return rc;
}

int
shift_find(struct shifting *s)
{
	struct leads l = { 0 };
	size_t words;
	int rc = find_holders(s);

	if (rc == 0)
		rc = part_climb(s);
	if (rc == 0)
		rc = part_close(s);
	if (rc == 0) {
		words = s->part.party.n / 64 + 1;
		l.yes = bw_calloc(words, sizeof(uint64_t));
		l.no = bw_calloc(words, sizeof(uint64_t));
		rc = l.yes != NULL && l.no != NULL ? choose(s, &l)
						   : shift_nomem(s);
	}
	s->found = true;
	bw_free(l.yes);
	bw_free(l.no);
	return rc;
}
