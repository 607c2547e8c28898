/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_chain.c - single points of failure, cuts, amounts and days.
 *
 *	bench_chain [things in thousands, default 100] [any|mixed]
 *
 * Without a second word: four chains, one JSON line.
 *  mixed   layers; a thing has one to three needs with one to three
 *          suppliers in the next layers; the lowest are in 200 countries
 *  any     the same with one need each: single points are dominators
 *  deep    two chains of half the things each, one of which is enough
 *  round   mixed, and every tenth need has a supplier anywhere
 * With "any" or "mixed" that chain is written instead of measured: a line
 * "thing supplier supplier ..." per need, for a peer (bench/chain.py). Fixed
 * seed.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "supply/chain_flow.h"
#include "supply/chain_points.h"

#define WORK UINT64_C(300000000)
#define COUNTRIES 200u

static uint64_t state;

static uint32_t
draw(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 32) * n >> 32);
}

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct input {
	uint32_t n;
	BW_VEC(struct bw_chain_need) need;
	BW_VEC(struct bw_chain_supplier) sup;
	struct bw_days *stock;
};

static void
add_need(struct input *in, uint32_t thing)
{
	struct bw_chain_need need = { .thing = thing };

	BW_ASSERT(bw_vec_push(&in->need, need));
}

static void
add_supplier(struct input *in, uint32_t thing)
{
	struct bw_chain_supplier s = {
		.need = (uint32_t)in->need.n - 1, .thing = thing, .hi = BW_ONE
	};

	BW_ASSERT(bw_vec_push(&in->sup, s));
}

/* Thing 0 is the product, the last 200 are countries, and those above them
 * (a third) are places in one. */
static void
layers(struct input *in, uint32_t needs, bool rounds)
{
	uint32_t land = in->n - COUNTRIES, place = land - land / 3;
	uint32_t width = in->n / 20;

	for (uint32_t x = 0; x < land; x++) {
		uint32_t k = x >= place ? 1 : 1 + draw(needs);

		for (uint32_t i = 0; i < k; i++) {
			uint32_t sups = x >= place ? 1 : 1 + draw(3);

			add_need(in, x);
			for (uint32_t s = 0; s < sups; s++)
				add_supplier(in,
				    x >= place ? land + draw(COUNTRIES)
					: rounds && draw(10) == 0 ? draw(land)
								  : x + 1 +
					    draw(x + width < land
						    ? width
						    : land - x - 1));
		}
	}
}

static void
deep(struct input *in)
{
	uint32_t half = in->n / 2;

	add_need(in, 0);
	add_supplier(in, 1);
	add_supplier(in, half);
	for (uint32_t x = 1; x + 1 < in->n; x++) {
		if (x + 1 == half)
			continue;
		add_need(in, x);
		add_supplier(in, x + 1);
	}
}

static void
begin(struct input *in, uint32_t n)
{
	memset(in, 0, sizeof(*in));
	in->n = n;
	in->stock = bw_alloc(n, sizeof(*in->stock));
	BW_ASSERT(in->stock != NULL);
	state = 88172645463325252u;
	for (uint32_t x = 0; x < n; x++) {
		in->stock[x].lo = draw(30);
		in->stock[x].hi = in->stock[x].lo + draw(30);
	}
}

static void
end(struct input *in)
{
	bw_vec_release(&in->need);
	bw_vec_release(&in->sup);
	bw_free(in->stock);
}

static void
flows(const struct bw_chain *c, const char *name)
{
	uint32_t *lo = bw_alloc(c->n, sizeof(*lo));
	uint32_t *hi = bw_alloc(c->n, sizeof(*hi));
	struct bw_days *day = bw_alloc(c->n, sizeof(*day));
	uint32_t failed = c->n - 1;
	double t0, t1, t2;

	BW_ASSERT(lo != NULL && hi != NULL && day != NULL);
	t0 = seconds();
	BW_ASSERT(bw_chain_left(c, &failed, 1, lo, hi, NULL) == 0);
	t1 = seconds();
	BW_ASSERT(bw_chain_stop(c, &failed, 1, day, NULL) == 0);
	t2 = seconds();
	printf(", \"%s_left_s\": %.4f, \"%s_days_s\": %.4f", name, t1 - t0,
	    name, t2 - t1);
	bw_free(lo);
	bw_free(hi);
	bw_free(day);
}

static void
measure(const struct input *in, const char *name, bool cuts)
{
	struct bw_cuts found;
	struct bw_chain c;
	uint32_t *point;
	size_t n;
	bool never;
	double t0 = seconds(), t1, t2;

	BW_ASSERT(bw_chain_init(&c, in->n, in->stock, in->need.v, in->need.n,
		      in->sup.v, in->sup.n, NULL) == 0);
	t1 = seconds();
	BW_ASSERT(bw_chain_points(&c, 0, NULL, &point, &n, &never, NULL) == 0);
	t2 = seconds();
	printf(", \"%s_suppliers\": %u, \"%s_circles\": %u, \"%s_build_s\": "
	       "%.4f, \"%s_points\": %zu, \"%s_points_s\": %.4f",
	    name, c.n_sup, name, c.n - c.n_comp, name, t1 - t0, name,
	    never ? 0 : n, name, t2 - t1);
	flows(&c, name);
	if (cuts) {
		t1 = seconds();
		BW_ASSERT(bw_chain_cuts(&c, 0, 2, NULL, WORK, 1000000, &found,
			      NULL) == 0);
		printf(", \"%s_cuts\": %zu, \"%s_cuts_complete\": %s, "
		       "\"%s_cuts_tried\": \"%u/%u\", \"%s_cuts_s\": %.3f",
		    name, found.n, name, found.complete ? "true" : "false",
		    name, found.tried, found.of, name, seconds() - t1);
		bw_cuts_release(&found);
	}
	bw_free(point);
	bw_chain_release(&c);
}

static void
show(const struct input *in)
{
	size_t s = 0;

	for (size_t g = 0; g < in->need.n; g++) {
		printf("%u", in->need.v[g].thing);
		for (; s < in->sup.n && in->sup.v[s].need == g; s++)
			printf(" %u", in->sup.v[s].thing);
		printf("\n");
	}
}

int
main(int argc, char **argv)
{
	static const char *const name[] = { "mixed", "any", "deep", "round" };
	uint32_t n =
	    argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) * 1000 : 100000;
	struct input in;

	BW_ASSERT(n >= 1000);
	if (argc > 2) {
		begin(&in, n);
		layers(&in, strcmp(argv[2], "any") == 0 ? 1 : 3, false);
		show(&in);
		end(&in);
		return 0;
	}
	printf("{\"bench\": \"chain\", \"things\": %u", n);
	for (unsigned i = 0; i < BW_LEN(name); i++) {
		begin(&in, n);
		if (i == 2)
			deep(&in);
		else
			layers(&in, i == 1 ? 1 : 3, i == 3);
		measure(&in, name[i], i < 2);
		end(&in);
	}
	printf("}\n");
	return 0;
}
