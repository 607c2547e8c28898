/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_reach.c - the quick engine gives what the proving one gives.
 *
 * Random nets: small ones of the oracle (exact and ranges), and larger ones
 * with parallel stakes, loops, own stakes, rights and totals above 100 %, for
 * many thresholds. control.h is tested against the oracle itself.
 */
#include "nets.h"
#include "ownership/reach.h"
#include "ownership/shift.h"

#define MOST 400u

struct town {
	uint32_t n;
	size_t m;
	struct bw_tie tie[4 * MOST];
	struct bw_edge edge[4 * MOST];
	struct bw_net net;
	struct bw_graph graph;
};

static void
open_town(struct town *t)
{
	struct bw_err err = BW_ERR_INIT;

	for (size_t i = 0; i < t->m; i++)
		t->edge[i] = (struct bw_edge){ .holder = t->tie[i].holder,
			.company = t->tie[i].company,
			.votes = t->tie[i].votes,
			.direct = t->tie[i].mark & BW_TIE_DIRECT,
			.maybe = t->tie[i].mark & BW_TIE_MAYBE };
	assert_ok(bw_net_init(&t->net, t->n, t->tie, t->m, &err), &err);
	assert_ok(bw_graph_init(&t->graph, t->n, t->edge, t->m, &err), &err);
}

static void
close_town(struct town *t)
{
	bw_net_release(&t->net);
	bw_graph_release(&t->graph);
}

static struct bw_share
random_share(uint64_t *s, bool ranges)
{
	uint32_t lo = oracle_below(s, 21) * 5 * BW_PERCENT, hi;

	if (!ranges || oracle_below(s, 2) == 0)
		return bw_share_exact(lo);
	hi = lo +
	    oracle_below(s, (BW_ONE - lo) / (5 * BW_PERCENT) + 1) * 5 *
		BW_PERCENT;
	return lo == hi
	    ? bw_share_exact(lo)
	    : (struct bw_share){ lo, hi, (uint8_t)oracle_below(s, 4) };
}

static void
random_town(struct town *t, uint64_t *s, uint32_t n, size_t m)
{
	bool ranges = oracle_below(s, 2);

	t->n = n;
	t->m = m;
	for (size_t i = 0; i < m; i++) {
		t->tie[i] = (struct bw_tie){ .holder = oracle_below(s, n),
			.company = oracle_below(s, n),
			.votes = random_share(s, ranges) };
		t->tie[i].capital = t->tie[i].votes;
		if (oracle_below(s, 12) == 0)
			t->tie[i].mark = BW_TIE_DIRECT;
		else if (oracle_below(s, 12) == 0)
			t->tie[i].mark = BW_TIE_MAYBE;
	}
}

static struct bw_control_rule
random_rule(uint64_t *s)
{
	static const uint32_t at[] = { 0, 0, 250000000, 500000000, 1, 666666667,
		1000000000, 333333333 };

	return (struct bw_control_rule){ at[oracle_below(s, BW_LEN(at))],
		oracle_below(s, 2) };
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a < b ? -1 : a > b;
}

static bool
same_set(const uint32_t *a, size_t n, const uint32_t *b, size_t n_b)
{
	uint32_t x[MOST], y[MOST];

	if (n != n_b)
		return false;
	memcpy(x, a, n * sizeof(*x));
	memcpy(y, b, n * sizeof(*y));
	qsort(x, n, sizeof(*x), by_number);
	qsort(y, n, sizeof(*y), by_number);
	return n == 0 || memcmp(x, y, n * sizeof(*x)) == 0;
}

static bool
same_sum(struct bw_sum a, struct bw_sum b)
{
	return a.lo == b.lo && a.hi == b.hi && a.open == b.open;
}

/* Sets are reached in the same order here, as ties are in that of edges, and
 * so are the proofs: net tie i was made of edge g->in[i]. */
static void
same_proofs(
    struct town *t, struct bw_control *c, struct bw_reach *r, uint64_t seed)
{
	struct bw_err err = BW_ERR_INIT;
	static uint32_t edge[4 * MOST], tie[4 * MOST];
	size_t n_edge, n_tie;

