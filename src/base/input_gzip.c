/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input_gzip.c - unpacking .gz (RFC 1952) with zlib.
 *
 * Not with libarchive, which up to 3.7 does not look at the CRC behind the
 * data: a file damaged on its way would be read as if it were whole. A .gz
 * may consist of several members one after the other, and may be padded with
 * zeros to the length of a tape block.
 */
#include "base/input_priv.h"
#include "base/mem.h"

static void *
zalloc(void *ctx, unsigned count, unsigned size)
{
	(void)ctx;
	return bw_alloc(count, size);
}

static void
zfree(void *ctx, void *p)
{
	(void)ctx;
	bw_free(p);
}

int
bw_input_gzip_open(struct bw_input *in, struct bw_err *err)
{
	z_stream *z = bw_calloc(1, sizeof(*z));

	if (z == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to unpack a file");
	z->zalloc = zalloc;
	z->zfree = zfree;
	if (inflateInit2(z, 16 + MAX_WBITS) != Z_OK) {
		bw_free(z);
		return bw_fail(err, BW_ENOMEM, "no memory to unpack a file");
	}
	in->gz = z;
	return 0;
}

void
bw_input_gzip_close(struct bw_input *in)
{
	if (in->gz != NULL)
		(void)inflateEnd(in->gz);
	bw_free(in->gz);
	in->gz = NULL;
}

static int
damaged(const struct bw_input *in, const char *why, struct bw_err *err)
{
	return bw_fail(err, BW_EFORMAT,
	    "%s is damaged or cut off (%s): fetch it again", in->name, why);
}

static int
refill(struct bw_input *in, bool *more, struct bw_err *err)
{
	struct bw_str bytes;
	int rc = bw_input_raw(in, &bytes, err);

	if (rc != 0)
		return rc;
	/* zlib reads through a pointer to non-const, and does not write. */
	memcpy(&in->gz->next_in, &bytes.p, sizeof(bytes.p));
	in->gz->avail_in = (uInt)bytes.n;
	*more = bytes.n > 0;
	return 0;
}

/* Behind a member: another one, zeros, or the end. */
static int
next_member(struct bw_input *in, struct bw_err *err)
{
	z_stream *z = in->gz;
	bool more = true;
	int rc;

	for (;;) {
		if (z->avail_in == 0 && (rc = refill(in, &more, err)) != 0)
			return rc;
		if (!more) {
			in->end = true;
			return 0;
		}
		if (*z->next_in != 0)
			break;
		z->next_in++;
		z->avail_in--;
	}
	if (inflateReset(z) != Z_OK)
		return damaged(in, "unreadable", err);
	return 0;
}

int
bw_input_gzip(
    struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	z_stream *z = in->gz;
	bool more = true;
	uInt room = n < (1u << 30) ? (uInt)n : 1u << 30;
	int rc, zrc;

	z->next_out = to;
	z->avail_out = room;
	while (z->avail_out == room && !in->end) {
		if (z->avail_in == 0 && (rc = refill(in, &more, err)) != 0)
			return rc;
		zrc = inflate(z, Z_NO_FLUSH);
		if (zrc == Z_MEM_ERROR)
			return bw_fail(
			    err, BW_ENOMEM, "no memory to unpack a file");
		if (zrc == Z_STREAM_END) {
			if ((rc = next_member(in, err)) != 0)
				return rc;
		} else if (zrc == Z_BUF_ERROR && !more) {
			return damaged(in, "its end is missing", err);
		} else if (zrc != Z_OK && zrc != Z_BUF_ERROR) {
			return damaged(
			    in, z->msg != NULL ? z->msg : "unreadable", err);
		}
	}
	*got = room - z->avail_out;
	return 0;
}
