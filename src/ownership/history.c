/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * history.c - sweeping the days on which something above a company changes.
 *
 *	all stakes above it, whenever they hold -> days -> look -> join
 *
 * Two things make it quick. The stakes are gathered once, without regard to
 * dates. And a day is only looked at when one of its stakes is in a company
 * that was in the answer of the day before: whatever else begins or ends is
 * not above the company then, nor does it come there by itself.
 */
#include "ownership/history.h"
#include "ownership/party_map.h"
#include "base/vec.h"
#include "model/kind.h"

struct change { /* from this day on a stake holds, or no longer does */
	bw_date day;
	uint32_t stake;
	uint32_t near; /* how far its company is above */
	bool began;
};
struct sweep {
	const struct bw_view *v;
	uint32_t party;
	const struct bw_history_opt *opt;
	struct bw_arena *a;
	struct party_map place; /* party -> index in `above` */
	BW_VEC(uint32_t) above; /* everybody above, at any time */
	BW_VEC(struct change) change;
	uint32_t *live; /* by index in `above`: number of the last look that
			 * met it */
	uint32_t look;
	BW_VEC(uint32_t) todo;
	BW_VEC(struct bw_past) past;
	size_t days, looks;
	bool done; /* the last period, and its end, are known */
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a history");
}

static bool
a_stake(const struct bw_view *v, uint32_t s)
{
	return v->nature[s] != BW_NATURE_MANAGES && v->from[s] < v->to[s];
}

static int
add_above(struct sweep *w, uint32_t party, struct bw_err *err)
{
	if (party_map_get(&w->place, party) != BW_NONE)
		return 0;
	if (!party_map_put(&w->place, party, (uint32_t)w->above.n) ||
	    !bw_vec_push(&w->above, party))
		return no_memory(err);
	return 0;
}

static int
add_change(struct sweep *w, bw_date day, uint32_t stake, bool began,
    uint32_t near, struct bw_err *err)
{
	struct change c = { day, stake, near, began };

	if (bw_vec_push(&w->change, c))
		return 0;
	return no_memory(err);
}

static int
gather(struct sweep *w, struct bw_err *err)
{
	const struct bw_view *v = w->v;
	int rc = add_above(w, w->party, err);

	for (size_t i = 0; rc == 0 && i < w->above.n; i++) {
		uint32_t y = w->above.v[i];

		for (uint32_t s = v->at[y]; rc == 0 && s < v->at[y + 1]; s++) {
			if (!a_stake(v, s))
				continue;
			rc = add_above(w, v->holder[s], err);
			if (rc == 0 && v->from[s] != BW_DATE_MIN)
				rc = add_change(
				    w, v->from[s], s, true, (uint32_t)i, err);
			if (rc == 0 && v->to[s] != BW_DATE_MAX)
				rc = add_change(
				    w, v->to[s], s, false, (uint32_t)i, err);
		}
	}
	return rc;
}

static int
by_day(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->near != y->near)
		return x->near < y->near ? -1 : 1;
	if (x->began != y->began) /* what ended, then what began */
		return x->began ? 1 : -1;
	return x->stake < y->stake ? -1 : x->stake > y->stake;
}

/* Mark who is above the company on the day. */
static int
walk(struct sweep *w, bw_date day, struct bw_err *err)
{
	const struct bw_view *v = w->v;

	w->look++;
	w->todo.n = 0;
	w->live[0] = w->look;
	if (!bw_vec_push(&w->todo, 0))
		return no_memory(err);
	for (size_t i = 0; i < w->todo.n; i++) {
		uint32_t y = w->above.v[w->todo.v[i]];

		for (uint32_t s = v->at[y]; s < v->at[y + 1]; s++) {
			uint32_t at;

			if (!a_stake(v, s) || v->from[s] > day ||
			    v->to[s] <= day)
				continue;
			at = party_map_get(&w->place, v->holder[s]);
			if (w->live[at] == w->look)
				continue;
			w->live[at] = w->look;
			if (!bw_vec_push(&w->todo, at))
				return no_memory(err);
		}
	}
	return 0;
}

/* The events of a new period: of companies that are above now, or were at the
 * look before. */
