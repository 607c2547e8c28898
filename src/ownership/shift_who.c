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

static int
meet(struct shifting *s, uint32_t party)
{
	if (!bit_note(s->scope, party))
		return 0;
	return bw_vec_push(&s->up, party) ? 0 : shift_nomem(s);
}

static int
add_owner(struct shifting *s, uint32_t x)
{
	if (!bit_note(s->asked, x))
		return 0;
	return bw_vec_push(&s->owner, x) ? 0 : shift_nomem(s);
}

static int
add_holder(struct shifting *s, uint32_t x)
{
	int rc = 0;

	if (bit_note(s->holder, x) && (rc = meet(s, x)) == 0)
		rc = add_owner(s, x);
	return rc;
}

/* H: in the rows as they were, and as they are in the patch. */
static int
find_holders(struct shifting *s)
{
	const struct bw_net *net = s->net;
	const struct bw_patch *p = s->patch;
	int rc = 0;

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

static int
by_holder(const void *va, const void *vb)
{
	const struct in_row *a = va, *b = vb;

	if (a->holder != b->holder)
		return a->holder < b->holder ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static void
acc_join(struct in_row *to, const struct in_row *a)
{
	to->acc.lo += a->acc.lo;
	to->acc.hi += a->acc.hi;
	to->acc.open_lo += a->acc.open_lo;
	to->acc.flags |= a->acc.flags;
	to->outright |= a->outright;
}

/* The holders of z, each once with all it has there. (An array by holder would
 * be simpler, and cost a page of memory for nearly every holder.) */
static int
read_row(struct shifting *s, const struct reach_base *b, uint32_t z)
{
	const struct bw_net *net = s->net;
	bool rising = true;
	size_t n = 0;

	s->in_row.n = 0;
	for (uint32_t i = net->in_at[z]; i < net->in_at[z + 1]; i++) {
		struct reach_tie t = reach_tie_of(b, i);
		struct in_row h = { .holder = net->holder[i],
			.place = i,
			.outright = !b->rule.shares_only &&
			    (t.mark & (BW_TIE_DIRECT | BW_TIE_MAYBE)) };

		if (h.holder == z)
			continue;
		reach_acc_add(&h.acc, t);
		n = s->in_row.n;
		rising =
		    rising && (n == 0 || s->in_row.v[n - 1].holder <= h.holder);
		if (!bw_vec_push(&s->in_row, h))
			return shift_nomem(s);
	}
	if (!rising)
		qsort(
		    s->in_row.v, s->in_row.n, sizeof(*s->in_row.v), by_holder);
	n = 0;
	for (size_t k = 0; k < s->in_row.n; k++)
		if (n > 0 && s->in_row.v[n - 1].holder == s->in_row.v[k].holder)
			acc_join(&s->in_row.v[n - 1], &s->in_row.v[k]);
		else
			s->in_row.v[n++] = s->in_row.v[k];
	s->in_row.n = n;
	return 0;
}

/* Could anybody control z? Besides his own ties an owner has those of parties
 * that he controls, and somebody must hold something in them. */
static bool
may_be_controlled(
    struct shifting *s, const struct pass *p, const struct firm *f)
{
	const uint32_t *at = s->net->in_at;
	struct in_row held = { 0 };

	for (size_t k = 0; k < s->in_row.n; k++) {
		const struct in_row *h = &s->in_row.v[k];

		if (at[h->holder] < at[h->holder + 1])
			acc_join(&held, h);
	}
	if (held.outright || pass_test(p, f, &held.acc))
		return true;
	for (size_t k = 0; k < s->in_row.n; k++) {
		const struct in_row *h = &s->in_row.v[k];
		struct in_row with = held;

		if (at[h->holder] < at[h->holder + 1])
			continue;
		acc_join(&with, h);
		if (with.outright || pass_test(p, f, &with.acc))
			return true;
	}
	return false;
}

/* The holders of a company: all are met, unless nobody can control it anyway;
 * who passes alone is a candidate. */
static int
climb(struct shifting *s, uint32_t z)
{
	const struct reach_base *b = s->reach[BEFORE][BW_POSSIBLE]->base;
	const struct pass p = { b->rule.threshold, b->rule.at_least,
		RUN_POSSIBLE };
	const struct firm f = reach_firm_of(b, z);
	int rc = read_row(s, b, z);

	if (rc != 0 || !may_be_controlled(s, &p, &f))
		return rc;
	for (size_t k = 0; k < s->in_row.n && rc == 0; k++) {
		const struct in_row *h = &s->in_row.v[k];

		rc = meet(s, h->holder);
		if (rc == 0 && !bit_of(s->asked, h->holder) &&
		    (h->outright || pass_test(&p, &f, &h->acc)))
			rc = add_owner(s, h->holder);
	}
	return rc;
}

/* Does x possibly control one of H? */
static int
touches(struct shifting *s, uint32_t x, bool *yes)
{
	struct bw_reach *r = s->reach[BEFORE][BW_POSSIBLE];
	const uint32_t *set;
	size_t n;
	int rc;

	*yes = bit_of(s->holder, x);
	if (*yes)
		return 0;
	r->scope = s->scope;
	rc = bw_reach_set(r, &x, 1, BW_POSSIBLE, &set, &n, s->err);
	r->scope = NULL;
	for (size_t i = 0; i < n && rc == 0 && !*yes; i++)
		*yes = bit_of(s->holder, set[i]);
	return rc;
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

int
shift_find(struct shifting *s)
{
	size_t kept = 0;
	bool yes;
	int rc = find_holders(s);

	for (size_t k = 0; k < s->up.n && rc == 0; k++)
		rc = climb(s, s->up.v[k]);
	for (size_t k = 0; k < s->owner.n && rc == 0; k++) {
		rc = touches(s, s->owner.v[k], &yes);
		if (yes)
			s->owner.v[kept++] = s->owner.v[k];
	}
	s->owner.n = kept;
	if (kept > 1)
		qsort(s->owner.v, kept, sizeof(uint32_t), by_number);
	/* From here on the changed companies belong to it: what holds in them
	 * does already. */
	for (uint32_t k = 0; k < s->patch->n_company; k++)
		(void)bit_note(s->scope, s->patch->company[k]);
	return rc;
}
