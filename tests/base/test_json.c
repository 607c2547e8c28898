/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_json.c - JSON as RFC 8259 defines it, and as registers publish it.
 *
 * The table of accepted and refused texts follows the idea of Seriot's
 * "Parsing JSON is a minefield" (y_ must be read, n_ must be refused), with
 * texts of our own. How records are cut is tested with windows of any size.
 */
#include "support/support.h"
#include "base/json.h"
#include "base/mem.h"

static void
show(struct bw_buf *b, struct bw_json v, struct bw_arena *a)
{
	struct bw_json_each it = bw_json_each(v);

	switch (bw_json_type(v)) {
	case BW_JSON_NONE:
		bw_buf_z(b, "?");
		break;
	case BW_JSON_NULL:
		bw_buf_z(b, "null");
		break;
	case BW_JSON_BOOL:
		bw_buf_z(b, bw_json_bool(v, false) ? "true" : "false");
		break;
	case BW_JSON_NUMBER:
		bw_buf_str(b, bw_json_decimal(v, a));
		break;
	case BW_JSON_STRING:
		bw_buf_fmt(b, "'%.*s'", BW_ARG(bw_json_str(v)));
		break;
	case BW_JSON_ARRAY:
		bw_buf_char(b, '[');
		for (bool first = true; bw_json_step(&it); first = false) {
			bw_buf_z(b, first ? "" : " ");
			show(b, it.value, a);
		}
		bw_buf_char(b, ']');
		break;
	case BW_JSON_OBJECT:
		bw_buf_char(b, '{');
		for (bool first = true; bw_json_step(&it); first = false) {
			bw_buf_fmt(
			    b, "%s%.*s=", first ? "" : " ", BW_ARG(it.key));
			show(b, it.value, a);
		}
		bw_buf_char(b, '}');
		break;
	}
}

struct made {
	struct bw_buf shown; /* "line:value " of every record, "line!" of bad */
	int rc;
	struct bw_err err;
	uint64_t number;
};

static struct made
read_json(struct bw_str text, const struct bw_json_opt *opt)
{
	struct made m = { .err = BW_ERR_INIT };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_arena a;
	struct bw_json v;
	bool more = true;

	bw_arena_init(&a, 0);
	m.rc = bw_input_memory(&in, text, NULL, &m.err);
	if (m.rc == 0)
		m.rc = bw_json_open(&r, in, opt, &m.err);
	while (m.rc == 0) {
		struct bw_err err = BW_ERR_INIT;

		m.rc = bw_json_next(r, &v, &more, &err);
		if (m.rc == 0 && !more)
			break;
		if (m.rc == 0) {
			bw_buf_fmt(&m.shown,
			    "%llu:", (unsigned long long)bw_json_line(r));
			show(&m.shown, v, &a);
			bw_buf_char(&m.shown, ' ');
			continue;
		}
		m.err = err;
		if (!bw_json_can_go_on(r))
			break;
		bw_buf_fmt(&m.shown, "%llu! ", (unsigned long long)err.line);
		m.rc = 0;
	}
	if (r != NULL)
		m.number = bw_json_number(r);
	bw_json_close(r);
	bw_input_free(in);
	bw_arena_release(&a);
	return m;
}

/* Whatever the window. */
static void
reads_as(struct bw_str text, const char *expected)
{
	static const size_t blocks[] = { 0, 1, 2, 3, 7, 64, 65 };

	for (size_t i = 0; i < BW_LEN(blocks); i++) {
		struct bw_json_opt opt = { .block = blocks[i] };
		struct made m = read_json(text, &opt);

		if (m.rc != 0 || !bw_str_is(bw_buf_get(&m.shown), expected))
			fail_msg("%.*s, window %zu: code %d \"%s\", %.*s, not "
				 "%s",
			    BW_ARG(text), blocks[i], m.rc, m.err.what,
			    BW_ARG(bw_buf_get(&m.shown)), expected);
		bw_buf_release(&m.shown);
	}
}

