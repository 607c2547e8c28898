/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pool.c - threads that take chunks off a shared counter.
 *
 * Chunk stealing by an atomic counter balances uneven work without a queue.
 * Because numbers are handed out in order, an error is deterministic too:
 * when chunk c fails, all chunks below c have been taken already and will
 * end, and none above the lowest failure known is begun. The lowest chunk
 * that fails at all is therefore always run, and it is the one reported.
 *
 * A second loop started while one is running (from inside a chunk, or by
 * another thread) runs in the thread that asks: slower, never a deadlock.
 */
#include "base/pool.h"
#include "base/mem.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

#define THREADS_MAX 1024u

struct job {
	bw_pool_fn *fn;
	void *ctx;
	size_t n, size, chunks;
	atomic_size_t next;   /* first chunk not taken */
	atomic_size_t failed; /* lowest that failed; chunks = none */
	pthread_mutex_t lock; /* of code */
	int code;             /* of that chunk */
};

struct worker {
	struct bw_pool *pool;
	pthread_t thread;
	unsigned index; /* 1 ...; the caller is 0 */
};

struct bw_pool {
	pthread_mutex_t lock; /* of what follows, down to stop */
	pthread_cond_t begin, end;
	struct job *job;
	uint64_t round;  /* grows with every job */
	unsigned active; /* threads that have not ended this round */
	bool stop;
	atomic_bool busy;
	unsigned n; /* threads besides the caller */
	struct worker *worker;
};

static void
note_failure(struct job *job, size_t chunk, int code)
{
	pthread_mutex_lock(&job->lock);
	if (chunk < atomic_load(&job->failed)) {
		atomic_store(&job->failed, chunk);
		job->code = code;
	}
	pthread_mutex_unlock(&job->lock);
}

static void
work(struct job *job, unsigned worker)
{
	size_t chunk, begin, end;
	int rc;

	for (;;) {
		chunk = atomic_fetch_add(&job->next, 1);
		if (chunk >= job->chunks || chunk > atomic_load(&job->failed))
			return;
		begin = chunk * job->size;
		end = job->n - begin < job->size ? job->n : begin + job->size;
		rc = job->fn(job->ctx, chunk, begin, end, worker);
		if (rc < 0)
			note_failure(job, chunk, rc);
	}
}

static void *
thread_main(void *arg)
{
	struct worker *w = arg;
	struct bw_pool *pool = w->pool;
	uint64_t seen = 0;
	struct job *job;

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (!pool->stop && pool->round == seen)
			pthread_cond_wait(&pool->begin, &pool->lock);
		if (pool->stop)
			break;
		seen = pool->round;
		job = pool->job;
		pthread_mutex_unlock(&pool->lock);
		work(job, w->index);
		pthread_mutex_lock(&pool->lock);
		if (--pool->active == 0)
			pthread_cond_signal(&pool->end);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* Those this process may use: taskset and containers narrow them. */
static unsigned
processors(void)
{
	cpu_set_t set;
	int n = 0;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = CPU_COUNT(&set);
	return n > 0 ? (unsigned)n : 1;
}

/* Signals are for the main thread: workers begin with all of them blocked. */
static void
start_threads(struct bw_pool *pool, unsigned wanted)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	for (pool->n = 0; pool->n < wanted; pool->n++) {
		struct worker *w = &pool->worker[pool->n];

		w->pool = pool;
		w->index = pool->n + 1;
		if (pthread_create(&w->thread, NULL, thread_main, w) != 0)
			break;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

int
bw_pool_new(struct bw_pool **out, unsigned threads, struct bw_err *err)
{
	struct bw_pool *pool;

	*out = NULL;
	if (threads == 0)
		threads = processors();
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	pool = bw_calloc(1, sizeof(*pool));
	if (pool == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for threads");
	pool->worker = bw_calloc(threads, sizeof(*pool->worker));
	if (pool->worker == NULL) {
		bw_free(pool);
		return bw_fail(err, BW_ENOMEM, "no memory for threads");
	}
	atomic_init(&pool->busy, false);
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->begin, NULL);
	pthread_cond_init(&pool->end, NULL);
	start_threads(pool, threads - 1);
	*out = pool;
	return 0;
}

void
bw_pool_free(struct bw_pool *pool)
{
	if (pool == NULL)
		return;
	BW_ASSERT(!atomic_load(&pool->busy));
	pthread_mutex_lock(&pool->lock);
	pool->stop = true;
	pthread_cond_broadcast(&pool->begin);
	pthread_mutex_unlock(&pool->lock);
	for (unsigned i = 0; i < pool->n; i++)
		pthread_join(pool->worker[i].thread, NULL);
	pthread_cond_destroy(&pool->end);
	pthread_cond_destroy(&pool->begin);
	pthread_mutex_destroy(&pool->lock);
	bw_free(pool->worker);
	bw_free(pool);
}

unsigned
bw_pool_threads(const struct bw_pool *pool)
{
	return pool == NULL ? 1 : pool->n + 1;
}

static void
run_together(struct bw_pool *pool, struct job *job)
{
	pthread_mutex_lock(&pool->lock);
	pool->job = job;
	pool->active = pool->n;
	pool->round++;
	pthread_cond_broadcast(&pool->begin);
	pthread_mutex_unlock(&pool->lock);

	work(job, 0);

	/* The job lies on the stack of the caller: nobody may still use it. */
	pthread_mutex_lock(&pool->lock);
	while (pool->active > 0)
		pthread_cond_wait(&pool->end, &pool->lock);
	pool->job = NULL;
	pthread_mutex_unlock(&pool->lock);
}

int
bw_pool_run(
    struct bw_pool *pool, size_t n, size_t size, bw_pool_fn *fn, void *ctx)
{
	struct job job = { .fn = fn, .ctx = ctx, .n = n, .size = size };

	BW_ASSERT(size > 0);
	job.chunks = n / size + (n % size != 0);
	atomic_init(&job.next, 0);
	atomic_init(&job.failed, job.chunks);
	pthread_mutex_init(&job.lock, NULL);
	if (pool == NULL || pool->n == 0 || job.chunks < 2 ||
	    atomic_exchange(&pool->busy, true)) {
		work(&job, 0);
	} else {
		run_together(pool, &job);
		atomic_store(&pool->busy, false);
	}
	pthread_mutex_destroy(&job.lock);
	return job.code;
}
