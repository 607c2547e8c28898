/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_deal_random.c - random deals, the quick way against the slow one.
 *
 * The slow way copies every number into a square table, does the steps of the
 * deal there as one would on paper, and asks every owner about every company on
 * the table before and on the table after, with the engine that knows no
 * patches (control.h). Shares are whole per cents, so that a dilution or two
 * stay exact.
 */
#include "nets.h"
#include "base/map.h"
#include "ownership/deal.h"

#define N ORACLE_NODES

struct cell {
	bool any;
	uint64_t lo, hi;
	bool direct;
};
struct table {
	struct cell cell[N][N]; /* holder, company */
	bool used[N];           /* anybody holds it, or did */
};

static const uint32_t threshold[] = { 10 * BW_PERCENT, 20 * BW_PERCENT,
	25 * BW_PERCENT, 50 * BW_PERCENT };
static struct bw_arena arena;

/* Up to three holders a company, of at most 100 %; some tell a band, some have
 * a right, some two stakes. */
static size_t
random_ties(struct bw_tie *tie, struct table *t, uint64_t *rnd)
{
	size_t m = 0;

	memset(t, 0, sizeof(*t));
	for (uint32_t y = 0; y < N; y++) {
		uint32_t left = 100;

		for (uint32_t k = oracle_below(rnd, 4); k > 0; k--) {
			uint32_t x = oracle_below(rnd, N);
			uint32_t lo = oracle_below(rnd, left + 1), hi = lo;
			struct cell *c = &t->cell[x][y];
			uint32_t room;

			/* the table holds 100 % a cell at most */
			room = 100 - (uint32_t)(c->hi / BW_PERCENT);
			if (lo == 0 || lo > room || x == y)
				continue;
			if (oracle_below(rnd, 4) == 0)
				hi += oracle_below(rnd, room + 1 - lo);
			left -= lo;
			tie[m] = (struct bw_tie){ x, y,
				{ lo * BW_PERCENT, hi * BW_PERCENT, 0 },
				{ lo * BW_PERCENT, hi * BW_PERCENT, 0 }, 0 };
			if (oracle_below(rnd, 12) == 0)
				tie[m].mark = BW_TIE_DIRECT;
			c->any = t->used[y] = true;
			c->lo += tie[m].votes.lo;
			c->hi += tie[m].votes.hi;
			c->direct = c->direct || tie[m].mark == BW_TIE_DIRECT;
			m++;
		}
	}
	return m;
}

static struct bw_deal_step
random_step(uint64_t *rnd)
{
	struct bw_deal_step s = { .buyer = oracle_below(rnd, N),
		.target = oracle_below(rnd, N),
		.seller = BW_NONE,
		.board = oracle_below(rnd, 8) == 0 };

	if (oracle_below(rnd, 3) == 0) {
		s.new_shares = true;
		s.votes = (1 + oracle_below(rnd, 9)) * 10 * BW_PERCENT;
	} else {
		s.votes = oracle_below(rnd, 60) * BW_PERCENT;
		if (oracle_below(rnd, 4) != 0) {
			s.seller = oracle_below(rnd, N);
			s.board_lost = oracle_below(rnd, 2) == 0;
		}
	}
	s.capital = s.votes;
	if (oracle_below(rnd, 3) == 0)
		s.via[s.n_via++] = oracle_below(rnd, N);
	return s;
}

static uint64_t
less(uint64_t a, uint64_t b)
{
	return a > b ? a - b : 0;
}

static uint64_t
most(uint64_t a)
{
	return a < BW_ONE ? a : BW_ONE;
}

