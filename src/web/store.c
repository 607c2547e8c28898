/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store.c - make, find, drop and sweep private worlds.
 */
#include "web/store_priv.h"
#include "base/mem.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DAYS 30u
#define WORLDS_MOST 1000u
#define BYTES_MOST ((uint64_t)20 << 30)
#define WORLD_MOST ((uint64_t)1 << 30)
#define COPY_MOST ((uint64_t)256 << 20)
#define GONE "gone-"

static void
fill_in(struct bw_store_opt *o)
{
	o->days = o->days > 0 ? o->days : DAYS;
	o->worlds_most = o->worlds_most > 0 ? o->worlds_most : WORLDS_MOST;
	o->bytes_most = o->bytes_most > 0 ? o->bytes_most : BYTES_MOST;
	o->world_most = o->world_most > 0 ? o->world_most : WORLD_MOST;
	o->copy_most = o->copy_most > 0 ? o->copy_most : COPY_MOST;
}

static int
open_folder(struct bw_store *s, struct bw_err *err)
{
	struct stat st;

	if (mkdir(s->folder, 0700) != 0 && errno != EEXIST)
		return bw_fail_sys(err, "cannot make the folder %s", s->folder);
	s->fd = open(s->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return bw_fail_sys(err, "cannot open %s", s->folder);
	if ((st.st_mode & 077) != 0)
		return bw_fail(err, BW_EDENIED,
		    "others can look into %s: chmod 700 it", s->folder);
	return 0;
}

int
bw_store_new(
    struct bw_store **out, const struct bw_store_opt *opt, struct bw_err *err)
{
	struct bw_store *s = bw_calloc(1, sizeof(*s));
	size_t n = strlen(opt->folder) + 1;
	int rc;

	*out = NULL;
	if (s == NULL || (s->folder = bw_alloc(n, 1)) == NULL) {
		bw_free(s);
		return bw_fail(err, BW_ENOMEM, "no memory for private worlds");
	}
	memcpy(s->folder, opt->folder, n);
	s->opt = *opt;
	s->fd = -1;
	fill_in(&s->opt);
	rc = sodium_init() < 0
	    ? bw_fail(err, BW_EIO, "this machine has no random numbers")
	    : open_folder(s, err);
	if (rc != 0) {
		bw_store_free(s);
		return rc;
	}
	bw_store_sweep(s);
	*out = s;
	return 0;
}

void
bw_store_free(struct bw_store *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	bw_free(s->folder);
	bw_free(s);
}

unsigned
bw_store_days(const struct bw_store *s)
{
	return s->opt.days;
}

/* ---- all of them --------------------------------------------------------- */
static DIR *
list(const struct bw_store *s)
{
	int fd = openat(s->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (d == NULL && fd >= 0)
		close(fd);
	return d;
}

struct bw_store_count
bw_store_count(struct bw_store *s)
{
	struct bw_store_count n = { 0 };
	DIR *d = list(s);
	struct dirent *e;
	int fd;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (store_is_name(e->d_name) &&
		    (fd = folder_open(s, e->d_name)) >= 0) {
			n.worlds++;
			n.bytes += folder_bytes(fd);
			close(fd);
		}
	if (d != NULL)
		closedir(d);
	return n;
}

int
store_room(
    struct bw_store *s, unsigned worlds, uint64_t bytes, struct bw_err *err)
{
	struct bw_store_count n = bw_store_count(s);

	if (n.worlds + worlds > s->opt.worlds_most ||
	    n.bytes + bytes > s->opt.bytes_most)
		return bw_fail(err, BW_ELIMIT,
		    "there is no room for more private worlds on this server");
	return 0;
}

/* First another name, so that it is gone at once and for good; then what is
 * in it. */
static int
drop(struct bw_store *s, const char *name, struct bw_err *err)
{
	char gone[sizeof(GONE) + STORE_NAME];

	snprintf(gone, sizeof(gone), GONE "%s", name);
	if (renameat(s->fd, name, s->fd, gone) != 0)
		return errno == ENOENT
		    ? bw_fail(err, BW_ENOTFOUND, "there is no such world")
		    : bw_fail_sys(err, "cannot delete a private world");
	if (fsync(s->fd) != 0)
		return bw_fail_sys(err, "cannot delete a private world");
	folder_remove(s, gone);
	return 0;
}

/* Not asked for too long; or never finished: one without a world that is a
 * day old. */
static bool
is_stale(struct bw_store *s, const char *name)
{
	int fd = folder_open(s, name);
	struct stat used, world;
	time_t now = time(NULL);
	bool stale = false;

	if (fd < 0)
		return false;
	if (fstatat(fd, STORE_WORLD, &world, AT_SYMLINK_NOFOLLOW) != 0)
		stale = fstat(fd, &used) == 0 && now - used.st_mtime > 86400;
	else if (fstatat(fd, STORE_USED, &used, AT_SYMLINK_NOFOLLOW) == 0)
		stale = now - used.st_mtime > (time_t)s->opt.days * 86400;
	else
		stale = now - world.st_mtime > (time_t)s->opt.days * 86400;
	close(fd);
	return stale;
}

void
bw_store_sweep(struct bw_store *s)
{
	DIR *d = list(s);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		if (strncmp(e->d_name, GONE, sizeof(GONE) - 1) == 0)
			folder_remove(s, e->d_name);
		else if (store_is_name(e->d_name) && is_stale(s, e->d_name))
			(void)drop(s, e->d_name, NULL);
	}
	if (d != NULL)
		closedir(d);
}

/* ---- one of them --------------------------------------------------------- */
/* The tables of the program: no stranger's, but where they are loaded files
 * are read. */
static int
fill_own(struct bw_store *s, int next, struct bw_err *err)
{
	struct intake_order o = { .only_own = true };
	struct bw_added done;
	int rc;

	store_stamp(o.loaded_at);
	rc = store_intake(s, &o, BW_STR(""), next, &done, err);
	if (rc == 0 && done.end != BW_BOX_DONE)
		rc = bw_fail(err, BW_EIO, "a new world could not be made (%s)",
		    bw_box_word[done.end]);
	if (rc == 0 && done.file.code != 0)
		rc = bw_fail(err, done.file.code, "%s", done.file.why);
	return rc;
}

static int
fill(
    struct bw_store *s, const char *name, bool with_servers, struct bw_err *err)
{
	int fd = folder_open(s, name);
	int next = fd < 0 ? -1 : folder_next(fd, err);
	int used = fd < 0 ? -1
			  : openat(fd, STORE_USED,
				O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int rc = next < 0 || used < 0
	    ? bw_fail_sys(err, "cannot make a private world")
	    : 0;

	if (rc == 0)
		rc = with_servers ? store_copy(s, fd, name, err)
				  : fill_own(s, next, err);
	if (rc == 0)
		rc = folder_commit(fd, next, err);
	if (rc == 0 && fsync(s->fd) != 0)
		rc = bw_fail_sys(err, "cannot keep a private world");
	if (used >= 0)
		close(used);
	if (next >= 0)
		close(next);
	if (fd >= 0)
		close(fd);
	return rc;
}

int
bw_store_make(struct bw_store *s, bool with_servers, struct bw_receipt *out,
    struct bw_err *err)
{
	char name[STORE_NAME];
	int rc = store_room(s, 1, 0, err);

	if (rc != 0)
		return rc;
	if (!receipt_new(out))
		return bw_fail(
		    err, BW_EIO, "this machine has no random numbers");
	receipt_name(out, name);
	if (mkdirat(s->fd, name, 0700) != 0)
		return bw_fail_sys(err, "cannot make a private world");
	rc = fill(s, name, with_servers, err);
	if (rc != 0)
		folder_remove(s, name);
	return rc;
}

/* Once an hour is enough to know the day. */
static void
touch(int fd)
{
	struct stat st;

	if (fstatat(fd, STORE_USED, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    time(NULL) - st.st_mtime > 3600)
		utimensat(fd, STORE_USED, NULL, AT_SYMLINK_NOFOLLOW);
}

int
bw_store_find(struct bw_store *s, const struct bw_receipt *r,
    struct bw_arena *a, const char **path, struct bw_err *err)
{
	char name[STORE_NAME];
	struct stat st;
	int fd, rc = 0;

	receipt_name(r, name);
	fd = folder_open(s, name);
	if (fd < 0 || fstatat(fd, STORE_WORLD, &st, AT_SYMLINK_NOFOLLOW) != 0)
		rc = bw_fail(err, BW_ENOTFOUND, "there is no such world");
	if (rc == 0) {
		touch(fd);
		*path =
		    bw_arena_fmt(a, "%s/%s/" STORE_WORLD, s->folder, name).p;
		if (*path == NULL)
			rc = bw_fail(err, BW_ENOMEM, "no memory for a page");
	}
	if (fd >= 0)
		close(fd);
	return rc;
}

int
bw_store_drop(
    struct bw_store *s, const struct bw_receipt *r, struct bw_err *err)
{
	char name[STORE_NAME];

	receipt_name(r, name);
	return drop(s, name, err);
}
