/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_pdf.c - lines of text, directions, drawings, and files that run out of
 * memory. What a whole file must be is looked at by tests/cli/report.py, with
 * qpdf, poppler and pikepdf.
 */
#include "support/support.h"
#include "base/mem.h"
#include "pdf/font_machine.h"

#define INK 0x16232eu

static struct bw_pdf *
opened(void)
{
	struct bw_pdf_about about = { BW_STR("Title"), BW_STR("Subject"),
		BW_STR("Test"), "en" };
	struct bw_pdf *p = bw_pdf_new(&about);

	assert_non_null(p);
	bw_pdf_page(p, BW_PT(595), BW_PT(842));
	return p;
}

/* Letters of a line as they stand from left to right, in UTF-8. */
static struct bw_str
seen(const struct bw_pdf_text *t, size_t line, struct bw_buf *b)
{
	bw_buf_clear(b);
	for (size_t k = 0; k < t->line[line].n; k++) {
		const struct bw_pdf_seg *s = &t->line[line].seg[k];

		for (uint32_t g = s->first; g < s->first + s->n; g++)
			bw_buf_rune(
			    b, t->shaped->letter[t->shaped->glyph[g].letter]);
	}
	return bw_buf_get(b);
}

static void
lines_end_where_they_may(void **state)
{
	static const struct {
		const char *text;
		bw_mp width;
		const char *line[4];
	} cases[] = {
		{ "one two three", 40000, { "one two ", "three" } },
		{ "one two three", 400000, { "one two three" } },
		{ "a long-winded word", 48000,
		    { "a long-", "winded ", "word" } },
		{ "meat 12 % or < 0.1 %", 40000,
		    { "meat ", "12\xc2\xa0% or ", "< 0.1\xc2\xa0%" } },
		{ "WWWW", 20000, { "WW", "WW" } },
	};
	struct bw_pdf *p = opened();
	struct bw_buf b = { 0 };
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_pdf_run run = { bw_str_of(cases[i].text),
			BW_PDF_REGULAR, 10000, INK };
		struct bw_pdf_text t;
		size_t n = 0;

		bw_pdf_lay(p, &a, &run, 1, cases[i].width, &t);
		while (n < 4 && cases[i].line[n] != NULL)
			n++;
		assert_int_equal(t.n, n);
		for (size_t k = 0; k < n; k++)
			assert_str(seen(&t, k, &b), cases[i].line[k]);
	}
	bw_buf_release(&b);
	bw_arena_release(&a);
	bw_pdf_free(p);
}

/* The examples of UAX #9, drawn from left to right. */
static void
directions_are_kept(void **state)
{
	static const char *const cases[][2] = {
		/* abc GIMEL BET ALEF def */
		{ "abc \xd7\x90\xd7\x91\xd7\x92 def",
		    "abc \xd7\x92\xd7\x91\xd7\x90 def" },
		/* numbers in a Hebrew text run from left to right */
		{ "\xd7\x90 12 \xd7\x91", "\xd7\x91 12 \xd7\x90" },
		/* marks that turn the direction are no part of a name */
		{ "\xe2\x80\xae"
		  "abc",
		    "abc" },
	};
	struct bw_pdf *p = opened();
	struct bw_buf b = { 0 };
	struct bw_arena a;

	(void)state;
	bw_arena_init(&a, 0);
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_pdf_run run = { bw_str_of(cases[i][0]),
			BW_PDF_REGULAR, 10000, INK };
		struct bw_pdf_text t;

		bw_pdf_lay(p, &a, &run, 1, BW_PT(400), &t);
		assert_int_equal(t.n, 1);
		assert_str(seen(&t, 0, &b), cases[i][1]);
	}
	bw_buf_release(&b);
	bw_arena_release(&a);
	bw_pdf_free(p);
}

/* A letter that nobody can draw: a sign, counted, and the letter in the file.
 */
