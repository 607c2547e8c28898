/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_store.c - private worlds, and files into them through the box.
 */
#include "support/support.h"
#include "base/embed.h"
#include "base/mem.h"
#include "web/store.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static bw_box_job *const jobs[] = { intake_job };

struct stored {
	struct bw_nursery *nursery;
	struct bw_store *store;
	struct bw_store_opt opt;
	struct bw_arena arena;
};

static int
setup(void **state)
{
	static struct stored s;
	static char folder[256];
	static unsigned n;
	struct bw_err err = BW_ERR_INIT;

	snprintf(folder, sizeof(folder), "%s/private-%u", test_tmp(), n++);
	s = (struct stored){ 0 };
	assert_ok(bw_nursery_new(&s.nursery, jobs, 1, 2, &err), &err);
	s.opt = (struct bw_store_opt){ .folder = folder, .nursery = s.nursery };
	assert_ok(bw_store_new(&s.store, &s.opt, &err), &err);
	bw_arena_init(&s.arena, 0);
	*state = &s;
	return 0;
}

static int
teardown(void **state)
{
	struct stored *s = *state;

	bw_store_free(s->store);
	bw_nursery_free(s->nursery);
	bw_arena_release(&s->arena);
	return 0;
}

static struct bw_receipt
make(struct stored *s)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_receipt r;

	assert_ok(bw_store_make(s->store, false, &r, &err), &err);
	return r;
}

static struct bw_added
add(struct stored *s, const struct bw_receipt *r, const char *name,
    struct bw_str bytes)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_added out;

	assert_ok(bw_store_add(s->store, r, bw_str_of(name), BW_STR(""), bytes,
		      &out, &err),
	    &err);
	return out;
}

static const char *
find(struct stored *s, const struct bw_receipt *r)
{
	const char *path = NULL;

	return bw_store_find(s->store, r, &s->arena, &path, NULL) == 0 ? path
								       : NULL;
}

static size_t
sources(struct stored *s, const struct bw_receipt *r)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_world *w = NULL;
	struct bw_source_row *row;
	size_t n;

	assert_ok(bw_world_open(&w, find(s, r), BW_WORLD_READ, &err), &err);
	assert_ok(bw_world_sources(w, &s->arena, &row, &n, &err), &err);
	bw_world_close(w);
	return n;
}

#define STAKES                              \
	"owner,owner_country,company,min\n" \
	"Example Holding BV,NL,Example Works BV,60\n"

static void
receipts(void **state)
{
	struct stored *s = *state;
	struct bw_receipt r = make(s), again, other;
	char shown[BW_RECEIPT_SHOWN], small[BW_RECEIPT_SHOWN];

	bw_receipt_show(&r, shown);
	assert_int_equal(strlen(shown), 64);
	assert_int_equal(shown[4], '-');
	for (size_t i = 0; i < sizeof(shown); i++)
		small[i] =
		    (char)(shown[i] >= 'A' && shown[i] <= 'Z' ? shown[i] + 32
			    : shown[i] == '-'                 ? ' '
			    : shown[i] == '0'                 ? 'o'
			    : shown[i] == '1'                 ? 'l'
							      : shown[i]);
	assert_true(bw_receipt_parse(bw_str_of(small), &again));
	assert_string_equal(again.text, r.text);
	assert_false(bw_receipt_parse(BW_STR(""), &again));
	assert_false(bw_receipt_parse(bw_str_of(shown + 1), &again));
	assert_false(bw_receipt_parse(BW_STR("../../etc/passwd"), &again));
	small[0] = 'u';
	assert_false(bw_receipt_parse(bw_str_of(small), &again));
	assert_true(bw_receipt_parse(
	    BW_STR("0000000000000000000000000000000000000000000000000000"),
	    &other));
	assert_null(find(s, &other)); /* guessed */
	assert_non_null(find(s, &r));
	other = make(s);
	assert_string_not_equal(other.text, r.text);
	/* The disk has no receipt. */
	assert_null(strstr(find(s, &r), r.text));
}

