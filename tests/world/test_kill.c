/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_kill.c - kill -9 in the middle of a load: the file is in the world
 * whole or not at all.
 *
 * A child loads a made file into a world that has one already and is killed
 * after so many rows, or so many microseconds, or (the sharpest) right before
 * the n-th time that SQLite writes, syncs, cuts or deletes a file, which a
 * VFS between SQLite and the system counts (sqlite.org/vfs.html). Afterwards
 * the world is sound and holds one file or two.
 */
#include "world/feed.h"
#include <signal.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROWS 200000
#define FIRST 20000

struct plan {
	uint32_t rows;   /* die after so many, 0 = not by rows */
	unsigned micros; /* die after so long */
	unsigned step;   /* die before this step of SQLite */
};

/* The VFS that counts. */

struct counted {
	sqlite3_file base;
	sqlite3_file *real;
};
static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;
static unsigned *steps, die_at; /* steps: shared with the parent */

static void
one_step(void)
{
	if (++*steps == die_at)
		raise(SIGKILL);
}

static sqlite3_file *
real(sqlite3_file *f)
{
	return ((struct counted *)f)->real;
}

static int
f_close(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}

static int
f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), to, n, at);
}

static int
f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	one_step();
	return real(f)->pMethods->xWrite(real(f), from, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
	one_step();
	return real(f)->pMethods->xTruncate(real(f), n);
}

static int
f_sync(sqlite3_file *f, int flags)
{
	one_step();
	return real(f)->pMethods->xSync(real(f), flags);
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return real(f)->pMethods->xFileSize(real(f), n);
}

static int
f_lock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xLock(real(f), level);
}

static int
f_unlock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int
f_reserved(sqlite3_file *f, int *yes)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), yes);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
f_kind(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static const sqlite3_io_methods methods = { 1, f_close, f_read, f_write,
	f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved, f_control,
	f_sector, f_kind, NULL, NULL, NULL, NULL, NULL, NULL };

static int
v_open(
    sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
	struct counted *c = (struct counted *)f;
	int rc;

	(void)v;
	c->real = (sqlite3_file *)(c + 1);
	rc = real_vfs->xOpen(real_vfs, name, c->real, flags, out);
	c->base.pMethods = c->real->pMethods != NULL ? &methods : NULL;
	return rc;
}

static int
v_delete(sqlite3_vfs *v, const char *name, int sync)
{
	(void)v;
	one_step();
	return real_vfs->xDelete(real_vfs, name, sync);
}

static void
count_steps(unsigned at)
{
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "counted";
	vfs.szOsFile += (int)sizeof(struct counted);
	vfs.xOpen = v_open;
	vfs.xDelete = v_delete;
	die_at = at;
	*steps = 0;
	sqlite3_vfs_register(&vfs, 1);
}

/* The child: never comes back. */
static void
load_and_die(const char *path, const struct plan *p)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_opt opt = { .name = "second", .whole = true };
	struct bw_load_result r;
	struct bw_world *w;
	struct bw_load *l;
	uint8_t sum[32];

	if (p->step != 0)
		count_steps(p->step);
	if (p->micros != 0)
		ualarm(p->micros, 0);
	if (bw_world_open(&w, path, BW_WORLD_WRITE, &err) != 0 ||
	    bw_load_begin(&l, w, &opt, &err) != 0)
		_exit(3);
	if (feed_many(l, p->rows != 0 ? p->rows : ROWS, &err) != 0)
		_exit(3);
	if (p->rows != 0)
		raise(SIGKILL);
	feed_hash(2, sum);
	if (bw_load_commit(l, sum, &r, &err) != 0)
		_exit(3);
	_exit(0);
}

static void
on_alarm(int signal_number)
{
	(void)signal_number;
	kill(getpid(), SIGKILL);
}