static void
letters_are_not_lost(void **state)
{
	struct bw_pdf_run run = { BW_STR("x\xf4\x8f\xbf\xbd"), BW_PDF_BOLD,
		10000, INK };
	struct bw_pdf *p = opened();
	struct bw_pdf_text t;
	struct bw_arena a;
	struct bw_str ink;

	(void)state;
	bw_arena_init(&a, 0);
	bw_pdf_lay(p, &a, &run, 1, BW_PT(400), &t);
	assert_int_equal(bw_pdf_lacking(p), 1);
	bw_pdf_tag(p, bw_pdf_elem(p, BW_NONE, "P"));
	for (size_t k = 0; k < t.line[0].n; k++)
		bw_pdf_show(p, &t, &t.line[0].seg[k], 0, 0);
	bw_pdf_end(p);
	ink = bw_buf_get(&p->page.v[0].ink);
	assert_true(bw_str_find(ink, BW_STR("ActualText <FEFFDBFFDFFD>")) > 0);
	bw_arena_release(&a);
	bw_pdf_free(p);
}

static void
drawings_are_known_or_refused(void **state)
{
	static const struct {
		const char *in;
		int rc;
	} cases[] = {
		{ "<rect width='5' height='5' rx='2'/><circle r='3'/>", 0 },
		{ "<g transform='translate(3 4)'><text x='1'>t</text></g>", 0 },
		{ "<path d='M1 1L2.5-2H4V5C1 2 3 4 5 6ZM-1-1'/>", 0 },
		{ "<path d='M5-5A5 5 0 1 1-5-5'/>", 0 },
		{ "<path d='M5 5Q1 2 3 4'/>", BW_EFORMAT },
		{ "<path d='M5'/>", BW_EFORMAT },
		{ "<path d='5 5'/>", BW_EFORMAT },
		{ "<path d='M5-5A5 5 0 1 1 9 9'/>", BW_EFORMAT },
		{ "<g transform='rotate(3)'/>", BW_EFORMAT },
		{ "<image href='x'/>", BW_EFORMAT },
	};
	struct bw_str css =
	    BW_STR(":root { --a: #ff0000; }\n"
		   "@media print { :root { --a: #00ff00; } }\n"
		   ".drawing rect { fill: var(--a); stroke: #0000ff; }");
	struct bw_pdf *p = opened();
	char svg[512];

	(void)state;
	for (size_t i = 0; i < BW_LEN(cases); i++) {
		struct bw_err err = BW_ERR_INIT;

		snprintf(svg, sizeof(svg),
		    "<svg width='10' height='10'><title>t</title>%s</svg>",
		    cases[i].in);
		bw_pdf_artifact(p, NULL);
		assert_int_equal(
		    bw_pdf_svg(p, bw_str_of(svg), css, 0, 0, BW_PT(10), &err),
		    cases[i].rc);
		bw_pdf_end(p);
	}
	assert_true(bw_str_find(bw_buf_get(&p->page.v[0].ink),
			BW_STR("1 0 0 rg 0 0 1 RG")) > 0);
	bw_pdf_free(p);
}

/* A font keyed by CID, as Adobe Technical Note 5176 has it: header, one name,
 * a Top DICT with ROS and the place of the charset, the charset. */
