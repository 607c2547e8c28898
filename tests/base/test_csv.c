/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_csv.c - tables as they come: every dialect, any window.
 *
 * Rows are shown as text, cells between < and >, so that an expectation can
 * be read. The property test writes random rows by the rules of RFC 4180 and
 * reads them back through windows of any size: what was written is the
 * second way of knowing.
 */
#include "support/support.h"
#include "base/csv.h"
#include "base/mem.h"

struct made { /* a table read whole */
	struct bw_buf shown;
	int rc;
	struct bw_err err;
	bool recoded;
	char delimiter;
};

static struct made
read_table(struct bw_str text, const struct bw_csv_opt *opt)
{
	struct made m = { .err = BW_ERR_INIT };
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	bool more = true;

	m.rc = bw_input_memory(&in, text, NULL, &m.err);
	if (m.rc == 0)
		m.rc = bw_csv_open(&c, in, opt, &m.err);
	while (m.rc == 0) {
		m.rc = bw_csv_next(c, &row, &more, &m.err);
		if (m.rc != 0 || !more)
			break;
		bw_buf_fmt(&m.shown, "%llu:", (unsigned long long)row.line);
		for (size_t i = 0; i < row.n; i++)
			bw_buf_fmt(&m.shown, "<%.*s>", BW_ARG(row.field[i]));
		bw_buf_char(&m.shown, ' ');
	}
	if (m.rc == 0) { /* the end stays the end */
		m.rc = bw_csv_next(c, &row, &more, &m.err);
		assert_false(more);
	}
	if (c != NULL) {
		m.recoded = bw_csv_recoded(c);
		m.delimiter = bw_csv_delimiter(c);
	}
	bw_csv_close(c);
	bw_input_free(in);
	return m;
}

/* Read with the usual window and with small ones: always the same. */
static void
reads_as(struct bw_str text, const char *expected)
{
	static const size_t blocks[] = { 0, 1, 2, 3, 5, 64, 65 };

	for (size_t i = 0; i < BW_LEN(blocks); i++) {
		struct bw_csv_opt opt = { .block = blocks[i] };
		struct made m = read_table(text, &opt);

		assert_ok(m.rc, &m.err);
		assert_str(bw_buf_get(&m.shown), expected);
		bw_buf_release(&m.shown);
	}
}

static void
refused(struct bw_str text, const struct bw_csv_opt *opt, int code,
    uint64_t line, const char *word)
{
	struct made m = read_table(text, opt);

	if (m.rc != code || m.err.line != line ||
	    strstr(m.err.what, word) == NULL)
		fail_msg("code %d line %llu \"%s\", not %d line %llu \"%s\"",
		    m.rc, (unsigned long long)m.err.line, m.err.what, code,
		    (unsigned long long)line, word);
	bw_buf_release(&m.shown);
}

static void
any_line_end_and_none(void **state)
{
	(void)state;
	reads_as(BW_STR("a,b\n1,2\n"), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR("a,b\r\n1,2\r\n"), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR("a,b\r1,2\r"), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR("a,b\n1,2"), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR("a,b\n1,"), "1:<a><b> 2:<1><> ");
	reads_as(BW_STR("a,b\r\n1,\"2\"\r\n"), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR("a,b\n1,\"2\""), "1:<a><b> 2:<1><2> ");
	reads_as(BW_STR(""), "");
	reads_as(BW_STR("\n\r\n"), "");
	reads_as(BW_STR("a"), "1:<a> ");
}

static void
quotes(void **state)
{
	(void)state;
	reads_as(BW_STR("a,\"x,\"\"y\"\"\n z\",c\nd,e,f\n"),
	    "1:<a><x,\"y\"\n z><c> 3:<d><e><f> ");
	reads_as(BW_STR("a,\"\",\"\"\"\"\n"), "1:<a><><\"> ");
	/* Within unquoted text and behind a closing quote it is text. */
	reads_as(BW_STR("3\" pipe,a\"b\"c\n"), "1:<3\" pipe><a\"b\"c> ");
	reads_as(BW_STR("\"a\"b\"c\",d\n"), "1:<ab\"c\"><d> ");
	reads_as(BW_STR("\"a\" ,d\n"), "1:<a ><d> ");
	reads_as(BW_STR("\"a\"\"b\" \"\",d\n"), "1:<a\"b \"\"><d> ");
	/* A carriage return within quotes stays. */
	reads_as(BW_STR("\"a\r\",\"b\r\nc\"\r\nd,e\r\n"),
	    "1:<a\r><b\r\nc> 4:<d><e> ");
}