static void
refused(struct bw_str text, int code, uint64_t line, const char *word)
{
	static const size_t blocks[] = { 0, 1, 5 };

	for (size_t i = 0; i < BW_LEN(blocks); i++) {
		struct bw_json_opt opt = { .block = blocks[i] };
		struct made m = read_json(text, &opt);

		if (m.rc != code || m.err.line != line ||
		    strstr(m.err.what, word) == NULL)
			fail_msg("%.*s: code %d line %llu \"%s\", not %d line "
				 "%llu \"%s\"",
			    (int)(text.n < 80 ? text.n : 80), text.p, m.rc,
			    (unsigned long long)m.err.line, m.err.what, code,
			    (unsigned long long)line, word);
		bw_buf_release(&m.shown);
	}
}

static void
every_kind_of_value(void **state)
{
	(void)state;
	reads_as(BW_STR("{\"a\":[1,-2,0.5,true,false,null,\"x\",{},[]]}"),
	    "1:{a=[1 -2 0.5 true false null 'x' {} []]} ");
	reads_as(BW_STR("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\""),
	    "1:'\"\\/\b\f\n\r\t\u00e9\U0001f600' ");
	reads_as(BW_STR(" \t\r\n42 "), "2:42 ");
	reads_as(BW_STR("\xef\xbb\xbf{\"a\":1}"), "1:{a=1} ");
}

static const char *const good[] = { "[]", "{}", "[[]]", "[ ]", "{\"\":0}",
	"{\"a\":1,\"a\":2}", "[\"\\u0000\"]", "[\"\\uDBFF\\uDFFF\"]", "[-0]",
	"[0e0]", "[1E+2]", "[1e-2]", "[0.1e1]", "[123]", "[\"\x7f\"]",
	"[\"\u20ac\"]", "[\"\\\\n\"]", "[\"\\\\\\\"\"]", "\"\"", "true",
	"false", "null", "0", "-1.5e3", "[1\n,2\r\n]", "[{\"a\":[{}]}]",
	"[9223372036854775807]", "[18446744073709551615]", "[5e-324]",
	"[1.7976931348623157e308]", "[\"\xf4\x8f\xbf\xbf\"]", "[\"/\"]" };

static const char *const bad[] = { "[1,]", "[,1]", "[1,,2]", "[", "]", "{", "}",
	"[}", "{]", "[1}", "{\"a\":1]", "{\"a\"}", "{\"a\":}", "{a:1}",
	"{'a':1}", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{1:1}", "[01]", "[-01]",
	"[1.]", "[.5]", "[+1]", "[1e]", "[1e+]", "[0x1]", "[--1]", "[-]",
	"[1 2]", "[1a]", "[NaN]", "[Infinity]", "[-Infinity]", "[True]",
	"[tru]", "[truee]", "[nul]", "[\"a]", "[\"a", "\"", "[\"\\x\"]",
	"[\"\\u12\"]", "[\"\\u12g4\"]", "[\"\\\"]", "[\"a\nb\"]", "[\"\tb\"]",
	"[\"\x01\"]", "['a']", "[\"\x80\"]", "[\"\xc0\xaf\"]",
	"[\"\xe0\x9f\xbf\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]",
	"[\"\xff\"]", "[\"\xc3\"]", "[\"\xe2\x82\"]", "[\\u0031]", "[1]x",
	"[1]]", "{}}", "[1],[2]", "{\"a\":1},", "// c\n1", "[1/*c*/]", "[1]#",
	"abc", "tru", "-", "1,2", ",", ":", "[\"\\uD800\"]",
	"[\"\\uDC00\\uD800\"]", "[\"\\ud800\\u0061\"]", "[1e999]",
	"[123456789012345678901234567890]", "[\x0b]", "[\xa0]", "\\", "[\\]",
	"{\"a\":\\}", "{\"a\":/}", "[\"a\"\"b\"]", "{\"a\":\"b\":\"c\"}",
	"{\"a\" \"b\"}", "{{}}", "[[]", "[\"\\ud83d\\u\"]" };