	for (uint32_t y = 0; y < t->n; y++) {
		assert_ok(
		    bw_control_proof(c, y, edge, BW_LEN(edge), &n_edge, &err),
		    &err);
		assert_ok(
		    bw_reach_proof(r, y, tie, BW_LEN(tie), &n_tie, &err), &err);
		if ((n_edge > 0) != (n_tie > 0))
			fail_msg("net %llu: proof of %u",
			    (unsigned long long)seed, y);
		for (size_t i = 0; i < n_tie; i++)
			assert_int_equal(
			    t->edge[t->graph.in[tie[i]]].company, y);
	}
}

/* Every owner, and some groups, certain and possible. */
static void
compare(struct town *t, uint64_t *s, uint64_t seed)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_control_rule rule = random_rule(s);
	struct bw_reach_rule same = { rule.threshold, rule.at_least, false,
		false };
	struct bw_control *c = NULL;
	struct bw_reach *r = NULL;
	const uint32_t *a, *b;
	size_t n_a, n_b;

	assert_ok(bw_control_new(&c, &t->graph, rule, &err), &err);
	assert_ok(bw_reach_new(&r, &t->net, NULL, same, &err), &err);
	for (uint32_t i = 0; i < 2 * t->n; i++) {
		uint32_t x[3] = { i % t->n, oracle_below(s, t->n),
			oracle_below(s, t->n) };
		size_t n = i < t->n ? 1 : 3;

		for (int how = BW_CERTAIN; how <= BW_POSSIBLE; how++) {
			assert_ok(bw_control_set(c, x, n,
				      (enum bw_certainty)how, &a, &n_a, &err),
			    &err);
			assert_ok(bw_reach_set(r, x, n, (enum bw_certainty)how,
				      &b, &n_b, &err),
			    &err);
			if (!same_set(a, n_a, b, n_b))
				fail_msg("net %llu: the sets of %u differ",
				    (unsigned long long)seed, x[0]);
			same_proofs(t, c, r, seed);
			for (uint32_t y = 0; y < t->n; y++)
				if (!same_sum(bw_control_votes(c, y),
					bw_reach_held(r, y)))
					fail_msg("net %llu: votes of %u in %u",
					    (unsigned long long)seed, x[0], y);
		}
	}
	bw_control_free(c);
	bw_reach_free(r);
}

static size_t
prove(struct bw_reach *r, const struct town *t, uint32_t x, uint32_t y,
    uint32_t *tie)
{
	static uint32_t todo[MOST], one[4 * MOST];
	struct bw_err err = BW_ERR_INIT;
	bool seen[MOST] = { 0 };
	size_t n_todo = 1, n = 0, k;

	todo[0] = y;
	seen[x] = seen[y] = true;
	for (size_t i = 0; i < n_todo; i++) {
		assert_ok(
		    bw_reach_proof(r, todo[i], one, BW_LEN(one), &k, &err),
		    &err);
		for (size_t j = 0; j < k; j++) {
			uint32_t h = t->net.holder[one[j]];

			tie[n++] = one[j];
			if (!seen[h])
				todo[n_todo++] = h;
			seen[h] = true;
		}
	}
	return n;
}

/* Asked about one company only, an owner gets the same answer and the same
 * chain of stakes that proves it. */
static void
test_one_company_as_in_the_whole_set(void **state)
{
	static uint32_t whole[4 * MOST], part[4 * MOST];
	struct bw_err err = BW_ERR_INIT;
	static struct town t;
	bool reached;

	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(1500);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, seed % 50 ? 9 : 60);
		struct bw_control_rule some = random_rule(&s);
		struct bw_reach_rule rule = { some.threshold, some.at_least,
			false, oracle_below(&s, 4) == 0 };
		enum bw_certainty how =
		    oracle_below(&s, 2) ? BW_CERTAIN : BW_POSSIBLE;
		struct bw_reach *a = NULL, *b = NULL;
		const uint32_t *set;
		size_t n_set, n_whole;

		random_town(&t, &s, n, 1 + oracle_below(&s, 3 * n));
		open_town(&t);
		assert_ok(bw_reach_new(&a, &t.net, NULL, rule, &err), &err);
		assert_ok(bw_reach_new(&b, &t.net, NULL, rule, &err), &err);
		for (uint32_t x = 0; x < n; x++)
			for (uint32_t y = 0; y < n; y++) {
				assert_ok(bw_reach_set(a, &x, 1, how, &set,
					      &n_set, &err),
				    &err);
				assert_ok(bw_reach_until(
					      b, &x, 1, how, y, &reached, &err),
				    &err);
				n_whole = prove(a, &t, x, y, whole);
				assert_int_equal(reached, n_whole > 0);
				if (!reached)
					continue;
				assert_int_equal(
				    n_whole, prove(b, &t, x, y, part));
				assert_memory_equal(
				    whole, part, n_whole * sizeof(*part));
			}
		bw_reach_free(a);
		bw_reach_free(b);
		close_town(&t);
	}
}

