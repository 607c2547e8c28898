/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_multipart.c - forms with files: as Chromium and Firefox write them
 * (made by hand after what they do), and as nobody should.
 */
#include "support/support.h"
#include "base/mem.h"
#include "web/multipart.h"

#define CHROMIUM "------WebKitFormBoundary7MA4YWxkTrZu0gW"
#define FIREFOX "-----------------------------9051914041544843365972754266"
#define DISPOSITION "Content-Disposition: form-data; name="

static int
parse(struct bw_multipart *m, const char *boundary, const char *body)
{
	return bw_multipart_parse(
	    m, bw_str_of(boundary), bw_str_of(body), NULL);
}

static void
as_chromium_sends_it(void **state)
{
	struct bw_multipart m;
	const struct bw_form_part *p;

	(void)state;
	assert_int_equal(
	    parse(&m, &CHROMIUM[2],
		CHROMIUM
		"\r\n" DISPOSITION "\"format\"\r\n\r\n\r\n" CHROMIUM
		"\r\n" DISPOSITION "\"file\"; filename=\"stakes 2026.csv\"\r\n"
		"Content-Type: text/csv\r\n\r\n"
		"owner,share\r\nAurelia,30\r\n\r\n" CHROMIUM "\r\n" DISPOSITION
		"\"file\"; filename=\"\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n"
		"\r\n" CHROMIUM "--\r\n"),
	    0);
	assert_int_equal(m.part.n, 3);
	assert_str(bw_multipart_get(&m, "format")->body, "");
	assert_false(bw_multipart_get(&m, "format")->file);
	p = bw_multipart_get(&m, "file");
	assert_true(p->file);
	assert_str(p->filename, "stakes 2026.csv");
	assert_str(p->type, "text/csv");
	assert_str(p->body, "owner,share\r\nAurelia,30\r\n");
	assert_true(m.part.v[2].file); /* no file was chosen */
	assert_str(m.part.v[2].filename, "");
	assert_str(m.part.v[2].body, "");
	assert_null(bw_multipart_get(&m, "absent"));
	bw_multipart_release(&m);
}

/* Firefox ends its numbers with no blank and writes é as it is; a name of the
 * file itself escapes only " and line breaks. */
static void
as_firefox_sends_it(void **state)
{
	struct bw_multipart m;

	(void)state;
	assert_int_equal(
	    parse(&m, &FIREFOX[2],
		FIREFOX "\r\n" DISPOSITION
			"\"file\"; filename=\"caf\xc3\xa9 %22a%22.json\"\r\n"
			"Content-Type: application/json\r\n\r\n"
			"{\"a\":\"--\"}\n\r\n" FIREFOX "--\r\n"),
	    0);
	assert_int_equal(m.part.n, 1);
	assert_str(m.part.v[0].filename, "caf\xc3\xa9 %22a%22.json");
	assert_str(m.part.v[0].body, "{\"a\":\"--\"}\n");
	bw_multipart_release(&m);
}

/* Bytes of every kind, and what looks like a boundary, are content. */
static void
content_is_not_touched(void **state)
{
	static const char content[] = "\0\r\n--\r\n--bo\r\n\r--bound\n--b\xff";
	struct bw_buf b = { 0 };
	struct bw_multipart m;

	(void)state;
	bw_buf_z(&b, "--b0und\r\n" DISPOSITION "f\r\n\r\n");
	bw_buf_add(&b, content, sizeof(content));
	bw_buf_z(&b, "\r\n--b0und--");
	assert_int_equal(
	    bw_multipart_parse(&m, BW_STR("b0und"), bw_buf_get(&b), NULL), 0);
	assert_int_equal(m.part.v[0].body.n, sizeof(content));
	assert_memory_equal(m.part.v[0].body.p, content, sizeof(content));
	bw_multipart_release(&m);
	bw_buf_release(&b);
}

static void
boundary_of_a_content_type(void **state)
{
	static const char *const good[][2] = {
		{ "multipart/form-data; boundary=----WebKitFormBoundaryAb0",
		    "----WebKitFormBoundaryAb0" },
		{ "Multipart/Form-Data;charset=utf-8;BOUNDARY=\"a b:c\"",
		    "a b:c" },
	};
	static const char *const bad[] = { "", "multipart/form-data",
		"multipart/mixed; boundary=a", "text/plain; boundary=a",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=\"a",
		"multipart/form-data; boundary=a; boundary=b",
		"multipart/form-data; boundary=\"a \"",
		"multipart/form-data; boundary=a\"b",
		"multipart/form-data boundary=a",
		"multipart/form-data; boundary="
		"0123456789012345678901234567890123456789"
		"0123456789012345678901234567890" };
	struct bw_str b;

	(void)state;
	for (size_t i = 0; i < BW_LEN(good); i++) {
		assert_true(bw_multipart_boundary(bw_str_of(good[i][0]), &b));
		assert_str(b, good[i][1]);
	}
	for (size_t i = 0; i < BW_LEN(bad); i++)
		assert_false(bw_multipart_boundary(bw_str_of(bad[i]), &b));
}

