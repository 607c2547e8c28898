/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * whatif.c - events on a production, one after the other.
 *
 * The origins are copied and sorted, so that neither their order nor the way
 * a source splits a country into mines changes a bit of the answer. An
 * embargo and a stop are marks beside the amounts, never a change of them.
 */
#include "supply/whatif.h"
#include "base/vec.h"
#include <math.h>

struct line {
	struct bw_origin is;
	bool stopped;
};
struct market {
	BW_VEC(struct line) line; /* by country, site, amount */
	BW_VEC(uint32_t) embargo; /* countries, each once */
	double rest;
};

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for a what-if");
}

static double
amount_of(double told)
{
	return isfinite(told) && told > 0 ? told : 0;
}

/* Every field takes part: equal means identical. */
static int
by_country(const void *pa, const void *pb)
{
	const struct bw_origin *a = &((const struct line *)pa)->is;
	const struct bw_origin *b = &((const struct line *)pb)->is;

	if (a->country != b->country)
		return a->country < b->country ? -1 : 1;
	if (a->site != b->site)
		return a->site < b->site ? -1 : 1;
	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	if (isnan(a->governance) || isnan(b->governance))
		return isnan(a->governance) - isnan(b->governance);
	if (a->governance != b->governance)
		return a->governance < b->governance ? -1 : 1;
	return (a->eu > b->eu) - (a->eu < b->eu);
}

static int
open_market(struct market *m, const struct bw_origin *origin, size_t n,
    double rest, struct bw_err *err)
{
	*m = (struct market){ .rest = amount_of(rest) };
	for (size_t i = 0; i < n; i++) {
		struct line l = { .is = origin[i] };

		l.is.amount = amount_of(l.is.amount);
		if (!bw_vec_push(&m->line, l))
			return no_memory(err);
	}
	if (m->line.n > 1)
		qsort(m->line.v, m->line.n, sizeof(*m->line.v), by_country);
	return 0;
}

/* ---- events: each tells whether it changed anything ---- */

static size_t
embargo_at(const struct market *m, uint32_t country)
{
	size_t i = 0;

	while (i < m->embargo.n && m->embargo.v[i] != country)
		i++;
	return i;
}

/* Does the source speak of it? Then it is no part of the rest. */
static bool
named(const struct market *m, uint32_t country)
{
	for (size_t i = 0; i < m->line.n; i++)
		if (m->line.v[i].is.country == country)
			return true;
	return false;
}

static double
made_in(const struct market *m, uint32_t country)
{
	double sum = 0;

	for (size_t i = 0; i < m->line.n; i++)
		if (m->line.v[i].is.country == country)
			sum += m->line.v[i].is.amount;
	return sum;
}

static int
embargo(struct market *m, uint32_t country, bool *did, struct bw_err *err)
{
	if (embargo_at(m, country) < m->embargo.n)
		return 0;
	*did = named(m, country) ? made_in(m, country) > 0 : m->rest > 0;
	return bw_vec_push(&m->embargo, country) ? 0 : no_memory(err);
}

static void
lift(struct market *m, uint32_t country, bool *did)
{
	size_t at = embargo_at(m, country);

	if (at == m->embargo.n)
		return;
	m->embargo.v[at] = m->embargo.v[--m->embargo.n];
	*did = true;
}

static void
stop(struct market *m, uint32_t site, bool stopped, bool *did)
{
	for (size_t i = 0; i < m->line.n && site != 0; i++) {
		struct line *l = &m->line.v[i];

		if (l->is.site != site || l->stopped == stopped)
			continue;
		l->stopped = stopped;
		*did = *did || l->is.amount > 0;
	}
}

/* All mines of the country in proportion. */
static void
lose(struct market *m, uint32_t country, double amount, bool *did)
{
	double sum = made_in(m, country), left;

	amount = amount_of(amount);
	if (sum <= 0 || amount <= 0)
		return;
	left = amount < sum ? (sum - amount) / sum : 0;
	for (size_t i = 0; i < m->line.n; i++)
		if (m->line.v[i].is.country == country)
			m->line.v[i].is.amount *= left;
	*did = true;
}

static int
add(struct market *m, const struct bw_event *e, bool *did, struct bw_err *err)
{
	struct line l = { .is = { e->country, 0, amount_of(e->amount),
			      e->governance, e->eu } };

	if (l.is.amount <= 0)
		return 0;
	*did = true;
	return bw_vec_push(&m->line, l) ? 0 : no_memory(err);
}

static int
happen(
    struct market *m, const struct bw_event *e, bool *did, struct bw_err *err)
{
	*did = false;
	switch (e->kind) {
	case BW_EVENT_EMBARGO:
		return embargo(m, e->country, did, err);
	case BW_EVENT_LIFT:
		lift(m, e->country, did);
		return 0;
	case BW_EVENT_STOP:
	case BW_EVENT_START:
		stop(m, e->site, e->kind == BW_EVENT_STOP, did);
		return 0;
	case BW_EVENT_LOSE:
		lose(m, e->country, e->amount, did);
		return 0;
	case BW_EVENT_ADD:
		return add(m, e, did, err);
	}
	return 0;
}

