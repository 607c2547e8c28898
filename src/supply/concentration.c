/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * concentration.c - Herfindahl-Hirschman index, with and without governance.
 *
 * Floating point, because shares of tonnes are measurements; what matters is
 * that the answer does not depend on the order in which a source lists its
 * countries. So all sums run over the sorted suppliers. Amounts are divided
 * by the largest before they are added: figures of any unit, from grams to
 * cubic metres a year, neither overflow nor lose their squares.
 */
#include "supply/concentration.h"
#include <math.h>

/* Usable amounts first, largest first. Every field takes part, so that equal
 * means identical and the order is the same with any sorting method. */
static int
by_amount(const void *pa, const void *pb)
{
	const struct bw_supplier *a = pa, *b = pb;
	double x = isfinite(a->amount) && a->amount > 0 ? a->amount : 0;
	double y = isfinite(b->amount) && b->amount > 0 ? b->amount : 0;

	if (x != y)
		return x > y ? -1 : 1;
	if (a->country != b->country)
		return a->country < b->country ? -1 : 1;
	if (isnan(a->governance) || isnan(b->governance))
		return isnan(a->governance) - isnan(b->governance);
	return (a->governance > b->governance) -
	    (a->governance < b->governance);
}

static void
nothing(struct bw_concentration *out, double rest)
{
	*out = (struct bw_concentration){ .total = rest,
		.hhi_lo = NAN,
		.hhi_hi = NAN,
		.effective = NAN,
		.wgi_lo = NAN,
		.wgi_hi = NAN,
		.wgi_covered = NAN,
		.top_share = NAN,
		.top3_share = NAN };
}

static void
add_governance(struct bw_concentration *out, double share, double weight)
{
	double square = share * share;

	if (isnan(weight)) {
		out->wgi_hi += square * BW_GOVERNANCE_WORST;
		return;
	}
	out->wgi_lo += square * weight;
	out->wgi_hi += square * weight;
	out->wgi_covered += share;
}

void
bw_concentrate(
    struct bw_supplier *s, size_t n, double rest, struct bw_concentration *out)
{
	double unit, sum = 0, total = 0, left;

	if (n > 1)
		qsort(s, n, sizeof(*s), by_amount);
	while (n > 0 && !(isfinite(s[n - 1].amount) && s[n - 1].amount > 0))
		n--;
	if (!isfinite(rest) || rest < 0)
		rest = 0;
	nothing(out, rest);
	if (n == 0)
		return;
	unit = s[0].amount > rest ? s[0].amount : rest;
	for (size_t i = 0; i < n; i++) {
		sum += s[i].amount / unit;
		total += s[i].amount;
	}
	sum += rest / unit;
	left = rest / unit / sum;
	*out = (struct bw_concentration){ .suppliers = n,
		.total = total + rest,
		.wgi_hi = left * left * BW_GOVERNANCE_WORST,
		.top_share = s[0].amount / unit / sum,
		.top_country = s[0].country };
	for (size_t i = 0; i < n; i++) {
		double share = s[i].amount / unit / sum;

		out->hhi_lo += share * share;
		out->top3_share += i < 3 ? share : 0;
		add_governance(out, share, s[i].governance);
	}
	out->hhi_hi = out->hhi_lo + left * left;
	out->effective = 1 / out->hhi_lo;
	if (out->wgi_covered <= 0)
		out->wgi_lo = out->wgi_hi = NAN;
}

size_t
bw_governance_dimension(const char *name)
{
	static const char *const names[BW_GOVERNANCE_DIMENSIONS] = { "va", "pv",
		"ge", "rq", "rl", "cc" };
	size_t i = 0;

	while (
	    i < BW_LEN(names) && (name == NULL || strcmp(name, names[i]) != 0))
		i++;
	return i;
}

double
bw_governance_weight(const double estimate[BW_GOVERNANCE_DIMENSIONS])
{
	double sum = 0;

	for (size_t i = 0; i < BW_GOVERNANCE_DIMENSIONS; i++)
		sum += estimate[i];
	return 2 * (2.5 - sum / BW_GOVERNANCE_DIMENSIONS);
}
