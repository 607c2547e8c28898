/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_out.c - files that are whole or not there, JSON and CSV byte for byte.
 */
#include "support/support.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/out.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
in_tmp(const char *name)
{
	static char path[4][256];
	static unsigned turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", test_tmp(), name);
	return p;
}

static void
assert_file(const char *path, const char *want)
{
	struct bw_str got = test_read(path);

	assert_str(got, want);
	free((void *)(uintptr_t)got.p);
}

static void
a_file_appears_when_it_is_complete(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	const char *path = test_file("report.txt", BW_STR("old"));
	struct bw_out o;
	struct stat st;

	(void)state;
	assert_int_equal(chmod(path, 0640), 0);
	assert_ok(bw_out_file(&o, path, &err), &err);
	for (unsigned i = 0; i < 20000; i++)
		bw_out_z(&o, "line of text\n"); /* more than one buffer */
	assert_file(path, "old");
	assert_ok(bw_out_finish(&o, &err), &err);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 20000 * 13);
	assert_int_equal(st.st_mode & 0777, 0640);

	assert_ok(bw_out_file(&o, path, &err), &err);
	bw_out_z(&o, "half a rep");
	bw_out_release(&o); /* given up */
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 20000 * 13);
}

static void
nothing_is_left_lying_about(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	char pattern[300], listing[300] = "";
	struct bw_out o;
	FILE *ls;

	(void)state;
	assert_int_equal(mkdir(in_tmp("clean"), 0755), 0);
	assert_ok(bw_out_file(&o, in_tmp("clean/a"), &err), &err);
	bw_out_z(&o, "a");
	assert_ok(bw_out_finish(&o, &err), &err);
	assert_ok(bw_out_file(&o, in_tmp("clean/b"), &err), &err);
	bw_out_release(&o);
	snprintf(pattern, sizeof(pattern), "ls -A '%s/clean'", test_tmp());
	ls = popen(pattern, "r");
	assert_non_null(ls);
	assert_non_null(fgets(listing, sizeof(listing), ls));
	assert_null(fgets(pattern, sizeof(pattern), ls));
	pclose(ls);
	assert_string_equal(listing, "a\n");
}

