/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_abort.c - what happens between two calls of SQLite.
 *
 * This program has its own sqlite3_finalize, which passes on to the real one:
 * it sees who calls it when, and can let somebody else come in between.
 *
 * The connection of a load has no lock of its own (SQLITE_OPEN_NOMUTEX), so
 * two threads in SQLite at once spoil its memory, now and then and without a
 * trace. Here the writer is held inside a statement while the load is given
 * up.
 */
#include "world/feed.h"
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <unistd.h>

static pthread_t caller;
static atomic_int inside, held, together;
static const char *intruded; /* a world that somebody else writes to */

static void
intrude(const char *path)
{
	sqlite3 *db = NULL;

	if (sqlite3_open(path, &db) == SQLITE_OK)
		(void)sqlite3_exec(db,
		    "INSERT INTO load SELECT id + 1, name, 'other', format,"
		    " reader, sha256, bytes, loaded_at, whole, licence,"
		    " publisher, published, version, parties, stakes, uses,"
		    " figures, refused, notes, skipped, NULL, 0, 0, 0"
		    " FROM load",
		    NULL, NULL, NULL);
	sqlite3_close(db);
}

int
sqlite3_finalize(sqlite3_stmt *st)
{
	static int (*real)(sqlite3_stmt *);
	const char *path = intruded;
	void *found;
	int rc;

	if (real == NULL) {
		found = dlsym(RTLD_NEXT, "sqlite3_finalize");
		memcpy(&real, &found, sizeof(real));
	}
	if (st != NULL && inside && pthread_equal(pthread_self(), caller))
		together++;
	rc = real(st);
	intruded = NULL;
	if (path != NULL)
		intrude(path);
	return rc;
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

/* The columns are of one moment, and so is what the view says is known. */
static void
test_load_comes_in_while_a_view_opens(void **state)
{
	const char *path = feed_path("between.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	l = feed_begin(w, "first.csv", true);
	feed_stake(l, "name:A", "name:B", "10");
	feed_commit(l, 1);
	bw_world_close(w);
	w = feed_open(path, BW_WORLD_READ);
	bw_view_close(feed_view(w, 0)); /* writes the snapshot */
	intruded = path;
	v = feed_view(w, 0);
	assert_null(intruded);
	assert_int_equal(bw_view_known(v), 1);
	bw_view_close(v);
	bw_world_close(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_abort_waits_for_the_writer),
		cmocka_unit_test(test_load_comes_in_while_a_view_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
