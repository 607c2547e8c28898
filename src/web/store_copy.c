/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_copy.c - a private world that begins with what the server's holds.
 *
 * Rows of trade lie in files beside a world and never change
 * (supply/trade_load.h): a second name for them is enough.
 */
#include "web/store_priv.h"
#include "world/alone.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool
bw_store_copies(const struct bw_store *s)
{
	struct stat st;

	return s->opt.world != NULL && stat(s->opt.world, &st) == 0 &&
	    (uint64_t)st.st_size <= s->opt.copy_most;
}

/* A second name; on another file system, or where that is not allowed, a
 * copy. */
static int
link_one(int from_dir, const char *from, int to_dir, const char *to,
    struct bw_err *err)
{
	int a, b, rc;

	if (linkat(from_dir, from, to_dir, to, 0) == 0)
		return 0;
	a = openat(from_dir, from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	b = openat(to_dir, to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (a < 0 || b < 0)
		rc = bw_fail_sys(err, "cannot copy %s", from);
	else if ((rc = file_copy(a, b, err)) == 0 && fsync(b) != 0)
		rc = bw_fail_sys(err, "cannot copy %s", from);
	if (a >= 0)
		close(a);
	if (b >= 0)
		close(b);
	return rc;
}

/* Files of the server's folder that are called WORLD.trade.N. */
static int
link_trade(struct bw_store *s, int fd, struct bw_err *err)
{
	const char *slash = strrchr(s->opt.world, '/');
	const char *base = slash == NULL ? s->opt.world : slash + 1;
	struct bw_buf folder = { 0 };
	struct dirent *e;
	DIR *d;
	int rc = 0;

	bw_buf_add(&folder, s->opt.world, (size_t)(base - s->opt.world));
	bw_buf_add(&folder, ".", 2);
	d = folder.failed ? NULL : opendir(folder.p);
	bw_buf_release(&folder);
	if (d == NULL)
		return bw_fail_sys(err, "cannot look beside the world");
	while (rc == 0 && (e = readdir(d)) != NULL) {
		size_t n = strlen(base);
		char to[64];

		if (strncmp(e->d_name, base, n) != 0 ||
		    strncmp(e->d_name + n, ".trade.", 7) != 0 ||
		    strlen(e->d_name + n) > 20)
			continue;
		snprintf(to, sizeof(to), STORE_WORLD "%s", e->d_name + n);
		rc = link_one(dirfd(d), e->d_name, fd, to, err);
	}
	closedir(d);
	return rc;
}

int
store_copy(struct bw_store *s, int fd, const char *name, struct bw_err *err)
{
	struct bw_world *w = NULL;
	struct bw_arena a;
	const char *path;
	int rc;

	bw_arena_init(&a, 0);
	path = bw_arena_fmt(&a, "%s/%s/" STORE_NEXT, s->folder, name).p;
	rc = path == NULL ? bw_fail(err, BW_ENOMEM, "no memory to copy a world")
			  : bw_world_open(&w, s->opt.world, BW_WORLD_READ, err);
	if (rc == 0)
		rc = bw_world_copy(w, path, s->opt.copy_most, err);
	if (rc == 0)
		rc = link_trade(s, fd, err);
	bw_world_close(w);
	bw_arena_release(&a);
	return rc;
}
