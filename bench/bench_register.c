/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench_register.c - the net of a whole world: made, kept, and opened again.
 *
 *	bench_register WORLD.bwk [DAY, default 2026-01-01]
 *
 * One JSON line. Bytes a stake are those of all columns of the net, parties and
 * ties, by the number of stakes of the world: as made on the heap, and as
 * mapped. Seconds are of the clock: making it with one thread and with two,
 * making and keeping it (world.bwk.net is replaced), and opening what was kept,
 * the best of three. The nets of one and two threads and of the file are
 * compared, byte for byte.
 */
#include "ownership/register_priv.h"
#include "base/date.h"
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t
sum_of(const void *column, size_t bytes)
{
	return bw_hash((struct bw_str){ column, bytes });
}

/* One number for all columns. */
static uint64_t
print_of(const struct bw_net *net)
{
	size_t rows = ((size_t)net->n + 1) * 4, ties = (size_t)net->m * 4;
	uint64_t part[] = { sum_of(net->in_at, rows), sum_of(net->out_at, rows),
		sum_of(net->holder, ties), sum_of(net->votes_lo, ties),
		sum_of(net->votes_hi, ties), sum_of(net->capital_lo, ties),
		sum_of(net->capital_hi, ties), sum_of(net->mark, net->m),
		sum_of(net->out, ties), sum_of(net->out_company, ties) };

	return sum_of(part, sizeof(part));
}

static double
make(const struct bw_view *v, bw_date day, struct bw_pool *pool,
    uint64_t *print, double *bytes)
{
	struct bw_net net;
	double start = now(), took;

	BW_ASSERT(register_build(&net, v, day, pool, NULL) == 0);
	took = now() - start;
	*print = print_of(&net);
	*bytes = 8 * ((double)net.n + 1) + 29 * (double)net.m;
	bw_net_release(&net);
	return took;
}

/* *mapped: was it in the file? */
static double
open_once(const struct bw_view *v, bw_date day, struct bw_pool *pool,
    uint64_t print, double *mapped)
{
	struct bw_register r;
	double start = now(), took;

	BW_ASSERT(bw_register_open(&r, v, day, pool, NULL) == 0);
	took = now() - start;
	BW_ASSERT(print_of(&r.net) == print);
	*mapped = (double)r.map_bytes;
	bw_register_close(&r);
	return took;
}

static void
measure(const struct bw_view *v, bw_date day, struct bw_pool *pool)
{
	double stakes = v->n_stake, one, two, keep, kept = 1e9, heap, mapped;
	uint64_t print, same;

	one = make(v, day, NULL, &print, &heap);
	two = make(v, day, pool, &same, &heap);
	BW_ASSERT(print == same);
	keep = open_once(v, day, pool, print, &mapped);
	for (int i = 0; i < 3; i++) {
		double took = open_once(v, day, pool, print, &mapped);

		kept = took < kept ? took : kept;
	}
	printf("{\"stakes\": %u, \"parties\": %u, \"bytes_a_stake\": %.1f, "
	       "\"bytes_a_stake_mapped\": %.1f, \"build_1_s\": %.3f, "
	       "\"build_2_s\": %.3f, \"build_and_keep_2_s\": %.3f, "
	       "\"open_kept_2_s\": %.3f}\n",
	    v->n_stake, v->n_party, heap / stakes, mapped / stakes, one, two,
	    keep, kept);
}

int
main(int argc, char **argv)
{
	const char *text = argc > 2 ? argv[2] : "2026-01-01";
	struct bw_err err = BW_ERR_INIT;
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;
	struct bw_pool *pool = NULL;
	bw_date day;
	char path[4096];

	if (argc < 2 || !bw_date_parse(bw_str_of(text), &day)) {
		fprintf(stderr, "usage: bench_register WORLD.bwk [DAY]\n");
		return 2;
	}
	snprintf(path, sizeof(path), "%s.net", argv[1]);
	(void)unlink(path);
	if (bw_world_open(&w, argv[1], BW_WORLD_READ, &err) != 0 ||
	    bw_view_open(&v, w, NULL, &err) != 0 || v->n_stake == 0 ||
	    bw_pool_new(&pool, 2, &err) != 0)
		fprintf(stderr, "%s\n", err.what);
	else
		measure(v, day, pool);
	bw_pool_free(pool);
	bw_view_close(v);
	bw_world_close(w);
	return pool == NULL;
}
