/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * same.h - the same to the last bit, field by field: between fields a compiler
 * may leave bytes that mean nothing.
 */
#ifndef BW_TEST_SAME_H
#define BW_TEST_SAME_H
#include "supply/whatif.h"
#include "support/support.h"

static inline void
same_number(double a, double b)
{
	assert_memory_equal(&a, &b, sizeof(a));
}

static inline void
same_between(struct bw_between a, struct bw_between b)
{
	same_number(a.lo, b.lo);
	same_number(a.hi, b.hi);
}

static inline void
same_indicators(const struct bw_indicators *a, const struct bw_indicators *b)
{
	assert_int_equal(a->suppliers, b->suppliers);
	same_between(a->total, b->total);
	same_between(a->kept, b->kept);
	same_between(a->hhi, b->hhi);
	same_between(a->wgi, b->wgi);
	same_between(a->effective, b->effective);
	same_number(a->wgi_covered, b->wgi_covered);
	same_between(a->top, b->top);
	same_between(a->top3, b->top3);
	assert_int_equal(a->top_country, b->top_country);
	same_between(a->abroad, b->abroad);
	assert_int_equal(a->abroad_country, b->abroad_country);
	same_between(a->n1_kept, b->n1_kept);
	same_between(a->n1_hhi, b->n1_hhi);
}

#endif