static void
test_sets_are_those_of_control(void **state)
{
	static struct town t;

	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(1500);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, seed % 50 ? 9 : 200);

		random_town(&t, &s, n, 1 + oracle_below(&s, 3 * n));
		open_town(&t);
		compare(&t, &s, seed);
		close_town(&t);
	}
}

/* Own stakes of 175 % are above 100 %, though no more than 100 % is suspended:
 * the total then limits nobody. */
static void
test_own_stakes_above_100(void **state)
{
	static struct town t = { .n = 2,
		.m = 3,
		.tie = { { 1, 1, { BW_ONE, BW_ONE, 0 }, { 0 }, 0 },
		    { 1, 1, { 750000000, 750000000, 0 }, { 0 }, 0 },
		    { 0, 1, { 0, 850000000, 0 }, { 0 }, 0 } } };
	uint64_t s = start(1);

	(void)state;
	open_town(&t);
	compare(&t, &s, 1);
	close_town(&t);
}

static void
check_pairs(const struct bw_pairs *p, const struct town *t,
    struct bw_reach_rule rule, enum bw_certainty how)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_reach *r = NULL;
	const uint32_t *set;
	uint64_t total = 0;
	size_t n;

	assert_ok(bw_reach_new(&r, &t->net, NULL, rule, &err), &err);
	for (uint32_t x = 0; x < t->n; x++) {
		assert_ok(bw_reach_set(r, &x, 1, how, &set, &n, &err), &err);
		assert_true(same_set(p->down + p->down_at[x],
		    p->down_at[x + 1] - p->down_at[x], set, n));
		total += n;
		for (uint64_t i = p->up_at[x]; i < p->up_at[x + 1]; i++) {
			const uint32_t *row = p->down + p->down_at[p->up[i]];

			assert_non_null(bsearch(&x, row,
			    p->down_at[p->up[i] + 1] - p->down_at[p->up[i]],
			    sizeof(*row), by_number));
			if (i > p->up_at[x])
				assert_true(p->up[i - 1] < p->up[i]);
		}
	}
	assert_int_equal(total, p->n_pair);
	assert_int_equal(p->up_at[t->n], total);
	bw_reach_free(r);
}

static void
test_all_pairs_are_all_sets(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool = NULL;
	struct bw_pairs p;
	static struct town t;

	(void)state;
	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(600);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, seed % 20 ? 12 : MOST - 2);
		struct bw_control_rule rule = random_rule(&s);
		struct bw_reach_rule same = { rule.threshold, rule.at_least,
			oracle_below(&s, 2), oracle_below(&s, 2) };
		enum bw_certainty how =
		    oracle_below(&s, 2) ? BW_CERTAIN : BW_POSSIBLE;

		random_town(&t, &s, n, 1 + oracle_below(&s, 3 * n));
		open_town(&t);
		assert_ok(bw_pairs_make(&p, &t.net, same, how,
			      seed % 2 ? pool : NULL, &err),
		    &err);
		check_pairs(&p, &t, same, how);
		bw_pairs_release(&p);
		close_town(&t);
	}
	bw_pool_free(pool);
}

struct told { /* rows handed over, to be checked one by one */
	struct bw_reach *sure, *may;
	size_t n;
	uint32_t owner, company;
};

static bool
is_in(const uint32_t *set, size_t n, uint32_t y)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == y)
			return true;
	return false;
}