static void
a_link_stays_a_link(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	const char *real = test_file("real.txt", BW_STR("old"));
	struct bw_out o;
	struct stat st;

	(void)state;
	assert_int_equal(symlink(real, in_tmp("link.txt")), 0);
	assert_ok(bw_out_file(&o, in_tmp("link.txt"), &err), &err);
	bw_out_z(&o, "new");
	assert_ok(bw_out_finish(&o, &err), &err);
	assert_int_equal(lstat(in_tmp("link.txt"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_file(real, "new");
}

static void
devices_stay_and_folders_are_refused(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_out o;
	struct stat st;

	(void)state;
	assert_ok(bw_out_file(&o, "/dev/null", &err), &err);
	bw_out_z(&o, "gone");
	assert_ok(bw_out_finish(&o, &err), &err);
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));

	assert_int_equal(bw_out_file(&o, test_tmp(), &err), BW_EIO);
	assert_non_null(strstr(err.what, test_tmp()));
	bw_err_clear(&err);
	assert_true(bw_out_file(&o, in_tmp("no/such/x"), &err) < 0);
	assert_true(err.what[0] != '\0');
	bw_out_release(&o); /* harmless after a failure */
}

static void
a_full_disk_is_told_once(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	int fd = open("/dev/full", O_WRONLY);
	struct bw_out o;

	(void)state;
	if (fd < 0)
		skip();
	bw_out_fd(&o, fd);
	for (unsigned i = 0; i < 100000; i++)
		bw_out_fmt(&o, "%u ", i);
	assert_true(bw_out_finish(&o, &err) < 0);
	assert_int_equal(bw_err_exit(err.code), 4);
	assert_non_null(strstr(err.what, strerror(ENOSPC)));
	close(fd);
}

static void
write_sample(struct bw_out *o, bool compact)
{
	struct bw_jw j = bw_jw(o);

	j.compact = compact;
	bw_jw_open(&j, NULL, '{');
	bw_jw_str(&j, "name", BW_STR("Côté \"X\"\\\n\r\t\x01\x7f"));
	bw_jw_str(&j, "bad", BW_STR("a\xff\xc3"));
	bw_jw_z(&j, "none", NULL);
	bw_jw_open(&j, "list", '[');
	bw_jw_i64(&j, NULL, INT64_MIN);
	bw_jw_bool(&j, NULL, true);
	bw_jw_open(&j, NULL, '{');
	bw_jw_close(&j);
	bw_jw_open(&j, NULL, '[');
	bw_jw_null(&j, NULL);
	bw_jw_close(&j);
	bw_jw_close(&j);
	bw_jw_bool(&j, "last", false);
	bw_jw_close(&j);
}

static void
json_is_what_rfc_8259_says(void **state)
{
	struct bw_out o;

	(void)state;
	bw_out_memory(&o);
	write_sample(&o, true);
	assert_ok(bw_out_finish(&o, NULL), &o.err);
	assert_str(bw_buf_get(&o.buf),
	    "{\"name\":\"Côté \\\"X\\\"\\\\\\n\\r\\t\\u0001\x7f\",\"bad\":"
	    "\"a\xef\xbf\xbd\xef\xbf\xbd\",\"none\":null,\"list\":["
	    "-9223372036854775808,true,{},[null]],\"last\":false}\n");
	bw_buf_release(&o.buf);

	bw_out_memory(&o);
	write_sample(&o, false);
	assert_ok(bw_out_finish(&o, NULL), &o.err);
	assert_str(bw_buf_get(&o.buf),
	    "{\n  \"name\": \"Côté \\\"X\\\"\\\\\\n\\r\\t\\u0001\x7f\",\n"
	    "  \"bad\": \"a\xef\xbf\xbd\xef\xbf\xbd\",\n"
	    "  \"none\": null,\n  \"list\": [\n"
	    "    -9223372036854775808,\n    true,\n    {},\n"
	    "    [\n      null\n    ]\n  ],\n  \"last\": false\n}\n");
	bw_buf_release(&o.buf);
}

/* And what simdjson makes of it. */
static void
json_comes_back(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_reader *reader = NULL;
	struct bw_input *in = NULL;
	struct bw_json top, list;
	struct bw_out o;
	int64_t least = 0;
	bool more;

	(void)state;
	for (unsigned compact = 0; compact < 2; compact++) {
		bw_out_memory(&o);
		write_sample(&o, compact);
		assert_ok(
		    bw_input_memory(&in, bw_buf_get(&o.buf), NULL, &err), &err);
		assert_ok(bw_json_open(&reader, in, NULL, &err), &err);
		assert_ok(bw_json_next(reader, &top, &more, &err), &err);
		assert_true(more);
		assert_str(bw_json_str(bw_json_get(top, "name")),
		    "Côté \"X\"\\\n\r\t\x01\x7f");
		assert_str(bw_json_str(bw_json_get(top, "bad")),
		    "a\xef\xbf\xbd\xef\xbf\xbd");
		assert_int_equal(
		    bw_json_type(bw_json_get(top, "none")), BW_JSON_NULL);
		list = bw_json_get(top, "list");
		assert_int_equal(bw_json_count(list), 4);
		struct bw_json_each it = bw_json_each(list);
		assert_true(bw_json_step(&it));
		assert_true(bw_json_i64(it.value, &least));
		assert_true(least == INT64_MIN);
		assert_false(bw_json_bool(bw_json_get(top, "last"), true));
		bw_json_close(reader);
		bw_input_free(in);
		bw_out_release(&o);
	}
}

static struct bw_str
one_number(struct bw_out *o, double v)
{
	struct bw_jw j = bw_jw(o);

	bw_buf_clear(&o->buf);
	bw_jw_f64(&j, NULL, v);
	return bw_buf_get(&o->buf);
}

static void
numbers_read_back_the_same(void **state)
{
	uint64_t bits = 88172645463325252u;
	struct bw_out o;
	char text[64];
	double v, w;

	(void)state;
	bw_out_memory(&o);
	assert_str(one_number(&o, 0.1), "0.1");
	assert_str(one_number(&o, 1.0 / 3), "0.3333333333333333");
	assert_str(one_number(&o, 100), "100");
	assert_str(one_number(&o, -0.0), "0");
	assert_str(one_number(&o, 5e-324), "4.94065645841247e-324");
	assert_str(one_number(&o, NAN), "null");
	assert_str(one_number(&o, INFINITY), "null");
	for (unsigned i = 0; i < 20000; i++) { /* xorshift64 */
		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&v, &bits, sizeof(v));
		if (!isfinite(v))
			continue;
		one_number(&o, v);
		snprintf(
		    text, sizeof(text), "%.*s", BW_ARG(bw_buf_get(&o.buf)));
		w = strtod(text, NULL);
		assert_memory_equal(&v, &w, sizeof(v));
	}
	bw_out_release(&o);
}

static void
shares_are_exact_decimals(void **state)
{
	static const struct {
		uint64_t ppb;
		const char *text;
	} rows[] = { { 0, "0" }, { BW_ONE, "1" }, { 125000000, "0.125" },
		{ 1, "0.000000001" }, { 333333333, "0.333333333" },
		{ 1250000000, "1.25" }, { UINT64_C(20000000000), "20" } };
	struct bw_out o;

	(void)state;
	for (size_t i = 0; i < BW_LEN(rows); i++) {
		struct bw_jw j;

		bw_out_memory(&o);
		j = bw_jw(&o);
		bw_jw_ppb(&j, NULL, rows[i].ppb);
		assert_str(bw_buf_get(&o.buf), rows[i].text);
		bw_out_release(&o);
	}
}

