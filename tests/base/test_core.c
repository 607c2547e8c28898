/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_core.c - errors, memory, text, dates and interning.
 */
#include "support/support.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/vec.h"
#include <errno.h>

static void
first_error_wins(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_int_equal(
	    bw_fail(&err, BW_EFORMAT, "bad\nline %d", 1), BW_EFORMAT);
	assert_int_equal(bw_fail(&err, BW_EIO, "later"), BW_EFORMAT);
	assert_string_equal(err.what, "bad?line 1");
	bw_fail_at(&err, 7, 99);
	bw_fail_at(&err, 8, 100);
	assert_int_equal(err.line, 7);
	assert_int_equal(err.byte, 99);
	bw_fail_in(&err, "file.csv");
	assert_string_equal(err.what, "file.csv: bad?line 1");
	assert_int_equal(bw_err_exit(err.code), 3);
	assert_int_equal(bw_fail(NULL, BW_EIO, "nobody listens"), BW_EIO);
}

static void
system_errors(void **state)
{
	static const struct {
		int sys, code, exit;
	} want[] = { { ENOENT, BW_ENOTFOUND, 3 }, { EACCES, BW_EDENIED, 3 },
		{ ENOSPC, BW_EIO, 4 }, { ENOMEM, BW_ENOMEM, 4 } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(want); i++) {
		struct bw_err err = BW_ERR_INIT;

		errno = want[i].sys;
		assert_int_equal(bw_fail_sys(&err, "x"), want[i].code);
		assert_int_equal(err.sys, want[i].sys);
		assert_int_equal(bw_err_exit(err.code), want[i].exit);
		assert_memory_equal(err.what, "x: ", 3);
	}
}

/* A long error is cut at a character, not in the middle of one. */
static void
long_errors_stay_utf8(void **state)
{
	struct bw_buf b = { 0 };

	(void)state;
	for (int lead = 0; lead < 4; lead++) {
		struct bw_err err = BW_ERR_INIT;

		bw_buf_clear(&b);
		for (int i = 0; i < lead; i++)
			bw_buf_char(&b, 'x');
		for (int i = 0; i < 400; i++)
			bw_buf_rune(&b, i % 2 ? 0x20ac : 0x1f600);
		bw_buf_char(&b, '\0');
		bw_fail(&err, BW_EFORMAT, "%s", b.p);
		assert_true(bw_utf8_valid(bw_str_of(err.what), NULL));
		assert_true(strlen(err.what) > 310);
	}
	bw_buf_release(&b);
}

static void
strings(void **state)
{
	struct bw_str rest = BW_STR("a;;b"), part;
	int64_t v;

	(void)state;
	assert_str(
	    bw_str_trim(BW_STR("\xef\xbb\xbf \t x y\xc2\xa0\r\n")), "x y");
	assert_str(bw_str_trim(BW_STR("  ")), "");
	assert_true(bw_str_cut(&rest, ';', &part));
	assert_str(part, "a");
	assert_true(bw_str_cut(&rest, ';', &part));
	assert_str(part, "");
	assert_true(bw_str_cut(&rest, ';', &part));
	assert_str(part, "b");
	assert_false(bw_str_cut(&rest, ';', &part));
	assert_int_equal(bw_str_find(BW_STR("abcabd"), BW_STR("abd")), 3);
	assert_int_equal(bw_str_find(BW_STR("ab"), BW_STR("abd")), -1);
	assert_true(bw_str_eq_nocase(BW_STR("LEI"), BW_STR("lei")));
	assert_true(bw_str_cmp(BW_STR("ab"), BW_STR("abc")) < 0);
	assert_str(bw_str_sub(BW_STR("abc"), 9, 1), "");
	assert_true(bw_str_i64(BW_STR("-9223372036854775808"), &v));
	assert_true(v == INT64_MIN);
	assert_true(bw_str_i64(BW_STR("9223372036854775807"), &v));
	assert_true(v == INT64_MAX);
	assert_false(bw_str_i64(BW_STR("9223372036854775808"), &v));
	assert_false(bw_str_i64(BW_STR(""), &v));
	assert_false(bw_str_i64(BW_STR("-"), &v));
	assert_false(bw_str_i64(BW_STR("1 "), &v));
}

/* Every code point: what bw_buf_rune writes is valid, and cut short or with
 * a byte changed to ASCII it is not. Then the classic bad sequences. */