/* Every example goes through the box: what its reader calls is allowed. */
static void
examples_are_read_in_the_box(void **state)
{
	static const char *const folder[] = { "examples/fictional",
		"examples/supply", "examples/cyber", "examples" };
	struct stored *s = *state;
	struct bw_receipt r = make(s);
	size_t before = sources(s, &r), read = 0;

	for (size_t i = 0; i < BW_LEN(folder); i++) {
		DIR *d = opendir(test_source(folder[i]));
		struct dirent *e;

		while (d != NULL && (e = readdir(d)) != NULL) {
			char path[512];
			struct bw_added got;
			struct bw_str bytes;

			snprintf(path, sizeof(path), "%s/%s",
			    test_source(folder[i]), e->d_name);
			if (e->d_type != DT_REG ||
			    strstr(e->d_name, ".md") != NULL)
				continue;
			bytes = test_read(path);
			got = add(s, &r, e->d_name, bytes);
			if (got.end != BW_BOX_DONE)
				print_message(
				    "%s: %s\n", path, bw_box_word[got.end]);
			assert_int_equal(got.end, BW_BOX_DONE);
			read += got.file.code == 0;
			free((void *)(uintptr_t)bytes.p);
		}
		if (d != NULL)
			closedir(d);
	}
	assert_true(read >= 2);
	assert_int_equal(sources(s, &r), before + read);
}

/* libarchive and zlib want more of the system than readers do. */
static void
packed_files_too(void **state)
{
	static const char *const row[] = { "one.zip", "stored.zip", "two.zip",
		"one.gz", "one.zst", "zeros.gz" };
	struct stored *s = *state;
	struct bw_receipt r = make(s);
	char path[128];

	for (size_t i = 0; i < BW_LEN(row); i++) {
		struct bw_str bytes;

		snprintf(path, sizeof(path), "fuzz/corpus/input/%s", row[i]);
		bytes = test_read(test_source(path));
		assert_int_equal(add(s, &r, row[i], bytes).end, BW_BOX_DONE);
		free((void *)(uintptr_t)bytes.p);
	}
}

static void
what_is_said_of_a_file(void **state)
{
	struct stored *s = *state;
	struct bw_receipt r = make(s);
	struct bw_added got = add(s, &r, "stakes.csv", BW_STR(STAKES));
	size_t n = sources(s, &r);

	assert_int_equal(got.end, BW_BOX_DONE);
	assert_string_equal(got.file.why, "");
	assert_int_equal(got.file.code, 0);
	assert_string_equal(got.file.format, "stakes");
	assert_int_equal(got.file.load.stakes, 1);
	got = add(s, &r, "stakes.csv", BW_STR(STAKES));
	assert_true(got.file.load.already);
	got = add(s, &r, "nonsense.bin", BW_STR("\1\2\3 nothing of this"));
	assert_int_equal(got.end, BW_BOX_DONE);
	assert_int_equal(got.file.code, BW_EFORMAT);
	assert_true(strlen(got.file.why) > 0);
	got = add(s, &r, "\xff.csv", BW_STR("a,caf\xe9\n1,2\n"));
	assert_int_equal(got.end, BW_BOX_DONE);
	assert_int_equal(got.file.code, BW_EFORMAT);
	got = add(s, &r, "empty.csv", BW_STR(""));
	assert_int_not_equal(got.file.code, 0);
	assert_int_equal(sources(s, &r), n); /* nothing of it is there */
}

static void
deleted_is_gone(void **state)
{
	struct stored *s = *state;
	struct bw_receipt r = make(s), other = make(s);
	struct bw_err err = BW_ERR_INIT;
	struct bw_added out;

	assert_int_equal(bw_store_count(s->store).worlds, 2);
	assert_ok(bw_store_drop(s->store, &r, &err), &err);
	assert_null(find(s, &r));
	assert_int_equal(bw_store_drop(s->store, &r, NULL), BW_ENOTFOUND);
	assert_int_equal(bw_store_add(s->store, &r, BW_STR("a.csv"), BW_STR(""),
			     BW_STR(STAKES), &out, NULL),
	    BW_ENOTFOUND);
	assert_non_null(find(s, &other));
	assert_int_equal(bw_store_count(s->store).worlds, 1);
}

static void
one_change_at_a_time(void **state)
{
	struct stored *s = *state;
	struct bw_receipt r = make(s);
	struct bw_added out;
	char folder[512];
	int fd;

	snprintf(folder, sizeof(folder), "%s", find(s, &r));
	*strrchr(folder, '/') = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(bw_store_add(s->store, &r, BW_STR("a.csv"), BW_STR(""),
			     BW_STR(STAKES), &out, NULL),
	    BW_ECONFLICT);
	close(fd);
	assert_int_equal(
	    add(s, &r, "a.csv", BW_STR(STAKES)).file.load.stakes, 1);
}

static void
path_of_used(struct stored *s, const struct bw_receipt *r, char path[512])
{
	const char *world = find(s, r);

	snprintf(
	    path, 512, "%.*s/used", (int)(strrchr(world, '/') - world), world);
}

