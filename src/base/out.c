/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * out.c - buffered output with a sticky error and atomic files.
 *
 * A report is written beside its place and renamed when it is complete (as
 * rpki-client does): who reads the path sees the old file or the new one,
 * never half of one, also after a crash or a full disk. A symbolic link is
 * followed first, so that the file behind it is replaced and not the link.
 * What is there and is no regular file (/dev/stdout, a pipe) is written to
 * directly: renaming over /dev/null would take the device away.
 */
#include "base/out.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_AT ((size_t)64 * 1024)

void
bw_out_memory(struct bw_out *o)
{
	*o = (struct bw_out){ .fd = -1, .err = BW_ERR_INIT };
}

void
bw_out_fd(struct bw_out *o, int fd)
{
	*o = (struct bw_out){ .fd = fd, .err = BW_ERR_INIT };
	o->tty = isatty(fd) == 1;
}

static char *
copy(const char *z, size_t extra)
{
	size_t n = strlen(z);
	char *p = bw_alloc(n + 1 + extra, 1);

	if (p != NULL)
		memcpy(p, z, n + 1);
	return p;
}

/* A new file beside o->path; the number only has to be free. */
static int
open_beside(struct bw_out *o, const struct stat *old, struct bw_err *err)
{
	size_t n = strlen(o->path);

	if ((o->tmp = copy(o->path, 32)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a file name");
	for (unsigned i = 0; i < 100 && o->fd < 0; i++) {
		snprintf(o->tmp + n, 32, ".%ld-%u.part", (long)getpid(), i);
		o->fd =
		    open(o->tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (o->fd < 0 && errno != EEXIST)
			break;
	}
	if (o->fd < 0) {
		bw_free(o->tmp);
		o->tmp = NULL;
		return bw_fail_sys(err, "cannot write beside %s", o->path);
	}
	/* Who could read the old one can read the new one, and nobody else. */
	if (old != NULL && fchmod(o->fd, old->st_mode & 0777) != 0)
		return bw_fail_sys(
		    err, "cannot keep the permissions of %s", o->path);
	return 0;
}

int
bw_out_file(struct bw_out *o, const char *path, struct bw_err *err)
{
	char real[PATH_MAX];
	struct stat st;
	bool old = stat(path, &st) == 0;
	int rc = 0;

	bw_out_memory(o);
	if (old && S_ISDIR(st.st_mode))
		return bw_fail(err, BW_EIO,
		    "%s is a folder: name a file in it to write to", path);
	if (old && realpath(path, real) != NULL)
		path = real;
	if ((o->path = copy(path, 0)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a file name");
	if (old && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		if (o->fd < 0)
			rc = bw_fail_sys(err, "cannot write to %s", path);
	} else {
		rc = open_beside(o, old ? &st : NULL, err);
	}
	if (rc != 0)
		bw_out_release(o);
	else
		o->tty = isatty(o->fd) == 1;
	return rc;
}

static const char *
shown(const struct bw_out *o)
{
	return o->path != NULL ? o->path
	    : o->fd == 1       ? "standard output"
	    : o->fd == 2       ? "standard error"
			       : "the output";
}

/* Somebody else may have made a shared terminal non-blocking. */
static bool
may_go_on(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	if (errno == EINTR)
		return true;
	return errno == EAGAIN && (poll(&p, 1, -1) >= 0 || errno == EINTR);
}

static void
flush(struct bw_out *o)
{
	size_t at = 0;
	ssize_t n;

	while (at < o->buf.n && o->err.code == 0) {
		n = write(o->fd, o->buf.p + at, o->buf.n - at);
		if (n >= 0)
			at += (size_t)n;
		else if (!may_go_on(o->fd))
			bw_fail_sys(&o->err, "cannot write to %s", shown(o));
	}
	o->buf.n = 0;
}

static void
wrote(struct bw_out *o)
{
	if (o->buf.failed && o->err.code == 0)
		bw_fail(&o->err, BW_ENOMEM, "no memory for output");
	if (o->fd >= 0 && o->buf.n >= FLUSH_AT)
		flush(o);
}

void
bw_out_str(struct bw_out *o, struct bw_str s)
{
	if (o->err.code != 0)
		return;
	bw_buf_str(&o->buf, s);
	wrote(o);
}

void
bw_out_flush(struct bw_out *o)
{
	if (o->fd >= 0)
		flush(o);
}

void
bw_out_z(struct bw_out *o, const char *z)
{
	bw_out_str(o, bw_str_of(z));
}

void
bw_out_fmt(struct bw_out *o, const char *fmt, ...)
{
	va_list args;
	size_t room;
	int n = 0;

	/* Into what is free; when it was too little, once more. */
	for (unsigned pass = 0; pass < 2 && o->err.code == 0; pass++) {
		if (!bw_buf_room(&o->buf, (size_t)n + 1))
			break;
		room = o->buf.cap - o->buf.n;
		va_start(args, fmt);
		n = vsnprintf(o->buf.p + o->buf.n, room, fmt, args);
		va_end(args);
		BW_ASSERT(n >= 0);
		if ((size_t)n < room) {
			o->buf.n += (size_t)n;
			break;
		}
	}
	wrote(o);
}

/* Keep the complete file: it must be on disk before its name is. */
static void
keep(struct bw_out *o)
{
	if (o->tmp != NULL && fsync(o->fd) != 0)
		bw_fail_sys(&o->err, "cannot write to %s", o->path);
	if (close(o->fd) != 0 && errno != EINTR)
		bw_fail_sys(&o->err, "cannot write to %s", o->path);
	o->fd = -1;
	if (o->tmp == NULL || o->err.code != 0)
		return;
	if (rename(o->tmp, o->path) != 0) {
		bw_fail_sys(&o->err, "cannot put %s in its place", o->path);
		return;
	}
	bw_free(o->tmp);
	o->tmp = NULL;
}

int
bw_out_finish(struct bw_out *o, struct bw_err *err)
{
	bool memory = o->fd < 0 && o->path == NULL;
	int rc;

	if (o->fd >= 0)
		flush(o);
	if (o->path != NULL && o->fd >= 0 && o->err.code == 0)
		keep(o);
	rc = o->err.code;
	if (rc != 0 && err != NULL && err->code == 0)
		*err = o->err;
	if (!memory || rc != 0)
		bw_out_release(o);
	return rc;
}

void
bw_out_release(struct bw_out *o)
{
	if (o->path != NULL && o->fd >= 0)
		close(o->fd);
	if (o->tmp != NULL)
		unlink(o->tmp);
	bw_free(o->tmp);
	bw_free(o->path);
	bw_buf_release(&o->buf);
	o->tmp = o->path = NULL;
	o->fd = -1;
}
