/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_folder.c - files of one private world, made to last.
 *
 * All by descriptors of folders: no path is ever put together from what
 * somebody sent.
 */
#include "web/store_priv.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int
folder_open(const struct bw_store *s, const char *name)
{
	return openat(
	    s->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool
folder_lock(int fd)
{
	return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

int
folder_next(int fd, struct bw_err *err)
{
	int next;

	/* One that a killed process left may still be open in its box. */
	unlinkat(fd, STORE_NEXT, 0);
	next = openat(fd, STORE_NEXT,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (next < 0)
		(void)bw_fail_sys(err, "cannot write a private world");
	return next;
}

int
folder_commit(int fd, int next, struct bw_err *err)
{
	if (fsync(next) != 0 ||
	    renameat(fd, STORE_NEXT, fd, STORE_WORLD) != 0 || fsync(fd) != 0)
		return bw_fail_sys(err, "cannot keep a private world");
	return 0;
}

static DIR *
list(int fd)
{
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = again < 0 ? NULL : fdopendir(again);

	if (d == NULL && again >= 0)
		close(again);
	return d;
}

uint64_t
folder_bytes(int fd)
{
	DIR *d = list(fd);
	uint64_t sum = 0;
	struct dirent *e;
	struct stat st;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode))
			sum += (uint64_t)st.st_size;
	if (d != NULL)
		closedir(d);
	return sum;
}

void
folder_remove(const struct bw_store *s, const char *name)
{
	int fd = folder_open(s, name);
	DIR *d = fd < 0 ? NULL : list(fd);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			unlinkat(fd, e->d_name, 0);
	if (d != NULL)
		closedir(d);
	if (fd >= 0)
		close(fd);
	unlinkat(s->fd, name, AT_REMOVEDIR);
}

int
file_write(int to, struct bw_str bytes, struct bw_err *err)
{
	while (bytes.n > 0) {
		ssize_t n = write(to, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return bw_fail_sys(err, "cannot write a private world");
		bytes = bw_str_sub(bytes, (size_t)n, bytes.n);
	}
	return 0;
}

int
file_copy(int from, int to, struct bw_err *err)
{
	static const size_t piece = 1 << 20;
	struct bw_buf b = { 0 };
	off_t at = 0;
	ssize_t n = 1;
	int rc = 0;

	/* Within one file system the kernel copies, or only shares. */
	while (n > 0)
		n = copy_file_range(from, &at, to, NULL, 1 << 30, 0);
	if (n == 0)
		return 0;
	if (!bw_buf_room(&b, piece))
		return bw_fail(err, BW_ENOMEM, "no memory to copy a world");
	while (rc == 0 && (n = pread(from, b.p, piece, at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = bw_fail_sys(err, "cannot read a private world");
		else
			rc = file_write(
			    to, (struct bw_str){ b.p, (size_t)n }, err);
		at += n > 0 ? n : 0;
	}
	bw_buf_release(&b);
	return rc;
}
