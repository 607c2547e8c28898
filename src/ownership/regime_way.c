/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime_way.c - control by one way of counting, or by either of two.
 *
 * "Votes or capital, one of the two is enough" is a fixpoint of its own: a
 * company held by votes may own the next one by capital. Each way alone is a
 * least fixpoint of a growing operator; closing under the one, then under the
 * other, until nothing is added, gives the least set closed under both.
 *
 * The company asked about holds nothing here: what it gets back through its
 * own subsidiaries is not its owner's.
 */
#include "ownership/regime_priv.h"

/* A stake declared as indirect, its chain not known, counts against nobody;
 * by itself it can only be certain as ownership outright. */
static void
edge_of(const struct bw_tests *t, const struct way *w, uint32_t tie,
    struct bw_edge *e)
{
	const struct bw_net *net = t->net;
	uint8_t mark = net->mark[tie];
	struct bw_sum sum = { 0 };

	*e = (struct bw_edge){ .holder = net->holder[tie],
		.company = t->company[tie],
		.votes = w->capital ? bw_net_capital(net, tie)
				    : bw_net_votes(net, tie),
		.stake = tie };
	if (w->other_means) {
		e->direct = (mark & BW_TIE_DIRECT) != 0;
		e->maybe = (mark & BW_TIE_MAYBE) != 0;
	}
	if (!(mark & BW_TIE_INDIRECT))
		return;
	bw_sum_add(&sum, e->votes);
	if (bw_sum_certain(sum,
		w->rule.threshold != 0 ? w->rule.threshold : BW_ONE / 2,
		!w->rule.at_least))
		e->direct = true;
	e->votes.lo = 0;
	e->votes.open = e->votes.hi > 0 ? e->votes.open & BW_HI_OPEN : 0;
}

