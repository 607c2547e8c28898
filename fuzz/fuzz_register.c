/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_register.c - hostile bytes as world.bwk.net are refused, or harmless.
 *
 * First the bytes as they are; then with all sums made right, as somebody
 * would who means harm, so that the checks behind the sums are reached. On what
 * is accepted the engines run that walk whole registers. The file is compiled
 * in, because nothing outside it may know how to make the sums.
 */
#include "ownership/register_file.c" /* NOLINT(bugprone-suspicious-include) */
#include "ownership/order.h"
#include "ownership/reach.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile uint64_t sum;

static void
all_pairs(const struct bw_net *net, bool capital)
{
	struct bw_reach_rule rule = { .capital = capital };
	struct bw_pairs sure, may;

	BW_ASSERT(bw_pairs_both(&sure, &may, net, rule, NULL, NULL) == 0);
	for (uint64_t i = 0; i < sure.n_pair; i++)
		BW_ASSERT(sure.down[i] < net->n && sure.up[i] < net->n);
	for (uint64_t i = 0; i < may.n_pair; i++)
		BW_ASSERT(may.down[i] < net->n && may.up[i] < net->n);
	bw_pairs_release(&may);
	bw_pairs_release(&sure);
}

static void
use(const struct bw_net *net)
{
	struct bw_order order;

	if (net->n > 4096) /* all pairs could be 2^24 */
		return;
	for (uint32_t i = 0; i < net->m; i++) {
		BW_ASSERT(bw_share_valid(bw_net_votes(net, i)));
		BW_ASSERT(bw_share_valid(bw_net_capital(net, i)));
		BW_ASSERT(bw_net_company(net, i) < net->n);
		sum += net->holder[i];
	}
	all_pairs(net, false);
	all_pairs(net, true);
	BW_ASSERT(bw_order_init(&order, net, NULL) == 0);
	for (uint32_t i = 0; i < order.n; i++)
		BW_ASSERT(order.node[i] < net->n);
	bw_order_release(&order);
}

static void
make_sums_right(void *bytes, size_t n)
{
	const void *at[SECTIONS];
	struct head *h = bytes;

	if (n < sizeof(*h))
		return;
	memcpy(h->magic, MAGIC, 8);
	h->layout = LAYOUT;
	h->order = ORDER;
	for (int i = 0; i < SECTIONS; i++) {
		if (h->section[i].at > n ||
		    h->section[i].bytes > n - h->section[i].at)
			return;
		at[i] = (char *)bytes + h->section[i].at;
	}
	BW_ASSERT(sum_all(h->section, at, NULL));
	h->xxh3 = XXH3_64bits(h, offsetof(struct head, xxh3));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room = (size_t)bw_kept_aligned(size + 1);
	void *bytes = aligned_alloc(BW_KEPT_ALIGN, room);
	struct bw_kept_state state = { 0 };
	struct head h = { 0 };
	struct bw_net net;
	const char *why;

	if (bytes == NULL)
		return 0;
	memcpy(bytes, data, size);
	if (size >= sizeof(h)) { /* of the world and day it says */
		memcpy(&h, data, sizeof(h));
		state = h.state;
	}
	for (int i = 0; i < 2; i++) {
		if (register_read(
			&net, bytes, size, &state, h.from, h.n, NULL, &why))
			use(&net);
		else
			BW_ASSERT(why != NULL);
		make_sums_right(bytes, size);
	}
	free(bytes);
	return 0;
}
