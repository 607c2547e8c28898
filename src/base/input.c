/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input.c - opening, reading and limits; see input.h.
 *
 * A data file of others is untrusted: what it is is looked at before it is
 * opened (opening a device can do things), and what it unpacks to is counted
 * all the way. A .gz of 10 MB may hold 10 GB of zeros ("42.zip" and its
 * family); the limits are on size and on the ratio, and the ratio counts only
 * past 64 MiB, because a small file of zeros harms nobody.
 */
#include "base/input_priv.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define RATIO_FROM ((uint64_t)64 * 1024 * 1024)

static int
refuse_kind(const struct stat *st, const char *name, struct bw_err *err)
{
	const char *what = S_ISDIR(st->st_mode) ? "a folder: name files in it"
	    : S_ISCHR(st->st_mode) || S_ISBLK(st->st_mode)
	    ? "a device, not a file"
	    : S_ISSOCK(st->st_mode) ? "a socket, not a file"
				    : NULL;

	if (what == NULL)
		return 0;
	return bw_fail(err, BW_EFORMAT, "%s is %s", name, what);
}

static int
new_input(struct bw_input **out, const char *name,
    const struct bw_input_opt *opt, struct bw_err *err)
{
	struct bw_input *in = bw_calloc(1, sizeof(*in));
	size_t n;

	*out = in;
	if (in == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to open a file");
	in->fd = -1;
	if (opt != NULL && opt->name != NULL)
		name = opt->name;
	n = strlen(name) + 1;
	if ((in->name = bw_alloc(n, 1)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to open a file");
	memcpy(in->name, name, n);
	in->max_bytes = opt != NULL && opt->max_bytes != 0 ? opt->max_bytes
							   : (uint64_t)1 << 40;
	in->max_ratio =
	    opt != NULL && opt->max_ratio != 0 ? opt->max_ratio : 1000;
	sha256_init(&in->sha);
	return 0;
}

static int
open_path(struct bw_input *in, const char *path, struct bw_err *err)
{
	struct stat st;
	int rc;

	if (strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
	} else {
		if (stat(path, &st) != 0)
			return bw_fail_sys(err, "cannot open %s", in->name);
		if ((rc = refuse_kind(&st, in->name, err)) != 0)
			return rc;
		in->fd = open(path, O_RDONLY | O_CLOEXEC);
		if (in->fd < 0)
			return bw_fail_sys(err, "cannot open %s", in->name);
		in->own_fd = true;
	}
	if (fstat(in->fd, &st) != 0)
		return bw_fail_sys(err, "cannot open %s", in->name);
	if (S_ISDIR(st.st_mode))
		return refuse_kind(&st, in->name, err);
	/* "-" of `bolwerk load - <file` stands where the shell left it. */
	if (S_ISREG(st.st_mode) && in->own_fd) {
		in->seekable = true;
		in->size = (uint64_t)st.st_size;
		(void)posix_fadvise(in->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	return 0;
}

/* What is it, and how is it packed? */
static int
begin(struct bw_input *in, struct bw_err *err)
{
	struct bw_str first;
	int rc;

	if ((rc = bw_input_raw_look(in, &first, err)) != 0 ||
	    (rc = bw_input_recognise(
		 first, false, in->name, &in->packing, err)) != 0)
		return rc;
	if (in->packing == BW_PLAIN)
		return 0;
	return in->packing == BW_GZIP ? bw_input_gzip_open(in, err)
				      : bw_input_unpack_open(in, err);
}

int
bw_input_open(struct bw_input **out, const char *path,
    const struct bw_input_opt *opt, struct bw_err *err)
{
	struct bw_input *in = NULL;
	int rc;

	*out = NULL;
	rc = new_input(
	    &in, strcmp(path, "-") == 0 ? "standard input" : path, opt, err);
	if (rc != 0 || (rc = open_path(in, path, err)) != 0 ||
	    (rc = begin(in, err)) != 0) {
		bw_input_free(in);
		return rc;
	}
	*out = in;
	return 0;
}

int
bw_input_memory(struct bw_input **out, struct bw_str bytes,
    const struct bw_input_opt *opt, struct bw_err *err)
{
	struct bw_input *in = NULL;
	int rc;

	*out = NULL;
	if ((rc = new_input(&in, "memory", opt, err)) != 0)
		goto out;
	in->mem = bytes;
	in->seekable = true;
	in->size = bytes.n;
	rc = begin(in, err);
out:
	if (rc != 0)
		bw_input_free(in);
	else
		*out = in;
	return rc;
}

void
bw_input_free(struct bw_input *in)
{
	if (in == NULL)
		return;
	bw_input_unpack_close(in);
	bw_input_gzip_close(in);
	if (in->own_fd)
		close(in->fd);
	bw_free(in->raw);
	bw_free(in->ahead);
	bw_free(in->name);
	bw_free(in);
}

static int
check_limits(struct bw_input *in, struct bw_err *err)
{
	if (in->unpacked > in->max_bytes)
		return bw_fail(err, BW_ELIMIT, "%s is larger than %llu bytes%s",
		    in->name, (unsigned long long)in->max_bytes,
		    in->packing == BW_PLAIN ? "" : " when unpacked");
	if (in->packing != BW_PLAIN && in->unpacked > RATIO_FROM &&
	    in->unpacked / in->max_ratio > in->raw_at)
		return bw_fail(err, BW_ELIMIT,
		    "%s unpacks to more than %u times its size: it looks made "
		    "to fill memory",
		    in->name, in->max_ratio);
	return 0;
}

/* Unpacked bytes past the ones read ahead. */
static int
more(struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	enum bw_packing within;
	int rc = 0;

	*got = 0;
	if (in->dead != 0)
		return bw_fail(
		    err, in->dead, "%s cannot be read further", in->name);
	if (in->end)
		return 0;
	if (in->packing == BW_PLAIN)
		rc = bw_input_raw_copy(in, to, n, got, err);
	else if (in->packing == BW_GZIP)
		rc = bw_input_gzip(in, to, n, got, err);
	else
		rc = bw_input_unpack(in, to, n, got, err);
	if (rc == 0 && in->packing != BW_PLAIN && in->unpacked == 0)
		rc = bw_input_recognise(
		    (struct bw_str){ to, *got }, true, in->name, &within, err);
	if (rc == 0) {
		in->unpacked += *got;
		in->end = in->end || *got == 0;
		rc = check_limits(in, err);
	}
	if (rc != 0) {
		in->dead = rc;
		*got = 0;
	}
	return rc;
}

int
bw_input_read(
    struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	size_t ahead = in->ahead_to - in->ahead_from;
	int rc;

	BW_ASSERT(n > 0);
	if (ahead > 0) {
		*got = ahead < n ? ahead : n;
		memcpy(to, in->ahead + in->ahead_from, *got);
		in->ahead_from += *got;
	} else if ((rc = more(in, to, n, got, err)) != 0) {
		return rc;
	}
	in->at += *got;
	return 0;
}

int
bw_input_peek(struct bw_input *in, struct bw_str *ahead, struct bw_err *err)
{
	size_t n = in->ahead_to - in->ahead_from, got;
	int rc;

	*ahead = (struct bw_str){ NULL, 0 };
	if (in->ahead == NULL && (in->ahead = bw_alloc(BW_PEEK_MAX, 1)) == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to read a file");
	memmove(in->ahead, in->ahead + in->ahead_from, n);
	in->ahead_from = 0;
	in->ahead_to = n;
	while (in->ahead_to < BW_PEEK_MAX) {
		rc = more(in, in->ahead + in->ahead_to,
		    BW_PEEK_MAX - in->ahead_to, &got, err);
		if (rc != 0)
			return rc;
		if (got == 0)
			break;
		in->ahead_to += got;
	}
	*ahead = (struct bw_str){ in->ahead, in->ahead_to };
	return 0;
}

int
bw_input_all(struct bw_input *in, size_t limit, size_t pad, char **text,
    size_t *n, struct bw_err *err)
{
	struct bw_buf b = { 0 };
	size_t got, room;
	int rc;

	*text = NULL;
	*n = 0;
	for (;;) {
		/* One more than allowed, to see that there is more. */
		room = b.cap > b.n ? b.cap - b.n : 65536;
		if (limit < SIZE_MAX && room > limit + 1 - b.n)
			room = limit + 1 - b.n;
		if (!bw_buf_room(&b, room)) {
			rc = bw_buf_check(&b, err);
			break;
		}
		rc = bw_input_read(in, b.p + b.n, room, &got, err);
		b.n += rc == 0 ? got : 0;
		if (rc == 0 && b.n > limit)
			rc = bw_fail(err, BW_ELIMIT,
			    "%s is larger than %zu bytes", in->name, limit);
		if (rc != 0 || got == 0)
			break;
	}
	if (rc == 0 && !bw_buf_room(&b, pad + 1))
		rc = bw_buf_check(&b, err);
	if (rc != 0) {
		bw_buf_release(&b);
		return rc;
	}
	memset(b.p + b.n, 0, pad + 1);
	*text = b.p;
	*n = b.n;
	return 0;
}

const char *
bw_input_name(const struct bw_input *in)
{
	return in->name;
}

uint64_t
bw_input_size(const struct bw_input *in)
{
	return in->size;
}

uint64_t
bw_input_raw_at(const struct bw_input *in)
{
	return in->raw_at;
}

uint64_t
bw_input_at(const struct bw_input *in)
{
	return in->at;
}
