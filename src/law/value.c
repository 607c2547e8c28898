/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * value.c - operations on sets of possible values.
 *
 * Each result holds every value that some choice of the operands gives, and
 * perhaps more (operands are taken as independent), never less. Causes are
 * kept only as long as they matter: no AND anything is no, and asks nothing.
 */
#include "law/value.h"

void
bw_cause_join(struct bw_cause *to, const struct bw_cause *from)
{
	for (size_t i = 0; i < BW_LAW_FACTS / 64; i++) {
		to->missing[i] |= from->missing[i];
		to->open[i] |= from->open[i];
	}
}

bool
bw_cause_none(const struct bw_cause *c)
{
	uint64_t any = 0;

	for (size_t i = 0; i < BW_LAW_FACTS / 64; i++)
		any |= c->missing[i] | c->open[i];
	return any == 0;
}

bool
bw_value_single(const struct bw_value *v)
{
	switch (v->kind) {
	case BW_VALUE_CHOICE:
		return v->may != 0 && (v->may & (v->may - 1)) == 0;
	case BW_VALUE_SET:
		return v->may == v->must;
	default:
		return v->lo == v->hi;
	}
}

enum bw_truth
bw_truth_of(const struct bw_value *v)
{
	if (v->may == BW_YES)
		return BW_IS_TRUE;
	if (v->may == BW_NO)
		return BW_IS_FALSE;
	for (size_t i = 0; i < BW_LAW_FACTS / 64; i++)
		if (v->why.open[i] != 0)
			return BW_IS_OPEN;
	return BW_IS_UNKNOWN;
}

const char *
bw_truth_name(enum bw_truth t)
{
	static const char *const name[] = { "false", "true", "unknown",
		"open" };

	return name[t];
}

struct bw_value
bw_value_bool(bool b)
{
	return (struct bw_value){ .kind = BW_VALUE_CHOICE,
		.may = b ? BW_YES : BW_NO };
}

struct bw_value
bw_value_choice(unsigned choice)
{
	return (struct bw_value){ .kind = BW_VALUE_CHOICE,
		.may = UINT64_C(1) << (choice & 63) };
}

struct bw_value
bw_value_number(int64_t n)
{
	return (struct bw_value){ .kind = BW_VALUE_NUMBER, .lo = n, .hi = n };
}

struct bw_value
bw_value_any(enum bw_value_kind kind, uint64_t may, unsigned fact, bool open)
{
	struct bw_value v = { .kind = (uint8_t)kind,
		.may = may,
		.lo = INT64_MIN,
		.hi = INT64_MAX };
	uint64_t *bits = open ? v.why.open : v.why.missing;

	bits[fact / 64 % (BW_LAW_FACTS / 64)] |= UINT64_C(1) << (fact % 64);
	return v;
}

/* A yes-no value; causes only of operands that are undecided. */
static struct bw_value
truth(uint64_t may, const struct bw_value *a, const struct bw_value *b)
{
	struct bw_value v = { .kind = BW_VALUE_CHOICE, .may = may };

	if (may != (BW_YES | BW_NO))
		return v;
	if (!bw_value_single(a))
		bw_cause_join(&v.why, &a->why);
	if (b != NULL && !bw_value_single(b))
		bw_cause_join(&v.why, &b->why);
	return v;
}

struct bw_value
bw_value_and(const struct bw_value *a, const struct bw_value *b)
{
	uint64_t may = ((a->may | b->may) & BW_NO) | (a->may & b->may & BW_YES);

	return truth(may, a, b);
}

struct bw_value
bw_value_or(const struct bw_value *a, const struct bw_value *b)
{
	uint64_t may = ((a->may | b->may) & BW_YES) | (a->may & b->may & BW_NO);

	return truth(may, a, b);
}

struct bw_value
bw_value_not(const struct bw_value *a)
{
	uint64_t may =
	    (a->may & BW_YES ? BW_NO : 0) | (a->may & BW_NO ? BW_YES : 0);

	return truth(may, a, NULL);
}

/* Do the two intervals have a number in common? */
static bool
numbers_meet(const struct bw_value *a, const struct bw_value *b)
{
	if (a->lo > b->hi || b->lo > a->hi)
		return false;
	if (a->lo == b->hi)
		return !(a->open & BW_LO_OUT) && !(b->open & BW_HI_OUT);
	if (b->lo == a->hi)
		return !(b->open & BW_LO_OUT) && !(a->open & BW_HI_OUT);
	return true;
}

