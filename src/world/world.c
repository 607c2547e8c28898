/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * world.c - opening the world file: one writer, hardened readers.
 *
 * A world may come from somebody else, so readers trust nothing in it: the
 * connection is read-only twice over (the way it is opened and query_only),
 * an authorizer allows reading alone, triggers and views of the file never
 * run, and SQLite checks the cells of every page ("Defense against the dark
 * arts", sqlite.org/security.html).
 *
 * The journal is a rollback journal, not a WAL: a load appends, so pages are
 * written once, and after kill -9 the next one to open the file puts the old
 * pages back. That needs writing even for a reader; see undo_interrupted.
 */
#include "world/world_priv.h"
#include "base/mem.h"
#include <errno.h>
#include <sys/stat.h>

#define BUSY_MS 5000

static int
only_reading(void *ctx, int action, const char *a, const char *b,
    const char *db, const char *trigger)
{
	(void)ctx;
	(void)a;
	(void)db;
	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION: /* one consistent look over many queries */
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b != NULL && sqlite3_stricmp(b, "load_extension") == 0
		    ? SQLITE_DENY
		    : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static void
distrust(sqlite3 *db, bool reader)
{
	static const int never[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA,
		SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML,
		SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION };

	for (size_t i = 0; i < BW_LEN(never); i++)
		sqlite3_db_config(db, never[i], 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	if (reader) {
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
		sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	}
	sqlite3_busy_timeout(db, BUSY_MS);
}

int
bw_world_connect(struct bw_world *w, int flags, struct bw_err *err)
{
	int rc = sqlite3_open_v2(w->path, &w->db,
	    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (rc != SQLITE_OK) {
		(void)bw_sql_fail(w->db, err, "open the world file");
		return bw_fail_in(err, w->path);
	}
	distrust(w->db, (flags & SQLITE_OPEN_READONLY) != 0);
	return bw_sql_exec(w->db, "PRAGMA cell_size_check = ON", err);
}

/* A writer that was killed leaves a journal that has to be played back
 * before anybody reads; SQLite does so at the first look, if it may write. */
static int
undo_interrupted(struct bw_world *w, struct bw_err *err)
{
	int64_t version;
	int rc = sqlite3_exec(w->db, "PRAGMA user_version", NULL, NULL, NULL);

	if (rc != SQLITE_READONLY_ROLLBACK && rc != SQLITE_READONLY_RECOVERY &&
	    rc != SQLITE_READONLY_CANTINIT && rc != SQLITE_CANTOPEN)
		return 0;
	sqlite3_close(w->db);
	w->db = NULL;
	rc = bw_world_connect(w, SQLITE_OPEN_READWRITE, err);
	if (rc == 0)
		rc = bw_sql_number(
		    w->db, "PRAGMA user_version", 0, &version, err);
	sqlite3_close(w->db);
	w->db = NULL;
	if (rc == 0)
		rc = bw_world_connect(w, SQLITE_OPEN_READONLY, err);
	return rc;
}

static int
open_reader(struct bw_world *w, struct bw_err *err)
{
	int rc = bw_world_connect(w, SQLITE_OPEN_READONLY, err);

	if (rc == 0)
		rc = undo_interrupted(w, err);
	if (rc == 0)
		rc = bw_sql_exec(w->db,
		    "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;"
		    "PRAGMA cache_size = -50000",
		    err);
	if (rc == 0)
		rc = bw_world_recognise(w, err);
	if (rc == 0)
		sqlite3_set_authorizer(w->db, only_reading, NULL);
	return rc;
}

static int
open_writer(struct bw_world *w, struct bw_err *err)
{
	int rc = bw_world_connect(
	    w, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);

	/* SQLite opens for reading what it cannot open for writing. */
	if (rc == 0 && sqlite3_db_readonly(w->db, "main") == 1)
		rc = bw_fail(err, BW_EDENIED,
		    "%s cannot be written: look at the permissions of the file",
		    w->path);
	if (rc == 0)
		rc = bw_world_migrate(w, err);
	if (rc == 0)
		/* The cache bounds the memory of a load of any size. */
		rc = bw_sql_exec(w->db,
		    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
		    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -200000;"
		    "PRAGMA foreign_keys = ON",
		    err);
	return rc;
}

/* What SQLite would not say clearly. */
static int
look_at_path(const char *path, enum bw_world_mode mode, struct bw_err *err)
{
	struct stat st;

	if (path == NULL || path[0] == '\0')
		return bw_fail(err, BW_EUSAGE, "no name for the world file");
	if (stat(path, &st) != 0) {
		if (errno == ENOENT && mode == BW_WORLD_WRITE)
			return 0;
		if (errno == ENOENT)
			return bw_fail(err, BW_ENOTFOUND,
			    "there is no world file %s: load a file first",
			    path);
		return bw_fail_sys(err, "cannot open %s", path);
	}
	if (!S_ISREG(st.st_mode))
		return bw_fail(err, BW_EFORMAT,
		    "%s is a folder or a device, not a world file", path);
	return 0;
}

/* SQLite gives ":memory:" a meaning; a path is always a file here. */
static char *
plain_path(const char *path)
{
	size_t n = strlen(path);
	size_t dot = path[0] == ':' ? 2 : 0;
	char *z = bw_alloc(n + dot + 1, 1);

	if (z == NULL)
		return NULL;
	memcpy(z, "./", dot);
	memcpy(z + dot, path, n + 1);
	return z;
}

int
bw_world_open(struct bw_world **out, const char *path, enum bw_world_mode mode,
    struct bw_err *err)
{
	struct bw_audit_head head = { 0 };
	struct bw_world *w = NULL;
	int rc = look_at_path(path, mode, err);

	*out = NULL;
	if (rc != 0)
		return rc;
	w = bw_calloc(1, sizeof(*w));
	if (w == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to open %s", path);
	w->mode = mode;
	w->path = plain_path(path);
	if (w->path == NULL)
		rc = bw_fail(err, BW_ENOMEM, "no memory to open %s", path);
	else
		rc = mode == BW_WORLD_WRITE ? open_writer(w, err)
					    : open_reader(w, err);
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

void
bw_world_close(struct bw_world *w)
{
	if (w == NULL)
		return;
	BW_ASSERT(!w->loading);
	sqlite3_close_v2(w->db);
	bw_free(w->path);
	bw_free(w);
}

const char *
bw_world_path(const struct bw_world *w)
{
	return w->path;
}

sqlite3 *
bw_world_db(struct bw_world *w)
{
	return w->db;
}

/* Another process may have loaded since; if it is doing so now, what was
 * there before still holds. */
uint64_t
bw_world_version(const struct bw_world *w)
{
	struct bw_audit_head head;

	if (w->loading || bw_audit_head(w->db, &head, NULL) != 0)
		return w->version;
	return head.seq;
}

int
bw_world_hold(struct bw_world *w, struct bw_err *err)
{
	return bw_sql_exec(w->db, "BEGIN", err);
}

void
bw_world_let_go(struct bw_world *w)
{
	sqlite3_exec(w->db, "COMMIT", NULL, NULL, NULL);
}