static void
unused_worlds_go(void **state)
{
	struct stored *s = *state;
	struct bw_receipt old = make(s), young = make(s);
	struct timespec t[2] = { { .tv_sec = time(NULL) - 31 * 86400 },
		{ .tv_sec = time(NULL) - 31 * 86400 } };
	char used[512];

	path_of_used(s, &old, used);
	assert_int_equal(utimensat(AT_FDCWD, used, t, 0), 0);
	bw_store_sweep(s->store);
	assert_null(find(s, &old));
	assert_non_null(find(s, &young));
	/* Asked in time it stays: asking counts as use. */
	path_of_used(s, &young, used);
	assert_int_equal(utimensat(AT_FDCWD, used, t, 0), 0);
	assert_non_null(find(s, &young));
	bw_store_sweep(s->store);
	assert_non_null(find(s, &young));
}

static void
bounds(void **state)
{
	struct stored *s = *state;
	struct bw_store_opt opt = s->opt;
	struct bw_receipt r = make(s), second;
	struct bw_store *tight = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_added out;

	opt.worlds_most = 1;
	opt.world_most = 4096;
	assert_ok(bw_store_new(&tight, &opt, &err), &err);
	assert_int_equal(bw_store_make(tight, false, &second, NULL), BW_ELIMIT);
	assert_ok(bw_store_add(tight, &r, BW_STR("a.csv"), BW_STR(""),
		      BW_STR(STAKES), &out, &err),
	    &err);
	assert_int_equal(out.end, BW_BOX_SIZE);
	bw_store_free(tight);
	opt.bytes_most = 1;
	assert_ok(bw_store_new(&tight, &opt, &err), &err);
	assert_int_equal(bw_store_add(tight, &r, BW_STR("a.csv"), BW_STR(""),
			     BW_STR(STAKES), &out, NULL),
	    BW_ELIMIT);
	bw_store_free(tight);
	assert_int_equal(
	    add(s, &r, "a.csv", BW_STR(STAKES)).file.load.stakes, 1);
}

static void
others_cannot_look(void **state)
{
	struct stored *s = *state;
	struct bw_store *again = NULL;
	struct stat st;

	assert_int_equal(stat(s->opt.folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	chmod(s->opt.folder, 0755);
	assert_int_equal(bw_store_new(&again, &s->opt, NULL), BW_EDENIED);
	assert_null(again);
	chmod(s->opt.folder, 0700);
}

static void
a_copy_of_the_servers(void **state)
{
	struct stored *s = *state;
	struct bw_receipt r = make(s), copy, empty;
	struct bw_store_opt opt = s->opt;
	struct bw_store *with = NULL;
	struct bw_err err = BW_ERR_INIT;
	char trade[512];
	size_t n;

	add(s, &r, "a.csv", BW_STR(STAKES));
	opt.world = find(s, &r);
	snprintf(trade, sizeof(trade), "%s.trade.7", opt.world);
	close(open(trade, O_CREAT | O_WRONLY, 0600));
	n = sources(s, &r);
	assert_ok(bw_store_new(&with, &opt, &err), &err);
	assert_true(bw_store_copies(with));
	assert_ok(bw_store_make(with, true, &copy, &err), &err);
	assert_int_equal(sources(s, &copy), n);
	snprintf(trade, sizeof(trade), "%s.trade.7", find(s, &copy));
	assert_int_equal(access(trade, F_OK), 0);
	add(s, &copy, "b.csv", BW_STR(STAKES "A BV,NL,B BV,10\n"));
	assert_int_equal(sources(s, &copy), n + 1);
	assert_int_equal(sources(s, &r), n); /* the server's is as it was */
	bw_store_free(with);
	opt.copy_most = 1000;
	assert_ok(bw_store_new(&with, &opt, &err), &err);
	assert_false(bw_store_copies(with));
	assert_int_equal(bw_store_make(with, true, &empty, NULL), BW_ELIMIT);
	assert_int_equal(bw_store_count(with).worlds, 2); /* no rest of it */
	bw_store_free(with);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(receipts),
		TEST(examples_are_read_in_the_box),
		TEST(packed_files_too),
		TEST(what_is_said_of_a_file),
		TEST(deleted_is_gone),
		TEST(one_change_at_a_time),
		TEST(unused_worlds_go),
		TEST(bounds),
		TEST(others_cannot_look),
		TEST(a_copy_of_the_servers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
