/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * town_net.c - see town_net.h. Twice the same draws: first to count the ties of
 * each company, then to put them in their place.
 */
#include "town_net.h"

#define TIES 83u /* in ten companies, about */

struct town {
	struct bw_net *net;
	struct bw_net_columns to;
	uint32_t companies, people, core;
	uint64_t state;
	uint32_t company, at; /* being drawn; where its next tie goes */
	bool count;
};

static uint32_t
draw(struct town *t, uint32_t n)
{
	t->state ^= t->state << 13;
	t->state ^= t->state >> 7;
	t->state ^= t->state << 17;
	return (uint32_t)((t->state >> 32) * n >> 32);
}

/* Cubed: the first thousandth gets a tenth of the draws. */
static uint32_t
powerful(struct town *t, uint32_t n)
{
	uint64_t u = draw(t, 1u << 20);

	return (uint32_t)((u * u >> 20) * u * n >> 40);
}

static uint32_t
owner(struct town *t)
{
	if (t->company == 0 || draw(t, 3) > 0)
		return t->companies + powerful(t, t->people);
	return powerful(t, t->company);
}

static void
put(struct town *t, uint32_t holder, struct bw_share share, uint8_t mark)
{
	struct bw_tie tie = { holder, t->company, share, share, mark };

	if (!t->count)
		bw_net_put(&t->to, t->at, &tie);
	t->at++;
}

static void
stake(struct town *t, uint32_t holder, uint32_t ppb, bool shared)
{
	if (draw(t, 50) == 0) { /* told in two parts */
		put(t, holder, bw_share_exact(ppb / 2), 0);
		ppb -= ppb / 2;
	}
	if (shared && draw(t, 5) == 0)
		put(t, holder,
		    (struct bw_share){ ppb / 2, ppb | 1, BW_LO_OPEN }, 0);
	else
		put(t, holder, bw_share_exact(ppb),
		    draw(t, 1000) == 0 ? BW_TIE_DIRECT : 0);
}

/* Held within the core by two others of it, the next one surely. */
static uint32_t
core(struct town *t, uint32_t left)
{
	uint32_t share = BW_ONE / 50 + draw(t, BW_ONE / 8);

	stake(t, (t->company + 1) % t->core, share, true);
	left -= share;
	share = BW_ONE / 50 + draw(t, BW_ONE / 8);
	stake(t, draw(t, t->core), share, true);
	return left - share;
}

static void
company(struct town *t, uint32_t y)
{
	uint32_t k, left = BW_ONE, share;

	t->company = y;
	t->state = ((uint64_t)y + 1) * 0x9e3779b97f4a7c15u;
	k = draw(t, 5) < 2 ? 1 : 2 + draw(t, draw(t, 5) ? 9 : 59);
	if (y < t->core) {
		left = core(t, left);
	} else if (draw(t, 50) == 0 && (y ^ 1) < t->companies) {
		share = BW_ONE / 20 + draw(t, BW_ONE / 10);
		stake(t, y ^ 1, share, false);
		left -= share;
	}
	if (draw(t, 100) == 0) {
		share = draw(t, BW_ONE / 10);
		put(t, y, bw_share_exact(share), 0);
		left -= share;
	}
	for (uint32_t i = 0; i < k; i++) {
		share = i + 1 == k ? left : draw(t, left);
		left -= share;
		stake(t, owner(t), share, k > 1);
	}
}

static uint32_t
all(struct town *t)
{
	t->at = 0;
	for (uint32_t y = 0; y < t->companies; y++) {
		if (!t->count)
			t->to.in_at[y] = t->at;
		company(t, y);
	}
	return t->at;
}

int
town_net(struct bw_net *net, uint64_t ties, uint32_t core, struct bw_err *err)
{
	uint32_t companies = (uint32_t)(ties * 10 / TIES) + 2;
	struct town t = { .net = net,
		.companies = companies,
		.people = companies,
		.core = core < companies ? core : companies,
		.count = true };
	uint32_t m = all(&t), n = t.companies + t.people;
	int rc = bw_net_room(net, n, m, &t.to, err);

	if (rc != 0)
		return rc;
	t.count = false;
	BW_ASSERT(all(&t) == m);
	for (uint32_t y = t.companies; y <= n; y++)
		t.to.in_at[y] = m;
	return bw_net_index(net, &t.to, err);
}
