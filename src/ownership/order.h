/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * order.h - the parties of a net, holders before the companies they hold.
 *
 * Parties that hold each other in a circle are one component (a strongly
 * connected one); components come in an order in which every tie leads from
 * an earlier to a later one, or stays within. Solving from the first to the
 * last then needs no iteration but within components. (Tarjan 1972, without
 * recursion.)
 */
#ifndef BW_ORDER_H
#define BW_ORDER_H
#include "ownership/net.h"

struct bw_order {
	uint32_t n, n_comp;
	/* n parties, component by component; within one in reverse order of
	 * being finished, so that most ties lead forward there too */
	const uint32_t *node;
	const uint32_t *comp_at; /* n_comp + 1: where each begins in `node` */
	const uint32_t *comp;    /* n: the component of a party */
	void *own;
};
/* O(n + m), 12 bytes a party. Ties that can carry nothing (an upper end of 0
 * in votes and capital) count as well. */
int bw_order_init(struct bw_order *o, const struct bw_net *net,
    struct bw_err *err) BW_MUST_USE;
void bw_order_release(struct bw_order *o);

#endif
