/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_supply.c - concentration of a million groups of suppliers.
 *
 *	bench_supply [groups in thousands, default 1000]
 *
 * 1 to 30 suppliers a group (about what a commodity or a traded product has),
 * in the order of the source, one in eight without governance, and a rest.
 * Making the groups is not timed. Fixed seed; one JSON line.
 */
#include "base/mem.h"
#include "supply/concentration.h"
#include <math.h>

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
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t
make(struct bw_supplier *s)
{
	size_t n = 1 + draw(30);

	for (size_t i = 0; i < n; i++)
		s[i] = (struct bw_supplier){ (uint32_t)i,
			1 + (double)draw(1u << 20),
			draw(8) == 0 ? NAN : (double)draw(1000) / 100 };
	return n;
}

int
main(int argc, char **argv)
{
	size_t groups = argc > 1 ? strtoul(argv[1], NULL, 10) * 1000 : 1000000;
	size_t rows = 0, block = 10000, done = 0;
	struct bw_supplier *s = bw_alloc(block * 30, sizeof(*s));
	uint8_t *n = bw_alloc(block, 1);
	struct bw_concentration c;
	double took = 0, sum = 0, begin;

	BW_ASSERT(s != NULL && n != NULL);
	for (; done < groups; done += block) {
		for (size_t i = 0; i < block; i++)
			rows += n[i] = (uint8_t)make(s + i * 30);
		begin = seconds();
		for (size_t i = 0; i < block; i++) {
			bw_concentrate(s + i * 30, n[i], 1000, &c);
			sum += c.hhi_lo;
		}
		took += seconds() - begin;
	}
	printf("{\"bench\": \"supply\", \"groups\": %zu, \"suppliers\": %zu, "
	       "\"seconds\": %.3f, \"groups_per_second\": %.0f, "
	       "\"mean_hhi\": %.12f}\n",
	    done, rows, took, (double)done / took, sum / (double)done);
	bw_free(s);
	bw_free(n);
	return 0;
}