/* Was it killed? Else it had come to its end before. */
static bool
run(const char *path, const struct plan *p)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		signal(SIGALRM, on_alarm);
		load_and_die(path, p);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status);
}

static void
copy(const char *from, const char *to)
{
	struct bw_str bytes = test_read(from);
	FILE *f = fopen(to, "wb");
	char journal[300];

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	assert_int_equal(fclose(f), 0);
	free((void *)(uintptr_t)bytes.p);
	snprintf(journal, sizeof(journal), "%s-journal", to);
	(void)unlink(journal);
}

/* Sound, and whole or as before; tells which. */
static bool
look_after(const char *path)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_world *w = feed_open(path, BW_WORLD_READ);
	struct bw_view *v;
	uint64_t links;
	bool both;

	assert_ok(bw_world_audit(w, &links, &err), &err);
	assert_true(links == 1 || links == 2);
	both = links == 2;
	assert_int_equal(bw_world_version(w), links);
	v = feed_view(w, 0);
	assert_int_equal(v->n_stake, both ? FIRST + ROWS : FIRST);
	bw_view_close(v);
	bw_world_close(w);
	assert_int_equal(feed_sql(path,
			     "SELECT count(*) FROM pragma_integrity_check"
			     " WHERE integrity_check <> 'ok'"),
	    0);
	assert_int_equal(feed_sql(path, "SELECT count(*) FROM stake"),
	    both ? FIRST + ROWS : FIRST);
	assert_int_equal(
	    feed_sql(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	return both;
}

/* And it can be loaded then as if nothing had happened. */
static void
load_again(const char *path, bool both)
{
	struct bw_world *w = feed_open(path, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "second", true);
	struct bw_err err = BW_ERR_INIT;
	struct bw_load_result r;

	if (!both)
		assert_ok(feed_many(l, ROWS, &err), &err);
	r = feed_commit(l, 2);
	assert_int_equal(r.id, 2);
	bw_world_close(w);
	assert_true(look_after(path));
}

#define TIMES 60u

/* total: how many steps a load takes that is let live */
static struct plan
plan(unsigned i, unsigned total)
{
	if (i < 8)
		return (struct plan){ .rows = 1 + i * (ROWS - 1) / 7 };
	if (i < 18)
		return (struct plan){ .micros = 1 + (i - 8) * 30000 };
	if (i < 34) /* the journal begins */
		return (struct plan){ .step = i - 17 };
	if (i < 48)
		return (struct plan){ .step = total * (i - 33) / 15 };
	/* the last syncs, and the delete that makes it last */
	return (struct plan){ .step = total - (TIMES - 1 - i) };
}

static unsigned
count_all(const char *base, const char *path)
{
	const struct plan p = { .step = UINT32_MAX };

	steps = mmap(NULL, sizeof(*steps), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(steps, MAP_FAILED);
	copy(base, path);
	assert_false(run(path, &p));
	assert_true(look_after(path));
	assert_true(*steps > 100);
	return *steps;
}

static void
test_kill(void **state)
{
	const char *base = feed_path("base.bwk"), *path = feed_path("k.bwk");
	struct bw_world *w = feed_open(base, BW_WORLD_WRITE);
	struct bw_load *l = feed_begin(w, "first", true);
	struct bw_err err = BW_ERR_INIT;
	unsigned killed = 0, whole = 0, total;
	struct plan p;
	bool both;

	(void)state;
	assert_ok(feed_many(l, FIRST, &err), &err);
	feed_commit(l, 1);
	bw_world_close(w);
	total = count_all(base, path);
	for (unsigned i = 0; i < TIMES; i++) {
		p = plan(i, total);
		copy(base, path);
		killed += run(path, &p);
		both = look_after(path);
		whole += both;
		if (i % 8 == 0)
			load_again(path, both);
	}
	print_message(
	    "# %u steps; killed %u of %u times; %u loads were whole\n", total,
	    killed, TIMES, whole);
	assert_true(killed >= 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
