/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners.c - the steps that partners can take, and what each changes.
 *
 * First every partner's own steps, then all of them in one order: what stands
 * there before what must be built, large before small. The market after a
 * step is always made anew from today's, so that no rounding piles up.
 */
#include "supply/partners.h"
#include <math.h>

struct plan {
	const struct bw_partners_ask *ask;
	struct bw_origin *now, *then; /* one per maker */
	size_t *others;               /* makers outside the partners, most
					 first */
	size_t n_others;
	double partners, named, outside, whole;
};

static double
amount_of(double told)
{
	return isfinite(told) && told > 0 ? told : 0;
}

static bool
told(double amount)
{
	return isfinite(amount) && amount >= 0;
}

/* ---- the market today ---- */

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for partners");
}

/* Insertion: a list of producers is short. */
static void
put_other(struct plan *p, size_t maker)
{
	size_t at = p->n_others++;

	for (; at > 0; at--) {
		const struct bw_origin *o = &p->now[p->others[at - 1]];

		if (o->amount > p->now[maker].amount ||
		    (o->amount == p->now[maker].amount &&
			o->country < p->now[maker].country))
			break;
		p->others[at] = p->others[at - 1];
	}
	p->others[at] = maker;
}

static int
prepare(struct plan *p, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_partners_ask *ask = p->ask;
	double rest = amount_of(ask->rest);

	p->now = BW_ARENA_ARRAY(a, struct bw_origin, ask->n + 1);
	p->then = BW_ARENA_ARRAY(a, struct bw_origin, ask->n + 1);
	p->others = BW_ARENA_ARRAY(a, size_t, ask->n + 1);
	if (p->now == NULL || p->then == NULL || p->others == NULL)
		return no_memory(err);
	for (size_t i = 0; i < ask->n; i++) {
		const struct bw_maker *m = &ask->maker[i];

		p->now[i] = (struct bw_origin){ m->country, 0,
			amount_of(m->amount), m->governance, m->eu };
		if (!m->partner)
			put_other(p, i);
	}
	/* in one order, whatever that of the makers */
	for (size_t i = 0; i < p->n_others; i++)
		p->named += p->now[p->others[i]].amount;
	p->outside = p->named + rest;
	return 0;
}

/* ---- what one partner can do ---- */

static struct bw_partner_step
step_of(const struct plan *p, enum bw_step_kind kind, const struct bw_maker *m,
    double amount)
{
	return (struct bw_partner_step){ .kind = kind,
		.country = m->country,
		.amount = amount,
		.after = kind == BW_STEP_SPARE ? 0 : p->ask->opening };
}

/* Up to `target` a year from what it has by now; nothing when it has that. */
static void
reach(const struct plan *p, enum bw_step_kind kind, const struct bw_maker *m,
    double target, double *have, struct bw_partner_step *step, size_t *n)
{
	if (!(target > *have))
		return;
	step[(*n)++] = step_of(p, kind, m, target - *have);
	*have = target;
}

/* At most three steps. */
static void
steps_of(const struct plan *p, const struct bw_maker *m,
    struct bw_partner *about, struct bw_partner_step *step, size_t *n)
{
	const struct bw_partners_ask *ask = p->ask;
	double have = amount_of(m->amount), ceiling = INFINITY;

	*about = (struct bw_partner){ .country = m->country,
		.amount = have,
		.capacity = m->capacity,
		.reserves = m->reserves,
		.capacity_told = told(m->capacity),
		.reserves_told = told(m->reserves),
		.life =
		    told(m->reserves) && have > 0 ? m->reserves / have : NAN };
	if (about->reserves_told && ask->years > 0)
		ceiling = m->reserves / ask->years;
	about->short_reserves = ceiling < have;
	about->bounded = about->capacity_told ||
	    (about->reserves_told &&
		(ask->years > 0 || ask->world_reserves > 0));
	if (about->capacity_told)
		reach(p, BW_STEP_SPARE, m, fmin(m->capacity, ceiling), &have,
		    step, n);
	if (about->reserves_told && ask->world_reserves > 0)
		reach(p, BW_STEP_PACE, m,
		    fmin(p->whole * fmin(m->reserves / ask->world_reserves, 1),
			ceiling),
		    &have, step, n);
	if (isfinite(ceiling))
		reach(p, BW_STEP_RESERVES, m, ceiling, &have, step, n);
	about->most = fmin(have, about->amount + p->outside) / p->whole;
}

/* What stands there first; then the largest. */
static int
in_order(const void *pa, const void *pb)
{
	const struct bw_partner_step *a = pa, *b = pb;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return (a->country > b->country) - (a->country < b->country);
}

/* ---- the market after so much more ---- */

static void
partners_have(struct plan *p, const struct bw_partner_step *step, size_t n)
{
	for (size_t i = 0; i < p->ask->n; i++) {
		p->then[i] = p->now[i];
		for (size_t k = 0; p->ask->maker[i].partner && k < n; k++)
			if (step[k].country == p->now[i].country)
				p->then[i].amount += step[k].amount;
	}
}

/* From the largest others down to one level; what is more than all of them
 * comes from the rest. Returns the rest that is left. */
static double
aim(struct plan *p, double more)
{
	double sum = 0, level = 0, over = more - p->named;
	double rest = amount_of(p->ask->rest);

	for (size_t k = 0; k < p->n_others; k++) {
		double next =
		    k + 1 < p->n_others ? p->now[p->others[k + 1]].amount : 0;

		sum += p->now[p->others[k]].amount;
		level = fmax(0, (sum - more) / (double)(k + 1));
		if (level >= next)
			break;
	}
	for (size_t k = 0; k < p->n_others; k++) {
		struct bw_origin *o = &p->then[p->others[k]];

		o->amount = fmin(o->amount, level);
	}
	return over > 0 ? fmax(0, rest - over) : rest;
}