static void
what_the_standard_says(void **state)
{
	struct bw_json_opt whole = { .whole = true };

	(void)state;
	for (size_t i = 0; i < 2 * BW_LEN(good); i++) {
		struct made m =
		    read_json(bw_str_of(good[i / 2]), i % 2 ? &whole : NULL);

		if (m.rc != 0)
			fail_msg("%s: %s", good[i / 2], m.err.what);
		bw_buf_release(&m.shown);
	}
	for (size_t i = 0; i < 2 * BW_LEN(bad); i++) {
		struct made m =
		    read_json(bw_str_of(bad[i / 2]), i % 2 ? &whole : NULL);

		if (m.rc != BW_EFORMAT)
			fail_msg("%s is taken: %.*s (code %d)", bad[i / 2],
			    BW_ARG(bw_buf_get(&m.shown)), m.rc);
		if (m.err.line == 0 || m.err.what[0] == '\0')
			fail_msg("%s: no place", bad[i / 2]);
		bw_buf_release(&m.shown);
	}
	refused(BW_STR("[1,\0]"), BW_EFORMAT, 1, "");
	refused(BW_STR("{}\0"), BW_EFORMAT, 1, "");
	refused(BW_STR(""), BW_EFORMAT, 0, "empty");
	refused(BW_STR("\xff\xfe{\0}\0"), BW_EFORMAT, 1, "UTF-16");
}

/* A document is refused wherever it is cut. */
static void
cut_at_every_byte(void **state)
{
	static const char text[] =
	    "{\"a\":[1,\"b\\n\\u00e9\",{\"c\":null}],\"\u20ac\":true}";
	struct bw_json_opt whole = { .whole = true };

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++)
		for (int i = 0; i < 2; i++) {
			struct made m = read_json(
			    (struct bw_str){ text, n }, i ? &whole : NULL);

			if (m.rc != BW_EFORMAT)
				fail_msg("cut at %zu: code %d", n, m.rc);
			bw_buf_release(&m.shown);
		}
	/* As an array every record before the cut is whole; then it stops. */
	for (size_t n = 1; n < sizeof("[{\"a\":1},{\"a\":2}]") - 1; n++) {
		struct made m = read_json(
		    (struct bw_str){ "[{\"a\":1},{\"a\":2}]", n }, NULL);

		assert_int_equal(m.rc, BW_EFORMAT);
		assert_str(bw_buf_get(&m.shown),
		    n < 8        ? ""
			: n < 16 ? "1:{a=1} "
				 : "1:{a=1} 1:{a=2} ");
		bw_buf_release(&m.shown);
	}
}

static void
arrays_give_their_elements(void **state)
{
	(void)state;
	reads_as(BW_STR("[]"), "");
	reads_as(BW_STR(" [ ] \n"), "");
	reads_as(BW_STR("[1 , \"a,]\" ,[2,3],\n{\"b\":[]}, null\n]\n"),
	    "1:1 1:'a,]' 1:[2 3] 2:{b=[]} 2:null ");
	refused(BW_STR("[{\"a\":1},\n{\"a\":}]"), BW_EFORMAT, 2, "");
	refused(BW_STR("[{\"a\":1}\n{\"a\":2}]"), BW_EFORMAT, 2, "comma");
	refused(BW_STR("[{\"a\":1},\n\n{\"a\":2}"), BW_EFORMAT, 3, "cut off");
	refused(BW_STR("[{\"a\":1}]\n{}"), BW_EFORMAT, 2, "behind");
	refused(BW_STR("[1,\n{\"a\":[1}]"), BW_EFORMAT, 2, "bracket");
	refused(BW_STR("[1,\n{\"a\":\"x\ny\"}]"), BW_EFORMAT, 2, "text");
}

