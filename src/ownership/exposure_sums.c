/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exposure_sums.c - a table of countries: their states, and who rules.
 */
#include "base/mem.h"
#include "ownership/exposure.h"
#include <math.h>

static int
no_memory(struct bw_err *err)
{
	return bw_fail(err, BW_ENOMEM, "no memory for the exposure to states");
}

static void
count(struct bw_exposure_sum *s, const struct bw_exposed *e)
{
	s->companies++;
	s->controls[0] += e->control == BW_CERTAIN;
	s->controls[1] += e->control != BW_EXCLUDED;
	for (size_t k = 0; k < BW_EXPOSURE_STEPS; k++) {
		uint64_t t = bw_exposure_step[k];

		s->votes[k][0] += bw_sum_certain(e->votes, t, false);
		s->votes[k][1] += bw_sum_possible(e->votes, t, false);
	}
	s->share_lo += e->share_lo;
	s->share_hi += e->share_hi;
}

/* Bodies of unknown countries are states of their own but one row here;
 * a company that several of them hold is counted for each. */
int
bw_exposure_sums(struct bw_exposure_sum **out, size_t *n,
    const struct bw_state *state, const struct bw_exposed *row, size_t n_row,
    struct bw_arena *a, struct bw_err *err)
{
	size_t countries = 0;

	*n = 0;
	for (size_t i = 0; i < n_row; i++)
		countries += i == 0 || row[i].state != row[i - 1].state;
	*out = BW_ARENA_ARRAY(a, struct bw_exposure_sum, countries + 1);
	if (*out == NULL)
		return no_memory(err);
	for (size_t i = 0; i < n_row; i++) {
		uint16_t country = state[row[i].state].country;

		if (*n == 0 || (*out)[*n - 1].country != country)
			(*out)[(*n)++].country = country;
		count(&(*out)[*n - 1], &row[i]);
	}
	return 0;
}

struct rule {
	struct bw_pairs sure, maybe;
	const uint16_t *country;
	uint32_t *at; /* per country code: its place + 1 */
	uint32_t *stamp[2];
	struct bw_ruled *out;
};

static bool
at_top(const struct rule *r, uint32_t x)
{
	return r->sure.up_at[x] == r->sure.up_at[x + 1];
}

/* Once per company and country. */
static void
rules(struct rule *r, uint32_t x, uint32_t epoch, bool sure)
{
	uint16_t c = r->country[x];

	if (r->at[c] == 0) {
		r->out->country[r->out->n++] =
		    (struct bw_ruler){ .country = c };
		r->at[c] = (uint32_t)r->out->n;
	}
	if (sure && r->stamp[0][c] != epoch) {
		r->stamp[0][c] = epoch;
		r->out->country[r->at[c] - 1].controls[0]++;
	}
	if (r->stamp[1][c] != epoch) {
		r->stamp[1][c] = epoch;
		r->out->country[r->at[c] - 1].controls[1]++;
	}
}

static void
look_up(struct rule *r, uint32_t y)
{
	const struct bw_pairs *s = &r->sure, *m = &r->maybe;
	bool top = false;

	for (uint64_t i = s->up_at[y]; i < s->up_at[y + 1]; i++)
		if (at_top(r, s->up[i])) {
			rules(r, s->up[i], y + 1, true);
			top = true;
		}
	for (uint64_t i = m->up_at[y]; i < m->up_at[y + 1]; i++)
		if (at_top(r, m->up[i]))
			rules(r, m->up[i], y + 1, false);
	if (at_top(r, y))
		r->out->nobody++;
	else if (!top)
		r->out->closed++;
}

static int
by_companies(const void *a, const void *b)
{
	const struct bw_ruler *x = a, *y = b;

	for (size_t k = 0; k < 2; k++)
		if (x->controls[k] != y->controls[k])
			return x->controls[k] > y->controls[k] ? -1 : 1;
	return x->country < y->country ? -1 : x->country > y->country;
}

static int
make_room(struct rule *r, struct bw_arena *a, struct bw_err *err)
{
	size_t codes = UINT16_MAX + 1;

	r->at = bw_calloc(codes * 3, sizeof(*r->at));
	r->out->country = BW_ARENA_ARRAY(a, struct bw_ruler, codes);
	if (r->at == NULL || r->out->country == NULL)
		return no_memory(err);
	r->stamp[0] = r->at + codes;
	r->stamp[1] = r->at + codes * 2;
	return 0;
}

int
bw_rulers_run(struct bw_ruled *out, const struct bw_net *net,
    const uint16_t *country, const uint64_t *wanted, struct bw_pool *pool,
    struct bw_arena *a, struct bw_err *err)
{
	struct rule r = { .country = country, .out = out };
	struct bw_reach_rule half = { 0 };
	int rc;

	*out = (struct bw_ruled){ 0 };
	rc = make_room(&r, a, err);
	if (rc == 0)
		rc = bw_pairs_make(&r.sure, net, half, BW_CERTAIN, pool, err);
	if (rc == 0)
		rc = bw_pairs_make(&r.maybe, net, half, BW_POSSIBLE, pool, err);
	for (uint32_t y = 0; rc == 0 && y < net->n; y++)
		if (bw_wanted(wanted, y))
			look_up(&r, y);
	if (rc == 0 && out->n > 1)
		qsort(
		    out->country, out->n, sizeof(*out->country), by_companies);
	bw_pairs_release(&r.sure);
	bw_pairs_release(&r.maybe);
	bw_free(r.at);
	return rc;
}
