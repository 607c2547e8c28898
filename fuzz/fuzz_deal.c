/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_deal.c - any bytes as a deal, and the deal on a small net.
 *
 * Names are given numbers by their first letter, so that what is read is also
 * carried out; what a step may not do is refused, and after the rest every
 * share is one.
 */
#include "base/map.h"
#include "ownership/deal_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PARTIES 6u

static uint32_t
number(struct bw_str name)
{
	return name.n == 0 ? BW_NONE
			   : (uint32_t)(unsigned char)name.p[0] % PARTIES;
}

static void
carry_out(const struct bw_deal_text *t, struct bw_arena *a)
{
	static const struct bw_tie tie[] = {
		{ 0, 1, { 600000000, 600000000, 0 },
		    { 600000000, 600000000, 0 }, 0 },
		{ 1, 2, { 250000000, 500000000, BW_LO_OPEN },
		    { 250000000, 500000000, BW_LO_OPEN }, 0 },
		{ 2, 1, { 300000000, 300000000, 0 }, { 0, 1000000000, 0 }, 0 },
		{ 3, 2, { 0, 0, 0 }, { 0, 0, 0 }, BW_TIE_DIRECT },
	};
	static const uint32_t threshold[] = { 100000000, 250000000 };
	struct bw_deal_step *step =
	    BW_ARENA_ARRAY(a, struct bw_deal_step, t->n + 1);
	struct bw_deal_effect effect;
	struct bw_change *change;
	struct bw_patch patch;
	struct bw_net net;
	size_t n, at;

	if (step == NULL ||
	    bw_net_init(&net, PARTIES, tie, BW_LEN(tie), NULL) != 0)
		return;
	for (size_t i = 0; i < t->n; i++) {
		const struct bw_deal_line *l = &t->step[i];

		step[i] = (struct bw_deal_step){ .buyer = number(l->buyer),
			.target = number(l->target),
			.seller = number(l->seller),
			.new_shares = l->new_shares,
			.votes = l->votes,
			.capital = l->capital,
			.n_via = l->n_via,
			.board = l->board,
			.board_lost = l->board_lost };
		for (unsigned k = 0; k < l->n_via; k++)
			step[i].via[k] = number(l->via[k]);
	}
	if (bw_deal_changes(&net, step, t->n, &change, &n, &at, a, NULL) == 0 &&
	    bw_patch_init(&patch, &net, change, n, NULL) == 0) {
		for (size_t i = 0; i < n; i++)
			BW_ASSERT(bw_share_valid(change[i].votes) &&
			    bw_share_valid(change[i].capital));
		(void)!bw_deal_effect(&effect, &net, &patch, step[0].target,
		    NULL, 0, threshold, 2, a, NULL);
		bw_patch_release(&patch);
	}
	bw_net_release(&net);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_deal_text text;
	struct bw_arena a;

	bw_arena_init(&a, (size_t)64 << 20);
	if (bw_deal_text_read(&text,
		(struct bw_str){ (const char *)data, size }, &a, NULL) == 0)
		carry_out(&text, &a);
	bw_arena_release(&a);
	return 0;
}