static int
add_events(struct sweep *w, struct bw_past *p, const struct change *c, size_t n,
    struct bw_err *err)
{
	p->event = BW_ARENA_ARRAY(w->a, struct bw_past_event, n + 1);
	if (p->event == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n; i++)
		if (w->live[c[i].near] + 1 >= w->look && w->live[c[i].near] > 0)
			p->event[p->n_event++] =
			    (struct bw_past_event){ c[i].stake, c[i].began };
	return 0;
}

static bool
same(const struct bw_past *a, const struct bw_past *b)
{
	if (a->told != b->told || a->n_owner != b->n_owner)
		return false;
	for (size_t i = 0; i < a->n_owner; i++) {
		const struct bw_past_owner *x = &a->owner[i];
		const struct bw_past_owner *y = &b->owner[i];

		if (x->party != y->party || x->controls != y->controls ||
		    x->ultimate != y->ultimate ||
		    x->certainty != y->certainty || x->sure != y->sure ||
		    x->may != y->may)
			return false;
	}
	return true;
}

/* The state from `day` on; joined to the period before when it tells the
 * same. */
static int
look(struct sweep *w, bw_date day, const struct change *c, size_t n,
    struct bw_err *err)
{
	bw_date on = day;
	struct bw_past p;
	int rc;

	if (day == BW_DATE_MIN && w->change.n > 0)
		on = w->change.v[0].day - 1;
	else if (day == BW_DATE_MIN) /* every day is the same */
		on = 0;
	rc = bw_history_day(&p, w->v, w->party, on, w->opt, w->a, err);

	w->looks++;
	if (rc == 0)
		rc = walk(w, on, err);
	if (rc != 0)
		return rc;
	if (w->past.n > 0 && same(&w->past.v[w->past.n - 1], &p))
		return 0;
	if (w->past.n > 0)
		w->past.v[w->past.n - 1].to = day;
	w->done = day > w->opt->until;
	if (w->done)
		return 0;
	p.from = day;
	p.to = BW_DATE_MAX;
	rc = add_events(w, &p, c, n, err);
	if (rc == 0 && !bw_vec_push(&w->past, p))
		rc = no_memory(err);
	return rc;
}

static int
sweep(struct sweep *w, struct bw_err *err)
{
	const struct change *c = w->change.v;
	size_t end;
	int rc;

	w->live = BW_ARENA_ARRAY(w->a, uint32_t, w->above.n);
	if (w->live == NULL)
		return no_memory(err);
	if (w->change.n > 1)
		qsort(w->change.v, w->change.n, sizeof(*c), by_day);
	rc = look(w, BW_DATE_MIN, NULL, 0, err);
	for (size_t i = 0; rc == 0 && i < w->change.n; i = end) {
		bool counts = false;

		for (end = i; end < w->change.n && c[end].day == c[i].day;
		     end++)
			counts |= w->live[c[end].near] == w->look;
		w->days++;
		if (counts && !w->done)
			rc = look(w, c[i].day, c + i, end - i, err);
	}
	return rc;
}

/* Before anything is known of it there is no history to tell. */
static int
give(struct sweep *w, struct bw_history *out, struct bw_err *err)
{
	size_t from = 0;

	while (from + 1 < w->past.n && !w->past.v[from].told)
		from++;
	out->n = w->past.n - from;
	out->days = w->days;
	out->looks = w->looks;
	out->past = BW_ARENA_ARRAY(w->a, struct bw_past, out->n + 1);
	if (out->past == NULL)
		return no_memory(err);
	memcpy(out->past, w->past.v + from, out->n * sizeof(*out->past));
	return 0;
}

int
bw_history_run(struct bw_history *out, const struct bw_view *v, uint32_t party,
    const struct bw_history_opt *opt, struct bw_arena *a, struct bw_err *err)
{
	struct sweep w = { .v = v, .party = party, .opt = opt, .a = a };
	int rc;

	*out = (struct bw_history){ 0 };
	BW_ASSERT(party < v->n_party);
	rc = gather(&w, err);
	if (rc == 0)
		rc = sweep(&w, err);
	if (rc == 0)
		rc = give(&w, out, err);
	party_map_release(&w.place);
	bw_vec_release(&w.above);
	bw_vec_release(&w.change);
	bw_vec_release(&w.todo);
	bw_vec_release(&w.past);
	return rc;
}
