/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_law_value.c - operations on possible values against brute force.
 *
 * A value stands for a set of concrete ones. Here the sets are small enough to
 * be walked: numbers in quarters between whole ends, so that an open end
 * excludes just that end; choices of four; subsets of three. Every operation
 * must hold each concrete result, and a yes-no operation no other; and causes
 * are there exactly while a value is undecided.
 */
#include "support/support.h"
#include "law/value.h"

#define ROUNDS 20000
#define QUARTERS 4

static uint64_t seed = 88172645463325252u;

static unsigned
below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 20) % n);
}

static void
cause(struct bw_value *v)
{
	unsigned f = below(BW_LAW_FACTS);

	memset(&v->why, 0, sizeof(v->why));
	if (!bw_value_single(v))
		(below(2) ? v->why.missing : v->why.open)[f / 64] |= UINT64_C(1)
		    << (f % 64);
}

static struct bw_value
some_choice(unsigned n)
{
	struct bw_value v = { .kind = BW_VALUE_CHOICE,
		.may = 1 + below((1u << n) - 1) };

	cause(&v);
	return v;
}

static struct bw_value
some_number(void)
{
	struct bw_value v = bw_value_number((int64_t)below(6) - 3);

	if (below(3) > 0)
		v.hi += (int64_t)below(4);
	if (v.lo < v.hi)
		v.open = (uint8_t)below(4);
	cause(&v);
	return v;
}

static struct bw_value
some_set(void)
{
	struct bw_value v = { .kind = BW_VALUE_SET, .may = below(8) };

	v.must = v.may & below(8);
	cause(&v);
	return v;
}

/* q quarters */
static bool
has(const struct bw_value *v, int64_t q)
{
	int64_t lo = v->lo * QUARTERS, hi = v->hi * QUARTERS;

	return q >= lo && q <= hi && !(q == lo && (v->open & BW_LO_OUT)) &&
	    !(q == hi && (v->open & BW_HI_OUT));
}

static bool
subset(const struct bw_value *v, uint64_t s)
{
	return (v->must & ~s) == 0 && (s & ~v->may) == 0;
}

/* Undecided with a reason of its operands, or decided without one. */
static void
check_cause(const struct bw_value *v, const struct bw_value *a,
    const struct bw_value *b, const struct bw_value *c)
{
	struct bw_cause all = a->why;

	if (b != NULL)
		bw_cause_join(&all, &b->why);
	if (c != NULL)
		bw_cause_join(&all, &c->why);
	assert_int_equal(bw_value_single(v), bw_cause_none(&v->why));
	for (size_t i = 0; i < BW_LAW_FACTS / 64; i++) {
		assert_int_equal(v->why.missing[i] & ~all.missing[i], 0);
		assert_int_equal(v->why.open[i] & ~all.open[i], 0);
	}
}

static void
test_logic(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct bw_value a = some_choice(2), b = some_choice(2);
		struct bw_value and = bw_value_and(&a, &b);
		struct bw_value or = bw_value_or(&a, &b);
		struct bw_value not = bw_value_not(&a);
		uint64_t want[3] = { 0 };

		for (unsigned x = 0; x < 2; x++)
			for (unsigned y = 0; y < 2; y++)
				if (a.may >> x & b.may >> y & 1) {
					want[0] |= UINT64_C(1) << (x & y);
					want[1] |= UINT64_C(1) << (x | y);
					want[2] |= UINT64_C(1) << !x;
				}
		assert_int_equal(and.may, want[0]);
		assert_int_equal(or.may, want[1]);
		assert_int_equal(not .may, want[2]);
		check_cause(&and, &a, &b, NULL);
		check_cause(& or, &a, &b, NULL);
		check_cause(&not, &a, NULL, NULL);
	}
}

static void
test_choices_and_sets(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct bw_value a = some_choice(4), b = some_choice(4);
		struct bw_value set = some_set();
		uint64_t mask = below(16), same = 0, in = 0, one = 0;
		struct bw_value v = bw_value_same(&a, &b);

		for (unsigned x = 0; x < 4; x++)
			for (unsigned y = 0; y < 4; y++)
				if (a.may >> x & b.may >> y & 1) {
					same |= x == y ? BW_YES : BW_NO;
					in |= mask >> x & 1 ? BW_YES : BW_NO;
				}
		assert_int_equal(v.may, same);
		check_cause(&v, &a, &b, NULL);
		v = bw_value_in(&a, mask);
		assert_int_equal(v.may, in);
		check_cause(&v, &a, NULL, NULL);
		for (uint64_t s = 0; s < 8; s++)
			if (subset(&set, s))
				one |= s & mask ? BW_YES : BW_NO;
		v = bw_value_in(&set, mask);
		assert_int_equal(v.may, one);
		check_cause(&v, &set, NULL, NULL);
	}
}

