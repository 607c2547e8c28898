/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift.c - what a change does to the owners it can touch (shift_who.c).
 *
 * Most of them only hold something in a changed company and neither control it
 * before nor after. Then nothing else changes for them: let S be the set before
 * (certain or possible). If no changed company is in S, all steps that led to S
 * can be taken after the change too; and if none passes with what S has in it
 * after the change, nothing can be added, so the set after is S. What S has in
 * the changed companies is all that can differ, and for that the part of the
 * net above them is enough. Others are asked before and after, everywhere.
 */
#include "base/mem.h"
#include "ownership/shift_priv.h"

int
shift_nomem(struct shifting *s)
{
	return bw_fail(s->err, BW_ENOMEM, "no memory for a change");
}

static struct bw_stand
stand_in(const struct shifting *s, enum side side, uint32_t y)
{
	const struct bw_reach *sure = s->reach[side][BW_CERTAIN];
	const struct bw_reach *may = s->reach[side][BW_POSSIBLE];
	struct bw_sum lo = bw_reach_held(sure, y), hi = bw_reach_held(may, y);
	struct bw_stand st = {
		.controls_certain =
		    reach_has(sure, y) && sure->acc[y].pos >= sure->n_seed,
		.controls_possible =
		    reach_has(may, y) && may->acc[y].pos >= may->n_seed,
		.votes = { .lo = lo.lo,
		    .hi = hi.hi,
		    .open = (uint8_t)((lo.open & BW_LO_OPEN) |
			(hi.open & BW_HI_OPEN)) },
	};

	return st;
}

