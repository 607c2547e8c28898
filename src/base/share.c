/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * share.c - exact arithmetic on intervals of parts per billion.
 */
#include "base/share.h"

struct bw_share
bw_share_exact(uint32_t ppb)
{
	BW_ASSERT(ppb <= BW_ONE);
	return (struct bw_share){ ppb, ppb, 0 };
}

struct bw_share
bw_share_unknown(void)
{
	return (struct bw_share){ 0, BW_ONE, 0 };
}

bool
bw_share_valid(struct bw_share s)
{
	if (s.lo > s.hi || s.hi > BW_ONE ||
	    (s.open & ~(BW_LO_OPEN | BW_HI_OPEN)) != 0)
		return false;
	return s.lo < s.hi || s.open == 0;
}

bool
bw_share_is_exact(struct bw_share s)
{
	return s.lo == s.hi;
}

bool
bw_share_same(struct bw_share a, struct bw_share b)
{
	return a.lo == b.lo && a.hi == b.hi && a.open == b.open;
}

bool
bw_share_meet(struct bw_share a, struct bw_share b, struct bw_share *out)
{
	struct bw_share s = { .lo = a.lo > b.lo ? a.lo : b.lo,
		.hi = a.hi < b.hi ? a.hi : b.hi };

	/* An end is open when one of those that have it is. */
	if ((a.lo == s.lo && (a.open & BW_LO_OPEN)) ||
	    (b.lo == s.lo && (b.open & BW_LO_OPEN)))
		s.open |= BW_LO_OPEN;
	if ((a.hi == s.hi && (a.open & BW_HI_OPEN)) ||
	    (b.hi == s.hi && (b.open & BW_HI_OPEN)))
		s.open |= BW_HI_OPEN;
	if (!bw_share_valid(s))
		return false;
	*out = s;
	return true;
}

struct bw_share
bw_share_hull(struct bw_share a, struct bw_share b)
{
	struct bw_share s = { .lo = a.lo < b.lo ? a.lo : b.lo,
		.hi = a.hi > b.hi ? a.hi : b.hi };

	/* An end is open only when all of those that have it are. */
	if ((a.lo != s.lo || (a.open & BW_LO_OPEN)) &&
	    (b.lo != s.lo || (b.open & BW_LO_OPEN)))
		s.open |= BW_LO_OPEN;
	if ((a.hi != s.hi || (a.open & BW_HI_OPEN)) &&
	    (b.hi != s.hi || (b.open & BW_HI_OPEN)))
		s.open |= BW_HI_OPEN;
	return s;
}

static int
no_percent(struct bw_str text, const char *why, struct bw_err *err)
{
	struct bw_str shown = bw_str_sub(text, 0, 40);

	return bw_fail(err, BW_EFORMAT, "\"%.*s\" is no percentage: %s",
	    BW_ARG(shown), why);
}

/* Digits of s in ppb of one: whole part times BW_PERCENT, then seven
 * decimals; *more is set when later decimals are not all zero. */
static bool
digits(struct bw_str s, uint64_t *ppb, bool *more, bool *any)
{
	uint64_t unit = BW_PERCENT;
	bool fraction = false;

	*ppb = 0;
	*more = *any = false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(s.p[i] - '0');

		if (!fraction && (s.p[i] == '.' || s.p[i] == ',')) {
			fraction = true;
			continue;
		}
		if (d > 9)
			return false;
		*any = true;
		if (!fraction) {
			/* Stops growing long before it could overflow. */
			if (*ppb <= BW_ONE)
				*ppb = *ppb * 10 + d * (uint64_t)BW_PERCENT;
		} else {
			unit /= 10;
			*ppb += d * unit;
			*more = *more || (unit == 0 && d != 0);
		}
	}
	return true;
}

int
bw_share_parse(struct bw_str percent, struct bw_share *out, struct bw_err *err)
{
	struct bw_str s = bw_str_trim(percent);
	bool more, any;
	uint64_t ppb;

	if (s.n > 0 && s.p[s.n - 1] == '%')
		s = bw_str_trim(bw_str_sub(s, 0, s.n - 1));
	if (!digits(s, &ppb, &more, &any) || !any)
		return no_percent(percent, "write digits, as 12.5", err);
	if (ppb > BW_ONE || (ppb == BW_ONE && more))
		return no_percent(percent, "above 100", err);
	*out = bw_share_exact((uint32_t)ppb);
	if (more) {
		out->hi++;
		out->open = BW_LO_OPEN | BW_HI_OPEN;
	}
	return 0;
}

void
bw_ppb_print(struct bw_buf *b, uint64_t ppb, char decimal)
{
	unsigned rest = (unsigned)(ppb % BW_PERCENT), n = 7;

	bw_buf_fmt(b, "%llu", (unsigned long long)(ppb / BW_PERCENT));
	if (rest == 0)
		return;
	while (rest % 10 == 0) {
		rest /= 10;
		n--;
	}
	bw_buf_fmt(b, "%c%0*u", decimal, (int)n, rest);
}

void
bw_share_print(struct bw_buf *b, struct bw_share s, char decimal)
{
	if (s.hi - s.lo == 1 && s.open == (BW_LO_OPEN | BW_HI_OPEN)) {
		bw_buf_z(b, "\u2248 "); /* a third, 9/17: no whole number */
	} else if (s.lo != s.hi) {
		if (s.open & BW_LO_OPEN)
			bw_buf_z(b, "> ");
		bw_ppb_print(b, s.lo, decimal);
		bw_buf_z(b, " % - ");
		if (s.open & BW_HI_OPEN)
			bw_buf_z(b, "< ");
	}
	bw_ppb_print(b, s.hi, decimal);
	bw_buf_z(b, " %");
}

void
bw_sum_print(struct bw_buf *b, struct bw_sum s, char decimal)
{
	struct bw_share share = { .lo = (uint32_t)s.lo,
		.hi = (uint32_t)s.hi,
		.open = s.lo == s.hi ? 0 : s.open };

	if (s.hi <= BW_ONE) {
		bw_share_print(b, share, decimal);
		return;
	}
	if (s.lo < s.hi) {
		bw_buf_z(b, s.open & BW_LO_OPEN ? "> " : "");
		bw_ppb_print(b, s.lo, decimal);
		bw_buf_z(b, s.open & BW_HI_OPEN ? " % - < " : " % - ");
	}
	bw_ppb_print(b, s.hi, decimal);
	bw_buf_z(b, " %");
}

void
bw_sum_add(struct bw_sum *sum, struct bw_share s)
{
	BW_ASSERT(bw_share_valid(s));
	BW_ASSERT(sum->hi <= UINT64_MAX - s.hi);
	sum->lo += s.lo;
	sum->hi += s.hi;
	sum->open |= s.open;
}

bool
bw_sum_certain(struct bw_sum s, uint64_t t, bool strict)
{
	/* The smallest value counts; it is just above lo when lo is open. */
	if (s.open & BW_LO_OPEN)
		return s.lo >= t;
	return strict ? s.lo > t : s.lo >= t;
}

bool
bw_sum_possible(struct bw_sum s, uint64_t t, bool strict)
{
	if (s.open & BW_HI_OPEN)
		return s.hi > t;
	return strict ? s.hi > t : s.hi >= t;
}
