/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * input_archive.c - unpacking .zst and .zip with libarchive.
 *
 * Registers and statistics offices publish one file per archive, so an
 * archive here is a wrapping around one file and not a folder. libarchive
 * is given our own bytes (callbacks), never a path.
 */
#include "base/input_priv.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <strings.h>

#define MAX_ENTRIES 10000u /* in a .zip, LICENSE and the like included */
#define MAX_NAMED 5u       /* data files named in the refusal */

struct magic {
	size_t at;
	struct bw_str bytes;
	int packing;      /* -1: cannot be read */
	const char *what; /* then: what it is */
};

static const struct magic magics[] = {
	{ 0, BW_STR_INIT("\x1f\x8b"), BW_GZIP, "a .gz file" },
	{ 0, BW_STR_INIT("\x28\xb5\x2f\xfd"), BW_ZSTD, "a .zst file" },
	/* A skippable frame may stand first (RFC 8878, 3.1.2). */
	{ 1, BW_STR_INIT("\x2a\x4d\x18"), BW_ZSTD, "a .zst file" },
	{ 0, BW_STR_INIT("PK\3\4"), BW_ZIP, "a .zip file" },
	{ 0, BW_STR_INIT("PK\5\6"), BW_ZIP, "a .zip file" },
	{ 0, BW_STR_INIT("PK\7\10"), BW_ZIP, "a .zip file" },
	{ 0,
	    BW_STR_INIT("\xfd"
			"7zXZ\0"),
	    -1, "an .xz file" },
	{ 4, BW_STR_INIT("1AY&SY"), -1, "a .bz2 file" },
	{ 0, BW_STR_INIT("7z\xbc\xaf\x27\x1c"), -1, "a .7z archive" },
	{ 0, BW_STR_INIT("Rar!\x1a\x07"), -1, "a .rar archive" },
	{ 257, BW_STR_INIT("ustar"), -1, "a .tar archive" },
	{ 0, BW_STR_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), -1,
	    "an old Office document (.xls, .doc)" },
	{ 0, BW_STR_INIT("%PDF-"), -1, "a PDF document" },
	{ 0, BW_STR_INIT("PAR1"), -1, "a Parquet file" },
	{ 0, BW_STR_INIT("SQLite format 3\0"), -1, "an SQLite database" },
};

int
bw_input_recognise(struct bw_str bytes, bool inside, const char *name,
    enum bw_packing *out, struct bw_err *err)
{
	*out = BW_PLAIN;
	for (size_t i = 0; i < BW_LEN(magics); i++) {
		const struct magic *m = &magics[i];

		if (!bw_str_eq(bw_str_sub(bytes, m->at, m->bytes.n), m->bytes))
			continue;
		if (m->at == 1 && ((unsigned char)bytes.p[0] & 0xf0) != 0x50)
			continue;
		if (inside)
			return bw_fail(err, BW_EFORMAT,
			    "%s holds %s: unpack it first", name, m->what);
		if (m->packing < 0)
			return bw_fail(err, BW_EFORMAT,
			    "%s is %s: unpack or save it as CSV, JSON or "
			    "XML first",
			    name, m->what);
		*out = (enum bw_packing)m->packing;
		return 0;
	}
	return 0;
}

static la_ssize_t
on_read(struct archive *ar, void *ctx, const void **block)
{
	struct bw_input *in = ctx;
	struct bw_str bytes;

	if (bw_input_raw(in, &bytes, in->err) != 0) {
		archive_set_error(ar, EIO, "read error");
		return -1;
	}
	*block = bytes.p;
	return (la_ssize_t)bytes.n;
}

static la_int64_t
on_seek(struct archive *ar, void *ctx, la_int64_t offset, int whence)
{
	struct bw_input *in = ctx;
	int64_t base = whence == SEEK_SET ? 0
	    : whence == SEEK_END          ? (int64_t)in->size
					  : (int64_t)in->raw_pos;
	int64_t to;

	if (__builtin_add_overflow(base, offset, &to) || to < 0 ||
	    bw_input_raw_seek(in, (uint64_t)to, in->err) != 0) {
		archive_set_error(ar, EINVAL, "position outside the file");
		return ARCHIVE_FATAL;
	}
	return to;
}

static int
damaged(struct bw_input *in, struct bw_err *err)
{
	const char *why = archive_error_string(in->ar);

	return bw_fail(err, BW_EFORMAT,
	    "%s is damaged or cut off (%s): fetch it again", in->name,
	    why != NULL ? why : "unreadable");
}

