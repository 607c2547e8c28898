/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shift.c - asking those a change can touch, before and after.
 *
 * Let H be the holders, before or after, of the companies whose rows change. An
 * owner X whose possible set before, X included, has nobody of H in it holds
 * nothing in a changed company through anybody. Every test on the way to his
 * set reads rows that stay as they are, so the same companies pass in the same
 * order before and after, and his votes are the same everywhere. Hence only H
 * and those who possibly control one of H before the change are asked.
 *
 * They are above H. Whoever controls anything at all has one company that he
 * controls alone, by his own ties; so of all parties above H those are asked
 * who pass that test somewhere. The rest of them only belong to groups, which
 * are asked when told.
 */
#include "ownership/shift.h"
#include "base/mem.h"
#include "base/vec.h"
#include "ownership/reach_priv.h"

enum side {
	BEFORE,
	AFTER
};

struct shifting {
	const struct bw_net *net;
	const struct bw_patch *patch;
	struct bw_reach *reach[2][2]; /* before, after; certain, possible */
	uint64_t *above;              /* bit per party: met on the way up */
	BW_VEC(uint32_t) up;          /* they, H first */
	size_t n_held;                /* how many are of H */
	uint64_t *named;              /* bit per company: in `company` */
	BW_VEC(uint32_t) company;     /* in which the owner has something */
	BW_VEC(struct bw_shift_row) row;
	size_t n_asked;
	struct bw_err *err;
};

static int
nomem(struct shifting *s)
{
	return bw_fail(s->err, BW_ENOMEM, "no memory for a change");
}

static bool
note(uint64_t *bits, uint32_t i)
{
	uint64_t bit = UINT64_C(1) << (i % 64);
	bool is_new = !(bits[i / 64] & bit);

	bits[i / 64] |= bit;
	return is_new;
}

static int
go_up(struct shifting *s, uint32_t party)
{
	if (!note(s->above, party))
		return 0;
	return bw_vec_push(&s->up, party) ? 0 : nomem(s);
}

/* Holders of the companies that change, then everybody above them before. */
static int
find_above(struct shifting *s)
{
	const struct bw_net *net = s->net;
	const struct bw_patch *p = s->patch;
	int rc = 0;

	for (uint32_t i = 0; i < p->n_tie && rc == 0; i++)
		rc = go_up(s, p->tie[i].holder);
	for (uint32_t k = 0; k < p->n_company && rc == 0; k++) {
		uint32_t y = p->company[k];

		for (uint32_t i = net->in_at[y];
		     i < net->in_at[y + 1] && rc == 0; i++)
			rc = go_up(s, net->holder[i]);
	}
	s->n_held = s->up.n;
	for (size_t k = 0; k < s->up.n && rc == 0; k++) {
		uint32_t y = s->up.v[k];

		for (uint32_t i = net->in_at[y];
		     i < net->in_at[y + 1] && rc == 0; i++)
			rc = go_up(s, net->holder[i]);
	}
	return rc;
}

/* Does x alone possibly control a company that he holds? His ties in one
 * company lie next to each other. */
static bool
controls_alone(struct shifting *s, uint32_t x)
{
	struct bw_reach *r = s->reach[BEFORE][BW_POSSIBLE];
	struct reach_base *b = r->base;
	const struct bw_net *net = s->net;
	const struct pass p = { b->rule.threshold, b->rule.at_least,
		RUN_POSSIBLE };
	struct acc a = { 0 };

	for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1]; k++) {
		uint32_t y = net->out_company[k];
		struct reach_tie t = reach_tie_of(b, net->out[k]);

		if (k == net->out_at[x] || net->out_company[k - 1] != y)
			a = (struct acc){ 0 };
		if (y == x)
			continue;
		reach_acc_add(&a, t);
		if ((t.mark & (BW_TIE_DIRECT | BW_TIE_MAYBE)) &&
		    !b->rule.shares_only)
			return true;
		if (pass_test(&p, reach_firm(b, y), &a))
			return true;
	}
	return false;
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