/* ---- countries ---- */

/* Each country once, in rising order, with what it makes now. */
static int
countries(struct market *m, struct bw_arena *a, struct bw_origin **out,
    size_t *n, struct bw_err *err)
{
	struct bw_origin *to =
	    BW_ARENA_ARRAY(a, struct bw_origin, m->line.n + 1);

	*out = to;
	*n = 0;
	if (to == NULL)
		return no_memory(err);
	if (m->line.n > 1) /* what was added stands last */
		qsort(m->line.v, m->line.n, sizeof(*m->line.v), by_country);
	for (size_t i = 0; i < m->line.n; i++) {
		const struct line *l = &m->line.v[i];
		struct bw_origin *last = *n > 0 ? &to[*n - 1] : NULL;
		double amount =
		    l->stopped || embargo_at(m, l->is.country) < m->embargo.n
		    ? 0
		    : l->is.amount;

		if (last != NULL && last->country == l->is.country) {
			last->amount += amount;
			if (isnan(last->governance))
				last->governance = l->is.governance;
			continue;
		}
		to[*n] = l->is;
		to[*n].site = 0;
		to[(*n)++].amount = amount;
	}
	return 0;
}

/* May an embargo hit somebody who is in the rest? */
static bool
rest_hit(const struct market *m)
{
	for (size_t i = 0; m->rest > 0 && i < m->embargo.n; i++)
		if (!named(m, m->embargo.v[i]))
			return true;
	return false;
}

static int
by_before(const void *pa, const void *pb)
{
	const struct bw_whatif_country *a = pa, *b = pb;

	if (a->before != b->before)
		return a->before > b->before ? -1 : 1;
	return (a->country > b->country) - (a->country < b->country);
}

/* Both lists rise; whoever was there before is still there, perhaps with 0. */
static int
stand(struct bw_whatif *out, const struct market *m,
    const struct bw_origin *before, size_t n_before,
    const struct bw_origin *after, size_t n_after, struct bw_arena *a,
    struct bw_err *err)
{
	size_t k = 0;

	out->country = BW_ARENA_ARRAY(a, struct bw_whatif_country, n_after + 1);
	if (out->country == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n_after; i++) {
		const struct bw_origin *o = &after[i];

		out->country[i] = (struct bw_whatif_country){ .country =
								  o->country,
			.after = o->amount,
			.governance = o->governance,
			.eu = o->eu,
			.embargoed = embargo_at(m, o->country) < m->embargo.n };
		if (k < n_before && before[k].country == o->country)
			out->country[i].before = before[k++].amount;
	}
	out->n_country = n_after;
	if (n_after > 1)
		qsort(out->country, n_after, sizeof(*out->country), by_before);
	return 0;
}

static int
run(struct bw_whatif *out, struct market *m, const struct bw_event *event,
    size_t n_event, struct bw_arena *a, struct bw_err *err)
{
	struct bw_between rest = { m->rest, m->rest };
	struct bw_origin *before, *after;
	size_t n_before, n_after;
	bool did;
	double whole;
	int rc = countries(m, a, &before, &n_before, err);

	if (rc == 0) /* its total is not known yet: share of 1 first */
		rc = bw_indicators(
		    &out->before, before, n_before, rest, 0, a, err);
	whole = out->before.total.hi;
	if (rc == 0 && whole > 0)
		out->before.kept = (struct bw_between){ 1, 1 };
	for (size_t i = 0; i < n_event && rc == 0; i++) {
		rc = happen(m, &event[i], &did, err);
		if (!did && i < 64)
			out->idle |= (uint64_t)1 << i;
	}
	if (rc == 0)
		rc = countries(m, a, &after, &n_after, err);
	if (rc != 0)
		return rc;
	out->rest_hit = rest_hit(m);
	if (out->rest_hit)
		rest.lo = 0;
	rc = bw_indicators(&out->after, after, n_after, rest, whole, a, err);
	return rc != 0
	    ? rc
	    : stand(out, m, before, n_before, after, n_after, a, err);
}

int
bw_whatif(struct bw_whatif *out, const struct bw_origin *origin, size_t n,
    double rest, const struct bw_event *event, size_t n_event,
    struct bw_arena *a, struct bw_err *err)
{
	struct market m;
	int rc = open_market(&m, origin, n, rest, err);

	*out = (struct bw_whatif){ 0 };
	if (rc == 0)
		rc = run(out, &m, event, n_event, a, err);
	bw_vec_release(&m.line);
	bw_vec_release(&m.embargo);
	return rc;
}
