/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * indicators.c - every indicator of one production, when part of what unnamed
 * countries make may be gone.
 *
 * Each is looked at with the rest at its least and at its most; whatif.h says
 * why the ends of the intervals lie there. The engine of concentration.h does
 * the sums, so that a number here is the number of every other screen.
 */
#include "supply/whatif.h"
#include <math.h>

struct ends {
	struct bw_supplier *s;
	size_t n;
	struct bw_concentration at_least, at_most; /* of the rest */
};

static void
both_ends(struct ends *e, struct bw_between rest)
{
	bw_concentrate(e->s, e->n, rest.lo, &e->at_least);
	bw_concentrate(e->s, e->n, rest.hi, &e->at_most);
}

static struct bw_between
hhi_of(const struct ends *e)
{
	return (struct bw_between){ e->at_most.hhi_lo,
		fmax(e->at_least.hhi_hi, e->at_most.hhi_hi) };
}

static size_t
fill(struct bw_supplier *s, const struct bw_origin *country, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (isfinite(country[i].amount) && country[i].amount > 0)
			s[k++] = (struct bw_supplier){ country[i].country,
				country[i].amount, country[i].governance };
	return k;
}

/* The largest outside the EU; 0 when there is none. */
static uint32_t
abroad(const struct bw_origin *country, size_t n, double *amount)
{
	const struct bw_origin *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct bw_origin *o = &country[i];

		if (o->eu || !isfinite(o->amount) || o->amount <= 0)
			continue;
		if (best == NULL || o->amount > best->amount ||
		    (o->amount == best->amount && o->country < best->country))
			best = o;
	}
	*amount = best != NULL ? best->amount : 0;
	return best != NULL ? best->country : 0;
}

static struct bw_between
part(double amount, struct bw_between of)
{
	if (!(of.lo > 0)) /* with nothing left there is no share */
		return (struct bw_between){ NAN, NAN };
	return (struct bw_between){ amount / of.hi, amount / of.lo };
}

/* The market without its largest: s is in descending order by now. */
static void
without_largest(
    struct bw_indicators *out, struct ends *e, struct bw_between rest)
{
	struct ends left = { .s = e->s + 1, .n = e->n - 1 };

	out->n1_kept = (struct bw_between){ 1 - out->top.hi, 1 - out->top.lo };
	both_ends(&left, rest);
	out->n1_hhi = hhi_of(&left);
}

static void
of_suppliers(struct bw_indicators *out, struct ends *e, struct bw_between rest)
{
	both_ends(e, rest);
	out->suppliers = e->at_least.suppliers;
	out->total = (struct bw_between){ e->at_least.total, e->at_most.total };
	out->hhi = hhi_of(e);
	out->effective =
	    (struct bw_between){ 1 / out->hhi.hi, 1 / out->hhi.lo };
	out->wgi = (struct bw_between){ e->at_most.wgi_lo,
		fmax(e->at_least.wgi_hi, e->at_most.wgi_hi) };
	out->wgi_covered = e->at_most.wgi_covered;
	out->top =
	    (struct bw_between){ e->at_most.top_share, e->at_least.top_share };
	out->top3 = (struct bw_between){ e->at_most.top3_share,
		e->at_least.top3_share };
	out->top_country = e->at_least.top_country;
	if (e->n > 0)
		without_largest(out, e, rest);
}

static void
nothing(struct bw_indicators *out)
{
	const struct bw_between none = { NAN, NAN };

	*out = (struct bw_indicators){ .kept = none,
		.hhi = none,
		.wgi = none,
		.effective = none,
		.wgi_covered = NAN,
		.top = none,
		.top3 = none,
		.abroad = none,
		.n1_kept = none,
		.n1_hhi = none };
}

static struct bw_between
sane(struct bw_between rest)
{
	if (!isfinite(rest.hi) || rest.hi < 0)
		rest.hi = 0;
	if (!isfinite(rest.lo) || rest.lo < 0)
		rest.lo = 0;
	if (rest.lo > rest.hi)
		rest.lo = rest.hi;
	return rest;
}

int
bw_indicators(struct bw_indicators *out, const struct bw_origin *country,
    size_t n, struct bw_between rest, double whole, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_arena_mark mark = bw_arena_mark(a);
	struct ends e = { .s = BW_ARENA_ARRAY(a, struct bw_supplier, n + 1) };
	double amount;

	nothing(out);
	if (e.s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for indicators");
	rest = sane(rest);
	e.n = fill(e.s, country, n);
	of_suppliers(out, &e, rest);
	out->abroad_country = abroad(country, n, &amount);
	if (out->abroad_country != 0)
		out->abroad = part(amount, out->total);
	if (whole > 0)
		out->kept = (struct bw_between){ out->total.lo / whole,
			out->total.hi / whole };
	bw_arena_reset(a, mark);
	return 0;
}
