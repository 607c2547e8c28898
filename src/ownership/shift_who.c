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

	if (bit_note(s->holder, x) && (rc = part_meet(s, x)) == 0)
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

	/* First the companies themselves: who holds in them is met anyway. */
	for (uint32_t k = 0; k < p->n_company && rc == 0; k++)
		rc = part_meet(s, p->company[k]);
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

static void
sort_row(struct in_row *v, size_t n)
{
	if (n > 64) {
		qsort(v, n, sizeof(*v), by_holder);
		return;
	}
	for (size_t i = 1; i < n; i++) { /* rows are short */
		struct in_row row = v[i];
		size_t k = i;

		for (; k > 0 && by_holder(&row, &v[k - 1]) < 0; k--)
			v[k] = v[k - 1];
		v[k] = row;
	}
}

/* Each holder once, with all it has. */
static void
join_row(struct shifting *s)
{
	struct in_row *v = s->in_row.v;
	const uint32_t *at = s->net->in_at;
	size_t n = 0;

	for (size_t k = 0; k < s->in_row.n; k++)
		if (n > 0 && v[n - 1].holder == v[k].holder)
			acc_join(&v[n - 1], &v[k]);
		else
			v[n++] = v[k];
	s->in_row.n = n;
	for (size_t k = 0; k < n; k++)
		v[k].held = at[v[k].holder] < at[v[k].holder + 1];
}

/* The holders of z. (An array by holder would be simpler, and cost a page of
 * memory for nearly every holder.) */
static int
read_row(struct shifting *s, const struct reach_base *b, uint32_t z)
{
	const struct bw_net *net = s->net;
	uint32_t begin = net->in_at[z], end = net->in_at[z + 1];

	s->in_row.n = 0;
	if (!bw_vec_room(&s->in_row, end - begin))
		return shift_nomem(s);
	for (uint32_t i = begin; i < end; i++) {
		struct reach_tie t = reach_tie_of(b, i);
		struct in_row *h = &s->in_row.v[s->in_row.n];

		__builtin_prefetch(&net->in_at[net->holder[i]]);
		__builtin_prefetch(&s->part.number[net->holder[i]]);
		if (net->holder[i] == z)
			continue;
		*h = (struct in_row){ .holder = net->holder[i],
			.place = i,
			.outright = !b->rule.shares_only &&
			    (t.mark & (BW_TIE_DIRECT | BW_TIE_MAYBE)) };
		reach_acc_add(&h->acc, t);
		s->in_row.n++;
	}
	sort_row(s->in_row.v, s->in_row.n);
	join_row(s);
	return 0;
}

/* Could anybody control z? Besides his own ties an owner has those of parties
 * that he controls, and somebody must hold something in them. */
static bool
may_be_controlled(
    struct shifting *s, const struct pass *p, const struct firm *f)
{
	struct in_row held = { 0 };

	for (size_t k = 0; k < s->in_row.n; k++) {
		const struct in_row *h = &s->in_row.v[k];

		if (h->held)
			acc_join(&held, h);
	}
	if (held.outright || pass_test(p, f, &held.acc))
		return true;
	for (size_t k = 0; k < s->in_row.n; k++) {
		const struct in_row *h = &s->in_row.v[k];
		struct in_row with = held;

		if (h->held)
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
climb(struct shifting *s, uint32_t z, bool changed)
{
	const struct reach_base *b = s->base[BEFORE];
	const struct pass p = { b->rule.threshold, b->rule.at_least,
		RUN_POSSIBLE };
	struct firm f;
	int rc;

	if (s->net->in_at[z] == s->net->in_at[z + 1])
		return part_row(s, z, false);
	f = reach_firm_of(b, z);
	rc = read_row(s, b, z);
	if (rc == 0 && !changed && !may_be_controlled(s, &p, &f))
		return part_row(s, z, false);
	for (size_t k = 0; k < s->in_row.n && rc == 0; k++) {
		const struct in_row *h = &s->in_row.v[k];

		rc = part_meet(s, h->holder);
		if (rc == 0 && !bit_of(s->asked, h->holder) &&
		    (h->outright || pass_test(&p, &f, &h->acc)))
			rc = add_owner(s, h->holder);
	}
	return rc == 0 ? part_row(s, z, true) : rc;
}

/* Rows lie all over memory: look ahead for those that come next. */
static void
look_ahead(const struct shifting *s, size_t k)
{
	const struct bw_net *net = s->net;
	const struct reach_base *b = s->base[BEFORE];

	if (k + 12 < s->part.party.n)
		__builtin_prefetch(&net->in_at[s->part.party.v[k + 12]]);
	if (k + 5 < s->part.party.n) {
		uint32_t i = net->in_at[s->part.party.v[k + 5]];

		__builtin_prefetch(&net->holder[i]);
		__builtin_prefetch(&b->lo[i]);
		__builtin_prefetch(&b->hi[i]);
		__builtin_prefetch(&net->mark[i]);
	}
}

static int
climb_all(struct shifting *s)
{
	int rc = 0;

	for (size_t k = 0; k < s->part.party.n && rc == 0; k++) {
		look_ahead(s, k);
		rc = climb(s, s->part.party.v[k], k < s->patch->n_company);
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
	struct bw_reach *r = s->part.reach[BW_POSSIBLE];
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

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

int
shift_find(struct shifting *s)
{
	struct leads l = { 0 };
	size_t words;
	int rc = find_holders(s);

	if (rc == 0)
		rc = climb_all(s);
	if (rc == 0)
		rc = part_close(s);
	if (rc == 0) {
		words = s->part.party.n / 64 + 1;
		l.yes = bw_calloc(words, sizeof(uint64_t));
		l.no = bw_calloc(words, sizeof(uint64_t));
		rc = l.yes != NULL && l.no != NULL ? choose(s, &l)
						   : shift_nomem(s);
	}
	if (s->owner.n > 1)
		qsort(s->owner.v, s->owner.n, sizeof(uint32_t), by_number);
	bw_free(l.yes);
	bw_free(l.no);
	return rc;
}
