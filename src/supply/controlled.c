/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * controlled.c - sums over hands.
 */
#include "supply/controlled.h"
#include <math.h>

static double
amount_of(double told)
{
	return isfinite(told) && told > 0 ? told : 0;
}

static int
by_who(const void *pa, const void *pb)
{
	const struct bw_held *a = pa, *b = pb;

	if (a->who != b->who)
		return a->who < b->who ? -1 : 1;
	return (a->amount > b->amount) - (a->amount < b->amount);
}

static int
by_amount(const void *pa, const void *pb)
{
	const struct bw_held *a = pa, *b = pb;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return (a->who > b->who) - (a->who < b->who);
}

/* Each hand once, the largest first. */
static size_t
join(struct bw_held *h, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		h[i].amount = amount_of(h[i].amount);
	if (n > 1)
		qsort(h, n, sizeof(*h), by_who);
	for (size_t i = 0; i < n; i++) {
		if (!(h[i].amount > 0))
			continue;
		if (k > 0 && h[k - 1].who == h[i].who)
			h[k - 1].amount += h[i].amount;
		else
			h[k++] = h[i];
	}
	if (k > 1)
		qsort(h, k, sizeof(*h), by_amount);
	return k;
}

void
bw_hands(struct bw_hands *out, struct bw_held *h, size_t n, double unknown)
{
	double known = 0, first;

	unknown = amount_of(unknown);
	n = join(h, n);
	for (size_t i = 0; i < n; i++)
		known += h[i].amount;
	*out = (struct bw_hands){ .n = n,
		.total = known + unknown,
		.known = NAN,
		.hhi = { NAN, NAN },
		.top = { NAN, NAN } };
	if (!(out->total > 0))
		return;
	out->known = known / out->total;
	first = n > 0 ? h[0].amount : 0;
	out->top = (struct bw_between){ first / out->total,
		(first + unknown) / out->total };
	out->top_who = n > 0 ? h[0].who : 0;
	out->hhi = (struct bw_between){ 0, out->top.hi * out->top.hi };
	for (size_t i = 0; i < n; i++) {
		double share = h[i].amount / out->total;

		out->hhi.lo += share * share;
		if (i > 0)
			out->hhi.hi += share * share;
	}
}