static int
ask_all(struct shifting *s, const uint32_t *seed, size_t n)
{
	const uint32_t *list;
	size_t n_list;
	int rc;

	s->company.n = 0;
	for (int i = 0; i < 4; i++) {
		struct bw_reach *r = s->reach[i / 2][i % 2];

		rc = bw_reach_set(r, seed, n,
		    i % 2 == BW_CERTAIN ? BW_CERTAIN : BW_POSSIBLE, &list,
		    &n_list, s->err);
		if (rc != 0)
			return rc;
		bw_reach_touched(r, &list, &n_list);
		for (size_t k = 0; k < n_list; k++)
			if (note(s->named, list[k]) &&
			    !bw_vec_push(&s->company, list[k]))
				return nomem(s);
	}
	for (size_t k = 0; k < s->company.n; k++)
		s->named[s->company.v[k] / 64] = 0;
	s->n_asked++;
	return 0;
}

/* One owner: the companies where he stands otherwise than before. */
static int
ask(struct shifting *s, uint32_t owner, const uint32_t *seed, size_t n)
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
		    !bw_vec_push(&s->row, row))
			return nomem(s);
	}
	return 0;
}

static int
ask_owners(struct shifting *s)
{
	size_t n = s->n_held, k = s->n_held;
	int rc = 0;

	for (; k < s->up.n; k++)
		if (controls_alone(s, s->up.v[k]))
			s->up.v[n++] = s->up.v[k];
	if (n > 1)
		qsort(s->up.v, n, sizeof(uint32_t), by_number);
	for (k = 0; k < n && rc == 0; k++)
		rc = ask(s, s->up.v[k], &s->up.v[k], 1);
	return rc;
}

static int
start(struct shifting *s, struct bw_reach_rule rule)
{
	size_t words = (size_t)s->net->n / 64 + 1;
	struct reach_base *base[2] = { NULL, NULL };
	int rc = 0;

	s->above = bw_calloc(words, sizeof(uint64_t));
	s->named = bw_calloc(words, sizeof(uint64_t));
	if (s->above == NULL || s->named == NULL)
		return nomem(s);
	for (int i = 0; i < 4 && rc == 0; i++) {
		if (i % 2 == 0)
			rc = reach_base_new(&base[i / 2], s->net,
			    i / 2 == AFTER ? s->patch : NULL, rule, s->err);
		if (rc == 0)
			rc = reach_worker(
			    &s->reach[i / 2][i % 2], base[i / 2], s->err);
		if (rc != 0 && i % 2 == 0)
			reach_base_free(base[i / 2]);
		else if (i % 2 == 0)
			s->reach[i / 2][0]->own_base = true;
	}
	return rc;
}

static void
stop(struct shifting *s)
{
	for (int i = 3; i >= 0; i--) /* the one that owns the base last */
		bw_reach_free(s->reach[i / 2][i % 2]);
	bw_free(s->above);
	bw_free(s->named);
	bw_vec_release(&s->up);
	bw_vec_release(&s->company);
	bw_vec_release(&s->row);
}

int
bw_shift_run(struct bw_shift *out, const struct bw_net *net,
    const struct bw_patch *patch, struct bw_reach_rule rule,
    const struct bw_group *group, size_t n_group, struct bw_arena *a,
    struct bw_err *err)
{
	struct shifting s = { .net = net, .patch = patch, .err = err };
	int rc = start(&s, rule);

	memset(out, 0, sizeof(*out));
	if (rc == 0 && (rc = find_above(&s)) == 0)
		rc = ask_owners(&s);
	for (size_t i = 0; i < n_group && rc == 0; i++)
		rc = ask(&s, net->n + (uint32_t)i, group[i].member, group[i].n);
	if (rc == 0) {
		out->row = BW_ARENA_ARRAY(a, struct bw_shift_row, s.row.n + 1);
		out->n = s.row.n;
		out->n_asked = s.n_asked;
		if (out->row == NULL)
			rc = nomem(&s);
		else if (s.row.n > 0)
			memcpy(out->row, s.row.v, s.row.n * sizeof(*s.row.v));
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
