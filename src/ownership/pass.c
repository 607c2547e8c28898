/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pass.c - does a set control a company? One company, exactly.
 *
 * Let v be what the set holds in y, t what y holds in itself (treasury, its
 * votes are suspended), q the threshold. The set controls y when
 *
 *	v > q (1 - t),   the same as   v + q t > q
 *
 * (>= for rules that say "at least"). v and t are only known to lie between
 * ends, open or closed, and everything together is at most 100 %.
 *
 * Certain: v + q t is smallest when all are at their lower ends, which is
 * always allowed, as what is missing to 100 % may be anybody's. So the test
 * is lo + q own_lo > q, or = q with at least one end open.
 *
 * Possible: v + q t is to be largest within the total. As q <= 1, votes come
 * first: v* = min(hi, B - own_lo) with B = 100 % less what others surely
 * hold, and t* = min(own_hi, B - v*). Exactly at q the answer hangs on
 * whether that point is attained, hence the care with open ends below.
 *
 * When more than 100 % is surely held the data contradict themselves; the
 * total is then no argument against anybody and is left out.
 */
#include "ownership/pass.h"

/* The certain test as one comparison: lo > need, or lo = need and exact. */
void
pass_need(struct firm *f, uint64_t threshold)
{
	uint64_t x = threshold * (BW_ONE - f->own_lo);

	f->need = (uint32_t)(x / BW_ONE);
	f->flags &= ~(uint32_t)FIRM_WHOLE;
	if (x % BW_ONE == 0)
		f->flags |= FIRM_WHOLE;
}

static bool
pass_certain(const struct pass *p, const struct firm *f, const struct acc *a)
{
	bool open = a->open_lo > 0;

	if (a->lo != f->need || !(f->flags & FIRM_WHOLE))
		return a->lo > f->need;
	if (a->lo == 0 && !open) /* no votes at all, at 100 % treasury */
		return false;
	return p->at_least || open || (f->flags & FIRM_OWN_LO_OPEN);
}

/* A box for v, one for t, and a budget for both. */
struct best {
	uint64_t hi;             /* v */
	uint64_t own_lo, own_hi; /* t */
	uint64_t budget;         /* B, for v + t */
	bool hi_open, plus;
	bool own_lo_open, own_hi_open, own_plus;
	bool out_open; /* the budget itself is not attained */
	bool first;    /* chosen before those with `plus` are known: they may
			  not be able to fill the budget */
};

static struct best
best_of(const struct firm *f, const struct acc *a)
{
	struct best b = { .hi = a->hi,
		.own_lo = f->own_lo,
		.own_hi = f->own_hi,
		.hi_open = (a->flags & ACC_HI_OPEN) != 0,
		.plus = (a->flags & ACC_PLUS) != 0,
		.own_lo_open = (f->flags & FIRM_OWN_LO_OPEN) != 0,
		.own_hi_open = (f->flags & FIRM_OWN_HI_OPEN) != 0,
		.own_plus = (f->flags & FIRM_OWN_PLUS) != 0 };

	if (f->flags & FIRM_OVER) {
		b.budget = b.hi + b.own_hi + 1; /* never binds */
	} else {
		b.budget = BW_ONE - (f->lo - a->lo);
		b.out_open = f->open_lo > a->open_lo;
	}
	return b;
}

/* At a threshold of 100 % votes and treasury weigh the same: one box. */
static void
best_fold(struct best *b)
{
	b->hi += b->own_hi;
	b->hi_open |= b->own_hi_open;
	b->plus |= b->own_plus;
	b->own_lo = b->own_hi = 0;
	b->own_lo_open = b->own_hi_open = b->own_plus = false;
}

/* v* and t*; below: the value is not attained, above: it is exceeded. */
static uint64_t
best_value(const struct best *b, uint64_t q, bool *below, bool *above)
{
	uint64_t room = b->budget - b->own_lo, v, t;

	*below = *above = false;
	if (b->hi <= room) {
		v = b->hi;
		*below = b->hi_open;
		*above = b->plus && b->hi < room;
	} else {
		v = room;
	}
	room = b->budget - v;
	t = b->own_hi < room ? b->own_hi : room;
	if (b->own_hi < room) {
		*below |= b->own_hi_open;
		*above |= b->own_plus;
	} else {
		*below |= b->out_open || b->first ||
		    (b->own_hi == room && b->own_hi_open) ||
		    (b->own_lo == room && b->own_lo_open);
	}
	if (v > 2 * (uint64_t)BW_ONE) /* far above; keep the product small */
		v = 2 * (uint64_t)BW_ONE;
	return v * BW_ONE + q * t;
}

static bool
pass_possible(const struct pass *p, const struct firm *f, const struct acc *a)
{
	struct best b = best_of(f, a);
	uint64_t value, q = p->threshold;
	bool below, above;

	b.first = p->mode == RUN_CONFIRM && (b.plus || b.own_plus);
	if (p->mode == RUN_REST && !(f->flags & FIRM_OVER)) {
		/* The rest fills up whatever others do not surely hold. */
		b.hi = b.budget;
		b.hi_open = b.plus = false;
	}
	if (b.hi + b.plus == 0 || b.budget == b.own_lo)
		return false; /* no votes at all */
	if (q == BW_ONE)
		best_fold(&b);
	value = best_value(&b, q, &below, &above);
	if (value != q * BW_ONE)
		return value > q * BW_ONE;
	/* Exactly at the threshold. A choice that can come close but not
	 * there does not confirm; one that leaves a little over does not
	 * exclude. */
	if (below && above)
		return p->mode == RUN_EXCLUDE;
	return above || (p->at_least && !below);
}

