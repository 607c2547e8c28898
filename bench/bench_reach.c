/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_reach.c - control over a whole made-up register (town_net.h).
 *
 *	bench_reach [MILLION TIES, default 1] [CORE, default 20000]
 *
 * One JSON line: seconds of the clock, and of all processors together (on a
 * busy machine only these tell), for all pairs, certain and possible, on one
 * and two threads, and with votes as `controls --all --csv` asks them. Then, of
 * the processor: nanoseconds for the set of a random owner; microseconds for
 * the controllers of a random company with the chain of stakes that proves
 * each; milliseconds for what a random change of a holding changes for
 * everybody. Pairs on one and two threads are compared, bit for bit.
 */
#include "base/mem.h"
#include "base/pool.h"
#include "base/vec.h"
#include "ownership/pairs_facts.h"
#include "ownership/shift.h"
#include "town_net.h"
#include <sched.h>

#define ASKED 2000u
#define CHANGES 300u

static uint64_t state = 88172645463325252u;

static uint32_t
draw(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 32) * n >> 32);
}

static double
clock_of(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of this thread, so that what else the machine does counts less. */
static double
now(void)
{
	return clock_of(CLOCK_THREAD_CPUTIME_ID);
}

static int
by_time(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

static void
tell(const char *name, double *took, size_t n, double unit)
{
	qsort(took, n, sizeof(*took), by_time);
	printf(", \"%s_p50\": %.3f, \"%s_p99\": %.3f, \"%s_most\": %.3f", name,
	    took[n / 2] * unit, name, took[n - 1 - n / 100] * unit, name,
	    took[n - 1] * unit);
}

static double
pairs(struct bw_pairs *p, const struct bw_net *net, enum bw_certainty how,
    struct bw_pool *pool, double *cpu)
{
	double t = clock_of(CLOCK_MONOTONIC);

	*cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	BW_ASSERT(bw_pairs_make(p, net, (struct bw_reach_rule){ 0 }, how, pool,
		      NULL) == 0);
	*cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - *cpu;
	return clock_of(CLOCK_MONOTONIC) - t;
}

/* Both ways: the same bits. The pairs of one thread stay in *p. */
static void
all_pairs(struct bw_pairs *p, const struct bw_net *net, enum bw_certainty how,
    struct bw_pool *pool)
{
	const char *name = how == BW_CERTAIN ? "certain" : "possible";
	struct bw_pairs two;
	double t[2], cpu[2];

	t[1] = pairs(&two, net, how, pool, &cpu[1]);
	t[0] = pairs(p, net, how, NULL, &cpu[0]);
	BW_ASSERT(two.n_pair == p->n_pair);
	BW_ASSERT(memcmp(two.down, p->down, p->n_pair * sizeof(*p->down)) == 0);
	BW_ASSERT(memcmp(two.up, p->up, p->n_pair * sizeof(*p->up)) == 0);
	bw_pairs_release(&two);
	printf(", \"%s_pairs\": %llu, \"%s_1_s\": %.3f, \"%s_1_cpu_s\": "
	       "%.3f, \"%s_2_s\": %.3f, \"%s_2_cpu_s\": %.3f",
	    name, (unsigned long long)p->n_pair, name, t[0], name, cpu[0], name,
	    t[1], name, cpu[1]);
}

static int
count(void *ctx, const struct bw_reach_row *row, size_t n)
{
	(void)row;
	*(uint64_t *)ctx += n;
	return 0;
}

static void
with_votes(const struct bw_net *net, struct bw_pool *pool)
{
	uint64_t n = 0;
	double t = clock_of(CLOCK_MONOTONIC);
	double cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);

	BW_ASSERT(bw_reach_each(net, (struct bw_reach_rule){ 0 }, pool, count,
		      &n, NULL) == 0);
	printf(", \"with_votes_2_s\": %.3f, \"with_votes_2_cpu_s\": %.3f",
	    clock_of(CLOCK_MONOTONIC) - t,
	    clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
}

static void
one_owner(struct bw_reach *r, const struct bw_net *net)
{
	const uint32_t *set;
	size_t n;
	double t = now();

	for (uint32_t i = 0; i < 1000000; i++) {
		uint32_t x = draw(net->n);

		BW_ASSERT(
		    bw_reach_set(r, &x, 1, BW_CERTAIN, &set, &n, NULL) == 0);
	}
	printf(", \"one_owner_ns\": %.1f", (now() - t) * 1e3);
}

struct prover {
	struct bw_reach *r;
	const struct bw_net *net;
	BW_VEC(uint32_t) todo;
	BW_VEC(uint32_t) tie;
	uint32_t *seen, stamp;
};

/* The chain of stakes by which x controls y: back from y to x. */
static size_t
prove(struct prover *p, uint32_t x, uint32_t y)
{
	size_t n, ties = 0;
	bool reached;

	BW_ASSERT(
	    bw_reach_until(p->r, &x, 1, BW_CERTAIN, y, &reached, NULL) == 0);
	BW_ASSERT(reached);
	p->todo.n = 0;
	p->stamp++;
	BW_ASSERT(bw_vec_push(&p->todo, y));
	for (size_t i = 0; i < p->todo.n; i++) {
		uint32_t z = p->todo.v[i];

		BW_ASSERT(bw_vec_room(
		    &p->tie, p->net->in_at[z + 1] - p->net->in_at[z]));
		BW_ASSERT(bw_reach_proof(
			      p->r, z, p->tie.v, p->tie.cap, &n, NULL) == 0);
		ties += n;
		for (size_t k = 0; k < n; k++) {
			uint32_t h = p->net->holder[p->tie.v[k]];

			if (h == x || h == z || p->seen[h] == p->stamp)
				continue;
			p->seen[h] = p->stamp;
			BW_ASSERT(bw_vec_push(&p->todo, h));
		}
	}
	return ties;
}

static void
controllers(
    struct bw_reach *r, const struct bw_net *net, const struct bw_pairs *all)
{
	static double took[ASKED];
	struct prover p = {
		.r = r, .net = net, .seen = bw_calloc(net->n, sizeof(uint32_t))
	};
	size_t ties = 0;

	BW_ASSERT(p.seen != NULL);
	for (size_t i = 0; i < ASKED; i++) {
		uint32_t y = draw(net->n / 2);
		double t = now();

		for (uint64_t k = all->up_at[y]; k < all->up_at[y + 1]; k++)
			ties += prove(&p, all->up[k], y);
		took[i] = now() - t;
	}
	tell("controllers_us", took, ASKED, 1e6);
	printf(", \"proof_ties\": %.1f", (double)ties / ASKED);
	bw_free(p.seen);
	bw_vec_release(&p.todo);
	bw_vec_release(&p.tie);
}

/* A holder of some company gets half of it, from nobody in particular. */
static void
changes(const struct bw_net *net)
{
	static double took[CHANGES];
	struct bw_arena a;
	size_t asked = 0, rows = 0;

	bw_arena_init(&a, 0);
	for (size_t i = 0; i < CHANGES; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&a);
		struct bw_change c = { .company = draw(net->n / 2),
			.votes =
			    bw_share_exact(BW_ONE / 100 * (1 + draw(60))) };
		struct bw_patch patch;
		struct bw_shift s;
		double t = now();

		c.holder = draw(net->n);
		c.capital = c.votes;
		BW_ASSERT(bw_patch_init(&patch, net, &c, 1, NULL) == 0);
		BW_ASSERT(
		    bw_shift_run(&s, net, &patch, (struct bw_reach_rule){ 0 },
			NULL, 0, &a, NULL) == 0);
		took[i] = now() - t;
		asked += s.n_asked;
		rows += s.n;
		bw_patch_release(&patch);
		bw_arena_reset(&a, mark);
	}
	bw_arena_release(&a);
	tell("change_ms", took, CHANGES, 1e3);
	printf(", \"change_asked\": %.1f, \"change_rows\": %.1f",
	    (double)asked / CHANGES, (double)rows / CHANGES);
}

/* Each thread to a processor of its own: some virtual machines pack the threads
 * of a process on one as long as they can, and a loop of a second is over by
 * then. The pause lets the other thread take the other chunk. */
static int
pin(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	cpu_set_t set;

	(void)ctx;
	(void)chunk;
	(void)begin;
	(void)end;
	CPU_ZERO(&set);
	CPU_SET(worker, &set);
	(void)sched_setaffinity(0, sizeof(set), &set);
	return nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
}

int
main(int argc, char **argv)
{
	double millions = argc > 1 ? strtod(argv[1], NULL) : 1;
	uint32_t core = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20000;
	struct bw_pairs certain, possible;
	struct bw_pool *pool = NULL;
	struct bw_reach *r = NULL;
	struct bw_net net;
	double t = now();

	BW_ASSERT(bw_pool_new(&pool, 2, NULL) == 0);
	(void)!bw_pool_run(pool, 2, 1, pin, NULL);
	BW_ASSERT(town_net(&net, (uint64_t)(millions * 1e6), core, NULL) == 0);
	printf("{\"ties\": %u, \"parties\": %u, \"core\": %u, \"made_s\": %.3f",
	    net.m, net.n, core, now() - t);
	printf(", \"bytes_a_tie\": %.1f",
	    (double)net.m > 0 ? (25.0 * net.m + 8.0 * net.n) / (double)net.m
			      : 0.0);
	all_pairs(&certain, &net, BW_CERTAIN, pool);
	all_pairs(&possible, &net, BW_POSSIBLE, pool);
	with_votes(&net, pool);
	BW_ASSERT(bw_reach_new(
		      &r, &net, NULL, (struct bw_reach_rule){ 0 }, NULL) == 0);
	one_owner(r, &net);
	controllers(r, &net, &certain);
	changes(&net);
	printf("}\n");
	bw_pairs_release(&certain);
	bw_pairs_release(&possible);
	bw_reach_free(r);
	bw_net_release(&net);
	bw_pool_free(pool);
	return 0;
}