static void
fonts_by_cid_are_looked_at(void **state)
{
	const char cff[] = "\1\0\4\1"             /* header */
			   "\0\1\1\1\2A"          /* name */
			   "\0\1\1\1\12"          /* a DICT of 9 bytes */
			   "\x8b\x8b\x8b\x0c\x1e" /* ROS */
			   "\x1c\0\x18\x0f"       /* charset at 24 */
			   "\2\0\1\0\10";         /* from 1, and 8 more */
	char other[sizeof(cff)];
	size_t n = sizeof(cff) - 1;

	(void)state;
	assert_true(font_cids_are_glyphs(cff, n, 10));
	assert_false(font_cids_are_glyphs(cff, n, 11)); /* some are not told */
	memcpy(other, cff, sizeof(cff));
	other[26] = 7; /* the first glyph is CID 7 */
	assert_false(font_cids_are_glyphs(other, n, 10));
	memcpy(other, cff, sizeof(cff));
	other[19] = 31; /* not ROS: keyed by name */
	assert_true(font_cids_are_glyphs(other, n, 11));
	for (size_t i = 0; i < n; i++) { /* cut off: read within bounds */
		char *cut = malloc(i > 0 ? i : 1);

		assert_non_null(cut);
		memcpy(cut, cff, i);
		(void)font_cids_are_glyphs(cut, i, 10);
		free(cut);
	}
}

static int
small_file(void *ctx, struct bw_err *err)
{
	struct bw_pdf_about about = { BW_STR("T"), BW_STR("S"), BW_STR("M"),
		"nl" };
	struct bw_pdf_run run = { BW_STR("Tekst met \xe2\x97\x90 en \xd7\x90"),
		BW_PDF_REGULAR, 10000, INK };
	struct bw_pdf *p = bw_pdf_new(&about);
	struct bw_pdf_text t;
	struct bw_arena a;
	uint32_t h, link;
	int rc = 0;

	if (p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for a PDF");
	bw_arena_init(&a, 0);
	bw_pdf_page(p, BW_PT(595), BW_PT(842));
	h = bw_pdf_elem(p, BW_NONE, "H1");
	link = bw_pdf_elem(p, h, "Link");
	bw_pdf_place(p, BW_STR("top"), BW_PT(800));
	bw_pdf_bookmark(p, 1, run.text, BW_PT(800));
	bw_pdf_lay(p, &a, &run, 1, BW_PT(300), &t);
	bw_pdf_tag(p, link);
	for (size_t k = 0; t.n > 0 && k < t.line[0].n; k++)
		bw_pdf_show(p, &t, &t.line[0].seg[k], 0, 0);
	bw_pdf_end(p);
	bw_pdf_link(p, link, 0, 0, 10, 10, BW_STR("top"), run.text);
	bw_pdf_artifact(p, NULL);
	bw_pdf_rect(p, INK, 0, 0, 10, 10);
	bw_pdf_end(p);
	rc = bw_pdf_write(p, ctx, err);
	bw_arena_release(&a);
	bw_pdf_free(p);
	return rc;
}

static int
written(void *ctx, struct bw_err *err)
{
	struct bw_out o;
	int rc;

	(void)ctx;
	bw_out_memory(&o);
	rc = small_file(&o, err);
	if (rc == 0)
		rc = bw_out_finish(&o, err);
	if (rc == 0 && o.buf.failed)
		rc = bw_fail(err, BW_ENOMEM, "no memory for output");
	bw_buf_release(&o.buf);
	bw_out_release(&o);
	return rc;
}

static void
no_memory_is_told(void **state)
{
	(void)state;
	test_brutal(written, NULL, 3000);
}

static void
same_calls_same_bytes(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct bw_out a, b;

	(void)state;
	bw_out_memory(&a);
	bw_out_memory(&b);
	assert_ok(small_file(&a, &err), &err);
	assert_ok(small_file(&b, &err), &err);
	assert_true(bw_str_eq(bw_buf_get(&a.buf), bw_buf_get(&b.buf)));
	assert_true(bw_str_starts(bw_buf_get(&a.buf), BW_STR("%PDF-1.7\n")));
	bw_out_release(&a);
	bw_out_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_where_they_may),
		cmocka_unit_test(directions_are_kept),
		cmocka_unit_test(letters_are_not_lost),
		cmocka_unit_test(drawings_are_known_or_refused),
		cmocka_unit_test(fonts_by_cid_are_looked_at),
		cmocka_unit_test(no_memory_is_told),
		cmocka_unit_test(same_calls_same_bytes),
	};

	return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
