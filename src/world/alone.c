/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alone.c - SQLite on one descriptor; a copy by its backup interface.
 *
 * SQLite lets its system calls be replaced (sqlite3_vfs.xSetSystemCall). Of
 * those that take a path, open gives the one descriptor that is there, and
 * the others find nothing.
 */
#include "world/alone.h"
#include "world/world_priv.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#define PATH "/world"

static int only = -1; /* the descriptor of this process */

static int
open_only(const char *path, int flags, int mode)
{
	(void)flags;
	(void)mode;
	if (strcmp(path, PATH) == 0)
		return fcntl(only, F_DUPFD_CLOEXEC, 3);
	errno = ENOENT;
	return -1;
}

static int
stat_nothing(const char *path, struct stat *st)
{
	(void)path;
	(void)st;
	errno = ENOENT;
	return -1;
}

static int
access_nothing(const char *path, int mode)
{
	(void)path;
	(void)mode;
	errno = ENOENT;
	return -1;
}

static int
unlink_nothing(const char *path)
{
	(void)path;
	errno = ENOENT;
	return -1;
}

static ssize_t
readlink_nothing(const char *path, char *to, size_t n)
{
	(void)path;
	(void)to;
	(void)n;
	errno = EINVAL;
	return -1;
}

static int
replace_calls(struct bw_err *err)
{
	static const struct {
		const char *name;
		sqlite3_syscall_ptr call;
	} row[] = { { "open", (sqlite3_syscall_ptr)open_only },
		{ "stat", (sqlite3_syscall_ptr)stat_nothing },
		{ "lstat", (sqlite3_syscall_ptr)stat_nothing },
		{ "access", (sqlite3_syscall_ptr)access_nothing },
		{ "unlink", (sqlite3_syscall_ptr)unlink_nothing },
		{ "readlink", (sqlite3_syscall_ptr)readlink_nothing } };
	sqlite3_vfs *vfs =
	    sqlite3_initialize() == SQLITE_OK ? sqlite3_vfs_find(NULL) : NULL;

	for (size_t i = 0; i < BW_LEN(row); i++)
		if (vfs == NULL || vfs->iVersion < 3 ||
		    vfs->xSetSystemCall(vfs, row[i].name, row[i].call) !=
			SQLITE_OK)
			return bw_fail(err, BW_EIO,
			    "this SQLite cannot be kept from files");
	return 0;
}

/* The settings stand before the first look, which may write. Nobody waits
 * for this file, so there is no lock and no journal but that in memory. */
static int
open_it(struct bw_world *w, struct bw_err *err)
{
	int rc = bw_world_connect(w, SQLITE_OPEN_READWRITE, err);

	if (rc == 0)
		rc = bw_sql_exec(w->db,
		    "PRAGMA locking_mode = EXCLUSIVE;"
		    "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
		    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -100000;"
		    "PRAGMA foreign_keys = ON",
		    err);
	return rc == 0 ? bw_world_migrate(w, err) : rc;
}

int
bw_world_open_alone(struct bw_world **out, int fd, struct bw_err *err)
{
	struct bw_audit_head head = { 0 };
	struct bw_world *w = bw_calloc(1, sizeof(*w));
	int rc;

	*out = NULL;
	if (w == NULL || (w->path = bw_alloc(sizeof(PATH), 1)) == NULL) {
		bw_free(w);
		return bw_fail(err, BW_ENOMEM, "no memory to open a world");
	}
	memcpy(w->path, PATH, sizeof(PATH));
	w->mode = BW_WORLD_WRITE;
	only = fd;
	rc = replace_calls(err);
	if (rc == 0)
		rc = open_it(w, err);
	if (rc == 0)
		rc = bw_audit_head(w->db, &head, err);
	if (rc != 0) {
		bw_world_close(w);
		return rc;
	}
	w->version = head.seq;
	*out = w;
	return 0;
}

static int
copy_pages(sqlite3 *from, sqlite3 *to, struct bw_err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc;

	if (b == NULL)
		return bw_sql_fail(to, err, "copy the world");
	rc = sqlite3_backup_step(b, -1);
	sqlite3_backup_finish(b);
	return rc == SQLITE_DONE
	    ? 0
	    : bw_sql_fail_rc(to, rc, err, "copy the world");
}

int
bw_world_copy(
    struct bw_world *w, const char *path, uint64_t most, struct bw_err *err)
{
	sqlite3 *to = NULL;
	struct stat st;
	int rc = 0;

	if (stat(w->path, &st) != 0)
		return bw_fail_sys(err, "cannot look at %s", w->path);
	if ((uint64_t)st.st_size > most)
		return bw_fail(err, BW_ELIMIT,
		    "this world is too large to be copied (%lld MB)",
		    (long long)st.st_size / 1000000);
	if (sqlite3_open_v2(path, &to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		rc = bw_sql_fail(to, err, "copy the world");
	/* Half a copy is thrown away. */
	if (rc == 0)
		rc = bw_sql_exec(to,
		    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", err);
	if (rc == 0)
		rc = copy_pages(w->db, to, err);
	sqlite3_close_v2(to);
	return rc;
}