static void
whole_arrays_if_asked(void **state)
{
	struct bw_json_opt whole = { .whole = true };
	struct made m = read_json(BW_STR("[1,[2]]"), &whole);

	(void)state;
	assert_ok(m.rc, &m.err);
	assert_str(bw_buf_get(&m.shown), "1:[1 [2]] ");
	bw_buf_release(&m.shown);
	/* The first is taken for the whole file, and is not. */
	m = read_json(BW_STR("{\"a\":1}\n[2] "), &whole);
	assert_ok(m.rc, &m.err);
	assert_str(bw_buf_get(&m.shown), "1:{a=1} 2:[2] ");
	bw_buf_release(&m.shown);
}

static void
values_one_after_the_other(void **state)
{
	(void)state;
	reads_as(BW_STR("{\"a\":1}{\"b\":2}\n{\"c\":3}{\"d\":4}"),
	    "1:{a=1} 1:{b=2} 2:{c=3} 2:{d=4} ");
	reads_as(
	    BW_STR("{\n \"a\": {}\n}\n{\n \"b\": 2\n}\n"), "1:{a={}} 4:{b=2} ");
	reads_as(BW_STR("1 2\n\"a\"\"b\" null"), "1:1 1:2 2:'a' 2:'b' 2:null ");
	/* One object whose list has a record to the line is no list of
	 * records. */
	reads_as(BW_STR("{\"items\":[\n{\"a\":1},\n{\"a\":2}\n]}\n"),
	    "1:{items=[{a=1} {a=2}]} ");
	/* One to a line, and then one that is not. */
	reads_as(
	    BW_STR("{\"a\":1}\n{\"b\":2}{\"c\":3}\n{\n\"d\":4}\n{\"e\":5}"),
	    "1:{a=1} 2:{b=2} 2:{c=3} 3:{d=4} 5:{e=5} ");
}

static void
a_broken_line_spoils_no_other(void **state)
{
	static const char *const broken[] = { "{\"a\":1", "{\"a\":\"x",
		"{\"a\":1}}", "{\"a\":[1}", "rubbish", "{\"a\":", "{\"a\":1,",
		"{\"a\":[", "{\"a\":\"\xff\"}", "{\"a\":01}", "}", "]", "\\",
		"{\"a\":1} x", "{\"a\\", "\"", "{\"a\":\"\\", ",", "{,}" };

	(void)state;
	for (size_t i = 0; i < BW_LEN(broken); i++) {
		struct bw_buf text = { 0 };

		bw_buf_fmt(
		    &text, "{\"a\":1}\n%s\n{\"a\":3}\n\n{\"a\":5}", broken[i]);
		reads_as(bw_buf_get(&text), "1:{a=1} 2! 3:{a=3} 5:{a=5} ");
		bw_buf_clear(&text);
		bw_buf_fmt(&text, "{\"a\":1}\r\n%s", broken[i]);
		reads_as(bw_buf_get(&text), "1:{a=1} 2! ");
		/* The first line, when it is no value and the second is. */
		if (broken[i][0] == '{' &&
		    strncmp(broken[i], "{\"a\":1}", 7) != 0) {
			bw_buf_clear(&text);
			bw_buf_fmt(
			    &text, "%s\n{\"a\":2}\n{\"a\":3}\n", broken[i]);
			reads_as(bw_buf_get(&text), "1! 2:{a=2} 3:{a=3} ");
		}
		bw_buf_release(&text);
	}
}

static void
a_broken_value_of_two_lines(void **state)
{
	(void)state;
	reads_as(BW_STR("{\"a\":\n1,}\n{\"a\":3}\n{\"a\":4}"),
	    "2! 3:{a=3} 4:{a=4} ");
}

/* A large document that is cut off gives one message, not thousands. */
static void
a_cut_document_is_one_failure(void **state)
{
	(void)state;
	refused(BW_STR("{\"items\":[\n{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n"),
	    BW_EFORMAT, 1, "cut off");
	refused(BW_STR("{\n\"a\": 1,\n\"b\": }\n"), BW_EFORMAT, 3, "");
}