static int
check_rows(void *ctx, const struct bw_reach_row *row, size_t n)
{
	struct told *told = ctx;
	struct bw_err err = BW_ERR_INIT;
	const uint32_t *sure, *may;
	size_t n_sure, n_may;

	for (size_t i = 0; i < n; i++) {
		const struct bw_reach_row *k = &row[i];
		struct bw_sum lo, hi;

		if (told->n > 0 && told->owner == k->owner)
			assert_true(told->company < k->company);
		else if (told->n > 0)
			assert_true(told->owner < k->owner);
		assert_ok(bw_reach_set(told->sure, &k->owner, 1, BW_CERTAIN,
			      &sure, &n_sure, &err),
		    &err);
		assert_ok(bw_reach_set(told->may, &k->owner, 1, BW_POSSIBLE,
			      &may, &n_may, &err),
		    &err);
		assert_true(is_in(may, n_may, k->company));
		assert_int_equal(k->certain, is_in(sure, n_sure, k->company));
		lo = bw_reach_held(told->sure, k->company);
		hi = bw_reach_held(told->may, k->company);
		assert_int_equal(k->votes.lo, lo.lo);
		assert_int_equal(k->votes.hi, hi.hi);
		assert_int_equal(
		    k->votes.open & BW_LO_OPEN, lo.open & BW_LO_OPEN);
		assert_int_equal(
		    k->votes.open & BW_HI_OPEN, hi.open & BW_HI_OPEN);
		told->owner = k->owner;
		told->company = k->company;
		told->n++;
	}
	return 0;
}

/* One row for every possible pair, with the votes of both sets. */
static void
test_rows_with_votes(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool = NULL;
	struct bw_pairs p;
	static struct town t;

	(void)state;
	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(600);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, 12);
		struct bw_control_rule rule = random_rule(&s);
		struct bw_reach_rule same = { rule.threshold, rule.at_least,
			oracle_below(&s, 2), oracle_below(&s, 2) };
		struct told told = { 0 };

		random_town(&t, &s, n, 1 + oracle_below(&s, 3 * n));
		open_town(&t);
		assert_ok(
		    bw_reach_new(&told.sure, &t.net, NULL, same, &err), &err);
		assert_ok(
		    bw_reach_new(&told.may, &t.net, NULL, same, &err), &err);
		assert_ok(
		    bw_pairs_make(&p, &t.net, same, BW_POSSIBLE, NULL, &err),
		    &err);
		assert_ok(bw_reach_each(&t.net, same, seed % 2 ? pool : NULL,
			      check_rows, &told, &err),
		    &err);
		assert_int_equal(told.n, p.n_pair);
		bw_pairs_release(&p);
		bw_reach_free(told.sure);
		bw_reach_free(told.may);
		close_town(&t);
	}
	bw_pool_free(pool);
}

static void
make_exact(struct town *t)
{
	for (size_t i = 0; i < t->m; i++) {
		struct bw_tie *k = &t->tie[i];

		k->votes = (struct bw_share){ k->votes.lo, k->votes.lo, 0 };
		k->capital =
		    (struct bw_share){ k->capital.lo, k->capital.lo, 0 };
		k->mark &= BW_TIE_DIRECT;
	}
}

/* Of exact shares alone both kinds of control are one, and are asked once;
 * some ranges among them, and both are asked. */
static void
test_certain_and_possible_pairs(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool = NULL;
	struct bw_pairs sure, may;
	static struct town t;

	(void)state;
	assert_ok(bw_pool_new(&pool, 2, &err), &err);
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(600);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, 12);
		struct bw_control_rule rule = random_rule(&s);
		struct bw_reach_rule same = { rule.threshold, rule.at_least,
			oracle_below(&s, 2), oracle_below(&s, 2) };
		struct bw_tie first;

		random_town(&t, &s, n, 1 + oracle_below(&s, 3 * n));
		first = t.tie[0];
		make_exact(&t);
		if (seed % 2)
			t.tie[0] = first;
		open_town(&t);
		assert_ok(
		    bw_pairs_both(&sure, &may, &t.net, same, pool, &err), &err);
		if (seed % 2 == 0)
			assert_ptr_equal(sure.down, may.down);
		check_pairs(&sure, &t, same, BW_CERTAIN);
		check_pairs(&may, &t, same, BW_POSSIBLE);
		bw_pairs_release(&may);
		bw_pairs_release(&sure);
		close_town(&t);
	}
	bw_pool_free(pool);
}

