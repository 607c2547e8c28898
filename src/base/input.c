/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input.c - bytes of one file: plain, or through libarchive.
 *
 * Two layers. Raw bytes come from a descriptor or from memory, in blocks,
 * and every one of them passes the SHA-256. Plain files are handed on as they
 * are; for .gz, .zst and .zip libarchive pulls raw blocks and gives data. Only
 * those filters and formats are switched on: less code meets hostile bytes.
 */
#include "base/input.h"
#include "base/mem.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define RAW_BLOCK ((size_t)256 * 1024)
#define RATIO_FROM ((uint64_t)64 << 20)

struct bw_input {
	char *name;
	int fd; /* -1: memory */
	bool own_fd;
	struct bw_str memory;
	uint64_t size, raw_at, at;
	uint64_t max_bytes;
	uint32_t max_ratio;
	crypto_hash_sha256_state hash;
	bool raw_end;
	unsigned char *block; /* raw bytes read ahead of their use */
	size_t block_n, block_at;
	struct archive *ar; /* NULL: plain */
	bool zip, end;
	struct bw_err raw_err; /* of a read inside libarchive */
	char *ahead;           /* peeked, not yet read */
	size_t ahead_n, ahead_at;
};

/* Read raw bytes to fill the block anew. */
static int
raw_fill(struct bw_input *in, struct bw_err *err)
{
	ssize_t got;

	in->block_at = in->block_n = 0;
	if (in->raw_end)
		return 0;
	if (in->fd < 0) {
		struct bw_str part =
		    bw_str_sub(in->memory, (size_t)in->raw_at, RAW_BLOCK);

		got = (ssize_t)part.n;
		if (part.n > 0)
			memcpy(in->block, part.p, part.n);
	} else {
		do
			got = read(in->fd, in->block, RAW_BLOCK);
		while (got < 0 && errno == EINTR);
	}
	if (got < 0)
		return bw_fail_sys(err, "%s: cannot read", in->name);
	in->raw_end = got == 0;
	in->block_n = (size_t)got;
	in->raw_at += (uint64_t)got;
	crypto_hash_sha256_update(&in->hash, in->block, in->block_n);
	return 0;
}

static la_ssize_t
archive_block(struct archive *ar, void *ctx, const void **block)
{
	struct bw_input *in = ctx;
	size_t n;

	if (in->block_at == in->block_n && raw_fill(in, &in->raw_err) != 0) {
		archive_set_error(ar, EIO, "read failed");
		return -1;
	}
	n = in->block_n - in->block_at;
	*block = in->block + in->block_at;
	in->block_at = in->block_n;
	return (la_ssize_t)n;
}

static int
archive_failed(struct bw_input *in, struct bw_err *err)
{
	const char *why = archive_error_string(in->ar);

	if (in->raw_err.code != 0)
		return bw_fail(err, in->raw_err.code, "%s", in->raw_err.what);
	if (archive_errno(in->ar) == ENOMEM)
		return bw_fail(
		    err, BW_ENOMEM, "%s: no memory to unpack it", in->name);
	return bw_fail(err, BW_EFORMAT, "%s: cannot be unpacked: %s", in->name,
	    why != NULL ? why : "damaged");
}

/* Members of a zip that are not the data: folders, licences, hidden files. */
static bool
beside(struct archive_entry *entry)
{
	const char *path = archive_entry_pathname(entry), *base;

	if (path == NULL || archive_entry_filetype(entry) == AE_IFDIR)
		return true;
	base = strrchr(path, '/');
	base = base != NULL ? base + 1 : path;
	return *base == '\0' || *base == '.' ||
	    strncasecmp(base, "license", 7) == 0 ||
	    strncasecmp(base, "licence", 7) == 0 ||
	    strncasecmp(base, "readme", 6) == 0;
}

/* Go to the next member with data; *found is false when there is none. */
static int
next_member(
    struct bw_input *in, bool *found, const char **path, struct bw_err *err)
{
	struct archive_entry *entry;
	int rc;

	*found = false;
	for (;;) {
		rc = archive_read_next_header(in->ar, &entry);
		if (rc == ARCHIVE_EOF)
			return 0;
		if (rc < ARCHIVE_WARN)
			return archive_failed(in, err);
		if (archive_entry_is_encrypted(entry))
			return bw_fail(err, BW_EFORMAT,
			    "%s: is encrypted; unpack it first", in->name);
		if (!in->zip || !beside(entry))
			break;
	}
	*found = true;
	*path = archive_entry_pathname(entry);
	return 0;
}

