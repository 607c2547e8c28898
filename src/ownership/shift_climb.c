/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift_climb.c - reading the part of a net that a change concerns.
 *
 * Upwards: of everybody who was met the row of holders is read, and they are
 * met in turn, unless nobody could control the company. Downwards only where
 * somebody's control changed: what such a company holds in is wanted too, and
 * then all above that.
 */
#include "ownership/shift_priv.h"

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
climb(struct shifting *s, uint32_t z)
{
	const struct reach_base *b = &s->base[BEFORE];
	const struct pass p = { b->rule.threshold, b->rule.at_least,
		RUN_POSSIBLE };
	uint32_t y = s->part.party.v[z];
	struct firm f;
	int rc;

	if (s->net->in_at[y] == s->net->in_at[y + 1])
		return 0;
	f = reach_firm_of(b, y);
	rc = read_row(s, b, y);
	if (rc == 0 && !(s->part.row.v[z].flags & PART_WHOLE) &&
	    !may_be_controlled(s, &p, &f))
		return 0;
	for (size_t k = 0; k < s->in_row.n && rc == 0; k++) {
		const struct in_row *h = &s->in_row.v[k];

		rc = part_meet(s, h->holder);
		if (rc == 0 && !s->found && !bit_of(s->asked, h->holder) &&
		    (h->outright || pass_test(&p, &f, &h->acc)))
			rc = shift_add_owner(s, h->holder);
	}
	return rc == 0 ? part_fill_row(s, z) : rc;
}

/* Rows lie all over memory: look ahead for those that come next. */
static void
look_ahead(const struct shifting *s, size_t k)
{
	const struct bw_net *net = s->net;
	const struct reach_base *b = &s->base[BEFORE];

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

int
part_climb(struct shifting *s)
{
	struct part *p = &s->part;
	int rc = 0;

	for (; p->climbed < p->party.n && rc == 0; p->climbed++) {
		look_ahead(s, p->climbed);
		rc = climb(s, (uint32_t)p->climbed);
	}
	return rc;
}

/* Company y is wanted, with its row, and perhaps what lies below it too. */
static int
want(struct shifting *s, uint32_t y, bool far)
{
	struct part *p = &s->part;
	int rc = part_meet(s, y);
	uint32_t z = p->number[y] - 1;
	bool again;

	if (rc != 0)
		return rc;
	again = z < p->climbed && p->row.v[z].n == 0;
	p->row.v[z].flags |= PART_WHOLE;
	if (again)
		rc = climb(s, z);
	if (rc == 0 && far && !(p->row.v[z].flags & PART_OPENED) &&
	    !bw_vec_push(&s->below, z))
		rc = shift_nomem(s);
	return rc;
}

int
part_open(struct shifting *s, uint32_t w, uint64_t *ties, bool far)
{
	const struct bw_net *net = s->net;
	uint32_t x = s->part.party.v[w];
	uint32_t n = net->out_at[x + 1] - net->out_at[x];
	int rc = 0;

	if (s->part.row.v[w].flags & PART_OPENED)
		return 0;
	s->part.row.v[w].flags |= PART_OPENED;
	*ties = *ties > n ? *ties - n : 0;
	/* changed companies, with their new holders, are here already */
	for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1] && rc == 0;
	     k++)
		if (k == net->out_at[x] ||
		    net->out_company[k] != net->out_company[k - 1])
			rc = want(s, net->out_company[k], far);
	return rc;
}
