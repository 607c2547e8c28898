/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_abort.c - a load that is given up while its writer is at work.
 *
 * The connection of a load has no lock of its own (SQLITE_OPEN_NOMUTEX), so
 * two threads in SQLite at once spoil its memory, now and then and without a
 * trace. Here the writer is held inside a statement, and the functions that
 * the other thread would call then are looked at from outside: this program
 * has its own sqlite3_finalize, which passes on to the real one.
 */
#include "world/feed.h"
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <unistd.h>

static pthread_t caller;
static atomic_int inside, held, together;

int
sqlite3_finalize(sqlite3_stmt *st)
{
	static int (*real)(sqlite3_stmt *);
	void *found;

	if (real == NULL) {
		found = dlsym(RTLD_NEXT, "sqlite3_finalize");
		memcpy(&real, &found, sizeof(real));
	}
	if (st != NULL && inside && pthread_equal(pthread_self(), caller))
		together++;
	return real(st);
}

/* Called by SQLite within a statement. */
static int
hold_writer(void *ctx)
{
	(void)ctx;
	if (pthread_equal(pthread_self(), caller) || held)
		return 0;
	inside = 1;
	held = 1;
	usleep(300000);
	inside = 0;
	return 0;
}

static void
test_abort_waits_for_the_writer(void **state)
{
	const char *path = feed_path("abort.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l;

	(void)state;
	caller = pthread_self();
	l = feed_begin(w, "first.json", false);
	feed_stake(l, "lei:A", "lei:B", "10");
	feed_commit(l, 1);
	/* These are looked up in what is there; then a batch is full. */
	l = feed_begin(w, "second.json", false);
	feed_party(l, "lei:A", "Alpha", "NL", NULL);
	sqlite3_progress_handler(bw_world_db(w), 100, hold_writer, NULL);
	assert_ok(feed_many(l, 40000, &err), &err);
	for (int i = 0; i < 2000 && !inside; i++)
		usleep(1000);
	assert_true(inside);
	bw_load_abort(l);
	sqlite3_progress_handler(bw_world_db(w), 0, NULL, NULL);
	assert_int_equal(together, 0);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM stake"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_abort_waits_for_the_writer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
