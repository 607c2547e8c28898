/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime.c - what a regime says of one owner of a company.
 *
 * Certain: for all values the data allow; possible: for some. Attributed
 * holdings and fixpoints are decided in integers. Shares multiplied through
 * chains are doubles with an error far below 1e-10; what comes nearer to a
 * threshold than that is compared as a fraction.
 */
#include <math.h>
#include "ownership/regime_priv.h"

#define NEAR 1e-10 /* of one; doubles are right to 1e-12 */

int
bw_tests_new(struct bw_tests **out, const struct bw_net *net, uint32_t y,
    struct bw_err *err)
{
	struct bw_tests *t = *out = NULL;

	if (y >= net->n)
		return bw_fail(err, BW_EUSAGE,
		    "party %u is not among the %u of this net", y, net->n);
	t = bw_calloc(1, sizeof(*t));
	if (t == NULL)
		goto nomem;
	t->net = net;
	t->y = y;
	t->company = bw_calloc(net->m + (size_t)1, sizeof(*t->company));
	t->in = bw_calloc(net->n + (size_t)1, sizeof(*t->in));
	t->list = bw_calloc(net->n + (size_t)1, sizeof(*t->list));
	if (t->company == NULL || t->in == NULL || t->list == NULL)
		goto nomem;
	for (uint32_t c = 0; c < net->n; c++)
		for (uint32_t i = net->in_at[c]; i < net->in_at[c + 1]; i++)
			t->company[i] = c;
	tests_firm(t, false);
	tests_firm(t, true);
	*out = t;
	return 0;
nomem:
	bw_tests_free(t);
	return bw_fail(err, BW_ENOMEM, "no memory for regimes");
}

void
bw_tests_free(struct bw_tests *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n_way; i++)
		tests_way_release(&t->way[i]);
	for (size_t i = 0; i < BW_LEN(t->solver); i++) {
		bw_solver_free(t->solver[i]);
		bw_free(t->part[i]);
	}
	bw_free(t->company);
	bw_free(t->in);
	bw_free(t->list);
	bw_free(t);
}

/* Shares of everybody in y, solved when first asked for. */
static int
all_parts(struct bw_tests *t, enum bw_column column, struct bw_err *err)
{
	const struct bw_part *list;
	size_t n;
	int rc = 0;

	if (t->solver[column] == NULL)
		rc = bw_solver_new(
		    &t->solver[column], t->net, NULL, column, err);
	if (rc == 0 && t->part[column] == NULL) {
		rc = bw_part_up(
		    t->solver[column], t->y, BW_INTEGRATED, &list, &n, err);
		if (rc != 0)
			return rc;
		t->part[column] =
		    bw_calloc(t->net->n + (size_t)1, sizeof(**t->part));
		if (t->part[column] == NULL)
			return bw_fail(err, BW_ENOMEM, "no memory for shares");
		for (size_t i = 0; i < n; i++)
			t->part[column][list[i].party] =
			    (struct bw_regime_span){ list[i].lo, list[i].hi };
	}
	return rc;
}

