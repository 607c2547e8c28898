/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_integrated_whole.c - nobody has more than the whole of a company.
 *
 * Where no more than 100 % is surely held, every possible world gives a company
 * away at most once, so an owner's part of it is a mix of its parts of the
 * holders, with weights of at most 1 together: never above 1. That must hold
 * for indirect shares as well, in circles, and where the work of asking owners
 * one by one is cut short. To know less (a wider interval) may only widen the
 * answer.
 */
#include "nets.h"
#include "ownership/integrated.h"

#define MOST 120u
#define ROUNDING 1e-12

static struct bw_tie tie[MOST * 40];
static size_t n_tie;

/* Surely held: at most 100 % a company, indirect shares apart. */
static void
random_net(uint64_t *s, uint32_t n, size_t m)
{
	uint32_t left[MOST];

	for (uint32_t y = 0; y < n; y++)
		left[y] = 100;
	for (n_tie = 0; n_tie < m; n_tie++) {
		uint32_t y = oracle_below(s, n), x = oracle_below(s, n);
		uint32_t lo =
		    oracle_below(s, 3) ? 0 : oracle_below(s, left[y] + 1);
		uint32_t hi = lo + oracle_below(s, 101 - lo);
		bool indirect = oracle_below(s, 3) == 0;

		hi = oracle_below(s, 4) ? hi : 100;
		left[y] -= indirect ? 0 : lo;
		tie[n_tie] = (struct bw_tie){ .holder = x,
			.company = y,
			.capital = { lo * BW_PERCENT, hi * BW_PERCENT, 0 },
			.mark = indirect ? BW_TIE_INDIRECT : 0 };
	}
}

/* What is found, by party. */
static void
ask(uint32_t n, uint32_t from, bool up, struct bw_part *of)
{
	struct bw_err err = BW_ERR_INIT;
	const struct bw_part *list;
	struct bw_solver *s;
	struct bw_net net;
	size_t n_list;

	assert_ok(bw_net_init(&net, n, tie, n_tie, &err), &err);
	assert_ok(bw_solver_new(&s, &net, NULL, BW_CAPITAL, &err), &err);
	if (up)
		assert_ok(
		    bw_part_up(s, from, BW_INTEGRATED, &list, &n_list, &err),
		    &err);
	else
		assert_ok(bw_part_down(
			      s, &from, 1, BW_INTEGRATED, &list, &n_list, &err),
		    &err);
	memset(of, 0, n * sizeof(*of));
	for (size_t i = 0; i < n_list; i++) {
		struct bw_part p = list[i];

		if (!(p.lo >= 0 && p.lo <= p.hi && p.hi <= 1 + ROUNDING)) {
			print_error("%s %u: party %u has %.17g - %.17g\n",
			    up ? "above" : "below", from, p.party, p.lo, p.hi);
			fail();
		}
		of[p.party] = p;
	}
	bw_solver_free(s);
	bw_net_release(&net);
}

static void
at_most_the_whole(void **state)
{
	struct bw_part less[MOST], more[MOST];

	(void)state;
	for (unsigned i = 0; i < rounds(3000); i++) {
		uint64_t s = start(first_seed() + i);
		uint32_t n = 2 + oracle_below(&s, 8);
		uint32_t from = oracle_below(&s, n);
		bool up = oracle_below(&s, 2) != 0;
		struct bw_share *c;

		random_net(&s, n, 1 + oracle_below(&s, 3 * n));
		ask(n, from, up, less);
		c = &tie[oracle_below(&s, (uint32_t)n_tie)].capital;
		c->lo -= c->lo > 0 ? oracle_below(&s, c->lo) : 0;
		c->hi += c->hi < BW_ONE ? oracle_below(&s, BW_ONE - c->hi) : 0;
		ask(n, from, up, more);
		for (uint32_t y = 0; y < n; y++)
			if (more[y].lo > less[y].lo + 1e-9 ||
			    more[y].hi < less[y].hi - 1e-9) {
				print_error("seed %llu: %u %s %u knew %.17g - "
					    "%.17g, with less %.17g - %.17g\n",
				    (unsigned long long)(first_seed() + i), y,
				    up ? "in" : "from", from, less[y].lo,
				    less[y].hi, more[y].lo, more[y].hi);
				fail();
			}
	}
}

/* So dense a circle that not every owner is asked. */
static void
cut_short(void **state)
{
	struct bw_part of[MOST];

	(void)state;
	for (unsigned i = 0; i < rounds(3); i++) {
		uint64_t s = start(first_seed() + i);

		random_net(&s, MOST, BW_LEN(tie));
		ask(MOST, 0, true, of);
	}
}

static int
look(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	unsigned *pairs = ctx;

	(void)err;
	for (size_t i = 0; i < n; i++) {
		*pairs += 1;
		if (!(list[i].lo <= list[i].hi && list[i].hi <= 1 + 1e-10)) {
			print_error("%u in %u: %.17g - %.17g\n", owner,
			    list[i].party, list[i].lo, list[i].hi);
			fail();
		}
	}
	return 0;
}

static void
all_pairs(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	unsigned pairs = 0;

	(void)state;
	for (unsigned i = 0; i < rounds(60); i++) {
		uint64_t s = start(first_seed() + i);
		uint32_t n = 2 + oracle_below(&s, MOST / 2);
		struct bw_net net;

		random_net(&s, n, 1 + oracle_below(&s, 3 * n));
		assert_ok(bw_net_init(&net, n, tie, n_tie, &err), &err);
		assert_ok(bw_part_all(&net, BW_CAPITAL, 0.1, NULL, NULL, look,
			      &pairs, &err),
		    &err);
		bw_net_release(&net);
	}
	assert_true(pairs > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_most_the_whole),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(all_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