/* One step on paper; false when it cannot be. */
static bool
on_paper(struct table *t, const struct bw_deal_step *s)
{
	uint32_t last = s->n_via > 0 ? s->via[0] : s->buyer, y = s->target;
	struct cell *got = &t->cell[last][y];
	uint64_t sure = 0;

	for (uint32_t x = 0; x < N; x++)
		sure += t->cell[x][y].lo;
	if (s->buyer == y || last == y || s->buyer == s->seller ||
	    last == s->seller || (s->n_via > 0 && s->buyer == s->via[0]))
		return false;
	if (s->n_via > 0 && !t->used[last]) {
		t->used[last] = true;
		t->cell[s->buyer][last] =
		    (struct cell){ true, BW_ONE, BW_ONE, false };
	}
	if (s->new_shares) {
		for (uint32_t x = 0; x < N; x++) {
			struct cell *c = &t->cell[x][y];

			c->lo = c->lo / 100 * (100 - s->votes / BW_PERCENT);
			c->hi =
			    most(c->hi) / 100 * (100 - s->votes / BW_PERCENT);
		}
	} else if (s->seller != BW_NONE) {
		struct cell *c = &t->cell[s->seller][y];

		if (most(c->hi) < s->votes)
			return false;
		c->lo = less(c->lo, s->votes);
		c->hi = less(most(c->hi), s->votes);
		c->direct = c->direct && !s->board_lost;
	} else if (sure + s->votes > BW_ONE) {
		return false;
	}
	if (got->lo + s->votes > BW_ONE)
		return false;
	got->any = t->used[y] = true;
	got->lo += s->votes;
	got->hi = most(most(got->hi) + s->votes);
	got->direct = got->direct || s->board;
	return true;
}

struct asked { /* one owner and all he controls, and what they have */
	bool certain[N], possible[N];
	struct bw_sum lo[N], hi[N];
};

static void
ask(const struct table *t, struct asked *out)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_control *c = NULL;
	struct bw_edge edge[N * N];
	const uint32_t *list;
	struct bw_graph g;
	size_t m = 0, n;

	for (uint32_t x = 0; x < N; x++)
		for (uint32_t y = 0; y < N; y++)
			if (t->cell[x][y].any)
				edge[m++] = (struct bw_edge){ x, y,
					{ (uint32_t)t->cell[x][y].lo,
					    (uint32_t)most(t->cell[x][y].hi),
					    0 },
					t->cell[x][y].direct, false, 0 };
	assert_ok(bw_graph_init(&g, N, edge, m, &err), &err);
	assert_ok(
	    bw_control_new(&c, &g, (struct bw_control_rule){ 0 }, &err), &err);
	memset(out, 0, N * sizeof(*out));
	for (uint32_t x = 0; x < N; x++) {
		assert_ok(bw_control_set(c, &x, 1, BW_CERTAIN, &list, &n, &err),
		    &err);
		for (size_t i = 0; i < n; i++)
			out[x].certain[list[i]] = true;
		for (uint32_t y = 0; y < N; y++)
			out[x].lo[y] = bw_control_votes(c, y);
		assert_ok(
		    bw_control_set(c, &x, 1, BW_POSSIBLE, &list, &n, &err),
		    &err);
		for (size_t i = 0; i < n; i++)
			out[x].possible[list[i]] = true;
		for (uint32_t y = 0; y < N; y++)
			out[x].hi[y] = bw_control_votes(c, y);
	}
	bw_control_free(c);
	bw_graph_release(&g);
}

static const struct bw_effect *
find(const struct bw_deal_effect *e, unsigned kind, uint32_t x, uint32_t y,
    uint32_t at)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->effect[i].kind == kind && e->effect[i].owner == x &&
		    e->effect[i].company == y && e->effect[i].threshold == at)
			return &e->effect[i];
	return NULL;
}

/* Who can have moved: by what the tables say of each holding (deal_sides.h). */
struct moved {
	bool rise, fall;
};

static struct moved
moves(const struct table *before, const struct table *after,
    const struct asked *was, const struct asked *is, uint32_t x)
{
	struct moved m = { false, false };

	for (uint32_t h = 0; h < N; h++)
		for (uint32_t y = 0; y < N; y++) {
			const struct cell *b = &before->cell[h][y];
			const struct cell *a = &after->cell[h][y];

			if (x == h || is[x].possible[h])
				m.rise |= a->lo > b->lo ||
				    most(a->hi) > most(b->hi) ||
				    (a->direct && !b->direct);
			if (x == h || was[x].possible[h])
				m.fall |= a->lo < b->lo ||
				    most(a->hi) < most(b->hi) ||
				    (b->direct && !a->direct);
		}
	return m;
}

