/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_input.c - opening what people hand over, packed and broken in every
 * way. Archives are made here with zlib, zstd and libarchive's writers, so
 * nothing binary lies in the tree; digests are those of sha256sum(1).
 */
#include "support/support.h"
#include "base/input.h"
#include "base/mem.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct member {
	const char *name;
	struct bw_str bytes;
};

/* An archive in memory; `options` goes to the writer. free() the result. */
static struct bw_str
pack(const char *kind, const char *options, const struct member *m, size_t n)
{
	struct archive *a = archive_write_new();
	size_t cap = 1 << 20, used = 0;
	char *to;

	for (size_t i = 0; i < n; i++)
		cap += m[i].bytes.n + m[i].bytes.n / 64;
	to = malloc(cap);
	assert_non_null(to);
	if (strcmp(kind, "zip") == 0) {
		assert_int_equal(archive_write_set_format_zip(a), 0);
	} else {
		assert_int_equal(archive_write_set_format_raw(a), 0);
		if (strcmp(kind, "gz") == 0)
			assert_int_equal(archive_write_add_filter_gzip(a), 0);
		else if (strcmp(kind, "zst") == 0)
			assert_int_equal(archive_write_add_filter_zstd(a), 0);
		else if (strcmp(kind, "xz") == 0)
			assert_int_equal(archive_write_add_filter_xz(a), 0);
	}
	archive_write_set_bytes_per_block(a, 0);
	if (options != NULL) {
		assert_int_equal(archive_write_set_options(a, options), 0);
		(void)archive_write_set_passphrase(a, "geheim");
	}
	assert_int_equal(archive_write_open_memory(a, to, cap, &used), 0);
	for (size_t i = 0; i < n; i++) {
		struct archive_entry *e = archive_entry_new();
		bool folder = m[i].name[strlen(m[i].name) - 1] == '/';

		archive_entry_set_pathname(e, m[i].name);
		archive_entry_set_filetype(e, folder ? AE_IFDIR : AE_IFREG);
		archive_entry_set_perm(e, 0644);
		archive_entry_set_size(e, (la_int64_t)m[i].bytes.n);
		assert_int_equal(archive_write_header(a, e), 0);
		if (m[i].bytes.n > 0)
			assert_int_equal(
			    archive_write_data(a, m[i].bytes.p, m[i].bytes.n),
			    m[i].bytes.n);
		archive_entry_free(e);
	}
	assert_int_equal(archive_write_close(a), 0);
	archive_write_free(a);
	return (struct bw_str){ to, used };
}

static struct bw_str
pack_one(const char *kind, struct bw_str bytes)
{
	struct member m = { "data.csv", bytes };

	return pack(kind, NULL, &m, 1);
}

/* Text that packs, but not to nothing. */
static struct bw_str
sample(size_t n)
{
	char *p = malloc(n);
	uint32_t x = 1;

	assert_non_null(p);
	for (size_t i = 0; i < n; i++) {
		x = x * 1664525u + 1013904223u;
		p[i] = i % 61 == 60 ? '\n' : (char)('a' + (x >> 24) % 20);
	}
	return (struct bw_str){ p, n };
}

static void
drop(struct bw_str s)
{
	union {
		const char *c;
		void *v;
	} u = { s.p };

	free(u.v);
}

/* All bytes, read in pieces of `step`; the code of the first failure. */
static int
read_all(struct bw_input *in, size_t step, struct bw_buf *b, struct bw_err *err)
{
	size_t got = 0;
	int rc;

	do {
		assert_true(bw_buf_room(b, step));
		rc = bw_input_read(in, b->p + b->n, step, &got, err);
		if (rc != 0)
			return rc;
		assert_true(got <= step);
		b->n += got;
	} while (got > 0);
	return 0;
}

static int
read_memory(struct bw_str bytes, const struct bw_input_opt *opt,
    struct bw_buf *b, struct bw_err *err)
{
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, bytes, opt, err);

	if (rc == 0)
		rc = read_all(in, 65536, b, err);
	bw_input_free(in);
	return rc;
}

static void
refused(struct bw_str bytes, int code, const char *word)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };
	int rc = read_memory(bytes, NULL, &b, &err);

	if (rc != code || strstr(err.what, word) == NULL)
		fail_msg("code %d \"%s\", not %d with \"%s\"", rc, err.what,
		    code, word);
	bw_buf_release(&b);
}