/* Three hundred bands of one holder that never come to control, as another
 * surely holds 60 %: too much to look up for the quick engine. */
static void
test_many_bands_of_one_holder(void **state)
{
	static struct town t = { .n = 4, .m = 302 };
	struct bw_reach_rule rule = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_pairs p;

	(void)state;
	for (size_t i = 0; i < 300; i++)
		t.tie[i] = (struct bw_tie){
			.holder = 0, .company = 2, .votes = { 0, BW_PERCENT, 0 }
		};
	t.tie[300] = (struct bw_tie){ .holder = 1,
		.company = 2,
		.votes = bw_share_exact(60 * BW_PERCENT) };
	t.tie[301] = (struct bw_tie){ .holder = 0,
		.company = 3,
		.votes = bw_share_exact(60 * BW_PERCENT) };
	for (size_t i = 0; i < t.m; i++)
		t.tie[i].capital = t.tie[i].votes;
	open_town(&t);
	assert_ok(
	    bw_pairs_make(&p, &t.net, rule, BW_POSSIBLE, NULL, &err), &err);
	check_pairs(&p, &t, rule, BW_POSSIBLE);
	assert_int_equal(p.n_pair, 2);
	assert_int_equal(p.up[p.up_at[2]], 1);
	assert_int_equal(p.up[p.up_at[3]], 0);
	bw_pairs_release(&p);
	close_town(&t);
}

/* A net with changes in a patch is the net made anew. */
static void
apply(struct town *t, const struct bw_change *c)
{
	size_t k = 0;

	for (size_t i = 0; i < t->m; i++)
		if (t->tie[i].holder != c->holder ||
		    t->tie[i].company != c->company)
			t->tie[k++] = t->tie[i];
	t->m = k;
	if (!c->gone)
		t->tie[t->m++] = (struct bw_tie){ c->holder, c->company,
			c->votes, c->capital, c->mark };
}

static void
random_change(struct bw_change *c, uint64_t *s, uint32_t n)
{
	*c = (struct bw_change){ .holder = oracle_below(s, n),
		.company = oracle_below(s, n),
		.gone = oracle_below(s, 4) == 0,
		.votes = random_share(s, true),
		.mark = oracle_below(s, 8) ? 0 : BW_TIE_DIRECT };
	c->capital = c->votes;
}

static void
test_a_patch_is_the_net_made_anew(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	static struct town before, after;

	(void)state;
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(1000);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, 9);
		struct bw_change change[4];
		size_t n_change = 1 + oracle_below(&s, 4);
		struct bw_patch patch;
		struct bw_reach *a = NULL, *b = NULL;
		const uint32_t *set_a, *set_b;
		size_t n_a, n_b;

		random_town(&before, &s, n, 1 + oracle_below(&s, 3 * n));
		after = before;
		for (size_t i = 0; i < n_change; i++) {
			random_change(&change[i], &s, n);
			apply(&after, &change[i]);
		}
		open_town(&before);
		open_town(&after);
		assert_ok(
		    bw_patch_init(&patch, &before.net, change, n_change, &err),
		    &err);
		assert_ok(bw_reach_new(&a, &before.net, &patch,
			      (struct bw_reach_rule){ 0 }, &err),
		    &err);
		assert_ok(bw_reach_new(&b, &after.net, NULL,
			      (struct bw_reach_rule){ 0 }, &err),
		    &err);
		for (uint32_t i = 0; i < 2 * n; i++) {
			uint32_t x = i / 2;
			enum bw_certainty how =
			    i % 2 ? BW_CERTAIN : BW_POSSIBLE;

			assert_ok(
			    bw_reach_set(a, &x, 1, how, &set_a, &n_a, &err),
			    &err);
			assert_ok(
			    bw_reach_set(b, &x, 1, how, &set_b, &n_b, &err),
			    &err);
			assert_true(same_set(set_a, n_a, set_b, n_b));
			for (uint32_t y = 0; y < n; y++)
				assert_true(same_sum(
				    bw_reach_held(a, y), bw_reach_held(b, y)));
		}
		bw_reach_free(a);
		bw_reach_free(b);
		bw_patch_release(&patch);
		close_town(&before);
		close_town(&after);
	}
}