/* The pair as the slow way sees it, against what was told; how many effects.
 * A holder with two stakes may be told to move both ways, where the table knows
 * the sum: what is told besides is counted in *more. */
static size_t
same_pair(const struct bw_deal_effect *e, const struct asked *was,
    const struct asked *is, uint32_t x, uint32_t y, struct moved m,
    size_t *more)
{
	bool changed = was[x].certain[y] != is[x].certain[y] ||
	    was[x].possible[y] != is[x].possible[y];
	bool gain = (is[x].certain[y] && !was[x].certain[y]) ||
	    (is[x].possible[y] && !was[x].possible[y]);
	bool loss = (was[x].certain[y] && !is[x].certain[y]) ||
	    (was[x].possible[y] && !is[x].possible[y]);
	bool surely = (was[x].certain[y] && !is[x].possible[y]) ||
	    (is[x].certain[y] && !was[x].possible[y]);
	bool differs = surely || (gain && m.rise) || (loss && m.fall);
	const struct bw_effect *f = find(e, BW_EFFECT_CONTROL, x, y, 0);
	size_t n = f != NULL;

	assert_true(f != NULL || !differs);
	assert_true(f == NULL || changed);
	*more += f != NULL && !differs;
	if (f != NULL) {
		bool sure = (was[x].certain[y] && !is[x].possible[y]) ||
		    (is[x].certain[y] && !was[x].possible[y]);

		assert_int_equal(f->before.controls_certain, was[x].certain[y]);
		assert_int_equal(f->after.controls_certain, is[x].certain[y]);
		assert_int_equal(
		    f->before.controls_possible, was[x].possible[y]);
		assert_int_equal(f->after.controls_possible, is[x].possible[y]);
		assert_int_equal(f->certainty, sure ? BW_CERTAIN : BW_POSSIBLE);
	}
	for (size_t i = 0; i < BW_LEN(threshold); i++)
		for (int down = 0; down < 2; down++) {
			uint64_t t = threshold[i];
			const struct asked *a = down ? is : was;
			const struct asked *b = down ? was : is;
			/* reached on side b and not on side a */
			bool may = a[x].lo[y].lo < t && b[x].hi[y].hi >= t;
			bool sure = a[x].hi[y].hi < t && b[x].lo[y].lo >= t;
			bool moved = was[x].lo[y].lo != is[x].lo[y].lo ||
			    was[x].hi[y].hi != is[x].hi[y].hi || changed;
			bool can = sure || (down ? m.fall : m.rise);

			f = find(e, down ? BW_EFFECT_DOWN : BW_EFFECT_UP, x, y,
			    threshold[i]);
			assert_true(f != NULL || !(may && moved && can));
			if (f == NULL)
				continue;
			assert_true(may && moved);
			*more += !can;
			n++;
			assert_int_equal(
			    f->certainty, sure ? BW_CERTAIN : BW_POSSIBLE);
			assert_int_equal(f->before.votes.lo, was[x].lo[y].lo);
			assert_int_equal(f->after.votes.hi, is[x].hi[y].hi);
		}
	return n;
}

/* ---- what really happens ------------------------------------------------- */
/* One way it may be: a figure within each range, at most 100 % a company. */
static void
one_truth(struct table *t, const struct table *ranges, uint64_t *rnd)
{
	*t = *ranges;
	for (uint32_t y = 0; y < N; y++) {
		uint64_t left = BW_ONE;

		for (uint32_t x = 0; x < N; x++)
			left -= t->cell[x][y].lo;
		for (uint32_t x = 0; x < N; x++) {
			struct cell *c = &t->cell[x][y];
			uint64_t room = less(most(c->hi), c->lo);

			room = (room < left ? room : left) / BW_PERCENT;
			room = oracle_below(rnd, (uint32_t)room + 1);
			c->lo += room * BW_PERCENT;
			c->hi = c->lo;
			left -= room * BW_PERCENT;
		}
	}
}

/* Whatever the figures are, what then happens was told as certain or possible:
 * leaving out what cannot be leaves out nothing that can. (Where the ranges are
 * the same before and after there is no effect to tell.) */