static void
utf8(void **state)
{
	static const struct bw_str bad[] = { BW_STR_INIT("\xc0\x80"),
		BW_STR_INIT("\xe0\x80\x80"), BW_STR_INIT("\xed\xa0\x80"),
		BW_STR_INIT("\xf4\x90\x80\x80"), BW_STR_INIT("\xff"),
		BW_STR_INIT("\x80"), BW_STR_INIT("\xf8\x88\x80\x80\x80"),
		BW_STR_INIT("abcdefgh\xc3") };
	struct bw_buf b = { 0 };
	size_t at;

	(void)state;
	for (uint32_t r = 1; r <= 0x10ffff; r++) {
		if (r >= 0xd800 && r <= 0xdfff)
			continue;
		bw_buf_clear(&b);
		bw_buf_rune(&b, r);
		assert_true(bw_utf8_valid(bw_buf_get(&b), NULL));
		if (b.n > 1)
			assert_false(bw_utf8_valid(
			    (struct bw_str){ b.p, b.n - 1 }, NULL));
	}
	bw_buf_release(&b);
	for (size_t i = 0; i < BW_LEN(bad); i++)
		assert_false(bw_utf8_valid(bad[i], &at));
	assert_int_equal(at, 8);
	assert_int_equal(bw_utf8_width(BW_STR("Türkiye")), 7);
	assert_int_equal(bw_utf8_width(BW_STR("e\xcc\x81")), 1);
	assert_int_equal(bw_utf8_width(BW_STR("\xe4\xb8\xad")), 2);
}

/* Every day of 400 years against the C library. */
static void
dates_like_libc(void **state)
{
	struct bw_buf b = { 0 };
	bw_date d, back;

	(void)state;
	for (int y = 1800; y < 2200; y++)
		for (int m = 1; m <= 12; m++)
			for (int day = 1; day <= 31; day++) {
				struct tm tm = { .tm_year = y - 1900,
					.tm_mon = m - 1,
					.tm_mday = day };
				time_t t = timegm(&tm);

				if (tm.tm_mday != day) { /* rolled over */
					assert_false(bw_date_of(y, m, day, &d));
					continue;
				}
				assert_true(bw_date_of(y, m, day, &d));
				assert_true((time_t)d * 86400 == t);
				bw_buf_clear(&b);
				bw_date_print(&b, d);
				assert_true(
				    bw_date_parse(bw_buf_get(&b), &back));
				assert_int_equal(back, d);
			}
	bw_buf_release(&b);
}

static void
dates_as_written(void **state)
{
	static const char *const bad[] = { "", "24-01-01", "2024-13-01",
		"2023-02-29", "2024-1-1", "2024/01/01", "01-02-2024",
		"2024-01-01x", "0000-01-01", "2024-", "-2024-01-01" };
	bw_date a, b;

	(void)state;
	assert_true(bw_date_parse(BW_STR("2024-02-29T23:59:59.9+02:00"), &a));
	assert_true(bw_date_of(2024, 2, 29, &b));
	assert_int_equal(a, b);
	assert_true(bw_date_parse(BW_STR("2024"), &a));
	assert_true(bw_date_of(2024, 1, 1, &b));
	assert_int_equal(a, b);
	for (size_t i = 0; i < BW_LEN(bad); i++)
		if (bw_date_parse(bw_str_of(bad[i]), &a))
			fail_msg("\"%s\" was taken for a date", bad[i]);
	assert_true(bw_period_has(BW_ALWAYS, 0));
	assert_true(bw_period_has((struct bw_period){ 0, 1 }, 0));
	assert_false(bw_period_has((struct bw_period){ 0, 1 }, 1));
}

static int
interning(void *ctx, struct bw_err *err)
{
	struct bw_intern t;
	char text[32];
	uint32_t id;
	bool added;
	int rc = 0, n;

	(void)ctx;
	bw_intern_init(&t);
	for (int round = 0; round < 2 && rc == 0; round++)
		for (uint32_t i = 0; i < 20000; i++) {
			n = snprintf(text, sizeof(text), "name %u", i * 7919);
			rc = bw_intern_add(&t,
			    (struct bw_str){ text, (size_t)n }, &id, &added,
			    err);
			if (rc != 0)
				break;
			assert_int_equal(id, i);
			assert_int_equal(added, round == 0);
			assert_str(bw_intern_get(&t, id), text);
		}
	if (rc == 0) {
		assert_int_equal(bw_intern_find(&t, BW_STR("name")), BW_NONE);
		rc = bw_intern_add(&t, BW_STR(""), &id, &added, err);
		assert_true(rc != 0 || (added && id == 20000));
	}
	bw_intern_release(&t);
	return rc;
}