bool
pass_test(const struct pass *p, const struct firm *f, const struct acc *a)
{
	return p->mode == RUN_CERTAIN ? pass_certain(p, f, a)
				      : pass_possible(p, f, a);
}

/* v / (1 - t) in parts per billion, rounded down. t is below 100 %. */
static uint64_t
castable(uint64_t v, uint64_t t, bool *whole)
{
	uint64_t d = BW_ONE - t, rest = v % d * BW_ONE;

	*whole = rest % d == 0;
	return v / d * BW_ONE + rest / d;
}

/* Is v* / (1 - t*) not reached, only neared? When nobody else surely holds
 * anything and v + t may be 100 %, it is 100 % for every such v and t, so one
 * inside the ranges will do. */
static bool
neared(const struct firm *f, const struct acc *a, const struct bw_sum *s,
    uint64_t own, uint64_t budget)
{
	bool hi_open = (a->flags & ACC_HI_OPEN) != 0;
	bool own_hi_open = (f->flags & FIRM_OWN_HI_OPEN) != 0;
	bool own_lo_open = (f->flags & FIRM_OWN_LO_OPEN) != 0;

	if (s->hi + own < budget || (f->flags & FIRM_OVER))
		return (s->open & BW_HI_OPEN) || own_hi_open;
	if (f->open_lo > a->open_lo)
		return true;
	if (budget == BW_ONE)
		return a->hi + f->own_hi == budget && (hi_open || own_hi_open);
	return (s->open & BW_HI_OPEN) || (own == f->own_hi && own_hi_open) ||
	    (own == f->own_lo && own_lo_open);
}

/* t*, beside v*. */
static uint64_t
own_at_most(const struct firm *f, const struct bw_sum *v, uint64_t budget)
{
	uint64_t room = budget > v->hi ? budget - v->hi : 0;

	return f->own_hi < room ? f->own_hi : room;
}

/* v and t as in the tests above: lowest with both at their lower ends; highest
 * with v*, t*, as v / (1 - t) rises with t, and along v + t = B with v. What
 * is no whole number of parts gets the next ones as open ends, so that held
 * against a threshold, itself a whole number, it decides exactly. */
static void
suspend_own(struct bw_sum *s, const struct firm *f, const struct acc *a,
    uint64_t budget)
{
	uint64_t own = own_at_most(f, s, budget);
	bool whole, open;

	if (own >= BW_ONE || own < f->own_lo)
		return; /* no votes at all */
	open = neared(f, a, s, own, budget);
	s->open &= BW_LO_OPEN;
	s->lo = castable(s->lo, f->own_lo, &whole);
	if (!whole || (s->lo > 0 && (f->flags & FIRM_OWN_LO_OPEN)))
		s->open |= BW_LO_OPEN;
	s->hi = castable(s->hi, own, &whole);
	if (!whole)
		s->hi++;
	if (!whole || open)
		s->open |= BW_HI_OPEN;
}

/* v as it is told, and the budget for v + t. */
static struct bw_sum
told(const struct firm *f, const struct acc *a, uint64_t *budget)
{
	struct bw_sum sum = { .lo = a->lo, .hi = a->hi };
	uint64_t left;

	*budget = sum.hi + f->own_hi; /* never binds */
	if (a->hi == 0)
		return sum;
	if (a->open_lo > 0)
		sum.open |= BW_LO_OPEN;
	if (a->flags & ACC_HI_OPEN)
		sum.open |= BW_HI_OPEN;
	if (f->flags & FIRM_OVER)
		return sum;
	/* What others surely hold cannot be the set's as well. */
	*budget = BW_ONE - (f->lo - a->lo);
	left = *budget - f->own_lo;
	if (left > sum.hi)
		return sum;
	if (left < sum.hi)
		sum.open &= (uint8_t)~BW_HI_OPEN;
	sum.hi = left;
	if (f->open_lo > a->open_lo || (f->flags & FIRM_OWN_LO_OPEN))
		sum.open |= BW_HI_OPEN;
	return sum;
}

struct bw_sum
pass_votes(const struct firm *f, const struct acc *a)
{
	uint64_t budget;
	struct bw_sum sum = told(f, a, &budget);

	if (f->own_hi > 0 && sum.hi > 0)
		suspend_own(&sum, f, a, budget);
	return sum;
}

double
pass_part(const struct firm *f, const struct acc *a, bool upper)
{
	uint64_t budget, own;
	struct bw_sum sum = told(f, a, &budget);

	own = upper ? own_at_most(f, &sum, budget) : f->own_lo;
	return (double)(upper ? sum.hi : sum.lo) /
	    (double)(own < BW_ONE ? BW_ONE - own : BW_ONE);
}