static int
make_way(struct bw_tests *t, struct way *w, struct bw_err *err)
{
	const struct bw_net *net = t->net;
	size_t m = 0;
	int rc;

	w->edge = bw_calloc(net->m + (size_t)1, sizeof(*w->edge));
	if (w->edge == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a regime");
	for (uint32_t i = 0; i < net->m; i++)
		if (net->holder[i] != t->y || t->company[i] == t->y)
			edge_of(t, w, i, &w->edge[m++]);
	rc = bw_graph_init(&w->graph, net->n, w->edge, m, err);
	return rc != 0 ? rc
		       : bw_control_new(&w->control, &w->graph, w->rule, err);
}

void
tests_way_release(struct way *w)
{
	bw_control_free(w->control);
	bw_graph_release(&w->graph);
	bw_free(w->edge);
	memset(w, 0, sizeof(*w));
}

int
tests_way(struct bw_tests *t, bool capital, bool other_means,
    struct bw_control_rule rule, struct way **out, struct bw_err *err)
{
	struct way *w;
	int rc;

	for (size_t i = 0; i < t->n_way; i++) {
		w = *out = &t->way[i];
		if (w->capital == capital && w->other_means == other_means &&
		    w->rule.threshold == rule.threshold &&
		    w->rule.at_least == rule.at_least)
			return 0;
	}
	if (t->n_way == WAYS)
		return bw_fail(err, BW_ELIMIT,
		    "regimes ask in more than %d different ways", WAYS);
	w = *out = &t->way[t->n_way];
	*w = (struct way){
		.capital = capital, .other_means = other_means, .rule = rule
	};
	rc = make_way(t, w, err);
	if (rc != 0)
		tests_way_release(w);
	else
		t->n_way++;
	return rc;
}

static void
add(struct bw_tests *t, uint32_t party)
{
	if (t->in[party])
		return;
	t->in[party] = 1;
	t->list[t->n_list++] = party;
}

int
tests_set(struct bw_tests *t, struct way *a, struct way *b,
    const uint32_t *seed, size_t n_seed, enum bw_certainty how,
    struct bw_err *err)
{
	struct way *w = a;
	const uint32_t *set;
	size_t n, before;
	unsigned idle = 0;
	int rc;

	for (size_t i = 0; i < t->n_list; i++)
		t->in[t->list[i]] = 0;
	t->n_list = 0;
	for (size_t i = 0; i < n_seed; i++)
		if (seed[i] < t->net->n)
			add(t, seed[i]);
	while (idle < (b != NULL ? 2u : 1u)) {
		before = t->n_list;
		rc = bw_control_set(
		    w->control, t->list, t->n_list, how, &set, &n, err);
		if (rc != 0)
			return rc;
		for (size_t i = 0; i < n; i++)
			add(t, set[i]);
		/* A way that added nothing stays closed until the other adds.
		 */
		idle = b == NULL || t->n_list == before ? idle + 1 : 1;
		w = b != NULL && w == a ? b : a;
	}
	return 0;
}

/* A stake as it counts in y. */
static struct bw_share
counts(const struct bw_net *net, uint32_t tie, bool capital)
{
	struct bw_share s =
	    capital ? bw_net_capital(net, tie) : bw_net_votes(net, tie);

	if (net->mark[tie] & BW_TIE_INDIRECT) {
		s.lo = 0;
		s.open = s.hi > 0 ? s.open & BW_HI_OPEN : 0;
	}
	return s;
}

void
tests_firm(struct bw_tests *t, bool capital)
{
	const struct bw_net *net = t->net;
	struct firm *f = &t->firm[capital];
	struct bw_sum own = { 0 };

	*f = (struct firm){ 0 };
	for (uint32_t i = net->in_at[t->y]; i < net->in_at[t->y + 1]; i++) {
		struct bw_share s = counts(net, i, capital);

		if (net->holder[i] == t->y) {
			bw_sum_add(&own, s);
			continue;
		}
		f->lo += s.lo;
		f->open_lo += (s.open & BW_LO_OPEN) != 0;
	}
	f->own_lo = (uint32_t)(own.lo < BW_ONE ? own.lo : BW_ONE);
	f->own_hi = (uint32_t)(own.hi < BW_ONE ? own.hi : BW_ONE);
	if (own.lo > 0 && (own.open & BW_LO_OPEN))
		f->flags |= FIRM_OWN_LO_OPEN;
	if (own.open & BW_HI_OPEN)
		f->flags |= FIRM_OWN_HI_OPEN;
	if (f->lo + own.lo > BW_ONE ||
	    (f->lo + own.lo == BW_ONE &&
		(f->open_lo > 0 || (f->flags & FIRM_OWN_LO_OPEN))))
		f->flags |= FIRM_OVER;
}

/* The first tie of z in y or beyond, in the order of its companies. */
static uint32_t
first_in(const struct bw_net *net, uint32_t z, uint32_t y)
{
	uint32_t lo = net->out_at[z], hi = net->out_at[z + 1], mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (net->out_company[mid] < y)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
add_held(const struct bw_tests *t, uint32_t z, bool capital, struct acc *a)
{
	const struct bw_net *net = t->net;

	if (z == t->y)
		return;
	for (uint32_t k = first_in(net, z, t->y);
	     k < net->out_at[z + 1] && net->out_company[k] == t->y; k++) {
		uint32_t i = net->out[k];
		struct bw_share s = counts(net, i, capital);

		a->lo += s.lo;
		a->hi += s.hi;
		a->open_lo += (s.open & BW_LO_OPEN) != 0;
		if (s.open & BW_HI_OPEN)
			a->flags |= ACC_HI_OPEN;
	}
}

struct bw_sum
tests_held(const struct bw_tests *t, bool capital)
{
	const struct firm *f = &t->firm[capital];
	struct acc a = { 0 };

	for (size_t i = 0; i < t->n_list; i++)
		add_held(t, t->list[i], capital, &a);
	return pass_votes(f, &a);
}