static int
part_of(struct bw_tests *t, enum bw_column column, const uint32_t *seed,
    size_t n_seed, struct bw_regime_span *out, struct bw_err *err)
{
	const struct bw_part *list;
	size_t n;
	int rc = all_parts(t, column, err);

	*out = (struct bw_regime_span){ 0 };
	if (rc != 0 || n_seed == 0)
		return rc;
	if (n_seed == 1) {
		*out = t->part[column][seed[0]];
		return 0;
	}
	rc = bw_part_down(
	    t->solver[column], seed, n_seed, BW_INTEGRATED, &list, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (list[i].party == t->y)
			*out =
			    (struct bw_regime_span){ list[i].lo, list[i].hi };
	return rc;
}

/* Is a share at or above (above) the threshold? As a fraction when near. */
static int
beyond(struct bw_tests *t, enum bw_column column, const uint32_t *seed,
    size_t n_seed, double share, bool upper,
    const struct bw_regime_threshold *th, bool *out, struct bw_err *err)
{
	double line = th->share / (double)BW_ONE;
	int compare = 0, rc;

	*out = share > line;
	if (fabs(share - line) > NEAR) /* INFINITY too */
		return 0;
	rc = bw_part_exact(t->net, NULL, column, seed, n_seed, t->y, upper,
	    th->share, &compare, NULL, err);
	if (rc == BW_ELIMIT) {
		/* Too large for fractions: near is possible, never certain. */
		bw_err_clear(err);
		*out = upper;
		return 0;
	}
	*out = th->at_least ? compare >= 0 : compare > 0;
	return rc;
}

static int
multiplied(struct bw_tests *t, const struct bw_regime *r, enum bw_column column,
    const uint32_t *seed, size_t n_seed, struct bw_regime_answer *out,
    struct bw_err *err)
{
	struct bw_regime_span *span =
	    column == BW_CAPITAL ? &out->capital_part : &out->votes_part;
	bool sure, may;
	int rc = part_of(t, column, seed, n_seed, span, err);

	for (size_t i = 0; rc == 0 && i < r->n_threshold; i++) {
		rc = beyond(t, column, seed, n_seed, span->lo, false,
		    &r->threshold[i], &sure, err);
		if (rc == 0)
			rc = beyond(t, column, seed, n_seed, span->hi, true,
			    &r->threshold[i], &may, err);
		if (rc != 0)
			break;
		if (sure)
			out->at[i].certainty = BW_CERTAIN;
		else if (may && out->at[i].certainty == BW_EXCLUDED)
			out->at[i].certainty = BW_POSSIBLE;
	}
	return rc;
}

/* lo by certain, hi by possible control. */
static void
join_sum(struct bw_sum *to, struct bw_sum held, enum bw_certainty how)
{
	if (how == BW_CERTAIN) {
		to->lo = held.lo;
		to->open = held.open & BW_LO_OPEN;
	} else {
		to->hi = held.hi;
		to->open |= held.open & BW_HI_OPEN;
	}
}

static int
attribute(struct bw_tests *t, const uint32_t *seed, size_t n_seed,
    struct bw_regime_answer *out, struct bw_err *err)
{
	struct way *w;
	int rc =
	    tests_way(t, false, true, (struct bw_control_rule){ 0 }, &w, err);

	for (int how = BW_CERTAIN; rc == 0 && how <= BW_POSSIBLE; how++) {
		rc = tests_set(
		    t, w, NULL, seed, n_seed, (enum bw_certainty)how, err);
		if (rc != 0)
			break;
		join_sum(
		    &out->votes, tests_held(t, false), (enum bw_certainty)how);
		join_sum(
		    &out->capital, tests_held(t, true), (enum bw_certainty)how);
	}
	return rc;
}

static void
attributed(
    const struct bw_regime *r, struct bw_sum sum, struct bw_regime_answer *out)
{
	for (size_t i = 0; i < r->n_threshold; i++) {
		const struct bw_regime_threshold *th = &r->threshold[i];

		if (bw_sum_certain(sum, th->share, !th->at_least))
			out->at[i].certainty = BW_CERTAIN;
		else if (bw_sum_possible(sum, th->share, !th->at_least) &&
		    out->at[i].certainty == BW_EXCLUDED)
			out->at[i].certainty = BW_POSSIBLE;
	}
}

/* Is y in the fixpoint of the regime at this threshold? */
static int
reached(struct bw_tests *t, const struct bw_regime *r,
    struct bw_control_rule rule, const uint32_t *seed, size_t n_seed,
    enum bw_certainty how, bool *out, struct bw_err *err)
{
	struct way *a = NULL, *b = NULL;
	int rc = 0;

	if (r->basis != BW_BASIS_CAPITAL)
		rc = tests_way(t, false, r->other_means, rule, &a, err);
	if (rc == 0 && r->basis != BW_BASIS_VOTES)
		rc = tests_way(
		    t, true, r->other_means, rule, a == NULL ? &a : &b, err);
	if (rc == 0)
		rc = tests_set(t, a, b, seed, n_seed, how, err);
	*out = rc == 0 && t->in[t->y];
	return rc;
}

static int
controls(struct bw_tests *t, const struct bw_regime *r, const uint32_t *seed,
    size_t n_seed, struct bw_regime_answer *out, struct bw_err *err)
{
	bool sure = false, may = false, more = true;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n_threshold; i++) {
		const struct bw_regime_threshold *th = &r->threshold[i];
		struct bw_control_rule rule = { th->share, th->at_least };

		rc = reached(t, r, rule, seed, n_seed, BW_CERTAIN, &sure, err);
		if (rc == 0 && !sure)
			rc = reached(
			    t, r, rule, seed, n_seed, BW_POSSIBLE, &may, err);
		if (rc == 0 && sure && r->half_presumed && th->at_least &&
		    th->share == BW_ONE / 2) {
			rule.at_least = false;
			rc = reached(
			    t, r, rule, seed, n_seed, BW_CERTAIN, &more, err);
			out->at[i].presumed = !more;
		}
		out->at[i].certainty = sure ? BW_CERTAIN
		    : may                   ? BW_POSSIBLE
					    : BW_EXCLUDED;
	}
	return rc;
}

