/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_integrated.c - any bytes are a net: all promises about shares hold.
 *
 * Byte 0: number of parties; then seven bytes a tie: holder, company, lower
 * and upper end (16 bits each), flags. Checked: ends are in order and finite
 * or said not to be; lower ends solve the equations they are defined by; the
 * answer from above encloses the one from below; fractions agree with doubles;
 * "everybody" is what each owner says.
 */
#include "base/vec.h"
#include "ownership/integrated.h"
#include <math.h>

#define NODES 20u
#define TIES 80u
#define LEAST 0.25

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
	const uint8_t *p;
	size_t n;
};

static uint32_t
take(struct bytes *b, unsigned n)
{
	uint32_t v = 0;

	for (; n > 0 && b->n > 0; n--, b->n--)
		v = v << 8 | *b->p++;
	return v;
}

static uint32_t
ppb(uint32_t v)
{
	return v == 0xffff ? BW_ONE : v * 15259u; /* 65534 * 15259 < 10^9 */
}

static struct bw_tie
tie(struct bytes *b, uint32_t n)
{
	struct bw_tie t = { .holder = take(b, 1) % n,
		.company = take(b, 1) % n };
	uint32_t lo = ppb(take(b, 2)), hi = ppb(take(b, 2)), flags = take(b, 1);

	t.capital.lo = lo < hi ? lo : hi;
	t.capital.hi = flags & 1 ? t.capital.lo : lo < hi ? hi : lo;
	t.mark = (flags & 0xf0) == 0xf0 ? BW_TIE_INDIRECT : 0;
	return t;
}

struct answers {
	struct bw_part down[NODES][NODES]; /* by owner, company */
};

static bool
settled(const struct answers *a, uint32_t x)
{
	for (uint32_t y = 0; y < NODES; y++)
		if (isinf(a->down[x][y].hi))
			return false;
	return true;
}

static void
ask(struct answers *a, struct bw_solver *s, uint32_t x)
{
	const struct bw_part *list;
	size_t n;

	BW_ASSERT(bw_part_down(s, &x, 1, BW_INTEGRATED, &list, &n, NULL) == 0);
	for (size_t i = 0; i < n; i++) {
		BW_ASSERT(i == 0 || list[i - 1].party < list[i].party);
		BW_ASSERT(list[i].lo >= 0 && list[i].lo <= list[i].hi);
		BW_ASSERT(list[i].hi > 0 && isfinite(list[i].lo));
		a->down[x][list[i].party] = list[i];
	}
}

/* v = w + v W, without what is held in x. */
static void
check_equations(const struct answers *a, const struct bw_net *net, uint32_t x)
{
	for (uint32_t y = 0; y < net->n && settled(a, x); y++) {
		double sum = 0, is = a->down[x][y].lo;

		bool indirect = false; /* these are no sum */

		for (uint32_t i = net->in_at[y]; i < net->in_at[y + 1]; i++) {
			indirect = indirect || net->mark[i] & BW_TIE_INDIRECT;
			sum += net->capital_lo[i] / 1e9 *
			    (net->holder[i] == x
				    ? 1
				    : a->down[x][net->holder[i]].lo);
		}
		BW_ASSERT(indirect || fabs(sum - is) <= 1e-11 * fmax(1, is));
	}
}

static void
check_above(const struct answers *a, struct bw_solver *s, uint32_t y)
{
	const struct bw_part *list;
	struct bw_part up[NODES] = { { 0 } };
	size_t n;

	BW_ASSERT(bw_part_up(s, y, BW_INTEGRATED, &list, &n, NULL) == 0);
	for (size_t i = 0; i < n; i++)
		up[list[i].party] = list[i];
	for (uint32_t x = 0; x < NODES; x++) {
		const struct bw_part *d = &a->down[x][y];

		if (!settled(a, x))
			continue;
		BW_ASSERT(up[x].lo <= d->lo + 1e-9 * fmax(1, d->lo));
		BW_ASSERT(isinf(up[x].hi) ||
		    up[x].hi >= d->hi - 1e-9 * fmax(1, d->hi));
	}
}

static void
check_exact(
    const struct answers *a, const struct bw_net *net, uint32_t x, uint32_t y)
{
	int order;

	if (!settled(a, x))
		return;
	for (int upper = 0; upper < 2; upper++) {
		double v = upper ? a->down[x][y].hi : a->down[x][y].lo;

		BW_ASSERT(bw_part_exact(net, NULL, BW_CAPITAL, &x, 1, y, upper,
			      BW_ONE / 4, &order, NULL, NULL) == 0);
		if (fabs(v - 0.25) > 1e-6 && v < 1e3)
			BW_ASSERT(order == (v > 0.25 ? 1 : -1));
	}
}

static int
same(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	struct answers *a = ctx;

	(void)err;
	for (size_t i = 0; i < n; i++) {
		struct bw_part *d = &a->down[owner][list[i].party];

		BW_ASSERT(list[i].hi == d->hi ||
		    fabs(list[i].hi - d->hi) <= 1e-9 * fmax(1, d->hi));
		d->hi = 0; /* seen */
	}
	return 0;
}

static void
check_everybody(struct answers *a, const struct bw_net *net)
{
	BW_ASSERT(bw_part_all(
		      net, BW_CAPITAL, LEAST, NULL, NULL, same, a, NULL) == 0);
	for (uint32_t x = 0; x < NODES; x++)
		for (uint32_t y = 0; y < NODES; y++)
			BW_ASSERT(a->down[x][y].hi < LEAST + 1e-9);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = { data, size };
	struct bw_tie t[TIES];
	static struct answers a;
	struct bw_solver *s = NULL;
	struct bw_net net;
	uint32_t n = 1 + take(&b, 1) % NODES;
	size_t m = 0;

	memset(&a, 0, sizeof(a));
	while (b.n > 0 && m < TIES)
		t[m++] = tie(&b, n);
	BW_ASSERT(bw_net_init(&net, n, t, m, NULL) == 0);
	BW_ASSERT(bw_solver_new(&s, &net, NULL, BW_CAPITAL, NULL) == 0);
	for (uint32_t x = 0; x < n; x++)
		ask(&a, s, x);
	for (uint32_t x = 0; x < n; x++) {
		check_equations(&a, &net, x);
		check_above(&a, s, x);
		for (uint32_t y = 0; y < n; y += 3)
			check_exact(&a, &net, x, y);
	}
	check_everybody(&a, &net);
	bw_solver_free(s);
	bw_net_release(&net);
	return 0;
}
