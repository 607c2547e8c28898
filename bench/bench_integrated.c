/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_integrated.c - shares through chains and circles on a made-up country.
 *
 *	bench_integrated [MILLION STAKES] [THREADS]
 *
 * Seconds for the owner that reaches most, downward; microseconds for what
 * everybody has in one company (a thousand companies at random); seconds for
 * all pairs of at least 25 %. The country has chains, companies held by one
 * to sixty holders, a few hubs, and one core of companies that hold each
 * other, in which 5 to 30 % of each is held within the core; shares are exact.
 * Fixed seed.
 */
#include "base/pool.h"
#include "base/vec.h"
#include "ownership/integrated.h"
#include "ownership/order.h"

static uint64_t state = 0x9E3779B97F4A7C15u;

static uint32_t
draw(uint32_t n)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * 0x2545f4914f6cdd1du >> 32) * n >> 32);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct country {
	uint32_t companies, people, core;
	BW_VEC(struct bw_tie) tie;
};

static void
add(struct country *c, uint32_t x, uint32_t y, uint32_t ppb)
{
	struct bw_tie t = { .holder = x,
		.company = y,
		.votes = bw_share_exact(ppb),
		.capital = bw_share_exact(ppb) };

	BW_ASSERT(bw_vec_push(&c->tie, t));
}

/* A company before y, early ones more often; people otherwise. */
static uint32_t
holder(struct country *c, uint32_t y, uint32_t companies_of_ten)
{
	if (y == 0 || draw(10) >= companies_of_ten)
		return c->companies + draw(c->people);
	if (draw(50) == 0)
		return draw(c->companies);
	return draw(2) ? draw(y) : draw(draw(y) + 1);
}

static void
company(struct country *c, uint32_t y)
{
	uint32_t left = BW_ONE, k, w;

	for (uint32_t i = 0; y < c->core && i < 4; i++) {
		w = BW_PERCENT + draw(7 * BW_PERCENT);
		add(c, draw(c->core), y, w);
		left -= w;
	}
	k = draw(10) < 5 ? 1 : 2 + draw(draw(100) ? 5 : 59);
	for (uint32_t i = 0; i < k; i++) {
		w = i + 1 == k ? left : draw(left / (k - i) * 2);
		w = w > left ? left : w;
		if (y < c->core)
			add(c, c->companies + draw(c->people), y, w);
		else
			add(c, holder(c, y, k == 1 ? 5 : 3), y, w);
		left -= w;
	}
}

static int
count(void *ctx, uint32_t owner, const struct bw_part *list, size_t n,
    struct bw_err *err)
{
	(void)owner;
	(void)list;
	(void)err;
	*(uint64_t *)ctx += n;
	return 0;
}

static int
by_time(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

/* The owner of the core that reaches most, of a few. */
static void
down(struct bw_solver *s, const struct country *c)
{
	const struct bw_part *list;
	uint32_t x = 0;
	double best = 1e9;
	size_t n = 0;

	for (int i = 0; i < 3; i++) {
		double t = now();

		BW_ASSERT(bw_part_down(
			      s, &x, 1, BW_INTEGRATED, &list, &n, NULL) == 0);
		t = now() - t;
		best = t < best ? t : best;
	}
	printf("\"down_reach\": %zu, \"down_core\": %u, \"down_s\": %.3f, ", n,
	    c->core, best);
}

static void
up(struct bw_solver *s, const struct country *c)
{
	static double took[1000];
	const struct bw_part *list;
	size_t n, most = 0;

	for (size_t i = 0; i < BW_LEN(took); i++) {
		uint32_t y = draw(c->companies);
		double t = now();

		BW_ASSERT(
		    bw_part_up(s, y, BW_INTEGRATED, &list, &n, NULL) == 0);
		took[i] = now() - t;
		most = n > most ? n : most;
	}
	qsort(took, BW_LEN(took), sizeof(took[0]), by_time);
	printf("\"up_p50_us\": %.1f, \"up_p99_us\": %.1f, \"up_most\": %zu, ",
	    took[500] * 1e6, took[990] * 1e6, most);
}

int
main(int argc, char **argv)
{
	double millions = argc > 1 ? strtod(argv[1], NULL) : 1;
	unsigned threads = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2;
	struct country c = { .companies = (uint32_t)(millions * 330000),
		.people = (uint32_t)(millions * 360000) };
	struct bw_pool *pool;
	struct bw_order order;
	struct bw_solver *s;
	struct bw_net net;
	uint64_t pairs;
	double t;

	c.core = c.companies / 180;
	for (uint32_t y = 0; y < c.companies; y++)
		company(&c, y);
	BW_ASSERT(bw_net_init(&net, c.companies + c.people, c.tie.v, c.tie.n,
		      NULL) == 0);
	bw_vec_release(&c.tie);
	t = now();
	BW_ASSERT(bw_order_init(&order, &net, NULL) == 0);
	printf("{\"parties\": %u, \"stakes\": %u, \"order_s\": %.3f, ", net.n,
	    net.m, now() - t);
	bw_order_release(&order);
	BW_ASSERT(bw_solver_new(&s, &net, NULL, BW_CAPITAL, NULL) == 0);
	down(s, &c);
	up(s, &c);
	bw_solver_free(s);
	for (unsigned k = 1; k <= threads; k++) {
		BW_ASSERT(bw_pool_new(&pool, k, NULL) == 0);
		pairs = 0;
		t = now();
		BW_ASSERT(bw_part_all(&net, BW_CAPITAL, 0.25, pool, NULL, count,
			      &pairs, NULL) == 0);
		printf("\"all25_s_%u\": %.3f, ", k, now() - t);
		fflush(stdout);
		bw_pool_free(pool);
	}
	printf("\"all25_pairs\": %llu}\n", (unsigned long long)pairs);
	bw_net_release(&net);
	return 0;
}