struct bw_value
bw_value_same(const struct bw_value *a, const struct bw_value *b)
{
	bool both = bw_value_single(a) && bw_value_single(b), yes;

	if (a->kind == BW_VALUE_NUMBER)
		yes = numbers_meet(a, b);
	else
		yes = (a->may & b->may) != 0;
	return truth(!yes ? BW_NO : both ? BW_YES : BW_YES | BW_NO, a, b);
}

struct bw_value
bw_value_in(const struct bw_value *a, uint64_t mask)
{
	uint64_t may;

	if (a->kind == BW_VALUE_SET)
		may = a->must & mask ? BW_YES
		    : a->may & mask  ? BW_YES | BW_NO
				     : BW_NO;
	else
		may =
		    (a->may & mask ? BW_YES : 0) | (a->may & ~mask ? BW_NO : 0);
	return truth(may, a, NULL);
}

/* Can some a be below some b? */
static bool
can_be_less(const struct bw_value *a, const struct bw_value *b, bool or_equal)
{
	if (a->lo != b->hi)
		return a->lo < b->hi;
	return or_equal && !(a->open & BW_LO_OUT) && !(b->open & BW_HI_OUT);
}

struct bw_value
bw_value_less(const struct bw_value *a, const struct bw_value *b, bool or_equal)
{
	uint64_t may = (can_be_less(a, b, or_equal) ? BW_YES : 0) |
	    (can_be_less(b, a, !or_equal) ? BW_NO : 0);

	return truth(may, a, b);
}

static int64_t
end_add(int64_t a, int64_t b)
{
	int64_t sum;

	if (a == INT64_MIN || b == INT64_MIN)
		return INT64_MIN;
	if (a == INT64_MAX || b == INT64_MAX)
		return INT64_MAX;
	if (__builtin_add_overflow(a, b, &sum))
		return a < 0 ? INT64_MIN : INT64_MAX;
	return sum;
}

struct bw_value
bw_value_add(const struct bw_value *a, const struct bw_value *b)
{
	struct bw_value v = { .kind = BW_VALUE_NUMBER,
		.open = a->open | b->open,
		.lo = end_add(a->lo, b->lo),
		.hi = end_add(a->hi, b->hi) };

	bw_cause_join(&v.why, &a->why);
	bw_cause_join(&v.why, &b->why);
	return v;
}

static int64_t
end_times(int64_t a, int64_t k)
{
	int64_t product;

	if (k == 0)
		return 0;
	if (a == INT64_MIN || a == INT64_MAX)
		return (a < 0) == (k < 0) ? INT64_MAX : INT64_MIN;
	if (__builtin_mul_overflow(a, k, &product))
		return (a < 0) == (k < 0) ? INT64_MAX : INT64_MIN;
	return product;
}

struct bw_value
bw_value_times(const struct bw_value *a, int64_t k)
{
	int64_t lo = end_times(a->lo, k), hi = end_times(a->hi, k);
	struct bw_value v = *a;

	v.lo = k < 0 ? hi : lo;
	v.hi = k < 0 ? lo : hi;
	if (k < 0)
		v.open = (uint8_t)((a->open & BW_LO_OUT ? BW_HI_OUT : 0) |
		    (a->open & BW_HI_OUT ? BW_LO_OUT : 0));
	if (k == 0)
		v = bw_value_number(0);
	return v;
}

/* The smallest interval around both. */
static void
join_numbers(struct bw_value *v, const struct bw_value *b)
{
	uint8_t open = 0;

	if (v->lo < b->lo)
		open |= v->open & BW_LO_OUT;
	else if (b->lo < v->lo)
		open |= b->open & BW_LO_OUT;
	else
		open |= v->open & b->open & BW_LO_OUT;
	if (v->hi > b->hi)
		open |= v->open & BW_HI_OUT;
	else if (b->hi > v->hi)
		open |= b->open & BW_HI_OUT;
	else
		open |= v->open & b->open & BW_HI_OUT;
	v->lo = v->lo < b->lo ? v->lo : b->lo;
	v->hi = v->hi > b->hi ? v->hi : b->hi;
	v->open = open;
}

struct bw_value
bw_value_if(const struct bw_value *c, const struct bw_value *a,
    const struct bw_value *b)
{
	struct bw_value v;

	if (c->may == BW_YES)
		return *a;
	if (c->may == BW_NO)
		return *b;
	v = *a;
	v.may |= b->may;
	v.must &= b->must;
	if (v.kind == BW_VALUE_NUMBER)
		join_numbers(&v, b);
	if (bw_value_single(&v)) /* whatever c is */
		memset(&v.why, 0, sizeof(v.why));
	else {
		bw_cause_join(&v.why, &b->why);
		bw_cause_join(&v.why, &c->why);
	}
	return v;
}
