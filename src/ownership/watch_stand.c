/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * watch_stand.c - where one owner stands in all companies, before and after.
 *
 * Four questions: certain and possible control, in either state, for each
 * party of the unit. Votes are at least those held by what is certainly
 * controlled, and at most those held by what possibly is. Of several parties
 * the most counts.
 */
#include "ownership/watch_priv.h"
#include "base/mem.h"

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory to compare owners");
}

int
watch_stands_new(
    struct watch_stands *s, const struct watch_two *w, struct bw_err *err)
{
	struct bw_reach_rule rule = { 0 };
	int rc = 0;

	*s = (struct watch_stands){ .w = w };
	s->slot = bw_calloc((size_t)w->unit->n + 1, sizeof(*s->slot));
	if (s->slot == NULL)
		return no_memory(err);
	for (int side = 0; rc == 0 && side < BW_SIDES; side++)
		rc = bw_reach_new(
		    &s->reach[side], w->net[side], NULL, rule, err);
	return rc;
}

void
watch_stands_release(struct watch_stands *s)
{
	bw_reach_free(s->reach[BW_BEFORE]);
	bw_reach_free(s->reach[BW_AFTER]);
	bw_vec_release(&s->list);
	bw_free(s->slot);
}

const struct watch_stand *
watch_stand_of(const struct watch_stands *s, uint32_t company)
{
	uint32_t i = s->slot[company];

	return i < s->list.n && s->list.v[i].company == company ? &s->list.v[i]
								: NULL;
}

static struct watch_stand *
stand(struct watch_stands *s, uint32_t company)
{
	struct watch_stand new = { .company = company };
	uint32_t i = s->slot[company];

	if (i < s->list.n && s->list.v[i].company == company)
		return &s->list.v[i];
	s->slot[company] = (uint32_t)s->list.n;
	if (!bw_vec_push(&s->list, new))
		return NULL;
	return &s->list.v[s->list.n - 1];
}

/* The most of both; more than 25 % is more than 25 %. */
static void
raise_lo(struct bw_sum *to, struct bw_sum from)
{
	bool open = (from.open & BW_LO_OPEN) != 0;

	if (from.lo < to->lo || (from.lo == to->lo && !open))
		return;
	to->lo = from.lo;
	to->open =
	    (uint8_t)((to->open & BW_HI_OPEN) | (from.open & BW_LO_OPEN));
}

static void
raise_hi(struct bw_sum *to, struct bw_sum from)
{
	bool open = (from.open & BW_HI_OPEN) != 0;

	if (from.hi < to->hi || (from.hi == to->hi && open))
		return;
	to->hi = from.hi;
	to->open =
	    (uint8_t)((to->open & BW_LO_OPEN) | (from.open & BW_HI_OPEN));
}

static int
ask(struct watch_stands *s, int side, uint32_t party, enum bw_certainty how,
    struct bw_err *err)
{
	const uint32_t *of = s->w->unit->of[side], *set, *touched;
	struct watch_stand *to;
	size_t n, n_touched;
	int rc = bw_reach_set(s->reach[side], &party, 1, how, &set, &n, err);

	if (rc != 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		to = stand(s, of[set[i]]);
		if (to == NULL)
			return no_memory(err);
		if (how == BW_CERTAIN)
			to->certain[side] = true;
		else
			to->possible[side] = true;
	}
	bw_reach_touched(s->reach[side], &touched, &n_touched);
	for (size_t i = 0; i < n_touched; i++) {
		struct bw_sum held = bw_reach_held(s->reach[side], touched[i]);

		to = stand(s, of[touched[i]]);
		if (to == NULL)
			return no_memory(err);
		if (how == BW_CERTAIN)
			raise_lo(&to->votes[side], held);
		else
			raise_hi(&to->votes[side], held);
	}
	return 0;
}

int
watch_stands_ask(struct watch_stands *s, uint32_t owner, struct bw_err *err)
{
	const struct bw_units *u = s->w->unit;
	int rc = 0;

	s->list.n = 0;
	for (int side = 0; side < BW_SIDES; side++)
		for (uint32_t i = u->at[side][owner];
		     rc == 0 && i < u->at[side][owner + 1]; i++) {
			rc = ask(s, side, u->member[side][i], BW_CERTAIN, err);
			if (rc == 0)
				rc = ask(s, side, u->member[side][i],
				    BW_POSSIBLE, err);
		}
	return rc;
}
