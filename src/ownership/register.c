/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * register.c - the world on one day as a net.
 */
#include "ownership/register_priv.h"
#include "base/mem.h"
#include <sys/mman.h>

#define KEEP_FROM 100000u /* stakes: from here on a file pays */

int
bw_register_open(struct bw_register *out, const struct bw_view *v, bw_date day,
    struct bw_pool *pool, struct bw_err *err)
{
	struct bw_kept_state state;
	char *path = NULL;
	int rc = 0;

	*out = (struct bw_register){ .v = v, .day = day };
	if (v->n_stake >= KEEP_FROM && bw_view_keeps(v, &state))
		path = bw_kept_path(bw_world_path(bw_view_world(v)), ".net");
	if (path == NULL || !register_map(out, path, &state, pool)) {
		rc = register_build(&out->net, v, day, pool, err);
		if (rc == 0 && path != NULL) /* only a cache: it may fail */
			(void)register_write(out, path, &state, pool);
	}
	bw_free(path);
	return rc;
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
	if (r->map != NULL)
		munmap(r->map, r->map_bytes);
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