static void
refused_path(const char *path, int code, const char *word)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	int rc = bw_input_open(&in, path, NULL, &err);

	if (rc != code || strstr(err.what, word) == NULL ||
	    strstr(err.what, path) == NULL)
		fail_msg("%s: code %d \"%s\", not %d with \"%s\"", path, rc,
		    err.what, code, word);
	assert_null(in);
}

static const char *const kinds[] = { "plain", "gz", "zst", "zip" };

static void
every_packing_gives_the_same_bytes(void **state)
{
	static const size_t sizes[] = { 1, 2, 5, 300, 262143, 262144, 262145,
		1200000 };
	static const size_t steps[] = { 1000003, 65536, 77 };

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++)
		for (size_t i = 0; i < BW_LEN(sizes); i++) {
			struct bw_str s = sample(sizes[i]);
			struct bw_str packed = pack_one(kinds[k], s);
			struct bw_err err = BW_ERR_INIT;
			struct bw_input *in = NULL;
			struct bw_buf b = { 0 };

			assert_ok(
			    bw_input_memory(&in, packed, NULL, &err), &err);
			assert_ok(read_all(in, steps[i % 3], &b, &err), &err);
			assert_true(bw_str_eq(bw_buf_get(&b), s));
			assert_int_equal(bw_input_at(in), s.n);
			assert_true(bw_input_raw_at(in) > 0);
			bw_input_free(in);
			bw_buf_release(&b);
			drop(packed);
			drop(s);
		}
}

static void
files_and_pipes_read_alike(void **state)
{
	struct bw_str s = sample(700000);

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);
		const char *path = test_file("data", packed);

		for (int pipe = 0; pipe < 2; pipe++) {
			struct bw_err err = BW_ERR_INIT;
			struct bw_input *in = NULL;
			struct bw_buf b = { 0 };
			char fifo[256], cmd[600];

			if (pipe) {
				snprintf(
				    fifo, sizeof(fifo), "%s/fifo", test_tmp());
				assert_int_equal(mkfifo(fifo, 0600), 0);
				snprintf(cmd, sizeof(cmd), "cat %s > %s &",
				    path, fifo);
				assert_int_equal(system(cmd), 0);
				path = fifo;
			}
			assert_ok(bw_input_open(&in, path, NULL, &err), &err);
			assert_int_equal(
			    bw_input_size(in), pipe ? 0 : packed.n);
			assert_ok(read_all(in, 65536, &b, &err), &err);
			assert_true(bw_str_eq(bw_buf_get(&b), s));
			bw_input_free(in);
			bw_buf_release(&b);
			if (pipe)
				assert_int_equal(unlink(fifo), 0);
		}
		drop(packed);
	}
	drop(s);
}

static void
digest_is_that_of_the_file_on_disk(void **state)
{
	struct bw_str s = sample(700000);

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);
		const char *path = test_file("digest", packed);
		char cmd[400], shown[65] = "", ours[65];
		FILE *f;

		snprintf(cmd, sizeof(cmd), "sha256sum < %s", path);
		f = popen(cmd, "r");
		assert_non_null(f);
		assert_int_equal(fread(shown, 1, 64, f), 64);
		pclose(f);
		/* Read nothing, a part, everything: the same digest. */
		for (size_t part = 0; part < 3; part++) {
			struct bw_err err = BW_ERR_INIT;
			struct bw_input *in = NULL;
			struct bw_buf b = { 0 };
			uint8_t sha[32];
			char some[1000];
			size_t got;

			assert_ok(bw_input_open(&in, path, NULL, &err), &err);
			if (part == 1)
				assert_ok(bw_input_read(in, some, sizeof(some),
					      &got, &err),
				    &err);
			if (part == 2)
				assert_ok(read_all(in, 4096, &b, &err), &err);
			assert_ok(bw_input_digest(in, sha, &err), &err);
			for (size_t i = 0; i < 32; i++)
				snprintf(ours + 2 * i, 3, "%02x", sha[i]);
			assert_string_equal(ours, shown);
			assert_ok(bw_input_digest(in, sha, &err), &err);
			bw_input_free(in);
			bw_buf_release(&b);
		}
		drop(packed);
	}
	drop(s);
}