static int
start(struct bw_input *in, struct bw_err *err)
{
	struct archive *ar = in->ar = archive_read_new();

	if (ar == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to unpack a file");
	if (in->packing == BW_ZIP) {
		(void)archive_read_support_format_zip(ar);
		if (in->seekable)
			(void)archive_read_set_seek_callback(ar, on_seek);
	} else {
		(void)archive_read_support_filter_zstd(ar);
		(void)archive_read_support_format_raw(ar);
		(void)archive_read_support_format_empty(ar);
	}
	(void)archive_read_set_read_callback(ar, on_read);
	(void)archive_read_set_callback_data(ar, in);
	if (archive_read_open1(ar) != ARCHIVE_OK)
		return damaged(in, err);
	return 0;
}

void
bw_input_unpack_close(struct bw_input *in)
{
	if (in->ar != NULL)
		archive_read_free(in->ar);
	in->ar = NULL;
}

static const char *
name_of(struct archive_entry *e)
{
	const char *name = archive_entry_pathname_utf8(e);

	if (name == NULL)
		name = archive_entry_pathname(e);
	return name != NULL ? name : "?";
}

/* Is this what the archive is for, or does it only accompany it? */
static bool
is_data(struct archive_entry *e)
{
	const char *path = name_of(e), *base = strrchr(path, '/');

	base = base == NULL ? path : base + 1;
	if (*base == '\0' || *base == '.' ||
	    strncmp(path, "__MACOSX/", 9) == 0 ||
	    strncasecmp(base, "LICENSE", 7) == 0 ||
	    strncasecmp(base, "README", 6) == 0)
		return false;
	return archive_entry_filetype(e) == AE_IFREG ||
	    archive_entry_filetype(e) == 0;
}

/* Step to the next data file of a .zip; NULL at the end. */
static int
next_data(struct bw_input *in, struct archive_entry **entry, unsigned *seen,
    struct bw_err *err)
{
	int rc;

	for (;;) {
		rc = archive_read_next_header(in->ar, entry);
		if (rc == ARCHIVE_EOF) {
			*entry = NULL;
			return 0;
		}
		/* A warning is about the spelling of the name. */
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN)
			return damaged(in, err);
		if (++*seen > MAX_ENTRIES)
			return bw_fail(err, BW_ELIMIT,
			    "%s holds more than %u files: unpack it and load "
			    "what you need",
			    in->name, MAX_ENTRIES);
		if (is_data(*entry))
			return 0;
	}
}

static int
too_many(struct bw_input *in, const struct bw_buf *names, bool office,
    struct bw_err *err)
{
	if (names->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for file names");
	if (office)
		return bw_fail(err, BW_EFORMAT,
		    "%s is an office document (.xlsx, .docx, .ods): save it "
		    "as CSV first",
		    in->name);
	return bw_fail(err, BW_EFORMAT,
	    "%s holds several data files (%.*s): unpack it and load the one "
	    "you need",
	    in->name, (int)names->n, names->p);
}

/* A look at the table of contents before the first byte is read. */
static int
list(struct bw_input *in, struct bw_err *err)
{
	struct archive_entry *e = NULL;
	struct bw_buf names = { 0 };
	unsigned n = 0, seen = 0;
	bool office = false;
	int rc;

	while ((rc = next_data(in, &e, &seen, err)) == 0 && e != NULL) {
		if (n++ >= MAX_NAMED) {
			bw_buf_z(&names, " ...");
			break;
		}
		office |= strcmp(name_of(e), "[Content_Types].xml") == 0 ||
		    strcmp(name_of(e), "mimetype") == 0;
		bw_buf_z(&names, n > 1 ? ", " : "");
		bw_buf_z(&names, name_of(e));
	}
	if (rc == 0 && n == 0)
		rc =
		    bw_fail(err, BW_EFORMAT, "%s holds no data file", in->name);
	if (rc == 0 && n > 1)
		rc = too_many(in, &names, office, err);
	bw_buf_release(&names);
	return rc;
}

static int
open_zip(struct bw_input *in, struct bw_err *err)
{
	struct archive_entry *e = NULL;
	unsigned seen = 0;
	int rc;

	if (in->seekable) {
		if ((rc = start(in, err)) != 0 || (rc = list(in, err)) != 0)
			return rc;
		bw_input_unpack_close(in);
		if ((rc = bw_input_raw_seek(in, 0, err)) != 0)
			return rc;
		in->raw_at = 0;
	}
	if ((rc = start(in, err)) != 0 ||
	    (rc = next_data(in, &e, &seen, err)) != 0)
		return rc;
	if (e == NULL)
		return bw_fail(
		    err, BW_EFORMAT, "%s holds no data file", in->name);
	if (archive_entry_is_encrypted(e))
		return bw_fail(err, BW_EDENIED,
		    "%s is locked with a password: unpack it first", in->name);
	return 0;
}

int
bw_input_unpack_open(struct bw_input *in, struct bw_err *err)
{
	struct archive_entry *e = NULL;
	int rc;

	in->err = err;
	if (in->packing == BW_ZIP)
		return open_zip(in, err);
	if ((rc = start(in, err)) != 0)
		return rc;
	rc = archive_read_next_header(in->ar, &e);
	if (rc == ARCHIVE_EOF)
		in->end = true;
	else if (rc != ARCHIVE_OK)
		return damaged(in, err);
	return 0;
}

/* A .zip that came through a pipe shows what else it holds only here. */
static int
at_end(struct bw_input *in, struct bw_err *err)
{
	struct archive_entry *e = NULL;
	unsigned seen = 0;
	int rc;

	in->end = true;
	if (in->packing != BW_ZIP || in->seekable)
		return 0;
	if ((rc = next_data(in, &e, &seen, err)) != 0 || e == NULL)
		return rc;
	return bw_fail(err, BW_EFORMAT,
	    "%s holds several data files (also %s): unpack it and load the "
	    "one you need",
	    in->name, name_of(e));
}

int
bw_input_unpack(
    struct bw_input *in, void *to, size_t n, size_t *got, struct bw_err *err)
{
	la_ssize_t r;

	in->err = err;
	r = archive_read_data(in->ar, to, n);
	if (r < 0)
		return damaged(in, err);
	*got = (size_t)r;
	return r == 0 ? at_end(in, err) : 0;
}