#define EACH(q, v)                                                       \
	for (int64_t q = (v).lo * QUARTERS; q <= (v).hi * QUARTERS; q++) \
		if (has(&(v), q))

static void
test_numbers_compared(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct bw_value a = some_number(), b = some_number(), v;
		uint64_t less = 0, less_eq = 0, same = 0;

		EACH(x, a)
		EACH(y, b)
		{
			less |= x < y ? BW_YES : BW_NO;
			less_eq |= x <= y ? BW_YES : BW_NO;
			same |= x == y ? BW_YES : BW_NO;
		}
		v = bw_value_less(&a, &b, false);
		assert_int_equal(v.may, less);
		check_cause(&v, &a, &b, NULL);
		v = bw_value_less(&a, &b, true);
		assert_int_equal(v.may, less_eq);
		check_cause(&v, &a, &b, NULL);
		v = bw_value_same(&a, &b);
		assert_int_equal(v.may, same);
		check_cause(&v, &a, &b, NULL);
	}
}

static void
test_numbers_counted(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct bw_value a = some_number(), b = some_number();
		int64_t k = (int64_t)below(7) - 3;
		struct bw_value sum = bw_value_add(&a, &b);
		struct bw_value many = bw_value_times(&a, k);

		EACH(x, a)
		{
			assert_true(has(&many, x * k));
			EACH(y, b)
			assert_true(has(&sum, x + y));
		}
		check_cause(&sum, &a, &b, NULL);
		check_cause(&many, &a, NULL, NULL);
	}
}

static void
test_if(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct bw_value c = some_choice(2);
		struct bw_value a = some_number(), b = some_number();
		struct bw_value p = some_choice(4), q = some_choice(4);
		struct bw_value s = some_set(), t = some_set();
		struct bw_value n = bw_value_if(&c, &a, &b);
		struct bw_value m = bw_value_if(&c, &p, &q);
		struct bw_value u = bw_value_if(&c, &s, &t);

		EACH(x, a)
		assert_true(!(c.may & BW_YES) || has(&n, x));
		EACH(y, b)
		assert_true(!(c.may & BW_NO) || has(&n, y));
		assert_int_equal(m.may,
		    (c.may & BW_YES ? p.may : 0) | (c.may & BW_NO ? q.may : 0));
		for (uint64_t x = 0; x < 8; x++) {
			assert_true(!(c.may & BW_YES) || !subset(&s, x) ||
			    subset(&u, x));
			assert_true(!(c.may & BW_NO) || !subset(&t, x) ||
			    subset(&u, x));
		}
		check_cause(&n, &c, &a, &b);
		check_cause(&m, &c, &p, &q);
		check_cause(&u, &c, &s, &t);
	}
}

/* Sums and products at the ends of 64 bits stay there. */
static void
test_ends(void **state)
{
	struct bw_value any = bw_value_any(BW_VALUE_NUMBER, 0, 3, false);
	struct bw_value big = bw_value_number(INT64_MAX - 1);
	struct bw_value low = bw_value_number(INT64_MIN + 1), v;

	(void)state;
	v = bw_value_add(&any, &big);
	assert_true(v.lo == INT64_MIN && v.hi == INT64_MAX);
	v = bw_value_add(&big, &big);
	assert_true(v.hi == INT64_MAX);
	v = bw_value_add(&low, &low);
	assert_true(v.lo == INT64_MIN);
	v = bw_value_times(&big, -3);
	assert_true(v.lo == INT64_MIN);
	v = bw_value_times(&any, -1);
	assert_true(v.lo == INT64_MIN && v.hi == INT64_MAX);
	assert_true(bw_truth_of(&any) == BW_IS_UNKNOWN);
	any = bw_value_any(BW_VALUE_CHOICE, BW_NO | BW_YES, 3, true);
	assert_true(bw_truth_of(&any) == BW_IS_OPEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_logic),
		cmocka_unit_test(test_choices_and_sets),
		cmocka_unit_test(test_numbers_compared),
		cmocka_unit_test(test_numbers_counted),
		cmocka_unit_test(test_if),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
