/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store_add.c - a file into a private world.
 */
#include "web/store_priv.h"
#include "base/date.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Of one job. 32 MiB of JSON made for it take 1.4 GB in a reader. */
#define MEMORY ((uint64_t)2 << 30)
#define SECONDS 60u
#define UNPACKED ((uint64_t)1 << 30)

void
store_stamp(char out[32])
{
	int64_t t = (int64_t)time(NULL);
	int y, m, d;

	bw_date_split((bw_date)(t / 86400), &y, &m, &d);
	snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d,
	    (int)(t % 86400 / 3600), (int)(t / 60 % 60), (int)(t % 60));
}

static int
upload(struct bw_str bytes, struct bw_err *err)
{
	int fd = memfd_create("upload", MFD_CLOEXEC);

	if (fd < 0) {
		(void)bw_fail_sys(err, "no memory for a file");
		return -1;
	}
	if (file_write(fd, bytes, err) == 0)
		return fd;
	close(fd);
	return -1;
}

int
store_intake(struct bw_store *s, const struct intake_order *o,
    struct bw_str bytes, int next, struct bw_added *out, struct bw_err *err)
{
	const struct bw_box_limits limits = { .memory = MEMORY,
		.written = s->opt.world_most,
		.seconds = SECONDS };
	struct bw_boxed in = { .fd = { upload(bytes, err), next },
		.n_fd = 2,
		.told = { (const char *)o, sizeof(*o) } };
	struct bw_buf answer = { 0 };
	struct bw_box_result result;
	int rc;

	*out = (struct bw_added){ .end = BW_BOX_ABSENT };
	if (in.fd[0] < 0)
		return err == NULL ? BW_EIO : err->code;
	rc = bw_box_run(
	    s->opt.nursery, s->opt.job, &in, &limits, &answer, &result, err);
	if (rc == 0) {
		out->end = result.end;
		/* It says it is done, and says nonsense. */
		if (out->end == BW_BOX_DONE &&
		    !intake_read(bw_buf_get(&answer), &out->file))
			out->end = BW_BOX_CRASHED;
	}
	bw_buf_release(&answer);
	close(in.fd[0]);
	return rc;
}

/* The name that is shown and kept: not longer than it fits, cut where a
 * character ends. */
static void
keep_name(char to[INTAKE_NAME], struct bw_str name)
{
	size_t n = name.n < INTAKE_NAME ? name.n : INTAKE_NAME - 1;

	while (n > 0 && n < name.n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
		n--;
	memcpy(to, name.p, n);
	to[n] = '\0';
}

static int
add(struct bw_store *s, int fd, const struct intake_order *o,
    struct bw_str bytes, struct bw_added *out, struct bw_err *err)
{
	int was = openat(fd, STORE_WORLD, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int next = was < 0 ? -1 : folder_next(fd, err);
	int rc;

	if (was < 0)
		return bw_fail_sys(err, "cannot read a private world");
	rc = next < 0 ? BW_EIO : file_copy(was, next, err);
	if (rc == 0)
		rc = store_intake(s, o, bytes, next, out, err);
	if (rc == 0 && out->end == BW_BOX_DONE && out->file.code == 0 &&
	    !out->file.load.already)
		rc = folder_commit(fd, next, err);
	else
		unlinkat(fd, STORE_NEXT, 0);
	close(was);
	if (next >= 0)
		close(next);
	return rc;
}

int
bw_store_add(struct bw_store *s, const struct bw_receipt *r, struct bw_str name,
    struct bw_str format, struct bw_str bytes, struct bw_added *out,
    struct bw_err *err)
{
	struct intake_order o = { .own = true, .max_bytes = UNPACKED };
	char folder[STORE_NAME];
	int fd, rc;

	*out = (struct bw_added){ .end = BW_BOX_ABSENT };
	receipt_name(r, folder);
	keep_name(o.name, name);
	if (format.n < sizeof(o.format))
		snprintf(o.format, sizeof(o.format), "%.*s", BW_ARG(format));
	store_stamp(o.loaded_at);
	fd = folder_open(s, folder);
	if (fd < 0)
		return bw_fail(err, BW_ENOTFOUND, "there is no such world");
	/* What it may grow by is not known; what came is a fair guess. */
	rc = store_room(s, 0, bytes.n, err);
	if (rc == 0 && !folder_lock(fd))
		rc = bw_fail(err, BW_ECONFLICT,
		    "another file is being loaded into this world");
	if (rc == 0)
		rc = add(s, fd, &o, bytes, out, err);
	close(fd);
	return rc;
}