static void
interned(void **state)
{
	struct bw_intern only_empty;
	uint32_t id;

	(void)state;
	bw_intern_init(&only_empty); /* has no text to point into */
	assert_int_equal(
	    bw_intern_add(&only_empty, BW_STR(""), &id, NULL, NULL), 0);
	assert_int_equal(bw_intern_get(&only_empty, id).n, 0);
	bw_intern_release(&only_empty);
	test_brutal(interning, NULL, 1000);
}

static void
arenas(void **state)
{
	struct bw_arena a;
	struct bw_arena_mark m;
	struct bw_str s;
	size_t before;

	(void)state;
	bw_arena_init(&a, 1 << 20);
	s = bw_arena_fmt(&a, "%s-%d", "x", 5);
	assert_str(s, "x-5");
	assert_int_equal(s.p[s.n], '\0');
	m = bw_arena_mark(&a);
	before = a.total;
	for (int i = 0; i < 1000; i++)
		assert_true(
		    (uintptr_t)BW_ARENA_ARRAY(&a, double, 17) % 16 == 0);
	bw_arena_reset(&a, m);
	assert_int_equal(a.total, before);
	assert_str(s, "x-5");
	assert_null(bw_arena_alloc(&a, SIZE_MAX, 2));
	assert_null(bw_arena_alloc(&a, 1, 2 << 20)); /* over the limit */
	bw_arena_release(&a);
	assert_int_equal(a.total, 0);
}

static void
vectors(void **state)
{
	BW_VEC(uint64_t) v = { 0 };

	(void)state;
	for (uint64_t i = 0; i < 1000; i++)
		assert_true(bw_vec_push(&v, i * i));
	assert_int_equal(v.n, 1000);
	assert_true(v.v[999] == 999 * 999);
	assert_false(bw_vec_room(&v, SIZE_MAX));
	bw_vec_release(&v);
	assert_null(v.v);
}

/* Embedded files equal those of the tree. */
static void
embedded(void **state)
{
	const char *name;

	(void)state;
	assert_null(bw_embed("content/none.yaml").p);
	for (size_t i = 0; (name = bw_embed_name(i)) != NULL; i++) {
		struct bw_str file;

		/* Made of the file beside it (RFC 1952 begins so). */
		if (bw_str_ends(bw_str_of(name), BW_STR(".gz"))) {
			assert_true(
			    bw_str_starts(bw_embed(name), BW_STR("\x1f\x8b")));
			continue;
		}
		file = test_read(test_source(name));
		assert_true(bw_str_eq(bw_embed(name), file));
		free((void *)(uintptr_t)file.p);
	}
}

/* After its time there is no memory, for this thread alone, until told so. */
static void
work_that_has_to_end(void **state)
{
	struct bw_arena arena;
	void *p;

	(void)state;
	bw_mem_until(bw_mem_now() + 60000000000u);
	assert_false(bw_mem_late());
	p = bw_alloc(1, 1);
	assert_non_null(p);
	bw_mem_until(1);
	assert_true(bw_mem_late());
	assert_null(bw_alloc(1, 1));
	assert_null(bw_calloc(1, 1));
	assert_null(bw_realloc(p, 1, 2));
	bw_arena_init(&arena, 0);
	assert_null(bw_arena_alloc(&arena, 1, 1));
	bw_arena_release(&arena);
	bw_free(p);
	bw_mem_until(0);
	p = bw_alloc(1, 1);
	assert_non_null(p);
	bw_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_error_wins),
		cmocka_unit_test(system_errors),
		cmocka_unit_test(long_errors_stay_utf8),
		cmocka_unit_test(strings),
		cmocka_unit_test(utf8),
		cmocka_unit_test(dates_like_libc),
		cmocka_unit_test(dates_as_written),
		cmocka_unit_test(interned),
		cmocka_unit_test(arenas),
		cmocka_unit_test(vectors),
		cmocka_unit_test(work_that_has_to_end),
		cmocka_unit_test(embedded),
	};

	return cmocka_run_group_tests_name("core", tests, NULL, NULL);
}