static void
places_and_numbers(void **state)
{
	static const char text[] =
	    "\xef\xbb\xbf\n{\"a\":1}\n{bad}\n\n {\"a\":2}";
	static const struct {
		uint64_t line, byte;
	} at[] = { { 2, 4 }, { 3, 12 }, { 5, 20 } };
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json v;
	bool more;

	(void)state;
	assert_ok(bw_input_memory(&in, BW_STR(text), NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, NULL, &err), &err);
	for (size_t i = 0; i < BW_LEN(at); i++) {
		int rc = bw_json_next(r, &v, &more, &err);

		assert_int_equal(rc, i == 1 ? BW_EFORMAT : 0);
		assert_int_equal(bw_json_line(r), at[i].line);
		assert_int_equal(bw_json_byte(r), at[i].byte);
		assert_int_equal(bw_json_number(r), i + 1);
	}
	assert_int_equal(err.line, 3);
	assert_int_equal(err.byte, 13);
	assert_ok(bw_json_next(r, &v, &more, NULL), &err);
	assert_false(more);
	bw_json_close(r);
	bw_input_free(in);
}

/* The mistake is the byte marked by the number behind the text. */
static void
the_mistake_is_pointed_at(void **state)
{
	static const struct {
		const char *text;
		uint64_t byte;
	} cases[] = { { "{\"a\":1,}", 7 }, { "{\"a\" 1}", 5 },
		{ "{\"a\":01}", 6 }, { "{\"a\":[1 2]}", 8 }, { "{a:1}", 1 },
		{ "{\"a\":tru}", 5 }, { "{\"a\":\"\\x\"}", 7 },
		{ "{\"a\":\"b\xff\"}", 7 }, { "{\"a\":1.}", 7 },
		{ "{\"a\":[1,]}", 8 }, { "{\"a\":\"\x01\"}", 6 },
		{ "{\"a\":1e999}", 0 } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct made m = read_json(bw_str_of(cases[i].text), NULL);

		assert_int_equal(m.rc, BW_EFORMAT);
		if (m.err.byte != cases[i].byte)
			fail_msg("%s: byte %llu", cases[i].text,
			    (unsigned long long)m.err.byte);
		bw_buf_release(&m.shown);
	}
}

static void
the_mistake_in_a_text(void **state)
{
	static const struct {
		const char *text;
		uint64_t line, byte;
	} row[] = {
		{ "", 1, 0 }, { "{\"a\":\n [1,}", 2, 10 },
		{ "{\"a\":\n [1", 2, 9 }, /* more had to follow */
		{ "[\n\"a", 2, 4 }, { "{} x", 1, 3 }, { "[1]\n]", 2, 4 },
		{ "[\"\\u12", 1, 6 },
		{ "1e999", 1, 0 }, /* grammar finds nothing wrong */
	};
	uint64_t line, byte;

	(void)state;
	for (size_t i = 0; i < BW_LEN(row); i++) {
		bw_json_mistake(bw_str_of(row[i].text), &line, &byte);
		assert_int_equal(line, row[i].line);
		assert_int_equal(byte, row[i].byte);
	}
}

