/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register.c - the world on one day as a net.
 */
#include "ownership/register_priv.h"

int
bw_register_open(struct bw_register *out, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err)
{
	*out = (struct bw_register){ .v = v, .day = day };
	return register_build(&out->net, v, day, pool, err);
}

int
bw_register_order(struct bw_register *r, struct bw_err *err)
{
	return r->order.n > 0 ? 0 : bw_order_init(&r->order, &r->net, err);
}

void
bw_register_close(struct bw_register *r)
{
	bw_order_release(&r->order);
	bw_net_release(&r->net);
	memset(r, 0, sizeof(*r));
}

/* Stakes lie by company, then holder: the pair is a run of them. */
void
bw_register_stakes(
    const struct bw_register *r, uint32_t tie, uint32_t *from, uint32_t *end)
{
	const struct bw_view *v = r->v;
	uint32_t y = bw_net_company(&r->net, tie), x = r->net.holder[tie];
	uint32_t lo = v->at[y], hi = v->at[y + 1];

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (v->holder[mid] < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	*from = lo;
	while (lo < v->at[y + 1] && v->holder[lo] == x)
		lo++;
	*end = lo;
}
