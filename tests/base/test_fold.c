/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_fold.c - spellings that must meet, and text that must not do harm.
 */
#include "support/support.h"
#include "base/fold.h"
#include <locale.h>
#include <wctype.h>

static struct bw_buf out;

static struct bw_str
fold(const char *z)
{
	bw_buf_clear(&out);
	bw_fold(&out, bw_str_of(z));
	return bw_buf_get(&out);
}

static struct bw_str
plain(struct bw_str s)
{
	bw_buf_clear(&out);
	bw_plain(&out, s);
	return bw_buf_get(&out);
}

static void
spellings_meet(void **state)
{
	static const char *const pairs[][2] = {
		{ "Côte d'Ivoire", "cote d ivoire" },
		{ "CÔTE D’IVOIRE", "cote d ivoire" },
		{ "  Korea,\t South ", "korea south" },
		{ "United\xc2\xa0States", "united states" },
		{ "Türkiye", "turkiye" }, { "TÜRKİYE", "turkiye" },
		{ "São Tomé & Príncipe", "sao tome principe" },
		{ "Straße", "strasse" }, { "Øresund Ægir", "oresund aegir" },
		{ "Łódź", "lodz" }, { "ĲSSELMEER", "ijsselmeer" },
		{ "Þór", "thor" }, { "ǅ Ǉ ǌ", "dz lj nj" },
		{ "Ștefan", "stefan" }, { "Nguyễn Văn Ước", "nguyen van uoc" },
		{ "Cafe\xcc\x81", "cafe" }, /* accent on its own */
		{ "Газпром", "газпром" }, { "ΑΘΗΝΑΣ", "αθηνασ" },
		{ "三菱重工業", "三菱重工業" },
		{ "B.V. de Vries", "b v de vries" }, { "", "" },
		{ " -.,- ", "" },
		{ "a\xff\xfe"
		  "b",
		    "a b" },
		{ "\xe2\x82", "" }, /* a euro sign cut short */
	};

	(void)state;
	for (size_t i = 0; i < BW_LEN(pairs); i++)
		assert_str(fold(pairs[i][0]), pairs[i][1]);
}

/* Folding what is folded changes nothing: for every code point. */
static void
folding_ends(void **state)
{
	struct bw_buf one = { 0 }, once = { 0 }, twice = { 0 };

	(void)state;
	for (uint32_t r = 1; r < 0x30000; r++) {
		bw_buf_clear(&one);
		bw_buf_clear(&once);
		bw_buf_clear(&twice);
		bw_buf_rune(&one, r);
		bw_fold(&once, bw_buf_get(&one));
		bw_fold(&twice, bw_buf_get(&once));
		assert_true(bw_utf8_valid(bw_buf_get(&once), NULL));
		assert_true(bw_str_eq(bw_buf_get(&once), bw_buf_get(&twice)));
	}
	bw_buf_release(&one);
	bw_buf_release(&once);
	bw_buf_release(&twice);
}

/* The C library knows which letter is the small one of which: where we fold
 * the small letter, the capital must go the same way. */
static void
capitals_go_with_small_letters(void **state)
{
	struct bw_buf big = { 0 }, small = { 0 }, a = { 0 }, b = { 0 };
	unsigned seen = 0;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		skip();
	for (uint32_t r = 0x41; r < 0x1f00; r++) {
		uint32_t low = (uint32_t)towlower((wint_t)r);

		/* Georgian and Cherokee capitals are of no use to names. */
		if (low == r || (r > 0x42f && r < 0x1e00))
			continue;
		bw_buf_clear(&big);
		bw_buf_clear(&small);
		bw_buf_clear(&a);
		bw_buf_clear(&b);
		bw_buf_rune(&big, r);
		bw_buf_rune(&small, low);
		bw_fold(&a, bw_buf_get(&big));
		bw_fold(&b, bw_buf_get(&small));
		if (bw_str_eq(bw_buf_get(&b), bw_buf_get(&small)) &&
		    bw_str_eq(bw_buf_get(&a), bw_buf_get(&big)))
			continue; /* a letter that stays itself */
		if (!bw_str_eq(bw_buf_get(&a), bw_buf_get(&b)))
			fail_msg("U+%04X and U+%04X part", r, low);
		seen++;
	}
	assert_true(seen > 300);
	bw_buf_release(&big);
	bw_buf_release(&small);
	bw_buf_release(&a);
	bw_buf_release(&b);
}

static void
a_name_cannot_drive_the_terminal(void **state)
{
	(void)state;
	assert_str(
	    plain(BW_STR("Acme \033[2J\a B.V.\r\n")), "Acme  [2J  B.V.  ");
	assert_str(plain(BW_STR("a\xc2\x9b"
				"b")),
	    "a b"); /* CSI as one C1 control */
	/* RIGHT-TO-LEFT OVERRIDE shows "txt.exe" as "exe.txt". */
	assert_str(plain(BW_STR("x\xe2\x80\xae"
				"y\xe2\x81\xa6z")),
	    "xyz");
	assert_str(plain(BW_STR("bad \xff byte")), "bad \xef\xbf\xbd byte");
	assert_str(plain(BW_STR("Łódź 三菱 é")), "Łódź 三菱 é");
	assert_str(plain((struct bw_str){ NULL, 0 }), "");
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct bw_buf b = { 0 };
	int rc;

	(void)ctx;
	bw_fold(&b, BW_STR("Österreichische Æ"));
	bw_plain(&b, BW_STR("\xff\xff\xff plain text that asks for more room"));
	rc = bw_buf_check(&b, err);
	bw_buf_release(&b);
	return rc;
}

static void
no_memory(void **state)
{
	(void)state;
	test_brutal(brutal, NULL, 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_meet),
		cmocka_unit_test(folding_ends),
		cmocka_unit_test(capitals_go_with_small_letters),
		cmocka_unit_test(a_name_cannot_drive_the_terminal),
		cmocka_unit_test(no_memory),
	};
	int rc = cmocka_run_group_tests(tests, NULL, NULL);

	bw_buf_release(&out);
	return rc;
}