static int
archive_open(struct bw_input *in, bool zip, struct bw_err *err)
{
	const char *path;
	bool found;
	int rc;

	in->zip = zip;
	in->ar = archive_read_new();
	if (in->ar == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to unpack a file");
	if (zip) {
		archive_read_support_format_zip_streamable(in->ar);
	} else {
		archive_read_support_filter_gzip(in->ar);
		archive_read_support_filter_zstd(in->ar);
		archive_read_support_format_raw(in->ar);
		archive_read_support_format_empty(in->ar);
	}
	if (archive_read_open(in->ar, in, NULL, archive_block, NULL) <
	    ARCHIVE_WARN)
		return archive_failed(in, err);
	rc = next_member(in, &found, &path, err);
	if (rc == 0 && zip && !found)
		rc = bw_fail(err, BW_EFORMAT, "%s: the zip holds no data file",
		    in->name);
	in->end = !found;
	return rc;
}

/* At the end of the data: is there a second data file in the zip? */
static int
archive_end(struct bw_input *in, struct bw_err *err)
{
	const char *path;
	bool found;
	int rc;

	in->end = true;
	if (!in->zip)
		return 0;
	rc = next_member(in, &found, &path, err);
	if (rc == 0 && found)
		rc = bw_fail(err, BW_EFORMAT,
		    "%s: holds more than one data file, also %s; unpack it and "
		    "load them one by one",
		    in->name, path != NULL ? path : "one without a name");
	return rc;
}

static int
check_limits(struct bw_input *in, struct bw_err *err)
{
	if (in->at > in->max_bytes)
		return bw_fail(err, BW_ELIMIT,
		    "%s: more than %llu bytes when unpacked", in->name,
		    (unsigned long long)in->max_bytes);
	if (in->ar != NULL && in->at > RATIO_FROM &&
	    in->at / in->max_ratio > in->raw_at)
		return bw_fail(err, BW_ELIMIT,
		    "%s: unpacks to more than %u times its size; refused as a "
		    "decompression bomb",
		    in->name, in->max_ratio);
	return 0;
}

/* Data past what was peeked. */
static int
produce(
    struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	la_ssize_t k;
	int rc;

	*got = 0;
	if (in->end || n == 0)
		return 0;
	if (in->ar != NULL) {
		k = archive_read_data(in->ar, to, n);
		if (k < 0)
			return archive_failed(in, err);
		if (k == 0)
			return archive_end(in, err);
		*got = (size_t)k;
	} else {
		if (in->block_at == in->block_n &&
		    (rc = raw_fill(in, err)) != 0)
			return rc;
		*got = in->block_n - in->block_at;
		if (*got > n)
			*got = n;
		if (*got == 0)
			in->end = true;
		memcpy(to, in->block + in->block_at, *got);
		in->block_at += *got;
	}
	in->at += *got;
	return check_limits(in, err);
}

/* A new one, with the first raw block read and its kind recognised. */
static int
start(struct bw_input *in, const struct bw_input_opt *opt, const char *name,
    struct bw_err *err)
{
	static const unsigned char gz[] = { 0x1f, 0x8b },
				   zst[] = { 0x28, 0xb5, 0x2f, 0xfd };
	const char *shown = opt != NULL && opt->name != NULL ? opt->name : name;
	int rc;

	in->max_bytes = opt != NULL && opt->max_bytes != 0 ? opt->max_bytes
							   : (uint64_t)1 << 40;
	in->max_ratio =
	    opt != NULL && opt->max_ratio != 0 ? opt->max_ratio : 1000;
	in->name = bw_alloc(strlen(shown) + 1, 1);
	in->block = bw_alloc(RAW_BLOCK, 1);
	if (in->name == NULL || in->block == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to read a file");
	memcpy(in->name, shown, strlen(shown) + 1);
	crypto_hash_sha256_init(&in->hash);
	if ((rc = raw_fill(in, err)) != 0)
		return rc;
	if (in->block_n >= 2 && memcmp(in->block, gz, 2) == 0)
		return archive_open(in, false, err);
	if (in->block_n >= 4 && memcmp(in->block, zst, 4) == 0)
		return archive_open(in, false, err);
	if (in->block_n >= 4 && memcmp(in->block, "PK\3\4", 4) == 0)
		return archive_open(in, true, err);
	return 0;
}

static int
open_file(struct bw_input *in, const char *path, struct bw_err *err)
{
	struct stat st;

	if (strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
		return 0;
	}
	in->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0 || fstat(in->fd, &st) != 0)
		return bw_fail_sys(err, "%s", path);
	in->own_fd = true;
	if (S_ISDIR(st.st_mode))
		return bw_fail(err, BW_EFORMAT,
		    "%s: is a folder; name the files in it", path);
	if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode) &&
	    !S_ISSOCK(st.st_mode))
		return bw_fail(
		    err, BW_EFORMAT, "%s: is a device, no file", path);
	if (S_ISREG(st.st_mode))
		in->size = (uint64_t)st.st_size;
	return 0;
}