static void
what_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"--b",
		"--b--x",
		"--b\r\n",
		"--bb\r\n",
		"preamble\r\n--b--\r\n",
		"--b--\r\nepilogue",
		"--b\r\n" DISPOSITION "f\r\n\r\nx", /* cut off */
		"--b\r\n" DISPOSITION "f\r\n\r\nx\r\n--b",
		"--b\r\n" DISPOSITION "f\r\n\r\nx\r\n--b\r\n",
		"--b\r\n" DISPOSITION "f\r\n\r\nx\n--b--\n",
		"--b\r\n" DISPOSITION "f\n\nx\r\n--b--",
		"--b\r\n" DISPOSITION "f\r\n\r\n--b--", /* no CR LF before */
		"--b\r\n\r\nx\r\n--b--",
		"--b\r\nContent-Type: text/csv\r\n\r\nx\r\n--b--",
		"--b\r\nContent-Disposition: attachment; name=f\r\n\r\n"
		"x\r\n--b--",
		"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION "f; name=g\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION "f\r\n" DISPOSITION "g\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION "\"f\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION "\"f\"x\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION
		"f; filename=\"a\\\"b\"\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION "f; filename=\"\xff\"\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION
		"f; filename=\"\x1b[2J\"\r\n\r\nx\r\n--b--",
		"--b\r\nno colon\r\n\r\nx\r\n--b--",
		"--b\r\n" DISPOSITION
		"f\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--",
	};
	struct bw_multipart m;

	(void)state;
	for (size_t i = 0; i < BW_LEN(bad); i++) {
		if (parse(&m, "b", bad[i]) != BW_EFORMAT)
			print_message("%zu: %s\n", i, bad[i]);
		assert_int_equal(parse(&m, "b", bad[i]), BW_EFORMAT);
		assert_null(m.part.v);
	}
	assert_int_equal(parse(&m, "", "----\r\n"), BW_EFORMAT);
	assert_int_equal(parse(&m, "b", "--b--"), 0); /* a form of nothing */
	assert_int_equal(m.part.n, 0);
}

static void
bounds(void **state)
{
	struct bw_buf b = { 0 };
	struct bw_multipart m;

	(void)state;
	for (unsigned i = 0; i < BW_PARTS; i++)
		bw_buf_z(&b, "--b\r\n" DISPOSITION "f\r\n\r\n\r\n");
	bw_buf_z(&b, "--b--");
	assert_int_equal(
	    bw_multipart_parse(&m, BW_STR("b"), bw_buf_get(&b), NULL), 0);
	assert_int_equal(m.part.n, BW_PARTS);
	bw_multipart_release(&m);
	b.n -= 5;
	bw_buf_z(&b, "--b\r\n" DISPOSITION "f\r\n\r\n\r\n--b--");
	assert_int_equal(
	    bw_multipart_parse(&m, BW_STR("b"), bw_buf_get(&b), NULL),
	    BW_ELIMIT);
	bw_buf_clear(&b);
	bw_buf_z(&b, "--b\r\n" DISPOSITION "f; filename=\"");
	for (size_t i = 0; i < BW_PART_HEADERS; i++)
		bw_buf_char(&b, 'a');
	bw_buf_z(&b, "\"\r\n\r\n\r\n--b--");
	assert_int_equal(
	    bw_multipart_parse(&m, BW_STR("b"), bw_buf_get(&b), NULL),
	    BW_EFORMAT);
	bw_buf_clear(&b);
	bw_buf_z(&b, "--b\r\n" DISPOSITION "f\r\n");
	for (size_t i = 0; i < 16; i++)
		bw_buf_z(&b, "A: b\r\n");
	bw_buf_z(&b, "\r\n\r\n--b--");
	assert_int_equal(
	    bw_multipart_parse(&m, BW_STR("b"), bw_buf_get(&b), NULL),
	    BW_EFORMAT);
	bw_buf_release(&b);
}

static void
names_of_files(void **state)
{
	static const char *const cases[][2] = { { "a.csv", "a.csv" },
		{ "../../etc/passwd", "passwd" },
		{ "C:\\Documents\\a.csv", "a.csv" }, { "a/", "" }, { "..", "" },
		{ "x/..", "" }, { ".", "" }, { "", "" },
		{ ".hidden", ".hidden" } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_form_part p = { .filename = bw_str_of(cases[i][0]) };

		assert_str(bw_part_file(&p), cases[i][1]);
	}
}

static int
once(void *ctx, struct bw_err *err)
{
	struct bw_multipart m;
	int rc = bw_multipart_parse(&m, BW_STR("b"),
	    BW_STR("--b\r\n" DISPOSITION "f\r\n\r\nx\r\n--b--"), err);

	(void)ctx;
	if (rc == 0)
		bw_multipart_release(&m);
	return rc;
}

static void
survives_no_memory(void **state)
{
	(void)state;
	test_brutal(once, NULL, 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_chromium_sends_it),
		cmocka_unit_test(as_firefox_sends_it),
		cmocka_unit_test(content_is_not_touched),
		cmocka_unit_test(boundary_of_a_content_type),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(bounds),
		cmocka_unit_test(names_of_files),
		cmocka_unit_test(survives_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
