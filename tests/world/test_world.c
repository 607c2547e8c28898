/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_world.c - the file itself: what may be opened, who may write, what
 * the audit trail notices, and what the world says of its sources.
 */
#include "world/feed.h"
#include <sqlite3.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int
open_code(const char *path, enum bw_world_mode mode, struct bw_err *err)
{
	struct bw_world *w;

	*err = (struct bw_err)BW_ERR_INIT;
	return bw_world_open(&w, path, mode, err);
}

static void
assert_says(const struct bw_err *err, const char *part)
{
	if (strstr(err->what, part) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err->what, part);
}

static void
test_what_may_be_opened(void **state)
{
	const char *path = feed_path("open.bwk"), *other = feed_path("o.db");
	struct bw_err err;

	(void)state;
	assert_int_equal(open_code(path, BW_WORLD_READ, &err), BW_ENOTFOUND);
	assert_says(&err, "load a file first");
	assert_int_equal(
	    open_code(test_tmp(), BW_WORLD_WRITE, &err), BW_EFORMAT);
	assert_int_equal(
	    open_code(feed_path("no/such/folder.bwk"), BW_WORLD_WRITE, &err),
	    BW_EIO);
	assert_int_equal(open_code("", BW_WORLD_WRITE, &err), BW_EUSAGE);
	/* text, and a database of somebody else */
	test_file("text.bwk", BW_STR("holder,company,share\nA,B,10\n"));
	assert_int_equal(
	    open_code(feed_path("text.bwk"), BW_WORLD_READ, &err), BW_EFORMAT);
	assert_says(&err, "no world file");
	feed_sql(other, "CREATE TABLE t(x)");
	assert_int_equal(open_code(other, BW_WORLD_WRITE, &err), BW_EFORMAT);
	assert_says(&err, "another program");
	assert_int_equal(feed_sql(other, "SELECT count(*) FROM t"), 0);
	/* empty: a writer makes a world of it, a reader does not */
	test_file("empty.bwk", BW_STR(""));
	assert_int_equal(
	    open_code(feed_path("empty.bwk"), BW_WORLD_READ, &err), BW_EFORMAT);
	bw_world_close(feed_open(feed_path("empty.bwk"), BW_WORLD_WRITE));
	bw_world_close(feed_open(feed_path("empty.bwk"), BW_WORLD_READ));
	/* newer */
	bw_world_close(feed_open(path, BW_WORLD_WRITE));
	feed_sql(path, "PRAGMA user_version = 99");
	assert_int_equal(open_code(path, BW_WORLD_READ, &err), BW_EFORMAT);
	assert_says(&err, "newer Bolwerk");
	assert_int_equal(open_code(path, BW_WORLD_WRITE, &err), BW_EFORMAT);
}

