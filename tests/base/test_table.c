/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_table.c - tables as they look, and what holds for every width.
 */
#include "support/support.h"
#include "base/table.h"

static struct bw_out out;
static struct bw_arena arena;

static int
begin(void **state)
{
	(void)state;
	bw_arena_init(&arena, 0);
	bw_out_memory(&out);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	bw_out_release(&out);
	bw_arena_release(&arena);
	return 0;
}

static void
row(struct bw_table *t, const char *a, const char *b, const char *c)
{
	bw_table_cell(t, bw_str_of(a));
	bw_table_cell(t, bw_str_of(b));
	bw_table_cell(t, bw_str_of(c));
}

static struct bw_table *
owners(void)
{
	struct bw_table *t = bw_table_new(&arena);

	bw_table_col(t, BW_STR("Holder"), BW_COL_WRAP);
	bw_table_col(t, BW_STR("Share"), BW_COL_RIGHT);
	bw_table_col(t, BW_STR("Since"), 0);
	row(t, "Zonnebloem Holding B.V.", "60 %", "2019");
	row(t, "三菱 Café", "9.5 %", "");
	return t;
}

static void
columns_line_up(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_table_print(owners(), &out, 80, &err), &err);
	assert_str(bw_buf_get(&out.buf),
	    "Holder                   Share  Since\n"
	    "-----------------------  -----  -----\n"
	    "Zonnebloem Holding B.V.   60 %  2019\n"
	    "三菱 Café                9.5 %\n");
}

static void
the_widest_column_is_wrapped(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_table_print(owners(), &out, 32, &err), &err);
	assert_str(bw_buf_get(&out.buf),
	    "Holder              Share  Since\n"
	    "------------------  -----  -----\n"
	    "Zonnebloem Holding   60 %  2019\n"
	    "B.V.\n"
	    "三菱 Café           9.5 %\n");
}

static void
too_narrow_gives_blocks(void **state)
{
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	assert_ok(bw_table_print(owners(), &out, 22, &err), &err);
	assert_str(bw_buf_get(&out.buf),
	    "Holder:  Zonnebloem\n"
	    "         Holding B.V.\n"
	    "Share:   60 %\n"
	    "Since:   2019\n"
	    "\n"
	    "Holder:  三菱 Café\n"
	    "Share:   9.5 %\n");
}

static void
no_rows_still_show_the_titles(void **state)
{
	struct bw_table *t = bw_table_new(&arena);
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	bw_table_col(t, BW_STR("A"), 0);
	bw_table_col(t, BW_STR("B"), BW_COL_RIGHT);
	assert_ok(bw_table_print(t, &out, 80, &err), &err);
	assert_str(bw_buf_get(&out.buf), "A  B\n-  -\n");
}

static void
escapes_in_names_are_gone(void **state)
{
	struct bw_table *t = bw_table_new(&arena);
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	bw_table_col(t, BW_STR("Name"), 0);
	bw_table_cell(t, BW_STR("\033]0;pwned\a x\n"));
	assert_ok(bw_table_print(t, &out, 80, &err), &err);
	bw_wrap(&out, BW_STR("\033[31mred"), 0, 80);
	assert_null(memchr(out.buf.p, '\033', out.buf.n));
	assert_null(memchr(out.buf.p, '\a', out.buf.n));
}

/* What holds for any text: words in order and whole, and no line wider than
 * asked for unless it is one word. */
static void
check_lines(struct bw_str got, size_t width)
{
	struct bw_str line;

	while (bw_str_cut(&got, '\n', &line)) {
		struct bw_str text = bw_str_trim(line);

		if (bw_utf8_width(line) <= width)
			continue;
		if (memchr(text.p, ' ', text.n) != NULL)
			fail_msg("too wide: %.*s", BW_ARG(line));
	}
}

static void
random_text(struct bw_buf *b, uint64_t *seed)
{
	static const char *const words[] = { "a", "naar", "België", "三菱",
		"aandeelhoudersovereenkomst", "B.V.", "of", "—" };

	for (unsigned i = 0; i < 60; i++) {
		*seed ^= *seed << 13;
		*seed ^= *seed >> 7;
		*seed ^= *seed << 17;
		if (i > 0)
			bw_buf_z(b, *seed & 0x100 ? "  " : " ");
		bw_buf_z(b, words[*seed % BW_LEN(words)]);
	}
}

static void
same_words(struct bw_str a, struct bw_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && (a.p[i] == ' ' || a.p[i] == '\n'))
			i++;
		while (k < b.n && (b.p[k] == ' ' || b.p[k] == '\n'))
			k++;
		if (i == a.n || k == b.n)
			break;
		assert_int_equal(a.p[i++], b.p[k++]);
	}
	assert_int_equal(i, a.n);
	assert_int_equal(k, b.n);
}