static void
nothing_is_left_out(const struct bw_deal_effect *e, const struct asked *from,
    const struct asked *to, const struct table *ranges,
    const struct bw_deal_step *step, size_t n, uint64_t *rnd)
{
	struct asked was[N], is[N];
	struct table before, after;

	one_truth(&before, ranges, rnd);
	after = before;
	for (size_t i = 0; i < n; i++)
		if (!on_paper(&after, &step[i]))
			return;
	ask(&before, was);
	ask(&after, is);
	for (uint32_t x = 0; x < N; x++)
		for (uint32_t y = 0; y < N; y++) {
			bool flags = from[x].certain[y] != to[x].certain[y] ||
			    from[x].possible[y] != to[x].possible[y];
			bool votes = from[x].lo[y].lo != to[x].lo[y].lo ||
			    from[x].hi[y].hi != to[x].hi[y].hi;

			if (x == y)
				continue;
			if (was[x].certain[y] != is[x].certain[y] && flags)
				assert_non_null(
				    find(e, BW_EFFECT_CONTROL, x, y, 0));
			for (size_t i = 0; i < BW_LEN(threshold); i++) {
				bool b = was[x].lo[y].lo >= threshold[i];
				bool a = is[x].lo[y].lo >= threshold[i];

				if (a != b && (flags || votes))
					assert_non_null(find(e,
					    a ? BW_EFFECT_UP : BW_EFFECT_DOWN,
					    x, y, threshold[i]));
			}
		}
}

static size_t told, told_besides; /* over all deals */

static void
compare(const struct bw_net *net, const struct bw_change *change,
    size_t n_change, const struct bw_deal_step *step, size_t n_step,
    const struct table *before, const struct table *after, uint64_t *rnd)
{
	struct bw_err err = BW_ERR_INIT;
	struct asked was[N], is[N];
	struct bw_deal_effect e;
	struct bw_patch patch;
	size_t n = 0;

	ask(before, was);
	ask(after, is);
	assert_ok(bw_patch_init(&patch, net, change, n_change, &err), &err);
	assert_ok(bw_deal_effect(&e, net, &patch, step[0].target, NULL, 0,
		      threshold, BW_LEN(threshold), &arena, &err),
	    &err);
	for (uint32_t x = 0; x < N; x++) {
		struct moved m = moves(before, after, was, is, x);

		for (uint32_t y = 0; y < N; y++)
			if (x != y)
				n += same_pair(
				    &e, was, is, x, y, m, &told_besides);
	}
	assert_int_equal(e.n, n); /* and nothing else is told */
	told += n;
	for (int i = 0; i < 4; i++)
		nothing_is_left_out(&e, was, is, before, step, n_step, rnd);
	bw_patch_release(&patch);
}

/* True when the deal could be. */
static bool
one_deal(uint64_t *rnd)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_tie tie[3 * N];
	struct table before, after;
	struct bw_deal_step step[3];
	struct bw_change *change;
	struct bw_net net;
	size_t m = random_ties(tie, &before, rnd), n_change, bad;
	size_t n = 1 + oracle_below(rnd, 3), good = 0;
	int rc;

	after = before;
	for (size_t i = 0; i < n; i++)
		step[i] = random_step(rnd);
	while (good < n && on_paper(&after, &step[good]))
		good++;
	assert_ok(bw_net_init(&net, N, tie, m, &err), &err);
	rc = bw_deal_changes(
	    &net, step, n, &change, &n_change, &bad, &arena, &err);
	assert_int_equal(rc == 0, good == n);
	if (rc != 0) {
		assert_int_equal(rc, BW_EFORMAT);
		assert_int_equal(bad, good);
	} else {
		compare(&net, change, n_change, step, n, &before, &after, rnd);
	}
	bw_net_release(&net);
	return rc == 0;
}

static void
test_quick_is_slow(void **state)
{
	unsigned done = 0, wanted = rounds(4000);

	(void)state;
	for (uint64_t seed = first_seed(); done < wanted; seed++) {
		uint64_t rnd = start(seed);

		bw_arena_init(&arena, 0);
		done += one_deal(&rnd);
		bw_arena_release(&arena);
	}
	assert_true(told > 0 && told_besides * 50 < told);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quick_is_slow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