static int
seeds_fit(const struct bw_tests *t, const uint32_t *seed, size_t n_seed,
    struct bw_err *err)
{
	for (size_t i = 0; i < n_seed; i++)
		if (seed[i] >= t->net->n || seed[i] == t->y)
			return bw_fail(err, BW_EUSAGE,
			    "party %u is not an owner in this net", seed[i]);
	return 0;
}

int
bw_tests_ask(struct bw_tests *t, const struct bw_regime *r,
    const uint32_t *seed, size_t n_seed, struct bw_regime_answer *out,
    struct bw_err *err)
{
	int rc = seeds_fit(t, seed, n_seed, err);

	*out = (struct bw_regime_answer){ 0 };
	for (size_t i = 0; i < BW_REGIME_THRESHOLDS; i++)
		out->at[i].certainty = BW_EXCLUDED;
	if (rc == 0 && r->chain == BW_CHAIN_CONTROL)
		rc = controls(t, r, seed, n_seed, out, err);
	if (rc == 0 && r->chain != BW_CHAIN_MULTIPLIED) {
		rc = attribute(t, seed, n_seed, out, err);
		if (rc == 0 && r->chain == BW_CHAIN_ATTRIBUTED &&
		    r->basis != BW_BASIS_CAPITAL)
			attributed(r, out->votes, out);
		if (rc == 0 && r->chain == BW_CHAIN_ATTRIBUTED &&
		    r->basis != BW_BASIS_VOTES)
			attributed(r, out->capital, out);
		return rc;
	}
	if (rc == 0 && r->basis != BW_BASIS_CAPITAL)
		rc = multiplied(t, r, BW_VOTES, seed, n_seed, out, err);
	if (rc == 0 && r->basis != BW_BASIS_VOTES)
		rc = multiplied(t, r, BW_CAPITAL, seed, n_seed, out, err);
	return rc;
}

int
bw_tests_figures(struct bw_tests *t, const uint32_t *seed, size_t n_seed,
    struct bw_regime_answer *out, struct bw_err *err)
{
	int rc = seeds_fit(t, seed, n_seed, err);

	*out = (struct bw_regime_answer){ 0 };
	if (rc == 0)
		rc = attribute(t, seed, n_seed, out, err);
	if (rc == 0)
		rc = part_of(
		    t, BW_CAPITAL, seed, n_seed, &out->capital_part, err);
	if (rc == 0)
		rc = part_of(t, BW_VOTES, seed, n_seed, &out->votes_part, err);
	return rc;
}