static void
any_text_wraps_at_any_width(void **state)
{
	uint64_t seed = 20261125;
	struct bw_buf text = { 0 };

	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		unsigned width = 20 + i % 90, indent = i % 7;

		bw_buf_clear(&text);
		bw_buf_clear(&out.buf);
		random_text(&text, &seed);
		bw_wrap(&out, bw_buf_get(&text), indent, width);
		check_lines(bw_buf_get(&out.buf), width);
		same_words(bw_buf_get(&text), bw_buf_get(&out.buf));
	}
	bw_buf_release(&text);
}

static void
tables_fit_any_width(void **state)
{
	uint64_t seed = 7;
	struct bw_buf text = { 0 };
	struct bw_err err = BW_ERR_INIT;

	(void)state;
	for (unsigned width = 40; width < 140; width++) {
		struct bw_table *t = bw_table_new(&arena);

		bw_table_col(t, BW_STR("Name"), BW_COL_WRAP);
		bw_table_col(t, BW_STR("Figure"), BW_COL_RIGHT);
		bw_table_col(t, BW_STR("Why"), BW_COL_WRAP);
		bw_table_col(t, BW_STR("Fixed"), 0);
		for (unsigned r = 0; r < 3; r++) {
			bw_buf_clear(&text);
			random_text(&text, &seed);
			bw_table_cell(t, bw_buf_get(&text));
			bw_table_cell(t, BW_STR("1 234,5"));
			bw_table_cell(t, bw_buf_get(&text));
			bw_table_cell(t, BW_STR("never broken, 23 wide.."));
		}
		bw_buf_clear(&out.buf);
		assert_ok(bw_table_print(t, &out, width, &err), &err);
		check_lines(bw_buf_get(&out.buf), width);
		/* 12 + 7 + 12 + 23 and three gaps of 2: a table from 60. */
		assert_int_equal(
		    bw_str_find(bw_buf_get(&out.buf), BW_STR("Name:")) < 0,
		    width >= 60);
	}
	bw_buf_release(&text);
}

/* A path is broken behind a slash, and no letter of it is lost. */
static void
long_words_are_broken(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_table *t = bw_table_new(&arena);

	(void)state;
	bw_table_col(t, BW_STR("File"), BW_COL_WRAP);
	bw_table_col(t, BW_STR("N"), BW_COL_RIGHT);
	bw_table_cell(t, BW_STR("/home/anna/registers/2026/owners.csv"));
	bw_table_cell(t, BW_STR("1"));
	bw_buf_clear(&out.buf);
	assert_ok(bw_table_print(t, &out, 25, &err), &err);
	assert_str(bw_buf_get(&out.buf),
	    "File                    N\n"
	    "----------------------  -\n"
	    "/home/anna/registers/   1\n"
	    "2026/owners.csv\n");
}

static void
paragraphs_and_indents(void **state)
{
	(void)state;
	bw_wrap(&out, BW_STR("one two three\n\nfour\n"), 2, 9);
	assert_str(bw_buf_get(&out.buf), "  one two\n  three\n\n  four\n");
	bw_buf_clear(&out.buf);
	bw_wrap(&out, (struct bw_str){ NULL, 0 }, 2, 9);
	assert_str(bw_buf_get(&out.buf), "");
}

static void
width_without_a_terminal(void **state)
{
	(void)state;
	assert_int_equal(unsetenv("COLUMNS"), 0);
	assert_int_equal(bw_term_width(-1), 100);
	assert_int_equal(setenv("COLUMNS", "72", 1), 0);
	assert_int_equal(bw_term_width(-1), 72);
	assert_int_equal(setenv("COLUMNS", "3", 1), 0);
	assert_int_equal(bw_term_width(-1), 40);
	assert_int_equal(setenv("COLUMNS", "wide", 1), 0);
	assert_int_equal(bw_term_width(-1), 100);
	assert_int_equal(setenv("COLUMNS", "-5", 1), 0);
	assert_int_equal(bw_term_width(-1), 100);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_arena a;
	struct bw_table *t;
	struct bw_out o;
	int rc;

	(void)ctx;
	bw_arena_init(&a, 0);
	bw_out_memory(&o);
	t = bw_table_new(&a);
	bw_table_col(t, BW_STR("Name"), BW_COL_WRAP);
	bw_table_col(t, BW_STR("Why"), 0);
	bw_table_cell(t, BW_STR("a b c"));
	bw_table_cell(t, BW_STR("d"));
	rc = bw_table_print(t, &o, 40, err);
	bw_wrap(&o, BW_STR("some text"), 0, 5);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	bw_out_release(&o);
	bw_arena_release(&a);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 50);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(columns_line_up),
		CASE(the_widest_column_is_wrapped),
		CASE(too_narrow_gives_blocks),
		CASE(no_rows_still_show_the_titles),
		CASE(escapes_in_names_are_gone),
		CASE(any_text_wraps_at_any_width),
		CASE(tables_fit_any_width),
		CASE(long_words_are_broken),
		CASE(paragraphs_and_indents),
		CASE(width_without_a_terminal),
		CASE(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