static void
peek_consumes_nothing(void **state)
{
	struct bw_str s = sample(3 * BW_PEEK_MAX), ahead;

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);
		struct bw_err err = BW_ERR_INIT;
		struct bw_input *in = NULL;
		struct bw_buf b = { 0 };
		size_t got;

		assert_ok(bw_input_memory(&in, packed, NULL, &err), &err);
		for (int i = 0; i < 2; i++) {
			assert_ok(bw_input_peek(in, &ahead, &err), &err);
			assert_true(
			    bw_str_eq(ahead, bw_str_sub(s, 0, BW_PEEK_MAX)));
			assert_int_equal(bw_input_at(in), 0);
		}
		assert_true(bw_buf_room(&b, 100));
		assert_ok(bw_input_read(in, b.p, 100, &got, &err), &err);
		b.n = got;
		assert_ok(bw_input_peek(in, &ahead, &err), &err);
		assert_true(bw_str_eq(ahead, bw_str_sub(s, got, BW_PEEK_MAX)));
		assert_ok(read_all(in, 99991, &b, &err), &err);
		assert_true(bw_str_eq(bw_buf_get(&b), s));
		bw_input_free(in);
		bw_buf_release(&b);
		drop(packed);
	}
	drop(s);
}

static void
all_at_once_within_a_limit(void **state)
{
	struct bw_str s = sample(100000);
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	char *text = NULL;
	size_t n = 0;

	(void)state;
	assert_ok(bw_input_memory(&in, s, NULL, &err), &err);
	assert_ok(bw_input_all(in, s.n, 64, &text, &n, &err), &err);
	assert_true(bw_str_eq((struct bw_str){ text, n }, s));
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(text[n + i], 0);
	bw_free(text);
	bw_input_free(in);
	assert_ok(bw_input_memory(&in, s, NULL, &err), &err);
	assert_int_equal(
	    bw_input_all(in, s.n - 1, 0, &text, &n, &err), BW_ELIMIT);
	assert_null(text);
	bw_input_free(in);
	drop(s);
}

static void
what_is_no_file_is_named(void **state)
{
	char path[256];

	(void)state;
	refused_path(test_tmp(), BW_EFORMAT, "folder");
	refused_path("/dev/zero", BW_EFORMAT, "device");
	snprintf(path, sizeof(path), "%s/none", test_tmp());
	refused_path(path, BW_ENOTFOUND, "No such file");
	snprintf(path, sizeof(path), "%s/file/x", test_tmp());
	(void)test_file("file", BW_STR("x"));
	refused_path(path, BW_ENOTFOUND, "Not a directory");
}

static void
no_permission_is_told(void **state)
{
	const char *path = test_file("secret", BW_STR("a,b\n"));

	(void)state;
	if (geteuid() == 0)
		skip(); /* root may read everything */
	assert_int_equal(chmod(path, 0), 0);
	refused_path(path, BW_EDENIED, "Permission denied");
}

static void
nothing_in_it_is_no_error(void **state)
{
	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], BW_STR(""));
		struct bw_err err = BW_ERR_INIT;
		struct bw_buf b = { 0 };

		assert_ok(read_memory(packed, NULL, &b, &err), &err);
		assert_int_equal(b.n, 0);
		bw_buf_release(&b);
		drop(packed);
	}
}

/* Cut anywhere, an archive never gives a part for the whole. (A .zip that
 * lacks the end of its table of contents still gives all.) */
static void
cut_archives_are_refused(void **state)
{
	struct bw_str s = sample(3000);

	(void)state;
	for (size_t k = 1; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);

		for (size_t n = 4; n < packed.n; n += n < 64 ? 1 : 13) {
			struct bw_err err = BW_ERR_INIT;
			struct bw_buf b = { 0 };
			struct bw_str cut = bw_str_sub(packed, 0, n);
			int rc = read_memory(cut, NULL, &b, &err);

			if (rc == 0 ? !bw_str_eq(bw_buf_get(&b), s)
				    : rc != BW_EFORMAT)
				fail_msg("%s cut at %zu of %zu: code %d, %zu "
					 "bytes, \"%s\"",
				    kinds[k], n, packed.n, rc, b.n, err.what);
			bw_buf_release(&b);
		}
		drop(packed);
	}
	drop(s);
}