static bool
same(const struct bw_stand *a, const struct bw_stand *b)
{
	return a->controls_certain == b->controls_certain &&
	    a->controls_possible == b->controls_possible &&
	    a->votes.lo == b->votes.lo && a->votes.hi == b->votes.hi &&
	    a->votes.open == b->votes.open;
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

/* Most changes do without those of the whole net. */
static int
engine(struct shifting *s, int i, struct bw_reach **r)
{
	struct bw_reach **at = &s->reach[i / 2][i % 2];
	int rc = *at != NULL ? 0 : reach_worker(at, s->base[i / 2], s->err);

	*r = *at;
	return rc;
}

static int
ask_all(struct shifting *s, const uint32_t *seed, size_t n)
{
	const uint32_t *list;
	size_t n_list;
	int rc;

	s->company.n = 0;
	for (int i = 0; i < 4; i++) {
		struct bw_reach *r;

		rc = engine(s, i, &r);
		if (rc != 0)
			return rc;
		rc = bw_reach_set(r, seed, n,
		    i % 2 == BW_CERTAIN ? BW_CERTAIN : BW_POSSIBLE, &list,
		    &n_list, s->err);
		if (rc != 0)
			return rc;
		bw_reach_touched(r, &list, &n_list);
		for (size_t k = 0; k < n_list; k++)
			if (bit_note(s->named, list[k]) &&
			    !bw_vec_push(&s->company, list[k]))
				return shift_nomem(s);
	}
	for (size_t k = 0; k < s->company.n; k++)
		s->named[s->company.v[k] / 64] = 0;
	return 0;
}

/* One owner: the companies where he stands otherwise than before. */
static int
ask_fully(struct shifting *s, uint32_t owner, const uint32_t *seed, size_t n)
{
	int rc = ask_all(s, seed, n);

	if (rc != 0)
		return rc;
	if (s->company.n > 1)
		qsort(s->company.v, s->company.n, sizeof(uint32_t), by_number);
	for (size_t k = 0; k < s->company.n; k++) {
		struct bw_shift_row row = { .owner = owner,
			.company = s->company.v[k] };

		row.before = stand_in(s, BEFORE, row.company);
		row.after = stand_in(s, AFTER, row.company);
		if (!same(&row.before, &row.after) &&
		    !bw_vec_push(&s->out, row))
			return shift_nomem(s);
	}
	return 0;
}

static uint32_t
local(const struct shifting *s, uint32_t party)
{
	return s->part.number[party] - 1;
}

/* What the set of r, in the part, has in company number k of the patch after
 * the change. */
static struct acc
held_after(const struct shifting *s, const struct bw_reach *r, uint32_t k,
    bool *outright)
{
	const struct bw_patch *p = s->patch;
	const struct reach_base *b = s->base[AFTER];
	struct acc a = { 0 };

	*outright = false;
	for (uint32_t i = p->at[k]; i < p->at[k + 1]; i++) {
		struct reach_tie t = reach_patched(b, i);

		if (p->tie[i].holder == p->company[k] ||
		    !reach_has(r, local(s, p->tie[i].holder)))
			continue;
		reach_acc_add(&a, t);
		if (!b->rule.shares_only)
			*outright |= (t.mark & BW_TIE_DIRECT) ||
			    ((t.mark & BW_TIE_MAYBE) &&
				r->mode == RUN_POSSIBLE);
	}
	return a;
}

/* Neither before nor after in the set of r? Then *after is what it has. */
static bool
stays_out(const struct shifting *s, const struct bw_reach *r, uint32_t k,
    struct bw_sum *after)
{
	struct reach_base *b = s->base[AFTER];
	const struct pass p = { b->rule.threshold, b->rule.at_least, r->mode };
	uint32_t y = s->patch->company[k], at = local(s, y);
	const struct firm *f = reach_firm(b, y);
	bool outright;
	struct acc a = held_after(s, r, k, &outright);

	*after = reach_sum_of(&a, f);
	if (reach_has(r, at)) /* a seed is no member of its set */
		return r->acc[at].pos < r->n_seed;
	return !outright && !pass_test(&p, f, &a);
}

static struct bw_sum
ends(struct bw_sum sure, struct bw_sum may)
{
	return (struct bw_sum){ .lo = sure.lo,
		.hi = may.hi,
		.open = (uint8_t)((sure.open & BW_LO_OPEN) |
		    (may.open & BW_HI_OPEN)) };
}

/* An owner in whose sets nothing changes: only votes in changed companies.
 * *done is false when something may. */
static int
ask_quickly(struct shifting *s, uint32_t owner, bool *done)
{
	struct bw_reach *const *r = s->part.reach;
	uint32_t seed = local(s, owner);
	size_t begin = s->out.n, n_set;
	const uint32_t *set;
	int rc = 0;

	*done = true;
	for (int how = BW_CERTAIN; how <= BW_POSSIBLE && rc == 0; how++)
		rc = bw_reach_set(r[how], &seed, 1, (enum bw_certainty)how,
		    &set, &n_set, s->err);
	for (uint32_t k = 0; k < s->patch->n_company && rc == 0 && *done; k++) {
		uint32_t y = s->patch->company[k], at = local(s, y);
		struct bw_shift_row row = { .owner = owner, .company = y };
		struct bw_sum sure = { 0 }, may = { 0 };

		*done = stays_out(s, r[BW_CERTAIN], k, &sure) &&
		    stays_out(s, r[BW_POSSIBLE], k, &may);
		row.before.votes = ends(bw_reach_held(r[BW_CERTAIN], at),
		    bw_reach_held(r[BW_POSSIBLE], at));
		row.after.votes = ends(sure, may);
		if (*done && !same(&row.before, &row.after) &&
		    !bw_vec_push(&s->out, row))
			rc = shift_nomem(s);
	}
	if (!*done)
		s->out.n = begin;
	return rc;
}

static int
ask(struct shifting *s, uint32_t owner)
{
	bool done;
	int rc = ask_quickly(s, owner, &done);

	s->n_asked++;
	return rc != 0 || done ? rc : ask_fully(s, owner, &owner, 1);
}

/* Together they may control what none of them does: the part of the net above
 * the changed companies that was gone through does not tell. */
static int
ask_group(struct shifting *s, uint32_t owner, const struct bw_group *g)
{
	s->n_asked++;
	return ask_fully(s, owner, g->member, g->n);
}

static int
start(struct shifting *s)
{
	size_t words = (size_t)s->net->n / 64 + 1;
	uint64_t **bits[] = { &s->holder, &s->asked, &s->named };
	int rc = 0;

	for (size_t i = 0; i < BW_LEN(bits); i++)
		if ((*bits[i] = bw_calloc(words, sizeof(uint64_t))) == NULL)
			return shift_nomem(s);
	s->part.number = bw_calloc((size_t)s->net->n + 1, sizeof(uint32_t));
	if (s->part.number == NULL)
		return shift_nomem(s);
	for (int i = BEFORE; i <= AFTER && rc == 0; i++)
		rc = reach_base_new(&s->base[i], s->net,
		    i == AFTER ? s->patch : NULL, s->rule, s->err);
	return rc;
}

static void
stop(struct shifting *s)
{
	for (int i = 0; i < 4; i++)
		bw_reach_free(s->reach[i / 2][i % 2]);
	reach_base_free(s->base[BEFORE]);
	reach_base_free(s->base[AFTER]);
	part_release(&s->part);
	bw_free(s->holder);
	bw_free(s->asked);
	bw_free(s->named);
	bw_vec_release(&s->owner);
	bw_vec_release(&s->in_row);
	bw_vec_release(&s->company);
	bw_vec_release(&s->out);
}

int
bw_shift_run(struct bw_shift *out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    const struct bw_group *group, size_t n_group, struct bw_arena *a,
    struct bw_err *err)
{
	struct shifting s = {
		.net = net, .patch = patch, .rule = rule, .err = err
	};
	int rc = start(&s);

	memset(out, 0, sizeof(*out));
	if (rc == 0)
		rc = shift_find(&s);
	for (size_t i = 0; i < s.owner.n && rc == 0; i++)
		rc = ask(&s, s.owner.v[i]);
	for (size_t i = 0; i < n_group && rc == 0; i++)
		rc = ask_group(&s, net->n + (uint32_t)i, &group[i]);
	if (rc == 0) {
		out->row = BW_ARENA_ARRAY(a, struct bw_shift_row, s.out.n + 1);
		out->n = s.out.n;
		out->n_asked = s.n_asked;
		if (out->row == NULL)
			rc = shift_nomem(&s);
		else if (s.out.n > 0)
			memcpy(out->row, s.out.v, s.out.n * sizeof(*s.out.v));
	}
	stop(&s);
	return rc;
}

/* Below t before, and not below after: both for all values, or for some. */
enum bw_certainty
bw_crossed(struct bw_sum before, struct bw_sum after, uint64_t t, bool at_least,
    bool down)
{
	struct bw_sum a = down ? after : before, b = down ? before : after;
	bool strict = !at_least;

	if (bw_sum_certain(b, t, strict) && !bw_sum_possible(a, t, strict))
		return BW_CERTAIN;
	if (bw_sum_possible(b, t, strict) && !bw_sum_certain(a, t, strict))
		return BW_POSSIBLE;
	return BW_EXCLUDED;
}
