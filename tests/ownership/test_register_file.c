/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_register_file.c - world.bwk.net is a cache: whatever happens to it, the
 * net is that of the world on the day, and is kept again.
 *
 * What it is held against is the net made in memory from a view that keeps
 * nothing.
 */
#include "town.h"
#include "ownership/register.h"
#include <sys/stat.h>
#include <unistd.h>

#define STAKES 100200u /* from 100,000 a net is kept */
#define DAY "2026-01-01"

static struct town town;
static struct bw_register made;
static struct bw_pool *pool;
static char path[300];

/* Stakes begin and end on two days; some are told by votes alone, and the last
 * one by a second source. */
static void
open_world(uint32_t stakes)
{
	size_t room = 40 * (size_t)stakes + 1000, at = 0;
	char *story = malloc(room);

	assert_non_null(story);
	for (uint32_t i = 0; i < stakes; i++)
		at += (size_t)snprintf(story + at, room - at,
		    "P%u > C%u %u%s\n", i * 7919 % 30011, i / 3 + i % 2,
		    1 + i % 33, i % 50 ? "" : " votes");
	snprintf(story + at, room - at,
	    "P1 > C5 30 from=2027-01-01\n"
	    "P2 > C6 30 to=2025-06-01\n"
	    "load later 2025-01-31\n"
	    "P3 > C7 10\n");
	town_open(&town, story);
	free(story);
	snprintf(path, sizeof(path), "%s.net", bw_world_path(town.w));
}

static bool
same(const struct bw_net *a, const struct bw_net *b)
{
	size_t rows = ((size_t)a->n + 1) * 4, ties = (size_t)a->m * 4;

	return a->n == b->n && a->m == b->m &&
	    (a->capital_lo == a->votes_lo) == (b->capital_lo == b->votes_lo) &&
	    memcmp(a->in_at, b->in_at, rows) == 0 &&
	    memcmp(a->out_at, b->out_at, rows) == 0 &&
	    memcmp(a->holder, b->holder, ties) == 0 &&
	    memcmp(a->votes_lo, b->votes_lo, ties) == 0 &&
	    memcmp(a->votes_hi, b->votes_hi, ties) == 0 &&
	    memcmp(a->capital_lo, b->capital_lo, ties) == 0 &&
	    memcmp(a->capital_hi, b->capital_hi, ties) == 0 &&
	    memcmp(a->mark, b->mark, a->m) == 0 &&
	    memcmp(a->out, b->out, ties) == 0 &&
	    memcmp(a->out_company, b->out_company, ties) == 0;
}

/* The register of the view on a day; was it mapped? Held against that of
 * town.v, which is made once for DAY. */
static bool
ask(const struct bw_view *v, const char *day)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_register kept;
	bool mapped;

	assert_ok(bw_register_open(&kept, v, town_day(day), pool, &err), &err);
	if (made.v != town.v || made.day != kept.day) {
		bw_register_close(&made);
		assert_ok(
		    bw_register_open(&made, town.v, town_day(day), NULL, &err),
		    &err);
	}
	assert_null(made.map);
	assert_true(same(&kept.net, &made.net));
	mapped = kept.map != NULL;
	bw_register_close(&kept);
	return mapped;
}

static void
close_world(void)
{
	bw_register_close(&made);
	town_close(&town);
}

static struct bw_view *
view(void)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *v;

	assert_ok(bw_view_open(&v, town.w, NULL, &err), &err);
	return v;
}

static bool
there(void)
{
	struct stat st;

	return stat(path, &st) == 0;
}

static void
test_days(void **state)
{
	struct bw_view *v;

	(void)state;
	open_world(STAKES);
	v = view();
	assert_false(ask(v, DAY));
	assert_true(there());
	assert_true(ask(v, DAY));
	assert_true(ask(v, "2025-06-01"));
	assert_true(ask(v, "2026-12-31"));
	assert_false(ask(v, "2027-01-01"));
	assert_true(ask(v, "2199-01-01"));
	assert_false(ask(v, "2025-05-31"));
	assert_true(ask(v, "1900-01-01"));
	assert_false(ask(v, "2025-06-01"));
	bw_view_close(v);
	close_world();
}

static void
put(const char *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* All of the head, and places in every section: each of them is longer than
 * a fortieth of the file, or lies beside one that is. */
static void
test_damaged(void **state)
{
	struct bw_view *v;
	struct bw_str good;
	char *bad;
	unsigned noticed = 0, flips = 0;

	(void)state;
	open_world(STAKES);
	v = view();
	assert_false(ask(v, DAY));
	good = test_read(path);
	bad = malloc(good.n);
	assert_non_null(bad);
	for (size_t i = 0; i < good.n; i += i < 400 ? 9 : good.n / 40) {
		memcpy(bad, good.p, good.n);
		bad[i] = (char)(bad[i] ^ (1 << (i % 8)));
		put(bad, good.n);
		flips++;
		noticed += !ask(v, DAY);
		assert_true(ask(v, DAY));
	}
	assert_true(noticed + 5 >= flips); /* blanks between sections */
	for (size_t n = 0; n < good.n - 64; n += good.n / 9) {
		put(good.p, n);
		assert_false(ask(v, DAY));
	}
	free(bad);
	free((void *)(uintptr_t)good.p);
	bw_view_close(v);
	close_world();
}

/* The world has changed, and one of another world lies there. */
static void
test_of_another_world(void **state)
{
	struct bw_view *v;
	struct bw_str other;

	(void)state;
	open_world(STAKES + 1);
	v = view();
	assert_false(ask(v, DAY));
	other = test_read(path);
	bw_view_close(v);
	close_world();
	open_world(STAKES);
	v = view();
	put(other.p, other.n);
	assert_false(ask(v, DAY));
	assert_true(ask(v, DAY));
	free((void *)(uintptr_t)other.p);
	bw_view_close(v);
	close_world();
}

static void
test_nothing_is_kept(void **state)
{
	struct bw_view_opt opt = { .no_snapshot = true };
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *v;

	(void)state;
	open_world(STAKES);
	assert_ok(bw_view_open(&v, town.w, &opt, &err), &err);
	assert_false(ask(v, DAY));
	assert_false(there());
	bw_view_close(v);
	/* what cannot be written is not, and the answer is there */
	assert_int_equal(mkdir(path, 0700), 0);
	v = view();
	assert_false(ask(v, DAY));
	assert_false(ask(v, DAY));
	assert_int_equal(rmdir(path), 0);
	bw_view_close(v);
	close_world();
	open_world(1000);
	v = view();
	assert_false(ask(v, DAY));
	assert_false(there());
	bw_view_close(v);
	close_world();
}

static void
test_what_was_known_earlier(void **state)
{
	struct bw_view_opt opt = { .known_load = 1 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_view *earlier, *now;

	(void)state;
	open_world(STAKES);
	assert_ok(bw_view_open(&earlier, town.w, &opt, &err), &err);
	now = town.v;
	town.v = earlier;
	assert_false(ask(earlier, DAY));
	assert_false(there());
	town.v = now;
	bw_view_close(earlier);
	opt.known_load = 2; /* the last one: that is now */
	assert_ok(bw_view_open(&earlier, town.w, &opt, &err), &err);
	assert_false(ask(earlier, DAY));
	assert_true(ask(earlier, DAY));
	bw_view_close(earlier);
	close_world();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_of_another_world),
		cmocka_unit_test(test_nothing_is_kept),
		cmocka_unit_test(test_what_was_known_earlier),
	};
	int failed;

	if (bw_pool_new(&pool, 2, NULL) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	bw_pool_free(pool);
	return failed;
}