/* A changed byte either is seen or changed nothing that is read. (Not so for
 * .zst here: its checksum is optional, and libarchive writes none.) */
static void
damaged_archives_never_give_other_bytes(void **state)
{
	struct bw_str s = sample(3000);

	(void)state;
	for (size_t k = 1; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);
		char *p = malloc(packed.n);
		size_t step = strcmp(kinds[k], "zst") == 0 ? packed.n : 7;

		assert_non_null(p);
		for (size_t i = 4; i < packed.n && step < packed.n; i += step) {
			struct bw_err err = BW_ERR_INIT;
			struct bw_buf b = { 0 };
			int rc;

			memcpy(p, packed.p, packed.n);
			p[i] = (char)(p[i] ^ 0x10);
			rc = read_memory(
			    (struct bw_str){ p, packed.n }, NULL, &b, &err);
			if (rc == 0 && !bw_str_eq(bw_buf_get(&b), s))
				fail_msg("%s byte %zu of %zu: %zu other bytes",
				    kinds[k], i, packed.n, b.n);
			bw_buf_release(&b);
		}
		free(p);
		drop(packed);
	}
	drop(s);
}

static void
gzip_may_come_in_parts(void **state)
{
	struct bw_str a = pack_one("gz", BW_STR("one,")),
		      z = pack_one("gz", BW_STR("two\n"));
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf both = { 0 }, b = { 0 };

	(void)state;
	bw_buf_str(&both, a);
	bw_buf_str(&both, z);
	assert_ok(read_memory(bw_buf_get(&both), NULL, &b, &err), &err);
	assert_str(bw_buf_get(&b), "one,two\n");
	bw_buf_release(&both);
	bw_buf_release(&b);
	drop(a);
	drop(z);
}

static void
a_zip_holds_one_data_file(void **state)
{
	static const struct member good[] = { { "uit/", { NULL, 0 } },
		{ "README.txt", BW_STR_INIT("read me") },
		{ "License", BW_STR_INIT("free") },
		{ "uit/.DS_Store", BW_STR_INIT("x") },
		{ "__MACOSX/uit/._data.csv", BW_STR_INIT("x") },
		{ "uit/data.csv", BW_STR_INIT("a,b\n1,2\n") },
		{ "LICENSE.md", BW_STR_INIT("free") } };
	static const struct member two[] = { { "a.csv", BW_STR_INIT("a\n") },
		{ "README", BW_STR_INIT("r") },
		{ "b.csv", BW_STR_INIT("b\n") } };
	static const struct member none[] = { { "README", BW_STR_INIT("r") } };
	static const struct member office[] = { { "[Content_Types].xml",
						    BW_STR_INIT("<x/>") },
		{ "xl/workbook.xml", BW_STR_INIT("<x/>") } };
	struct bw_err err = BW_ERR_INIT;
	struct bw_buf b = { 0 };
	struct bw_str z = pack("zip", NULL, good, BW_LEN(good));

	(void)state;
	assert_ok(read_memory(z, NULL, &b, &err), &err);
	assert_str(bw_buf_get(&b), "a,b\n1,2\n");
	bw_buf_release(&b);
	drop(z);
	z = pack("zip", NULL, two, BW_LEN(two));
	refused(z, BW_EFORMAT, "a.csv, b.csv");
	drop(z);
	z = pack("zip", NULL, none, BW_LEN(none));
	refused(z, BW_EFORMAT, "no data file");
	drop(z);
	z = pack("zip", NULL, NULL, 0);
	refused(z, BW_EFORMAT, "no data file");
	drop(z);
	z = pack("zip", NULL, office, BW_LEN(office));
	refused(z, BW_EFORMAT, "save it as CSV");
	drop(z);
}

static void
a_locked_zip_is_told(void **state)
{
	static const struct member m[] = { { "a.csv", BW_STR_INIT("a\n") } };
	struct bw_str z = pack("zip", "zip:encryption=traditional", m, 1);

	(void)state;
	refused(z, BW_EDENIED, "password");
	drop(z);
}