static void
stand_of_all(struct bw_stand at[13][12], const struct bw_net *net,
    struct bw_reach_rule rule, const struct bw_group *group)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_reach *r = NULL;
	const uint32_t *set;
	size_t n;

	assert_ok(bw_reach_new(&r, net, NULL, rule, &err), &err);
	memset(at, 0, 13 * sizeof(*at));
	for (uint32_t x = 0; x <= net->n; x++)
		for (int how = BW_CERTAIN; how <= BW_POSSIBLE; how++) {
			const uint32_t *seed = x < net->n ? &x : group->member;

			assert_ok(
			    bw_reach_set(r, seed, x < net->n ? 1 : group->n,
				(enum bw_certainty)how, &set, &n, &err),
			    &err);
			for (size_t i = 0; i < n; i++)
				*(how == BW_CERTAIN
					? &at[x][set[i]].controls_certain
					: &at[x][set[i]].controls_possible) =
				    true;
			for (uint32_t y = 0; y < net->n; y++) {
				struct bw_sum v = bw_reach_held(r, y);
				struct bw_sum *to = &at[x][y].votes;

				if (how == BW_CERTAIN)
					to->lo = v.lo;
				else
					to->hi = v.hi;
				to->open |= v.open &
				    (how == BW_CERTAIN ? BW_LO_OPEN
						       : BW_HI_OPEN);
			}
		}
	bw_reach_free(r);
}

static bool
same_stand(const struct bw_stand *a, const struct bw_stand *b)
{
	return a->controls_certain == b->controls_certain &&
	    a->controls_possible == b->controls_possible &&
	    same_sum(a->votes, b->votes);
}

/* What a change does is the difference between all before and all after. */
static void
test_a_shift_is_the_whole_difference(void **state)
{
	static struct bw_stand was[13][12], is[13][12];
	static struct town before, after;
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena arena;
	size_t asked = 0, all = 0;

	(void)state;
	bw_arena_init(&arena, 0);
	for (uint64_t seed = first_seed(); seed < first_seed() + rounds(4000);
	     seed++) {
		uint64_t s = start(seed);
		uint32_t n = 2 + oracle_below(&s, 9);
		struct bw_control_rule some = random_rule(&s);
		struct bw_reach_rule rule = { some.threshold, some.at_least,
			false, oracle_below(&s, 4) == 0 };
		struct bw_change change[4];
		size_t n_change = 1 + oracle_below(&s, 4), k = 0;
		uint32_t member[2] = { oracle_below(&s, n),
			oracle_below(&s, n) };
		struct bw_group group = { member, 2 };
		struct bw_arena_mark mark = bw_arena_mark(&arena);
		struct bw_patch patch;
		struct bw_shift shift;

		random_town(&before, &s, n, 1 + oracle_below(&s, 2 * n));
		after = before;
		for (size_t i = 0; i < n_change; i++) {
			random_change(&change[i], &s, n);
			apply(&after, &change[i]);
		}
		open_town(&before);
		open_town(&after);
		assert_ok(
		    bw_patch_init(&patch, &before.net, change, n_change, &err),
		    &err);
		assert_ok(bw_shift_run(&shift, &before.net, &patch, rule,
			      &group, 1, &arena, &err),
		    &err);
		stand_of_all(was, &before.net, rule, &group);
		stand_of_all(is, &after.net, rule, &group);
		for (uint32_t x = 0; x <= n; x++)
			for (uint32_t y = 0; y < n; y++) {
				if (same_stand(&was[x][y], &is[x][y]))
					continue;
				if (k >= shift.n || shift.row[k].owner != x ||
				    shift.row[k].company != y ||
				    !same_stand(
					&shift.row[k].before, &was[x][y]) ||
				    !same_stand(&shift.row[k].after, &is[x][y]))
					fail_msg("net %llu: %u in %u",
					    (unsigned long long)seed, x, y);
				k++;
			}
		assert_int_equal(k, shift.n);
		asked += shift.n_asked;
		all += n + 1;
		bw_patch_release(&patch);
		close_town(&before);
		close_town(&after);
		bw_arena_reset(&arena, mark);
	}
	assert_true(asked < all);
	bw_arena_release(&arena);
}

