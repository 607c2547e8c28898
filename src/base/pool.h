/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pool.h - a fixed number of threads that share out chunks of a loop.
 *
 * Chunks have a fixed size that does not depend on the number of threads;
 * whoever adds partial results up does so in chunk order, so 1 and n threads
 * give the same bits. POSIX threads: C11 threads and OpenMP break TSan.
 */
#ifndef BW_POOL_H
#define BW_POOL_H
#include "base/err.h"

struct bw_pool;

/* threads = 0: as many as processors. Threads that cannot be made are done
 * without, down to the caller's own. */
int bw_pool_new(
    struct bw_pool **out, unsigned threads, struct bw_err *err) BW_MUST_USE;
void bw_pool_free(struct bw_pool *pool);
unsigned bw_pool_threads(const struct bw_pool *pool);

/* One chunk: items [begin, end). A negative return stops the loop. */
typedef int bw_pool_fn(
    void *ctx, size_t chunk, size_t begin, size_t end, unsigned worker);
/* Run fn over 0..n in chunks of `size`. Returns 0, or the code of the lowest
 * numbered chunk that failed. The caller's thread takes part. pool may be
 * NULL: everything runs here. */
int bw_pool_run(struct bw_pool *pool, size_t n, size_t size, bw_pool_fn *fn,
    void *ctx) BW_MUST_USE;

#endif
