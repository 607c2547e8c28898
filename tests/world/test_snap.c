/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_snap.c - the snapshot is a cache: whatever happens to it, the answers
 * are those of the world, and it is made again.
 */
#include "world/feed.h"
#include <sys/stat.h>
#include <unistd.h>

static const char *world_path, *snap_path;
static const char expected[] = "B>A 60 %; C>A 10 %; A>B 25 %; ";

static void
make_world(const char *name)
{
	static char snap[300];
	struct bw_world *w;
	struct bw_load *l;

	world_path = feed_path(name);
	snprintf(snap, sizeof(snap), "%s.snap", world_path);
	snap_path = snap;
	w = feed_open(world_path, BW_WORLD_WRITE);
	l = feed_begin(w, "a", true);
	feed_party(l, "name:A", "A", "NL", "lei:AAA");
	feed_stake(l, "name:B", "name:A", "60");
	feed_stake(l, "name:C", "name:A", "10");
	feed_stake(l, "name:A", "name:B", "25");
	feed_commit(l, 1);
	bw_world_close(w);
}

static void
ask(void)
{
	struct bw_world *w = feed_open(world_path, BW_WORLD_READ);
	struct bw_view *v = feed_view(w, 0);

	assert_string_equal(feed_stakes(v), expected);
	assert_int_equal(feed_find(v, "lei:AAA"), feed_find(v, "a"));
	bw_view_close(v);
	bw_world_close(w);
}

static void
put(const char *bytes, size_t n)
{
	FILE *f = fopen(snap_path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static bool
is(struct bw_str good)
{
	struct bw_str now = test_read(snap_path);
	bool same = bw_str_eq(now, good);

	free((void *)(uintptr_t)now.p);
	return same;
}

static void
test_damaged(void **state)
{
	struct bw_str good;
	unsigned noticed = 0, flips = 0;
	char *bad;

	(void)state;
	make_world("damage.bwk");
	ask();
	good = test_read(snap_path);
	assert_true(good.n > 1000);
	bad = malloc(good.n);
	assert_non_null(bad);
	for (size_t i = 0; i < good.n; i += 7) {
		memcpy(bad, good.p, good.n);
		bad[i] = (char)(bad[i] ^ (1 << (i % 8)));
		put(bad, good.n);
		ask();
		flips++;
		noticed += is(good);
	}
	/* The rest hit the blanks between sections, which nobody reads. */
	assert_true(noticed > flips / 4);
	for (size_t n = 0; n < good.n; n += 61) {
		put(good.p, n);
		ask();
		/* At the very end only blanks may be missing. */
		assert_true(is(good) || n > good.n - 64);
	}
	free(bad);
	free((void *)(uintptr_t)good.p);
}

static void
test_of_another_world(void **state)
{
	struct bw_str other;
	struct bw_world *w;
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	make_world("one.bwk");
	w = feed_open(world_path, BW_WORLD_WRITE);
	l = feed_begin(w, "a", true);
	feed_stake(l, "name:X", "name:Y", "1");
	feed_commit(l, 7);
	l = feed_begin(w, "a", true);
	feed_stake(l, "name:X", "name:Z", "1");
	feed_commit(l, 8);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "X>Z 1 %; ");
	bw_view_close(v);
	bw_world_close(w);
	other = test_read(snap_path);
	make_world("two.bwk");
	put(other.p, other.n);
	ask();
	assert_false(is(other));
	free((void *)(uintptr_t)other.p);
}

static void
test_older(void **state)
{
	struct bw_world *w;
	struct bw_load *l;
	struct bw_view *v;

	(void)state;
	make_world("older.bwk");
	ask();
	w = feed_open(world_path, BW_WORLD_WRITE);
	l = feed_begin(w, "a", true);
	feed_stake(l, "name:B", "name:A", "61");
	feed_commit(l, 2);
	v = feed_view(w, 0);
	assert_string_equal(feed_stakes(v), "B>A 61 %; ");
	bw_view_close(v);
	bw_world_close(w);
}

static void
test_cannot_be_written(void **state)
{
	struct stat st;

	(void)state;
	make_world("folder.bwk");
	assert_int_equal(mkdir(snap_path, 0700), 0);
	ask();
	ask();
	assert_int_equal(stat(snap_path, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(rmdir(snap_path), 0);
}

/* The same world gives the same bytes. */
static void
test_same_bytes(void **state)
{
	struct bw_str first;

	(void)state;
	make_world("same.bwk");
	ask();
	first = test_read(snap_path);
	assert_int_equal(unlink(snap_path), 0);
	ask();
	assert_true(is(first));
	make_world("same2.bwk");
	ask();
	assert_true(is(first));
	free((void *)(uintptr_t)first.p);
}

/* One load, from the begin to the commit, on two threads. */
static int
load_once(void *ctx, struct bw_err *err)
{
	const struct bw_load_opt opt = { .name = "made", .whole = true };
	struct bw_key id = { BW_STR("lei"), BW_STR("MADE1") };
	struct bw_party_rec rec = { .key = { BW_STR("name"), BW_STR("M") },
		.kind = BW_PARTY_FUND,
		.name = BW_STR("M"),
		.id = &id,
		.n_id = 1,
		.ended = BW_DATE_MAX };
	struct bw_load_result r;
	struct bw_load *l;
	struct bw_sink sink;
	uint8_t sum[32];
	int rc = bw_load_begin(&l, ctx, &opt, err);

	if (rc != 0)
		return rc;
	sink = bw_load_sink(l);
	rc = sink.party(sink.ctx, &rec, err);
	if (rc == 0)
		rc = sink.replace(sink.ctx, BW_STR("r1"), err);
	if (rc == 0)
		rc = feed_many(l, 3000, err);
	if (rc != 0) {
		bw_load_abort(l);
		return rc;
	}
	feed_hash(9, sum);
	return bw_load_commit(l, sum, &r, err);
}

static void
test_load_without_memory(void **state)
{
	struct bw_world *w;

	(void)state;
	make_world("nomem.bwk");
	w = feed_open(world_path, BW_WORLD_WRITE);
	test_brutal(load_once, w, 2000);
	bw_world_close(w);
	assert_int_equal(
	    feed_sql(world_path, "SELECT count(*) FROM stake"), 3003);
	assert_int_equal(feed_sql(world_path, "SELECT count(*) FROM load"), 2);
	assert_int_equal(feed_sql(world_path,
			     "SELECT count(*) FROM pragma_foreign_key_check"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_of_another_world),
		cmocka_unit_test(test_older),
		cmocka_unit_test(test_cannot_be_written),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_load_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
