/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * answers.c - a table of answers by key, and a list of them by last use.
 */
#include "web/answers.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include <pthread.h>

#define BUCKETS 4096u /* answers are large: there are never many more */

struct entry {
	struct bw_answer answer; /* first: an answer is its entry */
	struct entry *chain;     /* of the same bucket */
	struct entry *newer, *older;
	struct bw_buf key;
	uint64_t hash;
	unsigned users;
	bool made, kept; /* kept: in the table */
};
struct bw_answers {
	pthread_mutex_t lock;
	pthread_cond_t made;
	struct entry *bucket[BUCKETS];
	struct entry *newest, *oldest;
	size_t most;
	struct bw_answers_count count;
};

int
bw_answers_new(struct bw_answers **out, size_t most, struct bw_err *err)
{
	struct bw_answers *all = bw_calloc(1, sizeof(*all));

	*out = all;
	if (all == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for answers");
	all->most = most;
	pthread_mutex_init(&all->lock, NULL);
	pthread_cond_init(&all->made, NULL);
	return 0;
}

static void
entry_free(struct entry *e)
{
	bw_buf_release(&e->answer.text);
	bw_buf_release(&e->key);
	bw_free(e);
}

static void
unlink_use(struct bw_answers *all, struct entry *e)
{
	*(e->newer != NULL ? &e->newer->older : &all->newest) = e->older;
	*(e->older != NULL ? &e->older->newer : &all->oldest) = e->newer;
	e->newer = e->older = NULL;
}

static void
link_newest(struct bw_answers *all, struct entry *e)
{
	e->older = all->newest;
	e->newer = NULL;
	*(e->older != NULL ? &e->older->newer : &all->oldest) = e;
	all->newest = e;
}

static size_t
weight(const struct entry *e)
{
	return sizeof(*e) + e->key.cap + e->answer.text.cap;
}

/* Out of the table; freed when nobody uses it. */
static void
forget(struct bw_answers *all, struct entry *e)
{
	struct entry **at = &all->bucket[e->hash % BUCKETS];

	while (*at != e)
		at = &(*at)->chain;
	*at = e->chain;
	unlink_use(all, e);
	e->kept = false;
	all->count.n--;
	if (e->made && e->answer.code == 0)
		all->count.bytes -= weight(e);
	if (e->users == 0)
		entry_free(e);
}

void
bw_answers_free(struct bw_answers *all)
{
	if (all == NULL)
		return;
	while (all->oldest != NULL)
		forget(all, all->oldest);
	pthread_cond_destroy(&all->made);
	pthread_mutex_destroy(&all->lock);
	bw_free(all);
}

static struct entry *
find(struct bw_answers *all, struct bw_str key, uint64_t hash)
{
	struct entry *e = all->bucket[hash % BUCKETS];

	while (e != NULL &&
	    (e->hash != hash || !bw_str_eq(bw_buf_get(&e->key), key)))
		e = e->chain;
	return e;
}

static struct entry *
add(struct bw_answers *all, struct bw_str key, uint64_t hash)
{
	struct entry *e = bw_calloc(1, sizeof(*e));

	if (e == NULL)
		return NULL;
	bw_buf_str(&e->key, key);
	if (e->key.failed) {
		entry_free(e);
		return NULL;
	}
	e->hash = hash;
	e->kept = true;
	e->chain = all->bucket[hash % BUCKETS];
	all->bucket[hash % BUCKETS] = e;
	link_newest(all, e);
	all->count.n++;
	return e;
}

/* The oldest go, but not those that are being made. */
static void
make_room(struct bw_answers *all)
{
	struct entry *e = all->oldest, *next;

	for (; e != NULL && all->count.bytes > all->most; e = next) {
		next = e->newer;
		if (e->made)
			forget(all, e);
	}
}

static void
make(struct bw_answers *all, struct entry *e, bw_answer_fn *fn, void *ctx)
{
	struct bw_answer *a = &e->answer;

	a->err = (struct bw_err)BW_ERR_INIT;
	pthread_mutex_unlock(&all->lock);
	a->code = fn(ctx, &a->text, &a->err);
	if (a->code == 0 &&
	    (a->text.failed || !bw_buf_room(&a->text, BW_JSON_PAD)))
		a->code =
		    bw_fail(&a->err, BW_ENOMEM, "no memory for an answer");
	if (a->code == 0)
		memset(a->text.p + a->text.n, 0, BW_JSON_PAD);
	pthread_mutex_lock(&all->lock);
	e->made = true;
	all->count.made++;
	pthread_cond_broadcast(&all->made);
	if (a->code != 0) {
		forget(all, e);
		return;
	}
	all->count.bytes += weight(e);
	make_room(all);
}

const struct bw_answer *
bw_answers_get(
    struct bw_answers *all, struct bw_str key, bw_answer_fn *fn, void *ctx)
{
	uint64_t hash = bw_hash(key);
	struct entry *e;

	pthread_mutex_lock(&all->lock);
	all->count.asked++;
	e = find(all, key, hash);
	if (e != NULL) {
		e->users++;
		while (!e->made)
			pthread_cond_wait(&all->made, &all->lock);
		if (e->kept) {
			unlink_use(all, e);
			link_newest(all, e);
		}
	} else if ((e = add(all, key, hash)) != NULL) {
		e->users = 1;
		make(all, e, fn, ctx);
	}
	pthread_mutex_unlock(&all->lock);
	return e != NULL ? &e->answer : NULL;
}

void
bw_answers_drop(struct bw_answers *all, const struct bw_answer *answer)
{
	struct entry *e = (struct entry *)(uintptr_t)answer;

	if (e == NULL)
		return;
	pthread_mutex_lock(&all->lock);
	if (--e->users == 0 && !e->kept)
		entry_free(e);
	pthread_mutex_unlock(&all->lock);
}

struct bw_answers_count
bw_answers_count(struct bw_answers *all)
{
	struct bw_answers_count n;

	pthread_mutex_lock(&all->lock);
	n = all->count;
	pthread_mutex_unlock(&all->lock);
	return n;
}