static void
test_reader_may_only_read(void **state)
{
	static const char *const no[] = { "DELETE FROM stake",
		"INSERT INTO scheme VALUES (9, 'x', '')",
		"UPDATE load SET name = 'x'", "CREATE TABLE t(x)",
		"CREATE TEMP TABLE t(x)", "ATTACH ':memory:' AS m",
		"PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
		"VACUUM INTO '/tmp/bolwerk-never'", "DROP TABLE audit",
		"SELECT load_extension('x')", "SELECT * FROM v_stake" };
	const char *path = feed_path("reader.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load_opt opt = { .name = "x" };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l = feed_begin(w, "a", true);

	(void)state;
	feed_stake(l, "name:A", "name:B", "60");
	feed_commit(l, 1);
	bw_world_close(w);
	w = feed_open(path, BW_WORLD_READ);
	for (size_t i = 0; i < BW_LEN(no); i++)
		if (sqlite3_exec(bw_world_db(w), no[i], NULL, NULL, NULL) ==
		    SQLITE_OK)
			fail_msg("a reader could do: %s", no[i]);
	assert_int_equal(sqlite3_exec(bw_world_db(w),
			     "BEGIN; SELECT max(lo) FROM stake JOIN party ON"
			     " party.id = holder; COMMIT",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(bw_load_begin(&l, w, &opt, &err), BW_EDENIED);
	bw_world_close(w);
	assert_int_equal(access("/tmp/bolwerk-never", F_OK), -1);
}

/* A program that does not know Bolwerk changes something by hand. */
static int
audit_after(const char *sql, struct bw_err *err)
{
	const char *path = feed_path("tamper.bwk");
	struct bw_world *w;
	struct bw_load *l;
	uint64_t links;
	int rc;

	(void)unlink(path);
	w = feed_open(path, BW_WORLD_WRITE);
	for (unsigned i = 1; i <= 3; i++) {
		l = feed_begin(w, "stakes.csv", true);
		feed_stake(l, "name:A", "name:B", "60");
		feed_commit(l, i);
	}
	bw_world_close(w);
	feed_sql(path, "DROP TRIGGER audit_fixed");
	feed_sql(path, "DROP TRIGGER audit_kept");
	feed_sql(path, "DROP TRIGGER load_fixed");
	feed_sql(path, "DROP TRIGGER load_kept");
	if (sql != NULL)
		feed_sql(path, sql);
	w = feed_open(path, BW_WORLD_READ);
	*err = (struct bw_err)BW_ERR_INIT;
	rc = bw_world_audit(w, &links, err);
	if (rc == 0)
		assert_int_equal(links, 3);
	bw_world_close(w);
	return rc;
}

static void
test_audit_notices(void **state)
{
	static const char *const change[] = {
		"UPDATE load SET name = 'nicer.csv' WHERE id = 1",
		"UPDATE load SET stakes = 2 WHERE id = 2",
		"UPDATE load SET sha256 = substr(sha256, 2) || 'f'",
		"UPDATE audit SET at = '2020-01-01' WHERE seq = 2",
		"UPDATE audit SET hash = prev_hash WHERE seq = 2",
		"DELETE FROM audit WHERE seq = 2",
		"DELETE FROM audit WHERE seq = 1",
		"DELETE FROM audit WHERE seq = 3",
		"UPDATE audit SET seq = seq + 10 WHERE seq = 3",
	};
	struct bw_err err;

	(void)state;
	assert_int_equal(audit_after(NULL, &err), 0);
	for (size_t i = 0; i < BW_LEN(change); i++)
		if (audit_after(change[i], &err) != BW_EFORMAT)
			fail_msg("not noticed: %s", change[i]);
}

static void
test_history_is_append_only(void **state)
{
	static const char *const no[] = { "UPDATE audit SET at = 'x'",
		"DELETE FROM audit", "DELETE FROM load",
		"UPDATE load SET name = 'x'" };
	const char *path = feed_path("append.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a", true);

	(void)state;
	feed_commit(l, 1);
	for (size_t i = 0; i < BW_LEN(no); i++)
		assert_int_not_equal(
		    sqlite3_exec(bw_world_db(w), no[i], NULL, NULL, NULL),
		    SQLITE_OK);
	bw_world_close(w);
}

static void
report(struct bw_load *l, enum bw_report_kind kind, int want)
{
	static uint64_t n;
	struct bw_sink sink = bw_load_sink(l);
	struct bw_place place = { .line = n + 1, .number = n + 1 };
	struct bw_err err = BW_ERR_INIT;

	n++;
	assert_int_equal(sink.report(sink.ctx, kind, "test-rule", &place,
			     BW_STR("share is 120"), &err),
	    want);
	if (want != 0)
		assert_true(err.line > 0 || strstr(err.what, "refused"));
}

static void
test_reports_and_sources(void **state)
{
	struct bw_world *w = feed_open(feed_path("report.bwk"), BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "a.csv", true);
	struct bw_sink sink = bw_load_sink(l);
	struct bw_err err = BW_ERR_INIT;
	struct bw_source_row *source;
	struct bw_report_row *row;
	struct bw_source one;
	struct bw_arena a;
	size_t n;

	(void)state;
	for (int i = 0; i < 1500; i++)
		report(l, BW_REPORT_REFUSED, 0);
	report(l, BW_REPORT_NOTE, 0);
	report(l, BW_REPORT_SKIPPED, 0);
	feed_stake(l, "name:A", "name:B", "60");
	assert_int_equal(sink.about(sink.ctx, "publisher",
			     BW_STR("Chamber of Commerce"), &err),
	    0);
	assert_int_equal(
	    sink.about(sink.ctx, "published", BW_STR("2026-02-03"), &err), 0);
	feed_commit(l, 1);
	bw_arena_init(&a, 0);
	assert_ok(bw_world_sources(w, &a, &source, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_int_equal(source->refused, 1500);
	assert_int_equal(source->notes, 1);
	assert_int_equal(source->skipped, 1);
	assert_int_equal(source->stakes, 1);
	assert_int_equal(source->parties, 2);
	assert_int_equal(source->bytes, 100);
	assert_str(source->dataset, "a.csv");
	assert_ok(bw_world_source(w, 1, &a, &one, &err), &err);
	assert_str(one.publisher, "Chamber of Commerce");
	assert_str(one.loaded_at, "2026-01-02T03:04:05Z");
	assert_int_equal(one.published, 20487); /* date -d 2026-02-03 +%s */
	assert_int_equal(one.sha256.n, 64);
	assert_int_equal(bw_world_source(w, 2, &a, &one, &err), BW_ENOTFOUND);
	bw_err_clear(&err);
	assert_ok(bw_world_reports(w, 1, &a, &row, &n, &err), &err);
	assert_int_equal(n, 1002); /* a thousand of each kind are kept */
	assert_int_equal(row[0].kind, BW_REPORT_REFUSED);
	assert_str(row[0].rule, "test-rule");
	assert_str(row[0].what, "share is 120");
	assert_true(row[0].line > 0);
	bw_arena_release(&a);
	bw_world_close(w);
}

static void
test_strict_and_budget(void **state)
{
	const char *path = feed_path("strict.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load_opt opt = { .name = "a", .strict = true, .whole = true };
	struct bw_err err = BW_ERR_INIT;
	struct bw_load *l;

	(void)state;
	assert_ok(bw_load_begin(&l, w, &opt, &err), &err);
	feed_stake(l, "name:A", "name:B", "60");
	report(l, BW_REPORT_NOTE, 0);
	report(l, BW_REPORT_REFUSED, BW_EFORMAT);
	bw_load_abort(l);
	opt.strict = false;
	opt.budget = 3;
	assert_ok(bw_load_begin(&l, w, &opt, &err), &err);
	for (int i = 0; i < 3; i++)
		report(l, BW_REPORT_REFUSED, 0);
	report(l, BW_REPORT_REFUSED, BW_EFORMAT);
	bw_load_abort(l);
	assert_int_equal(bw_world_version(w), 0);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM stake"), 0);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM report"), 0);
}

static void
test_two_writers(void **state)
{
	const char *path = feed_path("two.bwk");
	struct bw_world *one = feed_open(path, BW_WORLD_WRITE);
	struct bw_world *two = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(one, "a", true), *other;
	struct bw_load_opt opt = { .name = "b" };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_int_equal(bw_load_begin(&other, two, &opt, &err), BW_ECONFLICT);
	assert_says(&err, "another process is loading");
	feed_commit(l, 1);
	l = feed_begin(two, "b", true);
	feed_commit(l, 2);
	assert_int_equal(bw_world_version(one), 2);
	bw_world_close(one);
	bw_world_close(two);
}

/* A file size limit stands for a full disk: write() fails at some point. */
static void
test_disk_full(void **state)
{
	const char *path = feed_path("full.bwk");
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct rlimit old, small;
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_result r;
	struct bw_load *l = feed_begin(w, "a", true);
	struct bw_view *v;
	uint8_t sum[32];
	int rc;

	(void)state;
	feed_stake(l, "name:A", "name:B", "60");
	feed_commit(l, 1);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 1 << 20;
	signal(SIGXFSZ, SIG_IGN);
	l = feed_begin(w, "b", true);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	feed_hash(2, sum);
	rc = feed_many(l, 200000, &err);
	if (rc == 0)
		rc = bw_load_commit(l, sum, &r, &err);
	else
		bw_load_abort(l);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(rc, BW_EIO);
	assert_says(&err, "disk is full");
	/* and everything is as it was */
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "A>B 60 %; ");
	bw_view_close(v);
	l = feed_begin(w, "b", true);
	feed_stake(l, "name:B", "name:C", "10");
	feed_commit(l, 3);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "A>B 60 %; B>C 10 %; ");
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path, "PRAGMA quick_check(1)"), 0); /* "ok" */
	assert_int_equal(
	    feed_sql(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* In a child, as somebody who may not write there. 0: all as it should be. */
static int
as_nobody(const char *path)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_world *w = NULL;
	struct bw_view *v = NULL;

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		return 2;
	if (bw_world_open(&w, path, BW_WORLD_READ, &err) != 0 ||
	    bw_view_open(&v, w, NULL, &err) != 0)
		return 3; /* no snapshot can be written, it works without */
	if (strcmp(feed_stakes(v), "A>B 60 %; ") != 0)
		return 4;
	bw_view_close(v);
	bw_world_close(w);
	return open_code(path, BW_WORLD_WRITE, &err) == BW_EDENIED &&
		strstr(err.what, "permissions") != NULL
	    ? 0
	    : 5;
}

static void
test_read_only_place(void **state)
{
	const char *folder = feed_path("ro"), *path = feed_path("ro/w.bwk");
	struct bw_world *w;
	struct bw_load *l;
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(chmod(test_tmp(), 0711), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	w = feed_open(path, BW_WORLD_WRITE);
	l = feed_begin(w, "a", true);
	feed_stake(l, "name:A", "name:B", "60");
	feed_commit(l, 1);
	bw_world_close(w);
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(as_nobody(path));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(chmod(folder, 0700), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_may_be_opened),
		cmocka_unit_test(test_reader_may_only_read),
		cmocka_unit_test(test_audit_notices),
		cmocka_unit_test(test_history_is_append_only),
		cmocka_unit_test(test_reports_and_sources),
		cmocka_unit_test(test_strict_and_budget),
		cmocka_unit_test(test_two_writers),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_read_only_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