static void
a_spreadsheet_runs_nothing(void **state)
{
	static const char *const cells[][2] = {
		{ "plain", "plain" },
		{ "", "" },
		{ "a,b", "\"a,b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" },
		{ "\"", "\"\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "=1+1", "'=1+1" },
		{ "=HYPERLINK(\"http://x\",\"y\")",
		    "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
		{ "@SUM(A1)", "'@SUM(A1)" },
		{ "+31 6", "'+31 6" },
		{ "-", "'-" },
		{ "\tx", "'\tx" },
		{ "-12.5", "-12.5" },
		{ "+3e-7", "+3e-7" },
		{ "-0,5", "\"-0,5\"" },
		{ "-1e", "'-1e" },
		{ "1=2", "1=2" },
	};
	struct bw_out o;

	(void)state;
	for (size_t i = 0; i < BW_LEN(cells); i++) {
		bw_out_memory(&o);
		bw_csvw_field(&o, bw_str_of(cells[i][0]), true);
		assert_str(bw_buf_get(&o.buf), cells[i][1]);
		bw_out_release(&o);
	}
	bw_out_memory(&o);
	bw_csvw_field(&o, BW_STR("a"), true);
	bw_csvw_field(&o, (struct bw_str){ NULL, 0 }, false);
	bw_csvw_field(&o, BW_STR("b"), false);
	bw_csvw_end(&o);
	assert_str(bw_buf_get(&o.buf), "a,,b\r\n");
	bw_out_release(&o);
}

/* What is written comes back through our reader, cell by cell. */
#define CELLS 4
#define ROWS 500

static struct bw_str
cell(unsigned row, unsigned column, char text[16])
{
	static const char letters[] = "ab ,\"\n;\r\tz=-";
	uint64_t seed = 1 + row * CELLS + column;
	size_t n;

	for (unsigned i = 0; i < 3; i++) { /* xorshift64 */
		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
	}
	n = seed % 12;
	for (size_t i = 0; i < n; i++, seed /= 7)
		text[i] = letters[seed % (sizeof(letters) - 1)];
	/* The first cell is never empty: no row is blank. */
	if (column == 0)
		text[0] = 'x';
	return (struct bw_str){ text, column == 0 && n == 0 ? 1 : n };
}

static void
csv_comes_back(void **state)
{
	struct bw_csv_opt comma = { .delimiter = ',' };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *csv = NULL;
	struct bw_csv_row row;
	struct bw_out o;
	char text[16];
	bool more;

	(void)state;
	bw_out_memory(&o);
	for (unsigned r = 0; r < ROWS; r++) {
		for (unsigned c = 0; c < CELLS; c++)
			bw_csvw_field(&o, cell(r, c, text), c == 0);
		bw_csvw_end(&o);
	}
	assert_ok(bw_input_memory(&in, bw_buf_get(&o.buf), NULL, &err), &err);
	assert_ok(bw_csv_open(&csv, in, &comma, &err), &err);
	for (unsigned r = 0; r < ROWS; r++) {
		assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
		assert_true(more);
		assert_int_equal(row.n, CELLS);
		for (unsigned c = 0; c < CELLS; c++) {
			struct bw_str want = cell(r, c, text);
			struct bw_str got = row.field[c];

			if (got.n > 0 && got.p[0] == '\'')
				got = bw_str_sub(got, 1, got.n);
			assert_int_equal(got.n, want.n);
			if (want.n > 0)
				assert_memory_equal(got.p, want.p, want.n);
		}
	}
	assert_ok(bw_csv_next(csv, &row, &more, &err), &err);
	assert_false(more);
	bw_csv_close(csv);
	bw_input_free(in);
	bw_out_release(&o);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_out o;
	int rc;

	if (ctx == NULL) {
		bw_out_memory(&o);
	} else if ((rc = bw_out_file(&o, ctx, err)) < 0) {
		return rc;
	}
	write_sample(&o, false);
	bw_csvw_field(&o, BW_STR("=x,\"y\""), true);
	rc = bw_out_finish(&o, err);
	if (rc == 0)
		bw_out_release(&o);
	return rc;
}

static void
no_memory(void **state)
{
	char path[300];

	(void)state;
	test_brutal(brutal, NULL, 50);
	snprintf(path, sizeof(path), "%s", in_tmp("brutal"));
	test_brutal(brutal, path, 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_appears_when_it_is_complete),
		cmocka_unit_test(nothing_is_left_lying_about),
		cmocka_unit_test(a_link_stays_a_link),
		cmocka_unit_test(devices_stay_and_folders_are_refused),
		cmocka_unit_test(a_full_disk_is_told_once),
		cmocka_unit_test(json_is_what_rfc_8259_says),
		cmocka_unit_test(json_comes_back),
		cmocka_unit_test(numbers_read_back_the_same),
		cmocka_unit_test(shares_are_exact_decimals),
		cmocka_unit_test(a_spreadsheet_runs_nothing),
		cmocka_unit_test(csv_comes_back),
		cmocka_unit_test(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
