/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crew.c - a list of jobs, and threads that take them from it.
 */
#include "web/crew.h"
#include "base/mem.h"
#include <pthread.h>

#define THREADS_MOST 64u

struct bw_crew {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct bw_job *first, **last;
	pthread_t thread[THREADS_MOST];
	unsigned n;
	bool ends;
};

static struct bw_job *
take(struct bw_crew *crew)
{
	struct bw_job *job;

	pthread_mutex_lock(&crew->lock);
	while (crew->first == NULL && !crew->ends)
		pthread_cond_wait(&crew->more, &crew->lock);
	job = crew->first;
	if (job != NULL) {
		crew->first = job->next;
		if (crew->first == NULL)
			crew->last = &crew->first;
	}
	pthread_mutex_unlock(&crew->lock);
	return job;
}

static void *
run(void *ctx)
{
	struct bw_crew *crew = ctx;
	struct bw_job *job;

	while ((job = take(crew)) != NULL)
		job->work(job);
	return NULL;
}

int
bw_crew_new(struct bw_crew **out, unsigned threads, struct bw_err *err)
{
	struct bw_crew *crew = bw_calloc(1, sizeof(*crew));

	*out = crew;
	if (crew == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for threads");
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->more, NULL);
	crew->last = &crew->first;
	if (threads > THREADS_MOST)
		threads = THREADS_MOST;
	while (crew->n < threads &&
	    pthread_create(&crew->thread[crew->n], NULL, run, crew) == 0)
		crew->n++;
	if (crew->n > 0)
		return 0;
	bw_crew_free(crew);
	*out = NULL;
	return bw_fail_sys(err, "no thread can be started");
}

void
bw_crew_add(struct bw_crew *crew, struct bw_job *job)
{
	job->next = NULL;
	pthread_mutex_lock(&crew->lock);
	*crew->last = job;
	crew->last = &job->next;
	pthread_cond_signal(&crew->more);
	pthread_mutex_unlock(&crew->lock);
}

void
bw_crew_free(struct bw_crew *crew)
{
	if (crew == NULL)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->ends = true;
	pthread_cond_broadcast(&crew->more);
	pthread_mutex_unlock(&crew->lock);
	for (unsigned i = 0; i < crew->n; i++)
		pthread_join(crew->thread[i], NULL);
	pthread_cond_destroy(&crew->more);
	pthread_mutex_destroy(&crew->lock);
	bw_free(crew);
}