static void
blank_rows_are_passed_over(void **state)
{
	(void)state;
	reads_as(BW_STR("\n\na,b\n\n \t\n1,2\n\n"), "3:<a><b> 6:<1><2> ");
	reads_as(BW_STR("a;b;c\n;;\n1;;\n"), "1:<a><b><c> 3:<1><><> ");
	reads_as(BW_STR("a\n\"\"\nb\n"), "1:<a> 2:<> 3:<b> ");
}

static void
dialects(void **state)
{
	static const struct {
		const char *text;
		char delimiter;
	} d[] = { { "a,b,c\n1,2,3\n", ',' }, { "a;b;c\n1,5;2,5;3,5\n", ';' },
		{ "a\tb\n1,2\t3,4\n1;2\t3\n", '\t' }, { "a|b|c\n1|2|3\n", '|' },
		{ "one\ntwo\n", ',' }, { "", ',' },
		{ "name;\"a,b,c,d,e\"\nx;\"1,2,3,4\"\n", ';' },
		{ "a,b\n\"x;y;z\",\"p;q;r\"\n", ',' },
		{ "sep=|\na,b|c,d\n", '|' },
		{ "\xef\xbb\xbf"
		  "a;b\r\n1;2\r\n",
		    ';' } };

	(void)state;
	for (size_t i = 0; i < BW_LEN(d); i++) {
		struct made m = read_table(bw_str_of(d[i].text), NULL);

		assert_ok(m.rc, &m.err);
		assert_int_equal(m.delimiter, d[i].delimiter);
		bw_buf_release(&m.shown);
	}
	reads_as(BW_STR("sep=;\r\na;b\r\n"), "2:<a><b> ");
	reads_as(BW_STR("\xef\xbb\xbf\"a\",b\n"), "1:<a><b> ");
	reads_as(BW_STR("\xef\xbb\xbfsep=;\na;b\n"), "2:<a><b> ");
}

static void
the_place_of_a_row_is_known(void **state)
{
	static const char text[] = "\xef\xbb\xbf"
				   "a,b\r\n\r\n\"x\n\ny\",2\r\n\xe9,4\r\n5,6";
	static const struct {
		uint64_t line, byte;
	} at[] = { { 1, 3 }, { 3, 10 }, { 6, 20 }, { 7, 25 } };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	bool more;

	(void)state;
	assert_ok(bw_input_memory(&in, BW_STR(text), NULL, &err), &err);
	assert_ok(bw_csv_open(&c, in, NULL, &err), &err);
	for (size_t i = 0; i < BW_LEN(at); i++) {
		assert_ok(bw_csv_next(c, &row, &more, &err), &err);
		assert_true(more);
		assert_int_equal(row.line, at[i].line);
		assert_int_equal(row.byte, at[i].byte);
	}
	assert_ok(bw_csv_next(c, &row, &more, &err), &err);
	assert_false(more);
	bw_csv_close(c);
	bw_input_free(in);
}

static void
windows_1252(void **state)
{
	struct made m;

	(void)state;
	/* iconv -f WINDOWS-1252: euro, e acute, right quote */
	reads_as(BW_STR("a,b\ncaf\xe9,\x80 5\nCAF\xc9\x92,x\n"),
	    "1:<a><b> 2:<caf\u00e9><\u20ac 5> 3:<CAF\u00c9\u2019><x> ");
	/* Good UTF-8 before: only the bad byte is recoded. */
	reads_as(BW_STR("\u00e9,\u20ac\n\xe9,\u00e9\n"),
	    "1:<\u00e9><\u20ac> 2:<\u00e9><\u00e9> ");
	/* Cut at the end of the file. */
	reads_as(BW_STR("a,\u00e9,\xe2\x82"), "1:<a><\u00e9><\u00e2\u201a> ");
	m = read_table(BW_STR("a,b\ncaf\xe9,1\n"), NULL);
	assert_true(m.recoded);
	bw_buf_release(&m.shown);
	m = read_table(BW_STR("a,b\ncaf\u00e9,1\n"), NULL);
	assert_false(m.recoded);
	bw_buf_release(&m.shown);
}

