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
	if (!bw_vec_push(&p->party, party) ||
	    !bw_vec_push(&p->row, (struct part_row){ 0 }))
		return shift_nomem(s);
	p->number[party] = (uint32_t)p->party.n;
	return 0;
}

/* The ties in number z, whose holders have all been met. */
int
part_fill_row(struct shifting *s, uint32_t z)
{
	const struct bw_net *net = s->net;
	struct part *p = &s->part;
	uint32_t y = p->party.v[z], begin = net->in_at[y];
	uint32_t n = net->in_at[y + 1] - begin;

	if (!bw_vec_room(&p->tie, n))
		return shift_nomem(s);
	p->row.v[z].first = (uint32_t)p->tie.n;
	p->row.v[z].n = n;
	for (uint32_t i = begin; i < begin + n; i++)
		p->tie.v[p->tie.n++] =
		    (struct part_tie){ .holder = p->number[net->holder[i]] - 1,
			    .tie = reach_tie_of(&s->base[BEFORE], i) };
	return 0;
}

static struct bw_tie
tie_in_part(const struct shifting *s, uint32_t holder, uint32_t company,
    struct reach_tie t)
{
	uint8_t rights = s->rule.shares_only
	    ? 0
	    : (uint8_t)(t.mark & (BW_TIE_DIRECT | BW_TIE_MAYBE));

	return (struct bw_tie){ .holder = holder,
		.company = company,
		.votes = { t.lo, t.hi, t.open },
		.capital = { t.lo, t.hi, t.open },
		.mark = rights };
}

static int
make_net(struct shifting *s)
{
	struct part *p = &s->part;
	struct bw_net_columns to;
	uint32_t n = (uint32_t)p->party.n, m = 0, k = 0;
	int rc;

	for (uint32_t y = 0; y < n; y++)
		m += p->row.v[y].n;
	if (!bw_vec_room(&p->tie, 1)) /* there may be none */
		return shift_nomem(s);
	if ((rc = bw_net_room(&p->net, n, m, &to, s->err)) != 0)
		return rc;
	for (uint32_t y = 0; y < n; y++) {
		const struct part_tie *t = p->tie.v + p->row.v[y].first;

		to.in_at[y] = k;
		for (uint32_t i = 0; i < p->row.v[y].n; i++) {
			struct bw_tie tie =
			    tie_in_part(s, t[i].holder, y, t[i].tie);

			bw_net_put(&to, k++, &tie);
		}
	}
	to.in_at[n] = m;
	return bw_net_index(&p->net, &to, s->err);
}

/* The changed companies are numbers 0, 1 ...: the rows keep their order. */
static void
fill_patch(struct shifting *s)
{
	struct bw_patch *p = &s->part.patch;

	for (uint32_t k = 0; k < p->n_company; k++) {
		p->company[k] = k;
		p->at[k] = s->patch->at[k];
		p->touched[k / 64] |= UINT64_C(1) << (k % 64);
		for (uint32_t i = p->at[k]; i < s->patch->at[k + 1]; i++) {
			uint32_t holder =
			    s->part.number[s->patch->tie[i].holder] - 1;

			p->tie[i] = tie_in_part(
			    s, holder, k, reach_patched(&s->base[AFTER], i));
			p->holds[holder / 64] |= UINT64_C(1) << (holder % 64);
		}
	}
	p->at[p->n_company] = p->n_tie;
}

struct held { /* for sorting: a holder and its tie */
	uint32_t holder, tie;
};

static int
by_holder(const void *va, const void *vb)
{
	const struct held *a = va, *b = vb;

	if (a->holder != b->holder)
		return a->holder < b->holder ? -1 : 1;
	return a->tie < b->tie ? -1 : a->tie > b->tie;
}

static int
index_patch(struct shifting *s)
{
	struct bw_patch *p = &s->part.patch;
	struct held *held = bw_alloc((size_t)p->n_tie + 1, sizeof(*held));

	if (held == NULL)
		return shift_nomem(s);
	for (uint32_t i = 0; i < p->n_tie; i++)
		held[i] = (struct held){ p->tie[i].holder, i };
	if (p->n_tie > 1)
		qsort(held, p->n_tie, sizeof(*held), by_holder);
	for (uint32_t i = 0; i < p->n_tie; i++)
		p->by_holder[i] = held[i].tie;
	bw_free(held);
	return 0;
}

static int
make_patch(struct shifting *s)
{
	struct bw_patch *p = &s->part.patch;
	size_t words = s->part.party.n / 64 + 1;

	*p = (struct bw_patch){ .net = &s->part.net,
		.n_company = s->patch->n_company,
		.n_tie = s->patch->n_tie };
	p->touched = bw_calloc(words, sizeof(*p->touched));
	p->holds = bw_calloc(words, sizeof(*p->holds));
	p->company = bw_calloc((size_t)p->n_company + 1, sizeof(*p->company));
	p->at = bw_calloc((size_t)p->n_company + 1, sizeof(*p->at));
	p->tie = bw_calloc((size_t)p->n_tie + 1, sizeof(*p->tie));
	p->by_holder = bw_calloc((size_t)p->n_tie + 1, sizeof(uint32_t));
	if (p->touched == NULL || p->holds == NULL || p->company == NULL ||
	    p->at == NULL || p->tie == NULL || p->by_holder == NULL)
		return shift_nomem(s);
	fill_patch(s);
	return index_patch(s);
}

static void
release_net(struct part *p)
{
	for (int i = 0; i < 2; i++) {
		bw_reach_free(p->reach[i][BW_POSSIBLE]);
		bw_reach_free(p->reach[i][BW_CERTAIN]); /* has the base */
		p->reach[i][BW_POSSIBLE] = p->reach[i][BW_CERTAIN] = NULL;
	}
	bw_patch_release(&p->patch);
	bw_net_release(&p->net);
}

int
part_close(struct shifting *s)
{
	struct part *p = &s->part;
	struct bw_reach_rule rule = { .threshold = s->rule.threshold,
		.at_least = s->rule.at_least };
	int rc;

	release_net(p);
	rc = make_net(s);
	if (rc == 0)
		rc = make_patch(s);
	for (int i = 0; i < 2 && rc == 0; i++) {
		rc = bw_reach_new(&p->reach[i][BW_CERTAIN], &p->net,
		    i == AFTER ? &p->patch : NULL, rule, s->err);
		if (rc == 0)
			rc = reach_worker(&p->reach[i][BW_POSSIBLE],
			    p->reach[i][BW_CERTAIN]->base, s->err);
	}
	return rc;
}

void
part_release(struct part *p)
{
	release_net(p);
	bw_free(p->number);
	bw_vec_release(&p->party);
	bw_vec_release(&p->row);
	bw_vec_release(&p->tie);
}