static void
depth_and_size_have_limits(void **state)
{
	struct bw_json_opt small = { .max_record = 20, .block = 8 };
	struct bw_buf b = { 0 };
	struct made m;
	size_t n = (size_t)160 << 20;
	char *p = malloc(n);

	(void)state;
	for (int depth = 255; depth <= 257; depth++) {
		bw_buf_clear(&b);
		bw_buf_z(&b, "{\"a\":");
		for (int i = 1; i < depth; i++)
			bw_buf_char(&b, '[');
		for (int i = 1; i < depth; i++)
			bw_buf_char(&b, ']');
		bw_buf_char(&b, '}');
		m = read_json(bw_buf_get(&b), NULL);
		assert_int_equal(m.rc, depth <= 256 ? 0 : BW_ELIMIT);
		bw_buf_release(&m.shown);
	}
	bw_buf_release(&b);
	m = read_json(BW_STR("[\"12345678901234567890\"]"), &small);
	assert_int_equal(m.rc, BW_ELIMIT);
	bw_buf_release(&m.shown);
	m = read_json(BW_STR("[\"123456789012345678\"]"), &small);
	assert_int_equal(m.rc, 0);
	bw_buf_release(&m.shown);
	/* One endless text, one endless nest, one endless line. */
	assert_non_null(p);
	memset(p, 'a', n);
	p[0] = '"';
	refused((struct bw_str){ p, n }, BW_ELIMIT, 1, "larger");
	memset(p, '[', n);
	refused((struct bw_str){ p, n }, BW_ELIMIT, 1, "deeper");
	memset(p, ' ', n);
	memcpy(p, "{}\n{}", 5);
	memset(p + 6, 'x', n - 6);
	refused((struct bw_str){ p, n }, BW_ELIMIT, 2, "larger");
	free(p);
}

/* Decimals are those that were written: to 15 digits always, and what is
 * longer reads back to the same double (strtod is the second way). */
static void
decimals_are_exact(void **state)
{
	static const char *const as_written[] = { "0", "0.1", "0.3", "12.5",
		"33.3333333333333", "99.99", "-0.25", "1234567.891", "0.000001",
		"100", "0.00000000001", "1234567890123.45", "9007199254740993",
		"18446744073709551615" };
	static const struct {
		const char *written, *plain;
	} other[] = { { "1e-7", "0.0000001" }, { "2.50", "2.5" },
		{ "1E2", "100" }, { "1e21", "1000000000000000000000" },
		{ "-1.5e-3", "-0.0015" }, { "0.0", "0" },
		{ "33.333333333333336", "33.333333333333336" },
		{ "0.30000000000000004", "0.30000000000000004" },
		{ "\" 12.5 \"", "12.5" } };
	static const double extreme[] = { 5e-324, 1.7976931348623157e308,
		2.2250738585072014e-308, 0.1 + 0.2, 1.0 / 3, 1e22, 1e23 };
	struct bw_arena a;
	struct bw_buf b = { 0 };
	struct made m;
	uint64_t x = 1;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(as_written) + BW_LEN(other); i++) {
		size_t k = i - BW_LEN(as_written);
		bool same = i < BW_LEN(as_written);
		const char *text = same ? as_written[i] : other[k].written;
		struct bw_json_reader *r = NULL;
		struct bw_err err = BW_ERR_INIT;
		struct bw_input *in = NULL;
		struct bw_json v;
		bool more;

		assert_ok(
		    bw_input_memory(&in, bw_str_of(text), NULL, &err), &err);
		assert_ok(bw_json_open(&r, in, NULL, &err), &err);
		assert_ok(bw_json_next(r, &v, &more, &err), &err);
		assert_str(
		    bw_json_decimal(v, &a), same ? text : other[k].plain);
		bw_json_close(r);
		bw_input_free(in);
	}
	bw_arena_release(&a);
	for (size_t i = 0; i < BW_LEN(extreme) + 3000; i++) {
		double d;

		x ^= x >> 12;
		x ^= x << 25;
		x ^= x >> 27;
		d = i < BW_LEN(extreme)
		    ? extreme[i]
		    : (double)(x >> 20) / 1e9 - (i % 3 ? 0 : 4000);
		bw_buf_clear(&b);
		bw_buf_fmt(&b, "%.17g", d);
		m = read_json(bw_buf_get(&b), NULL);
		assert_ok(m.rc, &m.err);
		assert_null(memchr(m.shown.p, 'e', m.shown.n));
		m.shown.p[m.shown.n - 1] = '\0';
		assert_true(strtod(m.shown.p + 2, NULL) == d);
		bw_buf_release(&m.shown);
	}
	bw_buf_release(&b);
}

