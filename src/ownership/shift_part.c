/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift_part.c - the part of a net that a change concerns, as a net.
 *
 * Above a company in the core of a register may lie tens of thousands of
 * others, and among their holders are some with tens of thousands of stakes
 * elsewhere. Thousands of owners are asked about this part alone; copied side
 * by side it fits in the memory near the processor, and what lies outside it
 * is never read. Votes here are the column that counts for the rule, with
 * rights and indirect stakes as the rule sees them.
 */
#include "ownership/shift_priv.h"

int
part_meet(struct shifting *s, uint32_t party)
{
	struct part *p = &s->part;

	if (p->number[party] != 0)
		return 0;
	if (!bw_vec_push(&p->party, party))
		return shift_nomem(s);
	p->number[party] = (uint32_t)p->party.n;
	return 0;
}

/* The next row; its holders have been met when it is whole. */
int
part_row(struct shifting *s, uint32_t company, bool whole)
{
	const struct bw_net *net = s->net;
	struct part *p = &s->part;

	if (!bw_vec_push(&p->row_at, (uint32_t)p->tie.n))
		return shift_nomem(s);
	if (!whole)
		return 0;
	for (uint32_t i = net->in_at[company]; i < net->in_at[company + 1];
	     i++) {
		uint32_t holder = p->number[net->holder[i]];

		if (!bw_vec_push(&p->tie,
			(struct part_tie){ .holder = holder - 1,
			    .tie = reach_tie_of(s->base[BEFORE], i) }))
			return shift_nomem(s);
	}
	return 0;
}

static void
fill(struct part *p, const struct bw_net_columns *to, bool shares_only)
{
	uint8_t rights = shares_only ? 0 : BW_TIE_DIRECT | BW_TIE_MAYBE;

	for (uint32_t y = 0; y < p->net.n; y++)
		to->in_at[y] = p->row_at.v[y];
	to->in_at[p->net.n] = p->net.m;
	for (uint32_t i = 0; i < p->net.m; i++) {
		struct reach_tie t = p->tie.v[i].tie;
		struct bw_tie tie = { .holder = p->tie.v[i].holder,
			.votes = { t.lo, t.hi, t.open },
			.capital = { t.lo, t.hi, t.open },
			.mark = t.mark & rights };

		bw_net_put(to, i, &tie);
	}
}

int
part_close(struct shifting *s)
{
	struct part *p = &s->part;
	struct bw_net_columns to;
	struct bw_reach_rule rule = { s->rule.threshold, s->rule.at_least,
		false, false };
	struct reach_base *base;
	int rc = bw_net_room(
	    &p->net, (uint32_t)p->party.n, (uint32_t)p->tie.n, &to, s->err);

	if (rc != 0)
		return rc;
	fill(p, &to, s->rule.shares_only);
	rc = bw_net_index(&p->net, &to, s->err);
	if (rc == 0)
		rc = bw_reach_new(
		    &p->reach[BW_CERTAIN], &p->net, NULL, rule, s->err);
	if (rc == 0) {
		base = p->reach[BW_CERTAIN]->base;
		rc = reach_worker(&p->reach[BW_POSSIBLE], base, s->err);
	}
	return rc;
}

void
part_release(struct part *p)
{
	bw_reach_free(p->reach[BW_POSSIBLE]);
	bw_reach_free(p->reach[BW_CERTAIN]); /* it owns the base */
	bw_net_release(&p->net);
	bw_free(p->number);
	bw_vec_release(&p->party);
	bw_vec_release(&p->row_at);
	bw_vec_release(&p->tie);
}