int
bw_input_open(struct bw_input **out, const char *path,
    const struct bw_input_opt *opt, struct bw_err *err)
{
	struct bw_input *in = bw_calloc(1, sizeof(*in));
	int rc;

	*out = NULL;
	if (in == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to open a file");
	in->fd = -1;
	if ((rc = open_file(in, path, err)) != 0 ||
	    (rc = start(in, opt, path, err)) != 0) {
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
	struct bw_input *in = bw_calloc(1, sizeof(*in));
	int rc;

	*out = NULL;
	if (in == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to open a file");
	in->fd = -1;
	in->memory = bytes;
	in->size = bytes.n;
	if ((rc = start(in, opt, "memory", err)) != 0) {
		bw_input_free(in);
		return rc;
	}
	*out = in;
	return 0;
}

void
bw_input_free(struct bw_input *in)
{
	if (in == NULL)
		return;
	if (in->ar != NULL)
		archive_read_free(in->ar);
	if (in->own_fd)
		close(in->fd);
	bw_free(in->ahead);
	bw_free(in->block);
	bw_free(in->name);
	bw_free(in);
}

int
bw_input_read(
    struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	size_t left = in->ahead_n - in->ahead_at;

	if (left == 0)
		return produce(in, to, n, got, err);
	*got = left < n ? left : n;
	memcpy(to, in->ahead + in->ahead_at, *got);
	in->ahead_at += *got;
	if (in->ahead_at == in->ahead_n) {
		bw_free(in->ahead);
		in->ahead = NULL;
		in->ahead_n = in->ahead_at = 0;
	}
	return 0;
}

int
bw_input_peek(struct bw_input *in, struct bw_str *ahead, struct bw_err *err)
{
	size_t got;
	int rc;

	if (in->ahead == NULL) {
		in->ahead = bw_alloc(BW_PEEK_MAX, 1);
		if (in->ahead == NULL)
			return bw_fail(
			    err, BW_ENOMEM, "no memory to look at a file");
	}
	while (in->ahead_n < BW_PEEK_MAX) {
		rc = produce(in, in->ahead + in->ahead_n,
		    BW_PEEK_MAX - in->ahead_n, &got, err);
		if (rc != 0)
			return rc;
		if (got == 0)
			break;
		in->ahead_n += got;
	}
	*ahead = (struct bw_str){ in->ahead + in->ahead_at,
		in->ahead_n - in->ahead_at };
	return 0;
}

int
bw_input_all(struct bw_input *in, size_t limit, size_t pad, char **text,
    size_t *n, struct bw_err *err)
{
	size_t cap = RAW_BLOCK, need, got = 0;
	char *p = NULL, *q;
	int rc;

	*text = NULL;
	*n = 0;
	do {
		*n += got;
		if (*n > limit) {
			rc = bw_fail(err, BW_ELIMIT,
			    "%s: larger than %zu bytes", in->name, limit);
			goto fail;
		}
		if (p == NULL || cap - *n < RAW_BLOCK / 2)
			cap += p == NULL ? 0 : cap / 2;
		q = bw_add_overflow(cap, pad, &need) ? NULL
						     : bw_realloc(p, need, 1);
		if (q == NULL) {
			rc = bw_fail(
			    err, BW_ENOMEM, "%s: no memory for it", in->name);
			goto fail;
		}
		p = q;
		rc = bw_input_read(in, p + *n, cap - *n, &got, err);
		if (rc != 0)
			goto fail;
	} while (got > 0);
	memset(p + *n, 0, pad);
	*text = p;
	return 0;
fail:
	bw_free(p);
	*n = 0;
	return rc;
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
	return in->at - (in->ahead_n - in->ahead_at);
}

int
bw_input_digest(struct bw_input *in, uint8_t sha256[32], struct bw_err *err)
{
	crypto_hash_sha256_state copy;
	int rc;

	while (!in->raw_end)
		if ((rc = raw_fill(in, err)) != 0)
			return rc;
	copy = in->hash;
	crypto_hash_sha256_final(&copy, sha256);
	return 0;
}