static void
test_crossing_a_threshold(void **state)
{
	struct bw_sum at9 = { 90000000, 90000000, 0 };
	struct bw_sum at10 = { 100000000, 100000000, 0 };
	struct bw_sum band = { 50000000, 150000000, BW_LO_OPEN };

	(void)state;
	assert_int_equal(
	    bw_crossed(at9, at10, 100000000, true, false), BW_CERTAIN);
	assert_int_equal(
	    bw_crossed(at9, at10, 100000000, false, false), BW_EXCLUDED);
	assert_int_equal(
	    bw_crossed(at10, at9, 100000000, true, false), BW_EXCLUDED);
	assert_int_equal(
	    bw_crossed(at10, at9, 100000000, true, true), BW_CERTAIN);
	assert_int_equal(
	    bw_crossed(at9, band, 100000000, true, false), BW_POSSIBLE);
	assert_int_equal(
	    bw_crossed(at10, band, 100000000, true, false), BW_EXCLUDED);
}

static int
make_pairs(void *ctx, struct bw_err *err)
{
	struct bw_pairs p;
	int rc = bw_pairs_make(
	    &p, ctx, (struct bw_reach_rule){ 0 }, BW_CERTAIN, NULL, err);

	bw_pairs_release(&p);
	return rc;
}

/* Control of company 1 comes and goes; a pair that acts together is asked. */
static int
make_shift(void *ctx, struct bw_err *err)
{
	struct bw_net *net = ctx;
	uint32_t member[2] = { 0, 1 };
	struct bw_group group = { member, 2 };
	struct bw_change change = { .holder = 0,
		.company = 1,
		.votes = bw_share_exact(60 * BW_PERCENT) };
	struct bw_patch patch;
	struct bw_shift shift;
	struct bw_arena arena;
	int rc;

	change.capital = change.votes;
	bw_arena_init(&arena, 0);
	rc = bw_patch_init(&patch, net, &change, 1, err);
	if (rc == 0) {
		rc = bw_shift_run(&shift, net, &patch,
		    (struct bw_reach_rule){ 0 }, &group, 1, &arena, err);
		bw_patch_release(&patch);
	}
	bw_arena_release(&arena);
	return rc;
}

static int
ask_until(void *ctx, struct bw_err *err)
{
	struct bw_net *net = ctx;
	struct bw_reach *r = NULL;
	bool reached;
	int rc = bw_reach_new(&r, net, NULL, (struct bw_reach_rule){ 0 }, err);

	for (uint32_t x = 0; x < net->n && rc == 0; x++)
		rc = bw_reach_until(
		    r, &x, 1, BW_POSSIBLE, (x * 7 + 1) % net->n, &reached, err);
	bw_reach_free(r);
	return rc;
}

static int
no_rows(void *ctx, const struct bw_reach_row *row, size_t n)
{
	(void)ctx;
	(void)row;
	(void)n;
	return 0;
}

static int
make_rows(void *ctx, struct bw_err *err)
{
	return bw_reach_each(
	    ctx, (struct bw_reach_rule){ 0 }, NULL, no_rows, NULL, err);
}

static void
test_memory_that_fails(void **state)
{
	static struct town t;
	uint64_t s = start(7);

	(void)state;
	random_town(&t, &s, 20, 60);
	open_town(&t);
	test_brutal(make_pairs, &t.net, 60);
	test_brutal(make_shift, &t.net, 400);
	test_brutal(ask_until, &t.net, 60);
	test_brutal(make_rows, &t.net, 60);
	close_town(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sets_are_those_of_control),
		cmocka_unit_test(test_own_stakes_above_100),
		cmocka_unit_test(test_one_company_as_in_the_whole_set),
		cmocka_unit_test(test_all_pairs_are_all_sets),
		cmocka_unit_test(test_certain_and_possible_pairs),
		cmocka_unit_test(test_rows_with_votes),
		cmocka_unit_test(test_many_bands_of_one_holder),
		cmocka_unit_test(test_a_patch_is_the_net_made_anew),
		cmocka_unit_test(test_a_shift_is_the_whole_difference),
		cmocka_unit_test(test_crossing_a_threshold),
		cmocka_unit_test(test_memory_that_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
