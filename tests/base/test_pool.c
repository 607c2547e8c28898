/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_pool.c - loops over threads: everything once, same bits, same error.
 * Run it with -Db_sanitize=thread as well.
 */
#include "support/support.h"
#include "base/pool.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define ITEMS 100003u
#define CHUNK 1000u

struct loop {
	uint8_t seen[ITEMS];
	double part[ITEMS / CHUNK + 1];
	unsigned threads;
	atomic_uint chunks;
};

static int
visit(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct loop *l = ctx;
	double sum = 0;

	if (begin != chunk * CHUNK || end > ITEMS || end <= begin ||
	    end - begin > CHUNK || worker >= l->threads)
		return -100;
	for (size_t i = begin; i < end; i++) {
		l->seen[i]++;
		sum += 1.0 / (double)(i + 1);
	}
	l->part[chunk] = sum;
	atomic_fetch_add(&l->chunks, 1);
	return 0;
}

static double
total(const struct loop *l)
{
	double sum = 0;

	for (size_t i = 0; i < BW_LEN(l->part); i++)
		sum += l->part[i];
	return sum;
}

static void
every_item_once_and_the_same_bits(void **state)
{
	static const unsigned threads[] = { 0, 1, 2, 3, 8 };
	static struct loop l, alone;
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool;

	(void)state;
	alone.threads = 1;
	assert_int_equal(bw_pool_run(NULL, ITEMS, CHUNK, visit, &alone), 0);
	for (size_t t = 0; t < BW_LEN(threads); t++) {
		assert_ok(bw_pool_new(&pool, threads[t], &err), &err);
		memset(&l, 0, sizeof(l));
		l.threads = bw_pool_threads(pool);
		if (threads[t] > 0)
			assert_int_equal(l.threads, threads[t]);
		assert_int_equal(bw_pool_run(pool, ITEMS, CHUNK, visit, &l), 0);
		assert_int_equal(l.chunks, (ITEMS + CHUNK - 1) / CHUNK);
		for (size_t i = 0; i < ITEMS; i++)
			assert_int_equal(l.seen[i], 1);
		/* Bits, not values: chunks do not depend on threads. */
		double a = total(&l), b = total(&alone);
		assert_memory_equal(&a, &b, sizeof(a));
		bw_pool_free(pool);
	}
}

static int
count(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	(void)chunk;
	(void)worker;
	atomic_fetch_add((atomic_size_t *)ctx, end - begin);
	return 0;
}

static void
odd_sizes(void **state)
{
	static const size_t sizes[][2] = { { 0, 1 }, { 1, 1 }, { 1, 1000 },
		{ 999, 1000 }, { 1000, 1000 }, { 1001, 1000 }, { 7, 1 },
		{ 5, SIZE_MAX } };
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool;

	(void)state;
	assert_ok(bw_pool_new(&pool, 4, &err), &err);
	for (size_t i = 0; i < BW_LEN(sizes); i++) {
		atomic_size_t n = 0;

		assert_int_equal(
		    bw_pool_run(pool, sizes[i][0], sizes[i][1], count, &n), 0);
		assert_int_equal(n, sizes[i][0]);
	}
	bw_pool_free(pool);
}

struct failing {
	size_t first; /* chunks from here on fail, with their number */
	atomic_size_t run;
};

static int
fail_late(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct failing *f = ctx;

	(void)begin;
	(void)end;
	(void)worker;
	atomic_fetch_add(&f->run, 1);
	/* The lowest is slow: the others fail before it. */
	if (chunk == f->first)
		usleep(2000);
	return chunk >= f->first ? -(int)chunk - 1 : 0;
}

static void
the_lowest_failure_is_told(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_pool *pool;

	(void)state;
	assert_ok(bw_pool_new(&pool, 4, &err), &err);
	for (unsigned i = 0; i < 20; i++) {
		struct failing f = { .first = i * 3 };

		assert_int_equal(bw_pool_run(pool, 100000, 1, fail_late, &f),
		    -(int)f.first - 1);
		/* Work stops: at most one more chunk per thread is begun. */
		assert_in_range(f.run, f.first + 1, f.first + 2 * 4);
	}
	bw_pool_free(pool);
}

struct nest {
	struct bw_pool *pool;
	atomic_size_t n;
};

static int
loop_in_loop(void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker)
{
	struct nest *n = ctx;

	(void)chunk;
	(void)begin;
	(void)end;
	(void)worker;
	return bw_pool_run(n->pool, 100, 10, count, &n->n);
}

static void *
run_many(void *ctx)
{
	struct nest *n = ctx;

	for (unsigned i = 0; i < 50; i++)
		if (bw_pool_run(n->pool, 100, 10, count, &n->n) != 0)
			return NULL;
	return n;
}

static void
a_busy_pool_does_not_lock_up(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct nest n = { 0 };
	pthread_t other;
	void *ended;

	(void)state;
	assert_ok(bw_pool_new(&n.pool, 3, &err), &err);
	assert_int_equal(bw_pool_run(n.pool, 20, 1, loop_in_loop, &n), 0);
	assert_int_equal(n.n, 20 * 100);

	n.n = 0;
	assert_int_equal(pthread_create(&other, NULL, run_many, &n), 0);
	assert_ptr_equal(run_many(&n), &n);
	pthread_join(other, &ended);
	assert_ptr_equal(ended, &n);
	assert_int_equal(n.n, 2 * 50 * 100);
	bw_pool_free(n.pool);
	bw_pool_free(NULL);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_pool *pool;
	atomic_size_t n = 0;
	int rc = bw_pool_new(&pool, 2, err);

	(void)ctx;
	if (rc == 0)
		rc = bw_pool_run(pool, 10, 1, count, &n);
	bw_pool_free(pool);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_item_once_and_the_same_bits),
		cmocka_unit_test(odd_sizes),
		cmocka_unit_test(the_lowest_failure_is_told),
		cmocka_unit_test(a_busy_pool_does_not_lock_up),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