static void
paths_need_no_checks(void **state)
{
	static const char text[] =
	    "{\"a\":{\"b\":{\"c\":\"x\",\"n\":null}},\"l\":[1,2,3],\"t\":true,"
	    "\"i\":-5,\"d\":1.5,\"big\":18446744073709551615,\"e\":\"\"}";
	struct bw_err err = BW_ERR_INIT;
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json v, none;
	int64_t i = 7;
	double d = 7;
	bool more;

	(void)state;
	assert_ok(bw_input_memory(&in, BW_STR(text), NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, NULL, &err), &err);
	assert_ok(bw_json_next(r, &v, &more, &err), &err);
	assert_str(bw_json_str(bw_json_path(v, "a.b.c")), "x");
	assert_int_equal(bw_json_type(bw_json_path(v, "a.b.n")), BW_JSON_NULL);
	none = bw_json_path(v, "a.x.c.d");
	assert_int_equal(bw_json_type(none), BW_JSON_NONE);
	assert_int_equal(bw_json_type(bw_json_get(none, "a")), BW_JSON_NONE);
	assert_int_equal(bw_json_str(none).n, 0);
	assert_int_equal(bw_json_count(none), 0);
	assert_int_equal(bw_json_str(bw_json_get(v, "l")).n, 0);
	assert_true(bw_json_str(bw_json_get(v, "e")).p != NULL);
	assert_true(bw_json_bool(none, true));
	assert_true(bw_json_bool(bw_json_get(v, "t"), false));
	assert_true(bw_json_bool(bw_json_get(v, "i"), true));
	assert_false(bw_json_i64(none, &i));
	assert_false(bw_json_i64(bw_json_get(v, "big"), &i));
	assert_false(bw_json_i64(bw_json_get(v, "d"), &i));
	assert_true(bw_json_i64(bw_json_get(v, "i"), &i));
	assert_int_equal(i, -5);
	assert_false(bw_json_f64(bw_json_get(v, "a"), &d));
	assert_true(bw_json_f64(bw_json_get(v, "i"), &d) && d < -4.9);
	assert_int_equal(bw_json_count(bw_json_get(v, "l")), 3);
	assert_int_equal(bw_json_count(v), 7);
	bw_json_close(r);
	bw_input_free(in);
}

static int
read_brutal(void *ctx, struct bw_err *err)
{
	const struct bw_str *text = ctx;
	struct bw_json_opt opt = { .block = 4 };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json v;
	bool more = true;
	int rc = bw_input_memory(&in, *text, NULL, err);

	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	while (rc == 0 && more)
		rc = bw_json_next(r, &v, &more, err);
	bw_json_close(r);
	bw_input_free(in);
	return rc;
}

static void
survives_without_memory(void **state)
{
	struct bw_str text =
	    BW_STR("{\"a\":1}\n{\"a\":[1,2,3,4,5,6,7,8,9,10,11,12]}\n");

	(void)state;
	test_brutal(read_brutal, &text, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_value),
		cmocka_unit_test(what_the_standard_says),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(arrays_give_their_elements),
		cmocka_unit_test(whole_arrays_if_asked),
		cmocka_unit_test(values_one_after_the_other),
		cmocka_unit_test(a_broken_line_spoils_no_other),
		cmocka_unit_test(a_broken_value_of_two_lines),
		cmocka_unit_test(a_cut_document_is_one_failure),
		cmocka_unit_test(places_and_numbers),
		cmocka_unit_test(the_mistake_is_pointed_at),
		cmocka_unit_test(the_mistake_in_a_text),
		cmocka_unit_test(depth_and_size_have_limits),
		cmocka_unit_test(decimals_are_exact),
		cmocka_unit_test(paths_need_no_checks),
		cmocka_unit_test(survives_without_memory),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