static double
evenly(struct plan *p, double more)
{
	double left = p->outside > 0 ? fmax(0, 1 - more / p->outside) : 0;

	for (size_t k = 0; k < p->n_others; k++)
		p->then[p->others[k]].amount *= left;
	return amount_of(p->ask->rest) * left;
}

static int
read_market(const struct plan *p, struct bw_partner_reading *to, double rest,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_between r = { rest, rest };

	to->focus =
	    p->n_others > 0 ? p->then[p->others[0]].amount / p->whole : NAN;
	return bw_indicators(&to->is, p->then, p->ask->n, r, p->whole, a, err);
}

static int
after_step(struct plan *p, struct bw_partner_step *step, size_t at,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_partner_step *s = &step[at];
	double focus = p->n_others > 0 ? p->now[p->others[0]].amount : 0;
	int rc;

	s->share = (p->partners + s->all) / p->whole;
	s->cover = focus > 0 ? s->all / focus : NAN;
	partners_have(p, step, at + 1);
	rc = read_market(p, &s->aimed, aim(p, s->all), a, err);
	if (rc != 0)
		return rc;
	partners_have(p, step, at + 1);
	return read_market(p, &s->even, evenly(p, s->all), a, err);
}

/* Nobody can take more than the others leave. */
static void
fit(struct plan *p, struct bw_partners *out)
{
	double all = 0;
	size_t n = 0;

	for (size_t i = 0; i < out->n_step; i++) {
		struct bw_partner_step s = out->step[i];
		double room = p->outside - all;

		if (s.amount > room) {
			out->unplaced += s.amount - room;
			s.amount = room;
		}
		if (!(s.amount > 0))
			continue;
		all += s.amount;
		s.all = fmin(all, p->outside);
		out->step[n++] = s;
	}
	out->n_step = n;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < out->n_partner; k++)
			if (out->partner[k].country == out->step[i].country)
				out->partner[k].extra += out->step[i].amount;
}

static int
plan_steps(struct plan *p, struct bw_partners *out, struct bw_arena *a,
    struct bw_err *err)
{
	out->step =
	    BW_ARENA_ARRAY(a, struct bw_partner_step, 3 * p->ask->n + 1);
	out->partner = BW_ARENA_ARRAY(a, struct bw_partner, p->ask->n + 1);
	if (out->step == NULL || out->partner == NULL)
		return no_memory(err);
	for (size_t i = 0; i < p->ask->n; i++)
		if (p->ask->maker[i].partner)
			steps_of(p, &p->ask->maker[i],
			    &out->partner[out->n_partner++], out->step,
			    &out->n_step);
	if (out->n_step > 1)
		qsort(out->step, out->n_step, sizeof(*out->step), in_order);
	fit(p, out);
	return 0;
}

static bool
is_partner(const struct bw_partners_ask *ask, uint32_t country)
{
	for (size_t i = 0; i < ask->n; i++)
		if (ask->maker[i].country == country)
			return ask->maker[i].partner;
	return false;
}

/* What who asks lets them add, from today's market on. */
static int
choose(struct plan *p, struct bw_partners *out, struct bw_arena *a,
    struct bw_err *err)
{
	const struct bw_partners_ask *ask = p->ask;
	double all = 0;
	int rc = 0;

	out->chosen =
	    BW_ARENA_ARRAY(a, struct bw_partner_step, ask->n_choice + 1);
	if (out->chosen == NULL)
		return no_memory(err);
	for (size_t i = 0; i < ask->n_choice && rc == 0; i++) {
		const struct bw_partner_choice *c = &ask->choice[i];
		double asked = amount_of(c->amount);
		double amount = fmin(asked, p->outside - all);

		if (!is_partner(ask, c->country))
			continue;
		out->chosen_unplaced += asked - fmax(0, amount);
		if (!(amount > 0))
			continue;
		all += amount;
		out->chosen[out->n_chosen] =
		    (struct bw_partner_step){ .kind = BW_STEP_CHOSEN,
			    .country = c->country,
			    .amount = amount,
			    .all = fmin(all, p->outside),
			    .after = NAN };
		rc = after_step(p, out->chosen, out->n_chosen++, a, err);
	}
	return rc;
}

int
bw_partners(struct bw_partners *out, const struct bw_partners_ask *ask,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_between rest = { amount_of(ask->rest), amount_of(ask->rest) };
	struct plan p = { .ask = ask };
	int rc = prepare(&p, a, err);

	*out = (struct bw_partners){ .world_life = NAN, .focus_now = NAN };
	if (rc == 0)
		rc = bw_indicators(&out->now, p.now, ask->n, rest, 0, a, err);
	if (rc != 0 || !(out->now.total.hi > 0))
		return rc;
	p.whole = out->now.total.hi;
	p.partners = p.whole - p.outside;
	if (p.partners < p.whole * 1e-12) /* what a difference leaves */
		p.partners = 0;
	out->now.kept = (struct bw_between){ 1, 1 };
	out->share_now = p.partners / p.whole;
	if (p.n_others > 0 && p.now[p.others[0]].amount > 0) {
		out->focus = p.now[p.others[0]].country;
		out->focus_now = p.now[p.others[0]].amount / p.whole;
	}
	if (told(ask->world_reserves))
		out->world_life = ask->world_reserves / p.whole;
	rc = plan_steps(&p, out, a, err);
	for (size_t i = 0; rc == 0 && i < out->n_step; i++)
		rc = after_step(&p, out->step, i, a, err);
	return rc == 0 ? choose(&p, out, a, err) : rc;
}