static void
what_is_no_table_is_refused(void **state)
{
	struct bw_csv_opt few = { .max_fields = 3 };
	struct bw_csv_opt small = { .max_record = 10 };
	struct bw_csv_opt tiny = { .max_record = 10, .block = 4 };

	(void)state;
	refused(BW_STR("a,b\n1,\"2\n3,4\n5,6"), NULL, BW_EFORMAT, 2, "quote");
	refused(BW_STR("a,b\n1,2\n3,\0\n"), NULL, BW_EFORMAT, 3, "NUL");
	refused(BW_STR("a,b\n1,2\n\"3\n\0"), NULL, BW_EFORMAT, 4, "NUL");
	refused(BW_STR("\xff\xfe"
		       "a\0,\0b\0\n\0"),
	    NULL, BW_EFORMAT, 0, "UTF-16");
	refused(BW_STR("a\0,\0b\0\n\0"), NULL, BW_EFORMAT, 0, "UTF-16");
	refused(BW_STR("a,b,c\n1,2,3,4\n"), &few, BW_ELIMIT, 2, "fields");
	refused(BW_STR("a,b\n1234567890,2\n"), &small, BW_ELIMIT, 2, "long");
	refused(BW_STR("a,b\n1234567890,2\n"), &tiny, BW_ELIMIT, 2, "long");
	refused(
	    BW_STR("a,b\n1,\"2\n34567890\",2\n"), &tiny, BW_ELIMIT, 2, "long");
}

static uint64_t
next(uint64_t *x)
{
	*x ^= *x >> 12;
	*x ^= *x << 25;
	*x ^= *x >> 27;
	return *x * 0x2545f4914f6cdd1du;
}

static void
random_cell(struct bw_buf *b, uint64_t *x)
{
	static const char *const bits[] = { "a", "Bv", ",", ";", "\t", "|",
		"\"", "\"\"", "\n", "\r\n", "\r", " ", "\u00e9", "\u20ac",
		"\U0001f600", "'", "1,5", "long text without anything in it" };
	size_t n = next(x) % 5;

	for (size_t i = 0; i < n; i++)
		bw_buf_z(b, bits[next(x) % BW_LEN(bits)]);
}

static void
write_cell(struct bw_buf *b, struct bw_str s, char delimiter, bool quote)
{
	for (size_t i = 0; i < s.n; i++)
		quote |= s.p[i] == delimiter || s.p[i] == '"' ||
		    s.p[i] == '\n' || s.p[i] == '\r';
	if (!quote) {
		bw_buf_str(b, s);
		return;
	}
	bw_buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			bw_buf_char(b, '"');
		bw_buf_char(b, s.p[i]);
	}
	bw_buf_char(b, '"');
}

/* A random table, and what reading it must show (lines apart). */
static void
random_table(
    uint64_t *x, char delimiter, struct bw_buf *text, struct bw_buf *shown)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };
	const char *end = ends[next(x) % 3];
	size_t rows = next(x) % 20 + 1, columns = next(x) % 6 + 1;
	struct bw_buf cell = { 0 };

	for (size_t r = 0; r < rows; r++) {
		bw_buf_z(shown, "|");
		for (size_t i = 0; i < columns; i++) {
			bw_buf_clear(&cell);
			random_cell(&cell, x);
			if (i > 0)
				bw_buf_char(text, delimiter);
			/* The first is quoted: no row is blank. */
			write_cell(text, bw_buf_get(&cell), delimiter,
			    i == 0 || next(x) % 4 == 0);
			bw_buf_fmt(shown, "<%.*s>", BW_ARG(bw_buf_get(&cell)));
		}
		if (r + 1 < rows || next(x) % 2)
			bw_buf_z(text, end);
	}
	bw_buf_release(&cell);
}

static struct bw_buf
read_cells(struct bw_str text, const struct bw_csv_opt *opt)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	struct bw_buf b = { 0 };
	bool more;

	assert_ok(bw_input_memory(&in, text, NULL, &err), &err);
	assert_ok(bw_csv_open(&c, in, opt, &err), &err);
	for (;;) {
		assert_ok(bw_csv_next(c, &row, &more, &err), &err);
		if (!more)
			break;
		bw_buf_z(&b, "|");
		for (size_t i = 0; i < row.n; i++)
			bw_buf_fmt(&b, "<%.*s>", BW_ARG(row.field[i]));
	}
	bw_csv_close(c);
	bw_input_free(in);
	return b;
}