static void
other_archives_are_named(void **state)
{
	struct bw_str gz = pack_one("gz", BW_STR("a,b\n")),
		      twice = pack_one("gz", gz),
		      xz = pack_one("xz", BW_STR("a,b\n"));

	(void)state;
	refused(twice, BW_EFORMAT, "holds a .gz");
	refused(xz, BW_EFORMAT, ".xz");
	refused(BW_STR("%PDF-1.7\n"), BW_EFORMAT, "PDF");
	refused(BW_STR("7z\xbc\xaf\x27\x1c..."), BW_EFORMAT, ".7z");
	drop(gz);
	drop(twice);
	drop(xz);
}

/* 128 MiB of zeros: 1000 times as small in .gz, more so in .zst. */
static void
bombs_do_not_go_off(void **state)
{
	size_t n = (size_t)128 << 20;
	char *zeros = calloc(n, 1);
	struct bw_str z, s = { zeros, n };

	(void)state;
	assert_non_null(zeros);
	z = pack_one("zst", s);
	refused(z, BW_ELIMIT, "times its size");
	drop(z);
	z = pack_one("gz", s);
	refused(z, BW_ELIMIT, "times its size");
	drop(z);
	free(zeros);
}

static void
size_is_limited_when_unpacked(void **state)
{
	struct bw_input_opt opt = { .max_bytes = 50000, .name = "register" };
	struct bw_str s = sample(50001);

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++)
		for (size_t less = 0; less < 2; less++) {
			struct bw_str z =
			    pack_one(kinds[k], bw_str_sub(s, less, s.n));
			struct bw_err err = BW_ERR_INIT;
			struct bw_buf b = { 0 };
			int rc = read_memory(z, &opt, &b, &err);

			assert_int_equal(rc, less ? 0 : BW_ELIMIT);
			if (!less)
				assert_non_null(strstr(err.what, "register"));
			bw_buf_release(&b);
			drop(z);
		}
	drop(s);
}

static void
a_failure_stays(void **state)
{
	struct bw_str s = sample(30000), gz = pack_one("gz", s);
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_buf b = { 0 };
	char c;
	size_t got;

	(void)state;
	gz.n /= 2;
	assert_ok(bw_input_memory(&in, gz, NULL, &err), &err);
	assert_int_equal(read_all(in, 4096, &b, &err), BW_EFORMAT);
	bw_err_clear(&err);
	assert_int_equal(bw_input_read(in, &c, 1, &got, &err), BW_EFORMAT);
	assert_true(err.what[0] != '\0');
	bw_input_free(in);
	bw_buf_release(&b);
	drop(gz);
	drop(s);
}

static int
open_and_read(void *ctx, struct bw_err *err)
{
	const struct bw_str *packed = ctx;
	struct bw_input *in = NULL;
	struct bw_str ahead;
	char *text = NULL;
	size_t n;
	int rc = bw_input_memory(&in, *packed, NULL, err);

	if (rc == 0)
		rc = bw_input_peek(in, &ahead, err);
	if (rc == 0)
		rc = bw_input_all(in, 1 << 20, 8, &text, &n, err);
	bw_free(text);
	bw_input_free(in);
	return rc;
}

static void
survives_without_memory(void **state)
{
	struct bw_str s = sample(300000);

	(void)state;
	for (size_t k = 0; k < BW_LEN(kinds); k++) {
		struct bw_str packed = pack_one(kinds[k], s);

		test_brutal(open_and_read, &packed, 100);
		drop(packed);
	}
	drop(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_packing_gives_the_same_bytes),
		cmocka_unit_test(files_and_pipes_read_alike),
		cmocka_unit_test(digest_is_that_of_the_file_on_disk),
		cmocka_unit_test(peek_consumes_nothing),
		cmocka_unit_test(all_at_once_within_a_limit),
		cmocka_unit_test(what_is_no_file_is_named),
		cmocka_unit_test(no_permission_is_told),
		cmocka_unit_test(nothing_in_it_is_no_error),
		cmocka_unit_test(cut_archives_are_refused),
		cmocka_unit_test(damaged_archives_never_give_other_bytes),
		cmocka_unit_test(gzip_may_come_in_parts),
		cmocka_unit_test(a_zip_holds_one_data_file),
		cmocka_unit_test(a_locked_zip_is_told),
		cmocka_unit_test(other_archives_are_named),
		cmocka_unit_test(bombs_do_not_go_off),
		cmocka_unit_test(size_is_limited_when_unpacked),
		cmocka_unit_test(a_failure_stays),
		cmocka_unit_test(survives_without_memory),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
