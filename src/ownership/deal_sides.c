/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * deal_sides.c - who can have risen by a deal, and who fallen (deal_sides.h).
 */
#include "ownership/deal_sides.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"

#define RIGHTS (BW_TIE_DIRECT | BW_TIE_MAYBE | BW_TIE_INDIRECT)

struct bw_sides {
	uint32_t n;
	uint64_t *rose, *fell; /* bit per party: holder of a pair that did */
	bool all;              /* own shares changed hands */
	struct bw_reach *before, *after;
	uint32_t owner; /* asked last */
	bool rise, fall;
};

struct held { /* one tie, before or after */
	uint32_t holder;
	bool after;
	uint8_t right;
	struct bw_share votes;
};
struct pair { /* all that one holder has in the company, on one side */
	size_t n;
	uint64_t lo, hi;
	uint8_t open, right;
};
struct held_list {
	struct held *v;
	size_t n, cap;
};

static int
by_holder(const void *va, const void *vb)
{
	const struct held *a = va, *b = vb;

	if (a->holder != b->holder)
		return a->holder < b->holder ? -1 : 1;
	return (int)a->after - (int)b->after;
}

static void
mark(uint64_t *bits, uint32_t party)
{
	bits[party / 64] |= UINT64_C(1) << (party % 64);
}

static bool
marked(const uint64_t *bits, uint32_t party)
{
	return (bits[party / 64] >> (party % 64) & 1) != 0;
}

/* What is not simply more, or simply less, may be both. */
static void
compare(struct bw_sides *s, uint32_t holder, uint32_t company,
    const struct pair *was, const struct pair *is)
{
	bool same_right = was->right == is->right;
	bool plain = was->n <= 1 && is->n <= 1 && was->open == is->open;
	bool up = is->lo > was->lo || is->hi > was->hi;
	bool down = is->lo < was->lo || is->hi < was->hi;

	if (same_right && was->n == is->n && was->open == is->open && !up &&
	    !down)
		return;
	if (was->n == 0 || is->n == 0) {
		up = was->n == 0;
		down = is->n == 0;
	} else if (plain && (was->right ^ is->right) == BW_TIE_DIRECT) {
		up |= is->right != 0;
		down |= was->right != 0;
	} else if (!plain || !same_right) {
		up = down = true;
	}
	if (up)
		mark(s->rose, holder);
	if (down)
		mark(s->fell, holder);
	s->all |= holder == company;
}

static void
add(struct pair *p, const struct held *h)
{
	p->n++;
	p->lo += h->votes.lo;
	p->hi += h->votes.hi;
	p->open |= h->votes.open;
	p->right |= h->right;
}

static int
compare_company(struct bw_sides *s, const struct bw_net *net,
    const struct bw_patch *patch, uint32_t y, struct held_list *list)
{
	const struct bw_tie *tie;
	uint32_t n;
	bool ok = true;

	list->n = 0;
	for (uint32_t t = net->in_at[y]; t < net->in_at[y + 1] && ok; t++)
		ok = bw_vec_push(list,
		    ((struct held){ net->holder[t], false,
			(uint8_t)(net->mark[t] & RIGHTS),
			bw_net_votes(net, t) }));
	bw_patch_row(patch, y, &tie, &n);
	for (uint32_t i = 0; i < n && ok; i++)
		ok = bw_vec_push(list,
		    ((struct held){ tie[i].holder, true,
			(uint8_t)(tie[i].mark & RIGHTS), tie[i].votes }));
	if (!ok)
		return BW_ENOMEM;
	if (list->n > 1)
		qsort(list->v, list->n, sizeof(*list->v), by_holder);
	for (size_t i = 0; i < list->n;) {
		uint32_t holder = list->v[i].holder;
		struct pair was = { 0 }, is = { 0 };

		for (; i < list->n && list->v[i].holder == holder; i++)
			add(list->v[i].after ? &is : &was, &list->v[i]);
		compare(s, holder, y, &was, &is);
	}
	return 0;
}

int
bw_sides_new(struct bw_sides **out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_err *err)
{
	struct bw_sides *s = bw_calloc(1, sizeof(*s));
	struct held_list list = { 0 };
	struct bw_reach_rule rule = { 0 };
	int rc = 0;

	*out = s;
	if (s == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	s->n = net->n;
	s->owner = BW_NONE;
	s->rose = bw_calloc(net->n / 64 + 1, sizeof(*s->rose));
	s->fell = bw_calloc(net->n / 64 + 1, sizeof(*s->fell));
	if (s->rose == NULL || s->fell == NULL)
		rc = BW_ENOMEM;
	for (uint32_t i = 0; i < patch->n_company && rc == 0; i++)
		rc = compare_company(s, net, patch, patch->company[i], &list);
	bw_vec_release(&list);
	if (rc != 0)
		return bw_fail(err, BW_ENOMEM, "no memory for a deal");
	rc = bw_reach_new(&s->before, net, NULL, rule, err);
	return rc != 0 ? rc : bw_reach_new(&s->after, net, patch, rule, err);
}

void
bw_sides_free(struct bw_sides *s)
{
	if (s == NULL)
		return;
	bw_reach_free(s->before);
	bw_reach_free(s->after);
	bw_free(s->rose);
	bw_free(s->fell);
	bw_free(s);
}

/* Is one of the seeds, or of what they possibly control, marked? */
static int
any_marked(struct bw_reach *r, const uint64_t *bits, const uint32_t *seed,
    size_t n_seed, bool *out, struct bw_err *err)
{
	const uint32_t *list;
	size_t n;
	int rc = bw_reach_set(r, seed, n_seed, BW_POSSIBLE, &list, &n, err);

	*out = false;
	for (size_t i = 0; i < n_seed; i++)
		*out |= marked(bits, seed[i]);
	for (size_t i = 0; rc == 0 && i < n; i++)
		*out |= marked(bits, list[i]);
	return rc;
}

int
bw_sides_of(struct bw_sides *s, uint32_t owner, const struct bw_group *group,
    bool *rise, bool *fall, struct bw_err *err)
{
	bool alone = owner < s->n;
	const uint32_t *seed = alone ? &owner : group[owner - s->n].member;
	size_t n = alone ? 1 : group[owner - s->n].n;
	int rc = 0;

	if (s->owner != owner && !s->all) {
		rc = any_marked(s->before, s->fell, seed, n, &s->fall, err);
		if (rc == 0)
			rc = any_marked(
			    s->after, s->rose, seed, n, &s->rise, err);
	}
	s->owner = rc == 0 ? owner : BW_NONE;
	*rise = s->all || s->rise;
	*fall = s->all || s->fall;
	return rc;
}