static void
what_is_written_reads_back(void **state)
{
	static const char delimiters[] = { ',', ';', '\t', '|' };
	uint64_t x = 20251125;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char delimiter = delimiters[round % 4];
		struct bw_csv_opt opt = { .delimiter = delimiter,
			.block = round % 3 ? next(&x) % 100 + 1 : 0 };
		struct bw_buf text = { 0 }, shown = { 0 }, got;

		random_table(&x, delimiter, &text, &shown);
		got = read_cells(bw_buf_get(&text), &opt);
		if (!bw_str_eq(bw_buf_get(&got), bw_buf_get(&shown)))
			fail_msg("round %d, window %zu: %.*s gives %.*s", round,
			    opt.block, BW_ARG(bw_buf_get(&text)),
			    BW_ARG(bw_buf_get(&got)));
		bw_buf_release(&text);
		bw_buf_release(&shown);
		bw_buf_release(&got);
	}
}

/* Any bytes: whatever the window, the same rows or the same refusal. */
static void
the_window_cannot_be_seen(void **state)
{
	static const char *const bits[] = { "a", ",", "\"", "\n", "\r", "\xe9",
		"\xc3", "\xa9", "\u00e9", ",\"", "\",", "\"\"", " " };
	uint64_t x = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct bw_buf text = { 0 };
		struct bw_csv_opt opt = { .delimiter = ',' };
		size_t n = next(&x) % 40;
		struct made whole, part;

		for (size_t i = 0; i < n; i++)
			bw_buf_z(&text, bits[next(&x) % BW_LEN(bits)]);
		whole = read_table(bw_buf_get(&text), &opt);
		opt.block = next(&x) % 17 + 1;
		part = read_table(bw_buf_get(&text), &opt);
		if (whole.rc != part.rc || whole.err.line != part.err.line ||
		    whole.err.byte != part.err.byte ||
		    !bw_str_eq(
			bw_buf_get(&whole.shown), bw_buf_get(&part.shown)))
			fail_msg("round %d, window %zu: \"%.*s\"", round,
			    opt.block, BW_ARG(bw_buf_get(&text)));
		bw_buf_release(&whole.shown);
		bw_buf_release(&part.shown);
		bw_buf_release(&text);
	}
}

/* The table of a .zst of 1 GB of one letter: refused, in little memory. */
static void
an_endless_line_takes_no_memory(void **state)
{
	size_t n = (size_t)64 << 20;
	char *p = malloc(n);

	(void)state;
	assert_non_null(p);
	memset(p, 'a', n);
	(void)bw_mem_fail_at(0);
	refused((struct bw_str){ p, n }, NULL, BW_ELIMIT, 1, "long");
	assert_true(bw_mem_fail_at(0) < 40);
	memset(p, '"', 1);
	refused((struct bw_str){ p, n }, NULL, BW_ELIMIT, 1, "long");
	memset(p, ',', n);
	refused((struct bw_str){ p, n }, NULL, BW_ELIMIT, 1, "fields");
	free(p);
}

static int
read_brutal(void *ctx, struct bw_err *err)
{
	struct bw_str *text = ctx;
	struct bw_csv_opt opt = { .block = 8 };
	struct bw_input *in = NULL;
	struct bw_csv *c = NULL;
	struct bw_csv_row row;
	bool more = true;
	int rc = bw_input_memory(&in, *text, NULL, err);

	if (rc == 0)
		rc = bw_csv_open(&c, in, &opt, err);
	while (rc == 0 && more)
		rc = bw_csv_next(c, &row, &more, err);
	bw_csv_close(c);
	bw_input_free(in);
	return rc;
}

static void
survives_without_memory(void **state)
{
	struct bw_str text = BW_STR("a,b,c\n\"x\"\"y\",\xe9,a long field that "
				    "needs more than the window\n"
				    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,x\n");

	(void)state;
	test_brutal(read_brutal, &text, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_line_end_and_none),
		cmocka_unit_test(quotes),
		cmocka_unit_test(blank_rows_are_passed_over),
		cmocka_unit_test(dialects),
		cmocka_unit_test(the_place_of_a_row_is_known),
		cmocka_unit_test(windows_1252),
		cmocka_unit_test(what_is_no_table_is_refused),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(the_window_cannot_be_seen),
		cmocka_unit_test(an_endless_line_takes_no_memory),
		cmocka_unit_test(survives_without_memory),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
